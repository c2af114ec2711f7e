"""The choice: down the ranking, within the places of the round and the quotas of its rule.

Cases of one mark are taken or left together. Where places or a quota would part them, the whole tie is shown and the
choice stops there, until somebody has decided and says by which document (SPEC 14).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from checker.cases.reading import DEFAULT
from checker.cases.round import Case, Round, Rule
from checker.cases.scoring import Mark
from checker.message import Message
from checker.model.numbers import places, rounded
from checker.reading.library import Library


class Choice(NamedTuple):
    """What became of one case, and why in one sentence. `state`: in, out, open (a tie that is not decided) or apart."""

    case: Case
    state: str
    why: Message
    mark: Mark | None = None


class Chosen(NamedTuple):
    """The choice of a round: a sentence for every case; a tie's numbers and the places left to it."""

    choices: tuple[Choice, ...]
    tie: tuple[int, ...] = ()
    left: int = 0

    @property
    def cases(self) -> tuple[Case, ...]:
        """The chosen cases, in the order of the ranking."""
        return tuple(choice.case for choice in self.choices if choice.state == "in")


class _Taken(NamedTuple):
    """The cases taken so far, to be held against places and quotas."""

    rule: Rule
    library: Library
    cases: tuple[Case, ...] = ()

    @property
    def left(self) -> int:
        return self.rule.select - len(self.cases)

    def and_(self, case: Case) -> _Taken:
        return self._replace(cases=(*self.cases, case))

    def full(self, case: Case) -> Message | None:
        """The quota that keeps a case out."""
        own = counted_at(case.locality, self.rule.counted_at, self.library)
        there = [counted_at(other.locality, self.rule.counted_at, self.library) for other in self.cases]
        alike = [other.domain for other in self.cases]
        for quotas, taken, key, known, name in (
            (self.rule.of_locality, there, own, self.library.localities, "cases.full.locality"),
            (self.rule.of_domain, alike, case.domain, self.library.domains, "cases.full.domain"),
        ):
            most = quotas.get(key, quotas.get(DEFAULT))
            if key and most is not None and taken.count(key) >= most:
                return Message(name, {"name": known[key]["name"] if key in known else key, "most": most})
        return None

    def all_of(self, cases: Sequence[Case]) -> _Taken | None:
        """With these as well; None where places or a quota would take some of them only."""
        taken = self
        for case in cases:
            if not taken.left or taken.full(case):
                return None
            taken = taken.and_(case)
        return taken


def choose(made: Round, rule: Rule, ranked: Sequence[Mark], library: Library) -> Chosen:
    """Choose; cases without a mark, withdrawn and refused ones come last with their reason."""
    say = _Teller(ranked)
    taken, choices, tie = _Taken(rule, library), list[Choice](), tuple[int, ...]()
    for _, tied in groupby(ranked, key=lambda mark: mark.total):
        group = list(tied)
        if tie:
            choices += [say.told(mark, "open", "cases.waits") for mark in group]
            continue
        taken, more, tie = _group(group, taken, made, say)
        choices += more
    known = {choice.case.number for choice in choices}
    choices += [_apart(case) for case in made.cases if case.number not in known]
    return Chosen(tuple(choices), tie, taken.left if tie else 0)


class _Teller(NamedTuple):
    """Tells a choice with rank and mark, so that different marks look different."""

    ranked: Sequence[Mark]

    def told(self, mark: Mark, state: str, name: str, **facts: object) -> Choice:
        shown = points(mark.total, [other.total for other in self.ranked])
        return Choice(mark.case, state, Message(name, {"rank": mark.rank, "total": shown, **facts}), mark)


def _group(group: list[Mark], taken: _Taken, made: Round, say: _Teller) -> tuple[_Taken, list[Choice], tuple[int, ...]]:
    """Take or leave the cases of one mark; the third value names a tie across the line that nobody has decided."""
    if not taken.left:
        return taken, [say.told(mark, "out", "cases.below", select=taken.rule.select) for mark in group], ()
    full = [(mark, taken.full(mark.case)) for mark in group]
    out = [say.told(mark, "out", "cases.quota", why=why) for mark, why in full if why]
    free = [mark for mark, why in full if not why]
    together = taken.all_of([mark.case for mark in free])
    if together is not None:
        return together, [*(say.told(mark, "in", "cases.in") for mark in free), *out], ()
    if made.decided is None:
        numbers = tuple(mark.case.number for mark in free)
        listed = Message("list", {"words": list(map(str, numbers))})
        left = min(taken.left, len(free) - 1)
        return (
            taken,
            [*(say.told(mark, "open", "cases.tie", numbers=listed, left=left) for mark in free), *out],
            numbers,
        )
    choices = []
    for mark in free:
        chosen = mark.case.number in made.decided and bool(taken.left) and not taken.full(mark.case)
        taken = taken.and_(mark.case) if chosen else taken
        state = "in" if chosen else "out"
        choices.append(say.told(mark, state, f"cases.decided.{state}", document=made.decided_by))
    return taken, [*choices, *out], ()


def counted_at(locality: str, level: str, library: Library) -> str:
    """The locality whose quota a case counts for: the one of that level above it, else itself (a province's own)."""
    known, at, levels = library.localities, locality, {"city": ("city",), "county": ("county", "district")}[level]
    while at in known:
        if known[at]["level"] in levels:
            return at
        at = known[at].get("parent", "")
    return locality


def points(total: Fraction, others: Sequence[Fraction] = ()) -> str:
    """Show a mark with two decimals, or with as many as keep it apart from different marks."""
    return f"{rounded(total, max(2, places(total, 2, others))):f}"


def _apart(case: Case) -> Choice:
    name = f"cases.status.{case.status}" if case.status in ("withdrawn", "refused") else "cases.unmarked"
    return Choice(case, "apart", Message(name, {"reason": case.reason}))


def undecided(made: Round, chosen: Chosen) -> Iterator[int]:
    """Numbers that the decision names although the choice did not leave them to it."""
    left = {c.case.number for c in chosen.choices if c.why.id.startswith("cases.decided.")}
    return (number for number in made.decided or () if number not in left)
