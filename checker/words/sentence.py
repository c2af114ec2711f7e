"""One sentence a verdict, as a message: what was reported, what was expected, how far apart.

Amounts are shown so that a value that misses a line never looks as if it met it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction

from checker import kinds
from checker.model import Light, Message, Reason, Status, Verdict
from checker.model.amounts import NONE, Amount
from checker.model.numbers import show
from checker.words.amounts import Amounts, Shown, amount, amounts, percent, written


def sentence(verdict: Verdict) -> Message:
    """Make the sentence's message: `sentence.<reason>.<kind>` or `sentence.<reason>`, with its facts."""
    return Message(f"sentence.{variant(verdict)}", facts(verdict))


class Facts(Mapping[str, object]):
    """What sentences, tables and explanations show of a verdict; each is made when a wording asks for it."""

    __slots__ = ("_shown", "_verdict")

    def __init__(self, verdict: Verdict) -> None:
        self._verdict = verdict
        self._shown: Amounts | None = None

    def __getitem__(self, name: str) -> object:
        if name in _AMOUNTS:
            if self._shown is None:
                self._shown = amounts(self._verdict)
            return _AMOUNTS[name](self._shown)
        if name not in self:
            raise KeyError(name)
        return _FACTS[name](self._verdict)

    def __contains__(self, name: object) -> bool:
        verdict = self._verdict
        if name in _OF_A_REPORT:
            return verdict.reported is not None
        if name in _OF_A_CHANGE:
            return verdict.base is not None and verdict.reported is not None and verdict.indicator.unit == "%"
        return name in _FACTS or name in _AMOUNTS

    def __iter__(self) -> Iterator[str]:
        return (name for name in (*_AMOUNTS, *_FACTS) if name in self)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return True


def facts(verdict: Verdict) -> Facts:
    """Collect what sentences, tables and explanations show of a verdict."""
    return Facts(verdict)


def _day(day: date) -> Message:
    return Message("day", {"year": day.year, "month": day.month, "day": day.day})


def _start(verdict: Verdict) -> Message | str:
    """Say that the start is inferred: the first value reported."""
    if not verdict.moment.first:
        return ""
    return Message("sentence.start", {"baseline": written(amount(verdict, verdict.moment.baseline))})


def _points(verdict: Verdict) -> Message:
    """Of a share the way from a year ago to now, in percentage points."""
    now, then = _now_and_then(verdict)
    way = "up" if now > then else "down" if now < then else "level"
    return Message(f"sentence.points.{way}", {"points": show(abs(now - then), 2, [Fraction(0)])})


def _now_and_then(verdict: Verdict) -> tuple[Fraction, Fraction]:
    assert verdict.reported is not None
    assert verdict.base is not None
    return verdict.reported.value or Fraction(0), verdict.base


def _share(number: Fraction, other: Fraction) -> str:
    """A share of now or of a year ago, never shown as the other unless it is."""
    return show(number, 2, [other]) + "%"


def gap(verdict: Verdict) -> Message | None:
    """How far from what is expected by now; None where nothing is, or where there is nothing between them.

    Things that are counted are told in things, shares in their own percentage points, all else in percentage points
    of the target; never as nought, and never on a line of the profile that was missed.
    """
    moment, value, indicator = verdict.moment, verdict.value, verdict.indicator
    if value is None or moment.expected is None or moment.closed or value == moment.expected:
        return None
    better = (value > moment.expected) == kinds.of(indicator).up(indicator)
    apart = abs(value - moment.expected)
    if indicator.discrete:
        told = {"count": show(apart, 2, [Fraction(0)]), "unit": indicator.unit}
        return Message(f"sentence.gap.{'more' if better else 'short'}", told)
    if indicator.unit == "%":
        return Message(f"sentence.gap.{'better' if better else 'worse'}", {"points": show(apart, 2, [Fraction(0)])})
    if verdict.gap is None:
        return None
    points = show(abs(verdict.gap), 2, [Fraction(0), *map(Fraction, LINES)])
    return Message(f"sentence.gap.{'ahead' if better else 'behind'}", {"points": points})


LINES = (10, 30)
"""The lines, in percentage points, of the profile that compares gaps: what lies beside one is not told upon it."""


def _open_nodes(verdict: Verdict) -> list[tuple[str, date]]:
    """The nodes that are due and open, with their days."""
    if kinds.of(verdict.indicator).SCALE != "nodes":
        return []
    done = dict(verdict.reported.done_nodes) if verdict.reported else {}
    due = sorted(verdict.indicator.nodes, key=lambda node: node[1])
    return [(f"{name}（{day.isoformat()}）", day) for name, day in due
            if day <= verdict.moment.cut_off and not done.get(name)]  # fmt: skip


_SILENT = (Reason.UNREPORTED, Reason.UNREPORTED_GRACE, Reason.PENDING)


