"""A small office: a folder with its own catalogue of one plan, three units and their reports of a year."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import pytest

from checker.operation import paperwork
from tests.command import run

PLAN = """\
plan: daye-service
title: 大冶市公共服务方案
locality: daye
document: {number: 冶政办发〔2021〕30号, issuer: 大冶市人民政府办公室, issued: 2021-12-20}
period: {start: 2022-01-01, end: 2022-12-31}
reporting: {every: quarter, due: 5, grace: 3}
measures:
- number: 1
  title: 组织招聘活动
  domain: employment
  clause: 一（一）
  lead: [市人社局]
  indicators:
  - {id: 1a, name: 招聘会, unit: 场, kind: cumulative, target: 20, by: 2022-12-31, as_written: 招聘会20场}
  - {id: 1b, name: 城镇登记失业率, unit: "%", kind: maintain, direction: down, target: 4, as_written: 失业率控制在4%以内}
- number: 2
  title: 建设学校
  domain: education
  clause: 一（二）
  lead: [市教育局]
  indicators:
  - {id: 2a, name: 新建学校, unit: 所, kind: cumulative, target: 8, by: 2022-12-31, as_written: 新建学校8所}
- number: 3
  title: 建设医院
  domain: healthcare
  clause: 一（三）
  lead: [市卫健局]
  indicators:
  - {id: 3a, name: 医院投入使用, unit: 项, kind: milestone, by: 2022-11-30, as_written: 医院年底前投入使用}
"""
LOCALITIES = "daye: {name: 大冶市, english: Daye, code: '420281', level: county}\n"
OFFICE = "name: 大冶市质量强市工作领导小组办公室\nshort: 市质强办\n"
VALUES = {
    "2022-q1": ("2022-04-06", {"1a": "5", "1b": "3.8", "2a": "2", "3a": "{progress: 20}"}),
    "2022-q2": ("2022-07-06", {"1a": "8", "1b": "3.9", "2a": "4", "3a": "{progress: 50}"}),
    "2022-q3": ("2022-10-10", {"1a": "12", "1b": "4.2", "2a": "4", "3a": "{progress: 70}"}),
    "2022-q4": ("2023-01-05", {"1a": "20", "1b": "3.7", "2a": "7", "3a": "{done: 2022-11-28}"}),
}
DAYS = {"2022-q1": "2022-04-15", "2022-q2": "2022-07-15", "2022-q3": "2022-10-20", "2022-q4": "2023-01-13"}
BAGS = [f"2022-Q{n}" for n in range(1, 5)]


def office(folder: Path) -> Path:
    """Write the office's catalogue."""
    own = folder / "indicators" / "daye"
    own.mkdir(parents=True)
    (own.parent / "localities.yaml").write_text(LOCALITIES, "utf-8")
    (own / "service.yaml").write_text(PLAN, "utf-8")
    (own / "office.yaml").write_text(OFFICE, "utf-8")
    return folder


def report(folder: Path, name: str, **changed: str) -> Path:
    """Write a quarter's submission, some of its values otherwise; an empty one is left out."""
    day, values = VALUES[name]
    lines = [
        f"  {key}: {text}" for key, text in {**values, **{f"{k[1:]}": v for k, v in changed.items()}}.items() if text
    ]
    file = folder / f"{name}.yaml"
    head = f"plan: daye-service\nperiod: {name.upper()}\nsubmitted: {day}\nvalues:\n"
    file.write_text(head + "\n".join(lines) + "\n", "utf-8")
    return file


def issue(folder: Path, name: str, *more: object, code: int | tuple[int, ...] = 0) -> str:
    """Issue a quarter on its day; returns the digest that is printed."""
    number = ("--number", f"冶质强办发〔2022〕{name[-1]}号")
    on = () if "--on" in more else ("--on", DAYS[name])
    return run("issue", f"{name}.yaml", *on, *number, *more, cwd=folder, code=code).out.strip()


def draws_quickly(patch: pytest.MonkeyPatch) -> None:
    """Let papers be a few bytes: what is tested is how they are kept."""
    patch.setattr(paperwork, "papers", lambda *_: {paperwork.CIRCULAR: b"PK"})
    patch.setattr(paperwork, "correction", lambda *_: b"PK")


@cache
def _issued(papers: str) -> Path:
    folder = office(Path(mkdtemp(prefix="plancheck-office-")))
    with pytest.MonkeyPatch.context() as patch:
        if not papers:
            draws_quickly(patch)
        for name in VALUES:
            report(folder, name)
            issue(folder, name, "--sm3")
    return folder


def archive(folder: Path, papers: str = "") -> Path:
    """Copy an office that has issued its four quarters (made once), with real papers if asked; returns the archive."""
    shutil.copytree(_issued(papers), folder, dirs_exist_ok=True)
    return folder / "issued"
