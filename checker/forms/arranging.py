"""The filled-in fields of an indicator → what a submission holds; what does not fit its place stays visible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from checker import kinds
from checker.forms import cells
from checker.model import Finding, Indicator, Where, as_warning, finding
from checker.model.numbers import exact, read_number

_SURE = {"true", "确认", "已确认", "已核实", "confirmed"}
TEXTS = ("correction", "note", "reason", "by", "evidence")
_NUMBERS = ("value", "part", "whole", "last_year")
_WITH_NONE = ("part", "whole", "last_year", "done", "progress")
LONGEST_NOTE, LONGEST_NAME = 2000, 120


class Arranging:
    """Shapes one indicator's fields, collecting what is wrong with them at the places where they stood."""

    def __init__(self, indicator: Indicator, places: Mapping[str, Where]) -> None:
        self.indicator, self.places = indicator, places
        self.problems: list[Finding] = []

    def finding(self, code: str, field: str, found: object, where: Where | None = None, **more: Any) -> Finding:
        """Make a finding on a field, at its place if no other is given."""
        of, at = self.indicator, where or self.places[field]
        name, text = f"{of.id} {of.name}", str(found)[:60]
        return finding(code, at, indicator=of.id, field=field, name=name, found=text, **more)

    def complain(self, code: str, field: str, found: object, **more: Any) -> None:
        """Say what is wrong with a field."""
        self.problems.append(self.finding(code, field, found, **more))

    def raw(self, fields: dict[str, Any], nodes: dict[str, Any]) -> dict[str, Any]:
        """Arrange the fields as a submission holds them; what does not fit its place stays visible as `value`."""
        made = self._main(fields, nodes)
        if "progress" in fields and "value" not in made and "none" not in made:
            made |= self._progress(fields["progress"], made)
        if not cells.is_blank(fields.get("planned")) and "none" not in made:
            made |= self._planned(fields["planned"])
        for name in TEXTS:
            if len(str(fields.get(name, ""))) > LONGEST_NOTE:
                self.complain("form-cut", name, str(fields[name])[:20])
        return self._with_extras(made | _words(fields, undoes=made.get("done", True) is False), fields)

    def _main(self, fields: dict[str, Any], nodes: dict[str, Any]) -> dict[str, Any]:
        """What is reported itself: nothing of the kind, a grade, a day or numbers."""
        reports = kinds.of(self.indicator).REPORTS
        if cells.is_none(fields.get("value", fields.get("grade"))):
            beside = [name for name in _WITH_NONE if not cells.is_blank(fields.get(name))]
            return {"none": True, **{name: fields[name] for name in beside}}  # then something did happen: it goes back
        if reports == "grade":
            given = self._one(fields, ("grade", "value"))
            return {"value": given[0]} if given else {}
        if reports == "done":
            return self._done(fields, nodes)
        made = {name: self._forgiven(name, fields[name]) for name in _NUMBERS if name in fields}
        self._one_share(made)
        if "last_year" in made and cells.is_blank(made.get("value")) and not cells.is_blank(made["last_year"]):
            self.complain("form-no-value", "last_year", made["last_year"])
        return made

    def _progress(self, raw: Any, made: dict[str, Any]) -> dict[str, Any]:
        """How far a task is; what is done and still under way at once goes back."""
        share, done = read_number(raw)[0], made.get("done")
        if share == 100 and not done:
            self.complain("form-progress", "progress", raw)
        elif share is not None and share < 100 and done:
            self.complain("form-done-progress", "progress", raw, day=done)
            del made["done"]
            return {"value": f"{done}（{raw}%）"}
        return {"progress": raw}

    def _planned(self, raw: Any) -> dict[str, Any]:
        """The unit's own date; what is no day is said and not written."""
        if cells.is_day(raw) and not isinstance(raw, bool):
            return {"planned": raw}
        self.complain("form-planned", "planned", raw)
        return {}

    def _with_extras(self, made: dict[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
        """Add what other layouts bring besides: how many were asked, whether it was confirmed, the day it came."""
        for name, read in (("n", _count), ("unknown", _count), ("confirmed", _sure), ("submitted", _day)):
            raw = fields.get(name)
            if not cells.is_blank(raw):
                code, item = read(raw)
                if code == "E2":  # how many were asked decides whether the value counts: all of it goes back
                    self.complain(code, name, raw)
                    made["value"] = f"{made.get('value', '')}（{name}: {raw}）"
                    made = {key: kept for key, kept in made.items() if key not in ("part", "whole", "done", "nodes")}
                elif code:  # only this is passed over
                    self.problems.append(as_warning(self.finding(code, name, raw)))
                else:
                    made[name] = item
        return made

    def _forgiven(self, field: str, raw: Any) -> Any:
        """Write out what was meant where there is no doubt (1,234 and ９５％), and say so."""
        number, forgiven = read_number(raw)
        percent = self.indicator.unit == "%" or bool(self.indicator.reported_as)
        if number is None or not forgiven or ("percent" in forgiven and not percent):
            return raw
        exact_one = exact(number)
        if exact_one is None:
            return raw
        kept = f"{cells.plain(exact_one)}%" if 0 < exact_one < 1 and "percent" in forgiven else cells.plain(exact_one)
        if kept != raw:  # below 1 the sign stays: without it the number could be a fraction
            self.complain("forgiven", field, raw, read=kept)
        return kept

    def _done(self, fields: dict[str, Any], nodes: dict[str, Any]) -> dict[str, Any]:
        """Days as days; a text that is none goes under `value`, where it is returned and not a fault of the file."""
        if nodes and all(cells.is_day(day) for day in nodes.values()):
            return {"nodes": nodes}
        if nodes:
            filled = {name: day for name, day in nodes.items() if not cells.is_blank(day)}
            if filled and all(cells.is_day(day) for day in filled.values()):
                return {"nodes": filled}
            return {"value": "；".join(f"{name}: {day}" for name, day in filled.items()) or next(iter(nodes.values()))}
        given = self._one(fields, ("done", "value"))
        if not given or ("progress" in fields and cells.is_blank(given[0])):
            return {}
        return {"done" if cells.is_day(given[0]) else "value": given[0]}

    def _one(self, fields: Mapping[str, Any], names: tuple[str, ...]) -> list[Any]:
        """What stands in one of two cells for the same thing; where both say something else, it goes back."""
        given = [name for name in names if name in fields]
        filled = [name for name in given if not cells.is_blank(fields[name])]
        if len(filled) == 2 and not cells.same(fields[filled[0]], fields[filled[1]]):
            text = "；".join(str(fields[name]) for name in filled)
            self.complain("form-two-cells", filled[1], text)
            return [text]
        return [fields[name] for name in (filled or given)[:1]]

    def _one_share(self, made: dict[str, Any]) -> None:
        """A percentage beside its part and whole must say the same; blank words beside a value do not count."""
        for name in _NUMBERS:
            if name in made and cells.is_blank(made[name]) and len(made) > 1:
                del made[name]
        if not {"value", "part", "whole"} <= made.keys():
            return
        value, part, whole = (read_number(made[name])[0] for name in ("value", "part", "whole"))
        if value is None or part is None or not whole:
            return
        if same_share(value, part, whole):
            del made["value"]
            return
        text = f"{made['value']}（{made['part']}/{made['whole']}）"
        self.complain("form-share", "value", text)
        del made["part"], made["whole"]
        made["value"] = text


def same_share(value: Fraction, part: Fraction, whole: Fraction) -> bool:
    """Tell whether a percentage is that of part and whole, rounded to a tenth."""
    return abs(value - part / whole * 100) * 10 <= 1


def _words(fields: Mapping[str, Any], undoes: bool) -> dict[str, Any]:
    """The texts; words for nothing are none. What explains an own date that moved takes nothing back (`undoes`)."""
    said = {name: str(fields[name])[:LONGEST_NOTE] for name in TEXTS if not cells.is_blank(fields.get(name))}
    made: dict[str, Any] = {}
    if said.get("correction", "no").strip().lower() not in cells.NO | {"false", "no"}:
        moves = not cells.is_blank(fields.get("planned")) and not undoes
        made |= {"reason": said["correction"]} if moves else {"correction": True, "reason": said["correction"]}
    made |= {name: said[name] for name in ("note", "reason") if name in said}
    if "by" in said:
        made["by"] = said["by"][:LONGEST_NAME]
    parts = (
        [part.strip() for part in re.split(r"[;；\n]", str(fields.get("evidence", "")))] if "evidence" in said else []
    )
    if any(parts):
        made["evidence"] = [part[:LONGEST_NOTE] for part in parts if part]
    return made


def _count(raw: object) -> tuple[str, Any]:
    number, _ = read_number(raw)
    good = number is not None and number.denominator == 1 and number >= 0
    return ("", str(number)) if good else ("E2", None)


def _sure(raw: object) -> tuple[str, Any]:
    word = str(raw).strip().lower()
    if word in cells.YES | _SURE:
        return "", True
    return ("", False) if word in cells.NO | {"false"} else ("form-unsure", None)


def _day(raw: object) -> tuple[str, Any]:
    return ("", raw) if cells.is_day(raw) and not isinstance(raw, bool) else ("E2-date", None)
