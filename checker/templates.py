"""Jinja templates: found, loaded in the sandbox, and their faults said in our own words (rules 8 and 9).

An office's own template is a text like any other input: it cannot reach out of the sandbox, a name that does not
exist is an error, and an error names the line.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from checker import library
from checker.faults import TemplateFault


def shipped(name: str) -> Path:
    """Return the path of a template that comes with the program."""
    return library.shipped("templates") / name


class Page:
    """A loaded template; rendering turns the engine's exceptions into `TemplateFault`."""

    def __init__(self, file: Path, template: Any) -> None:
        self.file, self._template = file, template

    def render(self, context: dict[str, Any]) -> str:
        """Fill the template in."""
        from jinja2 import TemplateError

        try:
            return str(self._template.render(context))
        except TemplateError as error:
            raise TemplateFault(self.file, _line(error, self.file), str(error)) from None


def load(file: Path, autoescape: bool = True) -> Page:
    """Load one template file; it may include its neighbours. Errors: OSError, TemplateFault."""
    from jinja2 import FileSystemLoader, StrictUndefined, TemplateSyntaxError
    from jinja2.sandbox import SandboxedEnvironment

    file.read_bytes()  # a missing or forbidden file is said as such
    environment = SandboxedEnvironment(
        loader=FileSystemLoader([file.parent, library.shipped("templates")]), undefined=StrictUndefined,
        autoescape=autoescape, keep_trailing_newline=True,
    )  # fmt: skip
    try:
        return Page(file, environment.get_template(file.name))
    except TemplateSyntaxError as error:
        raise TemplateFault(file, error.lineno, error.message or "") from None


def _line(error: BaseException, file: Path) -> int:
    """Find the line of the template in which rendering failed."""
    trace, line = error.__traceback__, 0
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.endswith(file.name):
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
