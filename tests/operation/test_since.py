"""`run --since`: only what changed; what is lost is never good news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from checker.operation import changes
from tests.command import run
from tests.operation.offices import office, report

ON = ("--on", "2022-07-08", "--fail-on", "never")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """An office whose second quarter was judged once, into last.json."""
    report(office(tmp_path), "2022-q1")
    report(tmp_path, "2022-q2")
    text = run("run", "2022-q2.yaml", *ON, "--format", "json", cwd=tmp_path).out
    (tmp_path / "last.json").write_text(text, "utf-8")
    return tmp_path


def since(folder: Path, *more: str) -> str:
    return run("run", "2022-q2.yaml", *ON, "--since", "last.json", *more, cwd=folder).out


def test_nothing_changed(small: Path) -> None:
    assert "没有变化" in since(small)
    assert since(small, "--quiet") == ""
    assert "--since" in run("run", "2022-q2.yaml", "--quiet", cwd=small, code=2).err


def test_only_what_changed_is_said(small: Path) -> None:
    report(small, "2022-q2", _1a="11", _2a="2")
    text = since(small)
    assert "变好1项\n  ● 1a 招聘会（市人社局）：黄灯（慢序时）→绿灯（按序时）" in text
    assert "变差1项\n  ■ 2a 新建学校（市教育局）：绿灯（按序时）→红灯" in text
    assert "1b" not in text
    assert text.index("变差") < text.index("变好")


def test_other_formats_hold_only_what_changed(small: Path) -> None:
    report(small, "2022-q2", _1a="11")
    data = json.loads(since(small, "--format", "json"))
    assert [verdict["indicator"] for verdict in data["verdicts"]] == ["1a"]
    assert data["totals"]["indicators"] == 4


def test_a_lost_value_is_no_good_news(small: Path) -> None:
    """A red light that turns grey because its value is gone was not mended."""
    report(small, "2022-q2", _1a="5")
    text = run("run", "2022-q2.yaml", *ON, "--format", "json", cwd=small).out
    (small / "last.json").write_text(text, "utf-8")
    report(small, "2022-q2", _1a="")
    text = since(small)
    assert "报送值不见了1项（不算好转" in text
    assert "！ 1a" in text
    assert "变好" not in text


def test_a_plan_that_was_not_there_is_said(small: Path) -> None:
    data = json.loads((small / "last.json").read_text("utf-8"))
    (small / "last.json").write_text(json.dumps({**data, "plan": "other"}), "utf-8")
    assert "无从比较" in since(small)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"assessments": [1]}', '{"plan": "x", "verdicts": []}', "[" * 100_000]
)
def test_what_is_no_assessment_is_said(small: Path, text: str) -> None:
    (small / "last.json").write_text(text, "utf-8")
    assert "不是本程序写出" in run("run", "2022-q2.yaml", *ON, "--since", "last.json", cwd=small, code=2).err


def verdict(light: str, value: int | None = 1, **more: str) -> dict[str, object]:
    return {"indicator": "1a", "name": "甲", "lead": ["乙"], "light": light, "reason": light, "status": "on_time",
            "value": value, **more}  # fmt: skip


@pytest.mark.parametrize(("was", "now", "way"), [
    (verdict("red"), verdict("green"), "better"),
    (verdict("green"), verdict("red"), "worse"),
    (verdict("red"), verdict("grey", None), "lost"),
    (verdict("yellow"), verdict("green", None), "lost"),
    (verdict("red"), verdict("grey"), "other"),
    (verdict("yellow"), verdict("yellow", None, status="returned"), "worse"),
    (verdict("grey", None), verdict("red"), "worse"),
    (verdict("grey", None), verdict("green"), "other"),
    (verdict("green"), verdict("green", status="late"), "other"),
])  # fmt: skip
def test_ways_of_changing(was: dict[str, object], now: dict[str, object], way: str) -> None:
    of = {"plan": "x", "period": "2022-Q1"}
    (change,) = changes.between({**of, "verdicts": [was]}, {**of, "verdicts": [now]})
    assert change.way == way


def test_between_periods_what_is_not_reported_yet_is_not_lost() -> None:
    was, now = (
        {"period": "2022-Q1", "verdicts": [verdict("red")]},
        {"period": "2022-Q2", "verdicts": [verdict("grey", None)]},
    )
    assert [change.way for change in changes.between(was, now)] == ["other"]


def test_an_indicator_that_comes_or_goes_is_named() -> None:
    of = {"period": "2022-Q1"}
    here, gone = {**of, "verdicts": [verdict("red")]}, {**of, "verdicts": []}
    assert [change.way for change in changes.between(here, gone)] == ["gone"]
    assert [change.way for change in changes.between(gone, here)] == ["new"]
