"""What a unit still owes: what went back, what is missing, and the days until it is due."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli.due import owed
from checker.locale import speaker
from checker.model import Plan
from checker.words.view import Narrowing, View
from tests.harness import SHARED, assess, make_plan

CAL = SHARED.calendar
COUNT = {"kind": "cumulative", "unit": "场", "target": 40}
MORE = """\
- {number: 2, title: 两家, domain: employment, clause: 一（二）, lead: [市教育局, 市民政局], indicators: [
    {id: 2a, name: 共办, kind: cumulative, unit: 场, target: 8, as_written: 原文}]}
- {number: 3, title: 一家, domain: employment, clause: 一（三）, lead: [市民政局], indicators: [
    {id: 3a, name: 独办, kind: cumulative, unit: 场, target: 8, as_written: 原文}]}
"""


def small() -> Plan:
    """市人社局: 1a, 1b; 市教育局 and 市民政局: 2a; 市民政局: 3a."""
    return make_plan({**COUNT, "name": "招聘会"}, {**COUNT, "name": "培训班"}, extra=MORE)


def said(values: dict[str, Any], on: date = date(2022, 10, 14), lang: str = "zh", unit: str = "") -> list[str]:
    """What the small plan's third quarter still owes, without its head."""
    made = assess(small(), {"2022-Q3": values}, on)
    return list(owed(View(made, speaker(lang), SHARED, Narrowing(unit=unit))))[3:]


# --- days ----------------------------------------------------------------------------------------------------

DAYS = [  # 1–7 October 2022 off, 8 and 9 October (a weekend) made up
    ("2022-09-30", "（本期尚未结束），宽限至2022年10月17日", "(the period has not ended yet), grace until 2022-10-17"),
    ("2022-10-01", "（还有11天，5个工作日），", "(days left: 11, working days: 5), "),
    ("2022-10-07", "（还有5天，5个工作日），", "(days left: 5, working days: 5), "),
    ("2022-10-08", "（还有4天，4个工作日），", "(days left: 4, working days: 4), "),
    ("2022-10-11", "（还有1天，1个工作日），", "(days left: 1, working days: 1), "),
    ("2022-10-12", "（今天截止），", "(today), "),
    ("2022-10-13", "；已过截止日，宽限期内，还剩2个工作日", "; past the due date, working days of grace left: 2"),
    ("2022-10-15", "；已过截止日，宽限期内，还剩1个工作日", "; past the due date, working days of grace left: 1"),
    ("2022-10-17", "；已过截止日，今天是宽限期最后一天", "; past the due date, today is the last day of grace"),
    ("2022-10-18", "；宽限期已过，已逾期6天（从截止日算起）", "; grace is over, days since the due date: 6"),
]


@pytest.mark.parametrize(("on", "chinese", "english"), DAYS)
def test_days_are_counted_to_the_due_date_and_to_the_end_of_grace(on: str, chinese: str, english: str) -> None:
    made = assess(small(), {"2022-Q3": {}}, date.fromisoformat(on))
    for lang, due, words in (("zh", "报送截止2022年10月12日", chinese), ("en", "Reports due 2022-10-12", english)):
        line = list(owed(View(made, speaker(lang), SHARED)))[1]
        assert line.startswith(due)
        assert words in line
        assert ("10月17日" if lang == "zh" else "grace until 2022-10-17") in line


@given(st.dates(date(2021, 12, 1), date(2026, 12, 1)), st.integers(0, 40))
def test_counting_working_days_is_the_inverse_of_counting_on(day: date, count: int) -> None:
    assert CAL.between(day, CAL.after(day, count)) == count


# --- what went back and what is missing ----------------------------------------------------------------------


def test_what_went_back_stands_apart_from_what_is_missing() -> None:
    assert said({"1a": "很多", "2a": "很多"}) == [
        "【退回待改】3个单位，2项",
        "市人社局（1项）：1a 招聘会",
        "市教育局、市民政局（1项）：2a 共办",
        "【未报送】2个单位，2项",
        "市人社局（1项）：1b 培训班",
        "市民政局（1项）：3a 独办",
    ]


