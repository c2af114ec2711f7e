"""(plan, submissions, on) → Assessment. The order of decision stands in `order`.

Pure: no clock, no files, no language. Periods are judged from the oldest on, each as of its own reporting date
(the day after its grace ended), so a value that came later never recolours the past (rules 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from checker import kinds
from checker.judging import checks, facts, ladder, order, outlook, scoring, window
from checker.judging.case import Case, Round
from checker.judging.history import Entry, Track
from checker.model import (
    Assessment,
    Exemption,
    Finding,
    Indicator,
    Light,
    Measure,
    Moment,
    Past,
    Plan,
    Profile,
    Reason,
    Reported,
    Status,
    Submission,
    Verdict,
    Where,
    bands,
    finding,
    light_of,
)
from checker.model.periods import Period
from checker.model.workdays import Calendar


class Rules(NamedTuple):
    """What the shared files say: threshold lines, working days and the domains' order."""

    profile: Profile
    calendar: Calendar
    domains: tuple[str, ...] = ()


def evaluate(
    plan: Plan, submissions: Mapping[Period, Submission], period: Period, on: date, rules: Rules
) -> Assessment:
    """Judge every indicator of a plan for one period as known on the day `on`.

    `submissions` holds the period itself and all others that are known; those of the same rhythm that ended
    earlier are its history. A period without a submission is judged as wholly unreported.
    """
    tracks = {indicator.id: Track() for _, indicator in plan.indicators()}
    earlier = sorted((p for p in submissions if p.every == period.every and p.end < period.end), key=lambda p: p.end)
    found: list[Finding] = []
    verdicts: list[Verdict] = []
    for current in [*earlier, period]:
        this = _round(plan, current, submissions.get(current), on, rules, last=current == period)
        found, verdicts = [], []
        for measure, indicator in plan.indicators():
            verdict, findings = _judge(measure, indicator, tracks[indicator.id], this)
            verdicts.append(verdict)
            found += findings
    known = submissions.get(period)
    return Assessment(
        plan, period, period.end, this.due, this.grace_end, on, rules.profile,
        any(submissions[p].illustrative for p in (*earlier, period) if p in submissions),
        scoring.tally(verdicts), tuple(verdicts), scoring.by_domain(verdicts, rules.domains),
        scoring.by_unit(verdicts),
        (*found, *_calendar_gaps(rules.calendar, period.end, this.grace_end)), known.files if known else (),
    )  # fmt: skip


def _round(plan: Plan, period: Period, known: Submission | None, on: date, rules: Rules, last: bool) -> Round:
    due = rules.calendar.after(period.end, plan.reporting.due)
    grace_end = rules.calendar.after(due, plan.reporting.grace)
    as_of = on if last else min(on, grace_end + timedelta(days=1))
    exempt: dict[str, tuple[Exemption, ...]] = {}
    for exemption in plan.exemptions:
        if exemption.start <= period.end <= exemption.end:
            exempt[exemption.indicator] = (*exempt.get(exemption.indicator, ()), exemption)
    return Round(plan, period, known.values if known else {}, as_of, due, grace_end, last, exempt, rules.profile)


def _judge(measure: Measure, indicator: Indicator, track: Track, this: Round) -> tuple[Verdict, list[Finding]]:
    """Judge one indicator in one period and enter it into its track."""
    track.arrive(this.on)
    indicator = window.as_revised(indicator, this.period.end)
    moment = window.moment(indicator, this.plan, this.period.end)
    given = this.values.get(indicator.id)
    known = given if given is not None and not given.blank and given.submitted <= this.on else None
    if known is not None and indicator.nodes:
        known = given = _with_earlier_nodes(known, track, moment)
    wrong = list(checks.returned(indicator, moment, given, track, this.values)) if given and not given.blank else []
    returned = wrong if known else []
    case = Case(measure, indicator, moment, track, known, bool(returned), this)
    verdict = _verdict(case)
    findings = returned
    if this.last:
        if known and not returned:
            late = verdict.status is Status.LATE
            findings = list(checks.warnings(indicator, moment, known, track, this.period, late))
        elif given and not given.blank and given.submitted > this.on:
            findings = [_not_yet_there(indicator, given, this.on)]
        verdict = _with_history(verdict, track)
    track.past.append(Past(str(this.period), verdict.light, verdict.reason, verdict.value))
    if given is not None and not given.blank and not given.falsified and not wrong:
        _remember(case, given, this)
    return verdict, findings


