"""Plan, period and what was reported before → one workbook a unit, with input rules and locked cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import kinds, workbook
from checker.display import View
from checker.forms import layout
from checker.model import Indicator, Reason, Verdict
from checker.numbers import show

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDTHS = {"no": 6, "name": 26, "how": 30, "unit": 8, "target": 13, "deadline": 15, "last": 12, "value": 13, "part": 11,
          "whole": 11, "last_year": 13, "done": 14, "progress": 11, "grade": 11, "correction": 20, "note": 24,
          "evidence": 24}  # fmt: skip
GRADES = ("normal", "slow", "stalled")
INPUT, SHUT = "FFFBE6", "EDEDED"
_QUIET = (Reason.COMPLETED, Reason.EXEMPT, Reason.NOT_STARTED, Reason.NOT_DUE)


class Form(NamedTuple):
    """One unit's form before it is drawn."""

    view: View
    unit: str
    rows: tuple[layout.Row, ...]
    columns: tuple[str, ...]


def plan_form(view: View, unit: str) -> Form:
    """Choose the rows and the columns that at least one of them needs."""
    rows = tuple(layout.rows(view.assessment.plan, unit))
    asked = {name for row in rows for name in layout.entries(row.indicator)} | {"note", "evidence"}
    return Form(view, unit, rows, (*layout.FACTS, *(name for name in layout.ENTRIES if name in asked)))


def drawn(form: Form, filled: Mapping[str, Mapping[str, Any]] | None = None) -> bytes:
    """Draw a form; `filled` puts values in (row key → field → cell value), as tests do."""
    from openpyxl.styles import Protection

    book = workbook.new()
    say, a = form.view.say, form.view.assessment
    sheet: Any = book.create_sheet(say("form.sheet"))
    last = len(form.columns) + 1
    workbook.put(sheet, 1, 2, say("form.title", plan=a.plan.title, period=form.view.period()), "title")
    workbook.put(sheet, 2, 2, say("form.unit", unit=_unit(form), due=say.day(a.due)), "heading")
    workbook.put(sheet, 3, 2, say("form.help"), "note")
    sheet.merge_cells(start_row=3, start_column=2, end_row=3, end_column=last)
    head = _people(sheet, form, 4) + 1
    for line, height in ((1, 26), (2, 20), (3, 44), (4, 24), (head + 1, 34)):
        sheet.row_dimensions[line].height = height
    workbook.put(sheet, head, 1, "id", "note")
    workbook.put(sheet, head + 1, 1, "id", "head")
    for place, name in enumerate(form.columns, 2):
        workbook.put(sheet, head, place, name, "note")
        workbook.put(sheet, head + 1, place, say(f"form.column.{name}"), "head")
    sheet.row_dimensions[head].hidden = True
    verdicts = {v.indicator.id: v for v in a.verdicts}
    first = head + 2
    for number, row in enumerate(form.rows, first):
        _row(sheet, number, form, row, verdicts[row.indicator.id], (filled or {}).get(row.key, {}))
    _rules(sheet, form, first)
    _finish_sheet(sheet, form, first)
    for cells in sheet.iter_rows(min_row=4, max_row=4):
        for cell in cells:
            if cell.fill.fgColor.rgb == "00" + INPUT:
                cell.protection = Protection(locked=False)
    _meta(book.create_sheet(layout.META), form)
    return workbook.finish(book, a.period.end, say("form.title", plan=a.plan.title, period=form.view.period()))


def _unit(form: Form) -> str:
    return form.view.say("no-lead-unit") if form.unit == layout.NOBODY else form.unit


def _people(sheet: Worksheet, form: Form, row: int) -> int:
    """One line for who filled in, who checked, who answers for it, and the day."""
    # the label stands in a narrow column, the blank beside it: pairs over the first eight columns
    for index, name in enumerate(layout.PEOPLE):
        column = 3 + 2 * index
        workbook.put(sheet, row, column, form.view.say(f"form.person.{name}"), "head")
        workbook.put(sheet, row, column + 1, "", "centre")
        _open(sheet.cell(row, column + 1))
    return row


def _open(cell: Any) -> None:
    from openpyxl.styles import PatternFill, Protection

    cell.fill, cell.protection = PatternFill("solid", fgColor=INPUT), Protection(locked=False)


def _row(sheet: Any, number: int, form: Form, row: layout.Row, verdict: Verdict, filled: Mapping[str, Any]) -> None:
    """Write one row: what is asked, and blanks where an answer belongs."""
    from openpyxl.styles import PatternFill

    indicator, view = row.indicator, form.view
    workbook.put(sheet, number, 1, row.key)
    asked = (*layout.entries(indicator), "note", "evidence")
    texts = facts(view, row, verdict)
    for place, name in enumerate(form.columns, 2):
        if name in texts:
            workbook.put(sheet, number, place, texts[name], "text" if name in ("name", "how") else "centre")
            continue
        cell = sheet.cell(number, place)
        workbook.put(sheet, number, place, "", "text" if name in ("note", "evidence", "correction") else "centre")
        if name in asked and not (row.node and name in ("note", "evidence") and row.node != indicator.nodes[0][0]):
            _open(cell)
            cell.number_format = "yyyy-mm-dd" if name == "done" else "General"
            if name in filled:
                _fill(cell, filled[name])
        else:
            cell.fill = PatternFill("solid", fgColor=SHUT)
    width = max(workbook.lines(texts["name"], WIDTHS["name"]), workbook.lines(texts["how"], WIDTHS["how"]))
    sheet.row_dimensions[number].height = max(22, 15 * width + 6)


