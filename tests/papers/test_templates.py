"""Templates that an office edits: copied out, checked, and every fault named with its place and in words."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from checker.files import templates
from checker.files.places import shipped
from checker.papers import samples, typesetting
from checker.papers.circular import compose
from checker.papers.filters import filters
from checker.papers.letterhead import Letterhead
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
    "unknown part": (lambda d: setattr(paragraph(d, "{{ to }}"), "text", "{{ annex1.tittle }}"), "“tittle”", "正文第19段"),
    "unclosed tag": (lambda d: setattr(paragraph(d, "{{ to }}"), "text", "送{{ to }"), "标签没有写完整：“送{{ to }”", "正文第19段"),
    "unclosed cell": (lambda d: setattr(d.tables[1].cell(0, 2).paragraphs[0], "text", "{{ t.heads[2]"), "标签没有写完整", "第2个表格第1行第3格"),
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
@pytest.mark.slow
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


@pytest.mark.slow
def test_every_shipped_template_is_copied_out_and_passes_its_own_check(tmp_path: Path) -> None:
    run("templates", "--out", tmp_path / "t")
    copied = {path.relative_to(tmp_path / "t") for path in (tmp_path / "t").rglob("*") if path.is_file()}
    assert copied == {path.relative_to(shipped("templates")) for path in samples.files()}
    for name in ("circular.docx", "slip.docx", "memo.docx", "circular.md.j2", "memo.html.j2", "assessment.md.j2",
                 "zh/dashboard.txt.j2"):  # fmt: skip
        out = run("templates", "--check", tmp_path / "t" / name).out
        assert "检查通过" in out
    assert "paragraphs[].text" in run("templates", "--check", tmp_path / "t" / "circular.docx").out
    assert "items.rows[].cells" in run("templates", "--check", tmp_path / "t" / "slip.docx").out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paper", ["circular", "memo", "slip"])
def test_the_words_of_a_paper_pass_their_own_check(paper: str, lang: str) -> None:
    out = run("templates", "--check", shipped("templates") / lang / f"{paper}.txt.j2", "--lang", lang).out
    assert "item.name" in out


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("paper", ["circular", "memo", "slip"])
def test_the_head_of_a_text_template_tells_the_facts_that_are_given(paper: str, lang: str) -> None:
    """All of them, and none that is not; what an indicator has is told once, in the circular's."""
    known = views(Q3, "examples/fang-county/2024-q3.yaml", on=date(2024, 10, 25), lang=lang)
    given = set(samples.named(templates.clean(samples.facts(paper, known, Letterhead(DAY)))))
    heads = [templates.head((shipped("templates") / lang / f"{name}.txt.j2").read_text("utf-8"))
             for name in {paper, "circular"}]  # fmt: skip
    told = {
        word
        for head in heads
        for word in re.findall(r"(?<![\w.\[\]])[a-z][a-z_0-9]*(?:\[\])?(?:\.[a-z_0-9]+(?:\[\])?)*", head)
    }
    assert given - told == set()
    own = {
        word
        for word in told
        if word.startswith("item.") or (paper == "circular" and word.startswith(("plans[].", "total.", "office.")))
    }
    nodes = {"item.open_nodes[].name", "item.open_nodes[].by"}
    extra = {f"item.{name}" for name in ("no", "plan", "every", "others", "sums", "first_lead")}
    assert own - given - nodes - extra == set()


@pytest.mark.slow
def test_a_phrase_changed_in_the_text_is_changed_in_every_format(tmp_path: Path) -> None:
    file = tmp_path / "我办circular.txt.j2"
    source = (shipped("templates") / "zh/circular.txt.j2").read_text("utf-8")
    file.write_text(source.replace("进行了研判", "进行了审核"), "utf-8")
    for form in ("docx", "md", "html"):
        made = typesetting.circular(compose(views(Q3), LETTER, file), views(Q3)[0].say, DAY, form)
        text = texts(made) if isinstance(made, bytes) else made
        assert "进行了审核" in text
        assert "进行了研判" not in text
    assert "进行了审核" in run("circular", Q3, "--on", "2023-10-25", "--format", "md", "--template", file).out


TEXT_FAULTS = {
    "unknown fact": ("{{ day | day }}\n\n【标题】\n甲\n\n【正文】\n{{ plans[0].tittle }}\n", "“tittle”", "第7行"),
    "unknown name": ("【标题】\n{{ dya }}\n", "“dya”", "第2行"),
    "unknown filter": ("【标题】\n{{ day | tag }}\n", "tag", "第2行"),
    "no body": ("【标题】\n甲\n", "缺少“正文”", "整个文件"),
    "unknown part": ("【标题】\n甲\n【正文】\n乙\n【落款】\n丙\n", "没有“落款”这一部分", "整个文件"),
    "uneven row": ("【标题】\n甲\n【正文】\n乙\n\n【附件1】\n丙\n\n| 一 | 二 |\n| 三 |\n", "格数不同：三", "整个文件"),
    "open tag": ("【标题】\n{% if day %}\n", "", "第"),
}


