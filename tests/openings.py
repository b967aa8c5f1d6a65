"""Reads organisation_openings.txt: invented openings of reports with what is expected of each."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Opening:
    """One text; alternatives are all accepted."""

    types: tuple[str, ...]
    levels: tuple[str, ...]
    genres: tuple[str, ...]
    relevant: bool
    place: tuple[str, str, str]
    text: str


def openings() -> list[Opening]:
    """Every line; a line that does not parse fails the tests."""
    lines = (Path(__file__).parent / "organisation_openings.txt").read_text(encoding="utf-8").splitlines()
    return [_opening(line) for line in lines if line and not line.startswith("#")]


def _opening(line: str) -> Opening:
    types, levels, genres, relevant, place, text = line.split(" | ")
    province, city, county = ("", "", "") if place == "-" else place.split(",")
    parts = tuple(tuple(cell.split("/")) for cell in (types, levels, genres))
    return Opening(parts[0], parts[1], parts[2], {"true": True, "false": False}[relevant], (province, city, county), text.replace("⏎", "\n"))
