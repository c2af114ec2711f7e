"""The worked cases of docs/rules.md: every rule has one, and each comes out as the page says."""

from __future__ import annotations

import re
from typing import Any

import pytest

from checker.files import yamlfile
from tests.command import ROOT
from tests.rules.test_table import check

PAGE = (ROOT / "docs" / "rules.md").read_text("utf-8")
RULE = re.compile(r"^\*\*(\d\.\d+\.\d+[a-z]?)\*\*", re.MULTILINE)
BLOCK = re.compile(r"^```yaml\n(- case: .*?)^```$", re.MULTILINE | re.DOTALL)
LONGEST = 900
USUAL = {"name": "投资", "kind": "cumulative", "unit": "亿元", "target": "100", "by": "2022-12-31"}
CITED = ("checker", "tests", "tools", "docs")


def of_block(text: str) -> dict[str, Any]:
    """Read the one case of a block; without indicators, or with their number only, they are the usual one."""
    document, found = yamlfile.parse(text, "rules.md")
    assert document is not None, (text, found)
    assert not found, (text, found)
    (case,) = document.data
    items = case.get("indicators", 1)
    return {**case, "indicators": items if isinstance(items, list) else [USUAL] * int(items)}


CASES = [of_block(text) for text in BLOCK.findall(PAGE)]


def test_every_rule_has_one_case_right_below_it() -> None:
    heads = list(RULE.finditer(PAGE))
    ends = [head.start() for head in heads[1:]] + [len(PAGE)]
    assert len(heads) > 70
    for head, end in zip(heads, ends, strict=True):
        below = [of_block(text)["case"].split(" ")[0] for text in BLOCK.findall(PAGE[head.end() : end])]
        assert below == [head[1]]
    assert len(CASES) == len(heads)
    assert len({head[1] for head in heads}) == len(heads)


def test_rules_are_numbered_under_their_sections_without_gaps() -> None:
    last: dict[str, int] = {}
    for head in re.finditer(r"^### (\d\.\d+) |^\*\*(\d\.\d+)\.(\d+)[a-z]?\*\*", PAGE, re.MULTILINE):
        if head[1]:
            last[head[1]] = 0
        else:
            assert int(head[3]) - last[head[2]] in (0, 1), head[0]
            last[head[2]] = int(head[3])


def test_the_page_can_be_read_at_one_go() -> None:
    assert PAGE.count("\n") < LONGEST


def test_what_is_cited_stands_in_the_page() -> None:
    known = set(re.findall(r"^##+ (\d(?:\.\d+)?)\.? ", PAGE, re.MULTILINE)) | {head[1] for head in RULE.finditer(PAGE)}
    files = [file for folder in CITED for file in (ROOT / folder).rglob("*") if file.suffix in (".py", ".yaml", ".md")]
    cited = {
        number
        for file in files
        for numbers in re.findall(r"\brules (\d[\d., and]*)", file.read_text("utf-8"))
        for number in re.findall(r"\d(?:\.\d+)*", numbers)
    }
    assert cited <= known
    assert len(cited) > 4


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_case_of_the_page(case: dict[str, Any]) -> None:
    check(case)
