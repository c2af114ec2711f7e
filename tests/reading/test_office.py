"""Who speaks for a locality: indicators/<locality>/office.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.judging.jobs import gather
from checker.reading import office
from checker.reading.library import Library
from checker.words.view import View
from tests.command import Q4, ROOT, run
from tests.examples import views
from tests.harness import SHARED

DAY = date(2023, 1, 25)
FULL = """\
name: 黄石市质量强市工作委员会办公室
short: 市质强办
marks: {circular: 黄质强办发, slip: 黄质强督}
printed_by: 黄石市市场监督管理局
to: 各县（市、区）人民政府
cc: [市委办公室, 市政府办公室]
note: （此件依申请公开）
phone: 0714-×××××××
unranked: [市质强办]
short_names: {市自然资源和规划局: 市自然资源局}
groups: {各县（市、区）人民政府: [大冶市人民政府, 阳新县人民政府]}
english: {市人社局: Bureau of Human Resources}
"""


def test_every_field_has_a_default(tmp_path: Path) -> None:
    assert office.read(tmp_path) == (office.Office(), [])
    (tmp_path / office.FILE).write_text("short: 市质强办\n", "utf-8")
    assert office.read(tmp_path)[0] == office.Office(short="市质强办")


def test_all_that_is_written_is_read(tmp_path: Path) -> None:
    (tmp_path / office.FILE).write_text(FULL, "utf-8")
    made, found = office.read(tmp_path)
    assert found == []
    assert made.marks["slip"] == "黄质强督"
    assert made.cc == ("市委办公室", "市政府办公室")
    assert made.groups["各县（市、区）人民政府"] == ("大冶市人民政府", "阳新县人民政府")
    assert (made.called("市自然资源和规划局"), made.called("市教育局")) == ("市自然资源局", "市教育局")


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("nmae: 甲", "unknown-key", "1:1"),
        ("unranked: 市质强办", "wrong-type", "1:11"),
        ("cc: [甲, 甲]", "rule-uniqueItems", "1:9"),
    ],
)
def test_a_slip_is_said_at_its_place(line: str, code: str, place: str, tmp_path: Path) -> None:
    (tmp_path / "huangshi").mkdir()
    file = tmp_path / "huangshi" / office.FILE
    file.write_text(line + "\n", "utf-8")
    said = run("lint", file, code=2).err
    assert f"{office.FILE}:{place}: " in said
    assert f"[{code}]" in said


def _with(made: office.Office) -> Library:
    return SHARED._replace(office=lambda _: (made, ()))


def test_the_office_that_judges_is_judged_but_not_ranked() -> None:
    jobs, _ = gather([ROOT / Q4], SHARED)
    ranked, unranked = (
        {s.name: s for s in jobs[0].judged(_with(made), DAY).units}
        for made in (office.Office(), office.Office(unranked=("市教育局",)))
    )
    assert ranked["市教育局"].rank is not None
    assert unranked["市教育局"].rank is None
    assert unranked["市教育局"].score == ranked["市教育局"].score


def test_an_office_file_is_no_plan() -> None:
    assert all(path.name != office.FILE for path in Library.at(ROOT / "indicators").files)


def test_a_group_is_addressed_by_its_members_and_english_names_are_used_in_english(tmp_path: Path) -> None:
    (tmp_path / office.FILE).write_text(FULL, "utf-8")
    made, _ = office.read(tmp_path)
    assert made.members("各县（市、区）人民政府") == ("大冶市人民政府", "阳新县人民政府")
    assert made.members("市教育局") == ("市教育局",)
    view = views(Q4, on=DAY, lang="en")[0]
    known = View(view.assessment, view.say, _with(made))
    assert (view.unit("市人社局"), known.unit("市人社局")) == ("市人社局", "Bureau of Human Resources")
    leads = {known.leads(v) for v in known.assessment.verdicts if v.measure.lead == ("市人社局",)}
    assert leads == {"Bureau of Human Resources"}


def test_every_shipped_standard_has_a_name_for_papers_without_the_programs() -> None:
    assert all(profile.title and "plancheck" not in profile.title for profile in SHARED.profiles.values())


def test_a_unit_that_no_plan_names_is_remarked_on(tmp_path: Path) -> None:
    """With the nearest right one; members of a group that is asked are units too."""
    folder = tmp_path / "indicators" / "huangshi"
    folder.mkdir(parents=True)
    text = (ROOT / "indicators/huangshi/public-service.yaml").read_text("utf-8")
    (folder / "public-service.yaml").write_text(text, "utf-8")
    names = "short_names: {市自然资源规划局: 市资规局, 大冶市人民政府: 大冶市}\nunranked: [市人社局, 无此局]\n"
    groups = "groups: {各县（市、区）人民政府: [大冶市人民政府]}\n"
    (folder / office.FILE).write_text(names + groups, "utf-8")
    said = [line for line in run("lint", tmp_path / "indicators").err.splitlines() if "office-unit" in line]
    assert [line.split("office.yaml:")[1].split(" ")[0] for line in said] == ["1:15:", "2:18:"]
    assert "是否应为“市自然资源和规划局”" in said[0]


def _linted(folder: Path, office_file: str, plan: str = "", code: int = 0) -> list[str]:
    """What lint says of units in an office's file, by place and name; the plan is Huangshi's own unless one is given."""
    home = folder / "indicators" / "huangshi"
    home.mkdir(parents=True)
    text = plan or (ROOT / "indicators/huangshi/public-service.yaml").read_text("utf-8")
    (home / "public-service.yaml").write_text(text, "utf-8")
    (home / office.FILE).write_text(office_file, "utf-8")
    said = run("lint", folder / "indicators", code=code).err.splitlines()
    return [line.split("office.yaml:")[1] for line in said if "[office-unit]" in line]


def test_nothing_is_said_of_units_where_a_plan_is_broken_or_there_is_none(tmp_path: Path) -> None:
    assert len(_linted(tmp_path / "sound", "unranked: [无此局]\n")) == 1
    assert _linted(tmp_path / "broken", "unranked: [无此局]\n", "plan: x\ntitle: 方案\n", code=2) == []
    alone = tmp_path / "alone" / "huangshi"
    alone.mkdir(parents=True)
    (alone / office.FILE).write_text("unranked: [无此局]\n", "utf-8")
    assert "office-unit" not in run("lint", alone.parent).err


def test_a_long_name_is_known_by_the_short_one_that_a_plan_uses(tmp_path: Path) -> None:
    names = "short_names: {黄石市人力资源和社会保障局: 市人社局, 黄石市无此局: 市无此局}\n"
    said = _linted(tmp_path, names)
    assert [line.partition("“")[2].partition("”")[0] for line in said] == ["黄石市无此局"]


def test_members_of_a_group_that_nobody_asks_are_not_known(tmp_path: Path) -> None:
    said = _linted(tmp_path, "groups: {无此组: [无此局]}\nunranked: [无此局]\n")
    assert sorted(line.partition("“")[2].partition("”")[0] for line in said) == ["无此局", "无此组"]
