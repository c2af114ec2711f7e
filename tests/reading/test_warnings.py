"""What lint remarks on though the file is sound, each at its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.files.places import shipped
from checker.judging.jobs import gather
from checker.judging.linting import lint
from checker.model import Level
from checker.reading.library import Library

PLAN = """\
plan: small
title: 小方案
locality: huangshi
document: {number: 黄政办发〔2022〕58号, issuer: 黄石市人民政府办公室, issued: 2022-03-16}
period: {start: 2022-01-01, end: 2022-12-31}
reporting: {every: quarter, due: 5, grace: 3}
measures:
- number: 7
  title: 组织招聘活动
  domain: employment
  clause: 二（二）7
  lead: [市人社局]
  indicators:
  - {id: 7a, name: 招聘会, unit: 场, kind: cumulative, target: 20, per: year, as_written: 招聘会20场}
"""
EXEMPT = "{{indicator: 7a, from: {}, until: {}, reason: 疫情, document: 通知}}"
VALUES = "plan: small\nperiod: 2022-Q3\nsubmitted: 2022-10-10\nvalues:\n  7a: 16\n"


def found(folder: Path, plan: str, values: str = VALUES) -> dict[str, tuple[str, int]]:
    """The codes that are said of a plan and its submission, each with file and line."""
    (folder / "indicators" / "huangshi").mkdir(parents=True)
    files = [folder / "indicators" / "huangshi" / "small.yaml", folder / "q3.yaml"]
    for file, text in zip(files, (plan, values), strict=True):
        file.write_text(text, "utf-8")
    made = lint(files, Library.at(folder / "indicators"))
    return {f.code: (Path(f.where.file).name, f.where.line) for f in made}


@pytest.mark.parametrize(
    ("code", "old", "new", "line"),
    [
        ("no-lead", "  lead: [市人社局]\n", "", 8),
        ("no-clause", "  clause: 二（二）7\n", "", 8),
        ("no-words", ", as_written: 招聘会20场", "", 14),
        ("part-year", "end: 2022-12-31", "end: 2023-03-31", 14),
        ("no-recurrence", "end: 2022-12-31", "end: 2022-09-30", 14),
        ("unknown-same-as", "per: year", "per: year, same_as: job-fairs-by-nobody", 14),
        (
            "look-alike",
            "  lead: [市人社局]\n",
            "  lead: [市人社局]\n  responsible: [Α大学, A大学]\n",
            13,
        ),  # a Greek one
        ("look-alike", "  lead: [市人社局]\n", "  lead: [市人社局（本级）, 市人社局(本级)]\n", 12),
        ("exempt-wholly", "measures:", f"exemptions: [{EXEMPT.format('1000-01-01', '9999-12-31')}]\nmeasures:", 7),
        ("exempt-outside", "measures:", f"exemptions: [{EXEMPT.format('2022-12-01', '2023-01-31')}]\nmeasures:", 7),
    ],
)
def test_a_plan_is_remarked_on(code: str, old: str, new: str, line: int, tmp_path: Path) -> None:
    assert old in PLAN
    assert found(tmp_path / "sound", PLAN) == {}
    assert found(tmp_path / "odd", PLAN.replace(old, new)) == {code: ("small.yaml", line)}


@pytest.mark.parametrize(
    ("code", "old", "new", "line"),
    [
        ("blank", "7a: 16", "7a: 暂无", 5),
        ("forgiven", "7a: 16", "7a: １６", 5),
    ],
)
def test_a_submission_is_remarked_on(code: str, old: str, new: str, line: int, tmp_path: Path) -> None:
    assert found(tmp_path, PLAN, VALUES.replace(old, new)) == {code: ("q3.yaml", line)}


def test_plans_that_share_a_key_agree_in_kind_and_unit(tmp_path: Path) -> None:
    """`same_as` sets values of several places side by side: matches and days do not compare."""
    folder = tmp_path / "indicators" / "huangshi"
    folder.mkdir(parents=True)
    one = PLAN.replace("per: year", "per: year, same_as: online-job-fairs")
    other = one.replace("plan: small", "plan: other").replace("unit: 场", "unit: 天")
    for name, text in (("one", one), ("other", other), ("third", one.replace("plan: small", "plan: third"))):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    made = lint(sorted(folder.glob("*.yaml")), Library.at(tmp_path / "indicators"))
    told = [(Path(f.where.file).name, f.facts["own"], f.facts["theirs"]) for f in made if f.code == "same-as-differs"]
    assert told == [("other.yaml", "cumulative 天", "cumulative 场")]


def test_a_file_that_is_no_submission_is_said_where_one_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text("a: 1\n", "utf-8")
    _, faults = gather([tmp_path / "other.yaml"], Library.at(shipped("indicators")))
    assert [(f.code, f.level) for f in faults] == [("not-a-submission", Level.FAULT)]


def test_what_only_the_judgement_remarks_on(tmp_path: Path) -> None:
    """A value dated after the day of the run, one that swings against last year, and the quarters nobody sent in."""
    longer = PLAN.replace("start: 2022-01-01", "start: 2021-01-01")
    found(tmp_path, longer)
    earlier = VALUES.replace("2022", "2021").replace("7a: 16", "7a: 8")
    (tmp_path / "q3-2021.yaml").write_text(earlier, "utf-8")
    library = Library.at(tmp_path / "indicators")
    jobs, _ = gather([tmp_path / "q3.yaml"], library)
    said = {
        day: {f.code for f in jobs[0].judged(library, day).findings} for day in (date(2022, 10, 9), date(2022, 10, 10))
    }
    assert said == {date(2022, 10, 9): {"future", "W-GAP"}, date(2022, 10, 10): {"W1-year", "W-GAP"}}
