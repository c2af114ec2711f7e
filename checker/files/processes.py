"""Several processes for much work: one a processor, at most eight; whoever interrupts the program ends them all."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

MOST = 8


def workers() -> int:
    """How many processes pay here."""
    known = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(known, MOST)


def forks() -> bool:
    """Tell whether workers begin with all that is loaded; elsewhere they begin afresh."""
    return sys.platform == "linux"


def context() -> Any:
    """How processes are started here."""
    import multiprocessing

    return multiprocessing.get_context("fork" if forks() else None)


@contextmanager
def pool(begin: Callable[..., object] | None = None, *state: object) -> Iterator[ProcessPoolExecutor]:
    """Open a pool whose workers call `begin` with `state` first; what they have not begun is dropped at the end."""
    from concurrent.futures import ProcessPoolExecutor

    made = ProcessPoolExecutor(workers(), context(), _begun, (begin, state))
    try:
        yield made
    finally:
        made.shutdown(cancel_futures=True)  # whoever presses Ctrl-C need not wait for the rest


def _begun(begin: Callable[..., object] | None, state: tuple[object, ...]) -> None:
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if begin is not None:
        begin(*state)
