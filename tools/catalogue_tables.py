"""Write the two tables of indicators/README.md from the catalogues: python tools/catalogue_tables.py

The first lists the plans, the second the keys `same_as` with the indicators that carry them.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from checker.model import Plan  # noqa: E402
from checker.reading import shared  # noqa: E402
from checker.reading.library import Library  # noqa: E402

PAGE = ROOT / "indicators" / "README.md"


def plans(library: Library) -> list[Plan]:
    """Load every shipped plan."""
    return [plan for path in library.files if (plan := library.load(path)[0])]


def plan_table(found: list[Plan]) -> list[str]:
    """One row a plan."""
    rows = ["| 方案 | 文件 | 依据 | 措施 | 指标 |", "|---|---|---|---|---|"]
    for plan in found:
        file = "/".join(Path(plan.file).parts[-2:])
        cells = (plan.title, f"`{file}`", plan.number or "—", len(plan.measures), len(plan.indicators()))
        rows.append("| " + " | ".join(map(str, cells)) + " |")
    return rows


def key_table(found: list[Plan], meanings: dict[str, str]) -> list[str]:
    """One row a key, sorted; each with its meaning and where it stands."""
    used: dict[str, list[str]] = {}
    for plan in found:
        for _, indicator in plan.indicators():
            if indicator.same_as:
                used.setdefault(indicator.same_as, []).append(f"`{plan.id}` {indicator.id}")
    assert set(meanings) == set(used), set(meanings) ^ set(used)
    rows = ["| 键 | 含义 | 出现在 |", "|---|---|---|"]
    return rows + [f"| `{key}` | {meanings[key]} | {'、'.join(used[key])} |" for key in sorted(used)]


def page(text: str) -> str:
    """Put both tables into the page, between their marks."""
    library = Library.at(ROOT / "indicators")
    found, (meanings, _) = plans(library), shared.same_as(library.root)
    for name, rows in (("plans", plan_table(found)), ("keys", key_table(found, meanings or {}))):
        pattern = rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)"
        body = "\n".join(rows)
        (found_part,) = re.findall(pattern, text, flags=re.DOTALL)
        start, end = text.index(found_part[0]) + len(found_part[0]), text.index(found_part[1])
        text = f"{text[:start]}{body}\n{text[end:]}"
    return text


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8")
