"""Workbooks: plain cells → bytes. Texts are inert, numbers keep their decimals, equal input gives equal bytes.

The only `import openpyxl`, for reading too. What a cell shows is decided below the writer: an `Amount` brings the
decimals it needs, so that a spreadsheet never rounds a missed target onto its line.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.files.book import column_letters
from checker.model.amounts import BOUNDS, NONE, Amount
from checker.model.tables import Cell, Column, Day, Lit, Table, digits, fitted

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet as Worksheet

# What Excel holds: significant digits of a number, UTF-16 units of a text, decimals of a number format.
DIGITS, LONGEST, MOST_PLACES = 15, 32767, 30
FONT = "微软雅黑"
LIGHTS = {"green": ("C6EFCE", "0B5A1E"), "yellow": ("FFE699", "6B4A00"), "red": ("F8B4B4", "7A0010"),
          "grey": ("E3E3E3", "404040")}  # fmt: skip
# Cells to fill in, by sort: as a text 1/2, 007 and 9月20日 stay what was typed.
FORMATS = {"": "General", "-word": "@", "-text": "@", "-share": "0.00%"}
# What XML cannot hold, and marks that turn round the direction of the text behind them.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_FORMULA = ("=", "+", "-", "@", "\t", "\n")
_LINE, _AIR, _HIGHEST = 14.5, 5.5, 180
_EPOCH = (1980, 1, 1, 0, 0, 0)


def new(only: Collection[str] = ()) -> Workbook:
    """Return an empty workbook that knows our looks, or `only` those that it needs."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side

    book = Workbook()
    book.remove(book.worksheets[0])
    line = Side(style="thin", color="BFBFBF")
    box = Border(left=line, right=line, top=line, bottom=line)
    middle = Alignment(horizontal="center", vertical="center", wrap_text=True)
    left = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
    fit = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)
    plain, bold, beside = Font(FONT, 10), Font(FONT, 10, bold=True), Alignment(vertical="center")
    looks: dict[str, tuple[Font, str | None, Border | None, Alignment]] = {
        "title": (Font(FONT, 15, bold=True), None, None, beside),
        "heading": (Font(FONT, 12, bold=True), None, None, beside),
        "warning": (Font(FONT, 10, bold=True, color="C00000"), None, None, beside),
        "note": (Font(FONT, 9, color="595959"), None, None, Alignment(vertical="center", wrap_text=True)),
        "remark": (Font(FONT, 9, color="404040"), None, None, beside),
        "head": (bold, "DCE6F1", box, middle),
        "text": (plain, None, box, left),
        "centre": (plain, None, box, middle),
        "number": (plain, None, box, fit),
        "figure": (plain, None, box, Alignment(horizontal="center", vertical="center", shrink_to_fit=True)),
        "blank": (plain, "FFFBE6", box, middle),
        "blank-word": (plain, "FFFBE6", box, middle),
        "blank-text": (plain, "FFFBE6", box, left),
        "shut": (plain, "EDEDED", box, middle),
        "stop": (Font(FONT, 9, bold=True, color="404040"), "F2F2F2", None, beside),
        "small": (Font(FONT, 8, color="7F7F7F"), None, None, beside),
    }
    # what is finished: grey, but open to who has to correct it
    looks |= {f"quiet{sort}": (plain, "EDEDED", box, left if sort == "-text" else middle) for sort in FORMATS}
    looks["blank-share"], looks["blank-line"] = looks["blank"], (plain, "FFFBE6", None, beside)
    looks |= {light: (Font(FONT, 10, bold=True, color=ink), fill, box, middle) for light, (fill, ink) in LIGHTS.items()}
    for name, (font, fill, border, alignment) in looks.items():
        if only and name not in only:
            continue
        style = NamedStyle(f"plancheck {name}", font=font, border=border, alignment=alignment)
        if fill:
            style.fill = PatternFill("solid", fgColor=fill)
        if name.startswith(("blank", "quiet")):  # to be filled in
            style.protection = Protection(locked=False)
            style.number_format = FORMATS.get(name[5:], "@")
        book.add_named_style(style)
    return book


def load_library() -> None:
    """Load the library now: whoever forks processes that read workbooks loads it once for all of them."""
    import openpyxl  # noqa: F401


@cache
def own_format(number: int) -> str:
    """A number format that programs know by its number."""
    from openpyxl.styles.numbers import builtin_format_code

    return str(builtin_format_code(number) or "General")


