"""The worked cases of the judging rules: one indicator, its values by period, the light that must come out."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from checker.files import yamlfile
from tests.harness import judge

CASES = yamlfile.read(Path(__file__).parent / "cases.yaml")[0]
assert CASES is not None


@pytest.mark.parametrize("case", CASES.data, ids=lambda case: f"{case['indicator']['kind']}-{case['light']}")
def test_case(case: dict[str, Any]) -> None:
    verdict = judge(case["indicator"], case["values"], plan=case.get("plan"), after=timedelta(days=5))
    assert verdict.light == case["light"]
    if "reason" in case:
        assert verdict.reason == case["reason"]
