"""The shipped catalogues: whole, told apart from what is not in the document, and taught by a page that is true."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from checker.files import yamlfile
from checker.model import Finding, Level, Plan
from checker.reading import shared, submission, validate
from checker.reading.library import Library
from checker.reading.plan_checks import check_plan as check_read_plan
from checker.reading.plans import read_plan
from tests.command import ROOT, run
from tests.harness import HEAD
from tools import catalogue_tables

LIBRARY = Library.at(ROOT / "indicators")
PLANS = catalogue_tables.plans(LIBRARY)
MEANINGS = shared.same_as(LIBRARY.root)[0] or {}
WRITTEN = catalogue_tables.entries(LIBRARY)
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
def test_what_a_measure_holds_beside_its_numbers_is_one_qualitative_at_its_end(plan: Plan) -> None:
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
        assert all("lead" in measure.inferred for measure, _ in plan.indicators() if measure.lead)


def test_the_one_measure_of_fang_county_without_a_lead_asks_the_responsible_units() -> None:
    plan = next(plan for plan in PLANS if plan.id == "fang-county-public-service")
    assert [measure.number for measure in plan.measures if measure.asks_responsible] == [50]


def test_tied_figures_are_parts() -> None:
    plan = next(plan for plan in PLANS if plan.id == "jingzhou-district-public-service")
    indicators = {indicator.id: indicator for _, indicator in plan.indicators()}
    whole = indicators["8a"]
    assert whole.target == 3600
    assert [indicators[part].target for part in whole.parts] == [2400, 1200]


def test_keys_are_explained_shared_and_never_twice_in_a_plan() -> None:
    used = [[i.same_as for _, i in plan.indicators() if i.same_as] for plan in PLANS]
    for plan, keys in zip(PLANS, used, strict=True):
        assert len(keys) == len(set(keys)), plan.id
    users = Counter(key for keys in used for key in keys)
    assert {key for key, count in users.items() if count < 2} == set()
    assert set(users) == set(MEANINGS)
    assert {"livestock-manure-utilisation", "food-sampling-per-thousand", "pocket-parks"} <= set(users)


def test_a_key_joins_only_like_with_like() -> None:
    """Unit, kind, direction and rhythm are one; what is added up is added up over as many months."""
    found: dict[str, set[tuple[object, ...]]] = {}
    for plan in PLANS:
        for _, i in plan.indicators():
            if i.same_as:
                start, end = i.start or plan.start, i.by or plan.end
                months = (end.year - start.year) * 12 + end.month - start.month
                summed = months if i.kind == "cumulative" and not i.per else 0
                found.setdefault(i.same_as, set()).add((i.unit, i.kind, i.direction, i.per, i.strict, summed))
    assert {key: sorts for key, sorts in found.items() if len(sorts) > 1} == {}


def test_the_cities_of_the_province_stand_in_one_order_each_place_taken_once() -> None:
    cities = [entry for entry in LIBRARY.localities.values() if entry.get("parent") == "hubei"]
    assert [int(entry["place"]) for entry in cities] == list(range(1, 18))
    assert len({entry["code"] for entry in LIBRARY.localities.values()}) == len(LIBRARY.localities)
    # as the province's circular of typical cases lists them; it names no other city
    listed = ["武汉市", "十堰市", "襄阳市", "宜昌市", "荆州市", "鄂州市", "孝感市", "黄冈市", "恩施土家族苗族自治州",
              "仙桃市", "天门市"]  # fmt: skip
    assert [entry["name"] for entry in cities if entry["name"] in listed] == listed


def test_every_locality_has_a_place_below_its_superior() -> None:
    places = [(entry.get("parent"), entry.get("place")) for entry in LIBRARY.localities.values()]
    assert all(place for _, place in places)
    assert len(set(places)) == len(places)


def test_a_set_of_light_lines_has_a_title_without_the_name_of_the_program() -> None:
    document, _ = yamlfile.read(LIBRARY.root / "profiles.yaml")
    assert document
    titles = [str(entry.get("title", "")) for entry in document.data.values()]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert not [title for title in titles if re.search("[A-Za-z]", title)]


def test_every_domain_is_used() -> None:
    assert {measure.domain for plan in PLANS for measure in plan.measures} == set(LIBRARY.domains)


def test_lint_has_nothing_to_say_of_catalogues_and_examples() -> None:
    assert "提示0条" in run("lint", "--strict", "indicators", "examples").out


def test_the_tables_of_the_page_are_the_catalogues_own(request: pytest.FixtureRequest) -> None:
    page = catalogue_tables.PAGE
    made = catalogue_tables.page(page.read_text("utf-8"))
    if request.config.getoption("--renew"):
        page.write_text(made, encoding="utf-8")
    assert page.read_text("utf-8") == made


TEXT = catalogue_tables.PAGE.read_text("utf-8")
BLOCKS = re.findall(r"(?:<!-- (head|plan|values)(?:: (.*?))? -->\n)?```yaml\n(.*?)```", TEXT, re.DOTALL)
"""(what the block is, of which plan, its text): `plan` the catalogue's own, nothing: made up."""
INDICATORS = [(of, block) for what, of, block in BLOCKS if what in ("", "plan")]
VALUES = [(of, block) for what, of, block in BLOCKS if what == "values"]


