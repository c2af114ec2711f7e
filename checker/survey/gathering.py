"""Files of answers → `Answers`: what program wrote them, where the questions stand, all of them added up."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import rows as tables
from checker.files import yamlfile
from checker.files.places import shown
from checker.model import Finding, Where, finding
from checker.model.findings import faults
from checker.survey import answers as reading
from checker.survey import columns
from checker.survey.answers import Answers, Asked
from checker.survey.columns import plain
from checker.survey.form import Form

LAYOUTS: Mapping[str, tuple[str, ...]] = {
    "wjx": ("提交答卷时间", "所用时间"), "tencent": ("开始答题时间", "结束答题时间"), "kobo": ("_submission_time",),
    "limesurvey": ("submitdate",),
}  # fmt: skip
"""What programs write among their heads: 问卷星, 腾讯问卷, KoboToolbox, LimeSurvey; anything else is a plain table."""
_LOOK = 200


class Source(NamedTuple):
    """A file of answers as it was read: its name, layout and SHA-256, how many people answered, whether made up.

    A file that has a column 示例 is made up to show how this works.
    """

    file: str
    layout: str
    digest: str
    people: int
    illustrative: bool = False


class Gathered(NamedTuple):
    """All files of a survey: the answers of all, and what they came from."""

    answers: Answers | None
    sources: tuple[Source, ...]


def layout(heads: Sequence[str]) -> str:
    """Which program wrote a file, by its heads."""
    known = {head.strip().casefold() for head in heads}
    fits = (name for name, words in LAYOUTS.items() if all(any(word in head for head in known) for word in words))
    return next(fits, "plain")


def gather(form: Form, paths: Sequence[Path], asked: Asked, mapped: Mapping[str, str],
           tick: Callable[[], object] = lambda: None) -> tuple[Gathered, list[Finding]]:  # fmt: skip
    """Read all files; `tick` is called now and then, for a bar. A file with a fault ends nothing but itself."""
    found: list[Finding] = []
    parts: list[Answers] = []
    sources: list[Source] = []
    for path in paths:
        name = shown(path)
        sheets, more = tables.read(path, name)
        found += more
        if not sheets:
            continue
        twin = next((source.file for source in sources if source.digest == sheets[0].digest), None)
        if twin is not None:
            found.append(finding("survey-same-file", Where(name), other=twin))
            continue
        own: list[Answers] = []
        for table in _answering(form, sheets, mapped):
            made, more = _one(form, table, asked, mapped, Where(name, sheet=table.sheet), tick)
            found += more
            own += [made] if made is not None else []
            heads = table.heads
        if not own:
            continue
        people = sum(made.people for made in own)
        if not people:
            found.append(finding("survey-no-answers", Where(name)))
        parts += own
        sources.append(Source(name, layout(heads), sheets[0].digest, people, "示例" in map(plain, heads)))
    return Gathered(_joined(parts), tuple(sources)), found


def _answering(form: Form, sheets: Sequence[tables.Rows], mapped: Mapping[str, str]) -> Sequence[tables.Rows]:
    """The sheets of a file that hold answers: the one that knows most of the questions, and those near it.

    Words of guidance and lists on other sheets are passed over; answers that go on on a second sheet are not.
    """
    if len(sheets) == 1:
        return sheets
    known = [len(columns.find(form, sheet.heads, mapped, Where(""))[0].of) for sheet in sheets]
    if not max(known):
        return sheets[:1]
    return [sheet for sheet, count in zip(sheets, known, strict=True) if 2 * count >= max(known)]


def _one(form: Form, table: tables.Rows, asked: Asked, mapped: Mapping[str, str], where: Where,
         tick: Callable[[], object]) -> tuple[Answers | None, list[Finding]]:  # fmt: skip
    first = list(islice(table.rows, _LOOK))
    places, found = columns.find(form, table.heads, mapped, where)
    if not asked.position and reading.is_position(form, places, table.heads, first):
        return None, [finding("survey-position", where)]
    if not places.of and not places.options:
        return None, [finding("survey-no-heads", where, heads="、".join(filter(None, table.heads[:5])))]
    found += _named(form, table.heads, asked, where)
    if faults(found):
        return None, found
    rows = chain(first, table.rows)
    try:
        made, more = reading.gather(form, places, _ticking(rows, tick), asked, table.heads, where)
    except tables.Damaged as error:
        return None, [*found, finding("form-damaged", where, why=str(error))]
    return (None if faults(more) else made), [*found, *more]


def _ticking(rows: Iterable[Sequence[str]], tick: Callable[[], object]) -> Iterator[Sequence[str]]:
    for n, row in enumerate(rows):
        if n % 1000 == 0:
            tick()
        yield row


def _named(form: Form, heads: Sequence[str], asked: Asked, where: Where) -> list[Finding]:
    """Columns that the command names must be there once, and tell nothing personal."""
    found = []
    questions = {word for _, question in form.questions() for word in (question.id, question.ask)}
    for name in filter(None, (*asked.by, asked.weight)):
        hits = [head for head in heads if plain(head) == plain(name)]
        if columns.is_private(name):
            found.append(finding("survey-private", where, name=name))
        elif name not in questions and len(hits) != 1:
            found.append(finding("survey-by", where, name=name, count=len(hits), known="、".join(heads[:40])))
    return found


def _joined(parts: Sequence[Answers]) -> Answers | None:
    """Add files up: groups keep their names."""
    if not parts:
        return None
    whole = parts[0]
    for part in parts[1:]:
        values, groups = [], []
        for place in range(len(whole.by)):
            names = dict.fromkeys((*whole.values[place], *part.values[place]))
            order = {name: n for n, name in enumerate(names)}
            moved = array("H", (order[part.values[place][n]] for n in part.groups[place]))
            values.append(tuple(names))
            groups.append(whole.groups[place] + moved)
        whole = whole._replace(
            people=whole.people + part.people, stopped=whole.stopped + part.stopped, codes=whole.codes + part.codes,
            grades=whole.grades + part.grades, groups=tuple(groups), values=tuple(values),
            weights=whole.weights + part.weights, unused=max(whole.unused, part.unused),
            private=max(whole.private, part.private),
        )  # fmt: skip
    return whole


def mapping(path: Path, form: Form) -> tuple[dict[str, str], list[Finding]]:
    """An office's own map: `columns: {B1-1: head}` names heads by question ids."""
    document, found = yamlfile.read(path, shown(path))
    data: Any = document.data if document else None
    if document is None or not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
        return {}, found or [finding("survey-map", Where(shown(path)))]
    known = [question.id for _, question in form.questions()]
    from checker.reading.validate import unknown

    found += [unknown("survey-question", document, ("columns", key), key, known, key=True)
              for key in data["columns"] if key not in known]  # fmt: skip
    return {key: str(head) for key, head in data["columns"].items()}, found
