"""The dashboard in a real browser: it filters and sorts, works by keyboard, stays inside its page and is accessible."""

from __future__ import annotations

import re
import shutil
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.command import ON, Q3, Q4, ROOT, run

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright  # noqa: E402

CHROMIUM = Path("/usr/bin/chromium")
CACHE = ROOT / ".cache" / "axe"
AXE = "axe-core@4.14.1"
pytestmark = pytest.mark.skipif(not CHROMIUM.exists(), reason=f"{CHROMIUM} is not installed")

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as engine:
        opened = engine.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    both = (Q3, Q4, "--on", "2023-02-01")
    cases = {"zh": (Q3, *ON), "en": (Q3, *ON, "--lang", "en"), "several": both}
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


def test_lights_units_domains_and_words_filter(visit: Open) -> None:
    page = visit()
    whole = shown(page)
    page.get_by_role("button", name="红 14").click()
    red = shown(page)
    assert len(red) == 14
    assert page.get_by_role("status").inner_text() == "显示14项，共127项。"
    page.get_by_role("button", name="黄 11").click()
    assert len(shown(page)) == 25
    page.locator("[data-filter=domain]").select_option(label="公用事业")
    some = shown(page)
    assert some
    assert set(some) < set(whole)
    page.get_by_role("button", name="清除").click()
    assert shown(page) == whole
    page.locator("[data-filter=unit]").select_option(label="市人社局")
    assert len(shown(page)) == 21
    page.get_by_role("searchbox", name="查找").fill("招聘 周数")
    assert shown(page) == ["7d"]
    page.get_by_role("searchbox", name="查找").fill("无此指标")
    assert shown(page) == []
    assert page.get_by_role("status").inner_text() == "显示0项，共127项。"


def test_columns_sort_both_ways_and_the_plan_comes_back(visit: Open) -> None:
    page = visit()
    whole = shown(page)
    head = page.get_by_role("columnheader", name="亮灯", exact=True).first
    head.get_by_role("button").click()
    lights = values(page, "data-light")
    assert lights == ["red"] * 14 + ["yellow"] * 11 + ["grey"] * 19 + ["green"] * 83
    assert head.get_attribute("aria-sort") == "ascending"
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "descending"
    assert values(page, "data-light")[0] == "green"
    page.locator("select[data-sort]").select_option(label="进度：慢在前")
    gaps = values(page, "data-k-progress")
    numbers = [float(gap) for gap in gaps if gap]
    assert numbers == sorted(numbers)
    assert gaps[: len(numbers)] == [gap for gap in gaps if gap]
    page.locator("select[data-sort]").select_option(label="连续：多在前")
    assert values(page, "data-k-streak")[0] == "4"
    page.locator("select[data-sort]").select_option(label="方案顺序")
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
    assert len(shown(page)) < 31
    page.get_by_role("button", name="清除").focus()
    page.keyboard.press("Enter")
    page.get_by_role("columnheader", name="时限").get_by_role("button").focus()
    page.keyboard.press("Enter")
    days = values(page, "data-k-by")
    assert days == sorted(days)


def test_links_lead_to_rows_that_are_hidden_too(visit: Open) -> None:
    page = visit()
    page.get_by_role("searchbox", name="查找").fill("网络招聘会")
    assert "2c" not in shown(page)
    page.locator(".heat a[href='#b1-2c']").click()
    assert "2c" in shown(page)
    expect(page.locator("#b1-2c")).to_be_in_viewport()
    page.locator(".standings a", has_text="市民政局").click()
    assert page.locator("[data-filter=unit]").locator("option:checked").inner_text() == "市民政局"
    assert len(shown(page)) == 6


def test_each_plan_of_several_has_its_own_tools(visit: Open) -> None:
    page = visit("several")
    page.locator("#b2-top").get_by_role("button", name="红").click()
    assert page.locator("#b1-top tr[data-light='green']:visible").count() > 0
    assert page.locator("#b2-top tr[data-light='green']:visible").count() == 0
    page.locator(".overview a").nth(1).click()
    expect(page.locator("#b2-title")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 768, 1024, 1280])
@pytest.mark.parametrize("name", ["zh", "en", "several"])
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
        """() => [...document.querySelectorAll('.rows td, .rows th, .standings td, .standings th, .heat a')]
        .filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 90))"""
    )
    assert clipped == []


@pytest.fixture(scope="module")
def axe() -> str:
    """The text of axe-core, fetched once through npm into a folder that git does not see."""
    file = CACHE / "package" / "axe.min.js"
    if not file.exists():
        if not shutil.which("npm"):
            pytest.skip("axe-core is not cached and npm is not installed")
        CACHE.mkdir(parents=True, exist_ok=True)
        (CACHE / ".gitignore").write_text("*\n")
        done = subprocess.run(
            ["npm", "pack", AXE, "--silent"], cwd=CACHE, capture_output=True, check=False, timeout=120
        )
        packed = sorted(CACHE.glob("axe-core-*.tgz"))
        if done.returncode or not packed:
            pytest.skip(f"npm could not fetch {AXE}: {done.stderr.decode()[-200:]}")
        with tarfile.open(packed[0]) as archive:
            archive.extract("package/axe.min.js", CACHE, filter="data")
    return file.read_text("utf-8")


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
        assert contrast(of(f".l-{light}", "color"), of(f".l-{light}", "backgroundColor")) >= 4.5
        assert contrast(of(f".h-{light}", "color"), of(f".h-{light}", "backgroundColor")) >= 4.5
    assert contrast(of("small", "color"), paper) >= 4.5
    assert contrast(of(".c-tick", "fill"), paper) >= 15
    assert contrast(of("#m-done", "fill"), paper) >= 10
    edges = {
        "#m-green": "fill",
        "#m-red": "fill",
        "#m-yellow": "fill" if scheme == "dark" else "stroke",
        "#m-grey": "stroke",
    }
    assert all(contrast(of(mark, name), paper) >= 3 for mark, name in edges.items())


def test_it_prints_on_a4_with_heads_on_every_page(visit: Open, tmp_path: Path) -> None:
    page = visit(scheme="dark")
    file = tmp_path / "page.pdf"
    page.pdf(path=str(file), prefer_css_page_size=True)
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed")
    info = subprocess.run(["pdfinfo", file], capture_output=True, check=True, encoding="utf-8").stdout
    assert "841.92 x 594.96 pts (A4)" in info or "(A4)" in info
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, encoding="utf-8").stdout
    pages = [part for part in text.split("\f") if part.strip()]
    rows = [part for part in pages if "目标 " in part]
    assert len(rows) > 5
    for part in rows:
        assert all(word in part for word in ("亮灯", "进度", "走势与展望", "时限", "说明"))
    flat = text.replace("\n", "").replace(" ", "")
    assert "筛选" not in flat
    assert f"1/{len(pages)}" in flat
    assert all(name in flat for name in ("7a网络招聘会", "39f", "0g", "按牵头单位", "数据问题"))
