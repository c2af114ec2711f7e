"""The circular: the provincial form, customary order, an office's own words, and what its text template may use."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from checker.cases import paper
from checker.files import places
from checker.locale import speaker
from checker.papers import samples, wording
from checker.papers.paper import numeral
from tests.cases.rounds import DEMO, LIBRARY, case, read, written
from tests.command import run

HUBEI = DEMO.with_name("hubei-2024.yaml")


def made(tmp_path: Path, file: Path, *options: object, suffix: str = "md") -> str:
    out = tmp_path / f"out.{suffix}"
    run("cases", "circular", file, *options, "--out", out)
    return out.read_text("utf-8") if suffix != "docx" else _document(out.read_bytes())


def _document(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("word/document.xml").decode()


@pytest.mark.parametrize("suffix", ["md", "html", "docx"])
def test_forty_cases_stand_in_the_provincial_form(tmp_path: Path, suffix: str) -> None:
    text = made(tmp_path, HUBEI, suffix=suffix)
    register, _ = read(HUBEI)
    rows = re.findall(r"([一二三四五六七八九十]{1,3})、([^<\n]+)（([^<（）\n]+)）", text)
    assert [row[1:] for row in rows] == [(item.title, item.unit) for item in register.cases]
    assert [row[0] for row in rows[8:21]] == [
        "九",
        "十",
        "十一",
        "十二",
        "十三",
        "十四",
        "十五",
        "十六",
        "十七",
        "十八",
        "十九",
        "二十",
        "二十一",
    ]
    assert rows[-1][0] == "四十"
    assert "排名不分先后" in text
    assert "383件" in text


def test_cases_stand_in_customary_order_whatever_their_numbers(tmp_path: Path) -> None:
    places = ["tianmen", "huangshi-daye", "wuhan", "hubei", "huangshi", "wuhan-wuchang"]
    cases = [case(n, status="chosen", locality=place) for n, place in enumerate(places, 1)]
    text = made(tmp_path, written(tmp_path, cases, announced={"source": "通报"}), "--on", "2024-01-05")
    assert re.findall(r"案例(\d)号（", text) == ["4", "3", "6", "2", "5", "1"]


def test_a_round_that_is_made_up_says_so(tmp_path: Path) -> None:
    for suffix in ("md", "html"):
        assert "【示例】" in made(tmp_path, DEMO, "--on", "2023-07-12", suffix=suffix)


def test_a_final_circular_needs_a_number(tmp_path: Path) -> None:
    out = tmp_path / "a.md"
    assert run("cases", "circular", DEMO, "--on", "2023-07-12", "--final", "--out", out, code=2).err
    for number, word in (("5", "发文代字"), ("×", "--number")):
        given = ("--on", "2023-07-12", "--final", "--number", number, "--out", out)
        assert word in run("cases", "circular", DEMO, *given, code=2).err
    assert not out.exists()
    text = made(tmp_path, DEMO, "--on", "2023-07-12", "--final", "--number", "黄质强办发〔2023〕5号")
    assert "草" not in text
    assert "〔2023〕5号" in text


def test_an_office_writes_its_own_words(tmp_path: Path) -> None:
    words = tmp_path / "own.cases.txt.j2"
    words.write_text(wording.shipped("cases", "zh").read_text("utf-8").replace("结合实际学习借鉴", "抓好推广"), "utf-8")
    for suffix in ("md", "html", "docx"):
        text = made(tmp_path, DEMO, "--on", "2023-07-12", "--template", words, suffix=suffix)
        assert "抓好推广" in text
        assert "学习借鉴" not in text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_head_of_the_words_tells_every_fact(lang: str) -> None:
    register, _ = read(DEMO)
    facts, _, _ = paper.given(register, LIBRARY, speaker(lang), paper.Asked(date(2023, 7, 12)))
    told = samples.documented("cases", lang)
    used = {part for name in samples.named(facts) for part in re.findall(r"[a-z_]+", name)}
    assert used <= told, used - told


def test_an_annex_without_a_title_is_set_all_the_same(tmp_path: Path) -> None:
    words = tmp_path / "own.cases.txt.j2"
    words.write_text("【标题】\n{{ title }}\n\n【正文】\na\n\n【附件1】\n一、只有一项\n", "utf-8")
    for suffix in ("md", "html", "docx"):
        assert "只有一项" in made(tmp_path, DEMO, "--on", "2023-07-12", "--template", words, suffix=suffix)


def test_a_wrong_name_in_the_words_is_the_templates_fault(tmp_path: Path) -> None:
    words = tmp_path / "own.cases.txt.j2"
    words.write_text("【标题】\n{{ nothing }}\n\n【正文】\na\n\n【附件1】\nb\n", "utf-8")
    ended = run(
        "cases", "circular", DEMO, "--on", "2023-07-12", "--template", words, "--out", tmp_path / "a.md", code=2
    )
    assert "nothing" in ended.err


@pytest.mark.parametrize("name", ["zh/cases.txt.j2", "listed.docx", "listed.md.j2", "listed.html.j2"])
def test_the_templates_are_checked_like_any(name: str, tmp_path: Path) -> None:
    shipped = places.shipped("templates") / name
    assert "title" in run("templates", "--check", shipped).out
    if name.endswith("j2"):
        wrong = tmp_path / shipped.name
        wrong.write_text(shipped.read_text("utf-8") + "\n{{ nothing_of_the_kind }}\n", "utf-8")
        assert "nothing_of_the_kind" in run("templates", "--check", wrong, code=2).err


@pytest.mark.parametrize(
    ("n", "word"), [(1, "一"), (20, "二十"), (21, "二十一"), (30, "三十"), (99, "九十九"), (100, "100")]
)
def test_numerals_go_on(n: int, word: str) -> None:
    words = speaker("zh")("paper.numerals").split()
    assert numeral(n, words) == word
    assert numeral(21, speaker("en")("paper.numerals").split()) == "21"
