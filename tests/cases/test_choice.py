"""The choice: places, quotas, ties across the line, decisions, and one sentence for every case."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.cases import choosing
from tests.cases.rounds import DEMO, case, chosen, states, whys, written


def test_the_best_are_taken(tmp_path: Path) -> None:
    result = chosen(written(tmp_path, [case(1, 70), case(2, 90), case(3, 80)]))
    assert states(result) == {2: "in", 3: "in", 1: "out"}
    assert whys(result)[1] == "cases.below"


def test_a_quota_passes_a_better_case_by_and_says_so(tmp_path: Path) -> None:
    cases = [case(1, 90, locality="huangshi-daye"), case(2, 80, locality="huangshi-daye"), case(3, 70)]
    result = chosen(written(tmp_path, cases, {"quotas": {"counted_at": "county", "locality": {"huangshi-daye": 1}}}))
    assert states(result) == {1: "in", 2: "out", 3: "in"}
    assert whys(result)[2] == "cases.quota"


def test_a_default_quota_holds_for_all_that_have_none_of_their_own(tmp_path: Path) -> None:
    cases = [case(n, 90 - n, locality="huangshi-daye" if n < 4 else "huangshi-yangxin") for n in range(1, 7)]
    rule = {"select": 6, "quotas": {"counted_at": "county", "locality": {"default": 1, "huangshi-yangxin": 2}}}
    assert states(chosen(written(tmp_path, cases, rule))) == {1: "in", 2: "out", 3: "out", 4: "in", 5: "in", 6: "out"}


def test_quotas_are_counted_at_the_level_of_the_rule(tmp_path: Path) -> None:
    cases = [
        case(1, 90, locality="huangshi-daye"),
        case(2, 80, locality="huangshi-yangxin"),
        case(3, 70, locality="wuhan"),
    ]
    city = chosen(written(tmp_path, cases, {"quotas": {"counted_at": "city", "locality": {"default": 1}}}))
    assert states(city) == {1: "in", 2: "out", 3: "in"}
    county = chosen(written(tmp_path, cases, {"quotas": {"counted_at": "county", "locality": {"default": 1}}}))
    assert states(county) == {1: "in", 2: "in", 3: "out"}


def test_a_domain_has_a_quota_under_any_of_its_names(tmp_path: Path) -> None:
    cases = [case(1, 90, domain="公共医疗"), case(2, 80, domain="healthcare"), case(3, 70, domain="education")]
    result = chosen(written(tmp_path, cases, {"quotas": {"domain": {"医疗服务": 1}}}))
    assert states(result) == {1: "in", 2: "out", 3: "in"}


def test_a_tie_across_the_line_stops_the_choice_and_is_shown_whole(tmp_path: Path) -> None:
    result = chosen(written(tmp_path, [case(1, 90), case(2, 80), case(3, 80), case(4, 70)]))
    assert states(result) == {1: "in", 2: "open", 3: "open", 4: "open"}
    assert (result.tie, result.left) == ((2, 3), 1)
    assert whys(result)[4] == "cases.waits"


def test_a_tie_that_fits_is_no_tie(tmp_path: Path) -> None:
    result = chosen(written(tmp_path, [case(1, 80), case(2, 80), case(3, 70)]))
    assert states(result) == {1: "in", 2: "in", 3: "out"}
    assert result.tie == ()


def test_a_quota_can_part_a_tie_too(tmp_path: Path) -> None:
    cases = [case(1, 80, locality="huangshi-daye"), case(2, 80, locality="huangshi-daye"), case(3, 70)]
    result = chosen(written(tmp_path, cases, {"quotas": {"counted_at": "county", "locality": {"huangshi-daye": 1}}}))
    assert states(result) == {1: "open", 2: "open", 3: "open"}


def test_a_decision_settles_a_tie_and_the_choice_goes_on(tmp_path: Path) -> None:
    cases = [case(1, 90), case(2, 80), case(3, 80), case(4, 70)]
    decided = {"chosen": [3], "document": "纪要1号"}
    result = chosen(written(tmp_path, cases, decided=decided))
    assert states(result) == {1: "in", 2: "out", 3: "in", 4: "out"}
    assert whys(result)[3] == "cases.decided.in"
    assert whys(result)[2] == "cases.decided.out"


def test_a_decision_cannot_name_what_the_rule_has_settled(tmp_path: Path) -> None:
    file = written(tmp_path, [case(1, 90), case(2, 80), case(3, 70)], decided={"chosen": [3], "document": "纪要1号"})
    from tests.cases.rounds import read

    made, _ = read(file)
    assert list(choosing.undecided(made, chosen(file))) == [3]


def test_who_does_not_take_part_is_told_last_with_the_reason(tmp_path: Path) -> None:
    cases = [case(1, 90, status="withdrawn", reason="来函"), case(2, 80), case(3)]
    result = chosen(written(tmp_path, cases))
    assert states(result) == {2: "in", 1: "apart", 3: "apart"}
    assert whys(result) == {2: "cases.in", 1: "cases.status.withdrawn", 3: "cases.unmarked"}


def test_marks_that_differ_look_different(tmp_path: Path) -> None:
    result = chosen(written(tmp_path, [case(1, 90, 90, 90.01), case(2, 90, 90, 90), case(3, 80)]))
    shown = [str(choice.why.facts["total"]) for choice in result.choices]
    assert shown == ["90.003", "90.00", "80.00"]


SCORES = st.lists(st.integers(1, 6), min_size=1, max_size=12)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(
    SCORES,
    st.integers(1, 8),
    st.lists(st.sampled_from(["huangshi-daye", "huangshi-yangxin", "huangshi-xialu"]), min_size=12, max_size=12),
)
def test_no_choice_passes_a_better_case_by_without_a_quota(
    tmp_path: Path, scores: list[int], select: int, places: list[str]
) -> None:
    cases = [case(n, points, locality=places[n - 1]) for n, points in enumerate(scores, 1)]
    rule = {"select": select, "quotas": {"counted_at": "county", "locality": {"default": 3}}}
    result = chosen(written(tmp_path, cases, rule))
    taken = [choice for choice in result.choices if choice.state == "in"]
    assert len(taken) <= select
    assert all([c.case.locality for c in taken].count(place) <= 3 for place in places)
    lowest = min((c.mark.total for c in taken if c.mark), default=0)
    for choice in result.choices:
        if choice.state == "out" and choice.why.id == "cases.below":
            assert choice.mark is not None
            assert choice.mark.total <= lowest
    if not result.tie and len(taken) < select:
        assert all(choice.why.id == "cases.quota" for choice in result.choices if choice.state == "out")


def test_the_example_tells_its_story() -> None:
    result = chosen(DEMO)
    assert [case.number for case in result.cases] == [1, 2, 3, 6, 8, 9]
