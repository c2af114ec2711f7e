"""The Python engine: a plan's rows → its verdict rows, through the very functions that `run` judges with.

It says what is right; an engine hands over to it whatever its steps do not know.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from checker.bulk.inputs import Row
from checker.bulk.lines import Line, Reject
from checker.bulk.reports import Given, Readable, joined, place, read
from checker.judging import evaluate, jobs, window
from checker.judging.evaluate import Rules
from checker.message import fault
from checker.model import Plan, Reported, Submission, Verdict, Where, finding, periods
from checker.model.periods import Period
from checker.reading import submission
from checker.words.amounts import numbers


class Task(NamedTuple):
    """A plan to be judged as of a day; rows of periods from `since` on come out."""

    plan: Plan
    rules: Rules
    on: date
    since: date = date.min

    @property
    def last(self) -> Period:
        """The newest period: the last that is over on the day."""
        return jobs.last_finished(self.plan, self.on)


class Judged(NamedTuple):
    """What came of a plan's rows; of `lines`, those of the newest period that count are `newest`."""

    lines: list[Line]
    newest: list[Line]
    rejects: list[Reject]


def spans(task: Task, first: Period | None) -> list[Period]:
    """List the periods that are judged: none where none is over.

    From the first that anybody could report, or the first that was (`first`), to the last that is over on the day.
    """
    last = task.last
    if last.end >= task.on:
        return []
    start = periods.holding(window.reportable(task.plan), task.plan.reporting.every)
    made = [min(filter(None, (start, first, last)), key=lambda period: period.end)]
    while made[-1].end < last.end:
        made.append(made[-1].following())
    return made


def judge(
    task: Task, rows: Iterable[Row], wanted: Collection[str] | None = None, first: Period | None = None
) -> Judged:
    """Judge a plan's rows; `wanted` names the indicators whose verdicts are asked for, None for all.

    `first` is the first period that any row of the plan speaks of, where not all of them are given.
    """
    plan = task.plan if wanted is None else _only(task.plan, wanted)
    readable = Readable.of(task.plan, task.last, task.on)
    known, origins, rejects = submissions(rows, readable)
    first = first or min(known, key=lambda period: period.end, default=None)
    made, last = Judged([], [], rejects), task.last
    for this, judged in evaluate.rounds(plan, known, spans(task, first), task.on, task.rules):
        for each in judged:
            if each.wrong and (wanted is None or each.verdict.indicator.id in wanted):
                row = origins[this.period, each.verdict.indicator.id]
                made.rejects.append(Reject.of(row, each.wrong[0].code, "returned"))
        if this.period.end < task.since:
            continue
        values = {each.verdict.indicator.id: each.value for each in judged}
        for verdict in evaluate.said_twice([each.verdict for each in judged]):
            name = verdict.indicator.id
            if wanted is None or name in wanted:
                line = _line(
                    plan, this.period, verdict, values[verdict.indicator.same_target if verdict.same else name]
                )
                made.lines.append(line)
                if this.period == last and not verdict.same:
                    made.newest.append(line)
    return made


def _only(plan: Plan, wanted: Collection[str]) -> Plan:
    """The plan with the indicators that are asked for, and those whose reports or verdicts these need."""
    by_id = {indicator.id: indicator for _, indicator in plan.indicators()}
    needed = set[str]()
    waiting = list(wanted)
    while waiting:
        name = waiting.pop()
        if name in by_id and name not in needed:
            needed.add(name)
            waiting += [*by_id[name].parts, *filter(None, [by_id[name].same_target])]
    measures = (m._replace(indicators=tuple(i for i in m.indicators if i.id in needed)) for m in plan.measures)
    return plan._replace(measures=tuple(m for m in measures if m.indicators))


Origins = dict[tuple[Period, str], Row]
"""The first row of each report."""


def submissions(rows: Iterable[Row], of: Readable) -> tuple[dict[Period, Submission], Origins, list[Reject]]:
    """Gather rows by period; what cannot be taken is rejected with its reason."""
    origins: Origins = {}
    groups: dict[Period, dict[str, list[Given]]] = {}
    rejects: list[Reject] = []
    for row in joined(rows):
        found = "bulk-line" if row.broken else place(row, of)
        if isinstance(found, str):
            rejects.append(Reject.of(row, found))
            continue
        own = groups.setdefault(found[1], {})
        given = read(row, *found, of)
        if isinstance(given, str):
            rejects.append(Reject.of(row, given))
            continue
        if given.reported.blank:
            rejects.append(Reject.of(row, "blank"))
        own.setdefault(given.indicator, []).append(given)
        origins.setdefault((given.period, given.indicator), row)
    made = {}
    for period, values_of in groups.items():
        values = {name: _one([given.reported for given in found]) for name, found in values_of.items()}
        partial = bool(values) and all(given.partial for found in values_of.values() for given in found)
        made[period] = Submission(of.plan.id, period, False, values, (), partial)
    return made, origins, rejects


def _one(found: Sequence[Reported]) -> Reported:
    """What several rows say of one value: given alike the earliest day counts, given differently none of them does."""
    filled = [reported for reported in found if not reported.blank] or found[:1]
    if len(filled) == 1:
        return filled[0]
    if any(submission.content(a) != submission.content(b) for a, b in pairwise(filled)):
        twice = finding("E8", Where(filled[0].where.file), found="", first=filled[0].where.file)
        return Reported(filled[0].where, min(reported.submitted for reported in filled), faults=(twice,))
    made = filled[0]
    for other in filled[1:]:
        made = submission.both(made, other)
    return made


def _line(plan: Plan, period: Period, verdict: Verdict, value: Fraction | None) -> Line:
    told, target, expected = numbers(verdict)
    return Line(plan.id, plan.locality, verdict.measure.domain, verdict.indicator.id, str(period), verdict.light,
                verdict.reason, verdict.status, None if told is None else value, target, expected,
                verdict.moment.pace)  # fmt: skip


def judge_all(tasks: Mapping[str, Task], read: Callable[[], Iterator[Row]]) -> Iterator[Judged]:
    """Judge every plan as soon as all its rows are there, so that a table that goes plan by plan is never held whole.

    `read` starts reading from the beginning: once to count the rows of each plan, once to judge them. What names no
    plan comes by itself. Errors: Fault where the second reading finds more rows.
    """
    left = Counter(row.text("plan") for row in read() if not row.broken)
    waiting = dict(tasks)
    groups: dict[str, list[Row]] = {}
    for row in read():
        name = row.text("plan")
        if row.broken or name not in tasks:
            yield Judged([], [], [Reject.of(row, "bulk-line" if row.broken else "unknown-plan")])
            continue
        if name not in waiting:
            raise fault("bulk.changed", file=row.file)
        groups.setdefault(name, []).append(row)
        left[name] -= 1
        if not left[name]:
            yield judge(waiting.pop(name), groups.pop(name))
    for name, task in waiting.items():
        yield judge(task, groups.pop(name, []))
