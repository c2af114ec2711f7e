"""Which key a word means: the key itself, or what people call it (公共教育 for education), however it is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from unicodedata import normalize

Names = Mapping[str, Sequence[str]]
"""Key → the words for it, the usual one first."""
_SEVERAL = 3
_CLOSE = 0.4


def key(text: str, known: Names) -> str | None:
    """The key that a word means; None where it means none, or more than one."""
    if text in known:
        return text
    wanted = _plain(text)
    found = [name for name, words in known.items() if wanted in map(_plain, (name, *words))]
    return found[0] if len(found) == 1 else None


def near(text: str, known: Names) -> list[str]:
    """The keys that were probably meant, the likeliest first."""
    from difflib import get_close_matches

    by_word: dict[str, str] = {}
    for name, words in known.items():
        for word in (name, *words):
            by_word.setdefault(_plain(word), name)
    close = get_close_matches(_plain(text), by_word, _SEVERAL, _CLOSE)
    inside = [word for word in by_word if len(_plain(text)) > 1 and _plain(text) in word]
    return list(dict.fromkeys(by_word[word] for word in (*close, *inside)))[:_SEVERAL]


def _plain(text: str) -> str:
    """What two words have in common that look the same."""
    return re.sub(r"[\s《》“”\"'●▲■○]", "", normalize("NFKC", text)).casefold()
