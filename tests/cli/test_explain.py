"""`plancheck explain`: which indicator is meant, and that its lines can be read."""

from __future__ import annotations

from tests.command import ON, Q3, run


def test_explain_names_the_nearest_id() -> None:
    assert "7a" in run("explain", Q3, "77a", code=2).err


def test_a_path_stands_on_a_line_of_its_own() -> None:
    lines = run("explain", Q3, "17a", *ON).out.splitlines()
    assert "目录位置    indicators/huangshi/public-service.yaml:584:5" in lines
    assert "报送文件    examples/huangshi/2023-q3.yaml:37:8" in lines
    assert any("同比+9.23%" in line for line in lines)


def test_a_first_value_at_the_deadline_has_no_way_to_be_paced() -> None:
    text = run("explain", "examples/fang-county/2024-q1.yaml", "3b", "7d", "--on", "2024-04-22").out
    assert "共1天" not in text
    assert "已过91天 ÷ 共91天" in text  # thirteen whole weeks are no reporting periods


def test_an_indicator_may_be_called_by_its_name() -> None:
    assert run("explain", Q3, "垃圾分类示范村", *ON).out == run("explain", Q3, "21c", *ON).out
    assert "是否应为“垃圾分类示范村（21c）”" in run("explain", Q3, "垃圾示范村", *ON, code=2).err


def test_of_a_first_place_nothing_is_promised_that_cannot_come() -> None:
    last = run("explain", "examples/fang-county/2023-q4.yaml", "0c", "--on", "2024-01-25").out
    assert "下期" not in last
    assert "目标值即为绿灯" not in last  # the document names none
    assert "没有更早的位次可比" in last
