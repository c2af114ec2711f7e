"""`plancheck confirm`: what the office verified is recorded, and nothing else of the file changes."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.command import run

PLAN = "huangshi-public-service"
ON = ("--on", "2023-01-20")
VALUES = """# 人社局电话核过
plan: huangshi-public-service
period: 2022-Q4
submitted: 2023-01-09
values:
  7a: 16   # 台账16场
  8c: {value: 正常, by: 市人社局, note: 见清单}   # 待核
  12a: {value: slow, confirmed: true, by: 市督查室}
  24a: 正常
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "q4.yaml"
    path.write_text(VALUES, "utf-8")
    return path


def status(file: Path, name: str) -> str:
    """The line of the table that `run` makes of an indicator."""
    table = run("run", file, *ON, "--format", "csv", "--fail-on", "never").out.splitlines()
    return next(line for line in table if f",{name}," in line)


@pytest.mark.parametrize("word", ["normal", "正常"])
def test_a_grade_is_confirmed_and_comments_stay(word: str, file: Path) -> None:
    assert "pending_review" in status(file, "8c")
    said = run("confirm", file, "8c", word, "--by", "市质强办", *ON).err
    new = '8c: {value: "正常", note: "见清单", confirmed: true, by: "市质强办"}   # 待核'
    assert file.read_text("utf-8") == VALUES.replace("8c: {value: 正常, by: 市人社局, note: 见清单}   # 待核", new)
    assert "更改 8c 就业重点群体愿培尽培、应补尽补：正常" in said
    assert "pending_review" not in status(file, "8c")


def test_another_grade_keeps_what_the_unit_said(file: Path) -> None:
    run("confirm", file, "8c", "缓慢", *ON)  # by whom: the office's short name
    assert 'value: "slow"' in file.read_text("utf-8")
    assert 'by: "市质强办", reason: "单位报“正常”"' in file.read_text("utf-8")


def test_a_confirmation_is_taken_back_and_repeating_changes_nothing(file: Path) -> None:
    run("confirm", file, "12a", "撤回", *ON)
    assert '12a: {value: "slow", confirmed: false' in file.read_text("utf-8")
    run("confirm", file, "8c", "正常", "24a", "停滞", *ON)
    before = file.read_text("utf-8")
    assert "没有变动" in run("confirm", file, "8c", "正常", "24a", "停滞", *ON).err
    assert file.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("said", "word"),
    [(("8c",), "8c"), (("8c", "还行"), "还行"), (("7a", "正常"), "7a"), (("8d", "正常"), "8c"), (("8c", "正常", "--out", "x.xlsx"), "--out")],
)  # fmt: skip
def test_what_cannot_be_meant_is_refused(said: tuple[str, ...], word: str, file: Path) -> None:
    assert word in run("confirm", file, *said, *ON, code=2).err
    assert file.read_text("utf-8") == VALUES


def test_a_workbook_of_what_is_open_is_filled_in_and_read(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "待核实.xlsx"
    assert "8c" in run("confirm", file, *ON).out
    run("confirm", file, "--out", out, *ON)
    book = openpyxl.load_workbook(out)
    page = book.worksheets[0]
    rows = {str(cell.value): cell.row for cell in page["A"]}
    assert "12a" not in rows
    assert page.cell(rows["8c"], 5).value == "见清单"
    page.cell(rows["8c"], 6).value, page.cell(rows["8c"], 7).value = "缓慢", "抽查3个乡镇"
    book.save(out)
    assert "没有覆盖" in run("confirm", file, "--out", out, *ON, code=2).err
    run("confirm", file, out, "--by", "市质强办", *ON)
    assert 'confirmed: true, by: "市质强办", reason: "抽查3个乡镇"' in file.read_text("utf-8")
    assert "24a: 正常\n" in file.read_text("utf-8")
    page.cell(rows["24a"], 6).value = "尚可"
    book.save(out)
    before = file.read_text("utf-8")
    assert "没有写入" in run("confirm", file, out, "--by", "市质强办", *ON, code=2).err
    assert file.read_text("utf-8") == before


def test_what_is_no_grade_is_told_apart_from_what_is_not_there(file: Path) -> None:
    assert "“7a 网络招聘会”不是定性指标" in run("confirm", file, "7a", "正常", "--by", "市质强办", *ON, code=2).err
    assert "没有“99z”" in run("confirm", file, "99z", "正常", "--by", "市质强办", *ON, code=2).err
