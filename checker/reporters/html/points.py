"""本期要点: the three sentences that the page opens with. Their words stand in a text template of the language."""

from __future__ import annotations

from pathlib import Path

from checker.files import templates
from checker.words.keypoints import facts
from checker.words.view import View


def points(view: View, words: Path | None = None) -> list[str]:
    """Say them, one each, in the shipped words or an office's own. Errors: `TemplateFault` where those are wrong."""
    file = words or templates.shipped(f"{view.say.lang}/dashboard.txt.j2")
    text = templates.load(file, autoescape=False).render(facts(view))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    return [line[0].upper() + line[1:] for line in lines if line]
