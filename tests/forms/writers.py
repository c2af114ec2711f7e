"""Tables as other programs' libraries write them: XlsxWriter, xlwt and odfpy; one table, three files.

A cell is a plain value, or `Said`: with a number format, struck out or raised as a whole, or in runs of their own looks.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

Run = tuple[str, str]  # a text and its mark: "", "struck", "raised"


class Said(NamedTuple):
    """A cell with looks."""

    value: object = None
    shape: str = ""
    mark: str = ""
    runs: tuple[Run, ...] = ()


Rows = Sequence[Sequence[object]]


def xlsx(rows: Rows, merged: Sequence[str] = (), sheet: str = "汇总") -> bytes:
    """By XlsxWriter."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet(sheet)

    def look(shape: str, mark: str) -> Any:
        made: dict[str, Any] = {"num_format": shape} if shape else {}
        looks: dict[str, dict[str, Any]] = {"struck": {"font_strikeout": True}, "raised": {"font_script": 1}}
        return book.add_format(made | looks.get(mark, {}))

    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            said = cell if isinstance(cell, Said) else Said(cell)
            if said.runs:
                page.write_rich_string(r, c, *(part for text, mark in said.runs for part in (look("", mark), text)))
            elif said.value is not None:
                page.write(r, c, said.value, look(said.shape, said.mark))
    for area in merged:
        page.merge_range(area, None)
    book.close()
    return stream.getvalue()


def xls(rows: Rows, merged: Sequence[tuple[int, int, int, int]] = (), sheet: str = "汇总") -> bytes:
    """By xlwt."""
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet(sheet)

    def font(mark: str) -> Any:
        made = xlwt.Font()
        made.struck_out, made.escapement = mark == "struck", int(mark == "raised")
        return made

    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            said = cell if isinstance(cell, Said) else Said(cell)
            if said.runs:
                page.write_rich_text(r, c, [(text, font(mark)) for text, mark in said.runs])
            elif said.value is not None:
                style = xlwt.XFStyle()
                style.num_format_str, style.font = said.shape or "General", font(said.mark)
                page.write(r, c, said.value, style)
    for area in merged:
        page.merge(*area)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def ods(rows: Rows, sheet: str = "汇总") -> bytes:
    """By odfpy; of number formats it takes what is written behind the digits."""
    from odf import number, style, table, text
    from odf.opendocument import OpenDocumentSpreadsheet

    book = OpenDocumentSpreadsheet()

    def look(said: Said, family: str) -> Any:
        name = f"L{len(book.automaticstyles.childNodes)}"
        looks = {"struck": {"textlinethroughstyle": "solid"}, "raised": {"textposition": "super 58%"}}.get(
            said.mark, {}
        )
        more = {}
        if said.shape:
            of_text = said.shape.startswith("@")
            shape = (number.TextStyle if of_text else number.NumberStyle)(name=f"N{name}")
            shape.addElement(number.TextContent() if of_text else number.Number(minintegerdigits="1"))
            shape.addElement(number.Text(text=said.shape.split('"')[1]))
            book.automaticstyles.addElement(shape)
            more = {"datastylename": shape}
        made = style.Style(name=name, family=family, **more)
        if looks:
            made.addElement(style.TextProperties(**looks))
        book.automaticstyles.addElement(made)
        return made

    page = table.Table(name=sheet)
    for row in rows:
        line = table.TableRow()
        for cell in row:
            said = cell if isinstance(cell, Said) else Said(cell)
            kind = "float" if isinstance(said.value, (int, float)) else "string"
            given = {} if said.value is None and not said.runs else {"valuetype": kind}
            given |= {"value": str(said.value)} if kind == "float" else {}
            made = table.TableCell(stylename=look(said, "table-cell"), **given)
            part = text.P(text="" if said.runs or said.value is None else str(said.value))
            for words, mark in said.runs:
                part.addElement(text.Span(stylename=look(Said(mark=mark), "text"), text=words))
            made.addElement(part)
            line.addElement(made)
        page.addElement(line)
    book.spreadsheet.addElement(page)
    stream = io.BytesIO()
    book.write(stream)
    return stream.getvalue()


WRITERS: dict[str, Callable[[Rows], bytes]] = {"xlsx": xlsx, "xls": xls, "ods": ods}
