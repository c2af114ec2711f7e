"""Drawing many forms shows how far it is, on a terminal only."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path
from subprocess import DEVNULL, Popen

import pytest

from tests.command import PROGRAM, ROOT, run

FORM = ("form", "huangshi-public-service", "--period", "2022-Q4", "--out")


def test_nothing_is_drawn_where_nobody_looks(tmp_path: Path) -> None:
    assert "正在生成" not in run(*FORM, tmp_path).said


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="has no pseudo-terminals")
def test_a_terminal_is_shown_how_far_it_is(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with Popen([*PROGRAM, *FORM, str(tmp_path)], cwd=ROOT, stdout=DEVNULL, stderr=theirs) as program:
        os.close(theirs)
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # the other end is closed
            pass
        assert program.wait() == 0
    os.close(ours)
    assert "正在生成" in said.decode()
    assert "100%" in said.decode()
