"""`plancheck survey`: scores of a satisfaction survey from the answers as they were exported, or the blank form."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from checker.cli import Exit, _common
from checker.locale import Speaker
from checker.message import fault
from checker.model import Finding, Level

if TYPE_CHECKING:
    from checker.reading.library import Library
    from checker.survey.answers import Answers
    from checker.survey.form import Form
    from checker.survey.gathering import Gathered
    from checker.survey.pages import Survey
    from checker.survey.values import Value

FORM = "public-service-monitoring"
BIG = 4 << 20
"""From so many bytes on, reading is worth a bar."""


def build(say: Speaker) -> click.Command:
    """Build the command."""
    from checker.survey.results import SCALES

    def text(name: str, metavar: str, **more: Any) -> click.Option:
        return click.Option([f"--{name}"], metavar=metavar, help=say(f"survey.option.{name}"), **more)

    file = click.Path(exists=True, dir_okay=False, path_type=Path)
    params: list[click.Parameter] = [
        click.Argument(["paths"], metavar="FILE", nargs=-1, type=file),
        text("form", "NAME", default=FORM, show_default=True),
        text("map", "FILE", type=file),
        click.Option(["--codes"], type=click.Choice(["text", "position"]), default="text", show_default=True,
                     help=say("survey.option.codes")),
        text("by", "COLUMN", multiple=True),
        text("weight", "COLUMN", default=""),
        text("margins", "FILE", type=file),
        text("against", "SCORES.json", type=file),
        click.Option(["--scale"], type=click.Choice(SCALES), default="x10", show_default=True,
                     help=say("survey.option.scale")),
        text("min-base", "N", type=click.IntRange(10), default=30, show_default=True),
        *_common.paged(say),
        text("values", "q3.yaml", type=click.Path(dir_okay=False, path_type=Path)),
        click.Option(["--blank"], is_flag=True, help=say("survey.option.blank")),
        _common.option(say, "on", metavar="DATE"),
        _common.folder(say, "indicators"),
    ]  # fmt: skip
    return _common.command(say, "survey", _survey, params)


class _Wanted(NamedTuple):
    """What the command line asks of a survey."""

    paths: Sequence[Path]
    codes: str
    by: Sequence[str]
    weight: str
    map: Path | None
    margins: Path | None
    against: Path | None
    scale: str
    least: int


def _survey(
    say: Speaker,
    *,
    paths: tuple[Path, ...],
    form: str,
    map: Path | None,  # noqa: A002 — the option's name
    codes: str,
    by: tuple[str, ...],
    weight: str,
    margins: Path | None,
    against: Path | None,
    scale: str,
    min_base: int,
    formats: tuple[str, ...],
    out: Path | None,
    values: Path | None,
    blank: bool,
    on: str | None,
    indicators: Path | None,
) -> None:
    from checker.reading.library import Library

    library = Library.at(indicators)
    made = _form(say, form, library)
    if blank:
        _blank(say, made, out)
        return
    if not paths:
        raise fault("survey.no-files")
    if len(by) > 2:
        raise fault("survey.by-two")
    wanted = _Wanted(paths, codes, by, weight, map, margins, against, scale, min_base)
    survey, found = _worked(say, made, wanted)
    _common.report(found, say)
    _emit(say, survey, formats, out, _common.day(say, on))
    if values:
        _values(say, survey, library, values)
    raise Exit(int(any(finding.level is Level.RETURNED for finding in found)))


def _form(say: Speaker, name: str, library: Library) -> Form:
    from checker.survey import reading

    known = reading.files(library)
    path = Path(name) if name.endswith(".yaml") else known.get(_common.one_of(say, "form", name, known))
    if path is None or not path.is_file():
        raise fault("survey.no-form", name=name)
    made, found = reading.read(path, library)
    _common.stop_on_faults((*library.findings, *found), say)
    assert made is not None
    return made


def _worked(say: Speaker, form: Form, wanted: _Wanted) -> tuple[Survey, list[Finding]]:
    """Read and work out; a file that cannot be read at all ends the command."""
    from checker.survey import gathering, groups, results
    from checker.survey.answers import Asked
    from checker.survey.pages import Survey

    mapped, found = gathering.mapping(wanted.map, form) if wanted.map else ({}, [])
    shares = _shares(wanted.margins) if wanted.margins else {}
    columns = tuple(dict.fromkeys((*wanted.by, *shares)))
    asked = Asked(wanted.codes == "position", columns, wanted.weight)
    gathered, more = _gathered(form, wanted.paths, asked, mapped)
    _common.stop_on_faults([*found, *more], say)
    answers = gathered.answers
    assert answers is not None
    if shares:
        answers = _raked(answers, shares)
    answers = _grouped(answers, wanted.by)
    before = _before(wanted.against, form, wanted.scale) if wanted.against else None
    survey = Survey(results.results(answers, wanted.scale), groups.groupings(answers, wanted.scale, wanted.least),
                    gathered.sources, wanted.least, before, answers.private, answers.unused, bool(shares))  # fmt: skip
    return survey, [*found, *more]


def _gathered(form: Form, paths: Sequence[Path], asked: Any, mapped: Any) -> tuple[Gathered, list[Finding]]:
    """Read the files, with a bar for long ones on a terminal."""
    from checker.survey import gathering

    size = sum(path.stat().st_size for path in paths)
    if size < BIG or not sys.stderr.isatty():
        return gathering.gather(form, paths, asked, mapped)
    with click.progressbar(length=size, file=sys.stderr) as bar:
        return gathering.gather(form, paths, asked, mapped, _steps(bar, size))


def _steps(bar: Any, size: int) -> Callable[[], object]:
    """Move a bar on by what a thousand answers take at a guess; it never passes its end."""

    def step() -> None:
        bar.update(min(300_000, max(size - bar.pos, 0)))

    return step


def _shares(file: Path) -> dict[str, dict[str, float]]:
    """Population shares by column: `{性别: {男: 0.51, 女: 0.49}}`; each column's add up to 1."""
    from checker.files import yamlfile
    from checker.files.places import shown

    document, found = yamlfile.read(file, shown(file))
    data = document.data if document and not found else None
    if not isinstance(data, dict) or not all(_whole(shares) for shares in data.values()):
        raise fault("survey.margins-file", file=shown(file))
    return {name: {str(key): float(share) for key, share in shares.items()} for name, shares in data.items()}


