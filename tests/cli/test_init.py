"""`plancheck init` and `plancheck lint`: a catalogue to start from, and what is shipped, are sound."""

from __future__ import annotations

from pathlib import Path

from tests.command import run


def test_init_writes_a_catalogue_that_passes_lint_and_runs(tmp_path: Path) -> None:
    run("init", tmp_path, "--locality", "daye", "--name", "丹江口市", "--code", "420381")
    assert "没有错误" in run("lint", "--strict", "indicators", "submissions", cwd=tmp_path).out
    run("run", "submissions", "--fail-on", "never", cwd=tmp_path)
    run("init", tmp_path, "--locality", "daye", "--name", "丹江口市", "--code", "420381", code=2)


def test_init_asks_nothing_that_it_can_know(tmp_path: Path) -> None:
    said = run("init", tmp_path / "a", "--name", "丹江口市", "--code", "420381").out
    assert "已为丹江口市（县（市），代码420381，键p420381）生成" in said
    assert "indicators/README.md" in said.replace("\\", "/")
    assert "已为荆门市（市级，代码420800，键jingmen）生成" in run("init", tmp_path / "b", "--name", "荆门市").out
    assert "键fang-county" in run("init", tmp_path / "c", "--locality", "房县").out
    said = run(
        "init", tmp_path / "d", "--name", "下陆区", "--code", "420204", "--locality", "xialu", "--level", "市辖区"
    ).out
    assert "已为下陆区（区，代码420204，键xialu）" in said
    assert "--code" in run("init", tmp_path / "e", "--name", "某县", code=2).err
    assert "--name" in run("init", tmp_path / "e", code=2).err


def test_the_sample_shows_what_a_catalogue_can_say(tmp_path: Path) -> None:
    run("init", tmp_path, "--name", "丹江口市", "--code", "420381")
    text = (tmp_path / "indicators/p420381/public-service.yaml").read_text("utf-8")
    for word in (
        "per:",
        "binding:",
        "ceiling:",
        "parts:",
        "nodes:",
        "asks:",
        "planned",
        "note:",
        "indicators/README.md",
    ):
        assert word in text
    assert "planned:" in next((tmp_path / "submissions").iterdir()).read_text("utf-8")


def test_the_sample_shows_whose_papers_they_are(tmp_path: Path) -> None:
    run("init", tmp_path, "--locality", "daye", "--name", "大冶市", "--code", "420281")
    office = tmp_path / "indicators/daye/office.yaml"
    named = office.read_text("utf-8").replace("# name:", "name:").replace("# marks:", "marks:")
    assert "\nname: 大冶市" in named
    office.write_text(named.replace("×质", "冶质"), "utf-8")
    report = next((tmp_path / "submissions").iterdir())
    made = run("circular", report, "--format", "md", "--number", "3", "--on", "2026-04-20", cwd=tmp_path).out
    assert "大冶市质量强市工作委员会办公室文件" in made
    assert "冶质强办发〔2026〕3号" in made
    every = [line[2:] if line.startswith("# ") and ": " in line else line for line in named.splitlines()[2:]]
    office.write_text("\n".join(every) + "\n", "utf-8")
    run("lint", "indicators", cwd=tmp_path)


def test_init_refuses_a_locality_that_is_no_key(tmp_path: Path) -> None:
    run("init", tmp_path, "--locality", "../x", "--name", "x", "--code", "420381", code=2)
    assert list(tmp_path.iterdir()) == []


def test_everything_shipped_passes_lint() -> None:
    text = run("lint", "indicators", "examples").out
    assert "没有错误" in text
