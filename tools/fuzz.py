"""Spoils files and gives them to the program: whatever they hold, it ends with 0, 1 or 2, soon, and never with 3.

    python -m tools.fuzz --runs 3000            # the seeds 0 … 2999
    python -m tools.fuzz --runs 1 --seed 1234   # one of them again; what it was given stays in the folder that is named

Each run spoils one kind of file (a plan, a submission, a shared file, a workbook of each format, CSV, a mapping, a
template) and starts one command in this process. A run is cut after five seconds of processor time; memory is bounded.
Printed are the exit codes by kind (so far, where it is told to stop), and each run that ended with 3, was cut or let an
exception through, with its seed.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import resource
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

from tools import fuzz_base as base
from tools import mutators

SECONDS, MEMORY = 5, 3 << 30
ON = ("--on", "2022-07-20")


class Overtime(BaseException):
    """A run took more processor time than any file is worth."""


class Ended(NamedTuple):
    """How a run ended: its exit code, or what stopped it, and its last line of errors."""

    code: int | str
    said: str


def run(arguments: list[str], folder: Path) -> Ended:
    """Run a command in this process, in a folder, as if it had been started there."""
    from checker.cli import main

    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    given: int | str = "no exit"
    sys.stdin = io.StringIO("")
    with contextlib.chdir(folder), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), _bounded():
        try:
            main(arguments)
        except SystemExit as end:
            given = end.code if isinstance(end.code, int) else 1
        except Overtime:
            given = "cut"
        except BaseException as error:  # whatever escapes the program's own boundary is what is looked for
            given = f"escaped: {type(error).__name__}: {error}"
    with contextlib.suppress(ValueError):
        err.flush()
    lines = err.buffer.getvalue().decode("utf-8", "replace").splitlines()
    return Ended(given, next((line for line in lines if "故障" in line), lines[-1] if lines else ""))


@contextlib.contextmanager
def _bounded() -> Iterator[None]:
    """Raise `Overtime` once the time is over."""

    def over(*_: object) -> None:
        raise Overtime

    old = signal.signal(signal.SIGVTALRM, over)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, old)


def _yaml(text: str, random: Random) -> bytes:
    return mutators.tree(text, random) if random.random() < 0.65 else mutators.raw(text.encode(), random)


def _submission(folder: Path, random: Random) -> list[str]:
    name, text = random.choice((("q1", base.Q1), ("q2", base.Q2), ("q2", base.Q2)))
    (folder / "s" / f"{name}.yaml").write_bytes(_yaml(text, random))
    return random.choice((*_JUDGED, ["collect", "in.csv", "--into", "s/q2.yaml", "--yes", *ON]))


_FORMATS = ("table", "json", "csv", "md", "json", "csv")
_JUDGED: tuple[list[str], ...] = (
    *(["run", "s", *ON, "--format", name] for name in _FORMATS), ["run", "s/q2.yaml", *ON, "--full"],
    ["lint", "s", "indicators"], ["explain", "s/q2.yaml", "1a", *ON], ["due", "s", *ON], ["compare", "s", *ON],
    ["circular", "s/q2.yaml", *ON, "--format", "md", "--out", "o.md"],
)  # fmt: skip


def _plan(folder: Path, random: Random) -> list[str]:
    (folder / "indicators" / "huangshi" / "small.yaml").write_bytes(_yaml(base.PLAN, random))
    more = (["indicators", "--list"], ["form", "small", "--period", "2022-Q2", "--out", "f"], ["due", "small", *ON])
    return random.choice((*_JUDGED, *more))


def _extends(folder: Path, random: Random) -> list[str]:
    (folder / "indicators" / "huangshi" / "child.yaml").write_bytes(_yaml(base.CHILD, random))
    (folder / "s" / "q2.yaml").write_text(base.Q2.replace("plan: small", "plan: child"), "utf-8")
    (folder / "s" / "q1.yaml").unlink()
    return random.choice(_JUDGED)


def _shared(folder: Path, random: Random) -> list[str]:
    name = random.choice(list(base.SHARED))
    (folder / "indicators" / name).write_bytes(_yaml(base.SHARED[name], random))
    return random.choice(_JUDGED)


def _collect(folder: Path, name: str, content: bytes, *more: str) -> list[str]:
    (folder / name).write_bytes(content)
    return ["collect", name, "-o", "out.yaml", "--plan", "small", "--period", "2022-Q2", *ON, *more]


def _xlsx(folder: Path, random: Random) -> list[str]:
    more = ("--report", "back.xlsx") if random.random() < 0.1 else ()
    return _collect(folder, "in.xlsx", mutators.archive(base.form(folder.parent / "form"), random), *more)


def _ods(folder: Path, random: Random) -> list[str]:
    (folder / "own.map").write_text(base.MAP, "utf-8")
    return _collect(folder, "in.ods", mutators.archive(base.ods(), random), "--map", "own.map")


def _xls(folder: Path, random: Random) -> list[str]:
    return _collect(folder, "in.xls", mutators.raw(base.xls(), random))


def _csv(folder: Path, random: Random) -> list[str]:
    return _collect(folder, "in.csv", mutators.raw(base.CSV.encode(), random))


def _mapping(folder: Path, random: Random) -> list[str]:
    (folder / "own.map").write_bytes(_yaml(base.MAP, random))
    return _collect(folder, "own.csv", base.OWN.encode(), "--map", "own.map")


def _template(folder: Path, random: Random) -> list[str]:
    name, form = random.choice((("assessment.md.j2", "md"),) * 6 + (("dashboard.html.j2", "html"),))
    (folder / name).write_bytes(mutators.raw(base.template(name), random))
    return random.choice(
        (["templates", "--check", name], ["run", "s", *ON, "--format", form, "--template", name, "--out", "o"])
    )


def _paper(folder: Path, random: Random) -> list[str]:
    name = random.choice(("circular", "memo"))
    (folder / f"{name}.txt.j2").write_bytes(mutators.raw(base.template(f"zh/{name}.txt.j2"), random))
    filled = [name, "s/q2.yaml", *ON, "--format", "md", "--template", f"{name}.txt.j2", "--out", "o.md"]
    return random.choice((["templates", "--check", f"{name}.txt.j2"], filled))


def _word(folder: Path, random: Random) -> list[str]:
    (folder / "circular.docx").write_bytes(mutators.archive(base.template("circular.docx"), random))
    return ["circular", "s/q2.yaml", *ON, "--template", "circular.docx", "--out", "o.docx"]


Kind = Callable[[Path, Random], list[str]]
KINDS: tuple[tuple[str, Kind, int], ...] = (
    ("submission", _submission, 20), ("plan", _plan, 24), ("extends", _extends, 6), ("shared", _shared, 8),
    ("xlsx", _xlsx, 8), ("ods", _ods, 8), ("xls", _xls, 6), ("csv", _csv, 8), ("mapping", _mapping, 5),
    ("template", _template, 6), ("paper", _paper, 5), ("word", _word, 1),
)  # fmt: skip


def one(seed: int, folder: Path) -> tuple[str, list[str], Ended]:
    """Do the run of a seed in a fresh folder: the kind of file, the command, and how it ended."""
    random = Random(seed)
    base.lay(folder)
    (folder / "in.csv").write_text(base.CSV, "utf-8")
    name, spoil, _ = random.choices(KINDS, [weight for *_, weight in KINDS])[0]
    try:
        arguments = spoil(folder, random)
    except (ValueError, TypeError, RecursionError) as error:  # what cannot even be written down is no file
        return name, [], Ended(0, str(error))
    return name, arguments, run(arguments, folder)


def main() -> int:
    """Do so many runs and tell how they ended; the code is 1 if one ended as none may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    asked = parser.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    counts: Counter[tuple[str, str]] = Counter()
    bad: list[str] = []
    folder = Path(tempfile.mkdtemp(prefix="fuzz-")) / "work"
    base.form(folder.parent / "form")
    stopped: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(1))
    for seed in range(asked.seed, asked.seed + asked.runs):
        if stopped:
            break
        name, arguments, ended = one(seed, folder)
        counts[name, str(ended.code)[:7]] += 1
        if ended.code not in (0, 1, 2):
            bad.append(f"seed {seed} {name}: {ended.code}: plancheck {' '.join(arguments)}\n    {ended.said[:300]}")
            print(bad[-1], flush=True)
    _tell(counts, os.times().user + os.times().system)
    if asked.runs == 1:
        print(f"files: {folder}\ncommand: plancheck {' '.join(arguments)}\n{ended}")
    return 1 if bad else 0


def _tell(counts: Counter[tuple[str, str]], seconds: float) -> None:
    """Print the exit codes by kind."""
    codes = sorted({code for _, code in counts})
    print(f"{'':12}" + "".join(f"{code:>9}" for code in codes))
    for name, *_ in KINDS:
        print(f"{name:12}" + "".join(f"{counts[name, code]:>9}" for code in codes))
    total = [sum(counts[name, code] for name, *_ in KINDS) for code in codes]
    print(f"{'all':12}" + "".join(f"{count:>9}" for count in total) + f"   {seconds:.0f} processor seconds")


if __name__ == "__main__":
    sys.exit(main())
