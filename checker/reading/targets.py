"""What a catalogue says of its own targets: later documents, stages, parts and words must fit them (rules 5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from checker import kinds
from checker.files.yamlfile import Document
from checker.model import Finding, Indicator, Message, Plan, Revision, finding
from checker.model.numbers import show
from checker.model.periods import RECURRENCES, whole
from checker.model.units import COUNTED
from checker.reading import wording


class Window(NamedTuple):
    """First and last day of an indicator's target, and whether they are the plan's own."""

    start: date
    end: date


def check_targets(indicator: Indicator, window: Window, document: Document) -> Iterator[Finding]:
    """Check one indicator; `document` lies at it."""
    yield from _revisions(indicator, window, document)
    yield from _stages(indicator, window, document)
    yield from _words(indicator, document)
    kind, per = kinds.of(indicator), indicator.per
    if kind.LIMIT and indicator.unit not in COUNTED:
        yield _warning("cap-of-rate", indicator, document, "unit", found=indicator.unit or "—")
    if per and kind.RUNNING and window.start <= window.end:
        if whole(per, *_year_of(window)) is None and window.start.year == window.end.year:
            yield _warning("no-recurrence", indicator, document, "per", start=window.start, end=window.end)
        elif per == "year" and _cut(window):
            yield _warning("part-year", indicator, document, "per", start=window.start, end=window.end)


def _year_of(window: Window) -> tuple[date, date]:
    return window.start, min(window.end, date(window.start.year, 12, 31))


def _cut(window: Window) -> bool:
    """Tell whether the window begins or ends inside a year."""
    return (window.start.month, window.start.day) != (1, 1) or (window.end.month, window.end.day) != (12, 31)


def _revisions(indicator: Indicator, window: Window, document: Document) -> Iterator[Finding]:
    """A later document changes a target into a target, not before it begins, and once a day."""
    seen: dict[date, Revision] = {}
    for place, revision in enumerate(indicator.revisions):
        at = document.under("revisions", place)
        facts = {"indicator": indicator.id, "document": revision.document}
        if revision == Revision(revision.since, revision.document):
            yield finding("empty-revision", document.where("revisions", place), document=revision.document)
        if revision.by is not None and revision.by < window.start:
            yield finding("revision-before-start", at.where("by"), by=revision.by, start=window.start, **facts)
        if revision.target is not None and (why := _no_target(indicator, revision.target)):
            yield finding("revision-no-target", at.where("target"), found=show(revision.target, 6), why=why, **facts)
        if indicator.nodes and revision.by is not None and not revision.nodes:
            yield finding("revision-of-nodes", at.where("by"), **facts)
        if (other := seen.get(revision.since)) is not None and other._replace(document="") != revision._replace(
            document=""
        ):
            yield finding("revision-twice", at.where("from"), found=revision.since, **facts)
        seen[revision.since] = revision
        yield from _revised(indicator.revised(revision.since), revision, window, at)


def _revised(then: Indicator, revision: Revision, window: Window, document: Document) -> Iterator[Finding]:
    """The nodes and stages of a later document, against the target as it is from then on."""
    for node, day in revision.nodes:
        if then.by and day > then.by:
            yield finding("node-after-by", document.where("nodes", node), found=day, by=then.by)
    window = window._replace(end=then.by or window.end)  # what has stages has no nodes
    yield from _stages(then._replace(schedule=revision.schedule), window, document)


def _no_target(indicator: Indicator, target: Fraction) -> Message | None:
    """Say why a number cannot be this indicator's target."""
    kind = kinds.of(indicator)
    least = Fraction(1) if kind.SCALE == "place" else Fraction(0)
    if kind.SCALE in ("nodes", "grade"):
        return Message("why.no-number")
    if kind.REPORTS == "change":
        turned = indicator.target is not None and target * indicator.target < 0
        return Message("why.turned") if turned else None
    if target < least or (target == 0 and kind.RUNNING and not kind.LIMIT):
        return Message("why.too-small", {"least": show(least)})
    share = indicator.unit == "%" and not indicator.unbounded and not kind.RUNNING
    return Message("why.no-share") if share and target > 100 else None


def _stages(indicator: Indicator, window: Window, document: Document) -> Iterator[Finding]:
    """The stages of a schedule: one a day within the window, on the way from B to the target (of the year)."""
    days: dict[date, str] = {}
    target, start = indicator.target, indicator.baseline
    times = RECURRENCES.get(indicator.per, 1)  # a level recurs by the year only
    for period, amount in indicator.schedule:
        where = document.where("schedule", period, key=True)
        if period.end in days:
            yield finding("stage-twice", where, found=str(period), first=days[period.end], day=period.end)
        days[period.end] = str(period)
        if not window.start <= period.end <= window.end:
            yield finding("node-outside", where, found=period, start=window.start, end=window.end)
        if target is None:
            continue
        up, goal = kinds.of(indicator).up(indicator) or kinds.of(indicator).LIMIT, target * times
        least = start if start is not None or not up else Fraction(0)
        before = least is not None and (amount < least if up else amount > least)
        if before or (amount > goal if up else amount < goal):
            yield finding("stage-beyond", where, found=show(amount, 6), target=show(goal, 6))


def _words(indicator: Indicator, document: Document) -> Iterator[Finding]:
    """The number must stand in the words it was copied from."""
    for field, amount in wording.missing(indicator):
        yield _warning("not-in-words", indicator, document, field, found=show(amount, 6), words=indicator.as_written)


def check_together(plan: Plan, document: Document, ids: Mapping[str, tuple[object, ...]]) -> Iterator[Finding]:
    """Check what several indicators say together: parts and targets that are said twice."""
    known = {indicator.id: indicator for _, indicator in plan.indicators()}
    for name, indicator in known.items():
        path = ("measures", ids[name][0], "indicators", ids[name][1])
        parts = [known[part].target for part in indicator.parts if part in known]
        amounts = [amount for amount in parts if amount is not None]
        whole_known = bool(indicator.parts) and len(amounts) == len(indicator.parts)
        if whole_known and indicator.target is not None and sum(amounts) != indicator.target:
            where, total = document.where(*path, "parts"), Fraction(sum(amounts))
            target = show(indicator.target, 6)
            yield finding("parts-do-not-add-up", where, indicator=name, sum=show(total, 6), target=target)
        other = known.get(indicator.same_target)
        if indicator.same_target and (other is None or other is indicator or other.same_target):
            yield finding(
                "same-target", document.where(*path, "same_target"), found=indicator.same_target, indicator=name
            )


def _warning(code: str, indicator: Indicator, document: Document, field: str, **facts: Any) -> Finding:
    return finding(code, document.where(field), indicator=indicator.id, **facts)
