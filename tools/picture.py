"""Draw the pictures of README from the program's own output: python tools/picture.py

The table of the Huangshi example becomes an SVG in which every character stands in its own column, so that it
looks the same whatever fonts the reader has.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unicodedata import east_asian_width
from xml.sax.saxutils import escape

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "huangshi-2023-q3.svg"
COMMAND = ["run", "examples/huangshi/2023-q3.yaml", "--on", "2023-10-25"]
COLOURS = {"●": "#2e7d32", "▲": "#b26a00", "■": "#c62828", "○": "#6b7280"}
CELL, LINE, MARGIN = 7.4, 18, 14
HEAD_LINES, TAIL = 8, "【黄灯】"


def table() -> list[str]:
    """Return the head of the table and its end: what is yellow, owed and red, and the totals."""
    done = subprocess.run([sys.executable, "-m", "checker", *COMMAND], cwd=ROOT, capture_output=True, check=False)
    lines = done.stdout.decode().splitlines()
    tail = next(place for place, line in enumerate(lines) if line.startswith(TAIL))
    return [*lines[:HEAD_LINES], "……", "", *lines[tail:]]


def draw(lines: list[str]) -> str:
    """Set the lines on a grid of columns; wide characters take two."""
    width = round(100 * CELL + 2 * MARGIN)
    height = len(lines) * LINE + 2 * MARGIN
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'font-family="Noto Sans Mono CJK SC, Sarasa Mono SC, NSimSun, monospace" font-size="13">',
        f'<rect width="{width}" height="{height}" rx="8" fill="#fbfbf9" stroke="#d9d9d4"/>',
    ]
    for row, line in enumerate(lines):
        y = MARGIN + (row + 0.75) * LINE
        column = 0
        for text, colour in runs(line):
            size = sum(2 if east_asian_width(char) in "WF" else 1 for char in text)
            if text.strip("─═ "):
                wide = size > len(text)
                places = " ".join(f"{MARGIN + (column + n * (1 + wide)) * CELL:.1f}" for n in range(len(text)))
                big = ' font-size="14.5"' if wide else ""
                out.append(f'<text x="{places}" y="{y:.1f}" fill="{colour}"{big}>{escape(text)}</text>')
            elif text.strip():
                out.append(
                    f'<line x1="{MARGIN}" x2="{width - MARGIN}" y1="{y - 4:.1f}" y2="{y - 4:.1f}" stroke="#c9c9c2"/>'
                )
            column += size
    return "\n".join([*out, "</svg>", ""])


def runs(line: str) -> list[tuple[str, str]]:
    """Split a line into stretches of one width class and one colour."""
    found: list[tuple[str, str]] = []
    kind = ""
    for char in line:
        colour = COLOURS.get(char, "#1f2328")
        here = (
            char
            if char in COLOURS
            else "wide"
            if east_asian_width(char) in "WF"
            else "space"
            if char == " "
            else "thin"
        )
        if found and here == kind and found[-1][1] == colour:
            found[-1] = (found[-1][0] + char, colour)
        else:
            found.append((char, colour))
        kind = here
    return found


if __name__ == "__main__":
    PICTURE.write_text(draw(table()), encoding="utf-8")
