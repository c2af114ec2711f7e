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

from checker.files.word import FILLS
from checker.model import Light
from checker.papers import circular, typesetting
from checker.papers.circular import Circular, compose
from checker.papers.letterhead import Letterhead
from checker.papers.paper import title_lines, width
from checker.words.view import View
from tests.command import Q3, Q4, run
from tests.examples import DAY, views
from tests.papers.drafts import LETTER, part, small, texts

HOSTILE = "{{ 7*7 }}</w:t><b>&"


def said(made: Circular) -> str:
    return "\n".join(p.head + p.text for p in made.paragraphs)


def docx(views: list[View], letter: Letterhead = LETTER) -> bytes:
    made = typesetting.circular(compose(views, letter), views[0].say, letter.day, "docx")
    assert isinstance(made, bytes)
    return made


@cache
def third_quarter() -> bytes:
    """The Word file of the example."""
    return docx(views(Q3))


def test_the_three_sections_tell_what_the_standard_asks() -> None:
    text = said(compose(views(Q3), LETTER))
    for words in ("一、总体情况", "二、主要问题", "三、工作要求", "绿灯82项，占65.1%", "红灯14项，占11.1%", "未报送3项",
                  "与2023年第二季度相比", "回落18项", "1.支持建设的社区养老服务综合体报告2个，到2022年12月31日未完成目标3个",
                  "远低于序时目标75%", "与序时目标相差36.54个百分点", "牵头单位：市城管委；连续4期亮红灯", "于2023年11月8日前",
                  "建议约谈市生态环境局", "建议对市城管委、市生态环境局、市民政局通报批评", "均为建议"):  # fmt: skip
        assert words in text, words
    assert text.index("（一）红灯指标") < text.index("（二）连续黄灯指标") < text.index("（三）未报送单位")


def test_the_change_is_against_the_lights_of_the_period_before() -> None:
    view = views(Q3)[0]
    past = views("examples/huangshi/2023-q2.yaml", on=view.assessment.cut_off)[0].assessment
    green = view.assessment.totals.green - past.totals.green
    assert f"绿灯减少{-green}项" in said(compose([view], LETTER))


def test_made_up_values_and_a_draft_say_so_until_it_is_final() -> None:
    raw = third_quarter()
    assert "草　稿" in part(raw, "word/header1.xml")
    assert "编造" in part(raw, "word/header1.xml")
    assert "编造" in texts(raw)
    final = docx(views(Q3), LETTER._replace(final=True))
    assert "草" not in part(final, "word/header1.xml") + part(final, "word/header2.xml")


def test_the_letterhead_is_taken_over() -> None:
    letter = LETTER._replace(issuer="黄石市质量强市工作委员会办公室", to="各县（市、区）质强办：", cc="市委办公室。")
    text = texts(docx(views(Q3), letter))
    for words in ("黄石市质量强市工作委员会办公室文件", "黄质强办发〔2023〕3号", "各县（市、区）质强办：", "抄送：市委办公室。",
                  "2023年10月25日印发", "附件：1.亮灯情况一览表", "3.报送情况"):  # fmt: skip
        assert words in text, words
    assert "：：" not in text


def test_without_red_items_it_says_so() -> None:
    view = small([{"kind": "cumulative", "target": 20, "unit": "场"}], {"2022-Q1": {"1a": 6}})
    text = said(compose([view], LETTER))
    for words in ("各领域均无红灯", "本期没有因进度、质量或数据不实亮红灯的指标", "没有连续亮黄灯", "应报单位均已报送",
                  "没有需要整改的指标", "本期为首次研判"):  # fmt: skip
        assert words in text, words
    assert "本期没有红灯指标。" in texts(docx([view]))


def test_of_a_hundred_red_items_the_gravest_stand_in_the_text_and_all_in_the_annex() -> None:
    items = [{"id": f"1{chr(97 + n // 26)}{chr(97 + n % 26)}" if n > 25 else f"1{chr(97 + n)}", "kind": "cumulative",
              "target": 100, "unit": "场", "name": f"指标{n}"} for n in range(100)]  # fmt: skip
    values = {str(item["id"]): 1 + n % 9 for n, item in enumerate(items)}
    made = compose([small(items, {"2022-Q1": values})], LETTER)
    text = said(made)
    assert "共100项" in text
    assert "其余88项见附件2" in text
    assert made.length < circular.LONGEST
    assert len(made.annexes[1].tables[0].groups[0][1]) == 100


def test_no_report_at_all_is_one_sentence_and_every_unit_is_named() -> None:
    view = small([{"kind": "cumulative", "target": 20, "unit": "场"}], {"2022-Q1": {}}, on=date(2022, 5, 1))
    text = said(compose([view], LETTER))
    assert "应报送1项，截至2022年5月1日未收到任何有效报送" in text
    assert "市人社局（指标）" in text
    assert "于2023年11月1日前补报" in text


def test_before_the_reports_are_due_nothing_is_held_against_anybody() -> None:
    view = small([{"kind": "cumulative", "target": 20, "unit": "场"}], {"2022-Q1": {}}, on=date(2022, 4, 1))
    text = said(compose([view], LETTER))
    assert "尚有1项待报送" in text
    assert "报送期未满" in text


