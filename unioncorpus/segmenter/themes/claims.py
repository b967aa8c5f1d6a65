"""Themes of claims: which campaign a number belongs to."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from unioncorpus.model.records import Claim, Mention, Section, ThemeBasis
from unioncorpus.resources import load
from unioncorpus.script import fold
from unioncorpus.segmenter.themes.codebook import Codebook
from unioncorpus.segmenter.themes.places import Places, clauses_of

_PASSING = 0.7  # mentions of less weight are passed over where there are others
_BUSINESS = "professional"  # the theme under which turnover and profit belong
_NAMED = 1.8  # mentions of this weight name a campaign; the others may only name whom or what it is for


@dataclass(frozen=True, slots=True)
class OtherMatter:
    """A row of other_matters.csv."""

    form: str  # stands in what is counted
    matter: str
    example: str = ""
    where: str = ""


@functools.cache
def _other_matters() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(row.form) for row in load(OtherMatter, "other_matters.csv")))


def is_other_matter(counted: str) -> bool:
    """Whether a figure is plainly of the economy, the weather, the land: no theme of the union that its section alone could tell.

    Example:
        >>> is_other_matter("财政总收入"), is_other_matter("工会经费收入"), is_other_matter("")
        (True, False, False)
    """
    return bool(_other_matters().search(counted))


def assign_claims(text: str, claims: Sequence[Claim], sections: Sequence[Section], mentions: Sequence[Mention], codebook: Codebook) -> list[Claim]:
    """`claims` with theme, campaign and what they rest on: a mention in the clause, else in the sentence, else the section.

    Args:
        text: the clean simplified text that all offsets index.
        claims: of the text.
        sections: with their themes, as `assign_sections` gives them.
        mentions: of the text, left to right.
        codebook: the one the mentions were found with.

    Example:
        >>> from decimal import Decimal
        >>> from unioncorpus.segmenter.themes import find_mentions, load_codebook
        >>> text = "开展送温暖活动，慰问困难职工40户。"
        >>> claim = Claim(14, 17, "count", Decimal(40), Decimal(40), Decimal(40), "exact", "户")
        >>> [(c.theme, c.campaign, c.theme_basis) for c in assign_claims(text, [claim], [], find_mentions(text), load_codebook())]
        [('warmth', 'sending_warmth', 'clause')]
    """
    reader = _Reader(text, sections, mentions, codebook)
    return [reader.read(claim) for claim in claims]


class _Reader:
    """The mentions around a claim."""

    def __init__(self, text: str, sections: Sequence[Section], mentions: Sequence[Mention], codebook: Codebook) -> None:
        self._clauses, self._places, self._sections = clauses_of(fold(text)), Places(sections), sections
        self._mentions, self._weights = mentions, codebook.weights
        self._starts = [mention.start for mention in mentions]

    def read(self, claim: Claim) -> Claim:
        """The claim with its theme."""
        sentence = self._inside(*self._clauses.sentence(claim.start, claim.end))
        if not sentence:
            return self._by_section(claim)
        _, begin, end = self._clauses.clause(claim.start, claim.end)
        clause = self._inside(begin, end)
        before = [mention for mention in sentence if mention.start < claim.start]  # a later clause has its own numbers
        near = clause or before or sentence
        best = near[0] if len(near) == 1 else min(near, key=lambda m: self._rank(m, claim))
        return _themed(claim, best.theme, self._campaign(best, claim, near, before), "clause" if clause else "sentence")

    def _inside(self, start: int, end: int) -> Sequence[Mention]:
        return self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _weight(self, mention: Mention) -> float:
        return self._weights.get(mention.rule, 1.0)

    def _rank(self, mention: Mention, claim: Claim) -> tuple[bool, int, int]:
        """Weighty mentions first, then near ones, then those before the number."""
        distance = max(claim.start - mention.end, mention.start - claim.end, 0)
        return (self._weight(mention) < _PASSING, distance, mention.start)

    def _campaign(self, best: Mention, claim: Claim, near: Sequence[Mention], before: Sequence[Mention]) -> str:
        """The campaign named nearest under the same theme: 送温暖 rather than 困难职工, for whom it is."""
        for mentions in (near, before):
            named = [m for m in mentions if m.theme == best.theme and m.campaign and self._weight(m) >= _NAMED]
            if len(named) == 1:
                return named[0].campaign
            if named:
                return min(named, key=lambda m: self._rank(m, claim)).campaign
        return best.campaign

    def _by_section(self, claim: Claim) -> Claim:
        """The first theme of the innermost section that has one, and the campaign its heading names."""
        index = self._places.index(claim.start)
        while index is not None and not self._sections[index].themes:
            index = self._sections[index].parent
        if index is None:
            return claim
        section = self._sections[index]
        if section.themes[0] != _BUSINESS and is_other_matter(claim.counted):
            return claim
        heading = self._inside(section.start, section.start + len(section.heading) + 1)
        theme = section.themes[0]
        campaign = next((m.campaign for m in heading if m.theme == theme and m.campaign), "")
        return _themed(claim, theme, campaign, "section")


def _themed(c: Claim, theme: str, campaign: str, basis: ThemeBasis) -> Claim:
    """The claim with this theme; `dataclasses.replace` takes twice as long."""
    return Claim(
        c.start, c.end, c.kind, c.value, c.low, c.high, c.bound, c.unit, c.per, c.counted, c.action, c.status, c.year, c.year_low, c.year_high, c.year_basis,
        theme, campaign, basis, c.quote, c.sentence, c.flags, c.rule,
    )
