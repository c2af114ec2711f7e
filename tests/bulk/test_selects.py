"""The selects are one text that both engines read alike."""

from __future__ import annotations

import pytest

from checker.bulk import inputs, sql

TEXTS = {name: text for name, text, _ in sql.ORDER} | {
    "reported": sql.raw(dict.fromkeys(inputs.COLUMNS, "TEXT"), "t"), "verdicts": sql.VERDICTS,
    "aside": sql.aside(dict.fromkeys(inputs.COLUMNS, "TEXT"), "t"), "set_aside": sql.SET_ASIDE, "counted": sql.counted("t"),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_both_dialects_read_a_select_alike(name: str) -> None:
    import sqlglot

    trees = [sqlglot.parse_one(TEXTS[name], dialect=dialect) for dialect in ("duckdb", "spark")]
    first, second = (tree.sql(dialect="duckdb") for tree in trees)
    assert first.replace("CAST(", "(").count("JOIN") == second.count("JOIN")
    assert len(list(trees[0].walk())) == len(list(trees[1].walk()))


def test_values_go_out_by_left_joins_only() -> None:
    """Whatever an optimiser turns round, no value is lost and none is doubled on the way."""
    assert "LEFT JOIN" in sql.VALUES
    assert sql.VALUES.count("JOIN") == sql.VALUES.count("LEFT JOIN")
