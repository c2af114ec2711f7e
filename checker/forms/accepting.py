"""Which files are taken: those of the plan, period and catalogue that the run is about, with their own rows only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from checker.forms import answers, layout, marking
from checker.forms.answers import Answer, Answers, Asked
from checker.forms.lifting import Lifted
from checker.forms.mapping import OwnLayout
from checker.model import Finding, Message, Plan, Where, finding, periods
from checker.model.findings import faults


def expected(key: str, given: Sequence[str], files: Sequence[Lifted]) -> str:
    """Plan or period: by command line or the submission added to, else as most forms say, else by the mapping.

    Of periods that equally many forms name, the last one is meant: the others came late.
    """
    *first, mapped = given
    said = Counter(file.meta.get(key, "") for file in files if file.meta)
    most = max(said, key=lambda word: (said[word], _end(word)), default="")
    return next(filter(None, [*first, most, mapped]), "")


def _end(word: str) -> date:
    period = periods.parse(word)
    return period.end if period else date.min


def taken(file: Lifted, asked: Asked, period: str, own: OwnLayout | None) -> tuple[Answers | None, list[Finding]]:
    """Read the values of one form, or say why it is refused: the finding is a fault then."""
    if bad := refused(file, asked.plan, period):
        return None, bad
    if not file.meta and own is None and file.workbook:
        return None, [finding("form-no-meta", Where(file.file))]
    names = own.names if own is not None and not file.meta else {}
    given, found = answers.read(file, asked, names)
    kept, strays = _own(file, given, asked) if file.meta else (given, [])
    missing = _columns(file) if file.meta else ()
    said = [*file.findings, *found, *missing, *strays]
    if faults(said):
        return None, said
    if not kept and not said:
        unit = layout.named(file.meta) or "—"
        said = [finding("form-blank" if file.meta else "form-nothing", Where(file.file), unit=unit)]
    return Answers(file, tuple(kept)), said


def refused(file: Lifted, plan: Plan, period: str) -> list[Finding]:
    """Say why a form is not one of this plan, period and catalogue."""
    meta, where = file.meta, Where(file.file, sheet=file.sheets[0] if len(file.sheets) == 1 else "")
    if not meta:
        return []
    if meta.get("form") != layout.VERSION:
        return [finding("form-version", where, found=meta.get("form", ""), expected=layout.VERSION)]
    if meta.get("plan") != plan.id:
        named = meta.get("locality", "")
        return [finding("form-other-plan", where, found=meta.get("plan", ""), locality=named, expected=plan.id)]
    if meta.get("period") != period:
        return [finding("form-other-period", where, found=meta.get("period", ""), expected=period)]
    if not meta.get("prints") and not _same_catalogue(meta, plan):
        return [finding("form-old", where)]  # which rows are old nobody can say
    return []


def _same_catalogue(meta: Mapping[str, str], plan: Plan) -> bool:
    """Tell whether a form was made of the catalogue as it is; the line that is seen holds half of the digest."""
    said = meta.get("digest", "")
    return len(said) >= marking.DIGITS and layout.digest(plan, meta.get("unit", "")).startswith(said)


def changed(file: Lifted, plan: Plan) -> tuple[set[str], set[str]]:
    """The indicators of a form whose target or name is another one now, and those that it does not have yet."""
    if not file.meta.get("prints") or _same_catalogue(file.meta, plan):
        return set(), set()
    old = dict(pair.split("=", 1) for pair in file.meta["prints"].split() if "=" in pair)
    new = layout.prints(layout.rows(plan, file.meta.get("unit", "")))
    return {name for name in old if name in new and old[name] != new[name]}, new.keys() - old.keys()


def _columns(file: Lifted) -> Iterator[Finding]:
    """Say that the column to fill in is gone."""
    if file.columns and "value" not in file.columns:
        yield finding("form-no-column", Where(file.file), column=Message("form.column.value"))


def _own(file: Lifted, given: Sequence[Answer], asked: Asked) -> tuple[list[Answer], list[Finding]]:
    """Part the rows of this unit, as they are asked now, from those of others and those that were asked otherwise."""
    ids = {row.indicator.id for row in layout.rows(asked.plan, file.meta.get("unit", ""))}
    old, new = changed(file, asked.plan)
    found = [finding("form-not-yours", answer.where, name=asked.title(answer.id))
             for answer in given if answer.id not in ids]  # fmt: skip
    found += [finding("form-old-row", answer.where, indicator=answer.id, name=asked.title(answer.id))
              for answer in given if answer.id in old & ids]  # fmt: skip
    if new:
        titles = [asked.title(name) for name in sorted(new)]
        found.append(finding("form-new-rows", Where(file.file), names=Message("list", {"words": titles})))
    return [answer for answer in given if answer.id in ids - old], found


def unknown_ids(own: OwnLayout, asked: Asked) -> list[Finding]:
    """Check the ids that a mapping names, whether or not a file has something there."""
    words: Mapping[str, Where] = own.places
    return [finding("E7", where, found=name) for name, where in words.items() if asked.key(name) is None]


def unused_words(own: OwnLayout, files: Sequence[Lifted]) -> list[Finding]:
    """Check the words that a mapping names for rows: one that no file has is misspelt, or its row is gone."""
    tables = [file for file in files if not file.meta and file.sheets]
    seen = {word for file in tables for word in file.words}
    return [
        finding("map-no-word", where, found=word) for word, where in own.words.items() if tables and word not in seen
    ]
