"""Texts where they leave: each place they go to takes some signs for orders, and is given none.

Names are made safe where they enter (`model.names`); here stands what depends on who reads: a terminal, a spreadsheet,
a reader of Markdown. Pages and Word files escape by their templates, workbooks in `workbook.inert`.
"""

from __future__ import annotations

import contextlib
import re
from typing import Any

_MARKUP = re.compile(r"([\\`*_\[\]<>|#~&])")
# What GitHub and others make links of without any markup; an address of mail is found even behind escapes.
_LINK = re.compile(r"(?i)(?<![A-Za-z0-9])(?:(?:https?|ftp|mailto|xmpp):|www\.)")
_MAIL = re.compile(r"(?<=[\w.+-])@(?=[\w-]+\.)")
_FORMULA = re.compile(r"[\s\x00]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")
# Colours and the bar are the program's own; every other order to a terminal comes from elsewhere.
_ORDER = re.compile(
    r"\x1b(?!\[(?:[0-9;]*m|\?25[lh]|K))|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f]"
    r"|[\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f]"
)


def markdown(text: str) -> str:
    """Keep a text from becoming markup or a link, and on one line."""
    escaped = _MARKUP.sub(r"\\\1", " ".join(text.splitlines()) if not text.isprintable() else text)
    linkless = _LINK.sub(lambda found: f"{found[0][:-1]}\\{found[0][-1]}", escaped)
    return _MAIL.sub("<!-- -->@", linkless)


def csv(text: str) -> str:
    """Keep a spreadsheet from taking a text for a formula, also one in full-width signs or behind a line break."""
    return "'" + text if _FORMULA.match(text) else text


def terminal(text: str) -> str:
    """Take out of a text what would move the cursor, paint, or turn what stands behind it round."""
    return _ORDER.sub("\ufffd", text)


def shield(stream: Any) -> None:
    """Let a stream of the terminal write inert texts only, whatever part of the program they come from."""
    write = stream.write
    with contextlib.suppress(AttributeError):  # a stream that takes no other way of writing is none of a terminal
        stream.write = lambda text: write(terminal(text) if isinstance(text, str) else text)
