"""Unit words: which things are counted, and which words are understood as units (rules 5)."""

from __future__ import annotations

from collections.abc import Collection

# Things that exist or happen only whole.
COUNTED = frozenset(
    "个 人 人次 次 场 场次 家 户 所 座 条 期 件 批 批次 项 台 套 处 辆 名 "  # noqa: SIM905
    "本 份 篇 间 支 站 只 张 类 种 村 社区 位 个次 起 例 宗 栋".split()
)
# Unit words that are understood as units though no indicator of the plan carries them (rules 5, E9 against E7).
UNIT_WORDS = COUNTED | frozenset(
    "% 万 亿 元 万元 亿元 百分点 分 万人 万人次 万户 公里 千米 米 平方米 万平方米 "  # noqa: SIM905
    "亩 万亩 公顷 吨 万吨 千克 小时 分钟 天 工作日 名次".split()
)
# What is a share or a score, so that it may rest on a sample.
RATES = frozenset({"%", "‰", "分", "百分点"})
# What may stand below zero: a deficit, a difference, a temperature.
_SIGNED = frozenset({"元", "千元", "万元", "百万元", "亿元", "百分点", "℃", "°C"})


def is_rate(unit: str) -> bool:
    """Tell whether a unit is one of shares or scores."""
    return unit in RATES


def may_be_negative(unit: str) -> bool:
    """Tell whether amounts of a unit may lie below zero."""
    return unit in _SIGNED


def is_unit(word: str, known: Collection[str]) -> bool:
    """Tell whether a word is a unit of those known, or thousands or more of one (万个)."""
    return word in known or word.lstrip("十百千万亿") in known
