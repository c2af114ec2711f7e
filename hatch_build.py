"""Compile the message catalogues (.po to .mo) when a wheel or an editable install is built."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def compile_catalogues(root: Path) -> list[str]:
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    made = []
    for po in sorted((root / "checker" / "locale").glob("*/LC_MESSAGES/*.po")):
        mo = po.with_suffix(".mo")
        with po.open("rb") as source, mo.open("wb") as target:
            write_mo(target, read_po(source))
        made.append(str(mo.relative_to(root)))
    return made


class Catalogues(BuildHookInterface):  # type: ignore[type-arg, unused-ignore, misc]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_data["artifacts"].extend(compile_catalogues(Path(self.root)))
