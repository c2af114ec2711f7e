"""Changes the judge in one place at a time and asks whether the tests notice. Run by hand; it takes a while.

    python -m tools.mutate                      # all of the judge, on all cores
    python -m tools.mutate checker/judging/ladder.py checker/kinds

Every change (a comparison turned, a bound moved, a step left out …) is tried on the tables of cases first, in a process
of its own that reads the changed module instead of the file; what they let pass is tried on the tests of rules, reading
and commands.
What survives is printed with its line; the exit code is 1 if fewer than 97 % of all changes or 92 % of a module's are
noticed. A change that alters nothing is listed with its reason in `tools/equivalent.txt` and counts as noticed:
`module | the line's text | change | reason`. `--every N` tries each N-th change of every file.
"""

from __future__ import annotations

import argparse
import ast
import copy
import importlib.machinery
import os
import pickle
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from types import CodeType
from typing import Any, NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).parents[1]
JUDGE = ("checker/judging", "checker/kinds", "checker/model/bands.py", "checker/model/periods.py",
         "checker/reading/wording.py", "checker/reading/targets.py")  # fmt: skip
EQUIVALENT = ROOT / "tools" / "equivalent.txt"
TESTS = ("tests/rules", "tests/reading", "tests/cli")
SECONDS = 120
"""After so long a change has made the tests run for ever: noticed."""

OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Change(NamedTuple):
    """One change: the file, which of the file's changes it is, its line, the line's text, and what is done."""

    file: str
    number: int
    line: int
    text: str
    what: str


def _altered(node: ast.AST) -> Iterator[tuple[str, ast.AST | None]]:
    """Yield what may stand in the place of a node; None leaves a statement out."""
    match node:
        case ast.Compare():
            yield from _compared(node)
        case ast.BinOp() | ast.BoolOp() if type(node.op) in OPERATORS:
            yield _name(node.op), _with(node, op=OPERATORS[type(node.op)]())
        case ast.UnaryOp(op=ast.Not()):
            yield "without not", node.operand
        case ast.IfExp():
            yield "always the first", node.body
            yield "always the second", node.orelse
        case ast.Constant(value=bool()):
            yield f"{node.value!r} → {not node.value}", ast.Constant(not node.value)
        case ast.Constant(value=int()):
            yield f"{node.value!r} → {int(str(node.value)) + 1}", ast.Constant(int(str(node.value)) + 1)
        case ast.Call(func=ast.Name(id=name)) if name in CALLS:
            yield f"{name} → {CALLS[name]}", _with(node, func=ast.Name(CALLS[name], ast.Load()))
        case ast.If():
            yield "never", _with(node, test=ast.Constant(False))
        case ast.Expr(value=ast.Yield() | ast.YieldFrom()):
            yield "left out", None


def _compared(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for place, sign in enumerate(node.ops):
        ops: list[Any] = [*node.ops]
        ops[place] = OPERATORS[type(sign)]()
        yield _name(sign), _with(node, ops=ops)


def _name(sign: ast.AST) -> str:
    return f"{type(sign).__name__} → {OPERATORS[type(sign)].__name__}"


def _with(node: ast.AST, **fields: object) -> ast.AST:
    new = copy.copy(node)
    for name, value in fields.items():
        setattr(new, name, value)
    return new


def _places(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int | None]]:
    """Yield parent, field and index of every node that is no annotation and no docstring."""
    todo: list[ast.AST] = [tree]
    while todo:
        parent = todo.pop()
        for name, value in ast.iter_fields(parent):
            if name in ("annotation", "returns", "decorator_list"):
                continue
            for index, node in enumerate(value) if isinstance(value, list) else [(None, value)]:
                if isinstance(node, ast.AST):
                    yield parent, name, index
                    todo.append(node)


def changes(file: str) -> Iterator[tuple[Change, ast.Module]]:
    """Yield every change of a file with the tree that comes of it; the tree is mended before the next one."""
    text = (ROOT / file).read_text("utf-8")
    tree, lines, number = ast.parse(text), text.splitlines(), 0
    for parent, name, index in list(_places(tree)):
        held: Any = getattr(parent, name)
        node = held if index is None else held[index]
        for what, new in _altered(node):
            kept = new if new is not None else ast.Pass()
            ast.copy_location(kept, node)
            _put(parent, name, index, kept)
            yield (
                Change(file, number, node.lineno, lines[node.lineno - 1].strip(), what),
                ast.fix_missing_locations(tree),
            )
            _put(parent, name, index, node)
            number += 1


def _put(parent: ast.AST, name: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, name, node)
    else:
        getattr(parent, name)[index] = node


