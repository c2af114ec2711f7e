"""The one table of finding codes: how grave each is, whether it asks for a word, whether somebody can say what to do.

A finding is said as `finding.<code>`; what to do about it stands in `mend.<code>`, and where it is otherwise in a cell
of a workbook, in `mend.<code>.cell`. docs/findings.md is printed from this table and the messages.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Level(StrEnum):
    """How grave a finding is: a fault stops the run, a returned value and a warning do not."""

    FAULT = "fault"
    RETURNED = "returned"
    WARNING = "warning"


class Code(NamedTuple):
    """What holds for every finding of a code.

    `asks`: a word of explanation is asked for, and a note of the unit is one. `mends`: there is a remedy to tell; else
    the sentence, with the nearest right word, says all. `or_warning`: only a warning where no value hangs on it.
    """

    level: Level
    asks: bool = False
    mends: bool = True
    or_warning: bool = False


_FAULT, _RETURNED, _WARNING = (Code(level) for level in Level)
_PLAIN = Code(Level.FAULT, mends=False)
_QUESTION = Code(Level.WARNING, asks=True)

GROUPS: Mapping[str, Mapping[str, Code]] = {
    "text": {
        "unreadable": _FAULT,
        "too-large": _FAULT,
        "not-utf8": _FAULT,
        "bad-character": _FAULT,
        "empty-file": _FAULT,
        "too-deep": _FAULT,
        "too-many": _FAULT,
        "syntax": _FAULT,
        "tab": _FAULT,
        "unclosed-quote": _FAULT,
        "full-width-colon": _FAULT,
        "full-width-comma": _FAULT,
        "colon-without-space": _FAULT,
        "several-documents": _FAULT,
        "alias": _FAULT,
        "tag": _FAULT,
        "bad-key": _FAULT,
        "duplicate-key": _FAULT,
    },
    "shape": {
        "missing-key": _FAULT,
        "unknown-key": _PLAIN,
        "renamed-key": _FAULT,
        "bad-choice": _PLAIN,
        "bad-form": _PLAIN,
        "wrong-type": _PLAIN,
        "no-such-day": _FAULT,
        "rule-exclusiveMinimum": _PLAIN,
        "rule-maxLength": _PLAIN,
        "rule-maximum": _PLAIN,
        "rule-minItems": _PLAIN,
        "rule-minLength": _PLAIN,
        "rule-minProperties": _PLAIN,
        "rule-minimum": _PLAIN,
        "rule-uniqueItems": _FAULT,
    },
    "plan": {
        "unknown-file": _FAULT,
        "plan-twice": _FAULT,
        "extends-cycle": _FAULT,
        "extends-failed": _PLAIN,
        "unknown-locality": _PLAIN,
        "unknown-domain": _PLAIN,
        "unknown-profile": _PLAIN,
        "unknown-id": _PLAIN,
        "measure-twice": _FAULT,
        "id-twice": _FAULT,
        "id-of-other-measure": _FAULT,
        "unit-list": _FAULT,
        "asks-nobody": _FAULT,
        "asks-and-lead": _FAULT,
        "dates-crossed": _FAULT,
        "node-after-by": _PLAIN,
        "node-outside": _PLAIN,
        "every-not-rarer": _FAULT,
        "target-is-baseline": _FAULT,
        "wrong-direction": _FAULT,
        "ceiling-below-target": _FAULT,
        "not-a-share": _FAULT,
        "part-of-itself": _FAULT,
        "empty-revision": _FAULT,
        "revision-before-start": _FAULT,
        "revision-no-target": _FAULT,
        "revision-of-nodes": _FAULT,
        "revision-twice": _FAULT,
        "stage-twice": _FAULT,
        "stage-beyond": _FAULT,
        "same-target": _FAULT,
        "lines-overlap": _FAULT,
        "other-year": _FAULT,
        "day-both": _FAULT,
        "no-lead": _WARNING,
        "no-clause": _WARNING,
        "no-words": _WARNING,
        "part-year": Code(Level.WARNING, mends=False),
        "no-recurrence": _WARNING,
        "cap-of-rate": _WARNING,
        "not-in-words": _WARNING,
        "parts-do-not-add-up": _WARNING,
        "unknown-same-as": _WARNING,
        "same-as-differs": _WARNING,
    },
    "submission": {
        "unknown-plan": _FAULT,
        "not-a-submission": _FAULT,
        "E7": _PLAIN,
        "E7-node": _PLAIN,
        "E7-period": _FAULT,
        "E7-rhythm": _FAULT,
        "E8": _FAULT,
        "E8-share": _FAULT,
        "correction-reason": _FAULT,
        "false-by": _FAULT,
        "submitted-early": _FAULT,
        "W-CAL": _WARNING,
        "W-GAP": _WARNING,
        "W-EARLY": _WARNING,
        "W-ISSUED": _WARNING,
        "issued-unreadable": _FAULT,
        "issued-altered": _FAULT,
        "W8": Code(Level.WARNING, mends=False),
        "blank": _WARNING,
        "forgiven": _WARNING,
        "future": Code(Level.WARNING, mends=False),
    },
    "value": {
        "E1": _RETURNED,
        "E1-date": _RETURNED,
        "E1-nodes": _RETURNED,
        "E1-none": _RETURNED,
        "E1-none-and": _RETURNED,
        "E2": _RETURNED,
        "E2-date": Code(Level.RETURNED, or_warning=True),
        "E2-future": _RETURNED,
        "E2-grade": _RETURNED,
        "E2-unit": _RETURNED,
        "E3": _RETURNED,
        "E4": _RETURNED,
        "E4-done": _RETURNED,
        "E5": _RETURNED,
        "E5-false": _RETURNED,
        "E6": _RETURNED,
        "E6-whole": _RETURNED,
        "E7-unit": Code(Level.RETURNED, mends=False),
        "E9": _RETURNED,
        "E10": _RETURNED,
        "E11": _RETURNED,
        "E12": _RETURNED,
        "E13": _RETURNED,
        "E13-dated": _RETURNED,
    },
    "question": {
        "W1": _QUESTION,
        "W1-added": _QUESTION,
        "W1-year": _QUESTION,
        "W2": _QUESTION,
        "W3": _QUESTION,
        "W4": _QUESTION,
        "W5": _QUESTION,
        "W6": _QUESTION,
        "W7": _QUESTION,
        "W7-count": _WARNING,
        "W9": Code(Level.WARNING, asks=True, mends=False),
        "W10": _QUESTION,
        "W11": _QUESTION,
    },
    "workbook": {
        "form-empty": _FAULT,
        "form-large": _FAULT,
        "form-cells": _FAULT,
        "form-merged": _FAULT,
        "form-password": _FAULT,
        "form-no-workbook": _FAULT,
        "form-damaged": _FAULT,
        "form-encoding": _FAULT,
    },
    "form": {
        "form-no-meta": _FAULT,
        "form-version": _FAULT,
        "form-other-plan": _FAULT,
        "form-other-period": _FAULT,
        "form-old": _FAULT,
        "form-old-row": _RETURNED,
        "form-new-rows": _WARNING,
        "form-period": _FAULT,
        "form-no-table": _FAULT,
        "form-no-column": _FAULT,
        "form-head-twice": _FAULT,
        "form-second-head": _FAULT,
        "form-not-yours": _RETURNED,
        "form-blank": _WARNING,
        "form-complaints": _WARNING,
        "form-nothing": _WARNING,
        "form-same-file": _WARNING,
        "form-beside": _WARNING,
    },
    "row": {
        "form-no-id": Code(Level.RETURNED, or_warning=True),
        "form-unknown-id": Code(Level.RETURNED, mends=False),
        "form-own-row": _WARNING,
        "form-below": _WARNING,
        "form-two-ids": _RETURNED,
        "form-other-name": _RETURNED,
        "form-ragged": _RETURNED,
        "form-row-twice": _RETURNED,
        "form-twice": _RETURNED,
        "form-twice-own": _RETURNED,
        "form-halves": _RETURNED,
        "form-halves-own": _RETURNED,
        "form-merged-value": _RETURNED,
        "form-not-read": _RETURNED,
        "form-kept": _WARNING,
    },
    "cell": {
        "form-error": _RETURNED,
        "form-formula": _RETURNED,
        "form-format": _RETURNED,
        "form-marked": _RETURNED,
        "form-date-for-number": _RETURNED,
        "form-no-day": _RETURNED,
        "form-odd-day": _RETURNED,
        "form-two-cells": _RETURNED,
        "form-share": _RETURNED,
        "form-no-value": _RETURNED,
        "form-unasked": Code(Level.RETURNED, or_warning=True),
        "form-unsure": _WARNING,
        "form-serial": _WARNING,
        "form-fraction": _WARNING,
        "form-progress": _WARNING,
        "form-done-progress": _RETURNED,
        "form-planned": _RETURNED,
        "form-cut": _WARNING,
        "form-no-base": _WARNING,
    },
    "mapping": {
        "map-cell": _FAULT,
        "map-head": _FAULT,
        "map-head-twice": _FAULT,
        "map-period": _FAULT,
        "map-sheet": _FAULT,
        "map-no-head": _FAULT,
        "map-no-word": _FAULT,
        "map-no-cell": _FAULT,
    },
}
"""The codes by what they are about, in the order in which a file is read."""

CODES: Mapping[str, Code] = {code: about for group in GROUPS.values() for code, about in group.items()}
