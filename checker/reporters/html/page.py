"""What the dashboard shows, as plain values and words: the template only arranges them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from checker.files import templates
from checker.judging import scoring
from checker.model import Light
from checker.reporters.html import parts
from checker.reporters.html.charts import SPARK_HEIGHT, SPARK_WIDTH, TARGET, WIDTH
from checker.reporters.html.rows import row
from checker.words.view import View, illustrative

COLUMNS = ("light", "name", "value", "progress", "trend", "by", "streak", "sentence")


def page(views: Sequence[View]) -> dict[str, Any]:
    """Collect one page: an overview where there are several assessments, then a board each."""
    say = views[0].say

    word = templates.words(say, "dashboard.")
    boards = [board(view, f"b{place}-") for place, view in enumerate(views, 1)]
    titles = list(dict.fromkeys(view.assessment.plan.title for view in views))
    return {
        "lang": "en" if say.lang == "en" else "zh-CN", "say": templates.words(say), "word": word, "boards": boards,
        "several": len(boards) > 1, "title": titles[0] if len(titles) == 1 else word("several", count=len(boards)),
        "illustrative": say("illustrative") if illustrative(views) else "",
        # where all are made up, saying so once at the top is enough
        "mixed": illustrative(views) and not all(view.assessment.illustrative for view in views),
        "grid": {"width": WIDTH, "target": TARGET, "spark_width": SPARK_WIDTH, "spark_height": SPARK_HEIGHT,
                 "bar": parts.BAR},
        "days": parts.DAYS,
    }  # fmt: skip


def board(view: View, prefix: str) -> dict[str, Any]:
    """Collect everything of one assessment. Ids on the page start with `prefix`."""
    a = view.assessment
    groups = [
        {"key": key, "name": view.domain(key), "rows": [row(view, v, prefix) for v in verdicts]}
        for key, verdicts in view.by_domain()
    ]
    units = dict.fromkeys(unit for v in view.verdicts() for unit in v.measure.asked or (scoring.NOBODY,))
    return {
        "prefix": prefix, "title": a.plan.title, "locality": locality(view), "period": view.period(),
        "document": dict(a.plan.document), "head": head(view), "illustrative": a.illustrative,
        "totals": a.totals, "bar": parts.bar(view, a.totals), "course": parts.course(view),
        "heat": parts.heat(view, prefix), "columns": COLUMNS, "groups": groups, "narrowed": narrowed(view),
        "shown": sum(len(group["rows"]) for group in groups),
        "units": parts.ranked(view, "unit"), "domains": parts.ranked(view, "domain"),
        "unit_names": [view.unit(unit) for unit in units], "unit_at": {unit: at for at, unit in enumerate(units)},
        "coming": parts.coming(view, prefix), "owed": parts.owed(view, prefix),
        "problems": parts.problems(view, prefix), "reported": view.reported(),
        "shares": parts.shares(a.totals), "light_texts": {light.value: view.light(light) for light in Light},
        "light_counts": {light.value: sum(v.light is light for v in view.verdicts()) for light in Light},
    }  # fmt: skip


def locality(view: View) -> str:
    """The locality's name."""
    entry = view.library.localities.get(view.assessment.plan.locality, {})
    return str(entry.get("english" if view.say.lang == "en" else "name", view.assessment.plan.locality))


def head(view: View) -> list[tuple[str, str]]:
    """The facts under the title: each a label and a text."""
    a, say = view.assessment, view.say
    return [
        *([(say("dashboard.number"), a.plan.number)] if a.plan.number else []),
        (say("head.period"), view.period()),
        (say("dashboard.cut-off"), say.day(a.cut_off)),
        (say("dashboard.on"), say.day(a.on)),
        (say("dashboard.due"), say("dashboard.due.text", due=say.day(a.due), grace=say.day(a.grace_end))),
        (say("head.reported"), view.reported()),
        (say("head.profile"), view.profile()),
    ]


def narrowed(view: View) -> str:
    """Say what the list leaves out, empty where it shows all."""
    narrowing, say = view.narrowing, view.say
    if not any(narrowing):
        return ""
    kept = [narrowing.light and say(f"light.{narrowing.light}"), narrowing.unit,
            narrowing.domain and view.domain(narrowing.domain)]  # fmt: skip
    return say("dashboard.narrowed", kept=say("join").join(word for word in kept if word))
