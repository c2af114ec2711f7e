"""Templates of many hands: what one can reach, how much it can make, and that each of its faults is called its own."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path
from time import process_time
from typing import Any

import pytest

from checker.files import budget, templates, word
from checker.files.places import shipped
from checker.files.templates import TemplateFault
from checker.locale import speaker
from tests.command import ON, Q3, run

SAY = speaker("zh")
GIVEN = {"title": "方案", "n": 3, "rows": [{"name": "a"}, {"name": "b"}], "say": templates.words(SAY)}


def filled(folder: Path, text: str | bytes, **more: Any) -> str:
    """Fill a template of the folder in."""
    file = folder / "page.html.j2"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return templates.load(file).render({**GIVEN, **more})


def refused(folder: Path, text: str | bytes, **more: Any) -> tuple[str, str]:
    """The fault of a template: what was found, and its place, as they are said."""
    with pytest.raises(TemplateFault) as caught:
        filled(folder, text, **more)
    return caught.value.what.id.removeprefix("template.fault."), SAY.say(caught.value.place)


REACHING = {
    "format of an unknown id": ('{{ say("{x.__globals__}", x=title) }}', "unknown-message"),
    "its insides": ("{{ say.__globals__ }}", "forbidden"),
    "its catalogue": ("{{ say.catalogue }}", "unknown-name"),
    "format of a text": ('{{ "{0.__class__}".format(title) }}', "forbidden"),
    "format_map": ('{{ "{x}".format_map({"x": 1}) }}', "forbidden"),
    "classes": ("{{ title.__class__.__mro__ }}", "forbidden"),
    "by attr": ('{{ title["__class__"] }}', "forbidden"),
    "by map": ('{{ [title] | map(attribute="__class__") | first }}', "forbidden"),
    "macro": ("{% macro m() %}{% endmacro %}{{ m._func }}", "forbidden"),
    "self": ("{{ self._TemplateReference__context }}", "forbidden"),
    "loop": ("{% for a in rows %}{{ loop._iterable }}{% endfor %}", "forbidden"),
    "lipsum": ("{{ lipsum.__globals__ }}", "unknown-name"),
    "change what is given": ("{{ rows.append(1) }}", "forbidden"),
    "a filter that is by chance": ("{{ rows | random }}", "line"),
    "a whole list": ("{{ rows }}", "forbidden"),
}


@pytest.mark.parametrize("name", REACHING)
def test_nothing_but_what_is_given_can_be_reached(tmp_path: Path, name: str) -> None:
    text, wanted = REACHING[name]
    assert refused(tmp_path, f"\n{text}") == (wanted, "第2行")


def test_a_dashboard_cannot_read_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The whole way, also through `word` and with the template's own functions as facts; `--check` finds it too."""
    monkeypatch.setenv("DB_PASSWORD", "hunter2")
    file = tmp_path / "dashboard.html.j2"
    for call in ("say", "word"):
        file.write_text(f'{{{{ {call}("{{x.__globals__[Path].open.__globals__[os].environ}}", x=digest) }}}}', "utf-8")
        ended = run("run", Q3, *ON, "--format", "html", "--template", file, "--out", tmp_path / "out", code=2)
        assert "hunter2" not in ended.said
        assert not (tmp_path / "out").exists()
    assert "第1行，没有“{x.__globals__" in run("templates", "--check", file, code=2).err


def test_an_id_that_no_language_knows_is_said_as_it_is() -> None:
    assert SAY("{x.__class__}", x=1) == "{x.__class__}"
    assert SAY("dashboard.{x}", x=1) == "dashboard.{x}"


NEIGHBOURS = ["secret.txt", "link.j2", "../up.j2", "/etc/hostname", "down/link.css", "part.j2/../secret.txt", "fifo.j2"]


@pytest.mark.parametrize("name", NEIGHBOURS)
def test_an_include_stays_in_its_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "own"
    (folder / "down").mkdir(parents=True)
    (tmp_path / "up.j2").write_text("secret")
    (folder / "secret.txt").write_text("secret")
    (folder / "link.j2").symlink_to(tmp_path / "up.j2")
    (folder / "down" / "link.css").symlink_to("../../up.j2")
    os.mkfifo(folder / "fifo.j2")
    for word_ in ("include", "import", "extends"):
        tail = " as x" if word_ == "import" else ""
        assert refused(folder, f'{{% {word_} "{name}"{tail} %}}') == ("not-found", "第1行")


def test_an_include_takes_parts_of_the_folder_and_below(tmp_path: Path) -> None:
    (tmp_path / "down").mkdir()
    (tmp_path / "down" / "part.j2").write_text("{{ n }}")
    (tmp_path / "again.j2").symlink_to(tmp_path / "down" / "part.j2")
    (tmp_path / "own.css").write_text("a{}")
    assert filled(tmp_path, '{% include "down/part.j2" %}{% include "again.j2" %}{% include "own.css" %}') == "33a{}"


