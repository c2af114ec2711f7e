"""Faults that end a run and are said in the reader's language at the boundary."""

from __future__ import annotations

from pathlib import Path

from checker.message import Message


class TemplateFault(Exception):
    """A template is wrong: `file`, `line` (0 if unknown) and what was found.

    Where the fault was recognised, `what` says it, `place` says where, and `known` are the names that exist.
    """

    def __init__(
        self, file: Path, line: int, found: str, what: Message | None = None, place: Message | None = None,
        known: tuple[str, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__(found)
        self.file, self.line, self.found = file, line, found
        self.what, self.place, self.known = what, place, known

    def message(self) -> Message:
        """Return the fault as a message."""
        if self.what is None or self.place is None:
            return Message("error.template", {"file": self.file, "line": self.line, "found": self.found})
        known = Message("template.known", {"names": Message("list", {"words": self.known})}) if self.known else ""
        return Message("template.fault", {"file": self.file, "place": self.place, "text": self.what, "known": known})
