"""Judge random worlds on an engine and say where it differs from `run`: python -m tests.bulk ENGINE [COUNT] [--keep]

A process of its own, as an engine like Spark keeps what it was started with.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings

from tests.bulk import worlds


def drawn(count: int) -> list[dict[str, Any]]:
    """Cases at random, always the same: half of them plain, half with all that there is."""
    found: list[dict[str, Any]] = []
    for plain in (True, False):
        quiet = settings(max_examples=count // 2, deadline=None, derandomize=True, database=None,
                         phases=[Phase.generate], suppress_health_check=list(HealthCheck))  # fmt: skip
        quiet(given(worlds.cases(plain=plain, late=True))(lambda case: found.append(case)))()
    return found


def main() -> None:
    engine, count = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 60
    made = [world for place, case in enumerate(drawn(count)) if (world := worlds.world(case, f"plan-{place:04}"))]
    expected = {key: said for each in made for key, said in worlds.by_run(each).items()}
    with tempfile.TemporaryDirectory() as name:
        said, outcome = worlds.by_engine(engine, made, Path(name))
    other = [key for key in expected.keys() | said.keys() if expected.get(key) != said.get(key)]
    for key in sorted(other)[:20]:
        sys.stdout.write(f"{key}: run {expected.get(key)}, {engine} {said.get(key)}\n")
    sys.stdout.write(f"{len(expected)} verdicts, {len(other)} differ, {outcome.by_python} by Python\n")
    sys.exit(bool(other))


if __name__ == "__main__":
    main()
