"""The command: every format, suppression in all of them, comparison, weights, margins, values, the blank form."""

from __future__ import annotations

import csv
import html
import io
import json
import random
import zipfile
from pathlib import Path

import pytest

from checker.files import bounded, yamlfile
from tests.command import ROOT, run
from tools import answers as people

PEOPLE = people.people(200, 11)
ON = ("--on", "2023-12-20")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    chance = random.Random(3)
    extra = {
        "区": chance.choices(["黄石港区", "下陆区", "大冶市", "铁山区"], [40, 30, 28, 2], k=len(PEOPLE)),
        "权重": [chance.choice(["0.5", "1", "2"]) for _ in PEOPLE],
        "姓名": ["张三丰"] * len(PEOPLE), "示例": ["是"] * len(PEOPLE),
    }  # fmt: skip
    made = tmp_path_factory.mktemp("survey") / "answers.csv"
    made.write_text(people.text(people.plain(PEOPLE, extra)), "utf-8-sig")
    return made


@pytest.mark.slow
def test_every_format_tells_the_same_and_says_that_it_is_made_up(file: Path, tmp_path: Path) -> None:
    forms = ("table", "json", "csv", "md", "html", "xlsx", "docx")
    run("survey", file, "--by", "区", *ON, *(word for form in forms for word in ("--format", form)), "--out", tmp_path)
    data = json.loads((tmp_path / "survey.json").read_text("utf-8"))
    total = f"{data['total']['score']:.2f}"
    for form in ("txt", "csv", "md", "html"):
        text = (tmp_path / f"survey.{form}").read_text("utf-8")
        assert total in text
        assert "示例" in text or form == "csv"
        assert "张三丰" not in text
    for form, part in (("xlsx", "xl/"), ("docx", "word/document.xml")):
        with zipfile.ZipFile(tmp_path / f"survey.{form}") as archive:
            whole = b"".join(archive.read(name) for name in archive.namelist() if name.startswith(part)).decode()
        whole = html.unescape(whole)
        assert "张三丰" not in whole
        assert "示例" in whole


@pytest.mark.slow
def test_equal_input_gives_equal_bytes(file: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        run("survey", file, "--by", "区", *ON, "--format", "xlsx", "--format", "html", "--out", tmp_path / name)
    for form in ("xlsx", "html"):
        assert (tmp_path / "a" / f"survey.{form}").read_bytes() == (tmp_path / "b" / f"survey.{form}").read_bytes()


def test_what_is_hidden_is_hidden_in_every_format(file: Path) -> None:
    data = json.loads(run("survey", file, "--by", "区", "--format", "json").out)
    told = {group["name"]: group for group in data["groups"][0]["groups"]}
    assert told["铁山区"]["people"] is None
    assert sum(group["people"] is None for group in told.values()) == 2
    assert told["铁山区"]["total"] is None
    assert set(told["铁山区"]["domains"].values()) == {None}
    line = next(line for line in run("survey", file, "--by", "区").out.splitlines() if line.startswith("铁山区"))
    assert set(line.split()[1:]) == {"×"}


def test_the_page_draws_five_pictures(file: Path, tmp_path: Path) -> None:
    run("survey", file, "--format", "json", "--out", tmp_path)
    other = run("survey", file, "--scale", "minmax", "--against", tmp_path / "survey.json", code=2).err
    assert "不能比较" in other
    ended = run("survey", file, "--by", "区", "--against", tmp_path / "survey.json", "--format", "html")
    assert ended.out.count("<figure") == 5
    assert ended.out.count("</svg>") == 6  # and the patterns
    assert "基本持平" in ended.out


def test_weights_are_told_with_what_they_cost(file: Path) -> None:
    ended = run("survey", file, "--weight", "权重")
    assert "最大权重为最小的4.0倍" in ended.out
    assert "n_eff" not in ended.out
    item = json.loads(run("survey", file, "--weight", "权重", "--format", "json").out)["domains"]["environment"][
        "items"
    ][0]
    assert item["deff"] > 1
    assert item["n_eff"] < item["n"]


def test_margins_weigh_without_a_column_of_weights(file: Path, tmp_path: Path) -> None:
    shares = tmp_path / "shares.yaml"
    shares.write_text("区: {黄石港区: 0.25, 下陆区: 0.25, 大冶市: 0.25, 铁山区: 0.25}\n", "utf-8")
    ended = run("survey", file, "--margins", shares)
    assert "按总体构成加权" in ended.out
    assert "设计效应" in ended.out
    assert "慎用" in ended.out  # a handful of people stand for a quarter
    shares.write_text("区: {黄石港区: 0.25, 下陆区: 0.25}\n", "utf-8")
    assert "总体构成" in run("survey", file, "--margins", shares, code=2).err
    shares.write_text("区: {黄石港区: 0.5, 下陆区: 0.5}\n", "utf-8")
    assert "一一对应" in run("survey", file, "--margins", shares, code=2).err


SUBMISSION = "plan: huangshi-quality\nperiod: 2024-H1\nsubmitted: 2024-07-05\nvalues:\n  0a: 5   # 保留\n"


def test_scores_go_into_a_submission_and_the_rest_stays(file: Path, tmp_path: Path) -> None:
    target = tmp_path / "h1.yaml"
    target.write_text(SUBMISSION, "utf-8")
    ended = run("survey", file, "--values", target)
    assert "0d" in ended.err
    text = target.read_text("utf-8")
    assert text.startswith(SUBMISSION.rstrip("\n"))
    document, _ = yamlfile.read(target)
    assert document is not None
    score = json.loads(run("survey", file, "--format", "json").out)["total"]["score"]
    assert float(document.data["values"]["0d"]["value"]) == pytest.approx(score, abs=0.005)
    assert "sha256:" in document.data["values"]["0d"]["source"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (SUBMISSION.replace("huangshi-quality", "nothing"), "不在目录里"),
        (SUBMISSION.replace("huangshi-quality", "huangshi-public-service").replace("H1", "Q1"), "没有说明"),
    ],
)
def test_a_score_is_not_written_where_nobody_said_that_it_belongs(
    file: Path, text: str, words: str, tmp_path: Path
) -> None:
    target = tmp_path / "h1.yaml"
    target.write_text(text, "utf-8")
    assert words in run("survey", file, "--values", target, code=2).err
    assert target.read_text("utf-8") == text


