"""Files that are no forms any more, or never were: damaged, typed over, hostile, too large, or a table of text."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl

from tests.forms.workbooks import PERIOD, Returned, Spot, copy, existing, filling, first_sheet, fresh, look, rewritten


def damaged(folder: Path) -> Returned:
    """A download cut off half way."""
    path = copy(folder)
    body = path.read_bytes()
    path.write_bytes(body[: len(body) // 2])
    return Returned((path,))


def flipped(folder: Path) -> Returned:
    """Bytes inside the sheet have changed: the archive opens, the part does not."""
    path = copy(folder)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo(first_sheet(path))
    body = bytearray(path.read_bytes())
    start = info.header_offset + 30 + len(info.filename) + 200
    body[start : start + 40] = b"\xff" * 40
    path.write_bytes(bytes(body))
    return Returned((path,))


def missing_part(folder: Path) -> Returned:
    """An archive that lacks the workbook's list of sheets."""
    path = copy(folder)
    rewritten(path, lambda name, body: None if name == "xl/workbook.xml" else body)
    return Returned((path,))


def not_a_zip(folder: Path) -> Returned:
    """A text with the name of a workbook."""
    path = folder / "市人社局.xlsx"
    path.write_text("四季度报送情况：网络招聘会16场。", "utf-8")
    return Returned((path,))


def web_page(folder: Path) -> Returned:
    """A web page saved as .xlsx by an office system."""
    path = folder / "市人社局.xlsx"
    path.write_text("<html><table><tr><td>7a</td><td>16</td></tr></table></html>", "utf-8")
    return Returned((path,))


def no_bytes(folder: Path) -> Returned:
    """An attachment of no bytes."""
    path = folder / "市人社局.xlsx"
    path.write_bytes(b"")
    return Returned((path,))


def word_file(folder: Path) -> Returned:
    """An archive, but of another program."""
    path = folder / "市人社局.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"
        )
        archive.writestr("word/document.xml", "<document/>")
    return Returned((path,))


def password(folder: Path) -> Returned:
    """A workbook locked by a password: an OLE file with EncryptedPackage in it."""
    path = folder / "市人社局.xlsx"
    head = bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 504
    entries = "".join("EncryptionInfo\0EncryptedPackage\0").encode("utf-16-le")
    path.write_bytes(head + entries.ljust(512 * 16, b"\0"))
    return Returned((path,))


def own_table(folder: Path) -> Returned:
    """A workbook of the office's own, not our form."""
    path = folder / "市人社局.xlsx"
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (("指标", "完成情况"), ("网络招聘会", 16), ("直播带岗活动", 4)):
        sheet.append(row)
    book.save(path)
    return Returned((path,))


def bomb(part: str, lying: bool = False) -> Callable[[Path], Returned]:
    """A workbook of a few hundred kilobytes, one part of which unpacks to 300 MB; the directory may say 1,000 bytes."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            form.put("7a", 16)
        target = first_sheet(path) if part == "sheet" else "xl/theme/theme1.xml"
        with zipfile.ZipFile(path) as archive:
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
        at = parts[target].rindex(b"</")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
            for name, body in parts.items():
                if name != target:
                    archive.writestr(name, body)
            with archive.open(target, "w") as out:
                out.write(parts[target][:at])
                for _ in range(300):
                    out.write(b" " * (1 << 20))
                out.write(parts[target][at:])
            if lying:
                archive.getinfo(target).file_size = 1000
        return Returned((path,))

    return fill


def many_rows_bomb(folder: Path) -> Returned:
    """Millions of empty cells with a style, as a dragged border leaves them: 60 MB and more of sheet."""
    path = copy(folder)
    target = first_sheet(path)
    row = b"".join(b'<c r="%c1"/>' % letter for letter in b"ABCDEFGHIJ")
    block = b"".join(b"<row>" + row + b"</row>" for _ in range(5000))
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    head, mark, tail = parts[target].partition(b"</sheetData>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in parts.items():
            if name != target:
                archive.writestr(name, body)
        with archive.open(target, "w") as out:
            out.write(head)
            for _ in range(500):
                out.write(block)
            out.write(mark + tail)
    return Returned((path,))


def entities(folder: Path) -> Returned:
    """Entities that grow a thousandfold each (billion laughs)."""
    path = copy(folder)
    target = first_sheet(path)
    names = "abcdefghi"
    grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 30}">' for a, b in pairwise(names))
    dtd = f'<!DOCTYPE worksheet [<!ENTITY a "lol">{grown}]>'.encode()

    def change(name: str, body: bytes) -> bytes:
        if name != target:
            return body
        at = body.index(b"<worksheet")
        return body[:at] + dtd + body[at:].replace(b"</sheetData>", b"<row><c t='str'><v>&i;</v></c></row></sheetData>")

    rewritten(path, change)
    return Returned((path,))


def local_file(folder: Path) -> Returned:
    """An entity that names a file of the reader's machine."""
    path = copy(folder)
    secret = folder / "secret.txt"
    secret.write_text("内部资料", "utf-8")
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7a", "MARK987654", "note")
    dtd = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()

    def change(_: str, body: bytes) -> bytes:
        if b"MARK987654" not in body:
            return body
        at = re.search(rb"<(?=\w)", body)
        assert at
        return body[: at.start()] + dtd + body[at.start() :].replace(b"MARK987654", b"&e;")

    rewritten(path, change)
    return Returned((path,))


