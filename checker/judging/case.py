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
from checker.model import Band, Exemption, Indicator, Light, Measure, Moment, Plan, Profile, Reported, bands, units
from checker.model.periods import Period
from checker.model.verdict import Ruling

SMALL = 30
"""Fewer answers than these carry no rate and no score."""


class Round(NamedTuple):
    """One period under judgement: what was reported, and the days that matter.

    `partial`: the file holds only what was found; `file` is its name; `issued`: the lights that were issued for it.
    """

    plan: Plan
    period: Period
    values: Mapping[str, Reported]
    on: date
    due: date
    grace_end: date
    last: bool
    exemptions: Mapping[str, tuple[Exemption, ...]]
    profile: Profile
    partial: bool
    file: str
    issued: Mapping[str, Ruling]


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

    @cached_property
    def usable(self) -> Reported | None:
        """The report, unless it was returned or tries to get round a deadline."""
        return None if self.returned or self._evades() else self.reported

    def _evades(self) -> bool:
        """At a deadline neither "nothing happened", 0 of 0 nor a small sample is a way out, unless it was confirmed."""
        reported = self.reported
        if reported is None or reported.confirmed or reported.falsified or not self.at_deadline:
            return False
        nothing = reported.none or (reported.whole == 0 and reported.part == 0)
        return nothing or few(self.indicator, reported)

    @property
    def at_deadline(self) -> bool:
        """Tell whether the deadline is reached or passed, and decides (rule 8)."""
        return self.kind.ends(self.indicator) and self.moment.closed

    @cached_property
    def band(self) -> Band | None:
        """The kind's band at this moment."""
        return self.kind.band(self.indicator, self.moment, self.round.profile)

    @cached_property
    def value(self) -> Fraction | None:
        """The number that is compared; None where there is none, or where it was returned or found false."""
        if self.usable is None or self.usable.falsified or self.usable.none:
            return None
        return self.kind.measured(self.indicator, self.moment, self.usable, self.track.year_ago(self.round.period))

    @cached_property
    def base(self) -> Fraction | None:
        """The amount that the value was compared with, for kinds that compare with last year's."""
        if self.value is None or self.reported is None:
            return None
        return self.kind.base(self.indicator, self.reported, self.track.year_ago(self.round.period))

    @cached_property
    def peak(self) -> Fraction | None:
        """By how high a value a limit was passed in an earlier period of the window; None where it was not."""
        if not self.kind.LIMIT or not self.moment.owed:
            return None
        highest, target = self.track.peak(self.moment.start), self.moment.target
        if highest is None or target is None or bands.meets(self.indicator, target, highest, up=False):
            return None
        return highest

    @cached_property
    def light(self) -> Light | None:
        """The band's light of the value; None where they cannot be compared."""
        return None if self.band is None or self.value is None else self.band.light(self.value)


def few(indicator: Indicator, reported: Reported) -> bool:
    """Tell whether too few were asked; a number of answers means something for rates and scores only."""
    return reported.n is not None and reported.n < SMALL and units.is_rate(indicator.unit)
