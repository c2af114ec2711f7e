"""What careless hands do to forms, files and folders: nothing is lost, changed or credited without a word."""

from __future__ import annotations

import io
import shlex
from hashlib import sha256
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command import ANY, PROGRAM, ROOT, Ended, process, run
from tests.forms.make import PERIOD, PLAN, SCHOOLS, fresh
from tests.forms.test_damaged_files import parts, zipped

ON = ("--on", "2022-10-11")
GUARD = "市市场监管局"


def filled(folder: Path, cells: dict[tuple[str, str], object], unit: str = "市人社局", name: str = "form.xlsx") -> Path:
    """A unit's form with cells filled in: (row key, field) → what is typed."""
    book = openpyxl.load_workbook(fresh(unit))
    for (key, field), typed in cells.items():
        cell = at(book, key, field)
        cell.value = typed
    path = folder / name
    book.save(path)
    return path


def at(book: Any, key: str, field: str) -> Any:
    main = book["报送表"]
    head = next(row for row in range(1, 12) if main.cell(row, 1).value == "id")
    column = next(cell.column for cell in main[head] if cell.value == field)
    row = next(cell.row for cell in main["A"] if cell.value == key)
    return main.cell(row, column)


def collect(*arguments: object, code: int | tuple[int, ...] = (0, 1)) -> Ended:
    return run("collect", *arguments, *(() if "--on" in arguments else ON), code=code)


def rows(submission: Path, *options: str) -> list[str]:
    """The lines of the table that `run` makes of what was collected."""
    return run("run", submission, *(options or ON), "--format", "csv", "--fail-on", "never").out.splitlines()


def base(folder: Path, values: str, submitted: str = "2022-10-11") -> Path:
    path = folder / "2022-q3.yaml"
    path.write_text(f"plan: {PLAN}\nperiod: {PERIOD}\nsubmitted: {submitted}\nvalues:\n{values}", "utf-8")
    return path


def test_a_row_whose_two_ids_differ_is_not_read(tmp_path: Path) -> None:
    """Sorted or pasted without the hidden column."""
    book = openpyxl.load_workbook(filled(tmp_path, {("7a", "value"): 16, ("7b", "value"): 4}))
    for field in ("no", "name", "value"):
        one, two = at(book, "7a", field), at(book, "7b", field)
        one.value, two.value = two.value, one.value
    book.save(tmp_path / "form.xlsx")
    ended = collect(tmp_path / "form.xlsx", code=1)
    assert "7a:" not in ended.out
    assert "7b:" not in ended.out
    assert ended.err.count("[form-two-ids]") == 2


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ("  7b: 4\n  8b: 3\n", {("7b", "value"): "—", ("8b", "value"): "暂无"}),
        ("  7b: {value: 4, falsified: true, by: 督查组, reason: 查无此事}\n", {("7b", "value"): 4}),
        ("  12a: {value: normal, confirmed: true} # 已核实\n", {("12a", "value"): "正常"}),
        ("  7a: {value: 16, evidence: [清单], n: 40}\n", {("7a", "value"): "16.0"}),
    ],
    ids=["nothing in place of a value", "found false", "confirmed", "evidence"],
)
def test_what_is_there_is_not_replaced_by_less(
    values: str, cells: dict[tuple[str, str], object], tmp_path: Path
) -> None:
    target = base(tmp_path, values)
    before = target.read_text("utf-8")
    collect(filled(tmp_path, cells), "--into", target, "--yes")
    assert target.read_text("utf-8") == before


NODES = "市政务服务和大数据管理局"


