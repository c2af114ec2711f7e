"""The sentences of other places: each is short, has its source, and the way it is written down passes lint."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from checker import kinds
from checker.files import yamlfile
from checker.reading import validate
from checker.reading.plan_checks import check_plan
from checker.reading.plans import read_plan
from tests.command import ROOT
from tests.harness import HEAD

TEXT = (ROOT / "indicators" / "sentences.md").read_text("utf-8")


class Row(NamedTuple):
    """A row of the page: what is quoted, the number of its source, the years of its plan, its indicators."""

    words: str
    source: int
    years: tuple[str, str]
    entries: list[str]


def rows() -> list[Row]:
    found = []
    for line in re.findall(r"^\| \d+ \|.*$", TEXT, re.MULTILINE):
        _, words, document, years, written, why = (cell.strip() for cell in line.strip("|").split(" | "))
        assert why
        (source,) = re.findall(r" \[(\d+)\]$", document)
        start, end = years.split("—")
        found.append(Row(words, int(source), (start, end), re.findall("`([^`]*)`", written)))
    return found


ROWS = rows()


def plan_of(row: Row) -> str:
    text = HEAD.format(start=f"{row.years[0]}-01-01", end=f"{row.years[1]}-12-31", every="quarter")
    for letter, entry in zip("abc", row.entries, strict=False):
        assert entry.startswith("{name: ")
        text += f"  - {{id: 1{letter}, as_written: '{row.words}', {entry[1:]}\n"
    return text


@pytest.mark.parametrize("row", ROWS, ids=[f"{number}" for number in range(1, len(ROWS) + 1)])
def test_a_sentence_is_read_and_lint_finds_nothing(row: Row) -> None:
    document, found = yamlfile.parse(plan_of(row), "page.yaml")
    assert document is not None, found
    assert [*found, *validate.check_plan(document)] == []
    plan = read_plan(document)
    assert [indicator.as_written for _, indicator in plan.indicators()] == [row.words] * len(row.entries)
    assert list(check_plan(plan, document)) == []


def test_thirty_sentences_are_quoted_once_and_shortly_each_with_its_source() -> None:
    assert len(ROWS) == len({row.words for row in ROWS}) == 30
    assert [row.words for row in ROWS if len(row.words) > 40] == []
    sources = re.findall(r"^(\d+)\. .*`https?://[^`]+`$", TEXT, re.MULTILINE)
    assert [int(number) for number in sources] == sorted({row.source for row in ROWS})


def test_the_sentences_show_every_kind_and_every_way_of_writing_that_is_asked_about() -> None:
    written = "\n".join(entry for row in ROWS for entry in row.entries)
    assert set(re.findall(r"kind: (\w+)", written)) == set(kinds.names())
    for shown in ("schedule: ", "tolerance: ", "ceiling: ", "binding: false", "parts: ", "per: week", "per: quarter",
                  "strict: true", "direction: down", "start: ", "kind: cap, target: 0"):  # fmt: skip
        assert shown in written, shown


def test_no_sentence_is_of_a_place_that_has_a_plan_here() -> None:
    table = TEXT.split("<!-- sentences -->")[1]
    assert [name for name in ("黄石", "荆州", "房县") if name in table] == []


def test_the_page_about_the_catalogues_leads_here() -> None:
    assert "](sentences.md)" in (ROOT / "indicators" / "README.md").read_text("utf-8")
