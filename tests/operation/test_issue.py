"""`plancheck issue`: what a bag holds, what is refused, what a correction is; history keeps what was issued."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
import zipfile
from itertools import pairwise
from os.path import relpath
from pathlib import Path
from typing import Any

import pytest

from checker.operation import paperwork
from checker.papers import wording
from tests.command import ROOT, run
from tests.operation.offices import BAGS, DAYS, archive, draws_quickly, issue, office, report

PLAN = "daye-service"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office with two quarters reported and nothing issued; its papers are drawn quickly."""
    draws_quickly(monkeypatch)
    office(tmp_path)
    report(tmp_path, "2022-q1")
    report(tmp_path, "2022-q2")
    return tmp_path


def info(bag: Path) -> dict[str, str]:
    lines = (bag / "bag-info.txt").read_text("utf-8").splitlines()
    return dict(line.split(": ", 1) for line in lines)


@pytest.mark.slow
def test_a_bag_holds_papers_assessment_inputs_and_catalogue(tmp_path: Path) -> None:
    bag = archive(tmp_path, "papers") / PLAN / "2022-Q3"
    files = {path.relative_to(bag).as_posix() for path in bag.rglob("*") if path.is_file()}
    assert {"data/通报.docx", "data/拟办意见.docx", "data/assessment.json", "data/inputs/2022-q1.yaml", "data/inputs/2022-q3.yaml",
            "data/catalogue/daye/service.yaml", "data/catalogue/daye/office.yaml", "data/catalogue/calendar.yaml",
            "data/catalogue/profiles.yaml", "manifest-sm3.txt"} <= files  # fmt: skip
    assert "data/inputs/2022-q4.yaml" not in files
    assert any(name.startswith("data/督办通知单/") for name in files)
    said = info(bag)
    assert said["Source-Organization"] == "大冶市质量强市工作领导小组办公室"
    assert said["Internal-Sender-Identifier"] == "冶质强办发〔2022〕3号"
    assert said["External-Identifier"] == f"{PLAN}/2022-Q3"
    assert said["Bagging-Date"] == "2022-10-20"
    digest = said["Previous-Bag-SHA256"]
    with zipfile.ZipFile(bag / "data/通报.docx") as paper:  # copies at the units are witnesses
        assert f"校验码：{digest[:16]}<" in paper.read("word/document.xml").decode()


