"""How a report stands to what it names: done, planned, called for, a problem, another's words, or only a topic.

Cue words of `stance_cues.csv` in the clause decide, then those earlier in the sentence, then the type of the section, then the genre of the report, then
whether an amount stands beside it. The idea of
cue words with a scope is that of NegEx (Chapman et al. 2001) and ConText (Harkema et al. 2009).
"""

from __future__ import annotations

import functools
import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from unioncorpus import resources
from unioncorpus.model.records import Section, Stance
from unioncorpus.segmenter.themes.places import Places, clauses_of

Reading = Literal["done", "planned", "called_for", "problem", "quoted", "negated", "averted", "leaning", "none"]
Scope = Literal["clause", "before", "near", "around"]

_NEAR, _AFTER = 10, 8  # characters
_CLAUSES = 8  # of a sentence that a cue reaches
_RANK: dict[Reading, int] = {"negated": 0, "problem": 1, "quoted": 2, "planned": 3, "called_for": 4, "done": 5, "leaning": 6, "averted": 7}
# Names of documents, and quotations too long to be the name of a campaign.
_QUOTATION = re.compile(r"《[^《》\n]{1,80}》|“[^“”\n]{16,200}”")
# An amount of something: where a report gives one, it speaks of what was done.
_AMOUNT = re.compile(r"[0-9][0-9,.]*[余多]?[万千百亿]{0,2}[余多]?(?:[人名位户元家份场次期件个条项张]|%)")
_BY_SECTION: dict[str, Stance] = {
    "work": "done", "experience": "done", "plan": "planned", "schedule": "planned", "objectives": "planned", "problems": "problem", "guidance": "called_for",
}
_BY_GENRE: dict[str, Stance] = {
    "summary": "done", "work_report": "done", "personal_report": "done", "plan": "planned", "key_points": "planned", "speech": "called_for",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of stance_cues.csv."""

    form: str
    reading: Reading
    scope: Scope
    example: str


class _Found(NamedTuple):
    """A cue in the text."""

    start: int
    end: int
    cue: Cue


class StanceReader:
    """The cues, clauses, quotations and sections of one text, looked up by position."""

    def __init__(self, folded: str, sections: Sequence[Section], genre: str) -> None:
        cues, automaton = _automaton()
        found = automaton.find_matches_as_indexes(folded)
        self._quotations = [m.span() for m in _QUOTATION.finditer(folded)]
        self._folded = folded
        self._cues = [
            _Found(start, end, cues[i]) for i, start, end in found
            if cues[i].reading != "none" and not self._quoted(start, end)
        ]
        self._starts = [cue.start for cue in self._cues]
        self._clauses = clauses_of(folded)
        self._earlier = self._carried()
        self._sections = Places(sections)
        self._genre = genre

    def _carried(self) -> dict[int, Reading]:
        """For clauses: what a cue that stands before all that follows (下一步) said in an earlier clause of the sentence."""
        carried: dict[int, Reading] = {}
        for cue in self._cues:
            if cue.cue.scope == "before":
                clause = self._clauses.number(cue.start)
                for later in range(clause + 1, min(clause + _CLAUSES, len(self._clauses.ends) + 1)):
                    if self._clauses.closes[later - 1]:
                        break
                    carried[later] = cue.cue.reading
        return carried

    def read(self, start: int, end: int) -> tuple[Stance, bool]:
        """Stance and negation of the mention `start:end`."""
        if self._quotations and self._quoted(start, end):
            return "quoted", False
        reading = self._reading(start, end)
        if reading == "negated":
            return "problem", True
        default = self._default(start, end)
        if reading is None or reading == "none" or reading == "averted":
            return default, False
        if reading == "leaning":
            return ("planned" if default in ("topic", "called_for") and self._genre != "speech" else default), False
        return reading, False

    def _reading(self, start: int, end: int) -> Reading | None:
        """What the cues of the clause say, else those before it in the sentence."""
        begin, stop = self._clauses.clause(start, end)
        first = bisect_left(self._starts, begin)
        last = bisect_left(self._starts, stop, first)
        if first < last:
            readings = [found.cue.reading for found in self._cues[first:last] if _counts(found, start, end)]
            if "averted" in readings:  # 防止职代会流于形式
                readings = [reading for reading in readings if reading != "problem"]
            best = min(readings, key=_RANK.__getitem__, default=None)
            if best and best != "averted":
                return best
        return self._earlier.get(self._clauses.number(start)) if self._earlier else None

    def _quoted(self, start: int, end: int) -> bool:
        """Whether `start:end` lies in the name of a document or in a quotation."""
        index = bisect_right(self._quotations, (start, sys.maxsize)) - 1
        return index >= 0 and end <= self._quotations[index][1]

    def _default(self, start: int, end: int) -> Stance:
        """What the place says where no word does."""
        section = self._sections.at(start)
        if section is None:
            known = _BY_GENRE.get(self._genre)
        elif section.heading and start < section.start + len(section.heading):
            return "topic"
        elif section.type in ("plan", "objectives") and self._genre == "speech":
            return "called_for"
        else:
            known = _BY_SECTION.get(section.type)
        if known is None:
            begin, stop = self._clauses.clause(start, end)
            return "done" if _AMOUNT.search(self._folded, begin, stop) else "topic"
        return known


def _counts(found: _Found, start: int, end: int) -> bool:
    """Whether a cue of the same clause reaches the mention `start:end`."""
    scope = found.cue.scope
    if scope == "clause":
        return found.end <= start or found.start >= end
    if scope == "around" and end <= found.start <= end + _AFTER:
        return True
    return found.end <= start and (scope == "before" or start - found.end <= _NEAR)


@functools.cache
def _automaton() -> tuple[tuple[Cue, ...], AhoCorasick]:
    cues = resources.load(Cue, "stance_cues.csv")
    return cues, AhoCorasick([cue.form for cue in cues], matchkind=MatchKind.LeftmostLongest)
