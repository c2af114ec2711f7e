"""The step tables: what the judge says of every distinct duty and period, so that an engine only joins and compares."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, NamedTuple

from checker import kinds
from checker.bulk.cuts import LARGEST, PER_YEAR, Asker, Cuts, Inexpressible, Limits, Paced, limits, mark, step_of
from checker.bulk.reference import Task
from checker.judging import window
from checker.model import Indicator, Plan, units
from checker.model.light import Reason, light_of
from checker.model.periods import Period, holding

NEVER = 1_000_000
"""A step that no period has."""
_WORDS: dict[str, Any] = {
    "id": "", "name": "", "where": None, "weight": Fraction(1), "same_as": "", "clause": "",
    "as_written": "", "reading": "", "note": "", "same_target": "", "lead": None, "responsible": None, "inferred": (),
    "leader": "", "ceiling": None,
}  # fmt: skip
"""What an indicator says that changes no light."""


class Duty(NamedTuple):
    """An indicator of a plan; `known`: the steps can judge it."""

    duty: int
    plan: str
    indicator: str
    frame: int
    key: int
    known: bool


class Target(NamedTuple):
    """What many duties share: all that is to be known of their values."""

    key: int
    frame: int
    reports: str
    running: bool
    closes: bool
    infers: bool
    last_counts: bool
    against_base: bool
    none_code: str
    rate: bool
    percent: bool
    least: Fraction
    most: Fraction
    whole: bool
    tiny: str
    low: str
    high: str
    target: Fraction | None
    baseline: Fraction | None
    sign: int


class Shown(NamedTuple):
    """Under which names the verdicts of a duty come out; `counted` is False for a target that is said twice."""

    duty: int
    plan: str
    locality: str
    domain: str
    indicator: str
    counted: bool
    newest: str


class Day(NamedTuple):
    """A period of a frame: its days, and the one on which it is judged."""

    frame: int
    period: str
    step: int
    block: int
    bit: int
    starts: date
    cut_off: date
    due: date
    known_by: date


class Known(NamedTuple):
    """The first step at which what is handed in on a day is known."""

    frame: int
    day: date
    step: int


class Numbered(NamedTuple):
    """A reason under the number that stands for it in the tables, with its light."""

    number: int
    light: str
    reason: str


class Steps(NamedTuple):
    """All step tables; `tasks` are the plans by id, `frame_first` the first step that every plan of a frame owes."""

    duties: list[Duty]
    targets: list[Target]
    shown: list[Shown]
    calendar: list[Day]
    knowing: list[Known]
    bands: list[tuple[Any, ...]]
    paced: list[tuple[Any, ...]]
    plans: list[tuple[str, int, int]]
    lags: list[tuple[int, int]]
    reasons: list[Numbered]


REASONS = [Numbered(n, str(light_of(reason)), str(reason)) for n, reason in enumerate(Reason)]
"""Every reason; its number is its place."""
_NUMBERS: dict[str, int | None] = {row.reason: row.number for row in REASONS} | {"": None}
_COLUMNS = ("r0", "r1", "r2", "r3", "absence", "nothing", "small", "unconfirmed", "baseless", "met", "broken",
            "green", "yellow", "low")  # fmt: skip
"""The columns of cuts and of paced lines that hold a reason."""


class _Key(NamedTuple):
    number: int
    known: bool


class _Maker:
    """Collects the tables; equal duties share a key, and indicators that are the same object are looked at once."""

    def __init__(self) -> None:
        self.frames: dict[Any, int] = {}
        self.keys: dict[Any, _Key] = {}
        self.objects: dict[Any, _Key] = {}
        self.steps = Steps([], [], [], [], [], [], [], [], [], [*REASONS])

    def frame(self, task: Task) -> int:
        plan = task.plan
        issued = plan.document.get("issued")
        about = (plan.start, plan.end, plan.reporting, issued, task.rules.profile, task.last, task.on, task.since)
        if about not in self.frames:
            self.frames[about] = len(self.frames)
            self._days(self.frames[about], task)
        return self.frames[about]

    def _days(self, frame: int, task: Task) -> None:
        if task.last.end >= task.on:
            return
        asker = Asker(task, task.plan.indicators()[0][1], frozenset())
        days = []
        for period in periods_of(task):
            this = asker.round_of(period)
            days.append(
                Day(
                    frame,
                    str(period),
                    step_of(period),
                    *mark(step_of(period)),
                    period.start,
                    period.end,
                    this.due,
                    this.on,
                )
            )
        self.steps.calendar.extend(days)
        day, place = days[0].known_by, 0
        while day <= days[-1].known_by:
            while days[place].known_by < day:
                place += 1
            self.steps.knowing.append(Known(frame, day, days[place].step))
            day += timedelta(1)

    def key(self, frame: int, task: Task, indicator: Indicator, exempt: frozenset[Period]) -> _Key:
        same = frame, id(indicator), exempt
        if same not in self.objects:
            about = frame, indicator._replace(**_WORDS), exempt
            if about not in self.keys:
                self.keys[about] = self._asked(len(self.keys), frame, task, indicator, exempt)
            self.objects[same] = self.keys[about]
        return self.objects[same]

    def _asked(self, number: int, frame: int, task: Task, indicator: Indicator, exempt: frozenset[Period]) -> _Key:
        made = None
        if not outside(indicator) and task.last.end < task.on:
            asker, spans = Asker(task, indicator, exempt), list(periods_of(task))
            with suppress(Inexpressible):
                made = [asker.cuts(period) for period in spans], list(_paced(asker, spans))
        if made is None:
            self.steps.targets.append(_target(number, frame, indicator, _NO_LIMITS, ended=False))
            return _Key(number, False)
        cuts, paced = made
        self.steps.bands.extend((number, *_numbered(row)) for row in cuts)
        self.steps.paced.extend((number, *_numbered(row)) for row in paced)
        known = limits(indicator, window.moment(indicator, task.plan, task.last.end))
        self.steps.targets.append(_target(number, frame, indicator, known, ended=any(row.met for row in cuts)))
        return _Key(number, True)

    def plan(self, task: Task) -> None:
        """Add a plan's duties."""
        plan, frame = task.plan, self.frame(task)
        numbers: dict[str, int] = {}
        spans = list(periods_of(task)) if plan.exemptions else []
        indicators = plan.indicators()
        summed = _summed([indicator for _, indicator in indicators])
        for _, indicator in indicators:
            exempt = _exempt(plan, indicator, spans) if plan.exemptions else frozenset()
            key = self.key(frame, task, indicator, exempt)
            numbers[indicator.id] = number = len(self.steps.duties)
            known = key.known and indicator.id not in summed
            self.steps.duties.append(Duty(number, plan.id, indicator.id, frame, key.number, known))
        last = task.last
        for measure, indicator in indicators:
            twice = indicator.same_target in numbers
            of = numbers[indicator.same_target if twice else indicator.id]
            row = Shown(of, plan.id, plan.locality, measure.domain, indicator.id, not twice, str(last))
            self.steps.shown.append(row)
        first = step_of(holding(window.reportable(plan), plan.reporting.every))
        self.steps.plans.append((plan.id, frame, min(first, step_of(last))))


