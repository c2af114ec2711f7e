"""Photograph the dashboard of the Huangshi example for README: python tools/screenshot.py

Needs Chromium (`chromium` on the PATH). The page is the one that `plancheck run --format html` writes.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "dashboard.png"
SIZE = (1280, 1180)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--hide-scrollbars")  # fmt: skip


def take(picture: Path) -> None:
    """Write the dashboard, open it and save what is seen. Errors: RuntimeError where Chromium is missing."""
    browser = shutil.which("chromium")
    if browser is None:
        raise RuntimeError("chromium is not installed")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run(
            [sys.executable, "-m", "checker", "run", "examples/huangshi/2023-q3.yaml", "--on", "2023-10-25",
             "--format", "html", "--out", str(folder), "--fail-on", "never"],
            cwd=ROOT, check=True, capture_output=True,
        )  # fmt: skip
        page = next(folder.glob("*.html"))
        subprocess.run(
            [browser, *FLAGS, f"--user-data-dir={folder / 'profile'}", f"--window-size={SIZE[0]},{SIZE[1]}",
             f"--screenshot={picture}", page.as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


if __name__ == "__main__":
    take(PICTURE)
