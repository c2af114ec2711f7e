"""What is filled in comes back unchanged, whatever the values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from checker.files import workbook
from checker.forms import sheet
from checker.judging.evaluate import evaluate
from checker.locale import speaker
from checker.model import Verdict, names
from checker.reading import submission
from tests.command import run
from tests.forms.small import FORM, ON, PERIOD, PLAN, collected, submitted
from tests.harness import RULES, read_values

TEXT = st.text(st.characters(blacklist_categories=["Cs"]), max_size=60)
AMOUNT = st.integers(0, 10**9) | st.decimals(0, 10**6, places=3).map(float)
SHARE = st.integers(0, 100) | st.decimals(0, 100, places=2).map(float)
DAY = st.dates(date(2022, 1, 1), date(2022, 10, 10))
ROWS = {
    "1a": st.fixed_dictionaries({"value": st.integers(0, 10**9)}, optional={"note": TEXT, "evidence": TEXT}),
    "1b": st.fixed_dictionaries({"value": SHARE}) | st.integers(1, 10**6).flatmap(
        lambda whole: st.fixed_dictionaries({"part": st.integers(0, whole), "whole": st.just(whole)})),
    "1c": st.fixed_dictionaries({"value": AMOUNT, "last_year": AMOUNT}),
    "1d": st.fixed_dictionaries({"value": DAY}) | st.fixed_dictionaries({"progress": st.integers(0, 100)}),
    "1e#市": st.fixed_dictionaries({"value": DAY}),
    "1e#县（市、区）": st.fixed_dictionaries({"value": DAY}),
    "1f": st.fixed_dictionaries({"value": st.sampled_from(["正常", "缓慢", "停滞"])}, optional={"note": TEXT}),
    "1g": st.fixed_dictionaries({"value": st.integers(1, 300)}),
}  # fmt: skip


def by_hand(filled: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same values as somebody would write them into the YAML file."""
    made: dict[str, dict[str, Any]] = {}
    for key, fields in filled.items():
        name, _, node = key.partition("#")
        entry = made.setdefault(name, {})
        for field, value in fields.items():
            if node and field == "value":
                entry.setdefault("nodes", {})[node] = value
            elif isinstance(value, date):
                entry["done"] = value
            elif field not in ("note", "evidence"):
                signed = name == "1b" and field == "value" and 0 < value < 1  # the cell shows it with its sign
                entry[field] = f"{value}%" if signed else value
    return {name: entry for name, entry in made.items() if entry}


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.fixed_dictionaries({}, optional=ROWS))
def test_whatever_is_filled_in_comes_back_and_is_judged_unchanged(filled: dict[str, dict[str, Any]]) -> None:
    """Form → fill → collect → run against values written by hand."""
    back = submitted(sheet.drawn(FORM, filled))
    assert set(back.values) <= {key.partition("#")[0] for key in filled}
    for key, fields in filled.items():
        name, _, node = key.partition("#")
        value = back.values[name]
        for field, given_ in fields.items():
            if isinstance(given_, date):
                assert (dict(value.done_nodes)[node] if node else value.done) == given_
            elif given_ in submission.GRADES and field == "value":
                assert value.grade == submission.GRADES[given_]
            elif field in ("value", "part", "whole", "last_year", "progress"):
                assert getattr(value, field) == Fraction(str(given_))
            elif field == "note":
                assert value.note.split() == _kept(given_).split()
    assert PERIOD is not None
    direct, _ = read_values(PLAN, "2022-Q4", by_hand(filled), ON)
    one, other = (evaluate(PLAN, {PERIOD: read}, PERIOD, ON, RULES) for read in (back, direct))
    assert [judged(v) for v in one.verdicts] == [judged(v) for v in other.verdicts]
    assert one.units == other.units


def judged(verdict: Verdict) -> tuple[object, ...]:
    return verdict.light, verdict.reason, verdict.status, verdict.value, verdict.completion, verdict.score


def _kept(text: str) -> str:
    """A note as a cell holds it; Excel itself turns carriage returns and escapes into others."""
    return names.one_line(workbook.inert(text).replace("_x005F_", "_"))


def test_a_form_without_anything_filled_in_gives_nothing() -> None:
    assert collected(sheet.drawn(FORM)) == {}


def test_a_form_of_one_language_is_collected_in_the_other(tmp_path: Path) -> None:
    run(
        "form",
        "huangshi-public-service",
        "--period",
        "2022-Q4",
        "--out",
        tmp_path,
        "--unit",
        "市人社局",
        "--lang",
        "en",
    )
    (path,) = tmp_path.iterdir()
    book = openpyxl.load_workbook(path)
    main: Any = book.worksheets[0]
    keys = next(row for row in range(1, 12) if main.cell(row, 1).value == "id")
    main.delete_rows(keys)  # the visible heads alone are left
    row = next(cell.row for cell in main["A"] if cell.value == "7a")
    head = next(cell.column for cell in main[keys] if cell.value == speaker("en")("form.column.value"))
    main.cell(row, head).value = 16
    book.save(path)
    assert '7a: {value: 16, by: "市人社局"' in run("collect", path, "--on", "2023-01-06").out