@cache
def _shows_days(number_format: str) -> tuple[bool, bool]:
    """Tell whether a number format shows days or times, and whether it shows how long something took."""
    from openpyxl.styles.numbers import is_date_format, is_timedelta_format

    return bool(is_date_format(number_format)), bool(is_timedelta_format(number_format))


def moment(number: float, number_format: str, early: bool) -> object:
    """What a number means in a number format: itself, or a day or time; `early`: days are counted from 1904."""
    from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH, from_excel

    days, lasts = _shows_days(number_format)
    if not days:
        return number
    try:
        return from_excel(number, MAC_EPOCH if early else WINDOWS_EPOCH, timedelta=lasts)
    except (OverflowError, ValueError):
        return "#VALUE!"  # what a spreadsheet shows in its place


def written_day(text: str) -> object:
    """A day or time that is written out as a text. Errors: ValueError."""
    from openpyxl.utils import datetime as library

    made: Any = library
    return made.from_ISO8601(text[:99])


def _look(value: Cell, look: str) -> str:
    if isinstance(value, Lit):
        return value.light
    if isinstance(value, (int, Amount)):
        return look if look == "figure" else "number"
    if isinstance(value, Day):
        return "figure"
    return "centre" if value == NONE and look == "text" else look


def put(sheet: Worksheet, row: int, column: int, value: Cell, look: str = "text") -> None:
    """Write one cell; what it is decides its format, `look` the rest."""
    cell: Any = sheet.cell(row, column)
    if isinstance(value, Amount) and not _held(value):
        value = BOUNDS[value.bound] + plain(value)
    cell.style = f"plancheck {_look(value, look)}"
    if isinstance(value, Lit):
        value = value.text
    if isinstance(value, Amount):
        # a percentage is kept as a share of one, so that a spreadsheet can compute with it
        cell.value = float(value.number / 100 if value.unit == "%" else value.number)
        cell.number_format = _format(value)
    elif isinstance(value, Day):
        cell.value, cell.number_format = value.day, "yyyy-mm-dd" + _literal(value.mark)
    elif isinstance(value, str):
        cell.value = inert(value) or None
        if not value:
            return
        cell.data_type = "s"  # openpyxl would take = for a formula and #N/A for an error
        if value.startswith(_FORMULA):
            cell.quotePrefix = True  # stays a text when somebody edits the cell
    else:
        cell.value = value


def inert(text: str) -> str:
    """Keep of a text what a cell can hold; what is refused shows as �, what is too long ends in …."""
    text = _REFUSED.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _ESCAPED.sub("_x005F_", text)  # Excel would read _x0041_ as A
    raw = text.encode("utf-16-le")
    return text if len(raw) <= 2 * LONGEST else raw[: 2 * LONGEST - 2].decode("utf-16-le", "ignore") + "…"


def plain(amount: Amount) -> str:
    """Write an amount out as a text, exactly as its format would show it: units other than % have their own column."""
    return amount._replace(signed=_plus(amount)).figure + ("%" if amount.unit == "%" else "")


def _plus(amount: Amount) -> bool:
    """Tell whether the number shows its sign; where a bound stands before it there is no room for a second mark."""
    return amount.signed and not amount.bound


def _held(amount: Amount) -> bool:
    """Tell whether a spreadsheet keeps all digits that are to be shown."""
    return amount.places <= MOST_PLACES and len(re.sub(r"\D", "", plain(amount)).lstrip("0")) <= DIGITS


def _format(amount: Amount) -> str:
    body = "0" + ("." + "0" * amount.places if amount.places else "") + ("%" if amount.unit == "%" else "")
    if _plus(amount):
        return f"+{body};-{body};{body}"
    return _literal(BOUNDS[amount.bound]) + body


def _literal(text: str) -> str:
    return '"' + text.replace('"', "") + '"' if text else ""


def add_table(book: Workbook, table: Table, title: str, footer: str) -> None:
    """Add a sheet with title, notes, heads and rows: frozen, filtered, ready to print."""
    sheet, table = book.create_sheet(table.heading), fitted(table)
    tops = [("title", title)] + [("warning", note) for note in table.notes]
    for row, (look, text) in enumerate(tops, 1):
        put(sheet, row, 1, text, look)
        sheet.row_dimensions[row].height = 26 if look == "title" else 18
    head = len(tops) + 1
    for place, column in enumerate(table.columns, 1):
        sheet.column_dimensions[column_letters(place)].width = column.width
        put(sheet, head, place, column.head, "head")
    heads = [column.head for column in table.columns]
    sheet.row_dimensions[head].height = max(32, _height(heads, table.columns))
    rows = table.rows
    for row, cells in enumerate(rows, head + 1):
        for place, (cell, column) in enumerate(zip(cells, table.columns, strict=True), 1):
            put(sheet, row, place, cell, column.look)
        seen = table.printed or len(cells)  # a long text that is not printed must not make the page longer
        sheet.row_dimensions[row].height = _height(cells[:seen], table.columns[:seen])
    last, end = head + len(rows), column_letters(len(table.columns))
    sheet.freeze_panes = f"{column_letters(table.fixed + 1)}{head + 1}"
    sheet.auto_filter.ref = f"A{head}:{end}{last}"
    paper = column_letters(table.printed) if table.printed else end
    prepare(sheet, f"A1:{paper}{last}", footer)
    sheet.print_title_rows = f"1:{head}"


