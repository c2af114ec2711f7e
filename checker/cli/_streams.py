"""The streams and signals of a process: closed ones, full ones, pipes whose reader has gone, Ctrl-C at any moment."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO

from checker.files import inert

GONE = 141
"""The code of a program whose reader has gone, as a shell tells it (128 + SIGPIPE): it says nothing of lights."""
_MODES = {"stdin": "r", "stdout": "w", "stderr": "w"}


def opened() -> None:
    """Open to nothing what whoever started the program has closed; the others write UTF-8, and no order to a screen."""
    for name, mode in _MODES.items():
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
            inert.shield(stream)


def told(text: str) -> None:
    """Say something on stderr; where it cannot be said, the code still tells."""
    import click

    with suppress(OSError):
        click.echo(text, err=True)


def ended(code: int) -> int:
    """Let go of what cannot be written any more, lest the interpreter try again and end with a code of its own."""
    for name in ("stdout", "stderr"):
        if not _written(getattr(sys, name)):
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123
    return code


def _written(stream: IO[str]) -> bool:
    try:
        stream.flush()
    except (OSError, ValueError):
        return False
    return True


@contextmanager
def interruptible() -> Iterator[None]:
    """Let Ctrl-C be said, where it was to end the process."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_DFL and sys.platform != "win32":
        signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
