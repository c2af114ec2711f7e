"""The blank form: a page for a phone, a workbook, a text that 问卷星 and 腾讯问卷 import, and an XLSForm.

The page works without a network and saves one answer as a line of CSV under heads that `survey` finds by their text. A
text import knows no jumps, so these are told in words; KoboToolbox and ODK read them from the XLSForm.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from checker.files import templates, workbook
from checker.locale import Speaker
from checker.survey.form import Form, Question, Section

DAY = date(2000, 1, 1)
"""Blank forms carry no day: equal forms are equal files."""


def files(form: Form, say: Speaker) -> dict[str, str | bytes]:
    """All four, by file name."""
    return {f"{form.id}.html": page(form, say), f"{form.id}.xlsx": sheet(form, say), f"{form.id}.txt": text(form, say),
            f"{form.id}-xlsform.xlsx": xlsform(form)}  # fmt: skip


def answers(question: Question, form: Form) -> tuple[str, ...]:
    """The words or numbers among which one answers; empty for a free text. The best score stands first, as printed."""
    if question.type in ("score", "overall"):
        return (*map(str, range(form.high, form.low - 1, -1)), form.unknown)
    if question.type == "grade":
        return (*question.options, form.unknown)
    return question.options


def page(form: Form, say: Speaker) -> str:
    """One HTML file: every section with its questions; answers that end a section fold what follows."""
    from checker.reporters.html import digest

    sections = [{"id": s.id, "title": s.title, "about": s.about, "questions": list(_questions(s, form))}
                for s in form.sections]  # fmt: skip
    labels = {name: say(f"survey.blank.{name}") for name in ("save", "saved", "progress", "open", "stopped", "several")}
    intro = say("survey.blank.intro", low=form.low, high=form.high, unknown=form.unknown)
    context = {"lang": "zh-CN", "title": form.title, "intro": intro, "sections": sections, "labels": labels,
               "file": form.id, "digest": digest}  # fmt: skip
    return templates.load(templates.shipped("_survey.html.j2")).render(context)


def _questions(section: Section, form: Form) -> Iterator[dict[str, Any]]:
    for question in section.questions:
        roads = {"skip": question.skip, "stop": question.stop, "routes": dict(question.routes)}
        yield {"id": question.id, "ask": question.ask, "type": question.type, "several": question.several,
               "answers": answers(question, form),
               **{name: json.dumps(road, ensure_ascii=False) for name, road in roads.items()}}  # fmt: skip


def sheet(form: Form, say: Speaker) -> bytes:
    """A workbook: a table to be filled, one person a row, and beside it the questions with their answers."""
    rows = [(question.id, question.ask, say("join").join(answers(question, form)) or say("survey.blank.open"),
             _road(question, say)) for _, question in form.questions()]  # fmt: skip
    heads = tuple(say(f"survey.blank.column.{name}") for name in ("id", "ask", "answers", "road"))
    asks = tuple(question.ask for _, question in form.questions())
    table, questions = say("survey.blank.table"), say("survey.blank.sheet")
    return workbook.bare({table: [asks], questions: [heads, *rows]}, DAY, form.title)


def _road(question: Question, say: Speaker) -> str:
    """What an answer leads to, in words."""
    told = [say("survey.blank.stop", words="、".join(question.stop))] if question.stop else []
    told += [say("survey.blank.skip", words="、".join(question.skip))] if question.skip else []
    told += [say("survey.blank.route", word=word, ids="、".join(ids)) for word, ids in question.routes.items()]
    return say("semicolon").join(told)


def text(form: Form, say: Speaker) -> str:
    """What 问卷星 and 腾讯问卷 import: a question with its type in [], options a line, pages between sections."""
    pages = []
    for section in form.sections:
        lines = [f"{section.title} {section.about}".strip(), ""]
        for question in section.questions:
            sort = say("survey.blank.type.open" if question.type == "open" else
                       "survey.blank.type.several" if question.several else "survey.blank.type.one")  # fmt: skip
            road = _road(question, say)
            lines += [f"{question.ask}{f'（{road}）' if road else ''}[{sort}]", *answers(question, form), ""]
        pages.append("\n".join(lines).rstrip())
    return "\n\n=== 分页 ===\n\n".join([f"{form.title}\n\n{pages[0]}", *pages[1:]]) + "\n"


def xlsform(form: Form) -> bytes:
    """The sheets survey, choices and settings of an XLSForm (xlsform.org), with the roads as `relevant`."""
    lists: dict[tuple[str, ...], str] = {}
    rows: list[Sequence[str]] = []
    for section in form.sections:
        rows.append(("begin_group", section.id, section.title, section.about, _not_stopped(form, section), ""))
        rows.extend(_asked(section, question, form, lists) for question in section.questions)
        rows.append(("end_group", "", "", "", "", ""))
    choices = [(name, code(word, form, n), word) for words, name in lists.items() for n, word in enumerate(words, 1)]
    settings = [(form.title, form.id.replace("-", "_"), form.version, "zh")]
    return workbook.bare({
        "survey": [("type", "name", "label", "hint", "relevant", "required"), *rows],
        "choices": [("list_name", "name", "label"), *choices],
        "settings": [("form_title", "form_id", "version", "default_language"), *settings],
    }, DAY, form.title)  # fmt: skip


def code(word: str, form: Form, n: int) -> str:
    """The name under which an option is stored: a score is itself, not knowing is `dk`, words are counted from 1."""
    return "dk" if word == form.unknown else word if word.isdigit() else f"o{n}"


def _asked(section: Section, question: Question, form: Form, lists: dict[tuple[str, ...], str]) -> Sequence[str]:
    words, name = answers(question, form), question.id.replace("-", "_")
    if not words:
        return "text", name, question.ask, "", _relevant(section, question), ""
    listed = lists.setdefault(words, f"list{len(lists) + 1}")
    sort = "select_multiple" if question.several else "select_one"
    return f"{sort} {listed}", name, question.ask, "", _relevant(section, question), "yes"


def _not_stopped(form: Form, section: Section) -> str:
    """The condition under which a section is asked at all."""
    before = form.sections[: form.sections.index(section)]
    return " and ".join(f"not({_any(question, question.stop)})" for each in before for question in each.questions
                        if question.stop)  # fmt: skip


def _relevant(section: Section, question: Question) -> str:
    """The condition under which a question of a section is asked."""
    made = []
    for gate in section.questions[: section.questions.index(question)]:
        if gate.skip:
            made.append(f"not({_any(gate, gate.skip)})")
        if gate.routes and question.type == "score":
            ways = tuple(word for word, ids in gate.routes.items() if question.id in ids)
            made.append(f"({_any(gate, ways)})" if ways else "false()")
    return " and ".join(made)


def _any(gate: Question, words: Sequence[str]) -> str:
    name = "${" + gate.id.replace("-", "_") + "}"
    codes = [f"o{gate.options.index(word) + 1}" for word in words]
    ask = "selected({}, '{}')" if gate.several else "{} = '{}'"
    return " or ".join(ask.format(name, one) for one in codes)
