"""What the tests of papers share: a letterhead, small plans judged, and the text of a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from checker.locale import speaker
from checker.papers.letterhead import Letterhead
from checker.words.view import View
from tests.examples import DAY
from tests.harness import SHARED, assess, make_plan

LETTER = Letterhead(DAY, number="黄质强办发〔2023〕3号")


def small(indicators: list[dict[str, Any]], reports: dict[str, dict[str, Any]], lang: str = "zh", **more: Any) -> View:
    """Judge a plan of one measure."""
    lead = more.pop("lead", None)
    assessment = assess(make_plan(*indicators), reports, **more)
    if lead is not None:
        verdicts = tuple(v._replace(measure=v.measure._replace(lead=lead)) for v in assessment.verdicts)
        assessment = assessment._replace(verdicts=verdicts)
    return View(assessment, speaker(lang), SHARED)


def part(raw: bytes, name: str = "word/document.xml") -> str:
    """One part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return archive.read(name).decode()


def texts(raw: bytes) -> str:
    """All text of a Word file's body, paragraph by paragraph."""
    from xml.sax.saxutils import unescape

    paragraphs = part(raw).split("</w:p>")
    return "\n".join(unescape("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", p))) for p in paragraphs)
