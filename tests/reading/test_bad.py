"""Broken files: every one says in its first line what must be reported and where.

`# expect: code line:column; …`, with the nearest right word behind the place where it matters.

A case is one file, or a folder of files that belong together, below `tests/bad/`: `plans` and `submissions` are
linted, `shared` holds broken shared files, `values` those that only the judgement sees. A case with plans of its own
brings them in `indicators/`. Files that cannot begin with a comment are made here from bytes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from checker.files.places import shipped
from checker.judging.jobs import gather
from checker.judging.linting import lint
from checker.model import Finding, Level, Message
from checker.reading.library import Library
from tests.command import PROGRAM, process, run

BAD = Path(__file__).parents[1] / "bad"
ON = date(2022, 10, 20)
GOOD = b"plan: huangshi-public-service\nperiod: 2022-Q4\nsubmitted: 2023-01-10\nvalues:\n  7a: 16\n"
FLOW = "{plan: huangshi-public-service, period: 2022-Q4, submitted: 2023-01-10, note: 𠮷, values: {7a: 16, 7a: 17}}"

Found = tuple[str, str, int, int]
"""File name, code, line, column."""

BYTES = {
    "empty": (b"", "empty-file 1:1"),
    "blank-lines": (b"\n\n", "empty-file 1:1"),
    "bom": (b"\xef\xbb\xbf" + GOOD + b"  7a: 17\n", "duplicate-key 6:3"),
    "bom-and-fault-in-first-line": (b"\xef\xbb\xbfpaln: small\n" + GOOD, "unknown-key 1:1"),
    "crlf": (GOOD.replace(b"\n", b"\r\n") + b"  7a: 17\r\n", "duplicate-key 6:3"),
    "astral-character-before": (FLOW.encode(), "duplicate-key 1:99"),
    "gb18030": ("plan: small\ntitle: 方案\n".encode("gb18030"), "not-utf8 2:8"),
    "workbook": (b"PK\x03\x04" + b"\0" * 30, "a-workbook 1:1"),
    "old-workbook": (b"\xd0\xcf\x11\xe0" + b"\xff" * 30, "a-workbook 1:1"),
    "utf-16": ("plan: small\n".encode("utf-16"), "not-utf8 1:1"),
    "control-character": ("plan: small\ntitle: 小方案\a\n".encode(), "bad-character 2:11"),
    "null-character": ("plan: small\ntitle: 小\0方案\n".encode(), "bad-character 2:9"),
    "too-large": (GOOD + b"#" * 8 * 1024 * 1024, "too-large 1:1"),
    "deep": (b"values: " + b"[" * 20 + b"]" * 20, "too-deep 1:25"),
    "very-deep": (b"values: " + b"[" * 5000 + b"]" * 5000, "too-deep 1:25"),
}


def cases(kind: str) -> list[Path]:
    """List the cases of one kind: files and folders."""
    return sorted((BAD / kind).iterdir())


def files(case: Path) -> list[Path]:
    """List the YAML files of a case."""
    return sorted(case.rglob("*.yaml")) if case.is_dir() else [case]


def library(case: Path) -> Library:
    """Open the case's own catalogue, else the shipped one."""
    own = case / "indicators"
    return Library.at(own if own.is_dir() else shipped("indicators"))


def read(entry: str, file: str) -> tuple[Found, str]:
    """Read one expectation: what is found, and the nearest right word if the entry names one."""
    code, place, *nearest = entry.split()
    line, column = place.split(":")
    return (file, code, int(line), int(column)), "".join(nearest)


def expected(case: Path) -> dict[Found, str]:
    """Read what the first lines of the case's files say; `nothing` where a file only takes part."""
    made = dict[Found, str]()
    for path in files(case):
        head = path.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# expect: ")
        made |= dict(read(entry, path.name) for entry in head.split("; ") if head != "nothing")
    return made


def _key(nearest: object) -> str:
    """The nearest word; of a key that has a name the key."""
    return str(nearest.facts["key"] if isinstance(nearest, Message) else nearest)


def reported(findings: Iterable[Finding]) -> dict[Found, str]:
    """Reduce findings to what is compared, each with its nearest word; warnings are no matter here."""
    return {
        (Path(f.where.file).name, f.code, f.where.line, f.where.column): _key(f.facts.get("nearest", ""))
        for f in findings
        if f.level is not Level.WARNING
    }


