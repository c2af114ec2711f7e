"""三、工作要求: dated, from the ladder. What is to be done to a unit is a proposal; people decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from checker.model import Light, Reason, Status, Verdict, periods
from checker.model.workdays import Calendar
from checker.papers.items import missing, returned
from checker.papers.paper import Paragraph, some
from checker.words.view import View

REPLY_DAYS = 10
_MORE = "circular.units"
_RUNGS = (4, 3, 2, 1)
_Owned = tuple[View, Verdict]


def reply_by(day: date, calendar: Calendar) -> date:
    """The day by which a unit answers: ten working days after the paper's date."""
    return calendar.after(day, REPLY_DAYS)


def demands(views: Sequence[View], day: date) -> Iterator[Paragraph]:
    """Write the section for all plans together; of a plan's periods the last one counts."""
    say, newest = views[0].say, _newest(views)
    yield Paragraph(1, say("circular.heading.demands"))
    yield from _mending(newest, day)
    yield from _reporting(newest, day)
    ahead = "".join(map(_ahead, newest))
    if ahead:
        yield Paragraph(2, say("circular.heading.ahead"), ahead)
    yield Paragraph(0, "", say("circular.proposals"))


def _mending(views: Sequence[View], day: date) -> Iterator[Paragraph]:
    """One line a rung, the gravest first."""
    say, calendar = views[0].say, views[0].library.calendar
    known = [(view, v) for view in views for v in view.assessment.counted if v.step]
    bad = sum(v.light is Light.RED for _, v in known)
    reply = say.day(reply_by(day, calendar))
    if not known:
        yield Paragraph(2, say("circular.heading.mending"), say("circular.mending.none"))
        return
    name = "circular.mending" if bad else "circular.mending.no-red"
    yield Paragraph(2, say("circular.heading.mending"), say(name, count=bad, reply=reply))
    for rung in _RUNGS:
        own = [(view, v) for view, v in known if v.step == rung]
        if own:
            units, items = some(_units(own), say, 10, _MORE), some((v.indicator.name for _, v in own), say, 4)
            yield Paragraph(3, "", say(f"circular.step.{rung}", count=len(own), units=units, items=items, reply=reply))


def _units(owned: Sequence[_Owned]) -> Iterator[str]:
    for view, verdict in owned:
        for unit in verdict.measure.asked or ("",):
            yield view.unit(unit)


def _reporting(views: Sequence[View], day: date) -> Iterator[Paragraph]:
    """What was not reported is to be reported, what was returned is to be checked, within the plan's own days."""
    say, text = views[0].say, ""
    for view in views:
        until = say.day(view.library.calendar.after(day, view.assessment.plan.reporting.due))
        silent = {v.indicator.id for own in missing(view).values() for v in own}
        back = {v.indicator.id for own in returned(view).values() for v in own}
        if silent:
            text += say("circular.reporting.missing", count=len(silent), until=until,
                        units=some(map(view.unit, missing(view)), say, 10, _MORE))  # fmt: skip
        if back:
            text += say("circular.reporting.returned", count=len(back), until=until,
                        units=some(map(view.unit, returned(view)), say, 10, _MORE))  # fmt: skip
        false = [v for v in view.assessment.counted if v.reason is Reason.FALSE_DATA]
        if false:
            names = some((v.indicator.name for v in false), say)
            text += say("circular.reporting.false", count=len(false), names=names,
                        units=some(_units([(view, v) for v in false]), say, 10, _MORE))  # fmt: skip
    if text:
        yield Paragraph(2, say("circular.heading.reporting"), text)


def _newest(views: Sequence[View]) -> list[View]:
    """The last period of each plan: only that one has a next."""
    found: dict[str, View] = {}
    for view in views:
        last = found.get(view.assessment.plan.id)
        if last is None or last.assessment.cut_off < view.assessment.cut_off:
            found[view.assessment.plan.id] = view
    return list(found.values())


def _ahead(view: View) -> str:
    """When the next report is due, and what falls due until its cut-off."""
    say, a = view.say, view.assessment
    following = periods.holding(a.cut_off + timedelta(days=1), a.period.every)
    if following.start > a.plan.end:
        return ""
    due = view.library.calendar.due(a.plan.reporting, following)
    done = (Reason.COMPLETED, Reason.EXEMPT)
    near = [v for v in a.counted if v.reason not in done and a.cut_off < v.moment.end <= following.end]
    text = say("circular.ahead", plan=a.plan.title, cut_off=say.day(following.end), due=say.day(due))
    if near:
        bad = sum(v.light in (Light.YELLOW, Light.RED) for v in near)
        text += say("circular.ahead.near", count=len(near), bad=bad, day=say.day(following.end))
    late = sum(v.status is Status.LATE for v in a.counted)
    return text + (say("circular.ahead.late", count=late) if late else "")