def test_who_has_no_lead_and_who_has_a_long_name() -> None:
    item = [{"kind": "cumulative", "target": 20, "unit": "场"}]
    assert "牵头单位：未明确牵头单位" in said(compose([small(item, {"2022-Q1": {"1a": 1}}, lead=())], LETTER))
    long = "黄石市推进新型城镇化和城乡融合发展工作领导小组办公室综合协调处（临时机构）"
    raw = docx([small(item, {"2022-Q1": {"1a": 1}}, lead=(long,))])
    assert long in texts(raw)


def test_several_plans_and_several_periods_share_one_paper() -> None:
    made = compose(views(Q3, Q4), Letterhead(DAY))
    text = said(made)
    assert "（一）黄石市公共服务质量提升行动方案（2022年第四季度）" in text
    assert "（二）黄石市公共服务质量提升行动方案（2023年第三季度）" in text
    assert text.count("限期整改") == 1
    assert "14项红灯指标的牵头单位" in text  # of a plan's periods only the last asks for anything
    assert [len(annex.tables) for annex in made.annexes] == [4, 2, 2]
    other = small([{"kind": "cumulative", "target": 20, "unit": "场"}], {"2022-Q3": {"1a": 1}})
    assert "等2个方案" in "".join(compose([*views(Q3), other], LETTER).title)


@pytest.mark.parametrize("words", ["本单位", "同志", "负责人"])
def test_no_person_is_named(words: str) -> None:
    assert words not in said(compose(views(Q3), LETTER))


def test_pace_is_marked_apart_from_the_light() -> None:
    table = compose(views(Q3), LETTER).annexes[0].tables[1]
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, map(str, row), strict=True)) for row in table.rows]
    assert {row["pace"] for row in rows} >= {"按序时", "慢序时", "已完成", "未报送", "数据不实", "—"}
    assert all(row["light"][0] in "●▲■○" for row in rows)
    assert len(rows) == 126 + 1  # one target is said twice: shown, not counted


def test_titles_break_where_words_end_and_no_line_is_too_long() -> None:
    assert compose(views(Q3), LETTER).title == ("关于黄石市公共服务质量提升行动方案", "2023年第三季度落实情况的通报")
    lines = title_lines(["关于", "某" * 50, "落实情况的通报"])
    assert max(map(width, lines)) <= 20
    assert "".join(lines) == "关于" + "某" * 50 + "落实情况的通报"


def test_a_long_body_and_a_missing_number_are_said_on_stderr(tmp_path: Path) -> None:
    year = [f"examples/huangshi/{period}.yaml" for period in ("2022-q4", "2023-q1", "2023-q2", "2023-q3")]
    error = run("circular", *year, "--on", "2023-10-25", "--format", "md").err
    assert "超过4000字" in error
    assert "发文字号" in error
    assert run("circular", Q3, "--on", "2023-10-25", "--number", "甲〔2022〕1号", "--format", "md").err == ""


def test_the_command_writes_by_suffix_and_in_both_languages(tmp_path: Path) -> None:
    for name in ("通报.docx", "a.md", "a.html"):
        run("circular", Q3, "--on", "2023-10-25", "--out", tmp_path / name, "--final")
        assert (tmp_path / name).stat().st_size > 5000
    run("circular", Q3, "--out", tmp_path / "a.pdf", code=2)
    assert "III. What is asked for" in run("circular", Q3, "--on", "2023-10-25", "--format", "md", "--lang", "en").out
    run("run", Q3, "--on", "2023-10-25", "--format", "docx", "--out", tmp_path, code=1)
    assert "草　稿" in part((tmp_path / "huangshi-public-service-2023-Q3.docx").read_bytes(), "word/header1.xml")


def test_equal_input_gives_equal_bytes() -> None:
    assert third_quarter() == docx(views(Q3, anew=True))


def test_the_package_has_no_times_and_says_what_it_is() -> None:
    raw = third_quarter()
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}
        assert archive.namelist() == sorted(archive.namelist())
    core = part(raw, "docProps/core.xml")
    assert "关于黄石市公共服务质量提升行动方案" in core
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
    assert sorted(footers) == ["default", "even"]
    styles = part(raw, "word/styles.xml") + body
    for name in ("方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"):
        assert f'w:eastAsia="{name}"' in styles
    assert not [n for n in zipfile.ZipFile(io.BytesIO(raw)).namelist() if "font" in n.lower() and n.endswith(".odttf")]


def test_tables_repeat_their_heads_and_never_split_a_row() -> None:
    body = part(third_quarter())
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", body, re.DOTALL)
    assert len(tables) == 4
    for table in tables:
        rows = re.findall(r"<w:tr[ >].*?</w:tr>", table, re.DOTALL)
        assert "<w:tblHeader" in rows[0]
        assert all("<w:cantSplit" in row for row in rows)
    for light, fill in FILLS.items():
        if light and light != "grey":
            assert f'w:fill="{fill}"' in tables[1]
    assert {light.value for light in Light} <= set(FILLS)


def test_the_reply_is_due_ten_working_days_later() -> None:
    from checker.papers.demands import reply_by

    calendar = views(Q3)[0].library.calendar
    # 29 and 30 September, the make-up days 8 and 9 October, 10 to 14 and 17 October
    assert reply_by(date(2022, 9, 28), calendar) == date(2022, 10, 17)
    assert reply_by(DAY, calendar) == DAY + timedelta(days=14)
