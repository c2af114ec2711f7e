"""Plan, period and what was reported before → one workbook a unit, with input rules and locked cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from checker import kinds
from checker.files import workbook
from checker.files.book import column_letters
from checker.forms import layout
from checker.model import Indicator, Reason, Reported, Verdict
from checker.model.amounts import NONE
from checker.model.numbers import show
from checker.words.view import View

if TYPE_CHECKING:
    from checker.files.workbook import Worksheet
    from checker.locale import Speaker

WIDTHS = {"no": 6, "name": 27, "how": 30, "unit": 7, "target": 11, "deadline": 12, "last": 12, "value": 13, "part": 9,
          "whole": 9, "last_year": 11, "progress": 9, "correction": 14, "note": 20, "evidence": 16}  # fmt: skip
GRADES = ("normal", "slow", "stalled")
LOOKS = ("title", "heading", "note", "remark", "head", "text", "centre", "shut", "blank", "blank-word", "blank-text")
HEIGHTS = {"title": 26, "heading": 20, "remark": 16, "people": 24, "head": 34}
PEOPLE_FROM = 3
_QUIET = (Reason.COMPLETED, Reason.EXEMPT, Reason.NOT_STARTED, Reason.NOT_DUE)


class Form(NamedTuple):
    """One unit's form before it is drawn; `earlier` holds the newest report of each indicator, by id."""

    view: View
    unit: str
    rows: tuple[layout.Row, ...]
    columns: tuple[str, ...]
    earlier: Mapping[str, Reported] = {}

    def verdicts(self) -> dict[str, Verdict]:
        """The verdicts of a period in which nothing has been reported yet, by id."""
        return {verdict.indicator.id: verdict for verdict in self.view.assessment.verdicts}

    def asks(self) -> bool:
        """Tell whether the period asks the unit for anything."""
        verdicts = self.verdicts()
        return any(verdicts[row.indicator.id].reason not in _QUIET for row in self.rows)


def plan_form(view: View, unit: str, earlier: Mapping[str, Reported] | None = None) -> Form:
    """Choose the rows and the columns that at least one of them needs."""
    rows = tuple(layout.rows(view.assessment.plan, unit))
    asked = {name for row in rows for name in layout.fields(row.indicator)} | {"note", "evidence"}
    columns = (*layout.FACTS, *(name for name in layout.FIELDS if name in asked))
    return Form(view, unit, rows, columns, earlier or {})


def drawn(form: Form, filled: Mapping[str, Mapping[str, Any]] | None = None) -> bytes:
    """Draw a form; `filled` puts values in (row key → field → cell value), as tests do."""
    book = workbook.new(LOOKS)
    say, a = form.view.say, form.view.assessment
    sheet: Any = book.create_sheet(say("form.sheet"))
    title = say("form.title", plan=a.plan.title, period=form.view.period())
    tops = [("title", title), ("heading", say("form.unit", unit=_unit(form), due=say.day(a.due)))]
    tops += [("remark", line) for line in say("form.help").split("\n")]
    for number, (look, text) in enumerate(tops, 1):
        workbook.put(sheet, number, 2, text, look)
        sheet.row_dimensions[number].height = HEIGHTS[look]
    people = len(tops) + 1
    _people(sheet, form, people)
    keys = people + 1  # hidden: by these the columns are known when the form comes back
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
    _rules(sheet, form, keys + 2)
    _finish_sheet(sheet, form, keys + 2)
    _meta(book.create_sheet(layout.META), form)
    return workbook.finish(book, a.period.end, title)


def _unit(form: Form) -> str:
    return form.view.say("no-lead-unit") if form.unit == layout.NOBODY else form.unit


def _people(sheet: Worksheet, form: Form, row: int) -> None:
    """One line for who filled in, who checked and who answers for it: pairs of label and blank."""
    for index, name in enumerate(layout.PEOPLE):
        column = PEOPLE_FROM + 2 * index
        workbook.put(sheet, row, column, form.view.say(f"form.person.{name}"), "head")
        workbook.put(sheet, row, column + 1, "", "blank-word")
    sheet.row_dimensions[row].height = HEIGHTS["people"]


