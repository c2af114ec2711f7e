"""The circular on a round's outcome, in the provincial form: 一、…四十、, the unit in brackets, in customary order."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from checker.cases import publicity
from checker.cases.round import Case, Round
from checker.locale import Speaker
from checker.papers import listing, typesetting, wording
from checker.papers.facts import Facts
from checker.papers.letterhead import Head, Letterhead, resolved
from checker.reading.library import Library


class Asked(NamedTuple):
    """What a person decides of the circular: its day, number, whether it is final, own words and setting."""

    day: date
    number: str = ""
    final: bool = False
    words: Path | None = None
    setting: Path | None = None


def circular(made: Round, library: Library, say: Speaker, asked: Asked, form: str) -> str | bytes:
    """Write the circular. Errors: Fault before publicity is over or with an open objection; OSError, TemplateFault."""
    facts, head, letter = given(made, library, say, asked)
    words = asked.words or wording.shipped("cases", say.lang)
    paper = listing.compose(facts, head, letter, say, words)
    return typesetting.listed(paper, say, asked.day, form, asked.setting)


def given(made: Round, library: Library, say: Speaker, asked: Asked) -> tuple[Facts, Head, Letterhead]:
    """The facts that the text template may use."""
    office, _ = library.office(made.locality)
    own = office.name == made.organizer
    letter = Letterhead(asked.day, number=asked.number, issuer=made.organizer, to=made.to, final=asked.final)
    head = resolved(letter, office)
    cases = ordered(publicity.announced(made, library.calendar, asked.day), library)
    shown = made.rule is not None and made.shown_from is not None
    last = publicity.last_day(made.shown_from, made.rule, library.calendar) if made.shown_from and made.rule else None
    domains = dict.fromkeys(case.domain for case in cases if case.domain)
    facts = {
        "day": asked.day.isoformat(), "final": asked.final,
        "illustrative": say("paper.illustrative") if made.illustrative else "",
        "office": {"name": made.organizer, "called": office.short if own else "", "note": office.note if own else ""},
        "to": head.to, "title": made.title, "received": made.received, "count": len(cases),
        "first": cases[0].title if cases else "", "scored": made.rule is not None,
        "domains": [library.domains[key]["name"] for key in library.domains if key in domains],
        "places": len({case.locality for case in cases}),
        "since": made.shown_from.isoformat() if shown and made.shown_from else "", "last": str(last or ""),
        "cases": [_case(case, library) for case in cases],
    }  # fmt: skip
    return facts, head, letter


def _case(case: Case, library: Library) -> dict[str, object]:
    place, domain = library.localities.get(case.locality), library.domains.get(case.domain)
    return {"number": case.number, "title": case.title, "unit": case.unit,
            "place": place["name"] if place else case.locality, "domain": domain["name"] if domain else ""}  # fmt: skip


def ordered(cases: tuple[Case, ...], library: Library) -> list[Case]:
    """Customary order: the province's own first, then its cities by their `place`; within one as registered."""
    return sorted(cases, key=lambda case: _place(case.locality, library))


def _place(locality: str, library: Library) -> int:
    """The place of the city that a locality belongs to; a province stands before its cities."""
    known, at = library.localities, locality
    while at in known and known[at]["level"] not in ("city", "province"):
        at = known[at].get("parent", "")
    entry = known.get(at, {})
    return 0 if entry.get("level") == "province" else int(entry.get("place", 999))
