"""A workbook → the values in it. Columns are found by the hidden keys or their heads, rows by id, never by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from checker.forms import cells, layout
from checker.forms.mapping import Mapping_, squeezed
from checker.forms.reading import Book, Cell, Sheet, column_number, reference
from checker.model import Finding, Level, Message, Plan, Where
from checker.validate import nearest
from checker.yamlfile import fault

HEAD_ROWS, MAX_ROWS = 60, 20_000
TOTALS = ("合计", "小计", "总计", "共计")
IDS = ("id", "no")


class Spot(NamedTuple):
    """Where a value stood."""

    file: str
    sheet: str
    cell: str

    def where(self) -> Where:
        """The place as findings name it: book.xlsx!Sheet!C7."""
        return Where("!".join(part for part in self if part))


class Entry(NamedTuple):
    """The raw value of one indicator as it stood in one file: fields as YAML holds them, with their places."""

    indicator: str
    fields: Mapping[str, Any]
    spots: Mapping[str, Spot]
    digest: str
    problems: tuple[Finding, ...] = ()

    def spot(self) -> Spot:
        """The place of the value itself."""
        return next(self.spots[name] for name in (*layout.ENTRIES, *self.spots) if name in self.spots)


class Form(NamedTuple):
    """One file's values, with what its hidden sheet says of it."""

    file: str
    digest: str
    meta: Mapping[str, str]
    entries: tuple[Entry, ...]
    people: Mapping[str, str] = {}
    columns: frozenset[str] = frozenset()
    day: date | None = None


class Layout(NamedTuple):
    """How a file is laid out: heads → fields, labels of persons, words that stand for ids, single cells."""

    heads: Mapping[str, str]
    labels: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    cells: Mapping[str, Mapping[str, str]] = {}
    sheet: str = ""


class Table(NamedTuple):
    """A sheet with the row that names its columns."""

    sheet: Sheet
    head: int
    columns: Mapping[str, int]


def meta(book: Book) -> dict[str, str]:
    """Read the hidden sheet; empty where there is none."""
    for sheet in book.sheets:
        if sheet.text(1, 1) == "form" and sheet.text(1, 2).startswith("plancheck-form"):
            return {sheet.text(row, 1): sheet.text(row, 2) for row in range(1, 20) if sheet.text(row, 1)}
    return {}


def layout_of(say: Any, own: Mapping_ | None = None) -> Layout:
    """The layout of our forms in the language of the run, or the one that an office's mapping tells."""
    if own is not None:
        return Layout(own.heads, {}, own.names, own.cells, own.sheet)
    names = (*layout.FACTS, *layout.ENTRIES)
    heads = {squeezed(say(f"form.column.{name}")): name for name in names}
    heads |= {name: name for name in (*names, *layout.EXTRA, "id")}
    return Layout(heads, {squeezed(say(f"form.person.{name}")): name for name in layout.PEOPLE})


def tables(book: Book, how: Layout) -> Iterator[Table]:
    """Find the tables: the row of hidden keys where it is left, else the row of heads."""
    for sheet in book.sheets:
        if sheet.name == layout.META or sheet.text(1, 1) == "form" or (how.sheet and sheet.name != how.sheet):
            continue
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), cell in sheet.cells.items():
            if row <= HEAD_ROWS and isinstance(cell.value, str):
                by_row.setdefault(row, {})[column] = squeezed(cell.value)
        best: Table | None = None
        for row in sorted(by_row):
            columns: dict[str, int] = {}
            for column, word in sorted(by_row[row].items()):
                if (name := how.heads.get(word)) is not None:
                    columns.setdefault(name, column)
            fields = columns.keys() & {*layout.ENTRIES, *layout.EXTRA}
            if columns.keys() & set(IDS) and fields and (best is None or len(columns) > len(best.columns)):
                best = Table(sheet, row, columns)
        if best is not None:
            yield best


