"""What is no file is not waited for, and folders without end are not searched."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.files import disk
from tests.command import Q4, ROOT, run

FORM = ("huangshi-public-service", "--period", "2023-Q1", "--out", "unused", "--history")


def pipe(folder: Path) -> Path:
    path = folder / "2022-q4.yaml"
    os.mkfifo(path)
    return path


def device(folder: Path) -> Path:
    path = folder / "2022-q4.yaml"
    path.symlink_to("/dev/zero")
    return path


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in folders")
@pytest.mark.parametrize("made", [pipe, device])
@pytest.mark.parametrize("command", ["run", "lint", "collect", "circular"])
def test_a_pipe_and_a_device_get_a_word(command: str, made: Callable[[Path], Path], tmp_path: Path) -> None:
    said = run(command, made(tmp_path), code=2).err
    assert "2022-q4.yaml" in said
    assert "设备或管道" in said


def test_a_pipe_among_the_earlier_files_is_not_waited_for(tmp_path: Path) -> None:
    pipe(tmp_path)
    (tmp_path / "2022-q3.yaml").write_bytes((ROOT / Q4).read_bytes())
    run("run", tmp_path / "2022-q3.yaml", "--on", "2023-01-25", code=(0, 1, 2))


@pytest.mark.parametrize("command", ["run", "lint", "collect", "form"])
def test_a_folder_of_too_many_files_gets_a_word(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "MOST_NAMES", 200)
    many = tmp_path / "many"
    many.mkdir()
    for number in range(201):
        (many / f"{number}.yaml").touch()
    said = run(command, *(FORM if command == "form" else ()), many, code=2).err
    assert "many" in said
    assert "超过200个" in said


def test_files_below_a_folder_are_counted_in_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.yaml").touch()
    assert disk.below(tmp_path) == [tmp_path / name / "1.yaml" for name in "abc"]
    monkeypatch.setattr(disk, "MOST_NAMES", 5)
    assert run("lint", tmp_path, code=2).err.count("超过5个") == 1


def test_a_catalogue_that_cannot_be_read_is_no_missing_plan(tmp_path: Path) -> None:
    """A link that leads nowhere: nobody knows which plans it held."""
    from shutil import copytree

    shelf = copytree(ROOT / "indicators", tmp_path / "indicators")
    file = shelf / "huangshi" / "public-service.yaml"
    file.unlink()
    file.symlink_to(tmp_path / "gone.yaml")
    said = run("run", Q4, "--indicators", shelf, code=2).err
    assert "public-service.yaml" in said
    assert "没有这个文件" in said
