"""The words of the field as plain, frozen values.

Amounts are exact (`Fraction`) in the unit that the catalogue names; shares and paces are fractions of one
(0.75 is 75 %); dates are calendar dates. Nothing here reads files, knows the clock or speaks a language.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from checker.message import Message as Message
from checker.model.codes import Level as Level
from checker.model.findings import Finding as Finding
from checker.model.findings import Where as Where
from checker.model.findings import as_warning as as_warning
from checker.model.findings import finding as finding
from checker.model.periods import Period


class Light(StrEnum):
    """亮灯. Grey is "not judged"."""

    GREEN = "green"
    YELLOW = "yellow"
    RED = "red"
    GREY = "grey"


class Reason(StrEnum):
    """Why a light is shown; every reason belongs to one light (`light_of`)."""

    COMPLETED = "completed"
    ON_PACE = "on_pace"
    HELD = "held"
    WITHIN_CAP = "within_cap"
    BEHIND = "behind"
    NOT_YET = "not_yet"
    SLIPPING = "slipping"
    NEAR_CAP = "near_cap"
    DUE_SOON = "due_soon"
    IMPROVING = "improving"
    OVERDUE_EXPECTED = "overdue_expected"
    UNREPORTED_GRACE = "unreported_grace"
    SLOW = "slow"
    FAR_BEHIND = "far_behind"
    OVERDUE = "overdue"
    NOT_HELD = "not_held"
    OVER_CAP = "over_cap"
    WRONG_WAY = "wrong_way"
    UNREPORTED = "unreported"
    STALLED = "stalled"
    FALSE_DATA = "false_data"
    EXEMPT = "exempt"
    NOT_STARTED = "not_started"
    NOT_DUE = "not_due"
    PENDING = "pending"
    NO_BASIS = "no_basis"
    SMALL_SAMPLE = "small_sample"
    PENDING_REVIEW = "pending_review"


_ORDER = list(Reason)


def light_of(reason: Reason) -> Light:
    """Return the one light that a reason can have."""
    place = _ORDER.index(reason)
    if place <= _ORDER.index(Reason.WITHIN_CAP):
        return Light.GREEN
    if place <= _ORDER.index(Reason.SLOW):
        return Light.YELLOW
    return Light.RED if place <= _ORDER.index(Reason.FALSE_DATA) else Light.GREY


class Status(StrEnum):
    """How the value was reported; stands beside the light."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    RETURNED = "returned"
    NOT_DUE = "not_due"


class Bound(NamedTuple):
    """Where a colour begins. `at` None means that every value lies beyond the bound."""

    at: Fraction | None
    inclusive: bool = True

    def reached(self, value: Fraction, up: bool) -> bool:
        """Tell whether a value lies on the good side of the bound."""
        if self.at is None:
            return True
        if value == self.at:
            return self.inclusive
        return (value > self.at) == up


class Band(NamedTuple):
    """The values that are green and those that are yellow; the rest is red. `up`: higher is better."""

    up: bool
    green: Bound
    yellow: Bound

    def light(self, value: Fraction) -> Light:
        """Compare a value with the two bounds, exactly."""
        if self.green.reached(value, self.up):
            return Light.GREEN
        return Light.YELLOW if self.yellow.reached(value, self.up) else Light.RED


class Profile(NamedTuple):
    """Threshold lines: `ratio` compares r (序时完成比), `gap` compares c − P in percentage points."""

    name: str
    basis: str
    green: Fraction
    yellow: Fraction
    source: str


class Revision(NamedTuple):
    """A target or deadline changed by a later document, valid for cut-offs from `since` on."""

    since: date
    document: str
    target: Fraction | None
    by: date | None


class Indicator(NamedTuple):
    """指标: one checkable target inside a measure."""

    id: str
    name: str
    kind: str
    where: Where
    unit: str = ""
    target: Fraction | None = None
    baseline: Fraction | None = None
    direction: str = ""
    tolerance: Fraction | None = None
    ceiling: Fraction | None = None
    start: date | None = None
    by: date | None = None
    per: str = ""
    every: str = ""
    discrete: bool = False
    strict: bool = False
    binding: bool = True
    weight: Fraction = Fraction(1)
    schedule: tuple[tuple[Period, Fraction], ...] = ()
    nodes: tuple[tuple[str, date], ...] = ()
    parts: tuple[str, ...] = ()
    reported_as: str = ""
    revisions: tuple[Revision, ...] = ()
    same_as: str = ""
    clause: str = ""
    as_written: str = ""
    note: str = ""


