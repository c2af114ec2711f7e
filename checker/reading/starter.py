"""What `plancheck init` writes: shared files, the office, one plan with an example of each kind, one submission."""

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
    english: str
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
    english = json.dumps(locality.english, ensure_ascii=False)
    entry = f'{locality.key}: {{name: {name}, english: {english}, code: "{locality.code}", level: {locality.level}}}\n'
    facts = {"key": locality.key, "title": json.dumps(f"{locality.name}公共服务质量提升行动方案", ensure_ascii=False),
             "issuer": json.dumps(f"{locality.name}人民政府办公室", ensure_ascii=False), "year": str(year)}  # fmt: skip
    return {
        **shared,
        **schemas,
        "indicators/localities.yaml": f"{LINE}schemas/localities.schema.json\n{entry}",
        plan_file(locality.key): _filled(_PLAN, facts),
        f"indicators/{locality.key}/office.yaml": _filled(_OFFICE, {"name": locality.name}),
        f"submissions/{year}-q1.yaml": _filled(_SUBMISSION, facts),
    }


def _filled(text: str, facts: dict[str, str]) -> str:
    for name, fact in facts.items():
        text = text.replace(f"<{name}>", fact)
    return text


_OFFICE = """\
# yaml-language-server: $schema=../schemas/office.schema.json
# 样本：谁发文。通报、督办单和报送表照这里印，没有写的留空（×），不会用别的机关的名义。行首有“# ”的，填好再删去“# ”。
short: 质强办  # 文中的简称
unranked: [质强办]  # 自己做研判的，不参加排名
# name: <name>质量强市工作委员会办公室  # 全称：文头和落款
# marks: {circular: ×质强办发, slip: ×质强督}  # 发文代字；写了以后 --number 3 就是×质强办发〔年份〕3号
# to: 各有关单位  # 主送
# cc: [市委办公室, 市政府办公室]  # 抄送
# printed_by: 市场监督管理局  # 印发机关，与发文机关相同的不写
# note: （此件依申请公开）
# phone: ×××××××
# short_names: {市政务服务和大数据管理局: 市政数局}  # 表里用的简称
# groups: {各乡镇人民政府: [甲镇人民政府, 乙乡人民政府]}  # 一类单位是哪几家，表和督办单发给它们
"""

_PLAN = """\
# yaml-language-server: $schema=../schemas/plan.schema.json
# 样本：把文件信息、措施和指标换成本地方案的内容。每种类型各有一例，#后面的话说明这一栏，看过可以删去。
# 写法见plancheck的indicators/README.md（一条条教怎样把文件的话写成指标）；写完运行 plancheck lint indicators。
plan: <key>-public-service
title: <title>
locality: <key>
document: {number: 某政办发〔<year>〕1号, issuer: <issuer>, issued: <year>-01-10}  # 没有文号的不写number
period: {start: <year>-01-01, end: <year>-12-31}
reporting: {every: quarter, due: 5, grace: 3}  # 期满后5个工作日内报，宽限3个；季末月20日前报的写due: {day: 20}
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
    binding: false  # “力争”“争取”“原则上”的，最坏是黄灯
    as_written: 力争进入前3位
- number: 1
  title: 组织招聘活动
  domain: employment
  clause: 二（一）1
  lead: [人社局]
  responsible: [各乡镇人民政府]
  indicators:
  - id: 1a
    name: 招聘会
    unit: 场
    kind: cumulative
    target: 20
    by: <year>-12-31
    parts: [1b, 1c]  # 1a应等于1b加1c，不等就退回
    as_written: 招聘会20场
  - id: 1b
    name: 网络招聘会
    unit: 场
    kind: cumulative
    target: 12
    by: <year>-12-31
    as_written: 其中网络招聘会12场
  - id: 1c
    name: 现场招聘会
    unit: 场
    kind: cumulative
    target: 8
    by: <year>-12-31
    lead: [就业局]  # 这一句另有单位的，写在指标上
    as_written: 现场招聘会8场
  - id: 1d
    name: 失业保险金审核时限
    unit: 工作日
    kind: maintain
    direction: down
    target: 5
    as_written: 5个工作日内完成审核
  - id: 1e
    name: 用工监测调度
    unit: 次
    kind: cumulative
    target: 2
    per: quarter  # 每季度2次：报当年累计，目标按季累加
    as_written: 每季度调度2次
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
  - id: 2b
    name: 新建公办幼儿园
    unit: 所
    kind: cumulative
    target: 2
    ceiling: 3  # “2—3所”：达到2所是绿灯，超过3所提醒
    by: <year>-12-31
    as_written: 新建公办幼儿园2—3所
- number: 3
  title: 稳定供电
  domain: utilities
  clause: 二（三）3
  responsible: [供电公司]
  asks: responsible  # 文件没有写牵头单位的，由责任单位填报
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
    note: “加强”没有量，按定性型由质强办核实；note只给质强办看，不印在表上
  - id: 5c
    name: 助餐服务平台
    kind: milestone
    nodes: {县城: <year>-06-30, 乡镇: <year>-12-31}  # 分步完成的，一步一个日期
    as_written: 6月底前县城上线，年底前延伸到乡镇
  - id: 5d
    name: 助餐点等级评定办法
    kind: milestone  # 文件没有写日期：报送时由单位填planned（自定的完成日期）
    as_written: 制定助餐点等级评定办法
"""
_SUBMISSION = """\
# yaml-language-server: $schema=../indicators/schemas/submission.schema.json
# 样本：数值是编造的；改成实际报送后删去 illustrative 一行。
plan: <key>-public-service
period: <year>-Q1
submitted: <year>-04-05
illustrative: true
values:
  0a: 4
  1a: 5
  1b: 3
  1c: 2
  1d: 4
  1e: 2
  2a: 81.5
  2b: 0
  3a: {value: 9, last_year: 10}
  4a: 0
  5a: false
  5b: {value: 正常, confirmed: true}
  5c: {nodes: {县城: false, 乡镇: false}, progress: 40}
  5d: {planned: <year>-09-30, progress: 20}
"""
