"""A nation in one run: our engine against hand-written SQL with the same rules and a bare read, compare and write.

Prints processor seconds, peak memory and ratios.

    python bench/bulk.py [province|million|nation] [--python] [--spark]
    python bench/bulk.py --all      a province, the nation, Python on a million values and Spark on the nation

The nation has 2,844 counties that extend one catalogue of 100 indicators and change a few targets, and 36 months of
values, 3 % of them missing, some late, a few false or corrected (some 10 million values); a province has 103 counties,
a million values come from 286.
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

ROOT = Path(__file__).parent.parent
COUNTIES = {"province": 103, "million": 286, "nation": 2844}
ON = "2025-02-20"
HEAD = """\
plan: national-base
title: 全国方案
locality: hubei
document: {number: 测〔2021〕1号, issuer: 测试, issued: 2021-12-20}
period: {start: 2022-01-01, end: 2024-12-31}
reporting: {every: month, due: 5, grace: 3}
measures:
"""
KINDS = (
    "unit: 亿元, kind: cumulative, target: {t}, by: 2024-12-31",
    "unit: 场, kind: cumulative, target: {m}, per: year",
    "unit: '%', kind: level, direction: up, baseline: 40, target: 90, by: 2024-12-31",
    "unit: '%', kind: maintain, direction: up, target: 95, tolerance: 2",
    "unit: 件, kind: cap, target: {m}, per: year",
    "unit: 万元, kind: change, target: 5",
    "unit: 分, kind: level, direction: up, target: 90, by: 2024-12-31",
    "kind: milestone, by: 2023-06-30",
    "unit: '%', kind: maintain, direction: down, target: 3, tolerance: 1, every: quarter",
    "kind: qualitative",
)
"""Ten rows that make the hundred indicators; the middle three of them are reported as shares."""


def catalogue(folder: Path, counties: int) -> None:
    """Write the base and one small file a county: a fifth of its targets are its own, out of three sizes."""
    lines = [HEAD]
    for place in range(100):
        if place % 10 == 0:
            lines.append(f"- number: {place // 10 + 1}\n  title: 措施\n  domain: {DOMAINS[place // 10]}\n  clause: 一\n"
                         "  lead: [市人社局]\n  indicators:\n")  # fmt: skip
        lines.append(f"  - {{id: {name_of(place)}, name: 指标{place}, as_written: 原文, {rule(place, 1)}}}\n")
    folder.mkdir(parents=True)
    (folder / "base.yaml").write_text("".join(lines), "utf-8")
    places = [f"c{county:04}" for county in range(counties)]
    entry = "{{name: {0}, english: {0}, code: '{1:06}', level: county, parent: hubei}}"
    text = "hubei: {name: 湖北省, english: Hubei, code: '420000', level: province}\n"
    text += "".join(f"{name}: {entry.format(name, 100000 + n)}\n" for n, name in enumerate(places))
    (folder / "localities.yaml").write_text(text, "utf-8")
    for county, name in enumerate(places):
        (folder / name).mkdir()
        own = [f"plan: {name}-plan\nextends: ../base.yaml\nlocality: {name}\nmeasures:\n"]
        for measure in range(10):
            size = 1 + (county + measure) % 3
            own.append(f"- number: {measure + 1}\n  indicators:\n")
            own += [f"  - {{id: {measure + 1}{letter}, target: {target(place, size)}}}\n"
                    for place, letter in ((0, "a"), (1, "b"))]  # fmt: skip
        (folder / name / "plan.yaml").write_text("".join(own), "utf-8")


DOMAINS = ("education", "employment", "healthcare", "social-security", "utilities", "environment", "transport",
           "safety", "culture", "sports")  # fmt: skip


def name_of(place: int) -> str:
    return f"{place // 10 + 1}{'abcdefghij'[place % 10]}"


def target(place: int, size: int) -> int:
    return (360 if place % 10 == 0 else 120) * size


def rule(place: int, size: int) -> str:
    return KINDS[place % 10].format(t=target(0, size), m=target(1, size))


def values(file: Path, counties: int) -> None:
    """Write the values as Parquet, county by county: seeded, most of them near what is expected."""
    import duckdb

    base = duckdb.connect(config={"memory_limit": "1GB", "temp_directory": str(file.parent)})
    base.execute("SELECT setseed(0.42)")
    # h: a number between 0 and 1 that hangs on county, indicator and month alone
    base.execute(f"""
