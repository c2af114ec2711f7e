"""督办通知单: one slip for each unit with its red and repeated yellow items, as plain data.

The words stand in a text template. A group is addressed by its members (office.yaml); what has no addressee is listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from checker.files.writing import safe_name
from checker.model import Light, Verdict
from checker.papers import counts, wording
from checker.papers.circular import REPLY_DAYS, marked, reply_by
from checker.papers.facts import Facts, called, item
from checker.papers.letterhead import Letterhead, resolved
from checker.papers.paper import Paragraph, signature
from checker.papers.wording import Rows
from checker.words.view import View

SLIP_FROM = 2
_COLLECTIVE = re.compile(r"^(?:各|有关|相关)|(?:成员单位|部门)$")
RECEIPT_DAYS = 2
"""Working days until the receipt is to be back."""


class Wanted(NamedTuple):
    """Which items get a slip: of one light, from a rung of the ladder on, of one unit; by default from the second."""

    light: str = ""
    step: int = SLIP_FROM
    unit: str = ""

    def takes(self, verdict: Verdict) -> bool:
        """Tell whether an item is wanted: red, or yellow for two periods running, unless said otherwise."""
        return verdict.step >= max(self.step, 1) and (not self.light or verdict.light == self.light)


class Slip(NamedTuple):
    """One unit's slip, ready to be set: every text is said."""

    unit: str
    draft: str
    illustrative: str
    title: str
    number: str
    signed: str
    to: str
    paragraphs: tuple[Paragraph, ...]
    items: Rows
    colours: tuple[str, ...]
    rules: tuple[str, ...]
    signature: tuple[str, ...]
    day: str
    receipt: str
    receipt_rows: tuple[tuple[str, ...], ...]
    reply: str
    reply_rows: tuple[tuple[str, ...], ...]


_Owned = tuple[View, Verdict]
_ALL = Wanted()


def slips(views: Sequence[View], letter: Letterhead, wanted: Wanted = _ALL, text: Path | None = None) -> list[Slip]:
    """Make the slips, in the order in which the plans name the units. Errors: OSError, TemplateFault."""
    groups: dict[tuple[str, str], list[_Owned]] = {}
    for view, verdict, unit in _asked(views, wanted):
        for member in view.office.members(unit):
            if wanted.unit in ("", unit, member):
                groups.setdefault((member, unit if member != unit else ""), []).append((view, verdict))
    return [_slip(unit, group, own, letter, n, text) for n, ((unit, group), own) in enumerate(groups.items())]


def _asked(views: Sequence[View], wanted: Wanted) -> Iterator[tuple[View, Verdict, str]]:
    for view in views:
        for verdict in view.assessment.counted:
            if wanted.takes(verdict):
                yield from ((view, verdict, unit) for unit in verdict.measure.asked if addressable(view, unit))


def addressable(view: View, unit: str) -> bool:
    """Tell whether a paper can be sent: to a unit, or to a group whose members the office's file names."""
    return unit in view.office.groups or not _COLLECTIVE.search(unit)


def nobody(views: Sequence[View], wanted: Wanted = _ALL) -> list[tuple[str, Verdict]]:
    """Items that are due a slip but have no addressee, each with the group it names; with none where no unit is named.

    A joint item of which another unit gets a slip is none.
    """
    made = []
    for view in views:
        for verdict in view.assessment.counted:
            asked = verdict.measure.asked
            if wanted.takes(verdict) and not wanted.unit and not any(addressable(view, unit) for unit in asked):
                made.append((next(iter(asked), ""), verdict))
    return made


def file_names(made: Sequence[Slip], views: Sequence[View]) -> list[str]:
    """Name each slip's file after its unit; names that fall together on any system are told apart by a number."""
    say, last = views[0].say, max(view.assessment.period.end for view in views)
    span = next(str(view.assessment.period) for view in views if view.assessment.period.end == last)
    taken, names = set[str](), []
    for slip in made:
        base = safe_name(say("slip.file", period=span, unit=slip.unit), 64)
        name, n = base, 1
        while unicodedata.normalize("NFKC", name).casefold() in taken:
            n += 1
            name = f"{base}-{n}"
        taken.add(unicodedata.normalize("NFKC", name).casefold())
        names.append(f"{name}.docx")
    return names


def _slip(unit: str, group: str, own: Sequence[_Owned], letter: Letterhead, n: int, text: Path | None) -> Slip:
    view = own[0][0]
    say, head = view.say, resolved(letter, view.office, "slip", n)
    facts = given(unit, group, own, letter, n)
    file = text or wording.shipped("slip", say.lang)
    parts = wording.worded(file, facts, say, letter.day, ("title", "body", "table"))
    table, receipt, reply = (next(iter(parts[name].tables), Rows((), ())) for name in ("table", "receipt", "reply"))
    return Slip(
        unit=unit, draft="" if letter.final else say("paper.draft"), illustrative=facts["illustrative"],
        title=parts["title"].text, number=parts["number"].text, signed=parts["signed"].text, to=parts["to"].text,
        paragraphs=wording.paragraphs(parts["body"].texts, say), items=table,
        colours=tuple(v.light.value for _, v in own), rules=parts["rules"].texts, signature=signature(head.issuers),
        day=say.day(letter.day), receipt=parts["receipt"].text, receipt_rows=_rows(receipt),
        reply=parts["reply"].text, reply_rows=_rows(reply),
    )  # fmt: skip


def _rows(table: Rows) -> tuple[tuple[str, ...], ...]:
    """A table of blanks has no head: its first row is a row."""
    return (table.heads, *table.rows) if table.heads else ()


def given(unit: str, group: str, own: Sequence[_Owned], letter: Letterhead, n: int) -> Facts:
    """The facts that the text template of a slip may use."""
    view, views = own[0][0], list(dict.fromkeys(id(v) for v, _ in own))
    first = {id(v): v for v, _ in own}
    head, calendar = resolved(letter, view.office, "slip", n), view.library.calendar
    parts = [first[key].assessment for key in views]
    return {
        "unit": unit, "group": group, "number": head.number, "day": letter.day.isoformat(), "final": letter.final,
        "illustrative": marked([v for v, _ in own]), "reply": reply_by(letter, calendar), "reply_days": REPLY_DAYS,
        "receipt": calendar.after(letter.day, RECEIPT_DAYS).isoformat(),
        "again": calendar.after(letter.day, view.assessment.plan.reporting.due).isoformat(),
        "red": sum(v.light is Light.RED for _, v in own), "yellow": sum(v.light is Light.YELLOW for _, v in own),
        "office": {"name": "、".join(head.issuers), "called": head.called, "phone": head.phone},
        "plans": [{"title": a.plan.title, "number": a.plan.number} for a in parts],
        "periods": _distinct([counts.span(a.period) for a in parts]),
        "items": [_item(v, verdict, letter, group or unit, no) for no, (v, verdict) in enumerate(own, 1)],
    }  # fmt: skip


def _distinct(spans: Sequence[Mapping[str, object]]) -> list[Mapping[str, object]]:
    return [span for n, span in enumerate(spans) if span not in spans[:n]]


def _item(view: View, v: Verdict, letter: Letterhead, asked: str, no: int) -> Facts:
    """An item with who leads it besides, and who sums up: the unit that is named first."""
    units, plan = v.measure.asked, view.assessment.plan
    others = [called(view, unit) for unit in units if unit != asked]
    return {**item(view, v, letter.day), "no": no, "plan": plan.title, "every": plan.reporting.every, "others": others,
            "sums": called(view, units[0]) if others else "", "first_lead": units[0] == asked}  # fmt: skip
