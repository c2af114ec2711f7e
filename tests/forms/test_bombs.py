"""What would not fit into memory: refused before it is unfolded, at little cost."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command import process, run
from tests.forms import wrecks
from tests.forms.hands import collect
from tests.forms.workbooks import PERIOD, PLAN, SHEET, Returned, parts, zipped


def workbook(change: Any) -> bytes:
    """A small workbook whose parts are changed."""
    book: Any = openpyxl.Workbook()
    book.active["A1"] = 1
    stream = io.BytesIO()
    book.save(stream)
    return zipped(change(parts(stream.getvalue())))


ROWS = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 150_000))
TAIL = b"</worksheet>"


BOOK = "xl/workbook.xml"


def many_cells_in_two_sheets(whole: dict[str, bytes]) -> dict[str, bytes]:
    sheet = whole[SHEET].split(b"<sheetData>")[0] + b"<sheetData>" + ROWS + b"</sheetData>" + TAIL
    second = re.sub(rb'(<sheet [^>]*name=")([^"]*)', rb"\g<1>\g<2>2", re.findall(rb"<sheet .*?/>", whole[BOOK])[0])
    return {**whole, SHEET: sheet, BOOK: whole[BOOK].replace(b"</sheets>", second + b"</sheets>")}


def another_name(whole: dict[str, bytes]) -> dict[str, bytes]:
    made = many_cells_in_two_sheets(whole)
    moved = {name.replace("sheet1.xml", "sheet1.dat"): body for name, body in made.items()}
    return {name: body.replace(b"sheet1.xml", b"sheet1.dat") for name, body in moved.items()}


def before_the_end(text: bytes) -> Any:
    return lambda whole: {**whole, SHEET: whole[SHEET].replace(TAIL, text + TAIL)}


def other_prefix(whole: dict[str, bytes]) -> dict[str, bytes]:
    """The same sheet, every element of which has a prefix."""
    body = many_cells_in_two_sheets(whole)[SHEET].replace(ROWS, ROWS * 2)
    body = re.sub(rb"<(/?)(?=\w)", rb"<\1x-y:", body).replace(b"xmlns=", b"xmlns:x-y=")
    return {**whole, SHEET: body}


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
        (other_prefix, "form-cells"),
        (in_utf_16, "form-damaged"),
        (spaces_first(300 * b" "), "form-merged"),
        (before_the_end(b'<mergeCell xmlns:x="u" x:y="&gt;>" ref="A1:XFD1048576"/>'), "form-merged"),
        (many_styles, "form-styles"),
        (another_encoding, "form-damaged"),
    ],
    ids=[
        "cells of all sheets",
        "another name",
        "single quotes",
        "another prefix",
        "UTF-16",
        "spaces first",
        "a sign in the way",
        "styles",
        "another encoding",
    ],
)
@pytest.mark.slow
def test_what_would_not_fit_is_refused_before_it_is_unfolded(change: Any, code: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(workbook(change))
    said = collect(path, "--plan", PLAN, "--period", PERIOD, code=2).err
    assert f"[{code}]" in said
    assert "bomb.xlsx" in said


def test_what_is_not_read_takes_nothing(tmp_path: Path) -> None:
    """Links and comments, over however many cells, say nothing of values."""
    path = tmp_path / "link.xlsx"
    path.write_bytes(workbook(before_the_end(b'<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>')))
    assert "[form-no-meta]" in collect(path, "--plan", PLAN, "--period", PERIOD, code=2).err


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
    said = collect(path, "--map", mapping, code=(1, 2)).err
    assert f"[{code}]" in said
    assert "span.ods" in said


@pytest.mark.slow
@pytest.mark.parametrize("fill", [wrecks.bomb("sheet"), wrecks.bomb("theme"), wrecks.bomb("sheet", lying=True), wrecks.many_rows_bomb, wrecks.far_cell, wrecks.entities],
                         ids=["sheet", "theme", "lying directory", "cells", "far cell", "entities"])  # fmt: skip
def test_a_huge_file_costs_little_time_and_memory(fill: Callable[[Path], Returned], tmp_path: Path) -> None:
    made = fill(tmp_path)
    code = (
        "import json, resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'checker', *sys.argv[1:]], capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_maxrss, used.ru_utime + used.ru_stime]))\n"
    )
    used = process(sys.executable, "-c", code, "collect", *made.files, "-o", tmp_path / "o.yaml").out
    memory, seconds = json.loads(used)
    assert memory < 250 * 1024, "kilobytes"
    assert seconds < 10, "of processor time"


@pytest.mark.slow
def test_a_workbook_of_too_many_cells_is_not_opened(tmp_path: Path) -> None:
    book = openpyxl.Workbook(write_only=True)
    main = book.create_sheet("数据")
    for _ in range(1100):
        main.append([1] * 200)
    book.save(tmp_path / "all.xlsx")
    said = run("collect", tmp_path / "all.xlsx", "--plan", "huangshi-public-service", "--period", "2022-Q4", code=2).err
    assert "[form-cells]" in said
    assert "all.xlsx" in said
