"""Forms as LibreOffice saves them: filled in, sorted, widened by rows and columns, collected with the same values."""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import signal
import subprocess
from datetime import date, datetime, time
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from checker.files import book, bounded
from checker.forms import layout, sheet
from tests.forms.small import FORM, PLAN, ZH, blank, collected
from tests.office.libreoffice import OFFICE, converted, needs_office

pytestmark = needs_office
FILLED: dict[str, dict[str, Any]] = {"1a": {"value": 16, "note": "=1+1"}, "1b": {"part": 180, "whole": 240}, "1c": {"value": 6.2, "last_year": 7},
          "1d": {"value": date(2022, 9, 20)}, "1e#市": {"value": date(2022, 8, 1)}, "1f": {"value": "正常"}}  # fmt: skip


def test_a_form_saved_by_libreoffice_holds_the_same_values(tmp_path: Path) -> None:
    content = sheet.drawn(FORM, FILLED)
    (tmp_path / "form.xlsx").write_bytes(content)
    converted(tmp_path / "form.xlsx", "xlsx", tmp_path / "out")
    saved = collected((tmp_path / "out" / "form.xlsx").read_bytes())
    before = collected(content)
    assert saved.keys() == before.keys()
    for name, value in before.items():
        assert saved[name]._replace(source="") == value._replace(source="")


def has_uno(python: str) -> bool:
    found = shutil.which(python)
    return bool(found) and subprocess.run([str(found), "-c", "import uno"], capture_output=True).returncode == 0


# The system's Python, or the one that LibreOffice brings along.
PYTHONS = ("/usr/bin/python3", str(Path(OFFICE or "").resolve().parent / "python"))
PYTHON = next(filter(has_uno, PYTHONS), None)
by_hand = pytest.mark.skipif(not PYTHON, reason="no Python with LibreOffice's uno (python3-uno) is installed")
SUFFIXES = ("xlsx", "ods", "xls")
# Every row has a name of its own here, so that sorting by names moves them all.
NAMED = PLAN._replace(measures=tuple(
    m._replace(indicators=tuple(i._replace(name=f"指标{i.id}") for i in m.indicators)) for m in PLAN.measures
))  # fmt: skip
FORM_BY_HAND = sheet.drawn(blank(NAMED))
Place = tuple[str, str]


def main_sheet(content: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]


def places(content: bytes) -> dict[Place, str]:
    """Where the fields of each row stand, by the hidden keys, and the blank beside each person's label."""
    lines = list(main_sheet(content).iter_rows())
    head = next(number for number, line in enumerate(lines) if [c.value for c in line[:2]] == ["id", "no"])
    found = {(str(line[0].value), str(key.value)): cell.coordinate
             for line in lines[head + 2 :] for key, cell in zip(lines[head], line, strict=True)}  # fmt: skip
    labels = {ZH(f"form.person.{name}") for names in layout.PEOPLE for name in names}
    return found | {(str(c.value), ""): c.offset(0, 1).coordinate for line in lines for c in line if c.value in labels}


AT = places(FORM_BY_HAND)
FIRST, LAST = AT["1a", "id"], AT["1g", "evidence"]
NAME_COLUMN = 2  # of the table, counted from 0


def does(folder: Path, *steps: tuple[object, ...]) -> list[Any]:
    """Let a person do the steps on a blank form (`form.xlsx` of the folder), and give what each of them gave."""
    (folder / "form.xlsx").write_bytes(FORM_BY_HAND)
    given = [["open", str(folder / "form.xlsx")], *steps, ["close"]]
    with subprocess.Popen(
        [str(PYTHON), str(Path(__file__).with_name("person.py")), str(OFFICE), str(folder / "profile")],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
    ) as process:  # fmt: skip
        try:
            out, errors = process.communicate(json.dumps(given).encode(), timeout=180)
        finally:
            with contextlib.suppress(ProcessLookupError):  # an office that was left behind
                os.killpg(process.pid, signal.SIGKILL)
    assert process.returncode == 0, errors.decode()
    return list(json.loads(out)[1:-1])


def entered(texts: dict[Place, str]) -> list[tuple[object, ...]]:
    return [("enter", AT[place], text) for place, text in texts.items()]


def said(content: bytes) -> dict[str, dict[str, Any]]:
    """What was collected, by id, without what every value has."""
    rest, empty = {"where", "submitted", "source"}, ("", (), None, False)
    return {name: {field: item for field, item in value._asdict().items() if field not in rest and item not in empty}
            for name, value in collected(content, NAMED).items()}  # fmt: skip


