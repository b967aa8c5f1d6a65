"""Shared fixtures: the tables of the shipped sample, and the real pages and hand coding when they are there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unioncorpus import pipeline

SAMPLE = Path(__file__).parent.parent / "data" / "raw"


@pytest.fixture(scope="session")
def sample() -> Path:
    """The folder of the shipped pages."""
    return SAMPLE


@pytest.fixture(scope="session")
def sample_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the shipped pages, written once."""
    out = tmp_path_factory.mktemp("sample") / "tables"
    pipeline.extract(SAMPLE, out, workers=1)
    return out


def _folder(variable: str) -> Path:
    value = os.environ.get(variable)
    if not value:
        pytest.skip(f"{variable} is not set: the real pages and their coding are not part of the package")
    return Path(value)


@pytest.fixture(scope="session")
def real_corpus() -> Path:
    """The folder of real pages."""
    return _folder("UNIONCORPUS_REAL_CORPUS")


@pytest.fixture(scope="session")
def real_tables(real_corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tables of the real pages, written once."""
    out = tmp_path_factory.mktemp("real") / "tables"
    pipeline.extract(real_corpus, out, workers=1)
    return out


@pytest.fixture(scope="session")
def gold() -> Path:
    """The folder of the hand coding."""
    return _folder("UNIONCORPUS_GOLD")
