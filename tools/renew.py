"""Make every made file anew and say which have changed: python -m tools.renew

Look at the difference before you commit it. `constraints.txt` is made in a fresh environment, see `tools/pins.py`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
Contents = Mapping[Path, bytes]


def schemas() -> Contents:
    """indicators/schemas: what `plancheck schema NAME` prints, described in Chinese."""
    from checker.cli.schema import NAMES, render
    from checker.locale import speaker

    folder = ROOT / "indicators" / "schemas"
    return {folder / f"{name}.schema.json": render(speaker("zh"), name).encode() for name in NAMES}


def codes() -> Contents:
    from tools import findings

    return {findings.PAGE: findings.page().encode()}


def catalogues() -> Contents:
    """The two tables in a page whose other words are written by hand."""
    from tools import catalogue_tables

    return {catalogue_tables.PAGE: catalogue_tables.page(catalogue_tables.PAGE.read_text("utf-8")).encode()}


def templates() -> Contents:
    from tools import make_templates

    made = {name: make() for name, make in make_templates.PAPERS}
    return {make_templates.FOLDER / f"{name}.docx": content for name, content in made.items()}


def workbook() -> Contents:
    from tools import make_form_example

    return {make_form_example.FILE: make_form_example.drawn()}


def answers() -> Contents:
    from tools import answers

    return {answers.FILE: answers.example()}


def golden() -> Contents:
    from tests.command import run
    from tests.reporters.test_golden import CASES, GOLDEN

    return {GOLDEN / name: run(*arguments, code=(0, 1)).out.encode() for name, arguments in CASES.items()}


def picture() -> Contents:
    from tools import picture

    return {picture.PICTURE: picture.draw(picture.table()).encode()}


def screenshot() -> Contents:
    """The dashboard as Chromium shows it; nothing where there is none. Releases of Chromium differ in single points."""
    from tools import screenshot

    if shutil.which("chromium") is None:
        print("docs/dashboard.png: left as it is, Chromium is not installed")
        return {}
    with tempfile.TemporaryDirectory() as folder:
        screenshot.take(taken := Path(folder) / "new.png")
        return {screenshot.PICTURE: taken.read_bytes()}


class Maker(NamedTuple):
    """`files` as CONTRIBUTING names them; `held` is the test (in tests/) that compares them with what `make` gives."""

    files: str
    make: Callable[[], Contents]
    held: str


MAKERS = (
    Maker("indicators/schemas/*.json", schemas,
          "reading/test_schema.py::test_published_files_are_the_ones_the_program_prints"),
    Maker("docs/findings.md", codes, "project/test_findings.py::test_the_page_is_what_the_table_prints"),
    Maker("indicators/README.md", catalogues,
          "catalogues/test_catalogues.py::test_the_tables_of_the_page_are_the_catalogues_own"),
    Maker("reports/templates/*.docx", templates,
          "papers/test_templates.py::test_the_shipped_templates_are_what_the_script_makes"),
    Maker("examples/forms/own-layout.xlsx", workbook,
          "forms/test_mapping.py::test_the_example_workbook_is_what_its_script_makes"),
    Maker("examples/survey/answers.csv", answers, "survey/test_command.py::test_the_example_is_what_its_script_makes"),
    Maker("tests/golden/*", golden, "reporters/test_golden.py::test_output_is_the_golden_one"),
    Maker("docs/huangshi-2023-q3.svg", picture,
          "reporters/test_golden.py::test_the_picture_of_readme_is_the_programs_own_output"),
    Maker("docs/dashboard.png", screenshot,
          "browser/test_screenshot.py::test_the_picture_in_the_repository_has_the_size_of_the_command"),
)  # fmt: skip


def messages() -> list[Path]:
    """Compile the messages, which all others speak in; returns the files that have changed."""
    from hatch_build import compile_catalogues

    folder = ROOT / "checker" / "locale"
    before = {file: file.read_bytes() for file in folder.glob("*/LC_MESSAGES/*.mo")}
    made = [ROOT / name for name in compile_catalogues(ROOT)]
    return [file for file in made if file.read_bytes() != before.get(file)]


def behind(contents: Contents) -> Iterator[Path]:
    """The files that do not hold what they should."""
    yield from (f for f, content in contents.items() if not f.exists() or f.read_bytes() != content)


def renew(contents: Contents) -> list[Path]:
    """Write the files that are behind, and no other; returns them."""
    changed = list(behind(contents))
    for file in changed:
        file.write_bytes(contents[file])
    return changed


def main() -> None:
    changed = [*messages(), *(file for maker in MAKERS for file in renew(maker.make()))]
    for file in changed:
        print(f"{file.relative_to(ROOT)}: changed")
    print(f"{len(changed)} files changed" if changed else "nothing has changed")


if __name__ == "__main__":
    main()
