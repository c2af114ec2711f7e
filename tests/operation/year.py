"""A year in the office, day by day: what is typed, what is handed in, what the program says. docs/year.md is its record.

Everything is the program's own, in this process: forms are made and come back filled in, every day has its `tick`, a
receiver on this machine takes the notices, four circulars and a correction are issued. Digests are left out of the
record, as they change with every release.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import openpyxl
from jinja2 import Environment

from tests.command import ANY, run
from tests.forms.hands import at
from tests.operation.offices import office
from tests.operation.receivers import Hook, hook

PLAN, ARCHIVE = "daye-service", "issued/daye-service"
HEAD = """\
# 办公室的一年

大冶市一个小方案（4项指标、3个牵头单位）从2022年1月到2023年1月的每一天。每天运行一次 `plancheck tick`，有输出的日子
才记在这里；表是程序发的、单位填的，通知发到本机的接收端。数据是编的。本页由测试写出并核对（`tests/operation/year.py`），
摘要用…代替。*(A year of a small office, day by day; written and checked by a test.)*
"""
ADDRESS = "addresses.txt"
FIRST, LAST = date(2022, 1, 1), date(2023, 1, 20)
_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{16,64}(?![0-9a-f])…?")
Step = Callable[["Year"], None]


class Year(NamedTuple):
    """The office's folder, who receives, and the record so far."""

    folder: Path
    receiver: Hook
    lines: list[str]

    def says(self, text: str) -> None:
        self.lines.append(_DIGEST.sub("…", text.replace(str(self.folder), "…")).rstrip())

    def types(self, command: str, code: int | tuple[int, ...] = 0) -> None:
        """Run a command of the program and keep what it says."""
        ended = run(*shlex.split(command)[1:], cwd=self.folder, code=code)
        self.says(f"$ {command}\n{ended.said}")

    def system(self, command: str, folder: str = ".") -> None:
        """Run a command of the system, which must have nothing to say against what it looks at."""
        words = [sys.executable if word == "python" else word for word in shlex.split(command)]
        subprocess.run(words, cwd=self.folder / folder, check=True, capture_output=True)
        self.says(f"$ (cd {folder}; {command})")

    def fills(self, period: str, unit: str, **values: object) -> None:
        """A unit fills its form in and sends it back; what is typed stands under the indicator's id."""
        book = openpyxl.load_workbook(next((self.folder / "forms" / period).glob(f"*{unit}*.xlsx")))
        for key, typed in values.items():
            cell = at(book, key[1:], "value")
            # whoever types 3.8 into a cell of percents has Excel keep 0.038
            cell.value = typed / 100 if isinstance(typed, float) and "%" in cell.number_format else typed
        place = self.folder / "returned" / period
        place.mkdir(parents=True, exist_ok=True)
        book.save(place / f"{unit}.xlsx")
        self.says(f"# {unit}交来填好的表：" + "，".join(f"{key[1:]} {typed}" for key, typed in values.items()))


def forms(period: str) -> Step:
    return lambda year: year.types(f"plancheck form {PLAN} --period {period} --history . --out forms/{period}")


def collect(period: str, on: str, into: bool = False, code: int | tuple[int, ...] = 0) -> Step:
    target = f"--into {period.lower()}.yaml --yes" if into else f"-o {period.lower()}.yaml"
    return lambda year: year.types(f"plancheck collect returned/{period} --on {on} {target}", code)


def fill(period: str, unit: str, **values: object) -> Step:
    return lambda year: year.fills(period, unit, **values)


def issue(period: str, on: str, number: int, more: str = "") -> Step:
    year = on[:4]
    command = f"plancheck issue {period.lower()}.yaml --on {on} --number 冶质强办发〔{year}〕{number}号 --sm3{more}"
    return lambda it: it.types(command)


def clear(period: str) -> Step:
    """What has been collected goes into the files of the office."""

    def cleared(year: Year) -> None:
        for path in (year.folder / "returned" / period).iterdir():
            path.unlink()

    return cleared


def found_wrong(year: Year) -> None:
    file = year.folder / "2022-q3.yaml"
    text = file.read_text("utf-8")
    assert "1a: {value: 15" in text
    file.write_text(text.replace("1a: {value: 15", "1a: {value: 11"), "utf-8")
    year.says("# 核查发现市人社局三季度1a误报（15场实为11场），办公室改正报送文件")


def out_of_order(year: Year) -> None:
    year.receiver.refuses.extend([503] * 3)
    year.says("# 这一天接收通知的服务出了故障")


