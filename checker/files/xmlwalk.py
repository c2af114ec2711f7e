"""XML of strangers, walked once and bounded: no tree is built, nothing that it declares is followed.

Names come without their prefix; elements of other namespaces than the outermost one's, by its prefix, have none. The
names of attributes stand as in the file. A parser that knows namespaces would write a long address out at each element.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import IO
from xml.parsers import expat

from checker.files.book import Room, TooLarge

_CHUNK, _LONGEST = 1 << 18, 1 << 20  # bytes: read at a time; of one mark with all that it says
Started = Callable[[str, dict[str, str]], None]
Ended = Callable[[str], None]


class Declared(ValueError):
    """A document type: nothing that comes back has one."""


def walk(stream: IO[bytes], room: Room, started: Started, ended: Ended, text: Callable[[str], None]) -> None:
    """Walk over a part. Errors: TooLarge, Declared, expat.ExpatError, and what the stream raises."""
    parser = expat.ParserCreate()
    parser.buffer_text, parser.buffer_size = True, _CHUNK
    prefix = ""

    def first(name: str, said: dict[str, str]) -> None:
        nonlocal prefix
        prefix = name[: name.rfind(":") + 1]
        parser.StartElementHandler = begun
        begun(name, said)

    def begun(name: str, said: dict[str, str]) -> None:
        room.mark()
        started(local(name), said)

    def local(name: str) -> str:
        if prefix:
            return name.removeprefix(prefix) if name.startswith(prefix) else ""
        return "" if ":" in name else name

    def declared(*_: object) -> None:
        raise Declared("DOCTYPE")

    parser.StartElementHandler, parser.EndElementHandler = first, lambda name: ended(local(name))
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, declared
    fed = 0
    while chunk := stream.read(_CHUNK):
        room.bytes(len(chunk))
        fed += len(chunk)
        parser.Parse(chunk, False)
        if fed - parser.CurrentByteIndex > _LONGEST:  # a mark without end is looked at from its start again and again
            raise TooLarge("form-large")
    parser.Parse(b"", True)
