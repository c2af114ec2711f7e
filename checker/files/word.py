"""Word files from templates that staff edit in Word: filled in the sandbox, equal bytes for equal input (outputs 2).

The template is a text like any other input. What is wrong in it is found before it is filled and said with the
paragraph or cell it stands in; what is put into it is inert.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from checker.files import disk, templates, wordcheck
from checker.files.templates import TemplateFault
from checker.message import Message
from checker.model.tables import Lit, Page, Table, fitted

# Office's soft fills; the symbol and the word stand in the cell too.
FILLS = {"green": "D9EFDC", "yellow": "FFF1C2", "red": "F8D2CE", "grey": "E7E7E7", "": "auto"}
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LARGEST = 64 * 1024 * 1024
_LARGEST_TEXT = 8 * 1024 * 1024
"""Bytes of a part that holds text: a circular's has a tenth of one million."""


def render(file: Path, context: Mapping[str, Any], title: str, author: str, day: date) -> bytes:
    """Fill a Word template in. Errors: OSError, TemplateFault."""
    template, values = opened(file), templates.clean(dict(context))
    wordcheck.check(file, template.docx, context)
    try:
        template.render(values, templates.sandbox(given=values), autoescape=True)
        raw = _saved(template.docx, templates.clean(title), templates.clean(author), day)
    except TemplateFault:
        raise
    except Exception as error:  # whatever the engine or the Word library meets in a template is the template's fault
        raise wordcheck.explained(file, opened(file).docx, context, error) from None
    return reproducible(raw)


def _saved(document: Any, title: str, author: str, day: date) -> bytes:
    """Give a document its properties and pack it."""
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = title, author, "", ""
    core.created = core.modified = datetime(day.year, day.month, day.day)
    core.revision = 1
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tables(page: Page) -> bytes:
    """Set a page of tables on landscape A4: heads repeat on each sheet, lights have their fills."""
    from docx import Document
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm

    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(1.5)
    document.add_heading(templates.clean(page.title), 0)
    for line in page.lines:
        document.add_paragraph(templates.clean(line))
    for table in page.tables:
        document.add_heading(templates.clean(table.heading), 1)
        _grid(document, table)
        for note in table.notes:
            document.add_paragraph(templates.clean(note))
    core = document.core_properties
    core.title, core.author, core.last_modified_by, core.comments = templates.clean(page.title), "", "", ""
    core.created = core.modified = datetime(page.day.year, page.day.month, page.day.day)
    out = io.BytesIO()
    document.save(out)
    return reproducible(out.getvalue())


def _grid(document: Any, table: Table) -> None:
    """Write a table's markup at once: cell by cell the library takes a hundred times as long."""
    from docx.oxml import parse_xml

    table = fitted(table)
    heads = "".join(_cell(head, "DCE6F1", bold=True) for head in table.heads)
    lines = [f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>"]
    for name, rows in table.groups:
        if name:
            span = f'<w:gridSpan w:val="{len(table.columns)}"/>'
            lines.append(f"<w:tr>{_cell(name, 'F2F2F2', bold=True, more=span)}</w:tr>")
        for row in rows:
            cells = (_cell(str(cell), FILLS[cell.light if isinstance(cell, Lit) else ""]) for cell in row)
            lines.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    sides = "".join(f'<w:{side} w:val="single" w:sz="4" w:color="BFBFBF"/>'
                    for side in ("top", "left", "bottom", "right", "insideH", "insideV"))  # fmt: skip
    total = sum(column.width for column in table.columns)
    grid = "".join(f'<w:gridCol w:w="{int(15100 * column.width / total)}"/>' for column in table.columns)
    made = (f'<w:tbl xmlns:w="{_WORD}"><w:tblPr><w:tblW w:w="5000" w:type="pct"/><w:tblBorders>{sides}</w:tblBorders>'
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>")  # fmt: skip
    document.add_paragraph()._p.addprevious(parse_xml(made))


def _cell(text: str, fill: str, bold: bool = False, more: str = "") -> str:
    look = '<w:rPr><w:b/><w:sz w:val="16"/></w:rPr>' if bold else '<w:rPr><w:sz w:val="16"/></w:rPr>'
    shade = f'<w:tcPr>{more}<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
    said = escape(templates.clean(text))
    return f'<w:tc>{shade}<w:p><w:r>{look}<w:t xml:space="preserve">{said}</w:t></w:r></w:p></w:tc>'


def opened(file: Path) -> Any:
    """Open a Word template whose size is bounded before it is unpacked."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    raw = disk.content(file, _LARGEST)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _LARGEST:
                raise ValueError
            if any(entry.file_size > _LARGEST_TEXT for entry in entries if entry.filename.endswith(".xml")):
                raise ValueError
        template = DocxTemplate(io.BytesIO(raw))
        template.init_docx()
    except Exception:  # python-docx has no error class of its own for what is no Word file
        raise TemplateFault(file, Message("template.fault.not-word")) from None
    return template


def reproducible(raw: bytes) -> bytes:
    """Pack a Word file again: names sorted, dates of 1980, so that equal content gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()
