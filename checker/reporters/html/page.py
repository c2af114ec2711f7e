"""What the dashboard shows, as plain values and words: the template only arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import templates
from checker.judging import scoring
from checker.model import Light, Reason, Status
from checker.papers.counts import period
from checker.reporters.html import lists, parts
from checker.reporters.html.charts import SPARK_HEIGHT, SPARK_WIDTH, WIDTH
from checker.reporters.html.points import points
from checker.reporters.html.reds import FIRST, Red, reds
from checker.reporters.html.rows import Places, groups
from checker.words.view import View, illustrative

COLUMNS = ("light", "name", "value", "by", "progress", "trend", "streak", "sentence")
SORTABLE = ("light", "progress", "by", "streak")
SORTS = ("news", "plan", *SORTABLE)
SECTIONS = ("totals", "heat", "units", "list", "coming", "returned", "owed", "cases", "clerk")
RED_HEADS = ("name", "units", "value", "gap", "why", "running")
LIGHTS = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)
"""What is to be looked at first."""


class Earlier(NamedTuple):
    """A period before the one in full: its counts and its red lights."""

    period: str
    bar: tuple[parts.Part, ...]
    reds: list[Red]


def page(views: Sequence[View], words: Path | None = None) -> dict[str, Any]:
    """Collect one page: an overview where there are several plans, then a board each; `words` are an office's own.

    Of a plan's periods the newest is told in full, the earlier ones in short.
    """
    say = views[0].say

    word = templates.words(say, "dashboard.")
    plans = _plans(views)
    several = len(plans) > 1
    boards = [board(view, f"b{n}-", earlier, words, several) for n, (view, earlier) in enumerate(plans, 1)]
    return {
        "lang": "en" if say.lang == "en" else "zh-CN", "say": templates.words(say), "word": word, "boards": boards,
        "several": several, "title": word("several", count=len(boards)) if several else boards[0]["title"],
        "illustrative": say("illustrative") if illustrative(views) else "",
        # where all are made up, saying so once at the top is enough
        "mixed": illustrative(views) and not all(view.assessment.illustrative for view in views),
        "differing": len({b["period"] for b in boards}) > 1,
        "grid": {"width": WIDTH, "spark_width": SPARK_WIDTH, "spark_height": SPARK_HEIGHT},
        "days": lists.DAYS, "first": FIRST, "heads": [column.head for column in boards[0]["units"].columns],
    }  # fmt: skip


def _plans(views: Sequence[View]) -> list[tuple[View, list[View]]]:
    """Each plan's newest view with the earlier ones, the newest of these first."""
    plans: dict[str, list[View]] = {}
    for view in views:
        plans.setdefault(view.assessment.plan.id, []).append(view)
    ordered = (sorted(own, key=lambda view: view.assessment.cut_off, reverse=True) for own in plans.values())
    return [(newest, earlier) for newest, *earlier in ordered]


