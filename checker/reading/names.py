"""Words that stand for keys: whoever types a key may type what people call it (公共教育 for education)."""

from __future__ import annotations

from collections.abc import Sequence

from checker.locale import Speaker
from checker.model import Light, Plan
from checker.reading.library import Library
from checker.reading.meant import Names

_LEVELS = {
    "province": ("省", "省级"),
    "city": ("市", "市级", "地市", "地级市", "市州"),
    "district": ("区", "区级", "市辖区"),
    "county": ("县", "县级", "县级市", "县市"),
}
LINES: Names = {"red": ("红", "红灯"), "yellow": ("黄", "黄灯"), "never": ("从不", "不")}
"""What ends a run with exit code 1."""


def shown(name: str, known: Names, say: Speaker) -> str:
    """A key beside what people call it."""
    words = [word for word in known.get(name, ()) if word and word != name]
    if not words:
        return name
    if say.lang == "en":
        return name + say("bracket", text=next((word for word in words if word.isascii()), words[0]))
    return words[0] + say("bracket", text=name)


def localities(library: Library) -> Names:
    """Places, in Chinese and English."""
    return {name: (entry["name"], entry.get("english", "")) for name, entry in library.localities.items()}


def domains(library: Library) -> Names:
    """Domains, in Chinese and English."""
    return {name: (entry["name"], entry.get("english", "")) for name, entry in library.domains.items()}


def profiles(library: Library) -> Names:
    """Light standards by their titles."""
    return {name: (profile.title,) if profile.title else () for name, profile in library.profiles.items()}


def plans(library: Library) -> Names:
    """Plans by their titles; each is read for it."""
    return {name: tuple(entry.values()) for name, entry in library.titled().items()}


def units(library: Library, of: Sequence[Plan], every: bool = False) -> Names:
    """The units that plans ask (`every`: and those that are responsible), with the short names of their offices."""
    found: dict[str, list[str]] = {}
    for plan in of:
        office, _ = library.office(plan.locality)
        for measure, _ in plan.indicators():
            for unit in (*measure.lead, *measure.responsible) if every else measure.asked:
                short = [office.called(unit), office.named(unit, "en")]
                found.setdefault(unit, [word for word in short if word != unit])
    return found


def lights(say: Speaker) -> Names:
    """Lights by their words: 红, 红灯."""
    words = {light: say(f"light.{light}") for light in Light}
    return {light: (word, f"{word}灯") for light, word in words.items()}


def kinds(say: Speaker) -> Names:
    """Kinds of targets by their words: 累计型."""
    from checker import kinds as known

    return {name: (say(f"kind.{name}"),) for name in known.names()}


def levels() -> Names:
    """Levels of places: 市, 县级."""
    return _LEVELS
