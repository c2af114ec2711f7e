"""How the run grows with the plan: 5,000 indicators against 500. Prints ratios; run: python bench/growth.py"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.startup import LIBRARIES
from bench.timing import best

HEAD = """\
plan: bench-plan-{count}
title: 规模测试方案
locality: huangshi
document: {{number: 测〔2022〕1号, issuer: 测试, issued: 2022-01-01}}
period: {{start: 2022-01-01, end: 2022-12-31}}
reporting: {{every: quarter, due: 5, grace: 3}}
measures:
"""
MEASURE = """\
- number: {no}
  title: 措施{no}
  domain: employment
  clause: 一{no}
  lead: [单位{unit}]
  indicators:
"""
INDICATOR = """\
  - id: {no}{letter}
    name: 指标{no}{letter}
    unit: 场
    kind: cumulative
    target: {target}
    by: 2022-12-31
    as_written: 全年{target}场
"""


def write(folder: Path, count: int) -> Path:
    """Write a plan of so many indicators and its third quarter."""
    plan, values = [HEAD.format(count=count)], []
    for place in range(count):
        no, letter = place // 5 + 1, "abcde"[place % 5]
        if letter == "a":
            plan.append(MEASURE.format(no=no, unit=no % 40))
        plan.append(INDICATOR.format(no=no, letter=letter, target=20 + place % 100))
        values.append(f"  {no}{letter}: {place % 60}\n")
    catalogue = folder / "indicators" / "huangshi"
    catalogue.mkdir(parents=True, exist_ok=True)
    (catalogue / f"plan{count}.yaml").write_text("".join(plan), encoding="utf-8")
    reports = folder / f"reports{count}"
    reports.mkdir(exist_ok=True)
    file = reports / "2022-q3.yaml"
    head = f"plan: bench-plan-{count}\nperiod: 2022-Q3\nsubmitted: 2022-10-10\nvalues:\n"
    file.write_text(head + "".join(values), encoding="utf-8")
    return file


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        jobs: dict[str, Sequence[str]] = {"libraries": LIBRARIES}
        for count in (500, 5000):
            file = write(folder, count)
            jobs[str(count)] = ["-m", "checker", "run", str(file), "--indicators", str(folder / "indicators"),
                                "--on", "2023-10-25"]  # fmt: skip
        times = best(jobs, rounds=5)
    floor = times["libraries"]
    growth = (times["5000"] - floor) / (times["500"] - floor)
    print(f"5,000 / 500 indicators, beyond the import floor: {growth:.1f} (linear: 10)")
    print(f"5,000-indicator quarter / import floor:          {times['5000'] / floor:.1f} (aim under 20)")


if __name__ == "__main__":
    main()
