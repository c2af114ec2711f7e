"""Findings on the values of a draft → findings at the cells that they came from, in the order of files and rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from checker import kinds
from checker.forms import layout, telling
from checker.forms.values import Value
from checker.model import Assessment, Finding, Level, Message, Reason, finding


def problems(made: Mapping[str, Value]) -> Iterator[Finding]:
    """What only the cells have wrong."""
    return (problem for value in made.values() for problem in value.problems)


def placed(findings: Iterable[Finding], made: Mapping[str, Value], adding: bool) -> list[Finding]:
    """Give the findings on values the places of their cells, and the id beside the name; say each once.

    Of a submission that is added to, what was wrong with the rest of it was said when it was made.
    """
    findings = list(findings)
    back = {said.indicator for said in findings if said.code == "E12"}
    result = [_doubted(problem, back) for problem in problems(made)]
    special = {problem.indicator for problem in result if problem.level is Level.RETURNED}
    for said in findings:
        value = made.get(said.indicator)
        if value is None:
            if said.level is Level.FAULT or not (adding and said.indicator):
                result.append(said)
        elif said.code.startswith(("E1", "E2", "E9")) and said.code != "E10" and said.indicator in special:
            continue  # said already, by what the cell itself has wrong
        elif said.code != "forgiven":  # what was forgiven was said of the cell as it was typed
            result.append(_at_its_cell(said, value))
    return list({(f.code, f.where, f.indicator): f for f in result}.values())


def _doubted(problem: Finding, back: Set[str]) -> Finding:
    """A fraction that the rules send back is said once, of its cell, and as what is to be mended."""
    sent = (problem.code, problem.field) == ("form-fraction", "value") and problem.indicator in back
    return problem._replace(level=Level.RETURNED) if sent else problem


def _at_its_cell(said: Finding, value: Value) -> Finding:
    facts: dict[str, object] = {k: telling.seen(v) if isinstance(v, str) else v for k, v in said.facts.items()}
    if said.field in layout.FIELDS:
        facts["field"] = Message(f"form.column.{said.field}")
    facts["name"] = f"{value.indicator.id} {value.indicator.name}"
    return said._replace(where=value.where(said.field), facts=facts)


def groundless(judged: Assessment | None, made: Mapping[str, Value]) -> Iterator[Finding]:
    """Say which change cannot be judged because nobody knows last year's amount."""
    for verdict in judged.verdicts if judged else ():
        value = made.get(verdict.indicator.id)
        compares = kinds.of(verdict.indicator).REPORTS == "change"
        if value is not None and compares and verdict.reason is Reason.NO_BASIS:
            name = f"{verdict.indicator.id} {verdict.indicator.name}"
            yield finding("form-no-base", value.where(), indicator=verdict.indicator.id, name=name)


def order(said: Finding) -> tuple[object, ...]:
    """File by file, and in a sheet row by row."""
    where = said.where
    digits = re.search(r"\d+", where.cell)
    return where.file, where.line, where.sheet, int(digits[0]) if digits else 0, len(where.cell), where.cell
