"""What is owed, in lines for a terminal and for lists: what went back apart from what is missing, joint leads once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from checker.model import Status, Verdict
from checker.words.text import WIDTH, listed
from checker.words.view import View

Groups = Mapping[tuple[str, ...], Sequence[Verdict]]
"""Verdicts by the units that answer for them together."""


class Owed(NamedTuple):
    """What has no value that counts though a report was asked for: sent back, or never come."""

    returned: tuple[Verdict, ...]
    missing: tuple[Verdict, ...]


def owed(view: View) -> Owed:
    """What is owed of what is shown, each indicator once, in the order of the plan."""
    owing = {v.indicator.id: v for _, verdicts in view.owed() for v in verdicts}
    found = [v for v in view.verdicts() if v.indicator.id in owing]
    back = tuple(v for v in found if v.status is Status.RETURNED)
    return Owed(back, tuple(v for v in found if v.status is not Status.RETURNED))


def by_leads(verdicts: Iterable[Verdict]) -> dict[tuple[str, ...], list[Verdict]]:
    """Group by the units that are asked together, most first; what several lead stands once, under all of them."""
    groups: dict[tuple[str, ...], list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.measure.asked, []).append(verdict)
    return dict(sorted(groups.items(), key=lambda pair: -len(pair[1])))


def lines(view: View, verdicts: Iterable[Verdict], wide: int = WIDTH, indent: str = "") -> Iterable[str]:
    """Each group of units with its indicators; lines break between them."""
    say = view.say
    for units, own in by_leads(verdicts).items():
        items = list(dict.fromkeys(f"{v.indicator.id} {v.indicator.name}" for v in own))
        head = indent + say("owed.line", unit=view.together(units), count=len(items), items="")
        yield from listed(head, items, say("join"), wide, indent + "    ")
