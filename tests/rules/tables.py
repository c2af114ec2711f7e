"""The tables of cases (tests/rules/table/*.yaml): each judges one small plan, written in the users' own language.

A case has `indicators` and `reports` as plans and submissions hold them, and what must come out: `expect` by indicator,
`findings` (`has`, `has_not`, `facts` that a code's finding names, `explained`, `place` and `line` among them), `totals`, `units`
and `domains` by name, `order` of the units, `whole` (fields of the assessment), `back` (the codes with
which values go back); or `lint` with the same keys as `findings`; or
`refused: true` where reading must stop (with `codes`). `issued` holds lights by period and indicator as they were issued.
A case with `kinds` alone says which kinds have a trait (a list), or what each has of it.
The page of rules holds its worked cases in the same form.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any

from checker.files import yamlfile
from checker.judging.evaluate import Rules, evaluate, rounds
from checker.model import Assessment, Finding, Level, Light, Plan, Reason, Submission, periods
from checker.model.periods import Period
from checker.model.verdict import Ruling
from checker.reading import plan_checks, plans, submission, validate
from tests.harness import SHARED, flow

FOLDER = Path(__file__).parent / "table"
HEAD = """\
plan: small
title: 小方案
locality: huangshi
document: {{number: 黄政办发〔2021〕58号, issuer: 黄石市人民政府办公室, issued: {issued}}}
period: {{start: {start}, end: {end}}}
reporting: {{every: {every}, due: {due}, grace: {grace}}}
exemptions: {exemptions}
measures:
"""
DEFAULTS = {"start": "2022-01-01", "end": "2022-12-31", "every": "quarter", "issued": "2021-12-20",
            "profile": "plancheck", "due": 5, "grace": 3, "exemptions": []}  # fmt: skip
MEASURE = {"number": 1, "lead": ["市人社局"], "domain": "employment"}


def cases() -> list[dict[str, Any]]:
    """All cases of all tables."""
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        document, faults = yamlfile.read(file)
        assert document is not None, faults
        assert not faults, faults
        found += document.data
    return found


@dataclass
class Ran:
    """What came of a case."""

    plan: Plan | None = None
    assessment: Assessment | None = None
    findings: list[Finding] = field(default_factory=list)
    known: dict[Period, Submission] = field(default_factory=dict)
    back: dict[str, list[str]] = field(default_factory=dict)

    @property
    def faults(self) -> list[str]:
        """The codes that stop a run."""
        return [f.code for f in self.findings if f.level is Level.FAULT]


def written(case: dict[str, Any]) -> str:
    """Write a case's plan as a file, unless the case holds the file's text (`file`)."""
    if "file" in case:
        return str(case["file"])
    plan = {**DEFAULTS, **case.get("plan", {})}
    text = HEAD.format(**{**plan, "exemptions": flow(plan["exemptions"])})
    items = list(case["indicators"])
    for measure in case.get("measures", [MEASURE]):
        known = {"title": "措施", "clause": "一（一）", **MEASURE, **measure}
        number = known["number"]
        text += "- " + "\n  ".join(f"{key}: {flow(value)}" for key, value in known.items()) + "\n  indicators:\n"
        own = [i for i in items if "id" not in i or str(i["id"]).rstrip("abcdefghijklmnopqrstuvwxyz") == str(number)]
        for place, item in enumerate(own):
            full = {"id": f"{number}{chr(97 + place)}", "name": "指标", "as_written": "原文", **item}
            text += f"  - {flow(full)}\n"
    return text


def run(case: dict[str, Any]) -> Ran:
    """Read and judge a case."""
    ran = Ran()
    document, ran.findings = yamlfile.parse(written(case), "small.yaml")
    if document is None:
        return ran
    ran.findings += validate.check_plan(document)
    if ran.faults:
        return ran
    ran.plan = plans.read_plan(document)
    ran.findings += plan_checks.check_plan(ran.plan, document)
    if "reports" in case:
        _judge(case, ran, ran.plan)
    return ran


def _judge(case: dict[str, Any], ran: Ran, plan: Plan) -> None:
    read = []
    for text, given in case["reports"].items():
        span = periods.parse(str(text))
        day = str(case.get("submitted", {}).get(text) or (span.end + timedelta(days=2) if span else "2022-04-02"))
        files = given if isinstance(given, list) else [given]
        for place, values in enumerate(files):
            lines = [f"plan: small\nperiod: {text}\nsubmitted: {day}\n"]
            lines += [
                f"{mark}: true\n" for mark in ("partial", "illustrative") if str(text) in map(str, case.get(mark, []))
            ]
            body = "".join(f"  {key}: {flow(value)}\n" for key, value in values.items())
            lines.append(f"values:\n{body}" if body else "values: {}\n")
            document, found = yamlfile.parse("".join(lines), f"{text}-{'ab'[place]}.yaml")
            ran.findings += found
            if document is not None:
                made, found = submission.read(document, plan)
                ran.findings += found
                if made is not None:
                    read.append(made)
    known, found = submission.merge(read)
    ran.findings += found
    ran.known = known
    if ran.faults:
        return
    last = periods.parse(str(case["judge"])) if "judge" in case else max(known, key=lambda p: p.end)
    assert last is not None
    on = date.fromisoformat(str(case["on"])) if "on" in case else last.end + timedelta(days=5)
    profile = SHARED.profiles[case.get("plan", {}).get("profile", "plancheck")]
    unranked = frozenset(case.get("unranked", ()))
    rules = Rules(profile, SHARED.calendar, tuple(SHARED.domains), unranked)
    ran.assessment = evaluate(plan, known, last, on, rules, _issued(case))
    if "back" in case:
        *_, (_, judged) = rounds(plan, known, sorted(known, key=lambda p: p.end), on, rules)
        ran.back = {each.verdict.indicator.id: [f.code for f in each.wrong] for each in judged if each.wrong}
    ran.findings = [f for f in ran.findings if not f.where.file.startswith("20")] + [
        f for f in ran.findings if f.where.file.startswith(f"{last}-")
    ]
    ran.findings += ran.assessment.findings


def _issued(case: dict[str, Any]) -> dict[Period, dict[str, Ruling]]:
    """The lights as a case says that they were issued, each `[light, reason]`, by a bag named after its period."""
    made = {}
    for text, lights in case.get("issued", {}).items():
        period = periods.parse(str(text))
        assert period is not None
        made[period] = {
            name: Ruling(Light(light), Reason(reason), f"bag {text}") for name, (light, reason) in lights.items()
        }
    return made


def number(text: object) -> Fraction | None:
    """Read an expected number: a decimal or p/q."""
    return None if text is None else Fraction(str(text))
