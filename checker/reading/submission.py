"""Submissions: document → values with their places. What a person could have meant is read, never guessed.

A value that cannot be right is *returned* (E-codes, rules 5) and counts as not reported; an unknown id or period
is a fault of the file and stops the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from checker import kinds
from checker.files.yamlfile import Document
from checker.model import Finding, Indicator, Level, Message, Plan, Reported, Submission, Where, finding, periods
from checker.model.numbers import read_number, show
from checker.model.units import UNIT_WORDS, is_unit
from checker.reading import validate

BLANK = {"", "-", "—", "——", "－", "/", "无", "暂无", "n/a", "na", "N/A", "NA"}
GRADES = {"normal": "normal", "slow": "slow", "stalled": "stalled",
          "正常": "normal", "缓慢": "slow", "停滞": "stalled"}  # fmt: skip


def read(document: Document, plan: Plan) -> tuple[Submission | None, list[Finding]]:
    """Read one submission of a plan; None where its shape is wrong."""
    found = validate.check_submission(document)
    if any(f.level is Level.FAULT for f in found):
        return None, [*found, *_of_values(document, plan)]
    data = document.data
    period = periods.parse(str(data["period"]))
    if period is None:
        unknown = finding("E7-period", document.where("period"), found=data["period"], start=plan.start, end=plan.end)
        return None, [*found, unknown]
    outside = check_period(period, plan, document.where("period"))
    found += outside
    submitted = date.fromisoformat(data["submitted"])
    known = {indicator.id: indicator for _, indicator in plan.indicators()}
    words = UNIT_WORDS | {i.unit for i in known.values() if i.unit}
    values: dict[str, Reported] = {}
    view = document.under("values")
    places = _places(view)
    for name, raw in data["values"].items():
        if name not in known:
            found.append(validate.unknown("E7", view, (name,), name, known, key=True))
            continue
        misshapen = validate.check_value(view, name, raw)
        found += misshapen
        if misshapen:
            continue
        where = places.get(name) or view.where(name)
        values[name], more = _value(known[name], raw, where, submitted, words, view)
        found += more
    made = Submission(plan.id, period, data.get("illustrative", False), values, (document.file,),
                      data.get("partial", False))  # fmt: skip
    if not outside:  # of a slip in the period nothing else follows
        found += _early(document, made)
    return made, [*found, *_before_its_document(document, made, plan)]


def _of_values(document: Document, plan: Plan) -> Iterator[Finding]:
    """What is wrong in the shape of the values where the head has a fault: that hides nothing."""
    values = document.data.get("values") if isinstance(document.data, dict) else None
    known = {indicator.id for _, indicator in plan.indicators()}
    view = document.under("values")
    for name, raw in values.items() if isinstance(values, dict) else ():
        if name in known:
            yield from validate.check_value(view, name, raw)
        else:
            yield validate.unknown("E7", view, (name,), name, known, key=True)


def value(
    indicator: Indicator, entry: dict[str, Any], where: Where, submitted: date, words: frozenset[str], view: Document
) -> tuple[Reported, list[Finding]]:
    """Read one value that stands alone, in the shape that a submission gives it; only faults are told."""
    reported, found = _value(indicator, entry, where, submitted, words, view)
    return reported, [f for f in found if f.level is Level.FAULT]


def _value(
    indicator: Indicator, raw: Any, where: Where, submitted: date, words: frozenset[str], view: Document
) -> tuple[Reported, list[Finding]]:
    reader = _Reader(indicator, raw, where, submitted, words, view)
    reported = reader.reported()
    return reported, [*reader.findings, *_unreasoned(reported)]


def _unreasoned(reported: Reported) -> Iterator[Finding]:
    """What takes a value back or calls it false says why."""
    if reported.correction and not reported.reason:
        yield finding("correction-reason", reported.where)
    if reported.falsified and not (reported.reason and reported.by):
        yield finding("false-by", reported.where)


def _early(document: Document, made: Submission) -> Iterator[Finding]:
    """Nothing is handed in before its period begins: said once of the file's day, and of each value with its own."""
    start, usual = made.period.start, date.fromisoformat(document.data["submitted"])
    own = {name for name, raw in document.data["values"].items() if isinstance(raw, dict) and "submitted" in raw}
    if usual < start and not (made.values and made.values.keys() <= own):
        yield finding("submitted-early", document.where("submitted"), found=usual, start=start)
    for name, reported in made.values.items():
        if name in own and reported.submitted < start:
            yield finding("submitted-early", reported.where, found=reported.submitted, start=start)


