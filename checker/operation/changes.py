"""What changed between two assessments in their published shape: light, reason, status, indicator by indicator.

A value that is not there any more never reads as good news, whatever its light.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import disk
from checker.message import fault
from checker.words.view import View

Shape = Mapping[str, Any]
_NEEDED = ("indicator", "name", "light", "reason", "status", "value", "lead")
_MOST = 40_000_000
_RANK = {"green": 0, "yellow": 1, "red": 2}


class Change(NamedTuple):
    """One indicator then and now; None where it was not judged then, or is not now.

    `way`: `better`, `worse`, `lost` (a value that is gone), `new`, `gone` (an indicator), `other`.
    """

    id: str
    name: str
    leads: tuple[str, ...]
    old: Shape | None
    new: Shape | None
    way: str

    @property
    def light(self) -> str:
        """The light now, grey where there is none."""
        return str(self.new["light"]) if self.new else "grey"


class Since(NamedTuple):
    """What changed in one plan since an older assessment of it; `old` is None where there was none."""

    old: Shape | None
    items: tuple[Change, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The indicators that changed."""
        return frozenset(change.id for change in self.items)


def load(path: Path) -> list[Shape]:
    """Read the assessments of a file that `run --format json` wrote. Errors: Fault where it is none; OSError."""
    try:
        data = json.loads(disk.content(path, _MOST))
        found = several(data)
        for each in found:
            _ = [each[key] for key in ("plan", "title", "period", "cut_off", "on")]
            _ = [verdict[key] for verdict in each["verdicts"] for key in _NEEDED]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise fault("since.unreadable", file=path) from None
    return found


def of_view(view: View, olds: Sequence[Shape]) -> Since:
    """Compare a view with what an older file says of its plan; only what the view shows."""
    from checker.reporters import json as published

    new = published.assessment(view)
    old = last_of(new["plan"], new["period"], olds)
    if old is None:
        return Since(None, ())
    shown = {verdict.indicator.id for verdict in view.verdicts()}
    there = {verdict.indicator.id for verdict in view.assessment.verdicts}
    shows = view.narrowing
    whole = not (shows.light or shows.unit or shows.domain)
    kept = (c for c in between(old, new) if c.id in shown or (whole and c.id not in there))
    return Since(old, tuple(kept))


def several(data: Shape) -> list[Shape]:
    """The assessments of a file that holds one or several."""
    found = data.get("assessments")
    return list(found) if isinstance(found, Sequence) else [data]


def last_of(plan: str, period: str, olds: Sequence[Shape]) -> Shape | None:
    """The older assessment of a plan to compare with: of the same period, else its newest."""
    own = [old for old in olds if old["plan"] == plan]
    same = [old for old in own if old["period"] == period]
    return max(same or own, key=lambda old: (str(old["cut_off"]), str(old["on"])), default=None)


def between(old: Shape, new: Shape) -> list[Change]:
    """List what differs, in the order of the newer assessment."""
    before = {verdict["indicator"]: verdict for verdict in old["verdicts"]}
    after = {verdict["indicator"]: verdict for verdict in new["verdicts"]}
    same = old["period"] == new["period"]
    made = []
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        if was is None or now is None or _differ(was, now):
            shown = now or was or {}
            way = _way(was, now, same)
            made.append(Change(name, str(shown.get("name", "")), tuple(shown.get("lead", ())), was, now, way))
    return made


def _differ(was: Shape, now: Shape) -> bool:
    return any(was.get(key) != now.get(key) for key in ("light", "reason", "status"))


def _way(was: Shape | None, now: Shape | None, same: bool) -> str:
    """Tell whether it became better or worse."""
    if was is None or now is None:
        return "new" if was is None else "gone"
    if same and was.get("value") is not None and now.get("value") is None:
        return "worse" if now["status"] == "returned" else "lost"
    old, new = _RANK.get(str(was["light"])), _RANK.get(str(now["light"]))
    if new is None or old == new:
        return "other"
    if old is None:
        return "worse" if new else "other"
    return "worse" if new > old else "better"
