"""Tables of text: read exactly, or said to be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import ANY, run
from tests.forms import wrecks
from tests.forms.hands import collect
from tests.forms.outcomes import simple, values
from tests.forms.workbooks import PERIOD, PLAN


@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        ('id,value,note\n7a,16,"没有收尾\n7b,4,\n', "form-damaged", ""),
        ("id,value\n7c,16,300\n7b,4\n", "form-ragged", "7b: {value: 4"),
        ("id,value,value\n7a,,16\n", "form-head-twice", ""),
        ("id,value,note\n7a,16,x\n\nid,note,value\n7b,4,5\n", "form-second-head", ""),
        ("id,value\n7a,16\n7a,17\n", "form-row-twice", ""),
        ("id,value,confirmed\n12a,正常,大概\n", "form-unsure", '12a: {value: "正常"'),
        ("市人社局，四季度\nid,value,note\n7b,4,线上，线下\n", "", 'note: "线上，线下"'),
        ("id，value\n7b，4\n", "", "7b: {value: 4"),
        ("id,value\n7a,16\n7a,16.0\n7a,暂无\n", "", "7a: {value: 16"),
        ("id,value,confirmed\n12a,正常,已核实\n", "", "confirmed: true"),
        ("id,value,done\n6a,2022-09-01,2022-09-02\n", "form-two-cells", ""),
        ("id,value\n7e,暂无\n7e,0.95\n", "form-fraction", "7e: {value: 0.95"),
        ("id\tvalue\tnote\n7b\t4\ta,b,c,d,e\n", "", 'note: "a,b,c,d,e"'),
    ],
)
def test_a_table_of_text_is_read_exactly_or_said_to_be_wrong(text: str, code: str, read: str, tmp_path: Path) -> None:
    path = tmp_path / "values.csv"
    path.write_text(text, "utf-8")
    ended = collect(path, "--plan", PLAN, "--period", PERIOD, code=ANY)
    assert (f"[{code}]" in ended.err) == bool(code), ended.err
    assert read in ended.out


def test_csv_may_name_plan_and_period_on_the_command_line(tmp_path: Path) -> None:
    made = wrecks.csv_form("gb18030")(tmp_path)
    out = tmp_path / "new.yaml"
    run("collect", *made.files, "-o", out, "--plan", PLAN, "--period", PERIOD)
    assert simple(values(out)["7a"]) == 16


def test_csv_of_nobody_knows_which_plan_is_refused(tmp_path: Path) -> None:
    made = wrecks.csv_form("utf-8")(tmp_path)
    assert "--plan" in run("collect", *made.files, "-o", tmp_path / "new.yaml", code=2).err