def _before_its_document(document: Document, made: Submission, plan: Plan) -> Iterator[Finding]:
    """W8: the period was over before anybody could read the document."""
    issued = plan.document.get("issued")
    if issued and made.period.end < date.fromisoformat(issued):
        yield finding("W8", document.where("period"), period=str(made.period), issued=issued)


def _places(view: Document) -> dict[str, Where]:
    """Find all values' places in one walk."""
    pairs = view.node.value if view.node is not None else ()
    return {
        key.value: Where(view.file, node.start_mark.line + 1, node.start_mark.column + 1)
        if node.start_mark.index != node.end_mark.index
        else Where(view.file, key.start_mark.line + 1, key.start_mark.column + 1)
        for key, node in pairs
        if isinstance(key.value, str)
    }


def check_period(period: periods.Period, plan: Plan, where: Where) -> list[Finding]:
    """A period that no target of the plan can be judged in is unknown (E7); another rhythm is worth a word."""
    last = max([plan.end, *(day for _, i in plan.indicators() for day in _ends(i))])
    if period.end < plan.start or period.start > last:
        return [finding("E7-period", where, found=str(period), start=plan.start, end=last)]
    if period.every != plan.reporting.every:
        near = periods.holding(period.end, plan.reporting.every)
        every = Message(f"every.{plan.reporting.every}")
        return [finding("E7-rhythm", where, found=str(period), every=every, nearest=str(near))]
    return []


def _ends(indicator: Indicator) -> Iterator[date]:
    """The days on which a target ends, also by later documents."""
    yield from (day for _, day in indicator.nodes)
    if indicator.by:
        yield indicator.by
    yield from (revision.by for revision in indicator.revisions if revision.by)
    yield from (day for revision in indicator.revisions for _, day in revision.nodes)


_LONGEST_AMOUNT = 60  # signs of a number with its unit
_CARRIERS = {"value", "part", "whole", "done", "nodes", "progress", "planned", "none"}


