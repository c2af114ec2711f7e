"""Writes every case of a returned form into a folder, to look at it: `python -m tests.forms FOLDER`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.forms.workbooks import Returned


def written(folder: Path) -> Iterator[tuple[str, Returned]]:
    """Write every case of the tests' table into a folder."""
    from tests.forms.test_returned_forms import CASES

    for case in CASES:
        target = folder / re.sub(r"\W+", "-", case.name)
        target.mkdir(parents=True, exist_ok=True)
        yield case.name, case.fill(target)


if __name__ == "__main__":
    for name, made in written(Path(sys.argv[1])):
        print(name, *(file.name for file in made.files), *(spot.cell for spot in made.spots), date.today())  # noqa: T201
