"""How much the program adds to importing the libraries it needs. Prints ratios; run: python bench/startup.py"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.timing import best

TABLE = ["-m", "checker", "run", "examples/huangshi/2023-q3.yaml", "--on", "2023-10-25"]
LIBRARIES = ["-c", "import click, yaml, jsonschema, tabulate, wcwidth"]


def main() -> None:
    times = best(
        {
            "table": TABLE,
            "libraries": LIBRARIES,
            "help": ["-m", "checker", "--help"],
            "click": ["-c", "import click"],
            "bare": ["-c", "pass"],
        },
        rounds=15,
    )
    print(f"Huangshi table / importing its libraries: {times['table'] / times['libraries']:.2f} (aim 1.3)")
    print(f"--help / importing click:                 {times['help'] / times['click']:.2f} (aim 1.5)")


if __name__ == "__main__":
    main()
