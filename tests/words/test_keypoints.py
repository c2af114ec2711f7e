"""What the three sentences of the page's opening rest on, and that their words can be changed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.model import Light, Reason, Status
from checker.reporters.html.points import points
from checker.words import keypoints
from checker.words.gravity import Greens, depth, gravest, greens, nothing_due
from checker.words.view import View
from tests.command import ON, Q3, ROOT, run
from tests.examples import views

TEXTS = ROOT / "reports" / "templates"


@pytest.fixture(scope="module")
def shown() -> View:
    return views(Q3)[0]


def test_false_data_comes_first_then_what_lasts_then_what_lies_furthest_off(shown: View) -> None:
    red = [v for v in shown.assessment.counted if v.light is Light.RED]
    order = gravest(reversed(red))
    assert order[0].reason is Reason.FALSE_DATA
    streaks = [v.streak for v in order[1:]]
    assert streaks == sorted(streaks, reverse=True)
    new = [depth(v) for v in order if v.streak == 1 and v.reason is not Reason.FALSE_DATA]
    assert new == sorted(new, reverse=True)
    assert [v.indicator.id for v in order[:5]] == ["32g", "35a", "21c", "22e", "22d"]


def test_green_is_parted_and_what_is_not_due_is_not_called_on_pace(shown: View) -> None:
    verdicts = shown.assessment.counted
    parts = greens(verdicts)
    assert sum(parts) == shown.assessment.totals.green
    assert parts.completed == sum(v.reason is Reason.COMPLETED for v in verdicts)
    open_ = [v for v in verdicts if v.reason is Reason.ON_PACE and v.band and v.band.green.at == 0]
    assert len(open_) == parts.not_due == 2
    assert not any(nothing_due(v) for v in verdicts if v.indicator.id in ("9b", "14d"))  # the target is met already
    assert greens(v for v in verdicts if v.light is not Light.GREEN) == Greens(0, 0, 0)


def test_the_facts_are_those_of_the_verdicts(shown: View) -> None:
    facts, verdicts = keypoints.facts(shown), shown.assessment.counted
    red = [v for v in verdicts if v.light is Light.RED]
    assert set(facts) == set(keypoints.NAMES)
    assert facts["before"]["red"] == 5
    assert facts["fresh"] + sum(run["count"] for run in facts["runs"]) == len(red) == facts["red"] == 14
    assert [run["periods"] for run in facts["runs"]] == [4, 3, 2]
    assert facts["empty"] == {"count": 5, "unreported": 3, "returned": 1, "untrue": 1}
    assert facts["overdue"] == sum(v.reason is Reason.OVERDUE for v in verdicts)
    assert facts["returned"]["count"] == sum(v.status is Status.RETURNED for v in verdicts)
    assert facts["missing"]["units"] == 8  # 23b four, 24a five, 27b one; two lead both 23b and 24a
    assert [unit["red"] for unit in facts["units"]] == [5, 5, 2]


def test_units_that_judge_are_never_named_as_the_worst(shown: View) -> None:
    a = shown.assessment
    judge = next(s for s in a.units if s.name == "市质强办")
    worst = judge._replace(tally=judge.tally._replace(red=9))
    made = shown._replace(assessment=a._replace(units=(worst, *a.units)))
    assert "市质强办" not in [unit["name"] for unit in keypoints.facts(made)["units"]]


def test_three_sentences_say_what_changed_what_will_be_missed_and_who(shown: View) -> None:
    changed, due, units = points(shown)
    assert changed.startswith("红灯由5项增至14项：新亮10项，连续4期2项（")
    assert changed.endswith("5项没有可信的数，进度无从判断。")
    assert due.startswith("已过时限未完成3项；年底前到期、尚未完成的31项中，14项亮红灯、黄灯，按目前进度8项完不成")
    assert units.startswith("红灯较多的是市生态环境局（红5）、市城管委（红5）")
    assert "未报送3项，涉及8个单位" in units
    assert len(points(views(Q3, lang="en")[0])) == 3


def test_a_plan_without_red_or_history_says_so(shown: View) -> None:
    a = shown.assessment
    good = tuple(v._replace(past=()) for v in a.verdicts if v.light is Light.GREEN)
    calm = shown._replace(assessment=a._replace(verdicts=good, totals=a.totals._replace(red=0, yellow=0), units=()))
    first, _, last = points(calm)
    assert first == "本期没有红灯；黄灯0项。"
    assert last == "没有欠报。"
    new = shown._replace(assessment=a._replace(verdicts=tuple(v._replace(past=()) for v in a.verdicts)))
    assert points(new)[0].startswith("红灯14项、黄灯11项；")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_head_of_the_text_documents_every_name(lang: str) -> None:
    head = re.match(r"\{#-(.*?)-#\}", (TEXTS / lang / "dashboard.txt.j2").read_text("utf-8"), re.DOTALL)
    assert head
    assert set(keypoints.NAMES) <= set(re.findall(r"[a-z_]+", head[1]))


def test_an_office_words_the_key_points_anew(tmp_path: Path) -> None:
    file = tmp_path / "dashboard.txt.j2"
    file.write_text("红灯{{ red }}项，请注意。\n", "utf-8")
    made = run("run", Q3, *ON, "--format", "html", "--template", file, code=1).out
    assert "<li>红灯14项，请注意。</li>" in made
    assert "红灯清单" in made
    beside = tmp_path / "zh" / "dashboard.txt.j2"
    beside.parent.mkdir()
    beside.write_text("{{ yellow }}项黄灯<b>", "utf-8")
    page = tmp_path / "dashboard.html.j2"
    page.write_text("{{ boards[0].points[0] }}", "utf-8")
    assert run("run", Q3, *ON, "--format", "html", "--template", page, code=1).out == "11项黄灯&lt;b&gt;"
    file.write_text("第一行\n{{ rot }}项", "utf-8")
    error = run("run", Q3, *ON, "--format", "html", "--template", file, code=2).err
    assert "第2行" in error
    assert "rot" in error
    assert "green" in run("templates", "--check", TEXTS / "zh" / "dashboard.txt.j2").out
