"""`plancheck verify`: whether an archive of issued bags is what was issued, file by file and bag by bag."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from checker.cli import Exit, _common
from checker.locale import Speaker
from checker.message import fault

if TYPE_CHECKING:
    from checker.operation.chain import Chain

_LEAST = 12
"""Characters of a digest that can be meant: circulars print 16."""


def build(say: Speaker) -> click.Command:
    """Build the command."""
    params: list[click.Parameter] = [
        click.Argument(["archive"], default="issued", type=click.Path(exists=True, file_okay=False, path_type=Path)),
        click.Option(["--expect"], metavar="DIGEST", multiple=True, help=say("verify.option.expect")),
    ]
    return _common.command(say, "verify", _verify, params)


def _verify(say: Speaker, *, archive: Path, expect: tuple[str, ...]) -> None:
    from checker.operation.chain import chained

    wanted = [text.strip().lower() for text in expect]
    for text in wanted:
        if len(text) < _LEAST or set(text) - set("0123456789abcdef"):
            raise fault("verify.digest", found=text, least=_LEAST)
    folders = _plans(archive)
    if not folders:
        raise fault("verify.nothing", folder=archive)
    chains: list[Chain] = []
    unreadable = False
    for folder in folders:
        try:
            chains.append(chained(folder))
        except (OSError, ValueError) as error:
            unreadable = True
            click.echo(say("verify.unreadable", folder=getattr(error, "filename", None) or folder), err=True)
    if not any(chain.bags or chain.troubles for chain in chains) and not unreadable:
        raise fault("verify.nothing", folder=archive)
    for chain in chains:
        _show(say, chain)
    lost = _lost(chains, wanted)
    for text in lost:
        click.echo(say("verify.expected", digest=text))
    troubles = sum(len(chain.troubles) for chain in chains) + len(lost)
    count = sum(len(chain.bags) for chain in chains)
    click.echo(say("verify.altered" if troubles else "verify.whole", bags=count, count=troubles))
    raise Exit(2 if unreadable else 1 if troubles else 0)


def _plans(archive: Path) -> list[Path]:
    """The plans of an archive, or the one whose folder, or whose bag, was named."""
    from checker.operation.chain import plans
    from checker.reading import issued

    if (archive / "bagit.txt").exists() or issued.named(archive.resolve().name):
        return [archive.resolve().parent]
    below = plans(archive)
    if any(issued.named(path.name) for path in below):
        return [archive.resolve()]
    return below


def _show(say: Speaker, chain: Chain) -> None:
    """Print a chain: its bags in their order, each with its digest, then what is wrong with it."""
    from checker.operation.bag import short

    for n, bag in enumerate(chain.bags, 1):
        own = [trouble for trouble in chain.troubles if trouble.bag == bag.name]
        signed = say("verify.signed", files=say("join").join(bag.signatures)) if bag.signatures else ""
        number = bag.info.get("Internal-Sender-Identifier", "")
        state, day = say("verify.bad" if own else "verify.good"), bag.info.get("Bagging-Date", "")
        facts = {"n": n, "bag": bag.name, "number": number, "day": day, "digest": short(bag.digest), "state": state}
        click.echo(say("verify.bag", **facts) + signed)
    for trouble in chain.troubles:
        name = f"verify.trouble.{trouble.kind}"
        click.echo("  " + say(name, bag=trouble.bag, file=trouble.file, other=trouble.other))
    for name in chain.unfinished:
        click.echo(say("verify.unfinished", folder=name), err=True)
    if chain.head:
        click.echo(say("verify.head", plan=chain.plan, digest=chain.head.digest))


def _lost(chains: Sequence[Chain], wanted: Sequence[str]) -> list[str]:
    """Digests that no bag has."""
    there = [bag.digest for chain in chains for bag in chain.bags]
    return [text for text in wanted if not any(digest.startswith(text) for digest in there)]