def form(book: Book, plan: Plan, how: Layout) -> tuple[Form, list[Finding]]:
    """Read all values of a form."""
    found: list[Finding] = []
    known = meta(book)
    kept: dict[str, dict[str, list[tuple[object, Spot, list[Finding]]]]] = {}
    some = False
    columns: set[str] = set()
    people: dict[str, str] = {}
    day: date | None = None
    for table in tables(book, how):
        some = True
        columns |= table.columns.keys()
        more, who = _table(book, table, plan, kept, how), _people(table, how.labels)
        found += more
        for name, cell in who.items():
            if name == "date":
                read = cells.day(cell, book.epoch1904)
                if isinstance(read.raw, str) and not read.problem and read.raw[:1].isdigit() and len(read.raw) == 10:
                    day = date.fromisoformat(read.raw)
            elif (text := cells.text(cell)).raw:
                people[name] = str(text.raw)[:30]
    if how.cells:
        found += _single(book, plan, how, kept)
    if not some and not how.cells:
        found.append(fault("form-no-table", Where(book.file)))
    entries = [e for name, parts in kept.items() if (e := _entry(name, parts, plan, book, found)) is not None]
    return Form(book.file, book.digest, known, tuple(entries), people, frozenset(columns), day), found


def _people(table: Table, labels: Mapping[str, str]) -> dict[str, Cell]:
    """Find who filled the form in: the cell right of each label, above or below the table."""
    found: dict[str, Cell] = {}
    cells_of, merged = table.sheet.cells, table.sheet.merged
    for (row, column), cell in cells_of.items():
        name = labels.get(squeezed(cell.value).rstrip("：:")) if isinstance(cell.value, str) else None
        if name is None:
            continue
        right = next((c2 + 1 for r1, c1, r2, c2 in merged if (r1, c1) == (row, column)), column + 1)
        if (row, right) in cells_of and cells_of[row, right].value is not None:
            found.setdefault(name, cells_of[row, right])
    return found


def _table(book: Book, table: Table, plan: Plan, kept: dict[str, Any], how: Layout) -> list[Finding]:
    """Read the rows of one table into `kept`: row key → field → readings."""
    sheet, found = table.sheet, list[Finding]()
    names, heads = how.names, how.heads
    indicators = {i.id: i for _, i in plan.indicators()}
    keys = indicators.keys() | {i.id + layout.NODE + node for i in indicators.values() for node, _ in i.nodes}
    filled: dict[int, list[str]] = {}
    back = {column: name for name, column in table.columns.items()}
    for row, column in sheet.cells:
        if row > table.head and (name := back.get(column)) and _holds(sheet.cells[row, column]):
            filled.setdefault(row, []).append(name)
    spread = _spread(sheet, table)
    for row in sorted(filled):
        key = next((k for name in IDS if name in table.columns and (k := sheet.text(row, table.columns[name]))), "")
        own = [name for name in filled[row] if name in (*layout.ENTRIES, *layout.EXTRA)]
        if not own or all(squeezed(sheet.text(row, table.columns[name])) in heads for name in own):
            continue  # nothing filled in, or a head repeated
        spot = Spot(book.file, sheet.name, reference(row, table.columns[own[0]]))
        if not key:
            texts = "".join(sheet.text(row, column) for column in range(1, 40))
            shown = sheet.text(row, table.columns[own[0]])[:40]
            if own != ["note"] and shown:
                level = Level.WARNING if any(word in texts for word in TOTALS) else Level.RETURNED
                found.append(Finding("form-no-id", level, spot.where(), {"found": shown}))
            continue
        if (
            sheet.name
            and not key[:1].isdigit()
            and row == table.head + 1
            and key not in keys
            and "id" in table.columns
            and sheet.text(table.head, table.columns["id"]) == "id"
        ):
            continue  # the visible head under the hidden keys, whatever it was renamed to
        if names:
            if squeezed(key) not in names and key not in keys:
                continue  # a row that the mapping does not name: totals, other matters
            key = names.get(squeezed(key), key)
        key = key if key in keys else key.split(layout.NODE)[0] if key.split(layout.NODE)[0] in keys else key
        if key not in keys:
            near = nearest(key[:40], list(indicators))
            facts = {"nearest": near} if near else {}
            found.append(fault("E7", spot.where(), found=key[:40], **facts))
            continue
        both = {"part", "whole"}
        if both & set(own) and both <= table.columns.keys():
            own = [*own, *sorted(both - set(own))]  # where the missing one belongs is worth knowing
        for name in own:
            _keep(kept, key, name, book, sheet, (row, table.columns[name]), indicators)
    found += _merged(book, table, spread, indicators)
    return found


def _holds(cell: Cell) -> bool:
    return cell.value is not None or bool(cell.formula)


