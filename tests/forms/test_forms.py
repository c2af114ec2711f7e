"""Forms: what is filled in comes back unchanged, whatever the values; other layouts, several files, adding to a file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.files import workbook, yamlfile
from checker.forms import collecting, layout, sheet
from checker.judging.evaluate import evaluate
from checker.judging.jobs import Job
from checker.locale import speaker
from checker.model import Plan, Reported, Submission, Verdict, periods
from checker.reading import submission
from checker.reading.library import Library
from checker.words.view import View
from tests.cli.test_cli import run
from tests.harness import RULES, SHARED, make_plan, read_values
from tools import make_form_example

ZH = speaker("zh")
PLAN = make_plan(
    {"kind": "cumulative", "unit": "场", "target": 20},
    {"kind": "level", "unit": "%", "target": 95, "direction": "up"},
    {"kind": "change", "unit": "小时", "target": -5},
    {"kind": "milestone", "by": "2022-09-30"},
    {"kind": "milestone", "nodes": {"市": "2022-06-30", "县（市、区）": "2022-12-31"}},
    {"kind": "qualitative"},
    {"kind": "rank", "target": 10},
)
PERIOD = periods.parse("2022-Q3")
UNIT = "市人社局"
ON = date(2022, 10, 10)


def blank(plan: Plan = PLAN) -> sheet.Form:
    assert PERIOD is not None
    return sheet.plan_form(View(Job(plan, PERIOD, {}).judged(SHARED, PERIOD.end), ZH, SHARED), UNIT)


FORM = blank()
TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)
AMOUNT = st.integers(0, 10**9) | st.decimals(0, 10**6, places=3).map(float)
SHARE = st.integers(0, 100) | st.decimals(0, 100, places=2).map(float)
DAY = st.dates(date(2022, 1, 1), date(2022, 10, 10))
ROWS = {
    "1a": st.fixed_dictionaries({"value": st.integers(0, 10**9)}, optional={"note": TEXT, "evidence": TEXT}),
    "1b": st.fixed_dictionaries({"value": SHARE}) | st.integers(1, 10**6).flatmap(
        lambda whole: st.fixed_dictionaries({"part": st.integers(0, whole), "whole": st.just(whole)})),
    "1c": st.fixed_dictionaries({"value": AMOUNT, "last_year": AMOUNT}),
    "1d": st.fixed_dictionaries({"value": DAY}) | st.fixed_dictionaries({"progress": st.integers(0, 100)}),
    "1e#市": st.fixed_dictionaries({"value": DAY}),
    "1e#县（市、区）": st.fixed_dictionaries({"value": DAY}),
    "1f": st.fixed_dictionaries({"value": st.sampled_from(["正常", "缓慢", "停滞"])}, optional={"note": TEXT}),
    "1g": st.fixed_dictionaries({"value": st.integers(1, 300)}),
}  # fmt: skip


def shelf(plan: Plan) -> Library:
    """A library that holds one plan, made in memory."""
    return SHARED._replace(ids={plan.id: (Path(plan.file),)}, load=lambda _: (plan, ()))


def submitted(content: bytes, plan: Plan = PLAN) -> Submission:
    """Collect a form's bytes the way the command does, and read what was written as `run` does."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "form.xlsx"
        file.write_bytes(content)
        request = collecting.Request([file], ON, output=Path(folder) / "q3.yaml")
        made = collecting.collected(request, shelf(plan), ZH, lambda items, _: items)
    assert not made.faults
    document, found = yamlfile.parse(made.text, "q3.yaml")
    assert document is not None, found
    result, found = submission.read(document, plan)
    assert result is not None, found
    return result


def collected(content: bytes, plan: Plan = PLAN) -> Mapping[str, Reported]:
    """The values that come of a form."""
    return submitted(content, plan).values


