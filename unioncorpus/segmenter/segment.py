"""What a report holds: sections, claims with their checks, themes."""

from __future__ import annotations

import functools
from pathlib import Path

from unioncorpus.model.records import Check, Claim, Genre, Mention, Period, Section
from unioncorpus.segmenter.claims import find_checks, find_claims
from unioncorpus.segmenter.sections import find_sections
from unioncorpus.segmenter.themes import Codebook, assign_claims, assign_sections, find_mentions, load_codebook

Segmented = tuple[tuple[Section, ...], tuple[Claim, ...], tuple[Check, ...], tuple[Mention, ...]]


def segment(text: str, *, genre: Genre = "other", period: Period | None = None, codebook: str = "") -> Segmented:
    """Sections, claims, checks and theme mentions of a report's clean simplified text.

    Example:
        >>> sections, claims, checks, mentions = segment("一、开展送温暖活动\\n全年慰问困难职工40余名。", genre="summary")
        >>> sections[0].heading, claims[0].quote, mentions[0].theme
        ('一、开展送温暖活动', '40余名', 'warmth')
    """
    book = codebook_of(codebook)
    sections = find_sections(text, genre=genre)
    mentions = find_mentions(text, book, sections=sections, genre=genre)
    sections = assign_sections(text, sections, mentions, book)
    claims = find_claims(text, sections=sections, genre=genre, period=period)
    checks, claims = find_checks(text, claims)
    claims = assign_claims(text, claims, sections, mentions, book)
    return tuple(sections), tuple(claims), tuple(checks), tuple(mentions)


def theme_rows(codebook: str = "") -> list[tuple[str, str, str, str, str, str, tuple[str, ...]]]:
    """The codebook as rows of themes.csv: code, campaign, labels, parent, definition with its source, patterns."""
    book = codebook_of(codebook)
    rows = []
    for code in book.codes:
        definition = f"{code.definition} [{code.source}]" if code.source else code.definition
        campaign = code.code if code.parent else ""
        rows.append((code.theme, campaign, code.label_zh, code.label_en, code.parent, definition, book.patterns(code.code)))
    return rows


def codebook_of(path: str) -> Codebook:
    """The shipped codebook, or the one of the user's file as it is now: it may be edited between two runs of a notebook."""
    return _codebook(path, _changed(path) if path else 0)


@functools.lru_cache(maxsize=4)
def _codebook(path: str, changed: int) -> Codebook:
    return load_codebook(Path(path) if path else None)


def _changed(path: str) -> int:
    try:
        return Path(path).stat().st_mtime_ns
    except OSError:
        return 0  # load_codebook will say what is wrong
