"""Files that came back → one submission: known by their plan, merged, written as YAML and checked by the same rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from checker import submission, yamlfile
from checker.forms import cells, into, layout, values
from checker.forms.rows import Entry, Form
from checker.model import Finding, Level, Message, Plan, Submission, Where
from checker.numbers import read_number
from checker.yamlfile import fault

_TEXTS = ("note", "evidence", "correction", "reason")


class Made(NamedTuple):
    """A submission's text with what it was read as, and where its values stood."""

    text: str
    read: Submission | None
    values: Mapping[str, values.Value]
    findings: tuple[Finding, ...]


def refused(form: Form, plan: Plan, period: str) -> list[Finding]:
    """Say why a form is not one of this plan, period and catalogue."""
    meta, where = form.meta, Where(form.file)
    if not meta:
        return []
    if meta.get("form") != layout.VERSION:
        return [fault("form-version", where, found=meta.get("form", ""), expected=layout.VERSION)]
    if meta.get("plan") != plan.id:
        return [
            fault(
                "form-other-plan",
                where,
                found=meta.get("plan", ""),
                locality=meta.get("locality", ""),
                expected=plan.id,
            )
        ]
    if meta.get("period") != period:
        return [fault("form-other-period", where, found=meta.get("period", ""), expected=period)]
    unit = meta.get("unit", "")
    if meta.get("digest") == layout.digest(plan, unit):
        return []
    old = dict(pair.split("=", 1) for pair in meta.get("prints", "").split() if "=" in pair)
    new = layout.prints(layout.rows(plan, unit))
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [fault("form-old", where, names=Message("list", {"words": changed or ["_meta"]}))]


def misplaced(form: Form, plan: Plan) -> tuple[Form, list[Finding]]:
    """Find what cannot stand in this unit's form: rows of other units; columns that are gone."""
    own = list(layout.rows(plan, form.meta.get("unit", "")))
    if not form.meta:
        return form, []
    ids = {row.indicator.id for row in own}
    strays = any(entry.indicator.partition(layout.NODE)[0] not in ids for entry in form.entries)
    names = {i.id: i.name for _, i in plan.indicators()} if strays else {}
    needed = {name for row in own for name in layout.entries(row.indicator)} & {"value", "done", "grade"}
    found = [fault("form-no-column", Where(form.file), column=Message(f"form.column.{name}"))
             for name in layout.ENTRIES if form.columns and name in needed - form.columns]  # fmt: skip
    kept = []
    for entry in form.entries:
        name = entry.indicator.partition(layout.NODE)[0]
        if name in ids:
            kept.append(entry)
        else:
            found.append(fault("form-not-yours", entry.spot().where(), name=f"{name} {names[name]}"))
    return form._replace(entries=tuple(kept)), found


def merged(forms: Sequence[Form], plan: Plan) -> tuple[dict[str, tuple[Entry, Form]], list[Finding]]:
    """Merge the rows of all forms by id; fields that differ are a fault that names both places."""
    made: dict[str, tuple[Entry, Form]] = {}
    found: list[Finding] = []
    names = {i.id: f"{i.id} {i.name}" for _, i in plan.indicators()}
    for form in forms:
        for entry in form.entries:
            if entry.indicator not in made:
                made[entry.indicator] = entry, form
                continue
            first, owner = made[entry.indicator]
            joined, more = _joined(first, entry)
            made[entry.indicator] = joined, owner
            name = entry.indicator.partition(layout.NODE)[0]
            found += [f._replace(facts={**f.facts, "name": names[name]}, indicator=name) for f in more]
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
    return Entry(first.indicator, fields, spots, first.digest, (*first.problems, *second.problems)), found


def _same(a: object, b: object) -> bool:
    left, right = read_number(a)[0], read_number(b)[0]
    return str(a) == str(b) or (left is not None and left == right)


