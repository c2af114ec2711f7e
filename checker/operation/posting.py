"""Sending notices with apprise (mail, 企业微信, 钉钉, 飞书 and whatever else it knows): one address at a time.

An address is apprise's own: `mailto://user:password@smtp.example.cn?to=a@b.cn`, `wecombot://KEY` (企业微信群机器人;
what apprise calls `wecom://` is another service), `dingtalk://TOKEN`, `feishu://TOKEN`.
"""

from __future__ import annotations

import logging
import re
import warnings
from pathlib import Path
from typing import Any

from checker.files import disk
from checker.message import fault
from checker.operation.noticelog import Recipient

_MOST = 1_000_000
_SECRET = "://"


def recipients(given: tuple[str, ...]) -> list[Recipient]:
    """Read addresses, or files that hold them: a line each, `URL` for all notices or `单位 URL` for one unit's.

    Errors: Fault for a line or a word that is neither; OSError.
    """
    made: list[Recipient] = []
    for text in given:
        if _SECRET in text:
            made.append(Recipient(text))
            continue
        if not Path(text).is_file():
            raise fault("notify.to", found=text)
        for n, line in enumerate(disk.content(Path(text), _MOST).decode("utf-8-sig", "replace").splitlines(), 1):
            unit, _, url = line.strip().rpartition(" ")
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            if _SECRET not in url:
                raise fault("notify.line", file=text, line=n)
            made.append(Recipient(url, unit.strip()))
    return list(dict.fromkeys(made))


def check(to: list[Recipient]) -> None:
    """See that every address is one that apprise knows, before anything is meant. Errors: Fault."""
    for recipient in to:
        if not _opened(recipient.url):
            raise fault("notify.url", found=recipient.url.partition(_SECRET)[0] + _SECRET + "…")


def send(url: str, title: str, body: str) -> str:
    """Send to one address; returns why it failed, empty where it went."""
    apprise = _library()
    service = _opened(url)
    if not service:
        return "url"
    with apprise.LogCapture(level=logging.WARNING, fmt="%(message)s") as captured:
        went = bool(service.notify(title=title, body=body))
        lines = [line for line in captured.getvalue().splitlines() if line.strip()]
    return "" if went else _safe(lines[-1] if lines else "failed", url)


def _safe(why: str, url: str) -> str:
    """A reason without the secret of the address."""
    for part in re.split("[/@?&=:]", url.partition(_SECRET)[2]):
        why = why.replace(part, "…") if len(part) > 5 else why
    return why[:200]


def _opened(url: str) -> Any:
    service = _library().Apprise()
    return service if service.add(url) else None


def _library() -> Any:
    """Load apprise, which is an extra. Errors: Fault where it is not installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it imports itself
            import apprise

            apprise.Apprise().add("json://localhost")  # it loads its services at the first address
    except ImportError:
        raise fault("notify.missing") from None
    logging.getLogger("apprise").propagate = False
    return apprise
