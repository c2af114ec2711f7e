"""A survey as a page of tables for every format, and as data for programs (`plancheck/survey@1`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from checker.locale import Speaker
from checker.model.amounts import NONE, Amount
from checker.model.numbers import rounded
from checker.model.pictures import Picture
from checker.model.tables import Cell, Column, Look, Page, Table
from checker.survey.gathering import Source
from checker.survey.groups import FEWEST, Grouping
from checker.survey.results import Domain, Figure, Item, Results, band, steady

SCHEMA = "plancheck/survey@1"
DEFF = 2
"""Above such a design effect the weights cost more than half of the sample, and it is said."""


class Survey(NamedTuple):
    """All that is told of a survey: results, groups, what it was read from, an earlier run to compare with."""

    results: Results
    groupings: tuple[Grouping, ...]
    sources: tuple[Source, ...]
    least: int
    before: Mapping[str, Any] | None = None
    private: int = 0
    unused: int = 0
    by_margins: bool = False


def page(made: Survey, say: Speaker, day: date, pictures: Sequence[Picture] = ()) -> Page:
    """The page: bases and reservations first, then domains, items, short boards, grades, groups and the comparison."""
    tables = [_domains(made.results, say), _items(made.results, say)]
    tables += [_boards(made.results, say)] if made.results.boards else []
    tables += [_grades(made.results, say)] if made.results.grades else []
    tables += [_grouping(made, one, say) for one in made.groupings]
    tables += [_before(made.results, made.before, say)] if made.before else []
    title = say("survey.title", title=made.results.form.title)
    return Page(title, tuple(_lines(made, say)), tuple(tables), data(made), day, say.lang, tuple(pictures))


def _lines(made: Survey, say: Speaker) -> Iterator[str]:
    """What must be known to read the figures."""
    r = made.results
    if any(source.illustrative for source in made.sources):
        yield say("illustrative")
    yield say("survey.base", people=r.people, stopped=r.stopped, base=r.base)
    if r.total:
        yield say("survey.total", score=_two(r.total.score), half=_half(r.total), n=r.total.n,
                  band=band(r.total, r.form) or NONE)  # fmt: skip
    if r.base < FEWEST:
        yield say("survey.few", base=r.base, least=FEWEST)
    yield say(f"survey.scale.{r.scale}", low=r.form.low, high=r.form.high)
    if r.form.sampling == "voluntary":
        yield say("survey.voluntary")
    if r.missing:
        yield say("survey.missing", domains=say("join").join(r.missing))
    if made.unused:
        yield say("survey.unused", count=made.unused, private=made.private)
    yield from _weights(made, say)


def _weights(made: Survey, say: Speaker) -> Iterator[str]:
    r = made.results
    if r.spread is None:
        return
    known = [item.figure for domain in r.domains for item in domain.items if item.figure and item.figure.deff]
    most = max(known, key=lambda figure: figure.deff or 0, default=None)
    if most is None:
        return
    name = "survey.raked" if made.by_margins else "survey.weighted"
    yield say(name, spread=f"{r.spread:.1f}", deff=f"{most.deff or 0:.2f}", n_eff=round(most.n_eff or 0), n=most.n)
    if (most.deff or 0) > DEFF:
        yield say("survey.deff", deff=f"{most.deff or 0:.2f}")


_LOOKS: dict[str, Look] = dict.fromkeys(
    ("score", "half", "n", "aware", "satisfied", "importance", "overall", "share", "people", "before", "change"),
    "figure",
)  # fmt: skip


def _table(say: Speaker, name: str, keys: Sequence[str], groups: Sequence[tuple[str, Sequence[Sequence[Cell]]]],
           notes: tuple[str, ...] = (), **facts: object) -> Table:  # fmt: skip
    columns = tuple(Column(key, say(f"survey.column.{key}"), _LOOKS.get(key, "text")) for key in keys)
    return Table(say(f"survey.heading.{name}", **facts) if facts else say(f"survey.heading.{name}"), columns,
                 tuple(groups), notes)  # fmt: skip


def _domains(r: Results, say: Speaker) -> Table:
    rows = [_domain(domain, r) for domain in r.domains]
    total = r.total
    rows.append([say("survey.total-row"), *_figure(total), NONE, NONE, band(total, r.form) if total else NONE])
    return _table(say, "domains", ("domain", "score", "half", "n", "satisfied", "overall", "band"), [("", rows)],
                  (say("survey.note.domains", line=r.form.satisfied),))  # fmt: skip


def _domain(domain: Domain, r: Results) -> list[Cell]:
    valid = sum(sum(item.counts) for item in domain.items)
    line = r.form.satisfied - r.form.low
    good = Fraction(sum(sum(item.counts[line:]) for item in domain.items), valid) if valid else None
    overall = domain.overall.figure if domain.overall else None
    return [domain.section.title, *_figure(domain.figure), _share(good),
            Amount(overall.score, 2) if overall else NONE,
            (band(domain.figure, r.form) or NONE) if domain.figure else NONE]  # fmt: skip


def _items(r: Results, say: Speaker) -> Table:
    groups = [(domain.section.title, [_item(item) for item in domain.items]) for domain in r.domains]
    return _table(say, "items", ("id", "item", "score", "half", "n", "aware", "satisfied", "importance"), groups,
                  (say("survey.note.items"),))  # fmt: skip


def _item(item: Item) -> list[Cell]:
    weight = NONE if item.importance is None else Amount(Fraction(item.importance), 2)
    return [item.question.id, item.question.short, *_figure(item.figure), _share(item.aware), _share(item.satisfied),
            weight]  # fmt: skip


def _figure(figure: Figure | None) -> list[Cell]:
    if figure is None:
        return [NONE, NONE, 0]
    return [Amount(figure.score, 2), Amount(Fraction(figure.half), 2) if figure.n > 1 else NONE, figure.n]


def _share(share: Fraction | None) -> Cell:
    return NONE if share is None else Amount(share * 100, 1, "%")


def _boards(r: Results, say: Speaker) -> Table:
    of = {item.question.id: domain for domain in r.domains for item in domain.items}
    rows: list[list[Cell]] = []
    for item in r.boards:
        domain = of[item.question.id]
        own: list[Cell] = [item.question.short, domain.section.title, *_figure(item.figure)]
        rows.append([*own, Amount(domain.figure.score, 2) if domain.figure else NONE,
                     Amount(Fraction(item.importance or 0), 2)])  # fmt: skip
    return _table(say, "boards", ("item", "domain", "score", "half", "n", "mean", "importance"), [("", rows)],
                  (say("survey.note.boards"),))  # fmt: skip


def _grades(r: Results, say: Speaker) -> Table:
    rows: list[tuple[str, list[list[Cell]]]] = []
    for grade in r.grades:
        whole = sum(grade.counts)
        lines: list[list[Cell]] = []
        for word, count in zip(grade.question.options, grade.counts, strict=True):
            lines.append([word, count, _share(Fraction(count, whole) if whole else None)])
        lines.append([r.form.unknown, grade.unknown, NONE])
        rows.append((grade.question.ask, lines))
    return _table(say, "grades", ("answer", "people", "share"), rows)


def _grouping(made: Survey, one: Grouping, say: Speaker) -> Table:
    notes = (say("survey.note.groups", least=made.least),)
    if one.across:
        columns = (Column("group", one.by), *(Column(f"c{n}", name or NONE, "figure")
                                              for n, name in enumerate(one.columns)))  # fmt: skip
        rows: list[list[Cell]] = [[name or NONE, *(_cell(people, figure, say) for people, figure in cells)]
                                  for name, cells in one.cells]  # fmt: skip
        return Table(say("survey.heading.crossed", by=one.by, across=one.across), columns, (("", rows),), notes)
    titles = [domain.section.title for domain in made.results.domains]
    heads = (Column("group", one.by), Column("people", say("survey.column.people"), "figure"),
             Column("score", say("survey.total-row"), "figure"),
             *(Column(f"d{n}", title, "figure") for n, title in enumerate(titles)))  # fmt: skip
    lines: list[list[Cell]] = []
    for group in one.groups:
        told = [Amount(f.score, 2) if f else say("survey.hidden") for f in (group.total, *group.domains)]
        lines.append([group.name or NONE, say("survey.hidden") if group.people is None else group.people, *told])
    return Table(say("survey.heading.by", by=one.by), heads, (("", lines),), notes, fixed=1)


def _cell(people: int | None, figure: Figure | None, say: Speaker) -> Cell:
    if people is None:
        return say("survey.hidden")
    if figure is None:
        return say("survey.few", n=people) if people else NONE
    return say("survey.cell", score=_two(figure.score), n=people)


def _before(r: Results, before: Mapping[str, Any], say: Speaker) -> Table:
    rows = [_change(domain.section.title, domain.figure, old, say) for domain, old in
            ((domain, before["domains"].get(domain.section.domain)) for domain in r.domains)]  # fmt: skip
    rows.append(_change(say("survey.total-row"), r.total, before["total"], say))
    return _table(say, "before", ("domain", "score", "before", "change", "told"), [("", rows)],
                  (say("survey.note.before"),))  # fmt: skip


def _change(title: str, figure: Figure | None, old: Mapping[str, Any] | None, say: Speaker) -> list[Cell]:
    if figure is None or not old or old.get("score") is None:
        return [title, Amount(figure.score, 2) if figure else NONE, NONE, NONE, say("survey.change.none")]
    was = Fraction(str(old["score"]))
    word = "same" if steady(figure, float(was), old["half"] or 0) else "up" if figure.score > was else "down"
    return [title, Amount(figure.score, 2), Amount(was, 2), Amount(figure.score - was, 2, signed=True),
            say(f"survey.change.{word}")]  # fmt: skip


def _two(number: Fraction) -> str:
    return f"{rounded(number, 2):f}"


def _half(figure: Figure) -> str:
    return f"{rounded(Fraction(figure.half), 2):f}" if figure.n > 1 else NONE


def data(made: Survey) -> dict[str, Any]:
    """The same for programs; what is suppressed is null here too."""
    r = made.results
    return {
        "schema": SCHEMA, "form": r.form.id, "version": r.form.version, "scale": r.scale,
        "sampling": r.form.sampling, "people": r.people, "stopped": r.stopped, "total": _plain(r.total),
        "domains": {domain.section.domain: {**_plain(domain.figure), "title": domain.section.title,
                                            "band": band(domain.figure, r.form) if domain.figure else "",
                                            "items": [_plain_item(item) for item in domain.items],
                                            "overall": _plain_item(domain.overall) if domain.overall else None}
                    for domain in r.domains},
        "missing": list(r.missing), "boards": [item.question.id for item in r.boards],
        "grades": [{"id": grade.question.id, "options": dict(zip(grade.question.options, grade.counts, strict=True)),
                    "unknown": grade.unknown} for grade in r.grades],
        "groups": [_plain_grouping(one, made) for one in made.groupings],
        "sources": [source._asdict() for source in made.sources],
    }  # fmt: skip


def _plain(figure: Figure | None) -> dict[str, Any]:
    if figure is None:
        return {"score": None, "half": None, "n": 0}
    half = round(figure.half, 6) if figure.n > 1 else None
    told: dict[str, Any] = {"score": float(rounded(figure.score, 6)), "half": half, "n": figure.n}
    return told | ({"deff": round(figure.deff, 6), "n_eff": round(figure.n_eff or 0, 6)} if figure.deff else {})


def _plain_item(item: Item) -> dict[str, Any]:
    return {"id": item.question.id, **_plain(item.figure), "counts": list(item.counts), "unknown": item.unknown,
            "aware": None if item.aware is None else float(rounded(item.aware, 6)),
            "satisfied": None if item.satisfied is None else float(rounded(item.satisfied, 6)),
            "importance": None if item.importance is None else round(item.importance, 6)}  # fmt: skip


def _plain_grouping(one: Grouping, made: Survey) -> dict[str, Any]:
    if one.across:
        rows = {name: [{"column": column, "people": people, "score": _plain(figure)["score"]}
                       for column, (people, figure) in zip(one.columns, cells, strict=True)]
                for name, cells in one.cells}  # fmt: skip
        return {"by": one.by, "across": one.across, "rows": rows}
    keys = [domain.section.domain for domain in made.results.domains]
    rows_ = [{"name": group.name, "people": group.people, "total": _plain(group.total)["score"],
              "domains": {key: _plain(figure)["score"] for key, figure in zip(keys, group.domains, strict=True)}}
             for group in one.groups]  # fmt: skip
    return {"by": one.by, "groups": rows_}