def make(tasks: Iterable[Task]) -> Steps:
    """Make the step tables of all plans."""
    maker = _Maker()
    for task in tasks:
        maker.plan(task)
    maker.steps.lags.extend((frame, PER_YEAR[about[2].every]) for about, frame in maker.frames.items())
    return maker.steps


def periods_of(task: Task) -> Iterator[Period]:
    """Every period that can be judged: from the plan's first day to the last period that is over."""
    period = holding(task.plan.start, task.plan.reporting.every)
    while period.end <= task.last.end:
        yield period
        period = period.following()


def outside(indicator: Indicator) -> bool:
    """Tell whether the steps do not know enough of an indicator."""
    kind = kinds.of(indicator)
    stages = bool(indicator.revisions or indicator.nodes or indicator.parts)
    inferred = kind.infers(indicator) and (not kind.PACED or bool(indicator.schedule) or indicator.discrete)
    yearly_node = kind.SCALE == "nodes" and bool(indicator.per)
    return stages or inferred or yearly_node or (kind.RUNNING and bool(indicator.per) and indicator.unit == "%")


def _paced(asker: Asker, spans: list[Period]) -> Iterator[Paced]:
    """Of a level without a baseline: the lines from each period that can be its first, for each later one."""
    if not asker.kind.infers(asker.indicator):
        return
    for place, first in enumerate(spans):
        for period in spans[place + 1 :]:
            made = asker.paced(first, period)
            if made is not None:
                yield made


