"""The ledger's main sheet: one row an indicator, with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from checker.model import Status, Verdict
from checker.model.amounts import NONE, Amount
from checker.model.numbers import places
from checker.model.tables import Cell, Day, Lit, Look, Table
from checker.reporters.xlsx.layout import headed, laid_out, share
from checker.words.amounts import amount, amounts
from checker.words.view import View

# Head, width, look; those behind `_PRINTED` are for the screen.
_COLUMNS: dict[str, tuple[float, Look]] = {
    "id": (6, "centre"), "name": (26, "text"), "light": (9, "centre"), "domain": (11.5, "centre"),
    "unit": (8.5, "centre"), "target": (9, "centre"), "expected": (9, "centre"), "value": (9, "centre"),
    "completion": (11, "centre"), "pace": (8, "centre"), "gap": (9, "centre"), "reason": (12, "centre"),
    "by": (18, "centre"), "lead": (19, "text"),
    "previous": (9, "centre"), "streak": (7, "figure"), "step": (9.5, "centre"),
    "status": (7, "centre"), "outlook": (20, "text"), "sentence": (54, "text"), "measure": (26, "text"),
    "clause": (13, "centre"), "kind": (8, "centre"), "responsible": (26, "text"), "words": (26, "text"),
    "note": (40, "text"), "remark": (40, "text"), "evidence": (26, "text"), "place": (32, "text"),
}  # fmt: skip
_PRINTED = "step"


def indicators(views: Sequence[View]) -> Table:
    """Make the sheet; columns behind the ladder's rung are for the screen."""
    say = views[0].say
    columns = [headed(say, name, width, look) for name, (width, look) in _COLUMNS.items()]
    printed = list(_COLUMNS).index(_PRINTED) + 1
    return laid_out(views, "indicators", columns, _rows, 3, printed)


def _rows(view: View) -> Iterable[list[Cell]]:
    """All that is shown, in the order of the domains: the plan's overall goals come last, as everywhere."""
    return (_row(view, v) for _, verdicts in view.by_domain() for v in verdicts)


def _row(view: View, v: Verdict) -> list[Cell]:
    say, i, measure, reported = view.say, v.indicator, v.measure, v.reported
    value, target, expected = map(view.cell, amounts(v))
    made: dict[str, Cell] = {
        "id": i.id, "name": i.name, "light": Lit(v.light, view.light(v.light)), "domain": view.domain(measure.domain),
        "unit": v.unit or NONE, "target": target, "expected": expected, "value": _unreported(view, v) or value,
        "completion": share(v.completion, (Fraction(1), v.moment.pace)), "pace": _pace(v), "gap": _gap(view, v),
        "reason": _reason(view, v), "by": _deadline(view, v),
        "lead": view.leads(v), "previous": Lit(v.previous, view.light(v.previous)) if v.previous else NONE,
        "streak": v.streak or NONE, "step": say(f"step.{v.step}") if v.step else NONE, "outlook": _outlook(view, v),
        "sentence": view.sentence(v), "status": say(f"status.{v.status}"),
        "measure": f"{measure.number} {measure.title}", "clause": i.clause or measure.clause or NONE,
        "kind": say(f"kind.{i.kind}"), "responsible": say("join").join(measure.responsible) or NONE,
        "words": i.as_written, "note": i.note,
        "remark": say("join").join(filter(None, (reported.note, reported.reason))) if reported else "",
        "evidence": "\n".join(reported.evidence) if reported else "",
        "place": str(reported.where) if reported else NONE,
    }  # fmt: skip
    return [made[name] for name in _COLUMNS]


def _reason(view: View, v: Verdict) -> str:
    """The reason, with the tag of its trend on a line of its own."""
    trend = view.trend(v)
    return view.cause(v) + ("\n" + view.say("tag", tag=trend).strip() if trend else "")


def _deadline(view: View, v: Verdict) -> Day:
    """The window's last day; marked where it is assumed (推定), the unit's own, or changed by a later document."""
    moment, say = v.moment, view.say
    own = bool(moment.promised) and moment.promised[-1] == moment.end
    revised = any(revision.since <= moment.cut_off for revision in v.indicator.revisions)
    marks = [say("assumed")] * (moment.assumed or (bool(moment.promised) and not own))
    marks += [view.in_brackets(say("promised.short"))] * own + [view.in_brackets(say("revised.short"))] * revised
    return Day(moment.end, "".join(marks))


def _unreported(view: View, v: Verdict) -> str:
    """What stands for a value that is owed: it is missing, or it went back."""
    missing = v.status in (Status.MISSING, Status.RETURNED)
    return view.say(f"status.{v.status}") if missing else ""


def _pace(v: Verdict) -> Cell:
    lines = () if v.completion is None else (v.completion,)
    return share(v.moment.pace, lines) if v.moment.expected is not None else NONE


def _gap(view: View, v: Verdict) -> Cell:
    """序时差 in percentage points; never 0 where there is a gap, never on a line of the profile that it misses."""
    if v.gap is None:
        return NONE
    profile = view.assessment.profile
    lines = [Fraction(0), *((profile.green, profile.yellow) if profile.basis == "gap" else ())]
    return Amount(v.gap, places(v.gap, 2, lines), signed=True)


def _outlook(view: View, v: Verdict) -> str:
    if v.outlook is None:
        return NONE
    return view.say("ledger.outlook", value=amount(v, v.outlook), meets=view.outlook(v))
