"""The rows of all forms → one raw value an indicator; what two files say differently is a fault of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from checker.forms import cells, layout, values
from checker.forms.rows import Asked, Entry, Form
from checker.locale import Speaker
from checker.model import Finding
from checker.numbers import read_number
from checker.yamlfile import fault

_TEXTS = ("note", "evidence", "correction", "reason")


def merged(forms: Sequence[Form], asked: Asked) -> tuple[dict[str, tuple[Entry, Form]], list[Finding]]:
    """Merge the rows of all forms by id; fields that differ are a fault that names both places."""
    made: dict[str, tuple[Entry, Form]] = {}
    found: list[Finding] = []
    for form in forms:
        for entry in form.entries:
            if entry.key not in made:
                made[entry.key] = entry, form
                continue
            first, owner = made[entry.key]
            joined, more = _joined(first, entry)
            made[entry.key] = joined, owner
            found += [f._replace(facts={**f.facts, "name": asked.title(entry.id)}, indicator=entry.id) for f in more]
    return made, found


def _joined(first: Entry, second: Entry) -> tuple[Entry, list[Finding]]:
    fields, spots, found = dict(first.fields), dict(first.spots), list[Finding]()
    for name, raw in second.fields.items():
        if name not in fields or (cells.is_blank(fields[name]) and not cells.is_blank(raw)):
            fields[name], spots[name] = raw, second.spots[name]
        elif name in _TEXTS:
            if str(raw) not in str(fields[name]):
                fields[name] = f"{fields[name]}；{raw}"
        elif not cells.is_blank(raw) and not _same(fields[name], raw):
            found.append(fault("form-twice", second.spots[name].where(), found=str(raw)[:40],
                               first=str(spots[name].where()), other=str(fields[name])[:40]))  # fmt: skip
    return Entry(first.key, fields, spots, first.digest, (*first.problems, *second.problems)), found


def _same(a: object, b: object) -> bool:
    left, right = read_number(a)[0], read_number(b)[0]
    return str(a) == str(b) or (left is not None and left == right)


def shaped(entries: Mapping[str, tuple[Entry, Form]], asked: Asked, say: Speaker) -> dict[str, values.Value]:
    """Shape the merged rows into values, in the order of the plan."""
    rows: dict[str, list[tuple[Entry, Form]]] = {}
    for entry, form in entries.values():
        rows.setdefault(entry.id, []).append((entry, form))
    return {
        name: values.shaped(indicator, [entry for entry, _ in rows[name]], _by(rows[name][0][1], say))
        for name, indicator in asked.indicators.items()
        if name in rows
    }


def _by(form: Form, say: Speaker) -> str:
    """The unit, and who filled the form in where it says so."""
    unit = form.lifted.meta.get("unit", "").replace(layout.NOBODY, "")
    people = say("join").join(
        say(f"form.person.{n}") + say("colon") + form.lifted.people[n] for n in layout.PEOPLE if n in form.lifted.people
    )
    return (unit + (say("bracket", text=people) if people else ""))[: values.LONGEST_NAME]
