"""Numbers as people type them."""

from __future__ import annotations

from fractions import Fraction

from checker.model import numbers


def test_what_people_type_is_read() -> None:
    cases = {"１６": (16, ("full_width",)), "1,234": (1234, ("grouped",)), "95%": (95, ("percent",)), "９５．２％": (
        Fraction("95.2"), ("full_width", "percent"))}  # fmt: skip
    for text, (number, forgiven) in cases.items():
        assert numbers.read_number(text) == (number, forgiven), text
    wrong: tuple[object, ...] = ("1,23", "约16", "16场", "1e3", "0x10", "½", "", "--3", "1.2.3", True, None, "9" * 16)
    for item in wrong:
        assert numbers.read_number(item)[0] is None, item
