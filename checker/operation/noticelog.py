"""`notices.jsonl`: what was meant, sent and failed, a line each, with running numbers. Lines are only added.

The promise is "at least once, and recognisable": who is killed between sending and writing sends the same number again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from checker.locale import Speaker
from checker.message import fault
from checker.operation.notices import CHANGE, Notice

FILE = "notices.jsonl"
_BEGINNING = b'{"event": "'


class Recipient(NamedTuple):
    """An address, for one unit's notices or (without a unit) for all."""

    url: str
    unit: str = ""

    @property
    def digest(self) -> str:
        """What the log says instead of an address, which may hold a secret."""
        return hashlib.sha256(self.url.encode()).hexdigest()[:16]


class Sending(NamedTuple):
    """One notice to one address: its number, its text, and whether it was tried before."""

    number: int
    unit: str
    title: str
    body: str
    again: bool


class Told(NamedTuple):
    """What became of it; `why` is empty where it went."""

    sending: Sending
    why: str


Entry = dict[str, Any]
Key = tuple[str, ...]
Send = Callable[[str, str, str], str]
"""(address, title, body) → why it failed; empty where it went."""


def read(log: Path) -> list[Entry]:
    """Read the log; a last line that a kill cut short says nothing. Errors: Fault where it is no log; OSError."""
    if not log.exists():
        return []
    made: list[Entry] = []
    lines = log.read_bytes().split(b"\n")
    for n, line in enumerate(lines, 1):
        try:
            entry = json.loads(line) if line.strip() else None
            if entry is not None:
                _ = entry["event"], int(entry["number"]), entry["to"]
                made.append(entry)
        except (ValueError, KeyError, TypeError):
            if any(rest.strip() for rest in lines[n:]) and not _cut(line):
                raise fault("notices.unreadable", file=log, line=n) from None
    return made


def _cut(line: bytes) -> bool:
    """Tell whether a line is the beginning of one of ours: what was cut short once stays in the middle."""
    return _BEGINNING.startswith(line[: len(_BEGINNING)])


def pending(
    log: Path, made: Iterable[Notice], recipients: Sequence[Recipient], day: str
) -> tuple[list[Entry], list[tuple[Recipient, Sending]]]:
    """What is to be written as meant, and what is to be sent: the new, and what was meant and never went.

    A reminder that is not due any more (its unit has reported, or the next one says more) is not sent again.
    """
    known, notices = read(log), list(made)
    meant = {_key(entry): entry for entry in known if entry["event"] == "meant"}
    fresh = _fresh(notices, recipients, meant, max((int(entry["number"]) for entry in known), default=0), day)
    meant |= {_key(entry): entry for entry in fresh}
    sent = {(entry["number"], entry["to"]) for entry in known if entry["event"] == "sent"}
    tried = {(entry["number"], entry["to"]) for entry in known}
    texts: dict[Key, Notice] = {(n.plan, n.period, n.unit, n.kind, n.key): n for n in notices}
    todo = []
    for recipient in recipients:
        for key, entry in meant.items():
            place, now = (entry["number"], entry["to"]), texts.get(key[:-1])
            if entry["to"] != recipient.digest or place in sent or (entry["kind"] != CHANGE and now is None):
                continue
            title, body = (now.title, now.body) if now else (entry["title"], entry["body"])
            todo.append((recipient, Sending(entry["number"], entry["unit"], title, body, place in tried)))
    return fresh, sorted(todo, key=lambda pair: pair[1].number)


def _fresh(
    made: Iterable[Notice], recipients: Sequence[Recipient], known: Mapping[Key, Entry], number: int, day: str
) -> list[Entry]:
    """Number what was never meant; whoever joins later gets the number that the others know."""
    fresh: list[Entry] = []
    numbers = {key[:-1]: int(entry["number"]) for key, entry in known.items()}
    for notice in made:
        lines = [_meant(notice, r, day) for r in recipients if r.unit in ("", notice.unit)]
        lines = [line for line in lines if _key(line) not in known]
        if lines and _key(lines[0])[:-1] not in numbers:
            number += 1
        for line in lines:
            line["number"] = numbers.get(_key(line)[:-1], number)
        fresh += lines
    return fresh


def _meant(notice: Notice, recipient: Recipient, day: str) -> Entry:
    return {"event": "meant", "number": 0, "to": recipient.digest, "day": day, **notice._asdict()}


def _key(entry: Entry) -> Key:
    return tuple(str(entry.get(name)) for name in ("plan", "period", "unit", "kind", "key", "to"))


def append(log: Path, entries: Sequence[Entry]) -> None:
    """Add lines and see them on the disk; what a kill had cut short ends where it is. Errors: OSError."""
    if not entries:
        return
    log.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries).encode()
    with log.open("ab+") as stream:
        end = stream.seek(0, os.SEEK_END)
        if end:
            stream.seek(end - 1)
            text = text if stream.read(1) == b"\n" else b"\n" + text
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def deliver(log: Path, todo: Iterable[tuple[Recipient, Sending]], send: Send, day: str, say: Speaker) -> list[Told]:
    """Send, and write after each what became of it. The caller holds the log's folder. Errors: OSError."""
    told = []
    for recipient, sending in todo:
        why = send(recipient.url, *text(sending, say))
        event = {"event": "failed" if why else "sent", "number": sending.number, "to": recipient.digest, "day": day}
        append(log, [{**event, "why": why} if why else event])
        told.append(Told(sending, why))
    return told


def text(sending: Sending, say: Speaker) -> tuple[str, str]:
    """Title and body with the running number; what was tried before says so."""
    title = say("notice.number", number=sending.number, title=sending.title)
    return title, sending.body + ("\n" + say("notice.again", number=sending.number) if sending.again else "")
