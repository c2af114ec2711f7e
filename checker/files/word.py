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

from checker.files import templates, wordcheck
from checker.files.templates import TemplateFault
from checker.message import Message

# Office's soft fills; the symbol and the word stand in the cell too.
FILLS = {"green": "D9EFDC", "yellow": "FFF1C2", "red": "F8D2CE", "grey": "E7E7E7", "": "auto"}
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


def opened(file: Path) -> Any:
    """Open a Word template whose size is bounded before it is unpacked."""
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

    raw = file.read_bytes()
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
