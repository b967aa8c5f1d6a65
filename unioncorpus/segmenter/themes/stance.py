"""How a report stands to what it names: done, planned, called for, a problem, another's words, or only a topic.

Cue words of `stance_cues.csv` in the clause decide, then those earlier in the sentence, then the type of the section, then the genre of the report. The idea of
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

Reading = Literal["done", "planned", "called_for", "problem", "quoted", "negated", "leaning", "none"]
Scope = Literal["clause", "before", "near", "after"]

_NEAR, _AFTER = 10, 8  # characters
_RANK: dict[Reading, int] = {"negated": 0, "problem": 1, "quoted": 2, "planned": 3, "called_for": 4, "done": 5, "leaning": 6}
# Names of documents, and quotations too long to be the name of a campaign.
_QUOTATION = re.compile(r"《[^《》\n]{1,80}》|“[^“”\n]{16,200}”")
_BREAK = re.compile(r"[,。;:!?\n]")
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
        self._cues = [_Found(start, end, cues[i]) for i, start, end in automaton.find_matches_as_indexes(folded) if cues[i].reading != "none"]
        self._starts = [found.start for found in self._cues]
        self._breaks = [(m.start(), m.group() not in ",:") for m in _BREAK.finditer(folded)]
        self._break_at = [at for at, _ in self._breaks]
        self._quotations = [m.span() for m in _QUOTATION.finditer(folded)]
        self._sections = Places(sections)
        self._genre = genre

    def read(self, start: int, end: int) -> tuple[Stance, bool]:
        """Stance and negation of the mention `start:end`."""
        index = bisect_right(self._quotations, (start, sys.maxsize)) - 1
        if index >= 0 and end <= self._quotations[index][1]:
            return "quoted", False
        reading = self._reading(start, end)
        if reading == "negated":
            return "problem", True
        default = self._default(start)
        if reading == "leaning":
            return ("planned" if default in ("topic", "called_for") and self._genre != "speech" else default), False
        return (reading or default), False

    def _reading(self, start: int, end: int) -> Reading | None:
        """What the cues of the clause say, else those before it in the sentence."""
        clause, sentence, stop = self._bounds(start, end)
        near: list[Reading] = []
        far: Reading | None = None
        for found in self._cues[bisect_left(self._starts, sentence) : bisect_left(self._starts, stop)]:
            if found.start < clause:
                if found.cue.scope == "before":
                    far = found.cue.reading
            elif _counts(found, start, end):
                near.append(found.cue.reading)
        return min(near, key=_RANK.__getitem__) if near else far

    def _bounds(self, start: int, end: int) -> tuple[int, int, int]:
        """Where the clause and the sentence of the mention begin, and where the clause ends."""
        after = bisect_left(self._break_at, end)
        before = bisect_left(self._break_at, start) - 1
        clause = self._break_at[before] + 1 if before >= 0 else 0
        stop = self._break_at[after] if after < len(self._break_at) else end + _LONGEST
        first = before
        while first >= 0 and not self._breaks[first][1] and before - first < _CLAUSES:
            first -= 1
        sentence = self._break_at[first] + 1 if first >= 0 else 0
        return max(clause, start - _LONGEST), max(sentence, start - 2 * _LONGEST), min(stop, end + _LONGEST)

    def _default(self, at: int) -> Stance:
        """What the place says where no word does."""
        section = self._sections.at(at)
        if section is None:
            return _BY_GENRE.get(self._genre, "topic")
        if section.heading and at < section.start + len(section.heading):
            return "topic"
        if section.type in ("plan", "objectives") and self._genre == "speech":
            return "called_for"
        return _BY_SECTION.get(section.type, "topic")


_LONGEST = 150  # characters of a clause that are looked at: keeps text without punctuation linear
_CLAUSES = 8  # clauses of a sentence that are looked at


class Places:
    """Sections by position."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._order = sorted(range(len(sections)), key=lambda i: (sections[i].start, sections[i].level))
        self._starts = [sections[i].start for i in self._order]

    def index(self, at: int) -> int | None:
        """Position in the list of the innermost section that holds `at`, or None."""
        place = bisect_right(self._starts, at) - 1
        index: int | None = self._order[place] if place >= 0 else None
        for _ in range(20):  # deeper than any tree of headings
            if index is None or at < self._sections[index].end:
                return index
            index = self._sections[index].parent
        return None

    def at(self, at: int) -> Section | None:
        """The innermost section that holds `at`, or None."""
        index = self.index(at)
        return None if index is None else self._sections[index]


def _counts(found: _Found, start: int, end: int) -> bool:
    """Whether a cue of the same clause reaches the mention `start:end`."""
    scope = found.cue.scope
    if scope == "clause":
        return found.end <= start or found.start >= end
    if scope == "after":
        return end <= found.start <= end + _AFTER
    return found.end <= start and (scope == "before" or start - found.end <= _NEAR)


@functools.cache
def _automaton() -> tuple[tuple[Cue, ...], AhoCorasick]:
    cues = resources.load(Cue, "stance_cues.csv")
    return cues, AhoCorasick([cue.form for cue in cues], matchkind=MatchKind.LeftmostLongest)
