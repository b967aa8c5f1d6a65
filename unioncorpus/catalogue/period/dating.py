"""From the years and the policy anchors of a text to the year the report is about."""

from __future__ import annotations

import re

from unioncorpus.catalogue.period.explicit import Mention, find_years, manner, own_years
from unioncorpus.model.records import Genre, Period
from unioncorpus.script import fold

_SURE = 2.5  # weight of year mentions from which the text itself names its year
_OPENING = 400  # characters in which a report says what it is
_GENRES: tuple[tuple[Genre, re.Pattern[str]], ...] = (
    ("work_report", re.compile(r"各位代表|请.{0,4}代表.{0,4}审议")),
    ("speech", re.compile(r"^.{0,12}(?:同志们|各位领导|各位老师|尊敬的|同志们、朋友们)")),
    ("personal_report", re.compile(r"述职|个人(?:工作)?总结")),
    ("key_points", re.compile(r"工作要点")),
    ("summary", re.compile(r"总结如下|汇报如下|工作总结|小结|工作汇报|一年来|过去的一年|工作情况")),
    ("plan", re.compile(r"计划|打算|工作安排|工作思路|指导思想|新的一年|工作目标|总体要求")),
)


def guess_genre(text: str) -> Genre:
    """The genre as far as the first lines of `text` show it; a summary where they show nothing.

    Example:
        >>> guess_genre("2013年工会工作计划"), guess_genre("一年来,我会在上级的领导下")
        ('plan', 'summary')
    """
    opening = text[:_OPENING]
    return next((genre for genre, pattern in _GENRES if pattern.search(opening)), "summary")


def date_report(text: str, genre: str | None = None, *, title: str = "", published: str = "", page_title: str = "") -> Period:
    """The year that a report is about.

    A plan is about the year planned, a summary about the year summed up.

    Example:
        >>> date_report("现将2012年工会工作总结如下").year
        2012
    """
    text = fold(text)
    kind: Genre = guess_genre(text) if genre is None else genre  # type: ignore[assignment]
    mentions = find_years(text)
    scores = own_years(mentions, kind)
    if not scores:
        return Period()
    best = max(scores, key=lambda year: (scores[year], year if manner(kind) == "speech" else -year))
    if scores[best] < _SURE:
        return Period()
    evidence = _evidence(text, mentions, best)
    return Period(best, best, best, "explicit", evidence)


def _evidence(text: str, mentions: list[Mention], year: int) -> str:
    """The first mention of `year` with a few of the words that follow it."""
    order = ("summed", "planned", "plain", "event")
    near = sorted((m for m in mentions if m.role in order and abs(m.year - year) <= 1), key=lambda m: (m.year != year, order.index(m.role), m.start))
    if not near:
        return ""
    return re.split(r"[,。;:!?\n]", text[near[0].start : near[0].end + 12])[0]
