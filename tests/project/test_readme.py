"""Every command that README and its sisters show is run here, and every transcript is what really comes out."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command import ANY, ROOT, Ended, process, run

PAGES = [ROOT / name for name in ("README.md", "README.zh-CN.md", "examples/README.md", "indicators/README.md",
                                  "docs/formats.md", "examples/cases/README.md", "docs/survey.md")]  # fmt: skip
SHELL = set("|&;<>()$`*?~#\n")  # what only a shell understands
FENCE = re.compile(r"(<!-- command: (\w+) -->\n)?```(sh|console)\n(.*?)```", re.DOTALL)


def blocks(page: Path, kind: str) -> list[tuple[str, str]]:
    """(name of a marked command or "", text) of the fenced blocks of one kind."""
    return [(name, body) for _, name, lang, body in FENCE.findall(page.read_text("utf-8")) if lang == kind]


def transcripts() -> list[tuple[str, str, str]]:
    """(page, command, expected output) of every console block; a line … stands for any lines."""
    found = []
    for page in PAGES:
        for _, body in blocks(page, "console"):
            for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
                command, _, output = part.partition("\n")
                found.append((page.relative_to(ROOT).as_posix(), command, output))
    return found


def shell(lines: str, folder: Path, cwd: Path = ROOT, code: int | tuple[int, ...] = 0) -> Ended:
    """Run lines of a shell in which `plancheck` is this checkout's."""
    shim = folder / "plancheck"
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m checker "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return process("bash", "-c", lines, code=code, cwd=cwd, env={"PATH": path})


@pytest.mark.parametrize(("page", "command", "expected"), transcripts())
def test_transcripts_are_true(page: str, command: str, expected: str, tmp_path: Path) -> None:
    program, *arguments = shlex.split(command)
    plain = program == "plancheck" and not SHELL & set(command)
    printed = (run(*arguments, code=ANY) if plain else shell(command, tmp_path, code=ANY)).said
    pattern = r"(?:.*\n)*?".join(re.escape(part) for part in re.split(r"^…\n", expected, flags=re.MULTILINE))
    assert re.fullmatch(pattern + r"\s*", printed), f"{page}: {command}\n{printed}"


def shell_lines() -> list[tuple[str, str]]:
    return [(page.name, body) for page in PAGES for name, body in blocks(page, "sh") if not name]


@pytest.mark.slow
@pytest.mark.parametrize(("page", "command"), shell_lines())
def test_other_shell_lines_work(page: str, command: str, tmp_path: Path) -> None:
    for name in ("examples", "indicators"):  # what the lines write stays out of the checkout
        (tmp_path / name).symlink_to(ROOT / name)
    shell(f"set -e\n{command}", tmp_path, tmp_path)


def test_both_languages_show_the_same_two_commands() -> None:
    first, second = (dict(block for block in blocks(page, "sh") if block[0]) for page in PAGES[:2])
    assert first == second
    assert set(first) == {"run", "test"}


def test_continuous_integration_runs_the_test_command() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    extract = next(line for line in script.splitlines() if line.startswith("command="))
    assert process("bash", "-c", f'{extract}\necho "$command"').out == dict(blocks(PAGES[0], "sh"))["test"]


@pytest.mark.tools
def test_the_first_command_works_in_a_fresh_clone(tmp_path: Path) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: there is nothing to clone")
    probe = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", str(tmp_path / "probe"), "click"]
    if subprocess.run(probe, capture_output=True, check=False).returncode:
        pytest.skip("no package index can be reached from here")
    clone, home = tmp_path / "clone", tmp_path / "home"
    home.mkdir()
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    _bring_uncommitted(clone)
    environment = {k: v for k, v in os.environ.items() if k not in ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")}
    command = dict(blocks(PAGES[0], "sh"))["run"]
    done = subprocess.run(["bash", "-c", command], cwd=clone, capture_output=True, encoding="utf-8", check=False,
                          env={**environment, "HOME": str(home)})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "合计126项" in done.stdout
    wheel = subprocess.run([str(clone / ".venv/bin/pip"), "wheel", "-q", "--no-deps", "-w", "dist", "."], cwd=clone,
                           capture_output=True, encoding="utf-8", check=False, env={**environment, "HOME": str(home)})  # fmt: skip
    assert wheel.returncode == 0, wheel.stderr
    _wheel_works(next((clone / "dist").glob("*.whl")), clone, tmp_path / "elsewhere")


def _bring_uncommitted(clone: Path) -> None:
    """Lay what is changed but not committed over the clone, so that the test speaks of this working tree."""
    listed = subprocess.run(
        ["git", "ls-files", "-mco", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    )
    for name in listed.stdout.decode().splitlines():
        source, target = ROOT / name, clone / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)
        else:
            target.unlink(missing_ok=True)


def _wheel_works(wheel: Path, clone: Path, folder: Path) -> None:
    """The built wheel carries catalogues, templates and languages: it judges from a folder without any."""
    folder.mkdir()
    subprocess.run([str(clone / ".venv/bin/pip"), "install", "-q", "--no-deps", "--target", str(folder / "lib"), str(wheel)],
                   capture_output=True, check=True)  # fmt: skip
    shutil.copytree(clone / "examples" / "huangshi", folder / "reports")
    done = subprocess.run([str(clone / ".venv/bin/python"), "-m", "checker", "run", "reports/2023-q3.yaml",
                           "--format", "md", "--fail-on", "never"], cwd=folder, capture_output=True, encoding="utf-8",
                          check=False, env={**os.environ, "PYTHONPATH": str(folder / "lib")})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "合计126项" in done.stdout
