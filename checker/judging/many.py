"""Many plans on all processors: each is read and judged by itself, so it does not matter in which process."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from checker.files import processes
from checker.judging import jobs
from checker.judging.jobs import Asked
from checker.model import Assessment, Finding
from checker.model.findings import faults
from checker.reading.library import Library

MANY = 12
"""So many plans are worth processes of their own."""


class Work(NamedTuple):
    """What holds for all plans: the library, the folder of earlier submissions, the day, the lines of judgement."""

    library: Library
    history: Path | None
    on: date
    profile: str


class Made(NamedTuple):
    """What came of a plan: its assessments, none where there is a fault, and what was found on the way to them."""

    assessments: list[Assessment]
    findings: list[Finding]


_work: list[Work] = []  # of a worker: what it began with


def pays(plans: Sequence[Asked]) -> bool:
    """Tell whether processes pay: where they begin with all that is loaded, for more than a few plans."""
    return len(plans) >= MANY and processes.forks() and processes.workers() > 1


def judged(plans: Sequence[Asked], work: Work) -> Iterator[Made]:
    """Read and judge each plan, in the order given; where the system ends a worker, what is left is judged here."""
    from concurrent.futures.process import BrokenProcessPool

    done = 0
    with processes.pool(_work.append, work) as pool:
        try:
            for made in pool.map(_one, plans, chunksize=2):
                yield made
                done += 1
        except BrokenProcessPool:
            for each in plans[done:]:
                yield one(each, work)


def _one(asked: Asked) -> Made:
    return one(asked, _work[-1])


def one(asked: Asked, work: Work) -> Made:
    """Read and judge one plan. Nothing is judged beside a fault: the run is to end with it."""
    made, found = jobs.of_plan(asked, work.library, work.history)
    for job in made:
        found += work.library.office(job.plan.locality)[1]
    if any(faults([*work.library.findings, *found])):
        return Made([], found)
    return Made([job.judged(work.library, work.on, work.profile) for job in made], found)
