"""(plan, submissions, on) → Assessment. The page to read first: the order of decision stands in `_decide`.

Pure: no clock, no files, no language. Periods are judged from the oldest on, each as of its own reporting date
(the day after its grace ended), so a value that came later never recolours the past (rules 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from typing import NamedTuple

from checker import kinds
from checker.judging import checks, history, scoring, window
from checker.judging.history import Entry, Track
from checker.model import (
    Assessment,
    Band,
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
    periods,
)
from checker.model.periods import Period
from checker.model.workdays import Calendar


class Rules(NamedTuple):
    """What the shared files say: threshold lines, working days and the domains' order."""

    profile: Profile
    calendar: Calendar
    domains: tuple[str, ...] = ()


class _Round(NamedTuple):
    """One period under judgement: what was reported and the days that matter."""

    plan: Plan
    period: Period
    values: Mapping[str, Reported]
    on: date
    due: date
    grace_end: date
    last: bool
    exemptions: Mapping[str, tuple[Exemption, ...]]


class _Case(NamedTuple):
    """One indicator in one round."""

    measure: Measure
    indicator: Indicator
    kind: kinds.Kind
    moment: Moment
    track: Track
    reported: Reported | None
    returned: bool


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
        this = _round(plan, current, submissions.get(current), on, rules.calendar, last=current == period)
        found, verdicts = [], []
        for measure, indicator in plan.indicators():
            verdict, findings = _judge(measure, indicator, tracks[indicator.id], this, rules.profile)
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


def _round(plan: Plan, period: Period, known: Submission | None, on: date, calendar: Calendar, last: bool) -> _Round:
    due = calendar.after(period.end, plan.reporting.due)
    grace_end = calendar.after(due, plan.reporting.grace)
    as_of = on if last else min(on, grace_end + timedelta(days=1))
    exempt: dict[str, tuple[Exemption, ...]] = {}
    for exemption in plan.exemptions:
        if exemption.start <= period.end <= exemption.end:
            exempt[exemption.indicator] = (*exempt.get(exemption.indicator, ()), exemption)
    return _Round(plan, period, known.values if known else {}, as_of, due, grace_end, last, exempt)


def _judge(
    measure: Measure, indicator: Indicator, track: Track, this: _Round, profile: Profile
) -> tuple[Verdict, list[Finding]]:
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
    case = _Case(measure, indicator, kinds.load(indicator.kind), moment, track, known, bool(returned))
    verdict = _decide(case, this, profile)
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


def _remember(case: _Case, given: Reported, this: _Round) -> None:
    """Keep a value for later periods; one that comes late counts from its day on."""
    value = case.kind.measured(case.indicator, case.moment, given, case.track.year_ago(this.period))
    amount = given.value if given.value is not None else value
    if amount is not None:
        case.track.add(Entry(this.period, amount, given), this.on)
        case.track.exact.append(checks.is_exact(case.moment, given.value))


def _decide(case: _Case, this: _Round, profile: Profile) -> Verdict:
    """rules 4, order of decision: the first rule that holds. Numbers are the rule's place in that list."""
    indicator, moment, kind, reported = case.indicator, case.moment, case.kind, case.reported
    usable = reported if not case.returned else None
    verdict = _verdicts(case, this)
    if indicator.id in this.exemptions:
        return verdict(1, Reason.EXEMPT)
    if reported is not None and reported.falsified:
        return verdict(2, Reason.FALSE_DATA, score=bands.ZERO)
    corrected = usable is not None and usable.correction
    if not corrected and (met := _met_before(case) if kind.CLOSES else _closed_before(case)) is not None:
        return verdict(3, Reason.COMPLETED, value=met if usable is None else None, score=bands.ONE)
    if moment.cut_off < moment.start:
        return verdict(4, Reason.NOT_STARTED)
    if not _due_now(indicator, kind, moment, this):
        return verdict(5, Reason.NOT_DUE)
    if usable is None:
        if this.on <= this.due:
            return verdict(6, Reason.PENDING)
        reason = Reason.UNREPORTED_GRACE if this.on <= this.grace_end else Reason.UNREPORTED
        return verdict(6, reason, score=bands.ZERO)
    band = kind.band(indicator, moment, profile)
    value = kind.measured(indicator, moment, usable, case.track.year_ago(this.period))
    if band is None or value is None:
        return verdict(7, Reason.NO_BASIS, value=value)
    if usable.n is not None and usable.n < checks.SMALL:
        return verdict(7, Reason.SMALL_SAMPLE, value=value)
    if kind.REPORTS == "grade" and not usable.confirmed:
        return verdict(7, Reason.PENDING_REVIEW, value=value)
    light = band.light(value)
    points = kind.score(indicator, moment, light, value)
    if kind.ends(indicator) and moment.closed:
        overdue = Reason.OVERDUE if indicator.binding else Reason.OVERDUE_EXPECTED
        return verdict(8, Reason.COMPLETED if light is Light.GREEN else overdue, value, band, points)
    if kind.LIMIT and (peak := _over_before(case)) is not None:
        worst = max(peak, value)
        return verdict(9, Reason.OVER_CAP, value, band, kind.score(indicator, moment, Light.RED, worst))
    return verdict(9, kind.reason(indicator, moment, light, value), value, band, points)


