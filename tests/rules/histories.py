"""Small plans and their histories at random, for properties: cases as the tables of cases hold them.

Every kind, one to six indicators, one to eight periods (some without a file), late, corrected, false, empty and small
reports, partial files, parts, targets said twice, exemptions and revisions. A few plans may be refused, which is a
right answer too.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from checker.model import periods
from checker.model.periods import Period

PAPER = "黄政办发〔2022〕60号"
PROFILES = ("plancheck", "wuhan", "tianjin", "sanya", "strict", "yinchuan")
UNITS = ("个", "亿元", "%", "分")
HALF = st.sampled_from([0, 1, 2, 3, 5, 8, 10, 12.5, 20, 30, 40, 50, 62.5, 80, 90, 95, 100])
WHOLE = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 30, 40, 45, 60, 90, 100])
FALSE = {"falsified": True, "by": "市质强办", "reason": "虚报"}
CORRECTED = {"correction": True, "reason": "重复统计"}


def maybe(strategy: Any, one_in: int = 3) -> Any:
    """The strategy's value about once in so many times, else None, which is simpler."""
    return st.integers(1, one_in).flatmap(lambda n: strategy if n == one_in else st.none())


def given_fields(**fields: Any) -> dict[str, Any]:
    """The fields that were drawn."""
    return {name: value for name, value in fields.items() if value is not None}


@st.composite
def indicators(draw: Any, kind: str, span: list[Period], rarer: list[str]) -> dict[str, Any]:
    """One indicator of a kind, whose window lies somewhere in the span."""
    first, last = draw(st.sampled_from(span[:3])), draw(st.sampled_from(span[::-1][:4]))
    start = draw(maybe(st.sampled_from([first.start, first.start + timedelta(20)])))
    end = max(first, last, key=lambda period: period.end).end
    by = draw(maybe(st.sampled_from([end, end - timedelta(10)]), 2))
    made = {"kind": kind, **given_fields(
        start=start, by=by, weight=draw(maybe(st.just(2))), binding=draw(maybe(st.just(False), 5)),
        every=draw(maybe(st.sampled_from(rarer), 6)),
    )}  # fmt: skip
    own: dict[str, Any] = draw(_OWN[kind]((start or span[0].start, by or span[-1].end)))
    return made | own


@st.composite
def _amounts(draw: Any, window: tuple[date, date], level: bool) -> dict[str, Any]:
    unit = draw(st.sampled_from(UNITS))
    up = not level or draw(st.booleans())
    low, high = draw(st.tuples(WHOLE, WHOLE).filter(lambda pair: pair[0] != pair[1]).map(sorted))
    target, baseline = (high, low) if up else (low, high)
    stages = [p for p in _quarters(*window) if window[0] <= p.end < window[1]]
    schedule = None
    if stages and draw(st.integers(1, 4)) == 1:
        schedule = {str(draw(st.sampled_from(stages))): draw(st.sampled_from([target, (target + baseline) / 2]))}
    made = {"unit": unit, "target": target, **given_fields(
        baseline=draw(maybe(st.just(baseline), 2 if level else 4)), strict=draw(maybe(st.just(True), 5)),
        tolerance=draw(maybe(st.sampled_from([1, 5]), 4)), schedule=schedule,
        per=draw(maybe(st.sampled_from(["year"] if level else ["year", "quarter", "month", "week"]), 4)),
        revisions=draw(maybe(_revisions(window, target), 5)),
        discrete=draw(maybe(st.booleans(), 5)),
    )}  # fmt: skip
    return made | ({"direction": "up" if up else "down"} if level else {})


@st.composite
def _revisions(draw: Any, window: tuple[date, date], target: float) -> list[dict[str, Any]]:
    since = window[0] + timedelta(draw(st.sampled_from([10, 100, 200])))
    changed = given_fields(
        target=draw(maybe(WHOLE.filter(bool), 2)), by=draw(maybe(st.just(window[1] + timedelta(92))))
    )
    return [{"from": since, "document": PAPER, **(changed or {"target": target + 1})}]