@pytest.mark.parametrize("name", TEXT_FAULTS)
def test_a_fault_in_the_words_is_said_with_its_place(tmp_path: Path, name: str) -> None:
    source, *wanted = TEXT_FAULTS[name]
    file = tmp_path / "circular.txt.j2"
    file.write_text(source, "utf-8")
    error = run("templates", "--check", file, code=2).err
    for words in (file.name, *wanted):
        assert words in error, error


def test_heads_are_numbered_anew_and_a_fact_opens_no_part(tmp_path: Path) -> None:
    from checker.papers import wording

    file = tmp_path / "circular.txt.j2"
    file.write_text(
        "【正文】\n三、甲\n{% if day == '' %}\n（一）没有。\n{% endif %}\n（二）乙。丙\n丁\n\n{{ day }}\n\n| 头 | {{ other }} |\n",
        "utf-8",
    )
    say = views(Q3)[0].say
    parts = wording.worded(file, {"day": "【主送】", "other": "一|二"}, say, DAY, ("body",))
    made = wording.paragraphs(parts["body"].texts, say)
    assert [(p.level, p.head, p.text) for p in made[:2]] == [(1, "一、甲", ""), (2, "（一）乙。", "丙丁")]
    assert made[2].text.strip() == "【主送】"
    assert parts["to"].blocks == ()
    assert parts["body"].tables[0].heads == ("头", "一｜二")


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("plain", "200000人次"), "20万人次"), (("plain", "16300个次"), "1.63万个次"), (("plain", "123456个"), "123456个"),
        (("plain", "6.2工作日"), "6.2个工作日"), (("plain", "300000000元"), "3亿元"), (("day", "2023-11-08"), "11月8日"),
        (("day", "2024-01-09"), "2024年1月9日"), (("until", "2023-12-31"), "年底前"), (("until", "2022-12-31"), "2022年底前"),
        (("until", "2023-06-30"), "6月底前"), (("until", "2023-11-08"), "11月8日前"), (("units", list("甲乙丙")), "甲、乙、丙"),
        (("units", list("甲乙丙丁")), "甲等4个单位"), (("some", list("甲乙丙"), 2), "甲、乙等3项"),
        (("span", {"year": 2023, "every": "quarter", "index": 3}), "2023年第三季度"),
        (("span", {"year": 2023, "every": "half", "index": 1}, False), "上半年"),
        (("zero", "0起"), "零"),
        (("zero", "10起"), "10起"),
        (("upto", "2所", "3所"), "2—3所"),
        (("upto", "2所", ""), "2所"),
        (("span", {"year": 2023, "every": "year", "index": 1}, False), "2023年"),
    ],
)  # fmt: skip
def test_numbers_and_dates_are_told_as_papers_do(call: tuple[Any, ...], said: str) -> None:
    name, *given = call
    assert filters(views(Q3)[0].say, DAY)[name](*given) == said


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


@pytest.mark.slow
def test_the_shipped_templates_are_what_the_script_makes() -> None:
    from tools import make_templates

    for name, make in make_templates.PAPERS:
        made, kept = make(), (ROOT / "reports/templates" / f"{name}.docx").read_bytes()
        assert make() == made
        with zipfile.ZipFile(io.BytesIO(made)) as new, zipfile.ZipFile(io.BytesIO(kept)) as old:
            assert new.namelist() == old.namelist()
            assert [n for n in new.namelist() if new.read(n) != old.read(n)] == []


def test_no_template_holds_words_of_one_language() -> None:
    spots = docx.Document(str(CIRCULAR))
    words = [p.text for p in spots.paragraphs if p.text and not p.text.startswith("{")]
    assert words == []


def test_a_name_that_is_met_while_filling_in_comes_with_the_way_to_the_list(tmp_path: Path) -> None:
    words = tmp_path / "circular.txt.j2"
    text = (shipped("templates") / "zh" / "circular.txt.j2").read_text("utf-8")
    words.write_text(text.replace("{{ office.called or", "{{ office.calld or"), "utf-8")
    said = run("circular", Q3, "--on", "2023-10-25", "--template", words, "--format", "md", code=2).err
    assert "没有“calld”这个名称。可用的名称：用plancheck templates --check" in said
