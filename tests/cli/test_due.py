"""`plancheck due`: a plan or a submission, days, and what falls due."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checker.locale import speaker
from checker.words.text import WIDTH, width
from tests.command import Q3, ROOT, run
from tests.harness import HEAD, SHARED

PLAN = "huangshi-public-service"


# --- a plan id and the submissions ---------------------------------------------------------------------------


def test_a_plan_id_with_the_submissions_says_what_the_file_says() -> None:
    on = ("--on", "2023-10-14", "--days", "90")
    assert run("due", PLAN, "--history", "examples/huangshi", *on).out == run("due", Q3, *on).out


def test_a_plan_id_alone_asks_and_accuses_nobody() -> None:
    text = run("due", PLAN, "--on", "2023-01-20").out
    assert "\n【应报】25个单位，125项\n未读到本期报送文件，不知道哪些已报；以下是本期应报的指标。\n" in text
    assert "未报送" not in text
    assert "整表未交" not in text
    text = run("due", PLAN, "--on", "2023-01-20", "--lang", "en").out
    assert "\nAsked for: 25 units, 125 indicators\n" in text
    assert "who has reported is not known" in text


def test_what_was_completed_earlier_is_not_asked_for(tmp_path: Path) -> None:
    for name in ("2022-q4.yaml", "2023-q1.yaml"):
        shutil.copy(ROOT / "examples/huangshi" / name, tmp_path)
    on = ("--on", "2023-07-10", "--days", "0")
    text = run("due", PLAN, "--history", tmp_path, *on).out
    assert "项\n未读到本期报送文件" in text
    assert "25a 公共交通管理条例出台" in text
    assert "6a 重点人群画像库" not in text
    assert "6a 重点人群画像库" in run("due", PLAN, *on).out


def test_a_fault_in_the_submissions_stops_the_run_for_a_plan_id_too(tmp_path: Path) -> None:
    text = (ROOT / Q3).read_text("utf-8").replace("  14d: 5\n", "  14d: 5\n  99z: 1\n")
    (tmp_path / "q3.yaml").write_text(text, "utf-8")
    assert "99z" in run("due", PLAN, "--history", tmp_path, "--on", "2023-10-14", code=2).err


def test_nothing_is_late_before_the_period_is_over() -> None:
    head = run("due", PLAN, "--on", "2022-12-10").out.splitlines()[:2]
    assert head == ["黄石市公共服务质量提升行动方案：2022年第4季度",
                    "报送截止2023年1月9日（本期尚未结束），宽限至2023年1月12日"]  # fmt: skip
    assert "（本期尚未结束）" in run("due", Q3, "--on", "2023-09-30").out
    assert "the period has not ended yet" in run("due", PLAN, "--on", "2022-12-10", "--lang", "en").out


def test_nobody_is_asked_for_a_period_that_ended_before_the_document_was_issued() -> None:
    """The plan of 16 November 2022 counts from January; its first reports are those of the fourth quarter."""
    assert "：2022年第4季度\n" in run("due", PLAN, "--on", "2022-10-14").out


def test_a_year_without_its_holidays_is_named(tmp_path: Path) -> None:
    plan = HEAD.format(start="2026-01-01", end="2026-12-31", every="quarter")
    plan += "  - {id: 1a, name: 招聘会, kind: cumulative, unit: 场, target: 40, as_written: 原文}\n"
    (tmp_path / "huangshi").mkdir()
    (tmp_path / "huangshi" / "small.yaml").write_text(plan, "utf-8")
    ended = run("due", "small", "--on", "2027-01-04", "--indicators", tmp_path)
    assert "（还有4天，4个工作日）" in ended.out
    assert "W-CAL" in ended.err
    assert run("due", "small", "--on", "2026-10-09", "--indicators", tmp_path).err == ""


# --- lines ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("target", [("due", PLAN), ("run", Q3)])
def test_a_line_never_breaks_inside_a_name(target: tuple[str, str], lang: str) -> None:
    text = run(
        *target, "--on", "2023-01-09" if target[0] == "due" else "2023-10-09", "--lang", lang
    ).out  # nothing has come yet on that day
    say = speaker(lang)
    if target[0] == "run":
        text = text.split(f"\n{say('heading.missing')}\n")[1].split(f"\n{say('table.red', count=2)[:5]}")[0]
    else:
        text = text.split(f"\n{say('heading.upcoming')}\n")[0]
    plan, _ = SHARED.plan(PLAN)
    assert plan is not None
    names = [f"{indicator.id} {indicator.name}" for _, indicator in plan.indicators()]
    named = [name for name in names if name.replace(" ", "") in "".join(text.split())]
    assert len(named) > 50
    assert [name for name in named if name not in text] == []
    assert [line for line in text.splitlines() if width(line) > WIDTH] == []


# --- what falls due ------------------------------------------------------------------------------------------


def coming(text: str) -> list[str]:
    """The lines under the last heading."""
    return text[text.index("【临近时限】") :].splitlines()[1:-1]


def test_what_falls_due_is_grouped_by_day() -> None:
    lines = coming(run("due", PLAN, "--on", "2022-12-05", "--days", "600").out)
    days = [line for line in lines if not line.startswith(" ")]
    assert days == ["2022-12-31，还有26天", "2023-10-31，还有330天", "2023-12-31，还有391天"]
    assert lines[0] == days[0]
    assert ["○", "灰", "20b", "新增口袋公园", "—/10个", "市住建局"] in [line.split() for line in lines]
    assert "（还有" not in "".join(lines)


def test_what_falls_due_today_for_one_unit() -> None:
    lines = coming(run("due", PLAN, "--on", "2022-12-31", "--days", "0", "--unit", "市教育局").out)
    assert [line.split() for line in lines] == [
        ["2022-12-31，今天到期"],
        ["○", "灰", "1b", "随迁子女公办学校就读比例", "—/>0%", "市自然资源和规划局、市教育局"],
        ["○", "灰", "4a", "开展明厨亮灶调度的月数", "—/3个月", "市市场监管局、市教育局"],
        ["○", "灰", "4d", "开展校园食品安全督办的月数", "—/3个月", "市市场监管局、市教育局"],
    ]


def test_what_falls_due_says_how_far_it_has_come() -> None:
    lines = coming(run("due", Q3, "--on", "2023-10-25", "--days", "6").out)
    assert lines[0] == "2023-10-31，还有6天"
    assert lines[4].split()[:4] == ["▲", "黄", "37d", "电子政务外网扩容到200M的村（社区）占比"]
    assert "89.55/100(93.88)%" in lines[4]


def test_without_history_it_says_that_what_is_completed_is_not_known() -> None:
    words = "不知道其中哪些已经完成"
    assert words in run("due", PLAN, "--on", "2023-07-10").out
    assert words not in run("due", PLAN, "--history", "examples/huangshi", "--on", "2024-01-10").out


def test_a_target_of_four_units_stands_once() -> None:
    text = run("due", Q3, "--on", "2023-10-25").out
    assert text.count("23b ") == 1
    assert "市水利和湖泊局等4个单位（1项）：23b 县级城市建成区黑臭水体消除比例" in text


def test_two_nodes_of_one_day_name_their_indicator_once(tmp_path: Path) -> None:
    plan = HEAD.format(start="2022-01-01", end="2022-12-31", every="quarter")
    plan += "  - {id: 1a, name: 平台, kind: milestone, nodes: {甲: 2022-12-31, 乙: 2022-12-31}, as_written: 原文}\n"
    (tmp_path / "huangshi").mkdir()
    (tmp_path / "huangshi" / "small.yaml").write_text(plan, "utf-8")
    text = run("due", "small", "--on", "2022-12-30", "--indicators", tmp_path).out
    assert coming(text) == ["2022-12-31，还有1天", "  ■ 红 1a   平台 —/2             市人社局"]


# --- help ----------------------------------------------------------------------------------------------------


def test_help_tells_a_file_from_a_plan_id_and_where_the_ids_are() -> None:
    chinese, english = run("due", "--help").out, run("due", "--help", "--lang", "en").out
    for word in ("给报送文件", "还欠报", "给方案编号", "本期应报", "--history", "plancheck indicators"):
        assert word in chinese
    for word in ("A submission", "still owes", "A plan id", "asks for", "plancheck indicators lists the plan ids"):
        assert word in english
    for text in (chinese, english):
        assert f"plancheck due {PLAN} --history examples/huangshi" in text


@pytest.mark.parametrize(
    "arguments",
    [
        ("due", "small", "--on", "9999-12-31"),
        ("form", "small", "--period", "9999-Q4", "--out", "f"),
        ("circular", "s/q2.yaml", "--on", "9999-12-30", "--out", "c.docx"),
        ("circular", "s/q2.yaml", "--on", "2022-07-20", "--date", "9999-12-31", "--out", "c.docx"),
        ("slips", "s/q2.yaml", "--on", "9999-12-30", "--out", "s"),
        ("run", "s/q2.yaml", "--on", "0001-01-01", "--format", "html", "--out", "o"),
    ],
    ids=" ".join,
)
def test_days_at_the_ends_of_time_are_no_days_to_work_on(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """The plan may run to the last day there is; nothing can fall due behind it."""
    from tests.cli.test_neighbours import Q2
    from tests.reading.test_warnings import PLAN

    (tmp_path / "indicators" / "huangshi").mkdir(parents=True)
    text = PLAN.replace("end: 2022-12-31", "end: 9999-12-31")
    (tmp_path / "indicators" / "huangshi" / "small.yaml").write_text(text, "utf-8")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "q2.yaml").write_text(Q2, "utf-8")
    assert "9999" in run(*arguments, cwd=tmp_path, code=2).err or "0001" in arguments[3]
