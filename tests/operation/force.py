"""Does violence to a command and says what stood afterwards: python -m tests.operation.force HOW FOLDER COMMAND…

A process of its own without threads, so that it may fork: each attempt begins with the folder as it was, runs the
command in a child, and hurts it there. Prints one JSON object an attempt: how the child ended and what it said.

HOW: `steps` kills before the n-th change of the disk, for every n; `instants:N` kills N times at a random moment;
`short:BYTES` lets no file grow beyond so many bytes, as on a full disk; `nobody` takes the rights to write away;
`twice:N` runs N at once.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from checker.cli import main as plancheck
from checker.operation import paperwork, posting

CHANGES = ("open", "write", "fsync", "rename", "replace", "link", "unlink", "mkdir", "rmdir")
"""What of `os` changes a disk; a file that `Path.open` writes is synced by `os.fsync`, so nothing is passed by."""


def child(command: Sequence[str], folder: Path, hurt: Callable[[], None]) -> tuple[int, int]:
    """Start the command in a child that was hurt before; returns it with the pipe that it speaks into."""
    reading, writing = os.pipe()
    process = os.fork()
    if process:
        os.close(writing)
        return process, reading
    os.dup2(writing, 1)
    os.dup2(writing, 2)
    code = 99
    try:
        os.chdir(folder)
        hurt()
        plancheck(list(command))
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 98
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def warm(command: Sequence[str], folder: Path) -> None:
    """Run the command once in this process: what it loads its children share.

    Papers are a few bytes from here on, and no notice goes out: apprise's threads would not survive a fork.
    """
    paperwork.papers = lambda *_: {paperwork.CIRCULAR: b"PK" * 500}
    posting.check, posting.send = lambda to: None, lambda *_: "refused"
    here, out = Path.cwd(), os.dup(1)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    os.chdir(folder)
    try:
        plancheck(list(command))
    except SystemExit:
        sys.stdout.flush()
    os.chdir(here)
    os.dup2(out, 1)


def ended(started: tuple[int, int]) -> tuple[int, str]:
    """How a child ended (its code, or the negative number of its signal) and what it said."""
    process, reading = started
    with os.fdopen(reading, encoding="utf-8", errors="replace") as stream:
        said = stream.read()
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status), said


def counted(limit: int) -> Callable[[], None]:
    """Kill before change number `limit`."""

    def hurt() -> None:
        reached = 0

        def wrapped(name: str) -> Callable[..., Any]:
            real = getattr(os, name)

            def changing(*given: Any, **more: Any) -> Any:
                nonlocal reached
                if name == "open" and not (len(given) > 1 and given[1] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)):
                    return real(*given, **more)
                reached += 1
                if reached == limit:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*given, **more)

            return changing

        for name in CHANGES:
            setattr(os, name, wrapped(name))

    return hurt


def short(most: int) -> Callable[[], None]:
    """Let no file grow beyond so many bytes: what is written beyond fails as on a full disk."""

    def hurt() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    return hurt


def nobody() -> None:
    """Become somebody who may read, and write nothing."""
    if os.getuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


class Attempts:
    """A folder as it was, and attempts on copies of it (each in the same place, so that all say the same)."""

    def __init__(self, folder: Path, command: Sequence[str]) -> None:
        self.folder, self.command = folder, command
        self.before = Path(tempfile.mkdtemp(prefix="plancheck-force-")) / "before"
        shutil.copytree(folder, self.before, symlinks=True)

    def restore(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self.before, self.folder, symlinks=True)

    def start(self, hurt: Callable[[], None] = lambda: None) -> tuple[int, int]:
        return child(self.command, self.folder, hurt)

    def tell(self, how: str, ends: Sequence[tuple[int, str]]) -> None:
        codes, said = [code for code, _ in ends], [words for _, words in ends]
        print(json.dumps({"how": how, "codes": codes, "said": said, "stands": stands(self.folder)}))  # noqa: T201


def stands(folder: Path) -> dict[str, str]:
    """Every file with its content (or the digest of a long one); what is hidden is nobody's output."""
    from hashlib import sha256

    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not any(part.startswith(".") for part in Path(name).parts):
            found[name] = sha256(path.read_bytes()).hexdigest()
    return found


def run(how: str, folder: Path, command: Sequence[str]) -> None:
    word, _, number = how.partition(":")
    attempts = Attempts(folder, command)
    if word != "twice":
        warm(command, folder)
        attempts.restore()
    started = time.monotonic()
    attempts.tell("unhurt", [ended(attempts.start())])
    whole, chance = time.monotonic() - started, random.Random(7)
    if word == "steps":
        n, code = 0, -signal.SIGKILL
        while code == -signal.SIGKILL:
            n += 1
            attempts.restore()
            code, said = ended(attempts.start(counted(n)))
            attempts.tell(f"step {n}", [(code, said)])
    elif word == "instants":
        for n in range(int(number)):
            attempts.restore()
            process = attempts.start()
            time.sleep(chance.uniform(0, whole * 1.05))
            os.kill(process[0], signal.SIGKILL)
            attempts.tell(f"instant {n}", [ended(process)])
    elif word == "twice":
        attempts.restore()
        processes = [attempts.start() for _ in range(int(number))]
        attempts.tell(word, [ended(process) for process in processes])
    else:
        attempts.restore()
        attempts.tell(word, [ended(attempts.start(short(int(number)) if word == "short" else nobody))])


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
