"""`compare`: localities side by side, ranked within their level only, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from checker import reporters
from tests.command import run

PLAN = """\
plan: {name}-plan
title: 方案
locality: {name}
document: {{number: 测〔2022〕1号, issuer: 测试, issued: 2021-12-20}}
period: {{start: 2022-01-01, end: 2022-12-31}}
reporting: {{every: quarter, due: 5, grace: 3}}
measures:
- number: 1
  title: 措施
  domain: employment
  clause: 一
  lead: [市人社局]
  indicators:
  - {{id: 1a, name: 招聘会, unit: 场, kind: cumulative, target: 40, by: 2022-12-31, as_written: 招聘会40场, same_as: fairs}}
  - {{id: 1b, name: 培训, unit: {unit}, kind: cumulative, target: 40, by: 2022-12-31, as_written: 培训40, same_as: lessons}}
  - {{id: 1c, name: 招生, unit: 人, kind: cumulative, target: 40, by: 2022-12-31, as_written: 招生40人}}
- number: 2
  title: 措施
  domain: education
  clause: 二
  lead: [市教育局]
  indicators:
  - {{id: 2a, name: 建校, unit: 所, kind: cumulative, target: 40, by: 2022-12-31, as_written: 建校40所}}
"""
PLACES = {"wuhan": 0, "huangshi": 10, "shiyan": 20, "fang-county": 5}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """Three cities and a county, two quarters each, in a folder a locality."""
    for name, value in PLACES.items():
        folder, catalogue = tmp_path / "reports" / name, tmp_path / "indicators" / name
        folder.mkdir(parents=True)
        catalogue.mkdir(parents=True)
        (catalogue / "plan.yaml").write_text(PLAN.format(name=name, unit="人次" if name == "shiyan" else "人"), "utf-8")
        for quarter, day in ((1, "2022-04-03"), (2, "2022-07-03")):
            amount = value * quarter // 2
            head = f"plan: {name}-plan\nperiod: 2022-Q{quarter}\nsubmitted: {day}\nvalues:\n"
            values = "".join(f"  {key}: {amount}\n" for key in ("1a", "1b", "1c")) + "  2a: 20\n"
            (folder / f"q{quarter}.yaml").write_text(head + values, "utf-8")
    return tmp_path


def compared(folder: Path, *more: str) -> str:
    return run(
        "compare", str(folder / "reports"), "--indicators", str(folder / "indicators"), "--on", "2022-07-08", *more
    ).out


@pytest.fixture
def data(reports: Path) -> Any:
    return json.loads(compared(reports, "--format", "json"))


def test_ranks_are_within_a_level(data: Any) -> None:
    assert [(row["locality"], row["level"], row["rank"]) for row in data["localities"]] == [
        ("shiyan", "city", 1), ("huangshi", "city", 2), ("wuhan", "city", 3), ("fang-county", "county", 1)]  # fmt: skip


def test_a_locality_counts_by_domain_with_its_newest_period(data: Any) -> None:
    huangshi = data["localities"][1]
    assert [plan["period"] for plan in huangshi["plans"]] == ["2022-Q2"]
    # 10 of the expected 20 is red, half of the marks; 20 of 20 is green
    assert [(d["domain"], d["totals"]["green"], d["totals"]["red"], d["score"]) for d in huangshi["domains"]] == [
        ("education", 1, 0, 100.0), ("employment", 0, 3, 50.0)]  # fmt: skip
    assert [(c["period"], c["red"]) for c in huangshi["course"]] == [("2022-Q1", 3), ("2022-Q2", 3)]


def test_indicators_stand_side_by_side_where_kind_and_unit_agree(data: Any) -> None:
    found = {match["key"]: [i["locality"] for i in match["indicators"]] for match in data["same_as"]}
    assert found == {"fairs": ["shiyan", "huangshi", "wuhan", "fang-county"],
                     "lessons": ["huangshi", "wuhan", "fang-county"]}  # fmt: skip
    assert data["apart"] == ["lessons"]


def test_the_overview_says_the_share_of_green_and_the_count_of_the_worst(reports: Path) -> None:
    lines = compared(reports).splitlines()
    huangshi = next(line.split() for line in lines if "黄石市" in line)
    assert huangshi[:4] == ["2", "黄石市", "2022-Q2", "62.50"]
    assert huangshi[4:] == ["25", "■3", "100", "●", "0", "■3"]
    assert lines.index("【市级】") < lines.index("【县级】")


def test_every_format_draws_it(reports: Path, tmp_path: Path) -> None:
    asked = [word for name in reporters.names() for word in ("--format", name)]
    run("compare", str(reports / "reports"), "--indicators", str(reports / "indicators"), "--on", "2022-07-08", *asked,
        "--out", str(tmp_path / "out"))  # fmt: skip
    assert {file.suffix[1:] for file in (tmp_path / "out").iterdir()} == {
        reporters.load(name).SUFFIX for name in reporters.names()
    }
    page = (tmp_path / "out" / "compare.html").read_text("utf-8")
    assert '<td class="red">25 ■3</td>' in page
    assert "| 2 | 黄石市 |" in (tmp_path / "out" / "compare.md").read_text("utf-8")


def test_two_localities_are_enough_to_stand_side_by_side_and_one_is_not(reports: Path) -> None:
    for name in ("fang-county", "wuhan"):
        for file in (reports / "reports" / name).iterdir():
            file.unlink()
    data = json.loads(compared(reports, "--format", "json"))
    found = {match["key"]: [i["locality"] for i in match["indicators"]] for match in data["same_as"]}
    assert found == {"fairs": ["shiyan", "huangshi"]}


def test_a_locality_with_published_figures_alone_is_not_ranked_and_stands_last(reports: Path) -> None:
    for file in (reports / "reports" / "shiyan").iterdir():
        file.write_text(file.read_text("utf-8").replace("values:", "partial: true\nvalues:"), "utf-8")
    data = json.loads(compared(reports, "--format", "json"))
    assert [(row["locality"], row["rank"]) for row in data["localities"]] == [
        ("huangshi", 1), ("wuhan", 2), ("shiyan", None), ("fang-county", 1)]  # fmt: skip


def _scores(reports: Path) -> dict[str, tuple[object, object]]:
    """Score and late reports of each locality."""
    data = json.loads(compared(reports, "--format", "json"))
    return {row["locality"]: (row["score"], row["totals"]["late"]) for row in data["localities"]}


def test_a_locality_is_scored_by_what_it_reached_not_by_when_it_said_so(reports: Path) -> None:
    """Late reports cost units their marks; localities are compared by their targets alone."""
    on_time = _scores(reports)["huangshi"]
    file = reports / "reports" / "huangshi" / "q2.yaml"
    file.write_text(file.read_text("utf-8").replace("2022-07-03", "2022-07-08"), "utf-8")
    assert _scores(reports)["huangshi"] == (on_time[0], 4)
    assert on_time[1] == 0


def test_a_locality_one_of_whose_plans_is_known_by_published_figures_alone_is_not_ranked(reports: Path) -> None:
    plan = PLAN.format(name="huangshi", unit="人").replace("plan: huangshi-plan", "plan: second-plan")
    (reports / "indicators" / "huangshi" / "second.yaml").write_text(plan, "utf-8")
    text = (reports / "reports" / "huangshi" / "q2.yaml").read_text("utf-8").replace("huangshi-plan", "second-plan")
    (reports / "reports" / "huangshi" / "second-q2.yaml").write_text("partial: true\n" + text, "utf-8")
    data = json.loads(compared(reports, "--format", "json"))
    assert [(row["locality"], row["rank"]) for row in data["localities"]][:3] == [
        ("shiyan", 1), ("wuhan", 2), ("huangshi", None)]  # fmt: skip


def test_who_is_not_ranked_stands_behind_all_who_are(reports: Path) -> None:
    """Also one that usually stands first."""
    for file in (reports / "reports" / "wuhan").iterdir():
        file.write_text(file.read_text("utf-8").replace("values:", "partial: true\nvalues:"), "utf-8")
    data = json.loads(compared(reports, "--format", "json"))
    assert [(row["locality"], row["rank"]) for row in data["localities"]][:3] == [
        ("shiyan", 1), ("huangshi", 2), ("wuhan", None)]  # fmt: skip
