"""The table of finding codes: each is raised, expected by a test, said in every language and printed on its page."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from checker.locale import TAGS
from checker.model import Level, Where, as_warning, finding
from checker.model.codes import CODES, GROUPS
from tests.words.catalogues import own
from tools import findings

ROOT = Path(__file__).parents[2]
TABLE = ROOT / "checker" / "model" / "codes.py"
NEAREST = {"finding.nearest", "finding.known"}
"""Said behind any sentence."""


@cache
def sources() -> dict[Path, ast.Module]:
    """The program without the table itself."""
    files = (file for file in (ROOT / "checker").rglob("*.py") if file != TABLE)
    return {file: ast.parse(file.read_text("utf-8")) for file in files}


@cache
def literals() -> frozenset[str]:
    nodes = (node for tree in sources().values() for node in ast.walk(tree))
    return frozenset(n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str))


@cache
def expected() -> frozenset[str]:
    """The codes that broken files name in their first lines, tables of cases under `has`, and tests as words of their own."""
    words = set[str]()
    for file in (ROOT / "tests").rglob("*.*"):
        if file.suffix == ".yaml" and "bad" in file.parts:
            head = file.read_text("utf-8").split("\n", 1)[0].removeprefix("# expect: ")
            words |= {entry.split()[0] for entry in head.split("; ") if entry.split()}
        elif file.suffix == ".yaml" and file.parent.name == "table":
            words |= {word.strip() for found in re.findall(r"\bhas: \[([^\]]+)\]", file.read_text("utf-8"))
                      for word in found.split(",")}  # fmt: skip
        elif file.suffix == ".py" and file != Path(__file__):
            text = file.read_text("utf-8")
            words |= set(re.findall(r"""["'\[]([\w-]+)(?:["'\]]| \d+:\d+)""", text))
            words |= {part for found in re.findall(r'"([\w|-]+\|[\w|-]+)"', text) for part in found.split("|")}
    return frozenset(words)


def test_no_code_stands_in_two_groups() -> None:
    assert sum(map(len, GROUPS.values())) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_raised_and_expected(code: str) -> None:
    assert code.removeprefix("rule-") in literals()  # of the schemas' rules each is a code
    assert code in expected()


@pytest.mark.parametrize("tag", TAGS.values())
def test_every_code_is_said_and_every_sentence_has_a_code(tag: str) -> None:
    messages = own(tag)
    said = {f"finding.{code}" for code in CODES} | {f"mend.{code}" for code, about in CODES.items() if about.mends}
    cells = {f"mend.{code}.cell" for code in CODES}
    there = {name for name in messages if name.startswith(("finding.", "mend."))} - NEAREST
    assert said - there == set()
    assert there - said - cells == set()


def test_findings_are_made_by_the_table_only() -> None:
    """One constructor gives the level; an unknown code is an error at once."""
    made = {file.relative_to(ROOT).as_posix() for file, tree in sources().items() for node in ast.walk(tree)
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding"}  # fmt: skip
    assert made == {"checker/model/findings.py"}
    with pytest.raises(KeyError):
        finding("no-such-code", Where("a.yaml"))


def test_a_finding_knows_what_it_speaks_of() -> None:
    made = finding("E1", Where("a.yaml", 7, 3), indicator="7a", field="value", name="甲")
    assert (made.level, made.indicator, made.field) == (Level.RETURNED, "7a", "value")
    assert made.facts == {"indicator": "7a", "field": "value", "name": "甲"}
    assert as_warning(made) == made._replace(level=Level.WARNING)


def test_the_page_is_what_the_table_prints() -> None:
    assert findings.PAGE.read_text("utf-8") == findings.page()
    assert findings.TITLES.keys() == GROUPS.keys()
