"""One indicator in one period under judgement: what was asked, what was reported, what was known, on which day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from checker import kinds
from checker.judging.history import Track
from checker.model import Band, Exemption, Indicator, Light, Measure, Moment, Plan, Profile, Reported
from checker.model.periods import Period


class Round(NamedTuple):
    """One period under judgement: what was reported, and the days that matter."""

    plan: Plan
    period: Period
    values: Mapping[str, Reported]
    on: date
    due: date
    grace_end: date
    last: bool
    exemptions: Mapping[str, tuple[Exemption, ...]]
    profile: Profile


@dataclass(frozen=True)
class Case:
    """One indicator in one round. `reported` is what had been handed in by the day of judgement."""

    measure: Measure
    indicator: Indicator
    moment: Moment
    track: Track
    reported: Reported | None
    returned: bool
    round: Round

    @cached_property
    def kind(self) -> kinds.Kind:
        """The indicator's kind."""
        return kinds.of(self.indicator)

    @property
    def usable(self) -> Reported | None:
        """The report, unless it was returned."""
        return None if self.returned else self.reported

    @cached_property
    def band(self) -> Band | None:
        """The kind's band at this moment."""
        return self.kind.band(self.indicator, self.moment, self.round.profile)

    @cached_property
    def value(self) -> Fraction | None:
        """The number that is compared; None where there is none, or where it was returned or found false."""
        if self.usable is None or self.usable.falsified:
            return None
        return self.kind.measured(self.indicator, self.moment, self.usable, self.track.year_ago(self.round.period))

    @cached_property
    def base(self) -> Fraction | None:
        """The amount that the value was compared with, for kinds that compare with last year's."""
        if self.value is None or self.reported is None:
            return None
        return self.kind.base(self.indicator, self.reported, self.track.year_ago(self.round.period))

    @cached_property
    def light(self) -> Light | None:
        """The band's light of the value; None where they cannot be compared."""
        return None if self.band is None or self.value is None else self.band.light(self.value)
