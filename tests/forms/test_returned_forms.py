"""What really comes back from offices: every value read right, or a complaint that names file, sheet, cell and remedy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.command import run
from tests.forms import fillings, several, wrecks
from tests.forms.outcomes import collected, simple, values
from tests.forms.workbooks import Returned, Spot

NAMES = {
    "7a": "网络招聘会",
    "7b": "直播带岗活动",
    "7c": "企业提供岗位",
    "7e": "有就业服务的天数占比",
    "6a": "重点人群画像库",
    "12a": "养老金发放领取服务",
}


READ, TOLD, BACK, REFUSED = (0,), (0, 1), (1,), (2,)


class Case(NamedTuple):
    """`values` must be read so unless all is refused, `absent` must not be read; `words` are patterns of the complaint.

    `about`: the indicators it names. The cells it must name come from the filler.
    """

    name: str
    fill: Callable[[Path], Returned]
    values: Mapping[str, object] = {}
    absent: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    code: tuple[int, ...] = READ
    about: tuple[str, ...] = ()


def good(name: str, fill: Callable[[Path], Returned], **values: object) -> Case:
    """All is read, nothing needs mending."""
    return Case(name, fill, {f"{key[1:]}": value for key, value in values.items()})


def told(name: str, fill: Callable[[Path], Returned], about: str, *words: str, **values: object) -> Case:
    """One value is returned with a complaint at its cell; the rest is read."""
    rest = {key[1:]: value for key, value in values.items()}
    return Case(name, fill, rest, (about,), words, TOLD, (about,))


def refused(name: str, fill: Callable[[Path], Returned], *words: str) -> Case:
    """Nothing is read: the complaint names the file and the reason."""
    return Case(name, fill, {}, (), words, REFUSED)


DAY = "2022-08-30"
CASES = [
    good("plain filling", fillings.plain, _7a=16, _7b=4, _7c=16300, _7e=95, _13f="6.2", _6a=DAY, _12a="normal"),
    Case("half filled", fillings.half_filled, {"7a": 16, "7d": 0}, ("7b", "6a", "12a"), ("市人社局", "7b")),
    Case("sent back empty", fillings.empty, {}, ("7a", "6a", "12a"), ("市人社局",), (0, 1, 2)),
    good("merged notes", fillings.merged_notes, _7a=16, _7b=4),
    Case("merged values", fillings.merged_values, {}, ("7b",), ("合并",), (0, 1, 2), ("7b",)),
    good("inserted rows", fillings.inserted_rows, _7a=16, _8b=3),
    Case(
        "a subtotal of the office's own",
        fillings.subtotal,
        {"7a": 16, "8b": 3},
        (),
        ("9999|小计",),
        (0, 1, 2),
        ("9999", "小计"),
    ),
    good("a number as a note", fillings.number_as_note, _7a=16, _7b=4, _7c=16300, _8b=3),
    good("inserted columns", fillings.inserted_columns, _7a=16, _6a=DAY),
    good("renamed sheets", fillings.renamed_sheets, _7a=16),
    good("rows hidden", fillings.hidden_rows, _7a=16, _7b=4),
    good("sorted rows", fillings.sorted_rows, _7a=16, _13f="6.2", _6a=DAY),
    Case("rows deleted", fillings.deleted_rows, {"7a": 16}, ("7b", "7c"), ("7b", "7c")),
    good("comments on cells", fillings.comments, _7a=16),
    Case("table pasted over the visible head", fillings.pasted_over_head(1), {"7a": 16}, (), (), (0, 1, 2)),
    refused("table pasted over the whole head", fillings.pasted_over_head(3), "表头|列"),
    Case(
        "the value column given another name",
        fillings.head_of_last_year,
        {},
        ("7a",),
        ("表头|本月新增|I列",),
        (0, 1, 2),
    ),
    good("columns changed places", fillings.swapped_heads, _7a=16),
    # numbers as people type them
    good("text 95 with blanks", fillings.one("7c", " 95 "), _7c=95),
    good("text 1,234", fillings.one("7c", "1,234"), _7c=1234),
    good("text 1，234", fillings.one("7c", "1，234"), _7c=1234),
    good("full width", fillings.one("7e", "９５．２"), _7e="95.2"),
    good("no-break and ideographic blanks", fillings.one("7c", "\u00a095\u3000"), _7c=95),
    good("a text mark before a number", fillings.one("7c", "'95"), _7c=95),
    good("zero is a report", fillings.one("7d", 0), _7d=0),
    good("a float that is 0.1 + 0.2", fillings.one("13f", 0.1 + 0.2), _13f="0.3"),
    good("a float 6.2", fillings.one("13f", 6.2), _13f="6.2"),
    good("a float that is whole", fillings.one("7a", 16.0), _7a=16),
    good("scientific notation of a spreadsheet", fillings.one("7c", 1.63e4, style="0.00E+00"), _7c=16300),
    told("a fraction of a fair", fillings.one("7a", 16.5), "7a", "整数|E10"),
    good("95% as text", fillings.one("7e", "95%"), _7e=95),
    good("９５％ as text", fillings.one("7e", "９５％"), _7e=95),
    good("0.95 shown as 95%", fillings.one("7e", 0.95, style="0%"), _7e=95),
    good("0.952 shown as 95.20%", fillings.one("7e", 0.952, style="0.00%"), _7e="95.2"),
    good("1 shown as 100%", fillings.one("7e", 1, style="0%"), _7e=100),
    good("95 as General", fillings.one("7e", 95, style="General"), _7e=95),
    Case("0.95 as General is doubtful", fillings.one("7e", 0.95, style="General"), {}, (), (r"0\.95",), TOLD, ("7e",)),
    told("9500% by typing 95 into a percent cell", fillings.one("7e", 95, style="0%"), "7e", "9500|百分"),
    told("above a hundred percent", fillings.one("7e", 105, style="General"), "7e", "105"),
    told("a percent where things are counted", fillings.one("7a", 0.95, style="0%"), "7a", "%|百分|E10|整数"),
    good("part and whole", fillings.share(92, 92), _7e=100),
    told("part above whole", fillings.share(93, 92), "7e", "93"),
    told("part without whole", fillings.share(93, None), "7e", "分母"),
    told("1.2万", fillings.one("7c", "1.2万"), "7c", "万"),
    told("16场", fillings.one("7a", "16场"), "7a", "场"),
    told("16 次 in a row of 场", fillings.one("7a", "16次"), "7a", "次"),
    told("约16", fillings.one("7a", "约16"), "7a", "约16"),
    told("16-18", fillings.one("7a", "16-18"), "7a", "16-18"),
    told("16 and a remark", fillings.one("7a", "16（含线下2场）"), "7a", "16（含线下2场）"),
    told("十六", fillings.one("7a", "十六"), "7a", "十六"),
    told("暂无", fillings.one("7a", "暂无"), "7a", "暂无"),
    told("a dash", fillings.one("7a", "—"), "7a", "—"),
    told("同上", fillings.one("7a", "同上"), "7a", "同上"),
    Case("only blanks", fillings.one("7a", "  "), {}, ("7a",), (), (0, 1, 2)),
    told("TRUE", fillings.one("7a", True), "7a"),
    told("√", fillings.one("7a", "√"), "7a", "√"),
    told("a date where a number belongs", fillings.one("7a", datetime(2022, 9, 16)), "7a"),
    # days
    good("a day as a date", fillings.one("6a", datetime(2022, 9, 20), "done", "yyyy-mm-dd"), _6a="2022-09-20"),
    good("a day with an hour", fillings.one("6a", datetime(2022, 9, 20, 17, 30), "done"), _6a="2022-09-20"),
    good("2022-09-20", fillings.one("6a", "2022-09-20", "done"), _6a="2022-09-20"),
    good("2022/9/20", fillings.one("6a", "2022/9/20", "done"), _6a="2022-09-20"),
    good("2022.9.20", fillings.one("6a", "2022.9.20", "done"), _6a="2022-09-20"),
    good("2022年9月20日", fillings.one("6a", "2022年9月20日", "done"), _6a="2022-09-20"),
    good("２０２２年９月２０日", fillings.one("6a", "２０２２年９月２０日", "done"), _6a="2022-09-20"),
    good("20220920", fillings.one("6a", "20220920", "done"), _6a="2022-09-20"),
    good("44824", fillings.one("6a", 44824, "done", "General"), _6a="2022-09-20"),
    told("2022-02-30", fillings.one("6a", "2022-02-30", "done"), "6a", "2022-02-30"),
    told("9月20日 without a year", fillings.one("6a", "9月20日", "done"), "6a", "9月20日|年"),
    told("2022年9月 without a day", fillings.one("6a", "2022年9月", "done"), "6a", "2022年9月|日"),
    told("九月底", fillings.one("6a", "九月底", "done"), "6a", "九月底"),
    told("已完成 without a day", fillings.one("6a", "已完成", "done"), "6a", "日期|哪一天"),
    told("a number that is no day", fillings.one("6a", 16, "done", "General"), "6a", "16|日期"),
    told("a day to come", fillings.one("6a", datetime(2092, 9, 20), "done"), "6a", "2092"),
    # choices
    good("正常", fillings.one("12a", "正常", "grade"), _12a="normal"),
    good("缓慢 with blanks", fillings.one("12a", " 缓慢 ", "grade"), _12a="slow"),
    told("a choice of one's own", fillings.one("12a", "基本正常", "grade"), "12a", "基本正常"),
    Case("nodes", several.nodes, {"37b": 10, "37a": {"nodes": {"市": "2022-08-01", "县": "2022-09-15"}}}),
    Case("a node's name typed over", several.lost_node, {}, (), ("37a", "省"), (0, 1, 2)),
    # formulas
    good("a formula with its result", fillings.cached, _7a=16),
    good("a formula into another workbook", fillings.external_link, _7a=16),
    told("a formula never computed", fillings.uncached, "7a", "公式"),
    told("a formula that failed", fillings.cached_error, "7a", "#DIV/0!"),
    told("#DIV/0!", fillings.one("7a", "#DIV/0!"), "7a", "#DIV/0!"),
    told("#REF! as an error cell", fillings.one("7a", "#REF!"), "7a", "#REF!"),
    # several files
    good("two units", several.two_units, _7a=16, _14a=297),
    good("two forms agree", several.agreeing, _7a=16, _7b=4, _7d=0),
    Case("two forms disagree", several.disagreeing, {}, ("7a",), ("就业科", "社保科", "16", "18"), TOLD, ("7a",)),
    good("one indicator led by two units", several.shared_lead, _17a="3.04"),
    good("the same file twice", several.same_file_twice, _7a=16),
    Case(
        "last quarter's form among this quarter's",
        several.last_quarter,
        {"7a": 16},
        ("14a",),
        ("2022-Q3", "2022-Q4", "市医保局-三季度"),
        BACK,
    ),
    refused("last quarter's form into this quarter", several.last_quarter_into, "2022-Q3", "2022-Q4"),
    refused("a form of another locality", several.other_plan, "jingzhou|荆州", "荆州区人社局"),
    refused("a form of another locality into a submission", several.other_plan_into, "jingzhou|荆州"),
    Case("a form of a changed catalogue", several.changed, {"7b": 4}, ("7a",), ("目标或名称有改动",), BACK, ("7a",)),
    good("a form read with its own catalogue", several.same_changed, _7a=16),
    good("a late form into a submission", several.into, _7a=16, _7b=4, _8b=3),
    Case("one file of two is damaged", several.one_bad_among_good, {"7a": 16}, (), ("市医保局.*已损坏",), BACK),
    # no forms at all
    refused("cut off half way", wrecks.damaged, "损坏|不完整|打不开|重新"),
    refused("bytes flipped", wrecks.flipped, "损坏|不完整|打不开|重新"),
    refused("a part is missing", wrecks.missing_part, "损坏|不完整|打不开|重新"),
    refused("not a zip", wrecks.not_a_zip, "不是|打不开|另存"),
    refused("a web page", wrecks.web_page, "不是|打不开|另存"),
    refused("no bytes", wrecks.no_bytes, "空|不是|打不开"),
    refused("an archive of another program", wrecks.word_file, "不是|打不开|另存|损坏"),
    refused("protected by a password", wrecks.password, "密码|加密"),
    refused("a table of the office's own", wrecks.own_table, "plancheck form|报送表|填报表|_meta|编号"),
    refused("a sheet of 300 MB", wrecks.bomb("sheet"), "过大|太大|超过"),
    refused("a theme of 300 MB", wrecks.bomb("theme"), "过大|太大|超过"),
    refused("a sheet of 300 MB that says it is small", wrecks.bomb("sheet", lying=True), "过大|太大|超过|损坏|打不开"),
    refused("millions of empty cells", wrecks.many_rows_bomb, "过大|太大|超过|行"),
    refused("entities that grow", wrecks.entities, "损坏|不完整|打不开|不允许|实体|DOCTYPE"),
    refused("an entity that names a file", wrecks.local_file, "损坏|不完整|打不开|不允许|实体|DOCTYPE"),
    good("a stray blank in the last cell", wrecks.far_cell, _7a=16),
    # ids
    Case("an id typed over", wrecks.id_typed_over("7aa"), {}, ("7a",), ("7aa",), (0, 1, 2)),
    Case("an id typed over with a word", wrecks.id_typed_over("网络"), {}, ("7a",), ("网络",), (0, 1, 2)),
    Case("an id typed over with a number", wrecks.id_typed_over("7"), {}, ("7a",), ("7",), (0, 1, 2)),
    Case("an id emptied", wrecks.id_typed_over(""), {"7a": 16, "7b": 4}, (), (), (0, 1, 2)),
    Case("a row without any number", wrecks.no_number, {}, ("7a",), ("编号",), (0, 1, 2)),
    Case("an id typed over with its neighbour's", wrecks.id_typed_over("7b"), {}, ("7a",), ("看得见.*7a.*7b",), (1,)),
    Case("an id of another unit's indicator", wrecks.id_typed_over("14a"), {}, ("7a", "14a"), ("看得见.*14a",), (1,)),
    Case("an id in full width and capitals", wrecks.id_in_other_letters, {"7b": 4}, (), (), (0, 1, 2)),
    Case("the id column deleted", wrecks.no_id_column(1), {"7a": 16}, (), (), (0, 1, 2)),
    refused("both columns of numbers deleted", wrecks.no_id_column(2), "编号|表头"),
    refused("nothing left to know a form by", wrecks.no_meta, "_meta"),
    good("_meta deleted", partial(wrecks.no_meta, marked=True), _7a=16),
    good("_meta typed over", wrecks.meta_typed_over, _7a=16),
    # text from many hands
    good("hostile notes", wrecks.hostile, _7a=16, _7b=4, _7c=16300),
    told("a hostile value", wrecks.hostile_value, "7a"),
    told("a hostile file name", wrecks.hostile_name, "7a", "约16"),
    # CSV by id
    good("CSV in UTF-8", wrecks.csv_form("utf-8"), _7a=16, _6a=DAY, _7c=16300, _8b=3),
    good("CSV in UTF-8 with BOM", wrecks.csv_form("utf-8-sig"), _7a=16, _6a=DAY, _7c=16300),
    good("CSV in GB18030", wrecks.csv_form("gb18030"), _7a=16, _6a=DAY, _7c=16300),
    good("CSV with semicolons", wrecks.csv_form("utf-8", ";"), _7a=16),
    good("CSV with tabs", wrecks.csv_form("utf-8", "\t"), _7a=16),
    good("CSV in UTF-16 as Excel's Unicode text", wrecks.csv_form("utf-16", "\t"), _7a=16),
    refused("CSV with an unknown id", wrecks.csv_unknown_id, "7z", "7[a-e]"),
]


def marked(case: Case) -> object:
    """A case; what unpacks hundreds of megabytes is left to the slow tests."""
    large = "300 MB" in case.name or "millions" in case.name
    return pytest.param(case, id=case.name, marks=pytest.mark.slow if large else ())


@pytest.mark.parametrize("case", list(map(marked, CASES)))
def test_what_comes_back_is_read_or_complained_of(case: Case, tmp_path: Path) -> None:
    ended, made, out, before = collected(case.fill, tmp_path, case.code)
    said = ended.said
    held = values(out)
    if case.code == REFUSED:
        assert (out.read_bytes() if out.exists() else None) == before, "a refusal must not write"
        assert any(file.name in said for file in made.files), said
    for name, wanted in case.values.items() if ended.code != 2 else ():
        assert name in held, said
        assert simple(held[name]) == simple(wanted), f"{name}: {held[name]}\n{said}"
    for name in case.absent if case.code != REFUSED else ():
        assert unread(held.get(name)) or name in returned_by_run(out), f"{name} was read as {held.get(name)}\n{said}"
    complaints = ended.err.splitlines()
    for spot in made.spots if case.about else ():
        assert any(points(line, made, spot, case.about) for line in complaints), (
            f"{spot.sheet} {spot.cell}\n{ended.err}"
        )
    for pattern in case.words:
        assert re.search(pattern, ended.err if case.about or case.code == REFUSED else said), f"{pattern}\n{said}"
    assert not said or re.search(r"[\u4e00-\u9fff]", said), "people are spoken to in Chinese"


def points(line: str, made: Returned, spot: Spot, about: tuple[str, ...]) -> bool:
    """Tell whether one line names the file, the sheet, the cell and the indicator."""
    named = any(name in line or NAMES.get(name, name) in line for name in about)
    cell = re.search(rf"(?<![A-Z])(?:{spot.cell})(?!\d)", line)
    return named and cell is not None and spot.sheet in line and any(file.name in line for file in made.files)


def unread(raw: object) -> bool:
    """Tell whether `run` would take nothing from what was written: nothing, or text that it will return."""
    held = simple(raw)
    return held is None or (isinstance(held, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d|normal|slow|stalled", held))


def returned_by_run(out: Path) -> set[str]:
    """The indicators whose values `run` returns or misses."""
    verdicts = json.loads(run("run", out, "--on", "2030-01-01", "--format", "json", code=(0, 1)).out)["verdicts"]
    return {verdict["indicator"] for verdict in verdicts if verdict["status"] in ("returned", "missing")}


def test_every_case_is_named_once() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
