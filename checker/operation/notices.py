"""What is to be told to whom, from assessments in their published shape: changes and reminders, by lead unit.

A change is told where it concerns a yellow or red light or a value that is gone; a reminder comes some working days
before a report is due, on the first day after it and on the first after the grace, with all that the unit still owes.
Each has a key, so that whoever keeps a log tells it once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from checker.locale import Speaker
from checker.model import periods
from checker.model.workdays import Calendar
from checker.operation import changes, telling
from checker.operation.changes import Change, Shape

CHANGE = "change"
_OWED = ("pending", "unreported_grace", "unreported")
_BAD = ("yellow", "red")


class Notice(NamedTuple):
    """One message to one unit; `key` tells it from every other."""

    plan: str
    period: str
    unit: str
    kind: str
    key: str
    title: str
    body: str


def due(
    news: Sequence[Shape], olds: Sequence[Shape], calendar: Calendar, days: Sequence[int], say: Speaker
) -> list[Notice]:
    """List what the assessments give reason to tell: changes since the older ones, reminders for their own day."""
    made: list[Notice] = []
    for new in news:
        old = changes.last_of(new["plan"], new["period"], olds)
        if old is not None and old["period"] == new["period"]:
            made += _changes(old, new, say)
        made += _reminders(new, calendar, days, say)
    return made


def _changes(old: Shape, new: Shape, say: Speaker) -> Iterator[Notice]:
    """One notice a unit with all its changes."""
    groups: dict[str, list[Change]] = {}
    for change in changes.between(old, new):
        if _matters(change):
            for unit in change.leads:
                groups.setdefault(unit, []).append(change)
    for unit, own in groups.items():
        facts = _facts(new, unit, say)
        states = [[c.id, *(_state(c.old)), *(_state(c.new))] for c in own]
        body = [say("notice.change.head", **facts, count=len(own)), *(telling.line(change, say) for change in own)]
        yield Notice(new["plan"], new["period"], unit, CHANGE, _key(old["on"], states),
                     say("notice.change.title", **facts, count=len(own)), "\n".join(body))  # fmt: skip


def _matters(change: Change) -> bool:
    """What is merely not reported yet is for the reminders to say."""
    if change.way == "lost":
        return True
    if change.new is not None and change.new["reason"] in _OWED and change.new["status"] != "returned":
        return False
    lights = {verdict["light"] for verdict in (change.old, change.new) if verdict is not None}
    return bool(lights.intersection(_BAD)) or (change.new is not None and change.new["status"] == "returned")


def _state(verdict: Shape | None) -> tuple[str, ...]:
    return tuple(str(verdict[key]) for key in ("light", "reason", "status")) if verdict is not None else ()


def _reminders(new: Shape, calendar: Calendar, days: Sequence[int], say: Speaker) -> Iterator[Notice]:
    """One notice a unit for the stage that the day belongs to; stages that nobody was there for are past."""
    if "due" not in new or "grace_end" not in new:
        return
    stage = _stage(new, calendar, days)
    if not stage:
        return
    for unit, own in _owed(new).items():
        facts = {**_facts(new, unit, say), "count": len(own), "due": say.day(date.fromisoformat(new["due"])),
                 "grace": say.day(date.fromisoformat(new["grace_end"]))}  # fmt: skip
        kind = stage.partition("-")[0]
        body = [say(f"notice.{kind}.head", **facts)]
        body += [say("notice.owed", id=v["indicator"], name=v["name"], state=_why(v, say)) for v in own]
        title = say(f"notice.{kind}.title", **facts)
        yield Notice(new["plan"], new["period"], unit, kind, stage, title, "\n".join(body))


def _stage(new: Shape, calendar: Calendar, days: Sequence[int]) -> str:
    """Name the stage of the day: `before-N` working days before the report is due, `grace`, `late`; or none."""
    on, end = date.fromisoformat(new["due"]), date.fromisoformat(new["grace_end"])
    today = date.fromisoformat(new["on"])
    if today > end:
        return "late"
    if today > on:
        return "grace"
    if today <= date.fromisoformat(new["cut_off"]):
        return ""
    left = calendar.between(today, on)
    reached = [n for n in days if left <= n]
    return f"before-{min(reached)}" if reached else ""


def _owed(new: Shape) -> dict[str, list[Shape]]:
    """What each unit still owes; one target said twice is asked once."""
    groups: dict[str, list[Shape]] = {}
    for verdict in new["verdicts"]:
        if verdict["reason"] in _OWED and not verdict.get("same_target"):
            for unit in verdict["lead"]:
                groups.setdefault(unit, []).append(verdict)
    return groups


def _why(verdict: Shape, say: Speaker) -> str:
    return say("status.returned" if verdict["status"] == "returned" else f"reason.{verdict['reason']}")


def _facts(new: Shape, unit: str, say: Speaker) -> Mapping[str, object]:
    known = periods.parse(new["period"])
    words = new["period"]
    if known is not None:
        half = f".{known.index}" if known.every == "half" else ""
        words = say(f"period.{known.every}{half}", year=known.year, index=known.index)
    return {"plan": new["title"], "period": words, "unit": unit}


def _key(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()[:16]
