"""红灯清单: the red lights in order of gravity, with value and target, gap, the unit's own reason and the streak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker.model import Light, Reason, Status, Verdict
from checker.reporters.html.parts import Link, link
from checker.reporters.html.remark import achieved, gap, leads, sent_back
from checker.words.gravity import gravest
from checker.words.view import View

FIRST = 15
"""How many stand on the first screen and sheet; the rest is folded below them."""


class Red(NamedTuple):
    """One red light. `why` is what the unit says, or what was found wrong, where that is `said`."""

    link: Link
    units: str
    cause: str
    value: str
    gap: str
    why: str
    said: bool
    streak: str


def reds(view: View, prefix: str) -> list[Red]:
    """The gravest first. Without `prefix` there are no rows to lead to."""
    return [_red(view, v, prefix) for v in gravest(red(view.verdicts()))]


def red(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """The red lights that count."""
    return [v for v in verdicts if v.light is Light.RED and not v.same]


def _red(view: View, v: Verdict, prefix: str) -> Red:
    streak = view.say("dashboard.running" if v.streak > 1 else "dashboard.running.first", count=v.streak)
    why = _why(view, v)
    return Red(link(view, v, prefix), leads(view, v), view.cause(v), achieved(view, v), gap(view, v),
               why or view.say("dashboard.why.none"), bool(why), streak)  # fmt: skip


def _why(view: View, v: Verdict) -> str:
    """The unit's own words; of false data what was found, of a returned value what is wrong with it."""
    reported = v.reported
    if v.reason is Reason.FALSE_DATA and reported and reported.reason:
        return view.say("dashboard.why.found", text=reported.reason)
    if v.status is Status.RETURNED:
        return view.say("dashboard.why.returned", text=view.say("semicolon").join(sent_back(view, v)))
    return reported.note if reported else ""