@pytest.mark.parametrize(
    ("values", "cells", "expected"),
    [
        ("37a: {nodes: {市: 2022-08-01, 县: 2022-09-15}}", {("37a#乡", "value"): "2022-09-20"},
         "{nodes: {市: 2022-08-01, 县: 2022-09-15, 乡: 2022-09-20}"),
        ("37a: {nodes: {市: 2022-08-01}, falsified: true, by: 督查组, reason: 现场未见}", {("37a#市", "value"): "2022-08-01"}, ""),
        ("37b: {value: 4, submitted: 2022-10-12}", {("37b", "value"): 4, ("37b", "note"): "见附件"},
         '{value: 4, submitted: 2022-10-12, note: "见附件"}'),
    ],
    ids=["single nodes", "the same node", "the day it came"],
)  # fmt: skip
def test_a_new_report_joins_the_old_one_part_by_part(
    values: str, cells: dict[tuple[str, str], object], expected: str, tmp_path: Path
) -> None:
    target = base(tmp_path, f"  {values}\n")
    before = target.read_text("utf-8")
    form = filled(tmp_path, cells, NODES)
    collect(form, "--into", target, "--yes", "--on", "2022-10-30")
    text = target.read_text("utf-8")
    assert (
        (expected in text.replace('"市"', "市").replace('"县"', "县").replace('"乡"', "乡"))
        if expected
        else text == before
    )
    collect(form, "--into", target, "--yes", "--on", "2022-11-05")
    assert target.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("values", "table"),
    [
        ("17a: {value: 180, last_year: 205, falsified: true, by: 督查组, reason: 与台账不符}", "id,value\n17a,180.0\n"),
        ("7e: {value: 95, falsified: true, by: 督查组, reason: 查无此事}", "id,part,whole\n7e,190,200\n"),
        ("4b: {part: 180, whole: 240, n: 40}", "id,part,whole\n4b,18,24\n"),
        ("6a: {done: 2022-09-20, note: 已验收}", "id,progress\n6a,60\n"),
    ],
)
def test_another_notation_of_the_same_value_changes_nothing(values: str, table: str, tmp_path: Path) -> None:
    target = base(tmp_path, f"  {values}\n")
    before = target.read_text("utf-8")
    (tmp_path / "t.csv").write_text(table, "utf-8")
    collect(tmp_path / "t.csv", "--into", target, "--yes", "--on", "2022-10-30")
    assert target.read_text("utf-8") == before


def test_last_years_amount_alone_leaves_the_value(tmp_path: Path) -> None:
    target = base(tmp_path, "  17a: {value: 180, last_year: 205}\n")
    (tmp_path / "t.csv").write_text("id,last_year\n17a,200\n", "utf-8")
    collect(tmp_path / "t.csv", "--into", target, "--yes")
    assert "value: 180, last_year: 205" in target.read_text("utf-8")  # it goes back: nothing of this period


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ("  7a: 16\n  7b: 4 # 乙\n", "7b: 4 # 乙\n  8b:"),
        ('  7a:\n    value: 4\n    note: "说明"\n  # 下一项的注释\n  7b: 3\n', "  # 下一项的注释\n  7b: 3"),
        ("  8b: 1\n  7a:\n    value: 4\n    note: |\n      一\n# 左边的注释\n  7b: 3\n", "# 左边的注释\n  7b: 3"),
    ],
)
def test_comments_behind_a_value_stay(values: str, kept: str, tmp_path: Path) -> None:
    target = base(tmp_path, values)
    collect(filled(tmp_path, {("7a", "value"): 17, ("8b", "value"): 3}), "--into", target, "--yes")
    text = target.read_text("utf-8")
    assert kept in text
    assert "7a: {value: 17" in text


@pytest.mark.parametrize("values", ["{7a: 16, # 甲\n  7b: 4 # 乙\n  }", "{7a: 16, 7b: 4,}"])
def test_values_are_added_to_a_flow_mapping(values: str, tmp_path: Path) -> None:
    target = base(tmp_path, "")
    target.write_text(target.read_text("utf-8").replace("values:\n", f"values: {values}\n"), "utf-8")
    form = filled(tmp_path, {("8b", "value"): 3})
    collect(form, "--into", target, "--yes")
    lines = {line.split(",")[2]: line for line in rows(target)}
    assert "on_time" in next(line for line in lines.values() if ",8b," in line)
    before = target.read_text("utf-8")
    collect(form, "--into", target, "--yes")
    assert target.read_text("utf-8") == before


