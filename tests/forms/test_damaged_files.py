"""Files that were cut, garbled or typed over: read, or refused with a word; never an exception, never a hang."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from checker.forms import accepting, answers, heading, joining, opening, sheet
from checker.model import Level
from tests.forms.small import FORM, PLAN
from tests.forms.workbooks import parts, zipped

ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">
<office:body><office:spreadsheet><table:table table:name="报送表"><table:table-row><table:table-cell office:value-type="string">
<text:p>id</text:p></table:table-cell><table:table-cell office:value-type="string"><text:p>value</text:p></table:table-cell>
</table:table-row><table:table-row table:number-rows-repeated="2"><table:table-cell office:value-type="string"><text:p>1a</text:p>
</table:table-cell><table:table-cell office:value-type="percentage" office:value="0.5" table:number-columns-repeated="2"/>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""
TYPED: dict[str, dict[str, Any]] = {
    "1a": {"value": 16, "note": "均为线上"},
    "1b": {"part": 3, "whole": 4},
    "1e#市": {"value": "2022-08-01"},
}


WHOLE = {
    ".xlsx": sheet.drawn(FORM, TYPED),
    ".ods": zipped({"mimetype": b"", "content.xml": ODS.encode(), "META-INF/manifest.xml": b"<x/>"}),
    ".csv": "id,value,note\n1a,16,均为线上\n1b,95%,\n".encode("gb18030"),
}
PIECES = st.binary(max_size=6) | st.sampled_from(
    [b"", b"<", b'"', b"&amp;", b"\x00", b"999999999", b"-1", b"1e308", b"nan", b"A1:XFD1048576", b"t=\"s\"", b"t=\"e\"", b"PK"]
)  # fmt: skip


def read(suffix: str, content: bytes) -> None:
    """Go the whole way of a file; whoever is at fault, something comes of it or is said of it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form{suffix}"
        path.write_bytes(content)
        forms, found = opening.opened(path, heading.heads_of())
    if not forms:
        assert [f.level for f in found] == [Level.FAULT]
        return
    asked = answers.Asked(PLAN)
    taken = [read for form in forms if (read := accepting.taken(form, asked, "2022-Q4", None)[0])]
    given, _ = joining.joined(taken, asked)
    joining.arranged(given, asked)


@pytest.mark.slow
@settings(max_examples=250, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from([".xlsx", ".ods"]), st.data())
def test_a_garbled_part_raises_nothing(suffix: str, data: st.DataObject) -> None:
    whole = parts(WHOLE[suffix])
    name = data.draw(st.sampled_from(sorted(whole)))
    for _ in range(data.draw(st.integers(1, 4))):
        body = whole[name]
        start = data.draw(st.integers(0, len(body)))
        end = min(len(body), start + data.draw(st.integers(0, 12)))
        whole[name] = body[:start] + data.draw(PIECES) + body[end:]
    read(suffix, zipped(whole))


@settings(max_examples=150)
@given(st.sampled_from(sorted(WHOLE)), st.data())
def test_a_cut_or_garbled_file_raises_nothing(suffix: str, data: st.DataObject) -> None:
    whole = WHOLE[suffix]
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(whole))] * 2)))
    read(
        suffix,
        data.draw(st.sampled_from([whole[:start], whole[end:], whole[:start] + whole[end:]])) + data.draw(PIECES),
    )


@settings(max_examples=200)
@given(st.binary(max_size=400))
@example(b'id,value\n1a,"16\n')
@example("编号，本期值\n1a，16\n".encode())
@example(b"\xff\xfei\x00d\x00")
def test_any_bytes_as_csv_raise_nothing(content: bytes) -> None:
    read(".csv", content)


def test_what_was_not_garbled_is_read() -> None:
    for suffix, expected in ((".xlsx", {"1a", "1b", "1e#市"}), (".ods", {"1a"}), (".csv", {"1a", "1b"})):
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"form{suffix}"
            path.write_bytes(WHOLE[suffix])
            (lifted,), _ = opening.opened(path, heading.heads_of())
        assert {line.key for line in lifted.lines} == expected