def far_cell(folder: Path) -> Returned:
    """A stray blank in the last cell a sheet can have."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.sheet["XFD1048576"] = " "
    return Returned((path,))


def id_typed_over(value: str) -> Callable[[Path], Returned]:
    """Someone has unprotected the sheet and typed into the id column."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            form.put("7a", 16)
            form.put("7b", 4)
            cell = form.sheet.cell(form.rows()["7a"], form.ids)
            cell.value = value or None
            spot = Spot(form.sheet.title, f"{cell.coordinate}|{form.at_row(cell.row).coordinate}")
        return Returned((path,), (spot,))

    return fill


def no_number(folder: Path) -> Returned:
    """A row that has lost its id and its visible number."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
        row = form.rows()["7a"]
        spot = Spot(form.sheet.title, form.at("7a").coordinate)
        form.sheet.cell(row, form.ids).value = form.sheet.cell(row, form.ids + 1).value = None
    return Returned((path,), (spot,))


def id_in_other_letters(folder: Path) -> Returned:
    """Full-width letters, capitals, blanks about an id."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
        rows = form.rows()
        form.sheet.cell(rows["7a"], form.ids).value = " ７Ａ "
    return Returned((path,))


def no_id_column(columns: int) -> Callable[[Path], Returned]:
    """The hidden column was found and deleted; the visible numbers beside it, too."""

    def fill(folder: Path) -> Returned:
        path = copy(folder)
        with filling(path) as form:
            form.put("7a", 16)
            form.sheet.delete_cols(form.ids, columns)
        return Returned((path,))

    return fill


def no_meta(folder: Path, marked: bool = False) -> Returned:
    """The sheet was copied into a new workbook without the hidden sheet; `marked`: it still says what it is."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        del form.book["_meta"]
        for row in form.sheet.iter_rows(max_row=form.first) if not marked else ():
            for cell in row:
                if " · " in str(cell.value) or '{"form"' in str(cell.value):
                    cell.value = None
    return Returned((path,))


def meta_typed_over(folder: Path) -> Returned:
    """The period in `_meta` changed by hand to a word: the sheet itself knows better."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        for row in form.book["_meta"].iter_rows():
            for cell in row:
                if cell.value == PERIOD:
                    cell.value = "四季度"
    return Returned((path,))


HOSTILE = "=cmd|'/c calc'!A1"
SCRIPT = '<script>alert(1)</script> & "]]>" {{ 7*7 }} {% x %}'
LINES = "第一行\n第二行：# 不是注释\n- 也不是列表"


def hostile(folder: Path) -> Returned:
    """Notes that are formulas, markup, templates and YAML elsewhere."""
    path = copy(folder)
    with filling(path) as form:
        for name, value, text in (("7a", 16, HOSTILE), ("7b", 4, SCRIPT), ("7c", 16300, LINES)):
            form.put(name, value)
            form.put(name, text, "note")
    return Returned((path,))


def hostile_value(folder: Path) -> Returned:
    """Markup and control signs where a number belongs."""
    path = copy(folder)
    with filling(path) as form:
        spot = form.put("7a", "\u202e16<b>\u2028场")
    return Returned((path,), (spot,))


def hostile_name(folder: Path) -> Returned:
    """A file name that is an option, a formula and a line break elsewhere."""
    path = copy(folder, name="=cmd&$(touch x);'表' {0}.xlsx")
    with filling(path) as form:
        spot = form.put("7a", "约16")
    return Returned((path,), (spot,))


def csv_form(encoding: str, separator: str = ",") -> Callable[[Path], Returned]:
    """The table as CSV in one of the encodings that come in; plan and period are those of the submission."""

    def fill(folder: Path) -> Returned:
        path = folder / "市人社局.csv"
        form = look(fresh().stream())
        heads = [str(form.sheet.cell(form.head(), form.column(field)).value) for field in ("value", "note")]
        ids = str(form.sheet.cell(form.head(), form.ids).value or "id")
        rows = [[ids, *heads], ["7a", "16", "网络招聘会"], ["6a", "2022/8/30", ""], ["7c", '"16,300"', ""]]
        path.write_bytes("".join(separator.join(row) + "\r\n" for row in rows).encode(encoding))
        existing(folder)
        return Returned((path,), into=True)

    return fill


def csv_unknown_id(folder: Path) -> Returned:
    """A CSV with an id that no plan has."""
    made = csv_form("utf-8")(folder)
    text = made.files[0].read_text("utf-8")
    made.files[0].write_text(text.replace("7a,", "7z,"), "utf-8")
    return made