def test_node_rows_that_were_sorted_without_their_ids_are_not_read(tmp_path: Path) -> None:
    path = filled(tmp_path, {("37a#市", "value"): "2022-08-01", ("37a#乡", "value"): "未完成"}, NODES)
    book = openpyxl.load_workbook(path)
    for field in ("name", "value"):
        one, two = at(book, "37a#市", field), at(book, "37a#乡", field)
        one.value, two.value = two.value, one.value
    book.save(path)
    ended = collect(path, code=1)
    assert "37a:" not in ended.out
    assert ended.err.count("[form-other-name]") == 2


def test_a_unit_beside_the_number_is_never_passed_over(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): 4, ("7c", "value"): 2})
    book = openpyxl.load_workbook(path)
    at(book, "7a", "value").number_format = '0"万场"'
    at(book, "7c", "unit").value = "万个"
    book.save(path)
    said = collect(path, code=1).err
    assert "[form-format]" in said
    assert "[E9]" in said


def test_a_sample_that_is_no_number_sends_the_value_back_for_good(tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,value,n\n7e,95,约三十\n", "utf-8")
    target = tmp_path / "q3.yaml"
    collect(tmp_path / "t.csv", "--plan", PLAN, "--period", PERIOD, "-o", target, code=1)
    assert "returned" in next(line for line in rows(target) if ",7e," in line)


def test_a_decision_stays_when_only_a_note_is_new(tmp_path: Path) -> None:
    target = base(tmp_path, "  12a: {value: normal, confirmed: true, by: 市督查室}\n")
    collect(filled(tmp_path, {("12a", "value"): "正常", ("12a", "note"): "月度抽查"}), "--into", target, "--yes")
    text = target.read_text("utf-8")
    assert "confirmed: true" in text
    assert "月度抽查" in text


def test_a_note_and_a_confirmation_join_the_value_that_is_there(tmp_path: Path) -> None:
    target = base(tmp_path, "  7b: {value: 4, by: 市人社局}\n  12a: {value: normal, by: 市督查室}\n")
    table = tmp_path / "checked.csv"
    table.write_text("id,confirmed,note\n12a,是,\n7b,,清单见附件\n", "utf-8")
    said = collect(table, "--into", target, "--yes", "--on", "2022-10-30").err
    text = target.read_text("utf-8")
    assert '7b: {value: 4, by: "市人社局", note: "清单见附件"}' in text
    assert '12a: {value: "normal", by: "市督查室", confirmed: true}' in text
    assert "已核实" in said


def test_a_confirmation_can_be_taken_back(tmp_path: Path) -> None:
    target = base(tmp_path, "  12a: {value: normal, confirmed: true}\n")
    (tmp_path / "t.csv").write_text("id,confirmed\n12a,否\n", "utf-8")
    collect(tmp_path / "t.csv", "--into", target, "--yes")
    assert "confirmed: false" in target.read_text("utf-8")


def test_what_is_added_later_says_on_which_day_it_came(tmp_path: Path) -> None:
    target = base(tmp_path, "  7b: 4\n")
    form = filled(tmp_path, {("7a", "value"): 16})
    collect(form, "--into", target, "--yes", "--on", "2022-10-20")
    assert "submitted: 2022-10-20" in target.read_text("utf-8")
    late = [line for line in rows(target, "--on", "2022-10-25") if ",7a," in line]
    assert len(late) == 1
    assert "late" in late[0]


def test_lines_that_look_like_comments_stay_in_their_text(tmp_path: Path) -> None:
    target = base(tmp_path, "  8b:\n    value: 3\n    note: |\n      第一行\n      # 第二行\n")
    collect(filled(tmp_path, {("7a", "value"): 16}), "--into", target, "--yes")
    assert "      第一行\n      # 第二行\n  7a: {value: 16" in target.read_text("utf-8")


@pytest.mark.parametrize(
    ("key", "field", "typed", "code"),
    [
        ("7a", "value", "16①", "E2"),
        ("7a", "progress", 16, "form-unasked"),
        ("6a", "part", 60, "form-unasked"),
        ("6a", "value", "1900-01-16", "form-odd-day"),
        ("6a", "progress", 100, "form-progress"),
        ("7e", "value", "0.95", "form-fraction"),
    ],
)
def test_a_doubtful_cell_is_said_at_its_place(key: str, field: str, typed: object, code: str, tmp_path: Path) -> None:
    path = filled(tmp_path, {(key, field): typed})
    said = collect(path).err
    place = at(openpyxl.load_workbook(path), key, field).coordinate
    assert any(f"!{place}:" in line and f"[{code}]" in line and key in line for line in said.splitlines()), said


def test_a_day_that_nobody_can_mean_does_not_complete_anything(tmp_path: Path) -> None:
    target = tmp_path / "q3.yaml"
    collect(filled(tmp_path, {("6a", "value"): "1900-01-16"}), "-o", target, code=1)
    (line,) = (line for line in rows(target) if ",6a," in line)
    assert "returned" in line
    assert "completed" not in line


def test_words_for_nothing_are_no_correction(tmp_path: Path) -> None:
    (tmp_path / "2022-q2.yaml").write_text(
        f"plan: {PLAN}\nperiod: 2022-Q2\nsubmitted: 2022-07-05\nvalues:\n  7a: 11\n", "utf-8"
    )
    path = filled(tmp_path, {("7a", "value"): 5, ("7a", "correction"): "无", ("7a", "note"): "/"})
    ended = collect(path, "--history", tmp_path)
    assert "correction" not in ended.out
    assert "note" not in ended.out
    assert "[E4]" in ended.err


def test_a_stroke_beside_the_progress_does_not_hide_it(tmp_path: Path) -> None:
    text = collect(filled(tmp_path, {("6a", "value"): "/", ("6a", "progress"): 60})).out
    assert "6a: {progress: 60" in text


def test_a_hidden_copy_fills_no_gaps(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): 11, ("7b", "value"): 3})
    book = openpyxl.load_workbook(path)
    copy = book.copy_worksheet(book["报送表"])
    copy.sheet_state = "hidden"
    at(book, "7a", "value").value = None
    book.save(path)
    text = collect(path).out
    assert "7b: {value: 3" in text
    assert "7a:" not in text


