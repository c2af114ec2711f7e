"""A round's files → `Round`: the register `<round>.yaml`, its rule `<round>.rule.yaml`, and what other rounds chose.

Every fault on the way is a finding; a round with a fault is not scored and not chosen from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from checker.cases.round import Case, Drop, Material, Objection, Round, Rule, Submitted
from checker.files import yamlfile
from checker.files.places import shown
from checker.files.yamlfile import Document
from checker.model import Finding, finding
from checker.model.findings import faults
from checker.reading import validate
from checker.reading.library import Library

RULE = ".rule.yaml"


def is_register(document: Document) -> bool:
    """Tell whether a file is a register of cases."""
    return isinstance(document.data, dict) and "round" in document.data and "cases" in document.data


def is_rule(document: Document) -> bool:
    """Tell whether a file is a round's rule."""
    return isinstance(document.data, dict) and "round" in document.data and "select" in document.data


def read(path: Path, library: Library) -> tuple[Round | None, list[Finding]]:
    """Read a round by its register; the rule beside it and the other registers of its folder come with it."""
    document, found = yamlfile.read(path, shown(path))
    if document is None:
        return None, found
    found += validate.check_shared(document, "cases")
    rule, of_rule = _rule(rule_file(path), document, library)
    found += of_rule
    if faults(found):
        return None, found
    found += [*_names(document, library), *_numbers(document), *_reasons(document)]
    return _round(document, rule, library, tuple(_past(path))), found


def rule_file(path: Path) -> Path:
    """The file of a register's rule."""
    return path.with_name(path.name.removesuffix(".yaml") + RULE)


def read_rule(path: Path, library: Library) -> tuple[Rule | None, list[Finding]]:
    """Read a rule alone; weights are shares of one whole."""
    document, found = yamlfile.read(path, shown(path))
    if document is None:
        return None, found
    found += validate.check_shared(document, "case_rule")
    if faults(found):
        return None, found
    data = document.data
    weights = [Fraction(data[key]["weight"]) for key in ("experts", "departments")]
    if sum(weights) != 1:
        shown_ = [data[key]["weight"] for key in ("experts", "departments")]
        where = document.where("departments", "weight")
        found.append(finding("case-weights", where, experts=shown_[0], departments=shown_[1]))
    if data["scale"]["from"] >= data["scale"]["to"]:
        found.append(finding("case-scale", document.where("scale", "to"), low=data["scale"]["from"],
                             high=data["scale"]["to"]))  # fmt: skip
    found += _quota_names(document, library)
    return _made_rule(data, library), found


def _rule(path: Path, register: Document, library: Library) -> tuple[Rule | None, list[Finding]]:
    if not path.is_file():
        return None, []
    rule, found = read_rule(path, library)
    if rule is None or not isinstance(register.data, dict):
        return rule, found
    if (scored := register.data.get("scored")) and date.fromisoformat(str(scored)) <= rule.published:
        found.append(finding("case-rule-late", register.where("scored"), published=str(rule.published), scored=scored))
    return rule, found


def _made_rule(data: Mapping[str, Any], library: Library) -> Rule:
    experts, quotas, drop = data["experts"], data.get("quotas", {}), data["experts"].get("drop")
    domains = domain_keys(library)
    return Rule(
        published=date.fromisoformat(data["published"]), select=data["select"], document=data.get("document", ""),
        lowest=Fraction(data["scale"]["from"]), highest=Fraction(data["scale"]["to"]),
        expert_weight=Fraction(experts["weight"]), department_weight=Fraction(data["departments"]["weight"]),
        days=data["publicity"]["days"], contact=data["publicity"].get("contact", ""), least=experts.get("least", 1),
        drop=Drop(drop["from"], drop["highest"], drop["lowest"]) if drop else None,
        expert_units=experts.get("units", {}), department_names=tuple(data["departments"].get("names", ())),
        characters=data.get("characters", 0), counted_at=quotas.get("counted_at", "city"),
        of_submitter=quotas.get("submitter", {}), of_locality=quotas.get("locality", {}),
        of_domain={domains.get(name, name): most for name, most in quotas.get("domain", {}).items()},
    )  # fmt: skip


def domain_keys(library: Library) -> dict[str, str]:
    """Every word for a domain → its key: the key itself, its name, and other names that documents use for it."""
    found: dict[str, str] = {}
    for key, entry in library.domains.items():
        found |= dict.fromkeys((key, entry["name"], *entry.get("aliases", ())), key)
    return found


DEFAULT = "default"
"""The word of a quota for all that have no entry of their own."""


def _quota_names(document: Document, library: Library) -> Iterator[Finding]:
    quotas = document.data.get("quotas", {})
    for key, known in (("locality", library.localities), ("domain", domain_keys(library))):
        for name in quotas.get(key, {}):
            if name != DEFAULT and name not in known:
                path = ("quotas", key, name)
                yield validate.unknown(f"unknown-{key}", document, path, name, known, key=True)