@st.composite
def _maintain(draw: Any, window: tuple[date, date]) -> dict[str, Any]:
    return {"unit": draw(st.sampled_from(UNITS)), "target": draw(WHOLE), "direction": draw(st.sampled_from(["up", "down"])),
            **given_fields(tolerance=draw(maybe(st.sampled_from([1, 5]))), strict=draw(maybe(st.just(True), 5)))}  # fmt: skip


@st.composite
def _cap(draw: Any, window: tuple[date, date]) -> dict[str, Any]:
    return {"unit": "起", "target": draw(WHOLE), **given_fields(
        per=draw(maybe(st.sampled_from(["year", "quarter", "month"]), 4)), strict=draw(maybe(st.just(True), 5)),
        revisions=draw(maybe(_revisions(window, 8), 5)))}  # fmt: skip


@st.composite
def _change(draw: Any, window: tuple[date, date]) -> dict[str, Any]:
    target = draw(st.sampled_from([-20, -5, 0, 5, 20]))
    return {"unit": "万元", "target": target, **given_fields(
        direction=draw(st.sampled_from(["up", "down"])) if not target else None,
        baseline=draw(maybe(WHOLE)), strict=draw(maybe(st.just(True), 5)))}  # fmt: skip


@st.composite
def _milestone(draw: Any, window: tuple[date, date]) -> dict[str, Any]:
    days = st.sampled_from([p.end for p in _quarters(*window)] + [window[1]]).filter(
        lambda day: window[0] <= day <= window[1]
    )
    nodes = draw(maybe(st.dictionaries(st.sampled_from("甲乙丙"), days, min_size=1), 2))
    moved = {"by": window[1] + timedelta(92)} | ({"nodes": {"甲": window[1] + timedelta(92)}} if nodes else {})
    revision = {"from": window[0] + timedelta(draw(st.sampled_from([10, 100]))), "document": PAPER, **moved}
    return given_fields(nodes=nodes, per=draw(maybe(st.just("year"), 6)), revisions=draw(maybe(st.just([revision]), 6)))


@st.composite
def _rank(draw: Any, window: tuple[date, date]) -> dict[str, Any]:
    return {"unit": "位", **given_fields(
        target=draw(maybe(st.integers(1, 10), 2)), baseline=draw(maybe(st.integers(1, 20), 2)),
        strict=draw(maybe(st.just(True), 5)))}  # fmt: skip


def _qualitative(window: tuple[date, date]) -> Any:
    return st.just({})


_OWN: dict[str, Any] = {
    "cumulative": lambda window: _amounts(window, level=False), "level": lambda window: _amounts(window, level=True),
    "maintain": _maintain, "cap": _cap, "change": _change, "milestone": _milestone, "rank": _rank,
    "qualitative": _qualitative,
}  # fmt: skip
KINDS = tuple(_OWN)


def _quarters(start: date, end: date) -> list[Period]:
    made = [periods.holding(start, "quarter")]
    while made[-1].end < end:
        made.append(made[-1].following())
    return made


@st.composite
def values(draw: Any, indicator: dict[str, Any], period: Period, late: bool = False) -> Any:
    """One report on an indicator, or what says that there is none; `late`: more often handed in late."""
    kind, unit = indicator["kind"], indicator.get("unit", "")
    chance = draw(st.integers(0, 24))
    if chance == 24:
        return draw(st.sampled_from(["-", "", "约十", None]))
    if chance == 23:
        return {"none": True}
    if kind == "milestone":
        made = draw(_done(indicator, period))
    elif kind == "qualitative":
        made = {
            "value": draw(st.sampled_from(["正常", "缓慢", "停滞"])),
            **given_fields(confirmed=draw(maybe(st.just(True), 2))),
        }
    else:
        amount = draw(WHOLE if unit in ("个", "起") else st.integers(1, 20) if kind == "rank" else HALF)
        made = {"value": amount}
        if kind == "change":
            made |= given_fields(last_year=draw(maybe(WHOLE, 2)))
        if unit in ("%", "分"):
            made |= given_fields(n=draw(maybe(st.sampled_from([5, 100]), 6)), confirmed=draw(maybe(st.just(True), 8)))
    if chance == 22:
        made |= FALSE
    elif chance in (20, 21):
        made |= CORRECTED
    if chance in range(10 if late else 17, 20):
        made["submitted"] = period.end + timedelta(draw(st.sampled_from([-40, 15, 40, 120])))
    return made["value"] if list(made) == ["value"] else made


