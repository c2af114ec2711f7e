"""The table on a terminal: its width, its columns, and where its lists break."""

from __future__ import annotations

from checker.words.text import WIDTH, listed, width
from tests.command import ON, Q3, run


def test_the_table_fits_a_hundred_columns_in_both_languages() -> None:
    for lang in ("zh", "en"):
        text = run("run", Q3, *ON, "--lang", lang, code=1).out
        wide = [line for line in text.splitlines() if width(line) > WIDTH]
        assert wide == []


def test_columns_are_aligned_under_their_heads() -> None:
    lines = run("run", Q3, *ON, code=1).out.splitlines()
    head = next(line for line in lines if line.startswith("亮灯 "))
    at = width(head[: head.index("时限")])
    for line in lines:
        if line[:1] in "●▲■○" and line[:1]:
            place, used = 0, 0
            while used < at:
                used += width(line[place])
                place += 1
            assert line[place : place + 4].isdigit(), line


def test_a_list_breaks_after_its_commas() -> None:
    assert list(listed("甲局：", ["一二三", "四五", "六七八九"], "、", 12, "  ")) == [
        "甲局：",
        "  一二三、",
        "  四五、",
        "  六七八九",
    ]
    assert list(listed("A: ", ["one", "two", "three"], ", ", 7, "  ")) == ["A: one,", "  two,", "  three"]
    assert list(listed("甲局：", ["一"], "、", 12)) == ["甲局：一"]


def test_only_what_is_longer_than_a_line_breaks_inside() -> None:
    lines = list(listed("甲：", ["一二三四五六七八九十", "十一"], "、", 12, "  "))
    assert "".join(line.strip() for line in lines) == "甲：一二三四五六七八九十、十一"
    assert max(map(width, lines)) <= 12
