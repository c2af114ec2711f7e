"""The catalogues: plans, localities, domains, profiles and the calendar, found, extended and cross-checked.

`--indicators DIR` is a folder with the shared files and one folder a locality; without it the folder
`./indicators` is used when it is there, else the catalogues shipped with the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Any

from checker import kinds
from checker.files import yamlfile
from checker.files.places import shipped, shown
from checker.files.yamlfile import Document, fault
from checker.model import (
    Exemption,
    Finding,
    Indicator,
    Level,
    Measure,
    Plan,
    Profile,
    Reporting,
    Revision,
    Where,
    periods,
)
from checker.model.units import COUNTED
from checker.model.workdays import Calendar
from checker.reading import extends, targets, validate


@dataclass
class Library:
    """One folder of catalogues; each shared file is read once, when it is first asked for."""

    root: Path
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def at(cls, folder: Path | None) -> Library:
        """Open the given folder, else `./indicators`, else the shipped catalogues."""
        here = Path("indicators")
        return cls(folder or (here if here.is_dir() else shipped("indicators")))

    def _shared(self, name: str) -> tuple[Document | None, dict[str, Any]]:
        path = self.root / name
        if not path.is_file():
            path = shipped("indicators") / name
        document, found = yamlfile.read(path, shown(path))
        if document is not None:
            found += validate.check_shared(document, name)
        self.findings += found
        if document is None or found or not isinstance(document.data, dict):
            return document, {}
        return document, document.data

    @cached_property
    def localities(self) -> dict[str, dict[str, str]]:
        """Key → name, english, code, level, parent."""
        document, data = self._shared("localities.yaml")
        for key, entry in data.items():
            if document and entry.get("parent", key) not in data:
                path = (key, "parent")
                self.findings.append(validate.unknown("unknown-locality", document, path, entry["parent"], data))
        return data

    @cached_property
    def domains(self) -> dict[str, dict[str, Any]]:
        """Key → name, english; the official order is the file's order."""
        return self._shared("domains.yaml")[1]

    @cached_property
    def profiles(self) -> dict[str, Profile]:
        """Threshold profiles by name; the yellow line lies below the green one."""
        document, data = self._shared("profiles.yaml")
        made = {}
        for name, entry in data.items():
            profile = Profile(name, entry["basis"], exact(entry["green"]), exact(entry["yellow"]), entry["source"])
            if document and profile.yellow >= profile.green:
                facts = {"yellow": entry["yellow"], "green": entry["green"]}
                self.findings.append(fault("lines-overlap", document.where(name, "yellow"), **facts))
            made[name] = profile
        return made

    @cached_property
    def same_as(self) -> dict[str, str]:
        """Key shared by indicators of the same meaning → what it means."""
        return self._shared("same_as.yaml")[1]

    @cached_property
    def calendar(self) -> Calendar:
        """Holidays and make-up days of all listed years."""
        document, data = self._shared("calendar.yaml")
        off, makeup = set[date](), set[date]()
        for year, entry in data.items():
            for key, days in (("holidays", off), ("workdays", makeup)):
                for place, text in enumerate(entry[key]):
                    day = date.fromisoformat(text)
                    days.add(day)
                    where = document.where(year, key, place) if document else Where("")
                    if day.year != int(year) and (day.year, day.month) != (int(year) - 1, 12):
                        self.findings.append(fault("other-year", where, found=text, year=year))
                    if key == "workdays" and day in off:
                        self.findings.append(fault("day-both", where, found=text))
        return Calendar(frozenset(map(int, data)), frozenset(off), frozenset(makeup), document.file if document else "")

    def files(self) -> list[Path]:
        """Name the plan files, sorted: `<root>/<locality>/*.yaml`."""
        return sorted(path for path in self.root.glob("*/*.yaml") if path.parent.name not in ("schemas", "survey"))

    @cached_property
    def ids(self) -> dict[str, list[Path]]:
        """Plan id → files that claim it, without parsing them."""
        found: dict[str, list[Path]] = {}
        for path in self.files():
            if name := yamlfile.plan_key(path):
                found.setdefault(name, []).append(path)
        return found

    def plan(self, name: str) -> Plan | None:
        """Load one plan by its id; None (and findings) where that cannot be done."""
        files = self.ids.get(name, [])
        if len(files) > 1:
            others = ", ".join(shown(path) for path in files[1:])
            self.findings.append(fault("plan-twice", yamlfile.key_place(files[0], shown(files[0])), found=name,
                                       others=others))  # fmt: skip
        return self.load(files[0]) if files else None

    def load(self, path: Path) -> Plan | None:
        """Load one plan file, with what it extends, and check it against the shared files."""
        document, found = yamlfile.read(path, shown(path))
        if document is not None:
            document, more = extends.extended(document, path)
            found += more
        if document is not None:
            found += validate.check_plan(document)
        self.findings += found
        # a stray or doubled key hides nothing else: what is left can still be read and checked
        if document is None or any(f.level is Level.FAULT and f.code not in _HARMLESS for f in found):
            return None
        plan = read_plan(document)
        self.findings += [*self._cross_check(plan, document), *check_plan(plan, document)]
        return plan if not found else None

    def _cross_check(self, plan: Plan, document: Document) -> Iterator[Finding]:
        """Check that locality, domains and profile are known."""
        if plan.locality not in self.localities:
            yield validate.unknown("unknown-locality", document, ("locality",), plan.locality, self.localities)
        if plan.profile not in self.profiles:
            yield validate.unknown("unknown-profile", document, ("profile",), plan.profile, self.profiles)
        for place, measure in enumerate(plan.measures):
            if measure.domain not in self.domains:
                path = ("measures", place, "domain")
                yield validate.unknown("unknown-domain", document, path, measure.domain, self.domains)