def test_a_bag_names_the_digest_of_the_one_before(tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    assert "Previous-Bag" not in info(plan / BAGS[0])
    for before, after in pairwise(BAGS):
        digest = hashlib.sha256((plan / before / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
        assert info(plan / after)["Previous-Bag-SHA256"] == digest
        assert info(plan / after)["Previous-Bag"] == f"{PLAN}/{before}"


def test_what_a_bag_holds_is_judged_again_to_the_same_lights(tmp_path: Path) -> None:
    bag = archive(tmp_path) / PLAN / "2022-Q2"
    copied = ("data/inputs/2022-q2.yaml", "--indicators", "data/catalogue", "--on", DAYS["2022-q2"])
    again = json.loads(run("run", *copied, "--format", "json", "--fail-on", "never", cwd=bag).out)
    frozen = json.loads((bag / "data/assessment.json").read_text("utf-8"))
    assert [v["at"] for v in again["verdicts"]] == [v["at"] for v in frozen["verdicts"]]
    for key in ("light", "reason", "status", "value", "sentence", "previous", "streak"):
        assert [v[key] for v in again["verdicts"]] == [v[key] for v in frozen["verdicts"]]


@pytest.mark.slow
def test_equal_input_gives_equal_bytes(small: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = office(tmp_path_factory.mktemp("other"))
    for name in ("2022-q1", "2022-q2"):
        report(other, name)
    assert issue(small, "2022-q1", "--sm3") == issue(other, "2022-q1", "--sm3")


def test_a_period_is_issued_once(tmp_path: Path) -> None:
    archive(tmp_path)
    again = ("--on", "2022-10-21", "--number", "冶质强办发〔2022〕8号")
    assert "已经印发" in run("issue", "2022-q3.yaml", *again, cwd=tmp_path, code=2).err


def test_what_cannot_be_meant_is_refused(small: Path) -> None:
    def said(*more: str) -> str:
        return run("issue", "2022-q2.yaml", *more, cwd=small, code=2).err

    number = ("--number", "冶质强办发〔2022〕2号")
    assert "--number" in said("--on", "2022-07-15")
    assert "还没有结束" in said("--on", "2022-06-30", *number)
    assert "还没有结束" in said("--on", "2022-07-15", "--date", "2022-05-01", *number)
    assert "没有可更正" in said("--on", "2022-07-15", *number, "--correction", "--reason", "误报")
    assert "一起写" in said("--on", "2022-07-15", *number, "--correction")
    assert "一起写" in said("--on", "2022-07-15", *number, "--reason", "误报")
    assert (
        "一个方案" in run("issue", "2022-q1.yaml", "2022-q2.yaml", "--on", "2022-07-15", *number, cwd=small, code=2).err
    )
    assert not list(small.glob("issued/*/*"))


def test_a_date_before_the_last_bags_is_the_clocks_fault(tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    shutil.rmtree(plan / "2022-Q4")
    given = ("--on", "2023-01-13", "--date", "2022-10-19", "--number", "冶质强办发〔2022〕4号")
    assert "还没有结束" in run("issue", "2022-q4.yaml", *given, cwd=tmp_path, code=2).err
    late = issue_correction(tmp_path, "2022-q1", "--on", "2022-10-19", code=2)
    assert "早于上一份" in late
    assert "时钟" in late


def issue_correction(folder: Path, name: str, *more: str, code: int = 0) -> str:
    given = ("--number", "冶质强办发〔2023〕9号", "--correction", "--reason", "市人社局1a误报")
    return run("issue", f"{name}.yaml", *more, *given, cwd=folder, code=code).err


@pytest.mark.slow
def test_a_correction_takes_its_place_and_lists_what_changed(tmp_path: Path) -> None:
    from docx import Document

    plan = archive(tmp_path, "papers") / PLAN
    report(tmp_path, "2022-q3", _1a="15")
    issue_correction(tmp_path, "2022-q3", "--on", "2023-02-01")
    bag = plan / "2022-Q3-correction-1"
    text = "\n".join(p.text for p in Document(str(bag / "data/更正通报.docx")).paragraphs)
    assert "更正" in text
    assert "市人社局1a误报" in text
    assert "招聘会（市人社局）：原为黄灯" in text
    assert "更正为绿灯" in text
    assert info(bag)["Correction-Of"] == f"{PLAN}/2022-Q3"
    assert info(bag)["Correction-Reason"] == "市人社局1a误报"
    assert info(bag)["Previous-Bag"] == f"{PLAN}/2022-Q4"
    assert "5份档案完好" in run("verify", cwd=tmp_path).out
    issue_correction(tmp_path, "2022-q3", "--on", "2023-02-02")
    assert (plan / "2022-Q3-correction-2").is_dir()


def test_periods_that_were_never_issued_are_named(small: Path) -> None:
    given = ("--on", "2022-07-15", "--number", "冶质强办发〔2022〕2号")
    assert "2022-Q1从未印发过" in run("issue", "2022-q2.yaml", *given, cwd=small).err


def test_evidence_is_kept_as_a_digest_only(small: Path) -> None:
    answers = small / "答卷.csv"
    answers.write_text("姓名,评分\n张三,3\n", "utf-8")
    issue(small, "2022-q1", "--evidence", answers)
    bag = small / "issued" / PLAN / "2022-Q1"
    kept = (bag / "data/evidence.sha256").read_text("utf-8")
    assert kept == f"{hashlib.sha256(answers.read_bytes()).hexdigest()}  答卷.csv\n"
    assert not any("张三".encode() in path.read_bytes() for path in bag.rglob("*") if path.is_file())


def test_a_bag_is_signed_by_the_offices_own_command(small: Path) -> None:
    key = small / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    issue(small, "2022-q1", "--sign", f"ssh-keygen -q -Y sign -f {key} -n plancheck")
    tags = small / "issued" / PLAN / "2022-Q1" / "tagmanifest-sha256.txt"
    allowed = small / "allowed"
    allowed.write_text("office " + key.with_suffix(".pub").read_text("utf-8"), "utf-8")
    check: list[str | Path] = [
        "ssh-keygen",
        "-Y",
        "verify",
        "-f",
        allowed,
        "-I",
        "office",
        "-n",
        "plancheck",
        "-s",
        f"{tags}.sig",
    ]
    subprocess.run(check, input=tags.read_bytes(), capture_output=True, check=True)
    assert "有签名文件" in run("verify", cwd=small).out


@pytest.mark.parametrize(("command", "word"), [("false", "没有成功"), ("true", "没有留下签名"), ("'", "没有成功")])
def test_a_bag_that_cannot_be_signed_does_not_stand(small: Path, command: str, word: str) -> None:
    number = ("--number", "冶质强办发〔2022〕1号", "--sign", command)
    assert word in run("issue", "2022-q1.yaml", "--on", DAYS["2022-q1"], *number, cwd=small, code=2).err
    assert not list(small.glob("issued/*/*"))


def test_an_input_that_changes_meanwhile_is_noticed(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.operation import paperwork

    drawn = paperwork.papers

    def slow(*given: object) -> object:
        report(small, "2022-q1", _1a="9")
        return drawn(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(paperwork, "papers", slow)
    number = ("--number", "冶质强办发〔2022〕1号")
    assert "被人改了" in run("issue", "2022-q1.yaml", "--on", DAYS["2022-q1"], *number, cwd=small, code=2).err


def test_a_machine_without_the_digest_says_so(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def without(name: str, content: bytes = b"") -> object:
        if name == "sm3":
            raise ValueError(name)
        return hashlib.sha256(content)

    monkeypatch.setattr("checker.operation.bag.hashlib.new", without)
    number = ("--number", "冶质强办发〔2022〕1号", "--sm3")
    assert "SM3" in run("issue", "2022-q1.yaml", "--on", DAYS["2022-q1"], *number, cwd=small, code=2).err


def test_names_in_a_bag_need_no_escape() -> None:
    from checker.operation.bag import named

    assert named("cafe\u0301%0A\n.csv") == "café_0A_.csv"
    assert named("a.csv", ["A.csv"]) == "a-2.csv"


# History reads what was issued.


def test_a_past_that_was_issued_keeps_its_lights(tmp_path: Path) -> None:
    archive(tmp_path)
    report(tmp_path, "2022-q3", _1a="15")
    ended = run("run", "2022-q4.yaml", "--on", DAYS["2022-q4"], "--format", "json", "--fail-on", "never", cwd=tmp_path)
    data = json.loads(ended.out)
    assert next(v for v in data["verdicts"] if v["indicator"] == "1a")["previous"] == "yellow"
    (finding,) = [f for f in data["findings"] if f["code"] == "W-ISSUED"]
    assert "2022-Q3印发的灯有1项" in finding["message"]
    assert "1a（印发黄灯，重判绿灯）" in finding["message"]
    said = (
        run("explain", "2022-q4.yaml", "1a", "--on", DAYS["2022-q4"], cwd=tmp_path)
        .out.replace("\n", "")
        .replace(" ", "")
    )
    assert "印发档案2022-Q3；现在重判为●绿" in said
    assert "按印发的灯计" in said


def test_a_correction_is_what_later_periods_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draws_quickly(monkeypatch)
    archive(tmp_path)
    report(tmp_path, "2022-q3", _1a="15")
    issue_correction(tmp_path, "2022-q3", "--on", "2023-02-01")
    ended = run("run", "2022-q4.yaml", "--on", "2023-02-02", "--format", "json", "--fail-on", "never", cwd=tmp_path)
    data = json.loads(ended.out)
    assert next(v for v in data["verdicts"] if v["indicator"] == "1a")["previous"] == "green"
    assert not [f for f in data["findings"] if f["code"] == "W-ISSUED"]


@pytest.mark.parametrize(("spoil", "code"), [("{}", "issued-altered"), (None, "issued-unreadable")])
def test_a_spoilt_bag_stops_the_run(tmp_path: Path, spoil: str | None, code: str) -> None:
    file = archive(tmp_path) / PLAN / "2022-Q2" / "data" / "assessment.json"
    file.unlink() if spoil is None else file.write_text(spoil, "utf-8")
    assert f"[{code}]" in run("run", "2022-q4.yaml", "--on", DAYS["2022-q4"], cwd=tmp_path, code=2).err


def test_lint_passes_over_what_was_issued(tmp_path: Path) -> None:
    archive(tmp_path)
    assert "issued/" not in run("lint", ".", cwd=tmp_path).said


@pytest.mark.slow
def test_the_circular_prints_the_digest_of_the_bag_before(tmp_path: Path) -> None:
    """So that every copy at a unit witnesses to the bag before, the last one too: this is what `--expect` takes."""
    from docx import Document

    plan = archive(tmp_path, "papers") / PLAN
    for before, after in pairwise(BAGS):
        digest = hashlib.sha256((plan / before / "tagmanifest-sha256.txt").read_bytes()).hexdigest()
        assert digest[:16] in text_of(Document(str(plan / after / "data/通报.docx")))
        run("verify", "issued", "--expect", digest[:16], cwd=tmp_path)
    assert "归档校验码" not in text_of(Document(str(plan / BAGS[0] / "data/通报.docx")))


def text_of(document: Any) -> str:
    """All words of a Word file, those of text boxes and footers too."""
    parts = [document.element.body, *(section.footer._element for section in document.sections)]
    return "".join(node.text or "" for part in parts for node in part.iter() if node.tag.endswith("}t"))


@pytest.mark.slow
def test_numbers_count_on_and_templates_are_kept(tmp_path: Path) -> None:
    from docx import Document

    own = office(tmp_path) / "indicators/daye/office.yaml"
    own.write_text(own.read_text("utf-8") + "marks: {circular: 冶质强办发, slip: 冶质强督}\n", "utf-8")
    for name in ("2022-q1", "2022-q2", "2022-q3"):
        report(tmp_path, name)
    run("templates", "--out", "own", cwd=tmp_path)
    words = next((tmp_path / "own").rglob("circular.txt.j2"))
    given = ("--number", "3", "--slip-number", "5", "--on", "2022-10-20", "--template", words)
    assert "冶质强办发〔2022〕3号" in run("issue", "2022-q3.yaml", *given, cwd=tmp_path).err
    bag = tmp_path / "issued" / PLAN / "2022-Q3"
    assert info(bag)["Internal-Sender-Identifier"] == "冶质强办发〔2022〕3号"
    assert (bag / "data/templates/circular.txt.j2").read_bytes() == words.read_bytes()
    slips = sorted((bag / "data/督办通知单").iterdir())
    numbers = ["冶质强督〔2022〕" + text_of(Document(str(slip))).split("冶质强督〔2022〕", 1)[1][:2] for slip in slips]
    assert sorted(numbers) == [f"冶质强督〔2022〕{n}号" for n in range(5, 5 + len(slips))]
    assert (bag / "data/拟办意见.docx").is_file()


def test_what_has_no_whole_number_or_no_issuer_is_not_frozen(small: Path) -> None:
    given = ("issue", "2022-q1.yaml", "--on", DAYS["2022-q1"], "--number")
    assert "发文代字" in run(*given, "3", cwd=small, code=2).err
    (small / "indicators/daye/office.yaml").write_text("short: 市质强办\n", "utf-8")
    assert "没有发文机关" in run(*given, "冶质强办发〔2022〕3号", cwd=small, code=2).err
    assert not list(small.glob("issued/*/*"))
    run(*given, "冶质强办发〔2022〕3号", "--issuer", "大冶市质强办", cwd=small)


def test_slips_without_a_number_are_told(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slips = {f"{paperwork.SLIPS}/{name}.docx": b"PK" for name in ("甲", "乙")}
    monkeypatch.setattr(paperwork, "papers", lambda *_: {paperwork.CIRCULAR: b"PK", **slips})
    given = ("--on", DAYS["2022-q1"], "--number", "冶质强办发〔2022〕1号")
    assert "2份督办通知单没有文号" in run("issue", "2022-q1.yaml", *given, cwd=small).err
    numbered = ("--on", DAYS["2022-q2"], "--number", "冶质强办发〔2022〕2号", "--slip-number", "冶质强督〔2022〕5号")
    assert "没有文号" not in run("issue", "2022-q2.yaml", *numbered, cwd=small).err


def test_a_base_outside_the_catalogue_is_kept_beside_the_plan_and_judged_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The base lies in the shipped catalogue and has the plan's own folder and file name."""
    draws_quickly(monkeypatch)
    shutil.copytree(ROOT / "examples/fang-county-revised", tmp_path, dirs_exist_ok=True)
    plan = tmp_path / "indicators/fang-county/public-service.yaml"
    base = ROOT / "indicators/fang-county/public-service.yaml"
    link = f"extends: {relpath(base, plan.parent)}"
    plan.write_text(re.sub(r"(?m)^extends: .*$", link, plan.read_text("utf-8")), "utf-8")
    on = ("--on", "2024-01-20")
    given = ("--number", "房质强办发〔2024〕1号", "--issuer", "房县质强办")
    run("issue", "2023-q4.yaml", *on, *given, cwd=tmp_path)
    data = tmp_path / "issued/fang-county-revised/2023-Q4/data"
    kept = (data / "catalogue/fang-county/public-service.yaml").read_text("utf-8")
    assert kept == plan.read_text("utf-8").replace(link, 'extends: "extended/1-public-service.yaml"')
    assert (data / "catalogue/fang-county/extended/1-public-service.yaml").read_bytes() == base.read_bytes()
    copied = ("inputs/2023-q4.yaml", "--indicators", "catalogue", *on, "--fail-on", "never", "--format", "json")
    again = json.loads(run("run", *copied, cwd=data).out)["verdicts"]
    frozen = json.loads((data / "assessment.json").read_text("utf-8"))["verdicts"]
    for key in ("indicator", "light", "reason", "value"):
        assert [v[key] for v in again] == [v[key] for v in frozen]
    assert {v["at"]["file"] for v in frozen if v["at"]} <= {f"data/inputs/{n}" for n in ("2023-q4.yaml",)} | {
        "data/catalogue/fang-county/public-service.yaml", "data/catalogue/fang-county/extended/1-public-service.yaml"
    }  # fmt: skip


@pytest.mark.slow
def test_the_words_of_a_correction_are_the_offices_own(tmp_path: Path) -> None:
    from docx import Document

    for name in ("2022-q1", "2022-q2", "2022-q3"):
        report(office(tmp_path) if name == "2022-q1" else tmp_path, name)
    issue(tmp_path, "2022-q3")
    report(tmp_path, "2022-q3", _1a="15")
    words = tmp_path / "own.correction.txt.j2"
    words.write_text(
        wording.shipped("correction", "zh").read_text("utf-8").replace("请各单位以本件为准", "请照此办理"), "utf-8"
    )
    given = ("--on", "2022-11-01", "--number", "冶质强办发〔2022〕9号", "--correction", "--reason", "市人社局误报")
    run("issue", "2022-q3.yaml", *given, "--template", words, cwd=tmp_path)
    bag = tmp_path / "issued" / PLAN / "2022-Q3-correction-1/data"
    text = text_of(Document(str(bag / "更正通报.docx")))
    assert "关于更正《" in text
    assert "冶质强办发〔2022〕3号通报的《大冶市公共服务方案》2022年第三季度亮灯情况有误" in text
    assert "一、更正原因市人社局误报。二、更正事项1.招聘会（市人社局）：原为黄灯" in text
    assert "更正为绿灯" in text
    assert "请照此办理。" in text
    assert (bag / "templates/own.correction.txt.j2").is_file()
