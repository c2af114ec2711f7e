"""`plancheck due`: what went back, what is missing, what falls due, and the days until then."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli.due import owed
from checker.locale import speaker
from checker.model import Plan
from checker.reporters.table import WIDTH, listed, width
from checker.words.view import Narrowing, View
from tests.cli.test_cli import Q3, ROOT, run
from tests.harness import HEAD, SHARED, assess, make_plan

PLAN = "huangshi-public-service"
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


# --- a plan id and the submissions ---------------------------------------------------------------------------


def test_a_plan_id_with_the_submissions_says_what_the_file_says() -> None:
    on = ("--on", "2022-10-14", "--days", "90")
    assert run("due", PLAN, "--history", "examples/huangshi", *on)[0] == run("due", Q3, *on)[0]


def test_a_plan_id_alone_asks_and_accuses_nobody() -> None:
    text = run("due", PLAN, "--on", "2022-10-20")[0]
    assert "\n【应报】25个单位，115项\n未读到本期报送文件，不知道哪些已报；以下是本期应报的指标。\n" in text
    assert "未报送" not in text
    assert "整表未交" not in text
    text = run("due", PLAN, "--on", "2022-10-20", "--lang", "en")[0]
    assert "\nAsked for (units: 25, indicators: 115)\n" in text
    assert "who has reported is not known" in text


def test_what_was_completed_earlier_is_not_asked_for(tmp_path: Path) -> None:
    for name in ("2022-q1.yaml", "2022-q2.yaml"):
        shutil.copy(ROOT / "examples/huangshi" / name, tmp_path)
    on = ("--on", "2022-10-10", "--days", "0")
    text = run("due", PLAN, "--history", str(tmp_path), *on)[0]
    assert "\n【应报】25个单位，98项\n未读到本期报送文件" in text
    assert "6a 重点人群画像库" in text
    assert "22a 空气质量改善行动计划" not in text
    assert "22a 空气质量改善行动计划" in run("due", PLAN, *on)[0]


def test_a_fault_in_the_submissions_stops_the_run_for_a_plan_id_too(tmp_path: Path) -> None:
    text = (ROOT / Q3).read_text("utf-8").replace("  2b: 2.1\n", "  2b: 2.1\n  99z: 1\n")
    (tmp_path / "q3.yaml").write_text(text, "utf-8")
    assert "99z" in run("due", PLAN, "--history", str(tmp_path), "--on", "2022-10-14", code=2)[1]


def test_nothing_is_late_before_the_period_is_over() -> None:
    head = run("due", PLAN, "--on", "2022-02-10")[0].splitlines()[:2]
    assert head == ["黄石市公共服务质量提升行动方案：2022年第1季度",
                    "报送截止2022年4月8日（本期尚未结束），宽限至2022年4月13日"]  # fmt: skip
    assert "（本期尚未结束）" in run("due", Q3, "--on", "2022-09-30")[0]
    assert "the period has not ended yet" in run("due", PLAN, "--on", "2022-02-10", "--lang", "en")[0]


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


def test_a_year_without_its_holidays_is_named(tmp_path: Path) -> None:
    plan = HEAD.format(start="2026-01-01", end="2026-12-31", every="quarter")
    plan += "  - {id: 1a, name: 招聘会, kind: cumulative, unit: 场, target: 40, as_written: 原文}\n"
    (tmp_path / "huangshi").mkdir()
    (tmp_path / "huangshi" / "small.yaml").write_text(plan, "utf-8")
    out, error = run("due", "small", "--on", "2027-01-04", "--indicators", str(tmp_path))
    assert "（还有3天，3个工作日）" in out
    assert "W-CAL" in error
    assert run("due", "small", "--on", "2026-10-09", "--indicators", str(tmp_path))[1] == ""


# --- what went back and what is missing ----------------------------------------------------------------------


def test_what_went_back_stands_apart_from_what_is_missing() -> None:
    assert said({"1a": "很多", "2a": "很多"}) == [
        "【退回待改】3个单位，2项",
        "市人社局（1项）：1a 招聘会",
        "市民政局（1项）：2a 共办",
        "市教育局（1项）：2a 共办",
        "【未报送】2个单位，2项",
        "市人社局（1项）：1b 培训班",
        "市民政局（1项）：3a 独办",
    ]


def test_the_unit_that_owes_most_comes_first_in_its_own_block() -> None:
    back, missing = (said({"1a": "很多", "2a": "很多", "3a": "很多"})[n] for n in (1, 5))
    assert back == "市民政局（2项）：2a 共办、3a 独办"
    assert missing == "市人社局（1项）：1b 培训班"


def test_a_block_of_nothing_is_left_out() -> None:
    assert said({"1a": "很多", "1b": 30, "2a": 6, "3a": 6})[0] == "【退回待改】1个单位，1项"
    assert not any("未报送" in line for line in said({"1a": "很多", "1b": 30, "2a": 6, "3a": 6}))
    assert said({"1a": 30, "1b": 30, "2a": 6, "3a": 6}) == ["【未报送】", "没有欠报的指标。"]


def test_a_unit_that_reported_nothing_at_all_is_marked() -> None:
    assert said({"2a": 6}) == [
        "【未报送】2个单位，3项",
        "市人社局（整表未交）（2项）：1a 招聘会、1b 培训班",
        "市民政局（1项）：3a 独办",
    ]
    assert said({"1a": "很多"})[-3:] == [
        "市民政局（整表未交）（2项）：2a 共办、3a 独办",
        "市人社局（1项）：1b 培训班",
        "市教育局（整表未交）（1项）：2a 共办",
    ]


def test_the_mark_looks_at_all_that_the_unit_is_asked_for_whatever_is_shown() -> None:
    assert said({"2a": 6}, unit="市民政局") == ["【未报送】1个单位，1项", "市民政局（1项）：3a 独办"]
    assert said({}, unit="市民政局")[1:] == ["市民政局（整表未交）（2项）：2a 共办、3a 独办"]


def test_a_report_that_has_not_come_by_the_run_date_is_none() -> None:
    made = assess(small(), {"2022-Q3": {"1a": 30}}, date(2022, 10, 12), d2022_Q3=date(2022, 10, 13))
    lines = list(owed(View(made, speaker("zh"), SHARED)))
    assert "市人社局（整表未交）（2项）：1a 招聘会、1b 培训班" in lines


def test_the_blocks_in_english() -> None:
    assert said({"1a": "很多", "2a": 6, "3a": 6}, lang="en") == [
        "Sent back (units: 1, indicators: 1)",
        "市人社局 (1): 1a 招聘会",
        "Owed (units: 1, indicators: 1)",
        "市人社局 (1): 1b 培训班",
    ]
    assert said({"2a": 6, "3a": 6}, lang="en")[1] == "市人社局 (nothing handed in) (2): 1a 招聘会, 1b 培训班"


# --- lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("target", [("due", PLAN), ("run", Q3)])
def test_a_line_never_breaks_inside_a_name(target: tuple[str, str], lang: str) -> None:
    text = run(*target, "--on", "2022-10-10", "--lang", lang)[0]  # nothing has come yet on that day
    if target[0] == "run":
        text = text.split(f"\n{speaker(lang)('heading.owed')}\n")[1].split(f"\n{speaker(lang)('heading.findings')}\n")[
            0
        ]
    plan, _ = SHARED.plan(PLAN)
    assert plan is not None
    names = [f"{indicator.id} {indicator.name}" for _, indicator in plan.indicators()]
    named = [name for name in names if name.replace(" ", "") in "".join(text.split())]
    assert len(named) > 90
    assert [name for name in named if name not in text] == []
    assert [line for line in text.splitlines() if width(line) > WIDTH] == []


def test_a_list_breaks_after_its_commas() -> None:
    assert list(listed("甲局：", ["一二三", "四五", "六七八九"], "、", 12, "  ")) == [
        "甲局：",
        "  一二三、",
        "  四五、",
        "  六七八九",
    ]
    assert list(listed("A: ", ["one", "two", "three"], ", ", 7, "  ")) == ["A: one,", "  two,", "  three"]
    assert list(listed("甲局：", ["一"], "、", 12)) == ["甲局：一"]


def test_only_what_is_longer_than_a_line_breaks_inside() -> None:
    lines = list(listed("甲：", ["一二三四五六七八九十", "十一"], "、", 12, "  "))
    assert "".join(line.strip() for line in lines) == "甲：一二三四五六七八九十、十一"
    assert max(map(width, lines)) <= 12


# --- what falls due ------------------------------------------------------------------------------------------


def coming(text: str) -> list[str]:
    """The lines under the last heading."""
    return text[text.index("【临近时限】") :].splitlines()[1:-1]


def test_what_falls_due_is_grouped_by_day() -> None:
    lines = coming(run("due", PLAN, "--on", "2022-12-05", "--days", "600")[0])
    days = [line for line in lines if not line.startswith(" ")]
    assert days == ["2022-12-31，还有26天", "2023-10-31，还有330天", "2023-12-31，还有391天"]
    assert lines[0] == days[0]
    assert "  市住建局（1项）：20b 新增口袋公园" in lines
    assert "（还有" not in "".join(lines)


def test_what_falls_due_today_for_one_unit() -> None:
    lines = coming(run("due", PLAN, "--on", "2022-12-31", "--days", "0", "--unit", "市教育局")[0])
    assert lines == ["2022-12-31，今天到期", "  市教育局（2项）：4a 明厨亮灶月调度、4d 校园食品安全月督办"]


def test_two_nodes_of_one_day_name_their_indicator_once(tmp_path: Path) -> None:
    plan = HEAD.format(start="2022-01-01", end="2022-12-31", every="quarter")
    plan += "  - {id: 1a, name: 平台, kind: milestone, nodes: {甲: 2022-12-31, 乙: 2022-12-31}, as_written: 原文}\n"
    (tmp_path / "huangshi").mkdir()
    (tmp_path / "huangshi" / "small.yaml").write_text(plan, "utf-8")
    text = run("due", "small", "--on", "2022-12-30", "--indicators", str(tmp_path))[0]
    assert coming(text) == ["2022-12-31，还有1天", "  市人社局（1项）：1a 平台"]


# --- help ----------------------------------------------------------------------------------------------------


def test_help_tells_a_file_from_a_plan_id_and_where_the_ids_are() -> None:
    chinese, english = run("due", "--help")[0], run("due", "--help", "--lang", "en")[0]
    for word in ("给报送文件", "还欠报", "给方案编号", "本期应报", "--history", "plancheck indicators"):
        assert word in chinese
    for word in ("A submission", "still owes", "A plan id", "asks for", "plancheck indicators lists the plan ids"):
        assert word in english
    for text in (chinese, english):
        assert f"plancheck due {PLAN} --history examples/huangshi" in text