def plant(file: str, number: int) -> None:
    """Let this process import the changed module instead of the file."""
    code = next(compile(tree, file, "exec") for change, tree in changes(file) if change.number == number)
    original = importlib.machinery.SourceFileLoader.get_code

    def get_code(self: importlib.machinery.SourceFileLoader, name: str) -> CodeType | None:
        return code if Path(self.path) == ROOT / file else original(self, name)

    importlib.machinery.SourceFileLoader.get_code = get_code  # type: ignore[method-assign, assignment]


def _cases() -> bytes:
    from tests.rules import tables

    return pickle.dumps(tables.cases())


def _noticed_by_the_tables(change: Change, cases: bytes) -> bool:
    """Run the tables of cases in a child; whatever goes wrong there has been noticed."""
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1] != 0
    code = 1
    try:
        signal.alarm(SECONDS)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        plant(change.file, change.number)
        from tests.rules import tables

        with patch.object(tables, "cases", lambda: pickle.loads(cases)):
            from tests.rules import test_table
        for case in test_table.CASES:
            test_table.test_case(case)
        code = 0
    finally:
        os._exit(code)


def tests(file: str) -> list[str]:
    """Name the files of tests, those first that speak of the module: they most likely notice a change in it."""
    paths = [path.relative_to(ROOT) for folder in TESTS for path in sorted((ROOT / folder).rglob("test_*.py"))]
    stem = Path(file).stem
    paths.sort(key=lambda path: (stem not in path.stem, stem not in (ROOT / path).read_text("utf-8")))
    return [path.as_posix() for path in paths]


def _noticed_by_the_tests(change: Change) -> bool:
    """Run the tests of rules, reading and commands, stopping at the first that fails."""
    code = ("import sys, pytest; from tools.mutate import plant; plant(sys.argv[1], int(sys.argv[2]));"
            "sys.exit(pytest.main(['-q', '-x', '-n0', '-p', 'no:cacheprovider', *sys.argv[3:]]))")  # fmt: skip
    try:
        ended = subprocess.run([sys.executable, "-c", code, change.file, str(change.number), *tests(change.file)],
                               cwd=ROOT, capture_output=True, timeout=5 * SECONDS, check=False)  # fmt: skip
    except subprocess.TimeoutExpired:
        return True
    return ended.returncode != 0


def tried(change: Change, cases: bytes, alike: bool) -> tuple[Change, bool]:
    """Tell whether the tests notice a change; one that is known to alter nothing is tried on the tables alone."""
    return change, _noticed_by_the_tables(change, cases) or (not alike and _noticed_by_the_tests(change))


def equivalent() -> set[tuple[str, str, str]]:
    """Read the changes that are known to alter nothing."""
    rows = [line.split(" | ") for line in EQUIVALENT.read_text("utf-8").splitlines() if line and line[0] != "#"]
    return {(file, text, what) for file, text, what, _ in rows}


def main(arguments: list[str]) -> int:
    """Try all changes of the files and print what was not noticed, and the share that was, by module."""
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="*", default=JUDGE)
    parser.add_argument("--every", type=int, default=1)
    given = parser.parse_args(arguments)
    paths = [ROOT / name for name in given.files]
    files = [f for path in paths for f in (sorted(path.glob("*.py")) if path.is_dir() else [path])]
    todo = [change for f in files for change, _ in changes(f.relative_to(ROOT).as_posix())][:: given.every]
    known = equivalent()
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    context = get_context("spawn")
    with ProcessPoolExecutor(1, context) as first:
        cases = first.submit(_cases).result()
    with ProcessPoolExecutor(os.cpu_count(), context) as pool:
        listed = [(change.file, change.text, change.what) in known for change in todo]
        for change, noticed in pool.map(tried, todo, [cases] * len(todo), listed, chunksize=4):
            alike = not noticed and (change.file, change.text, change.what) in known
            count = counts[change.file]
            count[0], count[1], count[2] = count[0] + 1, count[1] + noticed, count[2] + alike
            if not noticed and not alike:
                print(f"{change.file}:{change.line}: {change.what}: {change.text}", flush=True)
    good = True
    for file, (all_, noticed_, alike_) in counts.items():
        share = (noticed_ + alike_) / all_
        good &= share >= 0.92
        print(f"{share:7.1%} {noticed_} noticed, {alike_} alike of {all_:4}  {file}")
    total = [sum(count[place] for count in counts.values()) for place in range(3)]
    print(f"{(total[1] + total[2]) / total[0]:7.1%} {total[1]} noticed, {total[2]} alike of {total[0]}")
    return 0 if good and total[1] + total[2] >= 0.97 * total[0] else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
