"""What contributors are offered parses, and every command that it names exists."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from checker import cli
from checker.files import yamlfile

ROOT = Path(__file__).parents[2]
LIGHT, SECURITY = ROOT / ".github/ISSUE_TEMPLATE/wrong-light.yml", ROOT / "SECURITY.md"


def data(file: Path) -> Any:
    document, found = yamlfile.read(file)
    assert document is not None, found
    assert not found
    return document.data


HOOKS = [hook for repo in data(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
def test_a_hook_runs_and_passes_on_a_file_of_ours(hook: dict[str, Any]) -> None:
    """The programs are those of the environment in which the tests run."""
    program, *arguments = shlex.split(hook["entry"])
    assert hook["language"] == "system"
    assert program.startswith(".venv/bin/")
    beside = Path(sys.executable).with_name(Path(program).name)
    file = "examples/huangshi/2022-q4.yaml" if "files" in hook else "checker/message.py"
    done = subprocess.run([beside, *arguments, file], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_contributors_and_users_have_the_same_lint_hook() -> None:
    (offered,) = data(ROOT / ".pre-commit-hooks.yaml")
    (own,) = (hook for hook in HOOKS if hook["id"] == offered["id"])
    assert own["files"] == offered["files"]
    assert own["entry"] == ".venv/bin/" + offered["entry"]


def test_the_question_about_a_wrong_light_asks_for_what_is_needed() -> None:
    """The keys are those of a form on GitHub; it refuses the whole form for one that it does not know."""
    form = data(LIGHT)
    assert set(form) == {"name", "description", "title", "labels", "body"}
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    assert [part["id"] for part in fields] == ["explain", "clause", "document", "expected", "version"]
    for part in fields:
        assert part["type"] in ("textarea", "input")
        assert set(part) == {"type", "id", "attributes", "validations"}
        assert set(part["attributes"]) <= {"label", "description", "placeholder", "render"}
        assert part["validations"] == {"required": True}


@pytest.mark.parametrize("file", [LIGHT, SECURITY, ROOT / "CONTRIBUTING.md", ROOT / "docs/architecture.md",
                                  ROOT / "docs/formats.md"], ids=lambda file: file.name)  # fmt: skip
def test_commands_and_options_that_are_named_exist(file: Path) -> None:
    named = re.findall(r"plancheck (--)?([a-z]+)((?: [^`\n]*)?)`", file.read_text("utf-8"))
    assert named
    for option, name, rest in named:
        assert (name == "version") if option else (name in cli.names())
        if not option:
            done = subprocess.run([sys.executable, "-m", "checker", name, "--help"], cwd=ROOT, capture_output=True,
                                  encoding="utf-8", check=True)  # fmt: skip
            assert set(re.findall(r"--[a-z]+", rest)) <= set(re.findall(r"--[a-z]+", done.stdout))


def test_security_says_the_same_in_both_languages() -> None:
    english, chinese = SECURITY.read_text("utf-8").split("## 中文")
    for sign in (r"^#{2,3} ", r"^- ", r"^- \*\*"):
        assert len(re.findall(sign, english, re.MULTILINE)) == len(re.findall(sign, chinese, re.MULTILINE)), sign
    for name in re.findall(r"`([^`]+)`", english):
        assert name in chinese


def test_contributing_says_the_same_in_both_languages() -> None:
    english, chinese = ((ROOT / name).read_text("utf-8") for name in ("CONTRIBUTING.md", "CONTRIBUTING.zh-CN.md"))
    for sign in (r"^## ", r"^- ", r"^\*\*"):
        assert len(re.findall(sign, english, re.MULTILINE)) == len(re.findall(sign, chinese, re.MULTILINE)), sign
    named = [set(re.findall(r"(?<!`)`([^`\n]+)`(?!`)", page)) for page in (english, chinese)]
    assert named[0] ^ named[1] == set()


def test_files_that_contributing_names_are_there() -> None:
    named = re.findall(
        r"`((?:checker|docs|indicators|tests|tools)/[\w./-]+)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    )
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
