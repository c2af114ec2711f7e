"""Publicity: working days, objections, and no circular before its time."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.cases import publicity
from checker.message import Fault
from tests.cases.rounds import DEMO, LIBRARY, case, read, written
from tests.command import run

SHOWN: dict[str, Any] = {"from": "2023-07-03", "cases": [1, 2]}
OBJECTION: dict[str, Any] = {"case": 1, "on": "2023-07-04", "by": "某人", "text": "不实"}
SETTLED = {"on": "2023-07-06", "document": "核查报告"}


def test_the_last_day_is_counted_in_working_days_after_the_first() -> None:
    made, _ = read(DEMO)
    assert made.rule is not None
    assert publicity.last_day(date(2023, 7, 3), made.rule, LIBRARY.calendar) == date(2023, 7, 10)
    assert publicity.last_day(date(2023, 9, 28), made.rule, LIBRARY.calendar) == date(2023, 10, 11)  # 中秋国庆调休


def announced(folder: Path, on: date, **shown: Any) -> list[int]:
    file = written(folder, [case(1, 90), case(2, 80), case(3, 70)], publicity={**SHOWN, **shown})
    made, _ = read(file)
    return [item.number for item in publicity.announced(made, LIBRARY.calendar, on)]


def test_a_circular_waits_for_the_last_day(tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        announced(tmp_path, date(2023, 7, 10))
    assert fault.value.message.id == "cases.still-shown"
    assert announced(tmp_path, date(2023, 7, 11)) == [1, 2]


def test_an_open_objection_stops_the_circular(tmp_path: Path) -> None:
    with pytest.raises(Fault) as fault:
        announced(tmp_path, date(2023, 8, 1), objections=[OBJECTION])
    assert fault.value.message.id == "cases.objection"


def test_a_settled_objection_keeps_or_removes_and_nobody_moves_up(tmp_path: Path) -> None:
    kept = [{**OBJECTION, "settled": {**SETTLED, "result": "kept"}}]
    assert announced(tmp_path, date(2023, 8, 1), objections=kept) == [1, 2]
    removed = [{**OBJECTION, "settled": {**SETTLED, "result": "removed"}}]
    assert announced(tmp_path, date(2023, 8, 1), objections=removed) == [2]


def test_the_command_tells_days_and_what_to_write_down(tmp_path: Path) -> None:
    file = written(tmp_path, [case(1, 90), case(2, 80), case(3, 70)])
    ended = run("cases", "publicity", file, "--from", "2023-07-03", "--format", "json")
    assert [row["number"] for row in json.loads(ended.out)["cases"]] == [1, 2]
    assert "2023年7月10日" in ended.err
    assert "publicity: {from: 2023-07-03, cases: [1, 2]}" in ended.err


def test_what_was_shown_cannot_change_behind_it(tmp_path: Path) -> None:
    file = written(tmp_path, [case(1, 90), case(2, 80), case(3, 70)], publicity={**SHOWN, "cases": [1, 3]})
    assert "2, 3" in run("cases", "publicity", file, code=2).err


def test_nothing_is_shown_while_a_tie_is_open(tmp_path: Path) -> None:
    file = written(tmp_path, [case(1, 90), case(2, 80), case(3, 80)])
    assert "2, 3" in run("cases", "publicity", file, code=2).err
    ended = run("cases", "choose", file, code=1)
    assert "decided" in ended.err


def test_a_round_without_rule_or_over_is_not_scored(tmp_path: Path) -> None:
    file = written(tmp_path, [case(1, 90)])
    (tmp_path / "r.rule.yaml").unlink()
    assert ".rule.yaml" in run("cases", "score", file, code=2).err
    over = DEMO.with_name("hubei-2024.yaml")
    assert "没有公布得分" in run("cases", "score", over, code=2).err


def test_a_round_is_found_by_its_name_in_the_folder_of_rounds(tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    folder.mkdir()
    written(folder, [case(1, 90), case(2, 80)])
    assert "案例1号" in run("cases", "score", "r", cwd=tmp_path).out
    assert "nothing" in run("cases", "score", "nothing", cwd=tmp_path, code=2).err


def test_what_an_objection_took_out_is_told(tmp_path: Path) -> None:
    removed = [{**OBJECTION, "settled": {**SETTLED, "result": "removed"}}]
    shown = {**SHOWN, "objections": removed}
    file = written(tmp_path, [case(1, 90), case(2, 80), case(3, 70)], publicity=shown)
    assert "编号1因异议成立取消" in run("cases", "publicity", file).err


def test_the_choice_says_of_a_removed_case_that_it_is_gone(tmp_path: Path) -> None:
    removed = [{**OBJECTION, "settled": {**SETTLED, "result": "removed"}}]
    file = written(tmp_path, [case(1, 90), case(2, 80), case(3, 70)], publicity={**SHOWN, "objections": removed})
    lines = run("cases", "choose", file).out.splitlines()
    assert next(line for line in lines if "案例1号" in line).startswith("撤下")
    assert next(line for line in lines if "案例2号" in line).startswith("入选")
