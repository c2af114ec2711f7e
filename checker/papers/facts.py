"""What a text template is given of an indicator: plain texts, numbers and lists, no word of a sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

from checker import kinds
from checker.model import Reason, Status, Verdict
from checker.model.amounts import Amount
from checker.papers.shortfall import beside, points, short
from checker.words.amounts import amount, amounts, percent
from checker.words.sentence import facts as known_facts
from checker.words.view import View

Facts = dict[str, Any]
LARGE = 20
"""From so many things on a share of them says more than the things."""

_UNTOLD = (Reason.NOT_YET, Reason.DUE_SOON)
_SILENT = (Reason.UNREPORTED, Reason.UNREPORTED_GRACE)


def group(verdict: Verdict) -> str:
    """Where a red or yellow item belongs: `false`, `returned`, `missing`, `tasks`, `standards`, or `ahead`."""
    if verdict.reason is Reason.FALSE_DATA:
        return "false"
    if verdict.status is Status.RETURNED:
        return "returned"
    if verdict.reason in _SILENT:
        return "missing"
    if verdict.reason in _UNTOLD:
        return "ahead"
    kind = kinds.of(verdict.indicator)
    return "tasks" if kind.SCALE == "nodes" or (kind.PACED and not kind.LIMIT) else "standards"


def sort(verdict: Verdict) -> str:
    """How an item is told: by nodes, grade, place, limit, change, count, rate, amount or standard."""
    kind, indicator = kinds.of(verdict.indicator), verdict.indicator
    if kind.SCALE != "amount":
        return {"nodes": "nodes", "grade": "grade", "place": "place"}[kind.SCALE]
    if kind.LIMIT or kind.REPORTS == "change":
        return "limit" if kind.LIMIT else "change"
    if not kind.PACED:
        return "standard"
    if verdict.unit == "%":
        return "rate"
    if kind.up(indicator) and indicator.discrete:
        return "count"
    return "amount" if kind.RUNNING else "standard"


def item(view: View, verdict: Verdict, day: date) -> Facts:
    """The facts of one indicator on the paper's day."""
    indicator, measure, moment = verdict.indicator, verdict.measure, verdict.moment
    return {
        "id": indicator.id, "name": indicator.name, "clause": indicator.clause or measure.clause,
        "domain": view.domain(measure.domain), "sort": sort(verdict), "light": verdict.light.value,
        "lit": view.light(verdict.light), "reason": verdict.reason.value, "cause": view.cause(verdict),
        "status": verdict.status.value, "group": group(verdict),
        "by": moment.end.isoformat(), "assumed": moment.assumed, "closed": moment.closed,
        "days": (moment.end - day).days, "streak": verdict.streak, "step": verdict.step,
        "leads": leads(view, verdict), "asked": measure.asks_responsible, "own": own(verdict),
        **_amounts(view, verdict), **_change(verdict), **_nodes(verdict),
    }  # fmt: skip


def leads(view: View, verdict: Verdict) -> list[str]:
    """The units that are asked; the first of several answers for the value."""
    return [called(view, unit) for unit in verdict.measure.asked] or [view.unit("")]


def called(view: View, unit: str) -> str:
    """A unit as papers name it: by its usual name, in English by its English one."""
    office = view.office
    return office.called(unit) if view.say.lang == "zh" else office.named(unit, view.say.lang)


def own(verdict: Verdict) -> str:
    """The unit's own reason, or why the value was found false."""
    reported = verdict.reported
    if reported is None:
        return ""
    return (reported.reason if reported.falsified else "") or reported.note or reported.reason


def _amounts(view: View, verdict: Verdict) -> Facts:
    shown, apart, behind, limit = amounts(verdict), short(verdict), points(verdict), verdict.moment.target
    if sort(verdict) == "standard" and verdict.unit != "%":
        apart, behind = beside(verdict), None
    target = shown.target
    bound = target.bound if isinstance(target, Amount) else ""
    asked = target._replace(bound="") if isinstance(target, Amount) else target
    return {
        "target": view.amount(asked) if asked is not None else "", "bound": bound,
        "ceiling": str(amount(verdict, verdict.indicator.ceiling) or ""),
        "down": kinds.of(verdict.indicator).SCALE == "amount" and not kinds.of(verdict.indicator).up(verdict.indicator),
        "value": view.amount(shown.value) if shown.value is not None else "",
        "expected": view.amount(shown.expected) if shown.expected is not None else "",
        "zero": limit == 0, "large": limit is not None and limit >= LARGE,
        "short": str(apart) if apart is not None and apart.unit else "",
        "points": apart.figure if apart is not None and not apart.unit else behind.figure if behind else "",
        "rate": str(percent(verdict.completion) or ""), "pace": str(percent(verdict.moment.pace) or ""),
    }  # fmt: skip


def _change(verdict: Verdict) -> Facts:
    """A change against last year: how much, and whether up or down, found and wanted."""
    if sort(verdict) != "change" or verdict.value is None:
        return {"change": "", "rises": False, "wanted": "", "wants_rise": False, "now": "", "then": "", "apart": ""}
    found, wanted = amounts(verdict)[:2]
    known = known_facts(verdict)
    target = verdict.moment.target or 0
    return {
        "change": _bare(found), "rises": verdict.value > 0,
        "wanted": _bare(wanted) if target else "", "wants_rise": kinds.of(verdict.indicator).up(verdict.indicator),
        "now": str(known.get("now", "")), "then": str(known.get("then", "")),
        "apart": str(getattr(known.get("points"), "facts", {}).get("points", "")),
    }  # fmt: skip


def _bare(amount: object) -> str:
    return str(amount._replace(number=abs(amount.number), bound="")).lstrip("+") if isinstance(amount, Amount) else ""


def _nodes(verdict: Verdict) -> Facts:
    """The nodes of a milestone, done and due but open; what the unit promised itself."""
    moment, reported, nodes = verdict.moment, verdict.reported, verdict.indicator.nodes
    done = dict(reported.done_nodes) if reported else {}
    promised = [day.isoformat() for day in moment.promised]
    return {
        "nodes": len(nodes), "done_nodes": [name for name, _ in nodes if done.get(name)],
        "open_nodes": [{"name": name, "by": day.isoformat()} for name, day in sorted(nodes, key=lambda node: node[1])
                       if day <= moment.cut_off and not done.get(name)],
        "progress": f"{float(reported.progress):g}%" if reported and reported.progress is not None else "",
        "planned": promised[-1] if promised else "", "first": promised[0] if promised else "",
        "postponed": moment.postponed,
    }  # fmt: skip
