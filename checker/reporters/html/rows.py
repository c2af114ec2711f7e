"""One row an indicator: everything the list shows of a verdict, as words and positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from checker import kinds
from checker.model import Light, Past, Reason, Status, Verdict
from checker.model.amounts import NONE
from checker.model.numbers import rounded
from checker.reporters.html.charts import Bullet, Spark, bullet, spark
from checker.reporters.html.remark import leads, remark
from checker.words.amounts import amount, figure, written
from checker.words.gravity import gravest, nothing_due
from checker.words.upcoming import when
from checker.words.view import SYMBOLS, View

_SETTLED = (
    Reason.EXEMPT, Reason.NOT_STARTED, Reason.NOT_DUE, Reason.NOT_GIVEN, Reason.NONE_OCCURRED, Reason.PENDING,
)  # fmt: skip


class IndicatorRow(NamedTuple):
    """One line of the list. `key_…` sort, everything else is read; empty where there is nothing to say.

    `quiet` rows hold no news and are folded; `same` is another row's target said once more, and is not counted.
    """

    anchor: str
    id: str
    name: str
    clause: str
    lead: str
    asked: tuple[str, ...]
    domain: str
    light: str
    light_text: str
    reason: str
    trend: str
    value: str
    target: str
    expected: str
    chart: Bullet | None
    spark: Spark | None
    spark_text: str
    by: str
    assumed: bool
    left: str
    streak: str
    outlook: str
    words: str
    note: str
    quiet: bool
    same: bool
    key_plan: int
    key_gap: str
    key_streak: int


class Group(NamedTuple):
    """Rows of one light; `count` leaves out what is not counted."""

    key: str
    count: int
    rows: tuple[IndicatorRow, ...]


def groups(view: View, prefix: str) -> list[Group]:
    """Red first, in order of gravity, then yellow, then what else has news; last, under `quiet`, what has none."""
    told: dict[str, list[Verdict]] = {"red": [], "yellow": [], "rest": [], "quiet": []}
    places = {verdict.indicator.id: place for place, verdict in enumerate(view.verdicts())}
    for verdict in view.verdicts():
        told[_group(verdict)].append(verdict)
    for key in ("red", "yellow"):
        told[key] = gravest(told[key])
    return [Group(key, sum(not v.same for v in verdicts), tuple(row(view, v, prefix, places[v.indicator.id]) for v in verdicts))
            for key, verdicts in told.items() if verdicts]  # fmt: skip


def _group(verdict: Verdict) -> str:
    if quiet(verdict):
        return "quiet"
    return verdict.light.value if verdict.light in (Light.RED, Light.YELLOW) else "rest"


def quiet(verdict: Verdict) -> bool:
    """Tell whether there is no news: done before, not due, or in order as it was; or another's target said again."""
    v = verdict
    if v.same or v.reason in _SETTLED:
        return True
    if v.light is not Light.GREEN or v.trend or v.status in (Status.LATE, Status.RETURNED):
        return v.reason is Reason.UNDATED and bool(v.past) and v.past[-1].reason is Reason.UNDATED
    steady = bool(v.past) and v.past[-1].light is Light.GREEN
    if v.reason is Reason.COMPLETED:
        return steady and v.past[-1].reason is Reason.COMPLETED
    if nothing_due(v):
        return True
    return steady and v.outlook_meets is not False and (
        kinds.of(v.indicator).SCALE == "grade" or (v.moment.expected is None and v.value == v.past[-1].value)
    )  # fmt: skip


def row(view: View, verdict: Verdict, prefix: str, place: int) -> IndicatorRow:
    """Say one verdict, which stands at a place in the plan; of what has no news without drawings."""
    say, v, still = view.say, verdict, quiet(verdict)
    value, target, expected = view.amounts(v)
    past = (*v.past, Past(str(view.assessment.period), v.light, v.reason, v.value))
    return IndicatorRow(
        anchor=f"{prefix}{v.indicator.id}", id=v.indicator.id, name=v.indicator.name,
        clause=v.indicator.clause or v.measure.clause, lead=leads(view, v), asked=v.measure.asked or ("",),
        domain=v.measure.domain, light=v.light, light_text=view.light(v.light),
        reason=view.cause(v), trend=view.trend(v),
        value="" if value == NONE else value, target="" if target in (NONE, say("node.done")) else target,
        expected="" if still or expected in (NONE, target) else expected,
        chart=None if still else bullet(v), spark=None if still else spark(past),
        spark_text="" if still else _spark_text(view, v, past),
        by=v.moment.end.isoformat(), assumed=v.moment.assumed and not still, left="" if still else _left(view, v),
        streak=say("dashboard.streak", count=v.streak, symbol=SYMBOLS[v.light]) if v.streak else "",
        outlook="" if still else _outlook(view, v),
        words=remark(view, v) if v.same or not still else "",
        note=v.reported.note if v.reported and not still else "", quiet=still, same=v.same, key_plan=place,
        key_gap="" if v.gap is None else str(rounded(v.gap, 2)).rstrip("0").rstrip("."), key_streak=v.streak,
    )  # fmt: skip


def _left(view: View, verdict: Verdict) -> str:
    """Days to the deadline; days past it only where something is overdue, for a duty that was held is not late."""
    days = (verdict.moment.end - view.assessment.on).days
    overdue = verdict.reason in (Reason.OVERDUE, Reason.OVERDUE_EXPECTED)
    if verdict.reason in (Reason.COMPLETED, Reason.EXEMPT) or (days < 0 and not overdue):
        return ""
    return when(view.say, days)


def _outlook(view: View, verdict: Verdict) -> str:
    """The value at the deadline if the pace goes on, and whether it meets the target; not of what is completed."""
    if verdict.outlook is None or verdict.reason is Reason.COMPLETED:
        return ""
    meets = {True: "meets", False: "misses", None: "open"}[verdict.outlook_meets]
    return view.say(f"dashboard.outlook.{meets}", amount=written(amount(verdict, verdict.outlook)))


def _spark_text(view: View, verdict: Verdict, past: Sequence[Past]) -> str:
    """Every period with its light and value: what the sparkline shows, in words."""
    numbers = kinds.of(verdict.indicator).SCALE in ("amount", "place")
    told = (figure(amount(verdict, entry.value)) if numbers and entry.value is not None else "" for entry in past)
    parts = (view.say(f"light.{entry.light}") + text for entry, text in zip(past, told, strict=True))
    return view.say("dashboard.spark", first=past[0].period, periods=view.say("join").join(parts))
