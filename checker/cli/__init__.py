"""The command line: one module a command. The only place that prints and exits.

Exit codes: 0 nothing red, 1 something red, 2 files or command line are wrong, 3 a fault of the program.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NoReturn

import click

from checker import __version__
from checker.cli import _streams as streams
from checker.locale import MissingCatalogue, Speaker, adopt, chosen, speaker
from checker.message import Fault, fault


class Exit(Exception):
    """Ends a command with a code, after it has said why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def names() -> list[str]:
    """Name the commands: the modules of this folder, in the order of their use."""
    order = ["run", "explain", "due", "lint", "indicators", "init", "schema"]
    found = [module.name for module in iter_modules(__path__) if not module.name.startswith("_")]
    return sorted(found, key=lambda name: (order.index(name) if name in order else len(order), name))


class Group(click.Group):
    """Loads a command's module when it is called; its help line comes from the messages."""

    say: Speaker

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return names()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Build one command."""
        if cmd_name not in names():
            return None
        build: Callable[[Speaker], click.Command] = import_module(f"checker.cli.{cmd_name}").build
        return build(self.say)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without loading them."""
        with formatter.section(click.core._("Commands")):  # type: ignore[attr-defined]
            formatter.write_dl([(name, self.say(f"command.{name}")) for name in names()])

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Name the nearest command for a misspelt one."""
        if args and not args[0].startswith("-") and args[0] not in names():
            from difflib import get_close_matches

            near = get_close_matches(args[0], names(), n=1)
            hint = self.say("error.near", nearest=near[0]) if near else ""
            raise fault("error.unknown-choice", option="COMMAND", found=args[0], near=hint)
        return super().resolve_command(ctx, args)


def group(say: Speaker) -> Group:
    """Build the command line in one language."""
    made = Group("plancheck", help=say("command.group"), epilog=examples(say, "group"), no_args_is_help=True,
                 context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100})  # fmt: skip
    made.say = say
    made.params += [
        click.Option(["--lang"], type=click.Choice(["zh", "en"]), help=say("option.lang"), expose_value=False),
        click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, help=say("option.version"),
                     callback=_version),
    ]  # fmt: skip
    return made


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"plancheck {__version__}")
        ctx.exit()


def examples(say: Speaker, name: str) -> str:
    """Set the examples of a command's help, kept line by line."""
    lines = say(f"examples.{name}").split("\n")
    return "\b\n" + say("examples") + say("colon") + "\n" + "\n".join(f"  {line}" for line in lines)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the program: the one boundary that turns exceptions into exit codes."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    streams.opened()
    # most of what is read lives to the end of the run, so the collector looks less often; workbooks are cyclic and go
    gc.set_threshold(20_000, 20, 20)
    lang = chosen(given)
    try:
        say = speaker(lang)
    except MissingCatalogue:
        streams.told("plancheck: 语言文件缺失，请先安装：pip install -e .  (messages are not compiled)")
        sys.exit(2)
    adopt(lang)
    sys.exit(streams.ended(_guarded(given, say)))


def _guarded(arguments: list[str], say: Speaker) -> int:
    """Run the command line; no exception leaves this function and no traceback reaches a user."""
    try:
        with streams.interruptible():
            code = _run(arguments, say)
        sys.stdout.flush()
        return code
    except (KeyboardInterrupt, click.Abort):
        streams.told(say("error.aborted"))
        return 130
    except BrokenPipeError:
        return streams.GONE
    except SystemExit as end:  # 1 is what click makes of a pipe whose reader has gone
        return streams.GONE if end.code == 1 else int(end.code or 0)
    except Exception as error:
        return _complained(error, say)


def _run(arguments: list[str], say: Speaker) -> int:
    try:
        code = group(say).main(arguments, prog_name="plancheck", standalone_mode=False)
    except Exit as end:
        return end.code
    return code if isinstance(code, int) else 0


def _complained(error: Exception, say: Speaker) -> int:
    """Say what went wrong: 2 where whoever ran the program can mend it, 3 where the program is at fault."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        streams.told(error.format_message())
        return 2
    if isinstance(error, click.UsageError) and error.ctx is not None:
        streams.told(error.ctx.get_usage())
    why = _why(error, say)
    streams.told(say("error.line", text=_bug(error, say) if why is None else why))
    return 3 if why is None else 2


def _why(error: Exception, say: Speaker) -> str | None:
    """Return the sentence for what a user can mend, None for a fault of the program."""
    match error:
        case click.ClickException():
            return error.format_message()
        case Fault():
            return say.say(error.message)
        case MemoryError():
            return say("error.memory")
        case OSError():
            return say(
                "error.os", file=error.filename or say("error.stream"), why=error.strerror or type(error).__name__
            )
    return None


def _bug(error: Exception, say: Speaker) -> str:
    """Describe a fault of the program in one line that can be reported."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return say("error.bug", kind=type(error).__name__, text=str(error)[:200], place=f"{__version__} {place}")
