"""Notices: to whom, when, how often; what local receivers get from apprise."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.locale import speaker
from checker.operation import noticelog, notices
from checker.operation.noticelog import Recipient
from tests.command import run
from tests.harness import SHARED
from tests.operation.offices import office, report
from tests.operation.receivers import Hook, hook, mailbox

SAY = speaker("zh")
ALL = Recipient("wecombot://0123456789abcdef")


@pytest.fixture
def small(tmp_path: Path) -> Path:
    report(office(tmp_path), "2022-q1")
    report(tmp_path, "2022-q2", _2a="")
    return tmp_path


def judged(folder: Path, on: str) -> dict[str, Any]:
    ended = run("run", "2022-q2.yaml", "--on", on, "--format", "json", "--fail-on", "never", cwd=folder)
    (folder / "now.json").write_text(ended.out, "utf-8")
    made: dict[str, Any] = json.loads(ended.out)
    return made


def due(new: dict[str, Any], *olds: dict[str, Any], days: tuple[int, ...] = (1, 5)) -> list[notices.Notice]:
    return notices.due([new], olds, SHARED.calendar, days, SAY)


# What is told, and when.


@pytest.mark.parametrize(("on", "key"), [
    ("2022-06-30", ""), ("2022-07-01", "before-5"), ("2022-07-05", "before-5"), ("2022-07-06", "before-1"),
    ("2022-07-07", "before-1"), ("2022-07-08", "grace"), ("2022-07-12", "grace"), ("2022-07-13", "late"),
])  # fmt: skip
def test_reminders_come_before_and_after_the_due_day(small: Path, on: str, key: str) -> None:
    """Due on 7 July, grace till 12 July: days are working days."""
    own = [notice for notice in due(judged(small, on)) if notice.unit == "市教育局"]
    assert [notice.key for notice in own] == ([key] if key else [])
    if key:
        assert "2a 新建学校" in own[0].body
        assert "7月7日" in own[0].body or "7月12日" in own[0].body


def test_a_unit_that_has_reported_is_not_reminded(small: Path) -> None:
    assert {notice.unit for notice in due(judged(small, "2022-07-08"))} == {"市教育局"}


def test_no_days_means_only_after(small: Path) -> None:
    assert due(judged(small, "2022-07-01"), days=()) == []


def test_a_change_goes_to_its_lead_unit(small: Path) -> None:
    old = judged(small, "2022-07-07")
    report(small, "2022-q2", _1a="5", _2a="")
    (notice,) = [n for n in due(judged(small, "2022-07-08"), old) if n.kind == "change"]
    assert notice.unit == "市人社局"
    assert "■ 1a 招聘会（市人社局）：黄灯" in notice.body
    assert "红灯" in notice.body


def test_a_new_report_that_is_green_is_no_news(small: Path) -> None:
    old = judged(small, "2022-07-06")
    report(small, "2022-q2")
    assert [n for n in due(judged(small, "2022-07-07"), old) if n.kind == "change"] == []


def test_a_lost_value_is_told(small: Path) -> None:
    old = judged(small, "2022-07-07")
    report(small, "2022-q2", _2a="", _1b="")
    (notice,) = [n for n in due(judged(small, "2022-07-07"), old) if n.kind == "change"]
    assert "！ 1b" in notice.body


def test_an_older_assessment_without_due_days_reminds_nobody(small: Path) -> None:
    new = judged(small, "2022-07-08")
    del new["due"]
    assert due(new) == []


# The log.


def posted(log: Path, made: list[notices.Notice], send: Callable[[str, str, str], str], *to: Recipient) -> list[int]:
    """One run of the log: what is meant, then sent; returns the numbers that went out."""
    fresh, todo = noticelog.pending(log, made, to or (ALL,), "2022-07-08")
    noticelog.append(log, fresh)
    return [told.sending.number for told in noticelog.deliver(log, todo, send, "2022-07-08", SAY)]


def works(*_: str) -> str:
    return ""


def fails(*_: str) -> str:
    return "503"


def notice(unit: str = "市教育局", kind: str = "change", key: str = "a", body: str = "正文") -> notices.Notice:
    return notices.Notice("plan", "2022-Q2", unit, kind, key, "标题", body)


def test_a_notice_is_sent_once(tmp_path: Path) -> None:
    log = tmp_path / "notices.jsonl"
    assert posted(log, [notice(), notice(unit="市人社局")], works) == [1, 2]
    assert posted(log, [notice(), notice(key="b")], works) == [3]


def test_what_failed_is_tried_again_under_its_number_and_says_so(tmp_path: Path) -> None:
    log, bodies = tmp_path / "notices.jsonl", list[str]()

    def keeps(url: str, title: str, body: str) -> str:
        bodies.append(title + body)
        return ""

    assert posted(log, [notice()], fails) == [1]
    assert posted(log, [], keeps) == [1]
    assert "第1号" in bodies[0]
    assert "可能重复收到" in bodies[0]
    assert posted(log, [], keeps) == []
    assert [json.loads(line)["event"] for line in log.read_text("utf-8").splitlines()] == ["meant", "failed", "sent"]


def test_a_kill_between_sending_and_writing_sends_the_same_number_again(tmp_path: Path) -> None:
    log, titles = tmp_path / "notices.jsonl", list[str]()

    def killed(url: str, title: str, body: str) -> str:
        titles.append(title)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        posted(log, [notice()], killed)
    assert posted(log, [notice()], works) == [1]
    assert "第1号" in titles[0]


def test_a_reminder_that_is_out_of_date_is_not_sent_again(tmp_path: Path) -> None:
    log = tmp_path / "notices.jsonl"
    assert posted(log, [notice(kind="before", key="before-5")], fails) == [1]
    assert posted(log, [notice(kind="before", key="before-5", body="今天的")], fails) == [1]
    assert posted(log, [notice(kind="before", key="before-1")], works) == [2]
    assert posted(log, [], works) == []


def test_an_address_of_one_unit_gets_that_units_notices_only(tmp_path: Path) -> None:
    log = tmp_path / "notices.jsonl"
    own = Recipient("json://localhost/own", "市人社局")
    made = [notice(), notice(unit="市人社局")]
    assert posted(log, made, works, ALL, own) == [1, 2, 2]
    later = Recipient("json://localhost/later", "市人社局")
    assert posted(log, made, works, ALL, own, later) == [2]


def test_the_log_holds_no_address(tmp_path: Path) -> None:
    log = tmp_path / "notices.jsonl"
    posted(log, [notice()], fails)
    assert "0123456789abcdef" not in log.read_text("utf-8")


@pytest.mark.slow
def test_a_line_cut_short_costs_nothing_but_itself(tmp_path: Path) -> None:
    log = tmp_path / "notices.jsonl"
    posted(log, [notice()], works)
    whole = log.read_bytes()
    for length in range(len(whole)):
        log.write_bytes(whole[:length])
        posted(log, [notice()], works)
        assert posted(log, [notice()], works) == []
        assert {entry["number"] for entry in noticelog.read(log)} == {1}


def test_what_is_no_log_is_said(small: Path) -> None:
    judged(small, "2022-07-08")
    (small / "state").mkdir()
    (small / "state/notices.jsonl").write_text("hello\nworld\n", "utf-8")
    told = run("notify", "now.json", "--to", "json://localhost", "--dry-run", cwd=small, code=2).err
    assert "第1行不是通知记录" in told


# The command.


def test_dry_run_shows_and_keeps_nothing(small: Path) -> None:
    judged(small, "2022-07-08")
    text = run("notify", "now.json", "--to", "wecombot://0123456789abcdef", "--dry-run", cwd=small).out
    assert "〔第1号〕市教育局：大冶市公共服务方案" in text
    assert "2a 新建学校（宽限期未报）" in text
    assert "0123456789abcdef" not in text
    assert not (small / "state").exists()


@pytest.mark.parametrize(("to", "word"), [
    ("nobody", "地址文件"), ("wecom-x://KEY", "不认识的通知地址"), ("addresses", "第2行"),
])  # fmt: skip
def test_an_address_that_is_none_is_said(small: Path, to: str, word: str) -> None:
    judged(small, "2022-07-08")
    (small / "addresses").write_text("# 各单位\n市教育局 dingtalk\n", "utf-8")
    assert word in run("notify", "now.json", "--to", to, cwd=small, code=2).err
    assert not (small / "state").exists()


def test_days_and_units_that_cannot_be_meant_are_said(small: Path) -> None:
    judged(small, "2022-07-08")
    assert "5,1" in run("notify", "now.json", "--to", "json://localhost", "--days", "five", cwd=small, code=2).err
    (small / "addresses").write_text("市教育厅 json://localhost\n", "utf-8")
    assert "市教育厅" in run("notify", "now.json", "--to", "addresses", "--dry-run", cwd=small).err


def test_without_the_extra_it_is_said(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "apprise", None)
    judged(small, "2022-07-08")
    assert "plancheck[notify]" in run("notify", "now.json", "--to", "json://localhost", cwd=small, code=2).err


# What arrives: apprise's own payloads, at receivers of this machine.


@pytest.fixture
def receiver(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    """The three services' addresses lead to this machine."""
    from checker.operation import posting

    posting.check([ALL])
    from apprise.plugins.dingtalk import NotifyDingTalk
    from apprise.plugins.feishu import NotifyFeishu
    from apprise.plugins.wecombot import NotifyWeComBot

    with hook() as made:
        here = f"http://127.0.0.1:{made.port}"
        monkeypatch.setattr(NotifyWeComBot, "notify_url", here + "/wecom?key={key}")
        monkeypatch.setattr(NotifyDingTalk, "notify_url", here + "/ding?access_token={token}")
        monkeypatch.setattr(NotifyFeishu, "notify_url", here + "/feishu/{token}/")
        monkeypatch.setattr(NotifyWeComBot, "request_rate_per_sec", 0)
        monkeypatch.setattr(NotifyDingTalk, "request_rate_per_sec", 0)
        monkeypatch.setattr(NotifyFeishu, "request_rate_per_sec", 0)
        yield made