def _fill(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        cell.value = workbook.inert(value)
        cell.data_type = "s"
    else:
        cell.value = value


def facts(view: View, row: layout.Row, verdict: Verdict) -> dict[str, str]:
    """What a row tells: name, how to fill it in, unit, target, deadline, last value."""
    indicator, say = row.indicator, view.say
    name = indicator.name + (say("bracket", text=row.node) if row.node else "")
    how = say(f"form.how.{'percent' if indicator.unit == '%' and indicator.kind != 'change' else _sort(indicator)}")
    if verdict.reason in _QUIET:
        how = say("form.quiet", reason=say(f"reason.{verdict.reason}")) + how
    deadline = dict(indicator.nodes)[row.node].isoformat() if row.node else view.deadline(verdict)
    return {"no": indicator.id, "name": name, "how": how, "unit": indicator.unit or workbook.NONE,
            "target": view.amounts(verdict)[1], "deadline": deadline, "last": _last(view, row, verdict)}  # fmt: skip


def _sort(indicator: Indicator) -> str:
    reports = kinds.load(indicator.kind).REPORTS
    if reports in ("done", "grade"):
        return reports
    return indicator.kind if indicator.kind in ("cumulative", "cap", "change", "rank") else "number"


def _last(view: View, row: layout.Row, verdict: Verdict) -> str:
    """The last value reported, — where there is none."""
    if kinds.load(row.indicator.kind).REPORTS in ("done", "grade"):
        return view.say(f"reason.{verdict.past[-1].reason}") if verdict.past else workbook.NONE
    amounts = [past.value for past in verdict.past if past.value is not None]
    return show(amounts[-1]) + verdict.unit if amounts else workbook.NONE


def _rules(sheet: Any, form: Form, first: int) -> None:
    """Input rules: they warn where a person types, what is read decides again."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    say, columns = form.view.say, {name: get_column_letter(place) for place, name in enumerate(form.columns, 2)}
    made: dict[str, Any] = {}
    for number, row in enumerate(form.rows, first):
        for name in layout.entries(row.indicator):
            rule = _rule(row.indicator, name)
            if rule not in made:
                made[rule] = _validation(DataValidation, rule, say)
                sheet.add_data_validation(made[rule])
            made[rule].add(f"{columns[name]}{number}")
    person = DataValidation(type="date", operator="between", formula1="36526", formula2="73050", allow_blank=True)
    person.errorStyle, person.error, person.showErrorMessage = "warning", say("form.rule.date"), True
    person.add("J4")
    sheet.add_data_validation(person)


def _rule(indicator: Indicator, name: str) -> str:
    if name in ("done", "grade", "correction"):
        return {"done": "date", "grade": "grade", "correction": "text"}[name]
    if name == "progress" or (name == "value" and indicator.unit == "%" and indicator.kind != "change"):
        return "percent"
    return "number"


def _validation(make: Any, rule: str, say: Any) -> Any:
    between = {"date": ("date", "36526", "73050"), "percent": ("decimal", "0", "100"),
               "number": ("decimal", "-1E+14", "1E+14"), "text": ("textLength", "0", "500")}  # fmt: skip
    if rule == "grade":
        words = ",".join(say(f"grade.{grade}") for grade in GRADES)
        made = make(type="list", formula1=f'"{words}"', allow_blank=True)
    else:
        sort, low, high = between[rule]
        made = make(type=sort, operator="between", formula1=low, formula2=high, allow_blank=True)
    # a warning, not a ban: 暂无 and 未完成 are answers, too
    made.errorStyle = "stop" if rule == "grade" else "warning"
    made.showErrorMessage = made.showInputMessage = True
    made.error, made.prompt = say(f"form.rule.{rule}"), say(f"form.rule.{rule}")
    return made


def _finish_sheet(sheet: Any, form: Form, first: int) -> None:
    """Widths, hidden id column, frozen head, filter, protection that still lets people sort and resize."""
    from openpyxl.utils import get_column_letter

    end, bottom = get_column_letter(len(form.columns) + 1), first + len(form.rows) - 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["A"].hidden = 8, True
    for place, name in enumerate(form.columns, 2):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTHS[name]
    sheet.freeze_panes = f"D{first}"
    sheet.auto_filter.ref = f"A{first - 1}:{end}{bottom}"
    workbook.prepare(sheet, f"A1:{end}{bottom}", form.view.say("form.page"))
    sheet.print_title_rows = f"{first - 1}:{first - 1}"
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.formatCells = guard.sort = guard.autoFilter = False


def _meta(sheet: Any, form: Form) -> None:
    """The hidden sheet by which a form is known when it comes back."""
    a = form.view.assessment
    prints = " ".join(f"{name}={mark}" for name, mark in layout.prints(form.rows).items())
    pairs = {"form": layout.VERSION, "plan": a.plan.id, "locality": a.plan.locality, "period": str(a.period),
             "unit": form.unit, "digest": layout.digest(a.plan, form.unit), "prints": prints}  # fmt: skip
    for number, (name, text) in enumerate(pairs.items(), 1):
        workbook.put(sheet, number, 1, name)
        workbook.put(sheet, number, 2, text)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def file_name(view: View, unit: str, taken: set[str]) -> str:
    """Name a unit's file; two units never share one."""
    from checker.atomic import safe_name

    a = view.assessment
    name = unit if unit != layout.NOBODY else view.say("no-lead-unit")
    stem, number = safe_name(f"{a.plan.id}-{a.period}-{name}"), 2
    file = stem
    while file.casefold() in taken:
        file, number = f"{stem}-{number}", number + 1
    taken.add(file.casefold())
    return file + ".xlsx"