def compare(findings: Iterable[Finding], wanted: dict[Found, str]) -> None:
    """Exactly these findings, no more and no less, and the nearest words that are named."""
    got = reported(findings)
    assert sorted(got) == sorted(wanted)
    assert {found: got[found] for found, near in wanted.items() if near} == {f: n for f, n in wanted.items() if n}


@pytest.mark.parametrize(
    "case", [*cases("plans"), *cases("submissions")], ids=lambda case: f"{case.parent.name}-{case.stem}"
)
def test_lint_says_what_is_wrong_and_where(case: Path) -> None:
    """Exactly the faults and returned values of the first lines."""
    compare(lint(files(case), library(case)), expected(case))


@pytest.mark.parametrize("case", cases("shared"), ids=lambda case: case.stem)
def test_shared_files(case: Path) -> None:
    """A catalogue with one broken shared file; the others are those shipped."""
    compare(lint(files(case), Library.at(case)), expected(case))


@pytest.mark.parametrize("case", cases("values"), ids=lambda case: case.stem)
def test_judgement_returns_values(case: Path, tmp_path: Path) -> None:
    """The files are sound, but the values go back to their units when the newest period is judged."""
    shared = library(case)
    history = case if case.is_dir() else tmp_path
    jobs, found = gather([case], shared, history)
    compare([*found, *shared.findings], {})
    compare([f for job in jobs for f in job.judged(shared, ON).findings], expected(case))


@pytest.mark.parametrize("name", BYTES)
def test_files_that_no_comment_can_begin(name: str, tmp_path: Path) -> None:
    """Bytes that are no text, no YAML or too much of it."""
    content, expectation = BYTES[name]
    path = tmp_path / "broken.yaml"
    path.write_bytes(content)
    compare(lint([path], library(tmp_path)), dict([read(expectation, "broken.yaml")]))


def test_deep_nesting_never_kills_the_program(tmp_path: Path) -> None:
    """60 kB of brackets: an error with its place, not a crash of the interpreter."""
    path = tmp_path / "deep.yaml"
    path.write_text("values: " + "[" * 30_000 + "]" * 30_000)
    ended = process(*PROGRAM, "lint", path, code=2)
    assert f"{path}:1:25: " in ended.err
    assert "[too-deep]" in ended.err


def test_run_refuses_a_broken_file(tmp_path: Path) -> None:
    """Exit code 2, a Chinese message with its place, no traceback, and nothing is written."""
    file, out = tmp_path / "q3.yaml", tmp_path / "out"
    file.write_bytes((BAD / "submissions" / "unknown-indicator.yaml").read_bytes())
    ended = run("run", file, "--format", "json", "--out", out, code=2)
    assert f"{file}:6:3: 错误：方案里没有指标“07a”" in ended.err
    assert (ended.out, out.exists()) == ("", False)


@pytest.mark.parametrize(
    "names",
    [("unknown-indicator", "period-word"), ("unknown-plan", "unknown-plan-and-shape"), ("full-width-colon", "tab")],
    ids="-".join,
)
@pytest.mark.parametrize("command", ["run", "lint"])
def test_all_faults_of_all_files_in_one_pass(command: str, names: tuple[str, str], tmp_path: Path) -> None:
    """Two broken files: the faults of both are said at once."""
    broken = [BAD / "submissions" / f"{name}.yaml" for name in names]
    for path in broken:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    ended = run(command, *(tmp_path / path.name for path in broken), code=2)
    for path in broken:
        for file, code, line, column in expected(path):
            assert any(
                said.startswith(f"{tmp_path / file}:{line}:{column}: ") and said.endswith(f"[{code}]")
                for said in ended.err.splitlines()
            ), ended.err


@pytest.mark.parametrize("name", ["full-width-colon", "unknown-plan"])
def test_a_folder_hides_no_broken_file(name: str, tmp_path: Path) -> None:
    """A file of a folder that cannot be read as a submission stops the run; its values are never left out silently."""
    (tmp_path / "good.yaml").write_bytes(GOOD)
    text = (BAD / "submissions" / "unknown-plan.yaml").read_text(encoding="utf-8")
    (tmp_path / "broken.yaml").write_text(
        text.replace("plan:", "plan：") if "colon" in name else text, encoding="utf-8"
    )
    assert "broken.yaml:2:" in run("run", tmp_path, "--fail-on", "never", code=2).err
