"""研判: what was found of each indicator, and of a plan and period as a whole."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from checker.model.bands import Band, Moment, Profile
from checker.model.findings import Finding
from checker.model.light import Light, Reason, Status
from checker.model.periods import Period
from checker.model.plan import Indicator, Measure, Plan
from checker.model.report import Reported


class Ruling(NamedTuple):
    """The light of one indicator as it was issued, with its reason and the bag that says so."""

    light: Light
    reason: Reason
    bag: str


class Past(NamedTuple):
    """What one earlier (or this) period said of an indicator; `value` None where nothing valid was there.

    `end` is its cut-off; `mild` marks a bad light that alone moves nobody up the ladder; `source` is the file that the
    light was found from, empty where none was there. `issued` names the bag whose light this is, empty where the light
    was found anew; `anew` is the light that would have been found.
    """

    period: str
    light: Light
    reason: Reason
    value: Fraction | None
    end: date = date.min
    mild: bool = False
    source: str = ""
    issued: str = ""
    anew: Light | None = None


class Verdict(NamedTuple):
    """研判: the light of one indicator with its reason and the numbers behind it.

    `value`, the target and the lines of `band` are in `unit`: a change is judged in percent whatever is counted.
    `late`: an earlier cut-off, at the deadline or after it, had missed the target; `peak`: by how high a value a limit
    was passed in an earlier period; `same`: shown with the verdict of another indicator, and not counted.
    `band` is known from step 6 of the order on, though only steps 8 and 9 compare with it; `base` is the amount, in the
    indicator's own unit, that a change was compared with.
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
    base: Fraction | None = None
    past: tuple[Past, ...] = ()
    previous: Light | None = None
    streak: int = 0
    step: int = 0
    trend: str = ""
    outlook: Fraction | None = None
    outlook_meets: bool | None = None
    late: bool = False
    peak: Fraction | None = None
    same: bool = False

    @property
    def gap(self) -> Fraction | None:
        """序时差: completion minus pace, in percentage points; of whole things the pace is that of whole things."""
        return None if self.completion is None else (self.completion - self.moment.due_share) * 100

    @property
    def inferred(self) -> tuple[str, ...]:
        """What this verdict rests on and the document does not say: `by` (推定), `baseline` (首报), `lead` (推定)."""
        marks = {
            "by": self.moment.assumed,
            "baseline": bool(self.moment.first),
            "lead": "lead" in self.measure.inferred,
        }
        return tuple(name for name, holds in marks.items() if holds)


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
    partial: bool = False

    @property
    def counted(self) -> tuple[Verdict, ...]:
        """The verdicts, without those that are another's said once more."""
        return tuple(verdict for verdict in self.verdicts if not verdict.same)
