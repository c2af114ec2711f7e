"""The shipped catalogues: whole, told apart from what is not in the document, and taught by a page that is true."""

from __future__ import annotations

import re

import pytest

from checker.files import yamlfile
from checker.model import Level, Plan
from checker.reading import shared, validate
from checker.reading.library import Library
from checker.reading.plan_checks import check_plan as check_read_plan
from checker.reading.plans import read_plan
from tests.command import ROOT
from tests.harness import HEAD
from tools import catalogue_tables

LIBRARY = Library.at(ROOT / "indicators")
PLANS = catalogue_tables.plans(LIBRARY)
MEANINGS = shared.same_as(LIBRARY.root)[0] or {}
LAST_MEASURE = {
    "fang-county-public-service": 55, "huangshi-disabled-employment": 22, "huangshi-policy-interpretation": 7,
    "huangshi-public-service": 39, "huangshi-quality": 11, "jingzhou-district-public-service": 45,
}  # fmt: skip
EACH = pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.id)


def test_the_plans_of_all_documents_are_there() -> None:
    assert {plan.id for plan in PLANS} == set(LAST_MEASURE)


@EACH
def test_every_measure_is_there_in_order(plan: Plan) -> None:
    first = 1 if plan.id == "huangshi-policy-interpretation" else 0  # that notice has no overall goals
    assert [measure.number for measure in plan.measures] == list(range(first, LAST_MEASURE[plan.id] + 1))


@EACH
def test_ids_run_in_the_order_of_the_text(plan: Plan) -> None:
    for measure in plan.measures:
        letters = [i.id.removeprefix(str(measure.number)) for i in measure.indicators]
        assert letters == [chr(97 + n) if n < 26 else "a" + chr(71 + n) for n in range(len(letters))], measure.number


@EACH
def test_every_indicator_is_quoted_and_has_its_clause(plan: Plan) -> None:
    for measure, indicator in plan.indicators():
        assert indicator.as_written, indicator.id
        assert indicator.clause or measure.clause, indicator.id


@EACH
def test_what_cannot_be_counted_in_a_measure_is_one_qualitative_at_its_end(plan: Plan) -> None:
    for measure in plan.measures:
        kinds = [indicator.kind for indicator in measure.indicators]
        if measure.number:
            assert "qualitative" not in kinds[:-1], measure.number


@EACH
def test_no_lead_is_invented_and_everybody_is_asked(plan: Plan) -> None:
    for measure in plan.measures:
        assert measure.asked, measure.number
        assert not (measure.lead and measure.asks_responsible), measure.number
    if plan.id in ("huangshi-quality", "huangshi-disabled-employment", "huangshi-policy-interpretation"):
        assert all(measure.asks_responsible for measure in plan.measures)


def test_the_one_measure_of_fang_county_without_a_lead_asks_the_responsible_units() -> None:
    plan = next(plan for plan in PLANS if plan.id == "fang-county-public-service")
    assert [measure.number for measure in plan.measures if measure.asks_responsible] == [50]


def test_tied_figures_are_parts() -> None:
    plan = next(plan for plan in PLANS if plan.id == "jingzhou-district-public-service")
    indicators = {indicator.id: indicator for _, indicator in plan.indicators()}
    whole = indicators["8a"]
    assert whole.target == 3600
    assert [indicators[part].target for part in whole.parts] == [2400, 1200]


def test_keys_are_explained_used_and_never_twice_in_a_plan() -> None:
    used = [[i.same_as for _, i in plan.indicators() if i.same_as] for plan in PLANS]
    assert {key for keys in used for key in keys} == set(MEANINGS)
    for plan, keys in zip(PLANS, used, strict=True):
        assert len(keys) == len(set(keys)), plan.id
    shared = {key for key in MEANINGS if sum(key in keys for keys in used) > 1}
    assert {"livestock-manure-utilisation", "food-sampling-per-thousand", "pocket-parks"} <= shared


def test_indicators_of_one_key_are_counted_in_one_unit() -> None:
    units: dict[str, set[str]] = {}
    for plan in PLANS:
        for _, indicator in plan.indicators():
            if indicator.same_as and indicator.unit:
                units.setdefault(indicator.same_as, set()).add(indicator.unit)
    assert {key: found for key, found in units.items() if len(found) > 1} == {}


def test_the_tables_of_the_page_are_the_catalogues_own(request: pytest.FixtureRequest) -> None:
    page = catalogue_tables.PAGE
    made = catalogue_tables.page(page.read_text("utf-8"))
    if request.config.getoption("--renew"):
        page.write_text(made, encoding="utf-8")
    assert page.read_text("utf-8") == made


BLOCKS = re.findall(r"```yaml\n(.*?)```", catalogue_tables.PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.split("\n")[0].removeprefix("- id: "))
def test_what_the_page_teaches_passes_lint(block: str) -> None:
    number = re.match(r"- id: (\d+)", block)
    assert number
    head = HEAD.format(start="2022-01-01", end="2023-12-31", every="quarter").replace(
        "number: 1\n", f"number: {number[1]}\n"
    )
    text = head + "".join(f"  {line}\n" for line in block.splitlines())
    letter = re.match(r"- id: \d+([a-z])", block)
    assert letter
    document, found = yamlfile.parse(text, "page.yaml")
    assert document is not None
    found += validate.check_plan(document)
    assert found == []
    findings = list(check_read_plan(read_plan(document), document))
    assert [f for f in findings if f.level is Level.FAULT or f.code != "no-rank-basis"] == []


def test_the_page_has_an_example_of_every_kind() -> None:
    from checker import kinds

    shown = set(re.findall(r"^  kind: (\w+)$", "\n".join(BLOCKS), re.MULTILINE))
    assert shown == set(kinds.names())
