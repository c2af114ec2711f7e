"""Checks on values (rules 5) and what counts as a value (rules 2.2)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checker.model import Assessment, Finding, Level, Verdict
from tests.harness import assess, judge, make_plan, read_values
from tests.rules.targets import CUMULATIVE, YEAR

TWO_YEARS = {"start": "2021-01-01", "end": "2022-12-31"}
HELD = {"kind": "maintain", "direction": "up", "target": 50}
SHARE = {"kind": "maintain", "direction": "up", "target": 50, "unit": "%"}

ASKED = {"kind": "maintain", "direction": "up", "target": 50, "unit": "分"}


def look(
    indicators: list[dict[str, Any]], reports: dict[str, dict[str, Any]], **more: Any
) -> tuple[Assessment, list[Finding]]:
    """Judge the last period; with it all findings on its values, from reading and from judging."""
    plan = make_plan(*indicators, **more)
    result = assess(plan, reports)
    last = list(reports)[-1]
    return result, [*result.findings, *read_values(plan, last, reports[last])[1]]


def name(finding: Finding) -> str:
    """Return the specification's number of a finding; the code may say more (`W1-year`)."""
    return finding.code if finding.code == "W-CAL" else finding.code.partition("-")[0]


def look_at(indicator: dict[str, Any], values: dict[str, Any], **more: Any) -> tuple[Verdict, set[str]]:
    """Judge one indicator; with it the codes of the findings on it."""
    result, findings = look([indicator], {period: {"1a": value} for period, value in values.items()}, **more)
    return result.verdicts[0], {name(finding) for finding in findings if finding.indicator in ("1a", "")}


def codes_of(indicator: dict[str, Any], values: dict[str, Any], **more: Any) -> set[str]:
    return look_at(indicator, values, **more)[1]


def returned(indicator: dict[str, Any], values: dict[str, Any], code: str) -> bool:
    """Tell whether the value was returned for this reason; never one without the other."""
    verdict, found = look_at(indicator, values)
    assert (code in found) == (verdict.status == "returned"), (found, verdict.status)
    return code in found


# --- what is no value, and how numbers are read ---------------------------------------------------------------


@pytest.mark.parametrize("blank", ["null", "", "-", "—", "/", "无", "暂无", "N/A"])
def test_nothing_reported_is_not_zero(blank: str) -> None:
    verdict, found = look_at(CUMULATIVE, {"2022-Q2": blank})
    assert (verdict.reason, verdict.value) == ("pending", None)
    assert found, "a hint is given"


@pytest.mark.parametrize(
    ("written", "light"),
    [("２０", "green"), ("1,020", "green"), ("20%", "green"), ("１９．９", "yellow"), ("１，０００", "green")],
)
def test_numbers_are_read_with_a_warning(written: str, light: str) -> None:
    indicator = CUMULATIVE if "%" not in written else {**CUMULATIVE, "unit": "%"}
    verdict, found = look_at(indicator, {"2022-Q2": written})
    assert verdict.light == light
    assert found, "a warning is given"


def test_a_wrong_value_does_not_stop_the_others() -> None:
    result, _ = look([CUMULATIVE, CUMULATIVE], {"2022-Q2": {"1a": "约二十", "1b": 20}})
    assert [verdict.reason for verdict in result.verdicts] == ["pending", "on_pace"]


# --- E: the value is returned -----------------------------------------------------------------------------------


def test_e1_required_field_empty() -> None:
    assert returned(SHARE, {"2022-Q2": {"part": 180}}, "E1")


def test_e2_not_a_number() -> None:
    assert returned(CUMULATIVE, {"2022-Q2": "约二十"}, "E2")
    assert not returned(CUMULATIVE, {"2022-Q2": 20}, "E2")


@pytest.mark.parametrize(
    ("value", "wrong"), [("0", False), ("100", False), ("100.01", True), ("-0.01", True), ("55", False)]
)
def test_e3_share_outside_0_to_100(value: str, wrong: bool) -> None:
    assert returned(SHARE, {"2022-Q2": value}, "E3") == wrong


def test_e3_is_for_shares() -> None:
    assert not returned(HELD, {"2022-Q2": 101}, "E3")


