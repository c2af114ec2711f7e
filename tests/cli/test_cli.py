"""The commands as a user runs them: output, exit codes, languages, wrong input."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from checker.cli import names
from checker.cli.schema import render
from checker.files import writing
from checker.locale import speaker
from checker.words.text import WIDTH, width

ROOT = Path(__file__).parents[2]
Q3 = "examples/huangshi/2022-q3.yaml"
ON = ("--on", "2022-10-25")


def run(*arguments: str, code: int | tuple[int, ...] = 0, cwd: Path = ROOT, **env: str) -> tuple[str, str]:
    """Run plancheck and return (stdout, stderr); a traceback is always wrong."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PLANCHECK", "LANG", "LC_"))}
    done = subprocess.run([sys.executable, "-m", "checker", *arguments], cwd=cwd, capture_output=True, check=False,
                          env={**clean, "PYTHONPATH": str(ROOT), **env}, encoding="utf-8")  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.returncode in (code if isinstance(code, tuple) else (code,)), done.stderr
    return done.stdout, done.stderr


def test_help_names_every_command_in_both_languages() -> None:
    chinese, english = run("--help")[0], run("--lang", "en", "--help")[0]
    for name in names():
        assert f"  {name} " in chinese
        assert speaker("zh")(f"command.{name}") in chinese
        assert speaker("en")(f"command.{name}")[:40] in english
    assert "用法" in chinese
    assert "Usage" in english


@pytest.mark.parametrize("name", names())
def test_every_command_has_help_with_examples(name: str) -> None:
    for lang, word in (("zh", "示例"), ("en", "Examples")):
        text = run(name, "--help", "--lang", lang)[0]
        assert word in text
        assert f"plancheck {name}" in text


def test_the_table_fits_a_hundred_columns_in_both_languages() -> None:
    for lang in ("zh", "en"):
        text = run("run", Q3, *ON, "--lang", lang, code=1)[0]
        wide = [line for line in text.splitlines() if width(line) > WIDTH]
        assert wide == []


def test_columns_are_aligned_under_their_heads() -> None:
    lines = run("run", Q3, *ON, code=1)[0].splitlines()
    head = next(line for line in lines if line.startswith("亮灯 "))
    at = width(head[: head.index("时限")])
    for line in lines:
        if line[:1] in "●▲■○" and line[:1]:
            place, used = 0, 0
            while used < at:
                used += width(line[place])
                place += 1
            assert line[place : place + 4].isdigit(), line


def test_json_fits_its_published_schema_and_adds_up() -> None:
    data = json.loads(run("run", Q3, *ON, "--format", "json", code=1)[0])
    jsonschema.Draft202012Validator(json.loads(render(speaker("zh"), "assessment"))).validate(data)
    totals = data["totals"]
    assert totals["indicators"] == len(data["verdicts"]) == sum(totals[x] for x in ("green", "yellow", "red", "grey"))
    for light in ("green", "yellow", "red", "grey"):
        assert totals[light] == sum(v["light"] == light for v in data["verdicts"])
        assert totals[light] == sum(d["totals"][light] for d in data["domains"])
    assert data["illustrative"] is True


def test_csv_opens_in_a_spreadsheet() -> None:
    text = run("run", Q3, *ON, "--format", "csv", code=1)[0]
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    row = next(row for row in rows if row["indicator"] == "7a")
    assert (row["target"], row["unit"], row["lead"]) == ("20", "场", "市人社局")


def test_several_plans_come_under_one_head(tmp_path: Path) -> None:
    both = (Q3, "examples/huangshi/2022-q4.yaml")
    data = json.loads(run("run", *both, "--on", "2023-02-01", "--format", "json", code=1)[0])
    assert data["schema"] == "plancheck/assessments@1"
    assert [a["period"] for a in data["assessments"]] == ["2022-Q3", "2022-Q4"]
    run("run", *both, "--on", "2023-02-01", "--format", "json", "--format", "md", "--out", str(tmp_path), code=1)
    assert len(list(tmp_path.iterdir())) == 4


def test_a_folder_stands_for_its_newest_period() -> None:
    data = json.loads(run("run", "examples/huangshi", "--on", "2023-02-01", "--format", "json", code=1)[0])
    assert data["period"] == "2022-Q4"


def test_narrowing_changes_what_is_shown_never_what_is_judged() -> None:
    whole = json.loads(run("run", Q3, *ON, "--format", "json", code=1)[0])
    red = json.loads(run("run", Q3, *ON, "--format", "json", "--light", "red", code=1)[0])
    assert red["totals"] == whole["totals"]
    assert red["verdicts"] == [v for v in whole["verdicts"] if v["light"] == "red"]
    unit = json.loads(run("run", Q3, *ON, "--format", "json", "--unit", "市民政局", code=1)[0])
    assert {u for v in unit["verdicts"] for u in v["lead"]} == {"市民政局"}


