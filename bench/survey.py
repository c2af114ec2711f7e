"""100,000 answers of 98 columns: scoring them against only reading the file. Run: python bench/survey.py"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.timing import ROOT
from tools import answers

# what a reader would write by hand: read every row, keep nothing
_READ = """
import csv, sys
with open(sys.argv[1], encoding="gb18030", newline="") as stream:
    for row in csv.reader(stream):
        pass
"""


def write(file: Path, count: int) -> None:
    """Repeat 2,000 people in another order each time; memory stays small."""
    head, *rows = answers.plain(answers.people(2000, 3))
    chance = random.Random(1)
    with file.open("w", encoding="gb18030", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(head)
        for _ in range(count // len(rows)):
            chance.shuffle(rows)
            writer.writerows(rows)


class Used(NamedTuple):
    """Seconds of the processor, and megabytes at the highest."""

    seconds: float
    memory: float


def used(arguments: Sequence[str]) -> Used:
    """Run `python …` and say what it took."""
    child = subprocess.Popen([sys.executable, *arguments], cwd=ROOT, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"{arguments} ended with {status}")
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name) / "small.csv", Path(name) / "large.csv"
        write(small, 50_000)
        write(large, 100_000)
        scored, half = (used(["-m", "checker", "survey", str(file)]) for file in (large, small))
        read = used(["-c", _READ, str(large)])
        print(f"survey / reading the file {scored.seconds / read.seconds:.1f} in processor time, "
              f"{scored.memory / read.memory:.1f} in memory ({scored.memory:.0f} MB)")  # fmt: skip
        print(f"twice the answers take {scored.seconds / half.seconds:.2f} times as long")


if __name__ == "__main__":
    main()
