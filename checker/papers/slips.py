"""督办单: one slip for each lead unit with its red and repeated yellow items, as plain data.

A slip is a proposal until somebody signs it; receipt and reply are blanks for the unit.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from checker import kinds
from checker.files.writing import safe_name
from checker.locale import Speaker
from checker.model import Message, Reason, Status, Verdict
from checker.model.amounts import Amount
from checker.papers.demands import REPLY_DAYS, reply_by
from checker.papers.items import period, running, short, told
from checker.papers.paper import Letterhead, some
from checker.words.amounts import amounts, numbers
from checker.words.sentence import facts
from checker.words.view import View, illustrative

LABELS = ("no", "item", "clause", "target", "state", "requirement", "receipt", "receipt.unit", "receipt.by",
          "receipt.day", "reply", "reply.cause", "reply.measures", "reply.until", "reply.result", "reply.unit",
          "reply.day", "deadline")  # fmt: skip


class Slip(NamedTuple):
    """One unit's slip, ready to be set: every text is said."""

    unit: str
    title: str
    number: str
    illustrative: str
    to: str
    opening: str
    items: tuple[Mapping[str, str], ...]
    labels: Mapping[str, str]
    deadline: str
    proposed: str
    issuer: str
    day: str


SLIP_FROM = 2


def slips(views: Sequence[View], letter: Letterhead) -> list[Slip]:
    """Make the slips, in the order in which the plans name the units; units without such items get none."""
    groups: dict[str, list[tuple[View, Verdict]]] = {}
    for view in views:
        for verdict in view.assessment.counted:
            for unit in verdict.measure.asked if is_due(verdict) else ():
                groups.setdefault(unit, []).append((view, verdict))
    return [_slip(unit, own, views, letter, n) for n, (unit, own) in enumerate(groups.items(), 1)]


def is_due(verdict: Verdict) -> bool:
    """A slip is proposed from the second rung of the ladder on: red, or yellow for two periods running."""
    return verdict.step >= SLIP_FROM


def nobody(views: Sequence[View]) -> list[Verdict]:
    """Items that are due a slip but name no unit to send it to."""
    return [v for view in views for v in view.assessment.counted if is_due(v) and not v.measure.asked]


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


def _slip(unit: str, own: Sequence[tuple[View, Verdict]], views: Sequence[View], letter: Letterhead, n: int) -> Slip:
    view = own[0][0]
    say, plan = view.say, view.assessment.plan
    spans = dict.fromkeys(period(v.assessment.period, say) for v, _ in own)
    until: date = reply_by(letter.day, view.library.calendar)
    named = some((v.named() for v, _ in own), say, 3)
    return Slip(
        unit=unit, title=say("slip.title"), number=say("slip.number", number=_number(letter, view, n)),
        illustrative=say("circular.illustrative") if illustrative(views) else "", to=say("slip.to", unit=unit),
        opening=say("slip.opening", plans=named, count=len(own), spans=some(spans, say, 3), reply=say.day(until),
                    days=REPLY_DAYS),
        items=tuple(_item(v, verdict, number) for number, (v, verdict) in enumerate(own, 1)),
        labels={name.replace(".", "_"): say(f"slip.label.{name}") for name in LABELS}, deadline=say.day(until),
        proposed=say("slip.proposed"), issuer=letter.issuer or plan.document["issuer"], day=say.day(letter.day),
    )  # fmt: skip


def _number(letter: Letterhead, view: View, n: int) -> str:
    return f"{letter.number or view.assessment.period}-{n:02}"


def _item(view: View, v: Verdict, n: int) -> dict[str, str]:
    say, known = view.say, facts(v)
    shown, apart = amounts(v), short(v)
    said = say("slip.state.value", value=view.amount(shown.value)) if shown.value is not None else ""
    said += say("slip.state.expected", expected=shown.expected) if shown.expected is not None else ""
    said += say("slip.state.gap", gap=say.say(told(v, apart))) if apart is not None else ""
    state = say("slip.state", light=view.light(v.light), reason=view.reason(v), amounts=said, running=running(view, v))
    wanted, when = view.amount(shown.target), {"by": known["by"], "assumed": known["assumed"]}
    asked = wanted
    if kinds.of(v.indicator).LIMIT and isinstance(shown.target, Amount):
        asked = view.amount(shown.target._replace(bound=""))
    target = say("slip.target.none", **when)
    if shown.target is not None:
        target = say("slip.target", target=wanted, **when)
    places = (view.assessment.plan.number, v.indicator.clause or v.measure.clause)
    return {
        "no": str(n), "item": say("circular.named", id=v.indicator.id, name=v.indicator.name),
        "clause": say("comma").join(filter(None, places)),
        "target": target, "state": state, "requirement": say.say(_asked(v, asked, say)), "colour": v.light.value,
    }  # fmt: skip


_ASKED = {Reason.UNREPORTED: "unreported", Reason.UNREPORTED_GRACE: "unreported", Reason.FALSE_DATA: "false_data",
          Reason.OVERDUE: "overdue", Reason.OVERDUE_EXPECTED: "overdue"}  # fmt: skip


def _asked(v: Verdict, wanted: str, say: Speaker) -> Message:
    """What the unit is asked to do, by the reason, else in the kind's own words where it has any."""
    known, own = facts(v), kinds.of(v.indicator).WORDS
    name = "returned" if v.status is Status.RETURNED else _ASKED.get(v.reason, "")
    if not name:
        common = "work" if numbers(v)[1] is None else "target"
        name = own if say.has(f"slip.ask.{own}") else common
        if name == "target" and v.moment.cut_off >= v.moment.end:
            name = "reach"
    return Message(f"slip.ask.{name}", {"target": wanted, "by": known["by"], "assumed": known["assumed"]})