def test_exit_codes_follow_the_line_of_fail_on() -> None:
    run("run", Q3, *ON, "--fail-on", "never", code=0)
    run("run", Q3, *ON, "--fail-on", "yellow", code=1)
    run("run", "no-such-file.yaml", code=2)
    run("run", Q3, "--profile", "wuhann", code=2)
    run("runn", Q3, code=2)
    run(code=2)


def test_equal_input_gives_equal_bytes(tmp_path: Path) -> None:
    for name in ("json", "csv", "md", "table"):
        first = run("run", Q3, *ON, "--format", name, code=1)[0]
        assert first == run("run", Q3, *ON, "--format", name, code=1, cwd=ROOT)[0]


def test_output_is_on_stdout_and_everything_else_on_stderr(tmp_path: Path) -> None:
    out, error = run("run", Q3, *ON, "--format", "json", "--out", str(tmp_path / "new"), code=1)
    assert out == ""
    assert "huangshi-public-service-2022-Q3.json" in error


def test_no_colour_in_a_pipe() -> None:
    assert "\x1b" not in run("run", Q3, *ON, code=1)[0]


def test_the_language_of_the_environment_is_followed() -> None:
    assert "Total" in run("run", Q3, *ON, code=1, PLANCHECK_LANG="en")[0]
    assert "合计" in run("run", Q3, *ON, code=1, LANG="C", LC_ALL="C")[0]


def test_explain_tells_the_whole_way() -> None:
    text = run("explain", Q3, "7a", *ON)[0]
    for word in ("黄政办发〔2022〕58号", "二（二）7", "网络招聘会20场", "3个报告期 ÷ 共4个报告期 = 75%",
                 "绿灯：不低于15场", f"{Q3}:", "第9条", "历次亮灯", "展望"):  # fmt: skip
        assert word in text, word
    assert "3 reporting periods over ÷ 4 in all = 75%" in run("explain", Q3, "7a", *ON, "--lang", "en")[0]


def test_explain_names_the_nearest_id() -> None:
    assert "7a" in run("explain", Q3, "77a", code=2)[1]


def test_indicators_are_listed_and_filtered() -> None:
    every = json.loads(run("indicators", "--plan", "huangshi-public-service", "--format", "json")[0])
    some = json.loads(run("indicators", "--unit", "市人社局", "--kind", "cumulative", "--before", "2022-12-31",
                          "--plan", "huangshi-public-service", "--format", "json")[0])  # fmt: skip
    assert len(every) == 115
    assert [row["indicator"] for row in some] == ["6b", "6c", "7a", "7b", "7c", "7d", "8b"]
    assert "115项指标" in run("indicators", "--plan", "huangshi-public-service")[0]


def test_init_writes_a_catalogue_that_passes_lint_and_runs(tmp_path: Path) -> None:
    run("init", str(tmp_path), "--locality", "daye", "--name", "大冶市", "--code", "420281")
    assert "没有错误" in run("lint", "--strict", "indicators", "submissions", cwd=tmp_path)[0]
    run("run", "submissions", "--fail-on", "never", cwd=tmp_path)
    run("init", str(tmp_path), "--locality", "daye", "--name", "大冶市", "--code", "420281", code=2)


def test_init_refuses_a_locality_that_is_no_key(tmp_path: Path) -> None:
    run("init", str(tmp_path), "--locality", "../x", "--name", "x", "--code", "420281", code=2)
    assert list(tmp_path.iterdir()) == []


def test_everything_shipped_passes_lint() -> None:
    text = run("lint", "indicators", "examples")[0]
    assert "没有错误" in text


def test_shell_completion_offers_the_commands() -> None:
    text = run(code=0, _PLANCHECK_COMPLETE="bash_complete", COMP_WORDS="plancheck in", COMP_CWORD="1")[0]
    assert {"plain,indicators", "plain,init"} <= set(text.split())


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.txt"
    writing.write(file, "old")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        writing.write(file, "new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "con:", "a\\b", "..", "a\nb", "x" * 300])
def test_file_names_never_leave_the_folder(name: str) -> None:
    safe = writing.safe_name(name)
    assert (Path("/out") / safe).parent == Path("/out")
    assert 0 < len(safe) <= 80


def test_loading_the_module_runs_nothing() -> None:
    """Where processes are not forked, every worker loads it."""
    done = subprocess.run([sys.executable, "-c", "import checker.__main__"], cwd=ROOT, capture_output=True, check=True)
    assert done.stdout + done.stderr == b""


def test_many_files_are_read_where_processes_cannot_be_forked(tmp_path: Path) -> None:
    run("form", "huangshi-public-service", "--period", "2022-Q3", "--out", str(tmp_path / "forms"))
    code = "import sys; sys.platform = 'elsewhere'; import multiprocessing as m; m.set_start_method('spawn')\n"
    script = tmp_path / "main.py"
    script.write_text(f"if __name__ == '__main__':\n    {code}    from checker.cli import main\n    main()\n", "utf-8")
    done = subprocess.run([sys.executable, str(script), "collect", str(tmp_path / "forms"), "--on", "2022-10-10"], cwd=ROOT,
                          capture_output=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT)}, encoding="utf-8")  # fmt: skip
    assert "25个文件" in done.stderr
