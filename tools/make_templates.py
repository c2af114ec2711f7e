"""Makes reports/templates/circular.docx and slip.docx: `python tools/make_templates.py`.

The layout follows GB/T 9704-2012: A4, margins 37/35/28/26 mm, 28 characters × 22 lines of 3号, red head, page numbers
outside. Once made they are ordinary Word files; an office edits its copy in Word or WPS.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from checker.files.word import reproducible

FOLDER = Path(__file__).parent.parent / "reports" / "templates"
SONG, FANG, KAI, HEI, TITLE = "宋体", "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
LATIN = "Times New Roman"
LINE = 579  # twips: 225 mm ÷ 22 lines
EM = 315  # twips of one 3号 character with its spacing of −0.25 pt: 28 of them are 441 pt, the page has 442
RED = "FF0000"


def fonts(element: Any, east: str) -> None:
    """Name the fonts of a style or run; Chinese quotation marks and symbols take the Chinese one."""
    properties = element.get_or_add_rPr()
    for old in properties.findall(qn("w:rFonts")):
        properties.remove(old)
    properties.insert(0, parse_xml(f'<w:rFonts {nsdecls("w")} w:hint="eastAsia" w:ascii="{LATIN}" w:hAnsi="{LATIN}" '
                                   f'w:eastAsia="{east}" w:cs="{LATIN}"/>'))  # fmt: skip


def style(document: Any, name: str, east: str, size: float, *, line: int = 0, first: int = 0, left: int = 0,
          right: int = 0, align: str = "both", before: int = 0, after: int = 0, spacing: int = 0, extra: str = "",
          border: str = "", run: str = "") -> Any:  # fmt: skip
    """Add a paragraph style of our own: every figure is stated, nothing is left to the defaults."""
    made = document.styles["Normal"] if name == "Normal" else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    element = made.element
    if name != "Normal":
        made.base_style = None
        made.element.set(qn("w:styleId"), f"Paper{len(document.styles)}")
        element.append(parse_xml(f"<w:qFormat {nsdecls('w')}/>"))
    for old in [*element.findall(qn("w:pPr")), *element.findall(qn("w:rPr"))]:
        element.remove(old)
    element.append(parse_xml(
        f'<w:pPr {nsdecls("w")}>{extra}<w:widowControl w:val="0"/>{border}<w:overflowPunct w:val="0"/>'
        f'<w:autoSpaceDE w:val="0"/>'
        f'<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line or LINE}" w:lineRule="exact"/>'
        f'<w:ind w:left="{left}" w:right="{right}" {"w:hanging" if first < 0 else "w:firstLine"}="{abs(first)}"/>'
        f'<w:jc w:val="{align}"/></w:pPr>'))  # fmt: skip
    element.append(parse_xml(
        f'<w:rPr {nsdecls("w")}>{run}<w:spacing w:val="{spacing}"/><w:sz w:val="{int(size * 2)}"/>'
        f'<w:szCs w:val="{int(size * 2)}"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'))  # fmt: skip
    fonts(element, east)
    return made


def styles(document: Any) -> None:
    """All styles of both templates."""
    style(document, "Normal", FANG, 16, spacing=-5)
    style(document, "公文正文", FANG, 16, first=2 * EM, spacing=-5)
    style(document, "公文一级标题", HEI, 16, first=2 * EM, spacing=-5, extra="<w:keepNext/>")
    style(document, "公文主送", FANG, 16, spacing=-5)
    for name, size in (("公文红头", 36), ("公文红头中", 26), ("公文红头小", 20)):
        style(document, name, TITLE, size, line=900, align="center", before=1980, run=f'<w:color w:val="{RED}"/>')
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="9" w:color="{RED}"/></w:pBdr>'
    style(document, "公文文号", FANG, 16, align="center", before=2 * LINE, after=2 * LINE, spacing=-5, border=rule)
    style(document, "公文标题", TITLE, 22, line=700, align="center", extra="<w:keepNext/>")
    style(document, "公文正文末段", FANG, 16, first=2 * EM, spacing=-5, extra="<w:keepNext/><w:keepLines/>")
    style(document, "公文附件说明", FANG, 16, left=6 * EM, first=-EM, spacing=-5, extra="<w:keepNext/>")
    style(document, "公文署名", FANG, 16, left=13 * EM, align="center", spacing=-5, extra="<w:keepNext/>")
    style(document, "公文附件标记", HEI, 16, align="left", spacing=-5, extra="<w:keepNext/><w:pageBreakBefore/>")
    style(document, "公文附件标题", TITLE, 22, line=700, align="center", before=LINE, after=160, extra="<w:keepNext/>")
    style(document, "公文附件注", FANG, 12, line=360, align="both", after=60)
    style(document, "公文表题", HEI, 12, line=400, align="left", before=80, extra="<w:keepNext/>")
    style(document, "公文表头", HEI, 9, line=260, align="center")
    # no keepNext here: with it LibreOffice 7.4 loses the rest of a long table
    style(document, "公文表组", HEI, 9, line=260, align="center")
    style(document, "公文表格", FANG, 9, line=250, align="left")
    style(document, "公文表格居中", FANG, 9, line=250, align="center")
    style(document, "公文页码", SONG, 14, line=280, right=280, align="right")
    style(document, "公文页码左", SONG, 14, line=280, left=280, align="left")
    style(document, "公文页眉", HEI, 16, line=400, align="left")
    style(document, "公文抄送", FANG, 14, line=500, left=280, right=280)
    style(document, "公文占位", FANG, 14, line=1060)
    style(document, "公文占位行", FANG, 14, line=500)
    style(document, "督办表格小", FANG, 10.5, line=290, align="left")
    style(document, "督办表格", FANG, 12, line=360, align="left")
    style(document, "督办表格居中", HEI, 12, line=360, align="center")


def blank() -> Any:
    """An A4 document with the margins, grid, page numbers and the mark 草稿 in the header of every page."""
    document = Document()
    package = document.part.package
    for key in [key for key, rel in package.rels.items() if rel.reltype.endswith("/thumbnail")]:
        package.rels.pop(key)
    styles(document)
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
    section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = (
        Mm(37),
        Mm(35),
        Mm(28),
        Mm(26),
    )
    section.header_distance, section.footer_distance = Mm(20), Mm(25.5)
    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)
    section._sectPr.append(parse_xml(f'<w:docGrid {nsdecls("w")} w:type="lines" w:linePitch="{LINE}"/>'))
    document.settings.odd_and_even_pages_header_footer = True
    for footer, name in ((section.footer, "公文页码"), (section.even_page_footer, "公文页码左")):
        footer.is_linked_to_previous = False
        footer.paragraphs[0].style = document.styles[name]
        footer.paragraphs[0]._p.extend(page_number())
    return document


def page_number() -> list[Any]:
    """The runs of — 1 —."""
    parts = ['<w:t xml:space="preserve">— </w:t>', '<w:fldChar w:fldCharType="begin"/>',
             '<w:instrText xml:space="preserve"> PAGE </w:instrText>', '<w:fldChar w:fldCharType="separate"/>',
             "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>', '<w:t xml:space="preserve"> —</w:t>']  # fmt: skip
    return [parse_xml(f'<w:r {nsdecls("w")}><w:rPr><w:rFonts w:hint="eastAsia" w:ascii="{SONG}" w:hAnsi="{SONG}" '
                      f'w:eastAsia="{SONG}"/></w:rPr>{part}</w:r>') for part in parts]  # fmt: skip


def put(where: Any, name: str, *runs: str | tuple[str, str]) -> Any:
    """Add a paragraph; a run is a text, or a text and its font."""
    paragraph = where.add_paragraph(style=name)
    for run in runs:
        text, east = run if isinstance(run, tuple) else (run, "")
        made = paragraph.add_run(text)
        if east:
            fonts(made._r, east)
        else:
            made._r.get_or_add_rPr().append(parse_xml(f'<w:rFonts {nsdecls("w")} w:hint="eastAsia"/>'))
    return paragraph


def marks(document: Any) -> None:
    """草稿 and 【示例】 in the header of odd and even pages; nothing stands there when both are empty."""
    section = document.sections[0]
    for header in (section.header, section.even_page_header):
        header.is_linked_to_previous = False
        header.paragraphs[0]._p.getparent().remove(header.paragraphs[0]._p)
        put(header, "公文页眉", "{{ draft }}", (" {{ illustrative }}", KAI)).runs[1].font.size = Pt(10)


def _fixed(made: Any, columns: list[tuple[str, float, bool]]) -> None:
    """Give a table the widths of its columns and narrow margins, whatever its cells hold."""
    properties = made._tbl.tblPr
    for old in properties.findall(qn("w:tblLayout")):
        properties.remove(old)
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in
                      (("top", 20), ("left", 45), ("bottom", 20), ("right", 45)))  # fmt: skip
    total = round(sum(width for _, width, _ in columns) * 56.7)
    properties.find(qn("w:tblW")).set(qn("w:type"), "dxa")
    properties.find(qn("w:tblW")).set(qn("w:w"), str(total))
    look = properties.find(qn("w:tblLook"))
    look.addprevious(parse_xml(f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>'))
    look.addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    for grid, (_, width, _) in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):
        grid.set(qn("w:w"), str(round(width * 56.7)))


def table(document: Any, head: str, groups: str, columns: list[tuple[str, float, bool]], shaded: str = "light",
          text_style: str = "公文表格") -> None:  # fmt: skip
    """Add a table: a head that repeats, rows that are not split, a row that names the group where it has a name."""
    rows = 1 + 3 + 3 + 1
    made = document.add_table(rows, len(columns))
    made.style, made.autofit, made.alignment = document.styles["Table Grid"], False, WD_TABLE_ALIGNMENT.CENTER
    _fixed(made, columns)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for cell, (_, width, _) in zip(row.cells, columns, strict=True):
            cell.width = Mm(width)
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    made.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for cell, (name, _, _) in zip(made.rows[0].cells, columns, strict=True):
        fill(document, cell, "公文表头", f"{{{{ {head}.{name} }}}}")
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F0F0F0"/>'
        cell._tc.tcPr.find(qn("w:vAlign")).addprevious(parse_xml(shade))
    lines = [f"{{%tr for g in {groups} %}}", "{%tr if g.name %}", "{{ g.name }}", "{%tr endif %}",
             "{%tr for r in g.rows %}", "", "{%tr endfor %}"]  # fmt: skip
    for row, text in zip(made.rows[1:], lines, strict=True):
        if not text:
            for cell, (name, _, middle) in zip(row.cells, columns, strict=True):
                tag = f"{{{{ r.{name} }}}}"
                if name == shaded:
                    tag = "{% cellbg r.fill %}" + tag
                fill(document, cell, "公文表格居中" if middle else text_style, tag)
            continue
        merged = row.cells[0].merge(row.cells[-1])
        fill(document, merged, "公文表组", text)
        if text == "{{ g.name }}":
            row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    end = made.add_row()
    fill(document, end.cells[0].merge(end.cells[-1]), "公文表头", "{%tr endfor %}")


def fill(document: Any, cell: Any, name: str, text: str) -> None:
    """Put a text into a cell that has one paragraph."""
    for extra in cell.paragraphs[1:]:
        extra._p.getparent().remove(extra._p)
    paragraph = cell.paragraphs[0]
    paragraph.style = document.styles[name]
    run = paragraph.add_run(text)
    run._r.get_or_add_rPr().append(parse_xml(f'<w:rFonts {nsdecls("w")} w:hint="eastAsia"/>'))


BOX = """<w:r {ns}><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" relativeHeight="2"
behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH
relativeFrom="margin"><wp:align>left</wp:align></wp:positionH><wp:positionV relativeFrom="margin">
<wp:align>bottom</wp:align></wp:positionV><wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
<wp:wrapNone/><wp:docPr id="1"
name="版记"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData
uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>
<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
<a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr wrap="square" lIns="0" tIns="0" rIns="0"
bIns="0" anchor="b"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"""
SPACES = " ".join(
    f'xmlns:{prefix}="http://schemas.{uri}"'
    for prefix, uri in (
        ("w", "openxmlformats.org/wordprocessingml/2006/main"),
        ("wp", "openxmlformats.org/drawingml/2006/wordprocessingDrawing"),
        ("a", "openxmlformats.org/drawingml/2006/main"),
        ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
    )
)


def imprint(document: Any) -> None:
    """版记 at the foot of the last page: a box that floats there, and an empty line as high that keeps room for it."""
    for text in ("{%p for line in cc_more %}", "", "{%p endfor %}"):
        put(document, "公文占位行", text)
    anchor = put(document, "公文占位")
    run = parse_xml(BOX.format(ns=SPACES, cx=Mm(156), cy=Mm(80)))
    anchor._p.append(run)
    content = next(run.iter(qn("w:txbxContent")))
    edge, thin = (f'<w:{{}} w:val="single" w:sz="{size}" w:space="1" w:color="000000"/>' for size in (8, 6))
    lines = (("{%p if cc %}", ""), ("{{ cc }}", edge.format("top")), ("{%p endif %}", ""),
             ("{{ issuer }}\t{{ printed }}", thin.format("top") + edge.format("bottom")))  # fmt: skip
    for text, borders in lines:
        paragraph = put(document, "公文抄送", text)
        if borders:
            paragraph._p.get_or_add_pPr().append(parse_xml(f"<w:pBdr {nsdecls('w')}>{borders}</w:pBdr>"))
        if text == "{{ cc }}":  # the second line begins under the first name
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:ind {nsdecls("w")} w:left="1120" w:right="280" w:hanging="840"/>')
            )
        content.append(paragraph._p)
    tabs = f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:pos="{round(156 * 56.7) - 280}"/></w:tabs>'
    paragraph._p.get_or_add_pPr().append(parse_xml(tabs))


def circular() -> bytes:
    """The circular's template."""
    document = blank()
    marks(document)
    for tag, name in (
        ("if head_size == 'large'", "公文红头"),
        ("elif head_size == 'medium'", "公文红头中"),
        ("else", "公文红头小"),
    ):
        put(document, name, f"{{%p {tag} %}}")
        put(document, name, "{{ head }}")
    put(document, "公文红头", "{%p endif %}")
    put(document, "公文文号", "{{ number }}")
    for text in ("{%p for line in title %}", "{{ line }}", "{%p endfor %}"):
        put(document, "公文标题", text)
    put(document, "公文主送")
    put(document, "公文主送", "{{ to }}")
    put(document, "公文正文", "{%p for p in paragraphs %}")
    put(document, "公文正文", "{%p if p.level == 1 %}")
    put(document, "公文一级标题", "{{ p.head }}{{ p.text }}")
    put(document, "公文正文", "{%p elif p.level == 2 %}")
    put(document, "公文正文", ("{{ p.head }}", KAI), "{{ p.text }}")
    put(document, "公文正文", "{%p elif loop.last %}")
    put(document, "公文正文末段", "{{ p.head }}{{ p.text }}")
    put(document, "公文正文", "{%p else %}")
    put(document, "公文正文", "{{ p.head }}{{ p.text }}")
    put(document, "公文正文", "{%p endif %}")
    put(document, "公文正文", "{%p endfor %}")
    put(document, "公文正文末段")
    put(document, "公文附件说明", "{%p for e in enclosures %}")
    put(document, "公文附件说明", "{%p if loop.first %}")
    put(document, "公文附件说明", "{{ enclosures_label }}{{ e }}")._p.get_or_add_pPr().append(
        parse_xml(f'<w:ind {nsdecls("w")} w:left="{6 * EM}" w:hanging="{4 * EM}"/>'))  # fmt: skip
    put(document, "公文附件说明", "{%p else %}")
    put(document, "公文附件说明", "{{ e }}")
    put(document, "公文附件说明", "{%p endif %}")
    put(document, "公文附件说明", "{%p endfor %}")
    put(document, "公文署名")
    put(document, "公文署名")
    put(document, "公文署名", "{{ issuer }}")
    put(document, "公文署名", "{{ day }}")
    annex(document, "overview", [
        ("t.kind == 'domains'", [("domain", 38, False), ("all", 17, True), ("green", 17, True), ("yellow", 17, True),
                                 ("red", 17, True), ("grey", 17, True), ("unreported", 16, True), ("score", 17, True)]),
        ("t.kind == 'lights'", [("id", 11, True), ("name", 37, False), ("lead", 32, False), ("value", 17, True),
                                ("target", 17, True), ("expected", 16, True), ("pace", 14, True), ("light", 12, True)]),
    ])  # fmt: skip
    annex(document, "red", [("", [("no", 8, True), ("name", 28, False), ("lead", 25, False), ("value", 14, True),
                                  ("target", 14, True), ("expected", 13, True), ("gap", 12, True),
                                  ("running", 9, True), ("by", 21, True), ("proposal", 12, True)])])  # fmt: skip
    counts = [(name, 13, True) for name in ("owed", "done", "late", "returned", "missing")]
    annex(document, "reporting", [("", [("unit", 43, False), *counts, ("which", 48, False)])])
    imprint(document)
    return packed(document)


