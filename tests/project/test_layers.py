"""Imports point down one list only, and what costs is loaded only where it is used."""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import pytest

from tests.command import ROOT, process

PACKAGE = ROOT / "checker"
# A module may import those before it in the list.
FLOORS = [
    "message",
    "locale",
    "model",
    "files",
    "kinds",
    "reading",
    "judging",
    "words",
    "papers",
    "reporters",
    "forms",
    "survey",
    "cases",
    "bulk",
    "operation",
    "cli",
]
HEAVY = {
    "yaml": "files/yamlfile",
    "jsonschema": "reading/validate",
    "tabulate": "reporters/table",
    "jinja2": "files/sandbox files/filters",
    "openpyxl": "files/workbook",
    "xlrd": "files/xls",
    "docxtpl": "files/word",
    "docx": "files/word",
    "duckdb": "bulk/duck",
    "pyspark": "bulk/spark",
    "apprise": "operation/posting",
}


def floor(file: Path) -> str:
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


FILES = sorted(file for file in PACKAGE.rglob("*.py") if floor(file) not in ("__init__", "__main__"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_point_down(file: Path) -> None:
    here = FLOORS.index(floor(file))
    for name in imports(file):
        parts = name.split(".")
        if parts[0] == "checker" and len(parts) > 1 and parts[1] in FLOORS:
            assert FLOORS.index(parts[1]) <= here, name
        if parts[0] in HEAVY:
            assert str(file.relative_to(PACKAGE)).removesuffix(".py") in HEAVY[parts[0]].split(), name


def test_only_notices_and_the_watchmans_call_open_connections() -> None:
    """What SECURITY.md promises."""
    opening = {"urllib.request", "http.client", "socket", "smtplib", "ftplib", "requests", "apprise", "ssl"}
    found = {str(file.relative_to(PACKAGE)) for file in FILES if imports(file) & opening}
    assert found == {"operation/posting.py", "cli/tick.py"}


def loaded(*arguments: str) -> set[str]:
    """Names of the modules that a command has loaded when it ends."""
    code = (
        "import atexit, json, sys\n"
        "atexit.register(lambda: print('\\n' + json.dumps(sorted(sys.modules)), file=sys.stderr))\n"
        "from checker.cli import main\n"
        "main(sys.argv[1:])\n"
    )
    return set(json.loads(process(sys.executable, "-c", code, *arguments, code=(0, 1)).err.splitlines()[-1]))


def test_help_and_version_load_the_command_line_library_only() -> None:
    for option in ("--help", "--version"):
        names = loaded(option)
        assert "click" in names
        assert names & {"yaml", "jsonschema", "tabulate", "jinja2", "checker.model", "checker.evaluate"} == set()


def test_a_table_loads_no_template_engine_and_json_no_table() -> None:
    file = "examples/huangshi/2022-q4.yaml"
    assert loaded("run", file, "--on", "2022-05-01") & {"jinja2", "docx", "openpyxl", "xlrd", "duckdb"} == set()
    assert loaded("run", file, "--on", "2022-05-01", "--format", "json") & {"jinja2", "tabulate"} == set()


def test_files_without_a_fault_load_no_validator() -> None:
    file = "examples/huangshi/2022-q4.yaml"
    assert "jsonschema" not in loaded("run", file, "--on", "2022-05-01", "--format", "json")


def test_a_workbook_of_today_loads_no_reader_of_the_old_kind() -> None:
    form = ("examples/forms/own-layout.xlsx", "--map", "examples/forms/own-layout.map", "--on", "2022-10-10")
    assert loaded("collect", *form) & {"openpyxl", "xlrd"} == {"openpyxl"}


def test_the_collector_stays_on() -> None:
    """What is read of one workbook after another is cyclic: without it each stays in memory to the end."""
    code = "import atexit, gc; atexit.register(lambda: print(gc.isenabled())); from checker.cli import main; main()"
    assert process(sys.executable, "-c", code, "--version").out.split()[-1] == "True"