def test_an_empty_result_of_a_formula_is_an_empty_cell(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): '=IF(Z1="","",Z1)', ("7b", "value"): 4})
    parts_ = parts(path.read_bytes())
    sheet = parts_[SHEET]
    start = sheet.index(b"<f>")
    start = sheet.rindex(b"<c ", 0, start)
    end = sheet.index(b"</c>", start)
    cell = (
        sheet[start:end].replace(b"<c ", b'<c t="str" ', 1).replace(b"<v />", b"<v></v>").replace(b"<v/>", b"<v></v>")
    )
    path.write_bytes(zipped({**parts_, SHEET: sheet[:start] + cell + sheet[end:]}))
    ended = collect(path, code=0)
    assert "7b: {value: 4" in ended.out
    assert "  7a:" not in ended.out
    assert "[form-formula]" not in ended.err


def test_a_value_merged_sideways_is_said(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): 16})
    book = openpyxl.load_workbook(path)
    left, right = at(book, "7b", "last"), at(book, "7b", "value")
    left.value = 4
    book["报送表"].merge_cells(f"{left.coordinate}:{right.coordinate}")
    book.save(path)
    said = collect(path, code=2).err
    assert "[form-merged-value]" in said
    assert "7b" in said


def test_halves_from_two_units_are_a_fault_of_both(tmp_path: Path) -> None:
    one = filled(tmp_path, {("4b", "value"): 94}, SCHOOLS, "one.xlsx")
    two = filled(tmp_path, {("4b", "part"): 500, ("4b", "whole"): 598}, GUARD, "two.xlsx")
    report = tmp_path / "report.xlsx"
    said = collect(one, two, "--report", report, code=2).err
    assert "[form-halves]" in said
    assert SCHOOLS in said
    assert GUARD in said
    sheets = openpyxl.load_workbook(report).sheetnames
    assert SCHOOLS in sheets
    assert GUARD in sheets


