"""The rows of site_phrases.csv, compiled: which line of a page is the site's and not the report's."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from unioncorpus.model.records import RemovedKind
from unioncorpus.resources import load

Place = Literal["head", "tail", "line", "within", "intro"]


@dataclass(frozen=True, slots=True)
class SitePhrase:
    """A row of site_phrases.csv."""

    pattern: str
    kind: RemovedKind
    place: Place
    weight: int
    effect: Literal["", "truncated", "published", "inside"]
    example: str
    counter: str = ""
    note: str = ""
    needs: tuple[str, ...] = ()  # strings of which one must be there for a `within` or `intro` pattern to be worth trying
    where: str = ""


class Hit(NamedTuple):
    """A phrase found: its row, and where in the line."""

    phrase: SitePhrase
    start: int
    end: int


def finder(pattern: re.Pattern[str]) -> Callable[[str], re.Match[str] | None]:
    """How to look for a pattern: one that stands at the beginning only is not tried elsewhere."""
    return pattern.match if _anchored(pattern.pattern) else pattern.search


def _anchored(pattern: str) -> bool:
    """Whether all alternatives of a pattern begin with ^."""
    depth, classed, at = 0, False, 0
    if not pattern.startswith("^"):
        return False
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            at += 1
        elif classed or sign == "[":
            classed = sign != "]"
        elif sign == "|" and depth == 0 and not pattern.startswith("^", at + 1):
            return False
        else:
            depth += (sign == "(") - (sign == ")")
        at += 1
    return True


@functools.cache
def _finders(place: Place) -> tuple[tuple[SitePhrase, Callable[[str], re.Match[str] | None]], ...]:
    return tuple((row, finder(pattern)) for row, pattern in _compiled(place))


@functools.cache
def _compiled(place: Place) -> tuple[tuple[SitePhrase, re.Pattern[str]], ...]:
    return tuple((row, re.compile(row.pattern, re.I)) for row in load(SitePhrase, "site_phrases.csv") if row.place == place)


@functools.lru_cache(maxsize=4096)
def match_line(line: str, *places: Place) -> SitePhrase | None:
    """The first row of these places whose pattern stands in `line` (long lines are prose, and never the site's)."""
    if len(line) > 200:
        return None
    for place in places:
        for row, find in _finders(place):
            if find(line):
                return row
    return None


def find_within(text: str) -> Iterator[Hit]:
    """Every stretch that a `within` row cuts, in order of the rows."""
    for row, pattern in _compiled("within"):
        if row.needs and not any(map(text.__contains__, row.needs)):
            continue
        for found in pattern.finditer(text):
            yield Hit(row, found.start(), found.end())


@functools.lru_cache(maxsize=1024)
def intro_score(line: str) -> int:
    """How much of an editor's lead-in `line` is; 2 and more is one.

    Example:
        >>> intro_score("下面是小编为大家整理的工会工作总结,希望对大家有所帮助。") >= 2
        True
        >>> intro_score("一年来,我会在县总工会的领导下,较好地完成了各项任务。")
        0
    """
    return sum(row.weight for row, find in _finders("intro") if (not row.needs or any(map(line.__contains__, row.needs))) and find(line))
