"""Write docs/findings.md from the table of codes and the messages: python tools/findings.py"""

from __future__ import annotations

import string
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from checker.locale import TAGS, Speaker, speaker  # noqa: E402
from checker.model import Level  # noqa: E402
from checker.model.codes import GROUPS, Code  # noqa: E402

PAGE = ROOT / "docs" / "findings.md"
HEAD = """\
# 提示一览 · What the program says

每条提示写明文件、位置、是什么问题、怎么改，末尾方括号里是它的代码。本页由 `python -m tools.renew` 按代码表生成，
“…”处是当时的内容。**错误**使这次运行停下；**退回**的数值按未报送处理，退给填报单位；**提示**不影响亮灯，标“待说明”的，
单位写一句备注就算说明了。*(Every finding names file, place, fault and remedy; its code stands in brackets at the end.
A fault stops the run, a returned value counts as not reported, a warning changes no light; where a word is asked for,
a note of the unit is one.)*
"""
TITLES = {
    "text": ("文件和写法", "Files and YAML"),
    "shape": ("键和值的样子", "Keys and shapes"),
    "plan": ("方案和共用文件", "Plans and shared files"),
    "submission": ("报送文件", "Submissions"),
    "value": ("退回的数值", "Returned values"),
    "question": ("请单位说明的数值", "Values that ask for a word"),
    "cases": ("典型案例的名册和规则", "Registers and rules of typical cases"),
    "survey": ("满意度问卷和答卷", "Forms and answers of satisfaction surveys"),
    "workbook": ("交回的文件打不开", "Returned files that cannot be opened"),
    "form": ("交回的报送表", "Returned forms"),
    "row": ("表里的行", "Rows of a form"),
    "cell": ("表里的单元格", "Cells of a form"),
    "mapping": ("自有表格的对照文件", "Mappings of an office's own layout"),
    "bulk": ("成批数值表里的行", "Rows of tables of many values"),
}


def plain(text: str) -> str:
    """A message with … where its facts stand, as a cell of a table."""
    parts = string.Formatter().parse(text)
    shown = "".join(literal + ("…" if name is not None else "") for literal, name, _, _ in parts)
    return shown.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")


def level(about: Code, say: Speaker) -> str:
    """The level in a word, and whether it asks for one."""
    words = [say(f"level.{about.level}")]
    if about.or_warning:
        words.append(say(f"level.{Level.WARNING}"))
    return "/".join(words) + (say("bracket", text=say("to-explain")) if about.asks else "")


def remedies(code: str, say: Speaker) -> Iterator[str]:
    """What to do about it, in a file and in a cell."""
    for name in (f"mend.{code}", f"mend.{code}.cell"):
        if how := say.maybe(name):
            yield plain(how)


def row(code: str, about: Code) -> str:
    """One row of the page."""
    says = [speaker(lang) for lang in TAGS]
    cells = [
        [f"`{code}`"],
        [level(about, say) for say in says],
        [plain(say.maybe(f"finding.{code}") or "") for say in says],
        [" / ".join(remedies(code, say)) for say in says] if about.mends else ["—"],
    ]
    return "| " + " | ".join("<br>".join(filter(None, cell)) for cell in cells) + " |"


def page() -> str:
    """The whole page."""
    parts = [HEAD]
    for group, codes in GROUPS.items():
        chinese, english = TITLES[group]
        rows = [row(code, about) for code, about in codes.items()]
        head = ["| 代码 | 级别 | 意思 | 怎么改 |", "|---|---|---|---|"]
        parts.append("\n".join([f"## {chinese} · {english}", "", *head, *rows, ""]))
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