class Measure(NamedTuple):
    """措施: a numbered item of the plan; number 0 holds the plan's overall goals."""

    number: int
    title: str
    domain: str
    clause: str
    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    asks_responsible: bool
    indicators: tuple[Indicator, ...]

    @property
    def asked(self) -> tuple[str, ...]:
        """The units that answer for the measure: the leads, or those named by `asks: responsible`."""
        return self.responsible if self.asks_responsible else self.lead


class Exemption(NamedTuple):
    """An indicator that is not judged for cut-offs from `start` to `end`, both included."""

    indicator: str
    start: date
    end: date
    reason: str
    document: str


class Reporting(NamedTuple):
    """When values are owed: the rhythm, and working days after the period's end."""

    every: str
    due: int
    grace: int


class Plan(NamedTuple):
    """方案: one published action plan of one locality."""

    id: str
    title: str
    locality: str
    document: Mapping[str, str]
    start: date
    end: date
    reporting: Reporting
    profile: str
    exemptions: tuple[Exemption, ...]
    measures: tuple[Measure, ...]
    file: str

    def indicators(self) -> list[tuple[Measure, Indicator]]:
        """Every indicator with its measure, in the order of the document."""
        return [(m, i) for m in self.measures for i in m.indicators]


class Reported(NamedTuple):
    """One reported value as it was read. `blank` is True where the entry says "nothing reported"."""

    where: Where
    submitted: date
    blank: bool = False
    value: Fraction | None = None
    part: Fraction | None = None
    whole: Fraction | None = None
    last_year: Fraction | None = None
    done: date | None = None
    done_nodes: tuple[tuple[str, date | None], ...] = ()
    progress: Fraction | None = None
    grade: str = ""
    confirmed: bool = False
    unit: str = ""
    n: int | None = None
    unknown: int | None = None
    falsified: bool = False
    correction: bool = False
    note: str = ""
    reason: str = ""
    by: str = ""
    evidence: tuple[str, ...] = ()
    source: str = ""
    faults: tuple[Finding, ...] = ()


class Submission(NamedTuple):
    """报送: the values reported for one plan and one period, from one file or several merged."""

    plan: str
    period: Period
    illustrative: bool
    values: Mapping[str, Reported]
    files: tuple[str, ...]


class Moment(NamedTuple):
    """A target at a cut-off: its window, its pace and what is expected by now.

    `pace` is P, a share of the window; `done` of `all` reporting periods (or days, see `counted`) have passed.
    `target` is T for the whole window and `expected` is E, both in the indicator's unit; None where the kind
    has no number. `closed` tells that the deadline is reached or passed.
    """

    cut_off: date
    start: date
    end: date
    assumed: bool
    pace: Fraction
    done: int
    all: int
    counted: str
    target: Fraction | None
    baseline: Fraction | None
    expected: Fraction | None

    @property
    def closed(self) -> bool:
        """Tell whether the deadline of the window is reached or passed at the cut-off."""
        return self.cut_off >= self.end


class Past(NamedTuple):
    """What one earlier (or this) period said of an indicator; `value` None where nothing valid was there."""

    period: str
    light: Light
    reason: Reason
    value: Fraction | None


class Verdict(NamedTuple):
    """研判: the light of one indicator with its reason and the numbers behind it.

    `value`, the target and the lines of `band` are in `unit`: a change is judged in percent whatever is counted.
    """

    measure: Measure
    indicator: Indicator
    light: Light
    reason: Reason
    rule: int
    status: Status
    moment: Moment
    band: Band | None
    reported: Reported | None
    value: Fraction | None
    completion: Fraction | None
    ratio: Fraction | None
    score: Fraction | None
    unit: str = ""
    past: tuple[Past, ...] = ()
    previous: Light | None = None
    streak: int = 0
    step: int = 0
    trend: str = ""
    outlook: Fraction | None = None
    outlook_meets: bool | None = None

    @property
    def gap(self) -> Fraction | None:
        """序时差: completion minus pace, in percentage points."""
        return None if self.completion is None else (self.completion - self.moment.pace) * 100


class Tally(NamedTuple):
    """Lights counted: one indicator counts once."""

    indicators: int
    green: int
    yellow: int
    red: int
    grey: int
    unreported: int
    late: int


class Standing(NamedTuple):
    """A unit's or a domain's lights with its score (0–100), grade and rank; None where not ranked."""

    name: str
    tally: Tally
    score: Fraction | None
    grade: str
    rank: int | None


class Assessment(NamedTuple):
    """评估: all verdicts of one plan and period, with totals, and the findings on its values."""

    plan: Plan
    period: Period
    cut_off: date
    due: date
    grace_end: date
    on: date
    profile: Profile
    illustrative: bool
    totals: Tally
    verdicts: tuple[Verdict, ...]
    domains: tuple[Standing, ...]
    units: tuple[Standing, ...]
    findings: tuple[Finding, ...]
    files: tuple[str, ...] = ()
