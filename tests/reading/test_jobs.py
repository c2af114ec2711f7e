"""Which files are judged, and what counts as their history."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from checker.judging.jobs import last_finished, with_history
from checker.model import Plan
from checker.reading.library import Library
from tests.command import ROOT, run
from tests.reading.test_warnings import PLAN

ON = ("--on", "2022-10-20")
HEAD = "plan: small\nperiod: 2022-Q{0}\nsubmitted: 2022-{1}-05\nvalues:\n"
SPRING = PLAN.replace("03-16", "01-04")


def written(folder: Path, quarter: int, values: str) -> Path:
    file = folder / "s" / f"q{quarter}.yaml"
    file.write_text(HEAD.format(quarter, ("04", "07", "10", "12")[quarter - 1]) + values, "utf-8")
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan and three quarters of it."""
    (tmp_path / "indicators" / "huangshi").mkdir(parents=True)
    (tmp_path / "indicators" / "huangshi" / "small.yaml").write_text(SPRING, "utf-8")
    (tmp_path / "s").mkdir()
    for quarter, value in ((1, 5), (2, 10), (3, 15)):
        written(tmp_path, quarter, f"  7a: {value}\n")
    return tmp_path


def plan(folder: Path) -> Plan:
    made, _ = Library.at(folder / "indicators").plan("small")
    assert made is not None
    return made


def judged(folder: Path, *arguments: object) -> list[dict[str, object]]:
    told = json.loads(run("run", *arguments, *ON, "--format", "json", cwd=folder, code=(0, 1)).out)
    made: list[dict[str, object]] = told.get("assessments", [told])
    return made


def test_every_file_that_is_named_is_judged_and_of_a_folder_the_newest(folder: Path) -> None:
    assert [each["period"] for each in judged(folder, "s/q1.yaml", "s/q3.yaml")] == ["2022-Q1", "2022-Q3"]
    assert [each["period"] for each in judged(folder, "s")] == ["2022-Q3"]


def test_what_lies_between_two_files_that_are_named_is_history_of_the_later(folder: Path) -> None:
    written(folder, 2, "  7a: 20\n")  # completed then, so that the third quarter falls below it
    later = judged(folder, "s/q1.yaml", "s/q3.yaml")[1]
    assert [verdict["reason"] for verdict in later["verdicts"]] == ["completed"]  # type: ignore[attr-defined]
    assert with_history([folder / "s" / "q1.yaml", folder / "s" / "q3.yaml"], "small", None) == [
        folder / "s" / f"q{quarter}.yaml" for quarter in (1, 2, 3)
    ]


def test_what_is_wrong_in_a_later_file_is_no_matter_and_in_an_earlier_one_it_is(folder: Path) -> None:
    twice = "  7a: 1\n  7a: 2\n"
    written(folder, 3, twice)
    run("run", "s/q2.yaml", *ON, cwd=folder, code=(0, 1))
    assert "s/q1.yaml" in run("run", written(folder, 1, twice).parent / "q2.yaml", *ON, cwd=folder, code=2).err


def test_files_of_other_plans_in_a_history_folder_are_not_read(folder: Path) -> None:
    (folder / "h").mkdir()
    (folder / "h" / "other.yaml").write_text("plan: other\nperiod: 2022-Q1\nvalues: [\n", "utf-8")
    assert run("run", "s/q3.yaml", "--history", "h", *ON, cwd=folder, code=(0, 1)).out


def test_a_verdict_names_its_file_without_the_folders_above(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    told = run("run", folder / "s" / "q3.yaml", *ON, "--indicators", folder / "indicators", "--format", "json",
               cwd=away, code=(0, 1)).out  # fmt: skip
    assert str(folder) not in told
    assert json.loads(told)["verdicts"][0]["at"] == {"file": "q3.yaml", "line": 5, "column": 7}


@pytest.mark.parametrize(
    ("issued", "day", "period"),
    [
        ("2022-01-04", "2022-06-29", "2022-Q1"),
        ("2022-01-04", "2022-06-30", "2022-Q1"),  # its last day is not over
        ("2022-01-04", "2022-07-01", "2022-Q2"),
        ("2022-03-31", "2022-05-01", "2022-Q1"),  # the document came on the quarter's last day
        ("2022-04-01", "2022-05-01", "2022-Q2"),  # nobody could report on the first
        ("2022-01-04", "2021-05-01", "2022-Q1"),
        ("2022-01-04", "2030-05-01", "2022-Q4"),
    ],
)
def test_the_last_period_that_is_over_and_could_be_reported_on(
    issued: str, day: str, period: str, folder: Path
) -> None:
    (folder / "indicators" / "huangshi" / "small.yaml").write_text(PLAN.replace("2022-03-16", issued), "utf-8")
    assert str(last_finished(plan(folder), date.fromisoformat(day))) == period


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("note: x\nvalues: {7a: 3}\n", ["not-a-submission"]),
        ("note: x\nnote: y\nvalues: {7a: 3}\n", ["duplicate-key"]),  # first what is wrong with the file itself
        ("plan: nowhere\nperiod: 2022-Q1\nperiod: 2022-Q2\nvalues: {}\n", ["duplicate-key", "unknown-plan"]),
        ("plan: nowhere\nvalues: [\n", ["syntax"]),
    ],
)
def test_a_file_that_is_named_and_is_no_submission_is_said_at_its_beginning(
    text: str, codes: list[str], folder: Path
) -> None:
    (folder / "x.yaml").write_text(text, "utf-8")
    said = run("run", "x.yaml", *ON, cwd=folder, code=2).err
    found = [code for code in ("not-a-submission", "duplicate-key", "syntax", "unknown-plan") if f"[{code}]" in said]
    assert found == codes
    if codes == ["not-a-submission"]:
        assert said.startswith("x.yaml:1:1: ")


def test_the_shipped_examples_rest_on_all_earlier_quarters() -> None:
    folder = ROOT / "examples" / "huangshi"
    found = with_history([folder / "2023-q3.yaml"], "huangshi-public-service", None)
    assert [path.name for path in found] == sorted(path.name for path in folder.glob("202*-q*.yaml"))