def lines(count: int, text: str) -> str:
    return "".join(" " * count + f"{line}\n" for line in text.splitlines())


def read(text: str) -> tuple[Plan, list[Finding]]:
    """Read a plan as lint does; a shape that is wrong ends the test."""
    document, found = yamlfile.parse(text, "page.yaml")
    assert document is not None
    found += validate.check_plan(document)
    assert found == []
    plan = read_plan(document)
    return plan, list(check_read_plan(plan, document))


@pytest.mark.parametrize(("of", "block"), INDICATORS, ids=[f"{of} {block[6:9].strip()}" for of, block in INDICATORS])
def test_what_the_page_teaches_passes_lint(of: str, block: str) -> None:
    numbers = set(re.findall(r"^- id: (\d+)", block, re.MULTILINE))
    assert len(numbers) == 1
    whole = next(plan for plan in PLANS if plan.id == (of or "huangshi-public-service"))
    head = HEAD.format(start=whole.start, end=whole.end, every=whole.reporting.every)
    text = head.replace("number: 1\n", f"number: {numbers.pop()}\n") + lines(2, block)
    findings = read(text)[1]
    assert [f for f in findings if f.level is Level.FAULT or f.code != "no-rank-basis"] == []


@pytest.mark.parametrize(("of", "block"), [pair for pair in INDICATORS if pair[0]])
def test_what_the_page_takes_from_a_catalogue_stands_there(of: str, block: str) -> None:
    """Of the fields that say nothing of how a sentence is judged the page may leave some out."""
    document, found = yamlfile.parse(block, "page.yaml")
    assert document is not None, found
    for entry in document.data:
        whole = WRITTEN[of, entry["id"]]
        assert entry == {key: value for key, value in whole.items() if key in entry}
        assert {key for key in whole if key not in entry} <= set(catalogue_tables.ASIDE)


def test_what_the_page_says_of_a_plans_head_is_read() -> None:
    ((_, _, block),) = [block for block in BLOCKS if block[0] == "head"]
    made, whole = HEAD.format(start="2022-01-01", end="2023-12-31", every="quarter"), "- id: 1a\n  name: 甲\n"
    text = re.sub(r"reporting: .*\n", block, made) + lines(2, whole + "  kind: milestone\n  as_written: 印发甲")
    plan, findings = read(text)
    assert findings == []
    assert plan.profile in LIBRARY.profiles
    assert "due: {day: 20}" in block
    assert plan.reporting.grace == 3


@pytest.mark.parametrize(("of", "block"), VALUES, ids=[of for of, _ in VALUES])
def test_the_values_of_the_page_are_read_and_none_goes_back(of: str, block: str) -> None:
    name, period = of.split()
    plan = next(plan for plan in PLANS if plan.id == name)
    document, found = yamlfile.parse(f"plan: {name}\nperiod: {period}\nsubmitted: 2024-01-05\n{block}", "page.yaml")
    assert document is not None
    made, more = submission.read(document, plan)
    assert made is not None
    assert made.values
    assert [f.code for f in found + more if f.level is not Level.WARNING] == []
    assert [value.faults for value in made.values.values() if value.faults] == []


def test_the_page_has_an_example_of_every_kind_and_of_every_field_that_it_names() -> None:
    from checker import kinds

    text = "\n".join(block for _, _, block in BLOCKS)
    assert set(re.findall(r"^  kind: (\w+)$", text, re.MULTILINE)) == set(kinds.names())
    taught = [
        "due", "grace", "profile", "schedule", "tolerance", "weight", "planned", "none", "partial", "same_target",
        "inferred", "reading", "note", "every", "lead", "responsible", "clause", "parts", "per", "nodes", "binding",
        "baseline", "revisions", "discrete",
    ]  # fmt: skip
    assert [field for field in taught if not re.search(rf"\b{field}:", text)] == []


def test_thirty_sentences_of_every_kind_are_shown_as_the_catalogues_have_them() -> None:
    """That words and fields are the catalogues' own is held by the test of the tables."""
    rows = catalogue_tables.SENTENCE.findall(catalogue_tables.part(TEXT, "sentences"))
    assert len({(plan, name) for _, plan, name in rows}) == 30
    shown = [WRITTEN[plan, name] for _, plan, name in rows]
    assert {entry["kind"] for entry in shown} == {i.kind for plan in PLANS for _, i in plan.indicators()}
    assert [entry["id"] for entry in shown if len(entry["as_written"]) > 40] == []
    assert {plan for _, plan, _ in rows} >= set(LAST_MEASURE) - {"huangshi-policy-interpretation"}
