"""The languages: complete against each other and against the code."""

from __future__ import annotations

import ast
import gettext
import re
import string
from pathlib import Path

import pytest

from checker import kinds
from checker.locale import FOLDER, TAGS, Speaker, speaker
from checker.model import Level, Light, Message, Reason, Status
from tests.words.catalogues import own

PACKAGE = Path(FOLDER).parent


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_all_languages_have_the_same_messages_with_the_same_facts() -> None:
    tables = {tag: own(tag) for tag in TAGS.values()}
    first = tables["zh_CN"]
    for tag, table in tables.items():
        assert set(table) == set(first), tag
        for name, text in table.items():
            assert text, (tag, name)
            # English counts the others where Chinese counts all
            assert fields(text) <= fields(first[name]) | {"name", "others"}, (tag, name)


def literals() -> set[str]:
    """Every text constant of the code."""
    found: set[str] = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.add(node.value)
    return found


def test_every_message_of_the_code_is_in_the_catalogues() -> None:
    known = set(own("zh_CN"))
    calls = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                value = node.args[0].value
                if name in ("say", "Message", "has") and isinstance(value, str):
                    calls.add(value)
                if name in ("finding", "complain", "_return", "_warn", "unknown", "_finding") and isinstance(
                    value, str
                ):
                    calls.add(f"finding.{value}")
    assert calls - known - {"list"} == set()


def test_every_message_is_used_by_the_code() -> None:
    words = literals()
    prefixes = {word for word in words if re.fullmatch(r"[a-z]+(\.[a-z-]+)*[.-]", word)} - {
        "finding.",
        "mend.",
        "rule-",
    }
    unused = []
    for name in own("zh_CN"):
        group, _, code = name.partition(".")
        if group in ("finding", "mend"):
            base = code.removesuffix(".cell")  # how to mend it in a cell of a workbook
            used = base in words or code.startswith("rule-") or name in words
        else:
            used = name in words or any(name.startswith(prefix) for prefix in prefixes)
        if not used:
            unused.append(name)
    assert unused == []


@pytest.mark.parametrize("lang", TAGS)
def test_every_word_of_the_model_has_a_message(lang: str) -> None:
    say = speaker(lang)
    names = [f"light.{x}" for x in Light] + [f"reason.{x}" for x in Reason] + [f"status.{x}" for x in Status]
    names += [f"level.{x}" for x in Level] + [f"kind.{x}" for x in kinds.names()] + [f"rule.{n}" for n in range(1, 10)]
    names += [f"kind.{x}.about" for x in kinds.names()] + [f"step.{n}" for n in range(5)]
    assert [name for name in names if not say.has(name)] == []


def test_messages_say_their_facts() -> None:
    zh: Speaker = speaker("zh")
    assert zh("sentence.gap.behind", points="5") == "，慢于序时5个百分点"
    assert zh.say(Message("list", {"words": ["甲", "乙"]})) == "甲、乙"
    assert speaker("en").say(Message("tag", {"tag": Message("trend.caught_up")})) == " [caught up]"


class _Older(gettext.NullTranslations):
    """A catalogue as the first releases of Python 3.11 read it: `gettext` knows no message that has a plural."""

    def gettext(self, message: str) -> str:
        return "One wording." if message == "plain" else message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return "{days} day" if msgid1 == "counted" else msgid1


@pytest.mark.parametrize(("name", "known"), [("plain", True), ("counted", True), ("nothing", False)])
def test_a_message_for_one_and_for_several_is_known_to_every_python(name: str, known: bool) -> None:
    assert Speaker("en", _Older()).has(name) is known
