"""Strict YAML: what stays text, what is refused, and that every place is right."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from checker.files import glance, yamlfile
from checker.files.yamlfile import parse


def test_words_stay_words() -> None:
    document, found = parse("a: no\nb: 12:30\nc: 0123\nd: 2022-01-01\ne: 1e3\nf: 012.5\ng: 1.50\nh: -3\n", "f")
    assert not found
    assert document is not None
    assert document.data == {
        "a": "no", "b": "12:30", "c": "0123", "d": "2022-01-01", "e": "1e3", "f": "012.5",
        "g": Decimal("1.50"), "h": -3,
    }  # fmt: skip


def test_a_lone_percent_sign_is_a_unit_and_hides_nothing() -> None:
    text = "a: {id: 7e, unit: %}\nb:\n  unit: %  # 百分比\n  note: 'unit: %, 如此'\nc: 1\nc: 2\n"
    document, found = parse(text, "f")
    assert document is not None
    assert document.data == {"a": {"id": "7e", "unit": "%"}, "b": {"unit": "%", "note": "unit: ％, 如此"}, "c": 1}
    assert [(f.code, f.where.line) for f in found] == [("duplicate-key", 6)]
    assert document.text == text
    assert document.where("b", "unit").column == 9


@pytest.mark.parametrize("text", [".inf", ".nan", "0x1F", "1_000", "+5", "yes", "On", "=", "1.", ".5"])
def test_only_plain_decimals_are_numbers(text: str) -> None:
    assert yamlfile.plain(text) == text


def test_places_count_characters_of_chinese_text() -> None:
    document, _ = parse("指标:\n- 名称: 网络招聘会\n  目标: 20\n", "f")
    assert document is not None
    assert str(document.where("指标", 0, "目标")) == "f:3:7"
    assert str(document.where("指标", 0, "目标", key=True)) == "f:3:3"
    assert str(document.under("指标", 0).where("名称")) == "f:2:7"


def test_a_missing_part_is_placed_at_its_parent() -> None:
    document, _ = parse("a:\n  b: 1\n", "f")
    assert document is not None
    assert str(document.where("a", "c", "d")) == "f:2:3"


def test_an_empty_value_is_placed_at_its_key() -> None:
    document, _ = parse("a: 1\nb:\nc: 2\n", "f")
    assert document is not None
    assert str(document.where("b")) == "f:2:1"


def test_byte_order_mark_and_windows_line_ends_are_read(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xef\xbb\xbfplan: a\r\nperiod: 2022\r\n")
    document, found = yamlfile.read(file)
    assert not found
    assert document is not None
    assert document.data == {"plan": "a", "period": 2022}
    assert glance.plan_of(file, "a.yaml") == ("a", [])


def test_an_alias_bomb_is_refused_before_it_unfolds() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )
    document, found = parse(bomb, "f")
    assert document is None
    assert {f.code for f in found} == {"alias"}


def test_deep_nesting_is_refused() -> None:
    document, found = parse("[" * 5000 + "]" * 5000, "f")
    assert document is None
    assert [f.code for f in found] == ["too-deep"]


@pytest.mark.parametrize("opened", ["[", "{", "[{", "- ", "? ", "[ "])
@pytest.mark.parametrize("levels", [1001, 5000])
def test_depth_has_its_place_however_far_a_library_looks(opened: str, levels: int) -> None:
    """The C library may refuse depth by itself, before it tells where it begins: the place stays the same."""
    text = "plan: 方案🙂\nvalues:\n  " + opened * levels
    document, found = parse(text, "f")
    assert document is None
    assert [f.code for f in found] == ["too-deep"]
    signs = [index for index, char in enumerate(text.splitlines()[2]) if char in "[{-?"]
    assert str(found[0].where) == f"f:3:{signs[16] + 1}"  # with the top one, 17 levels are allowed to be open


def test_what_stands_before_the_depth_is_told_too() -> None:
    _, found = parse("a: &b 1\nc: " + "[" * 2000, "f")
    assert [(f.code, str(f.where)) for f in found] == [("alias", "f:1:4"), ("too-deep", "f:2:20")]


def test_a_list_where_a_key_must_stand_is_a_fault_however_deep() -> None:
    document, found = parse("a: 1\n" + "[" * 5000 + "]" * 5000, "f")
    assert document is None
    assert [f.code for f in found] in (["syntax"], ["too-deep"])


def test_a_large_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"a: " + b"x" * yamlfile.MAX_BYTES)
    assert [f.code for f in yamlfile.read(file)[1]] == ["too-large"]


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    assert [f.code for f in yamlfile.read(tmp_path / "none.yaml")[1]] == ["unreadable"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("plan: x\n" + 'k: {a", "b}\n", \n' * 25000, id="quotes that are none"),
        pytest.param(
            "- a\n" * 1_000_010 + "- " + "[" * 60000 + "]" * 60000 + "\n",
            marks=pytest.mark.slow,
            id="behind a million items",
        ),
    ],
)
def test_depth_is_found_wherever_it_hides(text: str) -> None:
    """Composed unchecked, these end the process."""
    document, found = yamlfile.parse(text, "deep.yaml")
    assert document is None
    assert {finding.code for finding in found} <= {"too-deep", "too-many"}
    assert found


def test_one_value_a_line_is_no_depth() -> None:
    lines = "".join(f'  {n}a: {{value: {n}, source: "f.xlsx!表!C{n} sha256:00"}}\n' for n in range(1, 2000))
    document, found = yamlfile.parse("values:\n" + lines, "many.yaml")
    assert document is not None, found
    assert document.data["values"]["1999a"]["source"] == "f.xlsx!表!C1999 sha256:00"