def _with_earlier_nodes(known: Reported, track: Track, moment: Moment) -> Reported:
    """A node reported as done stays done; a later report need not repeat it."""
    last = track.last(moment.start)
    if last is None:
        return known
    return known._replace(done_nodes=tuple((dict(last.reported.done_nodes) | dict(known.done_nodes)).items()))


def _not_yet_there(indicator: Indicator, given: Reported, on: date) -> Finding:
    """A value dated after the run date counts from its day on."""
    return finding("future", given.where, indicator=indicator.id, name=indicator.name, submitted=given.submitted, on=on)


def _remember(case: Case, given: Reported, this: Round) -> None:
    """Keep a value for later periods; one that comes late counts from its day on."""
    value = case.kind.measured(case.indicator, case.moment, given, case.track.year_ago(this.period))
    amount = given.value if given.value is not None else value
    if amount is not None:
        case.track.add(Entry(this.period, amount, given), this.on)
        case.track.exact.append(checks.is_exact(case.moment, given.value))


def _verdict(case: Case) -> Verdict:
    """Judge a case: the first rule that holds, with the numbers behind it."""
    row, reason = order.decide(case)
    light = light_of(reason)
    value = facts.met_value(case) if row.fact == "met_before" and case.usable is None else case.value
    completion, ratio = _progress(case, value)
    return Verdict(
        case.measure, case.indicator, light, reason, row.rule, _status(case, reason), case.moment,
        case.band if row.rule >= 6 else None, _shown(case, reason), value, completion, ratio,
        None if light is Light.GREY else _score(case, row), case.kind.unit(case.indicator), case.base,
    )  # fmt: skip


def _score(case: Case, row: order.Decision) -> Fraction:
    """The marks: by the kind where a band decided, all for what was met before, none for what is false or missing."""
    if row.fact == "met_before":
        return bands.ONE
    if case.light is None or case.value is None or row.rule < 8:
        return bands.ZERO
    if (peak := facts.peak(case)) is not None:
        return case.kind.score(case.indicator, case.moment, Light.RED, max(peak, case.value))
    return case.kind.score(case.indicator, case.moment, case.light, case.value)


def _shown(case: Case, reason: Reason) -> Reported | None:
    """The report that a verdict shows: this period's, or the earlier one that completed the target."""
    last = case.track.last(case.moment.start)
    return last.reported if reason is Reason.COMPLETED and case.reported is None and last else case.reported


def _progress(case: Case, value: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """Return c and r of a paced target."""
    moment = case.moment
    if value is None or moment.expected is None or moment.baseline is None or case.kind.LIMIT:
        return None, None
    way = bands.gone(moment.baseline, moment.target or bands.ZERO)
    expected = bands.gone(moment.baseline, moment.expected)
    gone = bands.gone(moment.baseline, value)
    return (gone / way if way else None), (gone / expected if expected else None)


def _status(case: Case, reason: Reason) -> Status:
    if case.reported is not None:
        if case.returned:
            return Status.RETURNED
        return Status.LATE if case.reported.submitted > case.round.due else Status.ON_TIME
    return Status.MISSING if reason in (Reason.UNREPORTED, Reason.UNREPORTED_GRACE) else Status.NOT_DUE


def _with_history(verdict: Verdict, track: Track) -> Verdict:
    """Add what the earlier periods say."""
    past, moment, indicator = track.past, verdict.moment, verdict.indicator
    running = ladder.streak(past, verdict.light)
    ahead = outlook.outlook(moment, verdict.value) if verdict.light is not Light.GREY else None
    meets = None
    if ahead is not None and moment.target is not None:
        up = not kinds.of(indicator).LIMIT and moment.target > (moment.baseline or 0)
        meets = bands.meets(indicator, moment.target, ahead, up)
    return verdict._replace(
        past=tuple(past), previous=past[-1].light if past else None, streak=running,
        step=ladder.step(verdict.light, running), trend=ladder.trend(past, verdict.light),
        outlook=ahead, outlook_meets=meets,
    )  # fmt: skip


def _calendar_gaps(calendar: Calendar, start: date, end: date) -> Iterable[Finding]:
    for year in calendar.unlisted(start, end):
        yield finding("W-CAL", Where(calendar.file or "calendar.yaml"), year=year)
