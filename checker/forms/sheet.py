"""Plan, period and what counted before → one workbook a unit, with input rules and locked cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from checker.files import workbook
from checker.files.book import column_letters
from checker.forms import inputs, layout, marking, rows
from checker.forms.rows import QUIET, Last
from checker.model import Verdict
from checker.words.view import View

if TYPE_CHECKING:
    from checker.files.workbook import Worksheet

WIDTHS = {"no": 6, "name": 27, "how": 30, "unit": 7, "target": 11, "deadline": 12, "last": 13, "value": 13, "part": 9,
          "whole": 9, "last_year": 11, "progress": 9, "planned": 12, "n": 8, "correction": 14, "note": 20,
          "evidence": 16}  # fmt: skip
LOOKS = ("title", "heading", "note", "remark", "head", "text", "centre", "shut", "stop", "small", "blank-line",
         *(f"{sort}{kind}" for sort in ("blank", "quiet") for kind in workbook.FORMATS))  # fmt: skip
HEIGHTS = {"title": 26, "heading": 20, "remark": 16, "small": 13, "people": 26, "head": 34, "seal": 60}
PEOPLE_FROM, REMARKS = 3, 3


class Form(NamedTuple):
    """One unit's form before it is drawn; `earlier` holds the newest report of each indicator that counted, by id."""

    view: View
    unit: str
    rows: tuple[layout.Row, ...]
    columns: tuple[str, ...]
    earlier: Mapping[str, Last] = {}

    def verdicts(self) -> dict[str, Verdict]:
        """The verdicts of a period in which nothing has been reported yet, by id."""
        return {verdict.indicator.id: verdict for verdict in self.view.assessment.verdicts}

    def asks(self) -> bool:
        """Tell whether the period asks the unit for anything."""
        verdicts = self.verdicts()
        return any(verdicts[row.indicator.id].reason not in QUIET for row in self.rows)


def plan_form(view: View, unit: str, earlier: Mapping[str, Last] | None = None) -> Form:
    """Choose the rows and the columns that at least one of them needs."""
    own = tuple(layout.rows(view.assessment.plan, unit))
    asked = {name for row in own for name in layout.fields(row.indicator)} | {"note", "evidence"}
    columns = (*layout.FACTS, *(name for name in layout.FIELDS if name in asked))
    return Form(view, unit, own, columns, earlier or {})


def drawn(form: Form, filled: Mapping[str, Mapping[str, Any]] | None = None) -> bytes:
    """Draw a form; `filled` puts values in (row key → field → cell value), as tests do."""
    quiet = any(verdict.reason in QUIET for verdict in form.verdicts().values())
    book = workbook.new([look for look in LOOKS if quiet or not look.startswith("quiet")])
    say, a, meta = form.view.say, form.view.assessment, _meta(form)
    sheet: Any = book.create_sheet(say("form.sheet"))
    title = say("form.title", plan=a.plan.title, period=rows.period_in_words(a.period, say))
    tops = [("title", title), ("heading", say("form.unit", unit=_unit(form), due=say.day(a.due)))]
    tops += [("remark", line) for line in _help(form)]
    tops += [("small", marking.seen(meta, say))]
    for number, (look, text) in enumerate(tops, 1):
        workbook.put(sheet, number, 2, text, look)
        sheet.row_dimensions[number].height = HEIGHTS[look]
    workbook.put(sheet, 1, 1, marking.hidden(meta), "small")
    keys = len(tops) + 1  # hidden: by these the columns are known when the form comes back
    workbook.put(sheet, keys, 1, "id", "note")
    workbook.put(sheet, keys + 1, 1, "id", "head")
    for place, name in enumerate(form.columns, 2):
        workbook.put(sheet, keys, place, name, "note")
        workbook.put(sheet, keys + 1, place, say(f"form.column.{name}"), "head")
    sheet.row_dimensions[keys].hidden = True
    sheet.row_dimensions[keys + 1].height = HEIGHTS["head"]
    verdicts = form.verdicts()
    for number, row in enumerate(form.rows, keys + 2):
        _row(sheet, number, form, row, verdict=verdicts[row.indicator.id], filled=(filled or {}).get(row.key, {}))
    for rule, areas in inputs.rules(form.rows, form.columns, keys + 2, say):
        workbook.add_rule(sheet, rule, areas)
    last = _people(sheet, form, keys + 2 + len(form.rows))
    _finish_sheet(sheet, form, keys + 2, last)
    _hidden_sheet(book.create_sheet(layout.META), meta)
    return workbook.finish(book, a.period.end, title)


def _unit(form: Form) -> str:
    """The unit's name; a group's with those that it is made of."""
    if form.unit == layout.NOBODY:
        return form.view.say("no-lead-unit")
    members = form.view.office.groups.get(form.unit, ())
    return form.unit + form.view.in_brackets(form.view.say("join").join(members))


def _help(form: Form) -> list[str]:
    """The lines above the table: how it is filled in, and whom to ask."""
    say, office = form.view.say, form.view.office
    asked = [say("form.ask", office=office.short or office.name, phone=office.phone)] if office.phone else []
    return [*say("form.help").split("\n"), *asked]


