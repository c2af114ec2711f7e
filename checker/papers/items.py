"""What official papers say of verdicts: an item in a sentence, the gap, who has not reported."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from checker import kinds
from checker.locale import Speaker
from checker.message import Message
from checker.model import Light, Reason, Status, Verdict
from checker.model.amounts import Amount
from checker.model.numbers import places
from checker.model.periods import Period
from checker.words.sentence import sentence
from checker.words.units import by_unit, most_first
from checker.words.view import View

_SILENT = (Reason.UNREPORTED, Reason.UNREPORTED_GRACE)


def period(span: Period, say: Speaker) -> str:
    """A period as papers write it: 2022年第三季度, 2022年上半年."""
    if span.every in ("quarter", "half"):
        return say(f"circular.period.{span.every}-{span.index}", year=span.year)
    return say(f"period.{span.every}", year=span.year, index=span.index)


def short(verdict: Verdict) -> Amount | None:
    """How far short of what is expected by now, or of the target: things in their unit, all else in percentage points.

    Points carry no unit; those of a share are its own, those of other amounts are points of the target. Never 0.
    """
    indicator, moment, value = verdict.indicator, verdict.moment, verdict.value
    if verdict.light not in (Light.YELLOW, Light.RED) or value is None:
        return None
    kind, wanted = kinds.of(indicator), moment.target if moment.expected is None else moment.expected
    if kind.LIMIT and moment.target is not None and value > moment.target:
        wanted = moment.target
    own = indicator.discrete or kind.SCALE == "place"
    if kind.SCALE == "nodes" or wanted is None or (value >= wanted if kind.up(indicator) else value <= wanted):
        return None
    if own or verdict.unit == "%":
        return _amount(abs(wanted - value), verdict.unit if own else "")
    return None if verdict.gap is None or verdict.gap >= 0 else _amount(-verdict.gap, "")


def _amount(found: Fraction, unit: str) -> Amount:
    return Amount(found, places(found, 2, [Fraction(0)]), unit)


def told(verdict: Verdict, apart: Amount) -> Message:
    """A gap in words: short of a target, or over a limit."""
    over = kinds.of(verdict.indicator).LIMIT and apart.unit
    return Message("gap.over" if over else "gap.things" if apart.unit else "gap.points", {"gap": apart})


def item(view: View, verdict: Verdict) -> str:
    """One indicator as the circular names it: what, how far, who leads, how often running."""
    say, message = view.say, sentence(verdict)
    parts = []
    apart = short(verdict)
    if apart is not None and "gap" not in message.id and not message.id.endswith(".paced"):
        parts.append(say.say(told(verdict, apart)))
    parts.append(say("circular.item.lead", lead=view.leads(verdict)))
    parts.append(running(view, verdict))
    text = say("semicolon").join(parts)
    return say("circular.item", sentence=say.say(message), id=verdict.indicator.id, rest=text)


def running(view: View, verdict: Verdict) -> str:
    """How many periods the light has been running."""
    light = view.say(f"circular.light.{verdict.light}")
    name = "circular.item.running" if verdict.streak > 1 else "circular.item.first"
    return view.say(name, count=verdict.streak, light=light)


def missing(view: View) -> dict[str, list[Verdict]]:
    """Unit → what it did not report though its day has passed; what was returned stands apart."""
    verdicts = view.assessment.counted
    return most_first(by_unit(v for v in verdicts if v.reason in _SILENT and v.status is not Status.RETURNED))


def unit_list(view: View, groups: Mapping[str, Sequence[Verdict]]) -> str:
    """Units with what each is named for; of one unit with many items only how many."""
    say, made = view.say, []
    for unit, verdicts in groups.items():
        if len(verdicts) > 3 or len(groups) > 15:
            made.append(say("circular.count", name=view.unit(unit), count=len(verdicts)))
        else:
            names = say("join").join(v.indicator.name for v in verdicts)
            made.append(say("circular.unit", name=view.unit(unit), names=names))
    return say("semicolon").join(made) if len(groups) <= 15 else say("join").join(made)


def returned(view: View) -> dict[str, list[Verdict]]:
    """Unit → values that were sent back to it."""
    return by_unit(v for v in view.assessment.counted if v.status is Status.RETURNED)
