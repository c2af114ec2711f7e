"""The memo as LibreOffice sets it: the leader's two boxes stand before their words on every line."""

from pathlib import Path

from tests.command import ON, Q3, run
from tests.office.libreoffice import converted, needs_office, printed

pytestmark = needs_office


def test_no_box_is_parted_from_its_words(tmp_path: Path) -> None:
    run("memo", Q3, *ON, "--out", str(tmp_path / "memo.docx"))
    converted(tmp_path / "memo.docx", "pdf", tmp_path / "out")
    text = printed(tmp_path / "out" / "memo.pdf")
    words = text.split()
    assert words.count("□同意") == words.count("□不同意") == 17
    assert text.count("□") == 34
