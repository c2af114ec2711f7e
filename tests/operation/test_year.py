"""A year in the office ends with a chain that every verifier accepts; docs/year.md is what really happened."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest

from tests.command import ROOT
from tests.operation.test_verify import content, digest
from tests.operation.year import ARCHIVE, page, played

PAGE = ROOT / "docs" / "year.md"
BAGS = ("2022-Q1", "2022-Q2", "2022-Q3", "2022-Q3-correction-1", "2022-Q4")


@pytest.mark.slow
def test_the_page_is_the_year_as_it_was(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    started = time.process_time()
    year = played(tmp_path)
    took = time.process_time() - started
    if request.config.getoption("--renew"):
        PAGE.write_text(page(year), "utf-8")
    plan = tmp_path / ARCHIVE
    assert [path.name for path in sorted(plan.iterdir()) if path.is_dir()] == list(BAGS)
    assert all(content(plan / name) for name in BAGS)
    for before, after in pairwise(BAGS):
        assert digest(plan, before) in (plan / after / "bag-info.txt").read_text("utf-8")
    titles = [message["title"] for message in year.receiver.got]
    assert len(titles) == len(set(titles))  # nothing twice
    numbers = [int(title.split("第", 1)[1].split("号", 1)[0]) for title in titles]
    assert sorted(numbers) == list(range(1, max(numbers) + 1))  # nothing lost
    assert took < 60
    assert PAGE.read_text("utf-8") == page(year)
