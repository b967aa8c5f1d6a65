"""The years a report can be about, as a set: what each citation allows, and what the citations leave together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from unioncorpus.catalogue.period.cited import Finding, Window
from unioncorpus.catalogue.period.covers import Cover
from unioncorpus.catalogue.period.own import manner
from unioncorpus.model.records import Genre
from unioncorpus.resources import one_of

FIRST, LAST = 1994, 2039  # years that are considered; the last one stands for "open"
_ALL = (1 << (LAST - FIRST + 1)) - 1
_NEWS = ("event", "anniversary", "campaign", "programme")  # what a report on a whole term looks back on
_STRAYS = ("slogan", "programme", "campaign", "law")
_NEAR = 2  # years within which two citations agree
_NARROW = 3  # years that formulas and laws do not narrow further
_SUMMED = ("event", "anniversary")  # what a speech at the start of a year may still look back on
_AHEAD = re.compile(rf"\n[^\n。;]{{0,14}}(?:{one_of('words of a heading that looks ahead')})[^\n。;]{{0,24}}")
_WISH = re.compile(one_of("words of what will be done"))


class Years(NamedTuple):
    """What one citation allows."""

    finding: Finding
    inside: int  # bit n: the report may be of year FIRST + n
    after: int  # the same, from below only
    low: int  # its first year, in the earliest of alternatives
    since: str  # the first day it can be cited


def ahead_from(text: str) -> int:
    """Where the part of a summary begins that looks ahead: its last heading of plans, in the second half."""
    at = len(text) // 2
    heads = [match.start() for match in _AHEAD.finditer(text, at)]
    return heads[0] if heads else len(text)


def is_wished(text: str, finding: Finding) -> bool:
    """Whether the sentence up to the citation speaks of what will be done."""
    head = text[max(0, finding.start - 50) : finding.start]
    return _WISH.search(re.split(r"[。;!?\n]", head)[-1]) is not None


def years_of(finding: Finding, genre: Genre, cover: Cover, ahead: bool = False) -> Years:
    """The report years that a citation allows, given that a plan looks ahead and a half-year summary is written in summer.

    `ahead`: it stands where a summary looks ahead, so that a year it names may be the next one.
    """
    inside = after = 0
    low = LAST
    for window in finding.windows:
        first = int(window.start[:4]) if finding.fixed else _first_year(window, genre, cover)
        last = int(window.until[:4]) if window.until else LAST
        first -= ahead and finding.fixed and manner(genre) == "summary"
        if finding.role in _NEWS:  # what is looked back on may be older than what is studied
            last += 4 if cover.kind == "term" else finding.role in _SUMMED and manner(genre) == "speech"
        if finding.fresh and manner(genre) == "plan":
            first = last
        if finding.month and manner(genre) == "summary":
            last = first
        last = max(first, last)  # said so late that the next meeting had met: a plan for the year after
        inside |= bits(first, last)
        after |= bits(first - (finding.strength == "point"), LAST)  # a named year is looked forward to
        low = min(low, first)
    return Years(finding, inside, after, low, min(window.start for window in finding.windows))


def _first_year(window: Window, genre: Genre, cover: Cover) -> int:
    """The first year a report can be about that cites what happened on `window.start`."""
    year, day = int(window.start[:4]), window.start[5:]
    if manner(genre) == "plan" and day >= "09-15":
        return year + 1
    if cover.kind == "half" and cover.number == 1 and day >= "08-01":
        return year + 1
    return year


def bits(first: int, last: int) -> int:
    """The years `first` to `last` as a set of bits; an end beyond the calendar is open."""
    low, high = max(first, FIRST) - FIRST, min(last, LAST) - FIRST
    return ((1 << (high + 1)) - 1) & ~((1 << low) - 1) if high >= low else 0


def low_of(years: int) -> int:
    return (years & -years).bit_length() - 1 + FIRST


def high_of(years: int) -> int | None:
    """The last year of a set, None when it is open."""
    last = years.bit_length() - 1 + FIRST
    return None if last >= LAST else last


def _width(years: int) -> int:
    """Years from the first to the last of a set."""
    return years.bit_length() - (low_of(years) - FIRST)


def without_stray(citations: list[Years]) -> list[Years]:
    """Without the one formula, programme, campaign or law that is years younger than a phrase naming its year and the news that agrees.

    Its words are older than its day.
    """
    points = [c for c in citations if c.finding.strength == "point" and _width(c.inside) == 1]
    if not points:
        return citations
    firm = {c.finding.where: c.inside for c in citations if c.finding.strength != "weak" and _width(c.inside) <= _NEAR}
    agreed = max((low_of(c.inside) for c in points if sum(inside & c.inside > 0 for inside in firm.values()) >= 2), default=LAST)
    later = [c for c in citations if c.low > agreed + 1]
    if len({c.finding.where for c in later}) == 1 and later[0].finding.role in _STRAYS:
        return [c for c in citations if c not in later]
    return citations


def floor_of(citations: list[Years]) -> int:
    """The years from the newest citation on."""
    years = _ALL
    for citation in citations:
        years &= citation.after
    return years or _ALL


def intersect(citations: list[Years]) -> tuple[int, list[Years]]:
    """The years that the citations leave, from the newest to the oldest, and the citations that narrowed them."""
    years = floor_of(citations)
    votes = Counter(c.inside for c in citations if c.finding.strength == "point")
    order = sorted(
        citations,
        key=lambda c: (_rank(c), -votes[c.inside], -c.low, c.finding.start),
    )
    floor = low_of(years)
    used = [c for c in citations if c.low == floor]
    for citation in order:
        left = years & citation.inside
        if not left or left == years or (citation.finding.strength == "weak" and _width(years) <= _NARROW):
            continue  # formulas outlive their day: they do not narrow what news has dated
        years = left
        used.append(citation)
    return years, used


def _rank(citation: Years) -> int:
    """How soon a citation is heard: what names one year first, formulas last; two laws of one name are no surer than news."""
    return max(("point", "strong", "weak").index(citation.finding.strength), len(citation.finding.windows) > 1)


def without_far_side(years: int, citations: list[Years]) -> int:
    """Of alternatives decades apart (the union law was amended in 2001 and 2021) the early one, when nothing newer than 2012 is cited: later ones do so.

    Of epidemics the late one: the early ones have names of their own.
    """
    early, late = years & bits(FIRST, 2011), years & bits(2017, LAST)
    if early and late and not years & bits(2012, 2016) and all(c.low <= 2012 for c in citations):
        apart = [c.finding.role for c in citations if len(c.finding.windows) > 1]
        return late if apart and set(apart) == {"event"} else early
    return years


def published_by(years: int, published: str, genre: Genre) -> int:
    """Without the years after the page was put online; a plan may be ahead by one."""
    match = re.match(r"(\d{4})-(\d{2})", published)
    if not match:
        return years
    ahead = 1 if manner(genre) == "plan" and match[2] >= "10" else 0
    return years & bits(FIRST, int(match[1]) + ahead) or years


def points_disagree(citations: Iterable[Years], years: int) -> bool:
    """Whether a phrase that names its year names another one than the result, and not an earlier one that is only looked back on."""
    return any(c.finding.strength == "point" and not c.inside & years and c.low > low_of(years) for c in citations)
