"""The whole way from the document's clause to the light, step by step, as label–text pairs in a language.

Every number comes from the verdict itself; nothing is judged again here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from checker import kinds
from checker.model import Bound, Exemption, Light, Message, Reason, Verdict, periods
from checker.model.numbers import show
from checker.words import sentence as sentences
from checker.words.view import View

Line = tuple[str, str]


def explain(view: View, verdict: Verdict) -> list[Line]:
    """Explain one verdict: source, target, time, band, value, comparison, rule, history, ladder, outlook."""
    steps = (_source, _target, _time, _band, _value, _decision, _history, _ahead)
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
    if indicator.note:
        yield _label(view, "note"), indicator.note
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
        change = say("join").join(parts)
        yield _label(view, "revision"), say("explain.revision.text", since=revision.since.isoformat(),
                                            document=revision.document, change=change)  # fmt: skip


def _target(view: View, v: Verdict) -> Iterator[Line]:
    """T, with the year's recurrences where it has any."""
    value = _bare(v, sentences.target(v))
    if v.moment.target is None and v.indicator.kind != "milestone":
        return
    text = sentences.target_text(v)
    if v.indicator.kind == "milestone":
        text = view.say("node.done")
    count = 1
    if v.indicator.per and v.indicator.kind in ("cumulative", "cap"):
        count = periods.recurrences(v.indicator.per, v.moment.start, v.moment.end)
    if count > 1:
        text = f"{value}{v.unit}" + view.say("explain.window.per", per=view.say(f"per.{v.indicator.per}"),
                                             target=show(v.indicator.target or Fraction(0)), count=count)  # fmt: skip
    if v.indicator.nodes:
        text = view.say("join").join(f"{name} {day.isoformat()}" for name, day in v.indicator.nodes)
    yield _label(view, "target"), text
    if v.indicator.kind == "rank" and v.indicator.baseline is not None:
        yield _label(view, "baseline"), _bare(v, v.indicator.baseline) + v.unit


def _time(view: View, v: Verdict) -> Iterator[Line]:
    """Window, P and how it was counted, E."""
    say, m = view.say, v.moment
    assumed = say("assumed") if m.assumed else ""
    days = {"start": m.start.isoformat(), "end": m.end.isoformat(), "cut_off": m.cut_off.isoformat()}
    yield _label(view, "window"), say("explain.window.text", assumed=assumed, **days)
    pace = sentences.percent(m.pace)
    yield _label(view, "pace"), say(f"explain.pace.{m.counted}", done=m.done, all=m.all, pace=pace)
    if m.expected is None:
        return
    expected = _bare(v, m.expected) + v.unit
    facts = {"target": _bare(v, m.target), "baseline": _bare(v, m.baseline), "pace": pace, "expected": expected}
    if m.counted == "schedule":
        text = say("explain.expected.schedule", **facts)
    elif v.indicator.kind == "cap":
        text = say("explain.expected.cap", **facts)
    else:
        start = m.baseline or Fraction(0)
        exact = start + ((m.target or Fraction(0)) - start) * m.pace
        rounded = say("explain.expected.rounded") if m.expected != exact else ""
        text = say("explain.expected.text", **facts, rounded=rounded)
    yield _label(view, "expected"), text


def _band(view: View, v: Verdict) -> Iterator[Line]:
    """The profile and the two bounds of the band."""
    if v.rule < 6:
        return  # exempt, false, completed before, not started or not due: no line is compared
    yield _label(view, "profile"), view.profile()
    band = v.band or kinds.load(v.indicator.kind).band(v.indicator, v.moment, view.assessment.profile)
    if band is None:
        return
    if band.green.at is None:
        yield _label(view, "band"), view.say("explain.band.open")
        return
    yellow = view.say("band.none") if band.yellow == band.green else _bound(view, v, band.yellow, band.up)
    text = view.say("explain.band.text", green=_bound(view, v, band.green, band.up), yellow=yellow)
    yield _label(view, "band"), text


def _bound(view: View, v: Verdict, bound: Bound, up: bool) -> str:
    if bound.at is None:
        return view.say("band.any")
    if v.indicator.kind == "milestone":
        return view.say("band.nodes", at=show(bound.at)) if bound.at else view.say("band.no-node")
    if v.indicator.kind == "qualitative":
        return view.say(f"band.grade.{bound.at}")
    sign = ("ge" if bound.inclusive else "gt") if up else ("le" if bound.inclusive else "lt")
    return view.say(f"band.{sign}", at=_bare(v, bound.at) + v.unit)


