"""Spark runs the same selects: in local mode, and on a master with two workers that the test starts."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.command import ROOT, environment

pytestmark = [
    pytest.mark.spark,
    pytest.mark.skipif(find_spec("pyspark") is None, reason="pyspark is not installed: pip install -e '.[spark]'"),
    pytest.mark.skipif(shutil.which("java") is None, reason="there is no Java"),
]
SETTINGS = """\
spark.master {master}
spark.ui.enabled false
spark.driver.bindAddress 127.0.0.1
spark.driver.host 127.0.0.1
spark.driver.memory 700m
spark.executor.memory 512m
spark.sql.ansi.enabled {ansi}
"""


def settings(folder: Path, master: str, ansi: str = "true") -> dict[str, str]:
    (folder / "spark-defaults.conf").write_text(SETTINGS.format(master=master, ansi=ansi), "utf-8")
    return {"SPARK_CONF_DIR": str(folder), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}


def judged(env: dict[str, str], count: int) -> str:
    """Judge random worlds in a process of its own; starting and planning take Spark a minute or more."""
    done = subprocess.run([sys.executable, "-m", "tests.bulk", "spark", str(count)], env=environment(env), cwd=ROOT,
                          capture_output=True, encoding="utf-8", check=False, timeout=1200)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return done.stdout.splitlines()[-1]


def test_local_mode_agrees_with_run(tmp_path: Path) -> None:
    assert ", 0 differ," in judged(settings(tmp_path, "local[2]"), 40)


def test_a_cluster_agrees_with_run(tmp_path: Path) -> None:
    with cluster(tmp_path) as master:
        assert ", 0 differ," in judged(settings(tmp_path, master), 24)
        # each worker has run an executor of its own
        assert len(list((tmp_path / "work").rglob("stdout"))) == 2


def test_without_ansi_mode_nothing_is_judged(tmp_path: Path) -> None:
    code = "from checker.bulk.spark import opened; opened()"
    env = {**os.environ, **settings(tmp_path, "local[1]", ansi="false")}
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, encoding="utf-8", check=False)
    assert "bulk.not-ansi" in done.stderr


@contextmanager
def cluster(folder: Path) -> Iterator[str]:
    """A standalone master with two workers of one core each."""
    home = Path(str(find_spec("pyspark").submodule_search_locations[0]))  # type: ignore[union-attr,index]
    port, start = free(), [str(home / "bin" / "spark-class")]
    env = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_WORKER_DIR": str(folder / "work"),
    }
    master = f"spark://127.0.0.1:{port}"
    deploy = "org.apache.spark.deploy"
    commands = [[f"{deploy}.master.Master", "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(free())]]
    commands += [
        [f"{deploy}.worker.Worker", "--cores", "1", "--memory", "600m", "--webui-port", str(free()), master]
    ] * 2
    started: list[subprocess.Popen[bytes]] = []
    try:
        for command in commands:
            with (folder / f"{len(started)}.log").open("wb") as log:
                started.append(subprocess.Popen([*start, *command], env=env, stdout=log, stderr=log))
            if len(started) == 1:
                wait_for(port)
        yield master
    finally:
        for each in reversed(started):
            each.terminate()
            each.wait(timeout=30)


def free() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int) -> None:
    for _ in range(240):
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.5)
    raise TimeoutError
