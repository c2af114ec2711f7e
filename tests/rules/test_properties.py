"""What holds of every plan and every history (`histories`), read and judged as YAML."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from checker import kinds
from checker.locale import speaker
from checker.model import Assessment, Light, Reason, Status, Verdict, light_of, periods
from checker.words.sentence import sentence
from tests.rules.histories import KINDS, WHOLE, cases
from tests.rules.tables import Ran, run

QUICK = settings(max_examples=40, deadline=None, derandomize=True, database=None,
                 suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])  # fmt: skip
WORSE = {Light.GREEN: 0, Light.YELLOW: 1, Light.RED: 2}


def judged(case: dict[str, Any]) -> Assessment:
    """Judge a case that can be read; what is refused says nothing here."""
    ran = run(case)
    assume(ran.assessment is not None)
    assert ran.assessment is not None
    return ran.assessment


def said(verdict: Verdict) -> tuple[object, ...]:
    """What a verdict says, places apart."""
    return (verdict.light, verdict.reason, verdict.status, verdict.value, verdict.score, verdict.moment,
            [past._replace(mild=False) for past in verdict.past], verdict.streak, verdict.step, verdict.outlook)  # fmt: skip


@QUICK
@given(cases())
def test_every_plan_is_judged_or_refused(case: dict[str, Any]) -> None:
    ran: Ran = run(case)
    assert (ran.assessment is None) == bool(ran.faults)
    if ran.assessment is None:
        return
    totals = ran.assessment.totals
    counted = [item for item in case["indicators"] if "same_target" not in item]
    assert totals.green + totals.yellow + totals.red + totals.grey == len(counted)
    for verdict in ran.assessment.verdicts:
        assert verdict.light is light_of(verdict.reason)
        assert 0 <= verdict.moment.pace <= 1


@QUICK
@given(cases(kinds=("level", "rank")))
def test_an_inferred_start_is_never_red_before_its_deadline(case: dict[str, Any]) -> None:
    for verdict in judged(case).verdicts:
        moment, indicator = verdict.moment, verdict.indicator
        open_yet = verdict.rule >= 7 and moment.cut_off < moment.end
        if open_yet and kinds.of(indicator).infers(indicator) and not indicator.schedule:
            assert verdict.light is not Light.RED


@QUICK
@given(cases())
def test_what_is_only_hoped_for_is_red_for_missing_or_false_data_alone(case: dict[str, Any]) -> None:
    hoped = {**case, "indicators": [{**item, "binding": False} for item in case["indicators"]]}
    for verdict in judged(hoped).verdicts:
        if verdict.light is Light.RED:
            assert verdict.reason in (Reason.UNREPORTED, Reason.FALSE_DATA)


@QUICK
@given(cases(kinds=("milestone",)))
def test_an_undone_milestone_that_nobody_dated_is_never_green(case: dict[str, Any]) -> None:
    undated = [{k: v for k, v in item.items() if k not in ("by", "nodes", "revisions")} for item in case["indicators"]]
    reports = {period: dict.fromkeys(own, False) for period, own in case["reports"].items()}
    for verdict in judged({**case, "indicators": undated, "reports": reports}).verdicts:
        assert verdict.light is not Light.GREEN


@QUICK
@given(cases(late=True), st.data())
def test_a_past_period_is_what_its_own_run_said_whatever_comes_later(case: dict[str, Any], data: Any) -> None:
    past_is_kept(case, data)


@QUICK
@given(cases(kinds=("cumulative", "milestone", "level"), late=True, summed=True), st.data())
def test_a_total_its_parts_and_what_is_completed_keep_their_past(case: dict[str, Any], data: Any) -> None:
    past_is_kept(case, data)


def past_is_kept(case: dict[str, Any], data: Any) -> None:
    """One of the past periods is what a run said on the day after its grace, when nothing else was known."""
    whole = judged(case)
    assume(whole.verdicts[0].past)
    place = data.draw(st.integers(0, len(whole.verdicts[0].past) - 1))
    text = whole.verdicts[0].past[place].period
    day = judged({**case, "judge": text}).grace_end + timedelta(days=1)
    assume(day <= case["on"])
    then = {name: _known_by(own, day, name) for name, own in case["reports"].items() if name <= text}
    assume(then)
    own = judged({**case, "reports": then, "judge": text, "on": day})
    first = len(own.verdicts[0].past)
    for now, before in zip(whole.verdicts, own.verdicts, strict=True):
        past = now.past[first]
        assert (past.period, past.light, past.reason, past.value) == (text, before.light, before.reason, before.value)


def _known_by(own: dict[str, Any], day: date, text: str) -> dict[str, Any]:
    """The values of a file that had been handed in by that day."""
    usual = periods.parse(text)
    assert usual is not None
    handed_in = usual.end + timedelta(days=2)
    days = {
        name: value.get("submitted", handed_in) if isinstance(value, dict) else handed_in for name, value in own.items()
    }
    return {name: value for name, value in own.items() if days[name] <= day}


@QUICK
@given(cases(kinds=tuple(kind for kind in KINDS if kind not in ("milestone", "qualitative")), most=1), WHOLE, WHOLE)
def test_a_better_value_is_never_a_worse_light(case: dict[str, Any], first: int, second: int) -> None:
    text = list(case["reports"])[-1]
    lights = []
    for value in sorted({first, second}):
        reported = {"value": value, "last_year": 50} if case["indicators"][0]["kind"] == "change" else value
        verdict = judged({**case, "reports": {**case["reports"], text: {"1a": reported}}}).verdicts[0]
        assume(verdict.status is not Status.RETURNED)
        assume(verdict.light is not Light.GREY)
        lights.append(WORSE[verdict.light])
        up = kinds.of(verdict.indicator).up(verdict.indicator)
    assert lights == sorted(lights, reverse=up)


@QUICK
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_values_and_their_files_say_nothing(case: dict[str, Any], random: Any) -> None:
    other = deepcopy(case)
    for text, own in case["reports"].items():
        names = random.sample(list(own), len(own))
        cut = random.randint(0, len(names))
        parts = [{name: own[name] for name in part} for part in (names[:cut], names[cut:])]
        other["reports"][text] = parts
    other["reports"] = dict(reversed(other["reports"].items()))
    last = max(case["reports"])
    one, two = judged({**case, "judge": last}), judged({**other, "judge": last})
    assert [said(v) for v in one.verdicts] == [said(v) for v in two.verdicts]
    assert [s[:5] for s in one.units] == [s[:5] for s in two.units]


@QUICK
@given(cases(kinds=("cumulative", "level", "cap", "change", "maintain", "milestone", "rank")))
def test_light_and_mark_agree(case: dict[str, Any]) -> None:
    made = judged(case)
    for verdict in made.verdicts:
        if verdict.light is Light.GREY:
            assert verdict.score is None
            continue
        assert verdict.score is not None
        assert 0 <= verdict.score <= 1
        if verdict.light is not Light.GREEN:
            assert verdict.score < 1
        elif made.profile.basis != "gap":  # there nothing may be within the gap
            assert verdict.score > 0


@QUICK
@given(cases(), cases(kinds=("cumulative", "level")))
def test_no_sentence_says_reached_late_or_behind_where_the_numbers_do_not(
    case: dict[str, Any], paced: dict[str, Any]
) -> None:
    say = speaker("zh")
    for verdict in (*judged(case).verdicts, *judged(paced).verdicts):
        moment, value, kind = verdict.moment, verdict.value, kinds.of(verdict.indicator)
        text = say.say(sentence(verdict))
        if "未完成目标" in text or "到期未完成" in text or "晚于时限" in text:
            assert moment.cut_off >= moment.end or verdict.indicator.nodes, text
        if kind.REPORTS != "number" or kind.SCALE == "place" or value is None:
            continue
        at_least = {"，达到序时目标": moment.expected, "，已达到目标（": moment.target, "保持达到": moment.target}
        for words, line in at_least.items():
            if words in text:
                assert line is not None
                assert value == line or (value > line) == kind.up(verdict.indicator), text
        if "慢于序时" in text or "未达到序时目标" in text:
            assert moment.expected is not None
            assert value != moment.expected, text
            assert (value < moment.expected) == kind.up(verdict.indicator), text
