"""The English that readers meet: one and several, the words of the review, whole sentences."""

from __future__ import annotations

import re

import pytest

from checker.locale import speaker
from tests.examples import views
from tests.harness import judge
from tests.words.catalogues import own

EN = speaker("en")
WORDS = own("en")


@pytest.mark.parametrize(
    "pattern", [r"\(s\)", r"[.!?] [a-z]", r"\bjudged\b", r"\bmending\b", r"\bnaming\b", r"\b[Pp]rofile\b"]
)
def test_no_message_has_what_english_would_not_say(pattern: str) -> None:
    allowed = {"examples.run", "examples.explain"}  # the option is called --profile
    assert [name for name, text in WORDS.items() if re.search(pattern, text) and name not in allowed] == []


def test_one_thing_is_told_as_one() -> None:
    assert EN("form.written", count=1, folder="out") == "1 form written to out"
    assert EN("form.written", count=2, folder="out") == "2 forms written to out"
    assert EN("due.left", days=1) == "1 day left"
    assert EN("run.refused", faults=1).startswith("1 fault: ")
    assert EN("sentence.postponed.milestone", name="x", postponed=1, first="a", by="b").startswith(
        "x: open; put off once,"
    )
    assert speaker("zh")("form.written", count=1, folder="out") == speaker("zh")("form.written", count=1, folder="out")


def test_the_words_of_the_ladder() -> None:
    assert [EN(f"step.{step}") for step in range(1, 5)] == [
        "reminder letter", "supervision slip", "interview with the unit's head proposed", "public criticism proposed",
    ]  # fmt: skip


def said(target: dict[str, object], value: int) -> str:
    from checker.words.sentence import sentence

    return EN.say(sentence(judge({"kind": "maintain", "unit": "%", **target}, {"2022-Q2": value})))


def test_what_is_required_is_kept_or_fallen_short_of() -> None:
    up, down = {"direction": "up", "target": 90}, {"direction": "down", "target": 5}
    assert said(up, 95).endswith(": 95% reported, kept at the required 90%.")
    assert said(up, 80).endswith(": 80% reported, which fell short of the required 90%.")
    assert said(down, 4).endswith(": 4% reported, kept at most 5% as required.")
    assert said(down, 6).endswith(": 6% reported, not kept at most 5% as required.")


def test_no_mark_of_chinese_stands_around_english_words() -> None:
    from checker.reporters import table
    from checker.words.view import Narrowing

    text = table.render(views("examples/huangshi/2023-q3.yaml", lang="en", shows=Narrowing(full=True)))
    assert "【" not in text
    assert "\nEducation:\n" in text
