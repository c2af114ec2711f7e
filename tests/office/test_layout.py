"""The pages as LibreOffice lays them out, measured from the boxes of the PDF's words (GB/T 9704-2012).

Which fonts are installed does not matter: only places are measured. 1 mm is 2.835 pt.
"""

from __future__ import annotations

import html
import re
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import pytest

from checker.papers import slips, typesetting
from checker.papers.circular import Circular, compose
from checker.papers.paper import Paragraph, width
from tests.command import Q3
from tests.examples import DAY, views
from tests.office.libreoffice import converted, needs_office, needs_pdftotext, printed
from tests.papers.drafts import LETTER

pytestmark = [needs_office, needs_pdftotext]
MM = 72 / 25.4
LEFT, RIGHT, TOP, BOTTOM = 28 * MM, (210 - 26) * MM, 37 * MM, (297 - 35) * MM
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


def lines(page: str) -> list[Line]:
    words = re.findall(
        r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', page, re.DOTALL
    )
    rows: list[list[Line]] = []
    for word in sorted(
        (Line(float(a), float(b), float(c), float(d), html.unescape(text)) for a, b, c, d, text in words),
        key=lambda w: w.bottom,
    ):
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
    made: Circular = compose([view], LETTER._replace(cc="市委办公室，" * 12))
    plain = Paragraph(0, "", "国" * 28 * 60)
    made = made._replace(paragraphs=(*made.paragraphs[:2], plain, *made.paragraphs[2:]))
    raw = typesetting.circular(made, view.say, DAY, "docx")
    assert isinstance(raw, bytes)
    return laid_out(tmp_path_factory.mktemp("circular"), raw)


def body(page: list[Line]) -> list[Line]:
    return [line for line in page if line.bottom > TOP - 3 and line.top < BOTTOM - 3]


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
        for line in body(page):
            hanging = 16 if line.text[-1] in HANGING else 0  # LibreOffice lets a stop hang over the edge
            assert line.left >= LEFT - MM, line
            assert line.right <= RIGHT + MM + hanging, line
            assert line.top >= TOP - MM * 2, line
            assert line.bottom <= BOTTOM + MM, line


def test_page_numbers_stand_outside(pages: list[list[Line]]) -> None:
    assert len(pages) > 8
    for number, page in enumerate(pages, 1):
        last = page[-1]
        assert re.fullmatch(rf"[—–-]+{number}[—–-]+", last.text.replace(" ", "")), last
        middle = (last.top + last.bottom) / 2
        assert middle - BOTTOM == pytest.approx(7 * MM, abs=1.5 * MM)
        if number % 2:
            assert RIGHT - last.right == pytest.approx(14, abs=MM)
        else:
            assert last.left - LEFT == pytest.approx(14, abs=MM)


def test_the_red_head_is_one_line_and_stands_where_it_should(pages: list[list[Line]]) -> None:
    head = next(line for line in pages[0] if line.text.endswith("文件"))
    assert head.text == "黄石市人民政府办公室文件"
    assert head.top - TOP >= 33 * MM
    assert head.left + head.right == pytest.approx(LEFT + RIGHT, abs=2 * MM)
    assert any(line.text.startswith("一、") for line in body(pages[0])) or len(body(pages[0])) > 5


def test_the_title_is_centred(pages: list[list[Line]]) -> None:
    for words in ("关于黄石市公共服务质量提升行动方案", "落实情况的通报"):
        line = next(line for line in pages[0] if line.text.endswith(words))
        assert line.left + line.right == pytest.approx(LEFT + RIGHT, abs=2 * MM)


def test_every_annex_begins_on_a_page_of_its_own(pages: list[list[Line]]) -> None:
    firsts = [body(page)[0].text for page in pages]
    assert [text for text in firsts if re.fullmatch(r"附件\d", text)] == ["附件1", "附件2", "附件3"]
    marks = [line.text for page in pages for line in body(page) if re.fullmatch(r"附件\d", line.text)]
    assert marks == ["附件1", "附件2", "附件3"]


