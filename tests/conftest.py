"""Compiled messages, marks that a folder gives its tests, and how many processes a run takes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).parent.parent
MARKED_FOLDERS = ("office", "browser")
_LONG = 32
settings.register_profile("plancheck", deadline=None)  # a machine that is busy with other things breaks no rule
settings.load_profile("plancheck")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogues when a .po is newer than its .mo, so that tests always speak the source."""
    if hasattr(config, "workerinput"):  # of pytest-xdist: the process that started it has done it
        return
    stale = [
        po
        for po in (ROOT / "checker" / "locale").glob("*/LC_MESSAGES/*.po")
        if not po.with_suffix(".mo").exists() or po.with_suffix(".mo").stat().st_mtime < po.stat().st_mtime
    ]
    if stale:
        from hatch_build import compile_catalogues

        compile_catalogues(ROOT)


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name contents by their length: archives hold the time at which they were made, and others fill a screen."""
    return f"{len(val)} bytes" if isinstance(val, bytes) and len(val) > _LONG else None


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """A test that needs an office or a browser is known by its folder."""
    for item in items:
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        if folder in MARKED_FOLDERS:
            item.add_marker(folder)


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Single files and tests run in the process that was started: a second one would take longer to start."""
    named = config.args_source is pytest.Config.ArgsSource.ARGS
    return 0 if named and not any(Path(argument).is_dir() for argument in config.args) else None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Golden files are renewed, then looked at."""
    parser.addoption("--renew", action="store_true", help="write the golden files anew")
