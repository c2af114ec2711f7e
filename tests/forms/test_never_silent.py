"""What would be another number, another state or another unit's value never passes without a word."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker.forms import sheet
from checker.forms.rows import Last
from checker.model import Plan, periods
from tests.command import run
from tests.forms.hands import at, base, collect, filled
from tests.forms.small import FORM, PLAN, UNIT, blank, submitted
from tests.forms.test_good_neighbours import changed, gathered, said
from tests.forms.test_writers import gathered as mapped_from
from tests.forms.workbooks import PLAN as HUANGSHI
from tests.forms.writers import WRITERS, xlsx
from tests.harness import make_plan, read_values

NEGATIVES = make_plan(
    {"kind": "cumulative", "unit": "场", "target": 20},
    {"kind": "level", "unit": "人", "target": 20, "direction": "up"},
    {"kind": "maintain", "unit": "天", "target": 5, "direction": "down"},
    {"kind": "cap", "unit": "起", "target": 3},
    {"kind": "change", "unit": "小时", "target": -5},
    {"kind": "rank", "target": 10},
    {"kind": "level", "unit": "万元", "target": 5, "direction": "up"},
)


def test_what_cannot_be_negative_goes_back(tmp_path: Path) -> None:
    """A deficit of money may be; nothing that is counted, timed or ranked."""
    values = {f"1{letter}": {"value": -3} for letter in "abcdfg"} | {"1e": {"value": -3, "last_year": 5}}
    made = gathered(tmp_path, sheet.drawn(blank(NEGATIVES), values), of=NEGATIVES)
    assert [f.indicator for f in made.findings if f.code == "E11"] == ["1a", "1b", "1c", "1d", "1e", "1f"]


def head(text: str) -> bytes:
    """A form whose visible head of the values was changed."""

    def change(page: Any, rows: dict[str, int]) -> None:
        top = min(row for key, row in rows.items() if key == "1a") - 1
        page.cell(top, 9).value = text

    return changed(change)


@pytest.mark.parametrize(("text", "back"), [("本期填报（万场）", 2), ("本期填报（万）", 2), ("本期填报（累计）", 0)])
def test_a_power_of_ten_in_the_head_of_a_form_goes_back(text: str, back: int, tmp_path: Path) -> None:
    made = gathered(tmp_path, head(text))
    assert [f.code for f in made.findings].count("E9") == back


MAPS: dict[str, tuple[str, list[object], list[object]]] = {
    "unit column": ("columns: {id: 编号, unit: 单位, value: 本期}", ["编号", "单位", "本期"], ["1a", "万场", 16]),
    "head": ("columns: {id: 编号, value: 本期（万场）}", ["编号", "本期（万场）"], ["1a", 16]),
    "head without its unit": ("columns: {id: 编号, value: 本期}", ["编号", "本期（万场）"], ["1a", 16]),
}


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("case", MAPS)
def test_a_power_of_ten_in_an_offices_own_table_goes_back(case: str, writer: str, tmp_path: Path) -> None:
    columns, top, row = MAPS[case]
    text = f"plan: {PLAN.id}\nperiod: 2022-Q4\n{columns}\n"
    made = mapped_from(tmp_path, WRITERS[writer]([top, row]), f"own.{writer}", text)
    assert said(made) == [("E9", "returned")]
    assert "1a:" not in made.text
    same = WRITERS[writer](
        [[str(cell).replace("万", "") for cell in top], [str(cell).replace("万", "") for cell in row]]
    )
    made = mapped_from(tmp_path, same, f"own.{writer}", text.replace("万", ""))
    assert said(made) == []


def test_a_line_above_the_table_that_names_another_unit_counts(tmp_path: Path) -> None:
    text = f"plan: {PLAN.id}\nperiod: 2022-Q4\ncolumns: {{id: 编号, value: 本期}}\n"
    rows: list[list[object]] = [["填报单位：万里街道", None], ["", "计量单位：万场"], ["编号", "本期"], ["1a", 16]]
    assert said(mapped_from(tmp_path, xlsx(rows), "own.xlsx", text)) == [("E9", "returned")]


def test_a_percentage_pasted_into_a_cell_of_percentages_goes_back(tmp_path: Path) -> None:
    rates = make_plan({"kind": "level", "unit": "%", "target": 110, "direction": "up", "unbounded": True})
    book = openpyxl.load_workbook(io.BytesIO(sheet.drawn(blank(rates))))
    at(book, "1a", "value").value = 95
    stream = io.BytesIO()
    book.save(stream)
    made = gathered(tmp_path, stream.getvalue(), of=rates)
    assert said(made) == [("form-hundredfold", "returned")]
    assert at(book, "1a", "value").number_format == "0.00%"


def test_a_finished_milestone_is_taken_back_by_its_reason(tmp_path: Path) -> None:
    target = base(tmp_path, "  7a: 16\n")
    (tmp_path / "2022-q3.yaml").write_text(
        f"plan: {HUANGSHI}\nperiod: 2022-Q3\nsubmitted: 2022-10-09\nvalues:\n  6a: {{done: 2022-09-20}}\n", "utf-8"
    )
    cells: dict[tuple[str, str], object] = {("6a", "value"): "未完成"}
    ended = collect(filled(tmp_path, cells), "--into", target, "--yes", code=1)
    assert "[E4-done]" in ended.err
    assert "更正说明" in ended.err
    cells[("6a", "correction")] = "验收未通过"
    assert "[E4-done]" not in collect(filled(tmp_path, cells), "--into", target, "--yes").err
    assert "6a: {done: false," in target.read_text("utf-8")
    assert 'correction: true, reason: "验收未通过"' in target.read_text("utf-8")


def test_another_units_value_is_not_replaced_without_a_word(tmp_path: Path) -> None:
    target = base(tmp_path, "  7a: {value: 16, by: 市总工会}\n")
    said_ = collect(filled(tmp_path, {("7a", "value"): 18}), "--into", target, "--yes", "--on", "2023-01-20").err
    line = next(line for line in said_.splitlines() if "[form-replaces]" in line)
    assert "原是市总工会报的16，将改为市人社局报的18" in line
    again = collect(filled(tmp_path, {("7a", "value"): 19}), "--into", target, "--yes", "--on", "2023-01-20").err
    assert "[form-replaces]" not in again


UNDATED = make_plan({"kind": "milestone"}, {"kind": "level", "unit": "%", "target": 85, "direction": "up", "name": "群众满意度"},
                    {"kind": "qualitative"}, {"kind": "rank", "target": 10})  # fmt: skip


def of(plan: Plan, values: dict[str, dict[str, Any]]) -> Any:
    return submitted(sheet.drawn(blank(plan), values), plan).values


def test_own_dates_samples_and_nothing_to_report_come_back() -> None:
    back = of(UNDATED, {
        "1a": {"value": "未完成", "planned": "2023-6-30", "progress": 40, "correction": "招标流标"},
        "1b": {"value": 83.5, "n": 60},
        "1c": {"value": "未发生"},
        "1d": {"value": "未发生", "note": "本季度没有通报"},
    })  # fmt: skip
    assert (back["1a"].planned, back["1a"].progress, back["1a"].reason) == (date(2023, 6, 30), 40, "招标流标")
    assert not of(UNDATED, {"1a": {"planned": "2023-6-30", "correction": "招标流标"}})["1a"].correction
    assert (back["1b"].value, back["1b"].n) == (83.5, 60)
    assert back["1c"].none
    assert back["1d"].none
    assert back["1d"].note == "本季度没有通报"


def test_nothing_happened_beside_a_number_goes_back(tmp_path: Path) -> None:
    content = sheet.drawn(FORM, {"1a": {"value": "未发生"}, "1b": {"value": "未发生", "part": 3, "whole": 4}})
    codes = [(f.indicator, f.code) for f in gathered(tmp_path, content).findings]
    assert codes == [("1a", "E1-none"), ("1b", "E1-none-and")]


def test_the_form_shows_what_counted_last_and_of_which_period(tmp_path: Path) -> None:
    """A value that was returned did not count: the one before it is shown."""
    for period, value in (("2022-Q2", 11), ("2022-Q3", 9)):  # a total never falls
        (tmp_path / f"{period}.yaml").write_text(
            f"plan: {HUANGSHI}\nperiod: {period}\nsubmitted: {period[:4]}-10-09\nvalues:\n  7a: {value}\n", "utf-8"
        )
    run("form", HUANGSHI, "--period", "2022-Q4", "--out", tmp_path / "forms", "--unit", UNIT, "--history", tmp_path)
    (path,) = (tmp_path / "forms").iterdir()
    assert path.name == "市人社局-公共服务质量提升行动方案-2022年第四季度报送表.xlsx"
    assert at(openpyxl.load_workbook(path), "7a", "last").value == "11场\n2022年第二季度"


def test_a_form_guards_what_is_typed_and_opens_what_is_finished() -> None:
    period = periods.parse("2022-Q3")
    assert period is not None
    known, _ = read_values(PLAN, "2022-Q3", {"1d": {"done": "2022-09-20"}}, date(2022, 10, 9))
    form = sheet.plan_form(blank(PLAN).view, UNIT, {"1d": Last(known.values["1d"], period)})
    book = openpyxl.load_workbook(io.BytesIO(sheet.drawn(form)))
    page = book["报送表"]
    assert at(book, "1d", "last").value == "2022-09-20\n2022年第三季度"
    rules = {rule.formula1 for rule in page.data_validations.dataValidation}
    percents = at(book, "1b", "value")
    assert percents.number_format == "0.00%"
    assert f'OR(AND(ISNUMBER({percents.coordinate}),{percents.coordinate}>=0,{percents.coordinate}<=1),' \
           f'{percents.coordinate}="未发生")' in rules  # fmt: skip
    assert '"正常,缓慢,停滞,未发生"' in rules
    assert any(rule.formula1 == "0" and rule.type == "whole" for rule in page.data_validations.dataValidation)
    texts = [str(cell.value) for row in page.iter_rows(min_row=8) for cell in row if cell.value]
    below = texts[next(i for i, text in enumerate(texts) if text.startswith("此行以下不读")) :]
    assert {"填表人", "审核人", "负责人", "联系电话", "填报日期", "（单位盖章）", "备注"} <= set(below)
