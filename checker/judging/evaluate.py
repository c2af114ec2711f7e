"""(plan, submissions, on) → Assessment. The order of decision stands in `order`.

Pure: no clock, no files, no language. Periods are judged from the oldest on, each as of its own reporting date
(the day after its grace ended), so a value that came later never recolours the past (rules 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from checker import kinds
from checker.judging import checks, history, ladder, outlook, scoring, window
from checker.judging.case import Case, Round, few
from checker.judging.history import Entry, Track
from checker.judging.verdicts import Found, found_of, verdict_of
from checker.model import (
    Assessment,
    Exemption,
    Finding,
    Indicator,
    Light,
    Measure,
    Message,
    Moment,
    Past,
    Plan,
    Profile,
    Reported,
    Status,
    Submission,
    Verdict,
    Where,
    finding,
)
from checker.model.periods import Period
from checker.model.verdict import Ruling
from checker.model.workdays import Calendar

_NO_LIGHTS: Mapping[str, Ruling] = MappingProxyType({})
_NONE: Mapping[Period, Mapping[str, Ruling]] = MappingProxyType({})


class Rules(NamedTuple):
    """What the shared files say: threshold lines, working days, the domains' order, units that are not ranked."""

    profile: Profile
    calendar: Calendar
    domains: tuple[str, ...] = ()
    unranked: frozenset[str] = frozenset()


def evaluate(
    plan: Plan,
    submissions: Mapping[Period, Submission],
    period: Period,
    on: date,
    rules: Rules,
    issued: Mapping[Period, Mapping[str, Ruling]] = _NONE,
) -> Assessment:
    """Judge every indicator of a plan for one period as known on the day `on`.

    `submissions` holds the period itself and all others that are known; those of the same rhythm that ended
    earlier are its history. A period without a submission, also one between two others, is judged as wholly
    unreported. Where a period was `issued`, its lights count as they were issued; where they would be others now, that
    is said (W-ISSUED).
    """
    known = {p: s for p, s in submissions.items() if p.every == period.every and p.end <= period.end}
    frozen = {p: lights for p, lights in issued.items() if p.every == period.every and p.end <= period.end}
    spans = _without_gaps([*known, *frozen, period])
    differing: list[Finding] = []
    pairs, tracks = plan.indicators(), _tracks(plan)
    for this in _each_round(plan, known, spans, on, rules, frozen):
        if this.last:
            judged = [_judge(measure, indicator, tracks[indicator.id], this) for measure, indicator in pairs]
            lights = [(each.verdict.indicator, each.verdict.light) for each in judged]
        else:
            lights = [(each, _pass_by(measure, each, tracks[each.id], this)) for measure, each in pairs]
        differing += _differing(lights, this)
    verdicts, found = said_twice([each.verdict for each in judged]), [f for each in judged for f in each.findings]
    own = known.get(period)
    found += [
        *_late(verdicts),
        *_of_the_run(plan, this, rules, [p for p in spans if p not in known and p != period]),
        *differing,
    ]
    partial = own is not None and own.partial
    return Assessment(
        plan, period, period.end, this.due, this.grace_end, on, rules.profile,
        any(submission.illustrative for submission in known.values()),
        scoring.tally(verdicts), tuple(verdicts), scoring.by_domain(verdicts, rules.domains, partial),
        scoring.by_unit(verdicts, rules.unranked, partial), tuple(found), own.files if own else (), partial,
    )  # fmt: skip


class Judged(NamedTuple):
    """One verdict with the value that was compared, what is to be said of it and why it goes back.

    `findings` are told of the last period, and `value` is None where this period brought none that counts.
    """

    verdict: Verdict
    value: Fraction | None
    findings: list[Finding]
    wrong: list[Finding]


def rounds(
    plan: Plan,
    known: Mapping[Period, Submission],
    spans: Sequence[Period],
    on: date,
    rules: Rules,
) -> Iterator[tuple[Round, list[Judged]]]:
    """Judge the periods `spans` one after the other, from the oldest on; the last is judged as of the day `on`."""
    pairs, tracks = plan.indicators(), _tracks(plan)
    for this in _each_round(plan, known, spans, on, rules, _NONE):
        yield this, [_judge(measure, indicator, tracks[indicator.id], this) for measure, indicator in pairs]


def _tracks(plan: Plan) -> dict[str, Track]:
    return {indicator.id: Track() for _, indicator in plan.indicators()}


def _each_round(
    plan: Plan,
    known: Mapping[Period, Submission],
    spans: Sequence[Period],
    on: date,
    rules: Rules,
    issued: Mapping[Period, Mapping[str, Ruling]],
) -> Iterator[Round]:
    for current in spans:
        this = round_of(plan, current, known.get(current), on, rules, last=current == spans[-1])
        yield this._replace(issued=issued.get(current, _NO_LIGHTS))


