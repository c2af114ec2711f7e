"""The pages as LibreOffice lays them out, measured from the boxes of the PDF's words (GB/T 9704-2012).

Which fonts are installed does not matter: only places are measured. 1 mm is 2.835 pt.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from checker.papers import slips, typesetting
from checker.papers.circular import Circular, compose
from checker.papers.letterhead import Letterhead
from checker.papers.paper import Paragraph
from checker.words.view import View
from tests.command import Q3
from tests.examples import DAY, views
from tests.office.libreoffice import converted, needs_office, needs_pdftotext, printed
from tests.papers.drafts import LETTER, small

pytestmark = [needs_office, needs_pdftotext]
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
ISSUER = "黄石市质量强市工作委员会办公室"
HANGING = "，。、；：”）》】"


class Line(NamedTuple):
    """A line of text with its box in points from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float
    text: str


def laid_out(folder: Path, raw: bytes) -> list[list[Line]]:
    """Convert a Word file and return the lines of each page, from top to bottom."""
    file = folder / "paper.docx"
    file.write_bytes(raw)
    (paper,) = converted(file, "pdf", folder / "out")
    return [lines(page) for page in printed(paper, "-bbox-layout").split("<page ")[1:]]


def words(page: str) -> list[Line]:
    """The words of a page with their boxes."""
    found = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page, re.DOTALL
    )
    return [Line(float(a), float(b), float(c), float(d), html.unescape(text)) for a, b, c, d, text in found]


def lines(page: str) -> list[Line]:
    rows: list[list[Line]] = []
    for word in sorted(words(page), key=lambda w: w.bottom):
        if rows and word.bottom - rows[-1][0].bottom < 6:
            rows[-1].append(word)
        else:
            rows.append([word])
    made = []
    for row in rows:
        row.sort()
        made.append(Line(row[0].left, min(w.top for w in row), max(w.right for w in row),
                         max(w.bottom for w in row), "".join(w.text for w in row)))  # fmt: skip
    return made


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[list[Line]]:
    """The third quarter's circular with two pages of plain characters put into its text, to count them."""
    view = views(Q3)[0]
    made: Circular = compose([view], LETTER._replace(cc="市委办公室，" * 12, full=True))
    plain = Paragraph(0, "", "国" * 28 * 60)
    made = made._replace(paragraphs=(*made.paragraphs[:2], plain, *made.paragraphs[2:]))
    raw = typesetting.circular(made, view.say, DAY, "docx")
    assert isinstance(raw, bytes)
    return laid_out(tmp_path_factory.mktemp("circular"), raw)


def across(page: list[Line]) -> bool:
    """Tell whether a page lies across: only there something stands beyond the edge of an upright one."""
    return any(line.right > 210 * MM for line in page)


def body(page: list[Line]) -> list[Line]:
    top, bottom = (28 * MM, 184 * MM) if across(page) else (TOP, BOTTOM)
    return [line for line in page if line.bottom > top - 3 and line.top < bottom - 3]


def test_a_line_has_28_characters_and_a_page_22_lines(pages: list[list[Line]]) -> None:
    full = [page for page in pages if sum(set(line.text) == {"国"} for line in page) == 22]
    assert full, "no page that is full of text"
    for page in full:
        assert len(body(page)) == 22
        for line in body(page):
            assert len(line.text) == 28
            assert line.left == pytest.approx(LEFT, abs=MM)
            assert line.right == pytest.approx(RIGHT, abs=MM)
        pitch = (body(page)[-1].bottom - body(page)[0].bottom) / 21
        assert pitch == pytest.approx(225 * MM / 22, abs=0.1)


def test_all_text_stands_inside_the_margins(pages: list[list[Line]]) -> None:
    for page in pages:
        left, right, top, bottom = LEFT, RIGHT, TOP, BOTTOM
        if across(page):
            left, right, top, bottom = 36 * MM, 261 * MM, 28 * MM, 184 * MM
        for line in body(page):
            hanging = 16 if line.text[-1] in HANGING else 0  # LibreOffice lets a stop hang over the edge
            assert line.left >= left - MM, line
            assert line.right <= right + MM + hanging, line
            assert line.top >= top - MM * 2, line
            assert line.bottom <= bottom + MM, line


def test_page_numbers_stand_outside(pages: list[list[Line]]) -> None:
    assert len(pages) > 8
    for number, page in enumerate(pages[:-1], 1):
        last = page[-1]
        assert re.fullmatch(rf"[—–-]+{number}[—–-]+", last.text.replace(" ", "")), last
        left, right, bottom = (36 * MM, 261 * MM, 184 * MM) if across(page) else (LEFT, RIGHT, BOTTOM)
        middle = (last.top + last.bottom) / 2
        assert middle - bottom == pytest.approx(7 * MM, abs=2 * MM)
        if number % 2:
            assert right - last.right == pytest.approx(14, abs=MM)
        else:
            assert last.left - left == pytest.approx(14, abs=MM)
    assert "—" not in pages[-1][-1].text  # 版记页不编排页码


