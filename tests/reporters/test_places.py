"""How a place is shown: line and column of a text, sheet and cell of a workbook."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from checker.files.places import shipped
from checker.judging.jobs import gather
from checker.locale import speaker
from checker.model import Finding, Level, Where
from checker.reading import shape
from checker.reading.library import Library
from checker.reporters.json import render
from checker.words.view import View, mended

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("where", "text"),
    [
        (Where("q3.yaml"), "q3.yaml"),
        (Where("q3.yaml", 7, 3), "q3.yaml:7:3"),
        (Where("form.xlsx", sheet="报送表", cell="C7"), "form.xlsx!报送表!C7"),
        (Where("values.csv", cell="C7"), "values.csv!C7"),
        (Where("a!b.xlsx", sheet="1!2", cell="C7:D7"), "a！b.xlsx!1！2!C7:D7"),
    ],
)
def test_a_place_as_a_text(where: Where, text: str) -> None:
    """The sign that parts file, sheet and cell never stands inside one of them."""
    assert str(where) == text


def test_a_cell_fits_the_published_shape() -> None:
    """Readers of version 1 know file, line and column only: a cell has no line."""
    library = Library.at(shipped("indicators"))
    jobs, _ = gather([ROOT / "examples/huangshi/2022-q4.yaml"], library)
    judged = jobs[0].judged(library, date(2022, 5, 1))
    found = Finding("E2", Level.RETURNED, Where("form.xlsx", sheet="报送表", cell="C7"), {"name": "甲", "found": "十"})
    shown = json.loads(render([View(judged._replace(findings=(found,)), speaker("zh"), library)]))
    jsonschema.validate(shown, shape.ASSESSMENT)
    assert shown["findings"][0]["at"] == {"file": "form.xlsx!报送表!C7", "line": 0, "column": 0}


def test_a_cell_is_mended_otherwise_than_a_line() -> None:
    """Also in a workbook whose sheet has no name, and not in a file whose own name has the sign."""
    say, facts = speaker("zh"), {"name": "甲", "found": "下周"}
    cell, line = (say.maybe(f"mend.E2-date{where}") for where in (".cell", ""))
    for where, how in ((Where("v.csv", cell="C7"), cell), (Where("a!b.yaml", 7, 3), line), (Where("a!b.yaml"), line)):
        assert mended(Finding("E2-date", Level.RETURNED, where, facts), say) == how
