"""Many plans of everyday work against reading the same files with bare PyYAML. Run: python bench/everyday.py

103 plans of 115 indicators, three quarters each, as JSON. Beside it the least that any program could do: the C reader
of PyYAML on the same files, and what it read as JSON. Aims: 4 times its processor seconds (it was 8), 90 MB at the
peak (it was 180), and a plan says the same alone as among the others.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.localities import PLANS, ROOT, measured, write
from bench.timing import best

BARE = """
import json, pathlib, sys, yaml
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.yaml")):
    data = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
    sys.stdout.write(json.dumps(data, ensure_ascii=False, indent=2, default=str))
"""
RUN = ("run", "--format", "json", "--on", "2022-10-25")
"""What a person types; the rest are files and `--indicators`."""


def alike(folder: Path) -> bool:
    """Tell whether a plan judged alone says what it says among all."""
    said = []
    for places in ([PLANS // 2], range(PLANS)):
        files = [str(folder / "reports" / f"place{place:03}") for place in places]
        done = subprocess.run(
            [sys.executable, "-m", "checker", *RUN, *files, "--indicators", str(folder / "indicators")],
            cwd=ROOT, capture_output=True, check=False,
        )  # fmt: skip
        said.append(json.loads(done.stdout))
    return bool(said[0] == said[1]["assessments"][PLANS // 2])


def waited(folder: Path, processors: set[int]) -> float:
    """The seconds that one waits for all plans on some processors; the less of two runs."""
    command = [sys.executable, "-m", "checker", *RUN, *map(str, sorted((folder / "reports").iterdir())),
               "--indicators", str(folder / "indicators")]  # fmt: skip
    times = []
    own = os.sched_getaffinity(0)
    os.sched_setaffinity(0, processors)  # what is started has the same
    try:
        for _ in range(2):
            start = time.monotonic()
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=False)
            times.append(time.monotonic() - start)
    finally:
        os.sched_setaffinity(0, own)
    return min(times)


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write(folder)
        runs = [measured(folder, *RUN, periods=3) for _ in range(2)]
        bare = best({"bare": ["-c", BARE, str(folder)]}, rounds=2)["bare"]
        same = alike(folder)
        all_ = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else set()
        shorter = waited(folder, all_) / waited(folder, {min(all_)}) if len(all_) > 1 else None
    seconds, memory, size = min(runs)
    print(f"103 plans, three quarters, as JSON: {seconds:.1f} CPU s, {1000 * seconds / PLANS:.0f} ms a plan, "
          f"{size / 1e6:.1f} MB written")  # fmt: skip
    print(f"against reading the files with PyYAML and writing JSON: {seconds / bare:.1f} (aim 4)")
    print(f"peak: {memory:.0f} MB (aim 90)")
    if shorter is not None:
        print(f"waiting on {len(all_)} processors against one: {shorter:.2f}")
    print(f"a plan alone says what it says among all: {'yes' if same else 'NO'}")
    if not same:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
