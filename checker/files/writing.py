"""Files are written whole or not at all, and one writer at a time: temporary files, fsync, rename; the kernel's locks.

What comes in place of a file keeps its rights, and what stands behind a symbolic link is written there. Of several
files none is changed before all of them lie ready on the disk. Whoever reads a file, changes it and writes it again
does so under `locked`; a lock never outlives its process.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import sys
import tempfile
import time
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from checker.message import Fault, Message, fault

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Characters and bytes of a name: of 255 bytes that file systems allow, some are left for a number and the suffix.
LONGEST, MOST_BYTES = 80, 230
# Control signs, marks that turn the text behind them round or are not seen, halves of characters, ends of lines.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
# What Windows takes for a device, whatever follows the first dot.
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_TRIMMED = re.compile(r"^[\s.]+|[\s.]+$")
_OURS = ".plancheck"
WAIT = 60.0
"""Seconds that `locked` waits for another writer."""
_PAUSE = 0.02


class Busy(Fault):
    """Another process held a file for longer than anybody was willing to wait."""


class _Ready(NamedTuple):
    """A file that lies ready under another name, where it goes, and what its user calls it."""

    path: Path
    target: Path
    temporary: Path


def write(path: Path, content: str | bytes, *, new: bool = False) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part.

    `new`: only where there is none, whoever makes one at the same moment. Errors: OSError (FileExistsError), Fault.
    """
    write_all({path: content}, new=new)


def write_all(contents: Mapping[Path, str | bytes], *, new: bool = False) -> None:
    """Write several files, each as `write` does; where one of them cannot be put on the disk, none is changed.

    Errors: OSError that names the file as it was given, Fault.
    """
    ready: list[_Ready] = []
    try:
        for path, content in contents.items():
            with _named(path):
                ready.append(_prepared(path, content))
        for each in ready:
            with _named(each.path):
                _placed(each, new)
    except BaseException:
        for each in ready:
            with contextlib.suppress(OSError):
                each.temporary.unlink()
        raise
    for folder in dict.fromkeys(each.target.parent for each in ready):
        _settled(folder)


@contextlib.contextmanager
def locked(path: Path, wait: float = WAIT) -> Iterator[None]:
    """Hold a file that is there, so that no other `locked` holds it: read it, change it, `write` it.

    A folder is held by a file `.plancheck.lock` in it. The kernel keeps the lock and lets go of it with the process.
    Errors: Busy after so many seconds, OSError.
    """
    with _named(path):
        handle = _held(path, time.monotonic() + wait)
    try:
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Let an error of the disk name the file that the user knows, not the one that stands in for it."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or type(error).__name__, str(path)) from None


def _target(path: Path) -> Path:
    """Follow symbolic links; refuse what is no file and would be replaced by one: a device, a pipe."""
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if target.is_dir():
        raise OSError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not target.is_file():
        raise fault("write.no-file", file=path)
    return target


def _prepared(path: Path, content: str | bytes) -> _Ready:
    """Put a file on the disk beside its target."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    target = _target(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f"{_OURS}.", dir=target.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            _take_rights(target, temporary)
            os.fsync(stream.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return _Ready(path, target, temporary)


def _take_rights(target: Path, temporary: Path) -> None:
    """Give a new file the owner, the rights and the lists of rights of the one in whose place it comes."""
    try:
        old = target.stat()
    except FileNotFoundError:
        temporary.chmod(0o666 & ~_umask())
        return
    with contextlib.suppress(OSError, AttributeError):  # only the superuser gives files away; Windows has no owners
        os.chown(temporary, old.st_uid, old.st_gid)
    with contextlib.suppress(OSError, AttributeError):  # not every system and not every disk has them
        for name in os.listxattr(target):
            os.setxattr(temporary, name, os.getxattr(target, name))
    temporary.chmod(stat.S_IMODE(old.st_mode))


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _placed(each: _Ready, new: bool) -> None:
    """Give a file that lies ready its name; a `new` one only where nobody has it."""
    if new:
        try:
            os.link(each.temporary, each.target)
        except FileExistsError:
            raise
        except OSError:  # a disk without hard links: take the name first, and then its place
            os.close(os.open(each.target, os.O_CREAT | os.O_EXCL))
        else:
            each.temporary.unlink()
            return
    each.temporary.replace(each.target)


def _settled(path: Path) -> None:
    """Let a folder know of its new files for good."""
    with contextlib.suppress(OSError):  # some file systems cannot sync a folder
        folder = os.open(path, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _held(path: Path, until: float) -> int:
    """Open and lock a file; begin again where another writer has put a new one in its place meanwhile."""
    while True:
        handle = _opened(path)
        try:
            while not _locked(handle):
                if time.monotonic() >= until:
                    raise Busy(Message("write.busy", {"file": path}))
                time.sleep(_PAUSE)
            if _still(path, handle):
                return handle
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _lock_file(path: Path) -> tuple[Path, bool]:
    """The file that is locked, and whether it is made: Windows lets nobody replace a file that is held itself."""
    if path.is_dir():
        return path / f"{_OURS}.lock", True
    return (path.with_name(f"{_OURS}.{path.name}.lock"), True) if sys.platform == "win32" else (path, False)


def _opened(path: Path) -> int:
    file, made = _lock_file(path)
    try:
        return os.open(file, os.O_RDWR | (os.O_CREAT if made else 0), 0o666)
    except PermissionError:  # whoever may replace a file in its folder need not be allowed to write into it
        return os.open(file, os.O_RDONLY)


def _locked(handle: int) -> bool:
    """Lock at once or not at all."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _still(path: Path, handle: int) -> bool:
    """Tell whether the name still stands for the file that is held."""
    try:
        return os.path.samestat(os.fstat(handle), _lock_file(path)[0].stat())
    except FileNotFoundError:
        return False


def safe_name(text: str, longest: int = LONGEST) -> str:
    """Make a file name, still without its suffix, that no system takes for a path, shows as another or refuses.

    One that has to be cut ends in a digest of the whole, so that two that begin alike stay two.
    """
    signs = ("_" if char in '<>:"/\\|?*' or unicodedata.category(char) in _UNSEEN else char for char in text)
    kept = _TRIMMED.sub("", "".join(signs))
    kept = f"_{kept}" if _DEVICE.match(kept) else kept
    if len(kept) > longest or len(kept.encode()) > MOST_BYTES:
        end = f"-{hashlib.sha256(text.encode()).hexdigest()[:8]}"
        short = kept[: longest - len(end)].encode()[: MOST_BYTES - len(end)].decode(errors="ignore")
        kept = _TRIMMED.sub("", short) + end
    return kept or "_"
