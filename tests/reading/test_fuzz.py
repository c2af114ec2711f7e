"""No input ends in a traceback: real files, mutated a few thousand times, give findings or an assessment."""

from __future__ import annotations

import random
from datetime import date

import pytest

from checker.files import yamlfile
from checker.files.places import shipped
from checker.judging.jobs import Job
from checker.locale import speaker
from checker.model import Level, Plan
from checker.reading import submission, validate
from checker.reading.library import Library
from checker.reading.plan_checks import check_plan as check_read_plan
from checker.reading.plans import read_plan
from checker.reporters import load
from checker.words.view import View, said
from tests.command import ROOT

LIBRARY = Library.at(shipped("indicators"))
PLAN_TEXT = (ROOT / "indicators/huangshi/public-service.yaml").read_text("utf-8")
REPORT_TEXT = (ROOT / "examples/huangshi/2023-q3.yaml").read_text("utf-8")
SCRAPS = ["\t", "：", "'", '"', "[", "]", "{", "}", "- ", ": ", "&a ", "*a", "!x ", "\n", "null", "true", "-1", "0.5",
          "1e9", "9" * 30, "2022-02-30", "2022-Q9", "%", "万", "７", "~", "#", "\x00", "\ufeff", "\u2028", "|", ">", "? ",
          "7a", "number", "<<: ", "---\n", "…", "2022-12-31", "0", "no", "{value: 1}", "[1, 2]", "99a", " " * 30]  # fmt: skip
ROUNDS = 2000
# one part in every run of the tests, the others where there is time
PARTS = pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.slow) for part in range(1, 4))])


def mutated(text: str, chance: random.Random) -> str:
    """Change a text in a few places, as slips of hand and broken copies do."""
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    if chance.random() < 0.5:  # a small file is changed deeper
        keep = lines[:12] + lines[start : start + chance.randrange(1, 40)]
        text = "\n".join(keep)
    for _ in range(chance.randrange(1, 5)):
        at = chance.randrange(len(text) + 1)
        deed = chance.randrange(5)
        if deed == 0:
            text = text[:at] + chance.choice(SCRAPS) + text[at:]
        elif deed == 1:
            text = text[:at] + text[at + chance.randrange(1, 30) :]
        elif deed == 2:
            text = text[:at] + chr(chance.choice([0, 9, 10, 34, 39, 58, 91, 123, 65306, 65509])) + text[at + 1 :]
        elif deed == 3:
            other = chance.randrange(len(text) + 1)
            text = text[:at] + text[other : other + 40] + text[at:]
        else:
            words = text.split(" ")
            words[chance.randrange(len(words))] = chance.choice(SCRAPS)
            text = " ".join(words)
    return text


def good_plan() -> Plan:
    document, _ = yamlfile.parse(PLAN_TEXT, "plan.yaml")
    assert document is not None
    return read_plan(document)


@PARTS
def test_mutated_plans_give_findings_or_a_plan(part: int) -> None:
    chance, plans = random.Random(part), 0
    for _ in range(ROUNDS // 4):
        document, found = yamlfile.parse(mutated(PLAN_TEXT, chance), "plan.yaml")
        if document is not None:
            found += validate.check_plan(document)
            if not any(f.level is Level.FAULT for f in found):
                plan = read_plan(document)
                found += check_read_plan(plan, document)
                plans += 1
        for finding in found:
            assert finding.where.line >= 1
            assert said(finding, speaker("zh"))
    assert plans > 0


@PARTS
def test_mutated_submissions_give_findings_or_an_assessment(part: int) -> None:
    chance, plan, judged = random.Random(100 + part), good_plan(), 0
    for _ in range(ROUNDS // 4):
        document, found = yamlfile.parse(mutated(REPORT_TEXT, chance), "q3.yaml")
        made = None
        if document is not None:
            made, more = submission.read(document, plan)
            found += more
        if made is not None:
            job = Job(plan, made.period, {made.period: made}, tuple(found))
            assessment = job.judged(LIBRARY, date(2023, 10, 25))
            assert assessment.totals.indicators == len(assessment.counted) == 126
            if judged % 10 == 0:
                assert load("json").render([View(assessment, speaker("en"), LIBRARY)])
            judged += 1
        for finding in found:
            assert finding.where.line >= 1
            assert said(finding, speaker("en"))
    assert judged > 20