def by_hand(filled: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same values as somebody would write them into the YAML file."""
    made: dict[str, dict[str, Any]] = {}
    for key, fields in filled.items():
        name, _, node = key.partition("#")
        entry = made.setdefault(name, {})
        for field, value in fields.items():
            if node and field == "value":
                entry.setdefault("nodes", {})[node] = value
            elif isinstance(value, date):
                entry["done"] = value
            elif field not in ("note", "evidence"):
                entry[field] = value
    return {name: entry for name, entry in made.items() if entry}


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=ROWS))
def test_whatever_is_filled_in_comes_back_and_is_judged_unchanged(filled: dict[str, dict[str, Any]]) -> None:
    """Form → fill → collect → run against values written by hand."""
    back = submitted(sheet.drawn(FORM, filled))
    assert set(back.values) <= {key.partition("#")[0] for key in filled}
    for key, fields in filled.items():
        name, _, node = key.partition("#")
        value = back.values[name]
        for field, given_ in fields.items():
            if isinstance(given_, date):
                assert (dict(value.done_nodes)[node] if node else value.done) == given_
            elif given_ in submission.GRADES and field == "value":
                assert value.grade == submission.GRADES[given_]
            elif field in ("value", "part", "whole", "last_year", "progress"):
                assert getattr(value, field) == Fraction(str(given_))
            elif field == "note":
                assert value.note.split() == _kept(given_).split()
    assert PERIOD is not None
    direct, _ = read_values(PLAN, "2022-Q3", by_hand(filled), ON)
    one, other = (evaluate(PLAN, {PERIOD: read}, PERIOD, ON, RULES) for read in (back, direct))
    assert [judged(v) for v in one.verdicts] == [judged(v) for v in other.verdicts]
    assert one.units == other.units


def judged(verdict: Verdict) -> tuple[object, ...]:
    return verdict.light, verdict.reason, verdict.status, verdict.value, verdict.completion, verdict.score


def _kept(text: str) -> str:
    """A note as a cell holds it; Excel itself turns carriage returns and escapes into others."""
    return workbook.inert(text).replace("_x005F_", "_")


def test_equal_forms_have_equal_bytes_and_only_blanks_are_open() -> None:
    assert sheet.drawn(FORM) == sheet.drawn(FORM)
    book = openpyxl.load_workbook(io.BytesIO(sheet.drawn(FORM)))
    assert book["_meta"].sheet_state == "hidden"
    main = book["报送表"]
    assert main.protection.sheet
    assert main.column_dimensions["A"].hidden
    opened = {c.coordinate for line in main.iter_rows(min_row=8) for c in line if not c.protection.locked}
    assert "B8" not in opened
    assert "I8" in opened


def test_a_form_without_anything_filled_in_gives_nothing() -> None:
    assert collected(sheet.drawn(FORM)) == {}


def test_another_units_change_does_not_make_a_form_old() -> None:
    measure = PLAN.measures[0]
    other = measure._replace(number=2, lead=("市医保局",), indicators=(measure.indicators[0]._replace(id="2a"),))
    assert layout.digest(PLAN._replace(measures=(measure, other)), UNIT) == layout.digest(PLAN, UNIT)
    changed = measure._replace(
        indicators=(measure.indicators[0]._replace(target=Fraction(21)), *measure.indicators[1:])
    )
    assert layout.digest(PLAN._replace(measures=(changed,)), UNIT) != layout.digest(PLAN, UNIT)


OWN, MAP = Path("examples/forms/own-layout.xlsx"), Path("examples/forms/own-layout.map")


def test_an_offices_own_layout_is_read_by_a_mapping(tmp_path: Path) -> None:
    text, said = run("collect", str(OWN), "--map", str(MAP), "--on", "2022-10-10", code=1)
    for part in (
        '7a: {value: 16, note: "均为线上"',
        '7b: {value: "4场",',
        "7c: {value: 16300,",
        "!三季度汇总!C4 sha256:",
    ):
        assert part in text
    assert "own-layout.xlsx!三季度汇总!C5" in said
    wrong = tmp_path / "map.yaml"
    wrong.write_text("plan: huangshi-public-service\nperiod: 2022-Q3\ncolumns: {valeu: 三季度累计}\n", "utf-8")
    said = run("collect", str(OWN), "--map", str(wrong), code=2)[1]
    assert "value" in said
    assert "map.yaml:3:" in said


@pytest.mark.parametrize(
    ("line", "place", "word"),
    [("period: 2022-Q5", ":2:9", "2022-Q5"), ("rows: {甲: 7zz}", ":3:11", "7zz"), ("cells: {99z: {value: A1}}", ":3:9", "99z"),
     ("cells: {7c: {value: 12}}", ":3:21", "12"), ("cells: {7c: 3}", ":3:13", ""), ("cells: 3", ":3:8", "")],
)  # fmt: skip
def test_a_mapping_is_wrong_at_its_line(line: str, place: str, word: str, tmp_path: Path) -> None:
    head = "plan: huangshi-public-service\n" + ("" if line.startswith("period") else "period: 2022-Q3\n")
    (tmp_path / "m.map").write_text(f"{head}{line}\ncolumns: {{id: 事项, value: 三季度累计}}\n", "utf-8")
    said = run("collect", str(OWN), "--map", str(tmp_path / "m.map"), code=2)[1]
    assert f"m.map{place}" in said
    assert word in said


def test_the_example_workbook_is_what_its_script_makes() -> None:
    assert OWN.read_bytes() == make_form_example.drawn()


def test_a_value_that_goes_back_does_not_replace_the_one_that_is_there(tmp_path: Path) -> None:
    target = tmp_path / "q3.yaml"
    target.write_text("plan: huangshi-public-service\nperiod: 2022-Q3\nsubmitted: 2022-10-10\n"
                      "values:\n  7b: 4 # 据台账\n  7c: 15000\n", "utf-8")  # fmt: skip
    run("collect", str(OWN), "--map", str(MAP), "--into", str(target), "--yes", "--on", "2022-10-10", code=1)
    text = target.read_text("utf-8")
    assert "  7b: 4 # 据台账\n" in text
    assert "7c: {value: 16300," in text
    assert "7a: {value: 16," in text


def test_a_form_of_one_language_is_collected_in_the_other(tmp_path: Path) -> None:
    run(
        "form",
        "huangshi-public-service",
        "--period",
        "2022-Q3",
        "--out",
        str(tmp_path),
        "--unit",
        "市人社局",
        "--lang",
        "en",
    )
    (path,) = tmp_path.iterdir()
    book = openpyxl.load_workbook(path)
    main: Any = book.worksheets[0]
    keys = next(row for row in range(1, 12) if main.cell(row, 1).value == "id")
    main.delete_rows(keys)  # the visible heads alone are left
    row = next(cell.row for cell in main["A"] if cell.value == "7a")
    head = next(cell.column for cell in main[keys] if cell.value == speaker("en")("form.column.value"))
    main.cell(row, head).value = 16
    book.save(path)
    text, _ = run("collect", str(path), "--on", "2022-10-10")
    assert '7a: {value: 16, by: "市人社局"' in text


def test_a_workbook_of_too_many_cells_is_not_opened(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    main = book.create_sheet("数据")
    for _ in range(1100):
        main.append([1] * 200)
    book.save(tmp_path / "all.xlsx")
    said = run(
        "collect", str(tmp_path / "all.xlsx"), "--plan", "huangshi-public-service", "--period", "2022-Q3", code=2
    )[1]
    assert "[form-cells]" in said
    assert "all.xlsx" in said


def test_complaints_are_written_as_a_sheet_a_unit(tmp_path: Path) -> None:
    run(
        "form", "huangshi-public-service", "--period", "2022-Q3", "--out", str(tmp_path / "forms"), "--unit", "市人社局"
    )
    (path,) = (tmp_path / "forms").iterdir()
    book = openpyxl.load_workbook(path)
    book["报送表"]["I13"] = "=HYPERLINK(1)"
    book["报送表"]["I14"] = "约4"
    book.save(path)
    report = tmp_path / "r.xlsx"
    run("collect", str(path), "-o", str(tmp_path / "q3.yaml"), "--on", "2022-10-10", "--report", str(report), code=1)
    lines = [[cell.value for cell in line] for line in openpyxl.load_workbook(report)["市人社局"].iter_rows(min_row=4)]
    assert [line[1:3] for line in lines] == [["报送表", "I13"], ["报送表", "I14"]]
    assert all(str(line[0]).endswith(path.name) and line[5] and line[6] for line in lines)
