"""Names as they are kept and compared: what looks the same is the same (NFKC of UAX #15; look-alikes of UTS #39).

Names come from many hands and programs: with spaces around them, letters of other widths, marks that nobody sees.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

NAMES = frozenset(
    ("lead", "responsible", "unit", "name", "title", "leader", "short", "by", "issuer", "printed_by", "unranked", "to",
     "cc", "phone", "number")
)  # fmt: skip
"""Keys of files under which names stand, alone or in a list."""
NAMED = frozenset(("short_names", "groups", "english", "members"))
"""Keys under which names are keys."""
LINES = frozenset(("note", "reason", "reading", "as_written", "clause", "source", "document"))
"""Keys under which texts stand that are one line wherever they are shown."""
# Letters and digits of other widths, Kangxi radicals, compatibility ideographs: signs (（, ％, ①, ㎡) stay as they are.
_FOLDED = ("Lu", "Ll", "Lo", "Lm", "Nd")
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_UNBEARABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u2028-\u202e\u2066-\u206f\ud800-\udfff]")
# Letters of other alphabets that are drawn like Latin ones; units are written in Chinese, so these few will do.
_ALIKE = str.maketrans(
    "\u0410\u0412\u0415\u0405\u0406\u0408\u041a\u041c\u041d\u041e\u0420"
    "\u0421\u0422\u0423\u0425\u0430\u0435\u0456\u0458\u043e\u0440\u0441"
    "\u0443\u0445\u0501\u0455\u0391\u0392\u0395\u0396\u0397\u0399\u039a"
    "\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd\u03c5",
    "ABESIJKMHOPCTYXaeijopcyxdsABEZHIKMNOPTYXovu",
)  # fmt: skip


def seen(text: str) -> str:
    """Leave out what nobody sees: joiners, marks of direction, soft hyphens, variation selectors."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def unbearable(text: str) -> bool:
    """Tell whether a text has a sign that moves the cursor, paints, or turns what stands behind it round."""
    return _UNBEARABLE.search(text) is not None


def shown(text: str) -> str:
    """Return a text, of as many lines as it has, without signs that nobody sees or that do something on a screen."""
    return text if text.isprintable() and text.isascii() else _UNBEARABLE.sub(" ", seen(text))


def one_line(text: str) -> str:
    """Put a text on one line, without doubled or outer spaces."""
    text = seen(text)
    return " ".join((text if text.isprintable() else _CONTROL.sub(" ", text)).split())


@cache
def _folded(char: str) -> str:
    folded = unicodedata.category(char) in _FOLDED or "\u2e80" <= char <= "\u2fdf"  # radicals are signs to Unicode
    return unicodedata.normalize("NFKC", char) if folded else char


def tidy(text: str) -> str:
    """Return a name as it is kept: composed, on one line, its letters and digits of one width."""
    return _tidied(text) if len(text) <= _SHORT else _tidied.__wrapped__(text)


_SHORT = 100  # the same few units and people are named again and again; what is long is not kept


@lru_cache(maxsize=4096)
def _tidied(text: str) -> str:
    line = one_line(text)
    if line.isascii():
        return line
    return unicodedata.normalize("NFC", "".join(map(_folded, line)))


def kept(key: str, value: Any) -> Any:
    """Return what stands under a key of a file as it is kept: names tidy, lines on one line, the rest as it is."""
    if key in NAMES:
        return _each(value, tidy)
    if key in LINES:
        return _each(value, one_line)
    if key in NAMED and isinstance(value, dict):
        return {tidy(name): _each(item, tidy) for name, item in value.items()}
    return value


def _each(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    return [_each(item, change) for item in value] if isinstance(value, list) else value


def same(text: str) -> str:
    """Return what two names have in common that are one for a reader: brackets, case and spaces are no matter."""
    return unicodedata.normalize("NFKC", tidy(text)).casefold().replace(" ", "")


def look(text: str) -> str:
    """Return what a name looks like, whatever alphabet its letters come from."""
    return same(unicodedata.normalize("NFKC", tidy(text)).translate(_ALIKE))
