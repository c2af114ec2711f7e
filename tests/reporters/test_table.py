"""The table on a terminal: its width, its columns, what it ends with, and where its lists and lines break."""

from __future__ import annotations

import pytest

from checker.model import Light
from checker.reporters import table
from checker.words.text import NARROWEST, WIDEST, WIDTH, listed, width, wrapped
from checker.words.view import Narrowing, View
from tests.command import ON, Q3, run
from tests.examples import views


def drawn(wide: int = WIDTH, lang: str = "zh", full: bool = False) -> list[str]:
    return table.render(views(Q3, lang=lang, shows=Narrowing(full=full)), wide=wide).splitlines()


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("wide", [NARROWEST, WIDTH, WIDEST])
def test_the_table_fits_its_columns_in_both_languages(wide: int, lang: str) -> None:
    for full in (True, False):
        lines = drawn(wide, lang, full)
        assert [line for line in lines if width(line) > wide] == []
        assert "═" * wide in lines


def test_what_is_piped_is_a_hundred_columns_wide() -> None:
    assert run("run", Q3, *ON, code=1).out.splitlines() == drawn()
    assert run("run", Q3, *ON, "--full", code=1).out.splitlines() == drawn(full=True)


def test_a_wide_terminal_shows_names_and_units_in_full() -> None:
    row = next(line for line in drawn(WIDEST, full=True) if line.startswith("▲ 黄 2c "))
    assert "课后服务结束不早于下班时间的学校占比" in row
    row = next(line for line in drawn(WIDEST, full=True) if " 23a " in line)
    assert "市水利和湖泊局、市生态环境局、市城管委、市农业农村局" in row


def test_units_go_by_their_usual_names() -> None:
    text = "\n".join(drawn(full=True))
    assert "市政务和大数据局" in text
    assert "市委宣传部等2个" in text


def test_columns_are_aligned_under_their_heads() -> None:
    lines = drawn(full=True)
    head = next(line for line in lines if line.startswith("亮灯 "))
    at = width(head[: head.index("时限")])
    for line in lines[: next(place for place, line in enumerate(lines) if line.startswith("合计"))]:
        if line.startswith("【按领域】"):
            break
        if line[:1] in "●▲■○" and line[:1]:
            place, used = 0, 0
            while used < at:
                used += width(line[place])
                place += 1
            assert line[place : place + 4].isdigit(), line


def test_it_ends_with_what_is_red_and_the_totals() -> None:
    lines = drawn()
    assert lines[-2] == "合计126项：● 绿82  ▲ 黄11  ■ 红14（其中未报送3、退回1）  ○ 灰19"
    at = lines.index("【红灯】14项")
    red = lines[at + 3 : -3]
    assert len(red) == 14
    assert all(line.startswith("■ 红 ") for line in red)
    assert red[0].split()[2] == "32g"  # false data before all else
    assert next(line for line in red if " 22d " in line).split()[4:6] == ["1/3(2)个", "差1个"]
    assert "36.54个百分点" in next(line for line in red if " 23a " in line)


def test_short_it_lists_what_is_yellow_and_red_and_full_everything() -> None:
    lights = {v.indicator.id: v.light for v in views(Q3)[0].verdicts()}

    def listed_ids(lines: list[str]) -> set[str]:
        return {line.split()[2] for line in lines if line[:1] in set("●▲■○") and line}

    assert listed_ids(drawn()) == {name for name, light in lights.items() if light in (Light.RED, Light.YELLOW)}
    assert listed_ids(drawn(full=True)) == set(lights)


def test_what_went_back_is_never_among_what_is_missing() -> None:
    lines = drawn()
    back, missing = lines.index("【退回待改】"), lines.index("【未报送】")
    assert lines[back + 1] == "市城管委（1项）：15a 背街小巷整治"
    assert not any("15a" in line for line in lines[missing : missing + 4])
    assert "市水利和湖泊局等4个单位（1项）：23b 县级城市建成区黑臭水体消除比例" in lines
    unit = next(line for line in lines if line.startswith("市城管委 "))
    assert unit.split()[6:8] == ["2", "1"]  # missing and sent back, each in its own column


def test_units_have_english_names_where_the_office_gives_them() -> None:
    (view,) = views(Q3, lang="en")
    office, found = view.library.office("huangshi")
    named = office._replace(english={"市城管委": "Urban Management Commission"})
    shown = View(view.assessment, view.say, view.library._replace(office=lambda _: (named, found)))
    text = table.render([shown])
    assert "Urban Management Commission (1): 15a" in text
    assert "市城管委" not in text


def test_a_line_ends_where_it_can_be_read() -> None:
    text = "覆盖率报告99.18%，未达到序时目标99.23%（目标100%，2023年12月31日前），相差0.05个百分点。"
    assert list(wrapped(text, 48)) == [
        "覆盖率报告99.18%，未达到序时目标99.23%",
        "（目标100%，2023年12月31日前），",
        "相差0.05个百分点。",
    ]
    assert list(wrapped("一二三四五六七八九十", 8)) == ["一二三四", "五六七八", "九十"]
    assert list(wrapped("一二三四五六差0.05个百分点", 16)) == ["一二三四五六", "差0.05个百分点"]


def test_a_list_breaks_after_its_commas() -> None:
    assert list(listed("甲局：", ["一二三", "四五", "六七八九"], "、", 12, "  ")) == [
        "甲局：",
        "  一二三、",
        "  四五、",
        "  六七八九",
    ]
    assert list(listed("A: ", ["one", "two", "three"], ", ", 7, "  ")) == ["A: one,", "  two,", "  three"]
    assert list(listed("甲局：", ["一"], "、", 12)) == ["甲局：一"]


def test_only_what_is_longer_than_a_line_breaks_inside() -> None:
    lines = list(listed("甲：", ["一二三四五六七八九十", "十一"], "、", 12, "  "))
    assert "".join(line.strip() for line in lines) == "甲：一二三四五六七八九十、十一"
    assert max(map(width, lines)) <= 12
