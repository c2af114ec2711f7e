"""Publicity (公示): how many working days the chosen cases are shown, and what is settled before a circular."""

from __future__ import annotations

from datetime import date

from checker.cases.round import Case, Round, Rule
from checker.message import Fault, fault
from checker.model.workdays import Calendar


def last_day(start: date, rule: Rule, calendar: Calendar) -> date:
    """The last day of publicity: so many working days, the first day not counted (民法典 201)."""
    return calendar.after(start, rule.days)


def removed(made: Round) -> frozenset[int]:
    """Numbers of the cases that an objection took out. Nobody moves up by that: people decide whether somebody does."""
    return frozenset(o.case for o in made.objections if o.result == "removed")


def announced(made: Round, calendar: Calendar, on: date) -> tuple[Case, ...]:
    """The cases that the circular names, in the register's order.

    Of a round that is over, those it announced. Errors: Fault before publicity is over, or with an open objection.
    """
    if made.over:
        return tuple(case for case in made.cases if case.status == "chosen")
    refused = _refused(made, calendar, on)
    if refused:
        raise refused
    out = removed(made)
    return tuple(case for case in made.cases if case.number in made.shown and case.number not in out)


def _refused(made: Round, calendar: Calendar, on: date) -> Fault | None:
    """Why there can be no circular yet."""
    if made.rule is None:
        return fault("cases.no-rule", file=made.file)
    if made.shown_from is None:
        return fault("cases.not-shown", file=made.file)
    last = last_day(made.shown_from, made.rule, calendar)
    if on <= last:
        return fault("cases.still-shown", since=made.shown_from, last=last, on=on)
    open_ = [str(o.case) for o in made.objections if not o.result]
    if open_:
        return fault("cases.objection", numbers=", ".join(open_), file=made.file)
    return None
