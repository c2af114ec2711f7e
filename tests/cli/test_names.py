"""Chinese names stand wherever a key does, and an unknown word gets the nearest names with their keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import ON, Q3, ROOT, run

PLAN = "黄石市公共服务质量提升行动方案"

SAME = [
    (("run", Q3, *ON, "--light", "红灯"), ("run", Q3, *ON, "--light", "red")),
    (("run", Q3, *ON, "--domain", "公共文化"), ("run", Q3, *ON, "--domain", "culture")),
    (("run", Q3, *ON, "--unit", "市政务和大数据局"), ("run", Q3, *ON, "--unit", "市政务服务和大数据管理局")),
    (("run", Q3, *ON, "--fail-on", "黄灯"), ("run", Q3, *ON, "--fail-on", "yellow")),
    (("run", Q3, *ON, "--profile", "武汉市重大项目亮牌标准"), ("run", Q3, *ON, "--profile", "wuhan")),
    (("due", f"《{PLAN}》", "--on", "2023-01-20"), ("due", "huangshi-public-service", "--on", "2023-01-20")),
    (("indicators", "--locality", "房县", "--kind", "同比型"),
     ("indicators", "--locality", "fang-county", "--kind", "change")),
    (("indicators", "--plan", PLAN, "--unit", "市文旅局"),
     ("indicators", "--plan", "huangshi-public-service", "--unit", "市文化和旅游局")),
]  # fmt: skip


@pytest.mark.parametrize(("named", "keyed"), SAME)
def test_a_name_does_what_its_key_does(named: tuple[str, ...], keyed: tuple[str, ...]) -> None:
    assert run(*named, code=(0, 1)) == run(*keyed, code=(0, 1))


NEAR = [
    (("run", Q3, "--domain", "文化"), "没有“文化”，是否应为“公共文化（culture）”？"),
    (("run", Q3, "--light", "紫"), "（可用：绿（green）、黄（yellow）、红（red）、灰（grey））"),
    (("run", Q3, "--unit", "文旅局"), "是否应为“市文旅局（市文化和旅游局）”？"),
    (("run", Q3, "--profile", "武汉"), "（wuhan）”"),
    (("due", "黄石市公共服务质量行动方案"), f"是否应为“{PLAN}（huangshi-public-service）”"),
    (("indicators", "--locality", "房"), "“房县（fang-county）”"),
    (("indicators", "--kind", "累积型"), "“累计型（cumulative）”"),
    (("run", Q3, "--domain", "cultur", "--lang", "en"), "did you mean “culture (Culture)”"),
]


@pytest.mark.parametrize(("arguments", "said"), NEAR)
def test_an_unknown_word_gets_the_nearest_names_with_their_keys(arguments: tuple[str, ...], said: str) -> None:
    assert said in run(*arguments, code=2).err


@pytest.mark.slow
def test_slips_of_one_light(tmp_path: Path) -> None:
    for name, word in (("key", "yellow"), ("name", "黄灯")):
        run("slips", Q3, *ON, "--light", word, "--out", tmp_path / name)
    assert [path.name for path in sorted((tmp_path / "key").iterdir())] == [
        path.name for path in sorted((tmp_path / "name").iterdir())
    ]
    assert "（可用：黄（yellow）、红（red））" in run("slips", Q3, "--light", "绿", "--out", tmp_path, code=2).err


@pytest.mark.slow
def test_a_period_is_typed_as_people_say_it(tmp_path: Path) -> None:
    for period in ("2022年第四季度", "2022Q4", "2022-q4"):
        out = tmp_path / period
        run("form", PLAN, "--period", period, "--unit", "市文旅局", "--out", out)
        assert len(list(out.iterdir())) == 1
        text = run("collect", out, "--on", "2023-01-06", code=(0, 1)).out
        assert "\nperiod: 2022-Q4\n" in text
    csv = ROOT / "examples/forms/by-id.csv"
    first, second = (
        run("collect", csv, "--plan", plan, "--period", period, "--on", "2023-01-06", code=(0, 1)).out
        for plan, period in ((PLAN, "2022年第四季度"), ("huangshi-public-service", "2022-Q4"))
    )
    assert first == second


def test_a_submission_says_its_period_as_people_do(tmp_path: Path) -> None:
    text = (ROOT / Q3).read_text("utf-8")
    (tmp_path / "q3.yaml").write_text(text.replace("period: 2023-Q3", "period: 2023年第三季度"), "utf-8")
    assert "2023年第3季度" in run("run", tmp_path / "q3.yaml", *ON, code=(0, 1)).out


def test_what_is_missing_comes_with_the_words_it_takes(tmp_path: Path) -> None:
    run("init", tmp_path, "--name", "丹江口市", "--code", "420381")
    plan = tmp_path / "indicators/p420381/public-service.yaml"
    text = plan.read_text("utf-8")
    for line in ("    direction: down\n", "    kind: rank\n", "  domain: education\n", "every: quarter, "):
        assert line in text
        text = text.replace(line, "", 1)
    plan.write_text(text, "utf-8")
    said = run("lint", "indicators", cwd=tmp_path, code=2).err
    assert "缺少必填项“direction”（可用：up、down）" in said
    assert "缺少必填项“kind”（可用：cumulative（累计型）、" in said
    assert "缺少必填项“domain”（可用：education（公共教育）、" in said
    assert "缺少必填项“every”（可用：year、half、quarter、month）" in said


def test_a_submission_that_names_its_plan_by_the_title_is_told_the_id(tmp_path: Path) -> None:
    text = (ROOT / Q3).read_text("utf-8").replace("plan: huangshi-public-service", f"plan: {PLAN}")
    (tmp_path / "q3.yaml").write_text(text, "utf-8")
    for command in (("run", tmp_path / "q3.yaml", *ON), ("lint", tmp_path / "q3.yaml")):
        said = run(*command, code=2).said
        assert f"是否应为“huangshi-public-service（{PLAN}）”" in said
        assert "的写法不对" not in said  # once is enough