def _people(sheet: Worksheet, form: Form, row: int) -> int:
    """The part below the table that nobody reads by machine: remarks, who signed, the seal. Returns its last row."""
    say, end = form.view.say, len(form.columns) + 1
    for column in range(2, end + 1):
        workbook.put(sheet, row, column, say("form.stop") + say("form.stop.more") if column == 2 else "", "stop")
    workbook.put(sheet, row + 1, PEOPLE_FROM, say("form.column.note"), "head")
    people = row + 1 + REMARKS
    for line in range(row + 1, people):  # not merged: what is put in above would not take a merged area along
        for column in range(PEOPLE_FROM + 1, end + 1):
            workbook.put(sheet, line, column, "", "blank-line")
    for line, names in enumerate(layout.PEOPLE, people):
        for index, name in enumerate(names):
            column = PEOPLE_FROM + 2 * index
            workbook.put(sheet, line, column, say(f"form.person.{name}"), "head")
            workbook.put(sheet, line, column + 1, "", "blank-word")
    last = people + len(layout.PEOPLE) - 1
    workbook.put(sheet, last, PEOPLE_FROM + 5, say("form.seal"), "remark")
    lines = [HEIGHTS["people"]] * (REMARKS + len(layout.PEOPLE) - 1)
    heights = [HEIGHTS["remark"], *lines, HEIGHTS["seal"]]
    for number, height in enumerate(heights, row):
        sheet.row_dimensions[number].height = height
    return last


def _row(sheet: Any, number: int, form: Form, row: layout.Row, *, verdict: Verdict, filled: Mapping[str, Any]) -> None:
    """Write one row: what is asked, and blanks where an answer belongs."""
    indicator, quiet = row.indicator, verdict.reason in QUIET
    workbook.put(sheet, number, 1, row.key)
    texts = rows.facts(form.view, form.unit, row, verdict, form.earlier)
    asked = set(layout.fields(indicator))
    if not row.node or row.node == indicator.nodes[0][0]:
        asked |= {"note", "evidence"}  # of an indicator with nodes once
    for place, name in enumerate(form.columns, 2):
        if name in texts:
            workbook.put(sheet, number, place, texts[name], "text" if name in ("name", "how") else "centre")
        else:
            workbook.put(sheet, number, place, "", inputs.look(indicator, name, quiet) if name in asked else "shut")
            if name in asked and name in filled:
                inputs.fill(sheet.cell(number, place), filled[name], layout.is_share(indicator, name))
    height = max(workbook.wrapped_lines(texts[name], WIDTHS[name]) for name in ("name", "how", "deadline", "last"))
    sheet.row_dimensions[number].height = max(22, 14 * height + 8)


def _finish_sheet(sheet: Any, form: Form, first: int, last: int) -> None:
    """Widths, hidden id column, frozen head, filter, protection that lets people filter and resize."""
    end, bottom = column_letters(len(form.columns) + 1), first + len(form.rows) - 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["A"].hidden = 8, True
    for place, name in enumerate(form.columns, 2):
        sheet.column_dimensions[column_letters(place)].width = WIDTHS[name]
    sheet.freeze_panes = f"D{first}"
    sheet.auto_filter.ref = f"A{first - 1}:{end}{bottom}"
    workbook.prepare(sheet, f"A1:{end}{last}", form.view.say("form.page"))
    sheet.print_title_rows = f"{first - 1}:{first - 1}"
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.formatCells = guard.autoFilter = False


def _meta(form: Form) -> dict[str, str]:
    """What a form says of itself, by which it is known when it comes back."""
    a = form.view.assessment
    prints = " ".join(f"{name}={mark}" for name, mark in layout.prints(form.rows).items())
    return {"form": layout.VERSION, "plan": a.plan.id, "locality": a.plan.locality, "period": str(a.period),
            "unit": form.unit, "digest": layout.digest(a.plan, form.unit), "prints": prints}  # fmt: skip


def _hidden_sheet(sheet: Any, meta: Mapping[str, str]) -> None:
    for number, (name, text) in enumerate(meta.items(), 1):
        workbook.put(sheet, number, 1, name)
        workbook.put(sheet, number, 2, text)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def file_name(view: View, unit: str, taken: set[str]) -> str:
    """Name a unit's file in words: unit, plan without its place, period; two units never share one."""
    from checker.files.writing import safe_name

    a = view.assessment
    name = unit if unit != layout.NOBODY else view.say("no-lead-unit")
    place = str(view.library.localities.get(a.plan.locality, {}).get("name", ""))
    plan = a.plan.title.removeprefix(place) or a.plan.title
    stem, number = (
        safe_name(view.say("form.file", unit=name, plan=plan, period=rows.period_in_words(a.period, view.say))),
        2,
    )
    file = stem
    while file.casefold() in taken:
        file, number = f"{stem}-{number}", number + 1
    taken.add(file.casefold())
    return file + ".xlsx"
