"""Exact numbers: read from what people type, shown so that a missed target never looks met.

Rounding is half up and for display only (rules 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

# More digits than any plan needs; bounds what arithmetic and JSON must carry exactly.
DIGITS = 15
# Zeros before the digits that count are no digits, but nobody writes hundreds of them.
_LONGEST = 60
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
# Full-width signs as typed with a Chinese keyboard; a footnote mark (①, ²) is no digit.
_FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", ord("。"): ".", 0x2212: "-"}


def read_number(raw: object) -> tuple[Fraction | None, tuple[str, ...]]:
    """Read an exact decimal: (number or None, what was forgiven: `full_width`, `grouped`, `percent`)."""
    if isinstance(raw, bool):
        return None, ()
    if isinstance(raw, int) and abs(raw) < 10**DIGITS:
        return Fraction(raw), ()
    if isinstance(raw, (int, Decimal)):
        text = f"{raw:f}" if isinstance(raw, Decimal) else str(raw)
    elif isinstance(raw, str):
        text = raw.strip()
    else:
        return None, ()
    forgiven = []
    plain = text.translate(_FULL_WIDTH).strip()
    if plain != text:
        forgiven.append("full_width")
    if plain.endswith("%"):
        plain = plain[:-1].rstrip()
        forgiven.append("percent")
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
        forgiven.append("grouped")
    if len(plain) > _LONGEST or not _NUMBER.fullmatch(plain) or len(plain.lstrip("+-0.").replace(".", "")) > DIGITS:
        return None, ()
    return Fraction(plain), tuple(forgiven)


def rounded(number: Fraction, places: int) -> Decimal:
    """Round half away from zero, the way figures are rounded in circulars."""
    return Decimal(_units(number.as_integer_ratio(), places)).scaleb(-places)


def _units(ratio: tuple[int, int], places: int) -> int:
    """Count the units of the last place in a rounded number."""
    top, bottom = ratio
    scale: int = 10**places
    units, rest = divmod(abs(top) * scale, bottom)
    units += rest * 2 >= bottom
    return -units if top < 0 else units


def show(number: Fraction, most: int = 2, apart_from: Iterable[Fraction | None] = ()) -> str:
    """Show a number with the decimals that `places` counts."""
    return f"{rounded(number, places(number, most, apart_from)):f}"


def places(number: Fraction, most: int = 2, apart_from: Iterable[Fraction | None] = ()) -> int:
    """Count the decimals to show: at most so many, more where the number would fall together with a line it misses."""
    lines = [line for line in apart_from if line is not None]
    if number.denominator == 1 and all(line.denominator == 1 for line in lines):
        return 0  # whole numbers fall together only where they are equal
    own = number.as_integer_ratio()
    ratios = {ratio for line in lines if (ratio := line.as_integer_ratio()) != own}  # many lines are one and the same
    units = _units(own, most)
    while most < 40 and any(_units(ratio, most) == units for ratio in ratios):
        most += 1
        units = _units(own, most)
    while most and units % 10 == 0:
        most, units = most - 1, units // 10
    return most


def exact(number: Fraction) -> Decimal | None:
    """Return the number as a finite decimal of at most `DIGITS` digits, None where there is none."""
    rest = number.denominator
    twos = (rest & -rest).bit_length() - 1
    rest >>= twos
    fives = 0
    while rest % 5 == 0:
        rest //= 5
        fives += 1
    if rest != 1:
        return None
    decimal = rounded(number, max(twos, fives))
    return decimal if len(decimal.as_tuple().digits) <= DIGITS else None


def json_number(number: Fraction | None) -> int | float | None:
    """The exact decimal where it is finite, else 6 decimals (outputs 1); a float prints at most 15 digits unchanged."""
    if number is None:
        return None
    if number.denominator == 1:
        return number.numerator
    decimal = exact(number)
    return float(rounded(number, 6) if decimal is None else decimal)
