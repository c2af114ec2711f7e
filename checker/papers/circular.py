"""通报: assessments → the text of the circular as plain data, one source for Word, Markdown and HTML.

一、总体情况 二、主要问题 三、工作要求, and three annexes. What is to be done to a unit is proposed only; people decide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from checker.model import Light, Reason, Verdict
from checker.papers import annexes, demands, situation
from checker.papers.items import item, missing, period, returned, unit_list
from checker.papers.paper import Annex, Letterhead, Paragraph, numbered, some, title_lines
from checker.words.view import View, illustrative

LONGEST = 4000
"""Characters of a document for a special task (整治形式主义为基层减负若干规定, 2024)."""
_IN_BODY = 12


class Circular(NamedTuple):
    """The circular, ready to be set: every text is said."""

    draft: str
    illustrative: str
    head: str
    number: str
    title: tuple[str, ...]
    to: str
    paragraphs: tuple[Paragraph, ...]
    enclosures: tuple[str, ...]
    issuer: str
    day: str
    cc: str
    printed: str
    annexes: tuple[Annex, ...]

    @property
    def length(self) -> int:
        """Characters of the body, without the annexes."""
        return sum(len(p.head) + len(p.text) for p in self.paragraphs)


def compose(views: Sequence[View], letter: Letterhead) -> Circular:
    """Write the circular on one assessment or several."""
    say = views[0].say
    plan = views[0].assessment.plan
    issuer = letter.issuer or plan.document["issuer"]
    body = [*_opening(views), *_overview(views), *_problems(views), *demands.demands(views, letter.day)]
    made = annexes.annexes(views)
    day = say.day(letter.day)
    return Circular(
        draft="" if letter.final else say("circular.draft"),
        illustrative=say("circular.illustrative") if illustrative(views) else "",
        head=say("circular.head", issuer=issuer), issuer=issuer, day=day,
        number=letter.number or say("circular.number", year=letter.day.year),
        title=_title(views), to=say("circular.to", to=letter.to.rstrip("：:") or say("circular.to.all")),
        paragraphs=numbered(body, say),
        enclosures=tuple(f"{n}.{annex.title}" for n, annex in enumerate(made, 1)),
        cc=say("circular.cc", cc=letter.cc.rstrip("。.")) if letter.cc else "",
        printed=say("circular.printed", day=day), annexes=made,
    )  # fmt: skip


def _title(views: Sequence[View]) -> tuple[str, ...]:
    """A title breaks between its parts: what, of when, of which sort."""
    say = views[0].say
    plans = list(dict.fromkeys(view.assessment.plan.title for view in views))
    spans = list(dict.fromkeys(period(view.assessment.period, say) for view in views))
    more = say("circular.title.more", count=len(plans)) if len(plans) > 1 else ""
    locality = str(views[0].library.localities.get(views[0].assessment.plan.locality, {}).get("name", ""))
    place = locality if locality and plans[0].startswith(locality) and len(plans[0]) > 18 else ""
    span = some(spans, say, 2) if len(plans) == 1 or len(spans) == 1 else ""
    pieces = [say("circular.title.on") + place, plans[0].removeprefix(place), more, span, say("circular.title.end")]
    return title_lines([pieces[0] + pieces[1], *pieces[2:]] if not place else pieces)


def _opening(views: Sequence[View]) -> Iterator[Paragraph]:
    say = views[0].say
    if illustrative(views):
        yield Paragraph(0, "", say("circular.illustrative"))
    named = some((view.named() for view in views), say, 3)
    spans = some((say("circular.span", period=period(a.period, say), cut_off=say.day(a.cut_off))
                  for a in (view.assessment for view in views)), say, 4)  # fmt: skip
    yield Paragraph(0, "", say("circular.opening", plans=named, spans=spans))


def _each(views: Sequence[View]) -> Iterator[tuple[View, int, list[Paragraph]]]:
    """Each assessment with the level of its heads and, among several, the head that names it."""
    for view in views:
        head = [Paragraph(2, _name(view))] if len(views) > 1 else []
        yield view, 2 + bool(head), head


def _name(view: View) -> str:
    a = view.assessment
    return view.say("circular.name", title=a.plan.title, period=period(a.period, view.say))


def _overview(views: Sequence[View]) -> Iterator[Paragraph]:
    """一、总体情况."""
    yield Paragraph(1, views[0].say("circular.heading.overview"))
    for view, level, head in _each(views):
        yield from head
        for name, tell in (("lights", situation.lights), ("domains", situation.domains),
                           ("reports", situation.reports), ("change", situation.change)):  # fmt: skip
            yield Paragraph(level, view.say(f"circular.heading.{name}"), tell(view))


def _problems(views: Sequence[View]) -> Iterator[Paragraph]:
    """二、主要问题: red first, then repeated yellow, then units that did not report."""
    yield Paragraph(1, views[0].say("circular.heading.problems"))
    for view, level, head in _each(views):
        verdicts, say = view.assessment.counted, view.say
        yield from head
        unreported = sum(v.reason is Reason.UNREPORTED for v in verdicts)
        red = [v for v in verdicts if v.light is Light.RED and v.reason is not Reason.UNREPORTED]
        text = say("circular.red" if red else "circular.red.none", count=len(red))
        text += say("circular.red.unreported", count=unreported) if unreported else ""
        yield Paragraph(level, say("circular.heading.red"), text)
        yield from _items(view, red, level + 1, 2)
        yellow = [v for v in verdicts if v.light is Light.YELLOW and v.streak > 1]
        text = say("circular.yellow" if yellow else "circular.yellow.none", count=len(yellow))
        yield Paragraph(level, say("circular.heading.yellow"), text)
        yield from _items(view, yellow, level + 1, 1)
        yield Paragraph(level, say("circular.heading.missing"), _missing(view))


def _items(view: View, verdicts: list[Verdict], level: int, annex: int) -> Iterator[Paragraph]:
    """The gravest first; of very many the rest stands in the annex."""
    ordered = sorted(verdicts, key=lambda v: (-v.streak, v.gap is None, v.gap or 0))
    most = _IN_BODY if len(ordered) > _IN_BODY + 3 else len(ordered)
    for verdict in ordered[:most]:
        yield Paragraph(level, "", item(view, verdict))
    if most < len(ordered):
        say = view.say
        yield Paragraph(0, "", say("circular.rest", count=len(ordered) - most, annex=say("circular.annex", n=annex)))


def _missing(view: View) -> str:
    """Units that did not report, apart from those that are behind; returned values are named too."""
    say, groups, back = view.say, missing(view), returned(view)
    if not groups and not back:
        pending = any(v.reason is Reason.PENDING for v in view.assessment.counted)
        return say("circular.missing.pending" if pending else "circular.missing.none")
    text = say("circular.missing", units=unit_list(view, groups)) if groups else ""
    text += say("circular.missing.returned", units=unit_list(view, back)) if back else ""
    return text + say("circular.missing.annex", annex=say("circular.annex", n=3))
