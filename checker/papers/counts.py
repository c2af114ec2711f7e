"""What a text template is given of a plan and period: counts, units, and the items in the order of a paper."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction

from checker import kinds
from checker.judging import scoring
from checker.locale import Speaker
from checker.model import Light, Profile, Reason, Status, Verdict, periods
from checker.model.numbers import show
from checker.model.periods import Period
from checker.papers.facts import Facts, called, group, item, leads
from checker.words.amounts import part as share
from checker.words.amounts import written
from checker.words.gravity import greens
from checker.words.units import by_unit
from checker.words.view import View

GROUPS = ("false", "returned", "missing", "tasks", "standards", "ahead")
_BAD = (Light.RED, Light.YELLOW)
_RANK = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


def part(view: View, day: date, newest: bool) -> Facts:
    """The facts of one plan and period; `newest` is the last of the plan's periods in the paper."""
    a, plan = view.assessment, view.assessment.plan
    known = {v.indicator.id: item(view, v, day) for v in a.counted}
    locality = str(view.library.localities.get(plan.locality, {}).get("name", ""))
    bad = sorted((v for v in a.counted if v.light in _BAD), key=gravity)
    sorted_ = {name: [known[v.indicator.id] for v in bad if group(v) == name] for name in GROUPS}
    return {
        "plan": plan.id, "title": plan.title, "number": plan.number, "locality": locality, "newest": newest,
        "year_in_title": str(a.period.end.year) in plan.title[:4], "period": span(a.period),
        "every": plan.reporting.every, "cut_off": a.cut_off.isoformat(), "due": a.due.isoformat(),
        "lines": lines(a.profile), "partial": a.partial,
        **lights(a.counted), "change": change(a.counted), "units": units(view), **sorted_,
        "red_units": len(by_unit(v for v in bad if v.light is Light.RED)),
        "listed": [known[v.indicator.id] for v in bad], "all": list(known.values()),
        "pending": sum(v.reason is Reason.PENDING for v in a.counted),
        "late": sum(v.status is Status.LATE for v in a.counted),
        "running": sum(v.light is Light.RED and v.streak > 1 for v in a.counted),
        "lead_of_false": list(dict.fromkeys(leads(view, v)[0] for v in bad if group(v) == "false")),
        "again": view.library.calendar.after(day, plan.reporting.due).isoformat(),
        "ahead_of": following(view) if newest else {}, "near": near(a.counted, a.cut_off),
    }  # fmt: skip


def lines(profile: Profile) -> Facts:
    """The profile's lines: shares of what is expected by now, or how many points may be missing."""
    unit = Fraction(100) if profile.basis == "ratio" else Fraction(-1)
    return {"title": profile.title, "basis": profile.basis, "green": show(profile.green * unit),
            "yellow": show(profile.yellow * unit)}  # fmt: skip


def span(period: Period) -> Facts:
    """A period as the filter `span` takes it."""
    return {"year": period.year, "every": period.every, "index": period.index}


def period(found: Period, say: Speaker) -> str:
    """A period as papers write it: 2022年第三季度, 2022年上半年."""
    index = "" if found.every == "year" else f"-{found.index}"
    return say(f"paper.period.{found.every}{index}", year=found.year)


def gravity(v: Verdict) -> tuple[object, ...]:
    """False data first, then what has been bad longest, red before yellow, then by how far completion lies behind."""
    return (v.reason is not Reason.FALSE_DATA, v.light is not Light.RED, -v.streak, v.gap is None, v.gap or 0)


def lights(verdicts: Sequence[Verdict]) -> Facts:
    """The lights counted with their shares, and the parts of green, red and grey."""
    count = {light.value: sum(v.light is light for v in verdicts) for light in Light}
    shares = {f"{name}_share": written(share(n, len(verdicts))) for name, n in count.items()}
    green = greens(verdicts)
    red = [group(v) for v in verdicts if v.light is Light.RED]
    return {"indicators": len(verdicts), **count, **shares, "completed": green.completed, "waiting": green.not_due,
            "met": green.reached, "red_missing": red.count("missing"),
            "red_returned": red.count("returned"), "red_false": red.count("false"),
            "red_behind": len(red) - red.count("missing") - red.count("returned")}  # fmt: skip


def change(verdicts: Iterable[Verdict]) -> Facts:
    """Against the lights of the period before; empty where there is none."""
    known = [v for v in verdicts if v.past]
    last = periods.parse(known[0].past[-1].period) if known else None
    if last is None:
        return {}
    more = {light.value: sum((v.light is light) - (v.past[-1].light is light) for v in known) for light in Light}
    moved = [(_RANK.get(v.past[-1].light), _RANK.get(v.light)) for v in known]
    both = [(before, now) for before, now in moved if before is not None and now is not None]
    return {"period": span(last), **more, "better": sum(before > 0 and now == 0 for before, now in both),
            "worse": sum(now > before for before, now in both)}  # fmt: skip


def units(view: View) -> list[Facts]:
    """The asked units, those with most red and then most yellow lights first."""
    a, made = view.assessment, []
    owned = by_unit(a.counted)
    for standing in a.units:
        own, tally = owned.get(standing.name, []), standing.tally
        if standing.name == scoring.NOBODY:
            continue
        made.append({
            "name": called(view, standing.name), "indicators": tally.indicators, "green": tally.green,
            "yellow": tally.yellow, "red": tally.red, "grey": tally.grey,
            "missing": sum(group(v) == "missing" and v.light in _BAD for v in own),
            "returned": sum(group(v) == "returned" and v.light in _BAD for v in own),
            "spotless": bool(tally.green) and tally.green == tally.indicators,
            "judges": standing.name in view.office.unranked,
        })  # fmt: skip
    return sorted(made, key=lambda unit: (-int(unit["red"]), -int(unit["yellow"]), -int(unit["missing"])))


def near(verdicts: Iterable[Verdict], cut_off: date) -> Facts:
    """What falls due by the end of the year and is open, and how much of it is red or yellow."""
    end = date(cut_off.year, 12, 31)
    done = (Reason.COMPLETED, Reason.EXEMPT)
    found = [v for v in verdicts if v.reason not in done and cut_off < v.moment.end <= end
             and kinds.of(v.indicator).ends(v.indicator)]  # fmt: skip
    return {"count": len(found), "bad": sum(v.light in _BAD for v in found), "by": end.isoformat()}


def following(view: View) -> Facts:
    """The plan's next period and when its report is due; empty where there is none."""
    a = view.assessment
    after = periods.holding(a.cut_off + timedelta(days=1), a.period.every)
    if after.start > a.plan.end:
        return {}
    due = view.library.calendar.due(a.plan.reporting, after)
    return {"period": span(after), "cut_off": after.end.isoformat(), "due": due.isoformat()}


def newest(views: Sequence[View]) -> set[int]:
    """The places of the views that hold the last period of their plan: only that one has a next."""
    last: Mapping[str, date] = {
        plan: max(v.assessment.cut_off for v in views if v.assessment.plan.id == plan)
        for plan in {v.assessment.plan.id for v in views}
    }
    return {n for n, v in enumerate(views) if last[v.assessment.plan.id] == v.assessment.cut_off}