def variant(verdict: Verdict) -> str:
    """Choose among the wordings of a reason."""
    kind, reason = kinds.of(verdict.indicator), verdict.reason
    if reason is Reason.NOT_DUE and not indicator_rests(verdict):
        return "not_due.over"
    if reason is Reason.FIRST_REPORT and kind.SCALE == "place":
        return "first_report.rank"
    if reason in _SILENT and verdict.status is Status.RETURNED:
        return f"{reason.value}.returned"
    if verdict.light is Light.GREY or reason in (Reason.UNREPORTED, Reason.UNREPORTED_GRACE, Reason.FALSE_DATA):
        return reason.value
    own = f"{reason.value}.{kind.WORDS}"
    if kind.SCALE == "nodes":
        return own + _of_nodes(verdict)
    if kind.SCALE == "place" and reason in (Reason.NOT_YET, Reason.ON_PACE):
        return f"{own}.{'free' if verdict.moment.target is None else 'target'}"
    if kind.REPORTS == "change" and verdict.indicator.unit == "%" and verdict.base is not None:
        return f"{own}.points"
    if kind.SCALE != "amount" or kind.REPORTS == "change":
        return own  # what is compared is no amount that was reported: the common sentences do not fit
    return _of_amounts(verdict, kind)


def _of_nodes(verdict: Verdict) -> str:
    """Of a milestone: nothing due yet, done late, or which nodes are open."""
    reason, band = verdict.reason, verdict.band
    if reason is Reason.ON_PACE and band and not band.green.at:
        return ".none"
    if reason is Reason.COMPLETED and _done_late(verdict):
        return ".late"
    late = reason in (Reason.OVERDUE, Reason.OVERDUE_EXPECTED, Reason.EXPECTED_MISSED)
    return ".nodes" if late and _open_nodes(verdict) else ""


_REQUIRED = (Reason.HELD, Reason.NOT_HELD, Reason.SLIPPING, Reason.BEHIND, Reason.FAR_BEHIND)
"""Reasons that speak of what is required; in English an amount is kept at, a bound is kept below or above."""


def _of_amounts(verdict: Verdict, kind: kinds.Kind) -> str:
    """Of an amount: late or not, against E or against T, on a line below E, passed before."""
    moment, reason, value = verdict.moment, verdict.reason, verdict.value
    if reason is Reason.COMPLETED and verdict.late:
        return "completed.late"
    if reason is Reason.OVER_CAP and verdict.peak is not None and (value is None or value < verdict.peak):
        return "over_cap.before"
    paced = (Reason.ON_PACE, Reason.BEHIND, Reason.FAR_BEHIND, Reason.EXPECTED_MISSED)
    if reason not in paced or moment.expected is None or moment.closed or kind.LIMIT:
        target = amounts(verdict).target
        bound = reason in _REQUIRED and isinstance(target, Amount) and target.bound
        return f"{reason.value}.bound" if bound else reason.value
    if reason is not Reason.ON_PACE:
        return f"{reason.value}.paced"
    if moment.expected == moment.baseline:
        return "on_pace.early"
    better = kind.up(verdict.indicator)
    below = value is not None and value != moment.expected and (value > moment.expected) != better
    return "on_pace.line" if below else "on_pace.paced"


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


def _of_report(name: str) -> Callable[[Verdict], str]:
    """A number of the report, as it was given."""
    return lambda verdict: _plain(getattr(verdict.reported, name))


_AMOUNTS: Mapping[str, Callable[[Amounts], object]] = {
    "value": lambda shown: _worded(shown.value),
    "target": lambda shown: _worded(shown.target),
    "cap": lambda shown: shown.target._replace(bound="") if isinstance(shown.target, Amount) else NONE,
    "expected": lambda shown: _worded(shown.expected),
}
_OF_A_REPORT: Mapping[str, Callable[[Verdict], object]] = {
    "part": _of_report("part"),
    "whole": _of_report("whole"),
    "n": lambda verdict: (verdict.reported and verdict.reported.n) or 0,
    "day": lambda verdict: (verdict.reported and verdict.reported.done) or "",
}
_OF_A_CHANGE: Mapping[str, Callable[[Verdict], object]] = {
    "now": lambda verdict: _share(*_now_and_then(verdict)),
    "then": lambda verdict: _share(*reversed(_now_and_then(verdict))),
    "points": _points,
}
_FACTS: Mapping[str, Callable[[Verdict], object]] = {
    "name": lambda verdict: verdict.indicator.name,
    "unit": lambda verdict: verdict.unit,
    "baseline": lambda verdict: written(amount(verdict, verdict.moment.baseline)),
    "by": lambda verdict: _day(verdict.moment.end),
    "assumed": lambda verdict: Message("assumed") if verdict.moment.assumed else "",
    "completion": lambda verdict: written(percent(verdict.completion)),
    "pace": lambda verdict: written(percent(verdict.moment.pace)),
    "streak": lambda verdict: verdict.streak,
    "gap": lambda verdict: gap(verdict) or "",
    "start": lambda verdict: _start(verdict),
    "line": lambda verdict: written(amount(verdict, verdict.band.green.at if verdict.band else None)),
    "peak": lambda verdict: written(amount(verdict, verdict.peak)),
    "open": lambda verdict: Message("list", {"words": [node for node, _ in _open_nodes(verdict)]}),
    "postponed": lambda verdict: verdict.moment.postponed,
    "first": lambda verdict: _day(verdict.moment.promised[0]) if verdict.moment.promised else "",
    **_OF_A_REPORT,
    **_OF_A_CHANGE,
}