ENDLESS = {
    "range": "{% for a in range(10**9) %}{% endfor %}",
    "ranges": "{% for a in range(9999) %}{% for b in range(9999) %}{{ b }}{% endfor %}{% endfor %}",
    "loops over a constant": "{% for a in [1,2,3,4,5,6,7,8,9] %}" * 8 + "x" + "{% endfor %}" * 8,
    "product": "{{ 'a' * 3000000000 }}",
    "list": "{{ ([1] * 3000000000) | length }}",
    "power": "{{ 9 ** 999999 }}",
    "squares": "{% set x = namespace(v=9) %}{% for a in range(60) %}{% set x.v = x.v * x.v %}{% endfor %}",
    "doubling": "{% set x = namespace(v='a') %}{% for a in range(60) %}{% set x.v = x.v ~ x.v %}{% endfor %}",
    "adding": "{% set x = namespace(v='a') %}{% for a in range(60) %}{% set x.v = x.v + x.v %}{% endfor %}",
    "replacing": "{% set x = namespace(v='aa') %}{% for a in range(60) %}{% set x.v = x.v | replace('a', 'aa') %}{% endfor %}",
    "joining": "{{ (['a' * 90000] * 90000) | join }}",
    "centre": "{{ 'a' | center(3000000000) }}",
    "indent": "{{ 'a' | indent(3000000000, true) }}",
    "width": "{{ '%3000000000d' | format(1) }}",
    "width by sign": "{{ '%3000000000d' % 1 }}",
    "rounding": "{{ 5 | round(-1000000000) }}",
    "batch": "{{ [1] | batch(3000000000, 'x') | list | length }}",
    "macros": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "nested loops": "{% for a in range(99) recursive %}{% if loop.depth < 9 %}{{ loop(range(99)) }}{% endif %}{% endfor %}",
    "text": "{% set x %}{% for a in range(9999) %}" + "x" * 90_000 + "{% endfor %}{% endset %}{{ x }}",
    "pieces": "{% set x = 'a' * 90000 %}{% for a in range(9999) %}{% set y = x[1:] %}{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_no_template_works_without_end(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a small purse, so that it is found out quickly."""
    monkeypatch.setattr(budget, "STEPS", 10_000)
    assert refused(tmp_path, ENDLESS[name])[0] == "too-much"


@pytest.mark.slow
@pytest.mark.parametrize("name", ENDLESS)
def test_what_a_template_may_spend_is_spent_within_seconds(tmp_path: Path, name: str) -> None:
    began = process_time()
    assert refused(tmp_path, ENDLESS[name])[0] == "too-much"
    assert process_time() - began < 5


OWN_FAULTS: dict[str, tuple[str | bytes, str, str]] = {
    "gb18030": ("标题：{{ title }}".encode("gb18030"), "not-utf8", "整个文件"),
    "utf-16": ("{{ title }}".encode("utf-16"), "not-utf8", "整个文件"),
    "division": ("\n{{ 1 / 0 }}", "other", "第2行"),
    "adding a number to a text": ("\n\n{{ title + 1 }}", "other", "第3行"),
    "calling a text": ("{{ title() }}", "other", "第1行"),
    "arguments of a filter": ("{{ title | replace }}", "other", "第1行"),
    "arguments of a function": ("{{ range() }}", "other", "第1行"),
    "a message without facts": ("\n{{ say('head.a', 1) }}", "other", "第2行"),
    "a message that lacks a fact": ("\n{{ say('dashboard.target') }}", "missing-fact", "第2行"),
    "an unknown name": ("\n\n{{ tittle }}", "unknown-name", "第3行"),
    "an unknown part": ("{{ rows[0].nmae }}", "unknown-name", "第1行"),
    "an unknown place": ("{{ rows[7].name }}", "unknown-name", "第1行"),
    "an unknown filter": ("\n{{ title | shout }}", "line", "第2行"),
    "an open tag": ("\n{% if title %}", "line", "第2行"),
    "itself": ('{% include "page.html.j2" %}', "endless", "第1行"),
    "a macro that calls itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "endless", "第1行"),
    "brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", "endless", "整个文件"),
    "loops in loops": ("{% for a in [] %}" * 30 + "{% endfor %}" * 30, "other", "整个文件"),
    "too large": (b" " * (2 * 1024 * 1024 + 1), "too-much", "整个文件"),
}


@pytest.mark.parametrize("name", OWN_FAULTS)
def test_a_fault_of_a_template_is_its_own(tmp_path: Path, name: str) -> None:
    text, code, place = OWN_FAULTS[name]
    assert refused(tmp_path, text) == (code, place)


