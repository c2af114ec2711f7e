"""What an answer stands for: the form's own logic decides, marks of the export only check it."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.survey import gathering
from checker.survey.answers import MISSING, NOT_ASKED, SKIPPED, STOPPED, UNKNOWN, Answers, Asked
from tools import answers as people
from tools.answers import Person, form

IDS = [question.id for question in form().scored()]


def read(rows: list[list[str]], folder: Path, asked: Asked | None = None) -> tuple[Answers, list[str]]:
    file = folder / "a.csv"
    file.write_text(people.text(rows), "utf-8")
    gathered, found = gathering.gather(form(), [file], asked or Asked(), {})
    assert gathered.answers is not None, found
    return gathered.answers, [f"{f.code} {f.where.cell}" for f in found]


def codes(answers: Answers, person: int = 0) -> dict[str, int]:
    return dict(zip(IDS, answers.codes[person * len(IDS) :], strict=False))


def one(**changes: str) -> list[list[str]]:
    """One person who answers everything with 8, lives here, and meets every gate, but for the changes."""
    questions = [question for _, question in form().questions()]
    gates = {"A-a": "半年以上", "B1-a": "是", "B2-a": "是", "B3-a": "民营医院", "B7-a": "公共汽车", "B11-a": "是",
             "B11-b": "机构养老（公办）", "B12-a": "跑了一次就全部解决"}  # fmt: skip
    given = {question.id: "8" for question in questions if question.type in ("score", "overall")} | gates
    given |= {"B11-5": "", "B11-6": ""} | {name.replace("_", "-"): answer for name, answer in changes.items()}
    return [[question.ask for question in questions], [given.get(question.id, "") for question in questions]]


@pytest.mark.parametrize(
    ("answer", "code"),
    [("8", 8), ("10", 10), ("8.0", 8), ("8分", 8), ("8（较满意）", 8), (" 8 ", 8), ("不了解", UNKNOWN), ("dk", UNKNOWN),
     ("", MISSING), ("(空)", MISSING), ("-2", MISSING)],
)  # fmt: skip
def test_an_answer_is_read(answer: str, code: int, tmp_path: Path) -> None:
    rows = one(B5_1=answer)
    if answer == "-2":  # a file with such marks holds positions, unless a person says otherwise
        rows[1] = [cell if cell != "8" else "3" for cell in rows[1]]
        made, found = read(rows, tmp_path, Asked(position=True))
    else:
        made, found = read(rows, tmp_path)
    assert codes(made)["B5-1"] == code
    assert found == [] or answer == "-2"


@pytest.mark.parametrize("answer", ["11", "0", "满意", "8.5", "很好", "１２"])
def test_what_is_no_score_is_told_with_its_cell_and_left_out(answer: str, tmp_path: Path) -> None:
    made, found = read(one(B5_1=answer), tmp_path)
    assert codes(made)["B5-1"] == MISSING
    assert [text.split()[0] for text in found] == ["survey-score"]
    assert found[0].endswith("2")


def test_a_gate_skips_its_section(tmp_path: Path) -> None:
    made, found = read(one(B1_a="否", B1_1="", B1_2="", B1_3="", B1_4="", B1_overall=""), tmp_path)
    assert {codes(made)[name] for name in ("B1-1", "B1-4", "B1-overall")} == {SKIPPED}
    assert codes(made)["B2-1"] == 8
    assert found == []


def test_an_answer_behind_a_closed_gate_is_told_and_leaves_the_mean(tmp_path: Path) -> None:
    made, found = read(one(B1_a="否"), tmp_path)
    assert codes(made)["B1-1"] == SKIPPED
    assert [text.split()[0] for text in found] == ["survey-not-asked"] * 5


def test_a_route_asks_some_items_only(tmp_path: Path) -> None:
    made, found = read(
        one(B11_b="社区居家养老", B11_1="", B11_2="", B11_3="", B11_4="", B11_5="7", B11_6="6"), tmp_path
    )
    own = codes(made)
    assert [own[f"B11-{n}"] for n in range(1, 7)] == [NOT_ASKED] * 4 + [7, 6]
    assert own["B11-overall"] == 8
    assert found == []


def test_who_has_lived_here_too_short_is_asked_nothing(tmp_path: Path) -> None:
    rows = one(A_a="不足半年")
    rows[1] = [cell if cell == "不足半年" else "" for cell in rows[1]]
    made, found = read(rows, tmp_path)
    assert (made.people, made.stopped) == (1, 1)
    assert set(made.codes) == {STOPPED}
    assert found == []


def test_a_mark_that_contradicts_the_form_is_told(tmp_path: Path) -> None:
    made, found = read(one(B5_1="(跳过)"), tmp_path)
    assert codes(made)["B5-1"] == MISSING
    assert [text.split()[0] for text in found] == ["survey-asked"]


def test_several_answers_close_a_gate_only_together(tmp_path: Path) -> None:
    made, _ = read(one(B3_a="民营医院┋二级公立医院（县级医院、区级医院）"), tmp_path)
    assert codes(made)["B3-1"] == 8
    made, _ = read(one(B3_a="没有接受医疗服务"), tmp_path)
    assert codes(made)["B3-1"] == SKIPPED


def test_a_word_that_is_no_option_is_told(tmp_path: Path) -> None:
    made, found = read(one(B1_a="有"), tmp_path)
    assert codes(made)["B1-1"] == 8
    assert [text.split()[0] for text in found] == ["survey-answer"]


PEOPLE = people.people(60, 8)


@pytest.mark.parametrize("layout", ["wjx", "tencent", "kobo", "limesurvey"])
def test_every_layout_tells_the_same(layout: str, tmp_path: Path) -> None:
    plain, _ = read(people.plain(PEOPLE), tmp_path)
    other, found = read(getattr(people, layout)(PEOPLE), tmp_path)
    assert found == []
    assert (other.codes, other.grades, other.stopped) == (plain.codes, plain.grades, plain.stopped)


def test_positions_are_refused_until_somebody_says_so_and_then_read_upside_down(tmp_path: Path) -> None:
    rows = people.wjx_positions(PEOPLE)
    file = tmp_path / "p.csv"
    file.write_text(people.text(rows), "utf-8")
    gathered, found = gathering.gather(form(), [file], Asked(), {})
    assert gathered.answers is None
    assert [fault.code for fault in found] == ["survey-position"]
    plain, _ = read(people.plain(PEOPLE), tmp_path)
    made, more = read(rows, tmp_path, Asked(position=True))
    assert more == []
    assert (made.codes, made.grades) == (plain.codes, plain.grades)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_files_come_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(people.text(people.plain(PEOPLE)).encode(encoding))
    gathered, found = gathering.gather(form(), [file], Asked(), {})
    assert found == []
    assert gathered.answers is not None
    assert gathered.answers.people == 60


def test_files_are_added_up(tmp_path: Path) -> None:
    whole, _ = read(people.plain(PEOPLE), tmp_path)
    parts = []
    for n, part in enumerate((PEOPLE[:20], PEOPLE[20:])):
        parts.append(tmp_path / f"{n}.csv")
        parts[-1].write_text(people.text(people.plain(part), "\t" if n else ","), "utf-8")
    gathered, _ = gathering.gather(form(), parts, Asked(), {})
    assert gathered.answers is not None
    assert gathered.answers.codes == whole.codes
    assert [source.people for source in gathered.sources] == [20, 40]


def test_many_faults_of_a_kind_are_counted(tmp_path: Path) -> None:
    rows = one(B5_1="很好")
    _, found = read([rows[0], *[rows[1]] * 30], tmp_path)
    assert [text.split()[0] for text in found] == ["survey-score"] * 20 + ["survey-more"]


def test_no_answer_of_a_person_leaves_the_reader(tmp_path: Path) -> None:
    rows = people.plain(PEOPLE)
    person: Person = PEOPLE[0]
    assert person
    made, _ = read([[*rows[0], "姓名"], *([*row, "张三"] for row in rows[1:])], tmp_path)
    assert made.private == 1
    assert "张三" not in repr(made)


def test_answers_that_go_on_on_another_sheet_count_and_guidance_is_passed_over(tmp_path: Path) -> None:
    heads, person = one()
    file = workbook(
        tmp_path / "w.xlsx", {"说明": [["请看后两页"]], "甲": [heads, person], "乙": [heads, person, person]}
    )
    gathered, found = gathering.gather(form(), [file], Asked(), {})
    assert not found
    assert gathered.answers is not None
    assert (gathered.answers.people, [source.people for source in gathered.sources]) == (3, [3])


def test_a_fault_of_a_cell_names_its_sheet_where_there_are_several(tmp_path: Path) -> None:
    heads, person = one(B4_1="很好")
    file = workbook(tmp_path / "w.xlsx", {"甲": [heads, one()[1]], "乙": [heads, person]})
    _, found = gathering.gather(form(), [file], Asked(), {})
    assert [(fault.code, fault.where.sheet, fault.where.cell[-1]) for fault in found] == [("survey-score", "乙", "2")]


def workbook(file: Path, sheets: dict[str, list[list[str]]]) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file


def test_the_same_answers_never_count_twice(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text(people.text(one()), "utf-8")
    gathered, found = gathering.gather(form(), [tmp_path / "a.csv", tmp_path / "b.csv"], Asked(), {})
    assert [fault.code for fault in found] == ["survey-same-file"]
    assert gathered.answers is not None
    assert gathered.answers.people == 1


@pytest.mark.parametrize(
    ("rows", "code"), [(one()[:1], "survey-no-answers"), ([["某某调查结果汇总"], *one()], "survey-no-heads")]
)
def test_what_holds_no_answers_is_said_once(rows: list[list[str]], code: str, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(people.text(rows), "utf-8")
    _, found = gathering.gather(form(), [file], Asked(), {})
    assert [fault.code for fault in found] == [code]


def test_numbers_in_place_of_the_options_words_are_positions_without_any_mark_too(tmp_path: Path) -> None:
    rows = one(A_a="1", B1_a="1", B2_a="1", B3_a="2┋3", B7_a="1", B11_a="1", B11_b="1", B12_a="1", B4_1="1")
    file = tmp_path / "a.csv"
    file.write_text(people.text(rows), "utf-8")
    assert [fault.code for fault in gathering.gather(form(), [file], Asked(), {})[1]] == ["survey-position"]
    made, found = read(rows, tmp_path, Asked(position=True))
    assert not found
    assert codes(made)["B4-1"] == 10
