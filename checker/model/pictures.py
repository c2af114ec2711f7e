"""Pictures as plain shapes on a grid of pixels; a template draws them, and escapes what they say."""

from __future__ import annotations

from typing import Literal, NamedTuple

Look = Literal["ink", "soft", "rule", "mark", "good", "fair", "plain", "poor", "bad", "unknown", "up", "down", "same"]
"""What a shape stands for; a colour, and where black and white must tell it too, a pattern."""


class Shape(NamedTuple):
    """One shape.

    line: from (x, y) to (a, b); rect: at (x, y), `a` wide and `b` high; dot and cross: at (x, y), of radius `a`;
    text: `text` beginning at (x, y), or ending there (`end`), or around it (`middle`).
    """

    sort: Literal["line", "rect", "dot", "cross", "text"]
    x: float
    y: float
    a: float = 0
    b: float = 0
    look: Look = "ink"
    text: str = ""
    anchor: Literal["start", "middle", "end"] = "start"


class Picture(NamedTuple):
    """A picture: its heading, what it says in one sentence, its size and shapes, and notes below it."""

    heading: str
    about: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    notes: tuple[str, ...] = ()