def test_a_score_is_never_a_percentage(file: Path, tmp_path: Path) -> None:
    form = (ROOT / "indicators" / "survey" / "public-service-monitoring.yaml").read_text("utf-8")
    own = tmp_path / "form.yaml"
    own.write_text(form.replace("{plan: huangshi-quality, indicator: 0d, of: total}",
                                "{plan: jingzhou-district-public-service, indicator: 0b, of: total}"), "utf-8")  # fmt: skip
    target = tmp_path / "q.yaml"
    target.write_text(
        "plan: jingzhou-district-public-service\nperiod: 2024-Q1\nsubmitted: 2024-04-05\nvalues:\n  0a: 5\n"
    )
    assert "不能代替" in run("survey", file, "--form", own, "--values", target, code=2).err


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--by", "姓名"), "[survey-private]"), (("--by", "没有"), "[survey-by]"), (("--form", "nothing"), "nothing"),
        (("--by", "区", "--by", "权重", "--by", "示例"), "最多两列"), (("--against", "README.md"), "不是同一问卷"),
        (("--map", "indicators/domains.yaml"), "[survey-map]"), (("--weight", "区"), "[survey-weight]"),
    ],
)  # fmt: skip
def test_a_wrong_word_gets_a_right_one(file: Path, options: tuple[str, ...], words: str) -> None:
    ended = run("survey", file, *options, code=(1, 2))
    assert words in ended.err


def test_no_file_and_what_is_no_survey_are_told(tmp_path: Path) -> None:
    assert "--blank" in run("survey", code=2).err
    assert "--out" in run("survey", "--blank", code=2).err
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    assert "[survey-no-heads]" in run("survey", other, code=2).err
    other.write_bytes(b"")
    assert "[form-empty]" in run("survey", other, code=2).err
    other.write_bytes(b"\xff\xfe\x00\xd8\x00\xd8")
    assert run("survey", other, code=2).err


def test_an_own_map_names_heads(file: Path, tmp_path: Path) -> None:
    text = file.read_text("utf-8-sig").replace("自来水水质", "水的质量怎么样", 1)
    other = tmp_path / "other.csv"
    other.write_text(text, "utf-8")
    assert "[survey-no-column]" in run("survey", other, code=2).err
    own = tmp_path / "own.yaml"
    own.write_text("columns: {B5-1: 水的质量怎么样}\n", "utf-8")
    run("survey", other, "--map", own)
    other.write_text(people.text([row[1:] for row in people.plain(PEOPLE)]), "utf-8")
    said = run("survey", other, code=2).err
    assert "[survey-no-column]" in said
    assert "相近的有：。" not in said
    own.write_text("columns: {B5-99: 水的质量怎么样}\n", "utf-8")
    assert "[survey-question]" in run("survey", other, "--map", own, code=2).err


