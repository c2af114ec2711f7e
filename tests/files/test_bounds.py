"""No small file takes more than 5 seconds of processor time or 300 MB: it is read, or refused with a word.

Each is read by a process of its own, under limits that its kernel keeps (tests/files/limited.py).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from tests.command import ROOT, process
from tests.files import bombs

SECONDS, MEGABYTES = 5, 300
ON = ("--on", "2023-01-09")
Command = tuple[str, list[str]]


def workbooks(folder: Path) -> list[Command]:
    mapping = bombs.write(folder, "own.map", bombs.MAP)
    made = [
        (name, bombs.write(folder, f"{n}.{suffix}", make()))
        for n, (name, (suffix, make)) in enumerate(bombs.FILES.items())
    ]
    return [(name, ["collect", str(path), "--map", str(mapping), *ON]) for name, path in made]


def submissions(folder: Path) -> list[Command]:
    made = []
    for number, (name, (_, make)) in enumerate(bombs.TEXTS.items()):
        (folder / str(number)).mkdir()  # what lies beside a submission is read, too
        made.append((name, ["run", str(bombs.write(folder / str(number), "q4.yaml", make())), *ON]))
    return made


def plans(folder: Path) -> list[Command]:
    made = []
    for number, (name, make) in enumerate(bombs.PLANS.items()):
        shelf = copytree(ROOT / "indicators", folder / str(number) / "indicators")
        files = [bombs.write(shelf / "huangshi", f"{file}.yaml", text) for file, text in make().items()]
        made.append((name, ["lint", str(files[0]), "--indicators", str(shelf)]))
    return made


def mappings(folder: Path) -> list[Command]:
    table = bombs.write(folder, "t.csv", "编号,本期\n7a,1\n")
    made = [(name, bombs.write(folder, f"{n}.map", make())) for n, (name, make) in enumerate(bombs.MAPPINGS.items())]
    return [(name, ["collect", str(table), "--map", str(path), *ON]) for name, path in made]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="a system without limits of processes")
@pytest.mark.parametrize("made", [workbooks, submissions, plans, mappings])
def test_no_small_file_takes_much(made: Callable[[Path], Sequence[Command]], tmp_path: Path) -> None:
    commands = made(tmp_path)
    lines = "".join(json.dumps(arguments) + "\n" for _, arguments in commands)
    done = process(sys.executable, "-m", "tests.files.limited", stdin=lines).out.splitlines()
    ended: list[dict[str, Any]] = [json.loads(line) for line in done]
    bad = [
        f"{name}: {how}"
        for (name, _), how in zip(commands, ended, strict=True)
        if how["code"] not in (0, 1, 2) or how["seconds"] > SECONDS or how["megabytes"] > MEGABYTES
    ]
    assert not bad, "\n".join(bad)
