"""docs/operating.md line by line, in a folder of its own: what installs, makes users or starts services only looks on."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from checker.cli import names
from tests.command import ROOT, environment

PAGE = (ROOT / "docs" / "operating.md").read_text("utf-8")
BLOCK = re.compile(r"```(sh|csv|text|yaml)\n(.*?)```", re.DOTALL)
LOOKS_ON = ("useradd", "chown", "systemctl", "python3", "pip")


@pytest.mark.slow
def test_the_page_is_right_from_the_first_line_to_the_last(tmp_path: Path) -> None:
    office, shims = tmp_path / "srv", tmp_path / "bin"
    for folder in (office, shims, tmp_path / "units", tmp_path / "opt/bin"):
        folder.mkdir(parents=True)
    shim(shims / "plancheck", f'exec {shlex.quote(sys.executable)} -m checker "$@"')
    for name in LOOKS_ON:
        shim(shims / name, "cat >/dev/null </dev/null")
    shim(tmp_path / "opt/bin/pip", "true")
    shim(tmp_path / "opt/bin/plancheck", f'exec {shlex.quote(sys.executable)} -m checker "$@"')
    missing = [name for name in ("systemd-analyze", "crontab") if shutil.which(name) is None]
    for name in missing:
        shim(shims / name, "true")
        print(f"{name} is not installed: its lines look on")  # noqa: T201
    for kind, text in BLOCK.findall(PAGE):
        if kind == "sh":
            done(moved(text, tmp_path), shims, office)
        elif re.match(r"# \S+\n", text):
            name, _, body = text.removeprefix("# ").partition("\n")
            file = office / name
            file.parent.mkdir(exist_ok=True)
            file.write_text(body, "utf-8")
    issued = {path.name for path in (office / "issued/huangshi-public-service").iterdir() if path.is_dir()}
    assert issued == {"2023-Q3", "2023-Q3-correction-1"}
    assert (tmp_path / "units/plancheck.timer").exists()


def moved(text: str, folder: Path) -> str:
    """Let the places of the page lie in the test's folder."""
    places = {
        "/srv/plancheck": "srv",
        "/etc/systemd/system": "units",
        "/opt/plancheck": "opt",
        "/usr/local/bin": "local",
    }
    (folder / "local").mkdir(exist_ok=True)
    for there, here in places.items():
        text = text.replace(there, str(folder / here))
    return text.replace("crontab -u plancheck ", "true ")


def shim(path: Path, text: str) -> None:
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)


def done(script: str, shims: Path, office: Path) -> None:
    env = {**environment({}), "PATH": f"{shims}:/usr/bin:/bin"}
    ended = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=office, env=env, capture_output=True,
                           encoding="utf-8", check=False)  # fmt: skip
    assert ended.returncode == 0, f"{script}\n{ended.stdout}\n{ended.stderr}"


def test_every_command_has_its_exit_codes() -> None:
    table = PAGE.split("## 8.", 1)[1].split("## 9.", 1)[0]
    named = set(re.findall(r"^\| ((?:`\w+` ?)+)\|", table, re.MULTILINE))
    words = {word for cell in named for word in re.findall(r"`(\w+)`", cell)}
    assert words <= set(names())
    assert "| 其他命令 |" in table


def test_the_alert_names_metrics_that_are_written() -> None:
    from checker.operation import metrics

    named = set(re.findall(r"plancheck_[a-z_]+", PAGE.split("# alerts.yaml", 1)[1].split("```", 1)[0]))
    assert named <= set(metrics._ABOUT)


def test_the_alerts_pass_their_checker(tmp_path: Path) -> None:
    if shutil.which("promtool") is None:
        pytest.skip("promtool is not installed")
    rules = tmp_path / "alerts.yaml"
    rules.write_text("groups:" + PAGE.split("# alerts.yaml\ngroups:", 1)[1].split("```", 1)[0], "utf-8")
    subprocess.run(["promtool", "check", "rules", rules], check=True)