def _whole(shares: object) -> bool:
    """Tell whether shares are positive numbers that add up to 1."""
    from decimal import Decimal

    if not isinstance(shares, dict) or not all(type(s) in (int, Decimal) and s > 0 for s in shares.values()):
        return False
    return abs(float(sum(shares.values())) - 1) < 1e-6


def _raked(answers: Answers, shares: dict[str, dict[str, float]]) -> Answers:
    from checker.survey import weighing

    columns, wanted = [], []
    for name, own in shares.items():
        place = answers.by.index(name)
        known = {value: n for n, value in enumerate(answers.values[place])}
        if set(own) != set(known) - {""}:
            raise fault("survey.margins-values", name=name, found="、".join(known), wanted="、".join(own))
        columns.append(answers.groups[place])
        wanted.append({known[value]: share for value, share in own.items()})
    start = answers.weights or [1.0] * answers.people
    return answers._replace(weights=weighing.raked(columns, wanted, start))


def _grouped(answers: Answers, by: Sequence[str]) -> Answers:
    """Keep the columns that are shown as groups; those of the margins only weigh."""
    places = [answers.by.index(name) for name in by]
    return answers._replace(by=tuple(by), groups=tuple(answers.groups[n] for n in places),
                            values=tuple(answers.values[n] for n in places))  # fmt: skip


def _before(file: Path, form: Form, scale: str) -> dict[str, Any]:
    """The scores of an earlier run, as `--format json` wrote them, of the same form on the same scale."""
    from checker.survey.pages import SCHEMA

    try:
        data = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        raise fault("survey.against", file=file) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or data.get("form") != form.id:
        raise fault("survey.against", file=file)
    domains = data.get("domains")
    if not isinstance(domains, dict) or not all(map(_is_figure, (*domains.values(), data.get("total")))):
        raise fault("survey.against", file=file)
    if data.get("scale") != scale:
        raise fault("survey.against-scale", file=file, before=str(data.get("scale")), now=scale)
    return data


def _is_figure(told: object) -> bool:
    """Tell whether an earlier run wrote this: a score and its half-width, null where there is none."""
    numbers = [told.get(name, "") for name in ("score", "half")] if isinstance(told, dict) else [""]
    return all(number is None or type(number) in (int, float) for number in numbers)


def _emit(say: Speaker, survey: Survey, formats: Sequence[str], out: Path | None, day: date) -> None:
    from checker.survey import pages, pictures

    drawn = pictures.pictures(survey.results, survey.groupings, survey.before, say) if "html" in formats else []
    _common.emit(say, pages.page(survey, say, day, drawn), "survey", formats, out)


def _values(say: Speaker, survey: Survey, library: Library, file: Path) -> None:
    """Write the scores into a submission that is there; everything else of it stays as it is."""
    from checker.files import writing, yamlfile
    from checker.files.places import shown
    from checker.forms import into
    from checker.survey import values

    with writing.locked(file):
        document, found = yamlfile.read(file, shown(file))
        _common.stop_on_faults(found, say)
        name = str(document.data.get("plan")) if document and isinstance(document.data, dict) else ""
        plan, found_ = library.plan(name)
        _common.stop_on_faults(found_, say)
        if plan is None or document is None:
            raise fault("survey.values-plan", file=shown(file), plan=name)
        made = values.values(survey.results, plan)
        if not made:
            raise fault("survey.values-none", plan=plan.title, form=survey.results.form.title)
        if wrong := [value for value in made if value.unit]:
            raise fault("survey.values-unit", indicator=wrong[0].indicator, unit=wrong[0].unit)
        changes = [into.Change(value.indicator, "", _value(value, survey), value.score, True) for value in made]
        writing.write(file, into.edited(document, changes))
    for value in made:
        click.echo(say("survey.wrote-value", indicator=value.indicator, score=value.score, file=shown(file)), err=True)


def _value(value: Value, survey: Survey) -> str:
    """A value as YAML: the score, its base, and the digests of the files that it comes from."""
    source = json.dumps("; ".join(f"{s.file} sha256:{s.digest}" for s in survey.sources), ensure_ascii=False)
    return f"{{value: {value.score}, n: {value.n}, source: {source}}}"


def _blank(say: Speaker, form: Form, out: Path | None) -> None:
    from checker.files import writing
    from checker.survey import blank

    if out is None:
        raise fault("survey.blank-out")
    for name, content in blank.files(form, say).items():
        writing.write(out / name, content)
        click.echo(say("run.wrote", file=out / name), err=True)
