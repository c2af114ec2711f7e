"""Registers and rules: what is refused, what is flagged, and the shipped ones word for word."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from checker.cases import checks, linting, reading
from tests.cases.rounds import DEMO, LIBRARY, case, read, written
from tests.command import ROOT, run

HUBEI, WUHAN = (ROOT / "examples" / "cases" / f"{name}.yaml" for name in ("hubei-2024", "wuhan-2024"))


def codes(file: Path) -> list[str]:
    return [found.code for found in linting.check_register(file, LIBRARY)]


@pytest.mark.parametrize("file", [HUBEI, WUHAN, DEMO], ids=lambda file: file.stem)
def test_shipped_registers_are_clean(file: Path) -> None:
    assert codes(file) == []


def test_the_provincial_register_holds_forty_cases_in_the_circulars_order() -> None:
    made, _ = read(HUBEI)
    assert [item.number for item in made.cases] == list(range(1, 41))
    assert made.received == 383
    assert made.cases[11].title == "心服务、零距离 以精细化精准化社保服务 助力基层治理"
    assert (made.cases[39].title, made.cases[39].unit) == ("医养“一站式” 养老有“医”靠", "天门市第一人民医院")
    assert not any(item.experts or item.departments for item in made.cases)


def test_the_city_register_takes_the_documents_words_for_domains() -> None:
    made, _ = read(WUHAN)
    assert [item.domain for item in made.cases] == [
        "education", "employment", "healthcare", "social-security", "utilities", "environment",
    ]  # fmt: skip
    assert all("unit" in item.inferred for item in made.cases[2:])


ENTRY = {"by": "甲区", "on": "2023-05-02"}


@pytest.mark.parametrize(
    ("cases", "rule", "more", "code"),
    [
        ([case(1, 80), case(1, 70)], {}, {}, "case-twice"),
        ([case(1, 80, locality="nowhere")], {}, {}, "unknown-locality"),
        ([case(1, 80, domain="nothing")], {}, {}, "unknown-domain"),
        ([case(1, 80, status="withdrawn")], {}, {}, "case-reason"),
        ([case(1, 80, status="chosen")], {}, {}, "case-chosen"),
        ([case(1, 80)], {}, {"decided": {"chosen": [9], "document": "d"}}, "case-unknown"),
        ([case(1, 80)], {}, {"publicity": {"from": "2023-07-03", "cases": [9]}}, "case-unknown"),
        ([case(1, 80), case(2, 70)], {}, {"publicity": {"from": "2023-07-03", "cases": [1], "objections": [
            {"case": 2, "on": "2023-07-04", "by": "某人", "text": "不实"}]}}, "case-not-shown"),
        ([case(1, 80)], {"experts": {"weight": 0.5}}, {}, "case-weights"),
        ([case(1, 80)], {"scale": {"from": 10, "to": 10}}, {}, "case-scale"),
        ([case(1, 80)], {"quotas": {"locality": {"nowhere": 1}}}, {}, "unknown-locality"),
        ([case(1, 80)], {}, {"scored": "2023-05-01"}, "case-rule-late"),
        ([case(1, 80)], {}, {"stray": 1}, "unknown-key"),
    ],
)  # fmt: skip
def test_a_fault_of_a_file_is_found(
    cases: list[dict[str, Any]], rule: dict[str, Any], more: dict[str, Any], code: str, tmp_path: Path
) -> None:
    file = written(tmp_path, cases, rule, **more)
    assert code in codes(file)
    ended = run("cases", "choose", file, code=2)
    assert f"[{code}]" in ended.err


@pytest.mark.parametrize(
    ("cases", "rule", "code"),
    [
        (
            [case(1, 80, unit="甲", title="社区食堂助老就餐"), case(2, 70, unit="甲", title="社区食堂，助老就餐")],
            {},
            "case-alike",
        ),
        (
            [case(1, 80, material={"file": "a.docx", "sha256": "0" * 64, "characters": 5000})],
            {"characters": 4000},
            "case-long",
        ),
        (
            [case(1, 80, submitted=ENTRY), case(2, 70, submitted=ENTRY)],
            {"quotas": {"submitter": {"default": 1}}},
            "case-quota",
        ),
        ([case(1, 89, 90, 88, 89, 70)], {}, "case-score-apart"),
    ],
)
def test_what_a_person_must_look_at_is_flagged_and_left_in(
    cases: list[dict[str, Any]], rule: dict[str, Any], code: str, tmp_path: Path
) -> None:
    file = written(tmp_path, cases, rule)
    assert codes(file) == [code]
    assert run("cases", "choose", file).err.count(f"[{code}]") == 1


def test_what_somebody_has_looked_at_is_not_asked_again(tmp_path: Path) -> None:
    twins = [
        case(1, 80, unit="甲", title="社区食堂助老就餐"),
        case(2, 70, unit="甲", title="社区食堂助老就餐", checked="两处不同"),
    ]
    assert codes(written(tmp_path, twins)) == []


def test_like_titles_of_other_units_are_no_look_alikes(tmp_path: Path) -> None:
    cases = [case(1, 80, title="社区食堂助老就餐"), case(2, 70, title="社区食堂助老就餐")]
    assert codes(written(tmp_path, cases)) == []


def test_a_case_that_won_before_is_flagged(tmp_path: Path) -> None:
    old = {"number": 1, "title": "零工驿站", "unit": "甲", "locality": "huangshi", "status": "chosen"}
    before = written(tmp_path, [old], announced={"source": "通报"})
    before.rename(tmp_path / "before.yaml")
    file = written(tmp_path, [case(1, 80, unit="甲", title="零工驿站")])
    assert codes(file) == ["case-won"]


def test_a_material_that_was_changed_is_flagged(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一", "utf-8")
    digest = hashlib.sha256("一".encode()).hexdigest()
    file = written(tmp_path, [case(1, 80, material={"file": "a.txt", "sha256": digest})])
    assert codes(file) == []
    (tmp_path / "a.txt").write_text("二", "utf-8")
    assert codes(file) == ["case-material"]


def test_a_material_outside_the_folder_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("x", "utf-8")
    folder = tmp_path / "round"
    folder.mkdir()
    file = written(folder, [case(1, 80, material={"file": "../secret", "sha256": "0" * 64})])
    assert codes(file) == []


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("社区食堂助老就餐", "社区食堂：助老就餐", True),
        ("“互联网+明厨亮灶”护航校园食品安全", "互联网＋明厨亮灶 护航校园食品安全", True),
        ("探索“家门口”绿色就业服务模式", "“无感认证”让退休人员幸福更有“质感”", False),
    ],
)
def test_titles_are_alike_whatever_their_marks(one: str, other: str, alike: bool) -> None:
    assert checks.similar(one, other) is alike


def test_lint_knows_registers_and_rules_among_other_files() -> None:
    assert run("lint", ROOT / "examples" / "cases", "--strict").code == 0


def test_a_rule_is_read_alone() -> None:
    rule, found = reading.read_rule(DEMO.with_name("demo.rule.yaml"), LIBRARY)
    assert rule is not None
    assert not found
    assert (rule.select, rule.days, rule.counted_at) == (6, 5, "county")