def test_a_fault_in_a_part_names_the_part(tmp_path: Path) -> None:
    (tmp_path / "part.j2").write_text("\n\n{{ 1 // 0 }}")
    with pytest.raises(TemplateFault) as caught:
        filled(tmp_path, 'x\n{% include "part.j2" %}')
    assert (caught.value.file.name, SAY.say(caught.value.place)) == ("part.j2", "第3行")


def test_data_come_before_methods(tmp_path: Path) -> None:
    assert filled(tmp_path, "{{ row.items }} {{ row.keys() | join }}", row={"items": 7}) == "7 items"


def test_what_templates_need_goes_on_working(tmp_path: Path) -> None:
    """Joining, cutting, loops that know their length, macros, markup escaped exactly once."""
    text = "{% for r in rows %}{{ loop.index }}/{{ loop.length }}{{ ',' if not loop.last }}{% endfor %}"
    assert filled(tmp_path, text) == "1/2,2/2"
    assert (
        filled(tmp_path, "{{ rows | map(attribute='name') | join('<') }}{{ title[:1] ~ '<' ~ n }}") == "a&lt;b方&lt;3"
    )
    assert filled(tmp_path, "{% macro b(x) %}<b>{{ x }}</b>{% endmacro %}{{ b('&') ~ '&' }}") == "<b>&amp;</b>&amp;"
    assert filled(tmp_path, "{{ '%.1f' | format(n / 2) }} {{ rows | sum('n') if false else 2 ** 9 }}") == "1.5 512"


def word_template(folder: Path, change: dict[str, bytes | None]) -> Path:
    """The shipped circular with some of its parts exchanged, or taken out."""
    file = folder / "circular.docx"
    with zipfile.ZipFile(shipped("templates") / "circular.docx") as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            content = change.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return file


def document(body: str) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0"?><w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()


PARTS: dict[str, dict[str, bytes | None]] = {
    "a header is missing": {"word/footer1.xml": None},
    "styles are no XML": {"word/styles.xml": b"<"},
    "relations lead nowhere": {"word/_rels/document.xml.rels": None},
    "40,000 open tags": {"word/document.xml": document(f"<w:p><w:r><w:t>{'{{' * 40_000}</w:t></w:r></w:p>")},
    "300,000 paragraphs": {"word/document.xml": document("<w:p/>" * 300_000)},
    "no body": {"word/document.xml": b"<x/>"},
}


@pytest.mark.parametrize("name", PARTS)
def test_a_broken_word_template_is_the_templates_fault(tmp_path: Path, name: str) -> None:
    from tests.examples import DAY

    began = process_time()
    with pytest.raises(TemplateFault):
        word.render(word_template(tmp_path, PARTS[name]), {"title": "x"}, "x", "y", DAY)
    assert process_time() - began < 3


@pytest.mark.parametrize("name", ["assessment.md.j2", "dashboard.html.j2"])
def test_the_check_fills_a_page_in(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    text = (shipped("templates") / name).read_text("utf-8")
    file.write_text(text + "\n{{ title + 1 }}", "utf-8")
    assert f"第{text.count(chr(10)) + 2}行，无法填写" in run("templates", "--check", file, code=2).err


@pytest.mark.parametrize("name", ["circular.txt.j2", "assessment.md.j2", "circular.docx"])
def test_a_pipe_is_no_template(tmp_path: Path, name: str) -> None:
    """Nobody waits for one."""
    os.mkfifo(tmp_path / name)
    run("templates", "--check", tmp_path / name, code=2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("标题：{{ title }}".encode("gb18030"), "UTF-8"),
        (b"{{ 1 / 0 }}", "第1行，无法填写"),
        (b"{{ 'a' * 3000000000 }}", "太多"),
        (b"{{ day.__class__ }}", "没有“__class__”"),
        (b'{% include "/etc/hostname" %}', "找不到"),
    ],
    ids=["encoding", "division", "loops", "classes", "include"],
)
def test_the_words_of_a_paper_are_a_template_like_others(text: bytes, told: str, tmp_path: Path) -> None:
    file = tmp_path / "circular.txt.j2"
    file.write_bytes(text)
    assert told in run("templates", "--check", file, code=2).err
    run("circular", Q3, *ON, "--template", file, "--format", "md", "--out", tmp_path / "o.md", code=2)


def test_the_programs_own_template_is_read_once_and_an_offices_is_counted(tmp_path: Path) -> None:
    own = templates.shipped("dashboard.html.j2")
    assert templates.load(own) is templates.load(own)
    assert templates.load(own) is not templates.load(own, autoescape=False)
    copy = tmp_path / "dashboard.html.j2"
    copy.write_text("{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}", "utf-8")
    first = templates.load(copy)
    with pytest.raises(templates.TemplateFault):
        first.render({})
    copy.write_text("{{ 1 }}", "utf-8")
    assert templates.load(copy).render({}) == "1"
