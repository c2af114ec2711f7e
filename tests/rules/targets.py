"""Targets that many tests of the rules judge, and the light that comes of one.

Unless a test says otherwise the plan is the year 2022 and reports by quarter, so P is 1/4, 1/2, 3/4 and 1.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from checker.judging.evaluate import Rules
from tests.harness import SHARED, judge

YEAR = "2022-12-31"
TWO_YEARS = ["2022-01-01", "2023-12-31"]
THREE_YEARS = ["2022-01-01", "2024-12-31"]
CUMULATIVE = {"kind": "cumulative", "target": 40, "by": YEAR}
FALLING = {"kind": "level", "direction": "down", "baseline": 20, "target": 10, "by": YEAR}
RISING = {"kind": "level", "direction": "up", "baseline": 50, "target": 100, "by": YEAR}
HELD = {"kind": "maintain", "direction": "up", "target": 95, "tolerance": 1}
GREEN, YELLOW, RED = 96, 94, 90  # of what is to be held at 95
PAPER = "黄政办发〔2022〕60号"
LONG_AFTER = date(2023, 6, 1)


def rules(profile: str) -> Rules:
    """The shipped rules under another profile."""
    return Rules(SHARED.profiles[profile], SHARED.calendar, tuple(SHARED.domains))


def light(indicator: dict[str, Any], values: dict[str, Any], profile: str = "plancheck", **more: Any) -> str:
    return str(judge(indicator, values, rules=rules(profile), **more).light)


def exempt(*days: str) -> str:
    """Exempt 1a at single cut-offs."""
    rows = "".join(f"- {{indicator: 1a, from: {day}, until: {day}, reason: 疫情, document: {PAPER}}}\n" for day in days)
    return f"exemptions:\n{rows}"