def test_table_heads_repeat_on_every_page(pages: list[list[Line]]) -> None:
    """Every page between 附件1 and 附件2 begins with the head of the table that runs on."""
    firsts = [body(page)[0].text for page in pages]
    start, end = firsts.index("附件1"), firsts.index("附件2")
    assert end - start > 2
    for page in pages[start + 1 : end]:
        top = "".join(line.text for line in body(page)[:3])
        assert all(word in top for word in ("编号", "指标", "牵头单位", "报告值", "亮灯")), top


def test_no_text_of_any_row_is_lost_or_clipped(pages: list[list[Line]]) -> None:
    """All words of the tables are on the pages, no line lies upon another, and none is cut off at the foot."""
    view = views(Q3)[0]
    printed = "".join(line.text for page in pages for line in page).replace(" ", "")
    for verdict in view.assessment.verdicts:
        assert verdict.indicator.id in printed
    for page in pages:
        middles = sorted((line.top + line.bottom) / 2 for line in body(page))
        assert all(b - a > 5.9 for a, b in pairwise(middles))


def test_the_signature_is_never_alone_and_the_imprint_closes_the_last_page(pages: list[list[Line]]) -> None:
    signed = next(page for page in pages if any(line.text == "2023年10月25日" for line in page))
    texts = [line.text for line in body(signed)]
    assert any("均为建议" in text or "决定。" in text for text in texts)
    assert texts.index("黄石市人民政府办公室") == texts.index("2023年10月25日") - 1
    last = body(pages[-1])
    assert last[-1].text == "黄石市人民政府办公室2023年10月25日印发"
    assert BOTTOM - last[-1].bottom < 6 * MM
    copies = next(line for line in last if line.text.startswith("抄送："))
    assert copies.left - LEFT == pytest.approx(14, abs=MM)
    table = [line for line in last if line.bottom < copies.top]
    assert not table or table[-1].bottom < copies.top


def test_of_several_plans_every_row_is_on_the_paper(tmp_path: Path) -> None:
    """LibreOffice drops the rest of a long table when its rows are to be kept with the next."""
    plans = [Q3, "examples/jingzhou-district/2024-q1.yaml"]
    judged = views(*plans, on=date(2024, 5, 20))
    raw = typesetting.circular(compose(judged, LETTER), judged[0].say, DAY, "docx")
    assert isinstance(raw, bytes)
    pages = laid_out(tmp_path, raw)
    firsts = [body(page)[0].text for page in pages]
    annex = [line.text for page in pages[firsts.index("附件1") : firsts.index("附件2")] for line in body(page)]
    lights = sum(bool(re.search("[●▲■○](绿|黄|红|灰)$", text.replace(" ", ""))) for text in annex)
    assert lights == sum(len(view.assessment.verdicts) for view in judged)


def test_a_long_issuer_still_fits_one_line(tmp_path: Path) -> None:
    view = views(Q3)[0]
    issuer = "黄石市质量强市工作委员会办公室"
    raw = typesetting.circular(compose([view], LETTER._replace(issuer=issuer)), view.say, DAY, "docx")
    assert isinstance(raw, bytes)
    assert any(line.text == f"{issuer}文件" for line in laid_out(tmp_path, raw)[0])
    assert width(issuer) == 15


def test_a_slip_has_its_receipt_on_a_page_of_its_own(tmp_path: Path) -> None:
    slip = next(s for s in slips.slips(views(Q3), LETTER) if s.unit == "市民政局")
    made = laid_out(tmp_path, typesetting.slip(slip, DAY))
    assert len(made) == 2
    assert body(made[1])[0].text == "回执"
    assert any("督办单" in line.text for line in body(made[0])[:1])
    for page in made:
        assert all(line.right <= RIGHT + MM + (16 if line.text[-1] in HANGING else 0) for line in body(page))