@pytest.mark.parametrize(("value", "wrong"), [("10", False), ("9.99", True), ("0", True), ("11", False)])
def test_e4_cumulative_below_the_last_period(value: str, wrong: bool) -> None:
    assert returned(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": value}, "E4") == wrong


def test_e4_is_allowed_by_a_correction() -> None:
    """9 of 20 expected is red, not returned."""
    correction = {"value": 9, "correction": True, "reason": "重复统计"}
    verdict, found = look_at(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": correction})
    assert "E4" not in found
    assert verdict.reason == "far_behind"
    assert verdict.value == 9


def test_e4_compares_with_the_corrected_value_afterwards() -> None:
    correction = {"value": 9, "correction": True, "reason": "重复统计"}
    assert not returned(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": correction, "2022-Q3": "9.5"}, "E4")


def test_e4_compares_with_values_that_count_and_are_there() -> None:
    """Not with a falsified value, nor with one that comes after the run date."""
    false = {"value": 30, "falsified": True, "by": "市人社局", "reason": "虚报"}
    assert not returned(CUMULATIVE, {"2022-Q1": false, "2022-Q2": 20}, "E4")
    assert not returned(CUMULATIVE, {"2022-Q1": {"value": 30, "submitted": "2022-07-20"}, "2022-Q2": 20}, "E4")
    assert returned(CUMULATIVE, {"2022-Q1": {"value": 30, "submitted": "2022-06-01"}, "2022-Q2": 20}, "E4")


def test_e4_starts_afresh_with_a_new_window() -> None:
    """Year-to-date values begin again in January."""
    indicator = {"kind": "cumulative", "target": 10, "per": "quarter"}
    verdict, found = look_at(indicator, {"2021-Q4": 40, "2022-Q1": 10}, **TWO_YEARS)
    assert "E4" not in found
    assert verdict.light == "green"


def test_e4_is_for_cumulative_values() -> None:
    assert not returned(HELD, {"2022-Q1": 60, "2022-Q2": 50}, "E4")
    level = {"kind": "level", "direction": "up", "baseline": 10, "target": 50, "by": YEAR}
    assert not returned(level, {"2022-Q1": 40, "2022-Q2": 35}, "E4")


def parts_of(total: str, first: str, second: str) -> tuple[Assessment, list[Finding]]:
    whole = {**CUMULATIVE, "parts": ["1b", "1c"]}
    return look([whole, CUMULATIVE, CUMULATIVE], {"2022-Q2": {"1a": total, "1b": first, "1c": second}})


def test_e5_parts_must_add_up() -> None:
    result, findings = parts_of("20", "10", "9.9")
    assert ("E5", "1a") in {(finding.code, finding.indicator) for finding in findings}
    assert result.verdicts[0].status == "returned"


@pytest.mark.parametrize(
    ("total", "first", "second"), [("20", "10", "10"), ("0.3", "0.1", "0.2"), ("1.1", "0.7", "0.4")]
)
def test_e5_parts_add_up_exactly(total: str, first: str, second: str) -> None:
    result, findings = parts_of(total, first, second)
    assert "E5" not in {finding.code for finding in findings}
    assert result.verdicts[0].status == "on_time"


def test_e6_part_above_whole() -> None:
    assert returned(SHARE, {"2022-Q2": {"part": 241, "whole": 240}}, "E6")
    assert not returned(SHARE, {"2022-Q2": {"part": 240, "whole": 240}}, "E6")


def test_e7_unknown_indicator_is_a_fault_of_the_file() -> None:
    _, findings = read_values(make_plan(CUMULATIVE), "2022-Q2", {"1a": 20, "9z": 3})
    assert [(finding.code, finding.level) for finding in findings] == [("E7", Level.FAULT)]


def test_e7_unknown_unit_word_returns_the_value_and_does_not_stop_the_run() -> None:
    """Only unknown ids and periods (E7) and double values (E8) are faults of the file."""
    plan = make_plan({**CUMULATIVE, "unit": "场"})
    read, findings = read_values(plan, "2022-Q2", {"1a": {"value": 20, "unit": "哩"}})
    assert [*findings, *read.values["1a"].faults]
    assert not [finding for finding in findings if finding.level is Level.FAULT]


@pytest.mark.parametrize(("unit", "reported"), [("%", "分"), ("分", "%"), ("个", "万"), ("场", "所")])
def test_e9_unit_differs(unit: str, reported: str) -> None:
    indicator = {**HELD, "unit": unit}
    assert returned(indicator, {"2022-Q2": {"value": 60, "unit": reported}}, "E9")
    assert not returned(indicator, {"2022-Q2": {"value": 60, "unit": unit}}, "E9")


def test_e9_ten_thousand_of_a_unit_is_another_unit() -> None:
    """万 vs 个: 9 万个 is never read as 9 个."""
    verdict, found = look_at({**CUMULATIVE, "unit": "个"}, {"2022-Q2": {"value": 30, "unit": "万个"}})
    assert (verdict.light, verdict.status) == ("grey", "returned"), found


def test_e10_fraction_of_a_counted_thing() -> None:
    schools = {**CUMULATIVE, "unit": "所", "discrete": True}
    assert returned(schools, {"2022-Q2": "1.5"}, "E10")
    assert not returned(schools, {"2022-Q2": "20"}, "E10")
    assert not returned({**CUMULATIVE, "unit": "万元"}, {"2022-Q2": "20.5"}, "E10")


@pytest.mark.parametrize(
    ("unit", "counted"), [("人", True), ("所", True), ("万人", False), ("万元", False), ("%", False)]
)
def test_e10_by_the_unit(unit: str, counted: bool) -> None:
    assert returned({**CUMULATIVE, "unit": unit}, {"2022-Q2": "20.5"}, "E10") == counted


# --- W: explain, never a light ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "wrong"), [("130", False), ("130.01", True), ("70", False), ("69.99", True), ("100", False)]
)
def test_w1_changed_by_more_than_three_tenths(value: str, wrong: bool) -> None:
    assert ("W1" in codes_of(HELD, {"2022-Q1": 100, "2022-Q2": value})) == wrong


def test_w1_is_exact_where_floats_err() -> None:
    """1.3 · 0.7 = 0.91 and 1.3 · 1.1 = 1.43: exactly 30 %, which is not more than 30 %."""
    assert "W1" not in codes_of(HELD, {"2022-Q1": "0.7", "2022-Q2": "0.91"})
    assert "W1" not in codes_of(HELD, {"2022-Q1": "1.1", "2022-Q2": "1.43"})


def test_w1_against_last_year() -> None:
    """131 is as in Q1, but 31 % above the 100 of a year before."""
    values = {"2021-Q2": 100, "2021-Q3": 110, "2021-Q4": 120, "2022-Q1": 131, "2022-Q2": 131}
    assert "W1" in codes_of(HELD, values, **TWO_YEARS)
    assert "W1" not in codes_of(HELD, {**values, "2021-Q2": 101}, **TWO_YEARS)


def test_w2_cumulative_unchanged() -> None:
    assert "W2" in codes_of(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 10, "2022-Q3": 10})
    assert "W2" not in codes_of(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 10, "2022-Q3": 11})


