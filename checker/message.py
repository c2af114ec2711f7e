"""A message before it is said: an id with its facts. Kept apart so that `--help` loads nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

NO_FACTS: Mapping[str, object] = MappingProxyType({})


class Message(NamedTuple):
    """A message id with its facts; a reporter or the command line says it in a language."""

    id: str
    facts: Mapping[str, object] = NO_FACTS

    def __reduce__(self) -> tuple[type[Message], tuple[str, dict[str, object]]]:
        """Go from one process to another: no facts at all are a view, which cannot be pickled."""
        return Message, (self.id, dict(self.facts))


class Fault(Exception):
    """Ends a command: the one exception that carries a message to the boundary, where it is said in a language."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.id)
        self.message = message


def fault(name: str, /, **facts: object) -> Fault:
    """Make a fault of a message id and its facts."""
    return Fault(Message(name, facts))
