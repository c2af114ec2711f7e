"""One sentence a verdict, as a message: what was reported, what was expected, how far apart.

Amounts are shown so that a value that misses a line never looks as if it met it.
"""

from __future__ import annotations

from fractions import Fraction

from checker import kinds
from checker.model import Light, Message, Reason, Verdict
from checker.model.amounts import NONE, Amount
from checker.model.numbers import show
from checker.words.amounts import Shown, amount, amounts, percent, written


def sentence(verdict: Verdict) -> Message:
    """Make the sentence's message: `sentence.<reason>.<kind>` or `sentence.<reason>`, with its facts."""
    return Message(f"sentence.{_variant(verdict)}", facts(verdict))


def facts(verdict: Verdict) -> dict[str, object]:
    """Collect what sentences, tables and explanations show of a verdict."""
    moment, shown = verdict.moment, amounts(verdict)
    made: dict[str, object] = {
        "name": verdict.indicator.name,
        "unit": verdict.unit,
        "value": _worded(shown.value),
        "target": _worded(shown.target),
        "cap": shown.target._replace(bound="") if isinstance(shown.target, Amount) else NONE,
        "expected": _worded(shown.expected),
        "baseline": written(amount(verdict, verdict.indicator.baseline)),
        "by": Message("day", {"year": moment.end.year, "month": moment.end.month, "day": moment.end.day}),
        "assumed": Message("assumed") if moment.assumed else "",
        "completion": written(percent(verdict.completion)),
        "pace": written(percent(moment.pace)),
        "streak": verdict.streak,
    }
    gap = verdict.gap
    if gap is not None:
        way = "ahead" if gap > 0 else "behind" if gap < 0 else "level"
        made["gap"] = Message(f"gap.{way}", {"points": show(abs(gap))})
    if verdict.reported is not None:
        reported = verdict.reported
        made |= {"part": _plain(reported.part), "whole": _plain(reported.whole), "n": reported.n or 0,
                 "day": reported.done or ""}  # fmt: skip
    return made


def _variant(verdict: Verdict) -> str:
    """Choose among the wordings of a reason."""
    kind, reason = kinds.of(verdict.indicator), verdict.reason
    if reason is Reason.NOT_DUE and not indicator_rests(verdict):
        return "not_due.over"
    if verdict.light is Light.GREY or reason in (Reason.UNREPORTED, Reason.UNREPORTED_GRACE, Reason.FALSE_DATA):
        return reason.value
    own = f"{reason.value}.{kind.WORDS}"
    if kind.SCALE == "nodes" and reason is Reason.ON_PACE and verdict.band and not verdict.band.green.at:
        return f"{own}.none"
    if kind.SCALE == "place" and reason in (Reason.NOT_YET, Reason.ON_PACE):
        return f"{own}.{'free' if verdict.moment.target is None else 'target'}"
    if kind.SCALE == "nodes" and reason is Reason.COMPLETED and _done_late(verdict):
        return f"{own}.late"
    if kind.SCALE != "amount" or kind.REPORTS == "change":
        return own  # what is compared is no amount that was reported: the common sentences do not fit
    moment = verdict.moment
    if reason is Reason.COMPLETED and verdict.rule == 8 and moment.cut_off > moment.end:
        return "completed.late"
    if reason not in (Reason.ON_PACE, Reason.BEHIND, Reason.FAR_BEHIND) or moment.expected is None or moment.closed:
        return reason
    nothing_yet = reason is Reason.ON_PACE and moment.expected == moment.baseline
    return f"{reason.value}.{'early' if nothing_yet else 'paced'}"


def indicator_rests(verdict: Verdict) -> bool:
    """Tell whether a report is only not due now (`every`), rather than no longer owed at all."""
    return bool(verdict.indicator.every) and verdict.moment.cut_off <= verdict.moment.end


def _done_late(verdict: Verdict) -> bool:
    """Tell whether a node was done after its day."""
    reported, indicator = verdict.reported, verdict.indicator
    if reported is None:
        return False
    due = dict(indicator.nodes) or {"": verdict.moment.end}
    done = dict(reported.done_nodes) or {"": reported.done}
    return any(day is not None and name in due and day > due[name] for name, day in done.items())


def _worded(shown: Shown) -> Message | str:
    """An amount as a sentence takes it: 20场, 高于700次, 不高于5工作日."""
    if isinstance(shown, Message):
        return shown
    if isinstance(shown, Amount) and shown.bound:
        return Message(f"target.{shown.bound}", {"amount": shown._replace(bound="")})
    return written(shown)


def _plain(number: Fraction | None) -> str:
    return "" if number is None else show(number, 6)
