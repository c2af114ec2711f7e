"""A plan without a document number (责任分解表): every output names the plan and leaves no empty brackets behind."""

from __future__ import annotations

import pytest

from checker.locale import speaker
from checker.papers import slips, typesetting
from checker.papers.circular import compose
from checker.reporters import html, json, md, table
from checker.words import explanation
from checker.words.view import View
from tests.examples import DAY
from tests.harness import SHARED, assess, make_plan
from tests.papers.drafts import LETTER, texts

NUMBER = "黄政办发〔2021〕58号"
EMPTY = ("（）", "()", "（，", "None", "》，", "” ,")


def view(lang: str = "zh", *, numbered: bool = False) -> View:
    plan = make_plan({"kind": "cumulative", "target": 20, "unit": "场"})
    document = {key: text for key, text in plan.document.items() if numbered or key != "number"}
    return View(assess(plan._replace(document=document), {"2022-Q1": {"1a": 1}}), speaker(lang), SHARED)


def slip(shown: View) -> str:
    return texts(typesetting.slip(slips.slips([shown], LETTER)[0], DAY))


def circular(shown: View, form: str) -> str:
    made = typesetting.circular(compose([shown], LETTER), shown.say, DAY, form)
    return texts(made) if isinstance(made, bytes) else made


OUTPUTS = {
    "table": lambda shown: table.render([shown]),
    "json": lambda shown: json.render([shown]),
    "md": lambda shown: md.render([shown]),
    "html": lambda shown: html.render([shown]),
    "explain": lambda shown: "\n".join(text for _, text in explanation.explain(shown, shown.assessment.verdicts[0])),
    "circular.docx": lambda shown: circular(shown, "docx"),
    "circular.md": lambda shown: circular(shown, "md"),
    "circular.html": lambda shown: circular(shown, "html"),
    "slip": slip,
}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", OUTPUTS)
def test_no_output_prints_a_number_that_is_not_there(name: str, lang: str) -> None:
    text = OUTPUTS[name](view(lang))
    assert "小方案" in text
    assert NUMBER not in text
    page, _, _ = text.partition("<script>")  # the page's own script calls functions
    assert [mark for mark in EMPTY if mark in page] == []


@pytest.mark.parametrize("name", [name for name in OUTPUTS if name != "json"])
def test_a_number_that_is_there_is_printed(name: str) -> None:
    assert NUMBER in OUTPUTS[name](view(numbered=True))


def test_a_slip_gives_the_clause_alone() -> None:
    (made,) = slips.slips([view()], LETTER)
    assert made.items.rows[0][1] == "指标（一（一））"
    assert "《小方案》由你单位牵头" in made.paragraphs[0].text


def test_the_page_has_no_line_for_the_number() -> None:
    assert "文号" in html.render([view(numbered=True)])
    assert "文号" not in html.render([view()])
