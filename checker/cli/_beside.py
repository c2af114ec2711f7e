"""What `run` shows beside the lights: a survey's scores and the typical cases that support indicators."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checker.cli import _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.words.beside import Satisfaction, Supporting
    from checker.words.view import View


def laid(say: Speaker, views: Sequence[View], survey: Path | None, rounds: Sequence[Path]) -> list[View]:
    """Lay both beside the views that they belong to."""
    from checker.words.beside import Beside, Satisfaction

    told = satisfaction(say, survey) if survey else Satisfaction()
    cases = [case for file in rounds for case in supporting(say, views[0], file)]
    return [
        view._replace(beside=Beside(told, tuple(case for plan, case in cases if plan == view.assessment.plan.id)))
        for view in views
    ]


def satisfaction(say: Speaker, file: Path) -> Satisfaction:
    """The scores that `survey --format json` wrote. Errors: Fault for any other file."""
    from checker.survey.pages import SCHEMA
    from checker.words.beside import Satisfaction

    try:
        data: Any = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        data = None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise fault("beside.survey", file=file)
    domains = {key: say("beside.score", **_rounded(entry)) for key, entry in data["domains"].items()
               if entry["score"] is not None}  # fmt: skip
    total = say("beside.total", **_rounded(data["total"]), n=data["total"]["n"]) if data["total"]["score"] else ""
    notes = [say("survey.voluntary")] if data["sampling"] == "voluntary" else []
    notes += [say("illustrative")] if any(source["illustrative"] for source in data["sources"]) else []
    return Satisfaction(domains, total, "".join(notes))


def _rounded(entry: dict[str, Any]) -> dict[str, str]:
    return {"score": f"{entry['score']:.1f}", "half": f"{entry['half']:.1f}"}


def supporting(say: Speaker, view: View, file: Path) -> Iterator[tuple[str, Supporting]]:
    """The cases of a round that name indicators, each with the plan; who does not take part supports nothing."""
    from checker.cases import reading
    from checker.words.beside import Supporting

    made, found = reading.read(file, view.library)
    _common.stop_on_faults(found, say)
    assert made is not None
    for case in made.cases:
        known = view.library.localities.get(case.locality, {})
        if case.status in ("withdrawn", "refused"):
            continue
        for plan in dict.fromkeys(plan for plan, _ in case.supports):
            ids = tuple(indicator for own, indicator in case.supports if own == plan)
            yield (
                plan,
                Supporting(case.number, case.title, case.unit, str(known.get("name", case.locality)), made.title, ids),
            )
