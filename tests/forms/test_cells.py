"""What stands in a cell, or in a row that was moved: read exactly, or said at its place."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.forms.hands import at, collect, filled, judged_lines
from tests.forms.workbooks import GRID, PERIOD, PLAN, SHEET, parts, stepped, zipped


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


def test_node_rows_that_were_sorted_without_their_ids_are_not_read(tmp_path: Path) -> None:
    path = filled(
        tmp_path, {("37a#市", "value"): "2022-08-01", ("37a#乡", "value"): "未完成"}, GRID, indicators=stepped()
    )
    book = openpyxl.load_workbook(path)
    for field in ("name", "value"):
        one, two = at(book, "37a#市", field), at(book, "37a#乡", field)
        one.value, two.value = two.value, one.value
    book.save(path)
    ended = collect(path, "--indicators", stepped(), code=1)
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
    target = tmp_path / "q4.yaml"
    collect(tmp_path / "t.csv", "--plan", PLAN, "--period", PERIOD, "-o", target, code=1)
    assert "returned" in next(line for line in judged_lines(target) if ",7e," in line)


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


@pytest.mark.parametrize(("typed", "style", "back"), [(0.95, "General", 1), ("0.95%", "@", 0), (0.0095, "0.00%", 0)])
def test_a_percentage_below_one_counts_with_its_sign_only(typed: object, style: str, back: int, tmp_path: Path) -> None:
    """What is said of the cell is what `run` does with the value."""
    path = filled(tmp_path, {("7e", "value"): typed})
    book = openpyxl.load_workbook(path)
    at(book, "7e", "value").number_format = style
    book.save(path)
    said = collect(path, "-o", tmp_path / "q4.yaml", code=back).err
    (line,) = (line for line in judged_lines(tmp_path / "q4.yaml") if ",7e," in line)
    assert line.count("returned") == back
    assert said.count("[form-fraction]") == back
    assert "[E12]" not in said
    assert "[forgiven]" not in said


def test_a_day_that_nobody_can_mean_does_not_complete_anything(tmp_path: Path) -> None:
    target = tmp_path / "q4.yaml"
    collect(filled(tmp_path, {("6a", "value"): "1900-01-16"}), "-o", target, code=1)
    (line,) = (line for line in judged_lines(target) if ",6a," in line)
    assert "returned" in line
    assert "completed" not in line


def test_words_for_nothing_are_no_correction(tmp_path: Path) -> None:
    (tmp_path / "2022-q3.yaml").write_text(
        f"plan: {PLAN}\nperiod: 2022-Q3\nsubmitted: 2022-10-05\nvalues:\n  7a: 11\n", "utf-8"
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
    ended = collect(path, code=1)
    assert "[form-merged-value]" in ended.err
    assert "7b" in ended.err
    assert "7b:" not in ended.out
    assert "7a: {value: 16" in ended.out
