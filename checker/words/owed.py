"""What units owe, in lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model import Verdict
from checker.words.text import WIDTH, listed
from checker.words.view import View


def unit_lines(view: View, name: str, verdicts: Iterable[Verdict], indent: str = "") -> Iterable[str]:
    """A unit with its indicators, each named once; lines break between them."""
    say = view.say
    items = list(dict.fromkeys(f"{v.indicator.id} {v.indicator.name}" for v in verdicts))
    head = indent + say("owed.line", unit=name, count=len(items), items="")
    return listed(head, items, say("join"), WIDTH, indent + "    ")
