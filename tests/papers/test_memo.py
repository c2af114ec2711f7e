"""The memo for the leader who decides: what the ladder proposes, apart from what is sent."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from checker.papers import memo, typesetting
from tests.command import Q3, run
from tests.examples import DAY, views
from tests.papers.drafts import LETTER, small, texts


def test_the_gravest_proposals_come_first_and_the_leader_ticks() -> None:
    made = memo.compose(views(Q3), LETTER)
    proposals = [row[4] for row in made.items.rows]
    assert proposals == ["通报批评"] * 3 + ["约谈主要负责人"] + ["发督办通知单"] * 13
    assert {row[5] for row in made.items.rows} == {"□同意　□不同意"}
    assert made.items.rows[0][1:4] == ("支持建设的社区养老服务综合体", "市民政局",
                                       "目标3个，完成2个，差1个，连续4个季度亮红灯；自报：第3处9月取得用地手续，10月开工")  # fmt: skip
    text = "".join(p.text for p in made.paragraphs)
    assert "建议3项通报批评、1项约谈、13项发督办通知单、8项发提醒函" in text
    assert "妥否，请批示" in text
    assert made.rules[0].startswith("另对下列8项建议发提醒函：")


def test_nothing_to_propose_is_one_sentence() -> None:
    made = memo.compose([small([{"kind": "cumulative", "target": 20, "unit": "场"}], {"2022-Q1": {"1a": 6}})], LETTER)
    assert made.paragraphs[-1].text == "本期没有需要提醒、督办的指标。"
    assert made.items.rows == ()


@pytest.mark.parametrize("form", ["docx", "md", "html"])
def test_it_is_set_in_every_format(form: str) -> None:
    made = typesetting.memo(memo.compose(views(Q3), LETTER), views(Q3)[0].say, DAY, form)
    text = texts(made) if isinstance(made, bytes) else made
    for words in ("拟办意见", "领导意见", "□同意", "扬尘管控"):
        assert words in text
    if form == "md":
        assert sum(t.type == "tr_open" for t in MarkdownIt("commonmark").enable("table").parse(text)) == 18


def test_the_command_writes_it(tmp_path: Path) -> None:
    run("memo", Q3, "--on", "2023-10-25", "--out", tmp_path / "m.docx")
    assert (tmp_path / "m.docx").stat().st_size > 5000
    assert "public criticism" in run("memo", Q3, "--on", "2023-10-25", "--format", "md", "--lang", "en").out