def test_the_red_head_is_one_line_and_stands_where_it_should(pages: list[list[Line]]) -> None:
    head = next(line for line in pages[0] if line.text.endswith("文件"))
    assert head.text == f"{ISSUER}文件"
    assert head.top - TOP >= 33 * MM
    assert head.left + head.right == pytest.approx(LEFT + RIGHT, abs=2 * MM)
    assert any(line.text.startswith("一、") for line in body(pages[0])) or len(body(pages[0])) > 5


def test_the_title_is_centred(pages: list[list[Line]]) -> None:
    for words in ("关于《黄石市公共服务质量提升行动方案》", "落实情况的通报"):
        line = next(line for line in pages[0] if line.text.endswith(words))
        assert line.left + line.right == pytest.approx(LEFT + RIGHT, abs=2 * MM)


def test_every_annex_begins_on_a_page_of_its_own(pages: list[list[Line]]) -> None:
    firsts = [body(page)[0].text for page in pages]
    assert [text for text in firsts if re.fullmatch(r"附件\d", text)] == ["附件1", "附件2", "附件3"]
    marks = [line.text for page in pages for line in body(page) if re.fullmatch(r"附件\d", line.text)]
    assert marks == ["附件1", "附件2", "附件3"]
    assert [across(page) for page in pages[firsts.index("附件1") : -1]] == [False] + [True] * (
        len(pages) - firsts.index("附件1") - 2
    )


def test_table_heads_repeat_on_every_page(pages: list[list[Line]]) -> None:
    """Every page of annex 3 begins with the head of the table that runs on."""
    firsts = [body(page)[0].text for page in pages]
    start = firsts.index("附件3")
    assert len(pages) - start > 4
    for page in pages[start + 1 : -1]:
        top = "".join(line.text for line in body(page)[:3])
        assert all(word in top for word in ("序号", "指标", "牵头单位", "完成情况", "亮灯")), top


def test_no_text_of_any_row_is_lost_or_clipped(pages: list[list[Line]]) -> None:
    """All indicators are on the pages, no line lies upon another, and none is cut off at the foot."""
    printed = "".join(line.text for page in pages for line in page).replace(" ", "")
    counted = views(Q3)[0].assessment.counted
    for verdict in counted[::7]:
        assert verdict.indicator.name[:8] in printed
    for page in pages:
        middles = sorted((line.top + line.bottom) / 2 for line in body(page))
        assert all(b - a > 5.9 for a, b in pairwise(middles))


def test_the_signature_is_never_alone_and_the_imprint_closes_the_last_page(pages: list[list[Line]]) -> None:
    signed = next(page for page in pages if any(line.text == "2023年10月25日" for line in page))
    texts = [line.text for line in body(signed)]
    assert any(text.startswith("附件：") for text in texts)
    assert texts.index(ISSUER) == texts.index("2023年10月25日") - 1
    last = body(pages[-1])
    assert last[-1].text == f"{ISSUER}2023年10月25日印发"
    assert BOTTOM - last[-1].bottom < 6 * MM
    copies = next(line for line in last if line.text.startswith("抄送："))
    assert copies.left - LEFT == pytest.approx(14, abs=MM)
    assert copies.right <= RIGHT - 14 + MM
    assert last.index(copies) == 0  # a page of its own: it lies on nothing


def test_the_example_takes_three_pages_of_text_at_most(tmp_path: Path) -> None:
    view = views(Q3)[0]
    raw = typesetting.circular(compose([view], LETTER._replace(final=True)), view.say, DAY, "docx")
    assert isinstance(raw, bytes)
    firsts = [body(page)[0].text for page in laid_out(tmp_path, raw)]
    assert firsts.index("附件1") <= 3


def hundred() -> View:
    """A plan of a hundred red items with nine leads each."""
    ids = [f"1{chr(97 + n % 26)}" if n < 26 else f"1{chr(96 + n // 26)}{chr(97 + n % 26)}" for n in range(100)]
    items = [{"id": key, "kind": "cumulative", "target": 100, "unit": "场", "name": f"某项公共服务重点任务指标{n}"}
             for n, key in enumerate(ids)]  # fmt: skip
    return small(items, {"2022-Q1": dict.fromkeys(ids, 1)}, lead=tuple(f"某某市第{n}行政管理局" for n in range(9)))


