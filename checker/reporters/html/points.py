"""本期要点: the three sentences that the page opens with. Their words stand in a text template of the language."""

from __future__ import annotations

from pathlib import Path

from checker.files import templates
from checker.words.keypoints import facts
from checker.words.view import View

NAME = "dashboard.txt.j2"


def points(view: View, folder: Path | None = None) -> list[str]:
    """Say them, one each; an office's own text (`<lang>/dashboard.txt.j2` in `folder`) goes before the shipped one.

    Errors: `TemplateFault` where an own text is wrong.
    """
    name = Path(view.say.lang) / NAME
    own = folder / name if folder and (folder / name).is_file() else templates.shipped(str(name))
    text = templates.load(own, autoescape=False).render(facts(view))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line[0].upper() + line[1:] for line in lines if line]
