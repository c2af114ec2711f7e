"""The form itself: what it holds, what may be filled in, and that equal plans give equal bytes."""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from shutil import copytree

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from checker.forms import layout, sheet
from tests.command import ROOT, run
from tests.forms import small
from tests.forms.hands import at
from tests.forms.workbooks import PERIOD, PLAN, fresh, look


def test_the_form_holds_only_the_units_indicators_and_locks_what_is_not_to_be_filled() -> None:
    form = look(fresh().stream())
    assert list(form.rows()) == ["5a", "6a", "6b", "6c", "6d", "6e", "7a", "7b", "7c", "7d", "7e", "8a", "8b",
                                 "8c", "12a", "13a", "13c", "13d", "13e", "13f"]  # fmt: skip
    assert form.sheet.protection.sheet
    assert form.sheet.cell(form.rows()["7a"], form.ids).protection.locked
    assert not form.at("7a").protection.locked
    assert not form.at("6a", "done").protection.locked
    assert form.book["_meta"].sheet_state in ("hidden", "veryHidden")
    letter = get_column_letter(form.ids)
    assert form.sheet.column_dimensions[letter].hidden


@pytest.mark.slow
def test_equal_commands_give_equal_forms(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("form", PLAN, "--period", PERIOD, "--out", tmp_path / name)
    first, second = (sorted((tmp_path / name).rglob("*.xlsx")) for name in ("one", "two"))
    assert [file.name for file in first] == [file.name for file in second]
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]


def test_a_filled_in_form_is_not_overwritten(tmp_path: Path) -> None:
    command = ("form", PLAN, "--period", PERIOD, "--out", tmp_path, "--unit", "市人社局")
    for _ in range(2):
        run(*command)
    (path,) = tmp_path.iterdir()
    book = openpyxl.load_workbook(path)
    at(book, "7a", "value").value = 16
    book.save(path)
    before = path.read_bytes()
    assert path.name in run(*command, code=2).err
    assert path.read_bytes() == before


def test_a_form_says_the_first_day_of_a_total_and_the_last_report(tmp_path: Path) -> None:
    history = ROOT / "examples" / "jingzhou-district"
    run("form", "jingzhou-district-public-service", "--period", "2024-Q2", "--out", tmp_path, "--history", history)
    seen = {}
    for path in tmp_path.iterdir():
        book = openpyxl.load_workbook(path)
        main = book["报送表"]
        for cell in main["A"]:
            if cell.value in ("1a", "8a", "18a"):
                seen[cell.value] = [str(at(book, cell.value, field).value) for field in ("how", "last", "name")]
    assert "2023年1月1日" in seen["1a"][0]  # over the whole plan
    assert "2024年1月1日" in seen["8a"][0]  # every year
    assert "百分数" in seen["18a"][0]
    assert "上年同期数" not in seen["18a"][0]
    assert seen["1a"][1] == "1所\n2024年第一季度"
    assert "原文：" in seen["1a"][2]


def test_equal_forms_have_equal_bytes_and_only_blanks_are_open() -> None:
    assert sheet.drawn(small.FORM) == sheet.drawn(small.FORM)
    book = openpyxl.load_workbook(io.BytesIO(sheet.drawn(small.FORM)))
    assert book["_meta"].sheet_state == "hidden"
    main = book["报送表"]
    assert main.protection.sheet
    assert main.column_dimensions["A"].hidden
    opened = {c.coordinate for line in main.iter_rows(min_row=8) for c in line if not c.protection.locked}
    assert "B8" not in opened
    assert "I8" in opened


def test_another_units_change_does_not_make_a_form_old() -> None:
    measure = small.PLAN.measures[0]
    other = measure._replace(number=2, lead=("市医保局",), indicators=(measure.indicators[0]._replace(id="2a"),))
    assert layout.digest(small.PLAN._replace(measures=(measure, other)), small.UNIT) == layout.digest(
        small.PLAN, small.UNIT
    )
    changed = measure._replace(
        indicators=(measure.indicators[0]._replace(target=Fraction(21)), *measure.indicators[1:])
    )
    assert layout.digest(small.PLAN._replace(measures=(changed,)), small.UNIT) != layout.digest(small.PLAN, small.UNIT)


def test_a_form_tells_the_reading_in_force_and_keeps_doubts_to_the_office(tmp_path: Path) -> None:
    """Indicator 2b is counted by schools; that it might be read otherwise is the office's own note."""
    run("form", PLAN, "--period", PERIOD, "--out", tmp_path, "--unit", "市教育局")
    (path,) = tmp_path.iterdir()
    said = "".join(str(cell.value) for row in openpyxl.load_workbook(path)["报送表"] for cell in row)
    assert "按达到的义务教育学校数÷义务教育学校总数填报" in said
    assert "也可按平均时长计" not in said


def test_a_group_is_named_with_its_members_and_one_without_is_said(tmp_path: Path) -> None:
    """What nobody can send a form to is said; a group's members, and whom to ask, stand on the form."""
    catalogue = copytree(ROOT / "indicators", tmp_path / "indicators")
    office = catalogue / "huangshi" / "office.yaml"
    options = (PLAN, "--period", PERIOD, "--indicators", catalogue)
    plan = catalogue / "huangshi" / "public-service.yaml"
    plan.write_text(plan.read_text("utf-8").replace("lead: [市医保局]", "lead: [各县（市、区）人民政府]"), "utf-8")
    said = run("form", *options, "--out", tmp_path / "one", "--unit", "各县（市、区）人民政府").err
    assert "一类单位" in said
    assert "groups" in said
    with office.open("a", encoding="utf-8") as file:
        file.write("phone: 0714-6350000\ngroups: {市人社局: [市就业局, 市社保局]}\n")
    run("form", *options, "--out", tmp_path / "two", "--unit", "市人社局")
    (path,) = (tmp_path / "two").iterdir()
    texts = [str(cell.value) for row in openpyxl.load_workbook(path)["报送表"].iter_rows(max_row=8) for cell in row]
    assert any("市人社局（市就业局、市社保局）" in text for text in texts)
    assert any("市质强办" in text and "0714-6350000" in text for text in texts)


def test_a_period_of_another_rhythm_has_no_forms(tmp_path: Path) -> None:
    said = run("form", "huangshi-public-service", "--period", "2023年9月", "--out", tmp_path / "forms", code=2).err
    assert "本方案每季度报送，没有“2023年9月”这一期；是否应为2023-Q3？" in said
    assert not (tmp_path / "forms").exists()