TYPED = {
    ("1a", "value"): "1,234", ("1a", "note"): "均为线上", ("1a", "evidence"): "通知；签到表",
    ("1b", "value"): "95%",
    ("1c", "value"): "-5.5", ("1c", "last_year"): "7.05",
    ("1d", "value"): "2022-9-20",
    ("1e#市", "value"): "2022/6/28", ("1e#县（市、区）", "value"): "2022年9月20日",
    ("1g", "value"): "=1+2",
    ("填表人", ""): "张三",
}  # fmt: skip
BY = {"by": "市人社局"}
MEANT = {
    "1a": {"value": 1234, "note": "均为线上", "evidence": ("通知", "签到表"), **BY},
    "1b": {"value": 95, **BY},
    "1c": {"value": Fraction("-5.5"), "last_year": Fraction("7.05"), **BY},
    "1d": {"done": date(2022, 9, 20), **BY},
    "1e": {"done_nodes": (("市", date(2022, 6, 28)), ("县（市、区）", date(2022, 9, 20))), **BY},
    "1f": {"grade": "normal", **BY},
    "1g": {"value": 3, **BY},
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A form filled in by hand (plain); then sorted by names, a row and a column put in, a row hidden (moved)."""
    folder = tmp_path_factory.mktemp("filled")
    does(
        folder,
        *entered(TYPED),
        ("choose", AT["1f", "value"], 0),
        *(("save", str(folder / f"plain.{suffix}")) for suffix in SUFFIXES),
        ("unprotect",),
        ("sort_down", f"{FIRST}:{LAST}", NAME_COLUMN),
        ("insert_row", AT["1c", "id"]),
        ("insert_column", AT["1a", "unit"]),
        ("hide_row", AT["1d", "id"]),
        *(("save", str(folder / f"moved.{suffix}")) for suffix in SUFFIXES),
    )
    return folder


@by_hand
@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("form", ["plain", "moved"])
def test_a_form_filled_in_by_hand_holds_what_was_typed(form: str, suffix: str, filled: Path) -> None:
    assert said((filled / f"{form}.{suffix}").read_bytes()) == MEANT


@by_hand
def test_the_rows_and_columns_were_moved_indeed(filled: Path) -> None:
    """What the test above says of the moved form would mean little otherwise."""
    plain, moved = (main_sheet((filled / f"{form}.xlsx").read_bytes()) for form in ("plain", "moved"))
    first = plain[FIRST].row
    ids = [str(moved.cell(row, 1).value or "").partition("#")[0] for row in range(first, moved.max_row + 1)]
    assert [key for key in ids if key] == ["1g", "1f", "1e", "1e", "1d", "1c", "1b", "1a"]
    assert ids[1 : ids.index("1a")].count("") == 1
    assert moved.max_column == plain.max_column + 1
    assert not plain.row_dimensions[plain[AT["1d", "id"]].row].hidden
    assert moved.row_dimensions[moved[AT["1d", "id"]].row].hidden
    assert moved.column_dimensions["A"].hidden


@by_hand
def test_the_hidden_sheet_and_the_protection_outlive_libreoffice(filled: Path) -> None:
    before = openpyxl.load_workbook(io.BytesIO(FORM_BY_HAND))
    after = openpyxl.load_workbook(filled / "plain.xlsx")
    assert after["_meta"].sheet_state == "hidden"
    assert [[c.value for c in line] for line in after["_meta"]] == [[c.value for c in line] for line in before["_meta"]]
    assert after.worksheets[0].protection.sheet
    assert after["_meta"].protection.sheet


@by_hand
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_free_text_is_collected_as_it_was_typed(suffix: str, tmp_path: Path) -> None:
    """A note is a text even where LibreOffice would see a number, a day or a formula in it."""
    notes = {"1a": "15%", "1b": "1/2", "1c": "007", "1d": "=1+1", "1e#市": "2022.10", "1f": "+5", "1g": "TRUE"}
    does(tmp_path, *entered({(key, "note"): note for key, note in notes.items()}),
         ("save", str(tmp_path / f"saved.{suffix}")))  # fmt: skip
    values = collected((tmp_path / f"saved.{suffix}").read_bytes(), NAMED)
    assert {name: value.note for name, value in values.items()} == {
        key.partition("#")[0]: note for key, note in notes.items()
    }


@by_hand
@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_cell_that_shows_an_error_is_never_taken_for_empty(suffix: str, tmp_path: Path) -> None:
    (shown, _) = does(tmp_path, ("enter", AT["1a", "value"], "=1/0"), ("save", str(tmp_path / f"saved.{suffix}")))
    assert shown == "#DIV/0!"
    assert collected((tmp_path / f"saved.{suffix}").read_bytes(), NAMED)["1a"].faults


@by_hand
def test_a_day_typed_without_hyphens_is_that_day_or_comes_back_as_typed(tmp_path: Path) -> None:
    """20220628 is a day wherever a cell has no format; in a cell for days it is a serial number too large to be one."""
    does(tmp_path, ("enter", AT["1d", "value"], "20220628"), ("save", str(tmp_path / "saved.xlsx")))
    value = collected((tmp_path / "saved.xlsx").read_bytes(), NAMED)["1d"]
    assert value.done == date(2022, 6, 28) or "20220628" in [f.facts["found"] for f in value.faults]


@by_hand
def test_under_protection_only_what_is_to_be_filled_in_can_be_typed_into(tmp_path: Path) -> None:
    cells = [c for line in main_sheet(FORM_BY_HAND).iter_rows() for c in line if hasattr(c, "column_letter")]
    given = does(tmp_path, *(step for c in cells for step in (("shown", c.coordinate), ("enter", c.coordinate, "字"))))
    before, after = given[::2], given[1::2]
    opened = [c.coordinate for c in cells if not c.protection.locked]
    assert len(opened) > len(TYPED)
    assert [c.coordinate for c, shown in zip(cells, after, strict=True) if shown == "字"] == opened
    assert all(a == b for c, a, b in zip(cells, before, after, strict=True) if c.protection.locked)


@by_hand
def test_protection_keeps_rows_and_columns_and_goes_without_a_password(tmp_path: Path) -> None:
    corners = [("shown", FIRST), ("shown", AT["1g", "id"])]
    *given, gone = does(
        tmp_path,
        *corners,
        ("insert_row", FIRST),
        ("delete_row", FIRST),
        ("insert_column", FIRST),
        *corners,
        ("unprotect",),
    )
    assert given[:2] == given[-2:] == ["1a", "1g"]
    assert gone


@by_hand
def test_what_the_form_says_of_sorting_is_true_under_protection(tmp_path: Path) -> None:
    _, first = does(tmp_path, ("sort_down", f"{FIRST}:{LAST}", NAME_COLUMN), ("shown", FIRST))
    told = "".join(str(c.value) for line in main_sheet(FORM_BY_HAND) for c in line if c.value)
    assert first == "1g" or "排序" not in told or "保护" in told, told


def test_one_workbook_reads_the_same_in_three_formats(tmp_path: Path) -> None:
    """What a number, a percentage, a day, an error, a formula and a merged cell are does not depend on the format."""
    made = openpyxl.Workbook()
    main: Any = made.active
    main.append(
        ["95%", 0.95, date(2022, 9, 20), datetime(2022, 9, 20, 10, 30), time(10, 30), 1234567.89, 7, "两  格\n行"]
    )
    main["B1"].number_format, main["C1"].number_format = "0%", "yyyy-mm-dd"
    main.append(["=1/0", "=NA()", '=TEXT(B1,"0%")', "=B1*2", 0.5])
    main["E2"].number_format = '0.0"%"'
    main["A4"] = "合并"
    main.merge_cells("A4:C5")
    hidden = made.create_sheet("_meta")
    hidden["A1"], hidden.sheet_state = "form", "hidden"
    made.save(tmp_path / "made.xlsx")
    read = {}
    for suffix in SUFFIXES:
        converted(tmp_path / "made.xlsx", suffix, tmp_path / suffix)
        found, wrong = bounded.file(tmp_path / suffix / f"made.{suffix}", "made")
        assert found is not None, wrong
        read[suffix] = [(s.name, s.hidden, s.merged, {at: seen(c) for at, c in s.cells.items()}) for s in found.sheets]
    assert read["ods"] == read["xlsx"]
    assert read["xls"] == read["xlsx"]
    (_, _, merged, cells), meta = read["xlsx"]
    assert meta[:2] == ("_meta", True)
    assert merged == ((4, 1, 5, 3),)
    assert cells[1, 2] == (0.95, True)
    assert cells[2, 1] == ("#DIV/0!", False)
    assert cells[2, 5] == (0.5, False)


def seen(cell: book.Filled) -> tuple[object, bool]:
    """A cell without its formula, which .xls does not give; a day is a day with or without a time of 0:00."""
    value: Any = cell.value
    day = isinstance(value, datetime) and value.time() == time()
    return (value.date() if day else value), cell.percent