def test_w2_is_for_cumulative_values() -> None:
    assert "W2" not in codes_of(HELD, {"2022-Q1": 60, "2022-Q2": 60, "2022-Q3": 60})


def test_w3_zero_after_a_positive_value() -> None:
    assert "W3" in codes_of(HELD, {"2022-Q1": 5, "2022-Q2": 0})
    assert "W3" not in codes_of(HELD, {"2022-Q1": 0, "2022-Q2": 0})
    assert "W3" not in codes_of(HELD, {"2022-Q1": 5, "2022-Q2": 1})


@pytest.mark.parametrize(("before", "wrong"), [(30, False), (21, False), (19, True), (0, True)])
def test_w4_half_of_the_target_in_the_last_quarter(before: int, wrong: bool) -> None:
    """T 40: 21 → 40 adds 19, 19 → 40 adds 21 (more than half)."""
    assert ("W4" in codes_of(CUMULATIVE, {"2022-Q3": before, "2022-Q4": 40})) == wrong


def test_w4_is_about_the_last_quarter() -> None:
    assert "W4" not in codes_of(CUMULATIVE, {"2022-Q2": 1, "2022-Q3": 40})


@pytest.mark.parametrize(("value", "wrong"), [(80, False), ("80.01", True), (40, False)])
def test_w5_above_twice_the_target(value: object, wrong: bool) -> None:
    assert ("W5" in codes_of(CUMULATIVE, {"2022-Q2": value})) == wrong