def _names(document: Document, library: Library) -> Iterator[Finding]:
    """Localities and domains that are not listed."""
    domains = domain_keys(library)
    if document.data["locality"] not in library.localities:
        yield validate.unknown("unknown-locality", document, ("locality",), document.data["locality"],
                               library.localities)  # fmt: skip
    view = document.under("cases")
    for place, item in enumerate(document.data["cases"]):
        if item["locality"] not in library.localities:
            yield validate.unknown("unknown-locality", view, (place, "locality"), item["locality"], library.localities)
        if item.get("domain", "") not in ("", *domains):
            yield validate.unknown("unknown-domain", view, (place, "domain"), item["domain"], domains)


def _numbers(document: Document) -> Iterator[Finding]:
    """Numbers given twice, and numbers that no case has."""
    seen, view = set[int](), document.under("cases")
    for place, item in enumerate(document.data["cases"]):
        if item["number"] in seen:
            yield finding("case-twice", view.where(place, "number"), number=item["number"])
        seen.add(item["number"])
    publicity = document.data.get("publicity", {})
    named = [(("decided", "chosen", n), number)
             for n, number in enumerate(document.data.get("decided", {}).get("chosen", ()))]  # fmt: skip
    named += [(("publicity", "cases", n), number) for n, number in enumerate(publicity.get("cases", ()))]
    for path, number in named:
        if number not in seen:
            yield finding("case-unknown", document.where(*path), number=number)
    for n, objection in enumerate(publicity.get("objections", ())):
        if objection["case"] not in publicity["cases"]:
            yield finding("case-not-shown", document.where("publicity", "objections", n, "case"),
                          number=objection["case"])  # fmt: skip


def _reasons(document: Document) -> Iterator[Finding]:
    """Who is not taken must be told why; `chosen` belongs to a round that is announced."""
    view = document.under("cases")
    for place, item in enumerate(document.data["cases"]):
        status = item.get("status", "entered")
        if status in ("withdrawn", "refused") and "reason" not in item:
            yield finding("case-reason", view.where(place, "status"), number=item["number"])
        if status == "chosen" and "announced" not in document.data:
            yield finding("case-chosen", view.where(place, "status"), number=item["number"])


def _past(path: Path) -> Iterator[tuple[str, Case]]:
    """The cases that other registers of the folder show as chosen; what is wrong with those is said of them alone."""
    for other in sorted(path.parent.glob("*.yaml")):
        if other.resolve() == path.resolve() or other.name.endswith(RULE):
            continue
        document, found = yamlfile.read(other, shown(other))
        if document is None or not is_register(document) or faults(found):
            continue
        if faults(validate.check_shared(document, "cases")) or "announced" not in document.data:
            continue
        view = document.under("cases")
        for place, item in enumerate(document.data["cases"]):
            if item.get("status") == "chosen":
                yield document.data["title"], _case(item, view, place, {})


def _round(document: Document, rule: Rule | None, library: Library, past: tuple[tuple[str, Case], ...]) -> Round:
    data, view, domains = document.data, document.under("cases"), domain_keys(library)
    announced, decided, publicity = (data.get(key, {}) for key in ("announced", "decided", "publicity"))
    return Round(
        id=data["round"], title=data["title"], locality=data["locality"], organizer=data["organizer"],
        file=document.file, rule=rule, past=past, to=data.get("to", ""), illustrative=data.get("illustrative", False),
        received=data.get("received", 0), scored=_day(data.get("scored")),
        over="announced" in data, announced=_day(announced.get("on")),
        announced_by=announced.get("document", ""), decided=tuple(decided["chosen"]) if decided else None,
        decided_by=decided.get("document", ""), shown_from=_day(publicity.get("from")),
        shown=tuple(publicity.get("cases", ())),
        objections=tuple(map(_objection, publicity.get("objections", ()))),
        cases=tuple(_case(item, view, place, domains) for place, item in enumerate(data["cases"])),
    )  # fmt: skip


def _case(item: Mapping[str, Any], view: Document, place: int, domains: Mapping[str, str]) -> Case:
    submitted, material, scores = item.get("submitted"), item.get("material"), item.get("scores", {})
    return Case(
        number=item["number"], title=item["title"], unit=item["unit"], locality=item["locality"],
        where=view.where(place, "number"), domain=domains.get(item.get("domain", ""), item.get("domain", "")),
        submitted=Submitted(submitted["by"], date.fromisoformat(submitted["on"]), submitted.get("place", 0))
        if submitted else None,
        material=Material(material["file"], material["sha256"], material.get("characters", 0)) if material else None,
        experts=_points(scores.get("experts", {})), departments=_points(scores.get("departments", {})),
        recused=tuple(item.get("recused", ())), status=item.get("status", "entered"), reason=item.get("reason", ""),
        supports=tuple((s["plan"], s["indicator"]) for s in item.get("supports", ())),
        inferred=tuple(item.get("inferred", ())), checked=item.get("checked", ""),
    )  # fmt: skip


def _points(given: Mapping[str, Any]) -> dict[str, Fraction]:
    return {name: Fraction(points) for name, points in given.items()}


def _objection(item: Mapping[str, Any]) -> Objection:
    settled = item.get("settled", {})
    return Objection(item["case"], date.fromisoformat(item["on"]), item["by"], item["text"],
                     _day(settled.get("on")), settled.get("result", ""), settled.get("document", ""))  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
