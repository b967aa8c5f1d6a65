"""What a report holds: sections, claims with their checks, themes."""

from __future__ import annotations

from unioncorpus.model.records import Check, Claim, Mention, Period, Section
from unioncorpus.segmenter.claims import find_checks, find_claims
from unioncorpus.segmenter.sections import find_sections
from unioncorpus.segmenter.themes import assign_claims, assign_sections, find_mentions, load_codebook

Segmented = tuple[tuple[Section, ...], tuple[Claim, ...], tuple[Check, ...], tuple[Mention, ...]]


def segment(text: str, *, genre: str = "other", period: Period | None = None, codebook: str = "") -> Segmented:
    """Sections, claims, checks and theme mentions of a report's clean simplified text.

    Example:
        >>> sections, claims, checks, mentions = segment("一、开展送温暖活动\\n全年慰问困难职工40余名。", genre="summary")
        >>> sections[0].heading, claims[0].quote, mentions[0].theme
        ('一、开展送温暖活动', '40余名', 'warmth')
    """
    book = load_codebook(codebook or None)
    sections = find_sections(text, genre=genre)
    mentions = find_mentions(text, book, sections=sections, genre=genre)
    sections = assign_sections(text, sections, mentions, book)
    claims = find_claims(text, sections=sections, genre=genre, period=period)
    checks, claims = find_checks(text, claims)
    claims = assign_claims(text, claims, sections, mentions, book)
    return tuple(sections), tuple(claims), tuple(checks), tuple(mentions)
