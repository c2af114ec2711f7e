"""Reporters: one module a format; the folder is the registry. Each imports its heavy library only when it is used.

A reporter has `SUFFIX` (of the file it makes) and `render(views, template)`; it shows, it never judges. Formats that
are no text return bytes and are written into `--out` only. One that can draw any tables has `page(page)`, too; one
whose text may be very long gives it bit by bit as `pieces(views)`.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from checker.model.tables import Page
from checker.words.view import View


class Reporter(Protocol):
    """What a reporter module offers."""

    SUFFIX: str

    def render(self, views: Sequence[View], template: Path | None = None) -> str | bytes:
        """Show one or several assessments, with an office's own template where the format takes one."""


def names() -> list[str]:
    """Name the formats; the table comes first."""
    found = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return sorted(found, key=lambda name: name != "table")


def load(name: str) -> Reporter:
    """Return one reporter by its name; `name` must be one of `names()`."""
    return cast(Reporter, import_module(f"{__name__}.{name}"))


def paged() -> list[str]:
    """Name the formats that can draw a page of tables."""
    return [name for name in names() if hasattr(load(name), "page")]


def drawn(name: str, page: Page) -> str | bytes:
    """Draw a page of tables in a format that is one of `paged()`."""
    draw: Callable[[Page], str | bytes] = import_module(f"{__name__}.{name}").page
    return draw(page)
