"""The time a report covers, which is not the uncertainty of its year: a half-year summary covers six months, a congress report the term."""

from __future__ import annotations

import calendar
import re
from typing import NamedTuple

from unioncorpus.catalogue.period.explicit import Mention
from unioncorpus.model.records import Genre, PeriodKind
from unioncorpus.resources import one_of

_BEGINNING = 1500  # characters in which a report to a congress says that it covers a term
_OPENING = 320  # characters in which a report says what time it covers
_NOUN = rf"(?:工会)?(?:[\u4e00-\u9fff]{{0,8}})(?:{one_of('papers on the work of a year')}|情况|回顾|重点)"
_NUMBER = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"十一": 11, "十二": 12, "上": 1, "下": 2} | {str(n): n for n in range(13)}
_SEMESTER = re.compile(r"第?(?P<n>[一二12上下])学期|(?P<season>[春秋])季?学期|本学期|新学期|新的学期")
_HALF = re.compile(rf"(?P<n>[上下])半年{_NOUN}|^.{{0,12}}(?P<first>[上下])半年(?:度|来|以来)?,")
_BOTH = (",下半年", ";下半年", "。下半年", "全年")  # 上半年,…;下半年,…: the whole year
_QUARTER = re.compile(rf"第?(?P<n>[一二三四1-4])季度{_NOUN}")
_MONTH = re.compile(
    r"(?<![\d至—-])(?P<n>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月份?(?:工会|工作|的|活动){0,3}"
    rf"(?:{one_of('papers on the work of a year')}|情况)"
)
_TERM = re.compile(r"(?:[三四五]年来|过去的?[三四五]年|[三四五]年的?工作|本届.{0,6}[三四五]年|换届以来|届.{0,8}以来的[三四五]年)")
_EVENT = re.compile(r"活动(?:的)?(?:情况)?(?:总结|小结|方案)|比赛(?:总结|方案)|运动会(?:总结|方案)|培训班?总结")
_WHOLE = re.compile(r"年度|一年来|全年|今年|年工作|过去的一年|新的一年|[年度](?:工会)?工作")


class Cover(NamedTuple):
    """A span of the calendar without its year."""

    kind: PeriodKind
    number: int = 0  # which half, quarter, month or semester; 0 where none is said
    spoken: bool = False  # the text says so; else it is what the genre covers


def find_cover(text: str, genre: Genre, mentions: list[Mention]) -> Cover:
    """What span the first lines of `text` announce.

    Example:
        >>> find_cover("现将上半年工会工作总结如下", "summary", [])
        Cover(kind='half', number=1, spoken=True)
    """
    opening = text[:_OPENING]
    semester = _SEMESTER.search(opening) if "学期" in opening else None
    if semester or "学年" in opening or any(m.unit.startswith("学") and m.start < _OPENING for m in mentions):
        return Cover("school_year", _semester(semester), True)
    for kind, word, pattern in _PARTS:
        match = pattern.search(opening) if word in opening else None
        if match and not (kind == "half" and match["first"] and any(word in opening[match.end() :] for word in _BOTH)):
            return Cover(kind, _NUMBER.get(next(filter(None, match.groups())), 0), True)
    term = genre in ("work_report", "speech") and _TERM.search(text[:_BEGINNING]) is not None
    if term or genre == "work_report":
        return Cover("term", 0, term)
    if _EVENT.search(opening[:120]):
        return Cover("event", 0, True)
    return Cover("year", 0, _WHOLE.search(opening) is not None)


_PARTS: tuple[tuple[PeriodKind, str, re.Pattern[str]], ...] = (("half", "半年", _HALF), ("quarter", "季度", _QUARTER), ("month", "月", _MONTH))


def _semester(match: re.Match[str] | None) -> int:
    if match is None:
        return 0
    if match["season"]:
        return 1 if match["season"] == "秋" else 2
    return _NUMBER.get(match["n"] or "", 0)


def span(cover: Cover, year: int, last: int) -> tuple[str, str]:
    """First and last day of `cover` in `year`; `last` is the second year of a school year.

    Example:
        >>> span(Cover("half", 2), 2011, 2011), span(Cover("school_year", 1), 2013, 2014)
        (('2011-07-01', '2011-12-31'), ('2013-09-01', '2014-01-31'))
    """
    if cover.kind == "school_year":
        start, end = {1: ((year, 9), (last, 1)), 2: ((last, 2), (last, 7))}.get(cover.number, ((year, 9), (last, 8)))
        return _days(start, end)
    if cover.kind == "term":
        return f"{year - 4}-01-01", f"{year}-12-31"
    months = {"half": 6, "quarter": 3, "month": 1}.get(cover.kind, 12)
    if months < 12 and not cover.number:
        return "", ""
    first = months * (cover.number - 1) + 1 if months < 12 else 1
    if cover.kind == "event":
        return "", ""
    return _days((year, first), (year, first + months - 1))


def _days(start: tuple[int, int], end: tuple[int, int]) -> tuple[str, str]:
    """From the first day of one month to the last of another."""
    (year, month), (end_year, end_month) = start, end
    return f"{year}-{month:02}-01", f"{end_year}-{end_month:02}-{calendar.monthrange(end_year, end_month)[1]}"
