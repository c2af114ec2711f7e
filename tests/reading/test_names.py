"""What looks the same is the same: names and units as they are kept, compared and remarked on."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.judging.linting import lint
from checker.model import names
from checker.reading import plans
from checker.reading.library import Library
from tests.command import run
from tests.reading.test_warnings import PLAN

UNIT = "市人社局A1"
ONE = {
    "zero width space": "市人社\u200b局A1",
    "joiner": "市\u2060人社局A1",
    "soft hyphen": "市人社局\u00adA1",
    "mark of direction": "市人社局A1\u200f",
    "byte order mark inside": "市人\\uFEFF社局A1",
    "variation selector": "市人社局\ufe00A1",
    "ideographic variation": "市人社局\U000e0100A1",
    "wide space behind": "市人社局A1\u3000",
    "wide space before": "\u3000市人社局A1",
    "no-break space behind": "市人社局A1\u00a0",
    "line behind": "市人社局A1\\n",
    "tab behind": "市人社局A1\\t",
    "Kangxi radical": "市\u2f08社局A1",
    "full-width letter": "市人社局\uff211",
    "full-width digit": "市人社局A\uff11",
    "mathematical letter": "市人社局\U0001d4001",
    "escaped": "\\u5e02\\u4eba\\u793e\\u5c40A1",
    "compatibility ideograph": "市人\ufa4c局A1",
}
TWINS = {
    "Cyrillic letter": "市人社局\u04101",
    "Greek letter": "市人社局\u03911",
    "small letter": "市人社局a1",
    "inner space": "市人社局 A1",
}


@pytest.mark.parametrize("kind", ONE)
def test_what_looks_the_same_is_one_unit(kind: str, tmp_path: Path) -> None:
    """Also after a journey through YAML, where escapes write any character."""
    assert _leads(tmp_path, ONE[kind]) == ({(UNIT,)}, [])


@pytest.mark.parametrize("kind", TWINS)
def test_what_may_be_another_is_remarked_on(kind: str, tmp_path: Path) -> None:
    leads, codes = _leads(tmp_path, TWINS[kind])
    assert leads == {(UNIT,), (TWINS[kind],)}
    assert codes == ["look-alike"]


def _leads(folder: Path, name: str) -> tuple[set[tuple[str, ...]], list[str]]:
    """The leads of a plan whose second measure writes the unit otherwise, and what lint says of it."""
    second = PLAN[PLAN.index("- number: 7") :].replace("number: 7", "number: 8").replace("id: 7a", "id: 8a")
    text = PLAN.replace("市人社局", UNIT) + second.replace("[市人社局]", f'["{name}"]')
    file = folder / "small.yaml"
    file.write_text(text, "utf-8")
    plan, _ = plans.load(file, plans.Lists(None, None, None))
    assert plan is not None
    return {measure.lead for measure in plan.measures}, [f.code for f in lint([file], Library.at(folder))]


@pytest.mark.parametrize("lead", ['"\u200b"', '"\u3000"', '"\\u2060"', "''"])
def test_a_lead_that_nobody_sees_is_none(lead: str, tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(PLAN.replace("[市人社局]", f"[{lead}]"), "utf-8")
    assert "不能为空。" in run("lint", file, "--indicators", tmp_path, code=2).err.replace(" [", "。")


def test_two_spellings_of_one_lead_are_one_given_twice(tmp_path: Path) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(PLAN.replace("[市人社局]", "[市人社局, 市人社\u200b局]"), "utf-8")
    assert "rule-uniqueItems" in run("lint", file, "--indicators", tmp_path, code=2).err


def test_names_are_tidied_and_signs_stay() -> None:
    assert names.tidy("  各县（市、区）　人民政府  50％ ㎡①\n") == "各县（市、区） 人民政府 50％ ㎡①"
    assert names.same("各县（市、区）") == names.same("各县(市、区)")
    assert names.one_line("第一行\n● 绿 1a") == "第一行 ● 绿 1a"
    assert names.shown("一\n二\x1b[2K\u202e三") == "一\n二 [2K三"
    assert not names.unbearable("一\n二\t三\u3000四")
    assert all(map(names.unbearable, "\x1b\u2066\x00"))


def test_a_wide_space_behind_a_lead_leaves_its_forms_valid(tmp_path: Path) -> None:
    """The digest of a form and the plan agree on what the unit is called."""
    (tmp_path / "indicators" / "huangshi").mkdir(parents=True)
    text = PLAN.replace("[市人社局]", "[市人社局\u3000]")
    (tmp_path / "indicators" / "huangshi" / "small.yaml").write_text(text, "utf-8")
    run("form", "small", "--period", "2022-Q3", "--out", "forms", cwd=tmp_path)
    (form,) = (tmp_path / "forms").glob("*.xlsx")
    ended = run("collect", form, "-o", "q3.yaml", "--on", "2022-10-10", cwd=tmp_path, code=(0, 1, 2))
    assert "目录" not in ended.err