def _keep(kept: dict[str, Any], key: str, name: str, book: Book, sheet: Sheet, place: tuple[int, int],
          indicators: Mapping[str, Any]) -> None:  # fmt: skip
    """Read one cell of an indicator."""
    indicator = indicators[key.split(layout.NODE)[0]]
    here = Spot(book.file, sheet.name, reference(*place))
    read = _read(sheet.cells.get(place, Cell(None)), name, indicator, book.epoch1904)
    problems = _problems(read, here, f"{indicator.id} {indicator.name}", indicator.id)
    kept.setdefault(key, {}).setdefault(name, []).append((read.raw, here, problems))


def _single(book: Book, plan: Plan, how: Layout, kept: dict[str, Any]) -> Iterator[Finding]:
    """Read the single cells that a mapping names."""
    indicators = {i.id: i for _, i in plan.indicators()}
    for key, parts in how.cells.items():
        for name, text in parts.items():
            letters = text.rstrip("0123456789")
            place = int(text[len(letters) :]), column_number(letters)
            sheets = [s for s in book.sheets if not s.hidden and how.sheet in ("", s.name)]
            if key not in indicators:
                yield fault("E7", Where(book.file), found=key)
                break
            for sheet in sheets[:1]:
                if place in sheet.cells:
                    _keep(kept, key, name, book, sheet, place, indicators)


def _read(cell: Cell, name: str, indicator: Any, early: bool) -> cells.Read:
    if name in ("note", "evidence", "correction", "reason", "by", "grade", "confirmed"):
        return cells.text(cell)
    if name in ("done", "submitted"):
        return cells.day(cell, early)
    percent = name == "progress" or (name == "value" and (indicator.unit == "%" or indicator.reported_as == "percent"))
    read = cells.number(cell, percent)
    if percent and name == "value" and not cell.percent and isinstance(cell.value, float) and 0 < cell.value < 1:
        return read._replace(hint="form-fraction")
    return read


def _problems(read: cells.Read, spot: Spot, title: str, name: str) -> list[Finding]:
    facts = {"name": title, "found": str(read.raw)[:60]}
    made = []
    if read.problem:
        made.append(Finding(read.problem, Level.RETURNED, spot.where(), facts, name))
    if read.hint:
        made.append(Finding(read.hint, Level.WARNING, spot.where(), facts, name))
    return made


def _spread(sheet: Sheet, table: Table) -> list[tuple[int, int, int, int]]:
    """Merged areas that cover several rows of the cells to fill in."""
    own = {column for name, column in table.columns.items() if name in (*layout.ENTRIES, *layout.EXTRA, *IDS)}
    return [area for area in sheet.merged
            if area[2] > table.head and area[2] > area[0] and any(area[1] <= c <= area[3] for c in own)]  # fmt: skip


def _merged(book: Book, table: Table, areas: list[tuple[int, int, int, int]], indicators: Any) -> Iterator[Finding]:
    """A value merged over several rows counts for the first alone; the others must be said, not passed over."""
    back = {column: name for name, column in table.columns.items()}
    column = next(table.columns[name] for name in IDS if name in table.columns)
    for top, left, bottom, right in areas:
        name = next((back[c] for c in range(left, right + 1) if c in back), "")
        cell = table.sheet.cells.get((top, left))
        if name in ("note", "evidence") or cell is None or cell.value is None:
            continue
        ids = [key for row in range(top, bottom + 1) if (key := table.sheet.text(row, column))]
        if len(ids) > 1 or name in IDS:
            area = f"{reference(top, left)}:{reference(bottom, right)}"
            titles = [f"{k} {indicators[k.split(layout.NODE)[0]].name}" for k in ids
                      if k.split(layout.NODE)[0] in indicators]  # fmt: skip
            yield fault("form-merged-value", Spot(book.file, table.sheet.name, area).where(),
                        found=str(cell.value)[:40], names=Message("list", {"words": titles or ids}))  # fmt: skip


def _entry(key: str, parts: Mapping[str, Any], plan: Plan, book: Book, found: list[Finding]) -> Entry | None:
    """Join the readings of one row key; a field given twice differently is E8."""
    fields: dict[str, Any] = {}
    spots: dict[str, Spot] = {}
    problems: list[Finding] = []
    for name, readings in parts.items():
        for raw, spot, more in readings:
            if raw is None and not more:
                spots.setdefault(name, spot)
                continue
            if name in fields and fields[name] != raw:
                found.append(fault("E8", spot.where(), found=key, first=str(spots[name].where())))
                continue
            if name not in fields:
                problems += more
                spots.pop(name, None)
                fields[name], spots[name] = raw, spot
    return Entry(key, fields, spots, book.digest, tuple(problems)) if fields else None