EVENTS: dict[str, tuple[Step, ...]] = {
    "2022-04-01": (forms("2022-Q1"),),
    "2022-04-06": (fill("2022-Q1", "市人社局", _1a=5, _1b=3.8), fill("2022-Q1", "市教育局", _2a=2),
                   fill("2022-Q1", "市卫健局", _3a="否"), collect("2022-Q1", "2022-04-06", code=ANY)),
    "2022-04-15": (issue("2022-Q1", "2022-04-15", 1),),
    "2022-07-01": (forms("2022-Q2"),),
    "2022-07-05": (fill("2022-Q2", "市人社局", _1a=8, _1b=3.9), fill("2022-Q2", "市卫健局", _3a="否"),
                   collect("2022-Q2", "2022-07-05", code=ANY), clear("2022-Q2")),
    "2022-07-11": (fill("2022-Q2", "市教育局", _2a=4), collect("2022-Q2", "2022-07-11", into=True, code=ANY)),
    "2022-07-15": (issue("2022-Q2", "2022-07-15", 2),),
    "2022-10-01": (forms("2022-Q3"),),
    "2022-10-10": (fill("2022-Q3", "市人社局", _1a="15场左右", _1b=4.2), fill("2022-Q3", "市教育局", _2a=3),
                   collect("2022-Q3", "2022-10-10", code=ANY), clear("2022-Q3")),
    "2022-10-12": (fill("2022-Q3", "市人社局", _1a=15, _1b=4.2), collect("2022-Q3", "2022-10-12", into=True, code=ANY),
                   clear("2022-Q3")),
    "2022-10-18": (out_of_order,),
    "2022-10-20": (issue("2022-Q3", "2022-10-20", 3),),
    "2022-11-08": (found_wrong,),
    "2022-11-09": (issue("2022-Q3", "2022-11-09", 4, " --correction --reason 市人社局1a误报"),),
    "2023-01-03": (forms("2022-Q4"),),
    "2023-01-05": (fill("2022-Q4", "市人社局", _1a=20, _1b=3.7), fill("2022-Q4", "市教育局", _2a=7),
                   fill("2022-Q4", "市卫健局", _3a=date(2022, 11, 28)), collect("2022-Q4", "2023-01-05", code=ANY)),
    "2023-01-13": (issue("2022-Q4", "2023-01-13", 1),),
}  # fmt: skip


def played(folder: Path) -> Year:
    """Live the year in a folder; returns it with its record."""
    office(folder)
    with hook() as receiver, remembered():
        year = Year(folder, receiver, [])
        (folder / ADDRESS).write_text(f"json://127.0.0.1:{receiver.port}/x\n", "utf-8")
        for day in days():
            passed(year, day)
        verified(year)
    return year


@contextmanager
def remembered() -> Iterator[None]:
    """Compile each page's template once: 260 days stand for as many processes, and here they are one."""
    compiles, known = Environment.compile, dict[object, Any]()

    def once(self: Environment, source: Any, *given: Any, **more: Any) -> Any:
        key = (type(self), str(self.autoescape), source, given, *sorted(more.items()))
        if not isinstance(source, str):
            return compiles(self, source, *given, **more)
        if key not in known:
            known[key] = compiles(self, source, *given, **more)
        return known[key]

    with patch.object(Environment, "compile", once):
        yield


def days() -> Iterator[date]:
    """Every day; on days off the timer finds by itself that there is nothing to do."""
    yield from (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))


def passed(year: Year, day: date) -> None:
    """One day: what people do, then the timer; quiet days leave no trace."""
    mark = len(year.lines)
    for step in EVENTS.get(day.isoformat(), ()):
        step(year)
    command = f"plancheck tick . --on {day} --workdays --plan {PLAN} --to {ADDRESS}"
    ended = run(*shlex.split(command)[1:], cwd=year.folder, code=(0, 1))
    if ended.said:
        year.says(f"$ {command}\n{ended.said}")
    if len(year.lines) > mark:
        year.lines.insert(mark, f"\n## {day}\n\n```text")
        year.lines.append("```")


def verified(year: Year) -> None:
    """Everybody agrees on the chain."""
    year.lines.append("\n## 年终核验\n\n```text")
    year.types("plancheck verify issued")
    for bag in sorted(path.name for path in (year.folder / ARCHIVE).iterdir() if not path.name.startswith(".")):
        place = f"{ARCHIVE}/{bag}"
        year.system("sha256sum --check --quiet manifest-sha256.txt", place)
        year.system("sha256sum --check --quiet tagmanifest-sha256.txt", place)
        year.system("cksum -a sm3 --check --quiet manifest-sm3.txt", place)
        year.system("cksum -a sm3 --check --quiet tagmanifest-sm3.txt", place)
        year.system("python -m bagit --validate --quiet .", place)
    year.lines.append("```")


def page(year: Year) -> str:
    """The record as a page."""
    text = HEAD + "\n".join(year.lines) + "\n"
    return re.sub(r"127\.0\.0\.1:\d+", "127.0.0.1", text)