@pytest.mark.slow
@pytest.mark.parametrize(("url", "place", "where"), [
    ("wecombot://0123456789abcdef", "/wecom", ("text", "content")),
    ("dingtalk://0123456789abcdef", "/ding", ("text", "content")),
    ("feishu://0123456789abcdef", "/feishu", ("content", "text")),
])  # fmt: skip
def test_services_get_their_own_payload(
    small: Path, receiver: Hook, url: str, place: str, where: tuple[str, str]
) -> None:
    judged(small, "2022-07-08")
    assert "已通知第1号" in run("notify", "now.json", "--to", url, cwd=small).err
    (got,) = receiver.got
    assert got["path"].startswith(place)
    whole = json.dumps(got, ensure_ascii=False)
    assert "第1号" in whole
    assert "2a 新建学校" in whole
    assert "市教育局" in whole
    assert got.get(where[0]) is not None, got


@pytest.mark.slow
def test_a_refused_delivery_is_tried_again_by_the_next_run(small: Path, receiver: Hook) -> None:
    judged(small, "2022-07-08")
    receiver.refuses.append(503)
    ended = run("notify", "now.json", "--to", ALL.url, cwd=small, code=1)
    assert "第1号没有送到，下次再送" in ended.err
    assert "0123456789abcdef" not in ended.err
    assert receiver.got == []
    assert "已通知第1号" in run("notify", "now.json", "--to", ALL.url, cwd=small).err
    assert "可能重复收到" in json.dumps(receiver.got, ensure_ascii=False)
    run("notify", "now.json", "--to", ALL.url, cwd=small)
    assert len(receiver.got) == 1


@pytest.mark.slow
def test_a_mail_arrives(small: Path) -> None:
    judged(small, "2022-07-08")
    with mailbox() as (port, got):
        url = f"mailto://127.0.0.1:{port}?from=office@example.cn&to=jyj@example.cn&mode=insecure"
        assert "已通知第1号" in run("notify", "now.json", "--to", url, cwd=small).err
    (mail,) = got
    assert "第1号" in str(mail["Subject"])
    body = mail.get_body(("plain", "html"))
    assert body is not None
    assert "2a 新建学校" in body.get_content()