def _numbered(row: Cuts | Paced) -> tuple[Any, ...]:
    """The row with numbers for its reasons, which an engine carries faster than words; none where none is."""
    cells: tuple[Any, ...] = row
    return tuple(_NUMBERS[cell] if name in _COLUMNS else cell for name, cell in zip(row._fields, cells, strict=True))


def _summed(indicators: list[Indicator]) -> set[str]:
    """The parts of totals, and where these are said again: they go to Python with their total."""
    parts = {part for indicator in indicators for part in indicator.parts}
    return parts | {i.same_target for i in indicators if i.id in parts and i.same_target}


def _exempt(plan: Plan, indicator: Indicator, spans: list[Period]) -> frozenset[Period]:
    own = [e for e in plan.exemptions if e.indicator == indicator.id]
    return frozenset(p for p in spans if any(e.start <= p.end <= e.end for e in own))


_NO_LIMITS = Limits(-LARGEST, LARGEST, False, "no", ("", "", ""))


def _target(number: int, frame: int, indicator: Indicator, known: Limits, *, ended: bool) -> Target:
    kind = kinds.of(indicator)
    last_counts = kind.infers(indicator) or (kind.ends(indicator) and not kind.CLOSES and ended)
    return Target(
        number, frame, kind.REPORTS, kind.RUNNING, kind.CLOSES, kind.infers(indicator), last_counts,
        kind.REPORTS == "change" and indicator.reported_as != "percent",
        "E1-none" if kind.CLOSES or kind.RUNNING else "", units.is_rate(indicator.unit), indicator.unit == "%",
        known.least, known.most, known.whole, known.tiny, known.codes[0], known.codes[1], indicator.target,
        indicator.baseline, 1 if kind.up(indicator) else -1,
    )  # fmt: skip


TYPES: Mapping[str, str] = {
    "duties": "duty INT, plan STR, indicator STR, frame INT, key INT, known BOOL",
    "targets": "key INT, frame INT, reports STR, running BOOL, closes BOOL, infers BOOL, last_counts BOOL, "
               "against_base BOOL, none_code STR, rate BOOL, percent BOOL, least NUM, most NUM, whole BOOL, tiny STR, "
               "low STR, high STR, target NUM, baseline NUM, sign INT",
    "shown": "duty INT, plan WORD, locality WORD, domain WORD, indicator WORD, counted BOOL, newest WORD",
    "calendar": "frame INT, period STR, step INT, block INT, bit LONG, starts DATE, cut_off DATE, due DATE, "
                "known_by DATE",
    "knowing": "frame INT, day DATE, step INT",
    "bands": "key INT, step INT, block INT, bit LONG, period WORD, shows BOOL, since INT, ended BOOL, c1 NUM, c2 NUM, "
             "c3 NUM, r0 INT, r1 INT, r2 INT, r3 INT, absence INT, absence_status STR, late STR, nothing INT, "
             "small INT, unconfirmed INT, baseless INT, met_from NUM, met_to NUM, met INT, broken_from NUM, "
             "broken INT, broken_absence STR, target NUM, expected NUM, pace NUM",
    "paced": "key INT, from_step INT, step INT, q INT, p1 INT, p2 INT, strict BOOL, green INT, yellow INT, low INT, "
             "share NUM",
    "plans": "plan STR, frame INT, from_step INT",
    "lags": "frame INT, lag INT",
    "reasons": "number INT, light WORD, reason WORD",
}  # fmt: skip
"""The columns of each table with their types.

NUM is DECIMAL(18,6), LONG holds 64 bits, WORD is one of not too many texts.
"""
