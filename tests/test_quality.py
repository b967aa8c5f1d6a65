"""A floor under the quality on the real pages: scored against their hand coding, when both are there. Lower a floor only with a reason in the changelog."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

# What the last measurement gave, less a little: F1 or share of right answers.
FLOORS = {
    "kept_chars": 0.999,
    "boilerplate": 0.99,
    "reports": 0.99,
    "sections": 0.98,
    "section_type": 0.97,
    "section_themes": 0.78,
    "claims_detect": 0.98,
    "claims_full(value+kind+unit)": 0.98,
    "claim_bounds": 0.98,
    "claim_status": 0.95,
    "claim_counted_lenient": 0.85,
    "org_type": 0.95,
    "org_level": 0.93,
    "genre": 0.93,
    "relevant": 0.95,
    "year_point": 0.85,
    "year_interval_overlap": 0.95,
    "year_left_empty_when_unknown": 0.80,
}


@pytest.fixture(scope="module")
def scores(real_tables: Path, gold: Path, real_corpus: Path) -> dict[str, dict[str, float]]:
    command = [sys.executable, str(gold / "score.py"), str(real_tables), str(gold), str(real_corpus), "--json"]
    result: dict[str, dict[str, float]] = json.loads(subprocess.run(command, capture_output=True, check=True, text=True, encoding="utf-8").stdout)
    return result


@pytest.mark.parametrize("measure", FLOORS)
def test_the_real_pages_are_read_no_worse_than(measure: str, scores: dict[str, dict[str, float]]) -> None:
    found = scores[measure]
    assert found.get("f1", found.get("acc", 0)) >= FLOORS[measure], found