def _height(cells: Sequence[Cell], columns: Sequence[Column]) -> float:
    """Points that a row needs; said outright, since not every program measures wrapped texts when it opens a file."""
    most = max((wrapped_lines(cell, column.width) for cell, column in zip(cells, columns, strict=True)
                if isinstance(cell, str)), default=1)  # fmt: skip
    return min(most * _LINE + _AIR, _HIGHEST)


def wrapped_lines(text: str, width: float) -> int:
    """Lines that a text takes in a column of so many digits."""
    if 2 * len(text) <= width - 2.5 and "\n" not in text:
        return 1
    return sum(max(1, ceil(digits(line) / (width - 2.5))) for line in text.split("\n"))


def prepare(sheet: Worksheet, area: str, footer: str) -> None:
    """Make a sheet print on landscape A4, as wide as the page, with numbered pages (`footer` holds &P and &N)."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.sheet_view.showGridLines = False
    sheet.print_area = area
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", "9"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    sheet.print_options.horizontalCentered = True
    foot: Any = sheet.oddFooter
    foot.center.text, foot.left.text = footer, "&A"


class Rule(NamedTuple):
    """What may be typed into cells: a sort of the library's with its bounds, and what is said of it.

    `bans`: other input is refused; else it is only warned of.
    """

    sort: str
    first: str
    second: str | None
    text: str
    bans: bool = False


def add_rule(sheet: Worksheet, rule: Rule, areas: Iterable[str]) -> None:
    """Lay an input rule over areas (C7:C9); empty cells are always allowed."""
    from openpyxl.worksheet.datavalidation import DataValidation

    made: Any = DataValidation(allow_blank=True, showErrorMessage=True, showInputMessage=True)
    made.errorStyle = "stop" if rule.bans else "warning"
    made.error = made.prompt = rule.text
    made.type, made.formula1, made.formula2 = rule.sort, rule.first, rule.second
    for area in areas:
        made.add(area)
    sheet.add_data_validation(made)


def break_before(sheet: Worksheet, row: int) -> None:
    """Begin a new printed page with a row."""
    from openpyxl.worksheet.pagebreak import Break

    sheet.row_breaks.append(Break(id=row - 1))


def bare(sheets: Mapping[str, Iterable[Sequence[str]]], on: date, title: str) -> bytes:
    """A workbook of texts alone, for programs: sheet → rows, the first one of heads; nothing is a formula."""
    book = new(only=("text",))
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row, cells in enumerate(rows, 1):
            for place, text in enumerate(cells, 1):
                if text:
                    cell = sheet.cell(row, place)
                    cell.value, cell.data_type = text, "s"
    return finish(book, on, title)


def finish(book: Workbook, on: date, title: str = "") -> bytes:
    """Return the workbook's bytes, stamped with the run date and nothing of the clock."""
    day = datetime(on.year, on.month, on.day)
    book.properties.creator = book.properties.lastModifiedBy = "plancheck"
    book.properties.title, book.properties.created = inert(title), day
    book.active = 0
    stream = io.BytesIO()
    book.save(stream)
    stamp = day.isoformat().encode() + b"Z"
    return settled(stream.getvalue(), {"docProps/core.xml": (rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp)})


def settled(raw: bytes, changes: dict[str, tuple[bytes, bytes]] | None = None) -> bytes:
    """Write a zipped document anew: dates of 1980, stable order, [Content_Types].xml first; patterns replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as made:
        for name in _ordered(old.namelist()):
            content = old.read(name)
            if changes and name in changes:
                content = re.sub(*changes[name], content)
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            made.writestr(info, content)
    return out.getvalue()


def _ordered(names: Iterable[str]) -> list[str]:
    first = ("[Content_Types].xml", "_rels/.rels")
    return sorted(names, key=lambda name: (first.index(name) if name in first else len(first), name))
