"""One Chromium for a module's tests, and axe-core."""

from __future__ import annotations

import shutil
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.command import ROOT

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM = Path("/usr/bin/chromium")
CACHE = ROOT / ".cache" / "axe"
AXE = "axe-core@4.14.1"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    engine = pytest.importorskip("playwright.sync_api", reason="playwright is not installed").sync_playwright
    with engine() as started:
        opened = started.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The text of axe-core, fetched once through npm into a folder that git does not see."""
    file = CACHE / "package" / "axe.min.js"
    if not file.exists():
        if not shutil.which("npm"):
            pytest.skip("axe-core is not cached and npm is not installed")
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / ".gitignore").write_text("*\n")
        done = subprocess.run(
            ["npm", "pack", AXE, "--silent"], cwd=CACHE, capture_output=True, check=False, timeout=120
        )
        packed = sorted(CACHE.glob("axe-core-*.tgz"))
        if done.returncode or not packed:
            pytest.skip(f"npm could not fetch {AXE}: {done.stderr.decode()[-200:]}")
        with tarfile.open(packed[0]) as archive:
            archive.extract("package/axe.min.js", CACHE, filter="data")
    return file.read_text("utf-8")
