"""Every row of the tables of cases: written from the specification before the judge was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from checker import kinds
from checker.locale import speaker
from checker.model import Finding, Indicator, Standing, Verdict, Where
from checker.words.sentence import sentence
from tests.rules.tables import Ran, cases, number, run

CASES = cases()
NUMBERS: dict[str, Callable[[Verdict], Any]] = {
    "value": lambda v: v.value, "target": lambda v: v.moment.target, "expected": lambda v: v.moment.expected,
    "pace": lambda v: v.moment.pace, "score": lambda v: v.score, "outlook": lambda v: v.outlook,
    "completion": lambda v: v.completion, "ratio": lambda v: v.ratio, "gap": lambda v: v.gap, "peak": lambda v: v.peak,
    "base": lambda v: v.base, "baseline": lambda v: v.moment.baseline,
    "green_from": lambda v: v.band and v.band.green.at, "yellow_from": lambda v: v.band and v.band.yellow.at,
}  # fmt: skip
WORDS: dict[str, Callable[[Verdict], Any]] = {
    "light": lambda v: v.light, "reason": lambda v: v.reason, "status": lambda v: v.status, "trend": lambda v: v.trend,
    "previous": lambda v: v.previous, "step": lambda v: v.step, "streak": lambda v: v.streak,
    "postponed": lambda v: v.moment.postponed, "late": lambda v: v.late, "meets": lambda v: v.outlook_meets,
    "shown": lambda v: v.reported and str(v.reported.submitted), "first": lambda v: v.moment.first,
    "done": lambda v: v.reported and v.reported.done and str(v.reported.done), "counted": lambda v: v.moment.counted,
    "nodes": lambda v: v.reported and {name: str(day) for name, day in v.reported.done_nodes},
    "promised": lambda v: [str(day) for day in v.moment.promised],
}  # fmt: skip
BESIDE: dict[str, Callable[[Finding], object]] = {
    "explained": lambda f: f.explained,
    "place": lambda f: f.where.file,
    "line": lambda f: f.where.line,
    "column": lambda f: f.where.column,
}


def test_the_tables_hold_what_they_should() -> None:
    names = [case["case"] for case in CASES]
    assert len(set(names)) == len(names)
    assert len(names) > 700


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    check(case)


def check(case: dict[str, Any]) -> None:
    """Judge a case and compare all it expects."""
    for trait, wanted in case.get("kinds", {}).items():
        own = {name: getattr(kinds.load(name), trait) for name in kinds.names()}
        if trait.islower():  # asked of an indicator: one of which nothing is said
            own = {name: trait_of(Indicator("1a", "指标", name, Where(""))) for name, trait_of in own.items()}
        assert (own if isinstance(wanted, dict) else [name for name in own if own[name]]) == wanted, trait
    if "indicators" not in case and "file" not in case:
        return
    ran = run(case)
    if case.get("refused"):
        assert ran.faults, "nothing stopped the run"
        assert set(case.get("codes", ())) <= set(ran.faults)
        return
    codes = {
        code for f in ran.findings for code in (f.code, f.code.partition("-")[0] if f.code[:1] in "EW" else f.code)
    }
    if "lint" in case:
        assert not (wrong := told(case["lint"], ran, codes)), wrong
        return
    assert not ran.faults, ran.findings
    assert ran.assessment is not None
    verdicts = {v.indicator.id: v for v in ran.assessment.verdicts}
    wrong = [line for name, wanted in case.get("expect", {}).items() for line in differing(verdicts[name], wanted)]
    wrong += around(case, ran, codes)
    assert not wrong, "\n".join(wrong)


def differing(verdict: Verdict, wanted: dict[str, Any]) -> list[str]:
    """Say where a verdict is not what the case expects."""
    wrong, got = [], dict[str, object]()
    for key, value in wanted.items():
        if key in NUMBERS:
            got[key] = NUMBERS[key](verdict)
            same = got[key] == number(value)
        elif key in WORDS:
            got[key] = WORDS[key](verdict)
            same = got[key] == value or (value is None and got[key] in (None, ""))
        elif key == "past":
            got[key] = [str(past.light) for past in verdict.past]
            same = got[key] == value
        elif key == "before":  # what stands in the row of earlier lights, field by field
            got[key] = [{field: str(getattr(past, field)) for field in one} for past, one in
                        zip(verdict.past, value, strict=True)]  # fmt: skip
            same = got[key] == [{field: str(wanted) for field, wanted in one.items()} for one in value]
        elif key == "inferred":
            got[key] = sorted(verdict.inferred)
            same = got[key] == sorted(value)
        elif key in ("says", "says_not"):
            text = speaker("zh").say(sentence(verdict))
            got[key] = text
            same = all((piece in text) == (key == "says") for piece in map(str, value))
        else:
            raise AssertionError(key)
        if not same:
            wrong.append(f"{key}: expected {value}, got {got[key]}")
    return wrong


def told(wanted: dict[str, Any], ran: Ran, codes: set[str]) -> list[str]:
    """Say which findings are not as expected."""
    wrong = list[str]()
    for has in wanted.get("has", ()):
        wrong += [] if has in codes else [f"{has} missing among {sorted(codes)}"]
    for not_ in wanted.get("has_not", ()):
        wrong += [f"{not_} must not be there"] if not_ in codes else []
    for code, facts in wanted.get("facts", {}).items():
        found = [{key: str(BESIDE[key](f) if key in BESIDE else f.facts.get(key)) for key in facts}
                for f in ran.findings if f.code == code]  # fmt: skip
        wrong += [] if {key: str(fact) for key, fact in facts.items()} in found else [f"{code}: {facts}, got {found}"]
    return wrong


def around(case: dict[str, Any], ran: Ran, codes: set[str]) -> list[str]:
    """Say what else is not as expected: findings, totals, units."""
    assert ran.assessment is not None
    wrong = told(case.get("findings", {}), ran, codes)
    for key, value in case.get("totals", {}).items():
        got = getattr(ran.assessment.totals, key)
        wrong += [] if got == value else [f"totals.{key}: expected {value}, got {got}"]
    wrong += [] if case.get("back", ran.back) == ran.back else [f"back: {ran.back}"]
    for key, value in case.get("whole", {}).items():
        got = getattr(ran.assessment, key)
        wrong += (
            [] if (list(got) if isinstance(got, tuple) else got) == value else [f"{key}: expected {value}, got {got}"]
        )
    order = [s.name or "未明确牵头单位" for s in ran.assessment.units]
    wrong += [] if case.get("order", order) == order else [f"order: {order}"]
    standings: dict[str, Standing] = {s.name or "未明确牵头单位": s for s in ran.assessment.units}
    standings |= {s.name: s for s in ran.assessment.domains}
    for name, wanted in {**case.get("units", {}), **case.get("domains", {})}.items():
        for key, value in wanted.items():
            found = getattr(standings[name], key)
            same = found == number(value) if key == "score" else found == (value or ("" if key == "grade" else None))
            wrong += [] if same else [f"{name}.{key}: expected {value}, got {found}"]
    return wrong
