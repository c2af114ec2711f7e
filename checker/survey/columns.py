"""Which column of an export holds which question: found by the question's text, never by the column's place.

Two columns for one question, or none, is an error that names the nearest heads; an office's own `--map` settles it.
What looks like personal data, and every column that the form does not know, is left where it is and only counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.message import Message
from checker.model import Finding, Where, finding
from checker.survey.form import Form, Question, Section

PRIVATE = (
    "ip",
    "来源详情",
    "昵称",
    "用户标识",
    "openid",
    "姓名",
    "手机",
    "电话",
    "邮箱",
    "email",
    "学号",
    "身份证",
    "住址",
    "微信",
)
"""Words of heads that stand for personal data; such a column cannot be named by `--by` or `--weight` either."""

_NUMBER = re.compile(r"^\s*(?:第\s*\d{1,3}\s*题|[Qq]?\d{1,3}\s*[、.．:：)）]|[①-⑳]|\(\d{1,2}\)|（\d{1,2}）)\s*")
_TYPE = re.compile(r"[\[【（(]\s*[^\[\]【】（）()]{0,8}题\s*[\]】）)]\s*$")
_INNER = re.compile(r"[\[(（]([^\[\]()（）]+)[\])）]\s*$")
_BRACKETS = re.compile(r"[（(][^（）()]*[)）]")
_PARTS = re.compile(r"[—:：/|｜]|--")
_CODED = re.compile(r"([A-Za-z][A-Za-z0-9]*)\s*\[(?:SQ)?0*(\d{1,3})\]")


class Columns(NamedTuple):
    """The places of the columns: of each question, of each option of a question told in several columns.

    `unused` counts the columns that are left out, `private` those of them that hold personal data.
    """

    of: Mapping[str, int]
    options: Mapping[str, Mapping[str, int]]
    unused: int
    private: int


def plain(text: str) -> str:
    """A head or a question without its number, marks of type and need, blanks and punctuation."""
    text = _TYPE.sub("", text.strip().strip("*＊").strip())
    previous = ""
    while previous != text:
        previous, text = text, _NUMBER.sub("", text, count=1)
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def find(form: Form, heads: Sequence[str], mapped: Mapping[str, str], where: Where) -> tuple[Columns, list[Finding]]:
    """Find the column of every question; `mapped` are question ids → heads as an office's map gives them."""
    keys = _keys(heads)
    found: list[Finding] = []
    of: dict[str, int] = {}
    options: dict[str, dict[str, int]] = {}
    for section, question in form.questions():
        hits, inner = _hits(section, question, keys, heads, mapped), _inner(question, heads)
        hits = [place for place in hits if place not in inner.values()] or hits
        if len(hits) == 1:
            of[question.id] = hits[0]
        elif inner and len(inner) == len(question.options) and set(hits) <= set(inner.values()):
            options[question.id] = inner
        elif hits:
            listed = "、".join(heads[place] for place in hits)
            found.append(finding("survey-two-columns", where, question=question.id, ask=question.ask, heads=listed))
        elif question.type != "open":
            heard = _near(question, heads)
            near = Message("survey.near", {"heads": heard}) if heard else ""
            found.append(finding("survey-no-column", where, question=question.id, ask=question.ask, near=near))
    used = {*of.values(), *(place for places in options.values() for place in places.values())}
    rest = [head for place, head in enumerate(heads) if place not in used]
    return Columns(of, options, len(rest), sum(map(is_private, rest))), found


def is_private(head: str) -> bool:
    """Tell whether a head stands for personal data."""
    text = plain(head)
    return any(word in text for word in PRIVATE)


def _keys(heads: Sequence[str]) -> dict[str, list[int]]:
    """Every form of a head under which it may be known → its places: the whole first."""
    keys: dict[str, list[int]] = defaultdict(list)
    for place, head in enumerate(heads):
        keys[plain(head)].append(place)
    parts: dict[str, list[int]] = defaultdict(list)
    for place, head in enumerate(heads):
        for part in {plain(part) for part in _parts(head)} - {plain(head), ""}:
            parts[part].append(place)
    return {**parts, **keys}


def _parts(head: str) -> Iterator[str]:
    """The row of a matrix, the last name of a path, a question without its remarks.

    These stand in the last brackets, behind the last mark, and outside all brackets.
    """
    inner = _INNER.search(head)
    if inner:
        yield inner[1]
        yield _BRACKETS.sub("", head)
    pieces = _PARTS.split(head)
    if len(pieces) > 1:
        yield pieces[-1]


def _hits(section: Section, question: Question, keys: Mapping[str, list[int]], heads: Sequence[str],
          mapped: Mapping[str, str]) -> list[int]:  # fmt: skip
    if question.id in mapped:
        return [place for place, head in enumerate(heads) if head.strip() == mapped[question.id].strip()]
    for word in (question.ask, question.id, question.short):
        if hits := keys.get(plain(word), []):
            return hits
    return _coded(section, question, heads)


def _coded(section: Section, question: Question, heads: Sequence[str]) -> list[int]:
    """B1[SQ002]: the second item of a section, as LimeSurvey names the rows of a matrix."""
    if question not in section.items:
        return []
    wanted = (section.id.casefold(), section.items.index(question) + 1)
    known = ((place, _CODED.fullmatch(head.strip())) for place, head in enumerate(heads))
    return [place for place, code in known if code and (code[1].casefold(), int(code[2])) == wanted]


def _inner(question: Question, heads: Sequence[str]) -> dict[str, int]:
    """The columns of a question that is told in one column an option: 题干(选项), group/name/option."""
    if not question.several:
        return {}
    ends: dict[str, str] = {}
    for n, option in enumerate(question.options, 1):
        ends |= dict.fromkeys((plain(question.ask) + plain(option), plain(question.id) + f"o{n}"), option)
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        text = plain(head)
        named = ends.get(text) or next((word for end, word in ends.items() if text.endswith(end)), None)
        if named and text != plain(question.ask):
            found[named] = place
    return found


def _near(question: Question, heads: Sequence[str]) -> str:
    from difflib import get_close_matches

    known = {plain(head): head for head in heads if plain(head)}
    near = get_close_matches(plain(question.ask), list(known), 3, 0.5)
    return "、".join(known[word] for word in near)
