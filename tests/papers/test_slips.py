"""Slips: who gets one, what stands in it, and file names that neither leave the folder nor fall together."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from checker.model import Light
from checker.papers import slips, typesetting
from checker.papers.slips import file_names
from checker.reading.office import Office
from tests.command import ON, Q3, run
from tests.examples import DAY, views
from tests.papers.drafts import LETTER, part, small, texts

ITEM = {"kind": "cumulative", "target": 20, "unit": "场"}


def test_units_with_red_or_repeated_yellow_items_get_one_and_no_other() -> None:
    judged = views(Q3)
    made = slips.slips(judged, LETTER)
    wanted = {unit for v in judged[0].assessment.verdicts for unit in v.measure.lead
              if v.light is Light.RED or (v.light is Light.YELLOW and v.streak > 1)}  # fmt: skip
    assert {slip.unit for slip in made} == wanted
    everyone = {unit for v in judged[0].assessment.verdicts for unit in v.measure.lead}
    assert everyone - wanted
    assert len({slip.number for slip in made}) == len(made)


def test_a_slip_says_item_clause_target_state_requirement_and_the_day_of_reply() -> None:
    slip = next(s for s in slips.slips(views(Q3), LETTER) if s.unit == "市城管委")
    text = texts(typesetting.slip(slip, DAY))
    for words in ("督办通知单", "编号：黄质强办发〔2023〕", "签发人：", "市城管委：", "垃圾分类示范村（二（五）21）", "20个，2022年底前", "黄政办发〔2022〕58号",
                  "完成18个（90%），差2个，连续4个季度亮红灯；自报：其余2个等四季度省级认定", "说明逾期原因，提出新的完成时间",
                  "完成38.46%，低于序时进度36.54个百分点，本期亮红灯", "拟予督办", "于11月8日前（10个工作日内）书面反馈，加盖公章",
                  "不能按期完成的", "应在期限届满前提出申请", "联系人：", "联系电话：", "签收单位（盖章）", "请于10月27日前送回", "整改措施"):  # fmt: skip
        assert words in text, words
    assert "编造" in part(typesetting.slip(slip, DAY), "word/header1.xml")


def test_numbers_count_on_and_a_final_slip_is_an_order() -> None:
    made = slips.slips(views(Q3), LETTER._replace(number="黄质强督〔2023〕9号", final=True))
    assert [slip.number for slip in made[:3]] == [f"编号：黄质强督〔2023〕{n}号" for n in (9, 10, 11)]
    assert "现予督办" in made[0].paragraphs[0].text
    assert made[0].draft == ""


def test_joint_leads_are_told_who_sums_up() -> None:
    view = small([ITEM], {"2022-Q1": {"1a": 1}}, lead=("甲局", "乙局", "丙局"))
    first, second, _ = slips.slips([view], LETTER)
    assert "与乙局、丙局共同牵头，由你单位汇总" in first.items.rows[0][1]
    assert "与甲局、丙局共同牵头，由甲局汇总" in second.items.rows[0][1]


def test_a_group_is_addressed_by_its_members_and_without_them_it_is_listed() -> None:
    view = small([ITEM], {"2022-Q1": {"1a": 1}}, lead=("各县（市、区）人民政府",))
    assert slips.slips([view], LETTER) == []
    ((group, verdict),) = slips.nobody([view])
    assert (group, verdict.indicator.id) == ("各县（市、区）人民政府", "1a")
    office = Office(groups={"各县（市、区）人民政府": ("大冶市人民政府", "阳新县人民政府")})
    known = view._replace(library=view.library._replace(office=lambda _: (office, ())))
    made = slips.slips([known], LETTER)
    assert [slip.to for slip in made] == ["大冶市人民政府：", "阳新县人民政府："]
    assert "由各县（市、区）人民政府（含你单位）牵头" in made[0].paragraphs[0].text
    assert slips.nobody([known]) == []


def test_what_gets_a_slip_may_be_chosen() -> None:
    judged = views(Q3)
    every = {slip.unit for slip in slips.slips(judged, LETTER)}
    red = slips.slips(judged, LETTER, slips.Wanted(light="red"))
    assert all("黄灯" not in slip.paragraphs[0].text for slip in red)
    assert {slip.unit for slip in red} < every
    third = slips.slips(judged, LETTER, slips.Wanted(step=3))
    assert {slip.unit for slip in third} == {"市民政局", "市城管委", "市生态环境局"}
    (one,) = slips.slips(judged, LETTER, slips.Wanted(unit="市民政局"))
    assert one.unit == "市民政局"


@pytest.mark.parametrize(
    ("item", "value", "asked"),
    [
        (ITEM, {}, "补报本期情况"),
        (ITEM, {"1a": {"value": 5, "falsified": True, "by": "某", "reason": "某"}}, "核实数据"),
        ({"kind": "maintain", "direction": "up", "target": 95, "unit": "%"}, {"1a": 60}, "恢复并保持达到95%"),
        ({"kind": "qualitative"}, {"1a": {"value": "停滞", "confirmed": True}}, "查明原因"),
        ({"kind": "cap", "target": 4, "unit": "次"}, {"1a": 9}, "不再发生"),
        ({**ITEM, "by": "2022-03-31"}, {"1a": 5}, "逾期原因"),
    ],
)
def test_what_is_asked_follows_from_the_reason(item: dict[str, object], value: dict[str, object], asked: str) -> None:
    view = small([item], {"2022-Q1": value}, on=date(2022, 5, 1))
    (slip,) = slips.slips([view], LETTER)
    assert asked in slip.items.rows[0][4]


@pytest.mark.parametrize(
    ("item", "value", "gap"),
    [
        ({**ITEM, "by": "2022-03-31", "target": 5, "baseline": 4, "kind": "level", "direction": "up"}, 4, "，差1场，"),
        (ITEM, 1, "，应完成5场，差4场，"),
        ({"kind": "cumulative", "target": 80, "unit": "%"}, 11, "，低于序时进度9个百分点，"),
        ({"kind": "cumulative", "target": 200, "unit": "亿元"}, 20, "，低于序时进度15个百分点，"),
        ({"kind": "cap", "target": 4, "unit": "次"}, 9, "发生9次，"),
    ],
)
def test_a_gap_is_told_in_things_where_things_are_counted(item: dict[str, object], value: int, gap: str) -> None:
    """A target of 80% asks 20% by the first quarter; 20 of 200亿元 is 10% of the target where 25% is asked."""
    view = small([item], {"2022-Q1": {"1a": value}}, on=date(2022, 5, 1))
    (slip,) = slips.slips([view], LETTER)
    assert gap in slip.items.rows[0][3]


def test_a_light_that_rests_on_an_inferred_start_is_reminded_of_and_no_more() -> None:
    item = {"kind": "level", "direction": "up", "target": 80, "unit": "%"}
    values = {"2022-Q1": {"1a": 50}, "2022-Q2": {"1a": 51}, "2022-Q3": {"1a": 52}}
    view = small([item], values)
    (verdict,) = view.assessment.verdicts
    assert (verdict.light, verdict.streak) == (Light.YELLOW, 2)
    assert slips.slips([view], LETTER) == []
    (own,) = slips.slips([small([{**item, "baseline": 50}], values)], LETTER)
    assert own.unit == "市人社局"


def test_an_item_with_several_leads_is_on_the_slip_of_each() -> None:
    view = small([ITEM], {"2022-Q1": {"1a": 1}}, lead=("甲局", "乙局"))
    assert [slip.unit for slip in slips.slips([view], LETTER)] == ["甲局", "乙局"]


def test_without_a_lead_there_is_no_slip_but_it_is_known() -> None:
    view = small([ITEM], {"2022-Q1": {"1a": 1}}, lead=())
    assert slips.slips([view], LETTER) == []
    assert [(who, v.indicator.id) for who, v in slips.nobody([view])] == [("", "1a")]


def test_names_that_fall_together_on_some_system_are_told_apart() -> None:
    view = small(
        [ITEM], {"2022-Q1": {"1a": 1}}, lead=("a/b", "a:b", "A?b", "../../x", "CON", "长" * 200, "长" * 201, "a\x00b")
    )
    made = slips.slips([view], LETTER)
    names = file_names(made, [view])
    assert len({name.casefold() for name in names}) == len(made)
    for name in names:
        assert (Path("/out") / name).parent == Path("/out")
        assert not set(name) & set('<>:"/\\|?*\x00')
        assert len(name.encode()) < 240


def test_hostile_text_is_inert() -> None:
    bad = "{{ 7*7 }}</w:t><b>&{%p if x %}"
    view = small([ITEM], {"2022-Q1": {"1a": 1}}, lead=(bad,))
    raw = typesetting.slip(slips.slips([view], LETTER)[0], DAY)
    ElementTree.fromstring(part(raw))
    assert bad in texts(raw)


def test_equal_input_gives_equal_bytes() -> None:
    one, other = (slips.slips(views(Q3, anew=anew), LETTER)[0] for anew in (False, True))
    assert typesetting.slip(one, DAY) == typesetting.slip(other, DAY)


@pytest.mark.parametrize(("lang", "said"), [("zh", "已写出{}份督办单"), ("en", "{} slips written")], ids=["zh", "en"])
@pytest.mark.slow
def test_the_command_says_how_many_it_wrote(lang: str, said: str, tmp_path: Path) -> None:
    out = tmp_path / "slips"
    error = run("slips", Q3, *ON, "--out", out, "--lang", lang).err
    written = list(out.iterdir())
    assert len(written) == 16
    assert said.format(len(written)) in error
    if lang == "zh":
        assert out / "督办单-2023-Q3-市城管委.docx" in written


def test_the_command_needs_a_folder() -> None:
    assert "--out" in run("slips", Q3, code=2).err


def test_nothing_to_supervise_is_said(tmp_path: Path) -> None:
    run("init", tmp_path, "--locality", "daye", "--name", "大冶市", "--code", "420281")
    files = [str(path) for path in (tmp_path / "submissions").glob("*.yaml")]
    error = run("slips", *files, "--on", "2020-01-01", "--out", "out", cwd=tmp_path).err
    assert "0份" in error
