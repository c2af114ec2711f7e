"""Files beside the one that is judged: nothing turns green because one of them was left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.command import run
from tests.reading.test_warnings import PLAN

Q2 = "plan: small\nperiod: 2022-Q2\nsubmitted: 2022-07-05\nvalues:\n  7a: 10\n"
Q1 = "plan: small\nperiod: 2022-Q1\nsubmitted: 2022-04-05\nvalues:\n  7a: 12\n"
ON = ("--on", "2022-07-20")
FULL = (*ON, "--full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A plan, and the second quarter, which reports less than the first did."""
    (tmp_path / "indicators" / "huangshi").mkdir(parents=True)
    (tmp_path / "indicators" / "huangshi" / "small.yaml").write_text(PLAN.replace("03-16", "01-04"), "utf-8")
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "q2.yaml").write_text(Q2, "utf-8")
    return tmp_path


READ = {
    "plain": (Q1, "q1.yaml"),
    "quoted": (Q1.replace("plan:", '"plan":'), "q1.yaml"),
    "space before the colon": (Q1.replace("plan:", "plan :"), "q1.yaml"),
    "braces": ("{plan: small, period: 2022-Q1, submitted: 2022-04-05, values: {7a: 12}}", "q1.yaml"),
    "indented": ("".join(f"  {line}\n" for line in Q1.splitlines()), "q1.yaml"),
    "plan last": ("period: 2022-Q1\nsubmitted: 2022-04-05\nvalues: {7a: 12}\nplan: small\n", "q1.yaml"),
    "another plan's line in a note": ('note: "x\nplan: other\n"\n' + Q1, "q1.yaml"),
    "another period's line in a note": ('plan: small\nnote: "x\nperiod: 2030-Q1\n"\n' + Q1[12:], "q1.yaml"),
    "capitals": (Q1, "q1.YAML"),
    "short suffix": (Q1, "q1.Yml"),
}


@pytest.mark.parametrize("name", READ)
@pytest.mark.parametrize("asked", ["s/q2.yaml", "s"])
def test_an_earlier_file_counts_however_it_is_written(name: str, asked: str, folder: Path) -> None:
    """E4: a running total below the last one goes back, and nothing is green."""
    text, file = READ[name]
    (folder / "s" / file).write_text(text, "utf-8")
    ended = run("run", asked, *FULL, cwd=folder, code=1)
    assert "[E4]" in ended.out
    assert "● 绿 7a" not in ended.out


BROKEN = {
    "utf-16": (Q1.encode("utf-16"), "not-utf8"),
    "gb18030": ((Q1 + "# 备注\n").encode("gb18030"), "not-utf8"),
    "empty": (b"", "empty-file"),
    "tab": (Q1.replace("  7a", "\t7a").encode(), "tab"),
    "colon": (Q1.replace("plan:", "plan：").encode(), "full-width-colon"),
    "another rhythm": (Q1.replace("2022-Q1", "2022-H1").encode(), "E7-rhythm"),
    "no plan": (Q1.replace("plan: small\n", "").encode(), "not-a-submission"),
}


@pytest.mark.parametrize("name", BROKEN)
@pytest.mark.parametrize("asked", ["s/q2.yaml", "s"])
def test_a_broken_neighbour_is_an_error_of_the_run(name: str, asked: str, folder: Path) -> None:
    raw, code = BROKEN[name]
    (folder / "s" / "q1.yaml").write_bytes(raw)
    ended = run("run", asked, *ON, cwd=folder, code=2)
    assert ended.out == ""
    assert f"[{code}]" in ended.err
    assert "s/q1.yaml:" in ended.err


@pytest.mark.parametrize("asked", ["s/q2.yaml", "s"])
@pytest.mark.parametrize("kind", ["dead link", "pipe"])
def test_what_is_no_file_is_said_under_its_own_name(kind: str, asked: str, folder: Path) -> None:
    path = folder / "s" / "q1.yaml"
    path.symlink_to("nowhere.yaml") if kind == "dead link" else os.mkfifo(path)
    ended = run("run", asked, *ON, cwd=folder, code=2)
    assert "s/q1.yaml:1:1: 错误：文件无法读取" in ended.err


def test_other_files_may_lie_beside(folder: Path) -> None:
    """What names another plan, or is no submission, or lies after the judged period, is no matter here."""
    (folder / "s" / "a.yaml").write_text("plan: other\nvalues: [\n", "utf-8")
    (folder / "s" / "b.yaml").write_text("version: 3\nservices: {}\n", "utf-8")
    (folder / "s" / "c.yaml").write_text(Q1.replace("Q1", "Q3").replace("7a: 12", "9z: 12"), "utf-8")
    assert "● 绿 7a" in run("run", "s/q2.yaml", *FULL, cwd=folder).out


