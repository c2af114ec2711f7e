"""Forms: what is filled in comes back unchanged, whatever the values; other layouts, several files, adding to a file."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker import periods, submission, workbook, yamlfile
from checker.display import View
from checker.forms import collecting, layout, reading, rows, sheet
from checker.gather import Job
from checker.locale import speaker
from checker.model import Plan, Reported
from tests.harness import SHARED, make_plan
from tests.test_cli import run

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
    "1d": st.fixed_dictionaries({"done": DAY}) | st.fixed_dictionaries({"progress": st.integers(0, 100)}),
    "1e#市": st.fixed_dictionaries({"done": DAY}),
    "1e#县（市、区）": st.fixed_dictionaries({"done": DAY}),
    "1f": st.fixed_dictionaries({"grade": st.sampled_from(["正常", "缓慢", "停滞"])}, optional={"note": TEXT}),
    "1g": st.fixed_dictionaries({"value": st.integers(1, 300)}),
}  # fmt: skip


def collected(content: bytes, plan: Plan = PLAN) -> Mapping[str, Reported]:
    """Read a form's bytes the way the command does."""
    book, found = reading.read(content, "form.xlsx")
    assert book is not None, found
    form, found = rows.form(book, plan, rows.layout_of(ZH))
    assert not found
    assert not collecting.refused(form, plan, "2022-Q3")
    entries, found = collecting.merged([form], plan)
    assert not found
    made = collecting.made_values(entries, plan, ZH)
    document, found = yamlfile.parse(collecting.written(plan, "2022-Q3", "2022-10-10", made, "x"), "q3.yaml")
    assert document is not None, found
    result, found = submission.read(document, plan)
    assert result is not None, found
    return result.values


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=ROWS))
def test_whatever_is_filled_in_comes_back_unchanged(filled: dict[str, dict[str, Any]]) -> None:
    values = collected(sheet.drawn(FORM, filled))
    assert set(values) <= {key.partition("#")[0] for key in filled}
    for key, fields in filled.items():
        name, _, node = key.partition("#")
        value = values[name]
        assert not value.faults
        for field, given_ in fields.items():
            if field in ("value", "part", "whole", "last_year", "progress"):
                assert getattr(value, field) == Fraction(str(given_))
            elif field == "done":
                assert (dict(value.done_nodes)[node] if node else value.done) == given_
            elif field == "grade":
                assert value.grade == submission.GRADES[given_]
            elif field == "note":
                assert value.note.split() == _kept(given_).split()


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
    opened = {c.coordinate for line in main.iter_rows(min_row=7) for c in line if not c.protection.locked}
    assert "B7" not in opened
    assert "I7" in opened


def test_a_form_without_anything_filled_in_gives_nothing() -> None:
    assert collected(sheet.drawn(FORM)) == {}


def test_another_units_change_does_not_make_a_form_old() -> None:
    measure = PLAN.measures[0]
    other = measure._replace(no=2, lead=("市医保局",), indicators=(measure.indicators[0]._replace(id="2a"),))
    assert layout.digest(PLAN._replace(measures=(measure, other)), UNIT) == layout.digest(PLAN, UNIT)
    changed = measure._replace(
        indicators=(measure.indicators[0]._replace(target=Fraction(21)), *measure.indicators[1:])
    )
    assert layout.digest(PLAN._replace(measures=(changed,)), UNIT) != layout.digest(PLAN, UNIT)


@pytest.fixture
def own_layout(tmp_path: Path) -> tuple[Path, Path]:
    """An office's own workbook and the mapping file that explains it."""
    book = openpyxl.Workbook()
    main: Any = book.active
    main.title = "三季度汇总"
    for line in [["就业科工作台账"], [], ["事项", "三季度累计", "情况说明"], ["网络招聘会", 16, "均为线上"], ["直播带岗", "4"],
                 ["合计", 20]]:  # fmt: skip
        main.append(line)
    main["F2"] = 16300
    book.save(tmp_path / "own.xlsx")
    text = Path("examples/forms/own-layout.map").read_text("utf-8")
    (tmp_path / "map.yaml").write_text(text, "utf-8")
    return tmp_path / "own.xlsx", tmp_path / "map.yaml"


def test_an_offices_own_layout_is_read_by_a_mapping(own_layout: tuple[Path, Path]) -> None:
    book, mapping = own_layout
    text, _ = run("collect", str(book), "--map", str(mapping), "--on", "2022-10-10")
    for part in ('7a: {value: 16, note: "均为线上"', "7b: {value: 4,", "7c: {value: 16300,", "own.xlsx!三季度汇总!B4"):
        assert part in text
    mapping.write_text("plan: huangshi-public-service\nperiod: 2022-Q3\ncolumns: {valeu: 三季度累计}\n", "utf-8")
    said = run("collect", str(book), "--map", str(mapping), code=2)[1]
    assert "value" in said
    assert "map.yaml:3:" in said


def test_complaints_are_written_as_a_sheet_a_unit(tmp_path: Path) -> None:
    run(
        "form", "huangshi-public-service", "--period", "2022-Q3", "--out", str(tmp_path / "forms"), "--unit", "市人社局"
    )
    (path,) = (tmp_path / "forms").iterdir()
    book = openpyxl.load_workbook(path)
    book["报送表"]["I12"] = "=HYPERLINK(1)"
    book["报送表"]["I13"] = "约4"
    book.save(path)
    report = tmp_path / "r.xlsx"
    run("collect", str(path), "-o", str(tmp_path / "q3.yaml"), "--on", "2022-10-10", "--report", str(report), code=1)
    lines = [[cell.value for cell in line] for line in openpyxl.load_workbook(report)["市人社局"].iter_rows(min_row=3)]
    assert [line[1:3] for line in lines] == [["报送表", "I12"], ["报送表", "I13"]]
    assert all(str(line[0]).endswith(path.name) and line[5] and line[6] for line in lines)