def _row(sheet: Any, number: int, form: Form, row: layout.Row, *, verdict: Verdict, filled: Mapping[str, Any]) -> None:
    """Write one row: what is asked, and blanks where an answer belongs."""
    indicator = row.indicator
    workbook.put(sheet, number, 1, row.key)
    texts = facts(form, row, verdict)
    asked = set(layout.fields(indicator))
    if not row.node or row.node == indicator.nodes[0][0]:
        asked |= {"note", "evidence"}  # of an indicator with nodes once
    for place, name in enumerate(form.columns, 2):
        if name in texts:
            workbook.put(sheet, number, place, texts[name], "text" if name in ("name", "how") else "centre")
        else:
            workbook.put(sheet, number, place, "", _blank(indicator, name) if name in asked else "shut")
            if name in asked and name in filled:
                _fill(sheet.cell(number, place), filled[name])
    height = max(workbook.wrapped_lines(texts[name], WIDTHS[name]) for name in ("name", "how", "deadline", "last"))
    sheet.row_dimensions[number].height = max(22, 14 * height + 8)


def _blank(indicator: Indicator, name: str) -> str:
    """The look of a cell to fill in: texts, days and choices stay what was typed."""
    if name in ("note", "evidence", "correction"):
        return "blank-text"
    word = name == "value" and kinds.of(indicator).REPORTS in ("done", "grade")
    return "blank-word" if word else "blank"


def _fill(cell: Any, value: Any) -> None:
    if isinstance(value, str):
        cell.value = workbook.inert(value)
        cell.data_type = "s"
    else:
        cell.value = value


def facts(form: Form, row: layout.Row, verdict: Verdict) -> dict[str, str]:
    """What a row tells: name and clause, how to fill it in, unit, target, deadline, last value."""
    indicator, say = row.indicator, form.view.say
    name = indicator.name + (say("bracket", text=row.node) if row.node else "")
    clause = indicator.clause or row.measure.clause
    words = say("form.words", text=indicator.as_written) if indicator.as_written else ""
    deadline = (dict(indicator.nodes)[row.node] if row.node else verdict.moment.end).isoformat()
    if verdict.moment.assumed and not row.node:
        deadline += "\n" + say("assumed")
    target = say("node.done") if row.node else form.view.amounts(verdict)[1]
    return {"no": indicator.id, "name": f"{name}\n{clause}{words}".rstrip(), "how": _how(form, row, verdict),
            "unit": indicator.unit or NONE, "target": target, "deadline": deadline,
            "last": _last(form, row)}  # fmt: skip


def _how(form: Form, row: layout.Row, verdict: Verdict) -> str:
    """Say how a row is filled in: what is counted from which day, how the office reads it, who else is asked."""
    say, period = form.view.say, form.view.assessment.period
    if verdict.reason in _QUIET:
        return say("form.quiet", reason=say(f"reason.{verdict.reason}"))
    start, end = say.day(verdict.moment.start), say.day(period.end)
    parts = [say(f"form.how.{_sort(row)}", start=start, end=end, day=period.end.isoformat())]
    if row.indicator.reading:  # the reading in force; doubts (`note`) are for the office
        parts.append(say("form.note", text=row.indicator.reading))
    if others := [unit for unit in row.measure.asked if unit != form.unit]:
        parts.append(say("form.joint", first=others[0], count=len(others) + 1))
    return "\n".join(parts)


def _sort(row: layout.Row) -> str:
    """Which sentence says how a row is filled in."""
    indicator, kind = row.indicator, kinds.of(row.indicator)
    if kind.REPORTS in ("done", "grade"):
        return "node" if row.node else kind.REPORTS
    if indicator.reported_as:
        return "change-percent"
    if indicator.unit == "%" and kind.REPORTS == "number":
        return "cumulative-percent" if kind.RUNNING else "percent"
    return kind.WORDS


