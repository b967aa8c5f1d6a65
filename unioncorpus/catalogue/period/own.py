"""What each year that a text names says of the year the report is about, given its genre."""

from __future__ import annotations

from collections import Counter

from unioncorpus.catalogue.period.explicit import Mention, Role
from unioncorpus.model.records import Genre

_EVENTS = 4  # dated events of a year that count
_SPANNED = 2.5  # weight of a span that opens a sentence of a summary: 2011年至2015年,工会组织了…
_PLANS: tuple[Genre, ...] = ("plan", "key_points")
_PLAINLY: dict[Role, tuple[int, float]] = {
    "this": (0, 5), "last": (1, 5), "next": (-1, 5), "acting": (0, 2.5), "plain": (0, 1.5), "done": (0, 1.5),
    "compared": (1, 2.5), "lasted": (0, 2.5), "followed": (0, 2.5),
}
# How much a mention says for a year, by genre: (years to add, weight). Found by reading, not fitted.
_SAYS: dict[str, dict[Role, tuple[int, float]]] = {
    "summary": {"summed": (0, 5), "planned": (-1, 3), "meeting": (0, 1), "present": (0, 1), "event": (0, 1), **_PLAINLY},
    "plan": {"summed": (1, 3), "planned": (0, 5), "meeting": (0, 1), "present": (0, 2), "event": (0, 1), **_PLAINLY, "done": (1, 1.5)},
    "speech": {"summed": (1, 2.5), "planned": (0, 5), "meeting": (0, 5), "present": (0, 3), "event": (0, 0.7), **_PLAINLY, "plain": (0, 1.2), "done": (0, 1.2)},
}


def is_term(mention: Mention) -> bool:
    """Whether a mention spans several years (2008—2012年), more than a school year does."""
    return mention.last - mention.year > 1


def manner(genre: Genre) -> str:
    """Which of three ways a genre looks at years: back (summary), ahead (plan), or ahead from a year just summed up (speech)."""
    if genre in _PLANS:
        return "plan"
    return "speech" if genre == "speech" else "summary"


def _signed_shift(month: int, genre: Genre) -> int:
    """Years from the date under a report to its year: a summary is signed early in the next year, a plan late in the year before."""
    how = manner(genre)
    return -1 if how == "summary" and month <= 3 else 1 if how == "plan" and month >= 11 else 0


def _opening_weight(mention: Mention, first: bool, genre: Genre) -> float:
    """What a year gains that opens a line or the text: much when it is the first, but a speech may begin with the year before."""
    if mention.role == "event":
        return 1.5 if manner(genre) == "plan" else 0.5  # a schedule
    return 2.5 if first and manner(genre) != "speech" else 0.5


def _speaks(mention: Mention, genre: Genre, first: bool) -> tuple[int, float]:
    """The year that a mention speaks for, and how strongly; weight 0 where it does not."""
    if mention.role == "signed":
        return mention.year + _signed_shift(mention.month, genre), 3
    says = _SAYS[manner(genre)]
    if is_term(mention) and mention.role in ("plain", "done") and mention.opening and manner(genre) == "summary":
        return mention.last, _SPANNED
    if mention.role not in says or (is_term(mention) and mention.role not in ("summed", "planned")):
        return mention.year, 0
    shift, weight = says[mention.role]
    if mention.quoted and mention.role != "followed":  # a document of the year
        return mention.year, weight * 0.4
    if mention.role in ("plain", "done") and mention.unit == "年度":
        weight += 1
    if mention.opening:
        weight += _opening_weight(mention, first, genre)
    if is_term(mention):
        return mention.year if manner(genre) == "plan" else mention.last, weight
    return mention.year + shift, weight


def own_years(mentions: list[Mention], genre: Genre) -> dict[int, float]:
    """How strongly the mentions speak for each year as the one the report is about, in the order in which they name them.

    Example:
        >>> from unioncorpus.catalogue.period.explicit import find_years
        >>> own_years(find_years("一、2012年工作总结。二、2013年工作计划"), "summary")
        {2012: 10.5}
    """
    first = next((m for m in mentions if m.opening and m.role in _SAYS["summary"] and m.role != "event" and not is_term(m)), None)
    scores: dict[int, float] = {}
    events: Counter[int] = Counter()
    for mention in mentions:
        year, weight = _speaks(mention, genre, mention is first)
        events[year] += mention.role == "event"
        if weight and 1990 <= year <= 2039 and (mention.role != "event" or events[year] <= _EVENTS):
            scores[year] = scores.get(year, 0) + weight
    return scores
