"""The blank form on a telephone, and the page of results: usable, accessible, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checker.survey import gathering
from checker.survey.answers import MISSING, NOT_ASKED, SKIPPED, Asked
from tests.command import run
from tools import answers as people
from tools.answers import form

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("survey")
    run("survey", "--blank", "--out", made)
    file = made / "answers.csv"
    file.write_text(people.text(people.plain(people.people(120, 4), {"区": ["甲区", "乙区"] * 60})), "utf-8")
    run("survey", file, "--format", "json", "--out", made)
    run("survey", file, "--by", "区", "--against", made / "survey.json", "--format", "html", "--out", made)
    return made


@pytest.fixture
def phone(browser: Browser, folder: Path) -> Iterator[Page]:
    """The blank form at 390 pixels without a network; afterwards nothing was complained of."""
    context = browser.new_context(viewport={"width": 390, "height": 800}, offline=True, accept_downloads=True)
    page, complaints = context.new_page(), list[str]()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto((folder / "public-service-monitoring.html").as_uri())
    yield page
    context.close()
    assert complaints == []


def choose(page: Page, question: str, word: str) -> None:
    page.locator(f'input[name="{question}"][value="{word}"]').check()


def shown(page: Page, question: str) -> bool:
    return page.locator(f'fieldset[data-id="{question}"]').is_visible()


def test_the_form_stays_inside_a_telephone(phone: Page) -> None:
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_roads_open_and_close(phone: Page) -> None:
    choose(phone, "B1-a", "否")
    assert not shown(phone, "B1-1")
    choose(phone, "B1-a", "是")
    assert shown(phone, "B1-1")
    choose(phone, "B11-a", "是")
    choose(phone, "B11-b", "社区居家养老")
    assert [shown(phone, f"B11-{n}") for n in range(1, 7)] == [False] * 4 + [True, True]
    assert shown(phone, "B11-overall")
    choose(phone, "A-a", "不足半年")
    assert not shown(phone, "B5-1")
    assert phone.locator("#stopped").is_visible()


def test_what_is_saved_is_read_as_it_was_answered(phone: Page, tmp_path: Path) -> None:
    choose(phone, "A-a", "半年以上")
    choose(phone, "B1-a", "否")
    choose(phone, "B5-1", "9")
    choose(phone, "B5-2", "不了解")
    choose(phone, "B11-a", "是")
    choose(phone, "B11-b", "社区居家养老")
    choose(phone, "B11-5", "7")
    choose(phone, "B3-a", "民营医院")
    choose(phone, "B3-a", "三级公立医院（市级医院）")
    phone.locator('fieldset[data-id="D-open"] textarea').fill('=1+1 "引号", 换\n行')
    with phone.expect_download() as download:
        phone.locator("#save").click()
    file = tmp_path / "back.csv"
    download.value.save_as(file)
    assert "'=1+1" in file.read_text("utf-8-sig")
    gathered, found = gathering.gather(form(), [file], Asked(), {})
    assert found == []
    assert gathered.answers is not None
    codes = dict(zip((question.id for question in form().scored()), gathered.answers.codes, strict=True))
    assert (codes["B5-1"], codes["B5-2"], codes["B5-3"], codes["B11-5"]) == (9, 201, MISSING, 7)
    assert codes["B1-1"] == SKIPPED
    assert codes["B11-1"] == NOT_ASKED
    assert codes["B3-1"] == MISSING


@pytest.mark.parametrize("name", ["public-service-monitoring", "survey"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, axe: str, folder: Path, name: str, scheme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto((folder / f"{name}.html").as_uri())
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()
    assert {v["id"]: [node["html"][:120] for node in v["nodes"][:3]] for v in found["violations"]} == {}


def test_the_page_of_results_stays_inside_a_telephone(browser: Browser, folder: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    page.goto((folder / "survey.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
