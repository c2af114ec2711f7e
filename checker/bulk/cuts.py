"""Where a reason changes: the kinds and the order of decision are asked, and their answers become a row of numbers.

For a duty and a period the judge is asked about values on both sides of every line of the band; between two lines
nothing changes, so each change is a *cut*: the first number on the grid of six decimals above it. Strict, inclusive and
the direction vanish. What has happened before (met, broken, held) is asked in the same way, with a made-up history.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from checker import kinds
from checker.bulk.reference import Task
from checker.judging import checks, evaluate, facts, order, window
from checker.judging.case import Case, Round, few
from checker.judging.history import Entry, Track
from checker.judging.verdicts import verdict_of
from checker.kinds.qualitative import GRADES
from checker.model import Indicator, Measure, Moment, Reported, Where
from checker.model.periods import Period
from checker.words.amounts import numbers

GRID = 10**6
ULP = Fraction(1, GRID)
LARGEST = Fraction(10**11)
"""No cut and no value of the steps lies beyond it."""
BITS = 62
"""Steps whose marks one number holds."""
PER_YEAR = {"year": 1, "half": 2, "quarter": 4, "month": 12}
_NOWHERE = Where("")


class Cuts(NamedTuple):
    """What the judge says of one duty in one period.

    Values below `c1` have the reason `r0`, from `c1` on `r1`, and so on. `absence` is the reason where nothing usable
    is there, with its status; `late` the status of what came after the due day; `nothing`, `small`, `unconfirmed` and
    `baseless` the reasons of reports that are not compared. `met_from` to `met_to`: a value reported in this period
    that completes the target for later ones; `broken_from`: one that breaks a limit. `met`, `broken`: the reason once
    that has happened, empty where it changes nothing; `broken_absence` the status where nothing is there then.
    """

    step: int
    block: int
    bit: int
    period: str
    shows: bool
    since: int | None
    ended: bool
    c1: Fraction
    c2: Fraction
    c3: Fraction
    r0: str
    r1: str
    r2: str
    r3: str
    absence: str
    absence_status: str
    late: str
    nothing: str
    small: str
    unconfirmed: str
    baseless: str
    met_from: Fraction
    met_to: Fraction
    met: str
    broken_from: Fraction
    broken: str
    broken_absence: str
    target: Fraction | None
    expected: Fraction | None
    pace: Fraction


class Paced(NamedTuple):
    """A level that is paced from its first value: the shares `p1 / q`, `p2 / q` of the way from that to T are lines.

    `strict`: the first line must be passed, not reached. `share` is the pace.
    """

    first: int
    step: int
    q: int
    p1: int
    p2: int
    strict: bool
    green: str
    yellow: str
    low: str
    share: Fraction


class Inexpressible(Exception):
    """The steps cannot say what the judge says; the duty is judged by Python."""


class Asker:
    """Asks of one indicator of a plan, period by period."""

    def __init__(self, task: Task, indicator: Indicator, exempt: frozenset[Period]) -> None:
        self.task, self.indicator, self.kind = task, indicator, kinds.of(indicator)
        self.measure = Measure(1, "", "", "", ("",), (), False, (indicator,))
        self.exempt = exempt

    def round_of(self, period: Period) -> Round:
        """The period as it is judged."""
        last = period == self.task.last
        made = evaluate.round_of(self.task.plan, period, None, self.task.on, self.task.rules, last=last)
        given: Any = {self.indicator.id: ()} if period in self.exempt else {}
        return made._replace(exemptions=given)

    def _case(self, this: Round, moment: Moment, reported: Reported | None, track: Track | None = None) -> Case:
        return Case(self.measure, self.indicator, moment, track or Track(), reported, False, this)

    def cuts(self, period: Period) -> Cuts:
        """Ask everything about one period. Errors: Inexpressible."""
        this, moment = self.round_of(period), window.moment(self.indicator, self.task.plan, period.end)
        day = min(this.due, this.on)

        def reason(reported: Reported | None, track: Track | None = None) -> str:
            return str(order.decide(self._case(this, moment, reported, track))[1])

        lines = list(changes(self._points(moment), lambda v: reason(self.report(v, moment, day))))
        if len(lines) > 4:
            raise Inexpressible
        r0, r1, r2, r3 = [r for _, r in lines] + [lines[-1][1]] * (4 - len(lines))
        ats = [at for at, _ in lines[1:]] + [LARGEST] * (4 - len(lines))
        absent = verdict_of(self._case(this, moment, None))
        after = this.due + timedelta(1)
        any_value = self.report(Fraction(1), moment, after)
        late = verdict_of(self._case(this, moment, any_value)).status
        met, met_from, met_to = self._met(this, moment, reason)
        broken, broken_from, broken_absence = self._broken(this, moment, reason)
        _, target, expected = numbers(absent)
        step, base = step_of(period), Reported(_NOWHERE, day)
        return Cuts(
            step, *mark(step), str(period), period.end >= self.task.since, self._since(moment), moment.closed,
            ats[0], ats[1], ats[2], r0, r1, r2, r3, str(absent.reason), str(absent.status), str(late),
            reason(base._replace(none=True)), self._small(moment, day, reason), self._unconfirmed(base, reason),
            self._baseless(this, moment, day), met_from, met_to, met, broken_from, broken, broken_absence,
            target, expected, moment.pace,
        )  # fmt: skip

    def report(self, value: Fraction, moment: Moment, day: date) -> Reported:
        """A report whose compared number is `value`; of a change `value` is the amount against a base of 1."""
        made = Reported(_NOWHERE, day)
        match self.kind.REPORTS:
            case "done":
                return made._replace(done=min(moment.cut_off, day) if value >= 1 else None)
            case "grade":
                return made._replace(grade=next(g for g, n in GRADES.items() if n == value), confirmed=True)
            case "change" if self.indicator.reported_as != "percent":
                return made._replace(value=value, last_year=Fraction(1))
        return made._replace(value=value)

    def _points(self, moment: Moment) -> list[Fraction]:
        """Where to ask: on and beside every number of the grid that lies next to a line."""
        if self.kind.REPORTS == "done":
            return [Fraction(0), Fraction(1)]
        if self.kind.REPORTS == "grade":
            return [Fraction(n) for n in sorted(GRADES.values())]
        band = self.kind.band(self.indicator, moment, self.task.rules.profile) if moment.owed else None
        lines = [moment.target, moment.baseline, moment.expected, *((band.green.at, band.yellow.at) if band else ())]
        known = [line for line in lines if line is not None]
        if self.kind.REPORTS == "change" and self.indicator.reported_as != "percent":
            known = [1 + line / 100 for line in (*known, Fraction(0))]
        return beside(known)

    def _since(self, moment: Moment) -> int | None:
        """The window, by a number; None before it begins. A node that is done once is done for good."""
        if self.kind.SCALE == "nodes":
            return 0
        return moment.start.toordinal() if moment.cut_off >= moment.start else None

    def _met(self, this: Round, moment: Moment, reason: Any) -> tuple[str, Fraction, Fraction]:
        """What completes the target, and the reason once it is completed."""
        if self.kind.SCALE == "nodes":
            return self._met_done(this, moment, reason)
        if not (self.kind.CLOSES or self.kind.ends(self.indicator)) or moment.target is None:
            return "", LARGEST, LARGEST

        def meets(value: Fraction) -> bool:
            case = self._case(this, moment, None, self._track(this, value))
            return facts.met_value(case) is not None

        slack = self.indicator.tolerance or Fraction(0)
        lines = list(changes(beside([moment.target, moment.target - slack]), meets))
        spans = [
            (at, lines[n + 1][0] if n + 1 < len(lines) else LARGEST) for n, (at, holds) in enumerate(lines) if holds
        ]
        if len(spans) > 1:
            raise Inexpressible
        if not spans:  # a level before its deadline: later periods ask at theirs
            return self._once_met(this, moment, reason), LARGEST, LARGEST
        start, end = spans[0]
        return self._once_met(this, moment, reason), -LARGEST if start == lines[0][0] else start, end

    def _met_done(self, this: Round, moment: Moment, reason: Any) -> tuple[str, Fraction, Fraction]:
        before = Reported(_NOWHERE, this.on, done=min(moment.start, moment.cut_off))
        said = reason(None, _filled([Entry(this.period.previous(), Fraction(1), before)], this.on))
        return said, Fraction(1), LARGEST

    def _once_met(self, this: Round, moment: Moment, reason: Any) -> str:
        """The reason of a period whose target an earlier report of the window has met; empty where none can have."""
        target = moment.target
        assert target is not None
        best = target + ULP if self.kind.up(self.indicator) else target - ULP
        track = self._track(this, best)
        return reason(None, track) if facts.met_value(self._case(this, moment, None, track)) is not None else ""

    def _broken(self, this: Round, moment: Moment, reason: Any) -> tuple[str, Fraction, str]:
        """What breaks a limit, and the reason and status once it is broken."""
        if not self.kind.LIMIT or moment.target is None:
            return "", LARGEST, ""
        lines = list(
            changes(
                beside([moment.target]), lambda v: self._case(this, moment, None, self._track(this, v)).peak is not None
            )
        )
        start = next((at for at, holds in lines if holds), LARGEST)
        track = self._track(this, moment.target + 1)
        case = self._case(this, moment, None, track)
        if not facts.limit_passed_before(case):
            return "", start, ""
        return reason(None, track), start, str(verdict_of(case).status)

    def _track(self, this: Round, value: Fraction) -> Track:
        """A history of one value, reported for this very period."""
        return _filled([Entry(this.period, value, Reported(_NOWHERE, this.period.start, value=value))], this.on)

    def _small(self, moment: Moment, day: date, reason: Any) -> str:
        few_asked = self.report(Fraction(1), moment, day)._replace(n=1)
        return reason(few_asked) if self.kind.SCALE == "amount" and few(self.indicator, few_asked) else ""

    def _unconfirmed(self, base: Reported, reason: Any) -> str:
        return reason(base._replace(grade=next(iter(GRADES)))) if self.kind.REPORTS == "grade" else ""

    def _baseless(self, this: Round, moment: Moment, day: date) -> str:
        """The reason of a change that there is nothing to compare with."""
        if self.kind.REPORTS != "change":
            return ""
        bare = Asker(self.task, self.indicator._replace(baseline=None), self.exempt)
        return str(order.decide(bare._case(this, moment, Reported(_NOWHERE, day, value=Fraction(1))))[1])

    def paced(self, first: Period, period: Period) -> Paced | None:
        """Ask for the lines of a level that rests on the value of `first`; None where its deadline decides."""
        up = self.kind.up(self.indicator)
        way = Fraction(1 if up else -1)
        probes = []
        for start, far in ((Fraction(0), 1), (Fraction(3), 7)):
            made = self.indicator._replace(target=start + far * way)
            moment = window.moment(made, self.task.plan, period.end, window.Known(first=(first, start)))
            if moment.closed or moment.cut_off < moment.start:
                return None
            band = self.kind.band(made, moment, self.task.rules.profile)
            assert band is not None
            ats = band.green.at, band.yellow.at
            if ats[0] is None or ats[1] is None or band.yellow.inclusive is False:
                raise Inexpressible
            probes.append(
                ((ats[0] - start) / (far * way), (ats[1] - start) / (far * way), band.green.inclusive, moment)
            )
        (g, y, inclusive, moment), other = probes
        if (g, y, inclusive) != other[:3] or not moment.lenient:
            raise Inexpressible
        q = math.lcm(g.denominator, y.denominator)
        if q >= GRID:
            raise Inexpressible
        this = self.round_of(period)
        made = self.indicator._replace(target=way)
        asker = Asker(self.task, made, self.exempt)
        said = [str(order.decide(asker._case(this, moment, asker.report(v * way, moment, this.due)))[1])
                for v in (g + ULP, y, Fraction(-1))]  # fmt: skip
        if len(set(said)) == 1 and said[0] != "on_pace":
            return None  # whatever the value, something else decides
        if said[0] != "on_pace":
            raise Inexpressible
        green, yellow, low = said
        return Paced(step_of(first), step_of(period), q, int(g * q), int(y * q), not inclusive, green, yellow, low,
                     moment.pace)  # fmt: skip


class Limits(NamedTuple):
    """What no value of an indicator can be: below `least`, above `most`, a fraction where `whole`.

    `tiny` says whether a share below one goes back (E12): `no`, `yes`, or `unsure` where that hangs on its past.
    """

    least: Fraction
    most: Fraction
    whole: bool
    tiny: str
    codes: tuple[str, str, str]


def limits(indicator: Indicator, moment: Moment) -> Limits:
    """Ask the checks on values (rules 5.1) about values that are odd in one way each."""

    def code(value: Fraction, last: Fraction | None = None) -> str:
        track = Track()
        if last is not None:
            track = _filled([Entry(Period("year", 1999), last, Reported(_NOWHERE, date(2000, 1, 1), value=last))],
                            date(2001, 1, 1))  # fmt: skip
        report = Reported(_NOWHERE, moment.cut_off, value=value)
        seen = checks.Seen(moment._replace(start=date.max), track, {})
        return next((found.code for found in checks.returned(indicator, report, seen)), "")

    place = kinds.of(indicator).SCALE == "place"
    low, high, broken = code(Fraction(-1)), code(Fraction(101)), code(Fraction(3, 2))
    least = Fraction(1) if place else Fraction(0) if low else -LARGEST
    half = Fraction(1, 2)
    tiny = "no"
    if not broken and code(half) == "E12":
        tiny = "yes"
    elif not broken and code(half, Fraction(50)) == "E12":
        tiny = "unsure"
    return Limits(least, Fraction(100) if high else LARGEST, bool(broken), tiny, (low, high, broken))


def changes(points: Iterable[Fraction], ask: Callable[[Fraction], Any]) -> Iterator[tuple[Fraction, Any]]:
    """Ask at each point and yield those at which the answer is another than before, with the answer."""
    before: list[Any] = []
    for point in points:
        said = ask(point)
        if before != [said]:
            yield point, said
        before = [said]


def beside(lines: Iterable[Fraction]) -> list[Fraction]:
    """The numbers of the grid on and beside each line, from a smallest on."""
    made = {-LARGEST}
    for line in lines:
        if abs(line) >= LARGEST:
            raise Inexpressible
        floor = Fraction(math.floor(line * GRID), GRID)
        made |= {floor - ULP, floor, floor + ULP}
    return sorted(made)


def step_of(period: Period) -> int:
    """Number the periods of a rhythm one after the other."""
    return period.year * PER_YEAR[period.every] + period.index - 1


def mark(step: int) -> tuple[int, int]:
    """The place of a step among bits: which number holds it, and its bit there."""
    return step // BITS, 1 << step % BITS


def _filled(entries: Iterable[Entry], on: date) -> Track:
    track = Track()
    for entry in entries:
        track.add(entry, on)
    return track
