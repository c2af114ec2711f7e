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
from checker.model import Light, Past, Reason, Status
from checker.reporters import html
from checker.reporters.html import charts, parts
from checker.reporters.html.page import COLUMNS, RED_HEADS, SECTIONS, SORTS
from checker.reporters.html.reds import FIRST
from checker.reporters.html.rows import quiet
from checker.words.view import Narrowing, View
from tests.command import ON, Q3, Q4, ROOT, run
from tests.examples import WHOLE, views
from tests.harness import assess, make_plan
from tests.reporters.ledgers import jump
from tests.words.catalogues import own

BOTH = (Q3, Q4)
DISTRICT = "examples/jingzhou-district/2024-q2.yaml"


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
    assert not re.search(r'fill="(?!#[0-9a-f]{6}|none|url\(#(?:dots|stripes|hatch)\))', text)


def test_every_indicator_has_a_row_and_every_counted_one_a_cell(text: str) -> None:
    shown = view()
    rows = {str(attrs["id"]): attrs for tag, attrs in Reader(text).tags if tag == "tr" and "data-light" in attrs}
    assert {name: row["data-light"] for name, row in rows.items()} == {
        f"b1-{v.indicator.id}": v.light.value for v in shown.verdicts()
    }
    counted = {f"b1-{v.indicator.id}": v.light.value for v in shown.assessment.counted}
    assert {name for name, row in rows.items() if "data-same" not in row} == set(counted)
    cells = re.findall(r'<a class="h-(\w+)" href="#(b1-\w+)"[^>]*>(.)', text)
    assert {anchor: light for light, anchor, _ in cells} == counted
    assert {(light, symbol) for light, _, symbol in cells} == {
        ("green", "●"),
        ("yellow", "▲"),
        ("red", "■"),
        ("grey", "○"),
    }


def test_the_head_and_the_counts_are_there(text: str) -> None:
    shown = view()
    words = "".join(Reader(text).words)
    for word in ("黄石市公共服务质量提升行动方案", "黄政办发〔2022〕58号", "2023年第三季度", "2023年9月30日", "2023年10月25日",
                 "应报58项，已报54项，其中迟报1项，退回1项，未报3项", shown.profile(), "【示例】", "推定", "已说明", "65.1%",
                 "已完成58、达到序时或标准22、未到时间节点2", "2023-q3.yaml:"):  # fmt: skip
        assert word in words, word


def test_what_has_no_news_is_folded_and_its_rows_end_early(text: str) -> None:
    shown = {v.indicator.id: v for v in view().verdicts()}
    opened, _, folded = text.partition('<details class="quiet">')
    rows = re.findall(r'<tr id="b1-(\w+)"(.*?)</tr>', folded, re.DOTALL)
    still = {name for name, _ in rows}
    assert still == {name for name, v in shown.items() if quiet(v)}
    assert len(still) == 91
    assert not any(shown[name].light in (Light.RED, Light.YELLOW) for name in still)
    assert not any("<svg" in row for _, row in rows)
    assert f"没有新情况的{sum(not shown[name].same for name in still)}项" in folded
    lights = re.findall(r'<tr id="b1-\w+" data-light="(\w+)"', opened)
    assert lights[:25] == ["red"] * 14 + ["yellow"] * 11
    assert "red" not in lights[25:]


def test_news_is_what_changed_is_bad_or_was_finished_just_now() -> None:
    by_id = {v.indicator.id: v for v in view().verdicts()}
    done = by_id["7a"]
    assert quiet(done)
    assert not quiet(done._replace(past=(*done.past[:-1], done.past[-1]._replace(reason=Reason.ON_PACE))))
    assert not quiet(done._replace(trend="caught_up"))
    assert not quiet(done._replace(status=Status.LATE))
    held = by_id["2a"]
    assert quiet(held)
    assert not quiet(held._replace(value=Fraction(99)))
    assert not quiet(held._replace(past=()))
    assert quiet(by_id["0h"]._replace(reason=Reason.NOT_DUE))
    assert not quiet(by_id["0h"])  # waits for the office
    assert not quiet(by_id["6e"]._replace(past=()))  # undated for the first time