def test_the_unit_that_owes_most_comes_first_in_its_own_block() -> None:
    assert said({"1a": "很多", "1b": "很多", "2a": 6})[1] == "市人社局（2项）：1a 招聘会、1b 培训班"
    assert said({"3a": 6, "2a": 6})[-1] == "市人社局（2项）：1a 招聘会、1b 培训班"
    assert said({})[2] == "市人社局（2项）：1a 招聘会、1b 培训班"


def test_a_block_of_nothing_is_left_out() -> None:
    assert said({"1a": "很多", "1b": 30, "2a": 6, "3a": 6})[0] == "【退回待改】1个单位，1项"
    assert not any("未报送" in line for line in said({"1a": "很多", "1b": 30, "2a": 6, "3a": 6}))
    assert said({"1a": 30, "1b": 30, "2a": 6, "3a": 6}) == ["【未报送】", "没有欠报的指标。"]


def test_a_unit_that_reported_nothing_at_all_is_marked() -> None:
    assert said({"2a": 6}) == [
        "【未报送】2个单位，3项",
        "整表未交：市人社局",
        "市人社局（2项）：1a 招聘会、1b 培训班",
        "市民政局（1项）：3a 独办",
    ]
    assert said({"1a": "很多"})[-4:] == [
        "整表未交：市教育局、市民政局",
        "市人社局（1项）：1b 培训班",
        "市教育局、市民政局（1项）：2a 共办",
        "市民政局（1项）：3a 独办",
    ]


def test_who_leads_only_together_with_others_need_not_hand_anything_in() -> None:
    shared = make_plan({**COUNT, "name": "招聘会"}, extra=MORE.split("- {number: 3")[0])
    made = assess(shared, {"2022-Q3": {"1a": 30}}, date(2022, 10, 14))
    assert "整表未交：市教育局" in list(owed(View(made, speaker("zh"), SHARED)))


def test_the_mark_looks_at_all_that_the_unit_is_asked_for_whatever_is_shown() -> None:
    assert said({"2a": 6}, unit="市民政局") == ["【未报送】1个单位，1项", "市民政局（1项）：3a 独办"]
    assert said({}, unit="市民政局") == [
        "【未报送】1个单位，2项",
        "整表未交：市民政局",
        "市教育局、市民政局（1项）：2a 共办",
        "市民政局（1项）：3a 独办",
    ]


def test_a_report_that_has_not_come_by_the_run_date_is_none() -> None:
    made = assess(small(), {"2022-Q3": {"1a": 30}}, date(2022, 10, 12), d2022_Q3=date(2022, 10, 13))
    lines = list(owed(View(made, speaker("zh"), SHARED)))
    assert "整表未交：市人社局、市教育局、市民政局" in lines
    assert "市人社局（2项）：1a 招聘会、1b 培训班" in lines


def test_the_blocks_in_english() -> None:
    assert said({"1a": "很多", "2a": 6, "3a": 6}, lang="en") == [
        "Sent back: 1 unit, 1 indicator",
        "市人社局 (1): 1a 招聘会",
        "Owed: 1 unit, 1 indicator",
        "市人社局 (1): 1b 培训班",
    ]
    assert said({"2a": 6, "3a": 6}, lang="en") == [
        "Owed: 1 unit, 2 indicators",
        "Nothing handed in at all: 市人社局",
        "市人社局 (2): 1a 招聘会, 1b 培训班",
    ]


def test_the_sentence_of_what_went_back_says_so() -> None:
    from checker.words.sentence import sentence

    back, missing = (v for v in assess(small(), {"2022-Q3": {"1a": "很多"}}, date(2022, 11, 1)).verdicts[:2])
    assert speaker("zh").say(sentence(back)) == "招聘会报送的数值被退回，超过宽限期仍未重报。"
    assert speaker("zh").say(sentence(missing)) == "培训班超过宽限期仍未报送有效数值。"


def test_markdown_keeps_what_went_back_apart() -> None:
    from checker.reporters import md

    made = assess(small(), {"2022-Q3": {"1a": "很多", "2a": 6}}, date(2022, 11, 1))
    text = md.render([View(made, speaker("zh"), SHARED)])
    assert "## 【退回待改】\n\n- 市人社局（1项）：1a 招聘会\n" in text
    assert "- 市人社局（1项）：1b 培训班\n" in text.split("【未报送】")[1]
