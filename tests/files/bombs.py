"""Files of a few kilobytes that ask for gigabytes or minutes, each made in a line or two."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from struct import pack
from types import MappingProxyType
from typing import Any

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"
HEADS = '<row><c t="str"><v>id</v></c><c t="str"><v>value</v></c></row>'
Parts = Mapping[str, bytes]


def zipped(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, body in parts.items():
            archive.writestr(zipfile.ZipInfo(name), body, zipfile.ZIP_DEFLATED, compresslevel=1)
    return stream.getvalue()


def related(*pairs: tuple[str, str]) -> bytes:
    """A list of relationships: (sort, target)."""
    each = "".join(f'<Relationship Id="r{n}" Type="{REL}/{sort}" Target="{to}"/>' for n, (sort, to) in enumerate(pairs))
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'.encode()


def xlsx(rows: str | bytes = "", *, sheets: int = 1, tail: str = "", styles: str = "", texts: str = "", head: str = "",
         more: Parts = MappingProxyType({})) -> bytes:  # fmt: skip
    """A workbook whose sheets name one part, with rows, what follows them, styles and shared texts."""
    named = "".join(f'<sheet name="s{n}" sheetId="{n + 1}" r:id="r0"/>' for n in range(sheets))
    raw = rows.encode() if isinstance(rows, str) else rows
    parts = {
        "[Content_Types].xml": (
            f'<Types xmlns="{PACKAGE}/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/'
            'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
        ).encode(),
        "_rels/.rels": related(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{named}</sheets>{head}</workbook>'.encode(),
        "xl/_rels/workbook.xml.rels": related(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"),
                                              ("sharedStrings", "sharedStrings.xml")),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}" xmlns:r="{REL}"><sheetData>{HEADS}'.encode() + raw
                                    + f"</sheetData>{tail}</worksheet>".encode(),
        "xl/styles.xml": f'<styleSheet xmlns="{MAIN}">{styles or "<cellXfs><xf/></cellXfs>"}</styleSheet>'.encode(),
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{texts}</sst>'.encode(),
    }  # fmt: skip
    return zipped({**parts, **more})


def cells(count: int, body: str = "<v>1</v>", said: str = "", wide: int = 10) -> bytes:
    """Rows of equal cells."""
    row = "<row>" + f"<c{said}>{body}</c>" * wide + "</row>"
    return row.encode() * (count // wide)


def comment_over_all() -> bytes:
    comments = (f'<comments xmlns="{MAIN}"><authors><author>x</author></authors><commentList><comment '
                'ref="A1:XFD1048576" authorId="0"><text><t>x</t></text></comment></commentList></comments>')  # fmt: skip
    return xlsx(more={"xl/comments1.xml": comments.encode(),
                      "xl/worksheets/_rels/sheet1.xml.rels": related(("comments", "../comments1.xml"))})  # fmt: skip


def formats(count: int, code: Callable[[int], str]) -> bytes:
    """A number in each of so many number formats."""
    own = "".join(f'<numFmt numFmtId="{200 + n}" formatCode="{code(n)}"/>' for n in range(count))
    styles = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(count))
    row = "".join(f'<row><c t="n" s="{n}"><v>1</v></c></row>' for n in range(count))
    return xlsx(row, styles=f"<numFmts>{own}</numFmts><cellXfs>{styles}</cellXfs>")


def entities(encoding: str = "utf-8") -> bytes:
    grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 30}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "lol">{grown}]><worksheet>&i;</worksheet>'
    )
    return xlsx(more={"xl/worksheets/sheet1.xml": text.encode(encoding)})


def directory(entries: int) -> bytes:
    """An archive of one part that its directory lists so often."""
    whole = zipped({"a": b""})
    at = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    listed = whole[at:end] * entries
    tail = b"PK\x05\x06" + pack("<HHHHIIH", 0, 0, min(entries, 65535), min(entries, 65535), len(listed), at, 0)
    return whole[:at] + listed + tail


def ods(rows: str, *, styles: str = "", columns: str = "", more: str = "") -> bytes:
    """A spreadsheet of one table with rows."""
    spaces = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    text = (f"<office:document-content {spaces}{more}><office:automatic-styles>{styles}</office:automatic-styles>"
            f'<office:body><office:spreadsheet><table:table table:name="x">{columns}{line("id", "value")}{rows}'
            "</table:table></office:spreadsheet></office:body></office:document-content>")  # fmt: skip
    return zipped({"mimetype": b"", "META-INF/manifest.xml": b"<x/>", "content.xml": text.encode()})


def line(*texts: str) -> str:
    return "<table:table-row>" + "".join(cell(text) for text in texts) + "</table:table-row>"


def cell(body: str, said: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{said}><text:p>{body}</text:p></table:table-cell>'


def record(sort: int, body: bytes = b"") -> bytes:
    return pack("<HH", sort, len(body)) + body


def xls(sheets: Iterable[bytes], head: bytes = b"", same: int = 1) -> bytes:
    """A workbook of Excel 97 of sheets that are records; `same`: so many names for each."""
    from xlwt.CompoundDoc import XlsDoc

    begin, end = record(0x809, pack("<HHHHII", 0x600, 5, 0, 0, 0, 6)), record(0x0A)
    bodies = [record(0x809, pack("<HHHHII", 0x600, 0x10, 0, 0, 0, 6)) + body + end for body in sheets]
    font = record(0x31, pack("<HHHHHBBBxBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 1, 0) + b"A")
    style = record(0xE0, pack("<HHHBBBBIIH", 0, 0, 0xFFF5, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    cell = record(0xE0, pack("<HHHBBBBIIH", 0, 0, 1, 0x20, 0, 0, 0, 0, 0, 0x20C0))
    tops = font * 4 + style + cell + head
    length = (
        len(begin)
        + len(tops)
        + len(bodies) * same * len(record(0x85, pack("<IBBBB", 0, 0, 0, 2, 0) + b"ab"))
        + len(end)
    )
    listed, at = b"", length
    for number, body in enumerate(bodies):
        for twin in range(same):
            name = bytes([65 + (number + twin) // 26 % 26, 65 + (number + twin) % 26])
            listed += record(0x85, pack("<IBBBB", at, 0, 0, 2, 0) + name)
        at += len(body)
    stream = io.BytesIO()
    made: Any = XlsDoc()
    made.save(stream, (begin + tops + listed + end + b"".join(bodies)).ljust(5000, b"\0"))
    return stream.getvalue()


def number(row: int, column: int) -> bytes:
    return record(0x203, pack("<HHHd", row, column, 1, 1.0))


FAR = number(65535, 255)
ID = "huangshi-public-service"
HEAD = f"plan: {ID}\nperiod: 2022-Q4\nsubmitted: 2023-01-06\nvalues:\n"
MAP = f"plan: {ID}\nperiod: 2022-Q4\ncolumns: {{id: id, value: value}}\n"
SPANNED = cell("16", ' table:number-rows-spanned="1048576"')

FILES: Mapping[str, tuple[str, Callable[[], bytes | str]]] = {
    # Excel's and WPS's own
    "a comment over all cells": ("xlsx", comment_over_all),
    "a link over all cells": ("xlsx", lambda: xlsx(tail='<hyperlinks><hyperlink ref="A1:XFD1048576"/></hyperlinks>')),
    "a merged cell over all": ("xlsx", lambda: xlsx(tail='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')),
    "80 sheets of one part": ("xlsx", lambda: xlsx(cells(30_000), sheets=80)),
    "400 sheets of one part": ("xlsx", lambda: xlsx(cells(30_000), sheets=400)),
    "20,000 sheets of an empty part": ("xlsx", lambda: xlsx(sheets=20_000)),
    "all cells that are allowed": ("xlsx", lambda: xlsx(cells(199_900))),
    "all cells that are allowed, as texts": ("xlsx", lambda: xlsx(cells(199_900, "<is><t>x</t></is>", ' t="inlineStr"'))),
    "a format of open brackets": ("xlsx", lambda: formats(1, lambda _: "[" * 160_000)),
    "many formats of open brackets": ("xlsx", lambda: formats(4900, lambda n: f"{n:04}".translate({48: "[", 49: "$"}) + "[$" * 120)),
    "1,500,000 fonts": ("xlsx", lambda: xlsx(styles="<fonts>" + "<font/>" * 1_500_000 + "</fonts>")),
    "400,000 styles": ("xlsx", lambda: xlsx(styles="<cellXfs>" + "<xf/>" * 400_000 + "</cellXfs>")),
    "1,400,000 empty cells": ("xlsx", lambda: xlsx(b"<row>" + b"<c/>" * 1_400_000 + b"</row>")),
    "1,000,000 cells of numbers": ("xlsx", lambda: xlsx(cells(1_000_000))),
    "1,700,000 empty rows": ("xlsx", lambda: xlsx(b"<row/>" * 1_700_000)),
    "a cell of 3,000,000 attributes": ("xlsx", lambda: xlsx("<row><c " + " ".join(f'a{n}=""' for n in range(3_000_000)) + "/></row>")),
    "a cell of 38 MB": ("xlsx", lambda: xlsx(f"<row><c><v>{'1' * (38 << 20)}</v></c></row>")),
    "an attribute of 38 MB": ("xlsx", lambda: xlsx(f'<row><c r="{"1" * (38 << 20)}"/></row>')),
    "38 MB of line ends": ("xlsx", lambda: xlsx("<row><c t='str'><v>" + "&#10;" * (7 << 20) + "</v></c></row>")),
    "a long text in many cells": ("xlsx", lambda: xlsx(cells(190_000, "<v>0</v>", ' t="s"'), texts=f"<si><t>{'x' * 30_000}</t></si>")),
    "190,000 shared formulas": ("xlsx", lambda: xlsx(f'<row><c><f t="shared" si="0" ref="A1">{"A1+" * 2000}1</f></c></row>'.encode()
                                                     + cells(190_000, '<f t="shared" si="0"/><v>1</v>'))),
    "a text of 1,000,000 runs": ("xlsx", lambda: xlsx(texts="<si>" + "<r><t>x</t></r>" * 500_000 + "</si>")),
    "entities that grow": ("xlsx", entities),
    "entities that grow in UTF-16": ("xlsx", lambda: entities("utf-16")),
    "2,500 parts": ("xlsx", lambda: xlsx(more={f"xl/media/{n}.xml": b"<x/>" for n in range(2500)})),
    "a directory of 400,000 parts": ("xlsx", lambda: directory(400_000)),
    "elements a million deep": ("xlsx", lambda: xlsx("<x>" * 1_000_000)),
    "a part of 300 MB": ("xlsx", lambda: xlsx(b" " * (300 << 20))),
    "600,000 rules of what may be typed": ("xlsx", lambda: xlsx(tail="<dataValidations>" + '<dataValidation sqref="A1:XFD1048576"/>' * 600_000 + "</dataValidations>")),
    "1,000,000 names of areas": ("xlsx", lambda: xlsx(head="<definedNames>" + "<definedName/>" * 1_000_000 + "</definedNames>")),
    "300,000 merged cells": ("xlsx", lambda: xlsx(tail="<mergeCells>" + '<mergeCell ref="A1:B2"/>' * 300_000 + "</mergeCells>")),
    # Excel's of old
    "10 sheets with a cell in the last place": ("xls", lambda: xls([FAR] * 10)),
    "40 sheets with a cell in the last place": ("xls", lambda: xls([FAR] * 40)),
    "a link over all cells of old": ("xls", lambda: xls([record(0x1B8, pack("<HHHH", 0, 65535, 0, 255) + bytes(40))])),
    "200,000 fonts of old": ("xls", lambda: xls([], head=record(0x31, bytes(16)) * 200_000)),
    "a format of open brackets of old": ("xls", lambda: xls([], head=record(0x41E, pack("<HHB", 200, 8000, 0) + b"[" * 8000) * 100)),
    "merged cells over merged cells": ("xls", lambda: xls([record(0xE5, pack("<H", 1000) + pack("<HHHH", 0, 65535, 0, 255) * 1000) * 500])),
    "250 names of one sheet": ("xls", lambda: xls([number(0, 0) * 30_000], same=250)),
    "1,200,000 empty records": ("xls", lambda: xls([bytes(4) * 1_200_000])),
    "340,000 cells of old": ("xls", lambda: xls([number(9, 9) * 280_000])),
    # OpenDocument
    "1,000,000,000 spaces": ("ods", lambda: ods(line("7a", '<text:s text:c="1000000000"/>'))),
    "many times 32,000 spaces": ("ods", lambda: ods("<table:table-row>" + cell('<text:s text:c="32000"/>') * 20_000 + "</table:table-row>")),
    "80 cells over a million rows": ("ods", lambda: ods(f"<table:table-row>{cell('7a')}{SPANNED}</table:table-row>" * 80
                                                        + '<table:table-row table:number-rows-repeated="999000"/>' + line("7b"))),
    "a cell in all places": ("ods", lambda: ods(f'<table:table-row table:number-rows-repeated="1048576">{cell("1", " table:number-columns-repeated=" + chr(34) + "16384" + chr(34))}</table:table-row>')),
    "an address of a megabyte": ("ods", lambda: ods("<x:y/>" * 1_000_000, more=f' xmlns:x="{"u" * 900_000}"')),
    "1,200,000 elements": ("ods", lambda: ods("<table:table-row/>" * 1_190_000)),
    "all cells that are allowed, repeated": ("ods", lambda: ods(f'<table:table-row table:number-rows-repeated="19900">{cell("1") * 10}</table:table-row>')),
    "all cells that are allowed, one by one": ("ods", lambda: ods(f"<table:table-row>{cell('1') * 10}</table:table-row>" * 19_900)),
    "40,000 columns with a style": ("ods", lambda: ods(f"<table:table-row>{cell('1') * 90_000}</table:table-row>",
                                                       columns='<table:table-column table:default-cell-style-name="a"/>' * 90_000)),
    "spans in spans": ("ods", lambda: ods(line("7a", "<text:span>" * 100_000 + "</text:span>" * 100_000))),
    # texts
    "3,000,000 fields in a line": ("csv", lambda: "id,value\n" + "1," * 2_600_000),
    "2,600,000 commas in a line": ("csv", lambda: "id,value\n" + "," * 2_600_000),
    "40,000 tabs in a line": ("csv", lambda: "\t" * 40_000 + "x\nid\tvalue\n7a\t1\n"),
    "5,000,000 empty lines": ("csv", lambda: "id,value\n" + "\n" * 5_000_000),
    "a quote that stays open": ("csv", lambda: 'id,value\n7a,"' + "x\n" * 2_000_000),
    "a value of 60,000 dots": ("csv", lambda: f"id,value\n7a,1{'.' * 60_000}5\n"),
    "a day with 30,000 blanks": ("csv", lambda: f"id,value\n5a,2026-1-1{' ' * 30_000}x\n"),
    "a day with 30,000 blanks within": ("csv", lambda: f"id,value\n5a,2026{' ' * 30_000}-1-1\n"),
    "150,000 unknown ids": ("csv", lambda: "id,value\n" + "".join(f"z{n},1\n" for n in range(20_000))),
    "20,000 lines of one id": ("csv", lambda: "id,value\n" + "".join(f"7a,{n}\n" for n in range(20_000))),
}  # fmt: skip


def unknown_keys() -> str:
    return HEAD + "  7a: {" + ", ".join(f"k{n}: 1" for n in range(20_000)) + "}\n"


TEXTS: Mapping[str, tuple[str, Callable[[], str]]] = {
    "20,000 unknown ids in a submission": ("run", lambda: HEAD + "".join(f"  z{n}: 1\n" for n in range(20_000))),
    "20,000 unknown keys of a value": ("run", unknown_keys),
    "20,000 values with an unknown key": ("run", lambda: HEAD + "".join(f"  z{n}: {{k{n}: 1}}\n" for n in range(20_000))),
    "20,000 unknown keys of a submission": ("run", lambda: HEAD + "  7a: 1\n" + "".join(f"k{n}: 1\n" for n in range(20_000))),
    "a value of 60,000 dots in a submission": ("run", lambda: f'{HEAD}  7a: "1{"." * 60_000}5"\n'),
    "a node with 20,000 unknown names": ("run", lambda: HEAD + "  37a: {nodes: {" + ", ".join(f"n{n}: 2022-01-01" for n in range(20_000)) + "}}\n"),
}  # fmt: skip


MAPPINGS: Mapping[str, Callable[[], str]] = {
    "20,000 unknown keys of a mapping": lambda: MAP + "".join(f"k{n}: 1\n" for n in range(20_000)),
    "20,000 words of a mapping": lambda: MAP + "rows:\n" + "".join(f"  w{n}: z{n}\n" for n in range(20_000)),
    "20,000 cells of a mapping": lambda: MAP + "cells:\n" + "".join(f"  z{n}: {{k{n}: A1}}\n" for n in range(20_000)),
    "20,000 fields of a mapping": lambda: MAP.replace("}", "".join(f", k{n}: h{n}" for n in range(20_000)) + "}"),
}


def measure(number: int, leads: str = "市人社局") -> str:
    return (
        f"- number: {number}\n  title: 就业\n  domain: employment\n  clause: 一\n  lead: [{leads}]\n  indicators:\n"
        f"  - {{id: {number}a, name: 招聘会, unit: 场, kind: cumulative, target: 1, clause: 一, as_written: 招聘会}}\n"
    )


def plan(leads: str = "市人社局", *, title: str = "行动方案", measures: int = 1, name: str = "bomb") -> str:
    """A plan of small measures."""
    return (
        f'plan: {name}\ntitle: "{title}"\nlocality: huangshi\n'
        "document: {number: 黄政办发〔2022〕1号, issuer: 市政府办公室, issued: 2022-01-01, source: 公报}\n"
        "period: {start: 2022-01-01, end: 2023-12-31}\nreporting: {every: quarter, due: 5, grace: 3}\n"
        "profile: plancheck\nexemptions: []\nmeasures:\n" + "".join(measure(n + 1, leads) for n in range(measures))
    )


def changed(measures: int) -> str:
    """A plan that changes each measure of another."""
    each = "".join(f"- number: {n + 1}\n  title: 就业{n}\n" for n in range(measures))
    return f"plan: changed\nextends: base.yaml\nmeasures:\n{each}"


# Plans, by the names of their files; the first is looked at.
PLANS: Mapping[str, Callable[[], Mapping[str, str]]] = {
    "20,000 units, one of them twice": lambda: {"bomb": plan(", ".join(f"单位{n}" for n in (*range(20_000), 19_999)))},
    "20,000 unknown keys of a plan": lambda: {"bomb": plan() + "".join(f"k{n}: 1\n" for n in range(20_000))},
    "3,000 measures, each changed": lambda: {"bomb": changed(3000), "base": plan(measures=3000, name="base")},
}


def write(folder: Path, name: str, content: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path
