"""The options of `analyze` as they are typed, checked and made into `Options`: every mistake is one line that says what there is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from unioncorpus.analysis.change import read_events
from unioncorpus.analysis.study import Options
from unioncorpus.model.errors import UsageError
from unioncorpus.resources import load_file

_YEARS = re.compile(r"(\d{4})?\s*[-–—:]\s*(\d{4})?|(\d{4})")


@dataclass(frozen=True, slots=True)
class Official:
    """A row of the user's CSV of official series."""

    theme: str
    year: int
    value: float
    label: str = ""  # what the series is, with its unit


def read_options(
    *,
    themes: str = "",
    by: str = "org_type",
    years: str = "",
    step: int = 0,
    estimand: str = "text",
    year_method: str = "em",
    stance: str = "any",
    length: float | None = None,
    where: Sequence[str] = (),
    contrast: str = "",
    events: Path | None = None,
    benchmark: Path | None = None,
    labels: str = "auto",
    draws: int = 1000,
) -> Options:
    """The choices of a study from what was typed.

    Raises:
        UsageError: naming the value and what it may be.
        ResourceError: for a line of the user's CSV files.

    Example:
        >>> options = read_options(themes="bargaining, safety", years="2005-2015", where=["genre=summary,plan"])
        >>> options.themes, options.years, dict(options.where)
        (('bargaining', 'safety'), (2005, 2015), {'genre': ('summary', 'plan')})
    """
    pair = _words(contrast)
    if contrast and len(pair) != 2:
        raise UsageError(f"--contrast {contrast!r}: two groups, as enterprise,education")
    given = {
        "themes": _words(themes), "by": _words(by) or ("org_type",), "years": _years(years), "step": step, "estimand": estimand, "year_method": year_method,
        "stance": stance, "length": length, "where": _conditions(where), "contrast": pair or None, "events": read_events(events) if events else (),
        "benchmark": _official(benchmark) if benchmark else None, "labels": labels, "draws": draws,
    }  # fmt: skip
    try:
        return Options.of(given)
    except UsageError as error:
        name, rest = str(error).split(" ", 1)
        raise UsageError(f"--{name.replace('_', '-')} {rest}") from None


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def _years(text: str) -> tuple[int | None, int | None]:
    if not text:
        return None, None
    found = _YEARS.fullmatch(text.strip())
    if not found:
        raise UsageError(f"--years {text!r}: give them as 2005-2015, 2005- or -2015")
    if found[3]:
        return int(found[3]), int(found[3])
    first, last = (int(year) if year else None for year in (found[1], found[2]))
    if first and last and first > last:
        raise UsageError(f"--years {text!r}: the first year is after the last")
    return first, last


def _conditions(texts: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        column, equals, values = text.partition("=")
        if not equals or not _words(values):
            raise UsageError(f"--where {text!r}: give it as COLUMN=VALUE,VALUE, as genre=summary,plan")
        found[column.strip()] = found.get(column.strip(), ()) + _words(values)
    return found


def _official(path: Path) -> pd.DataFrame:
    return pd.DataFrame([{"theme": r.theme, "year": r.year, "value": r.value, "label": r.label} for r in load_file(Official, path)])
