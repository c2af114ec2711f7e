"""LibreOffice, started for one conversion with a profile of its own, so that several may run side by side."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

OFFICE, PDFTOTEXT = shutil.which("soffice"), shutil.which("pdftotext")
needs_office = pytest.mark.skipif(not OFFICE, reason="LibreOffice (soffice) is not installed")
needs_pdftotext = pytest.mark.skipif(not PDFTOTEXT, reason="poppler (pdftotext) is not installed")


def converted(file: Path, to: str, folder: Path, *more: Path) -> list[Path]:
    """Let LibreOffice open files and save them in another form; it ends with 0 where it made nothing, so files count."""
    command = [str(OFFICE), f"-env:UserInstallation={(folder.parent / f'{folder.name}-profile').as_uri()}",
               "--headless", "--convert-to", to, "--outdir", str(folder), *map(str, (file, *more))]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    made = sorted(folder.iterdir())
    assert made
    return made


def printed(pdf: Path, *options: str) -> str:
    """The text of a printed file."""
    command = [str(PDFTOTEXT), *options, str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
