"""No number of a plan's text goes unread: it is in an indicator's words or in the list of those that are no target.

The list is `tests/numbers/<plan>.txt`, lines of `quote<TAB>why`. Its head names the plan's text: `# source:` (a file
of the folder of sources, which is not part of the repository), `# from:` (the words the text begins with) and `# to:`
(the words it ends before). Quotes and markers are sought in the source without item numbers and white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.reading.library import Library
from tests.command import ROOT

SOURCES = ROOT.parent / "shared" / "sources"
LISTS = sorted((ROOT / "tests" / "numbers").glob("*.txt"))
LONGEST = 40

HEAD = re.compile(r"^# (source|from|to): (.+)$", re.MULTILINE)
ITEM = re.compile(r"^\s*[（(]?[一二三四五六七八九十0-9]+[)）、.．]", re.MULTILINE)
NUMBER = re.compile(
    r"[0-9]+(?:\.[0-9]+)?|百分之百|全覆盖|[一二两三四五六七八九十百千万亿]+"
    r"(?=[个次项家级类种年月周日天件张条场所名人户批期座处倍成大方支台村镇社])"
)

pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason=f"the plans' texts are not there: {SOURCES}")


@dataclass(frozen=True)
class Reading:
    """A plan's text, the words of its indicators by id, and the lines (quote, why) of its list."""

    text: str
    written: dict[str, str]
    listed: list[tuple[str, str]]


@pytest.fixture(scope="module", params=LISTS, ids=lambda path: path.stem)
def reading(request: pytest.FixtureRequest) -> Reading:
    path: Path = request.param
    lines = path.read_text(encoding="utf-8")
    head = dict(HEAD.findall(lines))
    library = Library.at(ROOT / "indicators")
    plan, found = library.plan(path.stem)
    assert plan, found or f"no catalogue says `plan: {path.stem}`"
    entries = [line.partition("\t") for line in lines.splitlines() if line and not line.startswith("#")]
    return Reading(
        cut(squeezed((SOURCES / head["source"]).read_text(encoding="utf-8")), head["from"], head["to"]),
        {indicator.id: indicator.as_written for _, indicator in plan.indicators()},
        [(quote, why) for quote, _, why in entries],
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", ITEM.sub("", text))


def cut(text: str, start: str, end: str) -> str:
    assert [text.count(marker) for marker in (start, end)] == [1, 1], "a marker must occur exactly once"
    return text[text.index(start) : text.index(end)]


def uncovered(text: str, quotes: Iterable[str]) -> dict[int, str]:
    """Place → surroundings of the numbers that lie in no occurrence of a quote."""
    spans = [found.span() for quote in quotes for found in re.finditer(re.escape(quote), text)]
    return {
        number.start(): text[max(0, number.start() - 12) : number.end() + 12]
        for number in NUMBER.finditer(text)
        if not any(start <= number.start() and number.end() <= end for start, end in spans)
    }


def test_every_number_is_accounted_for(reading: Reading) -> None:
    quotes = [*reading.written.values(), *(quote for quote, _ in reading.listed)]
    assert list(uncovered(reading.text, quotes).values()) == []


def test_every_listed_quote_is_needed_and_has_its_reason(reading: Reading) -> None:
    left = uncovered(reading.text, reading.written.values())
    assert [quote for quote, _ in reading.listed if left.keys() <= uncovered(reading.text, [quote]).keys()] == []
    assert [quote for quote, why in reading.listed if not why or len(quote) > LONGEST] == []


def test_every_indicator_quotes_the_text(reading: Reading) -> None:
    wrong = {name: words for name, words in reading.written.items() if not words or words not in reading.text}
    assert wrong == {}
    assert [name for name, words in reading.written.items() if len(words) > LONGEST] == []
