"""Which files are taken: those of the plan, period and catalogue that the run is about, with their own rows only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from checker.forms import answers, layout
from checker.forms.answers import Answer, Answers, Asked
from checker.forms.lifting import Lifted
from checker.forms.mapping import OwnLayout
from checker.model import Finding, Message, Plan, Where, finding


def expected(key: str, given: Sequence[str], files: Sequence[Lifted]) -> str:
    """Plan or period: by command line or the submission added to, else as most forms say, else by the mapping."""
    *first, mapped = given
    said = Counter(file.meta.get(key, "") for file in files if file.meta).most_common(1)
    return next(filter(None, [*first, said[0][0] if said else "", mapped]), "")


def taken(file: Lifted, asked: Asked, period: str, own: OwnLayout | None) -> tuple[Answers | None, list[Finding]]:
    """Read the values of one file, or say why it is refused."""
    if bad := refused(file, asked.plan, period):
        return None, bad
    if not file.meta and own is None and file.workbook:
        return None, [finding("form-no-meta", Where(file.file))]
    names = own.names if own is not None and not file.meta else {}
    given, found = answers.read(file, asked, names)
    kept, strays = _own(file, given, asked) if file.meta else (given, [])
    missing = _columns(file) if file.meta else ()
    said = [*file.findings, *found, *missing, *strays]
    if not kept and not said:
        unit = layout.named(file.meta) or "—"
        said = [finding("form-blank" if file.meta else "form-nothing", Where(file.file), unit=unit)]
    return Answers(file, tuple(kept)), said


def refused(file: Lifted, plan: Plan, period: str) -> list[Finding]:
    """Say why a form is not one of this plan, period and catalogue."""
    meta, where = file.meta, Where(file.file)
    if not meta:
        return []
    if meta.get("form") != layout.VERSION:
        return [finding("form-version", where, found=meta.get("form", ""), expected=layout.VERSION)]
    if meta.get("plan") != plan.id:
        named = meta.get("locality", "")
        return [finding("form-other-plan", where, found=meta.get("plan", ""), locality=named, expected=plan.id)]
    if meta.get("period") != period:
        return [finding("form-other-period", where, found=meta.get("period", ""), expected=period)]
    unit = meta.get("unit", "")
    if meta.get("digest") == layout.digest(plan, unit):
        return []
    old = dict(pair.split("=", 1) for pair in meta.get("prints", "").split() if "=" in pair)
    new = layout.prints(layout.rows(plan, unit))
    changed = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    return [finding("form-old", where, names=Message("list", {"words": changed or [layout.META]}))]


def _columns(file: Lifted) -> Iterator[Finding]:
    """Say that the column to fill in is gone."""
    if file.columns and "value" not in file.columns:
        yield finding("form-no-column", Where(file.file), column=Message("form.column.value"))


def _own(file: Lifted, given: Sequence[Answer], asked: Asked) -> tuple[list[Answer], list[Finding]]:
    """Part the rows of this unit from those of others."""
    ids = {row.indicator.id for row in layout.rows(asked.plan, file.meta.get("unit", ""))}
    strays = [finding("form-not-yours", answer.where, name=asked.title(answer.id))
              for answer in given if answer.id not in ids]  # fmt: skip
    return [answer for answer in given if answer.id in ids], strays


def unknown_ids(own: OwnLayout, asked: Asked) -> list[Finding]:
    """Check the ids that a mapping names, whether or not a file has something there."""
    words: Mapping[str, Where] = own.places
    return [finding("E7", where, found=name) for name, where in words.items() if asked.key(name) is None]
