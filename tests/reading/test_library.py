"""The library is a value: what was found stands where it belongs, and reading a plan changes nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from checker.files import yamlfile
from checker.files.places import shipped
from checker.judging.linting import lint
from checker.model import Level
from checker.reading import shared
from checker.reading.library import Library
from tests.harness import codes

PLAN = "huangshi-public-service"
SHARED = ["localities.yaml", "domains.yaml", "profiles.yaml", "calendar.yaml"]


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are parsed from now on."""
    names: list[str] = []
    read = yamlfile.read

    def noted(path: Path, name: str | None = None) -> object:
        names.append(path.name)
        return read(path, name)

    monkeypatch.setattr(yamlfile, "read", noted)
    return names


def copied(folder: Path, name: str = "", old: str = "", new: str = "") -> Path:
    """Copy the shipped catalogue, with a change in one file."""
    shutil.copytree(shipped("indicators"), folder)
    if name:
        text = (folder / name).read_text("utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), "utf-8")
    return folder


def test_opening_reads_the_four_shared_files_and_parses_no_plan(reads: list[str]) -> None:
    library = Library.at(shipped("indicators"))
    assert reads == SHARED
    assert PLAN in library.ids


def test_a_plan_is_read_once_however_often_it_is_asked_for(reads: list[str]) -> None:
    library = Library.at(shipped("indicators"))
    first, second = library.plan(PLAN), library.plan(PLAN)
    assert reads == [*SHARED, "public-service.yaml"]
    assert first == second
    assert first[0] is second[0]


def test_what_is_wrong_with_a_plan_comes_with_the_plan(tmp_path: Path) -> None:
    library = Library.at(copied(tmp_path / "i", "huangshi/public-service.yaml", "domain: employment", "domain: work"))
    plan, found = library.plan(PLAN)
    assert plan is not None
    assert [f.code for f in found if f.level is Level.FAULT] == ["unknown-domain"]
    assert library.findings == ()
    assert [f for f in library.plan("huangshi-quality")[1] if f.level is Level.FAULT] == []


def test_an_id_that_no_file_claims_is_no_finding() -> None:
    assert Library.at(shipped("indicators")).plan("nowhere") == (None, ())


def test_an_id_that_two_files_claim_is_a_fault_of_the_plan_and_found_without_reading_it(
    tmp_path: Path, reads: list[str]
) -> None:
    folder = copied(tmp_path / "i")
    shutil.copy(folder / "huangshi/quality.yaml", folder / "huangshi/zz.yaml")
    library = Library.at(folder)
    assert codes([*library.doubled()]) == ["plan-twice"]
    assert reads == SHARED
    assert codes([f for f in library.plan("huangshi-quality")[1] if f.level is Level.FAULT]) == ["plan-twice"]
    assert library.findings == ()


@pytest.mark.parametrize("name", SHARED)
def test_a_broken_shared_file_is_said_at_once_and_accuses_no_plan(name: str, tmp_path: Path) -> None:
    folder = copied(tmp_path / "i")
    (folder / name).write_text("a：b\n", "utf-8")
    library = Library.at(folder)
    assert codes(library.findings) == ["full-width-colon"]
    assert Path(library.findings[0].where.file).name == name
    assert [f for f in library.plan(PLAN)[1] if f.level is Level.FAULT] == []


def test_a_folder_without_shared_files_takes_those_shipped(tmp_path: Path) -> None:
    library, whole = Library.at(tmp_path), Library.at(shipped("indicators"))
    assert (library.findings, dict(library.ids)) == ((), {})
    assert library.domains == whole.domains
    assert library.calendar.off == whole.calendar.off


def test_every_reader_of_a_shared_file_gives_no_value_where_the_shape_is_wrong(tmp_path: Path) -> None:
    for name, read in shared.READERS.items():
        (tmp_path / f"{name}.yaml").write_text("[]\n", "utf-8")
        value, found = read(tmp_path)
        assert (value, codes(found)) == (None, ["wrong-type"])


def test_lint_says_what_is_wrong_with_the_catalogue_beside_a_submission(tmp_path: Path) -> None:
    """The values cannot be checked against a plan that cannot be read: that must not look like a clean file."""
    plan = (shipped("indicators") / "huangshi/quality.yaml").read_text("utf-8").replace("plan: huangshi-", "plan: own-")
    (tmp_path / "indicators/own").mkdir(parents=True)
    (tmp_path / "indicators/own/quality.yaml").write_text(plan.replace("domain:", "domian:", 1), "utf-8")
    report = tmp_path / "2024-h2.yaml"
    report.write_text("plan: own-quality\nperiod: 2024-H2\nsubmitted: 2025-01-05\nvalues: {}\n", "utf-8")
    found = lint([report], Library.at(shipped("indicators")))
    assert sorted(codes(found)) == ["missing-key", "unknown-key"]
