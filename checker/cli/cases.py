"""`plancheck cases`: a round of typical cases from collecting to the circular."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import Exit, _common, _papers, examples
from checker.locale import Speaker
from checker.message import Fault, fault
from checker.model import Finding, Level

if TYPE_CHECKING:
    from checker.cases.choosing import Chosen
    from checker.cases.round import Round, Rule
    from checker.cases.scoring import Mark
    from checker.reading.library import Library


def build(say: Speaker) -> click.Command:
    """Build the group of commands."""
    about = say("command.cases") + "\n\n\b\n" + say("command.cases.more")
    group = click.Group("cases", help=about, epilog=examples(say, "cases"), no_args_is_help=True,
                        params=[_common.language(say)])  # fmt: skip
    for name, run in (("lint", _lint), ("score", _score), ("choose", _choose), ("publicity", _publicity),
                      ("circular", _circular)):  # fmt: skip
        group.add_command(_command(say, name, run))
    return group


def _command(say: Speaker, name: str, run: Callable[..., None]) -> click.Command:
    params: list[click.Parameter] = [click.Argument(["round"], metavar="ROUND"), _common.folder(say, "indicators")]
    params[0].name = "name"
    if name in ("score", "choose", "publicity"):
        params += _common.paged(say)
    if name == "publicity":
        params.append(click.Option(["--from", "start"], metavar="DATE", help=say("cases.option.from")))
    if name == "circular":
        params += [_common.option(say, "on", metavar="DATE"), *_paper_options(say)]
    params.append(_common.language(say))
    return click.Command(name, callback=partial(run, say), params=params, help=say(f"command.cases.{name}"))


def _paper_options(say: Speaker) -> list[click.Parameter]:
    return [
        click.Option(["--number"], metavar="TEXT", default="", help=say("circular.option.number")),
        click.Option(["--out"], metavar="FILE", required=True, help=say("cases.option.out"),
                     type=click.Path(dir_okay=False, path_type=Path)),
        click.Option(["--final"], is_flag=True, help=say("circular.option.final")),
        _papers.template(say),
    ]  # fmt: skip


def _file(name: str) -> Path:
    """A round is named by its register, or by the register's name in the folder `cases`."""
    for path in (Path(name), Path("cases") / f"{name}.yaml"):
        if path.is_file():
            return path
    raise fault("cases.no-round", name=name)


def _opened(say: Speaker, name: str, indicators: Path | None) -> tuple[Round, Library, list[Finding]]:
    """Read a round; a fault of its files ends the command."""
    from checker.cases import checks, reading
    from checker.reading.library import Library

    library, file = Library.at(indicators), _file(name)
    made, found = reading.read(file, library)
    _common.stop_on_faults((*library.findings, *found), say)
    assert made is not None
    return made, library, [*found, *checks.check(made, file.parent)]


def _marked(say: Speaker, made: Round) -> tuple[Rule, tuple[Mark, ...]]:
    """The ranking of a round that has a rule and scores."""
    from checker.cases import scoring

    if made.over:
        raise fault("cases.over", file=made.file)
    if made.rule is None:
        raise fault("cases.no-rule", file=made.file)
    ranked, _ = scoring.marks(made, made.rule)
    return made.rule, ranked


def _lint(say: Speaker, *, name: str, indicators: Path | None) -> None:
    from checker.cases import linting
    from checker.reading.library import Library

    library = Library.at(indicators)
    found = sorted([*library.findings, *linting.check_register(_file(name), library)], key=lambda f: f.where)
    _common.report(found, say)
    bad = [f for f in found if f.level is not Level.WARNING]
    click.echo(say("cases.lint", faults=len(bad), warnings=len(found) - len(bad)))
    raise Exit(2 if bad else 0)