class _Reader:
    """Reads one entry for one indicator, collecting findings."""

    def __init__(
        self, indicator: Indicator, raw: Any, where: Where, submitted: date, words: frozenset[str], view: Document
    ) -> None:
        self.indicator, self.where, self.words, self.view = indicator, where, words, view
        self.entry: dict[str, Any] = raw if isinstance(raw, dict) else {"value": raw}
        self.submitted = date.fromisoformat(self.entry["submitted"]) if "submitted" in self.entry else submitted
        self.percent = False
        self.findings: list[Finding] = []
        self.returned: list[Finding] = []

    def reported(self) -> Reported:
        """Build the reported value."""
        entry, made = self.entry, dict[str, Any]()
        kind = kinds.load(self.indicator.kind).REPORTS
        if entry.get("none"):
            made["none"] = True
            if others := sorted(entry.keys() & _CARRIERS - {"none"}):
                self._return("E1-none-and", others[0])
        elif not self._blank(kind):
            self._unit()
            made = {"done": self._done, "grade": self._grade}.get(kind, self._amount)()
        else:
            made["blank"] = True
        for key in ("confirmed", "n", "unknown", "falsified", "correction", "note", "reason", "by", "unit", "source"):
            if key in entry:
                made[key] = entry[key]
        if "planned" in entry:
            made |= self._planned(kind)
        return Reported(
            where=self.where, submitted=self.submitted, evidence=tuple(entry.get("evidence", ())), percent=self.percent,
            faults=tuple(self.returned), **made,
        )  # fmt: skip

    def _blank(self, kind: str) -> bool:
        """Tell whether the entry says that nothing was reported; zero and "not done" are reports."""
        holders = {"done": ("done", "nodes", "progress", "planned"), "grade": ("value",)}.get(
            kind, ("value", "part", "whole")
        )
        filled = [key for key in dict.fromkeys((*holders, "value")) if key in self.entry]
        given = [self.entry[key] for key in filled]
        if self.entry.get("falsified"):
            return False
        if not given:  # only a note, or fields of another kind: those must be said, not passed over
            return not self.entry.keys() & _CARRIERS
        if any(not (item is None or (isinstance(item, str) and item.strip() in BLANK)) for item in given):
            return False
        found = "null" if given[0] is None else given[0]
        self._warn("blank", filled[0], found=found)
        return True

    def _amount(self) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if "part" in self.entry or "whole" in self.entry:
            part, whole = self._number("part"), self._number("whole")
            made = {"part": part, "whole": whole}
            if part is not None and whole is not None:
                made["value"] = self._share(part, whole)
                self._agrees(made["value"])
        else:
            made["value"] = self._number("value")
        if "last_year" in self.entry:
            made["last_year"] = self._number("last_year")
        return made

    def _agrees(self, share: Fraction | None) -> None:
        """A value beside part and whole says the same, to a tenth of a percent."""
        told = read_number(self.entry.get("value"))[0] if share is not None else None
        if told is not None and share is not None and abs(told - share) * 10 > 1:
            said = {"found": str(self.entry["value"]), "share": show(share)}
            self.findings.append(self._finding("E8-share", "value", said))

    def _planned(self, kind: str) -> dict[str, Any]:
        """The unit's own date for a milestone that the document names no date for."""
        if kind != "done" or self.indicator.nodes:
            self._return("E13-dated", "planned", by=self.indicator.by or "—")
            return {}
        return {"planned": date.fromisoformat(self.entry["planned"])}

    def _share(self, part: Fraction, whole: Fraction) -> Fraction | None:
        if self.indicator.unit != "%":
            self._return("E9", "part", found="%", unit=self.indicator.unit or "—")
        elif part == whole == 0:
            return None  # no case in the period: reported, but nothing to judge
        elif whole <= 0:
            self._return("E6-whole", "share", whole=str(whole))
        elif part > whole:
            self._return("E6", "share", part=str(part), whole=str(whole))
        else:
            return part / whole * 100
        return None

    def _number(self, key: str) -> Fraction | None:
        raw = self.entry.get(key)
        if raw is None or raw == "":
            self._return("E1", key)
            return None
        number, forgiven = read_number(raw)
        if number is None:
            self._not_a_number(key, raw)
            return None
        if "percent" in forgiven and self.indicator.unit != "%" and not self.indicator.reported_as:
            self._return("E9", key, found="%", unit=self.indicator.unit or "—")
        elif forgiven:
            self.percent = "percent" in forgiven
            self._warn("forgiven", key, found=raw, read=show(number, 15))
        return number

    def _not_a_number(self, key: str, raw: object) -> None:
        """Say a number with a unit stuck to it (16场, 1.2万) as what it is."""
        text = str(raw).strip()
        stuck = re.fullmatch(r"([\d.,]+)\s*(\D+)", text) if len(text) <= _LONGEST_AMOUNT else None
        if stuck and self._is_unit(stuck[2]) and stuck[2] != self.indicator.unit:
            self._return("E9", key, found=stuck[2], unit=self.indicator.unit or "—")
        elif stuck and stuck[2] == self.indicator.unit:
            self._return("E2-unit", key, found=text[:40], number=stuck[1])
        else:
            self._return("E2", key, found=text[:40])

    def _unit(self) -> None:
        unit = self.entry.get("unit")
        if unit is None or unit == self.indicator.unit:
            return
        self._return("E9" if self._is_unit(unit) else "E7-unit", "unit", found=unit, unit=self.indicator.unit or "—")

    def _is_unit(self, word: str) -> bool:
        """Tell whether a word is a unit, or thousands or more of one (万个)."""
        return is_unit(word, self.words)

    def _done(self) -> dict[str, Any]:
        if "nodes" in self.entry or self.indicator.nodes:
            return {"done_nodes": self._nodes(), "progress": self._progress()}
        field = "done" if "done" in self.entry else "value"
        return {"done": self._day(field, self.entry.get(field, False)), "progress": self._progress()}

    def _progress(self) -> Fraction | None:
        if "progress" not in self.entry:
            return None
        number = self._number("progress")
        if number is not None and not 0 <= number <= 100:
            self._return("E3", "progress", found=str(number))
        return number

    def _nodes(self) -> tuple[tuple[str, date | None], ...]:
        given: Mapping[str, Any] = self.entry.get("nodes", {})
        later = (node for revision in self.indicator.revisions for node in revision.nodes)
        names = list(dict.fromkeys(name for name, _ in (*self.indicator.nodes, *later)))
        if (not given and self.entry.get("value", False) not in (False, None)) or "done" in self.entry:
            self._return("E1-nodes", "nodes", names=Message("list", {"words": names}))
        for name in given:
            if name not in names:
                where = self.view.where(self.indicator.id, "nodes", name, key=True)
                known = Message("list", {"words": names})
                self.findings.append(finding("E7-node", where, found=name, known=known))
        return tuple((name, self._day(f"nodes.{name}", given[name])) for name in names if name in given)

    def _day(self, field: str, raw: object) -> date | None:
        """Read the day a thing was done; false means that it is still open."""
        if raw is False or raw is None:
            return None
        if isinstance(raw, str):
            try:
                day = date.fromisoformat(raw)
            except ValueError:
                self._return("E2-date", field, found=raw[:40])
                return None
            if day > self.submitted:
                self._return("E2-future", field, found=raw, submitted=self.submitted)
            return day
        self._return("E1-date" if raw is True else "E2-date", field, found=str(raw)[:40])
        return None

    def _grade(self) -> dict[str, Any]:
        if "value" not in self.entry:
            self._return("E1", "value")
            return {}
        raw = self.entry["value"]
        grade = GRADES.get(raw.strip()) if isinstance(raw, str) else None
        if grade is None:
            self._return("E2-grade", "value", found=str(raw)[:40])
        return {"grade": grade or ""}

    def _return(self, code: str, field: str, **facts: object) -> None:
        self.returned.append(self._finding(code, field, facts))

    def _warn(self, code: str, field: str, **facts: object) -> None:
        self.findings.append(self._finding(code, field, facts))

    def _finding(self, code: str, field: str, facts: dict[str, Any]) -> Finding:
        of = self.indicator
        return finding(code, self.where, indicator=of.id, field=field, name=of.name, **facts)


