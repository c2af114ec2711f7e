"""What is read from a disk: regular files of a bearable size, folders of a bearable number of files."""

from __future__ import annotations

import errno
import os
import stat
from itertools import islice
from pathlib import Path

from checker.message import Message, fault

MOST_NAMES = 100_000
"""Names that a folder may hold; a list of a million takes half a gigabyte."""


def content(path: Path, most: int) -> bytes:
    """Read a regular file, one byte more than `most` at the most: nobody waits for a pipe or reads a device.

    Errors: OSError; ENXIO for what is no file.
    """
    _regular(path.stat(), path)
    # in the moment between, a pipe may have come into its place
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as stream:
        _regular(os.fstat(handle), path)
        return stream.read(most + 1)


def _regular(found: os.stat_result, path: Path) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.ENXIO, "not a regular file", str(path))


def listed(folder: Path) -> list[Path]:
    """List a folder by name. Errors: OSError; Fault where it holds more than anybody meant to be searched."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in islice(entries, MOST_NAMES + 1)]
    if len(names) > MOST_NAMES:
        raise fault("folder.large", folder=folder, limit=MOST_NAMES)
    return [folder / name for name in sorted(names)]


def is_yaml(path: Path) -> bool:
    """Tell whether a name is one of a YAML file, as typed on any system; what lies behind it may be missing."""
    return path.suffix.lower() in (".yaml", ".yml") and not path.is_dir()


def below(folder: Path) -> list[Path]:
    """List all files below a folder, through folders but not through links to folders, by their paths.

    Errors: Fault where there are more than anybody meant to be searched.
    """
    found: list[Path] = []
    count = 0
    for where, folders, names in os.walk(folder):
        count += len(folders) + len(names)
        if count > MOST_NAMES:
            raise fault("folder.large", folder=folder, limit=MOST_NAMES)
        found += [Path(where, name) for name in names]
    return sorted(found)


def why(error: OSError) -> object:
    """Say the usual reasons in the reader's language, the others as the system says them."""
    known = {errno.ENOENT: "missing", errno.EACCES: "denied", errno.EISDIR: "folder", errno.ENXIO: "no-file"}
    return Message(f"why.{known[error.errno]}") if error.errno in known else error.strerror or type(error).__name__