@pytest.mark.parametrize(
    "indicator",
    [
        {"kind": "level", "direction": "up", "baseline": 1, "target": 5, "by": YEAR},
        {"kind": "level", "direction": "up", "target": 5, "by": YEAR},
        {"kind": "maintain", "direction": "up", "target": 5},
    ],
)
def test_w5_is_for_every_kind_where_more_is_better(indicator: dict[str, Any]) -> None:
    """The rule names no kind (W2 and E4 do)."""
    assert "W5" in codes_of(indicator, {"2022-Q2": "10.01"})
    assert "W5" not in codes_of(indicator, {"2022-Q2": 10})


def test_w5_measures_the_years_target() -> None:
    """per month, 2: T is 24 for the year, so 48 is 200 %."""
    indicator = {"kind": "cumulative", "target": 2, "per": "month"}
    assert "W5" not in codes_of(indicator, {"2022-Q2": 48})
    assert "W5" in codes_of(indicator, {"2022-Q2": 49})


@pytest.mark.parametrize(("value", "wrong"), [(3, False), (4, True), (2, False)])
def test_w5_above_the_ceiling(value: int, wrong: bool) -> None:
    verdict, found = look_at({"kind": "cumulative", "target": 2, "ceiling": 3, "by": YEAR}, {"2022-Q3": value})
    assert ("W5" in found) == wrong
    assert verdict.light == "green"


def test_w6_exactly_t_three_times_running() -> None:
    level = {"kind": "level", "direction": "up", "target": 50, "by": YEAR}
    assert "W6" in codes_of(level, {"2022-Q1": 50, "2022-Q2": 50, "2022-Q3": 50})
    assert "W6" not in codes_of(level, {"2022-Q2": 50, "2022-Q3": 50})
    assert "W6" not in codes_of(level, {"2022-Q1": 50, "2022-Q2": "50.1", "2022-Q3": 50})
    assert "W6" not in codes_of(level, {"2022-Q1": 60, "2022-Q2": 60, "2022-Q3": 60})


def test_w6_exactly_e_three_times_running() -> None:
    assert "W6" in codes_of(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 20, "2022-Q3": 30})
    assert "W6" not in codes_of(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 21, "2022-Q3": 30})
    assert "W6" not in codes_of(CUMULATIVE, {"2022-Q2": 20, "2022-Q3": 30})


def test_w7_more_than_half_do_not_know() -> None:
    assert "W7" in codes_of(ASKED, {"2022-Q2": {"value": 60, "n": 40, "unknown": 100}})
    assert "W7" not in codes_of(ASKED, {"2022-Q2": {"value": 60, "n": 100, "unknown": 10}})


def test_w7_small_sample() -> None:
    assert "W7" in codes_of(ASKED, {"2022-Q2": {"value": 60, "n": 29}})
    assert "W7" not in codes_of(ASKED, {"2022-Q2": {"value": 60, "n": 300}})


def test_w9_late() -> None:
    """Q3 2022: due 10-12, grace to 10-17."""
    plan = make_plan(CUMULATIVE)
    for day, late in (("2022-10-12", False), ("2022-10-18", True)):
        result = assess(plan, {"2022-Q3": {"1a": {"value": 30, "submitted": day}}}, on=date(2022, 10, 31))
        assert ("W9" in {finding.code for finding in result.findings}) == late, day


def test_a_note_explains_a_warning() -> None:
    """待说明 unless the value has a note."""
    for note, explained in (("", False), ("疫情后恢复", True)):
        value = {"value": 80, "note": note} if note else 80
        result, _ = look([HELD], {"2022-Q1": {"1a": 50}, "2022-Q2": {"1a": value}})
        assert [finding.explained for finding in result.findings if finding.code == "W1"] == [explained]