def _last(form: Form, row: layout.Row) -> str:
    """What was reported last, — where there is nothing."""
    reported, say = form.earlier.get(row.indicator.id), form.view.say
    if reported is None:
        return NONE
    if reported.grade:
        return say(f"grade.{reported.grade}")
    if kinds.of(row.indicator).REPORTS == "done":
        day = dict(reported.done_nodes).get(row.node) if row.node else reported.done
        if day is None and reported.progress is not None and not row.node:
            return say("form.progress", share=show(reported.progress))
        return day.isoformat() if day else say("node.open")
    unit = "%" if row.indicator.reported_as else row.indicator.unit
    return show(reported.value) + unit if reported.value is not None else NONE


def _rules(sheet: Any, form: Form, first: int) -> None:
    """Input rules: they warn where a person types, what is read decides again."""
    columns = {name: column_letters(place) for place, name in enumerate(form.columns, 2)}
    areas: dict[str, list[str]] = {}
    for name, letter in columns.items():
        asked = [_rule(row.indicator, name) if name in layout.fields(row.indicator) else "" for row in form.rows]
        number = first
        for rule, run in groupby(asked):
            length = len(list(run))
            if rule:
                areas.setdefault(rule, []).append(f"{letter}{number}:{letter}{number + length - 1}")
            number += length
    days = areas.pop("date", [])
    for rule, where in areas.items():
        workbook.add_rule(sheet, _input_rule(rule, form.view.say, where), where)
    for area in days:  # each with a formula of its own that begins at its first cell
        workbook.add_rule(sheet, _input_rule("date", form.view.say, [area]), [area])


def _rule(indicator: Indicator, name: str) -> str:
    if name == "correction":
        return "text"
    reports = kinds.of(indicator).REPORTS
    if name == "value" and reports in ("done", "grade"):
        return {"done": "date", "grade": "grade"}[reports]
    if name == "progress" or (name == "value" and indicator.unit == "%" and reports == "number"):
        return "percent"
    return "number"


def _input_rule(name: str, say: Speaker, areas: Sequence[str]) -> workbook.Rule:
    """The rule of a name; only a choice is banned, since 暂无 and 未完成 are answers, too."""
    text = say(f"form.rule.{name}")
    if name == "grade":
        choices = ",".join(say(f"grade.{grade}") for grade in GRADES)
        return workbook.Rule("list", f'"{choices}"', None, text, bans=True)
    if name == "date":
        first = areas[0].partition(":")[0]
        opened = f'{first}="{say("node.open")}"'
        return workbook.Rule("custom", f"OR(ISNUMBER({first}),ISNUMBER(DATEVALUE({first})),{opened})", None, text)
    bounds = {
        "percent": ("decimal", "0", "100"),
        "number": ("decimal", "-1E+14", "1E+14"),
        "text": ("textLength", "0", "500"),
    }
    return workbook.Rule(*bounds[name], text)


def _finish_sheet(sheet: Any, form: Form, first: int) -> None:
    """Widths, hidden id column, frozen head, filter, protection that lets people filter and resize."""
    end, bottom = column_letters(len(form.columns) + 1), first + len(form.rows) - 1
    sheet.column_dimensions["A"].width, sheet.column_dimensions["A"].hidden = 8, True
    for place, name in enumerate(form.columns, 2):
        sheet.column_dimensions[column_letters(place)].width = WIDTHS[name]
    sheet.freeze_panes = f"D{first}"
    sheet.auto_filter.ref = f"A{first - 1}:{end}{bottom}"
    workbook.prepare(sheet, f"A1:{end}{bottom}", form.view.say("form.page"))
    sheet.print_title_rows = f"{first - 1}:{first - 1}"
    guard = sheet.protection
    guard.sheet = True
    guard.formatColumns = guard.formatRows = guard.formatCells = guard.autoFilter = False


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
    from checker.files.writing import safe_name

    a = view.assessment
    name = unit if unit != layout.NOBODY else view.say("no-lead-unit")
    stem, number = safe_name(f"{name}-{a.plan.id}-{a.period}"), 2
    file = stem
    while file.casefold() in taken:
        file, number = f"{stem}-{number}", number + 1
    taken.add(file.casefold())
    return file + ".xlsx"