def _score(say: Speaker, *, name: str, indicators: Path | None, formats: tuple[str, ...],
           out: Path | None) -> None:  # fmt: skip
    from checker.cases import tables

    made, library, found = _opened(say, name, indicators)
    _, ranked = _marked(say, made)
    _common.report(found, say)
    _common.emit(say, tables.marks(made, ranked, say, library, date.today()), "score", formats, out)
    raise Exit(_returned(found))


def _choose(say: Speaker, *, name: str, indicators: Path | None, formats: tuple[str, ...],
           out: Path | None) -> None:  # fmt: skip
    from checker.cases import tables

    made, library, found = _opened(say, name, indicators)
    chosen = _chosen(say, made, library)
    _common.report(found, say)
    _common.emit(say, tables.choice(made, chosen, say, library, date.today()), "choice", formats, out)
    if chosen.tie:
        numbers = say("join").join(map(str, chosen.tie))
        click.echo(say("cases.stopped", numbers=numbers, left=chosen.left, file=made.file), err=True)
    raise Exit(1 if chosen.tie else _returned(found))


def _chosen(say: Speaker, made: Round, library: Library) -> Chosen:
    from checker.cases import choosing

    rule, ranked = _marked(say, made)
    chosen = choosing.choose(made, rule, ranked, library)
    if stray := list(choosing.undecided(made, chosen)):
        raise fault("cases.stray-decision", numbers=", ".join(map(str, stray)), file=made.file)
    return chosen


def _publicity(say: Speaker, *, name: str, indicators: Path | None, formats: tuple[str, ...],
               out: Path | None, start: str | None) -> None:  # fmt: skip
    from checker.cases import publicity, tables

    made, library, _ = _opened(say, name, indicators)
    chosen = _chosen(say, made, library)
    if chosen.tie:
        raise fault("cases.tie-first", numbers=", ".join(map(str, chosen.tie)), file=made.file)
    rule, numbers = made.rule, {case.number for case in chosen.cases}
    assert rule is not None
    if made.shown and set(made.shown) != numbers:
        raise fault("cases.shown-differ", file=made.file,
                    numbers=", ".join(map(str, sorted(set(made.shown) ^ numbers))))  # fmt: skip
    first = made.shown_from if start is None and made.shown_from else _common.day(say, start)
    last = publicity.last_day(first, rule, library.calendar)
    cases = [case for case in made.cases if case.number in numbers]
    _common.emit(say, tables.shown(made, cases, say, library, first), "publicity", formats, out)
    click.echo(say("cases.shown", since=say.day(first), last=say.day(last), days=rule.days,
                   contact=rule.contact or say("cases.no-contact")), err=True)  # fmt: skip
    for year in library.calendar.unlisted(first, last):
        _common.note(say, say("cases.calendar", year=year))
    if out_ := publicity.removed(made):
        _common.note(say, say("cases.removed", numbers=say("join").join(map(str, sorted(out_)))))
    if not made.shown:
        listed = ", ".join(map(str, sorted(numbers)))
        click.echo(say("cases.write-down", since=first, numbers=listed, file=made.file), err=True)


def _circular(
    say: Speaker, *, name: str, indicators: Path | None, on: str | None, number: str, out: Path, final: bool,
    template: tuple[Path, ...],
) -> None:  # fmt: skip
    from checker.cases import paper
    from checker.files import writing
    from checker.papers.letterhead import Letterhead, numbered

    made, library, _ = _opened(say, name, indicators)
    form, day = _papers.form(out), made.announced if made.announced and not on else _common.day(say, on)
    office, _ = library.office(made.locality)
    if final and (lacks := numbered(Letterhead(day, number=number), office)):
        raise Fault(lacks)
    content = paper.circular(made, library, say, paper.Asked(day, number, final, *_papers.templates(template)), form)
    writing.write(out, content)
    click.echo(say("run.wrote", file=out), err=True)


def _returned(found: Iterable[Finding]) -> int:
    """1 where a score went back, so that a case has no mark."""
    return int(any(finding.level is Level.RETURNED for finding in found))
