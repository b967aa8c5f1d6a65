"""Reports as spaCy Docs, with what the tables say of them as span groups; and the way from the offsets of a page to those of its clean text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from unioncorpus.model.errors import UsageError
from unioncorpus.tables.read import records

if TYPE_CHECKING:
    from pandas import DataFrame
    from spacy.language import Language
    from spacy.tokens import Doc

Row = dict[str, Any]
_AT_A_TIME = 200  # reports whose rows are taken from the tables together
_TABLES = {"sections": "sections", "claims": "claims", "themes": "theme_mentions"}  # span group: table


class CleanOffsets:
    """Leads from offsets in a page's source text to offsets in a report's clean text.

    The two differ by white space, by what was removed and by what was changed; but for these the clean text is the source, character for character.

    Example:
        >>> offsets = CleanOffsets("慰問 40名\\n第3頁專案", (0, 12), [(7, 10)], [(10, 12, "项目")], "慰问40名项目")
        >>> offsets.span(3, 6), offsets.span(10, 12), offsets.span(7, 10)
        ((2, 5), (5, 7), None)
    """

    def __init__(self, source: str, report: tuple[int, int], removed: Sequence[tuple[int, int]], changes: Sequence[tuple[int, int, str]], clean: str) -> None:
        """`removed` and `changes` (start, end, new text) are of the whole page, in its order.

        Raises:
            UsageError: if the texts do not belong together.
        """
        self._starts: list[int] = []  # of every character of the clean text but white space: where what it was made from starts and ends
        self._ends: list[int] = []
        edits = sorted([*((start, end, "") for start, end in removed), *changes])
        at = report[0]
        for start, end, text in edits:
            if at <= start < report[1]:
                self._copy(source, at, start)
                self._put(start, end, sum(not character.isspace() for character in text))
                at = end
        self._copy(source, at, report[1])
        self._places = [place for place, character in enumerate(clean) if not character.isspace()]
        if len(self._places) != len(self._starts):
            raise UsageError("the page and the clean text of its report do not agree; run extract again")

    def _copy(self, source: str, start: int, end: int) -> None:
        kept = [place for place in range(start, end) if not source[place].isspace()]
        self._starts += kept
        self._ends += [place + 1 for place in kept]

    def _put(self, start: int, end: int, count: int) -> None:
        self._starts += [start] * count
        self._ends += [end] * count

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the clean text that `source[start:end]` became; None if nothing of it is left."""
        first, after = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return (self._places[first], self._places[after - 1] + 1) if first < after else None


def stream(table: Callable[[str], DataFrame], source_of: Callable[[str], str], nlp: Language) -> Iterator[Doc]:
    """A Doc for each report of the tables; see `Corpus.docs`."""
    reports = table("reports")
    for begin in range(0, len(reports), _AT_A_TIME):
        chunk = reports[begin : begin + _AT_A_TIME]
        texts = {row["report_id"]: row["text"] for row in _rows(table("texts"), "report_id", chunk)}
        found = {group: _grouped(_rows(table(name), "report_id", chunk), "report_id") for group, name in _TABLES.items()}
        edits = [_grouped(_rows(table(name), "page_id", chunk), "page_id") for name in ("removed", "changes")]
        for report in records(chunk):
            id, page_id = report["report_id"], report["page_id"]
            removed, changes = (rows.get(page_id, []) for rows in edits)
            offsets = CleanOffsets(
                source_of(page_id),
                (report["start"], report["end"]),
                [(row["start"], row["end"]) for row in removed],
                [(row["start"], row["end"], row["text"]) for row in changes],
                texts[id],
            )
            yield _doc(nlp, report, texts[id], offsets, {group: rows.get(id, []) for group, rows in found.items()})


def _rows(frame: DataFrame, column: str, chunk: DataFrame) -> list[Row]:
    return records(frame[frame[column].isin(chunk[column])])


def _grouped(rows: Sequence[Row], column: str) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row[column], []).append(row)
    return groups


def _doc(nlp: Language, report: Row, text: str, offsets: CleanOffsets, found: Mapping[str, Sequence[Row]]) -> Doc:
    from unioncorpus import nlp as face

    finding_of = {"sections": face.section_finding, "claims": face.claim_finding, "themes": face.theme_finding}
    doc = nlp.make_doc(text)
    doc.user_data.update(report)
    for group, rows in found.items():
        face.set_spans(doc, group, [finding_of[group](row) for row in _placed(rows, offsets)], text)
    return doc


def _placed(rows: Sequence[Row], offsets: CleanOffsets) -> Iterator[Row]:
    """The rows with offsets into the clean text; those into the page are kept beside them. A section ends with its white space, as its `chars` say."""
    for row in rows:
        span = offsets.span(row["start"], row["end"])
        if span is not None:
            end = max(span[1], span[0] + (row.get("chars") or 0))
            yield row | {"start": span[0], "end": end, "source_start": row["start"], "source_end": row["end"]}
