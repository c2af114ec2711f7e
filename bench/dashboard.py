"""The dashboard of 100 indicators over 12 quarters: time and size. Prints ratios; run: python bench/dashboard.py"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.growth import HEAD, INDICATOR, MEASURE
from checker.judging.jobs import gather
from checker.locale import speaker
from checker.reading.library import Library
from checker.words.view import View

DOMAINS = ("education", "employment", "healthcare", "utilities", "environment", "transport", "safety", "culture")


def view(folder: Path, indicators: int = 100) -> View:
    """Write a plan of three years with a submission each quarter, and judge the last."""
    plan = [HEAD.format(count=indicators).replace("2022-12-31", "2024-12-31")]
    ids = [(place, f"{place // 5 + 1}{'abcde'[place % 5]}") for place in range(indicators)]
    for place, name in ids:
        no, letter = place // 5 + 1, name[-1]
        if letter == "a":
            measure = MEASURE.format(no=no, unit=no % 12)
            plan.append(measure.replace("employment", DOMAINS[no % len(DOMAINS)]))
        item = INDICATOR.format(no=no, letter=letter, target=1200 + place % 100)
        plan.append(item.replace("2022-12-31", "2024-12-31"))
    catalogue, reports = folder / "indicators" / "huangshi", folder / "reports"
    catalogue.mkdir(parents=True)
    reports.mkdir()
    (catalogue / "plan.yaml").write_text("".join(plan), encoding="utf-8")
    for done in range(1, 13):
        year, quarter = 2022 + (done - 1) // 4, (done - 1) % 4 + 1
        day = date(year + quarter // 4, quarter * 3 % 12 + 1, 5)
        head = f"plan: bench-plan-{indicators}\nperiod: {year}-Q{quarter}\nsubmitted: {day}\nvalues:\n"
        values = "".join(f"  {name}: {done * (60 + place % 45)}\n" for place, name in ids if (place + done) % 13)
        (reports / f"{year}-q{quarter}.yaml").write_text(head + values, encoding="utf-8")
    library = Library.at(folder / "indicators")
    jobs, found = gather([reports / "2024-q4.yaml"], library)
    assert not [f for f in found if f.level == "fault"], found
    return View(jobs[0].judged(library, date(2025, 1, 25)), speaker("zh"), library)


def once() -> tuple[float, float, float, int]:
    """Return the seconds for jinja2, for a first and a second page (each loads its template once); and the bytes."""
    with tempfile.TemporaryDirectory() as name:
        shown = view(Path(name))
        from checker.reporters import html

        clock = [time.perf_counter()]
        import jinja2.sandbox  # noqa: F401

        clock.append(time.perf_counter())
        page = html.render([shown])
        clock.append(time.perf_counter())
        html.render([shown])
        clock.append(time.perf_counter())
    library, first, second = (after - before for before, after in pairwise(clock))
    return library, first, second, len(page.encode())


def main() -> None:
    if sys.argv[1:] == ["--once"]:
        print(*once())
        return
    runs = []
    for _ in range(7):
        done = subprocess.run([sys.executable, __file__, "--once"], capture_output=True, check=True, encoding="utf-8")
        runs.append([float(number) for number in done.stdout.split()])
    library, first, second, size = (min(column) for column in zip(*runs, strict=True))
    print(f"first page / importing jinja2:                    {first / library:.1f}")
    print(f"second page in one process / importing jinja2:   {second / library:.1f}")
    print(f"size: {size / 1000:.0f} KB (aim under 250)")


if __name__ == "__main__":
    main()