def exact(number: int | Decimal) -> Fraction:
    """Turn a number of the file into an exact one."""
    return Fraction(number)


def read_plan(document: Document) -> Plan:
    """Build the plan from data whose shape has been checked."""
    data = document.data
    span, every = data["period"], data["reporting"]
    exemptions = tuple(
        Exemption(e["indicator"], _day(e["from"]), _day(e["until"]), e["reason"], e["document"])
        for e in data.get("exemptions", ())
    )
    return Plan(
        data["plan"], data["title"], data["locality"], data["document"], _day(span["start"]), _day(span["end"]),
        _reporting(every), data.get("profile", "plancheck"), exemptions,
        tuple(_measure(document, place, item) for place, item in enumerate(data["measures"])), document.file,
    )  # fmt: skip


def _reporting(item: dict[str, Any]) -> Reporting:
    due = item["due"]
    return Reporting(item["every"], 0, item["grace"], due["day"]) if isinstance(due, dict) else Reporting(
        item["every"], due, item["grace"])  # fmt: skip


def _measure(document: Document, place: int, item: dict[str, Any]) -> Measure:
    # places are looked up from the measure's own node: from the top each would cost a walk over all measures
    node = document.under("measures", place, "indicators")
    return Measure(
        item["number"], item["title"], item["domain"], item.get("clause", ""), tuple(item.get("lead", ())),
        tuple(item.get("responsible", ())), item.get("asks") == "responsible",
        tuple(_indicator(node.where(index), i) for index, i in enumerate(item["indicators"])),
        tuple(item.get("inferred", ())), item.get("leader", ""),
    )  # fmt: skip


_HARMLESS = ("unknown-key", "duplicate-key")
_AMOUNTS = ("target", "baseline", "tolerance", "ceiling", "weight")
_DAYS = ("start", "by")
_LISTS = ("parts", "lead", "responsible", "inferred")
_PLAIN = set(Indicator._fields) - {"where", "revisions", "schedule", "nodes", *_AMOUNTS, *_DAYS, *_LISTS}


def _indicator(where: Where, item: dict[str, Any]) -> Indicator:
    made: dict[str, Any] = {key: value for key, value in item.items() if key in _PLAIN}
    made |= {key: exact(item[key]) for key in _AMOUNTS if key in item}
    made |= {key: _day(item[key]) for key in _DAYS if key in item}
    made |= {key: tuple(item[key]) for key in _LISTS if key in item}
    made.setdefault("discrete", item.get("unit") in COUNTED)
    made |= _nodes(item) | _schedule(item)
    if "revisions" in item:
        made["revisions"] = tuple(_revision(r) for r in item["revisions"])
    return Indicator(where=where, **made)


