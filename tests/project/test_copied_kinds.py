"""A kind is what it says of itself: a copy of every kind under another name judges and is shown alike."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker import kinds

ROOT = Path(__file__).parents[2]
# Judges all examples and prints every output; run in a copy of the package and in the package itself.
SHOW = """
import json, sys
from datetime import timedelta
from pathlib import Path
from checker import reporters
from checker.judging.jobs import gather
from checker.locale import speaker
from checker.papers import circular, slips
from checker.papers.letterhead import Letterhead
from checker.reading.library import Library
from checker.words.explanation import explain
from checker.words.view import View

library = Library.at(Path("indicators"))
jobs, found = gather([Path("examples", name) for name in ("huangshi", "jingzhou-district", "fang-county")], library)
assert not [f for f in found if f.level == "fault"], found
shown = {}
for lang in ("zh", "en"):
    views = [View(job.judged(library, job.period.end + timedelta(days=25)), speaker(lang), library) for job in jobs]
    for format in ("json", "csv", "table", "md", "html"):
        shown[f"{format} {lang}"] = reporters.load(format).render(views)
    shown[f"ledger {lang}"] = reporters.load("xlsx").render(views).hex()
    for view in views:
        a = view.assessment
        shown[f"explain {a.plan.id} {a.period} {lang}"] = [explain(view, v) for v in a.verdicts]
    letter = Letterhead(views[0].assessment.on)
    shown[f"papers {lang}"] = [circular.compose(views, letter), slips.slips(views, letter)]
json.dump(shown, sys.stdout, default=str)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of package and catalogues in which every target is of a kind `copied_…`."""
    root = tmp_path_factory.mktemp("copied")
    for name in ("checker", "indicators", "reports", "examples"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for kind in kinds.names():
        shutil.copy(root / f"checker/kinds/{kind}.py", root / f"checker/kinds/copied_{kind}.py")
    for file in (root / "indicators").rglob("*.yaml"):
        text = file.read_text("utf-8")
        for kind in kinds.names():
            text = text.replace(f"kind: {kind}\n", f"kind: copied_{kind}\n")
            text = text.replace(f"kind: {kind},", f"kind: copied_{kind},")
        file.write_text(text, "utf-8")
    for file in (root / "checker/locale").rglob("*.po"):
        file.write_text(with_copies(file.read_text("utf-8")), "utf-8")
    compiled = "from hatch_build import compile_catalogues; from pathlib import Path; compile_catalogues(Path('.'))"
    shutil.copy(ROOT / "hatch_build.py", root)
    ran(root, compiled)
    return root


def with_copies(text: str) -> str:
    """Add what the recipe asks of a new kind, its name and what it is, and nothing else."""
    entries = text.split("\n\n")
    for kind in kinds.names():
        for name in (f"kind.{kind}", f"kind.{kind}.about"):
            own = next(entry for entry in entries if f'msgid "{name}"\n' in entry)
            entries.append(own.replace(f"kind.{kind}", f"kind.copied_{kind}"))
    return "\n\n".join(entry.strip("\n") for entry in entries) + "\n"


def ran(root: Path, code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, check=False, encoding="utf-8",
                          env={**os.environ, "PYTHONPATH": str(root)})  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.slow
def test_every_output_is_the_same_for_a_copied_kind(copy: Path) -> None:
    own, copied = json.loads(ran(ROOT, SHOW)), json.loads(ran(copy, SHOW).replace("copied_", ""))
    assert "copied_cumulative" in (copy / "indicators/huangshi/public-service.yaml").read_text("utf-8")
    assert own.keys() == copied.keys()
    assert [name for name in own if own[name] != copied[name]] == []


def named(file: Path) -> list[int]:
    """Lines that compare something with the name of a kind taken from an indicator."""
    found = []
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            asked = any(isinstance(side, ast.Attribute) and side.attr == "kind" for side in sides)
            if asked and kinds_in(*sides):
                found.append(node.lineno)
    return found


def kinds_in(*sides: ast.expr) -> bool:
    return any(isinstance(part, ast.Constant) and part.value in kinds.names()
               for side in sides for part in ast.walk(side))  # fmt: skip


@pytest.mark.parametrize("package", ["judging", "reading", "words", "papers", "reporters", "cli"])
def test_nobody_asks_which_kind_it_is(package: str) -> None:
    assert {str(file): lines for file in (ROOT / "checker" / package).rglob("*.py") if (lines := named(file))} == {}
