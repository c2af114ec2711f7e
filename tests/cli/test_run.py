"""`plancheck run`: what it takes, what it shows, where it writes and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import ON, PROGRAM, Q3, process, run


def test_a_folder_stands_for_its_newest_period() -> None:
    data = json.loads(run("run", "examples/huangshi", "--on", "2023-11-01", "--format", "json", code=1).out)
    assert data["period"] == "2023-Q3"


def test_narrowing_changes_what_is_shown_never_what_is_judged() -> None:
    whole = json.loads(run("run", Q3, *ON, "--format", "json", code=1).out)
    red = json.loads(run("run", Q3, *ON, "--format", "json", "--light", "red", code=1).out)
    assert red["totals"] == whole["totals"]
    assert red["verdicts"] == [v for v in whole["verdicts"] if v["light"] == "red"]
    unit = json.loads(run("run", Q3, *ON, "--format", "json", "--unit", "市民政局", code=1).out)
    assert {u for v in unit["verdicts"] for u in v["lead"]} == {"市民政局"}


def test_exit_codes_follow_the_line_of_fail_on() -> None:
    run("run", Q3, *ON, "--fail-on", "never", code=0)
    run("run", Q3, *ON, "--fail-on", "yellow", code=1)
    run("run", "no-such-file.yaml", code=2)
    run("run", Q3, "--profile", "wuhann", code=2)
    run("runn", Q3, code=2)
    run(code=2)


def test_equal_input_gives_equal_bytes() -> None:
    for name in ("json", "csv", "md", "table"):
        first = run("run", Q3, *ON, "--format", name, code=1).out
        assert first == run("run", Q3, *ON, "--format", name, code=1).out


def test_output_is_on_stdout_and_everything_else_on_stderr(tmp_path: Path) -> None:
    ended = run("run", Q3, *ON, "--format", "json", "--out", tmp_path / "new", code=1)
    assert ended.out == ""
    assert "huangshi-public-service-2023-Q3.json" in ended.err


def test_no_colour_in_a_pipe() -> None:
    assert "\x1b" not in process(*PROGRAM, "run", Q3, *ON, code=1).out


def test_with_out_it_says_what_went_back_is_doubtful_or_missing(tmp_path: Path) -> None:
    lines = run("run", Q3, *ON, "--format", "md", "--out", tmp_path, "--fail-on", "never").err.splitlines()
    assert lines[1] == "黄石市公共服务质量提升行动方案（2023年第3季度）：退回1项，待说明或提醒8条，未报送3项"
    assert "  市水利和湖泊局等4个单位：未报送23b；提醒23a（examples/huangshi/2023-q3.yaml:44:8）" in lines
    (unit,) = [line for line in lines if line.startswith("  市城管委：")]
    assert unit.startswith("  市城管委：退回15a（examples/huangshi/2023-q3.yaml:34:8）；提醒21c")
    assert "37c" in lines[-1]  # a warning of no single indicator has its own line


def test_with_out_it_says_nothing_more_where_all_is_well(tmp_path: Path) -> None:
    ended = run("run", "examples/published", "--on", "2023-04-15", "--format", "md", "--out", tmp_path)
    assert len(ended.err.splitlines()) == 1
