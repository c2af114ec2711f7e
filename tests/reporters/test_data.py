"""JSON and CSV: what other programs read."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema

from checker.cli.schema import render
from checker.locale import speaker
from tests.command import ON, Q3, Q4, run


def test_json_fits_its_published_schema_and_adds_up() -> None:
    data = json.loads(run("run", Q3, *ON, "--format", "json", code=1).out)
    jsonschema.Draft202012Validator(json.loads(render(speaker("zh"), "assessment"))).validate(data)
    totals = data["totals"]
    counted = [v for v in data["verdicts"] if v["same_target"] is None]
    assert len(counted) < len(data["verdicts"])  # a target said twice is shown with its light and counted once
    assert totals["indicators"] == len(counted) == sum(totals[x] for x in ("green", "yellow", "red", "grey"))
    for light in ("green", "yellow", "red", "grey"):
        assert totals[light] == sum(v["light"] == light for v in counted)
        assert totals[light] == sum(d["totals"][light] for d in data["domains"])
    assert data["illustrative"] is True


def test_csv_opens_in_a_spreadsheet() -> None:
    text = run("run", Q3, *ON, "--format", "csv", code=1).out
    assert text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    row = next(row for row in rows if row["indicator"] == "7a")
    assert (row["target"], row["unit"], row["lead"]) == ("20", "场", "市人社局")


def test_several_plans_come_under_one_head(tmp_path: Path) -> None:
    both = (Q3, Q4)
    text = run("run", *both, *ON, "--format", "json", code=1).out
    data = json.loads(text)
    assert text == json.dumps(data, ensure_ascii=False, indent=2) + "\n"  # though it is put out plan by plan
    assert data["schema"] == "plancheck/assessments@1"
    assert [a["period"] for a in data["assessments"]] == ["2022-Q4", "2023-Q3"]
    run("run", *both, *ON, "--format", "json", "--format", "md", "--out", tmp_path, code=1)
    assert len(list(tmp_path.iterdir())) == 4