def merge(submissions: Iterable[Submission]) -> tuple[dict[periods.Period, Submission], list[Finding]]:
    """Merge files of the same plan and period; a value given twice differently is E8 and names both places."""
    merged: dict[periods.Period, Submission] = {}
    found: list[Finding] = []
    for new in submissions:
        old = merged.get(new.period)
        if old is None:
            merged[new.period] = new
            continue
        values = dict(old.values)
        for name, reported in new.values.items():
            first = values.setdefault(name, reported)
            if first.blank and not reported.blank:
                values[name] = reported
            elif not reported.blank and content(first) != content(reported):
                found.append(finding("E8", reported.where, found=name, first=str(first.where)))
            elif not reported.blank:
                values[name] = both(first, reported)
        merged[new.period] = Submission(
            old.plan, old.period, old.illustrative or new.illustrative, values, old.files + new.files,
            old.partial and new.partial,
        )  # fmt: skip
    return merged, found


# Where a value stands, on which day and with what words it came is no part of what it says.
_BESIDE = frozenset(("where", "submitted", "note", "reason", "by", "evidence", "source", "percent", "unit", "faults"))


def content(reported: Reported) -> dict[str, object]:
    """All that a value says, its flags included; a unit says something only where it is not the indicator's."""
    said = {name: said for name, said in reported._asdict().items() if name not in _BESIDE}
    return said | {"unit": reported.unit if reported.faults else "", "faulty": bool(reported.faults)}


def both(first: Reported, second: Reported) -> Reported:
    """A value given twice alike: the earliest day counts, and the words of both."""
    if second.submitted < first.submitted:
        first, second = second, first
    return first._replace(
        note=first.note or second.note, reason=first.reason or second.reason, by=first.by or second.by,
        evidence=first.evidence or second.evidence, percent=first.percent or second.percent,
    )  # fmt: skip
