"""103 plans of 115 indicators: three quarters each as JSON, four side by side. Run: python bench/localities.py"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.growth import HEAD, INDICATOR, MEASURE

ROOT = Path(__file__).parent.parent
PLANS, INDICATORS = 103, 115
DOMAINS = ("education", "employment", "healthcare", "utilities", "environment", "transport", "safety", "culture")
QUARTERS = (("2022-Q1", "2022-04-06"), ("2022-Q2", "2022-07-06"), ("2022-Q3", "2022-10-08"), ("2022-Q4", "2023-01-06"))


def write(folder: Path) -> None:
    """Write catalogues and four quarters of 103 localities, each in a folder of its own."""
    places = [f"place{n:03}" for n in range(PLANS)]
    levels = ("city", "district", "county")
    lines = [
        f"{p}: {{name: 地区{n}, english: {p}, code: '{100000 + n}', level: {levels[n % 3]}}}\n"
        for n, p in enumerate(places)
    ]
    for number, place in enumerate(places):
        catalogue, reports = folder / "indicators" / place, folder / "reports" / place
        catalogue.mkdir(parents=True)
        reports.mkdir(parents=True)
        head = HEAD.format(count=f"{number:03}").replace("huangshi", place)
        plan, ids = [head], []
        for at in range(INDICATORS):
            no, letter = at // 5 + 1, "abcde"[at % 5]
            if letter == "a":
                plan.append(MEASURE.format(no=no, unit=no % 12).replace("employment", DOMAINS[no % len(DOMAINS)]))
            plan.append(INDICATOR.format(no=no, letter=letter, target=20 + at % 100))
            ids.append((f"{no}{letter}", 20 + at % 100))
        (catalogue / "plan.yaml").write_text("".join(plan), "utf-8")
        for quarter, (period, day) in enumerate(QUARTERS, 1):
            values = "".join(f"  {name}: {goal * quarter * (70 + (at + number) % 45) // 400}\n"
                             for at, (name, goal) in enumerate(ids) if (at + number + quarter) % 29)  # fmt: skip
            text = f"plan: bench-plan-{number:03}\nperiod: {period}\nsubmitted: {day}\nvalues:\n{values}"
            (reports / f"{period.lower()}.yaml").write_text(text, "utf-8")
    (folder / "indicators" / "localities.yaml").write_text("".join(lines), "utf-8")


def measured(folder: Path, *arguments: str, periods: int = 4) -> tuple[float, float, int]:
    """Run plancheck and return its processor seconds, peak megabytes and the bytes that it printed."""
    for place in (folder / "reports").iterdir():
        for file in sorted(place.glob("*.yaml"))[periods:]:
            file.rename(file.with_suffix(".later"))
    files = [str(place) for place in sorted((folder / "reports").iterdir())]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "checker", *arguments, *files, "--indicators", str(folder / "indicators")],
        cwd=ROOT, capture_output=True, check=False,
    )  # fmt: skip
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, after.ru_maxrss / 1024, len(done.stdout)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        for what, on, count, arguments in (
            ("compare --format html, four quarters", "2023-01-25", 4, ["compare", "--format", "html"]),
            ("run --format json, three quarters", "2022-10-25", 3, ["run", "--format", "json"]),
        ):
            seconds, memory, size = measured(folder, *arguments, "--on", on, periods=count)
            print(f"{what:38} {seconds:5.1f} CPU s {1000 * seconds / PLANS:5.0f} ms a plan {memory:5.0f} MB "
                  f"{size / 1e6:5.1f} MB written")  # fmt: skip


if __name__ == "__main__":
    main()