def made_values(entries: Mapping[str, tuple[Entry, Form]], plan: Plan, say: Any) -> dict[str, values.Value]:
    """Shape the merged rows into values, in the order of the plan."""
    made: dict[str, values.Value] = {}
    rows: dict[str, list[tuple[str, Entry, Form]]] = {}
    for key, (entry, form) in entries.items():
        name, _, node = key.partition(layout.NODE)
        rows.setdefault(name, []).append((node, entry, form))
    for _, indicator in plan.indicators():
        own = rows.get(indicator.id)
        if own:
            by = _by(own[0][2], say)
            made[indicator.id] = values.shaped(indicator, [(node, entry) for node, entry, _ in own], by)
    return made


def _by(form: Form, say: Any) -> str:
    """The unit, and who filled the form in where it says so."""
    unit = form.meta.get("unit", "").replace(layout.NOBODY, "")
    people = say("join").join(
        say(f"form.person.{n}") + say("colon") + form.people[n] for n in layout.PEOPLE if n in form.people
    )
    return (unit + (say("bracket", text=people) if people else ""))[: values.LONGEST_NAME]


def written(plan: Plan, period: str, submitted: str, made: Mapping[str, values.Value], head: str) -> str:
    """Write a submission."""
    lines = [f"# {line}" for line in head.splitlines()]
    lines += [f"plan: {plan.id}", f"period: {period}", f"submitted: {submitted}", "values:"]
    lines += [f"  {name}: {values.line(value.raw)}" for name, value in made.items()] or ["  {}"]
    return "\n".join(lines) + "\n"


def read(text: str, name: str, plan: Plan, made: Mapping[str, values.Value]) -> Made:
    """Read what will be written as `run` will read it."""
    document, found = yamlfile.parse(text, name)
    result = None
    if document is not None:
        result, more = submission.read(document, plan)
        found = found + more
    return Made(text, result, made, tuple(found))


def placed(findings: Iterable[Finding], made: Mapping[str, values.Value]) -> list[Finding]:
    """Give the findings on values the places of their cells, and the id beside the name; say each once."""
    special = {name for name, value in made.items() if any(p.level is Level.RETURNED for p in value.problems)}
    result = [problem for value in made.values() for problem in value.problems]
    for finding in findings:
        value = made.get(finding.indicator)
        if value is None:
            result.append(finding)
            continue
        if finding.code.startswith(("E1", "E2")) and finding.code != "E10" and finding.indicator in special:
            continue
        facts: dict[str, object] = {k: values.seen(v) if isinstance(v, str) else v for k, v in finding.facts.items()}
        share = finding.code.startswith("E6") or facts.get("field") in ("part", "whole")
        if "field" in facts:
            facts["field"] = Message(f"form.column.{facts['field']}")
        facts |= {"name": f"{value.indicator.id} {value.indicator.name}"}
        where = value.spot(finding.facts.get("found"), share).where()
        result.append(finding._replace(where=where, facts=facts))
    return list({(f.code, f.where, f.indicator): f for f in result}.values())


def changes(document: yamlfile.Document, made: Mapping[str, values.Value]) -> list[into.Change]:
    """What adding the values changes in an existing submission."""
    given = document.data.get("values") or {}
    found = []
    for name, value in made.items():
        old, new = given.get(name), values.line(value.raw)
        if name not in given:
            found.append(into.Change(name, "", new))
        elif not _equal(old, value.raw):
            found.append(into.Change(name, into.brief(old), new))
    return found


def _equal(old: Any, new: Mapping[str, Any]) -> bool:
    """Tell whether the content is the same; who sent it and where it stood do not count."""
    before = old if isinstance(old, dict) else {"value": old}
    leave = ("source", "by", "submitted")
    a = {k: _plain(v) for k, v in before.items() if k not in leave}
    b = {k: _plain(v) for k, v in new.items() if k not in leave}
    return a == b


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list):
        return [_plain(v) for v in value]
    number, _ = read_number(value)
    return number if number is not None else str(value)
