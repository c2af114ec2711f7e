"""`plancheck verify`: eleven ways of tampering, and what sha256sum, cksum and bagit-python say of each."""

from __future__ import annotations

import hashlib
import logging
import os
import shutil
import subprocess
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.command import run
from tests.operation.offices import BAGS, archive

PLAN = "daye-service"
Q2, Q3, Q4 = "2022-Q2", "2022-Q3", "2022-Q4"


class Says(NamedTuple):
    """What each verifier says: plancheck's words, exit codes of sha256sum of both manifests, whether bagit is content.

    None: there is no bag left to ask them about.
    """

    words: str
    manifest: int | None
    tags: int | None
    valid: bool | None


def payload(plan: Path) -> None:
    with (plan / Q3 / "data/通报.docx").open("ab") as stream:
        stream.write(b"x")


def deleted(plan: Path) -> None:
    (plan / Q3 / "data/inputs/2022-q1.yaml").unlink()


def line_ends(plan: Path) -> None:
    file = plan / Q3 / "data/inputs/2022-q1.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


def decomposed(plan: Path) -> None:
    (plan / Q3 / "data/inputs/2022-q1.yaml").rename(plan / Q3 / "data/inputs" / unicodedata.normalize("NFD", "é.yaml"))


def added(plan: Path) -> None:
    (plan / Q3 / "data/Thumbs.db").write_bytes(b"x")


def about(plan: Path) -> None:
    file = plan / Q3 / "bag-info.txt"
    file.write_text(file.read_text("utf-8").replace("2022-10-20", "2022-10-21"), "utf-8")


def listed(plan: Path) -> None:
    file = plan / Q3 / "manifest-sha256.txt"
    lines = [line for line in file.read_text("utf-8").splitlines(keepends=True) if "2022-q1" not in line]
    file.write_text("".join(lines), "utf-8")
    deleted(plan)


def marked(plan: Path) -> None:
    file = plan / Q3 / "manifest-sha256.txt"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def linked(plan: Path) -> None:
    file = plan / Q3 / "data/inputs/2022-q1.yaml"
    outside = plan.parent.parent / "2022-q1.yaml"
    file.unlink()
    file.symlink_to(outside)
    outside.write_text("x", "utf-8")


def climbing(plan: Path) -> None:
    file = plan / Q3 / "manifest-sha256.txt"
    file.write_text(file.read_text("utf-8") + f"{'0' * 64}  ../../../2022-q1.yaml\n", "utf-8")


def forged(plan: Path, name: str = Q3) -> None:
    """Change a value and make all digests fit again."""
    bag = plan / name
    file = bag / "data/inputs/2022-q1.yaml"
    file.write_text(file.read_text("utf-8").replace("1a: 5", "1a: 9"), "utf-8")
    size = sum(path.stat().st_size for path in (bag / "data").rglob("*") if path.is_file())
    about = bag / "bag-info.txt"
    lines = about.read_text("utf-8").splitlines()
    count = lines[-1].rpartition(".")[2]
    about.write_text("\n".join([*lines[:-1], f"Payload-Oxum: {size}.{count}"]) + "\n", "utf-8")
    for kind in ("manifest", "tagmanifest"):
        for algorithm in ("sha256", "sm3"):
            listing = bag / f"{kind}-{algorithm}.txt"
            names = [line.split("  ", 1)[1] for line in listing.read_text("utf-8").splitlines()]
            digests = (hashlib.new(algorithm, (bag / entry).read_bytes()).hexdigest() for entry in names)
            listing.write_text("".join(f"{d}  {n}\n" for d, n in zip(digests, names, strict=True)), "utf-8")


def removed(plan: Path) -> None:
    shutil.rmtree(plan / Q3)


def signed(plan: Path) -> None:
    (plan / Q3 / "tagmanifest-sha256.txt.sig").write_text("x", "utf-8")


def swapped(plan: Path) -> None:
    (plan / Q2).rename(plan / "x")
    (plan / Q3).rename(plan / Q2)
    (plan / "x").rename(plan / Q3)


TAMPERING: dict[Callable[[Path], None], Says] = {
    payload: Says("data/通报.docx被改过", 1, 0, False),
    deleted: Says("缺data/inputs/2022-q1.yaml", 1, 0, False),
    line_ends: Says("data/inputs/2022-q1.yaml被改过", 1, 0, False),
    decomposed: Says("缺data/inputs/2022-q1.yaml", 1, 0, False),
    added: Says("多出data/Thumbs.db", 0, 0, False),
    about: Says("bag-info.txt被改过", 0, 1, False),
    listed: Says("manifest-sha256.txt被改过", 0, 1, False),
    marked: Says("manifest-sha256.txt第1行", 0, 1, False),
    linked: Says("data/inputs/2022-q1.yaml是链接", 1, 0, False),
    climbing: Says("manifest-sha256.txt指到档案外面", 1, 1, False),
    forged: Says(f"它前面的一份（{PLAN}/{Q3}）不是印发时的那一份", 0, 0, True),
    removed: Says(f"它前面的一份（{PLAN}/{Q3}，", None, None, None),
    swapped: Says(f"印发时是{PLAN}/{Q3}", 0, 0, True),
}


