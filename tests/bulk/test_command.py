"""The command `bulk`: what it reads, what it writes, what it refuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from checker.bulk import inputs, results
from tests.cli.test_compare import PLAN
from tests.command import run

ON = ("--on", "2022-10-20")
HEAD = "plan,indicator,period,value,submitted\n"
TABLE = (
    HEAD
    + """\
wuhan-plan,1a,2022-Q1,10,2022-04-03
wuhan-plan,1a,2022-Q2,8,2022-07-03
wuhan-plan,1a,2022-Q3,30,2022-10-19
wuhan-plan,1b,2022-Q3,3O,2022-10-03
wuhan-plan,1z,2022-Q3,30,2022-10-03
wuhan-plan,1a,2022-09,30,2022-10-03
wuhan-plan,1a,2022-Q4,40,2022-10-03
elsewhere,1a,2022-Q3,30,2022-10-03
wuhan-plan,1c,2022-Q3,30,2022-01-03
wuhan-plan,1c,2022-Q3
wuhan-plan,2a,2022-Q3,30,soon
wuhan-plan,2a,2022-Q2,20,2022-07-03
wuhan-plan,2a,2022-Q2,21,2022-07-03
wuhan-plan,1b,2022-Q1,,2022-04-03
"""
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    (root / "wuhan").mkdir()
    (root / "wuhan" / "plan.yaml").write_text(PLAN.format(name="wuhan", unit="人"), "utf-8")
    return root


@pytest.fixture
def values(tmp_path: Path) -> Path:
    file = tmp_path / "values.csv"
    file.write_text(TABLE, "utf-8")
    return file


def table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def judged(catalogue: Path, values: Path, out: Path, *more: str) -> list[dict[str, str]]:
    run("bulk", str(values), "--indicators", str(catalogue), *ON, "--out", str(out), "--format", "csv", *more)
    return sorted(table(out / "verdicts.csv"), key=lambda row: (row["indicator"], row["period"]))


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_every_row_is_judged_or_named_with_its_reason(
    catalogue: Path, values: Path, tmp_path: Path, engine: str
) -> None:
    rows = judged(catalogue, values, tmp_path / "out", "--engine", engine)
    first = {row["period"]: (row["light"], row["reason"], row["status"]) for row in rows if row["indicator"] == "1a"}
    assert first == {"2022-Q1": ("green", "on_pace", "on_time"), "2022-Q2": ("red", "unreported", "returned"),
                     "2022-Q3": ("green", "on_pace", "late")}  # fmt: skip
    assert len(rows) == 4 * 3
    rejects = sorted((row["code"], row["effect"], row["indicator"]) for row in table(tmp_path / "out" / "rejects.csv"))
    assert rejects == [
        ("E2", "returned", "1b"), ("E4", "returned", "1a"), ("E7", "dropped", "1z"), ("E7-rhythm", "dropped", "1a"),
        ("E8", "returned", "2a"), ("blank", "dropped", "1b"), ("bulk-cell", "dropped", "2a"),
        ("bulk-line", "dropped", "1c"), ("bulk-open", "dropped", "1a"), ("submitted-early", "dropped", "1c"),
        ("unknown-plan", "dropped", "1a"),
    ]  # fmt: skip
    why = {row["code"]: (row["value"], row["why"]) for row in table(tmp_path / "out" / "rejects.csv")}
    assert why["E7"][1] == "方案里没有指标“1z”"
    assert f"“1b”的“{why['E2'][0]}”不是数字" == why["E2"][1]


@pytest.mark.parametrize("engine", ["python", "duckdb"])
def test_a_plan_none_of_whose_periods_is_over_has_no_verdicts(
    catalogue: Path, values: Path, tmp_path: Path, engine: str
) -> None:
    run("bulk", str(values), "--indicators", str(catalogue), "--on", "2022-02-01", "--out", str(tmp_path / "out"),
        "--format", "csv", "--engine", engine)  # fmt: skip
    assert table(tmp_path / "out" / "verdicts.csv") == []
    assert len(table(tmp_path / "out" / "rejects.csv")) == 14


def test_verdicts_in_parquet_are_plain_texts_and_exact_numbers(catalogue: Path, values: Path, tmp_path: Path) -> None:
    import duckdb

    run("bulk", str(values), "--indicators", str(catalogue), *ON, "--out", str(tmp_path / "out"), "--engine", "duckdb")
    made = sorted((tmp_path / "out" / "verdicts.parquet").glob("*.parquet"))
    for file in made:
        types = duckdb.execute(f"SELECT column_name, column_type FROM (DESCRIBE FROM '{file}')").fetchall()
        texts = ["plan", "locality", "domain", "indicator", "period", "light", "reason", "status"]
        assert types == [*((name, "VARCHAR") for name in texts),
                         *((name, "DECIMAL(18,6)") for name in ("value", "target", "expected", "pace"))]  # fmt: skip
        kinds = duckdb.execute(
            f"SELECT converted_type FROM parquet_schema('{file}') WHERE type = 'BYTE_ARRAY'"
        ).fetchall()
        assert kinds == [("UTF8",)] * len(texts)
    assert made


def test_a_summary_counts_the_newest_period_by_locality_and_domain(
    catalogue: Path, values: Path, tmp_path: Path
) -> None:
    judged(catalogue, values, tmp_path / "out", "--engine", "duckdb")
    counts = {(row["locality"], row["domain"]): row for row in table(tmp_path / "out" / "summary.csv")}
    assert list(counts) == [("wuhan", ""), ("wuhan", "education"), ("wuhan", "employment")]
    assert (counts["wuhan", ""]["green"], counts["wuhan", ""]["red"], counts["wuhan", ""]["late"]) == ("1", "3", "1")
    about = json.loads((tmp_path / "out" / "about.json").read_text("utf-8"))
    assert (about["rows"], about["verdicts"], about["lights"]["red"]) == (14, 12, 3)


def test_json_lines_and_parquet_say_the_same_as_csv(catalogue: Path, values: Path, tmp_path: Path) -> None:
    import duckdb

    kept = [row for row in table(values) if row["submitted"] not in (None, "soon")]
    lines = tmp_path / "values.jsonl"
    lines.write_text("".join(json.dumps(row) + "\n" for row in kept) + "[1]\n", "utf-8")
    packed = tmp_path / "values.parquet"
    number = "TRY_CAST(value AS DECIMAL(18,6)) AS value"
    text = f"SELECT * REPLACE ({number}) FROM read_csv('{values}', all_varchar = true, ignore_errors = true)"
    duckdb.execute(f"COPY ({text} WHERE submitted <> 'soon') TO '{packed}' (FORMAT parquet)")
    whole = [judged(catalogue, file, tmp_path / f"out{n}", "--engine", engine, "--since", "2022-Q3")
             for n, (file, engine) in enumerate([(lines, "python"), (lines, "duckdb"), (packed, "python"), (packed, "duckdb")])]  # fmt: skip
    plain = [[(row["indicator"], row["period"], row["light"], row["reason"]) for row in rows] for rows in whole]
    assert plain[0] == plain[1]
    assert plain[2] == plain[3]
    assert {period for _, period, _, _ in plain[0]} == {"2022-Q3"}
    # what could not be read as a number is nothing at all in a column of numbers
    assert plain[0][1][3] == plain[2][1][3] == "unreported"


def half(out: Path) -> None:
    with results.folder(out) as made:
        (made / "verdicts.csv").write_text("half", "utf-8")
        raise KeyboardInterrupt


def test_what_is_broken_off_leaves_nothing_half(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with results.folder(out) as made:
        (made / "verdicts.csv").write_text("old", "utf-8")
    with pytest.raises(KeyboardInterrupt):
        half(out)
    assert [file.name for file in out.iterdir()] == ["verdicts.csv"]
    assert (out / "verdicts.csv").read_text("utf-8") == "old"


@pytest.mark.parametrize(
    ("text", "said"),
    [("plan,indicator\n", "period"), ("plan,indicator,period,amount\n", "amount"), ("", "plan")],
)
def test_a_table_of_other_columns_is_refused(catalogue: Path, tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "values.csv"
    file.write_text(text, "utf-8")
    done = run("bulk", str(file), "--indicators", str(catalogue), *ON, "--out", str(tmp_path / "out"), code=2)
    assert f"“{said}”" in done.err


def test_an_engine_that_is_not_installed_is_named(
    catalogue: Path, values: Path, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setattr("checker.cli.bulk.find_spec", lambda name: None)
    done = run(
        "bulk", str(values), "--indicators", str(catalogue), *ON, "--out", str(tmp_path), "--engine", "duckdb", code=2
    )
    assert "pip install 'plancheck[bulk]'" in done.err


def test_every_column_is_known_to_the_selects() -> None:
    from checker.bulk import sql

    told = sql.raw(dict.fromkeys(inputs.COLUMNS, "TEXT"), "t")
    assert [name for name in inputs.COLUMNS if name not in told and name not in ("reason", "by")] == []


def test_rows_of_a_node_each_make_one_report() -> None:
    from checker.bulk.reports import joined

    rows = [
        inputs.Row("f", {"indicator": "1a", "period": "2022-Q1", "node": node, "done": "2022-03-01"}) for node in "甲乙"
    ]
    assert [row.cells["nodes"] for row in joined(rows)] == [{"甲": "2022-03-01", "乙": "2022-03-01"}]
