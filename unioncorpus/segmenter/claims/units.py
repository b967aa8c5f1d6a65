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
def _by_first() -> dict[str, list[Unit]]:
    """The units by their first character, the longest first."""
    by_first: dict[str, list[Unit]] = {}
    for unit in sorted(load(Unit, "units.csv"), key=lambda unit: -len(unit.form)):
        by_first.setdefault(unit.form[0], []).append(unit)
    return by_first


def unit_at(text: str, at: int) -> Unit | None:
    """The longest unit that begins at `at` of a folded text, if what follows allows it."""
    for unit in _by_first().get(text[at : at + 1], ()):
        if text.startswith(unit.form, at) and not text.startswith(unit.unless, at + len(unit.form)):
            return unit
    return None
