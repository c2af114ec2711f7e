"""The shipped form, read against the document, and the faults of a form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker.files import yamlfile
from checker.reading.library import Library
from checker.survey import reading
from tests.command import ROOT, run
from tools.answers import form

FILE = ROOT / "indicators" / "survey" / "public-service-monitoring.yaml"
LIBRARY = Library.at(ROOT / "indicators")


def test_the_form_holds_what_the_annex_holds() -> None:
    made = form()
    assert [section.id for section in made.sections] == ["A", *(f"B{n}" for n in range(1, 13)), "C", "D"]
    assert [len(section.items) for section in made.domains] == [4, 4, 5, 4, 8, 3, 4, 6, 3, 3, 6, 6]
    assert all(section.overall for section in made.domains)
    assert [len(section.questions) for section in made.sections if section.id in "CD"] == [4, 1]
    assert (made.low, made.high, made.unknown) == (1, 10, "不了解")


def test_the_roads_are_those_of_the_annex() -> None:
    made = {question.id: question for _, question in form().questions()}
    assert made["A-a"].stop == ("不足半年",)
    skips = {name: question.skip for name, question in made.items() if question.skip}
    assert skips == {
        "B1-a": ("否",), "B2-a": ("否",), "B3-a": ("没有接受医疗服务",), "B7-a": ("不使用公共交通",), "B11-a": ("否",),
        "B12-a": ("最近未办理过行政事务",),
    }  # fmt: skip
    assert made["B11-b"].routes["社区居家养老"] == ("B11-5", "B11-6")


def test_short_names_leave_out_what_stands_in_brackets() -> None:
    made = {question.id: question.short for question in form().scored()}
    assert made["B8-1"] == "食品安全状况"
    assert made["B9-1"] == "服务场所覆盖情况"


Change = Callable[[dict[str, Any]], object]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d["scale"].update(satisfied=11), "survey-scale"),
        (lambda d: d["words"].update(满意=[10]), "survey-words"),
        (lambda d: d["words"].update(满意=[8, 9, 10]), "survey-words"),
        (lambda d: d["sections"][1]["questions"][1].update(id="B1-a"), "survey-twice"),
        (lambda d: d["sections"][1]["questions"][1].update(options=["a", "b"]), "survey-options"),
        (lambda d: d["sections"][1]["questions"][0].update(skip=["不是"]), "survey-option"),
        (lambda d: d["sections"][11]["questions"][1].update(routes={"社区居家养老": ["B1-1"]}), "survey-item"),
        (lambda d: d["sections"][1].update(domain="nothing"), "unknown-domain"),
        (lambda d: d["indicators"][0].update(of="nothing"), "survey-of"),
        (lambda d: d.update(sampling="maybe"), "bad-choice"),
    ],
)
def test_a_fault_of_a_form_is_found(change: Change, code: str, tmp_path: Path) -> None:
    import json

    document, _ = yamlfile.read(FILE)
    assert document is not None
    data = json.loads(json.dumps(document.data, default=float))
    change(data)
    file = tmp_path / "form.yaml"
    file.write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    assert code in [found.code for found in reading.read(file, LIBRARY)[1]]
    assert f"[{code}]" in run("lint", file, code=2).err
    assert f"[{code}]" in run("survey", "--form", file, "--blank", "--out", tmp_path, code=2).err
