"""Files are written whole, by one writer at a time, and stay what they were: rights, links, the name that is told."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from checker.files import writing
from checker.message import Fault
from tests.command import ROOT, environment


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o755])
def test_a_changed_file_keeps_its_rights(mode: int, tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("old")
    file.chmod(mode)
    writing.write(file, "new")
    assert file.read_text() == "new"
    assert file.stat().st_mode & 0o777 == mode


def test_a_new_file_has_the_rights_of_new_files(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    writing.write(tmp_path / "a.yaml", "new")
    assert (tmp_path / "a.yaml").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_what_is_behind_a_link_is_changed_and_the_link_stays(tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    shared = tmp_path / "shared" / "q4.yaml"
    shared.write_text("old")
    link = tmp_path / "q4.yaml"
    link.symlink_to(Path("shared") / "q4.yaml")
    writing.write(link, "new")
    assert link.is_symlink()
    assert shared.read_text() == "new"
    assert left(tmp_path / "shared") == ["q4.yaml"]


def test_a_link_that_leads_nowhere_yet_is_followed(tmp_path: Path) -> None:
    link = tmp_path / "q4.yaml"
    link.symlink_to(tmp_path / "shared" / "q4.yaml")
    writing.write(link, "new", new=True)
    assert (tmp_path / "shared" / "q4.yaml").read_text() == "new"


def test_links_in_a_circle_are_an_error_of_the_file(tmp_path: Path) -> None:
    link = tmp_path / "q4.yaml"
    link.symlink_to(link)
    with pytest.raises(OSError, match=r"q4\.yaml") as caught:
        writing.write(link, "new")
    assert caught.value.errno == errno.ELOOP


def test_a_device_is_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Fault, match=r"write\.no-file"):
        writing.write(tmp_path / "pipe", "new")


@pytest.mark.parametrize("name", ["fsync", "chmod", "replace"])
def test_an_error_of_the_disk_names_the_file_that_was_meant(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "/tmp/.something")

    file = tmp_path / "a.yaml"
    file.write_text("old")
    monkeypatch.setattr(os, name, full)
    with pytest.raises(OSError, match="No space") as caught:
        writing.write(file, "new")
    monkeypatch.undo()
    assert caught.value.filename == str(file)
    assert file.read_text() == "old"
    assert left(tmp_path) == ["a.yaml"]


def test_where_one_of_several_files_finds_no_room_none_is_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [tmp_path / name for name in ("a", "b", "c")]
    for file in files:
        file.write_text("old")
    done = []

    def full(handle: int, real: object = os.fsync) -> None:
        done.append(handle)
        if len(done) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space") as caught:
        writing.write_all(dict.fromkeys(files, "new"))
    monkeypatch.undo()
    assert caught.value.filename == str(files[2])
    assert [file.read_text() for file in files] == ["old"] * 3
    assert left(tmp_path) == ["a", "b", "c"]
    writing.write_all(dict.fromkeys(files, "new"))
    assert [file.read_text() for file in files] == ["new"] * 3
    assert left(tmp_path) == ["a", "b", "c"]


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_is_made_by_one_only(links: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on disks that know no second name of a file."""

    def refused(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    if not links:
        monkeypatch.setattr(os, "link", refused)
    file = tmp_path / "a.yaml"
    writing.write(file, "first", new=True)
    with pytest.raises(FileExistsError) as caught:
        writing.write(file, "second", new=True)
    assert caught.value.filename == str(file)
    assert file.read_text() == "first"
    assert left(tmp_path) == ["a.yaml"]


@pytest.mark.parametrize("length", [243, 255])
def test_the_longest_names_can_be_written(length: int, tmp_path: Path) -> None:
    file = tmp_path / ("a" * length)
    writing.write(file, "new")
    assert left(tmp_path) == [file.name]


def added(file: Path, times: int) -> None:
    for _ in range(times):
        with writing.locked(file):
            writing.write(file, f"{int(file.read_text()) + 1}")


def test_nothing_is_lost_of_what_several_add_to_one_file(tmp_path: Path) -> None:
    """Each replaces the file that the others wait for."""
    file = tmp_path / "count"
    file.write_text("0")
    threads = [threading.Thread(target=added, args=(file, 8)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.read_text() == "32"
    assert left(tmp_path) == ["count"]


def test_who_does_not_want_to_wait_is_told_of_the_file(tmp_path: Path) -> None:
    file = tmp_path / "count"
    file.write_text("0")
    with writing.locked(file):
        with pytest.raises(writing.Busy) as caught, writing.locked(file, wait=0):
            pass
        assert caught.value.message.facts == {"file": file}
    with writing.locked(file, wait=0):
        pass


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), writing.locked(tmp_path / "gone"):
        pass
    assert left(tmp_path) == []


def test_a_lock_goes_with_its_process(tmp_path: Path) -> None:
    """A folder is held by a file in it, which may stay: what counts is the kernel's lock."""
    code = (
        "import sys, time; from pathlib import Path; from checker.files import writing\n"
        "with writing.locked(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", code, tmp_path], stdout=subprocess.PIPE, text=True, cwd=ROOT,
                              env=environment({}))  # fmt: skip
    assert holder.stdout is not None
    with holder:
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(writing.Busy), writing.locked(tmp_path, wait=0.05):
            pass
        holder.kill()
    began = time.monotonic()
    with writing.locked(tmp_path, wait=5):
        assert time.monotonic() - began < 5
