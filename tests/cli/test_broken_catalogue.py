"""A fault in a shared file of the catalogue is said by every command that judges, and nothing is judged."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.command import ROOT, run

Q3 = "examples/huangshi/2023-q3.yaml"
PLAN = "huangshi-public-service"
SLIPS = {
    "calendar.yaml": ("2022-10-03", "2022-10-3", "bad-form"),
    "domains.yaml": ("english:", "englisch:", "unknown-key"),
    "localities.yaml": ("level: city", "level: town", "bad-choice"),
    "profiles.yaml": ("basis: ratio", "basis: ration", "bad-choice"),
}
"""What is mistyped in each shared file, and the code of what is then found."""

OWN = ["--on", "2023-10-25"]
JUDGING = {
    "run": ["run", Q3, *OWN],
    "run-narrowed": ["run", Q3, *OWN, "--profile", "yinchuan", "--domain", "employment"],
    "explain": ["explain", Q3, "7a", *OWN],
    "due-submission": ["due", Q3, *OWN],
    "due-plan": ["due", PLAN, *OWN],
    "circular": ["circular", Q3, *OWN, "--out", "{out}/circular.docx"],
    "slips": ["slips", Q3, *OWN, "--out", "{out}"],
    "form": ["form", PLAN, "--period", "2022-Q4", "--out", "{out}"],
    "form-history": ["form", PLAN, "--period", "2022-Q4", "--out", "{out}", "--history", "examples/huangshi"],
    "collect": ["collect", "examples/forms/by-id.csv", "--plan", PLAN, "--period", "2022-Q3", "--on", "2022-10-10",
                "--history", "examples/huangshi", "--output", "{out}/q3.yaml"],
    "templates": ["templates", "--check", "reports/templates/circular.docx"],
}  # fmt: skip


def mistyped(folder: Path, *names: str) -> list[str]:
    """Copy the shipped catalogue with slips in some shared files; return where each is and its code."""
    shutil.copytree(ROOT / "indicators", folder)
    places = []
    for name in names:
        right, wrong, code = SLIPS[name]
        text = (folder / name).read_text("utf-8")
        at = text.index(right)
        (folder / name).write_text(text[:at] + wrong + text[at + len(right) :], "utf-8")
        line, start = text.count("\n", 0, at) + 1, text.rfind("\n", 0, at) + 1
        value = right.find(" ") + 1  # a wrong word is found where it stands, not where its key does
        places.append(f"{folder / name}:{line}:{at - start + value + 1} [{code}]")
    return places


def faults(text: str) -> list[str]:
    """Place and code of every fault that was said."""
    return [f"{where} [{code}]" for where, code in re.findall(r"^(\S+:\d+:\d+): 错误：.* \[([\w-]+)\]$", text, re.M)]


def refused(command: str, tmp_path: Path, *names: str) -> None:
    """The command ends with exit code 2, says these faults and no others, and writes nothing."""
    catalogue, out = tmp_path / "indicators", tmp_path / "out"
    wanted = mistyped(catalogue, *names)
    arguments = [word.format(out=out) for word in JUDGING[command]]
    _, stdout, stderr = run(*arguments, "--indicators", str(catalogue), code=2)
    found = faults(stderr)
    missing = [fault for fault in found if fault.endswith("[missing-key]")]  # a misspelt key is also a missing one
    assert [fault for fault in found if fault not in missing] == wanted
    assert len(missing) == ("domains.yaml" in names)
    assert f"{len(found)}处错误" in stderr.splitlines()[-1]
    assert "W-CAL" not in stderr
    assert (stdout, out.exists()) == ("", False)


@pytest.mark.parametrize("command", JUDGING)
def test_a_misspelt_day_of_the_calendar_stops_every_judging_command(command: str, tmp_path: Path) -> None:
    refused(command, tmp_path, "calendar.yaml")


@pytest.mark.parametrize("command", JUDGING)
def test_all_shared_files_are_said_at_once_and_what_follows_from_them_is_not(command: str, tmp_path: Path) -> None:
    """What a broken file would have listed is not known: no plan is accused of naming what is not in it."""
    refused(command, tmp_path, *SLIPS)


def test_a_list_that_is_empty_still_knows_no_name(tmp_path: Path) -> None:
    catalogue = tmp_path / "indicators"
    shutil.copytree(ROOT / "indicators", catalogue)
    (catalogue / "localities.yaml").write_text("{}\n", "utf-8")
    assert [
        fault.split()[-1] for fault in faults(run("run", Q3, *OWN, "--indicators", str(catalogue), code=2).err)
    ] == ["[unknown-locality]"]


def test_a_fault_that_is_met_on_several_ways_is_said_once(tmp_path: Path) -> None:
    """The folder, the history and the plan's id all lead to the same plan."""
    catalogue = tmp_path / "indicators"
    shutil.copytree(ROOT / "indicators", catalogue)
    file = catalogue / "huangshi" / "public-service.yaml"
    file.write_text(file.read_text("utf-8").replace("domain: employment", "domain: emplyment", 1), "utf-8")
    arguments = ("due", "examples/huangshi", PLAN, "--history", "examples/huangshi", *OWN)
    said = faults(run(*arguments, "--indicators", str(catalogue), code=2).err)
    assert [fault.split()[-1] for fault in said] == ["[unknown-domain]"]


def test_due_says_why_a_plan_that_is_named_cannot_be_read(tmp_path: Path) -> None:
    catalogue = tmp_path / "indicators"
    shutil.copytree(ROOT / "indicators", catalogue)
    file = catalogue / "huangshi" / "public-service.yaml"
    file.write_text(file.read_text("utf-8").replace("title:", "titel:", 1), "utf-8")
    said = faults(run("due", PLAN, *OWN, "--indicators", str(catalogue), code=2).err)
    assert [fault.split()[-1] for fault in said] == ["[missing-key]", "[unknown-key]"]


def test_a_template_cannot_be_tried_on_a_catalogue_without_plans(tmp_path: Path) -> None:
    file = "reports/templates/circular.docx"
    stderr = run("templates", "--check", file, "--indicators", str(tmp_path), code=2).err
    assert f"{tmp_path}里没有方案" in stderr