def _value(view: View, v: Verdict) -> Iterator[Line]:
    """The value with its place in the file, and how it was reported."""
    say, reported = view.say, v.reported
    yield _label(view, "status"), say(f"status.{v.status}")
    if reported is None:
        yield _label(view, "value"), say("explain.value.none")
        return
    text = view.amounts(v)[0]
    if text == "—" and reported.value is not None:
        text = show(reported.value, 6) + v.indicator.unit  # returned or false: shown, never judged
    if reported.part is not None and reported.whole is not None and v.value is not None:
        text = say("explain.value.share", part=show(reported.part, 6), whole=show(reported.whole, 6), value=text)
    elif v.indicator.kind == "change" and v.indicator.reported_as != "percent" and v.value is not None:
        amount = reported.value or Fraction(0)
        base = amount / (1 + v.value / 100) if v.value != -100 else reported.last_year or v.indicator.baseline
        text = say("explain.value.change", value=show(amount, 6) + v.indicator.unit,
                   base=show(base or Fraction(0), 6) + v.indicator.unit, change=text)  # fmt: skip
    checked = "explain.value.checked" if reported.falsified else "explain.value.by"
    by = say(checked, by=reported.by) if reported.by else ""
    yield _label(view, "value"), say("explain.value.text", value=text, where=reported.where,
                                     submitted=reported.submitted.isoformat(), by=by)  # fmt: skip
    if reported.source:
        yield _label(view, "origin"), reported.source
    if v.indicator.kind == "milestone":
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
    if band is not None and value is not None and v.indicator.kind not in ("milestone", "qualitative"):
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
    """Say what value would have been green."""
    if v.reason is Reason.OVER_CAP:
        return view.say("explain.green.never")
    if v.indicator.kind == "qualitative":
        return view.say("explain.green.grade")
    if v.indicator.kind == "milestone":
        return view.say(
            "explain.green.closed" if v.moment.closed else "explain.green.done", by=v.moment.end.isoformat()
        )
    band = v.band or kinds.load(v.indicator.kind).band(v.indicator, v.moment, view.assessment.profile)
    return view.say("explain.green.unknown") if band is None else _bound(view, v, band.green, band.up)


def _exemptions(view: View, v: Verdict) -> Iterator[Exemption]:
    if v.reason is Reason.EXEMPT:
        for exemption in view.assessment.plan.exemptions:
            if exemption.indicator == v.indicator.id and exemption.start <= v.moment.cut_off <= exemption.end:
                yield exemption


def _history(view: View, v: Verdict) -> Iterator[Line]:
    """Earlier lights, oldest first, and the rung of the ladder."""
    say = view.say
    items = []
    for p in v.past:
        value = "" if v.indicator.kind == "qualitative" else _bare(v, p.value)
        if v.indicator.kind == "milestone" and p.value is not None:
            whole = len(v.indicator.nodes) or 1
            value = f"{value}/{whole}" if whole > 1 else say("node.done" if p.value else "node.open")
        items.append(say("explain.history.item", period=p.period, light=view.light(p.light), value=value).strip())
    yield _label(view, "history"), say("join").join(items) or say("explain.history.none")
    ladder = say("explain.ladder.none")
    if v.step:
        ladder = say("explain.ladder.text", step=say(f"step.{v.step}"), streak=v.streak)
    yield _label(view, "ladder"), ladder


def _ahead(view: View, v: Verdict) -> Iterator[Line]:
    """The outlook, beside the light and never mixed into it."""
    text = view.say("outlook.none")
    if v.outlook is not None:
        kind = "cap." if v.indicator.kind == "cap" else ""
        meets = view.say(f"outlook.{kind}meets" if v.outlook_meets else f"outlook.{kind}misses")
        text = view.say("explain.outlook.text", value=_bare(v, v.outlook) + v.unit, meets=meets)
    yield _label(view, "outlook"), text


def _bare(v: Verdict, number: Fraction | None) -> str:
    """Show a number without its unit, apart from every line it does not meet."""
    if number is None:
        return "—"
    text = sentences.amount(v, number)
    return text.removesuffix(v.unit) if v.unit else text
