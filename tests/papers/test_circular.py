"""The circular: its text in the cases an office meets, its layout in Word, the same text as Markdown and HTML."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from markdown_it import MarkdownIt

from checker.files.word import FILLS
from checker.papers import circular, typesetting
from checker.papers.circular import Circular, compose
from checker.papers.letterhead import Letterhead
from checker.papers.paper import title_lines, width
from checker.reading.office import Office
from checker.words.view import View
from tests.command import Q3, Q4, run
from tests.examples import DAY, views
from tests.papers.drafts import LETTER, part, small, texts

HOSTILE = "{{ 7*7 }}</w:t><b>&"
ITEM = {"kind": "cumulative", "target": 20, "unit": "场"}
JINGZHOU, FANG = "examples/jingzhou-district/2024-q2.yaml", "examples/fang-county/2023-q4.yaml"
JULY, JANUARY = date(2024, 7, 25), date(2024, 1, 25)


def said(made: Circular) -> str:
    return "\n".join(p.head + p.text for p in made.paragraphs)


def docx(views: list[View], letter: Letterhead = LETTER) -> bytes:
    made = typesetting.circular(compose(views, letter), views[0].say, letter.day, "docx")
    assert isinstance(made, bytes)
    return made


def under(view: View, office: Office) -> View:
    """The view in a locality with another office."""
    return view._replace(library=view.library._replace(office=lambda _: (office, ())))


@cache
def third_quarter() -> bytes:
    """The Word file of the example."""
    return docx(views(Q3))


def test_the_three_sections_tell_what_the_standard_asks() -> None:
    text = said(compose(views(Q3), LETTER))
    for words in ("一、总体情况", "二、主要问题", "三、工作要求", "亮绿灯82项，占65.1%，其中已完成58项", "亮红灯14项，占11.1%，其中未报送3项、退回1项",
                  "与第二季度相比，绿灯减少15项", "18项降级",
                  "支持建设的社区养老服务综合体应于2022年底前完成3个，实际完成2个，连续4个季度亮红灯（市民政局）",
                  "重点减排项目目标3个，应完成2个，实际完成1个，差1个", "低于序时目标75%，相差36.54个百分点（市水利和湖泊局等4个单位）",
                  "停电时长同比上升9.23%，未实现下降10%的目标", "经核查不实：抽查活动台账，同一场演出在两个县市重复计数",
                  "背街小巷整治（市城管委）的数值退回后未重报", "于11月8日前书面报市质强办", "第四季度数据于2024年1月8日前报送"):  # fmt: skip
        assert words in text, words
    heads = ("（一）任务进度滞后。", "（二）服务标准未达到。", "（三）数据报送不实不及时。", "（一）限期整改。")
    assert [text.index(head) for head in heads] == sorted(text.index(head) for head in heads)


LEFT_COLUMN = ("远低于序时目标", "慢于序时", "牵头单位：", "期亮", "plancheck", "序时完成比", "分别统计", "要求方向相反", "未能保持", "不高于",
               "已被突破", "不再转绿", "有节点到期未完成", "最后时限", "经核实处于", "尚无到期节点", "按计划推进", "推定", "其中迟报0项", "0项",
               "没有连续", "没有上期", "建议", "200000", "……", "报告6")  # fmt: skip


@pytest.mark.parametrize(("file", "day"), [(Q3, DAY), (JINGZHOU, JULY), (FANG, JANUARY)])
def test_no_sentence_that_no_official_writes(file: str, day: date) -> None:
    text = said(compose(views(file, on=day), LETTER._replace(day=day)))
    assert [words for words in LEFT_COLUMN if words in re.sub(r"[1-9]0项", "", text)] == []
    assert not re.search(r"（[^）]*（[^）]*（", text)  # brackets in brackets in brackets
    year = f"{day.year}年"
    assert text.count(year) <= 4


def test_nobody_is_told_what_is_proposed_against_him() -> None:
    made = compose(views(Q3), LETTER._replace(final=True, full=True))
    whole = said(made) + "".join("".join(row) for a in made.annexes for _, t in a.tables for row in t.rows)
    for words in ("建议", "约谈", "通报批评", "提醒函"):
        assert words not in whole


def test_the_units_stand_in_annex_1_worst_first_and_red_before_yellow_in_annex_2() -> None:
    one, two = compose(views(Q3), LETTER).annexes
    (_, units), (_, items) = one.tables[0], two.tables[0]
    red = [int(row[3] or 0) for row in units.rows]
    assert red == sorted(red, reverse=True)
    assert sum(row[1] == "市城管委" for row in units.rows) == 1
    lights = [row[1] for row in items.rows]
    assert lights == ["■ 红"] * 14 + ["▲ 黄"] * 11
    assert items.rows[0][5] == "数据不实"  # the gravest
    assert "7所乡村学校按校车时间提前放学" in {row[9] for row in items.rows}  # the unit's own reason


def test_all_indicators_are_listed_where_asked() -> None:
    assert len(compose(views(Q3), LETTER).annexes) == 2
    made = compose(views(Q3), LETTER._replace(full=True))
    assert len(made.annexes[2].tables[0][1].rows) == 126
    assert made.enclosures[2] == "3.全部指标亮灯情况表"


def test_what_is_not_due_before_its_day_stands_in_the_annex_only() -> None:
    item = {"kind": "level", "direction": "up", "target": 80, "unit": "%"}
    made = compose([small([item], {"2022-Q1": {"1a": 50}, "2022-Q2": {"1a": 50}})], LETTER)
    assert "二、主要问题" in said(made)
    assert "指标50%" not in said(made)
    assert made.annexes[1].tables[0][1].rows[0][2] == "指标"


def test_made_up_values_and_a_draft_say_so_until_it_is_final() -> None:
    raw = third_quarter()
    assert "草　稿" in part(raw, "word/header1.xml")
    assert "编造" in part(raw, "word/header1.xml")
    final = docx(views(Q3), LETTER._replace(final=True))
    assert "草" not in part(final, "word/header1.xml") + part(final, "word/header2.xml")


def test_the_letterhead_is_taken_over() -> None:
    letter = LETTER._replace(
        issuer="某市办公室", to="各县（市、区）质强办：", cc="市委办公室。", witness="0123456789abcdef0"
    )
    text = texts(docx(views(Q3), letter))
    for words in ("某市办公室文件", "黄质强办发〔2023〕3号", "各县（市、区）质强办：", "抄送：市委办公室。", "2023年10月25日印发",
                  "附件：1.各单位亮灯情况表", "2.红灯和黄灯指标清单", "校验码：0123456789abcdef"):  # fmt: skip
        assert words in text, words
    assert "：：" not in text
    assert "abcdef0" not in text


def test_the_office_speaks_and_what_it_does_not_say_is_blank() -> None:
    full = Office(name="甲办", short="甲", marks={"circular": "甲发"}, printed_by="乙局", to="各局", cc=("丙", "丁"),
                  note="（此件依申请公开）", phone="0714-1")  # fmt: skip
    made = compose([under(views(Q3)[0], full)], LETTER._replace(number="3"))
    assert (made.heads, made.number, made.to) == (("甲办",), "甲发〔2023〕3号", "各局：")
    assert (made.cc, made.printed_by, made.note) == ("抄送：丙，丁。", "乙局", "（此件依申请公开；联系电话：0714-1）")
    blank = compose([under(views(Q3)[0], Office())], LETTER._replace(number=""))
    assert (blank.heads, blank.number, blank.to) == (("××××",), "×〔2023〕×号", "××××：")
    assert (blank.cc, blank.note) == ("", "")
    assert "人民政府办公室" not in "".join(blank.heads)  # the plan's own office is another one


@pytest.mark.slow
def test_what_is_blank_is_said_once_and_what_may_be_wrong_too(tmp_path: Path) -> None:
    error = run("circular", FANG, "--on", "2024-01-25", "--format", "md").err
    assert error.count("印发前要补上") == 1
    for words in ("发文机关", "发文字号", "主送机关"):
        assert words in error
    early = run("circular", Q4, "--on", "2023-01-20", "--date", "2022-01-20", "--format", "md").err
    assert "早于《黄石市公共服务质量提升行动方案》的印发日期2022-11-16" in early
    both = run("circular", FANG, Q3, "--on", "2024-01-25", "--format", "md").err
    assert "不属同一个上级" in both
    late = run("circular", Q3, "--on", "2023-10-25", "--date", "2031-01-05", "--format", "md")
    assert "没有2031年的放假安排" in late.err
    assert "2031年放假安排尚未公布" in late.out


def test_head_and_number_are_of_one_office() -> None:
    from checker.papers.letterhead import doubts

    view = under(views(Q3)[0], Office(name="甲办", marks={"circular": "甲发"}))
    assert list(doubts([view], LETTER._replace(number="3"))) == []
    for wrong in (LETTER._replace(number="乙发〔2023〕3号"), LETTER._replace(number="3", issuer="乙办")):
        assert [doubt.id for doubt in doubts([view], wrong)] == ["paper.doubt.mark"]


def test_a_number_is_complete_of_the_year_of_its_paper_and_in_the_usual_form() -> None:
    from checker.papers.letterhead import blanks, doubts, numbered

    unmarked = Office(name="甲办")
    view = under(views(Q3)[0], unmarked)
    for number, doubt in (("乙发〔2023〕3号", "unmarked"), ("甲发[2023]3号", "form")):
        assert [said.id for said in doubts([view], LETTER._replace(number=number))] == [f"paper.doubt.{doubt}"]
    later = LETTER._replace(number="甲发〔2022〕3号")
    marked = Office(name="甲办", marks={"circular": "甲发"})
    assert [said.id for said in doubts([under(view, marked)], later)] == ["paper.doubt.year"]
    three = LETTER._replace(number="3")
    assert "paper.blank.mark" in [said.id for said in blanks(three, unmarked)]
    assert "paper.blank.mark" not in [said.id for said in blanks(three, marked)]
    assert [lacks and lacks.id for lacks in (numbered(three, unmarked), numbered(three, marked))] == [
        "paper.final.mark", None
    ]  # fmt: skip


def test_a_final_paper_is_not_numbered_by_a_blank_mark() -> None:
    for command in (("circular",), ("slips", "--out", "never")):
        said = run(*command[:1], Q3, *command[1:], "--final", "--number", "3", "--on", "2023-10-25", code=2).err
        assert "office.yaml没有写发文代字" in said


def test_a_final_paper_has_a_number() -> None:
    for command in (("circular",), ("slips", "--out", "never")):
        assert "发文字号" in run(*command[:1], Q3, *command[1:], "--final", "--on", "2023-10-25", code=2).err


def test_without_red_items_there_is_no_paragraph_for_them() -> None:
    made = compose([small([ITEM], {"2022-Q1": {"1a": 6}})], LETTER)
    text = said(made)
    assert "二、主要问题" not in text
    assert "二、工作要求" in text
    assert "没有红灯" in text
    assert "各牵头单位要继续按方案抓好落实" in text
    assert len(made.annexes) == 1


def test_of_a_hundred_red_items_the_gravest_stand_in_the_text_and_all_in_the_annex() -> None:
    items = [{"id": f"1{chr(97 + n // 26)}{chr(97 + n % 26)}" if n > 25 else f"1{chr(97 + n)}", "kind": "cumulative",
              "target": 100, "unit": "场", "name": f"指标{n}"} for n in range(100)]  # fmt: skip
    values = {str(item["id"]): 1 + n % 9 for n, item in enumerate(items)}
    made = compose([small(items, {"2022-Q1": values})], LETTER)
    assert "其余96项见附件2" in said(made)
    assert made.length < 1000
    assert len(made.annexes[1].tables[0][1].rows) == 100


def test_no_report_at_all_is_one_sentence_and_what_is_missing_is_named() -> None:
    view = small([ITEM], {"2022-Q1": {}}, on=date(2022, 5, 1), lead=("甲", "乙", "丙", "丁"))
    text = said(compose([view], LETTER))
    assert "指标（甲等4个单位）1项未报送。" in text  # by indicator, the first unit answers
    assert "未报送的1项于11月1日前补报" in text


def test_before_the_reports_are_due_nothing_is_held_against_anybody() -> None:
    text = said(compose([small([ITEM], {"2022-Q1": {}}, on=date(2022, 4, 1))], LETTER))
    assert "1项报送期未满" in text
    assert "未报送" not in text


def test_who_has_no_lead_and_who_has_a_long_name() -> None:
    assert "（未明确牵头单位）" in said(compose([small([ITEM], {"2022-Q1": {"1a": 1}}, lead=())], LETTER))
    long = "黄石市推进新型城镇化和城乡融合发展工作领导小组办公室综合协调处（临时机构）"
    raw = docx([small([ITEM], {"2022-Q1": {"1a": 1}}, lead=(long,))])
    assert long in texts(raw)


def test_several_plans_and_several_periods_share_one_paper() -> None:
    made = compose(views(Q3, Q4), Letterhead(DAY))
    text = said(made)
    assert "（一）《黄石市公共服务质量提升行动方案》2022年第四季度" in text
    assert "（二）《黄石市公共服务质量提升行动方案》2023年第三季度" in text
    assert "1.任务进度滞后" in text
    assert text.count("限期整改") == 1
    assert "连续两期以上亮红灯的4项" in text  # of a plan's periods only the last asks for anything
    assert [len(annex.tables) for annex in made.annexes] == [2, 2]
    assert all("第" in heading for annex in made.annexes for heading, _ in annex.tables)
    other = small([ITEM], {"2022-Q3": {"1a": 1}})
    assert "等2个方案" in "".join(compose([*views(Q3), other], LETTER).title)


@pytest.mark.parametrize("words", ["本单位", "同志", "联系人"])
def test_no_person_is_named(words: str) -> None:
    assert words not in said(compose(views(Q3), LETTER))


def test_titles_break_where_words_end_and_no_line_is_too_long() -> None:
    assert compose(views(Q3), LETTER).title == (
        "关于《黄石市公共服务质量提升行动方案》",
        "2023年第三季度落实情况的通报",
    )
    long = compose(views(JINGZHOU, on=JULY), LETTER._replace(day=JULY)).title
    assert long == ("关于《荆州区公共服务质量提升行动", "实施方案（2023—2025年）》", "2024年第二季度落实情况的通报")
    year = compose(views(FANG, on=JANUARY), LETTER._replace(day=JANUARY)).title
    assert "".join(year).count("年") == 1
    assert title_lines(["关于《黄石市质量提升三年行动计划（2022-2024年）》", "2024年上半年", "落实情况的通报"]) == (
        "关于《黄石市质量提升", "三年行动计划（2022-2024年）》", "2024年上半年落实情况的通报")  # fmt: skip
    assert title_lines(["关于《黄石市促进残疾人就业三年行动实施方案（2022-2024年）》"])[1][0] == "三"
    lines = title_lines(["关于", "某" * 50, "落实情况的通报"])
    assert max(map(width, lines)) <= 20
    assert "".join(lines) == "关于" + "某" * 50 + "落实情况的通报"


@pytest.mark.parametrize(("issuer", "lines"), [("甲" * 16 + "办", 1), ("甲" * 26, 1), ("甲办、乙办", 2)])
def test_a_name_in_the_signature_never_breaks(issuer: str, lines: int) -> None:
    made = compose(views(Q3), LETTER._replace(issuer=issuer))
    assert made.signature == tuple(issuer.split("、"))
    assert len(made.heads) == lines


def test_a_long_body_is_said_in_chinese_characters() -> None:
    assert circular.LONGEST == 4000
    assert compose(views(Q3, lang="en"), LETTER).length < 1200  # names only: letters are no characters
    made = compose(views(Q3), LETTER)
    assert made.length == sum(char >= "\u2e80" for char in said(made))


@pytest.mark.slow
def test_the_command_writes_by_suffix_and_in_both_languages(tmp_path: Path) -> None:
    for name in ("通报.docx", "a.md", "a.html"):
        run("circular", Q3, "--on", "2023-10-25", "--out", tmp_path / name, "--final", "--number", "甲〔2023〕3号")
        assert (tmp_path / name).stat().st_size > 5000
    run("circular", Q3, "--out", tmp_path / "a.pdf", code=2)
    english = run("circular", Q3, "--on", "2023-10-25", "--format", "md", "--lang", "en").out
    assert "## III. What is required" in english
    assert "by 8 November" in english
    assert "# Circular on “黄石市公共服务质量提升行动方案”: progress in Q3 of 2023" in english
    run("run", Q3, "--on", "2023-10-25", "--format", "docx", "--out", tmp_path, code=1)
    assert "草　稿" in part((tmp_path / "huangshi-public-service-2023-Q3.docx").read_bytes(), "word/header1.xml")


def test_markdown_has_tables_that_a_parser_finds() -> None:
    md = str(typesetting.circular(compose(views(Q3), LETTER), views(Q3)[0].say, DAY, "md"))
    tokens = MarkdownIt("commonmark").enable("table").parse(md)
    assert sum(token.type == "table_open" for token in tokens) == 2
    assert sum(token.type == "tr_open" for token in tokens) == 1 + 25 + 1 + 25
    assert not [token for token in tokens if token.type == "inline" and "|" in token.content]
    assert [t.tag for t in tokens if t.type == "heading_open"].count("h2") == 5
    inline = [child.type for t in tokens for child in t.children or ()]
    assert inline.count("strong_open") == 1 + 6  # the mark of a draft, and heads of the second level


def test_equal_input_gives_equal_bytes() -> None:
    assert third_quarter() == docx(views(Q3, anew=True))


def test_the_package_has_no_times_and_says_what_it_is() -> None:
    raw = third_quarter()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert archive.namelist() == sorted(archive.namelist())
    core = part(raw, "docProps/core.xml")
    assert "关于《黄石市公共服务质量提升行动方案》" in core
    assert "2023-10-25" in core
    assert "python-docx" not in core


def hostile_view() -> View:
    items: list[dict[str, Any]] = [
        {"kind": "cumulative", "target": 20, "unit": "场"},
        {"kind": "cumulative", "target": 9},
    ]
    view = small(items, {"2022-Q1": {"1a": 1}, "2022-Q2": {"1a": 2}})
    bad = tuple(v._replace(measure=v.measure._replace(lead=(f"{HOSTILE}\x07\n局",)),
                           indicator=v.indicator._replace(name=HOSTILE)) for v in view.assessment.verdicts)  # fmt: skip
    plan = view.assessment.plan._replace(title=f"方案{HOSTILE}")
    return view._replace(assessment=view.assessment._replace(verdicts=bad, plan=plan))


def test_hostile_names_are_inert_in_every_format() -> None:
    view = hostile_view()
    raw = docx([view], LETTER._replace(issuer=HOSTILE, cc=HOSTILE))
    assert HOSTILE in texts(raw)
    for name in ("word/document.xml", "word/header1.xml", "docProps/core.xml"):
        ElementTree.fromstring(part(raw, name))
    made = compose([view], LETTER)
    html = typesetting.circular(made, view.say, DAY, "html")
    assert "{{ 7*7 }}&lt;/w:t&gt;&lt;b&gt;&amp;" in str(html)
    assert "<b>" not in str(html)
    md = str(typesetting.circular(made, view.say, DAY, "md"))
    assert "{{ 7\\*7 }}\\</w:t\\>\\<b\\>\\&" in md
    assert "49" not in texts(raw) + str(html) + md


def test_the_page_needs_no_network_and_no_script() -> None:
    html = str(typesetting.circular(compose(views(Q3), LETTER), views(Q3)[0].say, DAY, "html"))
    assert "default-src 'none'" in html
    assert not re.search(r"<script|https?://|src=", html)


def test_the_page_is_that_of_the_standard() -> None:
    raw = third_quarter()
    body = part(raw)
    assert '<w:pgSz w:w="11906" w:h="16838"' in body
    margins = dict(re.findall(r'w:(\w+)="(\d+)"', re.findall(r"<w:pgMar [^>]*>", body)[0]))
    wanted = {"top": 37, "bottom": 35, "left": 28, "right": 26}
    assert {side: round(int(margins[side]) / 56.693) for side in wanted} == wanted
    assert '<w:docGrid w:type="lines" w:linePitch="579"/>' in body
    assert "<w:evenAndOddHeaders" in part(raw, "word/settings.xml")
    footers = re.findall(r'w:footerReference w:type="(\w+)"', body)
    assert sorted(footers) == ["default", "default", "even", "even"]  # the imprint's page has no number
    styles = part(raw, "word/styles.xml") + body
    for name in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"):
        assert f'w:eastAsia="{name}"' in styles
    assert not [n for n in zipfile.ZipFile(io.BytesIO(raw)).namelist() if "font" in n.lower() and n.endswith(".odttf")]


def test_tables_repeat_their_heads_and_never_split_a_row() -> None:
    body = part(third_quarter())
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body, re.DOTALL)
    assert len(tables) == 3  # units, items, imprint
    for table in tables[:2]:
        rows = re.findall(r"<w:tr[ >].*?</w:tr>", table, re.DOTALL)
        assert "<w:tblHeader" in rows[0]
        assert all("<w:cantSplit" in row for row in rows)
    for light, fill in FILLS.items():
        if light in ("red", "yellow"):
            assert f'w:fill="{fill}"' in tables[1]


def test_the_reply_is_due_ten_working_days_later() -> None:
    calendar = views(Q3)[0].library.calendar
    # 29 and 30 September, the make-up days 8 and 9 October, 10 to 14 and 17 October
    assert circular.reply_by(Letterhead(date(2022, 9, 28)), calendar) == "2022-10-17"
    assert circular.reply_by(LETTER, calendar) == (DAY + timedelta(days=14)).isoformat()


def test_a_unit_is_all_green_only_when_each_of_its_indicators_is() -> None:
    rate = {"kind": "level", "direction": "up", "target": 80, "unit": "%"}
    green = small([ITEM], {"2022-Q1": {"1a": 6}})
    assert "市人社局牵头的指标全部亮绿灯" in said(compose([green], LETTER))
    first = small([ITEM, rate], {"2022-Q1": {"1a": 6, "1b": 50}})  # a first value is not judged
    assert "全部亮绿灯" not in said(compose([first], LETTER))


def test_what_was_returned_is_named_in_part_where_it_is_much() -> None:
    items = [{**ITEM, "id": f"1{chr(97 + n)}", "name": f"指标{n}"} for n in range(9)]
    text = said(
        compose([small(items, {"2022-Q1": {str(item["id"]): "很多" for item in items}}, on=date(2022, 5, 1))], LETTER)
    )
    assert "退回后未重报的有9项，包括指标0（市人社局）" in text
    assert "等，其余见附件2。" in text
    assert "指标8" not in text


def test_the_reason_of_a_standstill_is_no_bracket_beside_a_bracket() -> None:
    text = said(compose(views(Q3), LETTER))
    assert "12345热线诉求工单闭环管理停滞，热线系统切换后回访模块停用，两个月没有闭环回访（市政务和大数据局）" in text
    assert "）（" not in text.replace("》（", "")


def test_an_office_without_a_short_name_still_speaks() -> None:
    text = said(compose([under(views(Q3)[0], Office(name="甲办"))], LETTER))
    assert "要求，本办公室对2023年第三季度数据" in text
