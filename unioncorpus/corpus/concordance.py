"""Keyword in context: every place where a phrase, a regular expression, a pattern of words or a theme stands, with its left and right."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from unioncorpus.model.errors import UsageError
from unioncorpus.script import fold, to_simplified
from unioncorpus.tables.read import records

if TYPE_CHECKING:
    from pandas import DataFrame, Series

COLUMNS = {"report_id": "string", "left": "string", "match": "string", "right": "string", "start": "Int64", "end": "Int64"}
MENTION_COLUMNS = {"theme": "string", "campaign": "string", "stance": "string", "negated": "boolean"}
# What may stand inside a surface form without being part of it: quotation marks, middle dots, white space.
_BETWEEN = frozenset("“”‘’\"'「」『』《》·•・‧")


def of_pattern(texts: DataFrame, pattern: str | re.Pattern[str], width: int) -> DataFrame:
    """The hits of a phrase (either script, any width of characters) or a compiled regular expression; empty matches are none."""
    if not pattern:
        raise UsageError("kwic needs a phrase of one character at least")
    phrase = isinstance(pattern, str)
    search = re.compile(re.escape(fold(to_simplified(pattern)))) if isinstance(pattern, str) else pattern
    rows: list[tuple[Any, ...]] = []
    for report_id, text in zip(texts.report_id, texts.text, strict=True):
        spans = ((m.start(), m.end()) for m in search.finditer(fold(text) if phrase else text) if m.end() > m.start())
        rows += [(report_id, *_context(text, start, end, width)) for start, end in spans]
    return _frame(rows, COLUMNS)


def of_words(texts: DataFrame, pattern: Sequence[Any], width: int) -> DataFrame:
    """The hits of a pattern of spaCy's Matcher."""
    from unioncorpus.nlp import find_pattern

    found = zip(texts.report_id, texts.text, find_pattern(texts.text, pattern), strict=True)
    return _frame([(report_id, *_context(text, *span, width)) for report_id, text, spans in found for span in spans], COLUMNS)


def of_mentions(texts: DataFrame, mentions: DataFrame, wanted: Series[bool], reports: DataFrame, removed: DataFrame, width: int) -> DataFrame:
    """The wanted ones of the mentions, each found again in the clean text by its form and by its distance from the mention before it.

    The pages, which would tell its place exactly, need not be at hand for that.
    """
    cut = _cuts(removed)
    text_of = dict(zip(texts.report_id, texts.text, strict=True))
    found: dict[str, list[dict[str, Any]]] = {}
    concerned = mentions.report_id.isin(mentions.report_id[wanted])
    for mention in records(mentions.assign(wanted=wanted)[concerned]):
        found.setdefault(mention["report_id"], []).append(mention)
    rows: list[tuple[Any, ...]] = []
    for report in records(reports[reports.report_id.isin(found)]):
        report_id = report["report_id"]
        text = text_of[report_id]
        places = sorted(found[report_id], key=lambda m: (m["start"], m["end"]))
        gone = cut.get(report["page_id"], _NO_CUTS)
        spans = _find_again(text, [(m["form"], gone.kept(report["start"], m["start"])) for m in places])
        hits = [(span, m) for span, m in zip(spans, places, strict=True) if m["wanted"]]
        rows += [(report_id, *_context(text, *span, width), *(m[name] for name in MENTION_COLUMNS)) for span, m in hits]
    return _frame(rows, COLUMNS | MENTION_COLUMNS)


class _Cuts:
    """The removed stretches of a page, in order."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._before = [0]  # characters removed before each stretch
        for start, end in spans:
            self._starts.append(start)
            self._before.append(self._before[-1] + end - start)

    def kept(self, start: int, end: int) -> int:
        """How many characters of `source[start:end]` are left; neither place is inside a removed stretch."""
        return end - start - self._before[bisect_left(self._starts, end)] + self._before[bisect_left(self._starts, start)]


_NO_CUTS = _Cuts(())


def _cuts(removed: DataFrame) -> dict[str, _Cuts]:
    spans: dict[str, list[tuple[int, int]]] = {}
    for row in zip(removed.page_id.tolist(), removed.start.tolist(), removed.end.tolist(), strict=True):
        spans.setdefault(row[0], []).append(row[1:])
    return {page_id: _Cuts(sorted(found)) for page_id, found in spans.items()}


def _find_again(text: str, mentions: Sequence[tuple[str, int]]) -> list[tuple[int, int]]:
    """Spans in the clean text of mentions (form, offset among the kept characters of the source), in order.

    Between one mention and the next, source and clean text differ by little more than white space: of the places where the form stands, the right one
    is the nearest to that distance. A form that is not there at all gives an empty span.
    """
    solid = [(place, character) for place, character in enumerate(fold(text)) if character not in _BETWEEN and not character.isspace()]
    places, letters = [place for place, _ in solid], "".join(character for _, character in solid)
    found = {form: [(places[at], places[at + len(form) - 1] + 1) for at in _occurrences(letters, form)] for form in {form for form, _ in mentions}}
    spans = []
    ahead = 0  # how far the clean text is ahead of the source
    for form, offset in mentions:
        place = min(len(text), max(0, offset + ahead))
        span = _nearest(found[form], place)
        if span[1] > span[0]:
            ahead = span[0] - offset
        spans.append(span)
    return spans


def _occurrences(text: str, form: str) -> Iterator[int]:
    """Where `form` stands in `text`, not overlapping itself."""
    at = text.find(form) if form else -1
    while at >= 0:
        yield at
        at = text.find(form, at + len(form))


def _nearest(spans: list[tuple[int, int]], place: int) -> tuple[int, int]:
    at = bisect_left(spans, (place, place))
    return min(spans[max(0, at - 1) : at + 1], key=lambda span: abs(span[0] - place), default=(place, place))


def _context(text: str, start: int, end: int, width: int) -> tuple[str, str, str, int, int]:
    """Left, match and right on one line, and the span."""
    left, match, right = text[max(0, start - width) : start], text[start:end], text[end : end + width]
    return left.replace("\n", " "), match.replace("\n", " "), right.replace("\n", " "), start, end


def _frame(rows: Iterable[tuple[Any, ...]], dtypes: dict[str, str]) -> DataFrame:
    from pandas import DataFrame

    return DataFrame(list(rows), columns=list(dtypes)).astype(dtypes)
