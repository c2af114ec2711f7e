"""Runs the program for the tests: inside this process, or in one of its own where the test is about a process.

Starting Python takes several times as long as what most commands do, so tests use `run`. Only what a process alone has
needs `process`: its streams and signals, what it loads and how much memory it takes, hash seeds, a copy of the package.
"""

from __future__ import annotations

import gc
import gettext
import io
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from checker.cli import main
from checker.forms import opening
from checker.judging import many

ROOT = Path(__file__).parents[1]
Q3 = "examples/huangshi/2023-q3.yaml"
Q4 = "examples/huangshi/2022-q4.yaml"
ON = ("--on", "2023-10-25")
PROGRAM = (sys.executable, "-m", "checker")
ANY = (0, 1, 2)
"""All codes a command may end with; 3 is a fault of the program and needs to be asked for."""


class Ended(NamedTuple):
    """How a command ended: its exit code and what it wrote."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> str:
        """All that was written, results first."""
        return self.out + self.err


def run(
    *arguments: object,
    code: int | tuple[int, ...] = 0,
    cwd: Path = ROOT,
    env: Mapping[str, str] = {},
    stdin: str = "",
) -> Ended:
    """Run plancheck in this process as if it had been started anew; it must end with the code."""
    out, err = _stream(), _stream()
    with _as_if_started(cwd, env, stdin), redirect_stdout(out), redirect_stderr(err):
        try:
            main([str(argument) for argument in arguments])
        except SystemExit as end:
            given = end.code
    if given == 130:
        raise KeyboardInterrupt  # whoever pressed Ctrl-C meant the tests
    assert isinstance(given, int)
    return _expected(Ended(given, _text(out), _text(err)), code)


def process(
    *command: object,
    code: int | tuple[int, ...] = 0,
    cwd: Path = ROOT,
    env: Mapping[str, str] = {},
    stdin: str = "",
) -> Ended:
    """Run a command (`PROGRAM` is plancheck) in a process of its own; it must end with the code."""
    done = subprocess.run(list(map(str, command)), cwd=cwd, env=environment(env), input=stdin, capture_output=True,
                          encoding="utf-8", timeout=300, check=False)  # fmt: skip
    return _expected(Ended(done.returncode, done.stdout, done.stderr), code)


def environment(more: Mapping[str, str]) -> dict[str, str]:
    """The environment without a person's language and settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PLANCHECK", "LANG", "LC_"))}
    return {**clean, "PYTHONPATH": str(ROOT), **more}


@contextmanager
def _as_if_started(cwd: Path, env: Mapping[str, str], stdin: str) -> Iterator[None]:
    """Give the program its surroundings, and put back what it changes in its process."""
    collecting, domain = gc.isenabled(), gettext.textdomain()
    typed = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
    with (
        chdir(cwd),
        patch.object(sys, "stdin", typed),
        patch.dict(os.environ, environment(env), clear=True),
        patch.object(opening, "MANY", sys.maxsize),  # a process that has threads, as pytest-xdist's, is not forked
        patch.object(many, "MANY", sys.maxsize),
    ):
        try:
            yield
        finally:
            gettext.textdomain(domain)
            if collecting:
                gc.enable()


def _stream() -> io.TextIOWrapper:
    """A stream of bytes that knows no Chinese until the program says how it writes."""
    return io.TextIOWrapper(io.BytesIO(), encoding="ascii")


def _text(stream: io.TextIOWrapper) -> str:
    """What was written, with the line ends that a pipe read as text has; the stream lets go of it."""
    stream.flush()
    stream.seek(0)
    text = io.TextIOWrapper(io.BytesIO(stream.buffer.read()), encoding="utf-8").read()
    stream.close()
    return text


def _expected(ended: Ended, code: int | tuple[int, ...]) -> Ended:
    assert "Traceback" not in ended.err, ended.err
    assert ended.code in (code if isinstance(code, tuple) else (code,)), f"ended with {ended.code}\n{ended.said}"
    return ended