ITEM = {"kind": "cumulative", "target": 20, "unit": "场"}
LONG = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳"
PAPERS: dict[str, tuple[Callable[[], list[View]], Letterhead]] = {
    "three lines of copies": (lambda: views(Q3), LETTER._replace(cc="，".join(["市人大常委会办公室"] * 8))),
    "many lines of copies": (lambda: views(Q3), LETTER._replace(cc="，".join(["市人大常委会办公室"] * 60))),
    "issuer of 16": (lambda: views(Q3), LETTER._replace(issuer=LONG)),
    "two issuers of 16": (lambda: views(Q3), LETTER._replace(issuer=f"{LONG}、{LONG[::-1]}", cc="市委办公室")),
    "issuer of 26": (lambda: views(Q3), LETTER._replace(issuer="某" * 26)),
    "no red": (lambda: [small([ITEM], {"2022-Q1": {"1a": 6}})], LETTER),
    "a hundred red": (lambda: [hundred()], LETTER._replace(full=True)),
    "no report": (lambda: [small([ITEM], {"2022-Q1": {}}, on=date(2022, 5, 1))], LETTER),
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The pages of odd papers, all converted at once."""
    folder, files = tmp_path_factory.mktemp("odd"), []
    for n, (judged, letter) in enumerate(PAPERS.values()):
        shown = judged()
        raw = typesetting.circular(compose(shown, letter), shown[0].say, DAY, "docx")
        assert isinstance(raw, bytes)
        files.append(folder / f"{n}.docx")
        files[-1].write_bytes(raw)
    made = converted(files[0], "pdf", folder / "out", *files[1:])
    assert len(made) == len(PAPERS)
    return {name: printed(folder / "out" / f"{n}.pdf", "-bbox-layout").split("<page ")[1:]
            for n, name in enumerate(PAPERS)}  # fmt: skip


def overlaps(page: str) -> list[tuple[str, str]]:
    """The pairs of words that lie upon each other: by more than the leading of their lines."""
    found = []
    boxes = sorted(words(page), key=lambda w: w.top)
    for n, one in enumerate(boxes):
        for other in boxes[n + 1 :]:
            if other.top > one.bottom:
                break
            wide = min(one.right, other.right) - max(one.left, other.left)
            high = min(one.bottom, other.bottom) - max(one.top, other.top)
            if wide > 1 and high > 0.45 * min(one.bottom - one.top, other.bottom - other.top):
                found.append((one.text, other.text))
    return found


@pytest.mark.parametrize("name", PAPERS)
def test_no_text_lies_upon_another(drawn: dict[str, list[str]], name: str) -> None:
    for number, page in enumerate(drawn[name], 1):
        assert overlaps(page) == [], number
    whole = "".join(line.text for page in drawn[name] for line in lines(page))
    assert "印发" in whole


@pytest.mark.parametrize("name", ["issuer of 16", "two issuers of 16", "issuer of 26"])
def test_a_long_name_breaks_neither_in_the_head_nor_in_the_signature(drawn: dict[str, list[str]], name: str) -> None:
    issuers = str(PAPERS[name][1].issuer).split("、")
    texts = [line.text for page in drawn[name] for line in lines(page)]
    for issuer in issuers:
        assert sum(text.startswith(issuer) for text in texts) >= 2, issuer
    if len(issuers) == 1:
        assert f"{issuers[0]}文件" in texts


def test_of_several_plans_every_row_is_on_the_paper(tmp_path: Path) -> None:
    """LibreOffice drops the rest of a long table when its rows are to be kept with the next."""
    judged = views(Q3, "examples/jingzhou-district/2024-q1.yaml", on=date(2024, 5, 20))
    raw = typesetting.circular(compose(judged, LETTER._replace(full=True)), judged[0].say, DAY, "docx")
    assert isinstance(raw, bytes)
    pages = laid_out(tmp_path, raw)
    firsts = [body(page)[0].text for page in pages]
    annex = "".join(line.text for page in pages[firsts.index("附件3") :] for line in body(page)).replace(" ", "")
    assert len(re.findall("[●▲■○](?:绿|黄|红|灰)", annex)) == sum(len(view.assessment.counted) for view in judged)


def test_a_slip_has_its_receipt_on_a_page_of_its_own(tmp_path: Path) -> None:
    slip = next(s for s in slips.slips(views(Q3), LETTER) if s.unit == "市民政局")
    made = laid_out(tmp_path, typesetting.slip(slip, DAY))
    assert len(made) == 2
    assert body(made[1])[0].text == "签收回执"
    assert any("督办通知单" in line.text for line in body(made[0])[:1])
    for page in made:
        assert all(line.right <= RIGHT + MM + (16 if line.text[-1] in HANGING else 0) for line in body(page))
