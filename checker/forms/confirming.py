"""What the office has verified → the submission, its comments kept: a grade word by word, or a workbook of open ones.

A unit's own grade counts only when the office has verified it (decision on qualitative indicators, rules 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from checker import kinds
from checker.files import workbook
from checker.files.book import Book
from checker.files.yamlfile import Document
from checker.forms import cells, into, telling
from checker.forms.into import Change
from checker.locale import TAGS, Speaker, speaker
from checker.model import Finding, Plan, Reason, Verdict, Where, finding
from checker.model.amounts import NONE
from checker.model.tables import Cell, Column, Table
from checker.reading.submission import GRADES
from checker.words.view import View

WIDTHS = {"no": 8, "name": 30, "lead": 22, "told.head": 12, "note": 36, "grade": 14, "reason": 36}
_OPEN = {"open", "撤回", "未核实"}


class Given(NamedTuple):
    """What the office says of one indicator: a grade, or (`grade` empty) that it takes a confirmation back."""

    id: str
    grade: str
    reason: str = ""


def word(text: str) -> str | None:
    """The grade that a word names; empty for taking back, None where it is neither."""
    plain = text.strip()
    return GRADES.get(plain, "" if plain in _OPEN else None)


def named(text: str, plan: Plan) -> str:
    """The indicator that an id or a whole name means; empty where none, or none that the office verifies."""
    graded = {i.id: i.name for _, i in plan.indicators() if kinds.of(i).REPORTS == "grade"}
    return next((key for key, name in graded.items() if text.strip() in (key, name)), "")


def graded(plan: Plan) -> list[str]:
    """The ids that can be confirmed."""
    return [i.id for _, i in plan.indicators() if kinds.of(i).REPORTS == "grade"]


def changes(document: Document, given: Iterable[Given], by: str, say: Speaker) -> list[Change]:
    """What confirming changes; where the office comes to another grade, the unit's stays as a reason."""
    values: Mapping[Any, Any] = document.data.get("values") or {}
    made = []
    for each in {each.id: each for each in given}.values():
        old = values.get(each.id, {})
        entry = dict(old) if isinstance(old, dict) else {"value": old}
        new = _taken_back(entry) if not each.grade else _confirmed(entry, each, by, say)
        if new != entry:
            before = telling.told(entry, say) if entry else ""
            made.append(Change(each.id, before, telling.line(new), telling.told(new, say), True))
    return made


def _taken_back(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "confirmed": False} if entry.get("confirmed") else entry


def _confirmed(entry: dict[str, Any], given: Given, by: str, say: Speaker) -> dict[str, Any]:
    told = GRADES.get(str(entry.get("value")), "")
    kept = {name: item for name, item in entry.items() if name not in ("value", "none", "confirmed", "by", "reason")}
    reason = given.reason or str(entry.get("reason", ""))
    if told and told != given.grade and not given.reason:
        reason = say("confirm.told", grade=say(f"grade.{told}"))
    value = entry["value"] if told == given.grade else given.grade
    new = {"value": value, **kept, "confirmed": True, "by": by}
    return {**new, "reason": reason} if reason else new


def waiting(view: View) -> list[Verdict]:
    """The verdicts that wait for the office."""
    return [v for v in view.verdicts() if v.reason is Reason.PENDING_REVIEW]


def drawn(view: View) -> bytes:
    """Draw the workbook of what waits: to be filled in beside what each unit reported."""
    say, a = view.say, view.assessment
    book = workbook.new()
    columns = tuple(Column(name, say(f"confirm.{name}"), width=width) for name, width in WIDTHS.items())
    rows = [_row(view, verdict) for verdict in waiting(view)]
    title = say("confirm.title", plan=a.plan.title, period=view.period())
    table = Table(say("confirm.sheet"), columns, (("", rows),), notes=(say("confirm.help"),))
    workbook.add_table(book, table, title, say("form.page"))
    sheet = book.worksheets[0]
    head = next(row for row in range(1, 9) if sheet.cell(row, 1).value == say("confirm.no"))
    choices = ",".join(say(f"grade.{grade}") for grade in ("normal", "slow", "stalled"))
    if rows:
        rule = workbook.Rule("list", f'"{choices}"', None, say("form.rule.grade"), bans=True)
        workbook.add_rule(sheet, rule, [f"F{head + 1}:F{head + len(rows)}"])
    return workbook.finish(book, a.on, title)


def _row(view: View, verdict: Verdict) -> list[Cell]:
    """An indicator with what its unit reported, and blanks for the office."""
    reported = verdict.reported
    told = view.say(f"grade.{reported.grade}") if reported and reported.grade else NONE
    note = reported.note if reported else ""
    return [verdict.indicator.id, verdict.indicator.name, view.leads(verdict), told, note, "", ""]


def read(book: Book, plan: Plan) -> tuple[list[Given], list[Finding]]:
    """Read a workbook that `drawn` made and the office has filled in; rows that it left empty stay open."""
    given: list[Given] = []
    found: list[Finding] = []
    heads = _heads()
    for sheet in book.sheets:
        for row in range(1, 9):
            columns = {heads[text]: column for column in range(1, 20) if (text := sheet.text(row, column)) in heads}
            if {"no", "grade"} <= columns.keys():
                last = max(r for r, _ in sheet.cells)
                for number in range(row + 1, last + 1):
                    texts = {name: sheet.text(number, column) for name, column in columns.items()}
                    one, more = _line(Where(book.file, sheet=sheet.name, cell=f"F{number}"), texts, plan)
                    given += one
                    found += more
                break
    if not given and not found:
        found.append(finding("form-nothing", Where(book.file)))
    return given, found


def _line(where: Where, texts: Mapping[str, str], plan: Plan) -> tuple[list[Given], list[Finding]]:
    said, grade = texts["grade"], word(texts["grade"])
    if cells.is_blank(said):
        return [], []
    key = named(texts["no"], plan)
    if not key:
        return [], [finding("E7", where, found=texts["no"][:40])]
    if grade is None:
        return [], [finding("E2-grade", where, indicator=key, name=key, found=said[:40])]
    return [Given(key, grade, texts.get("reason", "")[:500])], []


def _heads() -> dict[str, str]:
    return {speaker(lang)(f"confirm.{name}"): name for lang in TAGS for name in WIDTHS}


def edited(document: Document, made: Sequence[Change]) -> str:
    """The submission's text with the confirmations in it."""
    return into.edited(document, made)
