"""Many plans upon one base: what is read the short way is what the long way reads, and no fault is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.reading import plans
from checker.reading.library import Library

BASE = """\
plan: base-plan
title: 总方案
locality: hubei
document: {number: 测〔2022〕1号, issuer: 测试, issued: 2021-12-20}
period: {start: 2022-01-01, end: 2022-12-31}
reporting: {every: quarter, due: 5, grace: 3}
measures:
- number: 1
  title: 措施
  domain: employment
  clause: 一
  lead: [市人社局]
  indicators:
  - {id: 1a, name: 招聘, unit: 场, kind: cumulative, target: 40, by: 2022-12-31, as_written: 招聘40场, parts: [1b, 1c]}
  - {id: 1b, name: 线上, unit: 场, kind: cumulative, target: 30, by: 2022-12-31, as_written: 线上30场}
  - {id: 1c, name: 线下, unit: 场, kind: cumulative, target: 10, by: 2022-12-31, as_written: 线下10场}
  - {id: 1d, name: 覆盖率, unit: '%', kind: maintain, direction: up, target: 90, as_written: 覆盖率}
"""
HEAD = "plan: own-plan\nextends: ../base.yaml\nlocality: huangshi\n"
CHANGES = {
    "nothing": "",
    "a target": "measures:\n- number: 1\n  indicators:\n  - {id: 1d, target: 95}\n",
    "a title": "title: 本市方案\n",
    "a target beyond its unit": "measures:\n- number: 1\n  indicators:\n  - {id: 1d, target: 950}\n",
    "a word for a number": "measures:\n- number: 1\n  indicators:\n  - {id: 1d, target: 很多}\n",
    "a key that is none": "measures:\n- number: 1\n  indicators:\n  - {id: 1d, targt: 95}\n",
    "a part of a total": "measures:\n- number: 1\n  indicators:\n  - {id: 1b, target: 20}\n",
    "a new indicator": "measures:\n- number: 1\n  indicators:\n  - {id: 1e, name: 新, kind: qualitative, as_written: 新}\n",
    "a new measure": "measures:\n- number: 2\n  indicators:\n  - {id: 2a, kind: qualitative}\n",
    "the plan's dates": "period: {start: 2022-01-01, end: 2021-12-31}\n",
    "an unknown place": "title: 方案\n",
    "its units": "measures:\n- number: 1\n  lead: [市教育局]\n  indicators:\n  - {id: 1d, target: 95}\n",
    "an id twice": "measures:\n- number: 1\n  indicators:\n  - {id: 1d, target: 95}\n  - {id: 1d, target: 96}\n",
    "the same measure twice": "measures:\n" + 2 * "- number: 1\n  indicators:\n  - {id: 1d, target: 95}\n",
    "true for a number": "measures:\n- number: true\n  indicators:\n  - {id: 1d, target: 95}\n",
    "a number with a point": "measures:\n- number: 1.0\n  indicators:\n  - {id: 1d, target: 95}\n",
    "what is no indicator": "measures:\n- number: 1\n  indicators: [1d]\n",
    "what is no list": "measures: {number: 1}\n",
}


def library(folder: Path, texts: dict[str, str]) -> Library:
    (folder / "base.yaml").write_text(BASE, "utf-8")
    for name, text in texts.items():
        (folder / name).mkdir()
        (folder / name / "plan.yaml").write_text(text, "utf-8")
    return Library.at(folder)


@pytest.mark.parametrize("change", CHANGES)
def test_the_short_way_finds_what_the_long_way_finds(tmp_path: Path, change: str) -> None:
    text = HEAD + CHANGES[change]
    if change == "an unknown place":
        text = text.replace("huangshi", "nowhere")
    made = library(tmp_path, {"first": HEAD.replace("own", "first"), "own": text})
    lists = plans.Lists(made.localities, made.profiles, made.domains)
    first, own = (made.load(file) for file in sorted(made.files))
    assert first == plans.load(sorted(made.files)[0], lists, tmp_path)
    assert own == plans.load(sorted(made.files)[1], lists, tmp_path)


def test_what_a_base_gives_is_the_same_object_in_every_plan(tmp_path: Path) -> None:
    """So that whoever works something out for an indicator can do it once."""
    texts = {name: HEAD.replace("own", name) + CHANGES["a target"] for name in ("one", "two")}
    made = library(tmp_path, texts)
    one, two = (made.load(file)[0] for file in made.files)
    assert one is not None
    assert two is not None
    assert all(a is b for (_, a), (_, b) in zip(one.indicators(), two.indicators(), strict=True))
    assert [str(indicator.target) for _, indicator in one.indicators()] == ["40", "30", "10", "95"]
