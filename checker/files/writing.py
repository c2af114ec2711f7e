"""Files are written whole or not at all: a temporary file beside the target, fsync, rename (outputs 1)."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
import unicodedata
from pathlib import Path

# Characters and bytes of a name: of 255 bytes that file systems allow, some are left for a number, the suffix and what
# `write` puts around the name of the temporary file.
LONGEST, MOST_BYTES = 80, 230
# Control signs, marks that turn the text behind them round or are not seen, halves of characters, ends of lines.
_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
# What Windows takes for a device, whatever follows the first dot.
_DEVICE = re.compile(r"(CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(COM|LPT)[0-9¹²³])\s*(\.|$)", re.IGNORECASE)
_TRIMMED = re.compile(r"^[\s.]+|[\s.]+$")


def write(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never a part. Errors: OSError."""
    raw = content.encode("utf-8") if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(0o666 & ~_umask())
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
    with contextlib.suppress(OSError):  # some file systems cannot sync a folder
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def safe_name(text: str) -> str:
    """Make a file name, still without its suffix, that no system takes for a path, shows as another or refuses."""
    signs = ("_" if char in '<>:"/\\|?*' or unicodedata.category(char) in _UNSEEN else char for char in text)
    kept = _TRIMMED.sub("", "".join(signs))
    kept = f"_{kept}" if _DEVICE.match(kept) else kept
    short = kept[:LONGEST].encode()[:MOST_BYTES].decode(errors="ignore")
    return _TRIMMED.sub("", short) or "_"
