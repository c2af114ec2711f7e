"""Makes reports/templates/circular.docx, memo.docx and slip.docx: `python tools/make_templates.py`.

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
from docx.enum.section import WD_ORIENT, WD_SECTION
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
    for name, size in (("公文红头", 36), ("公文红头中", 26), ("公文红头小", 20), ("公文红头细", 15.5)):
        style(document, name, TITLE, size, line=900, align="center", before=1980, run=f'<w:color w:val="{RED}"/>')
    style(document, "公文红头空", TITLE, 16, line=1400)
    for name, size in (("公文红头合", 26), ("公文红头合中", 18), ("公文红头合小", 13.5)):
        style(document, name, TITLE, size, line=760, align="distribute", run=f'<w:color w:val="{RED}"/>')
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="9" w:color="{RED}"/></w:pBdr>'
    style(document, "公文文号", FANG, 16, align="center", before=2 * LINE, after=2 * LINE, spacing=-5, border=rule)
    style(document, "公文标题", TITLE, 22, line=700, align="center", extra="<w:keepNext/>")
    style(document, "公文正文末段", FANG, 16, first=2 * EM, spacing=-5, extra="<w:keepNext/><w:keepLines/>")
    style(document, "公文附件说明", FANG, 16, left=6 * EM, first=-EM, spacing=-5, extra="<w:keepNext/>")
    style(document, "公文附注", FANG, 16, first=2 * EM, spacing=-5)
    for name, left in (("公文署名", 13), ("公文署名长", 8), ("公文署名全", 1)):
        style(document, name, FANG, 16, left=left * EM, align="center", spacing=-5, extra="<w:keepNext/>")
    style(document, "公文成文日期", FANG, 16, left=13 * EM, align="center", spacing=-5)
    style(document, "公文附件标记", HEI, 16, align="left", spacing=-5, extra="<w:keepNext/><w:pageBreakBefore/>")
    style(document, "公文附件标题", TITLE, 22, line=700, align="center", before=LINE, after=160, extra="<w:keepNext/>")
    style(document, "公文附件副题", FANG, 16, align="center", after=LINE, extra="<w:keepNext/>")
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
    style(document, "公文抄送", FANG, 14, line=500)
    style(document, "公文抄送悬挂", FANG, 14, line=500, left=840, first=-840)
    style(document, "公文分节", FANG, 2, line=20)
    style(document, "公文表题大", HEI, 16, line=LINE, align="left", before=80, extra="<w:keepNext/>")
    style(document, "督办说明", FANG, 14, line=460, first=560)
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


def _fixed(made: Any, columns: list[tuple[float, bool]]) -> None:
    """Give a table the widths of its columns and narrow margins, whatever its cells hold."""
    properties = made._tbl.tblPr
    for old in properties.findall(qn("w:tblLayout")):
        properties.remove(old)
    margins = "".join(f'<w:{side} w:w="{size}" w:type="dxa"/>' for side, size in
                      (("top", 20), ("left", 45), ("bottom", 20), ("right", 45)))  # fmt: skip
    total = round(sum(width for width, _ in columns) * 56.7)
    properties.find(qn("w:tblW")).set(qn("w:type"), "dxa")
    properties.find(qn("w:tblW")).set(qn("w:w"), str(total))
    look = properties.find(qn("w:tblLook"))
    look.addprevious(parse_xml(f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>'))
    look.addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{margins}</w:tblCellMar>"))
    for grid, (width, _) in zip(made._tbl.tblGrid.findall(qn("w:gridCol")), columns, strict=True):
        grid.set(qn("w:w"), str(round(width * 56.7)))


def table(document: Any, columns: list[tuple[float, bool]], rows: str = "t.rows", heads: str = "t.heads",
          shaded: int = -1, text_style: str = "公文表格", middle_style: str = "公文表格居中") -> None:  # fmt: skip
    """Add a table of numbered cells: a head that repeats, rows that are not split; `shaded` has the light's colour."""
    made = document.add_table(4, len(columns))
    made.style, made.autofit, made.alignment = document.styles["Table Grid"], False, WD_TABLE_ALIGNMENT.CENTER
    _fixed(made, columns)
    for row in made.rows:
        row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
        for cell, (width, _) in zip(row.cells, columns, strict=True):
            cell.width = Mm(width)
            cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    made.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    for n, cell in enumerate(made.rows[0].cells):
        fill(document, cell, "公文表头", f"{{{{ {heads}[{n}] }}}}")
        shade = f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="F0F0F0"/>'
        cell._tc.tcPr.find(qn("w:vAlign")).addprevious(parse_xml(shade))
    for row, tag in ((made.rows[1], f"{{%tr for r in {rows} %}}"), (made.rows[3], "{%tr endfor %}")):
        fill(document, row.cells[0].merge(row.cells[-1]), "公文表头", tag)
    for n, (cell, (_, middle)) in enumerate(zip(made.rows[2].cells, columns, strict=True)):
        tag = f"{{{{ r.cells[{n}] }}}}"
        fill(document, cell, middle_style if middle else text_style,
             "{% cellbg r.fill %}" + tag if n == shaded else tag)  # fmt: skip


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
relativeFrom="margin"><wp:align>left</wp:align></wp:positionH><wp:positionV relativeFrom="page">
<wp:posOffset>{top}</wp:posOffset></wp:positionV>
<wp:extent cx="{cx}" cy="{cy}"/><wp:effectExtent l="0" t="0" r="0" b="0"/>
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
    """版记 at the foot of an even page of its own (GB/T 9704-2012 7.5); one longer than a page runs on from its top."""
    put(document, "公文分节", "{%p if imprint_long %}")
    put(document, "公文分节")  # a section that begins with a table would not begin a page in LibreOffice
    imprinted(document)
    put(document, "公文分节", "{%p else %}")
    anchor = put(document, "公文分节")
    run = parse_xml(BOX.format(ns=SPACES, cx=Mm(156), cy=Mm(200), top=Mm(37 + 225 - 200)))
    anchor._p.append(run)
    content = next(run.iter(qn("w:txbxContent")))
    content.append(imprinted(document)._tbl)
    content.append(put(document, "公文分节")._p)
    put(document, "公文分节", "{%p endif %}")