def test_one_answer_has_no_error_and_few_are_not_passed_on(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(people.text(people.plain([p for p in PEOPLE if p.get("A-a") == "半年以上"][:1])), "utf-8")
    told = run("survey", file, "--format", "json", "--format", "table", "--out", tmp_path / "out")
    assert told.code == 0
    data = json.loads((tmp_path / "out/survey.json").read_text("utf-8"))
    assert (data["total"]["n"], data["total"]["half"]) == (1, None)
    text = (tmp_path / "out/survey.txt").read_text("utf-8")
    assert "（±—，n=1）" in text
    assert "不要外发" in text
    assert "不要外发" in run("survey", file, "--against", tmp_path / "out/survey.json").out


@pytest.mark.parametrize("spoilt", [{"domains": None}, {"total": 5}, {"domains": {"education": {"score": 70}}}])
def test_scores_of_before_that_somebody_spoilt_are_refused(spoilt: dict[str, object], tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(people.text(people.plain(PEOPLE[:30])), "utf-8")
    before = json.loads(run("survey", file, "--format", "json").out)
    (tmp_path / "s.json").write_text(json.dumps({**before, **spoilt}), "utf-8")
    assert "不是同一问卷" in run("survey", file, "--against", tmp_path / "s.json", code=2).err


def test_many_values_are_no_grouping(tmp_path: Path) -> None:
    many = people.people(300, 1)
    file = tmp_path / "a.csv"
    file.write_text(people.text(people.plain(many, {"编号": [str(n) for n in range(300)]})), "utf-8")
    assert "[survey-many]" in run("survey", file, "--by", "编号", code=2).err


@pytest.mark.slow
def test_the_blank_workbook_comes_back_as_answers(tmp_path: Path) -> None:
    run("survey", "--blank", "--out", tmp_path)
    book, _ = bounded.file(tmp_path / "public-service-monitoring.xlsx", "a")
    assert book is not None
    heads = [book.sheets[0].text(1, n + 1) for n in range(96)]
    assert heads[0] == "您在本地居住的时间？"
    rows = [heads, *people.plain(people.people(5, 2))[1:]]
    file = tmp_path / "back.csv"
    file.write_text(people.text(rows), "utf-8")
    run("survey", file)


def test_the_text_to_import_names_every_question_once(tmp_path: Path) -> None:
    run("survey", "--blank", "--out", tmp_path)
    text = (tmp_path / "public-service-monitoring.txt").read_text("utf-8")
    for _, question in people.form().questions():
        assert text.count(f"\n{question.ask}") == 1
    assert text.count("=== 分页 ===") == len(people.form().sections) - 1


def test_heads_of_an_import_are_found_again(tmp_path: Path) -> None:
    """A head that carries its jumps in brackets, as the imported text has them."""
    rows = people.plain(PEOPLE)
    rows[0] = [
        f"{n}、{head}（选“否”的跳到下一部分）" if head.startswith("您") else head for n, head in enumerate(rows[0], 1)
    ]
    file = tmp_path / "a.csv"
    file.write_text(people.text(rows), "utf-8")
    run("survey", file)


@pytest.mark.slow
def test_the_xlsform_becomes_a_form_without_a_warning(tmp_path: Path) -> None:
    convert = pytest.importorskip("pyxform.xls2xform", reason="pyxform is not installed: pip install -e '.[oracles]'")
    run("survey", "--blank", "--out", tmp_path)
    made = convert.convert(xlsform=str(tmp_path / "public-service-monitoring-xlsform.xlsx"), validate=False)
    assert made.warnings == []
    relevant = next(line for line in made.xform.split("<bind") if "/B11_5" in line)
    assert "B11_b" in relevant
    assert "'o3'" in relevant


def test_the_example_is_what_its_script_makes() -> None:
    assert people.FILE.read_bytes() == people.example()


def test_csv_for_spreadsheets_is_plain(file: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("survey", file, "--format", "csv").out.removeprefix("\ufeff"))))
    assert ["总体"] in [row[:1] for row in rows]
