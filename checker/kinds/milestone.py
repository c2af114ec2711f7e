"""节点型: a deliverable that is done or not, with one date or several nodes.

Green when every node due by the cut-off is done; yellow when the next open one is due within 30 days or was put off;
red when a node is overdue. The number compared is how many nodes are done in the order of their dates, before the
first open one, so a later node done early never covers an earlier one that is open. A node done after the cut-off
counts from the next period on. A milestone without a date waits, undated, for the lead unit's own (`planned`), which
then binds: put off with a reason it is yellow, passed undone it is red. With `per: year` only the year's nodes count.
"""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from checker.kinds import Reports, Scale
from checker.model import Band, Bound, Indicator, Light, Moment, Profile, Reason, Reported, bands

ORDER = 6
FIELDS: dict[str, dict[str, object]] = {"nodes": {}, "per": {"enum": ["year"]}}
REQUIRED: tuple[str, ...] = ()
REPORTS: Reports = "done"
CLOSES = True
SCALE: Scale = "nodes"
RUNNING = False
PACED = False
LIMIT = False
STANDING = False
SIGNED = False
WORDS = "milestone"
SOON = timedelta(days=30)


def up(indicator: Indicator) -> bool:
    """More nodes done are better."""
    return True


def ends(indicator: Indicator) -> bool:
    """The deadline decides."""
    return True


def infers(indicator: Indicator) -> bool:
    """It needs no start of its own."""
    return False


def unit(indicator: Indicator) -> str:
    """The unit of what is reported."""
    return indicator.unit


def band(indicator: Indicator, moment: Moment, profile: Profile) -> Band | None:
    """Nodes due within 30 days, and nodes due by now; at the deadline all of them."""
    due = _due(indicator, moment, moment.cut_off)
    wait = moment.closed or moment.put_off
    soon = len(nodes(indicator, moment)) if wait else _due(indicator, moment, moment.cut_off + SOON)
    return Band(True, Bound(Fraction(soon)), Bound(Fraction(due)))


def measured(indicator: Indicator, moment: Moment, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """How many nodes are done by the cut-off, in order, before the first open one."""
    done = dict(reported.done_nodes) if indicator.nodes else {"": reported.done}
    count = 0
    for name, _ in nodes(indicator, moment):
        day = done.get(name)
        if day is None or day > moment.cut_off or (indicator.per and not indicator.nodes and day < moment.start):
            break
        count += 1
    return Fraction(count)


def base(indicator: Indicator, reported: Reported, year_ago: Fraction | None) -> Fraction | None:
    """Compared with lines only."""
    return None


def reason(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Reason:
    """Completed once every node is done; otherwise what the next open node says."""
    if light is Light.GREEN:
        return Reason.COMPLETED if value >= len(nodes(indicator, moment)) else Reason.ON_PACE
    if light is Light.YELLOW:
        return Reason.POSTPONED if moment.put_off else Reason.DUE_SOON
    return Reason.OVERDUE


def score(indicator: Indicator, moment: Moment, light: Light, value: Fraction) -> Fraction:
    """Nodes done ÷ nodes due; of an own date that was put off, where nothing else is due, by light."""
    due = _due(indicator, moment, moment.cut_off)
    if due:
        return bands.clip(value / due)
    return bands.BY_LIGHT[light] if moment.put_off else bands.ONE


def nodes(indicator: Indicator, moment: Moment) -> tuple[tuple[str, date], ...]:
    """Return the nodes of the window in the order of their dates; one without a name where the document has none."""
    if not indicator.nodes:
        return (("", moment.end),)
    own = sorted(indicator.nodes, key=lambda node: node[1])
    return tuple(node for node in own if not indicator.per or moment.start <= node[1] <= moment.end)


def _due(indicator: Indicator, moment: Moment, day: date) -> int:
    return sum(node <= day for _, node in nodes(indicator, moment))
