"""No number of a plan's text goes unread: it is in an indicator's words or in the list of those that are no target.

The list is `tests/numbers/<plan>.txt`, lines of `quote<TAB>why`. Its head names the plan's text: `# source:` (a file
of the folder of sources, which is not part of the repository), `# from:` (the words the text begins with) and `# to:`
(the words it ends before; left out where it ends with the source). Quotes and markers are sought in the source without item numbers and white space.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.model import Indicator, Measure, Plan
from checker.reading.library import Library
from tests.command import ROOT

SOURCES = ROOT.parent / "shared" / "sources"
LISTS = sorted((ROOT / "tests" / "numbers").glob("*.txt"))
LONGEST = 24
WORDS = 40

HEAD = re.compile(r"^# (source|from|to): (.+)$", re.MULTILINE)
ITEM = re.compile(r"^\s*[（(]?[一二三四五六七八九十0-9]+[)）、.．]", re.MULTILINE)
NUMBER = re.compile(
    r"[0-9]+(?:\.[0-9]+)?|百分之百|全覆盖|[一二两三四五六七八九十百千万亿]+"
    r"(?=[个次项家级类种年月周日天件张条场所名人户批期座处倍成大方支台村镇社])"
)

pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason=f"the plans' texts are not there: {SOURCES}")


SPELT = {
    "fang-county-public-service": {
        "县卫生健康局": "卫生健康", "县水利和湖泊局": "水利和湖泊", "县发改局": "发改", "县城管执法局": "县城管局",
        "县交通运输局": "县交通运输", "各乡镇人民政府（管委会）": "各乡镇人民政府(管委会)",
    },
    "huangshi-public-service": {"市自然资源和规划局": "市自然资源局和规划局"},
}  # fmt: skip
"""Names of units as the published texts have them, where signs were lost or doubled."""
LEADS = re.compile("牵头单位[:：](.*?)(?:责任单位|完成时限|[〕）)])")


@dataclass(frozen=True)
class Reading:
    """A plan, its text, the words of its indicators by id, the lines (quote, why) of its list, and long unit names."""

    plan: Plan
    text: str
    written: dict[str, str]
    listed: list[tuple[str, str]]
    long: dict[str, str]

    def names(self, unit: str) -> set[str]:
        """How the text may call a unit: by its usual or long name, without its level, or with a slip of the pen."""
        return {unit, unit[1:], self.long.get(unit, unit), SPELT.get(self.plan.id, {}).get(unit, unit)}


@pytest.fixture(scope="module", params=LISTS, ids=lambda path: path.stem)
def reading(request: pytest.FixtureRequest) -> Reading:
    path: Path = request.param
    lines = path.read_text(encoding="utf-8")
    head = dict(HEAD.findall(lines))
    library = Library.at(ROOT / "indicators")
    plan, found = library.plan(path.stem)
    assert plan, found or f"no catalogue says `plan: {path.stem}`"
    entries = [line.partition("\t") for line in lines.splitlines() if line and not line.startswith("#")]
    office, _ = library.office(plan.locality)
    return Reading(
        plan,
        cut(squeezed((SOURCES / head["source"]).read_text(encoding="utf-8")), head["from"], head.get("to", "")),
        {indicator.id: indicator.as_written for _, indicator in plan.indicators()},
        [(quote, why) for quote, _, why in entries],
        {short: name for name, short in office.short_names.items()},
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", ITEM.sub("", text))


def cut(text: str, start: str, end: str) -> str:
    assert all(text.count(marker) == 1 for marker in (start, end) if marker), "a marker must occur exactly once"
    return text[text.index(start) : text.index(end) if end else None]


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
    assert [name for name, words in reading.written.items() if len(words) > WORDS] == []


def test_every_unit_stands_in_the_text_or_is_marked_as_inferred(reading: Reading) -> None:
    """A measure's units are inferred by the measure or by the indicator, or the document names them."""
    wrong = {
        (indicator.id, unit)
        for measure, indicator in reading.plan.indicators()
        for field, units in units_of(measure, indicator).items()
        for unit in units
        if field not in {*measure.inferred, *indicator.inferred}
        and not any(name in reading.text for name in reading.names(unit))
    }
    assert wrong == set()


def test_the_leads_of_a_numbered_measure_stand_behind_its_sentence(reading: Reading) -> None:
    """In the bracket that follows the quoted words; measure 0 is no item with a bracket of its own."""
    wrong = {}
    for measure, indicator in reading.plan.indicators():
        if measure.number and "lead" not in {*measure.inferred, *indicator.inferred}:
            places = re.finditer(re.escape(indicator.as_written), reading.text)
            behind = "".join(found[1] for place in places if (found := LEADS.search(reading.text, place.end())))
            leads = units_of(measure, indicator)["lead"]
            if missing := [unit for unit in leads if not any(name in behind for name in reading.names(unit))]:
                wrong[indicator.id] = missing
    assert wrong == {}


def units_of(measure: Measure, indicator: Indicator) -> dict[str, tuple[str, ...]]:
    """The units of an indicator, its own before those of its measure."""
    lead, responsible = indicator.lead, indicator.responsible
    return {"lead": measure.lead if lead is None else lead,
            "responsible": measure.responsible if responsible is None else responsible}  # fmt: skip