def test_a_percentage_and_its_part_and_whole_from_two_units_agree(tmp_path: Path) -> None:
    one = filled(tmp_path, {("4b", "value"): 94.5}, SCHOOLS, "one.xlsx")
    two = filled(tmp_path, {("4b", "part"): 565, ("4b", "whole"): 598}, GUARD, "two.xlsx")
    text = collect(one, two).out
    assert "4b: {part: 565, whole: 598" in text
    assert "two.xlsx!" in text


def test_a_source_names_the_file_that_the_value_is_from(tmp_path: Path) -> None:
    one = filled(tmp_path, {("4b", "note"): "见附件"}, SCHOOLS, "one.xlsx")
    two = filled(tmp_path, {("4b", "value"): 94}, GUARD, "two.xlsx")
    text = collect(one, two).out
    line = next(line for line in text.splitlines() if line.startswith("  4b:"))
    assert f'by: "{GUARD}"' in line
    assert "one.xlsx!" in line
    assert "two.xlsx!" in line


def test_explain_leads_from_the_light_back_to_the_cell(tmp_path: Path) -> None:
    path = filled(tmp_path, {("13f", "value"): 6.2})
    digest = sha256(path.read_bytes()).hexdigest()
    collect(path, "-o", tmp_path / "q3.yaml")
    said = run("explain", tmp_path / "q3.yaml", "13f", *ON).out
    place = at(openpyxl.load_workbook(path), "13f", "value").coordinate
    assert f"form.xlsx!报送表!{place}" in said
    assert f"sha256:{digest}" in said


def test_names_of_persons_stay_in_the_workbook(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): 16})
    book = openpyxl.load_workbook(path)
    label = next(cell for line in book["报送表"].iter_rows(max_row=8) for cell in line if cell.value == "填表人")
    label.offset(0, 1).value = "张三"
    book.save(path)
    ended = collect(path)
    assert "7a: {value: 16" in ended.out
    assert "张三" not in ended.said


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
            if cell.value in ("1a", "25d", "29h"):
                seen[cell.value] = [str(at(book, cell.value, field).value) for field in ("how", "last", "name")]
    assert "2023年1月1日" in seen["1a"][0]  # over the whole plan
    assert "2024年1月1日" in seen["25d"][0]  # every year
    assert "百分数" in seen["29h"][0]
    assert "上年同期数" not in seen["29h"][0]
    assert seen["1a"][1] == "1所"
    assert "原文：" in seen["1a"][2]


def test_folders_hold_other_things_and_empty_forms(tmp_path: Path) -> None:
    filled(tmp_path, {("7a", "value"): 16})
    filled(tmp_path, {}, "市民政局", "empty.xlsx")
    (tmp_path / "扫描件.pdf").write_bytes(b"%PDF")
    (tmp_path / "医保局").mkdir()
    (tmp_path / "~$form.xlsx").write_bytes(b"x")
    said = collect(tmp_path).err
    assert "扫描件.pdf" in said
    assert "医保局" in said
    assert "~$form.xlsx" not in said
    assert any("[form-blank]" in line and "市民政局" in line for line in said.splitlines())


def test_it_is_said_when_nothing_earlier_was_there_to_compare_with(tmp_path: Path) -> None:
    form = filled(tmp_path, {("7a", "value"): 5})
    assert "没有找到以前各期的报送" in collect(form).err
    assert "没有找到以前各期的报送" not in collect(form, "--history", ROOT / "examples" / "huangshi").err


