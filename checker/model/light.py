"""Lights and their reasons, and how a value was reported."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


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
    POSTPONED = "postponed"
    IMPROVING = "improving"
    OVERDUE_EXPECTED = "overdue_expected"
    EXPECTED_MISSED = "expected_missed"
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
    NOT_GIVEN = "not_given"
    NONE_OCCURRED = "none_occurred"
    PENDING = "pending"
    NO_BASIS = "no_basis"
    FIRST_REPORT = "first_report"
    UNDATED = "undated"
    SMALL_SAMPLE = "small_sample"
    PENDING_REVIEW = "pending_review"


class Status(StrEnum):
    """How the value was reported; stands beside the light."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    RETURNED = "returned"
    NOT_DUE = "not_due"


LIGHTS: Mapping[Light, tuple[Reason, ...]] = {
    Light.GREEN: (Reason.COMPLETED, Reason.ON_PACE, Reason.HELD, Reason.WITHIN_CAP),
    Light.YELLOW: (
        Reason.BEHIND, Reason.NOT_YET, Reason.SLIPPING, Reason.NEAR_CAP, Reason.DUE_SOON, Reason.POSTPONED,
        Reason.IMPROVING, Reason.OVERDUE_EXPECTED, Reason.EXPECTED_MISSED, Reason.UNREPORTED_GRACE, Reason.SLOW,
    ),
    Light.RED: (
        Reason.FAR_BEHIND, Reason.OVERDUE, Reason.NOT_HELD, Reason.OVER_CAP, Reason.WRONG_WAY, Reason.UNREPORTED,
        Reason.STALLED, Reason.FALSE_DATA,
    ),
    Light.GREY: (
        Reason.EXEMPT, Reason.NOT_STARTED, Reason.NOT_DUE, Reason.NOT_GIVEN, Reason.NONE_OCCURRED, Reason.PENDING,
        Reason.NO_BASIS, Reason.FIRST_REPORT, Reason.UNDATED, Reason.SMALL_SAMPLE, Reason.PENDING_REVIEW,
    ),
}  # fmt: skip
"""The reasons of each light, as rules 4 lists them."""
_LIGHT_OF = {reason: light for light, reasons in LIGHTS.items() for reason in reasons}


def light_of(reason: Reason) -> Light:
    """Return the one light that a reason can have."""
    return _LIGHT_OF[reason]
