"""Whose paper it is: what a person says on the command line, else what the office's file says, else a blank to fill in.

The head and the number are always of one office. What nobody knows is ×, never another office's name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from checker.message import Message
from checker.reading.office import Office
from checker.words.view import View

BLANK = "×"
_NAME = BLANK * 4
_SERIAL = re.compile(r"〔(\d{4})〕(\d+)号")


class Letterhead(NamedTuple):
    """What a person decides of a paper; empty takes what the office's file says.

    `number` is a whole number or the running number alone; `final` takes the mark 草稿 off; `witness` is a digest by
    which copies of this paper witness to the archive of the one before; `full` adds the list of all indicators.
    """

    day: date
    number: str = ""
    issuer: str = ""
    to: str = ""
    cc: str = ""
    final: bool = False
    witness: str = ""
    full: bool = False


class Head(NamedTuple):
    """A letterhead with every field filled, by a blank where nobody knows it."""

    issuers: tuple[str, ...]
    called: str
    number: str
    to: str
    cc: str
    note: str
    phone: str
    printed_by: str


def resolved(letter: Letterhead, office: Office, mark: str = "circular", count: int = 0) -> Head:
    """Fill a letterhead in; `mark` says whose 发文代字, `count` how many papers of a row come before this one."""
    name = letter.issuer or office.name or _NAME
    own = not letter.issuer or letter.issuer == office.name
    return Head(
        issuers=tuple(re.split(r"[、,，;；]", name)),
        called=office.short if own else "",
        number=number(letter.number, office.marks.get(mark, BLANK), letter.day.year, count),
        to=(letter.to or office.to or _NAME).rstrip("：:"),
        cc=(letter.cc or "，".join(office.cc)).rstrip("。."),
        note=office.note.strip("（）()"), phone=office.phone,
        printed_by=office.printed_by or name,
    )  # fmt: skip


def number(given: str, mark: str, year: int, count: int = 0) -> str:
    """The document number: `3` takes the office's mark and the year; later papers of a row count on from it."""
    if given.isdigit():
        return f"{mark}〔{year}〕{int(given) + count}号"
    if not given:
        return f"{mark}〔{year}〕{BLANK}号"
    serials = list(_SERIAL.finditer(given))
    if not serials:
        return given if not count else f"{given}-{count + 1}"
    last = serials[-1]
    return given[: last.start(2)] + str(int(last[2]) + count) + given[last.end(2) :]


def numbered(letter: Letterhead, office: Office, mark: str = "circular") -> Message | None:
    """Say what a final paper's number lacks: all of it, or the 发文代字 before a running number."""
    if not letter.number.strip():
        return Message("paper.final")
    if BLANK not in resolved(letter, office, mark).number:
        return None
    return Message("paper.final.mark" if letter.number.isdigit() else "paper.final", {"number": letter.number})


_FIELDS = (("name", "issuer"), ("mark", "number"), ("to", "to"), ("cc", "cc"), ("phone", ""))


def blanks(letter: Letterhead, office: Office, mark: str = "circular") -> list[Message]:
    """Name what neither the command line nor the office's file says, as messages."""
    missing = []
    for field, option in _FIELDS:
        given = str(getattr(letter, option)) if option else ""
        if mark != "circular" and field in ("to", "cc"):
            continue
        known = office.marks.get(mark, "") if field == "mark" else "".join(getattr(office, field))
        if field == "mark" and given.isdigit():
            given = ""  # a running number alone needs the office's mark
        if not (known or given):
            missing.append(Message(f"paper.blank.{field}"))
    return missing


def doubts(views: Sequence[View], letter: Letterhead, mark: str = "circular") -> Iterator[Message]:
    """What a person should look at before the paper leaves the house."""
    office = views[0].office
    own = office.marks.get(mark, "")
    head, serial = resolved(letter, office, mark), _SERIAL.search(letter.number)
    marked = letter.number[: serial.start()] if serial else ""
    foreign = bool(letter.issuer) and letter.issuer != office.name
    if own and ((marked and marked != own) or (foreign and (not marked or marked == own))):
        yield Message("paper.doubt.mark", {"head": "、".join(head.issuers), "number": head.number, "mark": own})
    yield from _number(letter, head, marked, own)
    for title, issued in dict.fromkeys((v.assessment.plan.title, v.assessment.plan.document["issued"]) for v in views):
        if date.fromisoformat(issued) > letter.day:
            facts = {"day": letter.day, "issued": issued, "title": title}
            yield Message("paper.doubt.older", facts)
    yield from _places(views)
    for view in views:
        a = view.assessment
        if a.due < a.on <= a.grace_end:
            yield Message("paper.doubt.grace", {"title": a.plan.title, "until": a.grace_end})
    if years := uncalendared(views, letter.day):
        yield Message("paper.doubt.calendar", {"years": Message("list", {"words": years})})


def _number(letter: Letterhead, head: Head, marked: str, own: str) -> Iterator[Message]:
    """A number as papers write it, of the year of its paper; whose mark it bears may be known to nobody."""
    serial = _SERIAL.search(head.number)
    if letter.number and not serial and BLANK not in head.number:
        yield Message("paper.doubt.form", {"number": head.number})
    if serial and int(serial[1]) != letter.day.year:
        yield Message("paper.doubt.year", {"number": head.number, "day": letter.day})
    if marked and not own:
        yield Message("paper.doubt.unmarked", {"head": "、".join(head.issuers), "mark": marked})


def _places(views: Sequence[View]) -> Iterator[Message]:
    """Localities in one paper answer to one superior, or are one above the other."""
    known, keys = views[0].library.localities, dict.fromkeys(view.assessment.plan.locality for view in views)
    above = {key: known.get(key, {}).get("parent", "") for key in keys}
    superiors = {key if key in above.values() else parent for key, parent in above.items()}
    if len(superiors) > 1:
        names = [known.get(key, {}).get("name", key) for key in keys]
        yield Message("paper.doubt.places", {"names": Message("list", {"words": names})})


def uncalendared(views: Sequence[View], day: date) -> list[int]:
    """The years of the paper's dates for which no holidays are known."""
    calendar, years = views[0].library.calendar, set[int]()
    for view in views:
        a = view.assessment
        years |= set(calendar.unlisted(a.cut_off, a.grace_end)) | set(calendar.unlisted(day, day + timedelta(days=15)))
    return sorted(years)
