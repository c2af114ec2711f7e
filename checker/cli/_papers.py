"""What the commands that write papers share: judging what they are given, and the letterhead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from checker.cli import Wrong, _common
from checker.locale import Speaker

if TYPE_CHECKING:
    from checker.papers.paper import Letterhead
    from checker.words.view import View


def judging(say: Speaker) -> list[click.Parameter]:
    """The options that decide how the files are judged."""
    return [
        _common.option(say, "on", metavar="DATE"),
        _common.option(say, "profile", metavar="NAME", default=""),
        _common.folder(say, "indicators"),
        _common.folder(say, "history"),
    ]


def judged(say: Speaker, paths: Sequence[Path], options: Mapping[str, Any]) -> tuple[list[View], Letterhead]:
    """Judge the files; faults end the command."""
    from checker.judging.jobs import gather
    from checker.papers.paper import Letterhead
    from checker.reading.library import Library
    from checker.words.view import View

    on = _common.day(say, options["on"])
    day = _common.day(say, options["date"]) if options["date"] else on
    library = Library.at(options["indicators"])
    profile = _common.one_of(say, "profile", options["profile"], library.profiles)
    jobs, found = gather(paths, library, options["history"])
    shared = library.calendar, library.domains, library.localities  # read now, so that their faults are said with all
    _common.stop_on_faults({id(f): f for f in (*found, *library.findings)}.values(), say)
    if not jobs or not all(shared):
        raise Wrong(say("run.no-submissions", paths=", ".join(map(str, paths))))
    texts = {name: options.get(name) or "" for name in ("number", "issuer", "to", "cc")}
    letter = Letterhead(day, **texts, final=bool(options.get("final")))
    return [View(job.judged(library, on, profile), say, library) for job in jobs], letter


def note(say: Speaker, text: str) -> None:
    """Say on stderr what a person should look at."""
    click.echo(say("warning.line", text=text), err=True)
