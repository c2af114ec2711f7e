"""What lint takes each file for, and where it looks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checker.files.places import shipped
from tests.command import run
from tests.reading.test_warnings import PLAN, VALUES

SPRING = PLAN.replace("03-16", "01-04")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan in a library, and a submission beside it."""
    (tmp_path / "indicators" / "huangshi").mkdir(parents=True)
    (tmp_path / "indicators" / "huangshi" / "small.yaml").write_text(SPRING, "utf-8")
    (tmp_path / "q3.yaml").write_text(VALUES, "utf-8")
    return tmp_path


def said(folder: Path, *arguments: object, code: int = 0) -> str:
    return run("lint", *(arguments or (folder,)), "--indicators", folder / "indicators", code=code).said


def test_hidden_files_and_folders_are_passed_over_unless_they_are_named(folder: Path) -> None:
    for name in (".q4.yaml", ".old/q4.yaml", "kept/.old/q4.yaml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(VALUES.replace("7a", "9z"), "utf-8")
        assert "[E7]" not in said(folder), name
    assert "[E7]" in said(folder, folder / ".q4.yaml", code=2)


@pytest.mark.parametrize("text", ["- plan: small\n- values: {}\n", "[[1], [2]]\n"])
def test_a_list_is_no_file_of_ours(text: str, folder: Path) -> None:
    (folder / "list.yaml").write_text(text, "utf-8")
    assert "list.yaml:1:1" in said(folder, folder / "list.yaml", code=2)
    assert "[unknown-file]" in said(folder, folder / "list.yaml", code=2)


def test_a_shared_file_that_lies_elsewhere_is_checked_as_well(folder: Path) -> None:
    text = (shipped("indicators") / "domains.yaml").read_text("utf-8")
    (folder / "domains.yaml").write_text(text, "utf-8")
    assert "domains.yaml" not in said(folder, folder / "domains.yaml")
    (folder / "domains.yaml").write_text(text + "no-such-thing: 1\n", "utf-8")
    assert "domains.yaml:" in said(folder, folder / "domains.yaml", code=2)


def test_a_plan_among_the_files_is_known_to_its_submissions_wherever_it_lies(folder: Path) -> None:
    away = folder / "away"
    away.mkdir()
    shutil.move(folder / "indicators" / "huangshi" / "small.yaml", away / "small.yaml")
    assert "[unknown-plan]" in said(folder, folder / "q3.yaml", code=2)
    assert "[unknown-plan]" not in said(folder, folder / "q3.yaml", away / "small.yaml")


@pytest.mark.parametrize("name", ["[small]", "{small: 1}", "3"])
def test_a_plan_that_is_no_name_is_said(name: str, folder: Path) -> None:
    (folder / "q3.yaml").write_text(VALUES.replace("small", name), "utf-8")
    assert "q3.yaml:1:7" in said(folder, folder / "q3.yaml", code=2)


def test_a_key_that_no_list_explains_comes_with_the_nearest(folder: Path) -> None:
    listed = folder / "indicators" / "same_as.yaml"
    listed.write_text((shipped("indicators") / "same_as.yaml").read_text("utf-8"), "utf-8")
    known = next(line.partition(":")[0] for line in listed.read_text("utf-8").splitlines() if line[:1].isalpha())
    file = folder / "indicators" / "huangshi" / "small.yaml"
    for found, hint in ((known + "s", True), ("zzz-zzz-zzz", False)):
        file.write_text(SPRING.replace("per: year", f"per: year, same_as: {found}"), "utf-8")
        line = next(line for line in said(folder, file).splitlines() if "[unknown-same-as]" in line)
        assert found in line
        assert (f"“{known}”" in line) == hint


@pytest.mark.parametrize(("start", "codes"), [("2022-09-30", True), ("2022-10-01", False)])
def test_values_of_a_plan_of_one_day_are_checked_and_of_one_that_ends_before_it_begins_are_not(
    start: str, codes: bool, folder: Path
) -> None:
    plan = SPRING.replace("start: 2022-01-01, end: 2022-12-31", f"start: {start}, end: 2022-09-30")
    (folder / "indicators" / "huangshi" / "small.yaml").write_text(plan, "utf-8")
    (folder / "q3.yaml").write_text(VALUES.replace("7a: 16", "7a: 16.5"), "utf-8")
    assert ("[E10]" in said(folder, folder / "q3.yaml", code=(0, 1, 2))) == codes  # type: ignore[arg-type]