def annex(document: Any, name: str, tables: list[tuple[str, list[tuple[str, float, bool]]]]) -> None:
    """附件 on a new page: mark on the first line, title on the third, notes, tables."""
    put(document, "公文附件标记", f"{{{{ {name}.mark }}}}")
    put(document, "公文附件标题", f"{{{{ {name}.title }}}}")
    for text in (f"{{%p for note in {name}.notes %}}", "{{ note }}", "{%p endfor %}"):
        put(document, "公文附件注", text)
    put(document, "公文表题", f"{{%p for t in {name}.tables %}}")
    for condition, columns in tables:
        if condition:
            put(document, "公文表题", f"{{%p if {condition} %}}")
        for text in ("{%p if t.heading %}", "{{ t.heading }}", "{%p endif %}"):
            put(document, "公文表题", text)
        table(document, "t.head", "t.groups", columns)
        if condition:
            put(document, "公文表题", "{%p endif %}")
    put(document, "公文表题", "{%p endfor %}")


def slip() -> bytes:
    """The slip's template."""
    document = blank()
    document.settings.odd_and_even_pages_header_footer = True
    put(document, "公文标题", "{{ title }}")
    put(document, "公文主送", "{{ number }}").alignment = 2
    put(document, "公文附件注", "{%p if illustrative %}")
    put(document, "公文附件注", "{{ illustrative }}")
    put(document, "公文附件注", "{%p endif %}")
    put(document, "公文主送", "{{ to }}")
    put(document, "公文正文", "{{ opening }}")
    table(document, "labels", "groups", [
        ("no", 9, True), ("item", 29, False), ("clause", 25, False), ("target", 28, False), ("state", 34, False),
        ("requirement", 31, False)], "state", "督办表格小")  # fmt: skip
    put(document, "公文附件注", "{{ proposed }}")
    put(document, "公文署名")
    put(document, "公文署名", "{{ issuer }}")
    put(document, "公文署名", "{{ day }}")
    put(document, "公文附件标记", "{{ labels.receipt }}")
    form(
        document,
        "receipt",
        [("receipt_unit", "receipt_by"), ("receipt_day", "deadline")],
        {"deadline": "{{ deadline }}"},
    )
    put(document, "公文表题")
    form(document, "reply", [("reply_cause",), ("reply_measures",), ("reply_result",), ("reply_until", "reply_day"),
                             ("reply_unit",)], {})  # fmt: skip
    return packed(document)