def _without_gaps(known: Sequence[Period]) -> list[Period]:
    """Every period from the first to the last."""
    made = [min(known, key=lambda p: p.end)]
    last = max(known, key=lambda p: p.end)
    while made[-1].end < last.end:
        made.append(made[-1].following())
    return made


def round_of(plan: Plan, period: Period, known: Submission | None, on: date, rules: Rules, last: bool) -> Round:
    """Say of a period on which day it is judged, and what holds for all its indicators."""
    due = rules.calendar.due(plan.reporting, period)
    grace_end = rules.calendar.after(due, plan.reporting.grace)
    as_of = on if last else min(on, grace_end + timedelta(days=1))
    exempt: dict[str, tuple[Exemption, ...]] = {}
    for exemption in plan.exemptions:
        if exemption.start <= period.end <= exemption.end:
            exempt[exemption.indicator] = (*exempt.get(exemption.indicator, ()), exemption)
    return Round(plan, period, known.values if known else {}, as_of, due, grace_end, last, exempt, rules.profile,
                 known is not None and known.partial, known.files[0] if known and known.files else "",
                 _NO_LIGHTS)  # fmt: skip


class _Opened(NamedTuple):
    """A case with what was given for it, why that goes back, and what it was checked against."""

    case: Case
    given: Reported | None
    wrong: list[Finding]
    seen: checks.Seen


def _opened(measure: Measure, indicator: Indicator, track: Track, this: Round) -> _Opened:
    """Make the case of one indicator in one period: what was asked, and what counts of what was given."""
    track.arrive(this.on)
    indicator = indicator.revised(this.period.end)
    given = this.values.get(indicator.id)
    given = None if given is None or given.blank else given
    before = _known_before(indicator, track, this)
    moment = window.moment(indicator, this.plan, this.period.end, before)
    seen = checks.Seen(moment, track, checks.parts(indicator, this.plan, this.values, this.on))
    wrong = list(checks.returned(indicator, given, seen)) if given is not None else []
    if given is not None and not wrong and given.planned is not None and given.submitted <= this.on:
        moment = window.moment(indicator, this.plan, this.period.end, _promising(before.promised, given.planned))
    known = given if given is not None and given.submitted <= this.on else None
    reported = _with_earlier_nodes(indicator, known, track, moment) if known and not wrong else known
    return _Opened(Case(measure, indicator, moment, track, reported, bool(known and wrong), this), given, wrong, seen)


def _judge(measure: Measure, indicator: Indicator, track: Track, this: Round) -> Judged:
    """Judge one indicator in one period and enter it into its track."""
    case, given, wrong, seen = _opened(measure, indicator, track, this)
    verdict = verdict_of(case)
    findings: list[Finding] = []
    if this.last:
        verdict = _with_history(case, verdict)
        findings = _findings(case, given, wrong, seen)
    _enter(case, given, wrong, Found(verdict.light, verdict.reason, verdict.value))
    return Judged(verdict, case.value, findings, wrong if case.returned else [])


def _pass_by(measure: Measure, indicator: Indicator, track: Track, this: Round) -> Light:
    """Enter an earlier period into a track; of its verdict later periods see no more than light, reason and value."""
    case, given, wrong, _ = _opened(measure, indicator, track, this)
    found = found_of(case)
    _enter(case, given, wrong, found)
    return found.light


def _enter(case: Case, given: Reported | None, wrong: list[Finding], found: Found) -> None:
    """Keep for later periods what was found, and what was reported if it counts."""
    case.track.past.append(_past(case, found))
    if given is not None and (given.falsified or not wrong):
        _remember(case, given)


def _past(case: Case, found: Found) -> Past:
    """What later periods see of a verdict: the light that was issued, where one was."""
    this = case.round
    issued = this.issued.get(case.indicator.id)
    light, reason = (issued.light, issued.reason) if issued else (found.light, found.reason)
    mild, bag = ladder.mild(reason, case.moment), issued.bag if issued else ""
    return Past(str(this.period), light, reason, found.value, this.period.end, mild, this.file, bag, found.light)


def _differing(lights: Sequence[tuple[Indicator, Light]], this: Round) -> Iterator[Finding]:
    """Say, once a period, which lights were issued otherwise than they would be found now."""
    told = [(i.id, light, this.issued[i.id]) for i, light in lights if i.id in this.issued and not i.same_target]
    items = [Message("issued.differs", {"id": name, "old": Message(f"light.{ruling.light}"),
                                        "new": Message(f"light.{light}")})
             for name, light, ruling in told if light is not ruling.light]  # fmt: skip
    if items:
        yield finding("W-ISSUED", Where(this.file or this.plan.file), period=str(this.period), count=len(items),
                      items=Message("list", {"words": items}))  # fmt: skip


