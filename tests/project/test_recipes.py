"""CONTRIBUTING's recipes are followed: one file each, in a copy of the package."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.command import PROGRAM, ROOT, Ended, process

REPORTER = '''"""`--format ids`: red ids."""
from __future__ import annotations
from collections.abc import Sequence
from checker.words.view import View
SUFFIX = "txt"
def render(views: Sequence[View], template: object = None) -> str:
    """Name the red ones."""
    return " ".join(v.indicator.id for view in views for v in view.verdicts() if v.light == "red") + "\\n"
'''
COMMAND = '''"""`plancheck hello`."""
import click
from checker.cli import _common
from checker.locale import Speaker
def build(say: Speaker) -> click.Command:
    """Build the command."""
    return _common.command(say, "hello", lambda say: click.echo("hello"), [])
'''
PLAN = """\
plan: daye-public-service
title: 大冶市方案
locality: daye
document: {number: 冶政办发〔2022〕1号, issuer: 大冶市人民政府办公室, issued: 2022-01-10}
period: {start: 2022-01-01, end: 2022-12-31}
reporting: {every: quarter, due: 5, grace: 3}
profile: gentle
measures:
- number: 1
  title: 公开
  domain: culture
  clause: 一
  lead: [文旅局]
  indicators:
  - {id: 1a, name: 开放天数, unit: 天, kind: standing, direction: up, target: 5, as_written: 每周5天}
  - {id: 1b, name: 活动, unit: 场, kind: cumulative, target: 40, as_written: 40场}
"""
REPORT = "plan: daye-public-service\nperiod: 2022-Q1\nsubmitted: 2022-04-05\nvalues: {1a: 4, 1b: 3}\n"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package and catalogues, changed by following the recipes."""
    root = tmp_path_factory.mktemp("copy")
    for name in ("checker", "indicators", "reports"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    kind = (root / "checker/kinds/maintain.py").read_text("utf-8").replace("ORDER = 3", "ORDER = 9")
    (root / "checker/kinds/standing.py").write_text(kind, "utf-8")
    (root / "checker/reporters/ids.py").write_text(REPORTER, "utf-8")
    (root / "checker/cli/hello.py").write_text(COMMAND, "utf-8")
    with (root / "indicators/localities.yaml").open("a", encoding="utf-8") as stream:
        stream.write("daye: {name: 大冶市, english: Daye, code: '420281', level: county, parent: huangshi}\n")
    with (root / "indicators/profiles.yaml").open("a", encoding="utf-8") as stream:
        stream.write("gentle: {basis: ratio, green: 0.30, yellow: 0.10, source: 测试}\n")
    (root / "indicators/daye").mkdir()
    (root / "indicators/daye/public-service.yaml").write_text(PLAN, "utf-8")
    (root / "reports/2022-q1.yaml").write_text(REPORT, "utf-8")
    shutil.copytree(root / "checker/locale/en", root / "checker/locale/xx")
    locale = root / "checker/locale/__init__.py"
    locale.write_text(locale.read_text("utf-8").replace('"en": "en"', '"en": "en", "xx": "xx"'), "utf-8")
    return root


def changed(root: Path, *arguments: str, code: int = 0, **env: str) -> Ended:
    """Run the copy; its modules are not those of this process."""
    return process(*PROGRAM, *arguments, code=code, cwd=root, env={"PYTHONPATH": str(root), **env})


def test_a_kind_a_profile_a_locality_and_a_reporter_are_one_file_each(copy: Path) -> None:
    assert changed(copy, "run", "reports/2022-q1.yaml", "--on", "2022-05-01", "--format", "ids", code=1).out == "1a\n"
    changed(copy, "lint", "indicators/daye", "reports")
    assert "standing" in changed(copy, "schema", "plan").out


def test_a_command_is_one_file(copy: Path) -> None:
    assert changed(copy, "hello").out == "hello\n"
    assert "hello" in changed(copy, "--help").out


def test_a_language_is_one_catalogue(copy: Path) -> None:
    ended = changed(copy, "run", "reports/2022-q1.yaml", "--on", "2022-05-01", code=1, PLANCHECK_LANG="xx")
    assert "Total 2" in ended.out
