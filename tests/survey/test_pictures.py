"""Pictures of a survey say what the tables say: crosses stand where the rule of short boards puts them, labels free."""

from itertools import combinations
from random import Random
from statistics import fmean, median

import pytest

from checker.locale import speaker
from checker.model.pictures import Picture, Shape
from checker.survey.pictures import pictures
from checker.survey.results import Results, results
from tests.survey.test_results import IDS, answers


def _quadrant(made: Results) -> Picture | None:
    say = speaker("zh")
    return next((p for p in pictures(made, (), None, say) if p.heading == say("survey.picture.quadrant")), None)


def _people(chance: Random) -> list[dict[str, int]]:
    """People whose answers hang together a little, more for some items than for others."""
    made = []
    for _ in range(chance.randint(12, 40)):
        mood = chance.uniform(2, 9)
        made.append({name: min(max(round(mood + chance.gauss(0, 1 + n % 5)), 1), 10) for n, name in enumerate(IDS)})
    return made


@pytest.mark.parametrize("seed", range(8))
def test_every_cross_stands_right_of_the_line(seed: int) -> None:
    made = results(answers(_people(Random(seed))))
    picture = _quadrant(made)
    if picture is None:
        return
    line = next(s.x for s in picture.shapes if s.sort == "line" and s.x == s.a)
    crosses = [s for s in picture.shapes if s.sort == "cross"]
    assert len(crosses) == len(made.boards)
    assert all(cross.x >= line for cross in crosses)
    every = [item for domain in made.domains for item in domain.items if item.importance is not None]
    told = [s.text for s in picture.shapes if s.sort == "text" and s.y == 374 and s.anchor == "middle"]
    assert told[1] == f"{median(item.importance or 0 for item in every):.2f}"
    level = next(s.y for s in picture.shapes if s.sort == "line" and s.y == s.b)
    below = [s for s in picture.shapes if s.sort in ("dot", "cross") and s.y > level]
    assert len(below) == sum(item.figure.score < fmean(float(i.figure.score) for i in every if i.figure)
                             for item in every if item.figure)  # fmt: skip


def _box(label: Shape) -> tuple[float, float, float, float]:
    """A label's left, top, right and bottom edge: letters are 12 wide and 12 high."""
    long = 12 * len(label.text)
    left = label.x - {"start": 0.0, "middle": long / 2, "end": long}[label.anchor]
    return left, label.y - 11, left + long, label.y + 2


@pytest.mark.parametrize("seed", range(8))
def test_labels_do_not_meet_and_stay_inside(seed: int) -> None:
    picture = _quadrant(results(answers(_people(Random(seed)))))
    boxes = [_box(s) for s in picture.shapes if s.sort == "text" and s.look == "down"] if picture else []
    for left, top, right, bottom in boxes:
        assert left >= 0
        assert right <= 700
        assert top >= 0
        assert bottom <= 384
    for one, two in combinations(boxes, 2):
        assert one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
