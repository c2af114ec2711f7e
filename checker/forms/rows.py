"""What a row of a form tells its reader: what is asked, how it is filled in, what counted last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from checker import kinds
from checker.forms import layout
from checker.locale import Speaker
from checker.model import Reason, Reported, Verdict
from checker.model.amounts import NONE
from checker.model.numbers import show
from checker.model.periods import Period
from checker.words.view import View
from checker.words.view import period_in_words as in_words

QUIET = (Reason.COMPLETED, Reason.EXEMPT, Reason.NOT_STARTED, Reason.NOT_DUE)


class Last(NamedTuple):
    """The newest report of an indicator that counted, and the period that it was made for."""

    reported: Reported
    period: Period


def facts(view: View, unit: str, row: layout.Row, verdict: Verdict, earlier: Mapping[str, Last]) -> dict[str, str]:
    """What a row tells: name and clause, how to fill it in, unit, target, deadline, last value."""
    indicator, say = row.indicator, view.say
    name = indicator.name + (say("bracket", text=row.node) if row.node else "")
    clause = indicator.clause or row.measure.clause
    words = say("form.words", text=indicator.as_written) if indicator.as_written else ""
    target = say("node.done") if row.node else view.amounts(verdict)[1]
    return {"no": indicator.id, "name": f"{name}\n{clause}{words}".rstrip(), "how": how(view, unit, row, verdict),
            "unit": indicator.unit or NONE, "target": target, "deadline": _deadline(view, row, verdict),
            "last": _last(say, row, earlier.get(indicator.id))}  # fmt: skip


def _deadline(view: View, row: layout.Row, verdict: Verdict) -> str:
    """The last day; an assumed one, and the unit's own, are marked as such."""
    if row.node:
        return dict(row.indicator.nodes)[row.node].isoformat()
    moment = verdict.moment
    own = bool(moment.promised) and moment.promised[-1] == moment.end
    mark = view.say("form.own-day") if own else view.say("assumed") if moment.assumed else ""
    return f"{moment.end.isoformat()}\n{mark}".rstrip()


def how(view: View, unit: str, row: layout.Row, verdict: Verdict) -> str:
    """Say how a row is filled in: what is counted from which day, how the office reads it, who else is asked."""
    say, period = view.say, view.assessment.period
    if verdict.reason in QUIET:
        done = ".done" if verdict.reason is Reason.COMPLETED else ""
        return say(f"form.quiet{done}", reason=say(f"reason.{verdict.reason}"))
    start, end = say.day(verdict.moment.start), say.day(period.end)
    parts = [say(f"form.how.{_sort(row)}", start=start, end=end, day=period.end.isoformat())]
    if layout.may_be_none(row.indicator):
        parts.append(say("form.how.none"))
    if "planned" in layout.fields(row.indicator):
        parts.append(say("form.how.planned"))
    if row.indicator.reading:  # the reading in force; doubts (`note`) are for the office
        parts.append(say("form.note", text=row.indicator.reading))
    if len(row.measure.asked) > 1:  # the first named answers for the value
        first = row.measure.asked[0]
        joint = "form.joint.own" if first == unit else "form.joint"
        other = next(name for name in row.measure.asked if name != unit)
        parts.append(
            say(joint, first=view.office.called(first), other=view.office.called(other), count=len(row.measure.asked))
        )
    return "\n".join(parts)


def period_in_words(period: Period, say: Speaker) -> str:
    """A period as forms and their files are headed: 2022年第四季度."""
    return say(f"form.quarter.{period.index}", year=period.year) if period.every == "quarter" else in_words(period, say)


def _sort(row: layout.Row) -> str:
    """Which sentence says how a row is filled in."""
    indicator, kind = row.indicator, kinds.of(row.indicator)
    if kind.REPORTS in ("done", "grade"):
        return "node" if row.node else kind.REPORTS
    if indicator.reported_as:
        return "change-percent"
    if indicator.unit == "%" and kind.REPORTS == "number":
        return "cumulative-percent" if kind.RUNNING else "percent"
    return kind.WORDS


def _last(say: Speaker, row: layout.Row, last: Last | None) -> str:
    """What counted last, with its period; — where nothing did."""
    if last is None:
        return NONE
    return f"{_told(say, row, last.reported)}\n{period_in_words(last.period, say)}"


def _told(say: Speaker, row: layout.Row, reported: Reported) -> str:
    if reported.none:
        return say("form.none")
    if reported.grade:
        return say(f"grade.{reported.grade}")
    if kinds.of(row.indicator).REPORTS == "done":
        day = dict(reported.done_nodes).get(row.node) if row.node else reported.done
        if day is None and reported.progress is not None and not row.node:
            return say("form.progress", share=show(reported.progress))
        return day.isoformat() if day else say("node.open")
    unit = "%" if row.indicator.reported_as else row.indicator.unit
    return show(reported.value) + unit if reported.value is not None else NONE