COPY (
 WITH cells AS (
  SELECT c, i, m, (hash(c * 1000003 + i * 7919 + m * 104729) % 1000000) / 1000000.0 AS h,
    (hash(c * 15485863 + i * 32452843 + m * 49979687) % 1000000) / 1000000.0 AS g,
    1 + (c + i // 10) % 3 AS size
  FROM range({counties}) a(c), range(100) b(i), range(36) d(m)),
 rows AS (
  SELECT *, i % 10 AS kind, date '2022-01-01' + to_months(m::INT) AS start, m % 12 + 1 AS month FROM cells)
 SELECT printf('c%04d-plan', c) AS plan, concat(i // 10 + 1, substr('abcdefghij', (i % 10 + 1)::INT, 1)) AS indicator,
  strftime(start, '%Y-%m') AS period,
  CASE WHEN g < 0.002 AND kind IN (2, 3, 8) THEN NULL ELSE
  CAST(CASE kind
   WHEN 0 THEN floor(360 * size * (m + 0.7 + 0.5 * h) / 36 * 100) / 100
   WHEN 1 THEN floor(120 * size * (month + 0.1 * h - 0.05) / 12)
   WHEN 2 THEN 40 + 50 * (m + 0.4 + h) / 36
   WHEN 3 THEN 92 + 6 * h
   WHEN 4 THEN floor(120 * size * month / 12 * (0.93 + 0.02 * (c % 4)))
   WHEN 5 THEN 100 * (1 + 0.05 * (m // 12)) * (0.97 + 0.06 * h)
   WHEN 6 THEN 60 + 30 * (m + h) / 36
   WHEN 8 THEN 2.5 + 2 * h END AS DECIMAL(18,6)) END AS value,
  CAST(NULL AS DECIMAL(18,6)) AS last_year,
  CASE WHEN kind = 7 THEN CASE WHEN m >= 14 + c % 6 THEN '2023-02-15' ELSE 'false' END END AS done,
  CASE WHEN kind = 9 THEN CASE WHEN h < 0.8 THEN 'normal' WHEN h < 0.95 THEN 'slow' ELSE 'stalled' END END AS grade,
  kind = 9 AS confirmed, g < 0.002 AND kind IN (2, 3, 8) AS none,
  CASE WHEN kind IN (3, 6) AND g > 0.999 THEN 20 END AS n,
  g BETWEEN 0.5 AND 0.50001 AS falsified, 'x' AS "by", 'x' AS reason,
  CAST(start + to_months(1) + to_days(CASE WHEN h < 0.97 THEN 1 WHEN h < 0.997 THEN 9 ELSE 40 END) AS DATE) AS submitted
 FROM rows WHERE g >= 0.03 OR g < 0.002
 ORDER BY c, i, m
) TO '{file}' (FORMAT parquet)""")
    base.close()


BARE = """
COPY (SELECT plan, indicator, period, CASE WHEN value >= 100 THEN 'green' WHEN value >= 60 THEN 'yellow' ELSE 'red' END
        AS light, value FROM read_parquet('{values}')) TO '{out}' (FORMAT parquet)
"""


def measured(arguments: list[str]) -> tuple[float, float, str]:
    """Run a process and return its processor seconds, peak megabytes and output."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1)  # PR_SET_CHILD_SUBREAPER: orphans become ours
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = ("import resource, runpy, sys\n"
            "sys.argv = sys.argv[1:]\n"
            "try:\n runpy.run_path(sys.argv[0], run_name='__main__')\n"
            "except SystemExit as end:\n"
            " assert not end.code, end.code\n"
            "print('PEAK', resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)\n")  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", cwd=ROOT)
    if done.returncode:
        raise SystemExit(done.stdout[-2000:] + done.stderr[-4000:])
    *lines, last = done.stdout.strip().splitlines()
    peak = max(float(last.split()[1]), _orphans())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return seconds, peak, "\n".join(lines)


def _orphans() -> float:
    """Wait for what a process has left behind (Spark's JVM), so that its time counts; return its peak megabytes."""
    peak = 0
    with contextlib.suppress(ChildProcessError):
        while True:
            _, _, spent = os.wait4(-1, 0)
            peak = max(peak, spent.ru_maxrss // 1024)
    return float(peak)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("size", nargs="?", choices=list(COUNTIES), default="province")
    parser.add_argument("--python", action="store_true", help="the Python engine too")
    parser.add_argument("--spark", action="store_true", help="Spark in local mode too")
    parser.add_argument("--all", action="store_true")
    asked = parser.parse_args()
    runs = [(asked.size, asked.python, asked.spark)]
    if asked.all:
        runs = [("province", False, False), ("million", True, False), ("nation", False, True)]
    for size, python, spark in runs:
        with tempfile.TemporaryDirectory() as name:
            compare(Path(name), size, python, spark)


def compare(folder: Path, size: str, python: bool, spark: bool) -> None:
    counties, table = COUNTIES[size], folder / "values.parquet"
    catalogue(folder / "indicators", counties)
    measured([__file__, "--values", str(table), str(counties)])
    print(f"{size}: {counties} counties, {table.stat().st_size / 1e6:.0f} MB of values")
    command = [str(ROOT / "checker" / "__main__.py"), "bulk", str(table), "--indicators", str(folder / "indicators"),
               "--on", ON, "--out", str(folder / "out")]  # fmt: skip
    bare = measured([__file__, "--bare", str(table), str(folder / "bare.parquet")])
    told("read, compare, write", bare)
    load = measured([__file__, "--load", str(folder / "indicators")])
    told("loading the plans", load)
    print(f"  {load[2]}\n  {measured([__file__, '--together', str(folder / 'indicators')])[2]}")
    ours = measured([*command, "--engine", "duckdb"])
    told("ours (DuckDB), all of it", ours)
    print(f"  {ours[2]}")
    hand = measured([__file__, "--hand", str(table), str(folder / "hand.parquet"), str(counties)])
    told("hand-written SQL, same rules", hand)
    print(f"  {differing(folder / 'out', folder / 'hand.parquet')}")
    about = json.loads((folder / "out" / "about.json").read_text("utf-8"))
    print(f"ours without loading / hand-written: {(ours[0] - load[0]) / hand[0]:.2f} (aim 1.2); "
          f"/ read, compare, write: {(ours[0] - load[0]) / bare[0]:.2f} (aim 3); peak {ours[1]:.0f} MB (aim 500); "
          f"{about['by_python']} of {about['verdicts']} verdicts by Python")  # fmt: skip
    if python:
        told("ours (Python)", measured([*command, "--engine", "python"]))
    if spark:
        told("ours (Spark)", measured([*command, "--engine", "spark"]))


def told(name: str, run: tuple[float, float, str]) -> None:
    print(f"{name:32} {run[0]:7.1f} CPU s {run[1]:6.0f} MB", flush=True)


def bare(table: str, out: str) -> None:
    import duckdb

    duckdb.connect(config={"threads": 2, "memory_limit": "320MB"}).execute(BARE.format(values=table, out=out))


def hand(table: str, out: str, counties: int) -> None:
    """The hand-written SQL, with the small tables that somebody would make for it."""
    from datetime import date, timedelta

    import duckdb

    from checker.files.places import shipped
    from checker.model import Reporting, periods
    from checker.reading import shared

    base = duckdb.connect(config={"threads": 2, "memory_limit": "320MB", "temp_directory": out + ".tmp"})
    calendar = shared.calendar(shipped("indicators"))[0]
    assert calendar is not None
    base.execute("CREATE TABLE months(m INT, period TEXT, month INT, year INT, cut_off DATE, due DATE, judged DATE)")
    period, known = periods.Period("month", 2022, 1), []
    for m in range(36):
        due = calendar.due(Reporting("month", 5, 3), period)
        judged = calendar.after(due, 3) + timedelta(1) if m < 35 else date.fromisoformat(ON)
        row = [m, str(period), period.index, period.year, period.end, due, judged]
        base.execute("INSERT INTO months VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        known.append(judged)
        period = period.following()
    base.execute(f"""CREATE TABLE knowing AS
        SELECT day::DATE AS day, (SELECT MIN(m) FROM months WHERE judged >= day) AS m
        FROM generate_series(DATE '2022-01-01', DATE '{known[-1]}', INTERVAL 1 DAY) t(day)""")
    base.execute(f"""CREATE TABLE duties AS SELECT c * 100 + i AS duty, printf('c%04d-plan', c) AS plan,
        printf('c%04d', c) AS locality, concat('d', i // 10) AS domain,
        concat(i // 10 + 1, substr('abcdefghij', (i % 10 + 1)::INT, 1)) AS indicator, i % 10 AS kind,
        CASE i % 10 WHEN 0 THEN 360 ELSE 120 END * CASE WHEN i % 10 < 2 THEN 1 + (c + i // 10) % 3 ELSE 1 END AS target
        FROM range({counties}) a(c), range(100) b(i)""")
    base.execute((ROOT / "bench" / "hand.sql").read_text("utf-8").format(values=table, out=out))


def differing(out: Path, other: Path) -> str:
    """Count the verdicts whose light the two found otherwise."""
    import duckdb

    rows = duckdb.execute(f"""SELECT COUNT(*), COUNT(*) FILTER (WHERE a.light IS DISTINCT FROM b.light)
        FROM read_parquet('{out}/verdicts.parquet/*.parquet') a FULL JOIN read_parquet('{other}') b
        ON a.plan = b.plan AND a.indicator = b.indicator AND a.period = b.period""").fetchall()
    return f"{rows[0][1]} of {rows[0][0]} lights differ"


def load(folder: str) -> None:
    """Load all plans and make the step tables, and nothing else."""
    from datetime import date
    from time import process_time

    from checker.bulk import run, steps
    from checker.reading.library import Library

    start = process_time()
    library = Library.at(Path(folder))
    tasks = list(run.tasks(library, date.fromisoformat(ON), date.min))
    loaded = process_time()
    made = steps.make(tasks)
    print(f"plans {loaded - start:.1f} s; step tables {process_time() - loaded:.1f} s: {len(made.duties)} duties, "
          f"{len({row[0] for row in made.bands})} keys, {len(made.bands)} rows of cuts")  # fmt: skip


def together(folder: str) -> None:
    """Load all plans against reading their small files and loading each of them alone (some of them tried)."""
    from time import process_time

    from checker.files import yamlfile
    from checker.files.places import shown
    from checker.reading import plans
    from checker.reading.library import Library

    library = Library.at(Path(folder))
    lists = plans.Lists(library.localities, library.profiles, library.domains)

    def spent(read: Callable[[Path], object], files: Sequence[Path]) -> float:
        start = process_time()
        for path in files:
            read(path)
        return process_time() - start

    all_ = spent(library.load, library.files)
    reading = spent(lambda path: yamlfile.read(path, shown(path)), library.files)
    some = spent(lambda path: plans.load(path, lists, library.root, {}), library.files[:50])
    single = some / 50 * len(library.files)
    print(f"loading {len(library.files)} plans {all_:.1f} s, reading their files {reading:.1f} s, loading each alone "
          f"{single:.1f} s: {(all_ - reading) / single:.1%} of that beyond reading (aim 2 %)")  # fmt: skip


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["--values", table, counties]:
            values(Path(table), int(counties))
        case ["--bare", table, out]:
            bare(table, out)
        case ["--hand", table, out, counties]:
            hand(table, out, int(counties))
        case ["--load", folder]:
            load(folder)
        case ["--together", folder]:
            together(folder)
        case _:
            main()
