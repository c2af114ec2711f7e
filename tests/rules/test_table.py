"""Every row of the tables of cases: written from the specification before the judge was."""

from __future__ import annotations

from typing import Any

import pytest

from checker.locale import speaker
from checker.model import Standing, Verdict
from checker.words.sentence import sentence
from tests.rules.tables import Ran, cases, number, run

CASES = cases()
NUMBERS = {
    "value": lambda v: v.value, "target": lambda v: v.moment.target, "expected": lambda v: v.moment.expected,
    "pace": lambda v: v.moment.pace, "score": lambda v: v.score, "outlook": lambda v: v.outlook,
}  # fmt: skip
WORDS = {
    "light": lambda v: v.light, "reason": lambda v: v.reason, "status": lambda v: v.status, "trend": lambda v: v.trend,
    "previous": lambda v: v.previous, "step": lambda v: v.step, "streak": lambda v: v.streak,
    "postponed": lambda v: v.moment.postponed,
}  # fmt: skip


def test_the_tables_hold_what_they_should() -> None:
    names = [case["case"] for case in CASES]
    assert len(set(names)) == len(names)
    assert len(names) > 700


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    check(case)


def check(case: dict[str, Any]) -> None:
    """Judge a case and compare all it expects."""
    ran = run(case)
    if case.get("refused"):
        assert ran.faults, "nothing stopped the run"
        assert set(case.get("codes", ())) <= set(ran.faults)
        return
    codes = {
        code for f in ran.findings for code in (f.code, f.code.partition("-")[0] if f.code[:1] in "EW" else f.code)
    }
    if "lint" in case:
        assert set(case["lint"].get("has", ())) <= codes, codes
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


def around(case: dict[str, Any], ran: Ran, codes: set[str]) -> list[str]:
    """Say what else is not as expected: findings, totals, units."""
    assert ran.assessment is not None
    wrong = []
    for has in case.get("findings", {}).get("has", ()):
        wrong += [] if has in codes else [f"{has} missing among {sorted(codes)}"]
    for not_ in case.get("findings", {}).get("has_not", ()):
        wrong += [f"{not_} must not be there"] if not_ in codes else []
    for code, facts in case.get("findings", {}).get("facts", {}).items():
        told = [{key: str(f.explained if key == "explained" else f.facts.get(key)) for key in facts}
                for f in ran.findings if f.code == code]  # fmt: skip
        wrong += [] if {key: str(fact) for key, fact in facts.items()} in told else [f"{code}: {facts}, got {told}"]
    for key, value in case.get("totals", {}).items():
        got = getattr(ran.assessment.totals, key)
        wrong += [] if got == value else [f"totals.{key}: expected {value}, got {got}"]
    standings: dict[str, Standing] = {s.name or "未明确牵头单位": s for s in ran.assessment.units}
    for name, wanted in case.get("units", {}).items():
        for key, value in wanted.items():
            found = getattr(standings[name], key)
            same = found == number(value) if key == "score" else found == (value or ("" if key == "grade" else None))
            wrong += [] if same else [f"{name}.{key}: expected {value}, got {found}"]
    return wrong
