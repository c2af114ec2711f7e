"""One row an indicator: everything the list shows of a verdict, as words and positions."""

from __future__ import annotations

from typing import NamedTuple

from checker import kinds
from checker.model import Light, Past, Reason, Verdict
from checker.model.numbers import rounded
from checker.reporters.html.charts import Bullet, Spark, bullet, spark
from checker.words.amounts import amount, written
from checker.words.upcoming import when
from checker.words.view import SYMBOLS, View

# Where the row goes when lights are sorted: what needs attention first.
_URGENCY = {Light.RED: 0, Light.YELLOW: 2, Light.GREY: 3, Light.GREEN: 4}


class IndicatorRow(NamedTuple):
    """One line of the list. `key_…` sort, everything else is read; empty where there is nothing to say."""

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
    status: str
    unreported: bool
    value: str
    target: str
    expected: str
    chart: Bullet | None
    chart_text: str
    spark: Spark
    spark_text: str
    by: str
    assumed: bool
    left: str
    streak: str
    step: str
    outlook: str
    sentence: str
    note: str
    key_light: int
    key_gap: str
    key_streak: int


def row(view: View, verdict: Verdict, prefix: str) -> IndicatorRow:
    """Say one verdict."""
    say, v = view.say, verdict
    value, target, expected = view.amounts(v)
    past = (*v.past, Past(str(view.assessment.period), v.light, v.reason, v.value))
    return IndicatorRow(
        anchor=f"{prefix}{v.indicator.id}", id=v.indicator.id, name=v.indicator.name,
        clause=v.indicator.clause or v.measure.clause, lead=view.leads(v), asked=v.measure.asked or ("",),
        domain=v.measure.domain, light=v.light, light_text=view.light(v.light),
        reason=view.cause(v), trend=view.trend(v),
        status=say(f"status.{v.status}"), unreported=v.reason in (Reason.UNREPORTED, Reason.UNREPORTED_GRACE),
        value=value, target=target, expected=expected, chart=bullet(v),
        chart_text=say("dashboard.chart", value=value, expected=expected, target=target),
        spark=spark(past), spark_text=_spark_text(view, v, past), by=v.moment.end.isoformat(),
        assumed=v.moment.assumed, left=_left(view, v),
        streak=say("dashboard.streak", count=v.streak, symbol=SYMBOLS[v.light]) if v.streak else "",
        step=say(f"step.{v.step}") if v.step else "",
        outlook=_outlook(view, v),
        sentence=view.sentence(v), note=v.reported.note if v.reported else "",
        key_light=_URGENCY[v.light] + (v.reason is Reason.UNREPORTED),
        key_gap="" if v.gap is None else str(rounded(v.gap, 4)), key_streak=v.streak,
    )  # fmt: skip


def _left(view: View, verdict: Verdict) -> str:
    """Days to the deadline; days past it only where something is overdue, for a duty that was held is not late."""
    days = (verdict.moment.end - view.assessment.on).days
    overdue = verdict.reason in (Reason.OVERDUE, Reason.OVERDUE_EXPECTED)
    if verdict.reason in (Reason.COMPLETED, Reason.EXEMPT) or (days < 0 and not overdue):
        return ""
    return when(view.say, days)


def _outlook(view: View, verdict: Verdict) -> str:
    """The value at the deadline if the pace goes on, and whether it meets the target."""
    if verdict.outlook is None:
        return ""
    meets = {True: "meets", False: "misses", None: "open"}[verdict.outlook_meets]
    return view.say(f"dashboard.outlook.{meets}", amount=written(amount(verdict, verdict.outlook)))


def _spark_text(view: View, verdict: Verdict, past: tuple[Past, ...]) -> str:
    """Every period with its light and value: what the sparkline shows, in words."""
    numbers = kinds.of(verdict.indicator).SCALE in ("amount", "place")
    parts = []
    for entry in past:
        told = written(amount(verdict, entry.value)) if numbers and entry.value is not None else ""
        parts.append(f"{entry.period} {SYMBOLS[entry.light]}{view.say(f'light.{entry.light}')} {told}".rstrip())
    return view.say("join").join(parts)
