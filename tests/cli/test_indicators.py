"""`plancheck indicators`: what a catalogue asks for."""

from __future__ import annotations

import json

from tests.command import run


def test_indicators_are_listed_and_filtered() -> None:
    every = json.loads(run("indicators", "--plan", "huangshi-public-service", "--format", "json").out)
    some = json.loads(run("indicators", "--unit", "市人社局", "--kind", "cumulative", "--before", "2022-12-31",
                          "--plan", "huangshi-public-service", "--format", "json").out)  # fmt: skip
    assert len(every) == 127
    assert [row["indicator"] for row in some] == ["6b", "6c", "7a", "7b", "7c", "7d", "8b"]
    assert "127项指标" in run("indicators", "--plan", "huangshi-public-service").out


def test_alone_it_lists_places_and_plans() -> None:
    lines = run("indicators").out.splitlines()
    assert lines[:2] == ["房县（fang-county）", next(line for line in lines if "fang-county-public-service" in line)]
    assert len(lines) < 15
    assert len(run("indicators", "--list").out.splitlines()) > 400
    assert "huangshi (Huangshi)" in run("indicators", "--lang", "en").out


def test_targets_are_told_in_the_unit_they_are_compared_in() -> None:
    """A change is a percentage whatever is measured; what recurs says how often."""
    text = run("indicators", "--plan", "huangshi-public-service").out
    rows = {line.split()[0]: line for line in text.splitlines() if line.strip()}
    assert "-10%" in rows["17a"]
    assert "每月1个月" in rows["4a"]
