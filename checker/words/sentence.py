"""One sentence a verdict, as a message: what was reported, what was expected, how far apart.

Amounts are shown so that a value that misses a line never looks as if it met it.
"""

from __future__ import annotations

from fractions import Fraction

from checker import kinds
from checker.model import Light, Message, Reason, Verdict
from checker.model.numbers import show


def sentence(verdict: Verdict) -> Message:
    """Make the sentence's message: `sentence.<reason>.<kind>` or `sentence.<reason>`, with its facts."""
    return Message(f"sentence.{_variant(verdict)}", facts(verdict))


def facts(verdict: Verdict) -> dict[str, object]:
    """Collect what sentences, tables and explanations show of a verdict."""
    moment, indicator = verdict.moment, verdict.indicator
    made: dict[str, object] = {
        "name": indicator.name,
        "unit": verdict.unit,
        "value": amount(verdict, verdict.value),
        "target": _target_words(verdict),
        "cap": amount(verdict, moment.target),
        "expected": amount(verdict, expected(verdict)),
        "baseline": amount(verdict, indicator.baseline),
        "by": Message("day", {"year": moment.end.year, "month": moment.end.month, "day": moment.end.day}),
        "assumed": Message("assumed") if moment.assumed else "",
        "completion": percent(verdict.completion),
        "pace": percent(moment.pace),
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


def _target_words(verdict: Verdict) -> object:
    """The target in words: 20场, 高于700次, 不高于5工作日."""
    text = target_text(verdict)
    words = {"≤": "most", "<": "below", ">": "above"}
    return Message(f"target.{words[text[0]]}", {"amount": text[1:]}) if text[:1] in words else text


def target(verdict: Verdict) -> Fraction | None:
    """The number that must be reached: T, or how many nodes there are."""
    if kinds.of(verdict.indicator).SCALE == "nodes":
        return Fraction(len(verdict.indicator.nodes) or 1)
    return verdict.moment.target


def target_text(verdict: Verdict) -> str:
    """The target with its sign where it is not simply to be reached: >, <, ≤."""
    indicator, kind = verdict.indicator, kinds.of(verdict.indicator)
    text = amount(verdict, target(verdict))
    if text == "—" or kind.SCALE != "amount":
        return text
    up = kind.up(indicator)
    if indicator.strict:
        return (">" if up else "<") + text
    return text if up or kind.SIGNED else "≤" + text


def expected(verdict: Verdict) -> Fraction | None:
    """E, for the kinds that have one."""
    return verdict.moment.expected


def amount(verdict: Verdict, number: Fraction | None) -> str:
    """Show a number with the indicator's unit; never rounded onto a line that it misses."""
    if number is None:
        return "—"
    kind = kinds.of(verdict.indicator)
    if kind.SCALE == "nodes":
        return show(number)
    if kind.SCALE == "grade":
        return "—"
    moment = verdict.moment
    lines = [moment.target, moment.expected, verdict.indicator.baseline, verdict.value]
    if verdict.band is not None:
        lines += [verdict.band.green.at, verdict.band.yellow.at]
    plus = "+" if kind.SIGNED and number > 0 else ""
    return plus + show(number, 2, lines) + verdict.unit


def grade(verdict: Verdict) -> Message | None:
    """The word of a qualitative report."""
    if kinds.of(verdict.indicator).REPORTS == "grade" and verdict.reported and verdict.reported.grade:
        return Message(f"grade.{verdict.reported.grade}")
    return None


def percent(share: Fraction | None) -> str:
    """Show a share of one in percent; what misses 100 % never shows as 100 %."""
    return "—" if share is None else show(share * 100, 2, [Fraction(100)]) + "%"


def _plain(number: Fraction | None) -> str:
    return "" if number is None else show(number, 6)
