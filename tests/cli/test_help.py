"""Help, languages and completion."""

from __future__ import annotations

import pytest

from checker.cli import names
from checker.locale import speaker
from tests.command import ON, PROGRAM, Q3, process, run


def test_help_names_every_command_in_both_languages() -> None:
    chinese, english = run("--help").out, run("--lang", "en", "--help").out
    for name in names():
        assert f"  {name} " in chinese
        assert speaker("zh")(f"command.{name}") in chinese
        assert speaker("en")(f"command.{name}")[:40] in english
    assert "用法" in chinese
    assert "Usage" in english


@pytest.mark.parametrize("name", names())
def test_every_command_has_help_with_examples(name: str) -> None:
    for lang, word in (("zh", "示例"), ("en", "Examples")):
        text = run(name, "--help", "--lang", lang).out
        assert word in text
        assert f"plancheck {name}" in text


def test_the_language_of_the_environment_is_followed() -> None:
    assert "Total" in run("run", Q3, *ON, code=1, env={"PLANCHECK_LANG": "en"}).out
    assert "合计" in process(*PROGRAM, "run", Q3, *ON, code=1, env={"LANG": "C", "LC_ALL": "C"}).out


def test_shell_completion_offers_the_commands() -> None:
    asked = {"_PLANCHECK_COMPLETE": "bash_complete", "COMP_WORDS": "plancheck in", "COMP_CWORD": "1"}
    text = run(env=asked).out
    assert {"plain,indicators", "plain,init"} <= set(text.split())
