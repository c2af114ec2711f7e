"""What is added to a submission that is there: it joins what stands there, and nothing is lost or changed without a word."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import ANY, run
from tests.forms import fillings, several
from tests.forms.hands import base, collect, filled, judged_lines
from tests.forms.outcomes import simple, values
from tests.forms.workbooks import GRID, MAP, OWN, copy, existing, filling, stepped


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ("  7b: 4\n  8b: 3\n", {("7b", "value"): "—", ("8b", "value"): "暂无"}),
        ("  7b: {value: 4, falsified: true, by: 督查组, reason: 查无此事}\n", {("7b", "value"): 4}),
        ("  12a: {value: normal, confirmed: true} # 已核实\n", {("12a", "value"): "正常"}),
        ("  7a: {value: 16, evidence: [清单], n: 40}\n", {("7a", "value"): "16.0"}),
    ],
    ids=["nothing in place of a value", "found false", "confirmed", "evidence"],
)
def test_what_is_there_is_not_replaced_by_less(
    values: str, cells: dict[tuple[str, str], object], tmp_path: Path
) -> None:
    target = base(tmp_path, values)
    before = target.read_text("utf-8")
    collect(filled(tmp_path, cells), "--into", target, "--yes")
    assert target.read_text("utf-8") == before


@pytest.mark.parametrize(
    ("values", "cells", "expected"),
    [
        ("37a: {nodes: {市: 2022-08-01, 县: 2022-09-15}}", {("37a#乡", "value"): "2022-09-20"},
         "{nodes: {市: 2022-08-01, 县: 2022-09-15, 乡: 2022-09-20}"),
        ("37a: {nodes: {市: 2022-08-01}, falsified: true, by: 督查组, reason: 查无此事}", {("37a#市", "value"): "2022-08-01"}, ""),
        ("37b: {value: 4, submitted: 2023-01-10}", {("37b", "value"): 4, ("37b", "note"): "见附件"},
         '{value: 4, submitted: 2023-01-10, note: "见附件"}'),
    ],
    ids=["single nodes", "the same node", "the day it came"],
)  # fmt: skip
def test_a_new_report_joins_the_old_one_part_by_part(
    values: str, cells: dict[tuple[str, str], object], expected: str, tmp_path: Path
) -> None:
    target = base(tmp_path, f"  {values}\n")
    before = target.read_text("utf-8")
    form = filled(tmp_path, cells, GRID, indicators=stepped())
    collect(form, "--into", target, "--yes", "--on", "2023-01-30", "--indicators", stepped())
    text = target.read_text("utf-8")
    assert (
        (expected in text.replace('"市"', "市").replace('"县"', "县").replace('"乡"', "乡"))
        if expected
        else text == before
    )
    collect(form, "--into", target, "--yes", "--on", "2023-02-05", "--indicators", stepped())
    assert target.read_text("utf-8") == text


@pytest.mark.parametrize(
    ("values", "table"),
    [
        ("17a: {value: 180, last_year: 205, falsified: true, by: 督查组, reason: 查无此事}", "id,value\n17a,180.0\n"),
        ("7e: {value: 95, falsified: true, by: 督查组, reason: 查无此事}", "id,part,whole\n7e,190,200\n"),
        ("4b: {part: 180, whole: 240, n: 40}", "id,part,whole\n4b,18,24\n"),
        ("6a: {done: 2022-09-20, note: 已验收}", "id,progress\n6a,60\n"),
    ],
)
def test_another_notation_of_the_same_value_changes_nothing(values: str, table: str, tmp_path: Path) -> None:
    target = base(tmp_path, f"  {values}\n")
    before = target.read_text("utf-8")
    (tmp_path / "t.csv").write_text(table, "utf-8")
    collect(tmp_path / "t.csv", "--into", target, "--yes", "--on", "2023-01-30")
    assert target.read_text("utf-8") == before


def test_last_years_amount_alone_leaves_the_value(tmp_path: Path) -> None:
    target = base(tmp_path, "  17a: {value: 180, last_year: 205}\n")
    (tmp_path / "t.csv").write_text("id,last_year\n17a,200\n", "utf-8")
    collect(tmp_path / "t.csv", "--into", target, "--yes")
    assert "value: 180, last_year: 205" in target.read_text("utf-8")  # it goes back: nothing of this period


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ("  7a: 16\n  7b: 4 # 乙\n", "7b: 4 # 乙\n  8b:"),
        ('  7a:\n    value: 4\n    note: "说明"\n  # 下一项的注释\n  7b: 3\n', "  # 下一项的注释\n  7b: 3"),
        ("  8b: 1\n  7a:\n    value: 4\n    note: |\n      一\n# 左边的注释\n  7b: 3\n", "# 左边的注释\n  7b: 3"),
    ],
)
def test_comments_behind_a_value_stay(values: str, kept: str, tmp_path: Path) -> None:
    target = base(tmp_path, values)
    collect(filled(tmp_path, {("7a", "value"): 17, ("8b", "value"): 3}), "--into", target, "--yes")
    text = target.read_text("utf-8")
    assert kept in text
    assert "7a: {value: 17" in text


@pytest.mark.parametrize("values", ["{7a: 16, # 甲\n  7b: 4 # 乙\n  }", "{7a: 16, 7b: 4,}"])
def test_values_are_added_to_a_flow_mapping(values: str, tmp_path: Path) -> None:
    target = base(tmp_path, "")
    target.write_text(target.read_text("utf-8").replace("values:\n", f"values: {values}\n"), "utf-8")
    form = filled(tmp_path, {("8b", "value"): 3})
    collect(form, "--into", target, "--yes")
    (line,) = (line for line in judged_lines(target) if ",8b," in line)
    assert "on_time" in line
    before = target.read_text("utf-8")
    collect(form, "--into", target, "--yes")
    assert target.read_text("utf-8") == before


def test_a_decision_stays_when_only_a_note_is_new(tmp_path: Path) -> None:
    target = base(tmp_path, "  12a: {value: normal, confirmed: true, by: 市督查室}\n")
    collect(filled(tmp_path, {("12a", "value"): "正常", ("12a", "note"): "月度抽查"}), "--into", target, "--yes")
    text = target.read_text("utf-8")
    assert "confirmed: true" in text
    assert "月度抽查" in text


def test_a_note_and_a_confirmation_join_the_value_that_is_there(tmp_path: Path) -> None:
    target = base(tmp_path, "  7b: {value: 4, by: 市人社局}\n  12a: {value: normal, by: 市督查室}\n")
    table = tmp_path / "checked.csv"
    table.write_text("id,confirmed,note\n12a,是,\n7b,,清单见附件\n", "utf-8")
    said = collect(table, "--into", target, "--yes", "--on", "2023-01-30").err
    text = target.read_text("utf-8")
    assert '7b: {value: 4, by: "市人社局", note: "清单见附件"}' in text
    assert '12a: {value: "normal", by: "市督查室", confirmed: true}' in text
    assert "已核实" in said


def test_a_confirmation_can_be_taken_back(tmp_path: Path) -> None:
    target = base(tmp_path, "  12a: {value: normal, confirmed: true}\n")
    (tmp_path / "t.csv").write_text("id,confirmed\n12a,否\n", "utf-8")
    collect(tmp_path / "t.csv", "--into", target, "--yes")
    assert "confirmed: false" in target.read_text("utf-8")


def test_what_is_added_later_says_on_which_day_it_came(tmp_path: Path) -> None:
    target = base(tmp_path, "  7b: 4\n")
    form = filled(tmp_path, {("7a", "value"): 16})
    collect(form, "--into", target, "--yes", "--on", "2023-01-20")
    assert "submitted: 2023-01-20" in target.read_text("utf-8")
    late = [line for line in judged_lines(target, "--on", "2023-01-25") if ",7a," in line]
    assert len(late) == 1
    assert "late" in late[0]


def test_lines_that_look_like_comments_stay_in_their_text(tmp_path: Path) -> None:
    target = base(tmp_path, "  8b:\n    value: 3\n    note: |\n      第一行\n      # 第二行\n")
    collect(filled(tmp_path, {("7a", "value"): 16}), "--into", target, "--yes")
    assert "      第一行\n      # 第二行\n  7a: {value: 16" in target.read_text("utf-8")


def test_into_shows_what_changes_and_keeps_the_rest(tmp_path: Path) -> None:
    made = several.into(tmp_path)
    out = tmp_path / "out.yaml"
    said = run(*made.command(out), code=ANY).said
    shown = next(line for line in said.splitlines() if "7a" in line or "网络招聘会" in line)
    assert "16" in shown
    text = out.read_text("utf-8")
    assert values(out)["8b"] == 3
    assert "电话核实" in text, "a remark of the file's keeper is kept"


def test_into_never_replaces_a_value_silently(tmp_path: Path) -> None:
    made = copy(tmp_path)
    with filling(made) as form:
        form.put("7b", 5)
    out = existing(tmp_path)
    said = run("collect", made, "--into", out, "--yes", code=ANY).said
    held = simple(values(out)["7b"])
    assert held in (4, 5)
    shown = [line for line in said.splitlines() if "7b" in line and "4" in line and "5" in line]
    assert shown, said


def test_without_into_an_existing_file_is_not_lost(tmp_path: Path) -> None:
    made = fillings.plain(tmp_path)
    out = existing(tmp_path)
    before = out.read_bytes()
    error = run("collect", *made.files, "-o", out, code=2).err
    assert out.read_bytes() == before
    assert "--into" in error


def test_a_value_that_goes_back_does_not_replace_the_one_that_is_there(tmp_path: Path) -> None:
    target = tmp_path / "q4.yaml"
    target.write_text("plan: huangshi-public-service\nperiod: 2022-Q4\nsubmitted: 2023-01-06\n"
                      "values:\n  7b: 4 # 据台账\n  7c: 15000\n", "utf-8")  # fmt: skip
    run("collect", OWN, "--map", MAP, "--into", target, "--yes", "--on", "2023-01-06", code=1)
    text = target.read_text("utf-8")
    assert "  7b: 4 # 据台账\n" in text
    assert "7c: {value: 16300," in text
    assert "7a: {value: 16," in text
