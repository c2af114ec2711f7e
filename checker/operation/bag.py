"""A bag: a folder that proves itself with sha256sum alone (BagIt 1.0, RFC 8493).

`data/` holds the payload, `manifest-sha256.txt` its digests, `tagmanifest-sha256.txt` those of the other files; the
digest of the latter stands for the bag as a whole.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from checker.message import fault

TAGS = "tagmanifest-sha256.txt"
INFO = "bag-info.txt"
_DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_SHORT = 16
"""So many characters of a bag's digest are printed on papers."""


def sealed(
    payload: Mapping[str, bytes], info: Sequence[tuple[str, str]], algorithms: Iterable[str] = ("sha256",)
) -> dict[str, bytes]:
    """Add to a payload (name below data/ → content) what makes it a bag; returns every file of the bag by its name.

    Equal input gives equal bytes. Errors: Fault where an algorithm is not to be had.
    """
    files = {f"data/{name}": payload[name] for name in sorted(payload)}
    size = sum(map(len, files.values()))
    lines = [*info, ("Payload-Oxum", f"{size}.{len(files)}")]
    tags = {"bagit.txt": _DECLARATION, INFO: "".join(f"{key}: {line(text)}\n" for key, text in lines).encode()}
    for name in algorithms:
        tags[f"manifest-{name}.txt"] = _manifest(files, name)
    of_tags = {f"tagmanifest-{name}.txt": _manifest(tags, name) for name in algorithms}
    return {**files, **tags, **of_tags}


def _manifest(files: Mapping[str, bytes], algorithm: str) -> bytes:
    """One line a file, as sha256sum and cksum write and check them."""
    return "".join(f"{digest(files[name], algorithm)}  {name}\n" for name in sorted(files)).encode()


def digest(content: bytes, algorithm: str = "sha256") -> str:
    """Return a digest in hexadecimal. SM3 (GB/T 32905) comes from the system's OpenSSL; without it: Fault."""
    try:
        return hashlib.new(algorithm, content).hexdigest()
    except ValueError:
        raise fault("issue.no-algorithm", name=algorithm.upper()) from None


def short(whole: str) -> str:
    """The beginning of a bag's digest that is printed on papers."""
    return whole[:_SHORT]


def line(text: str) -> str:
    """A text as one line of bag-info.txt."""
    return " ".join(text.split())


def named(name: str, taken: Iterable[str] = ()) -> str:
    """A file's name as it may stand in a bag: composed letters (NFC), no sign that a manifest would have to escape."""
    from checker.files.writing import safe_name

    stem, dot, suffix = unicodedata.normalize("NFC", name).replace("%", "_").rpartition(".")
    base = safe_name(stem if dot else suffix)
    end, known, n = (f".{safe_name(suffix)}" if dot else ""), {other.casefold() for other in taken}, 1
    made = base + end
    while made.casefold() in known:
        n += 1
        made = f"{base}-{n}{end}"
    return made
