"""Faults that end a run and are said in the reader's language at the boundary."""

from __future__ import annotations

from pathlib import Path


class TemplateFault(Exception):
    """A template is wrong: `file`, `line` (0 if unknown) and what was found."""

    def __init__(self, file: Path, line: int, found: str) -> None:
        super().__init__(found)
        self.file, self.line, self.found = file, line, found
