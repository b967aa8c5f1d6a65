"""The units and classifiers of `units.csv`, looked up at a place in a text."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from unioncorpus.resources import load

UnitKind = Literal["people", "money", "count", "rate", "measure", "none"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A row of units.csv."""

    form: str
    kind: UnitKind
    unit: str  # as written to the tables
    factor: Decimal  # worth of one `form` in `unit`
    unless: tuple[str, ...] = ()  # what must not follow
    example: str = ""
    note: str = ""
    where: str = ""


@functools.cache
def _table() -> tuple[dict[str, Unit], tuple[int, ...]]:
    units = {row.form: row for row in load(Unit, "units.csv")}
    return units, tuple(sorted({len(form) for form in units}, reverse=True))


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that begins at `at` of a folded text, if what follows allows it."""
    units, lengths = _table()
    for length in lengths:
        unit = units.get(text[at : at + length])
        if unit and not text.startswith(unit.unless, at + length):
            return unit
    return None
