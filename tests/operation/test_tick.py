"""`plancheck tick` and its timer: once a day, quiet, caught up, one at a time."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from tests.command import ROOT, Ended, run
from tests.operation.offices import office, report
from tests.operation.receivers import hook


@pytest.fixture
def small(tmp_path: Path) -> Path:
    report(office(tmp_path), "2022-q1")
    report(tmp_path, "2022-q2", _2a="")
    return tmp_path


def tick(folder: Path, on: str, *more: str, code: int | tuple[int, ...] = (0, 1)) -> Ended:
    return run("tick", ".", "--on", on, *more, cwd=folder, code=code)


def test_it_writes_page_assessment_state_and_metrics(small: Path) -> None:
    tick(small, "2022-07-08", code=0)
    assert "新建学校" in (small / "out/index.html").read_text("utf-8")
    assert (small / "out/assessment.json").read_bytes() == (small / "state/last.json").read_bytes()
    data = json.loads((small / "state/last.json").read_text("utf-8"))
    assert (data["period"], data["on"]) == ("2022-Q2", "2022-07-08")
    text = (small / "state/plancheck.prom").read_text("utf-8")
    assert 'plancheck_lights{plan="daye-service",light="yellow"} 2' in text
    assert "plancheck_run_exit_code 0" in text


def test_a_catalogue_that_holds_a_surveys_form_is_sound(small: Path) -> None:
    """An office that copies the shipped catalogue has its forms, too."""
    form = small / "indicators/survey/own.yaml"
    form.parent.mkdir()
    text = (ROOT / "indicators/survey/public-service-monitoring.yaml").read_text("utf-8")
    form.write_text(text, "utf-8")
    tick(small, "2022-07-08", code=0)
    form.write_text(text.replace("satisfied: 7", "satisfied: 17"), "utf-8")
    assert "[survey-scale]" in tick(small, "2022-07-09", code=2).err


@pytest.mark.slow
def test_nothing_due_and_nothing_changed_is_no_output(small: Path) -> None:
    tick(small, "2022-07-08")
    before = {path: path.stat().st_mtime_ns for path in (small / "out").iterdir()}
    assert tick(small, "2022-07-08").said == ""
    assert {path: path.stat().st_mtime_ns for path in (small / "out").iterdir()} == before
    assert tick(small, "2022-07-09").said == ""


@pytest.mark.slow
def test_what_changed_is_said_once(small: Path) -> None:
    tick(small, "2022-07-08")
    text = tick(small, "2022-07-13", code=1).out
    assert "■ 2a 新建学校（市教育局）：黄灯（宽限期未报）→红灯（未报送）" in text
    assert tick(small, "2022-07-13", code=1).said == ""


@pytest.mark.slow
def test_a_new_period_is_no_change(small: Path) -> None:
    tick(small, "2022-09-30")
    ended = tick(small, "2022-10-01")
    assert json.loads((small / "state/last.json").read_text("utf-8"))["period"] == "2022-Q3"
    assert "→" not in ended.out


@pytest.mark.slow
def test_a_missed_reminder_is_caught_up(small: Path) -> None:
    """Nobody was there five days and one day before; on the first day after, the one that still holds comes."""
    tick(small, "2022-06-30")
    run("tick", ".", "--on", "2022-07-08", "--to", "json://127.0.0.1:9/x", cwd=small, code=(0, 1))
    meant = [json.loads(line) for line in (small / "state/notices.jsonl").read_text("utf-8").splitlines()]
    assert [entry["kind"] for entry in meant if entry["event"] == "meant"] == ["grace"]


@pytest.mark.slow
def test_folders_of_submissions_and_plans_without_any_are_judged(small: Path) -> None:
    (small / "daye").mkdir()
    for name in ("2022-q1.yaml", "2022-q2.yaml"):
        (small / name).rename(small / "daye" / name)
    tick(small, "2022-07-08")
    assert json.loads((small / "state/last.json").read_text("utf-8"))["period"] == "2022-Q2"
    shutil.rmtree(small / "daye")
    (small / "state/last.json").unlink()
    assert "没有报送文件" in tick(small, "2022-07-08", code=2).err
    tick(small, "2022-07-08", "--plan", "daye-service")
    assert "daye-servise" in tick(small, "2022-07-08", "--plan", "daye-servise", code=2).err


@pytest.mark.slow
def test_a_day_off_is_passed_by_and_says_that_it_lives(small: Path) -> None:
    """7 October 2022 was a holiday, 8 October (a Saturday) a working day in its place."""
    tick(small, "2022-09-30", "--workdays")
    before = (small / "state/last.json").read_bytes()
    assert tick(small, "2022-10-07", "--workdays", code=0).said == ""
    assert (small / "state/last.json").read_bytes() == before
    assert 'plancheck_lights{plan="daye-service"' in (small / "state/plancheck.prom").read_text("utf-8")
    tick(small, "2022-10-08", "--workdays")
    assert (small / "state/last.json").read_bytes() != before


@pytest.mark.slow
def test_a_fault_is_said_and_counted(small: Path) -> None:
    tick(small, "2022-07-08")
    success = re.findall("last_success.* (.*)", (small / "state/plancheck.prom").read_text("utf-8"))
    plan = small / "indicators/daye/service.yaml"
    plan.write_text(
        plan.read_text("utf-8").replace("kind: cap", "kind: cop").replace("target: 20", "target: many"), "utf-8"
    )
    assert "service.yaml" in tick(small, "2022-07-09", code=2).err
    text = (small / "state/plancheck.prom").read_text("utf-8")
    assert "plancheck_run_exit_code 2" in text
    assert re.findall("last_success.* (.*)", text) == success
    assert 'light="yellow"} 2' in text


def test_a_clock_set_back_is_said_and_writes_nothing(small: Path) -> None:
    tick(small, "2022-07-08")
    before = (small / "state/last.json").read_bytes()
    assert "时钟" in tick(small, "2022-07-07", code=2).err
    assert (small / "state/last.json").read_bytes() == before


@pytest.mark.slow
def test_a_year_without_a_calendar_is_said_and_stops_nothing(small: Path) -> None:
    calendar = small / "indicators/calendar.yaml"
    calendar.write_text("'2021': {notice: 国办发明电〔2020〕27号, holidays: [], workdays: []}\n", "utf-8")
    ended = tick(small, "2022-07-08", "--workdays")
    assert "2022" in ended.err
    assert "放假通知" in ended.err


@pytest.mark.slow
def test_the_watchman_is_called_when_all_went_well(small: Path) -> None:
    with hook() as watchman:
        url = f"http://127.0.0.1:{watchman.port}/alive"
        tick(small, "2022-07-08", "--ping", url)
        tick(small, "2022-07-07", "--ping", url, code=2)
        assert [call["path"] for call in watchman.got] == ["/alive"]
    assert "看门" in tick(small, "2022-07-08", "--ping", url).err
    assert "看门" in tick(small, "2022-07-08", "--ping", "file:///etc/passwd").err


def test_a_second_run_waits_and_then_says_why(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from checker.files import writing

    (small / "state").mkdir()
    monkeypatch.setattr(writing.locked.__wrapped__, "__defaults__", (0.05,))  # type: ignore[attr-defined]
    with writing.locked(small / "state"):
        started = time.monotonic()
        assert "另一次运行" in tick(small, "2022-07-08", code=2).err
        assert time.monotonic() - started < 5
    tick(small, "2022-07-08")


# The timer.


def test_units_hold_the_folder_and_pass_their_checker(small: Path, tmp_path: Path) -> None:
    run("schedule", small, "--systemd", "--user", "daemon", "--workdays", "--out", tmp_path / "units")
    service = (tmp_path / "units/plancheck.service").read_text("utf-8")
    assert f"tick {small} --workdays" in service
    assert "SuccessExitStatus=1\n" in service
    assert "\nUser=daemon\n" in service
    timer = (tmp_path / "units/plancheck.timer").read_text("utf-8")
    assert "OnCalendar=*-*-* 08:30:00 Asia/Shanghai" in timer
    assert "Persistent=true" in timer
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not installed")
    command: list[str | Path] = ["systemd-analyze", "verify", *(tmp_path / "units").iterdir()]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_units_print_one_behind_the_other(small: Path) -> None:
    text = run("schedule", small, "--systemd").out
    assert text.startswith("# /etc/systemd/system/plancheck.service\n[Unit]")
    assert "\n# /etc/systemd/system/plancheck.timer\n[Unit]" in text


def test_a_line_for_cron_escapes_what_cron_reads(tmp_path: Path) -> None:
    folder = tmp_path / "百分之5% office"
    folder.mkdir()
    text = run("schedule", folder, "--cron", "--at", "07:05", "--to", "wecombot://KEY").out
    head, line = text.splitlines()
    assert head == "CRON_TZ=Asia/Shanghai"
    assert line.startswith("5 7 * * * cd '")
    assert r"5\% office" in line
    assert not re.search(r"(?<!\\)%", line)
    if shutil.which("crontab") is None:
        pytest.skip("crontab is not installed")
    file = tmp_path / "lines"
    file.write_text(text, "utf-8")
    subprocess.run(["crontab", "-n", file], check=True)


def test_a_timer_that_cannot_be_meant_is_refused(tmp_path: Path) -> None:
    assert "--cron" in run("schedule", tmp_path, code=2).err
    assert "--cron" in run("schedule", tmp_path, "--cron", "--systemd", code=2).err
    assert "08:30" in run("schedule", tmp_path, "--cron", "--at", "25:00", code=2).err
    assert "--systemd" in run("schedule", tmp_path, "--cron", "--user", "plancheck", code=2).err
    assert "a b" in run("schedule", tmp_path, "--systemd", "--user", "a b", code=2).err


def test_metrics_pass_their_checker(small: Path) -> None:
    tick(small, "2022-07-08")
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not installed")
    text = (small / "state/plancheck.prom").read_text("utf-8")
    subprocess.run(["promtool", "check", "metrics"], input=text, encoding="utf-8", check=True)