@st.composite
def _done(draw: Any, indicator: dict[str, Any], period: Period) -> dict[str, Any]:
    day = st.sampled_from([period.start, period.end - timedelta(50)])
    if "nodes" in indicator:
        names = [name for name in sorted(indicator["nodes"]) if draw(st.booleans())]
        return {"nodes": {name: draw(st.one_of(day, day, st.just(False))) for name in names}}
    chance = draw(st.integers(1, 6))
    if chance == 6:
        return {"done": draw(day)}
    if chance in (4, 5) and "by" not in indicator:
        return {"planned": period.end + timedelta(draw(st.sampled_from([20, 100, 300]))), "reason": "征地"}
    return {"progress": 60} if chance == 3 else {"done": False}


def _summed(end: date) -> list[dict[str, Any]]:
    """A total with two parts, of which one is said twice."""
    count = {"kind": "cumulative", "unit": "个", "by": end}
    return [{"id": "1x", **count, "target": 40, "parts": ["1y", "1z"]}, {"id": "1y", **count, "target": 30},
            {"id": "1z", **count, "target": 10, "same_target": "1w"}, {"id": "1w", **count, "target": 10}]  # fmt: skip


def _sum_up(own: dict[str, Any], off: int) -> None:
    """Let the total be the sum of its parts, or off."""
    parts = [own.get("1y"), own.get("1w")]
    own.pop("1z", None)
    amounts = [part.get("value") if isinstance(part, dict) else part for part in parts]
    if "1x" in own and all(isinstance(amount, int) for amount in amounts):
        total = sum(amounts) + off  # type: ignore[arg-type]
        own["1x"] = {**own["1x"], "value": total} if isinstance(own["1x"], dict) and "value" in own["1x"] else total


@st.composite
def cases(
    draw: Any, kinds: tuple[str, ...] = KINDS, most: int = 6, late: bool = False, summed: bool = False
) -> dict[str, Any]:
    """A whole case: plan, reports by period, what is partial, the day of the run."""
    rhythm, rarer = draw(
        st.sampled_from([("quarter", ["half", "year"])] * 2 + [("month", ["quarter", "year"]), ("half", ["year"])])
    )
    span = [Period(rhythm, 2022, 1)]
    while len(span) < draw(st.integers(1, 8)):
        span.append(span[-1].following())
    chosen = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=most))
    items = [{"id": f"1{chr(97 + n)}", **draw(indicators(kind, span, rarer))} for n, kind in enumerate(chosen)]
    if most > 4 and (summed or draw(st.integers(1, 4)) == 4):
        items = items[: most - 4] + _summed(span[-1].end)
    reports: dict[str, Any] = {}
    for period in span:
        if period is not span[-1] and draw(st.integers(1, 8)) == 8:
            continue  # nobody handed in a file
        known = [item for item in items if draw(st.integers(1, 7)) < 7]
        reports[str(period)] = {item["id"]: draw(values(item, period, late)) for item in known}
        _sum_up(reports[str(period)], draw(st.sampled_from([0, 0, 1])))
    exempt = draw(maybe(st.sampled_from(span), 4))
    plan = {
        "every": rhythm, "start": span[0].start, "end": span[-1].end + timedelta(draw(st.sampled_from([0, 20, 184, 184]))),
        "profile": draw(st.sampled_from(PROFILES)), "issued": draw(st.sampled_from(["2021-12-20", "2022-05-16"])),
        "exemptions": [] if exempt is None else [
            {"indicator": items[0]["id"], "from": exempt.start, "until": exempt.end, "reason": "疫情", "document": PAPER}],
    }  # fmt: skip
    return {
        "indicators": items, "plan": plan, "reports": reports, "partial": draw(maybe(st.just([str(span[-1])]), 9)) or [],
        "on": span[-1].end + timedelta(draw(st.sampled_from([5, 9, 40, 200]))),
    }  # fmt: skip
