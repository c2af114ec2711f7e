"""Small rounds written in a line, and how they end."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.cases import choosing, reading, scoring
from checker.cases.choosing import Chosen
from checker.cases.round import Round
from checker.model import Finding
from checker.reading.library import Library
from tests.command import ROOT

LIBRARY = Library.at(ROOT / "indicators")
DEMO = ROOT / "examples" / "cases" / "demo.yaml"
RULE: dict[str, Any] = {
    "round": "r", "published": "2023-05-01", "select": 2, "scale": {"from": 0, "to": 100},
    "experts": {"weight": 1}, "departments": {"weight": 0}, "publicity": {"days": 5},
}  # fmt: skip


def case(number: int, *experts: float, **more: Any) -> dict[str, Any]:
    """A case with the scores of experts called A, B, C …"""
    scores = {"experts": {chr(65 + n): points for n, points in enumerate(experts)}} if experts else {}
    plain = {"number": number, "title": f"案例{number}号", "unit": f"单位{number}", "locality": "huangshi"}
    return {**plain, **({"scores": scores} if scores else {}), **more}


def written(
    folder: Path, cases: Sequence[Mapping[str, Any]], rule: Mapping[str, Any] | None = None, **more: Any
) -> Path:
    """Write a round; JSON is YAML."""
    file = folder / "r.yaml"
    register = {
        "round": "r",
        "title": "一轮",
        "locality": "huangshi",
        "organizer": "某办",
        **more,
        "cases": list(cases),
    }
    file.write_text(json.dumps(register, ensure_ascii=False), "utf-8")
    (folder / "r.rule.yaml").write_text(json.dumps({**RULE, **(rule or {})}, ensure_ascii=False), "utf-8")
    return file


def read(file: Path) -> tuple[Round, list[Finding]]:
    made, found = reading.read(file, LIBRARY)
    assert made is not None, found
    return made, found


def chosen(file: Path) -> Chosen:
    made, found = read(file)
    assert not found, found
    assert made.rule is not None
    ranked, _ = scoring.marks(made, made.rule)
    return choosing.choose(made, made.rule, ranked, LIBRARY)


def states(result: Chosen) -> dict[int, str]:
    return {choice.case.number: choice.state for choice in result.choices}


def whys(result: Chosen) -> dict[int, str]:
    return {choice.case.number: choice.why.id for choice in result.choices}
