"""Every module of checker/kinds is a kind: the type checker holds each against the protocol."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from checker import kinds

ROOT = Path(__file__).parents[2]


def checked(folder: Path, names: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Let mypy assign each module to a variable of the protocol's type."""
    lines = ["from checker import kinds", *(f"from checker.kinds import {name}" for name in names)]
    lines += [f"{name}_fits: kinds.Kind = {name}" for name in names]
    file = folder / "fits.py"
    file.write_text("\n".join(lines) + "\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache"), str(file)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def test_every_kind_fits_the_protocol(tmp_path: Path) -> None:
    done = checked(tmp_path, kinds.names())
    assert done.returncode == 0, done.stdout


def test_what_is_no_kind_does_not_fit(tmp_path: Path) -> None:
    """The check can fail: the package itself has none of the names."""
    (tmp_path / "fits.py").write_text("from checker import kinds\nfits: kinds.Kind = kinds\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(ROOT / ".mypy_cache"), "fits.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False,
                          env={"MYPYPATH": str(ROOT), "PATH": "/usr/bin:/bin"})  # fmt: skip
    assert done.returncode == 1
    assert "Module" in done.stdout