def _nodes(item: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": tuple((name, _day(day)) for name, day in item["nodes"].items())} if "nodes" in item else {}


def _schedule(item: dict[str, Any]) -> dict[str, Any]:
    stages = ((periods.parse(text), exact(amount)) for text, amount in item.get("schedule", {}).items())
    made = tuple((period, amount) for period, amount in stages if period)
    return {"schedule": made} if made else {}


def _revision(item: dict[str, Any]) -> Revision:
    made: dict[str, Any] = {
        "since": _day(item["from"]),
        "document": item["document"],
        **_nodes(item),
        **_schedule(item),
    }
    made |= {"target": exact(item["target"])} if "target" in item else {}
    return Revision(**made, by=_day(item["by"]) if "by" in item else None)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def check_plan(plan: Plan, document: Document) -> Iterator[Finding]:
    """Check what a schema cannot say: ids, dates, targets, parts, exemptions and what a reader should look at."""
    crossed = plan.start > plan.end
    if crossed:
        yield fault("dates-crossed", document.where("period", "end"), start=plan.start, end=plan.end)
    numbers: dict[int, int] = {}
    ids: dict[str, tuple[object, ...]] = {}
    for place, measure in enumerate(plan.measures):
        if measure.number in numbers:
            yield fault("measure-twice", document.where("measures", place, "number"), found=measure.number)
        numbers[measure.number] = place
        yield from _check_measure(measure, document.under("measures", place))
        inner = document.under("measures", place, "indicators")
        for index, indicator in enumerate(measure.indicators):
            at = inner.where(index, "id")
            if indicator.id in ids:
                yield fault("id-twice", at, found=indicator.id)
            elif indicator.id.rstrip("abcdefghijklmnopqrstuvwxyz") != str(measure.number):
                yield fault("id-of-other-measure", at, found=indicator.id, measure=measure.number)
            ids[indicator.id] = (place, index)
            yield from _check_indicator(indicator, plan, inner.under(index), crossed)
    yield from _check_references(plan, document, ids)
    yield from targets.check_together(plan, document, ids)


def _check_measure(measure: Measure, document: Document) -> Iterator[Finding]:
    where = document.where("number")
    for key, units in (("lead", measure.lead), ("responsible", measure.responsible)):
        for place, unit in enumerate(units):
            if re.search("[，；,;]", unit):
                yield fault("unit-list", document.where(key, place), found=unit)
    if measure.asks_responsible and (measure.lead or not measure.responsible):
        code = "asks-nobody" if not measure.responsible else "asks-and-lead"
        yield fault(code, document.where("asks"), measure=measure.number)
    elif not measure.asked:
        yield _warning("no-lead", where, measure=measure.number)
    if not measure.clause and not all(i.clause for i in measure.indicators):
        yield _warning("no-clause", where, measure=measure.number)


def _check_indicator(indicator: Indicator, plan: Plan, document: Document, crossed: bool) -> Iterator[Finding]:
    """Check one indicator's numbers and dates; `crossed`: the plan's own dates are wrong and say nothing."""
    name = {"indicator": indicator.id}
    start = indicator.start or plan.start
    end = indicator.by or max((day for _, day in indicator.nodes), default=plan.end)
    if start > end and (not crossed or (indicator.start and indicator.by)):
        key = next((key for key in ("by", "nodes", "start") if getattr(indicator, key)), "id")
        yield fault("dates-crossed", document.where(key), start=start, end=end)
    for node, day in indicator.nodes:
        if indicator.by and day > indicator.by:
            yield fault("node-after-by", document.where("nodes", node), found=day, by=indicator.by)
    target, baseline = indicator.target, indicator.baseline
    kind = kinds.of(indicator)
    if target is not None and baseline is not None and kind.PACED and not kind.LIMIT:
        up = kind.up(indicator)
        if target == baseline:
            yield fault("target-is-baseline", document.where("target"), found=_plain(target))
        elif (target > baseline) != up:
            yield fault("wrong-direction", document.where("direction" if indicator.direction else "target"))
    if kind.REPORTS == "change" and target is not None:
        if target and indicator.direction and (target > 0) != (indicator.direction == "up"):
            yield fault("wrong-direction", document.where("direction"))
        elif not target and not indicator.direction:
            yield fault("missing-key", document.where(), found="direction")
    if indicator.ceiling is not None and target is not None and indicator.ceiling <= target:
        yield fault("ceiling-below-target", document.where("ceiling"), found=_plain(indicator.ceiling))
    share = indicator.unit == "%" and kind.REPORTS == "number" and not kind.RUNNING and not indicator.unbounded
    if share and target is not None and not 0 <= target <= 100:
        yield fault("not-a-share", document.where("target"), found=_plain(target))
    if indicator.every and periods.MONTHS[indicator.every] <= periods.MONTHS[plan.reporting.every]:
        yield fault("every-not-rarer", document.where("every"), found=indicator.every, plan=plan.reporting.every)
    yield from targets.check_targets(indicator, targets.Window(start, end), document)
    if not indicator.as_written:
        yield _warning("no-words", document.where("id"), **name)


def _check_references(plan: Plan, document: Document, ids: dict[str, tuple[object, ...]]) -> Iterator[Finding]:
    """Check that parts and exemptions name indicators of this plan."""
    for place, measure in enumerate(plan.measures):
        for index, indicator in enumerate(measure.indicators):
            for part in indicator.parts:
                path = ("measures", place, "indicators", index, "parts", indicator.parts.index(part))
                if part == indicator.id:
                    yield fault("part-of-itself", document.where(*path), found=part)
                elif part not in ids:
                    yield validate.unknown("unknown-id", document, path, part, ids)
    for place, exemption in enumerate(plan.exemptions):
        if exemption.indicator not in ids:
            yield validate.unknown("unknown-id", document, ("exemptions", place, "indicator"), exemption.indicator, ids)
        if exemption.start > exemption.end:
            where = document.where("exemptions", place, "until")
            yield fault("dates-crossed", where, start=exemption.start, end=exemption.end)


def _warning(code: str, where: Where, **facts: object) -> Finding:
    return Finding(code, Level.WARNING, where, facts, str(facts.get("indicator", "")))


def _plain(number: Fraction) -> str:
    from checker.model.numbers import show

    return show(number, 6)
