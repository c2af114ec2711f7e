"""The ledger as LibreOffice opens it: every sheet is there, pages repeat their head, texts stay texts."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from checker.reporters import xlsx
from tests.command import Q3
from tests.examples import judged
from tests.office.libreoffice import converted, needs_office, needs_pdftotext, printed
from tests.reporters.ledgers import HOSTILE, SHEETS, hostile, listed, view

pytestmark = needs_office
ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"


def convert(raw: bytes, folder: Path, to: str) -> list[Path]:
    source = folder / "ledger.xlsx"
    source.write_bytes(raw)
    return converted(source, to, folder / "out")


def rows(files: list[Path], sheet: str) -> list[list[str]]:
    (file,) = (file for file in files if file.stem == f"ledger-{sheet}")
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def test_every_sheet_opens_with_its_numbers_as_shown(tmp_path: Path) -> None:
    (a,) = judged(Q3)
    files = convert(xlsx.render([view(a)]), tmp_path, ALL_SHEETS)
    assert {file.stem.removeprefix("ledger-") for file in files} == set(SHEETS)
    table = rows(files, "台账")
    head = [name.replace("\n", "") for name in table[2]]
    found = {row[0]: dict(zip(head, row, strict=True)) for row in table[3:]}
    assert list(found) == [v.indicator.id for v in listed(a)]
    assert [found["32a"][name] for name in ("目标值", "序时目标", "报告值", "完成率", "序时差（百分点）", "时限")] == [
        "10", "8", "7", "70%", "-10", "2023-12-31（推定）"]  # fmt: skip
    assert [found["4b"][name] for name in ("目标值", "报告值", "时限")] == ["100%", "99.18%", "2023-12-31（推定）"]
    assert found["17a"]["报告值"] == "+9.23%"
    assert found["13f"]["目标值"] == "≤5"


@pytest.mark.parametrize("words", [HOSTILE[0], HOSTILE[7], "_x0041_", "+1+1"])
def test_hostile_texts_come_out_as_they_went_in(words: str, tmp_path: Path) -> None:
    files = convert(xlsx.render([hostile(words)]), tmp_path, ALL_SHEETS)
    assert rows(files, "台账")[-1][1] == words


@needs_pdftotext
def test_printed_pages_repeat_their_head_and_are_numbered(tmp_path: Path) -> None:
    (a,) = judged(Q3)
    (file,) = convert(xlsx.render([view(a)]), tmp_path, "pdf")
    pages = printed(file, "-layout").split("\f")[:-1]
    ledger = [page for page in pages if "·台账" in page]
    assert len(ledger) > 3
    for page in ledger:
        assert "示例" in page
        assert "处置建议" in page
        assert "数据出处" not in page
        assert "###" not in page
    for number, page in enumerate(pages, 1):
        assert f"第{number}页，共{len(pages)}页" in page.replace(" ", "")
