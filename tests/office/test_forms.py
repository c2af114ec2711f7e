"""Forms as LibreOffice saves them: filled in, opened, saved and collected with the same values."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.forms import sheet
from tests.test_forms import FORM, collected

OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(not OFFICE, reason="LibreOffice (soffice) is not installed")
FILLED: dict[str, dict[str, Any]] = {"1a": {"value": 16, "note": "=1+1"}, "1b": {"part": 180, "whole": 240}, "1c": {"value": 6.2, "last_year": 7},
          "1d": {"done": date(2022, 9, 20)}, "1e#市": {"done": date(2022, 8, 1)}, "1f": {"grade": "正常"}}  # fmt: skip


@pytest.mark.parametrize("form", ["xlsx"])
def test_a_form_saved_by_libreoffice_holds_the_same_values(form: str, tmp_path: Path) -> None:
    content = sheet.drawn(FORM, FILLED)
    (tmp_path / "form.xlsx").write_bytes(content)
    subprocess.run(
        [str(OFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", form,
         "--outdir", str(tmp_path / "out"), str(tmp_path / "form.xlsx")], check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = collected((tmp_path / "out" / f"form.{form}").read_bytes())
    before = collected(content)
    assert saved.keys() == before.keys()
    for name, value in before.items():
        assert saved[name]._replace(source="") == value._replace(source="")
