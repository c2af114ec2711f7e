"""The program in many processes at once, as it reads many files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from checker.judging import many
from tests.cli.test_compare import PLAN
from tests.command import PROGRAM, process, run


def test_loading_the_module_runs_nothing() -> None:
    """Where processes are not forked, every worker loads it."""
    assert process(sys.executable, "-c", "import checker.__main__").said == ""


@pytest.mark.slow
def test_many_files_are_read_where_processes_cannot_be_forked(tmp_path: Path) -> None:
    run("form", "huangshi-public-service", "--period", "2022-Q4", "--out", tmp_path / "forms")
    code = "import sys; sys.platform = 'elsewhere'; import multiprocessing as m; m.set_start_method('spawn')\n"
    script = tmp_path / "main.py"
    script.write_text(f"if __name__ == '__main__':\n    {code}    from checker.cli import main\n    main()\n", "utf-8")
    ended = process(sys.executable, script, "collect", tmp_path / "forms", "--on", "2023-01-06")
    assert "25个文件" in ended.err


DAY = ("--on", "2022-07-08")


@pytest.fixture
def places(tmp_path: Path) -> Path:
    """As many plans as are judged on all processors, two quarters each."""
    for number in range(many.MANY):
        name = f"place{number:02}"
        folder, catalogue = tmp_path / "reports" / name, tmp_path / "indicators" / name
        folder.mkdir(parents=True)
        catalogue.mkdir(parents=True)
        (catalogue / "plan.yaml").write_text(PLAN.format(name=name, unit="人"), "utf-8")
        for quarter, day in ((1, "2022-04-03"), (2, "2022-07-03")):
            head = f"plan: {name}-plan\nperiod: 2022-Q{quarter}\nsubmitted: {day}\nvalues:\n"
            values = "".join(f"  {key}: {number * quarter}\n" for key in ("1a", "1b", "1c", "2a"))
            (folder / f"q{quarter}.yaml").write_text(head + values, "utf-8")
    entries = "".join(f"place{n:02}: {{name: 地区{n}, english: P{n}, code: '{100000 + n}', level: county}}\n"
                      for n in range(many.MANY))  # fmt: skip
    (tmp_path / "indicators" / "localities.yaml").write_text(entries, "utf-8")
    return tmp_path


def _asked(places: Path) -> list[object]:
    return ["run", *sorted((places / "reports").iterdir()), "--indicators", places / "indicators", *DAY]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_many_plans_say_on_all_processors_what_they_say_on_one(places: Path) -> None:
    alone = run(*_asked(places), "--format", "json", code=1)
    together = process(*PROGRAM, *_asked(places), "--format", "json", code=1)
    assert together.out == alone.out
    assert together.out.count('"schema": "plancheck/assessment@1"') == many.MANY


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_faults_of_many_plans_are_said_together_and_nothing_is_judged(places: Path) -> None:
    for name, text in (("place03", "values: {9z: 1}\n"), ("place11", "values: {1a: 1, 1a: 2}\n")):
        file = places / "reports" / name / "q2.yaml"
        file.write_text(file.read_text("utf-8").partition("values:")[0] + text, "utf-8")
    alone, together = run(*_asked(places), code=2), process(*PROGRAM, *_asked(places), code=2)
    assert together == alone
    assert alone.out == ""
    assert [f"{name}/q2.yaml" in alone.err for name in ("place03", "place10", "place11")] == [True, False, True]


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux only")
def test_where_the_system_ends_a_worker_the_rest_is_judged_all_the_same(places: Path) -> None:
    """And so the numbers of plans and their order are the same."""
    alone = run(*_asked(places), "--format", "json", code=1)
    script = places / "main.py"
    script.write_text(
        "import os\nfrom checker.cli import main\nfrom checker.judging import many\n"
        "whole = many._one\n"
        "many._one = lambda asked: os._exit(9) if asked.plan == 'place07-plan' else whole(asked)\n"
        "many._one.__qualname__ = '_one'\nmany._one.__module__ = many.__name__\n"
        "main()\n", "utf-8")  # fmt: skip
    together = process(sys.executable, script, *_asked(places), "--format", "json", code=1)
    assert together.out == alone.out
