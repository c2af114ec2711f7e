"""What stands beside the table, and who else sent something bad, does not hold up what is good."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker.forms import collecting, sheet
from checker.forms.collecting import Collected
from checker.model import Plan
from tests.command import run
from tests.forms.hands import collect, filled
from tests.forms.small import FORM, PLAN, UNIT, ZH, blank, shelf
from tests.forms.small import ON as DAY
from tests.forms.workbooks import PLAN as HUANGSHI

PAGE = "报送表"


def gathered(folder: Path, *contents: bytes, of: Plan = PLAN, **options: Any) -> Collected:
    paths = []
    for number, content in enumerate(contents):
        paths.append(folder / f"{number}.xlsx")
        paths[-1].write_bytes(content)
    return collecting.collected(collecting.Request(paths, DAY, **options), shelf(of), ZH, lambda items, _: items)


def said(made: Collected) -> list[tuple[str, str]]:
    return [(f.code, str(f.level)) for f in made.findings]


def changed(change: Callable[[Any, dict[str, int]], None], values: Mapping[str, Any] | None = None) -> bytes:
    """A form with two rows filled in, changed by hand: the sheet, and the row of each id."""
    book = openpyxl.load_workbook(io.BytesIO(sheet.drawn(FORM, values or {"1a": {"value": 16}, "1g": {"value": 3}})))
    page = book[PAGE]
    change(page, {str(cell.value): cell.row for cell in page["A"] if cell.value})
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def merged_remark(page: Any, rows: dict[str, int]) -> None:
    """A remark as wide as the table, merged over two rows below it."""
    last = max(rows.values()) + 1
    page.cell(last, 2).value = "备注：以上数据截至12月31日"
    page.merge_cells(start_row=last, end_row=last + 1, start_column=2, end_column=12)


def signing_row(page: Any, rows: dict[str, int]) -> None:
    last = max(rows.values()) + 1
    for column, text in ((2, "填表人：张某"), (9, "审核人：李某"), (12, "2023年1月5日")):
        page.cell(last, column).value = text


def total(page: Any, rows: dict[str, int]) -> None:
    last = max(rows.values()) + 1
    page.cell(last, 2).value, page.cell(last, 9).value = "合计", 19


def section_title(page: Any, rows: dict[str, int]) -> None:
    page.insert_rows(rows["1c"])
    page.cell(rows["1c"], 2).value = "二、其他指标"
    page.merge_cells(start_row=rows["1c"], end_row=rows["1c"], start_column=2, end_column=12)


def own_row(page: Any, rows: dict[str, int]) -> None:
    page.insert_rows(rows["1c"])
    page.cell(rows["1c"], 2).value, page.cell(rows["1c"], 3).value = "自加", "就业援助月"
    page.cell(rows["1c"], 9).value = 5


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        (merged_remark, []),
        (signing_row, ["form-own-row"]),
        (total, ["form-own-row"]),
        (section_title, []),
        (own_row, ["form-own-row"]),
    ],
)
def test_what_is_no_indicator_is_passed_over_with_a_hint_at_most(
    change: Callable[[Any, dict[str, int]], None], codes: list[str], tmp_path: Path
) -> None:
    made = gathered(tmp_path, changed(change))
    assert said(made) == [(code, "warning") for code in codes]
    assert "1a: {value: 16," in made.text
    assert "1g: {value: 3," in made.text


def test_a_row_below_the_line_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    def pasted(page: Any, rows: dict[str, int]) -> None:
        line = next(cell.row for row in page.iter_rows(min_col=2, max_col=2) for cell in row
                    if str(cell.value).startswith(ZH("form.stop")))  # fmt: skip
        page.cell(line + 9, 1).value = page.cell(line + 9, 2).value = "1c"
        page.cell(line + 9, 9).value = 7

    made = gathered(tmp_path, changed(pasted))
    assert said(made) == [("form-below", "warning")]
    assert "1c:" not in made.text


def test_of_a_changed_catalogue_only_the_changed_rows_go_back(tmp_path: Path) -> None:
    (measure,) = PLAN.measures
    first, *others = measure.indicators
    target = first._replace(target=Fraction(25))
    new = others[0]._replace(id="1z", name="新增指标")
    now = PLAN._replace(measures=(measure._replace(indicators=(target, *others, new)),))
    made = gathered(tmp_path, sheet.drawn(FORM, {"1a": {"value": 16}, "1g": {"value": 3}}), of=now)
    assert said(made) == [("form-new-rows", "warning"), ("form-old-row", "returned")]
    assert "1a:" not in made.text
    assert "1g: {value: 3," in made.text


def two_leads(plan: Plan = PLAN) -> tuple[Plan, list[sheet.Form]]:
    (measure,) = plan.measures
    joint = plan._replace(measures=(measure._replace(lead=(UNIT, "市医保局")),))
    view = blank(joint).view
    return joint, [sheet.plan_form(view, unit) for unit in (UNIT, "市医保局")]


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_leads_the_one_that_can_be_read_counts(order: int, tmp_path: Path) -> None:
    joint, (one, two) = two_leads()
    files = [sheet.drawn(one, {"1a": {"value": "约16"}}), sheet.drawn(two, {"1a": {"value": 16}})][::order]
    made = gathered(tmp_path, *files, of=joint)
    assert said(made) == [("form-not-read", "returned")]
    assert '1a: {value: 16, by: "市医保局"' in made.text


def test_what_two_leads_say_differently_goes_back_and_the_rest_is_read(tmp_path: Path) -> None:
    joint, (one, two) = two_leads()
    files = [sheet.drawn(one, {"1a": {"value": 18}, "1g": {"value": 3}}), sheet.drawn(two, {"1a": {"value": 16}})]
    made = gathered(tmp_path, *files, of=joint)
    assert said(made) == [("form-twice", "returned")]
    assert "1a:" not in made.text
    assert "1g: {value: 3," in made.text


def test_sheets_of_several_units_in_one_workbook_are_read(tmp_path: Path) -> None:
    """Copied into one workbook as they are seen: the hidden sheet and the hidden column are lost."""
    (measure,) = PLAN.measures
    other = measure._replace(number=2, lead=("市医保局",), indicators=(measure.indicators[0]._replace(id="2a"),))
    both = PLAN._replace(measures=(measure, other))
    view = blank(both).view
    book = openpyxl.Workbook()
    for unit, filled_in in ((UNIT, {"1a": {"value": 16}}), ("市医保局", {"2a": {"value": 4}})):
        old = openpyxl.load_workbook(io.BytesIO(sheet.drawn(sheet.plan_form(view, unit), filled_in)))[PAGE]
        page = book.create_sheet(unit)
        for row in old.iter_rows(min_col=2):
            for cell in row:
                page.cell(cell.row, (cell.column or 2) - 1).value = cell.value
    stream = io.BytesIO()
    book.save(stream)
    made = gathered(tmp_path, stream.getvalue(), of=both)
    assert said(made) == []
    assert '1a: {value: 16, by: "市人社局"' in made.text
    assert '2a: {value: 4, by: "市医保局"' in made.text


@pytest.mark.slow
def test_one_bad_form_among_25_goes_back_with_its_reason(tmp_path: Path) -> None:
    """The other 24 are collected; only `--strict` writes nothing."""
    forms = tmp_path / "forms"
    run("form", HUANGSHI, "--period", "2022-Q4", "--out", forms)
    files = sorted(forms.iterdir())
    assert len(files) == 25
    bad = next(file for file in files if "市医保局" in file.name)
    bad.write_bytes(bad.read_bytes()[:3000])
    for file in files:
        if "市人社局" in file.name:
            filled(forms, {("7a", "value"): 16}, name=file.name)
    out, report = tmp_path / "q4.yaml", tmp_path / "complaints.xlsx"
    strict = collect(forms, "-o", out, "--strict", code=2)
    assert not out.exists()
    assert "没有写出任何文件" in strict.err
    ended = collect(forms, "-o", out, "--report", report, code=1)
    assert "7a: {value: 16" in out.read_text("utf-8")
    assert f"1个文件退回，没有计入：{bad.name}" in ended.err
    lines = [cell.value for row in openpyxl.load_workbook(report)["市医保局"].iter_rows() for cell in row]
    assert bad.name in lines
    assert ZH("finding.form-damaged") in lines


def test_forms_in_folders_below_are_read_and_complaints_are_no_forms(tmp_path: Path) -> None:
    deep = tmp_path / "forms" / "一组" / "就业"
    deep.mkdir(parents=True)
    filled(deep, {("7a", "value"): "约16", ("7b", "value"): 4})
    report, out = tmp_path / "forms" / "退回意见.xlsx", tmp_path / "q4.yaml"
    for name in ("one.yaml", "two.yaml"):  # the next day the complaints lie there, too
        ended = collect(tmp_path / "forms", "-o", tmp_path / name, "--report", report, code=1)
        assert "7b: {value: 4" in (tmp_path / name).read_text("utf-8")
    ended = collect(tmp_path / "forms", "-o", out, code=1)
    assert "[form-complaints]" in ended.err
    assert "7b: {value: 4" in out.read_text("utf-8")
