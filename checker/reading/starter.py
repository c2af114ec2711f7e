"""The files that `plancheck init` writes: shared files, one plan with an example of each kind, one submission."""

from __future__ import annotations

import json
from typing import NamedTuple

from checker.files.places import shipped
from checker.locale import Speaker

LINE = "# yaml-language-server: $schema="


class Locality(NamedTuple):
    """A locality as `localities.yaml` holds it."""

    key: str
    name: str
    code: str
    level: str


def plan_file(locality: str) -> str:
    """Name the plan's file."""
    return f"indicators/{locality}/public-service.yaml"


def files(locality: Locality, year: int, say: Speaker) -> dict[str, str]:
    """Return path → text; names and codes are written as JSON strings, which YAML reads unchanged."""
    from checker.reading import schema

    shared = {f"indicators/{name}": (shipped("indicators") / name).read_text("utf-8")
              for name in ("domains.yaml", "profiles.yaml", "calendar.yaml")}  # fmt: skip
    schemas = {f"indicators/schemas/{name}.schema.json":
               json.dumps(schema.published(name, say.maybe), ensure_ascii=False, indent=2) + "\n"
               for name in schema.NAMES}  # fmt: skip
    name = json.dumps(locality.name, ensure_ascii=False)
    entry = f'{locality.key}: {{name: {name}, english: {name}, code: "{locality.code}", level: {locality.level}}}\n'
    facts = {"key": locality.key, "title": json.dumps(f"{locality.name}公共服务质量提升行动方案", ensure_ascii=False),
             "issuer": json.dumps(f"{locality.name}人民政府办公室", ensure_ascii=False), "year": str(year)}  # fmt: skip
    return {
        **shared,
        **schemas,
        "indicators/localities.yaml": f"{LINE}schemas/localities.schema.json\n{entry}",
        plan_file(locality.key): _filled(_PLAN, facts),
        f"submissions/{year}-q1.yaml": _filled(_SUBMISSION, facts),
    }


def _filled(text: str, facts: dict[str, str]) -> str:
    for name, fact in facts.items():
        text = text.replace(f"<{name}>", fact)
    return text


_PLAN = """\
# yaml-language-server: $schema=../schemas/plan.schema.json
# 样本：把文件信息、措施和指标换成本地方案的内容；每种类型各有一例。
plan: <key>-public-service
title: <title>
locality: <key>
document: {number: 某政办发〔<year>〕1号, issuer: <issuer>, issued: <year>-01-10}
period: {start: <year>-01-01, end: <year>-12-31}
reporting: {every: quarter, due: 5, grace: 3}
profile: plancheck
exemptions: []
measures:
- number: 0
  title: 总体目标
  domain: overall
  clause: 一
  lead: [质强办]
  indicators:
  - id: 0a
    name: 公共服务质量监测位次
    unit: 位
    kind: rank
    target: 3
    baseline: 5
    by: <year>-12-31
    as_written: 进入前3位
- number: 1
  title: 组织招聘活动
  domain: employment
  clause: 二（一）1
  lead: [人社局]
  responsible: [各乡镇人民政府]
  indicators:
  - id: 1a
    name: 网络招聘会
    unit: 场
    kind: cumulative
    target: 20
    by: <year>-12-31
    as_written: 网络招聘会20场
  - id: 1b
    name: 失业保险金审核时限
    unit: 工作日
    kind: maintain
    direction: down
    target: 5
    as_written: 5个工作日内完成审核
- number: 2
  title: 扩大普惠园
  domain: education
  clause: 二（二）2
  lead: [教育局]
  indicators:
  - id: 2a
    name: 普惠性幼儿园覆盖率
    unit: '%'
    kind: level
    direction: up
    baseline: 80
    target: 85
    by: <year>-12-31
    as_written: 覆盖率达到85%以上
- number: 3
  title: 稳定供电
  domain: utilities
  clause: 二（三）3
  lead: [供电公司]
  indicators:
  - id: 3a
    name: 停电时长同比
    unit: 小时/户
    kind: change
    target: -10
    as_written: 停电时长同比压降10%
- number: 4
  title: 公共安全
  domain: safety
  clause: 二（四）4
  lead: [应急管理局]
  indicators:
  - id: 4a
    name: 较大事故起数
    unit: 起
    kind: cap
    target: 2
    by: <year>-12-31
    as_written: 不超过2起
- number: 5
  title: 老年人助餐
  domain: elderly-care
  clause: 二（五）5
  lead: [民政局]
  indicators:
  - id: 5a
    name: 助餐专项方案印发
    kind: milestone
    by: <year>-06-30
    as_written: 6月底前印发助餐方案
  - id: 5b
    name: 养老机构监管
    kind: qualitative
    as_written: 加强对养老机构的监管
"""
_SUBMISSION = """\
# yaml-language-server: $schema=../indicators/schemas/submission.schema.json
# 样本：数值是编造的；改成实际报送后删去 illustrative 一行。
plan: <key>-public-service
period: <year>-Q1
submitted: <year>-04-05
illustrative: true
values:
  1a: 5
  1b: 4
  2a: 81.5
  3a: {value: 9, last_year: 10}
  4a: 0
  5a: false
  5b: {value: 正常, confirmed: true}
"""
