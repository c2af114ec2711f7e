"""What the tests of papers share: judged examples, small plans, and the text of a Word file."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from checker.files.places import shipped
from checker.judging.jobs import gather
from checker.locale import speaker
from checker.papers.paper import Letterhead
from checker.reading.library import Library
from checker.words.view import View
from tests.harness import SHARED, assess, make_plan

ROOT = Path(__file__).parent.parent
Q3 = ROOT / "examples/huangshi/2022-q3.yaml"
Q4 = ROOT / "examples/huangshi/2022-q4.yaml"
DAY = date(2022, 10, 25)
LETTER = Letterhead(DAY, number="黄质强办发〔2022〕3号")


def views(*files: Path, on: date = DAY, lang: str = "zh") -> list[View]:
    """Judge submissions of the examples."""
    library = Library.at(shipped("indicators"))
    jobs, found = gather(files, library)
    assert not [f for f in found if f.level == "fault"]
    return [View(job.judged(library, on), speaker(lang), library) for job in jobs]


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
