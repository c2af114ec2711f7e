"""Plans: file → `Plan`, with what it extends; every fault on the way is a finding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from checker.files import yamlfile
from checker.files.places import shown
from checker.files.yamlfile import MAX_NEAR, Document
from checker.model import Exemption, Finding, Indicator, Measure, Plan, Reporting, Revision, Where, periods
from checker.model.units import COUNTED
from checker.reading import bases, extends, pruned, validate
from checker.reading.plan_checks import check_indicator, check_plan


class Lists(NamedTuple):
    """What a plan may name. None where the file that lists it has a fault: then no plan is accused of its words."""

    localities: Mapping[str, Any] | None
    profiles: Mapping[str, Any] | None
    domains: Mapping[str, Any] | None


def load(
    path: Path, lists: Lists, root: Path | None = None, known: bases.Bases | None = None
) -> tuple[Plan | None, tuple[Finding, ...]]:
    """Read one plan file with what it extends within `root`. What is wrong in it hides nothing else that is.

    `known` keeps bases that several plans extend, so that each is read and checked once.
    """
    document, found = yamlfile.read(path, shown(path))
    if document is not None and not found and known is not None:
        plan = bases.upon(document, path, known, _WAYS, root)
        if plan is not None and not any(_check_names(plan, document, lists)):
            return plan, ()
    if document is not None:
        document, more = extends.extended(document, path, root)
        found += more
    if document is None:
        return None, tuple(found)
    told = validate.check_plan(document)
    found += [*(_with_words(fault, lists) for fault in told[:MAX_NEAR]), *told[MAX_NEAR:]]
    sound = pruned.sound(document) if found else document
    if sound is None:
        return None, tuple(found)
    plan = read_plan(sound)
    return plan if not found else None, (*found, *_check_names(plan, sound, lists), *check_plan(plan, sound))


def _with_words(found: Finding, lists: Lists) -> Finding:
    """Add the words that a shared file lists to what is missing, and the key to a name that stands in its place."""
    known = {"locality": lists.localities, "domain": lists.domains}.get(str(found.facts.get("found")))
    if found.code != "missing-key" or not known:
        return validate.by_name(found, lists.domains, lists.localities)
    return found._replace(facts={**found.facts, "known": validate.listed(list(known)[:40], validate.named(known))})


def _check_names(plan: Plan, document: Document, lists: Lists) -> Iterator[Finding]:
    """Check that locality, profile and domains are listed."""
    if lists.localities is not None and plan.locality not in lists.localities:
        yield validate.unknown("unknown-locality", document, ("locality",), plan.locality, lists.localities)
    if lists.profiles is not None and plan.profile not in lists.profiles:
        yield validate.unknown("unknown-profile", document, ("profile",), plan.profile, lists.profiles)
    for place, measure in enumerate(plan.measures):
        if lists.domains is not None and measure.domain not in lists.domains:
            path = ("measures", place, "domain")
            yield validate.unknown("unknown-domain", document, path, measure.domain, lists.domains)


def read_plan(document: Document) -> Plan:
    """Build the plan from data whose shape has been checked."""
    data = document.data
    return Plan(
        id=data["plan"],
        title=data["title"],
        locality=data["locality"],
        document=data["document"],
        start=_day(data["period"]["start"]),
        end=_day(data["period"]["end"]),
        reporting=_reporting(data["reporting"]),
        profile=data.get("profile", "plancheck"),
        exemptions=tuple(map(_exemption, data.get("exemptions", ()))),
        measures=tuple(_measure(document, place, item) for place, item in enumerate(data["measures"])),
        file=document.file,
    )


def _exemption(item: dict[str, Any]) -> Exemption:
    return Exemption(
        indicator=item["indicator"],
        start=_day(item["from"]),
        end=_day(item["until"]),
        reason=item["reason"],
        document=item["document"],
    )


def _measure(document: Document, place: int, item: dict[str, Any]) -> Measure:
    # places are looked up from the measure's own node: from the top each would cost a walk over all measures
    node = document.under("measures", place, "indicators")
    return Measure(
        number=item["number"],
        title=item["title"],
        domain=item["domain"],
        clause=item.get("clause", ""),
        lead=tuple(item.get("lead", ())),
        responsible=tuple(item.get("responsible", ())),
        asks_responsible=item.get("asks") == "responsible",
        indicators=tuple(_indicator(node.where(index), i) for index, i in enumerate(item["indicators"])),
        inferred=tuple(item.get("inferred", ())),
        leader=item.get("leader", ""),
    )


_AMOUNTS = ("target", "baseline", "tolerance", "ceiling", "weight")
_DAYS = ("start", "by")
_LISTS = ("parts", "lead", "responsible", "inferred")
_PLAIN = frozenset(Indicator._fields) - {"where", "revisions", "schedule", "nodes", *_AMOUNTS, *_DAYS, *_LISTS}


def _indicator(where: Where, item: dict[str, Any]) -> Indicator:
    made: dict[str, Any] = {key: value for key, value in item.items() if key in _PLAIN}
    made |= {key: _exact(item[key]) for key in _AMOUNTS if key in item}
    made |= {key: _day(item[key]) for key in _DAYS if key in item}
    made |= {key: tuple(item[key]) for key in _LISTS if key in item}
    made |= _nodes(item) | _schedule(item)
    made.setdefault("discrete", item.get("unit") in COUNTED)
    if "revisions" in item:
        made["revisions"] = tuple(map(_revision, item["revisions"]))
    return Indicator(where=where, **made)


def _nodes(item: dict[str, Any]) -> dict[str, Any]:
    return {"nodes": tuple((name, _day(day)) for name, day in item["nodes"].items())} if "nodes" in item else {}


def _schedule(item: dict[str, Any]) -> dict[str, Any]:
    stages = ((periods.parse(text), _exact(amount)) for text, amount in item.get("schedule", {}).items())
    made = tuple((period, amount) for period, amount in stages if period)
    return {"schedule": made} if made else {}


def _revision(item: dict[str, Any]) -> Revision:
    return Revision(
        since=_day(item["from"]),
        document=item["document"],
        target=_exact(item["target"]) if "target" in item else None,
        by=_day(item["by"]) if "by" in item else None,
        **_nodes(item),
        **_schedule(item),
    )


def _reporting(item: dict[str, Any]) -> Reporting:
    """Working days after the period's end, or a day of its last month."""
    due = item["due"]
    if isinstance(due, dict):
        return Reporting(item["every"], 0, item["grace"], due["day"])
    return Reporting(item["every"], due, item["grace"])


def _exact(number: int | Decimal) -> Fraction:
    return Fraction(number)


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _alone(old: Indicator, item: dict[str, Any], plan: Plan, document: Document) -> Indicator | None:
    """An indicator of changed data in the place of another; None where anything is to be said of it."""
    made = _indicator(old.where, item)
    return None if any(check_indicator(made, plan, document, crossed=False)) else made


_WAYS = bases.Ways(read_plan, lambda plan, document: any(check_plan(plan, document)), _alone)
