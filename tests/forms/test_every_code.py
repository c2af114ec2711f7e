"""Every code of a returned file is said, alone, where exactly its fault is there."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker.files.book import MAX_FILE
from checker.forms import collecting, heading, layout, opening, sheet
from checker.model import Plan
from tests.forms.small import FORM, ON, PLAN, ZH, blank, shelf
from tests.forms.workbooks import zipped
from tests.harness import make_plan

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OURS: dict[str, Any] = {"plan": PLAN.id, "period": "2022-Q4"}


def codes(folder: Path, *files: tuple[str, bytes], of: Plan = PLAN, **options: Any) -> list[str]:
    """Collect files and name what is said of them."""
    paths = []
    for name, content in files:
        paths.append(folder / name)
        paths[-1].write_bytes(content)
    request = collecting.Request(paths, ON, **options)
    return [f.code for f in collecting.collected(request, shelf(of), ZH, lambda items, _: items).findings]


def form(filled: Mapping[str, Mapping[str, Any]]) -> tuple[str, bytes]:
    return "form.xlsx", sheet.drawn(FORM, filled)


def changed(change: Callable[[Any], None], **values: Any) -> tuple[str, bytes]:
    """A form with 1a filled in, changed by hand."""
    book = openpyxl.load_workbook(io.BytesIO(sheet.drawn(FORM, {"1a": {"value": 16, **values}})))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return "form.xlsx", stream.getvalue()


def meta(name: str, text: str) -> Callable[[Any], None]:
    """Type over what a form says of itself, where it is seen and where it is hidden."""

    def change(book: Any) -> None:
        unmarked(book)
        (row,) = [row for row in book[layout.META].iter_rows() if row[0].value == name]
        row[1].value = text
        book["报送表"]["A1"] = json.dumps({row[0].value: row[1].value for row in book[layout.META].iter_rows()})

    return change


def unmarked(book: Any) -> None:
    """Take away what the sheet says of itself: the hidden cell and the line that is seen."""
    for row in book["报送表"].iter_rows(max_row=8):
        for cell in row:
            if " · " in str(cell.value) or '{"form"' in str(cell.value):
                cell.value = None


def unknown(book: Any) -> None:
    """Nothing is left to know the form by."""
    unmarked(book)
    book.remove(book[layout.META])


def old_and_seen_only(book: Any) -> None:
    """Copied with its small line only, from a form of another catalogue."""
    unknown(book)
    book["报送表"]["B5"] = f"表号：{PLAN.id} · 2022-Q4 · 市人社局 · {'0' * 16}"


def without_column(book: Any) -> None:
    """The column of values is renamed in both heads."""
    for row in book["报送表"].iter_rows(max_row=10):
        for cell in row:
            if cell.value in ("value", ZH("form.column.value")):
                cell.value = "张三"


CELLS: list[tuple[str, dict[str, dict[str, Any]]]] = [
    ("form-blank", {}),
    ("form-error", {"1a": {"value": "#DIV/0!"}}),
    ("form-date-for-number", {"1a": {"value": date(2022, 9, 16)}}),
    ("form-no-day", {"1d": {"value": "2022-02-30"}}),
    ("form-odd-day", {"1d": {"value": date(1999, 9, 16)}}),
    ("form-serial", {"1d": {"value": 44824}}),
    ("form-progress", {"1d": {"progress": 100}}),
    ("form-share", {"1b": {"value": 50, "part": 9, "whole": 10}}),
    ("form-fraction", {"1b": {"value": "0.95"}}),
    ("form-done-progress", {"1d": {"value": date(2022, 9, 20), "progress": 60}}),
    ("form-no-value", {"1c": {"last_year": 5}}),
    ("form-digits", {"1a": {"value": 1234567890123456}}),
    ("form-digits", {"1a": {"value": "1234567890123456"}}),
    ("form-no-base", {"1c": {"value": 5}}),
    ("form-cut", {"1a": {"value": 16, "note": "长" * 2001}}),
    ("forgiven", {"1a": {"value": "１６"}}),
]


@pytest.mark.parametrize(("code", "filled"), CELLS)
def test_a_cell(code: str, filled: dict[str, dict[str, Any]], tmp_path: Path) -> None:
    assert codes(tmp_path, form(filled)) == [code]


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("form-no-meta", unknown),
        ("form-version", meta("form", "plancheck-form@0")),
        ("form-other-plan", meta("plan", "another")),
        ("form-other-period", meta("period", "2022-Q3")),
        ("form-old", old_and_seen_only),
        ("form-no-column", without_column),
    ],
)
def test_a_form_that_is_not_taken(code: str, change: Callable[[Any], None], tmp_path: Path) -> None:
    assert codes(tmp_path, changed(change, note="见清单"), **OURS) == [code]


def test_a_period_that_nobody_can_read(tmp_path: Path) -> None:
    assert codes(tmp_path, changed(meta("period", "四季度"))) == ["form-period"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("form-nothing", "id,value\n"),
        ("form-no-id", "id,value\n1a,16\n,5\n"),
        ("form-own-row", "id,value\n1a,16\n合计,16\n"),
        ("form-no-table", "甲,乙\n1,2\n"),
        ("form-unasked", "id,value,last_year\n1a,16,15\n"),
        ("form-unsure", "id,value,confirmed\n1a,16,大概\n"),
        ("form-encoding", "id,value\n1a,\0\n"),
        ("form-empty", "\n"),
    ],
)
def test_a_table_of_text(code: str, text: str, tmp_path: Path) -> None:
    assert codes(tmp_path, ("values.csv", text.encode()), **OURS) == [code]


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("form-same-file", {"1a": {"value": 16}}, {"1a": {"value": 16}}),
        ("form-twice-own", {"1a": {"value": 16}}, {"1a": {"value": 17}}),
        ("form-halves-own", {"1b": {"part": 9}}, {"1b": {"whole": 10}}),
    ],
)
def test_two_forms_of_a_unit(code: str, one: dict[str, Any], other: dict[str, Any], tmp_path: Path) -> None:
    files = [("1.xlsx", sheet.drawn(FORM, one)), ("2.xlsx", sheet.drawn(FORM, other))]
    assert codes(tmp_path, *files) == [code]


def test_two_files_of_nobody_say_different_things(tmp_path: Path) -> None:
    files = [(f"{value}.csv", f"id,value\n1a,{value}\n".encode()) for value in (16, 17)]
    assert codes(tmp_path, *files, **OURS) == ["form-twice"]


def test_an_id_that_the_plan_does_not_have(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        row = next(row for row in book["报送表"].iter_rows() if row[0].value == "1a")
        row[0].value = row[1].value = "1aa"

    assert codes(tmp_path, changed(change)) == ["form-unknown-id"]


def test_a_planned_date_that_is_none(tmp_path: Path) -> None:
    undated = make_plan({"kind": "milestone"})
    content = sheet.drawn(blank(undated), {"1a": {"value": "未完成", "planned": "明年"}})
    assert codes(tmp_path, ("form.xlsx", content), of=undated) == ["form-planned"]


def test_a_row_of_another_unit(tmp_path: Path) -> None:
    """Typed into a form with its id and its name."""
    (measure,) = PLAN.measures
    other = measure._replace(number=2, lead=("市医保局",), indicators=(measure.indicators[0]._replace(id="2a"),))

    def change(book: Any) -> None:
        row = next(row for row in book["报送表"].iter_rows() if row[0].value == "1a")
        row[0].value = row[1].value = "2a"

    assert codes(tmp_path, changed(change), of=PLAN._replace(measures=(measure, other))) == ["form-not-yours"]


@pytest.mark.parametrize("content", [b"abc", b"%PDF-1.4", zipped({"word/document.xml": b"<x/>"})])
def test_what_is_said_of_a_file_comes_back_from_the_process_that_read_it(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "form.xlsx").write_bytes(content)
    read = opening.opened(tmp_path / "form.xlsx", heading.heads_of())
    assert pickle.loads(pickle.dumps(read)) == read


@pytest.mark.parametrize(
    ("code", "name", "content"),
    [
        ("form-empty", "form.xlsx", b""),
        ("form-large", "form.xlsx", b"PK" + bytes(MAX_FILE)),
        ("form-no-workbook", "form.xlsx", b"abc"),
        ("form-other-kind", "form.xlsx", b"<html>"),
        ("form-other-kind", "form.xlsx", b"%PDF-1.4"),
        ("form-other-kind", "form.xlsx", zipped({"word/document.xml": b"<x/>"})),
        ("form-other-kind", "form.xlsx", zipped({"form.csv": b"id,value"})),
        ("form-password", "form.xlsx", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("form-damaged", "form.xlsx", b"PK\3\4"),
    ],
)
def test_a_file_that_cannot_be_opened(code: str, name: str, content: bytes, tmp_path: Path) -> None:
    assert codes(tmp_path, (name, content), **OURS) == [code]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("map-cell", "cells: {1a: {value: 12E}}\n"),
        ("map-head", "columns: {id: 编号, value: }\n"),
        ("map-head-twice", "columns: {id: 编号, value: 编号}\n"),
        ("map-period", "period: 四季度\n"),
        ("map-sheet", "sheet: 别的\ncolumns: {id: 编号, value: 数值}\n"),
        ("map-sheet", "columns: {id: 编号, value: 数值}\ncells: {1a: {value: 别的!B2}}\n"),
        ("map-no-head", "columns: {id: 编号, value: 数值, note: 说明}\n"),
        ("map-no-word", "columns: {id: 编号, value: 数值}\nrows: {没有的: 1a}\n"),
        ("map-no-cell", "columns: {id: 编号, value: 数值}\ncells: {1a: {value: E12}}\n"),
    ],
)
def test_a_mapping(code: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / "own.map"
    file.write_text(text, "utf-8")
    book = openpyxl.Workbook()
    book.worksheets[0].append(["编号", "数值"])
    book.save(tmp_path / "own.xlsx")
    said = codes(tmp_path, ("own.xlsx", (tmp_path / "own.xlsx").read_bytes()), **OURS, map=file)
    assert code in said
    assert set(said) <= {code, "form-nothing", "form-no-table"}


def submission(path: Path) -> Path:
    path.write_text(f"plan: {PLAN.id}\nperiod: 2022-Q4\nsubmitted: 2023-01-09\nvalues:\n  1a: 16\n", "utf-8")
    return path


def test_what_lies_beside_the_output_is_named(tmp_path: Path) -> None:
    submission(tmp_path / "late.yaml")
    assert codes(tmp_path, form({"1a": {"value": 16}}), output=tmp_path / "q4.yaml") == ["form-beside"]


def test_a_value_that_goes_back_leaves_the_one_that_is_there(tmp_path: Path) -> None:
    there = submission(tmp_path / "q4.yaml")
    assert set(codes(tmp_path, form({"1a": {"value": "约16"}}), into=there)) == {"E2", "form-kept"}