def _known_before(indicator: Indicator, track: Track, this: Round) -> window.Known:
    """What earlier periods add to the target: a first value (of this window) and the dates promised."""
    kind = kinds.of(indicator)
    if not kind.infers(indicator) and kind.SCALE != "nodes":
        return window.NOTHING
    start, _ = window.bounds(indicator, this.plan, this.period.end)
    first = track.first(start) if kind.infers(indicator) else None
    promised = track.promised(start if indicator.per else None) if kind.SCALE == "nodes" else ()
    return window.Known(first, promised)


def _promising(earlier: tuple[date, ...], planned: date) -> window.Known:
    """The dates promised, with the one that this report gives."""
    return window.Known(None, earlier if earlier[-1:] == (planned,) else (*earlier, planned))


def _findings(case: Case, given: Reported | None, wrong: list[Finding], seen: checks.Seen) -> list[Finding]:
    """What is to be said of the value of the judged period."""
    if given is None:
        return []
    if given.submitted > case.round.on:
        of = case.indicator
        return [finding("future", given.where, indicator=of.id, name=of.name, submitted=given.submitted,
                        on=case.round.on)]  # fmt: skip
    return wrong or list(checks.warnings(case.indicator, given, seen, case.round.period))


def _with_earlier_nodes(indicator: Indicator, known: Reported, track: Track, moment: Moment) -> Reported:
    """A node reported as done stays done; a later report need not repeat it."""
    if kinds.of(indicator).SCALE != "nodes" or known.falsified:
        return known
    done = history.with_nodes(track.done(history.anew(indicator, moment)), known)
    if not indicator.nodes:
        return known._replace(done=done.get(""))
    open_ones = {name: None for name, _ in known.done_nodes}
    return known._replace(done_nodes=tuple((open_ones | done).items()))


def _remember(case: Case, given: Reported) -> None:
    """Keep a report for later periods; one that comes late counts from its day on."""
    period = case.round.period
    if given.falsified:
        case.track.add(Entry(period, None, given, starts=False, false=True), case.round.on)
        return
    value = None if given.none else case.kind.measured(case.indicator, case.moment, given, case.track.year_ago(period))
    amount = given.value if given.value is not None else value
    starts = case.moment.cut_off >= case.moment.start and not few(case.indicator, given)
    case.track.add(Entry(period, amount, given, starts), case.round.on)
    if amount is not None:
        case.track.exact.append(checks.is_exact(case.moment, given.value))


def _with_history(case: Case, verdict: Verdict) -> Verdict:
    """Add what the earlier periods say."""
    past, moment, indicator = case.track.past, verdict.moment, verdict.indicator
    mild = ladder.mild(verdict.reason, moment)
    near = ladder.near(moment, case.round.period.every)
    value = None if verdict.light is Light.GREY else verdict.value
    ahead = outlook.outlook(indicator, moment, verdict.reason, value)
    return verdict._replace(
        past=tuple(past), previous=past[-1].light if past else None, streak=ladder.streak(past, verdict.light),
        step=ladder.step(past, verdict.light, mild, near), trend=ladder.trend(past, verdict.light),
        outlook=ahead, outlook_meets=outlook.meets(indicator, moment, ahead),
        late=any(p.end >= moment.end and p.light in ladder.BAD for p in past if p.end >= moment.start),
    )  # fmt: skip


def said_twice(verdicts: Sequence[Verdict]) -> list[Verdict]:
    """A target said twice is shown with the verdict of the other, and counted there."""
    by_id = {verdict.indicator.id: verdict for verdict in verdicts}
    made = []
    for verdict in verdicts:
        other = by_id.get(verdict.indicator.same_target)
        if other is not None:
            verdict = other._replace(measure=verdict.measure, indicator=verdict.indicator, same=True)
        made.append(verdict)
    return made


def _late(verdicts: Sequence[Verdict]) -> Iterator[Finding]:
    """W9, one line a unit: which of its values came late."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        if verdict.status is Status.LATE and not verdict.same:
            groups.setdefault(next(iter(verdict.measure.asked), ""), []).append(verdict)
    for unit, own in groups.items():
        first = own[0].reported
        assert first is not None
        ids = Message("list", {"words": [v.indicator.id for v in own]})
        made = finding("W9", first.where, unit=unit, count=len(own), ids=ids, submitted=first.submitted)
        yield made._replace(explained=all(_explained(v.reported) for v in own))


def _explained(reported: Reported | None) -> bool:
    return reported is not None and bool(reported.note or reported.reason)


def _of_the_run(plan: Plan, this: Round, rules: Rules, gaps: Sequence[Period]) -> Iterator[Finding]:
    """What is to be said of the run: years without a calendar, periods without a file, a run too early."""
    for year in rules.calendar.unlisted(this.period.end, this.grace_end):
        yield finding("W-CAL", Where(rules.calendar.file or "calendar.yaml"), year=year)
    if gaps:
        words = Message("list", {"words": [str(period) for period in gaps]})
        yield finding("W-GAP", Where(plan.file), periods=words)
    if this.on < min(this.period.end, this.due):
        yield finding("W-EARLY", Where(plan.file), on=this.on, end=this.period.end)
