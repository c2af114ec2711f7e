"""Killed at any instant, on a full disk, without rights, several at once: the old or the new, never half, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from checker.operation import noticelog
from tests.command import process, run
from tests.operation.force import stands
from tests.operation.offices import DAYS, archive, office, report
from tests.operation.receivers import hook

pytestmark = pytest.mark.slow

PLAN = "daye-service"
KILLED = -9


class Command(NamedTuple):
    """A command that writes, in a folder where it has something to do, and the files that it may change."""

    words: tuple[str, ...]
    writes: tuple[str, ...]


def folder_for(name: str, folder: Path) -> Command:
    """Make the folder in which a command has something to do."""
    if name == "issue":
        plan = archive(folder) / PLAN
        shutil.rmtree(plan / "2022-Q4")
        number = ("--number", "冶质强办发〔2023〕1号", "--sm3")
        return Command(("issue", "2022-q4.yaml", "--on", DAYS["2022-q4"], *number), ())
    report(office(folder), "2022-q1")
    report(folder, "2022-q2", _2a="")
    if name == "tick":
        run("tick", ".", "--on", "2022-07-08", "--to", "json://127.0.0.1:9/x", cwd=folder, code=(0, 1))
        report(folder, "2022-q2", _1a="5", _2a="")
        writes = (
            "out/index.html",
            "out/assessment.json",
            "state/last.json",
            "state/plancheck.prom",
            "state/notices.jsonl",
        )
        return Command(("tick", ".", "--on", "2022-07-13", "--to", "json://127.0.0.1:9/x"), writes)
    if name == "run":
        given = ("run", "2022-q2.yaml", "--format", "json", "--format", "html", "--format", "csv", "--out", "out")
        run(*given, "--on", "2022-07-08", cwd=folder, code=(0, 1))
        names = tuple(f"out/daye-service-2022-Q2.{suffix}" for suffix in ("json", "html", "csv"))
        return Command((*given, "--on", "2022-07-13"), names)
    (folder / "more.csv").write_text("id,value\n2a,4\n", "utf-8")
    add = ("collect", "more.csv", "--plan", PLAN, "--period", "2022-Q2", "--into", "2022-q2.yaml", "--yes")
    return Command((*add, "--on", "2022-07-13"), ("2022-q2.yaml",))


def hurt(how: str, folder: Path, command: Command) -> Iterator[dict[str, Any]]:
    """Attempt after attempt, the unhurt one first."""
    ended = process(sys.executable, "-m", "tests.operation.force", how, folder, *command.words, cwd=Path.cwd())
    for line in ended.out.splitlines():
        yield json.loads(line)


COMMANDS = ("issue", "tick", "run", "collect")


@pytest.mark.parametrize("how", ["steps", "instants:75"])
@pytest.mark.parametrize("name", COMMANDS)
def test_whoever_is_killed_leaves_the_old_or_the_new(name: str, how: str, tmp_path: Path) -> None:
    """`steps` holds every moment between two changes of the disk, between fsync and rename too."""
    command = folder_for(name, tmp_path)
    before = stands(tmp_path)
    unhurt, *attempts = list(hurt(how, tmp_path, command))
    after = unhurt["stands"]
    assert unhurt["codes"][0] in (0, 1), unhurt
    assert sum(attempt["codes"] == [KILLED] for attempt in attempts) > 5
    for attempt in attempts:
        for file in before.keys() | after.keys() | attempt["stands"].keys():
            found = attempt["stands"].get(file)
            if file.endswith((".prom", ".jsonl")):
                continue  # holds the clock; a line more or less: looked at below
            assert found in (before.get(file), after.get(file)), (file, attempt["how"])
        if name == "issue":  # all of the bag or nothing of it
            new = {file for file in after.keys() - before.keys() if not file.startswith("state")}
            assert len(new & attempt["stands"].keys()) in (0, len(new)), attempt["how"]


@pytest.mark.parametrize("name", COMMANDS)
def test_after_a_kill_the_next_run_ends_as_if_nothing_had_been(
    name: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    command = folder_for(name, tmp_path)
    whole = tmp_path_factory.mktemp("whole")
    shutil.copytree(tmp_path, whole, dirs_exist_ok=True)
    run(*command.words, cwd=whole, code=(0, 1))
    after = {file: digest for file, digest in stands(whole).items() if not file.endswith(".prom")}
    killed = list(hurt("instants:8", tmp_path, command))[-1]
    assert killed["codes"] == [KILLED] or killed["codes"][0] in (0, 1)
    again = run(*command.words, cwd=tmp_path, code=(0, 1, 2))
    assert again.code != 2 or "已经印发" in again.err
    if name == "issue":
        assert "4份档案完好" in run("verify", cwd=tmp_path).out
        return
    if name == "tick":
        meant = [entry for entry in noticelog.read(tmp_path / "state/notices.jsonl") if entry["event"] == "meant"]
        wanted = [entry for entry in noticelog.read(whole / "state/notices.jsonl") if entry["event"] == "meant"]
        assert meant == wanted  # none lost, none meant twice
        after.pop("state/notices.jsonl")
    found = stands(tmp_path)
    assert {file: found.get(file) for file in after} == after


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("size", [0, 200])
def test_a_full_disk_is_an_error_and_loses_nothing(name: str, size: int, tmp_path: Path) -> None:
    command = folder_for(name, tmp_path)
    before = stands(tmp_path)
    _, attempt = hurt(f"short:{size}", tmp_path, command)
    if attempt["codes"] == [0] or (attempt["codes"] == [1] and name != "run"):
        pytest.skip("small enough for what was left")
    assert attempt["codes"] == [2], attempt
    assert "错误：" in attempt["said"][0]
    kept = {file: digest for file, digest in attempt["stands"].items() if not file.startswith("state/")}
    for file, digest in kept.items():
        assert digest == before.get(file) or name == "tick", file
    assert not before.keys() - attempt["stands"].keys()
    again = run(*command.words, cwd=tmp_path, code=(0, 1))
    assert again.code in (0, 1)
    if name == "issue":
        assert "4份档案完好" in run("verify", cwd=tmp_path).out


def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A file system of a megabyte in memory, where the machine lets one be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no file system may be mounted here")
    try:
        report(office(disk), "2022-q1")
        report(disk, "2022-q2")
        run("tick", ".", "--on", "2022-07-08", cwd=disk, code=(0, 1))
        before = stands(disk)
        filled = disk / "filler"
        fill(filled)
        number = ("--number", "冶质强办发〔2022〕1号", "--on", DAYS["2022-q1"])
        for words in (("issue", "2022-q1.yaml", *number), ("tick", ".", "--on", "2022-07-13")):
            assert "无法读写" in run(*words, cwd=disk, code=2).err
            filled.rename(disk / ".filler")
            assert {name: digest for name, digest in stands(disk).items() if name in before} == before
            (disk / ".filler").rename(filled)
        assert not list(disk.glob("issued/*/*"))
        filled.unlink()
        run("tick", ".", "--on", "2022-07-13", cwd=disk, code=(0, 1))
        run("issue", "2022-q1.yaml", *number, cwd=disk)
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def fill(file: Path) -> None:
    """Leave no byte free."""
    with file.open("wb", buffering=0) as stream:
        for size in (4096, 1):
            try:
                while stream.write(b"x" * size) == size:
                    pass
            except OSError:
                continue


@pytest.mark.parametrize("name", COMMANDS)
def test_a_folder_that_may_not_be_written_gets_a_word(name: str, tmp_path: Path) -> None:
    command = folder_for(name, tmp_path)
    for place in (tmp_path, *tmp_path.parents):
        if place.is_relative_to(Path(os.environ.get("TMPDIR", "/tmp"))) and place.owner() == Path.home().owner():
            place.chmod(0o755)
    if os.getuid():
        for place in [tmp_path, *tmp_path.rglob("*")]:
            place.chmod(0o555 if place.is_dir() else 0o444)
    _, attempt = hurt("nobody", tmp_path, command)
    assert attempt["codes"] == [2], attempt
    assert "无法读写" in attempt["said"][0]
    assert "没有权限" in attempt["said"][0] or "ermission" in attempt["said"][0]


def test_of_four_issues_at_once_one_wins(tmp_path: Path) -> None:
    command = folder_for("issue", tmp_path)
    _, attempt = hurt("twice:4", tmp_path, command)
    assert sorted(attempt["codes"]) == [0, 2, 2, 2]
    assert sum("已经印发" in said for said in attempt["said"]) == 3
    assert "4份档案完好" in run("verify", cwd=tmp_path).out


def test_two_daily_runs_at_once_tell_everything_once(tmp_path: Path) -> None:
    with hook() as receiver:
        folder_for("tick", tmp_path)
        url = f"json://127.0.0.1:{receiver.port}/x"
        words = ("tick", ".", "--on", "2022-07-13", "--to", url)
        _, attempt = hurt("twice:3", tmp_path, Command(words, ()))
        first, rest = receiver.got[: len(receiver.got) // 2], receiver.got[len(receiver.got) // 2 :]
    assert attempt["codes"] == [1, 1, 1]
    assert [message["title"] for message in first] == [
        message["title"] for message in rest
    ]  # unhurt, then of the three
    assert len({message["title"] for message in rest}) == len(rest) > 1


def test_an_earlier_period_that_is_missing_is_said(tmp_path: Path) -> None:
    archive(tmp_path)
    shutil.rmtree(tmp_path / "issued" / PLAN / "2022-Q2")
    (tmp_path / "2022-q2.yaml").unlink()
    ended = run("run", "2022-q4.yaml", "--on", DAYS["2022-q4"], "--format", "md", cwd=tmp_path, code=(0, 1))
    assert "2022-Q2没有报送文件" in ended.said
    (tmp_path / "2022-q2.yaml").write_text("", "utf-8")
    shutil.rmtree(tmp_path / "issued" / PLAN / "2022-Q4")
    (tmp_path / "2022-q2.yaml").unlink()
    number = ("--number", "冶质强办发〔2023〕1号")
    said = run("issue", "2022-q4.yaml", "--on", DAYS["2022-q4"], *number, cwd=tmp_path).err
    assert "2022-Q2没有报送文件" in said
    assert "2022-Q2从未印发过" in said
    assert "档案有" in said or "处问题" in said


def test_a_year_that_vanished_from_the_calendar_is_said_when_it_is_issued(tmp_path: Path) -> None:
    report(office(tmp_path), "2022-q1")
    (tmp_path / "indicators/calendar.yaml").write_text(
        "'2021': {notice: 国办发明电〔2020〕27号, holidays: [], workdays: []}\n", "utf-8"
    )
    number = ("--number", "冶质强办发〔2022〕1号")
    assert "[W-CAL]" in run("issue", "2022-q1.yaml", "--on", DAYS["2022-q1"], *number, cwd=tmp_path).err