def board(
    view: View, prefix: str, earlier: Sequence[View] = (), words: Path | None = None, several: bool = False
) -> dict[str, Any]:
    """Collect everything of one assessment. Ids on the page start with `prefix`; heads of `several` stand one lower."""
    a, say = view.assessment, view.say
    counted = [v for v in view.verdicts() if not v.same]
    units = list(dict.fromkeys(unit for v in view.verdicts() for unit in v.measure.asked or (scoring.NOBODY,)))
    domains = [key for key, _ in view.by_domain()]
    places = Places({unit: n for n, unit in enumerate(units)}, {key: n for n, key in enumerate(domains)})
    told, quiet = groups(view, prefix, places)
    back, missing = lists.without_value(view, prefix)
    red = reds(view, prefix)
    sections = [key for key in SECTIONS if key != "cases" or view.beside.cases]
    when = period(a.period, say)

    def named(kind: str, keys: Sequence[str]) -> list[tuple[str, str]]:
        return [(key, say(f"dashboard.{kind}.{key}")) for key in keys]

    return {
        "prefix": prefix, "level": 3 if several else 2, "titled": f" {prefix}title" if several else "",
        "of": say("bracket", text=f"{a.plan.title} {when}") if several else "",
        "title": a.plan.title, "locality": locality(view), "period": when,
        "cut_off": say.day(a.cut_off), "number": a.plan.number, "state": state(view), "head": head(view),
        "illustrative": a.illustrative, "points": points(view, words), "narrowed": narrowed(view),
        "reds": red, "reds_hint": say("dashboard.reds.hint", count=len(red)) if red else "",
        "more_reds": say("dashboard.more-reds", count=len(red) - FIRST) if len(red) > FIRST else "",
        "totals": a.totals, "figures": parts.figures(view), "bar": parts.bar(view, a.totals),
        "course": parts.course(view), "earlier": [_earlier(each) for each in earlier],
        "heat": parts.heat(view, prefix), "satisfaction": view.beside.satisfaction,
        "cases": lists.supporting(view, prefix), "columns": named("column", COLUMNS),
        "sortable": SORTABLE, "sorts": named("sort", SORTS), "sections": named("part", sections),
        "red_heads": named("red", RED_HEADS), "groups": told, "quiet": quiet,
        "quiet_hint": say("dashboard.group.quiet", count=quiet[0].number) if quiet else "",
        "shown": len(counted), "again": len(view.verdicts()) - len(counted),
        "lights": [(light.value, view.light(light), sum(v.light is light for v in counted)) for light in LIGHTS],
        "units": parts.ranked(view, "unit"), "domains": parts.ranked(view, "domain"),
        "unit_names": [view.unit(unit) for unit in units], "unit_at": places.units,
        "domain_names": [view.domain(key) for key in domains], "domain_at": places.domains,
        "coming": lists.coming(view, prefix), "returned": back, "owed": missing, "joint": lists.joint(view),
        "problems": lists.problems(view, prefix), "problem_counts": lists.summary(view),
    }  # fmt: skip


def _earlier(view: View) -> Earlier:
    a = view.assessment
    return Earlier(period(a.period, view.say), parts.bar(view, a.totals), reds(view, ""))


def locality(view: View) -> str:
    """The locality's name."""
    entry = view.library.localities.get(view.assessment.plan.locality, {})
    return str(entry.get("english" if view.say.lang == "en" else "name", view.assessment.plan.locality))


def state(view: View) -> str:
    """How much of what was owed is there, in a line; what there is none of is left out."""
    owed = [v for v in view.assessment.counted if v.status is not Status.NOT_DUE or v.reason is Reason.PENDING]
    back = sum(v.status is Status.RETURNED for v in owed)
    done = sum(v.status in (Status.ON_TIME, Status.LATE) for v in owed)
    counts = (("owed", len(owed)), ("done", done), ("late", sum(v.status is Status.LATE for v in owed)),
              ("back", back), ("missing", len(owed) - done - back))  # fmt: skip
    told = [view.say(f"dashboard.state.{name}", count=count) for name, count in counts if count or name == "done"]
    return view.say("dashboard.state.join").join(told)


def head(view: View) -> list[tuple[str, str]]:
    """How the lights were found, for the clerk: each a label and a text."""
    a, say = view.assessment, view.say
    issuer = str(a.plan.document.get("issuer", ""))
    return [
        *([(say("dashboard.number"), a.plan.number)] if a.plan.number else []),
        *([(say("dashboard.issuer"), issuer)] if issuer else []),
        (say("dashboard.cut-off"), say.day(a.cut_off)),
        (say("dashboard.on"), say.day(a.on)),
        (say("dashboard.due"), say("dashboard.due.text", due=say.day(a.due), grace=say.day(a.grace_end))),
        (say("head.profile"), view.profile()),
    ]


def narrowed(view: View) -> str:
    """Say what the list leaves out, empty where it shows all."""
    narrowing, say = view.narrowing, view.say
    kept = [narrowing.light and say(f"light.{narrowing.light}"), narrowing.unit,
            narrowing.domain and view.domain(narrowing.domain)]  # fmt: skip
    return say("dashboard.narrowed", kept=say("join").join(word for word in kept if word)) if any(kept) else ""
