"""What stands beside the lights on the dashboard: satisfaction, and the typical cases that support an indicator."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import ON, Q3, run

CASES = "examples/cases/demo.yaml"


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scores")
    run("survey", "examples/survey/answers.csv", "--format", "json", "--out", folder)
    return folder / "survey.json"


def test_satisfaction_stands_beside_its_domain_and_changes_no_light(scores: Path) -> None:
    plain = run("run", Q3, *ON, "--format", "html", code=1).out
    page = run("run", Q3, *ON, "--format", "html", "--survey", scores, code=1).out
    told = json.loads(scores.read_text("utf-8"))
    assert f"满意度{told['domains']['education']['score']:.1f}±" in page
    assert f"总体{told['total']['score']:.1f}分" in page
    assert "非概率样本" in page
    assert "【示例】" in page
    lights = re.compile(r'data-light="(\w+)" data-unit')
    assert lights.findall(page) == lights.findall(plain)


def test_a_case_is_linked_with_the_indicators_that_it_supports() -> None:
    page = run("run", Q3, *ON, "--format", "html", "--cases", CASES, code=1).out
    assert '<a href="#b1-case-1">案例1</a>' in page
    assert page.count('id="b1-case-1"') == 1
    section = page[page.index('id="b1-case-1"') :]
    assert 'href="#b1-7a"' in section[:600]
    assert "示例案例一" in section[:200]


def test_without_either_the_page_says_nothing_of_them() -> None:
    page = run("run", Q3, *ON, "--format", "html", code=1).out
    assert "典型案例" not in page
    assert "公众满意度" not in page


def test_a_file_that_holds_no_scores_is_refused() -> None:
    assert "survey --format json" in run("run", Q3, *ON, "--survey", "README.md", code=2).err


def test_cases_of_another_plan_stay_away() -> None:
    page = run(
        "run", "examples/fang-county/2024-q1.yaml", "--format", "html", "--cases", CASES, "--fail-on", "never"
    ).out
    assert "示例案例一" not in page
