"""What is wrong in a file, and where."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from checker.message import NO_FACTS


class Level(StrEnum):
    """How grave a finding is: a fault stops the run, a returned value and a warning do not."""

    FAULT = "fault"
    RETURNED = "returned"
    WARNING = "warning"


class Where(NamedTuple):
    """A place in a file; lines and columns count from 1, columns in characters."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Finding(NamedTuple):
    """Something wrong in a file: a message id (`finding.<code>`) with its facts, said in a language later."""

    code: str
    level: Level
    where: Where
    facts: Mapping[str, object] = NO_FACTS
    indicator: str = ""
    explained: bool = False
