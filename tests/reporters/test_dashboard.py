"""The dashboard as text: what it says, that it needs nothing, that hostile text is inert, that it stays small."""

from __future__ import annotations

import base64
import hashlib
import re
from fractions import Fraction
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bench import dashboard as bench
from checker.locale import speaker
from checker.model import Light, Past, Reason
from checker.reporters import html
from checker.reporters.html import charts, parts
from checker.reporters.html.page import page
from checker.words.view import Narrowing, View
from tests.command import ON, Q3, Q4, ROOT, run
from tests.examples import WHOLE, views
from tests.harness import assess, make_plan
from tests.reporters.ledgers import jump
from tests.words.catalogues import own

BOTH = (Q3, Q4)


def view(lang: str = "zh", narrowing: Narrowing = WHOLE, anew: bool = False) -> View:
    return views(Q3, lang=lang, shows=narrowing, anew=anew)[0]


@pytest.fixture(scope="module")
def text() -> str:
    return html.render([view()])


class Reader(HTMLParser):
    """Collects tags with their attributes, and checks that they close as they open."""

    VOID = frozenset({"meta", "col", "input", "br"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in ("style", "script"):
            self.words.append(data)


def test_the_page_is_well_formed_and_its_links_lead_somewhere(text: str) -> None:
    reader = Reader(text)
    assert reader.open == []
    ids = [attrs["id"] for _, attrs in reader.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {str(attrs["href"]) for _, attrs in reader.tags if "href" in attrs}
    assert links
    assert {link.removeprefix("#") for link in links} <= set(ids)
    assert all(link.startswith("#") for link in links)


def test_nothing_is_loaded_from_anywhere(text: str) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
    assert policy
    rules = policy[1].replace("&#39;", "'")
    assert "default-src 'none'" in rules
    assert "unsafe" not in rules
    for tag in ("style", "script"):
        (block,) = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(block.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in rules
    assert not re.search(r"https?://|\bsrc=|@import|style=", text)
    assert not any(name.startswith("on") for _, attrs in Reader(text).tags for name in attrs)


def test_charts_carry_their_colours_as_attributes(text: str) -> None:
    assert 'fill="#2f7d4f"' in text
    assert not re.search(r'fill="(?!#[0-9a-f]{6}|none|url\(#hatch\))', text)


def test_every_indicator_has_a_row_and_a_cell(text: str) -> None:
    shown = view()
    rows = [attrs for tag, attrs in Reader(text).tags if tag == "tr" and "data-light" in attrs]
    assert [row["id"] for row in rows] == [f"b1-{v.indicator.id}" for _, vs in shown.by_domain() for v in vs]
    lights = {f"b1-{v.indicator.id}": v.light.value for v in shown.verdicts()}
    assert {row["id"]: row["data-light"] for row in rows} == lights
    cells = re.findall(r'<a class="h-(\w+)" href="#(b1-\w+)"[^>]*><span aria-hidden="true">(.)</span>', text)
    assert {(anchor, light) for light, anchor, _ in cells} == set(lights.items())
    assert {(light, symbol) for light, _, symbol in cells} == {
        ("green", "●"),
        ("yellow", "▲"),
        ("red", "■"),
        ("grey", "○"),
    }


def test_the_head_the_totals_and_the_sentences_are_there(text: str) -> None:
    shown = view()
    words = "".join(Reader(text).words)
    for word in ("黄石市公共服务质量提升行动方案", "黄政办发〔2022〕58号", "2023年第3季度", "2023年9月30日", "2023年10月25日",
                 shown.reported(), shown.profile(), "【示例】", "推定", "已说明", "65.1%", "2023-q3.yaml:"):  # fmt: skip
        assert word in words, word
    for verdict in shown.verdicts():
        assert shown.sentence(verdict) in words


def test_a_warning_without_a_note_waits_for_its_reason() -> None:
    words = "".join(Reader(html.render([jump()])).words)
    assert "待说明" in words
    assert "已说明" not in words


def test_unreported_stands_apart_from_behind() -> None:
    shown = view()
    stack = {part.light: part for part in parts.bar(shown, shown.assessment.totals)}
    totals = shown.assessment.totals
    assert stack["unreported"].number == totals.unreported > 0
    assert stack["red"].number + stack["unreported"].number == totals.red
    assert stack["grey"].start + stack["grey"].length == parts.BAR
    assert sum(part.length for part in stack.values()) == parts.BAR


def test_hostile_text_is_inert(tmp_path: Path) -> None:
    bad = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'><svg/onload=alert(2)>{{7*7}}"
    shown = view()
    a = shown.assessment
    verdicts = []
    for v in a.verdicts:
        measure = v.measure._replace(lead=(bad,), title=bad, clause=bad)
        reported = v.reported._replace(note=bad, by=bad) if v.reported else None
        verdicts.append(
            v._replace(
                measure=measure, indicator=v.indicator._replace(name=bad, clause=bad, unit=bad), reported=reported
            )
        )
    findings = tuple(f._replace(where=f.where._replace(file=bad), facts={**f.facts, "name": bad}) for f in a.findings)
    units = tuple(s._replace(name=bad) for s in a.units[:1])
    plan = a.plan._replace(title=bad, document={**a.plan.document, "number": bad, "issuer": bad})
    hostile = a._replace(plan=plan, verdicts=tuple(verdicts), findings=findings, units=units)
    made = html.render([View(hostile, shown.say, shown.library)] * 2)
    clean = html.render([shown] * 2)
    kinds = {tag for tag, _ in Reader(made).tags}
    assert kinds <= {tag for tag, _ in Reader(clean).tags}
    assert made.count("<script") == 1
    assert made.count("<svg/") == made.count("<img") == 0
    assert "{{7*7}}" in made
    assert not any(name.startswith("on") for _, attrs in Reader(made).tags for name in attrs)


def test_equal_input_gives_equal_bytes(text: str) -> None:
    assert html.render([view(anew=True)]) == text


def test_both_languages_say_everything_of_their_own() -> None:
    made = html.render([view("en")])
    assert '<html lang="en">' in made
    words = "".join(Reader(made).words)
    for word in ("Every indicator", "What falls due next", "assumed", "Lead unit", "127 of 127 shown", "Reports due"):
        assert word in words, word
    assert not re.search(r"dashboard\.|column\.|heading\.", words)


def test_every_message_of_the_dashboard_is_said_by_a_template_or_the_code() -> None:
    files = [*(ROOT / "checker/reporters/html").glob("*.py"), *(ROOT / "reports/templates").glob("*.html.j2")]
    source = "".join(file.read_text("utf-8") for file in files)
    listed = {f"column.{name}" for name in page([view()])["boards"][0]["columns"]}
    listed |= {f"part.{name}" for name in ("heat", "list", "units", "domains", "coming", "owed", "findings")}
    listed |= {f"sort.{name}" for name in ("light", "progress", "by", "streak")}
    listed |= {f"outlook.{name}" for name in ("meets", "misses", "open")}
    known = {name.removeprefix("dashboard.") for name in own("zh_CN") if name.startswith("dashboard.")}
    said = set(re.findall(r'word\("([a-z.-]+)"', source)) | set(re.findall(r'"dashboard\.([a-z.-]+)"', source))
    assert {name for name in said if not name.endswith(".")} | listed == known


def test_narrowing_leaves_rows_out_and_says_so() -> None:
    made = html.render([view(narrowing=Narrowing(light="red", unit="市城管委"))])
    rows = [attrs for tag, attrs in Reader(made).tags if tag == "tr" and "data-light" in attrs]
    assert {row["data-light"] for row in rows} == {"red"}
    assert "名单只列：红、市城管委" in made
    assert "65.1%" in made  # totals are of all
    assert Reader(made).open == []


def test_a_list_with_nothing_in_it_is_a_page_all_the_same() -> None:
    assert speaker("zh")("nothing-to-show") in html.render([view(narrowing=Narrowing(unit="无此单位"))])


def test_several_plans_make_one_page_with_an_overview_first(tmp_path: Path) -> None:
    made = run("run", *BOTH, *ON, "--format", "html", code=1).out
    assert made.index('id="overview"') < made.index('id="b1-top"') < made.index('id="b2-top"')
    assert 'href="#b2-top"' in made
    assert made.count("<h1") == 1
    run("run", *BOTH, *ON, "--format", "html", "--format", "json", "--out", tmp_path, code=1)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names[0] == "huangshi-public-service-2022-Q4-2023-Q3.html"
    assert len(names) == 3
    assert (tmp_path / names[0]).read_text("utf-8") == made


def test_made_up_values_are_marked_where_others_are_not() -> None:
    shown = view()
    real = shown._replace(assessment=shown.assessment._replace(illustrative=False))
    mark = speaker("zh")("illustrative")
    assert html.render([real]).count(mark) == 0
    assert html.render([shown, shown]).count(mark) == 1
    assert html.render([shown, real]).count(mark) == 2  # at the top and at the board it is about


def test_an_offices_own_template_is_used(tmp_path: Path) -> None:
    file = tmp_path / "own.html.j2"
    file.write_text("<p>{{ title }} {{ boards[0].totals.red }} {{ word('name') }}</p>", "utf-8")
    made = run("run", Q3, *ON, "--format", "html", "--template", file, code=1).out
    assert made == "<p>黄石市公共服务质量提升行动方案 14 行动方案指标看板</p>"
    file.write_text("<p>\n{{ titel }}</p>", "utf-8")
    assert str(file) in run("run", Q3, *ON, "--format", "html", "--template", file, code=2).err


def test_marks_stand_where_the_numbers_say() -> None:
    by_id = {v.indicator.id: v for v in view().verdicts()}
    paced = charts.bullet(by_id["23a"])  # 20 of 52 are 38.46 %, expected 75
    assert paced == charts.Bullet(43, 84, charts.TARGET)
    staged = {"kind": "milestone", "nodes": {"市": "2022-08-01", "县": "2022-09-15"}}
    (verdict,) = assess(make_plan(staged), {"2022-Q3": {"1a": {"nodes": {"市": "2022-07-30"}}}}).verdicts
    nodes = charts.bullet(verdict)
    assert nodes is not None
    assert nodes.value is None
    assert [done for _, done in nodes.nodes] == [True, False]
    grade = charts.bullet(by_id["3a"])
    assert grade == charts.Bullet(steps=(True, True, False))
    missed = charts.bullet(by_id["32g"])  # found false: nothing is drawn from it
    assert missed is not None
    assert missed.value is None


@pytest.mark.parametrize(
    "value", [Fraction(19999, 1000), Fraction(20001, 1000), Fraction(20), Fraction(-5), Fraction(90)]
)
def test_a_value_that_misses_a_line_is_drawn_off_it(value: Fraction) -> None:
    verdict = {v.indicator.id: v for v in view().verdicts()}["7a"]._replace(value=value)
    made = charts.bullet(verdict)
    assert made is not None
    assert made.value is not None
    assert 0 <= made.value <= charts.WIDTH
    assert (made.value >= charts.TARGET) == (value >= 20)
    assert (made.value == charts.TARGET) == (value == 20)
    assert (made.over, made.under) == (value == 90, value == -5)


def test_every_verdict_of_the_examples_stays_on_the_chart() -> None:
    for verdict in view().verdicts():
        made = charts.bullet(verdict)
        if made:
            places = [made.value, made.expected, made.target, *(at for at, _ in made.nodes)]
            assert all(place is None or 0 <= place <= charts.WIDTH for place in places)


def test_a_sparkline_joins_only_what_follows() -> None:
    def entry(value: int | None) -> Past:
        return Past("2022-Q1", Light.GREEN, Reason.ON_PACE, None if value is None else Fraction(value))

    line = charts.spark([entry(1), entry(2), entry(None), entry(4), entry(4)])
    assert len(line.lines) == 2
    assert len(line.marks) == 5
    assert all(0 <= mark.x <= charts.SPARK_WIDTH and 0 <= mark.y <= charts.SPARK_HEIGHT for mark in line.marks)
    assert line.marks[0].y > line.marks[1].y > line.marks[3].y
    assert len(charts.spark([entry(n) for n in range(36)]).marks) == 1
    assert charts.spark([entry(3)]).lines == ()


def test_a_hundred_indicators_over_twelve_quarters_stay_small(tmp_path: Path) -> None:
    made = html.render([bench.view(tmp_path)])
    assert len(made.encode()) < 500_000
    assert made.count('class="spark"') == 100
