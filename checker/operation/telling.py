"""Changes in lines for a terminal: what is lost and worse first, in words of whoever reads them."""

from __future__ import annotations

from collections.abc import Iterator

from checker.locale import Speaker
from checker.model import Light
from checker.operation.changes import Change, Since
from checker.operation.paperwork import told
from checker.words.view import SYMBOLS, View

WAYS = ("lost", "worse", "gone", "new", "other", "better")


def lines(view: View, since: Since) -> Iterator[str]:
    """Say what changed in a plan, or that nothing did."""
    say, old = view.say, since.old
    head = view.assessment.plan.title
    if old is None:
        yield say("since.nothing-known", plan=head)
        return
    facts = {"plan": head, "period": view.period(), "was": old["period"], "day": old["on"]}
    if not since.items:
        yield say("since.unchanged", **facts)
        return
    yield say("since.head", **facts, count=len(since.items))
    for way in WAYS:
        own = [change for change in since.items if change.way == way]
        if own:
            yield say(f"since.{way}", count=len(own))
            for change in own:
                yield "  " + line(change, say)


def line(change: Change, say: Speaker) -> str:
    """One change with the symbol of its light now; a value that is gone is no light to be glad of."""
    symbol = "！" if change.way == "lost" else SYMBOLS[Light(change.light)]
    return f"{symbol} {say.say(told(change, 'since.item'))}"
