"""Which column holds which question: by its text, in every layout, never by its place."""

from __future__ import annotations

import random
from collections.abc import Mapping
from types import MappingProxyType

import pytest

from checker.model import Where
from checker.survey import columns
from checker.survey.columns import Columns, plain
from tools import answers as people
from tools.answers import form

WHERE = Where("a.csv")


def found(heads: list[str], mapped: Mapping[str, str] = MappingProxyType({})) -> tuple[Columns, list[str]]:
    made, faults = columns.find(form(), heads, mapped, WHERE)
    return made, [fault.code for fault in faults]


@pytest.mark.parametrize(
    "head",
    [
        "自来水水质", "12、自来水水质", "12.自来水水质 ", "Q12．自来水水质", "①自来水水质", "第12题 自来水水质", "自来水水质*",
        "自来水水质[单选题]", "自来水水质（单选题）", "* 12、自来水水质", "自来水　水质", "B5-1", "B5/B5_1", "请评分—①自来水水质",
        "请您评分 [自来水水质]", "B5[SQ001]", "b5[1]",
    ],
)  # fmt: skip
def test_a_question_is_found_under_many_heads(head: str) -> None:
    made, _ = found([head])
    assert made.of["B5-1"] == 0


@pytest.mark.parametrize("layout", ["plain", "wjx", "tencent", "limesurvey", "kobo", "wjx_positions"])
def test_columns_are_found_in_any_order(layout: str) -> None:
    heads = getattr(people, layout)(people.people(1))[0]
    random.Random(4).shuffle(heads)
    made, faults = found(heads)
    assert faults == []
    for _, question in form().questions():
        if question.id in made.of and layout in ("plain", "wjx", "tencent"):
            assert plain(heads[made.of[question.id]]) == plain(question.ask)
    assert set(made.of) | set(made.options) == {question.id for _, question in form().questions()}


def test_no_column_is_an_error_that_names_the_nearest() -> None:
    heads = [head.replace("自来水水质", "自来水的水质好坏") for head in people.plain([])[0]]
    _, faults = columns.find(form(), heads, {}, WHERE)
    assert [(fault.code, fault.facts["question"]) for fault in faults] == [("survey-no-column", "B5-1")]
    assert "自来水的水质好坏" in str(faults[0].facts["near"])


def test_a_free_text_may_be_missing() -> None:
    heads = [head for head in people.plain([])[0] if "意见和建议" not in head]
    assert found(heads)[1] == []


def test_two_columns_are_an_error_that_a_map_settles() -> None:
    heads = [*people.plain([])[0], "3、自来水水质"]
    made, faults = found(heads)
    assert faults == ["survey-two-columns"]
    made, faults = found(heads, {"B5-1": "3、自来水水质"})
    assert faults == []
    assert made.of["B5-1"] == len(heads) - 1


def test_personal_columns_are_left_out_and_counted() -> None:
    heads = people.wjx([])[0]
    made, _ = found([*heads, "您的手机号码", "邮箱", "微信昵称"])
    assert (made.unused, made.private) == (9, 5)  # 来源详情 and 来自IP too
