"""What a schema cannot say of a plan: ids, dates, targets, parts, exemptions, and what a reader should look at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import date
from fractions import Fraction

from checker import kinds
from checker.files.yamlfile import Document
from checker.model import Finding, Indicator, Measure, Plan, finding, periods
from checker.model.units import may_be_negative
from checker.reading import targets, twins, validate


def check_plan(plan: Plan, document: Document) -> Iterator[Finding]:
    """Check what a schema cannot say: ids, dates, targets, parts, exemptions and what a reader should look at."""
    crossed = plan.start > plan.end
    if crossed:
        yield finding("dates-crossed", document.where("period", "end"), start=plan.start, end=plan.end)
    numbers: dict[int, int] = {}
    ids: dict[str, tuple[object, ...]] = {}
    for place, measure in enumerate(plan.measures):
        if measure.number in numbers:
            yield finding("measure-twice", document.where("measures", place, "number"), found=measure.number)
        numbers[measure.number] = place
        yield from _check_measure(measure, document.under("measures", place))
        inner = document.under("measures", place, "indicators")
        for index, indicator in enumerate(measure.indicators):
            at = inner.where(index, "id")
            if indicator.id in ids:
                yield finding("id-twice", at, found=indicator.id)
            elif indicator.id.rstrip("abcdefghijklmnopqrstuvwxyz") != str(measure.number):
                yield finding("id-of-other-measure", at, found=indicator.id, measure=measure.number)
            ids[indicator.id] = (place, index)
            yield from check_indicator(indicator, plan, inner.under(index), crossed)
    yield from _check_references(plan, document, ids)
    yield from targets.check_together(plan, document, ids)
    yield from twins.check(plan, document)


def _check_measure(measure: Measure, document: Document) -> Iterator[Finding]:
    where = document.where("number")
    for key, units in (("lead", measure.lead), ("responsible", measure.responsible)):
        for place, unit in enumerate(units):
            if re.search("[，；,;]", unit):
                yield finding("unit-list", document.where(key, place), found=unit)
    if measure.asks_responsible and (measure.lead or not measure.responsible):
        code = "asks-nobody" if not measure.responsible else "asks-and-lead"
        yield finding(code, document.where("asks"), measure=measure.number)
    elif not all(measure.of(indicator).asked for indicator in measure.indicators):
        yield finding("no-lead", where, measure=measure.number)
    if not measure.clause and not all(i.clause for i in measure.indicators):
        yield finding("no-clause", where, measure=measure.number)


def check_indicator(indicator: Indicator, plan: Plan, document: Document, crossed: bool) -> Iterator[Finding]:
    """Check one indicator's numbers and dates; `crossed`: the plan's own dates are wrong and say nothing."""
    start = indicator.start or plan.start
    end = indicator.by or max((day for _, day in indicator.nodes), default=plan.end)
    if start > end and (not crossed or (indicator.start and indicator.by)):
        key = next((key for key in ("by", "nodes", "start") if getattr(indicator, key)), "id")
        yield finding("dates-crossed", document.where(key), start=start, end=end)
    for node, day in indicator.nodes:
        if indicator.by and day > indicator.by:
            yield finding("node-after-by", document.where("nodes", node), found=day, by=indicator.by)
    yield from _check_direction(indicator, document)
    yield from _check_amounts(indicator, document)
    if indicator.every and periods.MONTHS[indicator.every] <= periods.MONTHS[plan.reporting.every]:
        yield finding("every-not-rarer", document.where("every"), found=indicator.every, plan=plan.reporting.every)
    yield from targets.check_targets(indicator, targets.Window(start, end), document)
    if not indicator.as_written:
        yield finding("no-words", document.where("id"), indicator=indicator.id)


def _check_direction(indicator: Indicator, document: Document) -> Iterator[Finding]:
    """Check that the target lies on the side of the baseline (or of 0, for a change) that the direction says."""
    target, baseline, kind = indicator.target, indicator.baseline, kinds.of(indicator)
    if target is None:
        return
    if baseline is not None and kind.PACED and not kind.LIMIT:
        if target == baseline:
            yield finding("target-is-baseline", document.where("target"), found=_plain(target))
        elif (target > baseline) != kind.up(indicator):
            yield finding("wrong-direction", document.where("direction" if indicator.direction else "target"))
    if kind.REPORTS == "change":
        if target and indicator.direction and (target > 0) != (indicator.direction == "up"):
            yield finding("wrong-direction", document.where("direction"))
        elif not target and not indicator.direction:
            yield finding("missing-key", document.where(), found="direction")


def _check_amounts(indicator: Indicator, document: Document) -> Iterator[Finding]:
    """Check a ceiling against its target, and a share against 0 and 100."""
    target, kind = indicator.target, kinds.of(indicator)
    baseline = indicator.baseline
    counted = kind.REPORTS == "number" and not may_be_negative(indicator.unit)
    if baseline is not None and baseline < 0 and counted:
        facts = {"found": _plain(baseline), "unit": indicator.unit}
        yield finding("baseline-negative", document.where("baseline"), indicator=indicator.id, **facts)
    if indicator.ceiling is not None and target is not None and indicator.ceiling <= target:
        yield finding("ceiling-below-target", document.where("ceiling"), found=_plain(indicator.ceiling))
    share = indicator.unit == "%" and kind.REPORTS == "number" and not kind.RUNNING and not indicator.unbounded
    if share and target is not None and not 0 <= target <= 100:
        yield finding("not-a-share", document.where("target"), found=_plain(target))


def _check_references(plan: Plan, document: Document, ids: dict[str, tuple[object, ...]]) -> Iterator[Finding]:
    """Check that parts and exemptions name indicators of this plan."""
    for place, measure in enumerate(plan.measures):
        for index, indicator in enumerate(measure.indicators):
            for part in indicator.parts:
                path = ("measures", place, "indicators", index, "parts", indicator.parts.index(part))
                if part == indicator.id:
                    yield finding("part-of-itself", document.where(*path), found=part)
                elif part not in ids:
                    yield validate.unknown("unknown-id", document, path, part, ids)
    yield from _exemptions(plan, document, ids)


def _exemptions(plan: Plan, document: Document, ids: Collection[str]) -> Iterator[Finding]:
    """An exemption names an indicator of the plan, and days of it; for all its time nothing would ever be judged."""
    for place, exemption in enumerate(plan.exemptions):
        name, start, end, last = exemption.indicator, exemption.start, exemption.end, _last(plan)
        where = document.where("exemptions", place)
        if name not in ids:
            yield validate.unknown("unknown-id", document, ("exemptions", place, "indicator"), name, ids)
        if start > end:
            yield finding("dates-crossed", document.where("exemptions", place, "until"), start=start, end=end)
        elif start <= plan.start and end >= plan.end:
            yield finding("exempt-wholly", where, indicator=name)
        elif start < plan.start or end > last:
            yield finding("exempt-outside", where, indicator=name, start=start, end=end, first=plan.start, last=last)


def _last(plan: Plan) -> date:
    """The last day that any target of the plan has."""
    ends = (day for _, i in plan.indicators() for day in (i.by, *(r.by for r in i.revisions)) if day)
    return max([plan.end, *ends])


def _plain(number: Fraction) -> str:
    from checker.model.numbers import show

    return show(number, 6)
