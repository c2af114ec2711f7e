"""One bag against its manifests: every file that was altered, added, taken away or cannot be one of ours, by name.

Nothing outside the bag is opened, no link is followed; what sha256sum, cksum and bagit-python say of a bag comes to the
same, but each of them is blind to something (a file added, a digest list changed).
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from checker.operation.bag import INFO, TAGS

_LINE = re.compile(r"([0-9a-f]{32,128}) [ *](.+)")
_MANIFEST = re.compile(r"(tag)?manifest-(sha256|sm3)\.txt")
_MOST = 40_000_000
_BLOCK = 1 << 20
NEEDED = ("bagit.txt", INFO, "manifest-sha256.txt", TAGS)


class Trouble(NamedTuple):
    """Something wrong in an archive: a message (`verify.trouble.<kind>`), the bag, the file in it, more facts."""

    kind: str
    bag: str
    file: str = ""
    other: str = ""


class Checked(NamedTuple):
    """One bag: its digest (of its tagmanifest, empty where there is none), what bag-info.txt says, what is wrong."""

    name: str
    digest: str
    info: dict[str, str]
    troubles: tuple[Trouble, ...]
    signatures: tuple[str, ...] = ()


def check(bag: Path, name: str) -> Checked:
    """Check one bag. Errors: OSError where something cannot be read."""
    there, troubles = {}, list[Trouble]()
    for file, kind in _files(bag):
        there[file] = kind
        if kind != "file":
            troubles.append(Trouble(kind, name, file))
    troubles += [Trouble("missing", name, file) for file in NEEDED if file not in there]
    listed = set[str]()
    for file in sorted(there):
        if _MANIFEST.fullmatch(file) and there[file] == "file":
            digests, more = _manifest(bag / file, name, file)
            troubles += more
            troubles += _compared(bag, name, there, digests, file)
            listed |= set(digests)
    signatures = tuple(sorted(file for file in there if file.startswith(f"{TAGS}.") and "/" not in file))
    free = {file for file in there if file.startswith("tagmanifest-") and "/" not in file}
    troubles += [Trouble("added", name, file) for file in sorted(set(there) - listed - free) if there[file] == "file"]
    info, more = _info(bag / INFO, name) if there.get(INFO) == "file" else ({}, [])
    tags = bag / TAGS
    whole = hashlib.sha256(tags.read_bytes()).hexdigest() if there.get(TAGS) == "file" else ""
    troubles += [*more, *_counted(bag, name, info, there)]
    return Checked(name, whole, info, tuple(dict.fromkeys(troubles)), signatures)


def _files(bag: Path) -> Iterator[tuple[str, str]]:
    """Every entry below a bag that is no folder, with what it is: `file`, `link` or `special`."""

    def failed(error: OSError) -> None:
        raise error

    for folder, folders, files in os.walk(bag, onerror=failed):
        links = [inner for inner in folders if (Path(folder) / inner).is_symlink()]
        for entry in sorted([*files, *links]):
            path = Path(folder) / entry
            mode = path.lstat().st_mode
            kind = "link" if stat.S_ISLNK(mode) else "file" if stat.S_ISREG(mode) else "special"
            yield path.relative_to(bag).as_posix(), kind


def _manifest(path: Path, bag: str, file: str) -> tuple[dict[str, str], list[Trouble]]:
    """Read a list of digests; a line that is none and a path that leaves the bag are troubles."""
    if path.stat().st_size > _MOST:
        return {}, [Trouble("malformed", bag, file, "1")]
    digests: dict[str, str] = {}
    troubles = []
    for n, text in enumerate(path.read_bytes().decode("utf-8", "replace").removesuffix("\n").split("\n"), 1):
        found = _LINE.fullmatch(text)
        if not found:
            troubles.append(Trouble("malformed", bag, file, str(n)))
            continue
        name = found[2]
        inside = name.startswith("data/") if file.startswith("manifest-") else "/" not in name
        if not inside or ".." in PurePosixPath(name).parts:
            troubles.append(Trouble("outside", bag, file, name))
        elif name in digests:
            troubles.append(Trouble("malformed", bag, file, str(n)))
        else:
            digests[name] = found[1]
    return digests, troubles


def _compared(bag: Path, name: str, there: dict[str, str], digests: dict[str, str], file: str) -> Iterator[Trouble]:
    """Compare what a manifest says with what is there."""
    algorithm = file.removesuffix(".txt").rpartition("-")[2]
    for listed, wanted in digests.items():
        if listed not in there:
            yield Trouble("missing", name, listed)
        elif there[listed] == "file" and hashed(bag / listed, algorithm) != wanted:
            yield Trouble("altered", name, listed)


def hashed(path: Path, algorithm: str = "sha256") -> str:
    """The digest of a file, read in pieces. Errors: OSError; ValueError where the algorithm is not to be had."""
    made = hashlib.new(algorithm)
    with path.open("rb") as stream:
        while block := stream.read(_BLOCK):
            made.update(block)
    return made.hexdigest()


def _info(path: Path, bag: str) -> tuple[dict[str, str], list[Trouble]]:
    """Read bag-info.txt: a name, a colon, a text a line."""
    made: dict[str, str] = {}
    if path.stat().st_size > _MOST:
        return made, [Trouble("malformed", bag, INFO, "1")]
    for n, text in enumerate(path.read_bytes().decode("utf-8", "replace").removesuffix("\n").split("\n"), 1):
        key, colon, value = text.partition(": ")
        if not colon or key in made:
            return made, [Trouble("malformed", bag, INFO, str(n))]
        made[key] = value
    return made, []


def _counted(bag: Path, name: str, info: dict[str, str], there: dict[str, str]) -> Iterator[Trouble]:
    """Compare the sum of sizes that bag-info.txt says with the payload."""
    payload = [file for file in there if file.startswith("data/")]
    size = sum((bag / file).lstat().st_size for file in payload)
    said = info.get("Payload-Oxum", "")
    if said != f"{size}.{len(payload)}":
        yield Trouble("count", name, said, f"{size}.{len(payload)}")
