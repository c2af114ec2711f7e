"""`plancheck collect`: filled-in forms, CSV files and offices' own workbooks → one submission."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli import Exit, Wrong, _common
from checker.locale import Speaker

if TYPE_CHECKING:
    from checker.forms.collecting import Made
    from checker.forms.mapping import Mapping_
    from checker.forms.reading import Book
    from checker.forms.rows import Form
    from checker.forms.values import Value
    from checker.library import Library
    from checker.model import Finding, Plan


def build(say: Speaker) -> click.Command:
    """Build the command."""
    file = click.Path(dir_okay=False, path_type=Path)
    params: list[click.Parameter] = [
        _common.files(),
        click.Option(["-o", "--output"], type=file, help=say("collect.option.output")),
        click.Option(["--into"], type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=say("collect.option.into")),
        click.Option(["--plan"], metavar="PLAN", default="", help=say("collect.option.plan")),
        click.Option(["--period"], metavar="PERIOD", default="", help=say("form.option.period")),
        click.Option(["--map"], type=click.Path(exists=True, dir_okay=False, path_type=Path),
                     help=say("collect.option.map")),
        click.Option(["--report"], type=file, help=say("collect.option.report")),
        click.Option(["--yes"], is_flag=True, help=say("collect.option.yes")),
        click.Option(["--on"], metavar="DATE", help=say("collect.option.on")),
        _common.folder(say, "indicators"),
        _common.folder(say, "history"),
    ]  # fmt: skip
    return _common.command(say, "collect", lambda **options: _collect(say, **options), params)


def _collect(say: Speaker, paths: tuple[Path, ...], **options: Any) -> None:
    from checker.library import Library
    from checker.model import Level

    if options["output"] and options["into"]:
        raise Wrong(say("collect.one-output"))
    if options["output"] and options["output"].exists():
        raise Wrong(say("collect.exists", file=options["output"]))
    if options["report"] and options["report"].suffix.lower() != ".xlsx":
        raise Wrong(say("collect.report-suffix", found=options["report"].name))
    on = _common.day(say, options["on"])
    library = Library.at(options["indicators"])
    run = _Run(say, library, on, options)
    run.read(paths)
    made = run.compose() if run.plan is not None else None
    run.say_all()
    if faults := run.faults():
        click.echo(say("collect.refused", faults=len(faults)), err=True)
        raise Exit(2)
    assert made is not None
    run.write(made)
    raise Exit(1 if any(f.level is Level.RETURNED for f in run.findings) else 0)


class _Run:
    """One run of the command, step by step; findings gather on the way."""

    def __init__(self, say: Speaker, library: Library, on: date, options: dict[str, Any]) -> None:
        self.say, self.library, self.on, self.options = say, library, on, options
        self.findings: list[Finding] = []
        self.forms: list[Form] = []
        self.values: dict[str, Value] = {}
        self.plan: Plan | None = None
        self.period, self.count = "", 0
        self.units: dict[str, str] = {}
        self.changes: list[Any] = []
        self.base: Any = None

    def faults(self) -> list[Finding]:
        """What stops the run."""
        from checker.model import Level

        return [f for f in self.findings if f.level is Level.FAULT]

    def read(self, paths: Sequence[Path]) -> None:
        """Read all files and see which plan and period they are of."""
        from checker import periods
        from checker.forms import opening, rows
        from checker.model import Level, Where
        from checker.yamlfile import fault

        files = opening.files(paths)
        if not files:
            raise Wrong(self.say("collect.nothing", paths=", ".join(map(str, paths))))
        books = self._distinct(opening.all_of(files, _progress))
        mapping = self._mapping()
        self.count = len(books)
        plan, period = self._expected(books, mapping)
        if not plan or not period:
            # a workbook without its hidden sheet is no form; a CSV or a mapped one needs to be told its plan
            if mapping is None:
                self.findings += [fault("form-no-meta", Where(b.file)) for b in books if b.sheets[0].name]
            if not self.faults():
                raise Wrong(self.say("collect.no-plan"))
            return
        _common.one_of(self.say, "PLAN" if self.options["plan"] else "plan", plan, self.library.ids)
        if periods.parse(period) is None:
            bad = [b for b in books if rows.meta(b).get("period") == period]
            self.findings += [fault("form-period", Where(b.file), found=period) for b in bad]
            if not bad:
                raise Wrong(self.say("form.outside-period", found=period))
            return
        self.plan, self.period = self.library.plan(plan), period
        self.library.calendar  # noqa: B018 — read now, so that its faults are said with all others
        self.findings += [f for f in self.library.findings if f.level is Level.FAULT]
        for book in books:
            self._form(book, mapping)

    def _distinct(self, opened: Iterable[tuple[Book | None, list[Finding]]]) -> list[Book]:
        """Keep one of files that are the same byte by byte."""
        books: dict[str, Book] = {}
        for book, found in opened:
            self.findings += found
            if book is None:
                continue
            if book.digest in books:
                click.echo(self.say("collect.same-file", file=book.file, other=books[book.digest].file), err=True)
            books.setdefault(book.digest, book)
        return list(books.values())

    def _mapping(self) -> Mapping_ | None:
        from checker.forms import mapping
        from checker.library import shown

        if not self.options["map"]:
            return None
        made, found = mapping.read(self.options["map"], shown(self.options["map"]))
        self.findings += found
        return made

    def _expected(self, books: Sequence[Book], mapping: Mapping_ | None) -> tuple[str, str]:
        """Plan and period: the command line, the submission that is added to, the forms, the mapping."""
        from collections import Counter

        from checker import yamlfile
        from checker.forms import rows
        from checker.library import shown

        given = [self.options["plan"], self.options["period"]]
        if self.options["into"]:
            self.base, found = yamlfile.read(self.options["into"], shown(self.options["into"]))
            self.findings += found
            if self.base is not None and isinstance(self.base.data, dict):
                given = [g or str(self.base.data.get(k, "")) for g, k in zip(given, ("plan", "period"), strict=True)]
        metas = [meta for book in books if (meta := rows.meta(book))]
        for place, key in enumerate(("plan", "period")):
            most = Counter(meta.get(key, "") for meta in metas).most_common(1)
            given[place] = given[place] or (most[0][0] if most else "") or (getattr(mapping, key) if mapping else "")
        return given[0], given[1]

    def _form(self, book: Book, mapping: Mapping_ | None) -> None:
        """Read the values of one file, or say why it is refused."""
        from checker.forms import collecting, rows
        from checker.model import Where
        from checker.yamlfile import fault

        assert self.plan is not None
        meta = rows.meta(book)
        self.units[book.file] = meta.get("unit", "")
        if bad := collecting.refused(rows.Form(book.file, book.digest, meta, ()), self.plan, self.period):
            self.findings += bad
            return
        own = mapping if mapping and not meta else None
        if not meta and own is None and any(sheet.name for sheet in book.sheets):
            self.findings.append(fault("form-no-meta", Where(book.file)))
            return
        form, found = rows.form(book, self.plan, rows.layout_of(self.say, own))
        form, more = collecting.misplaced(form, self.plan)
        self.findings += [*found, *more]
        self.forms.append(form)

    def compose(self) -> Made | None:
        """Merge, write as YAML, read that again as `run` will, and judge it."""
        from checker.forms import collecting, into
        from checker.library import shown

        assert self.plan is not None
        entries, found = collecting.merged(self.forms, self.plan)
        self.findings += found
        self.values = collecting.made_values(entries, self.plan, self.say)
        if self.base is not None:
            self.changes = collecting.changes(self.base, self.values)
            text = into.edited(self.base, self.changes)
            name = shown(self.options["into"])
        else:
            head = self.say("collect.head", count=self.count)
            text = collecting.written(self.plan, self.period, self._submitted().isoformat(), self.values, head)
            name = str(self.options["output"] or "-")
        made = collecting.read(text, name, self.plan, self.values)
        judged = self._judged(made)
        self.findings += collecting.placed((*made.findings, *judged), self.values)
        return made

    def _submitted(self) -> date:
        """The day that the last form names, if it is not after the run date."""
        days = [form.day for form in self.forms if form.day]
        return min(max(days), self.on) if days and len(days) == len(self.forms) else self.on

    def _judged(self, made: Made) -> tuple[Finding, ...]:
        from checker.display import View
        from checker.gather import Job, gather
        from checker.model import Level

        self.view: View | None = None
        if made.read is None or any(f.level is Level.FAULT for f in made.findings):
            return ()
        assert self.plan is not None
        known = {}
        folder = self.options["history"] or (self.options["into"] or self.options["output"] or Path("-")).parent
        if self.options["history"] or self.options["into"] or self.options["output"]:
            jobs, found = gather([folder], self.library) if folder.is_dir() else ([], [])
            self.findings += [f for f in found if self.options["history"]]
            known = {p: s for job in jobs if job.plan.id == self.plan.id for p, s in job.known.items()
                     if p.end < made.read.period.end}  # fmt: skip
        known[made.read.period] = made.read
        job = Job(self.plan, made.read.period, known)
        self.view = View(job.judged(self.library, self.on), self.say, self.library)
        return self.view.assessment.findings

    def say_all(self) -> None:
        """Say every finding, and write the complaints where asked."""
        from checker import atomic
        from checker.forms import complaints

        _common.report(self.findings, self.say)
        if self.options["report"]:
            groups = complaints.by_unit(self.findings, self.plan, self.units)
            atomic.write(self.options["report"], complaints.render(groups, self.plan, self.say, self.on))
            click.echo(self.say("run.wrote", file=self.options["report"]), err=True)

    def write(self, made: Made) -> None:
        """Show what changes, write, and say what is still owed."""
        from checker import atomic

        say, target = self.say, self.options["into"] or self.options["output"]
        if self.options["into"]:
            for change in self.changes:
                click.echo(say("collect.changed" if change.old else "collect.added", id=change.id, old=change.old,
                               new=change.new), err=True)  # fmt: skip
            if not self.changes:
                click.echo(say("collect.unchanged", file=target), err=True)
            elif not self.options["yes"]:
                if not sys.stdin.isatty():
                    raise Wrong(say("collect.unconfirmed"))
                click.confirm(say("collect.sure"), abort=True, err=True)
        if target is None:
            click.echo(made.text, nl=False)
        elif self.base is None or self.changes:
            atomic.write(target, made.text)
            click.echo(say("run.wrote", file=target), err=True)
        click.echo(say("collect.done", files=self.count, values=len(self.values)), err=True)
        self._owed()

    def _owed(self) -> None:
        from checker.cli.due import owed

        if self.view is not None:
            click.echo("\n".join(owed(self.view)), err=True)


def _progress(items: Iterable[Any], count: int) -> Iterable[Any]:
    """Show a bar for many files, on a terminal only."""
    if count < 8 or not sys.stderr.isatty():
        return items
    with click.progressbar(items, length=count, file=sys.stderr) as bar:
        return list(bar)
