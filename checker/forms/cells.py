"""A cell → what the YAML of the same value would hold, or a problem that only a cell can have."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from checker.files.book import Filled
from checker.model.numbers import read_number
from checker.reading.submission import BLANK, GRADES

DIGITS = 15
EARLIEST = date(2000, 1, 1)  # a number in a cell for days shows as one of 1900
_ERROR = re.compile(r"#(N/A|DIV/0!|REF!|NAME\?|NULL!|NUM!|VALUE!|SPILL!|CALC!|GETTING_DATA|BLOCKED!)|Err:\d+")
_DAY = re.compile(r"(\d{4})\s*[-/.年．。]\s*(\d{1,2})\s*[-/.月．。]\s*(\d{1,2})\s*日?(?:\s+0?0:00(?::00)?)?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_LONGEST_DAY = 60  # signs, with a time and room between them
NOTHING = {"未发生", "本期未发生", "none in the period"}
YES = {"是", "已完成", "完成", "√", "✓", "yes", "done"}
NO = {"否", "未完成", "未", "×", "no", "open"}


class Read(NamedTuple):
    """What a cell says: `raw` as YAML would hold it (None: empty), and the code of a problem with its facts."""

    raw: object = None
    problem: str = ""
    hint: str = ""


def text(cell: Filled | None) -> Read:
    """Read a free text; a computed one counts by its value."""
    if cell is None or (cell.value is None and not cell.formula):
        return Read()
    if (read := _broken(cell)) is not None:
        return read
    shown = _written(cell.value).strip()
    if cell.percent and isinstance(cell.value, (int, float)) and (share := decimal(cell.value)) is not None:
        shown = f"{plain(share * 100)}%"
    return Read(shown or None)


def number(cell: Filled | None, percent: bool) -> Read:
    """Read an amount. `percent`: the field is in percent, so 0.95 shown as 95% is 95."""
    if cell is None or (cell.value is None and not cell.formula):
        return Read()
    if (read := _broken(cell)) is not None:
        return read
    value = cell.value
    if isinstance(value, (date, time)):
        return Read(_written(value), "form-date-for-number")
    if isinstance(value, bool):
        return Read("TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        exact = decimal(value)
        if exact is None:
            return Read(str(value))
        if cell.percent:
            hundred = exact * 100
            return Read(plain(hundred) if percent else f"{plain(hundred)}%")
        return Read(plain(exact))
    return Read(_clean(str(value)) or None)


def day(cell: Filled | None, early: bool = False) -> Read:
    """Read the day a thing was done: a date, a text that is one, a serial number, or that it is still open."""
    if cell is None or (cell.value is None and not cell.formula):
        return Read()
    if (read := _broken(cell)) is not None:
        return read
    value = cell.value
    if isinstance(value, date):
        made = value.date() if isinstance(value, datetime) else value
        return _since(made)
    if isinstance(value, bool):
        return Read(value)
    if isinstance(value, (int, float)) and 36526 - 1462 * early <= value < 73051:
        base = date(1904, 1, 1) if early else date(1899, 12, 30)
        return Read((base + timedelta(days=int(value))).isoformat(), hint="form-serial")
    return _day_text(_clean(_written(value)))


def _day_text(found: str) -> Read:
    if not found:
        return Read()
    if found.lower() in YES | NO:
        return Read(found.lower() in YES)
    if len(found) > _LONGEST_DAY:
        return Read(found)
    plain = unicodedata.normalize("NFKC", found)
    match = _DAY.fullmatch(plain) or _COMPACT.fullmatch(plain)
    if match:
        try:
            made = date(*(int(part) for part in match.groups()))
            return _since(made)
        except ValueError:
            return Read(found, "form-no-day")
    return Read(found)


def _since(made: date) -> Read:
    """A day that no plan can mean stays a text, so that nobody takes it for one."""
    if made < EARLIEST:
        return Read(f"{made.year}年{made.month}月{made.day}日", "form-odd-day")
    return Read(made.isoformat())


def decimal(value: float) -> Decimal | None:
    """Read a spreadsheet's number as the decimal that it shows: 15 digits, as spreadsheets keep them."""
    if isinstance(value, int):
        return Decimal(value)
    if value != value or value in (float("inf"), float("-inf")):
        return None
    return Decimal(f"{value:.{DIGITS}g}")


def plain(amount: Decimal) -> str:
    """Write a decimal without exponent and needless zeros."""
    shown = f"{amount.normalize():f}"
    return "0" if shown == "-0" else shown


def is_day(raw: object) -> bool:
    """Tell whether a raw value is a day as YAML writes it, or says that a thing is (not) done."""
    if isinstance(raw, bool) or not re.fullmatch(r"[1-9]\d{3}-\d\d-\d\d", str(raw), re.ASCII):
        return isinstance(raw, bool)
    try:
        return bool(date.fromisoformat(str(raw)))
    except ValueError:
        return False


def is_blank(raw: object) -> bool:
    """Tell whether a cell says that nothing was reported."""
    return raw is None or (isinstance(raw, str) and raw.strip() in BLANK)


def is_none(raw: object) -> bool:
    """Tell whether a cell says that nothing of the kind happened."""
    return isinstance(raw, str) and raw.strip() in NOTHING


def same(one: object, other: object) -> bool:
    """Tell whether two cells say the same: 16 and 16.0, 正常 and normal."""
    left, right = read_number(one)[0], read_number(other)[0]
    if left is not None and right is not None:
        return left == right
    return GRADES.get(str(one), str(one)) == GRADES.get(str(other), str(other))


def _broken(cell: Filled) -> Read | None:
    """Formulas that nobody computed, and cells that show an error."""
    if isinstance(cell.value, str) and _ERROR.fullmatch(cell.value.strip()):
        return Read(cell.value.strip(), "form-error")
    if cell.formula and cell.value is None:
        return Read("=" + cell.formula.lstrip("="), "form-formula")
    return None


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, float):
        exact = decimal(value)
        return plain(exact) if exact is not None else str(value)
    return str(value)


def _clean(found: str) -> str:
    """Strip what nobody sees: non-breaking and zero-width spaces, the apostrophe that marks a text."""
    return (
        re.sub("[\u200b\u200c\u200d\ufeff\u2060]", "", found)
        .replace("\u00a0", " ")
        .replace("\u3000", " ")
        .strip()
        .lstrip("'’")
    )
