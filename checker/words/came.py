"""What `explain` says of the report: the value, its place and maker, its nodes, and what was asked about it."""

from __future__ import annotations

from collections.abc import Iterator

from checker import kinds
from checker.model import Reported, Verdict
from checker.model.numbers import show
from checker.words.amounts import amounts
from checker.words.asked import Line, label
from checker.words.view import View


def value(view: View, v: Verdict) -> Iterator[Line]:
    """The value with its place in the file, and how it was reported."""
    say, reported = view.say, v.reported
    yield label(view, "status"), say(f"status.{v.status}")
    if reported is None:
        yield label(view, "value"), say("explain.value.none")
        return
    checked = "explain.value.checked" if reported.falsified else "explain.value.by"
    by = say(checked, by=reported.by) if reported.by else ""
    yield label(view, "value"), say("explain.value.text", value=_amount(view, v, reported),
                                    submitted=reported.submitted.isoformat(), by=by)  # fmt: skip
    yield label(view, "file"), str(reported.where)
    if reported.source:
        yield label(view, "origin"), reported.source
    if kinds.of(v.indicator).SCALE == "nodes":
        yield from _nodes(view, v)
    if reported.note:
        yield label(view, "note"), reported.note
    if reported.reason:
        yield label(view, "reason"), reported.reason
    for finding in view.assessment.findings:
        if finding.indicator == v.indicator.id:
            yield label(view, "findings"), f"[{finding.code}] {view.finding(finding)}"


def _amount(view: View, v: Verdict, reported: Reported) -> str:
    """The value, with the numbers that it was made of."""
    say, unit, shown = view.say, v.indicator.unit, amounts(v).value
    text = view.amount(shown)
    if shown is None and reported.value is not None:
        text = show(reported.value, 6) + unit  # returned or false: shown, never judged
    if reported.part is not None and reported.whole is not None and v.value is not None:
        part, whole = show(reported.part, 6), show(reported.whole, 6)
        return say("explain.value.share", part=part, whole=whole, value=text)
    if v.base is not None and reported.value is not None:
        amount, base = show(reported.value, 6) + unit, show(v.base, 6) + unit
        return say("explain.value.change", value=amount, base=base, change=text)
    return text


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
    yield label(view, "nodes"), say("join").join(items)
