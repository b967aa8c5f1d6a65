"""Where a report talks of which theme."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import NamedTuple

from unioncorpus.model.records import Mention, Section
from unioncorpus.script import fold
from unioncorpus.segmenter.themes.codebook import Codebook, load_codebook
from unioncorpus.segmenter.themes.patterns import Hit, squeeze
from unioncorpus.segmenter.themes.stance import StanceReader


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
    hits = [hit for hit in _scan(book, text) if book.uses[hit.pattern] == "tag"]
    if not hits:
        return []
    reader = StanceReader(fold(text), sections, genre)
    mentions = []
    for start, end, index, surface in hits:
        form = book.forms[index]
        code = book.by_code[form.code]
        stance, negated = reader.read(start, end)
        mentions.append(Mention(start, end, code.theme, code.code if code.parent else "", surface, stance, negated, form.where))
    return mentions


class Evidence(NamedTuple):
    """Something in the text that speaks for a theme: a mention, or a hint that is none."""

    start: int
    end: int
    theme: str
    code: str
    weight: float


def evidence(text: str, mentions: Sequence[Mention], codebook: Codebook) -> list[Evidence]:
    """The mentions with their weights, and between them the hints of the codebook, left to right."""
    found = [Evidence(m.start, m.end, m.theme, m.campaign or m.theme, codebook.weights.get(m.rule, 1.0)) for m in mentions]
    for hit in _scan(codebook, text):
        if codebook.uses[hit.pattern] == "hint":
            form = codebook.forms[hit.pattern]
            found.append(Evidence(hit.start, hit.end, codebook.by_code[form.code].theme, form.code, form.weight))
    return sorted(found)


@functools.lru_cache(maxsize=2)
def _scan(codebook: Codebook, text: str) -> tuple[Hit, ...]:
    """All hits; remembered, since a report is asked for its mentions first and for its sections next."""
    return tuple(codebook.matcher.find(squeeze(text)))
