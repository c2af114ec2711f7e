"""The program in many processes at once, as it reads many files."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.command import process, run


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
