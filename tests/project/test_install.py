"""The ways to install that docs/install.md shows, run as they stand there: the offline way without any network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.command import ROOT
from tests.project.test_readme import PAGES, _bring_uncommitted, blocks

INSTALL = ROOT / "docs" / "install.md"
SHOWN = dict(blocks(INSTALL, "sh"))
# an index that is not there: whoever asks for it has asked the network
NO_INDEX = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_RETRIES": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def bash(lines: str, cwd: Path, more: Mapping[str, str] = {}) -> subprocess.CompletedProcess[str]:
    """Run lines in a folder with a new HOME, outside of any virtual environment."""
    home = cwd.parent / "home"
    home.mkdir(exist_ok=True)
    clean = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")}
    path = os.pathsep.join(part for part in clean["PATH"].split(os.pathsep) if ".venv" not in part)
    return subprocess.run(["bash", "-ec", lines], cwd=cwd, capture_output=True, encoding="utf-8", check=False,
                          env={**clean, "PATH": path, "HOME": str(home), **more})  # fmt: skip


def test_the_page_has_the_steps() -> None:
    assert list(SHOWN) == ["pack", "unpack", "pack_windows"]
    assert "--no-index" in SHOWN["unpack"]


def test_readme_shows_each_system_its_way_and_one_way_throughout() -> None:
    for page in PAGES[:2]:
        text = page.read_text("utf-8")
        assert (
            "```powershell\npy -3 -m venv .venv; .venv\\Scripts\\Activate.ps1; pip install -e .; plancheck run " in text
        )
        assert ".venv/bin/plancheck" not in text
        assert ".venv/bin/pip" not in text
        assert "pipx install ." in text
        assert "docs/install.md" in text
        assert "docs/windows.md" in text
        assert " -q" not in dict(blocks(page, "sh"))["run"]  # it says what it does


@pytest.mark.tools
def test_a_machine_without_a_network_installs_what_another_has_packed(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there is nothing to clone")
    probe = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(tmp_path / "probe"), "click"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("no package index can be reached from here")
    clone, office = tmp_path / "clone", tmp_path / "office"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    _bring_uncommitted(clone)
    for step in ("pack", "pack_windows"):
        done = bash(SHOWN[step], clone)
        assert done.returncode == 0, done.stderr
    assert list((clone / "wheelhouse-windows").glob("*win_amd64.whl"))
    office.mkdir()
    shutil.copytree(clone / "wheelhouse", office / "wheelhouse")
    shutil.copytree(clone / "examples" / "huangshi", office / "reports")
    try_it = "plancheck run reports/2023-q3.yaml --on 2023-10-25 --fail-on never"
    done = bash(f"{SHOWN['unpack']}\n{try_it}", office, NO_INDEX)
    assert done.returncode == 0, done.stderr
    assert "plancheck 0." in done.stdout
    assert "合计126项" in done.stdout
