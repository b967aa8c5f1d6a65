"""Where a report talks of which theme."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from operator import itemgetter

from unioncorpus.model.records import Mention, Section
from unioncorpus.script import fold
from unioncorpus.segmenter.themes.codebook import Codebook, load_codebook
from unioncorpus.segmenter.themes.patterns import Hit, squeeze
from unioncorpus.segmenter.themes.stance import StanceReader

Evidence = tuple[int, str, str, float]  # start, theme, code and weight of what speaks for a theme: a mention, or a hint that is none


def find_mentions(text: str, codebook: Codebook | None = None, *, sections: Sequence[Section] = (), genre: str = "other") -> list[Mention]:
    """The mentions of themes in `text`, left to right, never overlapping.

    Args:
        text: clean simplified text of one report; offsets are into this string.
        codebook: default: the shipped one.
        sections: of the same text; their types say whether a mention without a telling word was done or is planned.
        genre: of the report, where sections do not say.

    Returns:
        Mentions. `form` is the surface form as patterns read it, without the quotation marks inside (送“温暖” is 送温暖). A mention that is
        `negated` (没有召开职代会) has the stance problem. Forms that only hint at a theme (学习, 活动) are not mentions.

    Example:
        >>> [(m.form, m.campaign, m.stance) for m in find_mentions("去年开展了送“温暖”活动，今年将推行工资集体协商。")]
        [('送温暖活动', 'sending_warmth', 'done'), ('工资集体协商', 'collective_wage_consultation', 'planned')]
    """
    book = codebook or load_codebook()
    tags = book.tags_of
    hits = [hit for hit in _scan(book, text) if hit[2] in tags]
    if not hits:
        return []
    reader = StanceReader(fold(text), sections, genre)
    mentions = []
    for start, end, index, surface in hits:
        theme, campaign, row = tags[index]
        stance, negated = reader.read(start, end)
        mentions.append(Mention(start, end, theme, campaign, surface, stance, negated, row))
    return mentions


def evidence(text: str, mentions: Sequence[Mention], codebook: Codebook) -> list[Evidence]:
    """The mentions with their weights, and between them the hints of the codebook, left to right."""
    weights, hints = codebook.weights, codebook.hints
    found: list[Evidence] = [(m.start, m.theme, m.campaign or m.theme, weights.get(m.rule, 1.0)) for m in mentions]
    found += [(start, *hints[index]) for start, _, index, _ in _scan(codebook, text) if index in hints]
    return sorted(found, key=itemgetter(0))


@functools.lru_cache(maxsize=2)
def _scan(codebook: Codebook, text: str) -> tuple[Hit, ...]:
    """All hits; remembered, since a report is asked for its mentions first and for its sections next."""
    return tuple(codebook.matcher.find(squeeze(text)))
