"""`plancheck explain`: which indicator is meant."""

from __future__ import annotations

from tests.command import Q3, run


def test_explain_names_the_nearest_id() -> None:
    assert "7a" in run("explain", Q3, "77a", code=2).err
