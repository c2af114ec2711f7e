"""Runs one command after another, each in a process of its own with limits set: a bomb takes nobody's machine.

Reads JSON lines `[arguments…]`, writes JSON lines {code, seconds, megabytes, said}. It loads the program once and forks.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import tempfile

SECONDS, BYTES = 20, 1_500_000_000
"""Of processor time and address space, where the kernel ends it; what is allowed is less."""


def main() -> None:
    from checker.cli import main as program
    from checker.forms import collecting  # noqa: F401

    for line in sys.stdin:
        with tempfile.TemporaryFile() as said:
            child = os.fork()
            if child == 0:
                for limit, most in ((resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_AS, BYTES)):
                    resource.setrlimit(limit, (most, most))
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                program(json.loads(line))
            _, status, used = os.wait4(child, 0)
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
        ended = {"code": os.waitstatus_to_exitcode(status), "seconds": used.ru_utime + used.ru_stime,
                 "megabytes": used.ru_maxrss / 1024, "said": text[-1500:]}  # fmt: skip
        print(json.dumps(ended), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
