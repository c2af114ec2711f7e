"""What `explain` says of the target: where it comes from, its window, what is expected by now, its lines."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from checker import kinds
from checker.model import Bound, Indicator, Message, Revision, Verdict, periods
from checker.model.amounts import Amount
from checker.model.numbers import show
from checker.words.amounts import amount, amounts, figure, percent, written
from checker.words.view import View

Line = tuple[str, str]
"""A label and what stands beside it."""


def label(view: View, name: str) -> str:
    """Say the label of a line."""
    return view.say(f"explain.{name}")


def source(view: View, v: Verdict) -> Iterator[Line]:
    """Document, clause and words, units, kind."""
    say, plan, indicator = view.say, view.assessment.plan, v.indicator
    clause = indicator.clause or v.measure.clause
    yield label(view, "source"), say("explain.source.text", title=plan.title, number=view.in_brackets(plan.number),
                                      clause=clause)  # fmt: skip
    yield label(view, "catalogue"), str(indicator.where)
    if indicator.as_written:
        inner = indicator.as_written.replace("“", "‘").replace("”", "’")
        yield label(view, "words"), f"“{inner}”"
    if indicator.reading:
        yield label(view, "reading"), indicator.reading
    if indicator.note:
        yield label(view, "note"), indicator.note
    if v.same:
        yield label(view, "same"), say("explain.same.text", other=indicator.same_target)
    yield label(view, "units"), view.leads(v)
    if v.measure.responsible and not v.measure.asks_responsible:
        yield label(view, "responsible"), say.say(Message("list", {"words": list(v.measure.responsible)}))
    about = say(f"kind.{indicator.kind}.about")
    yield label(view, "kind"), say(f"kind.{indicator.kind}") + say("bracket", text=about)
    for revision in indicator.revisions:
        yield label(view, "revision"), _revised(view, indicator, revision)


def _revised(view: View, indicator: Indicator, revision: Revision) -> str:
    """What a later document changed, and from when on."""
    say, parts = view.say, []
    if revision.target is not None:
        parts.append(say("explain.revision.target", target=show(revision.target) + indicator.unit))
    if revision.by is not None:
        parts.append(say("explain.revision.by", by=revision.by.isoformat()))
    parts += [f"{name} {day.isoformat()}" for name, day in revision.nodes]
    parts += [f"{period} {show(amount)}{indicator.unit}" for period, amount in revision.schedule]
    return say("explain.revision.text", since=revision.since.isoformat(), document=revision.document,
               change=say("join").join(parts))  # fmt: skip


def inferred(view: View, v: Verdict) -> Iterator[Line]:
    """What the verdict rests on and the document does not say, and the dates that the unit promised."""
    say, moment = view.say, v.moment
    lead = say.say(Message("list", {"words": list(v.measure.lead)}))
    baseline = full(v, moment.baseline)
    for name in v.inferred:
        yield label(view, "inferred"), say(f"explain.inferred.{name}", end=moment.end.isoformat(), first=moment.first,
                                           baseline=baseline, lead=lead)  # fmt: skip
    if moment.promised:
        first, *later = [day.isoformat() for day in moment.promised]
        told = say("explain.promised.text", first=first)
        if moment.postponed:
            days = say.say(Message("list", {"words": later}))
            told += say("explain.promised.moved", count=moment.postponed, days=days)
        yield label(view, "promised"), told


def target(view: View, v: Verdict) -> Iterator[Line]:
    """T, with the year's recurrences where it has any."""
    kind, target = kinds.of(v.indicator), amounts(v).target
    if v.moment.target is None and kind.SCALE != "nodes":
        return
    told = view.say("node.done") if kind.SCALE == "nodes" else view.amount(target)
    count = 1
    if v.indicator.per and kind.RUNNING:
        count = periods.recurrences(v.indicator.per, v.moment.start, v.moment.end)
    if count > 1 and isinstance(target, Amount):
        told = str(target._replace(bound="")) + view.say("explain.window.per", per=view.say(f"per.{v.indicator.per}"),
                                             target=show(v.indicator.target or Fraction(0)), count=count)  # fmt: skip
    if v.indicator.nodes:
        told = view.say("join").join(f"{name} {day.isoformat()}" for name, day in v.indicator.nodes)
    yield label(view, "target"), told
    if kind.SCALE == "place" and v.moment.baseline is not None:
        yield label(view, "baseline"), full(v, v.moment.baseline)


def time(view: View, v: Verdict) -> Iterator[Line]:
    """Window, P and how it was counted, E."""
    say, m = view.say, v.moment
    assumed = say("assumed") if m.assumed else ""
    days = {"start": m.start.isoformat(), "end": m.end.isoformat(), "cut_off": m.cut_off.isoformat()}
    yield label(view, "window"), say("explain.window.text", assumed=assumed, **days)
    if m.counted == "day" and m.all == 1:
        return  # the first value came with the deadline: there is no way to be paced
    pace = written(percent(m.pace))
    yield label(view, "pace"), say(f"explain.pace.{m.counted}", done=m.done, all=m.all, pace=pace)
    if m.expected is not None:
        yield label(view, "expected"), _expected(view, v)


def _expected(view: View, v: Verdict) -> str:
    """How E follows from schedule, baseline and target."""
    say, m = view.say, v.moment
    facts = {"target": bare(v, m.target), "baseline": bare(v, m.baseline), "pace": written(percent(m.pace)),
             "expected": full(v, m.expected)}  # fmt: skip
    if m.counted == "schedule":
        return say("explain.expected.schedule", **facts)
    if kinds.of(v.indicator).LIMIT:
        return say("explain.expected.cap", **facts)
    start = m.baseline or Fraction(0)
    exact = start + ((m.target or Fraction(0)) - start) * m.pace
    why = "explain.expected.rounded" if v.indicator.discrete else "explain.expected.met"
    rounded = say(why) if m.expected != exact else ""
    return say("explain.expected.text", **facts, rounded=rounded)


def band(view: View, v: Verdict) -> Iterator[Line]:
    """The profile and the two bounds of the band."""
    if v.rule < 6:
        return  # exempt, false, completed before, not started or not due: no line is compared
    yield label(view, "profile"), view.profile()
    band = v.band
    if band is None:
        return
    if band.green.at is None:
        yield label(view, "band"), view.say("explain.band.open")
        return
    yellow = view.say("band.none") if band.yellow == band.green else reach(view, v, band.yellow, band.up)
    green = reach(view, v, band.green, band.up)
    # where every value is yellow at least, none is red
    text = "explain.band.lenient" if band.yellow.at is None else "explain.band.text"
    text = text if v.indicator.binding else "explain.band.expected"
    yield label(view, "band"), view.say(text, green=green, yellow=yellow)


def reach(view: View, v: Verdict, bound: Bound, up: bool) -> str:
    """Say which values lie on the good side of a bound."""
    if bound.at is None:
        return view.say("band.any")
    scale = kinds.of(v.indicator).SCALE
    if scale == "nodes":
        return view.say("band.nodes", at=show(bound.at)) if bound.at else view.say("band.no-node")
    if scale == "grade":
        return view.say(f"band.grade.{bound.at}")
    sign = ("ge" if bound.inclusive else "gt") if up else ("le" if bound.inclusive else "lt")
    return view.say(f"band.{sign}", at=full(v, bound.at))


def full(v: Verdict, number: Fraction | None) -> str:
    """Write a number with its unit, apart from every line it does not meet."""
    return written(amount(v, number))


def bare(v: Verdict, number: Fraction | None) -> str:
    """Write a number as `full`, without its unit."""
    return figure(amount(v, number))
