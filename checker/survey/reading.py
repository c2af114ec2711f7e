"""A form's file → `Form`; every fault on the way is a finding."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from checker.files import yamlfile
from checker.files.places import shipped, shown
from checker.files.yamlfile import Document
from checker.model import Finding, finding
from checker.model.findings import faults
from checker.reading import validate
from checker.reading.library import Library
from checker.survey.form import Form, Measured, Question, Section, short

FOLDER = "survey"


def is_form(document: Document) -> bool:
    """Tell whether a file is the form of a survey."""
    return isinstance(document.data, dict) and {"form", "sections"} <= set(document.data)


def files(library: Library) -> dict[str, Path]:
    """The forms of a catalogue, and the shipped ones, by name."""
    found = {path.stem: path for path in sorted((shipped("indicators") / FOLDER).glob("*.yaml"))}
    return found | {path.stem: path for path in sorted((library.root / FOLDER).glob("*.yaml"))}


def read(path: Path, library: Library) -> tuple[Form | None, list[Finding]]:
    """Read a form."""
    document, found = yamlfile.read(path, shown(path))
    if document is None:
        return None, found
    found += validate.check_shared(document, "survey")
    if faults(found):
        return None, found
    found += [*_scale(document), *_ids(document), *_questions(document), *_domains(document, library)]
    return _form(document), found


def _scale(document: Document) -> Iterator[Finding]:
    """The scale runs upwards, and every score of it belongs to one band of words."""
    scale, words = document.data["scale"], document.data["words"]
    if not scale["from"] < scale["satisfied"] <= scale["to"]:
        yield finding("survey-scale", document.where("scale"), low=scale["from"], high=scale["to"],
                      satisfied=scale["satisfied"])  # fmt: skip
        return
    counts = Counter(score for scores in words.values() for score in scores)
    wrong = [score for score in range(scale["from"], scale["to"] + 1) if counts[score] != 1]
    if wrong or set(counts) - set(range(scale["from"], scale["to"] + 1)):
        outside = sorted({*wrong, *(set(counts) - set(range(scale["from"], scale["to"] + 1)))})
        yield finding("survey-words", document.where("words"), scores=", ".join(map(str, outside)))


def _ids(document: Document) -> Iterator[Finding]:
    seen = set[str]()
    for path, question in _all(document):
        if question["id"] in seen:
            yield finding("survey-twice", document.where(*path, "id"), found=question["id"])
        seen.add(question["id"])


_WITH_OPTIONS = ("choice", "grade")


def _questions(document: Document) -> Iterator[Finding]:
    """Options stand where they are chosen from; what skips, stops and routes are options and items of the section."""
    for path, question in _all(document):
        if (question["type"] in _WITH_OPTIONS) != ("options" in question):
            yield finding("survey-options", document.where(*path, "type"), found=question["id"])
            continue
        for key in ("skip", "stop", "routes"):
            for word in question.get(key, ()):
                if word not in question.get("options", ()):
                    at = (*path, key, word) if key == "routes" else (*path, key, question[key].index(word))
                    yield validate.unknown("survey-option", document, at, word, question.get("options", ()),
                                           key=key == "routes")  # fmt: skip
        section = document.data["sections"][path[1]]
        items = [other["id"] for other in section["questions"] if other["type"] == "score"]
        for word, ids in question.get("routes", {}).items():
            for n, name in enumerate(ids):
                if name not in items:
                    yield validate.unknown("survey-item", document, (*path, "routes", word, n), name, items)


def _domains(document: Document, library: Library) -> Iterator[Finding]:
    for n, section in enumerate(document.data["sections"]):
        if section.get("domain", "") not in ("", *library.domains):
            yield validate.unknown("unknown-domain", document, ("sections", n, "domain"), section["domain"],
                                   library.domains)  # fmt: skip
    domains = [section["domain"] for section in document.data["sections"] if "domain" in section]
    for n, entry in enumerate(document.data.get("indicators", ())):
        if entry["of"] not in ("total", *domains):
            yield validate.unknown("survey-of", document, ("indicators", n, "of"), entry["of"], ["total", *domains])


def _all(document: Document) -> Iterator[tuple[tuple[Any, ...], Mapping[str, Any]]]:
    for n, section in enumerate(document.data["sections"]):
        for m, question in enumerate(section["questions"]):
            yield ("sections", n, "questions", m), question


def _form(document: Document) -> Form:
    data, scale = document.data, document.data["scale"]
    bands = sorted(((name, Fraction(start)) for name, start in data["bands"].items()), key=lambda band: -band[1])
    words = sorted(((name, tuple(scores)) for name, scores in data["words"].items()), key=lambda word: -max(word[1]))
    return Form(
        id=data["form"], version=data["version"], title=data["title"], low=scale["from"], high=scale["to"],
        unknown=scale["unknown"], satisfied=scale["satisfied"], words=tuple(words), bands=tuple(bands),
        sampling=data["sampling"], measured=tuple(Measured(**entry) for entry in data.get("indicators", ())),
        source=data.get("document", {}).get("number", ""),
        sections=tuple(_section(document.under("sections", n), section) for n, section in enumerate(data["sections"])),
    )  # fmt: skip


def _section(view: Document, data: Mapping[str, Any]) -> Section:
    questions = tuple(_question(view, n, item) for n, item in enumerate(data["questions"]))
    return Section(data["id"], data["title"], data.get("about", ""), data.get("domain", ""),
                   Fraction(data.get("weight", 1)), questions)  # fmt: skip


def _question(view: Document, n: int, data: Mapping[str, Any]) -> Question:
    return Question(
        id=data["id"], type=data["type"], ask=data["ask"], short=data.get("short") or short(data["ask"]),
        where=view.where("questions", n), options=tuple(data.get("options", ())), several=data.get("several", False),
        skip=tuple(data.get("skip", ())), stop=tuple(data.get("stop", ())),
        routes={word: tuple(ids) for word, ids in data.get("routes", {}).items()}, good=data.get("good", 0),
        weight=Fraction(data.get("weight", 1)),
    )  # fmt: skip
