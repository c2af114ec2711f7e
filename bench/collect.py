"""100 filled forms of 60 rows: collecting them against only opening them. Run: python bench/collect.py"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.growth import HEAD, INDICATOR, MEASURE
from bench.timing import best
from checker.forms import layout, sheet
from checker.judging.jobs import Job
from checker.locale import speaker
from checker.model import periods
from checker.reading.library import Library
from checker.words.view import View

# what a reader would write by hand: open each workbook and walk over its cells
_OPEN = """
import sys, pathlib, openpyxl
for file in pathlib.Path(sys.argv[1]).glob("*.xlsx"):
    for sheet in openpyxl.load_workbook(file):
        for row in sheet.iter_rows(values_only=True):
            pass
"""


def forms(folder: Path, units: int = 100, rows: int = 60) -> None:
    """Write a catalogue with a unit a measure, and its filled forms."""
    plan = [HEAD.format(count=units * rows)]
    for no in range(1, units + 1):
        plan.append(MEASURE.format(no=no, unit=no))
        letters = list("abcdefghijklmnopqrstuvwxyz") + [a + b for a in "ab" for b in "abcdefghijklmnopqrstuvwxyz"]
        plan += [INDICATOR.format(no=no, letter=letter, target=1200) for letter in letters[:rows]]
    (folder / "indicators" / "huangshi").mkdir(parents=True)
    (folder / "indicators" / "huangshi" / "plan.yaml").write_text("".join(plan), encoding="utf-8")
    for file in ("localities", "domains", "profiles", "calendar"):
        shared = Path(__file__).parent.parent / "indicators" / f"{file}.yaml"
        (folder / "indicators" / shared.name).write_bytes(shared.read_bytes())
    library = Library.at(folder / "indicators")
    (plan_, found), period = library.plan(next(iter(library.ids))), periods.parse("2022-Q1")
    assert plan_ is not None, found
    assert period is not None
    view = View(Job(plan_, period, {}).judged(library, period.end), speaker("zh"), library)
    (folder / "forms").mkdir()
    for place, unit in enumerate(layout.units(plan_)):
        form = sheet.plan_form(view, unit)
        filled = {row.key: {"value": 300, "note": "据台账"} for row in form.rows}
        (folder / "forms" / f"{place}.xlsx").write_bytes(sheet.drawn(form, filled))


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        forms(folder)
        job = ["-m", "checker", "collect", str(folder / "forms"), "--indicators", str(folder / "indicators"), "--on",
               "2022-04-08"]  # fmt: skip
        opening = ["-c", _OPEN, str(folder / "forms")]
        times = best({"collect": job, "opening": opening}, 3)
    print(f"100 forms of 60 rows: collecting / opening them with openpyxl: {times['collect'] / times['opening']:.1f}")


if __name__ == "__main__":
    main()
