"""Every format: equal input gives equal bytes in any process, and texts of other people's making are inert."""

from __future__ import annotations

import csv
import html.parser
import io
import json
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest

from checker import reporters
from tests.command import ON, PROGRAM, Q3, process, run

FORMATS = reporters.names()
NAMES = {
    "1a": "=cmd|' /C calc'!A0",
    "1b": "<script>alert(1)</script>",
    "1c": "{{ 7*7 }}{% raw %}",
    "1d": "a|b **c** [d](javascript:e)",
    "1e": "evil\u200b\u00ad\u0627\u0644\u0639",
    "1f": "+1+1",
    "1g": "</title><img src=x onerror=alert(1)>",
}
KEPT = [name.replace("\u200b\u00ad", "") for name in NAMES.values()]
"""What nobody sees is left out where a name enters."""
NOTE = "first line\n=1+1\n<b>bold</b> | {{ 7*7 }} \u200b"
UNIT = "@局<svg onload=alert(1)>|{{ 8*8 }}"
PLAN = """\
plan: hostile
title: {title}
locality: huangshi
document: {{number: {title}, issuer: {title}, issued: 2022-01-04}}
period: {{start: 2022-01-01, end: 2022-12-31}}
reporting: {{every: quarter, due: 5, grace: 3}}
measures:
- number: 1
  title: {title}
  domain: employment
  clause: {title}
  lead: [{unit}]
  responsible: [{unit}]
  indicators:
"""


def quoted(text: str) -> str:
    return json.dumps(text)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue and a submission in which every text that people write is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "indicators" / "x").mkdir(parents=True)
    text = PLAN.format(title=quoted(NAMES["1b"]), unit=quoted(UNIT))
    for name, words in NAMES.items():
        text += f"  - {{id: {name}, name: {quoted(words)}, kind: cumulative, target: 20, unit: 场, note: {quoted(NOTE)}"
        text += f", as_written: {quoted('=1+1')}}}\n"
    (folder / "indicators" / "x" / "hostile.yaml").write_text(text, encoding="utf-8")
    values = "".join(
        f"  {name}: {{value: {value}, note: {quoted(NOTE)}, evidence: [{quoted('=x.pdf')}], by: {quoted(UNIT)}}}\n"
        for value, name in enumerate(list(NAMES)[:5], 4)
    )
    head = "plan: hostile\nperiod: 2022-Q3\nsubmitted: 2022-10-10\nillustrative: true\nvalues:\n"
    (folder / "q3.yaml").write_text(head + values, encoding="utf-8")
    return folder


def made(folder: Path, name: str, out: Path) -> bytes:
    """What a format makes of the hostile submission."""
    run("run", "q3.yaml", *ON, "--indicators", "indicators", "--format", name, "--out", out, cwd=folder, code=1)
    (file,) = out.iterdir()
    assert file.name == f"hostile-2022-Q3.{reporters.load(name).SUFFIX}"
    return file.read_bytes()


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """What two processes with seeds and time zones of their own make of all formats, a folder each."""
    formats = [word for name in FORMATS for word in ("--format", name)]
    folders = []
    for seed in ("1", "2"):
        out = tmp_path_factory.mktemp("formats")
        env = {"PYTHONHASHSEED": seed, "TZ": f"UTC{seed}"}
        process(*PROGRAM, "run", Q3, *ON, *formats, "--out", out, code=1, env=env)
        folders.append(out)
    return folders[0], folders[1]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.slow
def test_equal_input_gives_equal_bytes_in_two_processes(name: str, twice: tuple[Path, Path]) -> None:
    file = f"huangshi-public-service-2023-Q3.{reporters.load(name).SUFFIX}"
    first, second = ((folder / file).read_bytes() for folder in twice)
    assert first
    assert first == second
    assert len(list(twice[0].iterdir())) == len(FORMATS)


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_is_inert(name: str, hostile: Path, tmp_path: Path) -> None:
    check = CHECKS.get(name)
    assert check is not None, f"{name}: a new format brings its own check of hostile text"
    check(made(hostile, name, tmp_path / "out"))


def check_table(raw: bytes) -> None:
    text = raw.decode()
    rows = [line for line in text.splitlines() if line[:1] in "●▲■○" and line[:1]]
    assert [row.split()[2] for row in rows] == list(NAMES)
    assert "\x1b" not in text
    assert "49" not in text


def check_json(raw: bytes) -> None:
    data = json.loads(raw)
    assert [v["name"] for v in data["verdicts"]] == KEPT
    assert data["title"] == NAMES["1b"]


def check_csv(raw: bytes) -> None:
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))
    assert [row["name"].removeprefix("'") for row in rows] == KEPT
    numbers = ("value", "target", "expected", "pace", "completion", "gap")
    for row in rows:
        for key, cell in row.items():
            assert key in numbers or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), (key, cell)


def check_md(raw: bytes) -> None:
    text = raw.decode()
    plain = re.sub(r"\\.", "", text)
    assert not re.search(r"<[a-z/]", plain)
    assert "](" not in plain
    tables = [line for line in plain.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in tables} <= {11, 12}  # of indicators and domains, of units
    assert "7\\*7" in text


class Tags(html.parser.HTMLParser):
    """Collects the elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.events: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        links = ("href", "src", "action", "style")
        self.events += [name for name, value in attrs
                        if name.startswith("on") or (name in links and "javascript:" in (value or ""))]  # fmt: skip

    def handle_data(self, data: str) -> None:
        self.text += data


def check_html(raw: bytes) -> None:
    page = Tags()
    page.feed(raw.decode())
    assert page.tags.count("script") <= 1
    assert "img" not in page.tags
    assert b"<b>bold" not in raw
    assert page.events == []
    for words in KEPT:
        assert words in page.text, words
    assert "http://" not in page.text


def check_xlsx(raw: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(raw))
    names = [row[1].value for row in book["台账"].iter_rows(min_row=4)]
    assert [str(n) for n in names] == KEPT
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in "snd", cell.coordinate
    with zipfile.ZipFile(io.BytesIO(raw)) as files:
        for name in files.namelist():
            content = files.read(name)
            assert b"<f>" not in content, name
            ElementTree.fromstring(content)


def check_docx(raw: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(raw)) as files:
        for name in files.namelist():
            if name.endswith((".xml", ".rels")):
                content = files.read(name)
                ElementTree.fromstring(content)
                assert b'fldSimple w:instr="DDE' not in content
        text = files.read("word/document.xml").decode()
    assert "<script" not in text
    assert "{{ 7*7 }}" in text


CHECKS = {"table": check_table, "json": check_json, "csv": check_csv, "md": check_md, "html": check_html,
          "xlsx": check_xlsx, "docx": check_docx}  # fmt: skip
