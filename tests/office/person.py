"""What a person does in LibreOffice Calc, step by step; run by a Python that has LibreOffice's `uno`.

Reads steps as JSON from the standard input, `[["open", "form.xlsx"], ["enter", "I7", "95%"], …]`, and writes what each
of them gave. Texts go in by the command that LibreOffice itself records while a person types: it reads numbers, days
and percentages in the language of the profile, and asks the sheet's protection first.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

uno: Any = importlib.import_module("uno")
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}
# Chinese, whatever the machine speaks: 2022/9/20 and 2022年9月20日 are days there.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>zh-CN</value></prop></item></oor:items>
"""


def start(office: str, profile: Path) -> tuple[subprocess.Popen[bytes], Any]:
    """Start LibreOffice with a profile of its own; who started this program ends both, whatever happens."""
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS, "utf-8")
    address = f"pipe,name=person{uuid.uuid4().hex};urp;StarOffice.ComponentContext"
    process = subprocess.Popen(
        [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", f"--accept={address}"],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    end = time.monotonic() + 90
    while True:
        try:
            return process, resolver.resolve(f"uno:{address}")
        except Exception:  # not there yet
            if process.poll() is not None or time.monotonic() > end:
                raise
            time.sleep(0.2)


def arguments(**named: Any) -> tuple[Any, ...]:
    made = []
    for name, value in named.items():
        item = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        item.Name, item.Value = name, value
        made.append(item)
    return tuple(made)


class Person:
    """One step a method; cells are named as on the screen: I7."""

    def __init__(self, context: Any) -> None:
        make = context.ServiceManager.createInstanceWithContext
        self.desktop = make("com.sun.star.frame.Desktop", context)
        self.dispatcher = make("com.sun.star.frame.DispatchHelper", context)
        self.book: Any = None

    @property
    def sheet(self) -> Any:
        return self.book.CurrentController.ActiveSheet

    def command(self, place: str, name: str, **named: Any) -> None:
        """Put the cursor into a cell and give a command of the menu."""
        frame = self.book.CurrentController.Frame
        self.dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, arguments(ToPoint=place))
        self.dispatcher.executeDispatch(frame, f".uno:{name}", "", 0, arguments(**named))

    def open(self, path: str) -> None:
        self.book = self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, ())

    def shown(self, place: str) -> str:
        return str(self.sheet.getCellRangeByName(place).String)

    def enter(self, place: str, text: str) -> str:
        """Type a text into a cell and give what the cell then shows."""
        self.command(place, "EnterString", StringName=text)
        return self.shown(place)

    def choose(self, place: str, number: int) -> str:
        """Choose from a cell's list, counted from 0."""
        words = str(self.sheet.getCellRangeByName(place).Validation.getFormula1()).split(";")
        return self.enter(place, words[number].strip('"'))

    def unprotect(self) -> bool:
        """Take the protection away without a password, and tell whether it is gone."""
        self.sheet.unprotect("")
        return not self.sheet.isProtected()

    def sort_down(self, area: str, column: int) -> None:
        """Sort whole rows by one column of the area, the last name first."""
        field = uno.createUnoStruct("com.sun.star.table.TableSortField")
        field.Field, field.IsAscending = column, False
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        self.sheet.getCellRangeByName(area).sort(arguments(SortFields=fields, ContainsHeader=False))

    def insert_row(self, place: str) -> None:
        self.command(place, "InsertRowsBefore")

    def insert_column(self, place: str) -> None:
        self.command(place, "InsertColumnsBefore")

    def delete_row(self, place: str) -> None:
        self.command(place, "DeleteRows")

    def hide_row(self, place: str) -> None:
        self.command(place, "HideRow")

    def save(self, path: str) -> None:
        file = Path(path)
        self.book.storeToURL(file.as_uri(), arguments(FilterName=FILTERS[file.suffix]))

    def close(self) -> None:
        self.book.close(False)


def main(office: str, profile: str) -> None:
    steps = json.load(sys.stdin)
    process, context = start(office, Path(profile))
    person = Person(context)
    given = [getattr(person, name)(*rest) for name, *rest in steps]
    json.dump(given, sys.stdout)
    with contextlib.suppress(Exception):  # the connection ends with the office
        person.desktop.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(20)


if __name__ == "__main__":
    main(*sys.argv[1:])
