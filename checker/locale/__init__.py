"""Languages: message ids with facts become sentences. One gettext catalogue a language (`<tag>/LC_MESSAGES`).

Everything below the reporters and the command line speaks in ids, so a language is one more `.po` file.
"""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from checker.message import Message

if TYPE_CHECKING:
    from datetime import date

DOMAIN = "plancheck"
FOLDER = os.path.dirname(__file__)  # noqa: PTH120 — pathlib would cost `--help` a tenth of its time
TAGS = {"zh": "zh_CN", "en": "en"}
NUMBERS = ("count", "days", "faults", "postponed")
"""The facts that choose between one and several of something: the first that a message has."""


class Speaker(NamedTuple):
    """Says messages in one language."""

    lang: str
    catalogue: gettext.NullTranslations

    def has(self, name: str) -> bool:
        """Tell whether the language knows the message id, be it with words of its own for one and for several.

        The first 3.11 releases of Python do not find the latter by `gettext`.
        """
        return {self.catalogue.gettext(name), self.catalogue.ngettext(name, name, 1)} != {name}

    def __call__(self, name: str, /, **facts: object) -> str:
        """Say a message; facts are said in the same language."""
        return self.say(Message(name, facts))

    def say(self, message: Message) -> str:
        """Say a message; an id that the language does not know is shown as it is."""
        if message.id == "list":
            words = message.facts.get("words", ())
            return self("join").join(str(self.fact(word)) for word in words) if isinstance(words, list | tuple) else ""
        pattern = self._pattern(message)
        if pattern == message.id:  # it may come from anybody, and what is formatted can look into the facts
            return pattern
        return pattern.format_map(_Said(self, message.facts)) if message.facts else pattern

    def _pattern(self, message: Message) -> str:
        """The wording for the number that the message tells of, where the language has one for each."""
        number = next((fact for name in NUMBERS if isinstance(fact := message.facts.get(name), int)), None)
        if number is not None:
            found = self.catalogue.ngettext(message.id, message.id, number)
            if found != message.id:
                return found
        return self.catalogue.gettext(message.id)

    def maybe(self, name: str) -> str | None:
        """Say a message without facts, None where there is none."""
        text = self.catalogue.gettext(name)
        return None if text == name else text

    def day(self, day: date) -> str:
        """Say a date in full."""
        return self("date", year=day.year, month=day.month, day=day.day)

    def fact(self, fact: object) -> object:
        """Say a fact that is itself a message."""
        return self.say(fact) if isinstance(fact, Message) else fact


class _Said(dict[str, object]):
    """Facts as a language says them; only those that a wording names are said."""

    def __init__(self, say: Speaker, facts: Mapping[str, object]) -> None:
        super().__init__()
        self._say, self._facts = say, facts

    def __missing__(self, name: str) -> object:
        return self._say.fact(self._facts[name])


@cache
def speaker(lang: str) -> Speaker:
    """Return the speaker of `zh` or `en`; `MissingCatalogue` where its messages were never compiled."""
    try:
        return Speaker(lang, gettext.translation(DOMAIN, FOLDER, [TAGS[lang]]))
    except FileNotFoundError:
        raise MissingCatalogue(lang) from None


class MissingCatalogue(Exception):
    """The compiled messages are missing: the program was not installed."""


def chosen(arguments: list[str]) -> str:
    """Find the language before the command line is read: `--lang`, else PLANCHECK_LANG, else Chinese."""
    lang = os.environ.get("PLANCHECK_LANG", "")
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            lang = arguments[place + 1]
        elif argument.startswith("--lang="):
            lang = argument.removeprefix("--lang=")
    return lang if lang in TAGS else "zh"


def adopt(lang: str) -> None:
    """Let the command-line library's own words follow (it asks gettext's global domain)."""
    os.environ["LANGUAGE"] = TAGS[lang]
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
