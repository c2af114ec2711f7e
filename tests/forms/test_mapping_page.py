"""docs/mapping.md: its ledger, written by XlsxWriter with its merged heads, is collected by its mapping."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import yaml

from tests.command import ROOT, run

PAGE = (ROOT / "docs" / "mapping.md").read_text("utf-8")
MAP = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)


class Tables(HTMLParser):
    """The tables of the page: a sheet's name → its cells as (row, column, text, rows covered, columns covered)."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: dict[str, list[tuple[int, int, str, int, int]]] = {}
        self.rows: list[list[tuple[str, int, int]]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.rows, self.name = [], ""
        elif tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th"):
            spans = dict(attrs)
            self.spans = int(spans.get("rowspan") or 1), int(spans.get("colspan") or 1)
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "caption":
            self.name = self.text
        elif tag in ("td", "th"):
            self.rows[-1].append((self.text, *self.spans))
        elif tag == "table":
            self.sheets[self.name] = list(self.placed())

    def placed(self) -> Any:
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self.rows):
            column = 0
            for text, down, right in cells:
                while (row, column) in taken:
                    column += 1
                taken |= {(row + r, column + c) for r in range(down) for c in range(right)}
                yield row, column, text, down, right


def ledger(change: tuple[str, str] = ("", "")) -> bytes:
    """The ledger of the page; `change` puts one text in the place of another."""
    tables = Tables()
    tables.feed(PAGE)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    for name, cells in tables.sheets.items():
        page = book.add_worksheet(name)
        for row, column, text, down, right in cells:
            said = text.replace(*change) if change[0] else text
            value = float(said) if re.fullmatch(r"\d+(\.\d+)?", said) else said
            if down * right > 1:
                page.merge_range(row, column, row + down - 1, column + right - 1, value)
            else:
                page.write(row, column, value)
    book.close()
    return stream.getvalue()


def files(folder: Path, text: str, content: bytes) -> tuple[object, ...]:
    (folder / "台账.map").write_text(text, "utf-8")
    (folder / "台账.xlsx").write_bytes(content)
    return folder / "台账.xlsx", "--map", folder / "台账.map", "--on", "2023-01-06"


def mapping() -> str:
    assert MAP is not None
    return MAP[1]


def test_the_ledger_of_the_page_is_collected_by_its_mapping(tmp_path: Path) -> None:
    ended = run("collect", *files(tmp_path, mapping(), ledger()))
    values = {name: (entry["value"], entry.get("note")) for name, entry in yaml.safe_load(ended.out)["values"].items()}
    assert values == {"7a": (16, "均为线上"), "7b": (4, None), "7c": (16300, None), "8b": (4, None),
                      "9c": (62.5, None), "10a": (98, "两家正在补课")}  # fmt: skip
    assert "退回" not in ended.err.replace("退回0项", "")


@pytest.mark.parametrize(
    ("old", "new", "code", "words"),
    [
        ("四季度/累计", "全年/累计", "map-no-head", ("全年/累计",)),
        ("note: 备注", "note: 说明", "map-no-head", ("说明",)),
        ("网络招聘会: 7a", "网上招聘会: 7a", "map-no-word", ("网上招聘会",)),
        ("总览!B1", "总览!B9", "map-no-cell", ("总览!B9",)),
        ("总览!B1", "汇总!B1", "map-sheet", ("汇总",)),
        ("[就业, 医疗]", "[就业, 卫健]", "map-sheet", ("卫健",)),
        ("{value: 总览!B1}", "{value: [总览, B1]}", "map-cell", ("B1",)),
        ("rows:", "rows: 网络招聘会\nx:", "unknown-key", ("x",)),
    ],
)
def test_what_the_mapping_names_and_the_ledger_lacks_is_an_error(
    old: str, new: str, code: str, words: tuple[str, ...], tmp_path: Path
) -> None:
    ended = run("collect", *files(tmp_path, mapping().replace(old, new, 1), ledger()), code=2)
    lines = [line for line in ended.err.splitlines() if f"[{code}]" in line]
    assert lines, ended.err
    assert all(any(word in line for line in lines) for word in words)
    assert "{'" not in ended.err, "no sentence holds a list of the program's own"
    assert ended.out == ""


@pytest.mark.parametrize(
    ("old", "new", "back"),
    [("累计（%）", "累计（万人次）", ["9c", "10a"]), ("累计（%）", "累计（上年）", []), ("场", "万场", ["7a", "7b"])],
)
def test_another_unit_in_a_head_or_cell_goes_back(old: str, new: str, back: list[str], tmp_path: Path) -> None:
    ended = run("collect", *files(tmp_path, mapping(), ledger((old, new))), code=(0, 1))
    assert [line.partition("“")[2].split(" ")[0] for line in ended.err.splitlines() if "[E9]" in line] == back
    assert all(f"{name}:" not in ended.out for name in back)
