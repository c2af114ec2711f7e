"""The words of the field as plain, frozen values.

Amounts are exact (`Fraction`) in the unit that the catalogue names; shares and paces are fractions of one
(0.75 is 75 %); dates are calendar dates. Nothing here reads files, knows the clock or speaks a language.
"""

from checker.message import Message
from checker.model.bands import Band, Bound, Moment, Profile
from checker.model.codes import Level
from checker.model.findings import Finding, Where, as_warning, finding
from checker.model.light import Light, Reason, Status, light_of
from checker.model.plan import Exemption, Indicator, Measure, Plan, Reporting, Revision
from checker.model.report import Reported, Submission
from checker.model.verdict import Assessment, Past, Standing, Tally, Verdict

__all__ = [
    "Assessment",
    "Band",
    "Bound",
    "Exemption",
    "Finding",
    "Indicator",
    "Level",
    "Light",
    "Measure",
    "Message",
    "Moment",
    "Past",
    "Plan",
    "Profile",
    "Reason",
    "Reported",
    "Reporting",
    "Revision",
    "Standing",
    "Status",
    "Submission",
    "Tally",
    "Verdict",
    "Where",
    "as_warning",
    "finding",
    "light_of",
]