def _verdicts(case: _Case, this: _Round) -> Callable[..., Verdict]:
    """Return a maker of this case's verdicts."""

    def verdict(rule: int, reason: Reason, value: Fraction | None = None, band: Band | None = None,
                score: Fraction | None = None) -> Verdict:  # fmt: skip
        light = light_of(reason)
        # nothing is computed from a value that was found false
        usable = reason is not Reason.FALSE_DATA and not case.returned
        if value is None and case.reported is not None and usable:
            value = case.kind.measured(case.indicator, case.moment, case.reported, case.track.year_ago(this.period))
        completion, ratio = _progress(case, value)
        return Verdict(
            case.measure, case.indicator, light, reason, rule, _status(case, this, reason), case.moment,
            band, _shown(case, reason), value, completion, ratio, score if light is not Light.GREY else None,
            case.kind.unit(case.indicator),
        )  # fmt: skip

    return verdict


def _shown(case: _Case, reason: Reason) -> Reported | None:
    """The report that a verdict shows: this period's, or the earlier one that completed the target."""
    last = case.track.last(case.moment.start)
    return last.reported if reason is Reason.COMPLETED and case.reported is None and last else case.reported


def _progress(case: _Case, value: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """Return c and r of a paced target."""
    moment = case.moment
    if value is None or moment.expected is None or moment.baseline is None or case.kind.LIMIT:
        return None, None
    way = bands.gone(moment.baseline, moment.target or bands.ZERO)
    expected = bands.gone(moment.baseline, moment.expected)
    gone = bands.gone(moment.baseline, value)
    return (gone / way if way else None), (gone / expected if expected else None)


def _status(case: _Case, this: _Round, reason: Reason) -> Status:
    if case.reported is not None:
        if case.returned:
            return Status.RETURNED
        return Status.LATE if case.reported.submitted > this.due else Status.ON_TIME
    return Status.MISSING if reason in (Reason.UNREPORTED, Reason.UNREPORTED_GRACE) else Status.NOT_DUE


def _met_before(case: _Case) -> Fraction | None:
    """Return the number with which an earlier submission of the window met the target (decision 3)."""
    last = case.track.last(case.moment.start)
    if last is None:
        return None
    if case.kind.SCALE == "nodes":
        value = case.kind.measured(case.indicator, case.moment, last.reported, None)
        nodes = len(case.indicator.nodes) or 1
        return value if value is not None and value >= nodes else None
    target = case.moment.target
    met = target is not None and bands.meets(case.indicator, target, last.value, up=True)
    return last.value if met else None


def _closed_before(case: _Case) -> Fraction | None:
    """A level or rank that met its target at the deadline, in an earlier period, is not asked again."""
    last = case.track.last(None)
    ended = case.kind.ends(case.indicator) and last is not None and last.period.end >= case.moment.end
    if case.reported is not None or not ended or last is None or not case.track.past:
        return None
    return last.value if case.track.past[-1].reason is Reason.COMPLETED else None


def _over_before(case: _Case) -> Fraction | None:
    """A cap that was passed once in the window stays red to its end: return by how high a value."""
    peak, target = case.track.peak(case.moment.start), case.moment.target
    over = peak is not None and target is not None and not bands.meets(case.indicator, target, peak, up=False)
    return peak if over else None


def _due_now(indicator: Indicator, kind: kinds.Kind, moment: Moment, this: _Round) -> bool:
    """Tell whether a report is owed: not between rarer reports, not after a standing duty's window is over."""
    if indicator.every and periods.holding(moment.cut_off, indicator.every).end != moment.cut_off:
        return False
    return kind.ends(indicator) or this.period.start <= moment.end


def _with_history(verdict: Verdict, track: Track) -> Verdict:
    """Add what the earlier periods say."""
    past, moment, indicator = track.past, verdict.moment, verdict.indicator
    running = history.streak(past, verdict.light)
    ahead = history.outlook(moment, verdict.value) if verdict.light is not Light.GREY else None
    meets = None
    if ahead is not None and moment.target is not None:
        up = not kinds.of(indicator).LIMIT and moment.target > (moment.baseline or 0)
        meets = bands.meets(indicator, moment.target, ahead, up)
    return verdict._replace(
        past=tuple(past), previous=past[-1].light if past else None, streak=running,
        step=history.step(verdict.light, running), trend=history.trend(past, verdict.light),
        outlook=ahead, outlook_meets=meets,
    )  # fmt: skip


def _calendar_gaps(calendar: Calendar, start: date, end: date) -> Iterable[Finding]:
    for year in calendar.unlisted(start, end):
        yield finding("W-CAL", Where(calendar.file or "calendar.yaml"), year=year)
