"""Texts where they leave: nothing that came in can give a terminal, a spreadsheet or a reader of Markdown an order."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.files import inert, writing
from tests.command import Q3, run


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1+1", "@SUM", "\n=1+1", " =1+1", "\t=1", "＝1+1", "＋1", "－1", "＠A", "\0=1", "\r"]
)
def test_no_text_is_a_formula(text: str) -> None:
    assert inert.csv(text) == "'" + text


def test_other_texts_stay_as_they_are() -> None:
    for text in ("市人社局", "1=1", "", "—", "招聘会（1＋1）"):
        assert inert.csv(text) == text
        assert inert.terminal(text) == text
        assert inert.markdown(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("http://evil.example", "http\\://evil.example"),
        ("见HTTPS://evil.example", "见HTTPS\\://evil.example"),
        ("www.evil.example", "www\\.evil.example"),
        ("mailto:a@b.cn", "mailto\\:a<!-- -->@b.cn"),
        ("a@b.example", "a<!-- -->@b.example"),
        ("<b>|*x*", "\\<b\\>\\|\\*x\\*"),
        ("一\n# 二", "一 \\# 二"),
        ("@市人社局", "@市人社局"),
    ],
)
def test_markdown_makes_no_link_and_no_markup(text: str, told: str) -> None:
    assert inert.markdown(text) == told


def test_a_terminal_is_given_colours_and_nothing_else() -> None:
    assert inert.terminal("\x1b[31m■\x1b[0m\n\t一") == "\x1b[31m■\x1b[0m\n\t一"
    for order in ("\x1b[1G", "\x1b[2K\x1b]0;x\a", "\x9b1G", "\x00", "\x7f", "\u202e", "\u2066", "\u200b", "\x08"):
        told = inert.terminal(f"一{order}二")
        assert not set(told) & set("\x1b\x9b\x00\x07\x08\x7f\u202e\u2066\u200b"), (order, told)


def test_a_file_name_gives_a_terminal_no_order(tmp_path: Path) -> None:
    """Names are the one text that no file format bounds; also one that is no UTF-8."""
    plain = (Path(Q3)).read_bytes()
    for name in (b"\x1b[1G\xe2\x97\x8f.yaml", b"\xe2\x80\xae.yaml", b"\xd6\xd0.yaml", b"a\nb.yaml"):
        file = os.fsencode(tmp_path) + b"/" + name
        with open(file, "wb") as stream:  # noqa: PTH123 — a name of bytes
            stream.write(plain.replace(b"period:", b"peroid:"))
        ended = run("run", os.fsdecode(file), "--on", "2023-10-25", code=2)
        assert not set(ended.said) & set("\x1b\u202e"), name
        assert "unknown-key" in ended.err
        with open(file, "wb") as stream:  # noqa: PTH123
            stream.write(plain)
        run("run", os.fsdecode(file), "--on", "2023-10-25", "--format", "json", "--out", tmp_path / "out", code=1)
        os.unlink(file)  # noqa: PTH108


def test_no_two_long_names_become_one() -> None:
    for text in ("p" * 100 + "-2022-Q1", "局" * 90 + "甲", "\U00020000" * 120 + "甲"):
        first, second = writing.safe_name(text), writing.safe_name(text[:-1] + "乙")
        assert first != second
        assert max(len(first.encode()), len(second.encode())) <= 230
    assert writing.safe_name("市人社局") == "市人社局"


def test_two_periods_of_a_plan_with_a_long_id_are_two_files(tmp_path: Path) -> None:
    from tests.cli.test_neighbours import Q1, Q2
    from tests.reading.test_warnings import PLAN

    long = "-".join(["long"] * 20)
    (tmp_path / "indicators" / "huangshi").mkdir(parents=True)
    (tmp_path / "indicators" / "huangshi" / "small.yaml").write_text(
        PLAN.replace("plan: small", f"plan: {long}"), "utf-8"
    )
    for name, text in (("q1", Q1), ("q2", Q2)):
        (tmp_path / f"{name}.yaml").write_text(text.replace("plan: small", f"plan: {long}"), "utf-8")
    run(
        "run", "q1.yaml", "q2.yaml", "--format", "json", "--out", "out", "--on", "2022-07-20", cwd=tmp_path, code=(0, 1)
    )
    assert len(list((tmp_path / "out").iterdir())) == 2
