"""Write the three tables of indicators/README.md from the catalogues: python tools/catalogue_tables.py

The first lists the plans, the second sentences with the way they are written down, the third the keys `same_as` with
the indicators that carry them. Which sentences, and what there is to say of each, stands in the page itself: the last
two columns of its second table are kept, the first two are written anew.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from checker.files import yamlfile  # noqa: E402
from checker.model import Plan  # noqa: E402
from checker.reading import shared  # noqa: E402
from checker.reading.library import Library  # noqa: E402

PAGE = ROOT / "indicators" / "README.md"
ASIDE = ("id", "name", "as_written", "same_as", "reading", "note", "clause", "lead", "responsible", "inferred")
"""Fields that say nothing of how a sentence is judged."""


def plans(library: Library) -> list[Plan]:
    """Load every shipped plan."""
    return [plan for path in library.files if (plan := library.load(path)[0])]


def entries(library: Library) -> dict[tuple[str, str], dict[str, Any]]:
    """Map plan and id to the indicator as its file writes it."""
    found = {}
    for path in library.files:
        document, wrong = yamlfile.read(path)
        assert document is not None, wrong
        for measure in document.data["measures"]:
            for entry in measure["indicators"]:
                found[document.data["plan"], entry["id"]] = entry
    return found


def plan_table(found: list[Plan]) -> list[str]:
    """One row a plan."""
    rows = ["| 方案 | 文件 | 依据 | 措施 | 指标 |", "|---|---|---|---|---|"]
    for plan in found:
        file = "/".join(Path(plan.file).parts[-2:])
        number = plan.number or f"索引号 {plan.document.get('index', '—')}"
        cells = (plan.title, f"`{file}`", number, len(plan.measures), len(plan.indicators()))
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return rows


SENTENCE = re.compile(r"^\|.*\| (?P<why>[^|]+) \| `(?P<plan>[a-z0-9-]+)` (?P<id>\w+) \|$", re.MULTILINE)


def sentence_table(text: str, written: Mapping[tuple[str, str], Mapping[str, Any]]) -> list[str]:
    """One row a sentence, in the page's own order: the words, their fields, what to see, where they stand."""
    rows = ["| 原文 | 写法 | 说明 | 出处 |", "|---|---|---|---|"]
    for row in SENTENCE.finditer(text):
        entry = written[row["plan"], row["id"]]
        fields = "，".join(f"`{key}: {flow(entry[key])}`" for key in entry if key not in ASIDE)
        rows.append(f"| {entry['as_written']} | {fields} | {row['why']} | `{row['plan']}` {row['id']} |")
    return rows


def flow(value: object) -> str:
    """Write a value as one would in the catalogue."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return "'%'" if value == "%" else str(value)


def key_table(found: list[Plan], meanings: Mapping[str, str]) -> list[str]:
    """One row a key, sorted; each with its meaning and where it stands."""
    used: dict[str, list[str]] = {}
    for plan in found:
        for _, indicator in plan.indicators():
            if indicator.same_as:
                used.setdefault(indicator.same_as, []).append(f"`{plan.id}` {indicator.id}")
    rows = ["| 键 | 含义 | 出现在 |", "|---|---|---|"]
    return rows + [f"| `{key}` | {meanings[key]} | {'、'.join(used.get(key, []))} |" for key in sorted(meanings)]


def page(text: str) -> str:
    """Put the tables into the page, between their marks."""
    library = Library.at(ROOT / "indicators")
    found, (meanings, _) = plans(library), shared.same_as(library.root)
    sentences = sentence_table(part(text, "sentences"), entries(library))
    tables = {"plans": plan_table(found), "sentences": sentences, "keys": key_table(found, meanings or {})}
    for name, rows in tables.items():
        old = part(text, name)
        text = text.replace(f"<!-- {name} -->\n{old}<!-- /{name} -->",
                            f"<!-- {name} -->\n" + "\n".join(rows) + f"\n<!-- /{name} -->")  # fmt: skip
    return text


def part(text: str, name: str) -> str:
    """Return what stands between the marks of a name."""
    (found,) = re.findall(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", text, flags=re.DOTALL)
    return str(found)


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8")
