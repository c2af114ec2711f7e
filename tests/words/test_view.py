"""What every output says of a verdict."""

from __future__ import annotations

import pytest

from checker.locale import speaker
from checker.words.view import View
from tests.harness import SHARED, assess, make_plan


def test_a_revised_target_never_hides_that_its_deadline_is_assumed() -> None:
    target = {
        "kind": "cumulative",
        "target": 10,
        "revisions": [{"from": "2022-02-01", "document": "某函〔2022〕1号", "target": 12}],
    }
    for indicator, mark in (
        (target, "推"),
        ({**target, "by": "2022-12-31"}, "调"),
        ({"kind": "rank", "baseline": 3, "by": "2022-12-31"}, ""),
    ):
        assessment = assess(make_plan(indicator), {"2022-Q1": {"1a": 3}})
        view = View(assessment, speaker("zh"), SHARED)
        assert view.deadline(assessment.verdicts[0]) == "2022-12-31" + mark


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("mark", ["assumed.short", "promised.short", "revised.short"])
def test_a_mark_behind_a_deadline_is_explained_where_it_stands(lang: str, mark: str) -> None:
    say = speaker(lang)
    assert say(mark) in say("table.legend")
