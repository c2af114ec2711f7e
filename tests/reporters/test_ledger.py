"""The ledger (台账): what its sheets hold, how numbers and texts stand in their cells, and that its bytes are stable."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.files import workbook
from checker.model import Assessment
from checker.model.amounts import Amount
from checker.model.tables import Day, Lit
from checker.reporters import xlsx
from checker.reporters.xlsx import ledger
from checker.reporters.xlsx.layout import share
from checker.words.view import Narrowing
from tests.command import ON, Q3, Q4, run
from tests.examples import judged, views
from tests.harness import assess, make_plan
from tests.reporters.ledgers import (
    HOSTILE,
    SHEETS,
    hostile,
    jump,
    listed,
    one,
    opened,
    read,
    shown,
    third_quarter,
    view,
)


def test_every_sheet_is_there_in_the_readers_language() -> None:
    (a,) = judged(Q3)
    assert third_quarter().sheetnames == SHEETS
    english = opened(view(a, "en"))
    assert english.sheetnames == [
        "Overview",
        "Ledger",
        "Rectification",
        "By unit",
        "By domain",
        "Reporting",
        "Findings",
    ]
    assert english["Ledger"]["A1"].value.endswith("ledger (Q3 2023) · Ledger")


def test_every_indicator_is_in_the_ledger_with_all_that_is_known() -> None:
    (a,) = judged(Q3)
    rows = read(third_quarter()["台账"])
    assert [row["编号"].value for row in rows] == [v.indicator.id for v in listed(a)]
    assert rows[-1]["编号"].value == "0h"
    by_id = {row["编号"].value: {name: cell.value for name, cell in row.items()} for row in rows}
    row = by_id["4d"]
    assert row["指标"] == "开展校园食品安全督办的月数"
    assert (row["目标值"], row["序时目标"], row["报告值"], row["计量单位"]) == (12, 9, 8, "个月")
    assert row["完成率"] == pytest.approx(8 / 12)
    assert (row["序时进度"], row["序时差（百分点）"]) == (0.75, pytest.approx(100 * (8 / 12 - 0.75)))
    assert (row["亮灯"], row["研判"], row["报送"]) == ("▲ 黄", "慢序时", "按时")
    assert (row["上期"], row["连续期数"]) == ("▲ 黄", 3)
    assert (row["时限"], row["牵头单位"]) == (datetime(2023, 12, 31), "市市场监管局、市教育局")
    assert (row["条款"], row["措施"]) == ("二（一）4", "4 校园餐饮安全与营养")
    assert (row["报送备注"], row["原文"]) == ("三季度每月督办，2月缺的1个月补不回来", "每月督办工作进展")
    assert row["数据出处"].endswith("2023-q3.yaml:21:7")
    assert row["说明"] == view(a).sentence(next(v for v in a.verdicts if v.indicator.id == "4d"))
    assert by_id["4a"]["佐证材料"] == "三季度明厨亮灶调度通报.pdf"
    assert (by_id["37c"]["亮灯"], by_id["37c"]["报送"]) == ("● 绿", "迟报")


def test_a_light_is_a_fill_and_a_word() -> None:
    (a,) = judged(Q3)
    for row, verdict in zip(read(third_quarter()["台账"]), listed(a), strict=True):
        assert row["亮灯"].value == view(a).light(verdict.light)
        assert row["亮灯"].fill.fgColor.rgb == "00" + workbook.LIGHTS[verdict.light][0]


def test_the_overview_counts_what_the_assessment_counts() -> None:
    (a,) = judged(Q3)
    cells = {row[0]: row[1:] for row in third_quarter()["总览"].iter_rows(values_only=True)}
    assert list(cells["项数"]) == [126, 82, 11, 14, 19, 3, 1, 1]
    assert (a.totals.red, a.totals.unreported, a.totals.late) == (14, 4, 1)
    assert cells["占比"][1] == pytest.approx(a.totals.green / a.totals.indicators)
    assert cells["上期项数"][0] == a.totals.indicators
    assert "示例" in next(text for text in cells if "示例" in str(text))


def test_made_up_values_are_marked_on_every_sheet() -> None:
    (a,) = judged(Q3)
    for book, expected in ((third_quarter(), True), (opened(view(a._replace(illustrative=False))), False)):
        for sheet in book:
            assert ("示例" in str(sheet["A2"].value)) is expected, sheet.title


def test_units_and_domains_show_their_standings() -> None:
    (a,) = judged(Q3)
    book = third_quarter()
    for name, standings in (("按单位", a.units), ("按领域", a.domains)):
        for row, s in zip(read(book[name]), standings, strict=True):
            counted = [row[head].value for head in ("指标", "● 绿", "▲ 黄", "■ 红", "○ 灰")]
            assert [*counted, row["未报"].value + row["退回"].value, row["迟报"].value] == list(s.tally)
            assert shown(row["得分"]) == view(a).score(s) if s.score is not None else row["得分"].value is None
            assert row["位次"].value == s.rank
    assert {row["牵头单位"].value: row["退回"].value for row in read(book["按单位"])}["市城管委"] == 1


def test_reporting_adds_up_and_names_what_is_missing() -> None:
    rows = {row["牵头单位"].value: row for row in read(third_quarter()["报送情况"])}
    for row in rows.values():
        parts = [row[head].value for head in ("按时", "迟报", "未报", "退回", "待报")]
        assert sum(parts) == row["应报"].value
    late = rows["市政务服务和大数据管理局"]["迟报的指标"].value
    assert late == "37c 电子政务外网扩容到1G的乡镇（街道）占比"
    assert rows["市城管委"]["未报的指标"].value == "23b 县级城市建成区黑臭水体消除比例\n24a 噪声扰民查处"
    assert rows["市城管委"]["退回的指标"].value == "15a 背街小巷整治"
    assert {row["牵头单位"].value: row["待报"].value for row in read(opened(view(_early()))["报送情况"])}["市人社局"]


def _early() -> Assessment:
    return assess(make_plan({"kind": "level", "direction": "up", "target": 5}), {"2022-Q3": {}}, date(2022, 10, 2))


def test_findings_name_their_place() -> None:
    (a,) = judged(Q3)
    rows = read(third_quarter()["问题"])
    assert [(r["代码"].value, r["行"].value) for r in rows] == [(f.code, f.where.line) for f in a.findings]
    assert {r["说明情况"].value for r in rows} == {"已说明", "—"}
    assert [r["说明情况"].value for r in read(opened(jump())["问题"])] == ["待说明"]


@pytest.mark.slow
def test_several_assessments_share_one_workbook(tmp_path: Path) -> None:
    both = judged(Q3, Q4)
    book = opened(*map(view, both))
    rows = read(book["台账"])
    assert len(rows) == sum(len(a.verdicts) for a in both)
    assert {r["考核期"].value for r in rows} == {"2022年第4季度", "2023年第3季度"}
    heads = [row[0] for row in book["总览"].iter_rows(values_only=True)]
    assert heads.count("方案") == heads.count("项数") == 2
    run("run", Q3, Q4, *ON, "--format", "xlsx", "--out", tmp_path, code=1)
    assert len(list(tmp_path.iterdir())) == 1


def test_narrowing_is_said_and_leaves_totals_alone() -> None:
    (a,) = judged(Q3)
    book = opened(view(a, narrowing=Narrowing(light="red", unit="市城管委")))
    assert {row["亮灯"].value for row in read(book["台账"])} == {"■ 红"}
    assert [row["牵头单位"].value for row in read(book["报送情况"])] == ["市城管委"]
    cells = {row[0]: row[1:] for row in book["总览"].iter_rows(values_only=True)}
    assert cells["项数"][0] == 126
    assert "■ 红、市城管委" in cells["显示范围"][0]


def test_sheets_are_ready_to_filter_scroll_and_print() -> None:
    book = third_quarter()
    for sheet in book.worksheets[1:]:
        head = int(sheet.auto_filter.ref.partition(":")[0].removeprefix("A"))
        assert sheet.freeze_panes.endswith(str(head + 1))
        assert sheet.freeze_panes[0] > "A"
        assert sheet.print_title_rows == f"$1:${head}"
    for sheet in book:
        assert (sheet.page_setup.orientation, str(sheet.page_setup.paperSize)) == ("landscape", "9")
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter.center.text == "第 &P 页，共 &N 页"
        assert sheet.print_area


@pytest.mark.parametrize("path", [Q3, Q4])
def test_cells_show_the_numbers_of_every_other_output(path: str) -> None:
    (a,) = judged(path)
    for row, verdict in zip(read(opened(view(a))["台账"]), listed(a), strict=True):
        for head, text in zip(("报告值", "目标值", "序时目标"), view(a).amounts(verdict), strict=True):
            cell = row[head]
            unit = verdict.unit if verdict.unit != "%" else ""
            if cell.data_type == "n":
                assert (shown(cell) if cell.value is not None else "—") == text.removesuffix(unit), verdict.indicator.id
            else:
                assert cell.value in (text, "未报", "退回"), (verdict.indicator.id, head)


def test_a_missed_target_never_shows_as_met() -> None:
    row = read(opened(view(one(value="19.99999", indicator={"unit": "公里"})))["台账"])[0]
    assert shown(row["报告值"]) == "19.99999"
    assert shown(row["完成率"]) != "100%"
    share = {"kind": "level", "direction": "up", "unit": "%", "target": 95, "tolerance": 1}
    row = read(opened(view(one(value="94.99999", indicator=share)))["台账"])[0]
    assert (shown(row["目标值"]), shown(row["报告值"])) == ("95%", "94.99999%")
    assert row["报告值"].value == pytest.approx(0.9499999)


@given(st.fractions(min_value=0, max_value=10**9), st.fractions(min_value=0, max_value=10**9))
def test_a_share_is_never_shown_on_a_line_that_it_misses(part: Fraction, line: Fraction) -> None:
    cell, other = share(part, [line]), share(line, [part])
    assert isinstance(cell, Amount)
    assert isinstance(other, Amount)
    if part != line and cell.places < 40:
        places = max(cell.places, other.places)
        assert workbook.plain(cell._replace(places=places)) != workbook.plain(other._replace(places=places))


def test_more_digits_than_a_spreadsheet_holds_stay_a_text() -> None:
    book = workbook.new()
    sheet = book.create_sheet("x")
    workbook.put(sheet, 1, 1, Amount(Fraction(333333333333333, 1) + Fraction(1, 3), 2))
    workbook.put(sheet, 2, 1, Amount(Fraction(123456789012345, 1000), 3))
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("333333333333333.33", "s")
    assert sheet["A2"].data_type == "n"


def test_assumed_promised_and_revised_deadlines_stay_dates_and_say_so() -> None:
    assumed = read(opened(view(one(value=16, indicator={"by": "2022-12-31"})))["台账"])[0]["时限"]
    assert assumed.number_format == "yyyy-mm-dd"
    made = make_plan({"kind": "cumulative", "target": 20, "unit": "场"})
    cell = read(opened(view(assess(made, {"2022-Q3": {"1a": 16}})))["台账"])[0]["时限"]
    assert cell.is_date
    assert cell.number_format == 'yyyy-mm-dd"（推定）"'
    assert cell.value == datetime(2022, 12, 31)
    own = {"kind": "milestone"}
    promised = assess(make_plan(own), {"2022-Q3": {"1a": {"planned": "2022-10-31", "progress": 40}}})
    cell = read(opened(view(promised))["台账"])[0]["时限"]
    assert cell.number_format == 'yyyy-mm-dd"（诺）"'
    assert cell.value == datetime(2022, 10, 31)
    later = [{"from": "2022-07-01", "document": "某函〔2022〕1号", "by": "2022-11-30"}]
    revised = read(opened(view(one(value=16, indicator={"by": "2022-12-31", "revisions": later})))["台账"])[0]["时限"]
    assert revised.number_format == 'yyyy-mm-dd"（调）"'
    assert revised.value == datetime(2022, 11, 30)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_is_never_a_formula(text: str) -> None:
    raw = xlsx.render([hostile(text)])
    with zipfile.ZipFile(io.BytesIO(raw)) as files:
        sheets = [files.read(name) for name in files.namelist() if name.startswith("xl/worksheets/")]
    assert not any(b"<f>" in sheet or b'<c t="e"' in sheet or b't="e"' in sheet for sheet in sheets)
    cell = read(openpyxl.load_workbook(io.BytesIO(raw))["台账"])[0]["指标"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@", "\t"))


def test_what_a_cell_cannot_hold_is_replaced_or_cut() -> None:
    for bad in ("\x00", "\x07", "\x1f", "\ud800", "\uffff", "\u202e"):
        assert workbook.inert(f"a{bad}b") == "a\ufffdb"
    assert workbook.inert("a\r\nb\rc\td") == "a\nb\nc\td"
    long = workbook.inert("长" * 40000)
    assert (len(long), long[-1]) == (32767, "…")
    assert len(workbook.inert("😀" * 20000).encode("utf-16-le")) <= 2 * 32767
    assert workbook.inert("长" * 32767) == "长" * 32767
    opened(hostile("\x00\x07\u202e" + "长" * 40000))


def test_escapes_of_the_format_are_taken_as_written() -> None:
    assert workbook.inert("_x0041_ a_x b") == "_x005F_x0041_ a_x b"


def test_equal_input_gives_equal_bytes_without_a_clock() -> None:
    (a,) = judged(Q3)
    raw = xlsx.render([view(a)])
    assert raw == xlsx.render(views(Q3, anew=True))
    with zipfile.ZipFile(io.BytesIO(raw)) as files:
        assert {info.date_time for info in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert files.namelist()[0] == "[Content_Types].xml"
        core = files.read("docProps/core.xml").decode()
    assert core.count("2023-10-25T00:00:00Z") == 2
    assert str(date.today().year) not in core or date.today().year == 2023


def test_an_assessment_without_rows_makes_a_workbook_too() -> None:
    (a,) = judged(Q3)
    book = opened(view(a._replace(findings=()), narrowing=Narrowing(light="grey", unit="市医保局")))
    assert read(book["台账"]) == []
    assert read(book["问题"]) == []


def test_what_is_to_be_put_right_has_a_sheet_with_blanks_for_the_units() -> None:
    (a,) = judged(Q3)
    rows = read(third_quarter()["整改台账"])
    by_id = {v.indicator.id: v for v in a.verdicts}
    red = [row["编号"].value for row in rows if row["亮灯"].value == "■ 红"]
    assert sorted(red) == sorted(v.indicator.id for v in a.counted if v.light == "red")
    rest = [by_id[str(row["编号"].value)] for row in rows[len(red) :]]
    assert {v.indicator.id for v in rest} == {
        v.indicator.id for v in a.verdicts if v.light == "yellow" and v.streak > 1
    }
    assert red[0] == "32g"  # false data before all else
    first = next(row for row in rows if row["编号"].value == "22d")
    assert first["问题"].value == view(a).sentence(by_id["22d"])
    reported = by_id["22d"].reported
    assert reported is not None
    assert first["原因（单位自述）"].value == reported.note
    for head in ("整改措施", "责任单位", "整改时限", "销号"):
        assert {row[head].value for row in rows} == {None}
        assert {row[head].fill.fgColor.rgb for row in rows} == {"00FFFBE6"}
        assert not any(row[head].protection.locked for row in rows)


def test_columns_of_numbers_hold_numbers_or_nothing() -> None:
    book = third_quarter()
    for sheet, heads in (("台账", ("目标值", "序时目标", "完成率", "序时进度", "序时差（百分点）", "连续期数")),
                         ("按单位", ("得分", "位次")), ("报送情况", ("报送率",)), ("问题", ("行", "列"))):  # fmt: skip
        for row in read(book[sheet]):
            for head in heads:
                assert row[head].value != "—", (sheet, head)


def test_a_row_is_as_high_as_what_is_printed_of_it() -> None:
    (v,) = one(value={"value": 16, "note": "很长的说明" * 60}).verdicts
    book = opened(view(one(value={"value": 16, "note": "很长的说明" * 60})))
    assert v.reported is not None
    sheet = book["台账"]
    head = int(sheet.auto_filter.ref.partition(":")[0].removeprefix("A"))
    assert sheet.row_dimensions[head + 1].height < 40


def test_bytes_need_a_folder() -> None:
    assert "--out" in run("run", Q3, *ON, "--format", "xlsx", code=2).err


def test_cells_are_plain_values_before_they_are_drawn() -> None:
    (a,) = judged(Q3)
    for table in ledger.tables([view(a)]):
        for row in table.rows:
            assert all(isinstance(cell, str | int | Amount | Day | Lit) for cell in row)
            assert len(row) == len(table.columns)
