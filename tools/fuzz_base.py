"""What the fuzzer spoils: a small catalogue with a plan of every kind, submissions, and what units send back."""

from __future__ import annotations

import contextlib
import io
import shutil
import zipfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
PLAN = """\
plan: small
title: 小方案
locality: huangshi
document: {number: 黄政办发〔2022〕58号, issuer: 黄石市人民政府办公室, issued: 2022-01-04, source: 公报}
period: {start: 2022-01-01, end: 2022-12-31}
reporting: {every: quarter, due: 5, grace: 3}
profile: plancheck
exemptions:
- {indicator: 1b, from: 2022-01-01, until: 2022-03-31, reason: 疫情, document: 通知}
measures:
- number: 1
  title: 招聘
  domain: employment
  clause: 一（一）
  lead: [市人社局, 市教育局]
  responsible: [各县（市、区）人民政府]
  indicators:
  - {id: 1a, name: 招聘会, unit: 场, kind: cumulative, target: 20, as_written: 招聘会20场, schedule: {2022-Q2: 8}}
  - {id: 1b, name: 就业率, unit: '%', kind: level, direction: up, baseline: 80, target: 90, as_written: 达到90%}
  - {id: 1c, name: 满意度, unit: 分, kind: maintain, direction: up, target: 85, tolerance: 2, as_written: 85分以上}
  - {id: 1d, name: 投诉, unit: 件, kind: cap, target: 12, as_written: 不超过12件}
  - {id: 1e, name: 用时, unit: 小时, kind: change, target: -5, as_written: 下降5%}
- number: 2
  title: 制度
  domain: health
  clause: 一（二）
  lead: [市卫健委]
  indicators:
  - {id: 2a, name: 印发方案, kind: milestone, by: 2022-06-30, as_written: 印发方案}
  - {id: 2b, name: 两级印发, kind: milestone, nodes: {市: 2022-06-30, 县: 2022-12-31}, as_written: 市县印发}
  - {id: 2c, name: 位次, unit: 位, kind: rank, target: 5, baseline: 9, as_written: 进入前5位}
  - {id: 2d, name: 服务规范, kind: qualitative, as_written: 进一步规范}
  - {id: 2e, name: 宣传, unit: 次, kind: cumulative, per: quarter, target: 2, as_written: 每季度2次}
  - id: 2f
    name: 床位
    unit: 张
    kind: cumulative
    target: 300
    parts: [2g, 2h]
    as_written: 300张
    revisions: [{from: 2022-06-01, document: 补充通知, target: 280}]
  - {id: 2g, name: 市级床位, unit: 张, kind: cumulative, target: 100, as_written: 100张}
  - {id: 2h, name: 县级床位, unit: 张, kind: cumulative, target: 200, as_written: 200张}
"""
CHILD = """\
plan: child
extends: small.yaml
title: 分方案
measures:
- number: 1
  indicators:
  - {id: 1a, target: 10, note: 减半}
- number: 3
  title: 另加
  domain: education
  lead: [市教育局]
  indicators:
  - {id: 3a, name: 学校, unit: 所, kind: cumulative, target: 2, as_written: 2所}
"""
VALUES = """\
plan: small
period: 2022-{period}
submitted: {day}
values:
  1a: {one}
  1b: {{part: 170, whole: 200, note: 抽查, evidence: [a.pdf]}}
  1c: {{value: 86, n: 400}}
  1d: 3
  1e: {{value: 19, last_year: 20}}
  2a: {{done: 2022-03-20}}
  2b: {{nodes: {{市: 2022-03-10}}}}
  2c: 6
  2d: {{value: 正常, confirmed: true, by: 市质强办}}
  2e: 2
  2f: 50
  2g: 20
  2h: 30
"""
Q1 = VALUES.format(period="Q1", day="2022-04-05", one=6)
Q2 = VALUES.format(period="Q2", day="2022-07-05", one=11)
CSV = "id,value,part,whole,done,note\n1a,12,,,,线上\n1b,,90,92,,\n2a,,,,2022年6月20日,\n2c,5,,,,\n2e,4次,,,,\n"
MAP = """\
plan: small
period: 2022-Q2
columns: {id: 事项, value: 累计, note: 说明}
rows: {招聘会: 1a, 位次: 2c}
cells:
  1d: {value: C1}
"""
OWN = "事项,累计,3\n招聘会,12,说明\n位次,5,\n"
SHARED = {
    "localities.yaml": "huangshi: {name: 黄石市, english: Huangshi, code: '420200', level: city}\n",
    "domains.yaml": "".join(
        f"{key}: {{name: {key}, english: {key}}}\n" for key in ("education", "employment", "health")
    ),
    "profiles.yaml": "plancheck: {basis: ratio, green: 1.00, yellow: 0.60, source: 默认}\n"
    "yinchuan: {basis: gap, green: -10, yellow: -30, source: 办法}\n",
    "calendar.yaml": "2022:\n  notice: 国办发明电〔2021〕11号\n  source: 公报\n  holidays: [2022-04-04, 2022-04-05]\n"
    "  workdays: [2022-04-02]\n",
    "same_as.yaml": "job-fairs: 招聘会\n",
    "huangshi/office.yaml": "name: 黄石市质强办\nshort: 市质强办\nunranked: [市质强办]\ncc: [市委办公室]\n"
    "short_names: {市卫健委: 卫健委}\ngroups: {各县（市、区）人民政府: [大冶市人民政府]}\nmarks: {slip: 黄质强督}\n",
}
_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.3"><office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table>
</office:spreadsheet></office:body></office:document-content>"""


def lay(folder: Path) -> None:
    """Write the catalogue and the submissions."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "indicators" / "huangshi").mkdir(parents=True)
    (folder / "s").mkdir()
    for name, text in {**SHARED, "huangshi/small.yaml": PLAN}.items():
        (folder / "indicators" / name).write_text(text, "utf-8")
    (folder / "s" / "q1.yaml").write_text(Q1, "utf-8")
    (folder / "s" / "q2.yaml").write_text(Q2, "utf-8")


@cache
def form(folder: Path) -> bytes:
    """A form of the plan, made by the program and filled in."""
    import openpyxl

    from tools.fuzz import run

    lay(folder)
    run(["form", "small", "--period", "2022-Q2", "--out", "forms", "--unit", "市人社局"], folder)
    (file,) = (folder / "forms").glob("*.xlsx")
    with contextlib.closing(openpyxl.load_workbook(file)) as book:
        for sheet in book.worksheets:
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.protection.locked is False and cell.value is None and (cell.row or 99) < 14:
                        cell.value = 12
        out = io.BytesIO()
        book.save(out)
    return out.getvalue()


def _text_cell(text: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


@cache
def ods() -> bytes:
    """An office's own table as OpenDocument."""
    rows = "".join(
        f"<table:table-row>{''.join(map(_text_cell, line.split(',')))}</table:table-row>" for line in OWN.splitlines()
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format(rows=rows))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


@cache
def xls() -> bytes:
    """A workbook of the old format, from another plan: what its cells say is refused, how they are read is tried."""
    return (ROOT / "tests" / "forms" / "old.xls").read_bytes()


@cache
def template(name: str) -> bytes:
    """A template that comes with the program."""
    return (ROOT / "reports" / "templates" / name).read_bytes()
