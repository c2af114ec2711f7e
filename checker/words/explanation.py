"""The whole way from the document's clause to the light, step by step, as label–text pairs in a language.

Every number comes from the verdict itself; nothing is judged again here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePath

from checker import kinds
from checker.model import Bound, Exemption, Light, Message, Reason, Verdict, periods
from checker.model.amounts import NONE, Amount
from checker.model.numbers import show
from checker.words.amounts import amount, amounts, figure, percent, written
from checker.words.view import View

Line = tuple[str, str]


def explain(view: View, verdict: Verdict) -> list[Line]:
    """Explain one verdict: source, target, time, band, value, comparison, rule, history, ladder, outlook."""
    steps = (_source, _inferred, _target, _time, _band, _value, _decision, _history, _ahead)
    return [line for step in steps for line in step(view, verdict)]


def _label(view: View, name: str) -> str:
    return view.say(f"explain.{name}")


def _source(view: View, v: Verdict) -> Iterator[Line]:
    """Document, clause and words, units, kind."""
    say, plan, indicator = view.say, view.assessment.plan, v.indicator
    clause = indicator.clause or v.measure.clause
    yield _label(view, "source"), say("explain.source.text", title=plan.title, number=plan.document["number"],
                                      clause=clause, where=indicator.where)  # fmt: skip
    if indicator.as_written:
        inner = indicator.as_written.replace("“", "‘").replace("”", "’")
        yield _label(view, "words"), f"“{inner}”"
    if indicator.reading:
        yield _label(view, "reading"), indicator.reading
    if indicator.note:
        yield _label(view, "note"), indicator.note
    if v.same:
        yield _label(view, "same"), say("explain.same.text", other=indicator.same_target)
    yield _label(view, "units"), view.leads(v)
    if v.measure.responsible and not v.measure.asks_responsible:
        yield _label(view, "responsible"), say.say(Message("list", {"words": list(v.measure.responsible)}))
    about = say(f"kind.{indicator.kind}.about")
    yield _label(view, "kind"), say(f"kind.{indicator.kind}") + say("bracket", text=about)
    for revision in indicator.revisions:
        parts = []
        if revision.target is not None:
            parts.append(say("explain.revision.target", target=show(revision.target) + indicator.unit))
        if revision.by is not None:
            parts.append(say("explain.revision.by", by=revision.by.isoformat()))
        if revision.nodes:
            parts += [f"{name} {day.isoformat()}" for name, day in revision.nodes]
        parts += [f"{period} {show(amount)}{indicator.unit}" for period, amount in revision.schedule]
        change = say("join").join(parts)
        yield _label(view, "revision"), say("explain.revision.text", since=revision.since.isoformat(),
                                            document=revision.document, change=change)  # fmt: skip


def _inferred(view: View, v: Verdict) -> Iterator[Line]:
    """What the verdict rests on and the document does not say, and the dates that the unit promised."""
    say, moment = view.say, v.moment
    facts = {"end": moment.end.isoformat(), "first": moment.first, "baseline": _amount(v, moment.baseline),
             "lead": say.say(Message("list", {"words": list(v.measure.lead)}))}  # fmt: skip
    for name in v.inferred:
        yield _label(view, "inferred"), say(f"explain.inferred.{name}", **facts)
    if moment.promised:
        days = [day.isoformat() for day in moment.promised]
        told = say("explain.promised.text", first=days[0])
        if moment.postponed:
            told += say(
                "explain.promised.moved", count=moment.postponed, days=say.say(Message("list", {"words": days[1:]}))
            )
        yield _label(view, "promised"), told


def _target(view: View, v: Verdict) -> Iterator[Line]:
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
    yield _label(view, "target"), told
    if kind.SCALE == "place" and v.moment.baseline is not None:
        yield _label(view, "baseline"), _amount(v, v.moment.baseline)


def _time(view: View, v: Verdict) -> Iterator[Line]:
    """Window, P and how it was counted, E."""
    say, m = view.say, v.moment
    assumed = say("assumed") if m.assumed else ""
    days = {"start": m.start.isoformat(), "end": m.end.isoformat(), "cut_off": m.cut_off.isoformat()}
    yield _label(view, "window"), say("explain.window.text", assumed=assumed, **days)
    pace = written(percent(m.pace))
    yield _label(view, "pace"), say(f"explain.pace.{m.counted}", done=m.done, all=m.all, pace=pace)
    if m.expected is None:
        return
    expected = _amount(v, m.expected)
    facts = {"target": _bare(v, m.target), "baseline": _bare(v, m.baseline), "pace": pace, "expected": expected}
    if m.counted == "schedule":
        way = say("explain.expected.schedule", **facts)
    elif kinds.of(v.indicator).LIMIT:
        way = say("explain.expected.cap", **facts)
    else:
        start = m.baseline or Fraction(0)
        exact = start + ((m.target or Fraction(0)) - start) * m.pace
        rounded = say("explain.expected.rounded") if m.expected != exact else ""
        way = say("explain.expected.text", **facts, rounded=rounded)
    yield _label(view, "expected"), way


def _band(view: View, v: Verdict) -> Iterator[Line]:
    """The profile and the two bounds of the band."""
    if v.rule < 6:
        return  # exempt, false, completed before, not started or not due: no line is compared
    yield _label(view, "profile"), view.profile()
    band = v.band
    if band is None:
        return
    if band.green.at is None:
        yield _label(view, "band"), view.say("explain.band.open")
        return
    yellow = view.say("band.none") if band.yellow == band.green else _bound(view, v, band.yellow, band.up)
    green = _bound(view, v, band.green, band.up)
    yield _label(view, "band"), view.say("explain.band.text", green=green, yellow=yellow)


def _bound(view: View, v: Verdict, bound: Bound, up: bool) -> str:
    if bound.at is None:
        return view.say("band.any")
    scale = kinds.of(v.indicator).SCALE
    if scale == "nodes":
        return view.say("band.nodes", at=show(bound.at)) if bound.at else view.say("band.no-node")
    if scale == "grade":
        return view.say(f"band.grade.{bound.at}")
    sign = ("ge" if bound.inclusive else "gt") if up else ("le" if bound.inclusive else "lt")
    return view.say(f"band.{sign}", at=_amount(v, bound.at))


def _value(view: View, v: Verdict) -> Iterator[Line]:
    """The value with its place in the file, and how it was reported."""
    say, reported = view.say, v.reported
    yield _label(view, "status"), say(f"status.{v.status}")
    if reported is None:
        yield _label(view, "value"), say("explain.value.none")
        return
    value = amounts(v).value
    told = view.amount(value)
    if value is None and reported.value is not None:
        told = show(reported.value, 6) + v.indicator.unit  # returned or false: shown, never judged
    if reported.part is not None and reported.whole is not None and v.value is not None:
        told = say("explain.value.share", part=show(reported.part, 6), whole=show(reported.whole, 6), value=told)
    elif v.base is not None and reported.value is not None:
        told = say("explain.value.change", value=show(reported.value, 6) + v.indicator.unit,
                   base=show(v.base, 6) + v.indicator.unit, change=told)  # fmt: skip
    checked = "explain.value.checked" if reported.falsified else "explain.value.by"
    by = say(checked, by=reported.by) if reported.by else ""
    yield _label(view, "value"), say("explain.value.text", value=told, where=reported.where,
                                     submitted=reported.submitted.isoformat(), by=by)  # fmt: skip
    if reported.source:
        yield _label(view, "origin"), reported.source
    if kinds.of(v.indicator).SCALE == "nodes":
        yield from _nodes(view, v)
    if reported.note:
        yield _label(view, "note"), reported.note
    if reported.reason:
        yield _label(view, "reason"), reported.reason
    findings = [f for f in view.assessment.findings if f.indicator == v.indicator.id]
    for finding in findings:
        yield _label(view, "findings"), f"[{finding.code}] {view.finding(finding)}"


def _nodes(view: View, v: Verdict) -> Iterator[Line]:
    """Which nodes are done and when, and the progress that is shown but never judged."""
    say, reported = view.say, v.reported
    assert reported is not None
    due = dict(v.indicator.nodes) or {"": v.moment.end}
    items = []
    for name, day in reported.done_nodes or (("", reported.done),):
        text = f"{name} {day.isoformat() if day else say('node.open')}".strip()
        if day and day > v.moment.cut_off:
            text += say("explain.node.next")
        elif day and name in due and day > due[name]:
            text += say("explain.node.late", days=(day - due[name]).days)
        items.append(text)
    if reported.progress is not None:
        items.append(say("explain.progress", progress=show(reported.progress)))
    yield _label(view, "nodes"), say("join").join(items)


def _decision(view: View, v: Verdict) -> Iterator[Line]:
    """The comparison, the rule that decided, the light, its sentence, what would have been green, the score."""
    say, band, value = view.say, v.band, v.value
    if v.rule >= 8 and band is not None and value is not None and kinds.of(v.indicator).SCALE in ("amount", "place"):
        text = _compared(view, v, value, band.green, "explain.compare.text", "green")
        if v.light is not Light.GREEN and band.yellow.at is not None and band.yellow != band.green:
            text += _compared(view, v, value, band.yellow, "explain.compare.yellow", "yellow")
        yield _label(view, "compare"), text
    for exemption in _exemptions(view, v):
        yield _label(view, "exemption"), say(
            "explain.exemption.text", start=exemption.start.isoformat(), end=exemption.end.isoformat(),
            reason=exemption.reason, document=exemption.document)  # fmt: skip
    yield _label(view, "rule"), say("explain.rule.text", rule=v.rule, text=say(f"rule.{v.rule}"))
    yield _label(view, "light"), f"{view.light(v.light)}{say('comma')}{view.reason(v)}"
    yield _label(view, "sentence"), view.sentence(v)
    if v.light is not Light.GREEN and v.rule >= 6:
        yield _label(view, "green"), _needed(view, v)
    score = say("explain.score.none")
    if v.score is not None:
        score = say(
            "explain.score.text", score=show(v.score * 100, apart_from=[Fraction(100)]), weight=show(v.indicator.weight)
        )
    yield _label(view, "score"), score


def _compared(view: View, v: Verdict, value: Fraction, bound: Bound, message: str, line: str) -> str:
    if bound.at is None:
        return ""
    sign = "=" if value == bound.at else ">" if value > bound.at else "<"
    facts = {"value": _bare(v, value), "sign": sign, line: _bare(v, bound.at)}
    return view.say(message, **facts)


def _needed(view: View, v: Verdict) -> str:
    """Say what would change the light: a report, a date, a confirmation, or the value that would have been green."""
    if view.say.has(f"explain.green.{v.reason}"):
        return view.say(f"explain.green.{v.reason}")
    scale = kinds.of(v.indicator).SCALE
    if scale == "grade":
        return view.say("explain.green.grade")
    if scale == "nodes":
        return view.say(
            "explain.green.closed" if v.moment.closed else "explain.green.done", by=v.moment.end.isoformat()
        )
    return _bound(view, v, v.band.green, v.band.up) if v.band else NONE


def _exemptions(view: View, v: Verdict) -> Iterator[Exemption]:
    if v.reason is Reason.EXEMPT:
        for exemption in view.assessment.plan.exemptions:
            if exemption.indicator == v.indicator.id and exemption.start <= v.moment.cut_off <= exemption.end:
                yield exemption


def _history(view: View, v: Verdict) -> Iterator[Line]:
    """Earlier lights, oldest first, and the rung of the ladder."""
    say, scale = view.say, kinds.of(v.indicator).SCALE
    items = []
    for p in v.past:
        value = "" if scale == "grade" else _bare(v, p.value)
        if scale == "nodes" and p.value is not None:
            whole = len(v.indicator.nodes) or 1
            value = f"{value}/{whole}" if whole > 1 else say("node.done" if p.value else "node.open")
        told = say("explain.history.item", period=p.period, light=view.light(p.light), value=value).strip()
        items.append(
            told + say("bracket", text=PurePath(p.source).name if p.source else say("explain.history.no-file"))
        )
    yield _label(view, "history"), say("join").join(items) or say("explain.history.none")
    if items:
        yield _label(view, "judged"), say("explain.judged.text")
    ladder = say("explain.ladder.none")
    if v.step:
        ladder = say("explain.ladder.text", step=say(f"step.{v.step}"), streak=v.streak)
    yield _label(view, "ladder"), ladder


def _ahead(view: View, v: Verdict) -> Iterator[Line]:
    """The outlook, beside the light and never mixed into it."""
    text = view.say("outlook.none")
    if v.outlook is not None:
        meets = view.outlook(v)
        text = view.say("explain.outlook.text", value=_amount(v, v.outlook), meets=meets)
    yield _label(view, "outlook"), text


def _amount(v: Verdict, number: Fraction | None) -> str:
    return written(amount(v, number))


def _bare(v: Verdict, number: Fraction | None) -> str:
    return figure(amount(v, number))
