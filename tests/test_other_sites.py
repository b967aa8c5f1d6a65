"""Pages of other kinds of sites than the sample: a forum, a blog, a newspaper, a government portal, a public account, compilations of other make.

They were invented and marked by readers who did not know the rules; the first reading of each is told in the README. The floors are what is reached since.

    python tests/test_other_sites.py        prints every aspect
"""

from __future__ import annotations

from pathlib import Path

import pytest
import sample_marks as marks
import sample_scores as scores

from unioncorpus.loader import read_page
from unioncorpus.pipeline import analyse

FOLDER = Path(__file__).parent / "other_sites"
FLOORS = {
    "decoded": 1.0,
    "reports": 0.96,
    "kept characters": 0.995,
    "removed characters": 0.99,
    "genre": 0.98,
    "relevant": 0.99,
    "organisation type": 0.98,
    "organisation name": 0.85,
    "year exact": 0.95,
    "year overlaps": 0.95,
    "sections": 0.96,
    "section type": 0.98,
    "claims": 0.99,
    "claim value, kind, unit": 0.985,
    "claim bounds": 0.99,
    "claim status": 0.98,
    "claim counted": 0.88,
}


def measured() -> dict[str, scores.Score]:
    """Every aspect over all pages."""
    total: dict[str, scores.Score] = {}
    for path in sorted((FOLDER / "marked").glob("*.marked.txt")):
        page = marks.read_file(path)
        for aspect, score in scores.compare(page, analyse(read_page(FOLDER / "pages" / page.name))).items():
            sums = total.setdefault(aspect, scores.Score())
            sums.right, sums.extra, sums.missed = sums.right + score.right, sums.extra + score.extra, sums.missed + score.missed
            sums.differences += [f"{page.name} {difference}" for difference in score.differences]
    return total


@pytest.fixture(scope="module")
def totals() -> dict[str, scores.Score]:
    return measured()


@pytest.mark.parametrize("aspect", FLOORS)
def test_other_sites_are_read_no_worse_than(aspect: str, totals: dict[str, scores.Score]) -> None:
    assert totals[aspect].f1 >= FLOORS[aspect], "\n".join(totals[aspect].differences[:20])


if __name__ == "__main__":
    for name, score in measured().items():
        print(f"{name:26} F1 {score.f1:.3f}  {score.right} right, {score.extra} extra, {score.missed} missed")
