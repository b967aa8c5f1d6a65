"""Clauses, sentences and sections, looked up by position."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np

from unioncorpus.model.records import Section

BREAKS = ",。;:!?\n"  # of clauses, in folded text
_INSIDE = ",:"  # these part clauses, the others sentences
_LONGEST = 150  # characters of a clause that are looked at, and _CLAUSES of a sentence: keeps text without punctuation linear
_CLAUSES = 8
_DEEPEST = 19  # sections above another: deeper than any tree of headings


_IS_BREAK = np.zeros(0x10000, bool)
_IS_BREAK[[ord(sign) for sign in BREAKS]] = True


def breaks_of(text: str) -> list[int]:
    """Where the clauses of a folded text end."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    return np.flatnonzero(_IS_BREAK[np.minimum(codes, 0xFFFF)]).tolist()


class Clauses:
    """The clauses and sentences of a folded text (`script.fold`), numbered from 0."""

    def __init__(self, folded: str) -> None:
        self.ends = breaks_of(folded)  # of the clauses; each but the last has one
        self.closes = [folded[at] not in _INSIDE for at in self.ends]  # whether the sentence ends there too
        self._size = len(folded)

    def number(self, at: int) -> int:
        """The clause that holds `at`."""
        return bisect_left(self.ends, at)

    def clause(self, start: int, end: int) -> tuple[int, int, int]:
        """Number, start and end of the clause that holds `start:end`, without its mark; of an endless one what is near."""
        ends = self.ends
        number = after = bisect_left(ends, start)
        if number < len(ends) and ends[number] < end:
            after = bisect_left(ends, end, number)
        begin = ends[number - 1] + 1 if number else 0
        stop = ends[after] if after < len(ends) else self._size
        return number, max(begin, start - _LONGEST), min(stop, end + _LONGEST)

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence that holds `start:end`, without its mark; of an endless one what is near."""
        before, after = self.number(start) - 1, self.number(end)
        first, last = before, after
        while first >= 0 and not self.closes[first] and before - first < _CLAUSES:
            first -= 1
        while last < len(self.ends) and not self.closes[last] and last - after < _CLAUSES:
            last += 1
        begin = self.ends[first] + 1 if first >= 0 else 0
        stop = self.ends[last] if last < len(self.ends) else self._size
        return max(begin, start - 2 * _LONGEST), min(stop, end + 2 * _LONGEST)


# The stances and the themes of claims ask for the same text.
clauses_of = functools.lru_cache(maxsize=2)(Clauses)


class Places:
    """Sections by position."""

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = sections
        self._order = [place for _, _, place in sorted([(section.start, section.level, i) for i, section in enumerate(sections)])]
        self._starts = [sections[i].start for i in self._order]

    def index(self, at: int) -> int | None:
        """Position in the list of the innermost section that holds `at`, or None."""
        place = bisect_right(self._starts, at) - 1
        if place < 0:
            return None
        section = self._sections[self._order[place]]
        if at < section.end:
            return self._order[place]
        for _ in range(_DEEPEST):
            index = section.parent
            if index is None:
                return None
            section = self._sections[index]
            if at < section.end:
                return index
        return None