@pytest.mark.parametrize(
    ("indicator", "values"),
    [
        (HELD, {"2022-Q1": 200, "2022-Q2": 60}),  # W1
        (CUMULATIVE, {"2022-Q1": 30, "2022-Q2": 30, "2022-Q3": 30}),  # W2
        (CUMULATIVE, {"2022-Q3": 1, "2022-Q4": 40}),  # W4
        (CUMULATIVE, {"2022-Q1": 81}),  # W5
        (CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 20, "2022-Q3": 30}),  # W6
        (ASKED, {"2022-Q2": {"value": 60, "n": 40, "unknown": 100}}),  # W7
    ],
)
def test_warnings_never_change_a_light(indicator: dict[str, Any], values: dict[str, Any]) -> None:
    verdict, found = look_at(indicator, values)
    assert {code for code in found if code.startswith("W")}
    assert verdict.light == "green"


def test_warnings_are_about_the_period_that_is_judged() -> None:
    """The jump from Q1 to Q2 is no news at Q3."""
    assert "W1" not in codes_of(HELD, {"2022-Q1": 100, "2022-Q2": 200, "2022-Q3": 201})


def test_findings_name_their_place() -> None:
    _, findings = look([CUMULATIVE], {"2022-Q1": {"1a": 10}, "2022-Q2": {"1a": 9}})
    places = [finding.where for finding in findings if finding.code == "E4"]
    assert places
    assert all(place.file == "2022-Q2.yaml" and place.line == 5 for place in places)


def test_judging_twice_gives_the_same() -> None:
    first = judge(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 19})
    assert first == judge(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 19})


def facts_of(indicator: dict[str, Any], values: dict[str, Any], code: str) -> dict[str, Any]:
    """What the finding of a code says of the last value."""
    _, found = look([indicator], {period: {"1a": value} for period, value in values.items()})
    return dict(next(finding.facts for finding in found if finding.code == code))


def test_a_remark_tells_the_numbers_it_rests_on() -> None:
    """From 10 to 15 is half more; beyond the ceiling the ceiling is named, not the target."""
    level = {"kind": "level", "direction": "up", "target": 90, "unit": "万元", "by": YEAR, "baseline": 0}
    swing = facts_of(level, {"2022-Q1": 10, "2022-Q2": 15}, "W1")
    assert (swing["last"], swing["now"], swing["rate"]) == ("10", "15", "50")
    assert facts_of({**CUMULATIVE, "target": 40, "ceiling": 50}, {"2022-Q4": 60}, "W5")["target"] == "50"
    few = facts_of({**HELD, "unit": "%"}, {"2022-Q1": {"value": 96, "n": 20}}, "W7")
    assert (few["n"], few["unknown"]) == (20, 0)


def test_what_was_added_and_what_was_there_are_told_exactly() -> None:
    """A running total is compared by what each period added; decimals are told to the sixth place."""
    added = facts_of(CUMULATIVE, {"2022-Q1": 10, "2022-Q2": 30}, "W1-added")
    assert (added["last"], added["now"], added["rate"]) == ("10", "20", "100")
    late = facts_of(CUMULATIVE, {"2022-Q1": 3, "2022-Q2": 6, "2022-Q3": 9, "2022-Q4": 35}, "W4")
    assert late["grown"] == "26"
    money = {"kind": "cumulative", "target": 40, "by": YEAR, "unit": "亿元"}
    assert facts_of(money, {"2022-Q1": "10.12345678", "2022-Q2": 9}, "E4")["last"] == "10.123457"
    assert facts_of({**money, "target": 1.12345678}, {"2022-Q1": 5}, "W5")["target"] == "1.123457"


def test_a_new_year_begins_anew() -> None:
    """The same total at the end of one year and at the first cut-off of the next is no standstill."""
    yearly = {"kind": "cumulative", "target": 40, "per": "year", "unit": "亿元"}
    assert "W2" not in codes_of(yearly, {"2021-Q4": 10, "2022-Q1": 10}, **TWO_YEARS)
    assert "W2" in codes_of(yearly, {"2022-Q1": 10, "2022-Q2": 10}, **TWO_YEARS)