def test_a_report_never_overwrites_what_came_in(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): 16})
    before = path.read_bytes()
    collect(path, "-o", tmp_path / "q3.yaml", "--report", path, code=2)
    assert path.read_bytes() == before


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_closed_streams_bring_no_traceback(closed: str, tmp_path: Path) -> None:
    path, target = filled(tmp_path, {("7a", "value"): 16}), base(tmp_path, "  7b: 4\n")
    line = shlex.join([*PROGRAM, "collect", str(path), "--into", str(target), "--on", "2022-10-11"])
    assert "程序出了故障" not in process("bash", "-c", f"{line} {closed}", code=(0, 2)).err


# Tables of text


@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        ('id,value,note\n7a,16,"没有收尾\n7b,4,\n', "form-damaged", ""),
        ("id,value\n7c,16,300\n7b,4\n", "form-ragged", "7b: {value: 4"),
        ("id,value,value\n7a,,16\n", "form-head-twice", ""),
        ("id,value,note\n7a,16,x\n\nid,note,value\n7b,4,5\n", "form-second-head", ""),
        ("id,value\n7a,16\n7a,17\n", "form-row-twice", ""),
        ("id,value,confirmed\n12a,正常,大概\n", "form-unsure", '12a: {value: "正常"'),
        ("市人社局，三季度\nid,value,note\n7b,4,线上，线下\n", "", 'note: "线上，线下"'),
        ("id，value\n7b，4\n", "", "7b: {value: 4"),
        ("id,value\n7a,16\n7a,16.0\n7a,暂无\n", "", "7a: {value: 16"),
        ("id,value,confirmed\n12a,正常,已核实\n", "", "confirmed: true"),
        ("id,value,done\n6a,2022-09-01,2022-09-02\n", "form-two-cells", ""),
        ("id,value\n7e,暂无\n7e,0.95\n", "form-fraction", "7e: {value: 0.95"),
        ("id\tvalue\tnote\n7b\t4\ta,b,c,d,e\n", "", 'note: "a,b,c,d,e"'),
    ],
)
def test_a_table_of_text_is_read_exactly_or_said_to_be_wrong(text: str, code: str, read: str, tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    path.write_text(text, "utf-8")
    ended = collect(path, "--plan", PLAN, "--period", PERIOD, code=ANY)
    assert (f"[{code}]" in ended.err) == bool(code), ended.err
    assert read in ended.out


# Bombs


def workbook(change: Any) -> bytes:
    """A small workbook whose parts are changed."""
    book: Any = openpyxl.Workbook()
    book.active["A1"] = 1
    stream = io.BytesIO()
    book.save(stream)
    return zipped(change(parts(stream.getvalue())))


SHEET = "xl/worksheets/sheet1.xml"
ROWS = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 150_000))
TAIL = b"</worksheet>"


def many_cells_in_two_sheets(whole: dict[str, bytes]) -> dict[str, bytes]:
    sheet = whole[SHEET].split(b"<sheetData>")[0] + b"<sheetData>" + ROWS + b"</sheetData>" + TAIL
    return {**whole, SHEET: sheet, "xl/worksheets/sheet2.xml": sheet}


def another_name(whole: dict[str, bytes]) -> dict[str, bytes]:
    made = many_cells_in_two_sheets(whole)
    moved = {name.replace("sheet1.xml", "sheet1.dat"): body for name, body in made.items()}
    return {name: body.replace(b"sheet1.xml", b"sheet1.dat") for name, body in moved.items()}


def before_the_end(text: bytes) -> Any:
    return lambda whole: {**whole, SHEET: whole[SHEET].replace(TAIL, text + TAIL)}


def other_prefix(whole: dict[str, bytes]) -> dict[str, bytes]:
    rows = ROWS.replace(b"<row", b"<x-y:row").replace(b"<c ", b"<x-y:c ") * 2
    return {**whole, SHEET: whole[SHEET].replace(b"<sheetData>", b"<sheetData>" + rows)}


