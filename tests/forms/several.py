"""More than one file, or a file beside what is there already, as they lie in an office's folder."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from tests.command import ROOT
from tests.forms.workbooks import (
    GRID,
    OFFICE,
    OTHER_PERIOD,
    OTHER_PLAN,
    OTHER_UNIT,
    POWER,
    SECOND,
    Returned,
    Spot,
    copy,
    existing,
    filling,
    stepped,
)


def agreeing(folder: Path) -> Returned:
    """Two sections of one unit each send the form; what both give is the same."""
    paths = (copy(folder, name="市人社局-就业科.xlsx"), copy(folder, name="市人社局-社保科.xlsx"))
    for path, more in zip(paths, (("7b", 4), ("7d", 0)), strict=True):
        with filling(path) as form:
            form.put("7a", 16)
            form.put(*more)
    return Returned(paths)


def disagreeing(folder: Path) -> Returned:
    """Two forms of one unit with two values."""
    paths = (copy(folder, name="市人社局-就业科.xlsx"), copy(folder, name="市人社局-社保科.xlsx"))
    spots = []
    for path, value in zip(paths, (16, 18), strict=True):
        with filling(path) as form:
            spots.append(form.put("7a", value))
    return Returned(paths, tuple(spots))


def shared_lead(folder: Path) -> Returned:
    """One indicator led by two units: each has it in its form, both give one value."""
    paths = (copy(folder, POWER), copy(folder, OFFICE))
    for path in paths:
        with filling(path) as form:
            form.put("17a", 3.04)
            form.put("17a", 2.71, "last_year")
    return Returned(paths)


def two_units(folder: Path) -> Returned:
    """Forms of two units."""
    first, second = copy(folder), copy(folder, SECOND)
    with filling(first) as form:
        form.put("7a", 16)
    with filling(second) as form:
        form.put("14a", 297)
    return Returned((first, second))


def same_file_twice(folder: Path) -> Returned:
    """The same attachment saved from two mails."""
    first = copy(folder)
    with filling(first) as form:
        form.put("7a", 16)
    second = folder / "转发-市人社局(1).xlsx"
    shutil.copyfile(first, second)
    return Returned((first, second))


def nodes(folder: Path) -> Returned:
    """A milestone with four nodes, two of them done."""
    path = copy(folder, GRID, indicators=stepped())
    with filling(path) as form:
        form.put("37b", 10)
        form.put("37a#市", datetime(2022, 8, 1), "done")
        form.put("37a#县", "2022年9月15日", "done")
    return Returned((path,), options=("--indicators", stepped()))


def lost_node(folder: Path) -> Returned:
    """The name of a node typed over."""
    path = copy(folder, GRID, indicators=stepped())
    with filling(path) as form:
        form.put("37b", 10)
        form.put("37a#市", datetime(2022, 8, 1), "done")
        cell = form.sheet.cell(form.rows()["37a#市"], form.ids)
        cell.value = "37a#省"
        spot = Spot(form.sheet.title, f"{cell.coordinate}|{form.at_row(cell.row, 'done').coordinate}")
    return Returned((path,), (spot,), ("--indicators", stepped()))


def last_quarter(folder: Path) -> Returned:
    """One of two forms is last quarter's."""
    now, old = copy(folder), copy(folder, SECOND, period="2022-Q3", name="市医保局-三季度.xlsx")
    with filling(now) as form:
        form.put("7a", 16)
    with filling(old) as form:
        form.put("14a", 290)
    return Returned((now, old))


def last_quarter_into(folder: Path) -> Returned:
    """Last quarter's form on top of this quarter's submission."""
    old = copy(folder, period="2022-Q3", name="市人社局-三季度.xlsx")
    with filling(old) as form:
        form.put("7a", 11)
    existing(folder)
    return Returned((old,), into=True)


def other_plan(folder: Path) -> Returned:
    """One of two forms belongs to another locality."""
    own = copy(folder)
    foreign = copy(folder, OTHER_UNIT, period=OTHER_PERIOD, plan=OTHER_PLAN, name="荆州区人社局.xlsx")
    with filling(own) as form:
        form.put("7a", 16)
    return Returned((own, foreign))


def other_plan_into(folder: Path) -> Returned:
    """Another locality's form on top of this plan's submission."""
    foreign = copy(folder, OTHER_UNIT, period=OTHER_PERIOD, plan=OTHER_PLAN, name="荆州区人社局.xlsx")
    existing(folder)
    return Returned((foreign,), into=True)


def changed_catalogue(folder: Path) -> Path:
    """The catalogue with one target changed."""
    catalogue = folder / "indicators"
    shutil.copytree(ROOT / "indicators", catalogue)
    file = catalogue / "huangshi" / "public-service.yaml"
    old = "as_written: 网络招聘会20场"
    text = file.read_text("utf-8")
    at = text.index(old)
    start = text.rindex("target: 20", 0, at)
    file.write_text(text[:start] + "target: 30" + text[start + len("target: 20") :], "utf-8")
    return catalogue


def changed(folder: Path) -> Returned:
    """A form made before a target was changed."""
    path = copy(folder, indicators=changed_catalogue(folder))
    with filling(path) as form:
        spot = form.put("7a", 16)
        form.put("7b", 4)
    return Returned((path,), (spot,))


def same_changed(folder: Path) -> Returned:
    """The same form, read with the catalogue it was made from."""
    return Returned(changed(folder).files, options=("--indicators", folder / "indicators"))


def into(folder: Path) -> Returned:
    """A late form added to a submission."""
    path = copy(folder)
    with filling(path) as form:
        form.put("7a", 16)
        form.put("7b", 4)
    existing(folder)
    return Returned((path,), into=True)


def one_bad_among_good(folder: Path) -> Returned:
    """One file of two cannot be read."""
    good, bad = copy(folder), copy(folder, SECOND)
    with filling(good) as form:
        form.put("7a", 16)
    bad.write_bytes(bad.read_bytes()[:2000])
    return Returned((good, bad))
