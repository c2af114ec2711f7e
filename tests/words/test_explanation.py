"""The whole way from a clause to a light, told step by step."""

from __future__ import annotations

from tests.command import ON, Q3, run


def test_explain_tells_the_whole_way() -> None:
    text = run("explain", Q3, "7a", *ON).out
    for word in ("黄政办发〔2022〕58号", "二（二）7", "网络招聘会20场", "3个报告期 ÷ 共4个报告期 = 75%",
                 "绿灯：不低于15场", f"{Q3}:", "第9条", "历次亮灯", "展望"):  # fmt: skip
        assert word in text, word
    assert "3 reporting periods over ÷ 4 in all = 75%" in run("explain", Q3, "7a", *ON, "--lang", "en").out
