"""Streams that are closed, full or read by nobody, and Ctrl-C at any moment: the exit code stays what it means."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from shlex import join
from shutil import copy

import pytest

from checker.cli import _streams
from checker.forms import opening
from tests.command import PROGRAM, Q3, ROOT, environment, process, run
from tests.forms.workbooks import fresh

RED = join([*PROGRAM, "run", Q3, "--on", "2023-10-25"])
WRONG = join([*PROGRAM, "run", "nowhere.yaml"])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "code"),
    [
        (f"{RED} >&-", 1),
        (f"{RED} 2>&- >/dev/null", 1),
        (f"{RED} | true; exit ${{PIPESTATUS[0]}}", _streams.GONE),
        (f"{WRONG} 2>/dev/full", 2),
        (f"{WRONG} 2>&-", 2),
    ],
    ids=["closed output", "closed errors", "a reader that has gone", "full errors", "nobody to tell an error"],
)
def test_a_code_says_nothing_of_lights_where_nothing_could_be_said(line: str, code: int) -> None:
    assert "Traceback" not in process("bash", "-c", line, code=code).err


@pytest.mark.slow
def test_a_full_disk_behind_the_output_is_said() -> None:
    assert "无法读写输出" in process("bash", "-c", f"{RED} >/dev/full", code=2).err


@pytest.mark.slow
def test_many_files_are_collected_where_errors_go_nowhere(tmp_path: Path) -> None:
    table = tmp_path / "0.csv"
    table.write_text("id,value\n7a,16\n", "utf-8")
    for number in range(1, 9):
        (tmp_path / f"{number}.csv").write_text(f"id,value,note\n7a,16,{number}\n", "utf-8")
    line = join([*PROGRAM, "collect", *(str(tmp_path / f"{n}.csv") for n in range(9)), "--plan", "huangshi-public-service",
                 "--period", "2022-Q4", "--on", "2023-01-09", "-o", str(tmp_path / "q4.yaml")])  # fmt: skip
    process("bash", "-c", f"{line} 2>&-", code=(0, 1))
    assert "7a: {value: 16" in (tmp_path / "q4.yaml").read_text("utf-8")


@pytest.mark.slow
def test_no_interrupt_shows_a_traceback() -> None:
    """Also while the program's parts are still being loaded."""
    code = "import checker.__main__ as m, sys; print('on', flush=True); m.start()"
    for wait in (0.02, 0.05, 0.1, 0.15, 0.2, 0.3):
        with subprocess.Popen([sys.executable, "-c", code, "run", Q3], cwd=ROOT, env=environment({}), text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE) as started:  # fmt: skip
            assert started.stdout is not None
            started.stdout.readline()
            time.sleep(wait)
            started.send_signal(signal.SIGINT)
            _, said = started.communicate(timeout=30)
        assert "Traceback" not in said
        assert started.returncode in (0, 1, 130, -signal.SIGINT)


def test_where_memory_runs_out_the_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    path = tmp_path / "form.xlsx"
    path.write_bytes(fresh().content)
    monkeypatch.setattr("checker.files.bounded.file", full)
    said = run("collect", path, "--plan", "huangshi-public-service", "--period", "2022-Q4", code=(1, 2)).err
    assert "form.xlsx" in said
    assert "[form-memory]" in said


def test_where_memory_runs_out_elsewhere_it_is_no_fault_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("checker.judging.jobs.gather", full)
    assert "内存不够" in run("run", Q3, code=2).err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked")
def test_a_file_whose_reader_was_ended_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    """As the system does where memory runs out."""
    table = tmp_path / "0.csv"
    table.write_text("id,value\n7a,16\n", "utf-8")
    for number in range(1, opening.MANY + 2):
        copy(table, tmp_path / f"{number}.csv")
        (tmp_path / f"{number}.csv").write_text(f"id,value,note\n7a,16,{number}\n", "utf-8")
    (tmp_path / "5.csv").write_text("id,value\n7b,4\n", "utf-8")
    script = tmp_path / "main.py"
    script.write_text(
        "import os, signal\nfrom checker.files import bounded\nfrom checker.cli import main\nreal = bounded.file\n"
        "def file(path, name):\n    if path.name == '5.csv':\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return real(path, name)\nbounded.file = file\nos.sched_getaffinity = lambda _: {0, 1}\nmain()\n",
        "utf-8",
    )
    ended = process(sys.executable, script, "collect", *(tmp_path / f"{n}.csv" for n in range(opening.MANY + 2)), "--plan",
                    "huangshi-public-service", "--period", "2022-Q4", "--on", "2023-01-09", code=(1, 2))  # fmt: skip
    assert ended.err.count("[form-memory]") == 1
    assert "5.csv" in next(line for line in ended.err.splitlines() if "[form-memory]" in line)