def form(document: Any, heading: str, rows: list[tuple[str, ...]], given: dict[str, str]) -> None:
    """A table of blanks: label and empty cell, two pairs in a row, or one across."""
    if heading != "receipt":
        put(document, "公文表题", f"{{{{ labels.{heading} }}}}")
    made = document.add_table(len(rows), 4)
    made.style, made.autofit, made.alignment = document.styles["Table Grid"], False, WD_TABLE_ALIGNMENT.CENTER
    for grid, width in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), (40, 38, 34, 44), strict=True):
        grid.set(qn("w:w"), str(round(width * 56.7)))
    for row, names in zip(made.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        row.height = Mm(28 if len(names) == 1 else 12)
        for cell, width in zip(row.cells, (40, 38, 34, 44), strict=True):
            cell.width = Mm(width)
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
        for place, name in enumerate(names):
            fill(document, row.cells[2 * place], "督办表格居中", f"{{{{ labels.{name} }}}}")
            fill(document, row.cells[2 * place + 1], "督办表格", given.get(name, ""))
        if len(names) == 1:
            fill(document, row.cells[1].merge(row.cells[3]), "督办表格", "")


def packed(document: Any) -> bytes:
    """The finished file; equal calls give equal bytes."""
    core = document.core_properties
    core.author = core.title = core.comments = core.keywords = ""
    core.last_modified_by = ""
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue())


def main() -> None:
    """Write both templates."""
    for name, make in (("circular", circular), ("slip", slip)):
        (FOLDER / f"{name}.docx").write_bytes(make())


if __name__ == "__main__":
    main()
