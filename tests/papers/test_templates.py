"""Templates that an office edits: copied out, checked, and every fault named with its place and in words."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest

from checker.files.places import shipped
from checker.papers import typesetting
from checker.papers.circular import compose
from tests.command import Q3, ROOT, run
from tests.examples import DAY, views
from tests.papers.drafts import LETTER, texts

CIRCULAR = shipped("templates") / "circular.docx"


def edited(folder: Path, change: Any, name: str = "circular.docx") -> Path:
    """A copy of the shipped template, changed in Word's stead."""
    document = docx.Document(str(shipped("templates") / name))
    change(document)
    file = folder / name
    document.save(str(file))
    return file


def paragraph(document: Any, text: str) -> Any:
    return next(p for p in document.paragraphs if p.text == text)


FAULTS = {
    "unknown name": (lambda d: d.add_paragraph("{{ nummer }}"), "没有“nummer”这个名称", "可用的名称：draft"),
    "unknown part": (lambda d: setattr(paragraph(d, "{{ to }}"), "text", "{{ overview.tittle }}"), "“tittle”", "正文第13段"),
    "unclosed tag": (lambda d: setattr(paragraph(d, "{{ to }}"), "text", "送{{ to }"), "标签没有写完整：“送{{ to }”", "正文第13段"),
    "unclosed cell": (lambda d: setattr(d.tables[0].cell(0, 2).paragraphs[0], "text", "{{ t.head.green"), "标签没有写完整", "第1个表格第1行第3格"),
    "full width": (lambda d: d.add_paragraph("｛｛ number ｝｝"), "全角", "｛｛ number ｝｝"),
    "half full width": (lambda d: d.add_paragraph("{{ number }｝"), "全角", "{{ number }｝"),
    "no end": (lambda d: d.add_paragraph("{%p if draft %}"), "没有对应的结束标签", "{%p if draft %}"),
    "no start": (lambda d: d.add_paragraph("{%p endif %}"), "没有对应的开始标签", "{%p endif %}"),
    "not well formed": (lambda d: d.add_paragraph("{{ number + }}"), "写法不对", "{{ number + }}"),
    "sandbox": (lambda d: d.add_paragraph("{{ number.__class__.__mro__ }}"), "“access to", "不允许"),
    "include": (lambda d: d.add_paragraph("{% include 'x' %}"), "不允许", "include"),
    "in the footer": (lambda d: d.sections[0].footer.add_paragraph("{{ nummer }}"), "没有“nummer”", "页脚第2段"),
    "endless": (lambda d: d.add_paragraph("{{ range(99999999) }}"), "要填的内容太多", "整个文件"),
    "division": (lambda d: d.add_paragraph("{{ 1 // 0 }}"), "无法填写", "整个文件"),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_said_with_its_place(tmp_path: Path, name: str) -> None:
    change, *wanted = FAULTS[name]
    file = edited(tmp_path, change)
    error = run("templates", "--check", file, code=2).err
    for words in (file.name, *wanted):
        assert words in error, error
    assert "Traceback" not in error
    assert run("circular", Q3, "--template", file, "--out", tmp_path / "o.docx", code=2).err.count("错误") == 1
    assert not (tmp_path / "o.docx").exists()


def test_faults_are_said_in_english_too(tmp_path: Path) -> None:
    file = edited(tmp_path, FAULTS["unknown name"][0])
    assert "there is no name “nummer”" in run("templates", "--check", file, "--lang", "en", code=2).err


@pytest.mark.parametrize("raw", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18], ids=["empty", "text", "empty zip"])
def test_what_is_no_word_file_is_said(tmp_path: Path, raw: bytes) -> None:
    file = tmp_path / "circular.docx"
    file.write_bytes(raw)
    assert "不是可用的Word文件" in run("templates", "--check", file, code=2).err


def test_a_file_that_unpacks_too_large_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "circular.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"\0" * (65 * 1024 * 1024))
    assert "不是可用的Word文件" in run("templates", "--check", file, code=2).err


def test_an_edited_template_is_filled_in(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        added = document.add_paragraph("经办：")
        for piece in ("{", "{ num", "ber", " }", "}"):  # as an editor splits a tag
            added.add_run(piece).bold = piece == "ber"

    file = edited(tmp_path, change)
    made = typesetting.circular(compose(views(Q3), LETTER), views(Q3)[0].say, DAY, "docx", file)
    assert isinstance(made, bytes)
    assert "经办：黄质强办发〔2023〕3号" in texts(made)


def test_every_shipped_template_is_copied_out_and_passes_its_own_check(tmp_path: Path) -> None:
    run("templates", "--out", tmp_path / "t")
    copied, root = tmp_path / "t", shipped("templates")
    assert sorted(path.relative_to(copied) for path in copied.rglob("*")) == sorted(
        path.relative_to(root) for path in root.rglob("*")
    )
    for name in (
        "circular.docx",
        "slip.docx",
        "circular.md.j2",
        "circular.html.j2",
        "assessment.md.j2",
        "zh/dashboard.txt.j2",
    ):
        out = run("templates", "--check", tmp_path / "t" / name).out
        assert "检查通过" in out
    assert "paragraphs[].text" in run("templates", "--check", tmp_path / "t" / "circular.docx").out
    assert "labels.reply_cause" in run("templates", "--check", tmp_path / "t" / "slip.docx").out


def test_an_edited_copy_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "circular.docx").write_text("mine")
    assert "没有覆盖" in run("templates", "--out", tmp_path, code=2).err
    assert (tmp_path / "circular.docx").read_text() == "mine"


def test_a_text_template_is_checked_by_line(tmp_path: Path) -> None:
    file = tmp_path / "assessment-ours.md.j2"
    file.write_text("# {{ title }}\n\n{{ tittle }}\n", "utf-8")
    error = run("templates", "--check", file, code=2).err
    assert "第3行" in error
    assert "tittle" in error
    (tmp_path / "other.txt").write_text("x")
    assert "看不出" in run("templates", "--check", tmp_path / "other.txt", code=2).err


def test_the_shipped_templates_are_what_the_script_makes() -> None:
    from tools import make_templates

    for name, make in (("circular", make_templates.circular), ("slip", make_templates.slip)):
        made, kept = make(), (ROOT / "reports/templates" / f"{name}.docx").read_bytes()
        assert make() == made
        with zipfile.ZipFile(io.BytesIO(made)) as new, zipfile.ZipFile(io.BytesIO(kept)) as old:
            assert new.namelist() == old.namelist()
            assert [n for n in new.namelist() if new.read(n) != old.read(n)] == []


def test_no_template_holds_words_of_one_language() -> None:
    spots = docx.Document(str(CIRCULAR))
    words = [p.text for p in spots.paragraphs if p.text and not p.text.startswith("{")]
    assert words == []
