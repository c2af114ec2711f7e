"""The whole way from the document's clause to the light, step by step, as label–text pairs in a language.

Every number comes from the verdict itself; nothing is judged again here.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from pathlib import PurePath

from checker import kinds
from checker.model import Bound, Exemption, Light, Past, Reason, Verdict
from checker.model.amounts import NONE
from checker.model.numbers import show
from checker.words import asked, came
from checker.words.asked import Line, bare, full, label
from checker.words.view import View


def explain(view: View, verdict: Verdict) -> list[Line]:
    """Explain one verdict: source, target, time, band, value, comparison, rule, history, ladder, outlook."""
    steps = (
        asked.source,
        asked.inferred,
        asked.target,
        asked.time,
        asked.band,
        came.value,
        _decision,
        _history,
        _ahead,
    )
    return [line for step in steps for line in step(view, verdict)]


def _decision(view: View, v: Verdict) -> Iterator[Line]:
    """The comparison, the rule that decided, the light, its sentence, what would have been green, the score."""
    say = view.say
    compared = _comparison(view, v)
    if compared is not None:
        yield label(view, "compare"), compared
    for exemption in _exemptions(view, v):
        yield label(view, "exemption"), say(
            "explain.exemption.text", start=exemption.start.isoformat(), end=exemption.end.isoformat(),
            reason=exemption.reason, document=exemption.document)  # fmt: skip
    yield label(view, "rule"), say("explain.rule.text", rule=v.rule, text=say(f"rule.{v.rule}"))
    yield label(view, "light"), f"{view.light(v.light)}{say('comma')}{view.reason(v)}"
    yield label(view, "sentence"), view.sentence(v)
    if v.light is not Light.GREEN and v.rule >= 6:
        yield label(view, "green"), _needed(view, v)
    score = say("explain.score.none")
    if v.score is not None:
        score = say("explain.score.text", score=show(v.score * 100), weight=show(v.indicator.weight))
    yield label(view, "score"), score


def _comparison(view: View, v: Verdict) -> str | None:
    """The value beside the lines; None where nothing was compared or where words are, not numbers."""
    band, value = v.band, v.value
    if v.rule < 8 or band is None or value is None or kinds.of(v.indicator).SCALE in ("nodes", "grade"):
        return None
    text = _compared(view, v, value, band.green, "explain.compare.text", "green")
    if v.light is not Light.GREEN and band.yellow.at is not None and band.yellow != band.green:
        text += _compared(view, v, value, band.yellow, "explain.compare.yellow", "yellow")
    return text


def _compared(view: View, v: Verdict, value: Fraction, bound: Bound, message: str, line: str) -> str:
    if bound.at is None:
        return ""
    sign = "=" if value == bound.at else ">" if value > bound.at else "<"
    facts = {"value": bare(v, value), "sign": sign, line: bare(v, bound.at)}
    return view.say(message, **facts)


def _needed(view: View, v: Verdict) -> str:
    """Say what would change the light: a report, a date, a confirmation, or the value that would have been green."""
    if v.reason is Reason.NO_BASIS and kinds.of(v.indicator).REPORTS != "change":
        return view.say("explain.green.no_basis.share")
    if v.reason is Reason.FIRST_REPORT:
        place, closed = v.indicator.target is None, v.moment.closed
        return view.say("explain.green.first_report" + ".place" * place + ".closed" * closed)
    if view.say.has(f"explain.green.{v.reason}"):
        return view.say(f"explain.green.{v.reason}")
    scale = kinds.of(v.indicator).SCALE
    if scale == "grade":
        return view.say("explain.green.grade")
    if scale == "nodes":
        return view.say(
            "explain.green.closed" if v.moment.closed else "explain.green.done", by=v.moment.end.isoformat()
        )
    return NONE if v.band is None else asked.reach(view, v, v.band.green, v.band.up)


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
        value = "" if scale == "grade" else bare(v, p.value)
        if scale == "nodes" and p.value is not None:
            whole = len(v.indicator.nodes) or 1
            value = f"{value}/{whole}" if whole > 1 else say("node.done" if p.value else "node.open")
        told = say("explain.history.item", period=p.period, light=view.light(p.light), value=value).strip()
        items.append(told + say("bracket", text=_found(view, p)))
    yield label(view, "history"), say("join").join(items) or say("explain.history.none")
    if items:
        issued = any(p.issued for p in v.past)
        yield label(view, "judged"), say("explain.judged.issued" if issued else "explain.judged.text")
    ladder = say("explain.ladder.none")
    if v.step:
        ladder = say("explain.ladder.text", step=say(f"step.{v.step}"), streak=v.streak)
    yield label(view, "ladder"), ladder


def _found(view: View, past: Past) -> str:
    """Where an earlier light is from: the file that it was found from, or the bag that it was issued in."""
    if not past.issued:
        return PurePath(past.source).name if past.source else view.say("explain.history.no-file")
    if past.anew in (past.light, None):
        return view.say("explain.history.issued", bag=past.issued)
    return view.say("explain.history.differs", bag=past.issued, light=view.light(past.anew))


def _ahead(view: View, v: Verdict) -> Iterator[Line]:
    """The outlook, beside the light and never mixed into it."""
    text = view.say("outlook.none")
    if v.outlook is not None:
        meets = view.outlook(v)
        text = view.say("explain.outlook.text", value=full(v, v.outlook), meets=meets)
    yield label(view, "outlook"), text
