"""`--format json`: the versioned shape `plancheck/assessment@1` (see `checker.shape` and `plancheck schema`)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from checker.model import Finding, Standing, Tally, Verdict, Where
from checker.model.numbers import json_number, rounded
from checker.model.tables import Page
from checker.reading import shape
from checker.words.amounts import numbers
from checker.words.view import View, said

SUFFIX = "json"


def render(views: Sequence[View], template: Path | None = None) -> str:
    """One assessment as an object, several in a list of their own."""
    return "".join(pieces(views))


def pieces(views: Sequence[View]) -> Iterator[str]:
    """The same text piece by piece: of a hundred plans the whole would take more room than all that was judged."""
    if len(views) == 1:
        yield _text(assessment(views[0])) + "\n"
        return
    yield f'{{\n  "schema": "{shape.SEVERAL}",\n  "assessments": ['
    for place, view in enumerate(views):
        yield ",\n    " if place else "\n    "
        yield _text(assessment(view)).replace("\n", "\n    ")  # no text holds a line break that is not escaped
    yield "\n  ]\n}\n" if views else "]\n}\n"


def page(page: Page) -> str:
    """What a page of tables says, as data."""
    return _text({**page.data, "on": page.day.isoformat()}) + "\n"


def _text(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)


def assessment(view: View) -> dict[str, Any]:
    """Copy an assessment into its published shape; narrowing leaves out verdicts, never totals."""
    a = view.assessment
    profile = {"name": a.profile.name, "basis": a.profile.basis, "green": json_number(a.profile.green),
               "yellow": json_number(a.profile.yellow)}  # fmt: skip
    return {
        "schema": shape.NAME, "plan": a.plan.id, "title": a.plan.title, "locality": a.plan.locality,
        "period": str(a.period), "cut_off": a.cut_off.isoformat(), "due": a.due.isoformat(),
        "grace_end": a.grace_end.isoformat(), "on": a.on.isoformat(), "profile": profile,
        "illustrative": a.illustrative, "totals": _tally(a.totals),
        "verdicts": [_verdict(view, v) for v in view.verdicts()],
        "domains": [_standing(s, s.name) for s in a.domains],
        "units": [_standing(s, view.unit(s.name)) for s in a.units],
        "findings": [_finding(view, f) for f in a.findings],
    }  # fmt: skip


def _verdict(view: View, v: Verdict) -> dict[str, Any]:
    moment, (value, target, expected) = v.moment, map(json_number, numbers(v))
    ahead = None if v.outlook is None else {"value": json_number(v.outlook), "meets": v.outlook_meets}
    return {
        "indicator": v.indicator.id, "measure": v.measure.number, "domain": v.measure.domain, "name": v.indicator.name,
        "unit": v.unit, "kind": v.indicator.kind, "lead": list(v.measure.asked), "light": v.light, "reason": v.reason,
        "status": v.status, "value": value, "target": target, "expected": expected, "pace": json_number(moment.pace),
        "completion": json_number(v.completion), "gap": json_number(v.gap), "by": moment.end.isoformat(),
        "by_assumed": moment.assumed, "previous": v.previous, "streak": v.streak, "step": v.step,
        "inferred": list(v.inferred), "postponed": moment.postponed,
        "same_target": v.indicator.same_target or None, "outlook": ahead,
        "sentence": view.sentence(v), "at": _place(v.reported.where) if v.reported else None,
    }  # fmt: skip


def _place(where: Where) -> dict[str, Any]:
    """A cell has no line: its sheet and name stand with the file, as everywhere (book.xlsx!Sheet!C7)."""
    return {"file": where.named, "line": where.line, "column": where.column}


def _tally(t: Tally) -> dict[str, int]:
    return dict(t._asdict())


def _standing(s: Standing, name: str) -> dict[str, Any]:
    score = None if s.score is None else float(rounded(s.score, 2))
    return {"name": name, "totals": _tally(s.tally), "score": score, "grade": s.grade or None, "rank": s.rank}


def _finding(view: View, f: Finding) -> dict[str, Any]:
    return {"code": f.code, "level": f.level, "indicator": f.indicator or None, "message": said(f, view.say),
            "explained": f.explained, "at": _place(f.where)}  # fmt: skip