def imprinted(document: Any) -> Any:
    """The table of the imprint: rules as wide as the text, names set in by a character."""
    made = document.add_table(7, 1)
    made.style, made.autofit, made.alignment = document.styles["Table Grid"], False, WD_TABLE_ALIGNMENT.CENTER
    _fixed(made, [(156, False)])
    properties = made._tbl.tblPr
    properties.find(qn("w:tblCellMar")).getparent().remove(properties.find(qn("w:tblCellMar")))
    look = properties.find(qn("w:tblLook"))
    edge = '<w:{} w:val="single" w:sz="8" w:space="0" w:color="000000"/>'
    edges = edge.format("top") + '<w:left w:val="nil"/>' + edge.format("bottom") + '<w:right w:val="nil"/>'
    inner = '<w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
    properties.find(qn("w:tblLayout")).addprevious(
        parse_xml(f"<w:tblBorders {nsdecls('w')}>{edges}{inner}</w:tblBorders>"))  # fmt: skip
    sides = "".join(f'<w:{side} w:w="280" w:type="dxa"/>' for side in ("left", "right"))
    look.addprevious(parse_xml(f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>"))
    lines = (("{%tr if cc %}", ""), ("{{ cc }}", "公文抄送悬挂"), ("{%tr endif %}", ""),
             ("{{ printed_by }}\t{{ printed }}", "公文抄送"),
             ("{%tr if witness %}", ""), ("{{ witness }}", "公文抄送"), ("{%tr endif %}", ""))  # fmt: skip
    for row, (text, name) in zip(made.rows, lines, strict=True):
        row.cells[0].width = Mm(156)
        fill(document, row.cells[0], name or "公文抄送", text)
        if text.startswith("{{ printed_by"):
            _apart(document, row.cells[0])
    return made


def _apart(document: Any, cell: Any) -> None:
    """Name and date in one line, or where both have no room in it in two."""
    cell.paragraphs[0].runs[0].text = "{%p if printed_apart %}"
    for text in ("{{ printed_by }}", "{{ printed }}", "{%p else %}", "{{ printed_by }}\t{{ printed }}", "{%p endif %}"):
        put(cell, document.styles["公文抄送"], text)
    cell.paragraphs[2].alignment = 2
    tabs = f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:pos="{round(156 * 56.7) - 560}"/></w:tabs>'
    cell.paragraphs[-2]._p.get_or_add_pPr().append(parse_xml(tabs))


def heads(document: Any) -> None:
    """The red head: one office in a line, of several one beneath the other with 文件 to the right of all."""
    put(document, "公文红头", "{%p if heads | length == 1 %}")
    for tag, name in (("if head_size == 'large'", "公文红头"), ("elif head_size == 'medium'", "公文红头中"),
                      ("elif head_size == 'small'", "公文红头小"), ("else", "公文红头细")):  # fmt: skip
        put(document, name, f"{{%p {tag} %}}")
        put(document, name, "{{ heads[0] }}{{ head_word }}")
    put(document, "公文红头", "{%p endif %}")
    put(document, "公文红头", "{%p else %}")
    put(document, "公文红头空")
    made = document.add_table(3, 2)
    made.autofit, made.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    _fixed(made, [(126, False), (30, False)])
    for row, tag in ((made.rows[0], "{%tr for h in heads %}"), (made.rows[2], "{%tr endfor %}")):
        fill(document, row.cells[0].merge(row.cells[1]), "公文红头合", tag)
    for cell, size in zip(made.rows[1].cells, (126, 30), strict=True):
        cell.width = Mm(size)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
    fill(document, made.rows[1].cells[1], "公文红头合", "{% vm %}{{ head_word }}")
    left = made.rows[1].cells[0]
    fill(document, left, "公文红头合", "{%p if head_size == 'large' %}")
    for text, small in (("{{ h }}", ""), ("{%p elif head_size == 'medium' %}", ""), ("{{ h }}", "中"),
                       ("{%p else %}", ""), ("{{ h }}", "小"), ("{%p endif %}", "")):  # fmt: skip
        put(left, document.styles[f"公文红头合{small}"], text)
    put(document, "公文红头", "{%p endif %}")


def written() -> Any:
    """What circular and announcement begin with: head, number, title, addressee, text, signature and note."""
    document = blank()
    marks(document)
    heads(document)
    put(document, "公文文号", "{{ number }}")
    for text in ("{%p for line in title %}", "{{ line }}", "{%p endfor %}"):
        put(document, "公文标题", text)
    put(document, "公文主送")
    put(document, "公文主送", "{{ to }}")
    body(document, "paragraphs")
    enclosed(document)
    signed(document)
    for text in ("{%p if note %}", "{{ note }}", "{%p endif %}"):
        put(document, "公文附注", text)
    return document


def circular() -> bytes:
    """The circular's template: text and first annex upright, lists across, the imprint on a page of its own."""
    document = written()
    annex(document, "annex1", [(10, True), (54, False), *[(n, True) for n in (12, 13, 13, 13, 15, 13, 13)]])
    divided(document, across=False)
    put(document, "公文附件注", "{%p if annex2 or annex3 %}")
    annex(document, "annex2", [(8, True), (13, True), (44, False), (36, False), (18, True), (18, True), (24, True),
                               (18, True), (8, True), (38, False)], shaded=1)  # fmt: skip
    annex(document, "annex3", [(9, True), (14, True), (60, False), (40, False), (20, True), (20, True), (22, True),
                               (22, True), (18, True)], shaded=1)  # fmt: skip
    divided(document, across=True)
    put(document, "公文附件注", "{%p endif %}")
    imprint(document)
    return packed(document)


def body(document: Any, name: str) -> None:
    """Paragraphs with their heads."""
    put(document, "公文正文", f"{{%p for p in {name} %}}")
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


def enclosed(document: Any) -> None:
    """附件说明, one line below the text."""
    put(document, "公文正文末段", "{%p if enclosures %}")
    put(document, "公文正文末段")
    put(document, "公文附件说明", "{%p for e in enclosures %}")
    put(document, "公文附件说明", "{%p if loop.first %}")
    put(document, "公文附件说明", "{{ enclosures_label }}{{ e }}")._p.get_or_add_pPr().append(
        parse_xml(f'<w:ind {nsdecls("w")} w:left="{6 * EM}" w:hanging="{4 * EM}"/>'))  # fmt: skip
    for text in ("{%p else %}", "{{ e }}", "{%p endif %}", "{%p endfor %}"):
        put(document, "公文附件说明", text)
    put(document, "公文正文末段", "{%p endif %}")


def signed(document: Any) -> None:
    """Name and date, both about the same middle; a long name begins further left and does not break."""
    put(document, "公文署名")
    for tag, name in (("if sign_size == 'short'", "公文署名"), ("elif sign_size == 'long'", "公文署名长"),
                      ("else", "公文署名全")):  # fmt: skip
        put(document, name, f"{{%p {tag} %}}")
        for text in ("{%p for line in signature %}", "{{ line }}", "{%p endfor %}"):
            put(document, name, text)
        put(document, name, "{{ day }}").paragraph_format.keep_with_next = False
    put(document, "公文署名", "{%p endif %}")


def divided(document: Any, *, across: bool) -> None:
    """End a section: pages upright or across, and begin the next on a page of its own."""
    last = document.sections[-1]
    if across:
        last.orientation, last.page_width, last.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
        last.top_margin, last.bottom_margin, last.left_margin, last.right_margin = Mm(28), Mm(26), Mm(36), Mm(36)
        last.header_distance, last.footer_distance = Mm(10), Mm(16.5)
    made = document.add_section(WD_SECTION.EVEN_PAGE if across else WD_SECTION.NEW_PAGE)
    document.paragraphs[-1].style = document.styles["公文分节"]
    if across:
        made.orientation, made.page_width, made.page_height = WD_ORIENT.PORTRAIT, Mm(210), Mm(297)
        made.top_margin, made.bottom_margin, made.left_margin, made.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
        made.header_distance, made.footer_distance = Mm(20), Mm(25.5)
        for footer in (made.footer, made.even_page_footer):
            footer.is_linked_to_previous = False


def annex(document: Any, name: str, columns: list[tuple[float, bool]], shaded: int = -1) -> None:
    """附件 on a new page: mark on the first line, title on the third, notes, tables."""
    put(document, "公文附件注", f"{{%p if {name} %}}")
    put(document, "公文附件标记", f"{{{{ {name}.mark }}}}")
    put(document, "公文附件标题", f"{{{{ {name}.title }}}}")
    for text in (f"{{%p for note in {name}.notes %}}", "{{ note }}", "{%p endfor %}"):
        put(document, "公文附件注", text)
    put(document, "公文表题", f"{{%p for t in {name}.tables %}}")
    for text in ("{%p if t.heading %}", "{{ t.heading }}", "{%p endif %}"):
        put(document, "公文表题", text)
    table(document, columns, shaded=shaded)
    put(document, "公文表题", "{%p endfor %}")
    put(document, "公文附件注", "{%p endif %}")


def slip() -> bytes:
    """The slip's template: the notice, and on a page of its own receipt and reply."""
    document = blank()
    marks(document)
    put(document, "公文标题", "{{ title }}")
    put(document, "公文附件注")
    put(document, "公文页眉", "{{ number }}\t{{ signed }}")
    _right(document.paragraphs[-1])
    put(document, "公文附件注")
    put(document, "公文主送", "{{ to }}")
    body(document, "paragraphs")
    table(document, [(8, True), (48, False), (24, False), (44, False), (32, False)], "items.rows", "items.heads",
          text_style="督办表格小", middle_style="督办表格小")  # fmt: skip
    put(document, "公文附件注")
    for text in ("{%p for rule in rules %}", "{{ rule }}", "{%p endfor %}"):
        put(document, "督办说明", text)
    signed(document)
    blanks(document, "receipt", 4, 12)
    put(document, "公文表题")
    blanks(document, "reply", 2, 24)
    return packed(document)


def memo() -> bytes:
    """The memo's template: one page for the leader who decides."""
    document = blank()
    marks(document)
    for text in ("{%p for line in title %}", "{{ line }}", "{%p endfor %}"):
        put(document, "公文标题", text)
    put(document, "公文主送")
    body(document, "paragraphs")
    put(document, "公文正文", "{%p if items.rows %}")
    table(document, [(9, True), (36, False), (28, False), (53, False), (15, True), (15, True)], "items.rows",
          "items.heads")  # fmt: skip
    put(document, "公文正文", "{%p endif %}")
    put(document, "公文附件注")
    for text in ("{%p for rule in rules %}", "{{ rule }}", "{%p endfor %}"):
        put(document, "督办说明", text)
    signed(document)
    return packed(document)


def listed() -> bytes:
    """The template of a paper whose annex is a list: the text, and on a page of its own the items, a paragraph each."""
    document = written()
    put(document, "公文附件标记", "{{ mark }}")
    for text in ("{%p for line in annex %}", "{{ line }}", "{%p endfor %}"):
        put(document, "公文标题", text)
    for text in ("{%p for line in remarks %}", "{{ line }}", "{%p endfor %}"):
        put(document, "公文附件副题", text)
    for text in ("{%p for item in items %}", "{{ item }}", "{%p endfor %}"):
        put(document, "公文正文", text)
    return packed(document)


def _right(paragraph: Any) -> None:
    """Put what stands behind a tab at the right edge."""
    tabs = f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:pos="{round(156 * 56.7)}"/></w:tabs>'
    paragraph._p.get_or_add_pPr().append(parse_xml(tabs))


def blanks(document: Any, name: str, columns: int, height: int) -> None:
    """A form: label and empty cell, the receipt's two pairs a row, under a title (the first on a new page)."""
    widths = (40, 44, 34, 38) if columns == 4 else (40, 116)
    put(document, "公文附件标记" if name == "receipt" else "公文表题大", f"{{{{ {name} }}}}")
    made = document.add_table(3, columns)
    made.style, made.autofit, made.alignment = document.styles["Table Grid"], False, WD_TABLE_ALIGNMENT.CENTER
    _fixed(made, [(width, False) for width in widths])
    for row, tag in ((made.rows[0], f"{{%tr for r in {name}_rows %}}"), (made.rows[2], "{%tr endfor %}")):
        fill(document, row.cells[0].merge(row.cells[-1]), "督办表格", tag)
    row = made.rows[1]
    row.height = Mm(height)
    row._tr.get_or_add_trPr().append(parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for n, (cell, width) in enumerate(zip(row.cells, widths, strict=True)):
        cell.width = Mm(width)
        cell._tc.get_or_add_tcPr().append(parse_xml(f'<w:vAlign {nsdecls("w")} w:val="center"/>'))
        fill(document, cell, "督办表格" if n % 2 else "督办表格居中", f"{{{{ r[{n}] }}}}")


def packed(document: Any) -> bytes:
    """The finished file; equal calls give equal bytes."""
    core = document.core_properties
    core.author = core.title = core.comments = core.keywords = ""
    core.last_modified_by = ""
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue())


PAPERS = (("circular", circular), ("memo", memo), ("slip", slip), ("listed", listed))


def main() -> None:
    """Write the templates."""
    for name, make in PAPERS:
        (FOLDER / f"{name}.docx").write_bytes(make())


if __name__ == "__main__":
    main()
