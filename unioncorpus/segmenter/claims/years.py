"""The year a claim speaks of: what its sentence says, else the report's."""

from __future__ import annotations

import re

from unioncorpus.model.records import ClaimYearBasis, Genre, Period, Status
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.numerals import evaluate

_YEAR = re.compile(r"((?:19|20)\d\d|[一二][〇零九][〇零一二三四五六七八九]{2})(?:年|(?=[-—~至到](?:(?:19|20)\d\d)年))")
_SPAN = re.compile(r"((?:19|20)\d\d)年?[-—~至到]+((?:19|20)\d\d)年")
_RELATIVE = {"去年": -1, "上年": -1, "上一年": -1, "前年": -2, "今年": 0, "本年": 0, "明年": 1, "来年": 1, "次年": 1}
_WORD = re.compile("|".join(_RELATIVE))
_CHANGED = late(r"(?:同期|底|末|又|再|有所|大幅|明显)?(?:提高|增|上升|提升|下降|降|减|多|少|上涨|扩大|缩短)")  # 较上年提高: said of this year
_NAME = re.compile(r"[《“][^《》“”\n]{0,60}$")
Years = tuple[int | None, int | None, int | None, ClaimYearBasis]


def year_of(head: str, status: Status, genre: Genre, period: Period | None) -> Years:
    """Year, its interval and its basis, for a claim after `head`, the sentence up to it.

    Example:
        >>> year_of("2020年8月投资", "reported", "summary", None)
        (2020, 2020, 2020, 'sentence')
        >>> year_of("去年发放", "reported", "plan", Period(year=2021, low=2021, high=2021))
        (2020, 2020, 2020, 'relative')
    """
    if "年" not in head and "去" not in head:
        return _of_report(status, genre, period)
    said = [m for m in _YEAR.finditer(head) if not _NAME.search(head, 0, m.start())]
    span = [m for m in _SPAN.finditer(head) if not _NAME.search(head, 0, m.start())]
    relative = [m for m in _WORD.finditer(head) if not (head.endswith(("比", "较"), 0, m.start()) and _CHANGED.match(head, m.end()))]
    if span and (not said or span[-1].end() >= said[-1].end()):
        low, high = int(span[-1].group(1)), int(span[-1].group(2))
        if low < high and (not relative or relative[-1].start() < span[-1].start()):
            return high, low, high, "sentence"
    if said and (not relative or relative[-1].start() < said[-1].start()):
        year = int(evaluate(said[-1].group(1)) or 0)
        return year, year, year, "sentence"
    if relative and period is not None and (period.year, period.low, period.high) != (None, None, None):
        return _moved(period, _RELATIVE[relative[-1].group()], "relative")
    return _of_report(status, genre, period)


def _of_report(status: Status, genre: Genre, period: Period | None) -> Years:
    """The report's year; for what a plan reports the year before it."""
    if period is None or (period.year, period.low, period.high) == (None, None, None):
        return None, None, None, ""
    return _moved(period, -1 if status == "reported" and genre in ("plan", "key_points") else 0, "report")


def _moved(period: Period, by: int, basis: ClaimYearBasis) -> Years:
    year, low, high = [None if y is None else y + by for y in (period.year, period.low, period.high)]
    return year, low, high, basis
