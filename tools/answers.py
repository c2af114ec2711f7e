"""Made-up people who answer the shipped form, and files of their answers as the programs of surveys write them.

Makes examples/survey/answers.csv: `python -m tools.answers`.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from checker.files.places import shipped
from checker.reading.library import Library
from checker.survey import reading
from checker.survey.form import Form, Question

ROOT = Path(__file__).parents[1]
FILE = ROOT / "examples" / "survey" / "answers.csv"
Person = dict[str, str | list[str]]


@cache
def form() -> Form:
    library = Library.at(ROOT / "indicators")
    made, found = reading.read(shipped("indicators") / "survey" / "public-service-monitoring.yaml", library)
    assert made is not None
    assert not found
    return made


def people(count: int, seed: int = 1, mean: Callable[[Question], float] = lambda _: 8.0) -> list[Person]:
    """People who answer as the form asks them; each has a level of his own, so that answers go together."""
    chance = random.Random(seed)
    return [_person(chance, mean) for _ in range(count)]


def _person(chance: random.Random, mean: Callable[[Question], float]) -> Person:
    made: Person = {}
    level, stopped = chance.gauss(0, 1), False
    for section in form().sections:
        closed, only = stopped, None
        for question in section.questions:
            if closed or (only is not None and question.type == "score" and question.id not in only):
                continue
            answer = _answer(chance, question, level, mean)
            made[question.id] = answer
            words = [answer] if isinstance(answer, str) else answer
            stopped = stopped or bool(set(words) & set(question.stop))
            closed = closed or stopped or (bool(question.skip) and set(words) <= set(question.skip))
            if question.routes:
                only = {name for word in words for name in question.routes.get(word, ())}
    return made


def _answer(chance: random.Random, question: Question, level: float,
            mean: Callable[[Question], float]) -> str | list[str]:  # fmt: skip
    if question.type == "open":
        return ""
    if question.type == "choice":
        if question.stop:
            return question.options[1 if chance.random() < 0.05 else 0]
        first = chance.choice(question.options)
        rest = [word for word in question.options if word not in question.skip and word != first]
        if question.several and first not in question.skip and chance.random() < 0.3:
            return [word for word in question.options if word in (first, rest[0])]
        return [first] if question.several else first
    if chance.random() < 0.06:
        return form().unknown
    if question.type == "grade":
        return question.options[min(4, max(0, round(1.5 - level + chance.gauss(0, 0.8))))]
    return str(min(10, max(1, round(mean(question) + level + chance.gauss(0, 1.2)))))


def asked(person: Person, question: Question) -> bool:
    return question.id in person


def plain(people: Iterable[Person], extra: Mapping[str, Sequence[str]] = {}) -> list[list[str]]:
    """A plain table: questions word for word, nothing where there is no answer."""
    questions = [question for _, question in form().questions()]
    rows = [[*extra, *(question.ask for question in questions)]]
    for n, person in enumerate(people):
        own = [values[n] for values in extra.values()]
        rows.append([*own, *(_joined(person.get(question.id, ""), "┋") for question in questions)])
    return rows


def _joined(answer: str | list[str], mark: str) -> str:
    return answer if isinstance(answer, str) else mark.join(answer)


WJX = ("序号", "提交答卷时间", "所用时间", "来源", "来源详情", "来自IP")


def wjx(people: Iterable[Person]) -> list[list[str]]:
    """问卷星 by text: numbered heads, (跳过) and (空), several answers joined by ┋."""
    questions = [question for _, question in form().questions()]
    rows = [[*WJX, *(f"{n}、{question.ask}{' ' if n == 3 else ''}" for n, question in enumerate(questions, 1))]]
    for n, person in enumerate(people, 1):
        own = [str(n), "2023/12/1 9:00:00", "75秒", "手机提交", "直接访问", "113.57.0.1(湖北-黄石)"]
        rows.append([*own, *(_joined(person[question.id], "┋") or "(空)" if question.id in person else "(跳过)"
                             for question in questions)])  # fmt: skip
    return rows


def wjx_positions(people: Iterable[Person]) -> list[list[str]]:
    """问卷星 by number: positions of options, −3 skipped, −2 empty, one column an option where several are chosen."""
    from checker.survey.blank import answers

    questions = [question for _, question in form().questions()]
    heads = list(WJX)
    for n, question in enumerate(questions, 1):
        heads += ([f"{n}、{question.ask}({word})" for word in question.options] if question.several
                  else [f"{n}、{question.ask}"])  # fmt: skip
    rows = [heads]
    for n, person in enumerate(people, 1):
        row = [str(n), "2023/12/1 9:00:00", "75", "手机提交", "直接访问", "113.57.0.1"]
        for question in questions:
            answer = person.get(question.id)
            if question.several:
                row += ["-3" if answer is None else str(int(word in answer)) for word in question.options]
            elif answer is None:
                row.append("-3")
            elif not answer:
                row.append("-2")
            else:
                row.append(str(answers(question, form()).index(str(answer)) + 1))
        rows.append(row)
    return rows


def tencent(people: Iterable[Person]) -> list[list[str]]:
    """腾讯问卷: 1.题干, no marks."""
    questions = [question for _, question in form().questions()]
    rows = [["编号", "开始答题时间", "结束答题时间", "答题时长", "昵称", "用户标识",
             *(f"{n}.{question.ask}" for n, question in enumerate(questions, 1))]]  # fmt: skip
    for n, person in enumerate(people, 1):
        own = [str(n), "2023-12-01 09:00:00", "2023-12-01 09:05:00", "300", "小明", "oX123"]
        rows.append([*own, *(_joined(person.get(question.id, ""), ";") for question in questions)])
    return rows


def kobo(people: Iterable[Person]) -> list[list[str]]:
    """KoboToolbox by names: group/name, codes of options, several as columns of 0 and 1 and joined too."""
    from checker.survey.blank import answers, code

    heads = ["start", "end"]
    for section, question in form().questions():
        name = f"{section.id}/{question.id.replace('-', '_')}"
        heads += [name, *(f"{name}/o{n}" for n in range(1, len(question.options) + 1) if question.several)]
    rows = [[*heads, "_uuid", "_submission_time"]]
    for n, person in enumerate(people, 1):
        row = ["2023-12-01T09:00:00", "2023-12-01T09:05:00"]
        for _, question in form().questions():
            answer, words = person.get(question.id, ""), answers(question, form())
            own = [answer] if isinstance(answer, str) else answer
            coded = [code(word, form(), words.index(word) + 1) for word in own if word in words]
            row.append(" ".join(coded))
            if question.several:
                row += ["" if not answer else str(int(f"o{m}" in coded)) for m in range(1, len(question.options) + 1)]
        rows.append([*row, f"uuid-{n}", "2023-12-01T09:05:10"])
    return rows


def limesurvey(people: Iterable[Person]) -> list[list[str]]:
    """LimeSurvey: the items of a section as a matrix B1[SQ001], the rest by their texts; N/A where not asked."""
    heads = ["id", "submitdate", "startlanguage"]
    questions = list(form().questions())
    for section, question in questions:
        items = section.items
        heads.append(f"{section.id}[SQ{items.index(question) + 1:03}]" if question in items else question.ask)
    rows = [heads]
    for n, person in enumerate(people, 1):
        rows.append([str(n), "2023-12-01 09:05:00", "zh-Hans",
                     *(_joined(person.get(question.id, "N/A"), ";") for _, question in questions)])  # fmt: skip
    return rows


def text(rows: Sequence[Sequence[str]], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


LOW, HIGH = ("B1-2", "B5-8", "B8-1", "B12-3"), ("B6-1", "B10-1")


def example() -> bytes:
    """240 people of four districts who are content with some things and not with others; every row says 示例."""
    chance = random.Random(58)
    made = people(240, 58, lambda question: 6.4 if question.id in LOW else 8.7 if question.id in HIGH else 7.7)
    places = chance.choices(["黄石港区", "西塞山区", "下陆区", "大冶市"], [30, 24, 26, 20], k=len(made))
    return ("\ufeff" + text(plain(made, {"示例": ["是"] * len(made), "区": places}))).encode()


if __name__ == "__main__":
    FILE.write_bytes(example())