def spaces_first(spaces: bytes) -> Any:
    area = b"<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"

    def change(whole: dict[str, bytes]) -> dict[str, bytes]:
        body = whole[SHEET].partition(b"?>")[2] if whole[SHEET].startswith(b"<?") else whole[SHEET]
        return {**whole, SHEET: spaces + body.replace(TAIL, area + TAIL)}

    return change


def another_encoding(whole: dict[str, bytes]) -> dict[str, bytes]:
    """The declaration is plain, what follows it is not; and it stands far behind its beginning."""
    area = "<worksheet><mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells></worksheet>"
    declared = b'<?xml version="1.0"' + 300 * b" " + b' encoding="cp037"?>'
    return {**whole, SHEET: declared + area.encode("cp037")}


def many_styles(whole: dict[str, bytes]) -> dict[str, bytes]:
    styles = "xl/styles.xml"
    return {**whole, styles: whole[styles].replace(b"</cellXfs>", b"<xf/>" * 1_700_000 + b"</cellXfs>")}


def in_utf_16(whole: dict[str, bytes]) -> dict[str, bytes]:
    text = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY a "b">]>' + "<worksheet/>"
    return {**whole, SHEET: text.encode("utf-16")}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (many_cells_in_two_sheets, "form-cells"),
        (another_name, "form-cells"),
        (before_the_end(b"<mergeCells count='1'><mergeCell ref='A1:XFD1048576'/></mergeCells>"), "form-merged"),
        (before_the_end(b'<hyperlinks><hyperlink ref="a1:xfd1048576"/></hyperlinks>'), "form-merged"),
        (other_prefix, "form-cells"),
        (in_utf_16, "form-damaged"),
        (spaces_first(300 * b" "), "form-merged"),
        (before_the_end(b'<mergeCell xmlns:x="u" x:y="&gt;>" ref="A1:XFD1048576"/>'), "form-merged"),
        (many_styles, "form-cells"),
        (another_encoding, "form-damaged"),
    ],
    ids=[
        "cells of all sheets",
        "another name",
        "single quotes",
        "a link over all",
        "another prefix",
        "UTF-16",
        "spaces first",
        "a sign in the way",
        "styles",
        "another encoding",
    ],
)
def test_what_would_not_fit_is_refused_before_it_is_unfolded(change: Any, code: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(workbook(change))
    said = collect(path, "--plan", PLAN, "--period", PERIOD, code=2).err
    assert f"[{code}]" in said
    assert "bomb.xlsx" in said


@pytest.mark.parametrize(
    ("number", "code"), [("1000000", "form-merged-value"), ("100000000000", "form-damaged"), ("-6", "form-damaged")]
)
def test_a_span_is_only_as_long_as_its_sheet(number: str, code: str, tmp_path: Path) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    cell = '<table:table-cell office:value-type="string"{}><text:p>{}</text:p></table:table-cell>'
    span = f' table:number-rows-spanned="{number}"'
    rows = [cell.format("", "id") + cell.format("", "value"), cell.format("", "7a") + cell.format(span, "16"),
            cell.format("", "7b")]  # fmt: skip
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    text = (f'<office:document-content xmlns:office="{space}:office:1.0" xmlns:table="{space}:table:1.0" '
            f'xmlns:text="{space}:text:1.0"><office:body><office:spreadsheet><table:table table:name="x">{body}'
            "</table:table></office:spreadsheet></office:body></office:document-content>")  # fmt: skip
    path = tmp_path / "span.ods"
    path.write_bytes(zipped({"mimetype": b"", "META-INF/manifest.xml": b"<x/>", "content.xml": text.encode()}))
    mapping = tmp_path / "m.map"
    mapping.write_text(f"plan: {PLAN}\nperiod: {PERIOD}\ncolumns: {{id: id, value: value}}\n", "utf-8")
    said = collect(path, "--map", mapping, code=2).err
    assert f"[{code}]" in said
    assert "span.ods" in said
