"""What `lint` finds in registers and rules of typical cases."""

from __future__ import annotations

from pathlib import Path

from checker.cases import checks, reading
from checker.judging.linting import Other
from checker.model import Finding
from checker.model.findings import faults
from checker.reading.library import Library


def check_register(path: Path, library: Library) -> list[Finding]:
    """All that is wrong with a round, and what a person has to look at."""
    made, found = reading.read(path, library)
    if made is None or faults(found):
        return found
    return [*found, *checks.check(made, path.parent)]


def check_rule(path: Path, library: Library) -> list[Finding]:
    """All that is wrong with a rule alone."""
    return reading.read_rule(path, library)[1]


OTHERS = (Other(reading.is_register, check_register), Other(reading.is_rule, check_rule))
