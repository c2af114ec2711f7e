"""What the program made of a returned form, as plain values."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import normalize

import yaml

from tests.command import ANY, Ended, run
from tests.forms.workbooks import Returned


def simple(raw: object) -> object:
    """One value of a submission, whatever form it is written in: an exact number, a day, a word.

    A number may stay as it was typed (`1,234`, `９５％`): `run` reads such texts.
    """
    if isinstance(raw, dict):
        if "nodes" in raw:
            return {name: str(day) for name, day in raw["nodes"].items() if day}
        if "part" in raw and "whole" in raw and raw.get("value") is None:
            return number(raw["part"]) / number(raw["whole"]) * 100
        return simple(raw.get("value", raw.get("done")))
    if raw in ("正常", "缓慢", "停滞"):
        return {"正常": "normal", "缓慢": "slow", "停滞": "stalled"}[str(raw)]
    if isinstance(raw, str):
        plain = normalize("NFKC", raw).strip().rstrip("%")
        raw = plain.replace(",", "") if re.fullmatch(r"[\d,.]+", plain) else raw
    try:
        return number(raw)
    except ValueError:
        return None if raw in (None, False) else str(raw)


def number(raw: object) -> Fraction:
    """An exact number; a truth value is none."""
    if isinstance(raw, bool) or raw is None:
        raise ValueError(raw)
    return Fraction(str(raw))


def values(out: Path) -> dict[str, Any]:
    """What was collected."""
    return dict(yaml.safe_load(out.read_text("utf-8"))["values"] or {}) if out.exists() else {}


class Outcome(NamedTuple):
    """What `collect` made of a case; `before` is what stood at the place of the output."""

    ended: Ended
    made: Returned
    out: Path
    before: bytes | None


def collected(fill: Callable[[Path], Returned], folder: Path, code: tuple[int, ...] = ANY) -> Outcome:
    made = fill(folder)
    out = folder / "out.yaml"
    before = out.read_bytes() if out.exists() else None
    return Outcome(run(*made.command(out), code=code), made, out, before)
