"""`--format xlsx`: the ledger (台账) as a workbook; several assessments share one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from checker.files import workbook
from checker.files.book import column_letters
from checker.model import Light, Reason, Verdict
from checker.model.tables import Cell, Column, Lit, Page, Table
from checker.reporters.xlsx import ledger
from checker.reporters.xlsx.layout import share
from checker.words.view import View

if TYPE_CHECKING:
    from checker.files.workbook import Worksheet

SUFFIX = "xlsx"
TOGETHER = True
"""Several assessments go into one file."""
_ON_A_PAGE = 2
_WIDTHS = (17, 13, 13, 13, 13, 13, 13, 13, 13)
_LAST = column_letters(len(_WIDTHS))


def render(views: Sequence[View], template: Path | None = None) -> bytes:
    """One workbook: an overview block an assessment, and the rows of all in each table."""
    book, say = workbook.new(), views[0].say
    _overview(book.create_sheet(say("ledger.sheet.overview")), views)
    for table in ledger.tables(views):
        workbook.add_table(book, table, ledger.sheet_title(views, table), say("ledger.footer"))
    return workbook.finish(book, max(view.assessment.on for view in views), ledger.title(views))


def page(page: Page) -> bytes:
    """A page of tables: one sheet each, groups named in a first column."""
    book = workbook.new()
    for table in page.tables:
        made = _grouped(table)
        notes = page.lines if table is page.tables[0] else ()
        workbook.add_table(
            book, made._replace(notes=(*notes, *made.notes)), f"{page.title}　{table.heading}", "&P / &N"
        )
    return workbook.finish(book, page.day, page.title)


def _grouped(table: Table) -> Table:
    """Say of each row to which group it belongs, where there are groups."""
    if not any(name for name, _ in table.groups):
        return table
    rows = [[name, *row] for name, own in table.groups for row in own]
    return table._replace(columns=(Column("group", ""), *table.columns), groups=(("", rows),),
                          fixed=table.fixed + 1)  # fmt: skip


def _overview(sheet: Worksheet, views: Sequence[View]) -> None:
    """Title, one block an assessment, and how to read the numbers."""
    say = views[0].say
    for place, width in enumerate(_WIDTHS, 1):
        sheet.column_dimensions[column_letters(place)].width = width
    row = _wide(sheet, 1, ledger.title(views), "title")
    for place, view in enumerate(views):
        if place and place % _ON_A_PAGE == 0:
            workbook.break_before(sheet, row)
        if view.assessment.illustrative:
            row = _wide(sheet, row, say("illustrative"), "warning")
        row = _block(sheet, row, view) + 1
    row = _wide(sheet, row, say("ledger.notes"), "heading")
    for text in ledger.notes(views):
        row = _wide(sheet, row, text, "note")
    workbook.prepare(sheet, f"A1:{_LAST}{row - 1}", say("ledger.footer"))


def _block(sheet: Worksheet, row: int, view: View) -> int:
    """The head lines and the lights counted; returns the row behind."""
    say = view.say
    lines = view.head()
    narrowed = [text for text in (_light(view), view.narrowing.unit, _domain(view)) if text]
    if narrowed:
        lines.append((say("ledger.narrowed"), say("ledger.narrowed.text", what=say("join").join(narrowed))))
    for label, text in lines:
        workbook.put(sheet, row, 1, label, "head")
        row = _wide(sheet, row, text, "text", first=2)
    lights = [Lit(light, say(f"column.{light}")) for light in Light]
    heads: list[Cell] = [say("ledger.counted"), say("column.all"), *lights, say("column.missing"),
                         say("column.returned"), say("ledger.column.late")]  # fmt: skip
    table = [heads, *_counted(view)]
    for place, cells in enumerate(table):
        for column, cell in enumerate(cells, 1):
            workbook.put(sheet, row, column, cell, "figure" if place and column > 1 else "head")
        sheet.row_dimensions[row].height = 21
        row += 1
    return row


def _counted(view: View) -> list[list[Cell]]:
    """Counts, shares, and the counts of the period before where there is one."""
    a, say = view.assessment, view.say
    numbers = ledger.counts(view)
    made: list[list[Cell]] = [[say("ledger.count"), *numbers]]
    whole = a.totals.indicators
    if whole:
        ends = (Fraction(0), Fraction(1))
        made.append([say("ledger.share"), *(share(Fraction(n, whole), ends, 1) for n in numbers)])
    before = [v for v in a.counted if v.past]
    if before:
        made.append([say("ledger.before"), len(before), *_before(before), "", ""])
    return made


def _before(verdicts: Sequence[Verdict]) -> list[Cell]:
    lights = [sum(v.past[-1].light is light for v in verdicts) for light in Light]
    return [*lights, sum(v.past[-1].reason is Reason.UNREPORTED for v in verdicts)]


def _light(view: View) -> str:
    return view.light(Light(view.narrowing.light)) if view.narrowing.light else ""


def _domain(view: View) -> str:
    return view.domain(view.narrowing.domain) if view.narrowing.domain else ""


def _wide(sheet: Worksheet, row: int, text: str, look: str, first: int = 1) -> int:
    """Write a text over the width of the page, with the height it needs; returns the next row."""
    for column in range(first, len(_WIDTHS) + 1):
        workbook.put(sheet, row, column, text if column == first else "", look)
    sheet.merge_cells(start_row=row, end_row=row, start_column=first, end_column=len(_WIDTHS))
    room = sum(_WIDTHS[first - 1 :]) - 2
    size = {"title": 1.5, "heading": 1.2}.get(look, 1)
    lines = workbook.wrapped_lines(text, room / size)
    sheet.row_dimensions[row].height = max(21, 17 * lines * size + 4)
    return row + 1
