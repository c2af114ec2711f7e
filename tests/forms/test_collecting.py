"""What is collected: written so that it can be run, traced back to its cell, and said to the end."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from tests.command import ANY, PROGRAM, ROOT, process, run
from tests.forms import fillings, wrecks
from tests.forms.hands import ON, at, base, collect, filled
from tests.forms.outcomes import collected, values
from tests.forms.workbooks import SECOND, Returned, copy, filling, look


def taken(tmp_path: Path, fill: Callable[[Path], Returned], *options: str | Path) -> tuple[Path, str]:
    made = fill(tmp_path)
    out = tmp_path / "out.yaml"
    return out, run(*made.command(out), *options, code=(0, 1)).said


def test_what_is_collected_can_be_run(tmp_path: Path) -> None:
    out, _ = taken(tmp_path, fillings.plain)
    judged = json.loads(run("run", out, "--on", "2023-01-25", "--format", "json", code=(0, 1)).out)
    verdicts = {verdict["indicator"]: verdict for verdict in judged["verdicts"]}
    assert verdicts["7a"]["value"] == 16
    assert verdicts["7e"]["value"] == 95


def test_each_value_carries_where_it_came_from(tmp_path: Path) -> None:
    from hashlib import sha256

    made = fillings.plain(tmp_path)
    digest = sha256(made.files[0].read_bytes()).hexdigest()
    out = tmp_path / "out.yaml"
    run("collect", *made.files, "-o", out)
    text = out.read_text("utf-8")
    cell = look(made.files[0]).at("7a").coordinate
    assert made.files[0].name in text
    assert digest[:8] in text
    assert re.search(rf"(?<![A-Z]){cell}(?!\d)", text)


def test_equal_forms_give_equal_bytes(tmp_path: Path) -> None:
    made = fillings.plain(tmp_path)
    texts = []
    for name in ("one.yaml", "two.yaml"):
        run("collect", *made.files, "-o", tmp_path / name)
        texts.append((tmp_path / name).read_bytes())
    assert texts[0] == texts[1]


def test_hostile_notes_arrive_as_the_text_they_are(tmp_path: Path) -> None:
    report = tmp_path / "report.xlsx"
    out, _ = taken(tmp_path, wrecks.hostile, "--report", report)
    notes = {name: held["note"] for name, held in values(out).items() if isinstance(held, dict) and "note" in held}
    assert notes["7a"] == wrecks.HOSTILE
    assert notes["7b"] == wrecks.SCRIPT
    assert notes["7c"].split() == wrecks.LINES.split()
    run("run", out, "--on", "2023-01-25", code=(0, 1))
    book = openpyxl.load_workbook(report)
    assert [
        cell.coordinate for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ] == []


def test_a_file_of_the_readers_machine_is_never_read(tmp_path: Path) -> None:
    made = wrecks.local_file(tmp_path)
    said = run("collect", *made.files, "-o", tmp_path / "out.yaml", code=ANY).said
    written = (tmp_path / "out.yaml").read_text("utf-8") if (tmp_path / "out.yaml").exists() else ""
    assert "内部资料" not in said + written


def test_control_signs_of_a_value_are_not_printed(tmp_path: Path) -> None:
    assert not set("\u202e\u2028\x1b") & set(collected(wrecks.hostile_value, tmp_path).ended.said)


def test_what_is_owed_is_listed_by_unit(tmp_path: Path) -> None:
    _, said = taken(tmp_path, fillings.half_filled)
    assert "市人社局" in said
    assert all(name in said for name in ("7b", "6a", "12a"))


def test_all_faults_of_all_files_are_said_in_one_pass(tmp_path: Path) -> None:
    first, second = copy(tmp_path), copy(tmp_path, SECOND)
    with filling(first) as form:
        spots = [form.put("7a", "约16"), form.put("7c", "1.2万"), form.put("6a", "九月底", "done")]
    second.write_bytes(b"")
    said = run("collect", first, second, "-o", tmp_path / "out.yaml", code=ANY).said
    assert second.name in said
    assert all(re.search(rf"(?<![A-Z])(?:{spot.cell})(?!\d)", said) for spot in spots), said


def test_explain_leads_from_the_light_back_to_the_cell(tmp_path: Path) -> None:
    path = filled(tmp_path, {("13f", "value"): 6.2})
    digest = sha256(path.read_bytes()).hexdigest()
    collect(path, "-o", tmp_path / "q4.yaml")
    said = run("explain", tmp_path / "q4.yaml", "13f", *ON).out
    place = at(openpyxl.load_workbook(path), "13f", "value").coordinate
    assert f"form.xlsx!报送表!{place}" in said
    assert f"sha256:{digest}" in said


def test_names_of_persons_stay_in_the_workbook(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): 16})
    book = openpyxl.load_workbook(path)
    label = next(cell for line in book["报送表"].iter_rows() for cell in line if cell.value == "填表人")
    label.offset(0, 1).value = "张三"
    book.save(path)
    ended = collect(path)
    assert "7a: {value: 16" in ended.out
    assert "张三" not in ended.said


def test_folders_hold_other_things_and_empty_forms(tmp_path: Path) -> None:
    filled(tmp_path, {("7a", "value"): 16})
    filled(tmp_path, {}, "市民政局", "empty.xlsx")
    (tmp_path / "扫描件.pdf").write_bytes(b"%PDF")
    (tmp_path / "医保局").mkdir()
    (tmp_path / "~$form.xlsx").write_bytes(b"x")
    said = collect(tmp_path).err
    assert "扫描件.pdf" in said
    assert "医保局" in said
    assert "~$form.xlsx" not in said
    assert any("[form-blank]" in line and "市民政局" in line for line in said.splitlines())


def test_it_is_said_when_nothing_earlier_was_there_to_compare_with(tmp_path: Path) -> None:
    form, on = filled(tmp_path, {("13f", "value"): 5}, period="2023-Q1"), ("--on", "2023-04-07")
    assert "没有找到以前各期的报送" in collect(form, *on).err
    assert "没有找到以前各期的报送" not in collect(form, *on, "--history", ROOT / "examples" / "huangshi").err


def test_nothing_earlier_is_missed_in_the_period_in_which_the_plan_was_issued(tmp_path: Path) -> None:
    """Nobody could report before; the plan itself starts three quarters earlier."""
    assert "没有找到以前各期的报送" not in collect(filled(tmp_path, {("13f", "value"): 5})).err


def test_a_report_never_overwrites_what_came_in(tmp_path: Path) -> None:
    path = filled(tmp_path, {("7a", "value"): 16})
    before = path.read_bytes()
    collect(path, "-o", tmp_path / "q4.yaml", "--report", path, code=2)
    assert path.read_bytes() == before


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_closed_streams_bring_no_traceback(closed: str, tmp_path: Path) -> None:
    path, target = filled(tmp_path, {("7a", "value"): 16}), base(tmp_path, "  7b: 4\n")
    line = shlex.join([*PROGRAM, "collect", str(path), "--into", str(target), "--on", "2023-01-09"])
    assert "程序出了故障" not in process("bash", "-c", f"{line} {closed}", code=(0, 2)).err


def test_complaints_are_written_as_a_sheet_a_unit(tmp_path: Path) -> None:
    run("form", "huangshi-public-service", "--period", "2022-Q4", "--out", tmp_path / "forms", "--unit", "市人社局")
    (path,) = (tmp_path / "forms").iterdir()
    book = openpyxl.load_workbook(path)
    book["报送表"]["I13"] = "=HYPERLINK(1)"
    book["报送表"]["I14"] = "约4"
    book.save(path)
    report = tmp_path / "r.xlsx"
    run("collect", path, "-o", tmp_path / "q4.yaml", "--on", "2023-01-06", "--report", report, code=1)
    lines = [[cell.value for cell in line] for line in openpyxl.load_workbook(report)["市人社局"].iter_rows(min_row=4)]
    assert [line[1:3] for line in lines] == [["报送表", "I13"], ["报送表", "I14"]]
    assert all(str(line[0]).endswith(path.name) and line[5] and line[6] for line in lines)


def test_an_empty_form_is_no_fault_of_a_unit_that_need_not_fill_it_in(tmp_path: Path) -> None:
    filled(tmp_path, {("7a", "value"): 16})
    filled(tmp_path, {}, "市农业农村局", "empty.xlsx")  # it leads together with others, and the first one reports
    assert "[form-blank]" not in collect(tmp_path).err


def test_without_a_file_the_result_has_a_name() -> None:
    own = ROOT / "examples" / "forms" / "own-layout"
    said = collect(own.with_suffix(".xlsx"), "--map", own.with_suffix(".map"), "--on", "2023-01-10").err
    assert "汇总结果:6:7: 提示：市人社局迟报2项" in said
