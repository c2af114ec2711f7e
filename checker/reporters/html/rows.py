"""One row an indicator: everything the list shows of a verdict, as words and positions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from checker import kinds
from checker.model import Light, Past, Reason, Status, Verdict
from checker.model.amounts import NONE
from checker.reporters.html.charts import Drawn, Spark, drawn, spark
from checker.reporters.html.remark import leads, remark
from checker.words.amounts import amount, figures, written
from checker.words.gravity import gravest, nothing_due
from checker.words.upcoming import when
from checker.words.view import SYMBOLS, View

_SETTLED = (
    Reason.EXEMPT, Reason.NOT_STARTED, Reason.NOT_DUE, Reason.NOT_GIVEN, Reason.NONE_OCCURRED, Reason.PENDING,
)  # fmt: skip


class Row(NamedTuple):
    """One line of the list; empty where there is nothing to say. `units` and `domain` are places in the page's lists.

    `keys` sort: the place in the plan, the gap and the streak. `same`: it says another row's target once more, and is
    not counted. What has no news has no `more`. `cases` are links to the typical cases that support the indicator.
    """

    anchor: str
    id: str
    name: str
    clause: str
    lead: str
    units: str
    domain: int
    light: str
    light_text: str
    reason: str
    trend: str
    value: str
    target: str
    by: str
    assumed: str
    left: str
    same: bool
    keys: str
    more: More | None
    cases: tuple[tuple[str, str], ...] = ()


class More(NamedTuple):
    """What a row with news says besides: drawings, outlook, streak, remark, the unit's own words."""

    chart: Drawn | None
    expected: str
    spark: Spark | None
    spark_text: str
    outlook: str
    streak: str
    words: str
    note: str


class Group(NamedTuple):
    """Rows under a head; `number` leaves out what is not counted."""

    head: str
    number: int
    rows: tuple[Row, ...]


class Places(NamedTuple):
    """Where units and domains stand in the page's lists, which a row points into."""

    units: Mapping[str, int]
    domains: Mapping[str, int]


def groups(view: View, prefix: str, places: Places) -> tuple[list[Group], list[Group]]:
    """What has news: red first, in order of gravity, then yellow, then the rest; and, apart, what has none."""
    told: dict[str, list[Verdict]] = {"red": [], "yellow": [], "rest": [], "quiet": []}
    order = {verdict.indicator.id: place for place, verdict in enumerate(view.verdicts())}
    for verdict in view.verdicts():
        told[_group(verdict)].append(verdict)
    told |= {name: gravest(told[name]) for name in ("red", "yellow")}
    made = {
        name: Group(view.say(f"dashboard.group.{name}") if name != "quiet" else "", sum(not v.same for v in own),
                    tuple(row(view, v, prefix, order[v.indicator.id], places) for v in own))
        for name, own in told.items() if own
    }  # fmt: skip
    quiet_ = made.pop("quiet", None)
    return list(made.values()), [quiet_] if quiet_ else []


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
    still = kinds.of(v.indicator).SCALE == "grade" or v.value == v.past[-1].value if v.past else False
    return steady and still and v.outlook_meets is not False


def row(view: View, verdict: Verdict, prefix: str, place: int, places: Places) -> Row:
    """Say one verdict, which stands at a place in the plan; of what has no news without drawings."""
    say, v, still = view.say, verdict, quiet(verdict)
    value, target, expected = view.amounts(v)
    target = "" if target in (NONE, say("node.done")) else target
    gap = "-" if v.gap is None else f"{float(v.gap):.4g}"
    return Row(
        anchor=f"{prefix}{v.indicator.id}", id=v.indicator.id, name=v.indicator.name,
        clause=v.indicator.clause or v.measure.clause, lead=leads(view, v),
        units=" ".join(str(places.units[unit]) for unit in v.measure.asked or ("",)),
        domain=places.domains[v.measure.domain], light=v.light.value, light_text=view.light(v.light),
        reason=view.cause(v), trend=view.trend(v), value="" if value == NONE else value,
        target=say("dashboard.target", text=target) if target else "", by=v.moment.end.isoformat(),
        assumed=say("dashboard.assumed") if v.moment.assumed and not still else "",
        left="" if still else _left(view, v), same=v.same, keys=f"{place} {gap} {v.streak or '-'}",
        more=_same(view, v) if v.same else None if still else _more(view, v, "" if expected == target else expected),
        cases=tuple((f"#{prefix}case-{n}", say("dashboard.case", number=case.number))
                    for n, case in view.beside.of(v.indicator.id)),
    )  # fmt: skip


def _same(view: View, verdict: Verdict) -> More:
    """Of a target that is said once more, only that."""
    return More(None, "", None, "", "", "", remark(view, verdict), "")


def _more(view: View, verdict: Verdict, expected: str) -> More:
    say, v = view.say, verdict
    past = (*v.past, Past(str(view.assessment.period), v.light, v.reason, v.value))
    note = v.reported.note if v.reported else ""
    return More(
        drawn(v), "" if expected in ("", NONE) else say("dashboard.expected", text=expected),
        spark(past), _spark_text(view, v, past), _outlook(view, v),
        say("dashboard.streak", count=v.streak, symbol=SYMBOLS[v.light]) if v.streak else "",
        remark(view, v), say("dashboard.note", text=note) if note else "",
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
    told = figures(verdict, (entry.value if numbers else None for entry in past))
    lights = {light: view.say(f"light.{light}") for light in {entry.light for entry in past}}
    parts = (lights[entry.light] + text for entry, text in zip(past, told, strict=True))
    return view.say("dashboard.spark", first=past[0].period, periods=view.say("join").join(parts))
