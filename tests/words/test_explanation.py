"""What `explain` says of a verdict comes from the verdict itself."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker import words
from checker.locale import speaker
from checker.words import explanation
from checker.words.view import View
from tests.command import ON, Q3, run
from tests.harness import SHARED, assess, make_plan

CHANGE = {"kind": "change", "unit": "起", "target": -5}


def lines(indicator: dict[str, Any], reports: dict[str, Any], **more: Any) -> dict[str, str]:
    """Explain the last period's verdict on one indicator, in English; labels name the lines."""
    plan = make_plan(indicator, start="2021-01-01", end="2022-12-31")
    assessment = assess(plan, {period: {"1a": value} for period, value in reports.items()}, **more)
    view = View(assessment, speaker("en"), SHARED)
    return dict(explanation.explain(view, assessment.verdicts[0]))


@pytest.mark.parametrize(
    ("indicator", "reports", "said"),
    [
        # a fall to nothing: the base cannot be worked out from the change
        (CHANGE, {"2021-Q3": 10, "2022-Q3": 0}, "0起 against 10起 a year ago: -100%"),
        # last year's own report goes before what is said of last year now, and before the catalogue
        (CHANGE | {"baseline": 40}, {"2021-Q3": 10, "2022-Q3": {"value": 0, "last_year": 20}}, "0起 against 10起"),
        (CHANGE | {"baseline": 40}, {"2022-Q3": {"value": 0, "last_year": 20}}, "0起 against 20起"),
        (CHANGE | {"baseline": 40}, {"2022-Q3": 0}, "0起 against 40起"),
        (CHANGE, {"2022-Q3": {"value": 9, "last_year": 10}}, "9起 against 10起 a year ago: -10%"),
    ],
)
def test_a_change_names_the_amount_it_was_compared_with(
    indicator: dict[str, Any], reports: dict[str, Any], said: str
) -> None:
    assert said in lines(indicator, reports)["Value"]


@pytest.mark.parametrize(
    ("indicator", "value", "on", "band"),
    [
        # nothing reported yet (rule 6), and too few asked (rule 7): the lines are known, and nothing lies on them
        ({"kind": "maintain", "unit": "%", "direction": "up", "target": 90}, None, date(2022, 10, 1), "at least 90%"),
        (
            {"kind": "maintain", "unit": "%", "direction": "up", "target": 90},
            {"value": 95, "n": 9},
            None,
            "at least 90%",
        ),
    ],
)
def test_the_lines_are_told_before_anything_can_be_compared(
    indicator: dict[str, Any], value: Any, on: date | None, band: str
) -> None:
    told = lines(indicator, {"2022-Q3": value}, on=on)
    assert band in told["Band"]
    assert "Comparison" not in told


def test_no_kind_is_asked_for_a_band_again() -> None:
    """What was judged is shown: words that judge by themselves may say another thing than the light."""
    asking = {file.name for file in Path(words.__path__[0]).glob("*.py") for node in ast.walk(ast.parse(file.read_bytes()))
              if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
              and node.func.attr in ("band", "measured", "base")}  # fmt: skip
    assert asking == set()


def test_nodes_are_told_one_by_one_with_how_late_they_were() -> None:
    staged = {"kind": "milestone", "nodes": {"市": "2022-08-01", "县": "2022-09-15", "乡": "2022-12-01"}}
    value = {"nodes": {"市": "2022-07-30", "县": "2022-09-18"}, "progress": 60}
    told = lines(staged, {"2022-Q3": value})["Nodes"]
    for word in ("市 2022-07-30", "县 2022-09-18 (3 days late)", "60 %"):
        assert word in told, word


def test_a_later_document_is_told_with_what_it_changed() -> None:
    target = {"kind": "cumulative", "target": 10, "unit": "场", "by": "2022-12-31"}
    later = [{"from": "2022-07-01", "document": "某函〔2022〕1号", "target": 12, "by": "2022-11-30"}]
    told = lines({**target, "revisions": later}, {"2022-Q3": 9})
    (revised,) = (text for text in told.values() if "某函〔2022〕1号" in text)
    for word in ("2022-07-01", "12", "2022-11-30"):
        assert word in revised, word
    assert "12场" in told["Target T"]


def test_explain_tells_the_whole_way() -> None:
    text = run("explain", Q3, "4d", *ON).out
    for word in ("黄政办发〔2022〕58号", "二（一）4", "每月督办工作进展", "3个报告期 ÷ 共4个报告期 = 75%",
                 "绿灯：不低于9个月", f"{Q3}:", "第9条", "历次亮灯", "展望"):  # fmt: skip
        assert word in text, word
    assert "3 reporting periods over ÷ 4 in all = 75%" in run("explain", Q3, "4d", *ON, "--lang", "en").out


def told(view: View) -> str:
    """Explain the only indicator."""
    return "\n".join(text for _, text in explanation.explain(view, view.assessment.verdicts[0]))


def test_an_expected_target_is_said_to_be_yellow_at_worst() -> None:
    """The band does not promise a red that can never come."""
    item = {"kind": "cumulative", "target": 20, "unit": "场", "binding": False}
    view = View(assess(make_plan(item), {"2022-Q1": {"1a": 1}}), speaker("zh"), SHARED)
    text = told(view)
    assert "其余为黄灯（预期性目标，最差为黄灯）" in text
    assert "其余为红灯" not in text


def test_what_is_overdue_can_still_be_done() -> None:
    view = View(assess(make_plan({"kind": "milestone", "by": "2022-02-28"}), {"2022-Q1": {"1a": {"progress": 50}}}),
                speaker("zh"), SHARED)  # fmt: skip
    assert "须在2022-02-28前" not in told(view)
    assert "完成全部节点并报送完成日期" in told(view)