@pytest.mark.parametrize("name", ["extra.yaml", "extra.YAML"])
def test_a_catalogue_that_cannot_be_read_may_be_any_plan(name: str, folder: Path) -> None:
    (folder / "indicators" / "huangshi" / name).write_bytes("title: 方案\n".encode("utf-16"))
    assert "[not-utf8]" in run("run", "s/q2.yaml", *ON, cwd=folder, code=2).err


def test_a_quoted_catalogue_is_known(folder: Path) -> None:
    file = folder / "indicators" / "huangshi" / "small.yaml"
    file.write_text(file.read_text("utf-8").replace("plan:", '"plan" :'), "utf-8")
    assert "● 绿 7a" in run("run", "s/q2.yaml", *FULL, cwd=folder).out


def test_no_output_tells_where_files_lie(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Run from elsewhere, as a timer does: errors keep the whole path, what is published has names only."""
    text = Q2.replace("7a: 10", "7a: {value: -, note: x}")
    (folder / "s" / "q2.yaml").write_text(text, "utf-8")
    (folder / "s" / "q1.yaml").write_text(Q1, "utf-8")
    away = tmp_path_factory.mktemp("away")
    formats = [word for name in ("json", "csv", "md", "html", "table") for word in ("--format", name)]
    run("run", folder / "s" / "q2.yaml", *ON, "--indicators", folder / "indicators", *formats, "--out", "o",
        cwd=away, code=(0, 1))  # fmt: skip
    made = [file.read_text("utf-8") for file in sorted((away / "o").iterdir())]
    assert len(made) == 5
    assert any("q2.yaml:5:" in text for text in made)
    assert not [text for text in made if str(folder) in text]
    (folder / "s" / "q2.yaml").write_text("plan: small\n", "utf-8")
    error = run("run", folder / "s" / "q2.yaml", "--indicators", folder / "indicators", cwd=away, code=2).err
    assert f"{folder}/s/q2.yaml:1:1: " in error


@pytest.mark.parametrize("other", ["{value: 10, n: 3}", "{value: 10, none: true}", "{value: 10, confirmed: true}"])
def test_what_differs_besides_the_value_is_given_twice(other: str, folder: Path) -> None:
    """Which file's name sorts first decides nothing."""
    (folder / "s" / "q2-a.yaml").write_text(Q2.replace("7a: 10", f"7a: {other}"), "utf-8")
    assert "[E8]" in run("run", "s/q2.yaml", *ON, cwd=folder, code=2).err


def test_a_cell_gives_a_terminal_no_order(folder: Path) -> None:
    """What a returned table holds is written down, told and judged without it."""
    (folder / "back.csv").write_text("id,value,note\n7a,\x1b[1G● 绿 \u202e12,\x1b]0;x\x07说明\n\x1b[2Kzz,1,\n", "utf-8")
    ended = run("collect", "back.csv", "-o", "new/q2.yaml", "--plan", "small", "--period", "2022-Q2", *ON, cwd=folder,
                code=(0, 1, 2))  # fmt: skip
    assert not set(ended.said) & set("\x1b\x07\u202e")
    made = folder / "new" / "q2.yaml"
    if made.exists():
        assert not [
            sign for sign in ("\\e", "\\x1b", "\\u001b", "\\u202e", "\x1b") if sign in made.read_text("utf-8").lower()
        ]
        run("lint", made, "--indicators", "indicators", cwd=folder, code=(0, 2))


@pytest.mark.parametrize("how", ["up", "absolute", "link", "linked folder", "pipe", "folder"])
def test_extends_opens_nothing_outside_its_folder(how: str, folder: Path) -> None:
    """Nor does it say pieces of what it would find there, or wait for it."""
    secret = folder / "my.cnf"
    secret.write_text("password=hunter2", "utf-8")
    home = folder / "indicators" / "huangshi"
    (home / "link.yaml").symlink_to(secret)
    (home / "away").symlink_to(folder)
    os.mkfifo(home / "pipe")
    name = {"up": "../../my.cnf", "absolute": str(secret), "link": "link.yaml", "linked folder": "away/my.cnf",
            "pipe": "pipe", "folder": "."}[how]  # fmt: skip
    (home / "small.yaml").write_text(f"plan: small\nextends: {name}\n", "utf-8")
    ended = run("lint", home / "small.yaml", "--indicators", folder / "indicators", code=2)
    assert "hunter2" not in ended.said
    assert ("extends-outside" in ended.err) == (how not in ("pipe", "folder"))