def test_the_red_list_tells_unit_value_gap_reason_and_streak(text: str) -> None:
    rows = [
        re.sub(r"<[^>]+>", "|", row)
        for row in re.findall(r'<tr><th scope="row".*?</tr>', text.partition('id="b1-totals"')[0])
    ]
    lines = ["|".join(part.strip() for part in row.split("|") if part.strip()) for row in rows]
    assert (
        lines[0]
        == "线上线下文化活动|32g|市委宣传部、市文旅局|—/50场|数据不实|核查：抽查活动台账，同一场演出在两个县市重复计数|新亮"
    )
    assert (
        lines[1]
        == "支持建设的社区养老服务综合体|35a|市民政局|2/3个|逾期未完成|差1个|第3处9月取得用地手续，10月开工|连续4期"
    )
    assert (
        "重点减排项目|22d|市生态环境局|1/3个|严重滞后|应2个，差1个|第2个项目环评9月才通过，还没有开工|连续2期" in lines
    )
    assert any(
        line.startswith("县级城市建成区黑臭水体消除比例|23b|市水利和湖泊局等4个单位|—/40%|未报送|单位未说明")
        for line in lines
    )
    assert any("公交迁改方案|25c|市交通运输局|70%/完成|逾期未完成|已超过55天" in line for line in lines)
    assert any("退回|退回：“背街小巷整治”累计3条" in line for line in lines)
    assert len(lines) == 14


def test_more_red_lights_than_a_screen_takes_are_folded_below() -> None:
    shown = view()
    many = tuple(v._replace(light=Light.RED, reason=Reason.FAR_BEHIND) for v in shown.assessment.verdicts)
    made = html.render([shown._replace(assessment=shown.assessment._replace(verdicts=many))])
    first, _, rest = made.partition("<summary>其余")
    assert first.count('<tr><th scope="row"><a') == FIRST
    assert rest.startswith(f"{126 - FIRST}项红灯</summary>")


def test_what_went_back_stands_apart_from_what_never_came(text: str) -> None:
    back, _, owed = text.partition('id="b1-returned"')[2].partition('id="b1-owed"')
    assert "15a" in back
    assert "23b" not in back
    assert "市水利和湖泊局等4个单位" in owed
    assert "15a" not in owed.partition('id="b1-clerk"')[0]
    assert owed.partition('id="b1-clerk"')[0].count("23b") == 2  # its link and its name, once for all its leads


def test_units_come_worst_first_and_who_judges_stands_apart() -> None:
    ranking = parts.ranked(view(), "unit")
    red = [entry.cells[1] for entry in ranking.lines]
    assert red == sorted(red, reverse=True)
    assert [entry.name for entry in ranking.apart] == ["市质强办"]
    assert "市质强办" not in [entry.name for entry in ranking.lines]


def test_what_the_clerk_needs_is_folded_at_the_end(text: str) -> None:
    before, _, after = text.partition('id="b1-clerk"')
    assert "2023-q3.yaml:" not in before
    assert "plancheck" not in re.sub(r"<(style|script)>.*?</\1>", "", before, flags=re.DOTALL)
    assert after.count("<details>") == 3
    problems = re.findall(r"<li>(.*?)</li>", after)
    assert problems
    assert all(item.index("<small>") > item.index("”") for item in problems if "”" in item)  # plain words first
    assert "市水利和湖泊局、市生态环境局、市城管委、市农业农村局" in after


def test_the_nine_units_of_one_target_are_named_once_in_full() -> None:
    shown = views(DISTRICT)[0]
    joint = [v for v in shown.assessment.counted if len(v.measure.asked) == 9]
    red = joint[0]._replace(light=Light.RED, reason=Reason.FAR_BEHIND, streak=1)
    verdicts = tuple(red if v is joint[0] else v for v in shown.assessment.verdicts)
    made = html.render([shown._replace(assessment=shown.assessment._replace(verdicts=verdicts))])
    assert "区教育局等9个单位" in made
    body = re.sub(r"<option.*?</option>", "", made)
    assert body.count("、".join(joint[0].measure.asked)) == 1
    assert len(shown.assessment.verdicts) > 127


def test_every_light_has_a_fill_of_its_own_shape(text: str) -> None:
    fills = dict(re.findall(r'<rect class="f-(\w+)"[^>]*fill="([^"]+)"', text))
    assert fills == {"green": "#2f7d4f", "yellow": "url(#dots)", "red": "url(#stripes)", "unreported": "url(#hatch)",
                     "grey": "#eceae6"}  # fmt: skip
    assert {f"#{name}" for name in ("dots", "stripes", "hatch")} <= {
        f"#{name}" for name in re.findall(r'<pattern id="(\w+)"', text)
    }


def test_nothing_gained_of_more_than_nothing_draws_no_bar() -> None:
    spec = {"kind": "change", "target": 0, "strict": True, "direction": "up", "reported_as": "percent", "unit": "%"}
    (verdict,) = assess(make_plan(spec), {"2022-Q3": {"1a": 0}}).verdicts
    made = charts.bullet(verdict)
    assert made is not None
    assert (made.value, made.target, made.over) == (0, 0, False)


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
    assert float(stack["grey"].start) + float(stack["grey"].length) == 100
    assert round(sum(float(part.length) for part in stack.values()), 6) == 100


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
    for word in (
        "Every indicator",
        "What falls due next",
        "assumed",
        "Lead unit",
        "126 of 126 shown",
        "Reports due",
        "Red lights rose from 5 to 14",
        "58 reports owed",
    ):
        assert word in words, word
    assert not re.search(r"dashboard\.|column\.|heading\.", words)


