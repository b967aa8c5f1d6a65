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
from typing import Literal

from ahocorasick_rs import AhoCorasick, MatchKind

from unioncorpus import resources
from unioncorpus.model.records import Section, SectionType, Stance
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


_Found = tuple[int, int, Cue]  # where a cue stands in the text, and which it is


class StanceReader:
    """The cues, clauses, quotations and sections of one text, looked up by position."""

    def __init__(self, folded: str, sections: Sequence[Section], genre: str) -> None:
        cues, automaton = _automaton()
        self._quotations = [m.span() for m in _QUOTATION.finditer(folded)]
        self._folded = folded
        found = [(start, end, cues[i]) for i, start, end in automaton.find_matches_as_indexes(folded) if cues[i].reading != "none"]
        self._cues = [cue for cue in found if not self._quoted(cue[0], cue[1])] if self._quotations else found
        self._starts = [start for start, _, _ in self._cues]
        self._clauses = clauses_of(folded)
        self._earlier = self._carried()
        self._places = Places(sections)
        self._genre = genre
        # What a place in each section says, and where its heading ends; then the same for what stands in none.
        self._stances = [*(_by_section(section.type, genre) for section in sections), _BY_GENRE.get(genre)]
        self._headings = [*(section.start + len(section.heading) if section.heading else 0 for section in sections), 0]

    def _carried(self) -> dict[int, Reading]:
        """For clauses: what a cue that stands before all that follows (下一步) said in an earlier clause of the sentence."""
        carried: dict[int, Reading] = {}
        for start, _, cue in self._cues:
            if cue.scope == "before":
                clause = self._clauses.number(start)
                for later in range(clause + 1, min(clause + _CLAUSES, len(self._clauses.ends) + 1)):
                    if self._clauses.closes[later - 1]:
                        break
                    carried[later] = cue.reading
        return carried

    def read(self, start: int, end: int) -> tuple[Stance, bool]:
        """Stance and negation of the mention `start:end`."""
        if self._quotations and self._quoted(start, end):
            return "quoted", False
        number, begin, stop = self._clauses.clause(start, end)
        reading = self._reading(start, end, begin, stop)
        if reading is None and self._earlier:
            reading = self._earlier.get(number)
        if reading == "negated":
            return "problem", True
        if reading is None or reading == "none" or reading == "averted":
            return self._default(start, begin, stop), False
        if reading == "leaning":
            default = self._default(start, begin, stop)
            return ("planned" if default in ("topic", "called_for") and self._genre != "speech" else default), False
        return reading, False

    def _reading(self, start: int, end: int, begin: int, stop: int) -> Reading | None:
        """What the cues of the clause `begin:stop` say."""
        first = bisect_left(self._starts, begin)
        last = bisect_left(self._starts, stop, first)
        if first == last:
            return None
        readings = [found[2].reading for found in self._cues[first:last] if _counts(found, start, end)]
        if "averted" in readings:  # 防止职代会流于形式
            readings = [reading for reading in readings if reading not in ("problem", "averted")]
        return min(readings, key=_RANK.__getitem__, default=None)

    def _quoted(self, start: int, end: int) -> bool:
        """Whether `start:end` lies in the name of a document or in a quotation."""
        index = bisect_right(self._quotations, (start, sys.maxsize)) - 1
        return index >= 0 and end <= self._quotations[index][1]

    def _default(self, start: int, begin: int, stop: int) -> Stance:
        """What the place says where no word of the clause `begin:stop` does."""
        index = self._places.index(start)
        if index is None:
            index = -1
        if start < self._headings[index]:
            return "topic"
        return self._stances[index] or ("done" if _AMOUNT.search(self._folded, begin, stop) else "topic")


def _by_section(kind: SectionType, genre: str) -> Stance | None:
    """What a section of a kind says of all that it names."""
    return "called_for" if genre == "speech" and kind in ("plan", "objectives") else _BY_SECTION.get(kind)


def _counts(found: _Found, start: int, end: int) -> bool:
    """Whether a cue of the same clause reaches the mention `start:end`."""
    begin, stop, cue = found
    scope = cue.scope
    if scope == "clause":
        return stop <= start or begin >= end
    if scope == "around" and end <= begin <= end + _AFTER:
        return True
    return stop <= start and (scope == "before" or start - stop <= _NEAR)


@functools.cache
def _automaton() -> tuple[tuple[Cue, ...], AhoCorasick]:
    cues = resources.load(Cue, "stance_cues.csv")
    return cues, AhoCorasick([cue.form for cue in cues], matchkind=MatchKind.LeftmostLongest)
