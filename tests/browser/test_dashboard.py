"""The dashboard in a real browser: it filters and sorts, works by keyboard, stays inside its page and is accessible."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.command import ON, Q3, ROOT, run

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, Request, expect  # noqa: E402

Open = Callable[..., Page]
EVERY = tuple(
    str(file.relative_to(ROOT))
    for name in ("huangshi", "jingzhou-district", "fang-county")
    for file in sorted((ROOT / "examples" / name).glob("*.yaml"))
)
"""Three plans of four quarters each."""
DISTRICT = ("examples/jingzhou-district/2024-q2.yaml", "--on", "2024-07-25")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    twelve = (*EVERY, "--on", "2024-10-25")
    cases = {"zh": (Q3, *ON), "en": (Q3, *ON, "--lang", "en"), "several": twelve, "district": DISTRICT}
    for name, arguments in cases.items():
        (folder / f"{name}.html").write_text(run("run", *arguments, "--format", "html", code=1).out, "utf-8")
    return {name: folder / f"{name}.html" for name in cases}


@pytest.fixture
def visit(browser: Browser, files: dict[str, Path]) -> Iterator[Open]:
    """Open a page; afterwards no request has left it and nothing was complained of."""
    contexts, asked, complaints = [], [], []

    def opened(name: str = "zh", width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme,  # type: ignore[arg-type]
                                      java_script_enabled=script, locale="zh-CN")  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(_address(request)))
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(files[name].as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert set(asked) <= {file.as_uri() for file in files.values()}
    assert complaints == []


def _address(request: Request) -> str:
    return request.url.partition("#")[0]


def shown(page: Page) -> list[str]:
    """Ids of the rows that can be seen, from the top."""
    found = page.evaluate(
        "[...document.querySelectorAll('.rows tr[data-light]')].filter(r => r.checkVisibility()).map(r => r.id.slice(3))"
    )
    return [str(name) for name in found]


def values(page: Page, name: str) -> list[str]:
    """One attribute of every row that can be seen, from the top."""
    found = page.evaluate(
        "name => [...document.querySelectorAll('.rows tr[data-light]')].filter(r => r.checkVisibility()).map(r => r.getAttribute(name))",
        name,
    )
    return [str(value) for value in found]


def test_it_reads_without_script(visit: Open) -> None:
    page = visit(script=False)
    expect(page.get_by_role("heading", name="黄石市公共服务质量提升行动方案")).to_be_visible()
    assert page.locator(".rows tr[data-light]").count() == 127
    assert page.locator(".tools").is_hidden()
    assert page.locator("th[data-sort] button").count() == 0
    page.locator(".quiet summary").click()
    assert len(shown(page)) == 127


def test_the_first_screen_says_what_matters(visit: Open) -> None:
    page = visit()
    top = "e => e.getBoundingClientRect().top"
    assert page.locator(".head").evaluate("e => e.getBoundingClientRect().height") < 90  # title and one line of facts
    assert page.locator(".points li").count() == 3
    assert page.locator("table.reds tbody tr").count() == 14
    assert page.locator("table.reds tbody tr").first.evaluate(top) < 400
    assert page.locator("table.reds tbody tr").last.evaluate(top) < 900


def test_lights_units_domains_and_words_filter_and_count_as_the_totals_do(visit: Open) -> None:
    page = visit()
    whole = shown(page)
    assert len(whole) == 127 - 91  # the rest is folded
    assert page.get_by_role("status").inner_text() == "显示126项，共126项。"
    counts = [int(text) for text in page.locator(".figures strong").all_inner_texts()]
    buttons = [int(text) for text in page.locator(".lights button span").all_inner_texts()]
    assert counts == buttons
    assert sum(counts) == 126
    page.get_by_role("button", name="红 14").click()
    red = shown(page)
    assert len(red) == 14
    assert page.get_by_role("status").inner_text() == "显示14项，共126项。"
    page.get_by_role("button", name="黄 11").click()
    assert len(shown(page)) == 25
    page.locator("[data-filter=domain]").select_option(label="公用事业")
    some = shown(page)
    assert some
    assert set(some) < set(whole)
    page.get_by_role("button", name="清除").click()
    assert shown(page) == whole
    page.locator("[data-filter=unit]").select_option(label="市人社局")
    assert len(shown(page)) == 21  # the fold opens for what is sought
    assert page.get_by_role("status").inner_text() == "显示20项，共126项。"  # one says another's target once more
    page.locator("[data-filter=unit]").select_option(label="市农业农村局")
    assert "23b" in shown(page)  # one of four that the row does not name
    page.get_by_role("button", name="清除").click()
    page.get_by_role("searchbox", name="查找").fill("招聘 周数")
    assert shown(page) == ["7d"]
    page.get_by_role("searchbox", name="查找").fill("市农业农村局")
    assert "23a" in shown(page)
    page.get_by_role("searchbox", name="查找").fill("无此指标")
    assert shown(page) == []
    assert page.get_by_role("status").inner_text() == "显示0项，共126项。"


def test_columns_sort_both_ways_and_what_matters_comes_back(visit: Open) -> None:
    page = visit()
    whole = shown(page)
    head = page.get_by_role("columnheader", name="亮灯", exact=True).first
    head.get_by_role("button").click()
    lights = values(page, "data-light")
    assert lights == ["red"] * 14 + ["yellow"] * 11 + ["grey"] * 19 + ["green"] * 83
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert values(page, "data-light") == lights[::-1]
    assert head.get_attribute("aria-sort") == "descending"
    page.locator("select[data-sort]").select_option(label="进度：慢在前")
    gaps = [keys.split()[1] for keys in values(page, "data-k")]
    numbers = [float(gap) for gap in gaps if gap != "-"]
    assert numbers == sorted(numbers)
    assert set(gaps[len(numbers) :]) == {"-"}
    page.locator("select[data-sort]").select_option(label="连续：多在前")
    assert values(page, "data-k")[0].split()[2] == "4"
    page.locator("select[data-sort]").select_option(label="方案顺序")
    assert [int(keys.split()[0]) for keys in values(page, "data-k")] == list(range(127))
    page.locator("select[data-sort]").select_option(label="要紧的在前")
    assert shown(page) == whole


def test_everything_works_by_keyboard(visit: Open) -> None:
    page = visit()
    page.get_by_role("button", name="红 14").focus()
    page.keyboard.press("Space")
    assert len(shown(page)) == 14
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert len(shown(page)) == 25
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.filter") == "unit"
    page.keyboard.press("ArrowDown")
    assert len(shown(page)) < 25
    page.get_by_role("button", name="清除").focus()
    page.keyboard.press("Enter")
    page.get_by_role("columnheader", name="时限").first.get_by_role("button").focus()
    page.keyboard.press("Enter")
    days = [text[:10] for text in page.locator(".rows tr[data-light]:visible td:nth-of-type(3)").all_inner_texts()]
    assert days == sorted(days)
    assert len(days) == 127


def test_links_lead_to_rows_that_are_folded_or_hidden_too(visit: Open) -> None:
    page = visit()
    assert "2a" not in shown(page)
    page.locator(".heat a[href='#b1-2a']").click()
    assert "2a" in shown(page)
    expect(page.locator("#b1-2a")).to_be_in_viewport()
    page.get_by_role("searchbox", name="查找").fill("网络招聘会")
    assert "2c" not in shown(page)
    page.locator(".heat a[href='#b1-2c']").click()
    assert "2c" in shown(page)
    expect(page.locator("#b1-2c")).to_be_in_viewport()
    page.locator("table.reds a", has_text="垃圾分类示范村").click()
    expect(page.locator("#b1-21c")).to_be_in_viewport()
    page.locator(".standings a", has_text="市民政局").click()
    assert page.locator("[data-filter=unit]").locator("option:checked").inner_text() == "市民政局"
    assert len(shown(page)) == 6


def test_each_plan_of_several_has_its_own_tools(visit: Open) -> None:
    page = visit("several")
    page.locator("#b2-top").get_by_role("button", name="红").click()
    assert page.locator("#b1-top tr[data-light='yellow']:visible").count() > 0
    assert page.locator("#b2-top tr[data-light='yellow']:visible").count() == 0
    page.locator(".overview th a").nth(1).click()
    expect(page.locator("#b2-title")).to_be_in_viewport()
    page.locator(".overview td a[href='#b1-21c']").click()
    expect(page.locator("#b1-21c")).to_be_in_viewport()
    assert page.locator("#b1-top .earlier").count() == 3
    assert page.locator("#b1-top .earlier table").first.is_hidden()


def test_three_plans_of_four_quarters_are_one_small_page(files: dict[str, Path]) -> None:
    assert len(EVERY) == 12
    assert files["several"].stat().st_size <= 400_000


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
@pytest.mark.parametrize("name", ["zh", "en", "several", "district"])
def test_nothing_runs_over_the_edge(visit: Open, name: str, width: int) -> None:
    page = visit(name, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    over = page.evaluate(
        """width => [...document.querySelectorAll('body *')].filter(e => e.checkVisibility()
        && !e.closest('.away, .defs, defs') && e.getBoundingClientRect().right > width + 1).map(e => e.outerHTML.slice(0, 90))""",
        width,
    )
    assert over == []
    clipped = page.evaluate(
        """() => [...document.querySelectorAll('.rows td, .rows th, .standings td, .standings th, .reds td, .reds th, .plans td, .heat a')]
        .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 90))"""
    )
    assert clipped == []


@pytest.mark.parametrize(
    ("name", "width", "scheme"),
    [
        ("zh", 1280, "light"),
        ("zh", 1280, "dark"),
        ("several", 390, "light"),
        ("several", 390, "dark"),
        ("en", 1280, "light"),
    ],
)
def test_axe_finds_nothing(visit: Open, axe: str, name: str, width: int, scheme: str) -> None:
    page = visit(name, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(e => e.open = true)")  # what is folded counts too
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
    wrong = {v["id"]: [node["html"][:120] for node in v["nodes"][:3]] for v in found["violations"]}
    assert wrong == {}
    unsure = [
        node["html"][:120]
        for v in found["incomplete"] if v["id"] == "color-contrast"
        for node in v["nodes"] if any((check["data"] or {}).get("messageKey") != "nonBmp" for check in node["any"])
    ]  # fmt: skip
    assert unsure == []  # but for the symbols ● ▲ ■ ○, which axe does not measure: the next test does


def luminance(colour: str) -> float:
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    line = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return 0.2126 * line[0] + 0.7152 * line[1] + 0.0722 * line[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_symbols_text_and_marks_stand_out_in_both_schemes(visit: Open, scheme: str) -> None:
    page = visit(scheme=scheme)
    style = "(e, name) => getComputedStyle(e)[name]"

    def of(selector: str, name: str) -> str:
        return str(page.locator(selector).first.evaluate(style, name))

    paper = of("body", "backgroundColor")
    assert (luminance(paper) < 0.1) == (scheme == "dark")
    for light in ("green", "yellow", "red", "grey"):
        assert contrast(of(f".s-{light}", "color"), paper) >= 4.5
        tag = f"[data-light={light}] td:first-child span"
        assert contrast(of(tag, "color"), of(tag, "backgroundColor")) >= 4.5
        assert contrast(of(f".h-{light}", "color"), of(f".h-{light}", "backgroundColor")) >= 4.5
    assert contrast(of("small", "color"), paper) >= 4.5
    assert contrast(of(".c-tick", "fill"), paper) >= 15
    assert contrast(of("#m-done", "fill"), paper) >= 10
    edges = {
        "#g": "fill",
        "#r": "fill",
        "#y": "fill" if scheme == "dark" else "stroke",
        "#n": "stroke",
    }
    assert all(contrast(of(mark, name), paper) >= 3 for mark, name in edges.items())


def printed(page: Page, file: Path) -> list[str]:
    """The pages of a printed page, as text."""
    page.pdf(path=str(file), prefer_css_page_size=True)
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, encoding="utf-8").stdout
    return [part for part in text.split("\f") if part.strip()]


def test_it_prints_on_a4_with_the_first_screen_on_the_first_sheet(visit: Open, tmp_path: Path) -> None:
    file = tmp_path / "page.pdf"
    pages = printed(visit(scheme="dark"), file)
    info = subprocess.run(["pdfinfo", file], capture_output=True, check=True, encoding="utf-8").stdout
    assert "841.92 x 594.96 pts (A4)" in info or "(A4)" in info
    first = pages[0].replace(" ", "")
    for word in ("本期要点", "红灯由5项增至14项", "红灯清单", "垃圾分类示范村", "12345热线诉求工单闭环管理"):
        assert word in first, word
    assert "亮灯情况" not in first
    rows = [part for part in pages[1:] if "目标 " in part]
    assert len(rows) > 1
    for part in rows:
        assert all(word in part for word in ("亮灯", "进度", "走势", "时限", "说明"))
    flat = "".join(pages).replace("\n", "").replace(" ", "")
    assert "筛选" not in flat
    assert f"1/{len(pages)}" in flat
    assert all(name in flat for name in ("38e", "37d", "按牵头单位", "退回待改", "没有新情况的90项"))
    assert "数据核查中发现的问题" not in flat  # folded, and for the clerk


def test_three_plans_of_four_quarters_print_on_forty_pages_at_most(visit: Open, tmp_path: Path) -> None:
    pages = printed(visit("several"), tmp_path / "page.pdf")
    assert len(pages) <= 40
    assert "黄石市公共服务质量提升行动方案" in pages[0]
    assert "荆州区公共服务质量提升行动实施方案" in pages[0].replace(" ", "").replace("\n", "")


def test_black_and_white_print_keeps_the_lights_apart(visit: Open) -> None:
    """Each part of a bar differs from the others in grey, by its lightness or by its pattern."""
    page = visit()
    page.emulate_media(media="print")
    page.evaluate("document.documentElement.style.filter = 'grayscale(1)'")
    seen = set()
    for light in ("green", "yellow", "red", "unreported", "grey"):
        part = page.locator(f".key svg:has(rect.f-{light})").first
        seen.add(part.screenshot())
    assert len(seen) == 5
    fills = page.eval_on_selector_all(".key rect", "all => all.map(e => e.getAttribute('fill'))")
    assert sum(fill.startswith("url") for fill in fills) == 3
    assert contrast("rgb(47, 125, 79)", "rgb(236, 234, 230)") > 4  # the two that have no pattern
