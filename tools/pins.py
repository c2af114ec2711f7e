"""Write constraints.txt: the exact set that README's test command installs, as this interpreter has it installed.

In a fresh environment: pip install -e '.[dev]' && python -m tools.pins > constraints.txt
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata

from tools.lowest import ROOT, canonical, requirements

FILE = ROOT / "constraints.txt"
HEAD = """\
# What README's test command installs, exactly, so that a release of somebody else's breaks nobody's first minute here.
# The command that only judges is not bound to it: a newer Python or a mirror that lags may not have these releases.
# CI also runs the quick tests on the newest and on the lowest releases that pyproject.toml allows.
# Renew it in a fresh environment: pip install -e '.[dev]' && python -m tools.pins > constraints.txt
"""


def installed() -> dict[str, str]:
    """Name and version of every distribution that the project's requirements lead to and that is installed."""
    found: dict[str, str] = {}
    wanted = [(each.name, each.extras) for each in requirements()]
    seen = set()
    while wanted:
        name, extras = asked = wanted.pop()
        if asked in seen:
            continue
        seen.add(asked)
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:  # for another system or another Python
            continue
        found[name] = distribution.version
        wanted += needs(distribution.requires or (), extras)
    return found


def needs(texts: Iterable[str], extras: frozenset[str]) -> list[tuple[str, frozenset[str]]]:
    """What a distribution needs by itself and for the extras that were asked for."""
    found = []
    for text in texts:
        asked = re.search(r"""extra\s*==\s*["']([\w.-]+)""", text)
        parts = re.match(r"([\w.-]+)\s*(?:\[([^\]]*)\])?", text)
        if parts and (asked is None or asked[1] in extras):
            found.append((canonical(parts[1]), frozenset(re.findall(r"[\w.-]+", parts[2] or ""))))
    return found


def pinned() -> dict[str, str]:
    """Name and version of every line of constraints.txt."""
    lines = (line.partition("#")[0].strip() for line in FILE.read_text("utf-8").splitlines())
    return {name: version for name, _, version in (line.partition("==") for line in lines if line)}


if __name__ == "__main__":
    print(HEAD + "\n".join(f"{name}=={version}" for name, version in sorted(installed().items())))
