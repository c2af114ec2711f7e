"""What a table's other cells do not say of a verdict: how far off, since when, which nodes, compared with what."""

from __future__ import annotations

from collections.abc import Iterator

from checker import kinds
from checker.message import Message
from checker.model import Level, Light, Reason, Verdict
from checker.model.amounts import Amount
from checker.papers.shortfall import short, told
from checker.words.amounts import amounts
from checker.words.sentence import facts, variant
from checker.words.upcoming import when
from checker.words.view import View

_BY_ENDING = {
    ".late": "late", ".nodes": "nodes", "on_pace.early": "early", "milestone.none": "nothing-due",
    "on_pace.line": "line", "over_cap.before": "before", "postponed.milestone": "postponed", ".points": "change",
    "wrong_way": "baseline", ".rank": "baseline", "small_sample": "sample", "no_basis": "basis",
}  # fmt: skip
"""The remark that a sentence calls for, by how the name of its wording ends."""


def remark(view: View, verdict: Verdict) -> str:
    """Say it in a few words; empty where the cells say all."""
    return view.say("semicolon").join(_parts(view, verdict))


def achieved(view: View, verdict: Verdict) -> str:
    """Value and target in one, 18/20个; the value alone where no target is an amount."""
    value, target, _ = amounts(verdict)
    if isinstance(value, Amount) and isinstance(target, Amount) and value.unit == target.unit:
        return f"{value.figure}/{target}"
    return view.amount(value) if target is None else f"{view.amount(value)}/{view.amount(target)}"


def gap(view: View, verdict: Verdict) -> str:
    """How far from what is expected by now, with what that is where it is not the target; of a milestone the days."""
    apart = short(verdict)
    if apart is None:
        days = (view.assessment.on - verdict.moment.end).days
        passed = kinds.of(verdict.indicator).SCALE == "nodes" and verdict.reason is Reason.OVERDUE
        return when(view.say, -days) if passed and days > 0 else ""
    text, shown = view.say.say(told(verdict, apart)), amounts(verdict)
    if shown.expected is None or view.amount(shown.expected) == view.amount(shown.target):
        return text
    return view.say("remark.expected", expected=view.amount(shown.expected), gap=text)


def sent_back(view: View, verdict: Verdict) -> Iterator[str]:
    """Why the value was returned, without where it stands and how to mend it."""
    for finding in view.assessment.findings:
        if finding.indicator == verdict.indicator.id and finding.level is Level.RETURNED:
            yield view.say(f"finding.{finding.code}", **finding.facts)


def _parts(view: View, v: Verdict) -> Iterator[str]:
    say = view.say
    if v.same:
        yield say("explain.same.text", other=v.indicator.same_target)
        return
    if v.reason is Reason.FALSE_DATA and v.reported and v.reported.reason:
        yield v.reported.reason
    yield from sent_back(view, v)
    if v.light in (Light.YELLOW, Light.RED) and (apart := short(v)) is not None:
        yield say.say(told(v, apart))
    name = variant(v)
    for ending, what in _BY_ENDING.items():
        if name.endswith(ending) and (what != "baseline" or v.moment.baseline is not None):
            yield say.say(Message(f"remark.{what}", facts(v)))
    if v.moment.first and v.moment.expected is not None and v.value is not None:
        yield say("remark.start", baseline=facts(v)["baseline"])


def leads(view: View, verdict: Verdict) -> str:
    """Who answers, in short; a lead that the office named is marked."""
    names = view.together(verdict.measure.asked)
    return names + view.say("assumed") if "lead" in verdict.inferred and verdict.measure.asked else names
