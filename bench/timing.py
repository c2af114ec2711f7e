"""Times whole processes in processor seconds: the least of several runs, alternating between what is compared."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent


def once(arguments: Sequence[str]) -> float:
    """Run `python …` in the checkout and return its processor seconds; the output is thrown away.

    What else the machine does counts little there, while a clock on the wall would tell of that, too.
    """
    # libraries are installed with their compiled files; the checkout may write its own, too
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = _spent()
    done = subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, check=False,
    )  # fmt: skip
    seconds = _spent() - start
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return seconds


def _spent() -> float:
    """Return the processor seconds, user's and system's, of all children that have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def best(jobs: dict[str, Sequence[str]], rounds: int) -> dict[str, float]:
    """Return the best time of each job; jobs take turns, so that a busy moment hits all alike."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, arguments in jobs.items():
            times[name].append(once(arguments))
    return {name: min(values) for name, values in times.items()}
