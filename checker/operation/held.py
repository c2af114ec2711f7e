"""One at a time: the kernel's lock on a folder, which ends with the process that holds it; no file, nothing stale."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.message import fault

WAIT = 60.0
_PAUSE = 0.2


@contextmanager
def held(folder: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold a folder; whoever comes second waits so many seconds, then: Fault. Errors: OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, until = os.open(folder, os.O_RDONLY), time.monotonic() + wait
    try:
        while not _taken(handle):
            if time.monotonic() >= until:
                raise fault("operation.held", folder=folder, seconds=f"{wait:g}")
            time.sleep(_PAUSE)
        yield
    finally:
        os.close(handle)


def _taken(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