def test_every_message_of_the_dashboard_is_said_by_a_template_or_the_code() -> None:
    files = [*(ROOT / "checker/reporters/html").glob("*.py"), *(ROOT / "reports/templates").glob("*.html.j2")]
    source = "".join(file.read_text("utf-8") for file in files)
    kinds = {"column": COLUMNS, "sort": SORTS, "part": SECTIONS, "red": RED_HEADS}
    listed = {f"{kind}.{name}" for kind, names in kinds.items() for name in names}
    listed |= {f"part.{name}" for name in ("points", "reds")}
    listed |= {f"state.{name}" for name in ("owed", "done", "late", "back", "missing")}
    listed |= {f"green.{name}" for name in ("completed", "reached", "not-due")}
    listed |= {f"group.{name}" for name in ("red", "yellow", "rest")}
    listed |= {f"findings.{name}" for name in ("returned", "waiting")}
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


def test_of_several_periods_only_the_newest_is_told_in_full(tmp_path: Path) -> None:
    made = run("run", *BOTH, *ON, "--format", "html", code=1).out
    assert made.count('class="board"') == 1
    assert 'id="overview"' not in made
    assert "2023年第三季度" in made.partition("</header>")[0]
    (folded,) = re.findall(r'<details class="earlier">(.*?)</details>', made, re.DOTALL)
    assert folded.startswith("<summary>2022年第四季度 ")
    assert folded.count('<tr><th scope="row">') == 5
    assert "href" not in folded  # nothing to lead to
    run("run", *BOTH, *ON, "--format", "html", "--format", "json", "--out", tmp_path, code=1)
    names = sorted(file.name for file in tmp_path.iterdir())
    assert names[0] == "huangshi-public-service-2022-Q4-2023-Q3.html"
    assert len(names) == 3
    assert (tmp_path / names[0]).read_text("utf-8") == made


def test_several_plans_begin_with_an_overview_that_names_the_gravest_and_says_that_periods_differ() -> None:
    made = html.render([*views(Q4), *views(Q3), *views(DISTRICT)])
    assert made.index('id="overview"') < made.index('id="b1-top"') < made.index('id="b2-top"')
    assert made.count("<h1") == 1
    overview = made.partition('id="b1-top"')[0]
    assert overview.count('<tr><th scope="row"') == 2
    assert "各方案的考核期不同" in overview
    assert overview.count('class="mini"') == 8
    for name in ("32g", "35a", "21c"):
        assert f'href="#b1-{name}"' in overview
    assert 'href="#b1-reds">其余11项红灯</a>' in overview
    assert "各方案的考核期不同" not in html.render([*views(Q4), *views(Q3)])


def test_made_up_values_are_marked_where_others_are_not() -> None:
    shown = view()
    real = shown._replace(assessment=shown.assessment._replace(illustrative=False))
    mark = speaker("zh")("illustrative")
    assert html.render([real]).count(mark) == 0
    assert html.render([shown, shown]).count(mark) == 1
    other = real.assessment._replace(plan=real.assessment.plan._replace(id="other"))
    assert html.render([shown, real._replace(assessment=other)]).count(mark) == 2  # at the top and at its board


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
    assert all(0 <= x <= charts.SPARK_WIDTH and 0 <= y <= charts.SPARK_HEIGHT for _, x, y in line.marks)
    assert line.marks[0][2] > line.marks[1][2] > line.marks[3][2]
    assert len(charts.spark([entry(n) for n in range(36)]).marks) == 1
    assert charts.spark([entry(3)]).lines == ()


def test_a_hundred_indicators_over_twelve_quarters_stay_small(tmp_path: Path) -> None:
    made = html.render([bench.view(tmp_path)])
    assert len(made.encode()) < 250_000
    assert made.count('class="spark"') == 100


def test_what_was_sent_back_and_falls_due_soon_is_listed(tmp_path: Path) -> None:
    """Its verdict holds findings, which nobody can put into a set."""
    from tests.operation.offices import office, report

    report(office(tmp_path), "2022-q3", _1a="约12场")
    run("run", "2022-q3.yaml", "--on", "2022-12-20", "--format", "html", "--out", "out", cwd=tmp_path, code=(0, 1))
    (page,) = (tmp_path / "out").iterdir()
    assert "1a" in page.read_text("utf-8").split("2022-12-31", 1)[1]
