"""A bag set down: built aside, every file and folder synced, then one rename. Half a bag never stands."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from checker.message import fault
from checker.operation.bag import TAGS

ASIDE = ".making-"


def clear(plan: Path) -> None:
    """Take away what a killed run left unfinished. The caller holds the archive."""
    for path in plan.glob(f"{ASIDE}*"):
        shutil.rmtree(path)


def stand(plan: Path, name: str, files: Mapping[str, bytes], sign: str = "") -> Path:
    """Write a bag into its plan's folder, signed by a command if one is given. The caller holds the archive.

    Errors: Fault where the bag is there already or the command fails; OSError. After an error nothing is left.
    """
    target, aside = plan / name, plan / f"{ASIDE}{name}"
    _keep_bytes(plan.parent)
    if target.exists():
        raise fault("issue.exists", bag=f"{plan.name}/{name}")
    try:
        aside.mkdir(parents=True)
        for file, content in files.items():
            _write(aside / file, content)
        if sign:
            _signed(aside, sign)
        for folder in (*(path for path in aside.rglob("*") if path.is_dir()), aside):
            _sync(folder)
        aside.rename(target)  # onto a bag that another has set down meanwhile it fails by itself
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _sync(plan)
    _sync(plan.parent)
    return target


def _keep_bytes(archive: Path) -> None:
    """Tell git to change no line end below an archive."""
    from checker.files import writing

    file = archive / ".gitattributes"
    if not file.exists():
        writing.write(file, "* -text\n")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    """Let a folder know of what is in it for good; Windows does so by itself and opens no folder."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _signed(aside: Path, sign: str) -> None:
    """Run the office's own command on the tagmanifest; it writes a file beside it, or the signature to its output."""
    before = set(aside.iterdir())
    try:
        command = shlex.split(sign)
    except ValueError as error:
        raise fault("issue.sign", command=sign, why=str(error)) from None
    done = subprocess.run([*command, str(aside / TAGS)], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    if done.returncode:
        why = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise fault("issue.sign", command=sign, why=why[-1] if why else str(done.returncode))
    made = sorted(set(aside.iterdir()) - before)
    if not made and not done.stdout:
        raise fault("issue.unsigned", command=sign)
    if not made:
        _write(aside / f"{TAGS}.sig", done.stdout)
    for path in made:
        if not path.name.startswith(f"{TAGS}."):
            path.rename(aside / f"{TAGS}.{path.name}")
    for path in aside.glob(f"{TAGS}.*"):
        with path.open("rb") as stream:
            os.fsync(stream.fileno())
