"""What really comes back from offices: every value read right, or a complaint that names file, sheet, cell and remedy."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

import openpyxl
import pytest
import yaml
from openpyxl.utils import get_column_letter

from tests.command import ANY, Ended, process, run
from tests.forms import make
from tests.forms.make import Returned, one, share

NAMES = {
    "7a": "网络招聘会",
    "7b": "直播带岗活动",
    "7c": "企业提供岗位",
    "7e": "有就业服务的天数占比",
    "6a": "重点人群画像库",
    "12a": "养老金发放领取服务",
}
READ, TOLD, REFUSED = (0,), (0, 1), (2,)


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
    good("plain filling", make.plain, _7a=16, _7b=4, _7c=16300, _7e=95, _13f="6.2", _6a=DAY, _12a="normal"),
    Case("half filled", make.half_filled, {"7a": 16, "13d": 0}, ("7b", "6a", "12a"), ("市人社局", "7b")),
    Case("sent back empty", make.empty, {}, ("7a", "6a", "12a"), ("市人社局",), (0, 1, 2)),
    good("merged notes", make.merged_notes, _7a=16, _7b=4),
    Case("merged values", make.merged_values, {}, ("7b",), ("合并",), (0, 1, 2), ("7b",)),
    good("inserted rows", make.inserted_rows, _7a=16, _8b=3),
    Case(
        "a subtotal of the office's own",
        make.subtotal,
        {"7a": 16, "8b": 3},
        (),
        ("9999|小计",),
        (0, 1, 2),
        ("9999", "小计"),
    ),
    good("a number as a note", make.number_as_note, _7a=16, _7b=4, _7c=16300, _8b=3),
    good("inserted columns", make.inserted_columns, _7a=16, _6a=DAY),
    good("renamed sheets", make.renamed_sheets, _7a=16),
    good("rows hidden", make.hidden_rows, _7a=16, _7b=4),
    good("sorted rows", make.sorted_rows, _7a=16, _13f="6.2", _6a=DAY),
    Case("rows deleted", make.deleted_rows, {"7a": 16}, ("7b", "7c"), ("7b", "7c")),
    good("comments on cells", make.comments, _7a=16),
    Case("table pasted over the visible head", make.pasted_over_head(1), {"7a": 16}, (), (), (0, 1, 2)),
    refused("table pasted over the whole head", make.pasted_over_head(3), "表头|列"),
    Case("the value column given another name", make.head_of_last_year, {}, ("7a",), ("表头|本月新增|I列",), (0, 1, 2)),
    good("columns changed places", make.swapped_heads, _7a=16),
    # numbers as people type them
    good("text 95 with blanks", one("7c", " 95 "), _7c=95),
    good("text 1,234", one("7c", "1,234"), _7c=1234),
    good("text 1，234", one("7c", "1，234"), _7c=1234),
    good("full width", one("7e", "９５．２"), _7e="95.2"),
    good("no-break and ideographic blanks", one("7c", "\u00a095\u3000"), _7c=95),
    good("a text mark before a number", one("7c", "'95"), _7c=95),
    good("zero is a report", one("13d", 0), _13d=0),
    good("a float that is 0.1 + 0.2", one("13f", 0.1 + 0.2), _13f="0.3"),
    good("a float 6.2", one("13f", 6.2), _13f="6.2"),
    good("a float that is whole", one("7a", 16.0), _7a=16),
    good("scientific notation of a spreadsheet", one("7c", 1.63e4, style="0.00E+00"), _7c=16300),
    told("a fraction of a fair", one("7a", 16.5), "7a", "整数|E10"),
    good("95% as text", one("7e", "95%"), _7e=95),
    good("９５％ as text", one("7e", "９５％"), _7e=95),
    good("0.95 shown as 95%", one("7e", 0.95, style="0%"), _7e=95),
    good("0.952 shown as 95.20%", one("7e", 0.952, style="0.00%"), _7e="95.2"),
    good("1 shown as 100%", one("7e", 1, style="0%"), _7e=100),
    good("95 as General", one("7e", 95, style="General"), _7e=95),
    Case("0.95 as General is doubtful", one("7e", 0.95, style="General"), {}, (), (r"0\.95",), TOLD, ("7e",)),
    told("9500% by typing 95 into a percent cell", one("7e", 95, style="0%"), "7e", "9500|百分"),
    told("above a hundred percent", one("7e", 105, style="General"), "7e", "105"),
    told("a percent where things are counted", one("7a", 0.95, style="0%"), "7a", "%|百分|E10|整数"),
    good("part and whole", share(92, 92), _7e=100),
    told("part above whole", share(93, 92), "7e", "93"),
    told("part without whole", share(93, None), "7e", "分母"),
    told("1.2万", one("7c", "1.2万"), "7c", "万"),
    told("16场", one("7a", "16场"), "7a", "场"),
    told("16 次 in a row of 场", one("7a", "16次"), "7a", "次"),
    told("约16", one("7a", "约16"), "7a", "约16"),
    told("16-18", one("7a", "16-18"), "7a", "16-18"),
    told("16 and a remark", one("7a", "16（含线下2场）"), "7a", "16（含线下2场）"),
    told("十六", one("7a", "十六"), "7a", "十六"),
    told("暂无", one("7a", "暂无"), "7a", "暂无"),
    told("a dash", one("7a", "—"), "7a", "—"),
    told("同上", one("7a", "同上"), "7a", "同上"),
    Case("only blanks", one("7a", "  "), {}, ("7a",), (), (0, 1, 2)),
    told("TRUE", one("7a", True), "7a"),
    told("√", one("7a", "√"), "7a", "√"),
    told("a date where a number belongs", one("7a", datetime(2022, 9, 16)), "7a"),
    # days
    good("a day as a date", one("6a", datetime(2022, 9, 20), "done", "yyyy-mm-dd"), _6a="2022-09-20"),
    good("a day with an hour", one("6a", datetime(2022, 9, 20, 17, 30), "done"), _6a="2022-09-20"),
    good("2022-09-20", one("6a", "2022-09-20", "done"), _6a="2022-09-20"),
    good("2022/9/20", one("6a", "2022/9/20", "done"), _6a="2022-09-20"),
    good("2022.9.20", one("6a", "2022.9.20", "done"), _6a="2022-09-20"),
    good("2022年9月20日", one("6a", "2022年9月20日", "done"), _6a="2022-09-20"),
    good("２０２２年９月２０日", one("6a", "２０２２年９月２０日", "done"), _6a="2022-09-20"),
    good("20220920", one("6a", "20220920", "done"), _6a="2022-09-20"),
    good("44824", one("6a", 44824, "done", "General"), _6a="2022-09-20"),
    told("2022-02-30", one("6a", "2022-02-30", "done"), "6a", "2022-02-30"),
    told("9月20日 without a year", one("6a", "9月20日", "done"), "6a", "9月20日|年"),
    told("2022年9月 without a day", one("6a", "2022年9月", "done"), "6a", "2022年9月|日"),
    told("九月底", one("6a", "九月底", "done"), "6a", "九月底"),
    told("已完成 without a day", one("6a", "已完成", "done"), "6a", "日期|哪一天"),
    told("a number that is no day", one("6a", 16, "done", "General"), "6a", "16|日期"),
    told("a day to come", one("6a", datetime(2092, 9, 20), "done"), "6a", "2092"),
    # choices
    good("正常", one("12a", "正常", "grade"), _12a="normal"),
    good("缓慢 with blanks", one("12a", " 缓慢 ", "grade"), _12a="slow"),
    told("a choice of one's own", one("12a", "基本正常", "grade"), "12a", "基本正常"),
    Case("nodes", make.nodes, {"37b": 10, "37a": {"nodes": {"市": "2022-08-01", "县": "2022-09-15"}}}),
    Case("a node's name typed over", make.lost_node, {}, (), ("37a", "省"), (0, 1, 2)),
    # formulas
    good("a formula with its result", make.cached, _7a=16),
    good("a formula into another workbook", make.external_link, _7a=16),
    told("a formula never computed", make.uncached, "7a", "公式"),
    told("a formula that failed", make.cached_error, "7a", "#DIV/0!"),
    told("#DIV/0!", one("7a", "#DIV/0!"), "7a", "#DIV/0!"),
    told("#REF! as an error cell", one("7a", "#REF!"), "7a", "#REF!"),
    # several files
    good("two units", make.two_units, _7a=16, _14a=297),
    good("two forms agree", make.agreeing, _7a=16, _7b=4, _13d=0),
    Case("two forms disagree", make.disagreeing, {}, (), ("就业科", "社保科", "16", "18"), REFUSED, ("7a",)),
    good("one indicator led by two units", make.shared_lead, _17a="3.04"),
    good("the same file twice", make.same_file_twice, _7a=16),
    refused("last quarter's form among this quarter's", make.last_quarter, "2022-Q2", "2022-Q3", "市医保局-二季度"),
    refused("last quarter's form into this quarter", make.last_quarter_into, "2022-Q2", "2022-Q3"),
    refused("a form of another locality", make.other_plan, "jingzhou|荆州", "荆州区人社局"),
    refused("a form of another locality into a submission", make.other_plan_into, "jingzhou|荆州"),
    refused("a form of a changed catalogue", make.changed, "目录|版本|方案"),
    good("a form read with its own catalogue", make.same_changed, _7a=16),
    good("a late form into a submission", make.into, _7a=16, _7b=4, _8b=3),
    refused("one file of two is damaged", make.one_bad_among_good, "市医保局"),
    # no forms at all
    refused("cut off half way", make.damaged, "损坏|不完整|打不开|重新"),
    refused("bytes flipped", make.flipped, "损坏|不完整|打不开|重新"),
    refused("a part is missing", make.missing_part, "损坏|不完整|打不开|重新"),
    refused("not a zip", make.not_a_zip, "不是|打不开|另存"),
    refused("a web page", make.web_page, "不是|打不开|另存"),
    refused("no bytes", make.no_bytes, "空|不是|打不开"),
    refused("an archive of another program", make.word_file, "不是|打不开|另存|损坏"),
    refused("protected by a password", make.password, "密码|加密"),
    refused("a table of the office's own", make.own_table, "plancheck form|报送表|填报表|_meta|编号"),
    refused("a sheet of 300 MB", make.bomb("sheet"), "过大|太大|超过"),
    refused("a theme of 300 MB", make.bomb("theme"), "过大|太大|超过"),
    refused("a sheet of 300 MB that says it is small", make.bomb("sheet", lying=True), "过大|太大|超过|损坏|打不开"),
    refused("millions of empty cells", make.many_rows_bomb, "过大|太大|超过|行"),
    refused("entities that grow", make.entities, "损坏|不完整|打不开|不允许|实体|DOCTYPE"),
    refused("an entity that names a file", make.local_file, "损坏|不完整|打不开|不允许|实体|DOCTYPE"),
    good("a stray blank in the last cell", make.far_cell, _7a=16),
    # ids
    Case("an id typed over", make.id_typed_over("7aa"), {}, ("7a",), ("7aa",), (0, 1, 2)),
    Case("an id typed over with a word", make.id_typed_over("网络"), {}, ("7a",), ("网络",), (0, 1, 2)),
    Case("an id typed over with a number", make.id_typed_over("7"), {}, ("7a",), ("7",), (0, 1, 2)),
    Case("an id emptied", make.id_typed_over(""), {"7a": 16, "7b": 4}, (), (), (0, 1, 2)),
    Case("a row without any number", make.no_number, {}, ("7a",), ("编号",), (0, 1, 2)),
    Case("an id typed over with its neighbour's", make.id_typed_over("7b"), {}, ("7a",), ("看得见.*7a.*7b",), (1,)),
    Case("an id of another unit's indicator", make.id_typed_over("14a"), {}, ("7a", "14a"), ("看得见.*14a",), (1,)),
    Case("an id in full width and capitals", make.id_in_other_letters, {"7b": 4}, (), (), (0, 1, 2)),
    Case("the id column deleted", make.no_id_column(1), {"7a": 16}, (), (), (0, 1, 2)),
    refused("both columns of numbers deleted", make.no_id_column(2), "编号|表头"),
    refused("_meta deleted", make.no_meta, "_meta"),
    refused("_meta typed over", make.meta_typed_over, "_meta|三季度"),
    # text from many hands
    good("hostile notes", make.hostile, _7a=16, _7b=4, _7c=16300),
    told("a hostile value", make.hostile_value, "7a"),
    told("a hostile file name", make.hostile_name, "7a", "约16"),
    # CSV by id
    good("CSV in UTF-8", make.csv_form("utf-8"), _7a=16, _6a=DAY, _7c=16300, _8b=3),
    good("CSV in UTF-8 with BOM", make.csv_form("utf-8-sig"), _7a=16, _6a=DAY, _7c=16300),
    good("CSV in GB18030", make.csv_form("gb18030"), _7a=16, _6a=DAY, _7c=16300),
    good("CSV with semicolons", make.csv_form("utf-8", ";"), _7a=16),
    good("CSV with tabs", make.csv_form("utf-8", "\t"), _7a=16),
    good("CSV in UTF-16 as Excel's Unicode text", make.csv_form("utf-16", "\t"), _7a=16),
    refused("CSV with an unknown id", make.csv_unknown_id, "7z", "7[a-e]"),
]


def simple(raw: object) -> object:
    """One value of a submission, whatever form it is written in: an exact number, a day, a word.

    A number may stay as it was typed (`1,234`, `９５％`): `run` reads such texts.
    """
    if isinstance(raw, dict):
        if "nodes" in raw:
            return {name: str(day) for name, day in raw["nodes"].items() if day}
        if "part" in raw and "whole" in raw and raw.get("value") is None:
            return number(raw["part"]) / number(raw["whole"]) * 100
        return simple(raw.get("value", raw.get("done")))
    if raw in ("正常", "缓慢", "停滞"):
        return {"正常": "normal", "缓慢": "slow", "停滞": "stalled"}[str(raw)]
    if isinstance(raw, str):
        plain = normalize("NFKC", raw).strip().rstrip("%")
        raw = plain.replace(",", "") if re.fullmatch(r"[\d,.]+", plain) else raw
    try:
        return number(raw)
    except ValueError:
        return None if raw in (None, False) else str(raw)


def number(raw: object) -> Fraction:
    """An exact number; a truth value is none."""
    if isinstance(raw, bool) or raw is None:
        raise ValueError(raw)
    return Fraction(str(raw))


def values(out: Path) -> dict[str, Any]:
    """What was collected."""
    return dict(yaml.safe_load(out.read_text("utf-8"))["values"] or {}) if out.exists() else {}


class Outcome(NamedTuple):
    """What `collect` made of a case; `before` is what stood at the place of the output."""

    ended: Ended
    made: Returned
    out: Path
    before: bytes | None


def collected(fill: Callable[[Path], Returned], folder: Path, code: tuple[int, ...] = ANY) -> Outcome:
    made = fill(folder)
    out = folder / "out.yaml"
    before = out.read_bytes() if out.exists() else None
    return Outcome(run(*made.command(out), code=code), made, out, before)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
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


def points(line: str, made: Returned, spot: make.Spot, about: tuple[str, ...]) -> bool:
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


# What a refused or returned file costs


@pytest.mark.slow
@pytest.mark.parametrize("fill", [make.bomb("sheet"), make.bomb("theme"), make.bomb("sheet", lying=True), make.many_rows_bomb, make.far_cell, make.entities],
                         ids=["sheet", "theme", "lying directory", "cells", "far cell", "entities"])  # fmt: skip
def test_a_huge_file_costs_little_time_and_memory(fill: Callable[[Path], Returned], tmp_path: Path) -> None:
    made = fill(tmp_path)
    code = (
        "import json, resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'checker', *sys.argv[1:]], capture_output=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(json.dumps([used.ru_maxrss, used.ru_utime + used.ru_stime]))\n"
    )
    used = process(sys.executable, "-c", code, "collect", *made.files, "-o", tmp_path / "o.yaml").out
    memory, seconds = json.loads(used)
    assert memory < 250 * 1024, "kilobytes"
    assert seconds < 10, "of processor time"


# What is written


def filled(tmp_path: Path, fill: Callable[[Path], Returned], *options: str | Path) -> tuple[Path, str]:
    made = fill(tmp_path)
    out = tmp_path / "out.yaml"
    return out, run(*made.command(out), *options, code=(0, 1)).said


def test_what_is_collected_can_be_run(tmp_path: Path) -> None:
    out, _ = filled(tmp_path, make.plain)
    judged = json.loads(run("run", out, "--on", "2022-10-25", "--format", "json", code=(0, 1)).out)
    verdicts = {verdict["indicator"]: verdict for verdict in judged["verdicts"]}
    assert verdicts["7a"]["value"] == 16
    assert verdicts["7e"]["value"] == 95


def test_each_value_carries_where_it_came_from(tmp_path: Path) -> None:
    from hashlib import sha256

    made = make.plain(tmp_path)
    digest = sha256(made.files[0].read_bytes()).hexdigest()
    out = tmp_path / "out.yaml"
    run("collect", *made.files, "-o", out)
    text = out.read_text("utf-8")
    cell = make.look(made.files[0]).at("7a").coordinate
    assert made.files[0].name in text
    assert digest[:8] in text
    assert re.search(rf"(?<![A-Z]){cell}(?!\d)", text)


def test_equal_forms_give_equal_bytes(tmp_path: Path) -> None:
    made = make.plain(tmp_path)
    texts = []
    for name in ("one.yaml", "two.yaml"):
        run("collect", *made.files, "-o", tmp_path / name)
        texts.append((tmp_path / name).read_bytes())
    assert texts[0] == texts[1]


def test_hostile_notes_arrive_as_the_text_they_are(tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    out, _ = filled(tmp_path, make.hostile, "--report", report)
    notes = {name: held["note"] for name, held in values(out).items() if isinstance(held, dict) and "note" in held}
    assert notes["7a"] == make.HOSTILE
    assert notes["7b"] == make.SCRIPT
    assert notes["7c"].split() == make.LINES.split()
    run("run", out, "--on", "2022-10-25", code=(0, 1))
    book = openpyxl.load_workbook(report)
    assert [
        cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ] == []


def test_a_file_of_the_readers_machine_is_never_read(tmp_path: Path) -> None:
    made = make.local_file(tmp_path)
    said = run("collect", *made.files, "-o", tmp_path / "out.yaml", code=ANY).said
    written = (tmp_path / "out.yaml").read_text("utf-8") if (tmp_path / "out.yaml").exists() else ""
    assert "内部资料" not in said + written


def test_control_signs_of_a_value_are_not_printed(tmp_path: Path) -> None:
    assert not set("\u202e\u2028\x1b") & set(collected(make.hostile_value, tmp_path).ended.said)


def test_what_is_owed_is_listed_by_unit(tmp_path: Path) -> None:
    _, said = filled(tmp_path, make.half_filled)
    assert "市人社局" in said
    assert all(name in said for name in ("7b", "6a", "12a"))


def test_into_shows_what_changes_and_keeps_the_rest(tmp_path: Path) -> None:
    made = make.into(tmp_path)
    out = tmp_path / "out.yaml"
    said = run(*made.command(out), code=ANY).said
    shown = next(line for line in said.splitlines() if "7a" in line or NAMES["7a"] in line)
    assert "16" in shown
    text = out.read_text("utf-8")
    assert values(out)["8b"] == 3
    assert "电话核实" in text, "a remark of the file's keeper is kept"


def test_csv_may_name_plan_and_period_on_the_command_line(tmp_path: Path) -> None:
    made = make.csv_form("gb18030")(tmp_path)
    out = tmp_path / "new.yaml"
    run("collect", *made.files, "-o", out, "--plan", make.PLAN, "--period", make.PERIOD)
    assert simple(values(out)["7a"]) == 16


def test_csv_of_nobody_knows_which_plan_is_refused(tmp_path: Path) -> None:
    made = make.csv_form("utf-8")(tmp_path)
    assert "--plan" in run("collect", *made.files, "-o", tmp_path / "new.yaml", code=2).err


def test_into_never_replaces_a_value_silently(tmp_path: Path) -> None:
    made = make.copy(tmp_path)
    with make.filling(made) as form:
        form.put("7b", 5)
    out = make.existing(tmp_path)
    said = run("collect", made, "--into", out, "--yes", code=ANY).said
    held = simple(values(out)["7b"])
    assert held in (4, 5)
    shown = [line for line in said.splitlines() if "7b" in line and "4" in line and "5" in line]
    assert shown, said


def test_without_into_an_existing_file_is_not_lost(tmp_path: Path) -> None:
    made = make.plain(tmp_path)
    out = make.existing(tmp_path)
    before = out.read_bytes()
    error = run("collect", *made.files, "-o", out, code=2).err
    assert out.read_bytes() == before
    assert "--into" in error


def test_all_faults_of_all_files_are_said_in_one_pass(tmp_path: Path) -> None:
    first, second = make.copy(tmp_path), make.copy(tmp_path, make.SECOND)
    with make.filling(first) as form:
        spots = [form.put("7a", "约16"), form.put("7c", "1.2万"), form.put("6a", "九月底", "done")]
    second.write_bytes(b"")
    said = run("collect", first, second, "-o", tmp_path / "out.yaml", code=ANY).said
    assert second.name in said
    assert all(re.search(rf"(?<![A-Z])(?:{spot.cell})(?!\d)", said) for spot in spots), said


# The form itself


def test_the_form_holds_only_the_units_indicators_and_locks_what_is_not_to_be_filled() -> None:
    form = make.look(make.fresh())
    assert list(form.rows()) == ["5a", "6a", "6b", "6c", "6d", "7a", "7b", "7c", "7d", "7e", "8a", "8b", "12a",
                                 "13a", "13b", "13c", "13d", "13e", "13f"]  # fmt: skip
    assert form.sheet.protection.sheet
    assert form.sheet.cell(form.rows()["7a"], form.ids).protection.locked
    assert not form.at("7a").protection.locked
    assert not form.at("6a", "done").protection.locked
    assert form.book["_meta"].sheet_state in ("hidden", "veryHidden")
    letter = get_column_letter(form.ids)
    assert form.sheet.column_dimensions[letter].hidden


def test_equal_commands_give_equal_forms(tmp_path: Path) -> None:
    for name in ("one", "two"):
        run("form", make.PLAN, "--period", make.PERIOD, "--out", tmp_path / name)
    first, second = (sorted((tmp_path / name).rglob("*.xlsx")) for name in ("one", "two"))
    assert [file.name for file in first] == [file.name for file in second]
    assert [file.read_bytes() for file in first] == [file.read_bytes() for file in second]
