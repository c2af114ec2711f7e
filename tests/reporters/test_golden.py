"""Golden outputs: what each format prints of the third quarter. Renew with --renew and look at the difference."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.files.places import shipped
from checker.judging.jobs import gather
from checker.reading.library import Library
from tests.command import ON, Q3, ROOT, run

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = {
    "q3.txt": ("run", Q3, *ON),
    "q3-full.txt": ("run", Q3, *ON, "--full"),
    "q3.json": ("run", Q3, *ON, "--format", "json"),
    "q3.csv": ("run", Q3, *ON, "--format", "csv"),
    "q3.md": ("run", Q3, *ON, "--format", "md"),
    "q3.en.txt": ("run", Q3, *ON, "--lang", "en"),
    "q3-market.txt": ("run", Q3, *ON, "--unit", "市市场监管局"),
    "explain.txt": ("explain", Q3, *ON, "4b", "6c", "11a", "17a", "21a", "22e", "24a", "33b", "37a", "38b"),
    "due.txt": ("due", Q3, "--on", "2022-10-14", "--days", "90"),
}


@pytest.mark.parametrize("name", CASES)
def test_output_is_the_golden_one(name: str, request: pytest.FixtureRequest) -> None:
    printed = run(*CASES[name], code=(0, 1)).out
    file = GOLDEN / name
    if request.config.getoption("--renew"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(printed.encode())
    assert file.read_bytes().decode() == printed


def test_the_picture_of_readme_is_the_programs_own_output(request: pytest.FixtureRequest) -> None:
    from tools import picture

    drawn = picture.draw(picture.table())
    if request.config.getoption("--renew"):
        picture.PICTURE.write_text(drawn, encoding="utf-8")
    assert picture.PICTURE.read_text("utf-8") == drawn


def test_the_year_shows_what_the_examples_promise() -> None:
    """Every light, a recovery, a slip back, a late, a missing and a returned report, a correction, a false value."""
    from datetime import date

    library = Library.at(shipped("indicators"))
    jobs, found = gather(sorted((ROOT / "examples/huangshi").glob("*.yaml")), library)
    assert not [f for f in found if f.level == "fault"]
    verdicts = [v for job in jobs for v in job.judged(library, date(2023, 10, 25)).verdicts]
    assert {v.light for v in verdicts} == {"green", "yellow", "red", "grey"}
    assert {v.status for v in verdicts} == {"on_time", "late", "missing", "returned", "not_due"}
    assert {v.trend for v in verdicts} == {"", "caught_up", "slipped_back"}
    assert {v.step for v in verdicts} == {0, 1, 2, 3, 4}
    assert len({v.reason for v in verdicts}) >= 18
    assert any(v.reported and v.reported.correction for v in verdicts)
    assert all(job.known[job.period].illustrative for job in jobs)