@pytest.mark.parametrize("how", TAMPERING, ids=lambda how: how.__name__)
def test_tampering_is_named(how: Callable[[Path], None], tmp_path: Path) -> None:
    plan, says = archive(tmp_path) / PLAN, TAMPERING[how]
    how(plan)
    ended = run("verify", "issued", cwd=tmp_path, code=1)
    assert says.words in ended.out
    assert "处问题" in ended.out
    if says.manifest is not None:
        assert sums(plan / Q3, "manifest") == says.manifest
        assert sums(plan / Q3, "tagmanifest") == says.tags
        assert content(plan / Q3) == says.valid


def sums(bag: Path, kind: str) -> int:
    """What sha256sum and, of SM3, cksum say: both the same wherever the lists were not themselves the target."""
    command = ["sha256sum", "--check", "--quiet", f"{kind}-sha256.txt"]
    return subprocess.run(command, cwd=bag, capture_output=True, check=False).returncode


def content(bag: Path) -> bool:
    """What bagit-python says."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of its own age
        import bagit
    logging.getLogger("bagit").setLevel(logging.CRITICAL)
    try:
        return bool(bagit.Bag(str(bag)).validate())
    except (bagit.BagError, OSError):
        return False


def test_all_verifiers_agree_on_what_is_whole(tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    assert "4份档案完好" in run("verify", cwd=tmp_path).out
    for bag in (plan / name for name in BAGS):
        assert (sums(bag, "manifest"), sums(bag, "tagmanifest"), content(bag)) == (0, 0, True)
        for kind in ("manifest", "tagmanifest"):
            command = ["cksum", "-a", "sm3", "--check", "--strict", "--quiet", f"{kind}-sm3.txt"]
            subprocess.run(command, cwd=bag, capture_output=True, check=True)


def test_cksum_sees_what_sha256sum_sees(tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    payload(plan)
    command = ["cksum", "-a", "sm3", "--check", "--quiet", "manifest-sm3.txt"]
    assert subprocess.run(command, cwd=plan / Q3, capture_output=True, check=False).returncode == 1


def test_a_signature_beside_the_digests_is_allowed(tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    signed(plan)
    assert "有签名文件" in run("verify", cwd=tmp_path).out
    assert (sums(plan / Q3, "manifest"), sums(plan / Q3, "tagmanifest"), content(plan / Q3)) == (0, 0, True)


def digest(plan: Path, name: str) -> str:
    return hashlib.sha256((plan / name / "tagmanifest-sha256.txt").read_bytes()).hexdigest()


@pytest.mark.parametrize("how", ["forged", "cut"])
def test_the_last_bag_is_held_by_its_digest_alone(how: str, tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    known = digest(plan, Q4)[:16]
    run("verify", "--expect", known, cwd=tmp_path)
    forged(plan, Q4) if how == "forged" else shutil.rmtree(plan / Q4)
    run("verify", cwd=tmp_path, code=0)  # the chain alone cannot see it
    assert f"没有一份档案的摘要是{known}" in run("verify", "--expect", known, cwd=tmp_path, code=1).out
    run("verify", "--expect", digest(plan, Q3), cwd=tmp_path)


def test_one_plan_or_one_bag_can_be_named(tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    for folder in (plan, plan / Q3):
        assert "4份档案完好" in run("verify", folder).out


def test_what_is_no_archive_or_no_digest_is_said(tmp_path: Path) -> None:
    assert "没有印发档案" in run("verify", tmp_path, code=2).err
    archive(tmp_path)
    assert "12位以上" in run("verify", "--expect", "abc", cwd=tmp_path, code=2).err
    (tmp_path / "issued" / PLAN / "notes").mkdir()
    assert f"{PLAN}/notes不是印发档案" in run("verify", cwd=tmp_path, code=1).out


def test_what_cannot_be_read_ends_with_two(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plan = archive(tmp_path) / PLAN
    file = plan / Q3 / "data/assessment.json"
    opened = Path.open

    def refused(path: Path, *given: object, **more: object) -> object:
        if path.resolve() == file:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *given, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refused)
    assert "读不出来" in run("verify", "issued", cwd=tmp_path, code=2).err


def test_a_special_file_is_never_opened(tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    os.mkfifo(plan / Q3 / "data/pipe")
    assert "data/pipe不是普通文件" in run("verify", "issued", cwd=tmp_path, code=1).out


def test_what_an_interrupted_issue_left_is_no_trouble(tmp_path: Path) -> None:
    plan = archive(tmp_path) / PLAN
    (plan / ".making-2023-Q1").mkdir()
    assert "中断" in run("verify", "issued", cwd=tmp_path).err
