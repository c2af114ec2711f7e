"""Makes examples/forms/own-layout.xlsx, an office's own table: `python tools/make_form_example.py`."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from checker.files import workbook

FILE = Path(__file__).parent.parent / "examples" / "forms" / "own-layout.xlsx"
ROWS: list[list[Any]] = [
    ["就业科工作台账（示例，数值为编造）", None, None, None, "企业提供岗位", 16300],
    [],
    ["事项", "10—12月", "四季度累计", "情况说明"],
    ["网络招聘会", 5, 16, "均为线上"],
    ["直播带岗", 1, "4场", "第5场改到1月"],
    ["合计", 6, 20],
]


def drawn() -> bytes:
    """Draw the table as an office might keep it: heads and a total of its own, one figure beside the title."""
    book = workbook.new(("title", "head", "text", "number"))
    sheet = book.create_sheet("四季度汇总")
    for number, line in enumerate(ROWS, 1):
        for place, value in enumerate(line, 1):
            if value is not None:
                look = "title" if (number, place) == (1, 1) else "head" if number == 3 else "text"
                workbook.put(sheet, number, place, value, look)
    for letter, width in zip("ABCDEF", (22, 10, 14, 24, 16, 12), strict=True):
        sheet.column_dimensions[letter].width = width
    return workbook.finish(book, date(2023, 1, 6), "就业科工作台账")


if __name__ == "__main__":
    FILE.write_bytes(drawn())
