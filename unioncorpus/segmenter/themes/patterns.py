"""The pattern language of the codebook, and the scan that finds all patterns at once.

A pattern is written as the field writes the words, with three signs beside them:

- `(a|b)` one of several, `(a|)` perhaps a: `(职代会|职工代表大会)`
- `…` at most six characters of the same clause, `…3` at most three: `工资…集体协商`
- everything else stands for itself. Quotation marks, middle dots and white space are passed over: `送温暖` finds 送“温暖”.

Alternatives are spelled out, all literal parts go into one Aho-Corasick automaton (Aho and Corasick 1975), and the parts of a pattern with gaps are joined in
a window of fixed width behind the first. So the time is linear in the text, whatever the patterns.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, product
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from unioncorpus.script import fold

GAP = 6  # characters that a bare … spans at most
_MOST = 2000  # spellings of one pattern
_AHEAD = 10_000  # characters, more than any pattern has, by which a pattern that wins over others counts as longer
_PASSED_OVER = "“”‘’\"'《》〈〉·•‧∙・ \t\r\u3000\u200b\ufeff`"
_DELETE = str.maketrans("", "", _PASSED_OVER)
_PASSED = re.compile(f"[{re.escape(_PASSED_OVER)}]")
_CLAUSE_END = re.compile(r"[,。;:!?\n]")
Span = tuple[int, int, int, int]  # start, end, position of the pattern, characters matched outside gaps
_GROUP = re.compile(r"\(([^()]*)\)")
_GAP_SIGN = re.compile("…([0-9]*)")
_LAST_GAPS = re.compile("(?:…[0-9]*)+$")
_START = itemgetter(1)


class Squeezed(NamedTuple):
    """A folded text without what patterns pass over, and the way back: the kept character `i` stood at `i + bisect_right(gone, i)`."""

    text: str
    gone: list[int]  # for every character passed over: how many kept ones stand before it, ascending


class Hit(NamedTuple):
    """A pattern found."""

    start: int  # in the text given
    end: int
    pattern: int  # position in the list of the matcher
    form: str  # as the pattern read it


def squeeze(text: str) -> Squeezed:
    """`text` as patterns read it.

    Example:
        >>> squeeze("送“温暖”")
        Squeezed(text='送温暖', gone=[1, 3])
    """
    parts = _PASSED.split(fold(text))
    return Squeezed("".join(parts), list(accumulate(map(len, parts[:-1]))))


class Spelling(NamedTuple):
    """One spelling of a pattern: its literal parts and the widest gap before each but the first."""

    parts: tuple[str, ...]
    gaps: tuple[int, ...]

    def sample(self) -> str:
        """The shortest text it finds."""
        return "".join(self.parts)


def spellings(pattern: str) -> list[Spelling]:
    """All spellings of `pattern`.

    Raises:
        ValueError: saying what is wrong with the pattern.

    Example:
        >>> [(s.parts, s.gaps) for s in spellings("工资(集体|)协商…4合同")]
        [(('工资集体协商', '合同'), (4,)), (('工资协商', '合同'), (4,))]
    """
    folded = fold(pattern).translate(_DELETE)
    pieces = _GROUP.split(folded)
    if "(" in "".join(pieces[::2]) or ")" in "".join(pieces[::2]):
        raise ValueError("brackets must be closed and must not stand inside each other")
    if "|" in "".join(pieces[::2]):
        raise ValueError("| stands only between brackets: (a|b)")
    choices = [[piece] if i % 2 == 0 else piece.split("|") for i, piece in enumerate(pieces)]
    count = 1
    for choice in choices:
        count *= len(choice)
    if count > _MOST:
        raise ValueError(f"{count} spellings, at most {_MOST}; write it as several patterns")
    return [_spelling("".join(words)) for words in product(*choices)]


def _spelling(text: str) -> Spelling:
    """Split at the gaps; one before nothing, as an empty alternative leaves it, is none."""
    parts = _GAP_SIGN.split(_LAST_GAPS.sub("", text)) if "…" in text else [text]
    words = tuple(parts[::2])
    if "" in words:
        raise ValueError("a gap … needs words on both sides, and a pattern at least one word")
    return Spelling(words, tuple([int(width) if width else GAP for width in parts[1::2]]))


class Tail(NamedTuple):
    """What must follow the first part of a pattern with gaps."""

    gap: int  # characters between the first part and the second, at most
    parts: tuple[tuple[str, int], ...]  # from the third on, and the characters before each, at most
    pattern: int
    length: int  # characters of all parts


class Matcher:
    """All patterns of a list, found in one pass.

    `kinds` says of every pattern which family it belongs to and whether it is a bar: a bar is no hit, and takes away the hits of its family that it overlaps
    and that matched no more than it did. The first `own` patterns win over all others, however short they are.
    """

    def __init__(self, patterns: Sequence[str], kinds: Sequence[tuple[str, bool]] = (), own: int = 0) -> None:
        self._kinds = kinds or [("", False)] * len(patterns)
        self._own = own
        self._bars = frozenset(i for i, (_, bar) in enumerate(self._kinds) if bar)
        whole: dict[str, int] = {}
        tails: dict[str, dict[str, list[Tail]]] = {}
        for index, pattern in enumerate(patterns):
            for parts, gaps in spellings(pattern):
                if not gaps:
                    whole.setdefault(parts[0], index)
                    continue
                tail = Tail(gaps[0], tuple(zip(parts[2:], gaps[1:], strict=True)), index, sum(map(len, parts)))
                tails.setdefault(parts[0], {}).setdefault(parts[1], []).append(tail)
        words = sorted({*whole, *tails, *(second for seconds in tails.values() for second in seconds)})
        number = {word: i for i, word in enumerate(words)}
        self._words: list[tuple[int, dict[int, list[Tail]], int]] = []  # pattern that a word is, or -1; second parts by number; the widest gap before them
        for word in words:
            seconds = {number[second]: after for second, after in tails.get(word, {}).items()}
            self._words.append((whole.get(word, -1), seconds, max([tail.gap for after in seconds.values() for tail in after], default=-1)))
        self._automaton = AhoCorasick(words)

    def find(self, squeezed: Squeezed) -> list[Hit]:
        """The hits in the text, left to right; where hits overlap the one that matched most characters, gaps not counted."""
        text, known = squeezed.text, self._words
        words = self._automaton.find_matches_as_indexes(text, overlapping=True)  # by end
        words.sort(key=_START)
        words.append((-1, sys.maxsize, sys.maxsize))
        found: list[Span] = []
        for place, (word, start, end) in enumerate(words[:-1], 1):
            index, seconds, reach = known[word]
            if index >= 0:
                found.append((start, end, index, end - start))
            if seconds:
                limit = end + reach
                second, begin, stop = words[place]
                while begin <= limit:  # written out for speed: this runs for every tenth character
                    if second in seconds and begin >= end:
                        _join(text, (start, end), (begin, stop), seconds[second], found)
                    place += 1
                    second, begin, stop = words[place]
        if self._own:
            found = [(start, end, index, length + _AHEAD if index < self._own else length) for start, end, index, length in found]
        return _restored(squeezed, longest(self._unbarred(found)))

    def _unbarred(self, found: list[Span]) -> list[Span]:
        """`found` without the bars and what they take away."""
        bars = [span for span in found if span[2] in self._bars]
        if not bars:
            return found
        barred: dict[int, list[Span]] = {}  # by every character a bar covers
        for bar in bars:
            for at in range(bar[0], bar[1]):
                barred.setdefault(at, []).append(bar)
        return [
            span for span in found
            if span[2] not in self._bars and not ((span[0] in barred or span[1] - 1 in barred) and self._barred(span, barred))
        ]

    def _barred(self, span: Span, bars: dict[int, list[Span]]) -> bool:
        family = self._kinds[span[2]][0]
        touching = (bar for at in (span[0], span[1] - 1) for bar in bars.get(at, ()))
        return any(self._kinds[bar[2]][0] == family and bar[3] >= span[3] for bar in touching)


def _restored(squeezed: Squeezed, spans: Iterable[Span]) -> list[Hit]:
    """Separate spans of the squeezed text, in order, as hits in the text it was made from."""
    text, gone = squeezed
    hits = []
    before = 0  # characters passed over before the span
    ahead = gone[0] if gone else sys.maxsize  # where the next one was passed over
    for start, end, index, _ in spans:
        if ahead < end:
            before = bisect_right(gone, start, before)
            inside = bisect_right(gone, end - 1, before)
            ahead = gone[before] if before < len(gone) else sys.maxsize
        else:
            inside = before
        hits.append(Hit(start + before, end + inside, index, text[start:end]))
    return hits


def _join(text: str, first: tuple[int, int], second: tuple[int, int], tails: Sequence[Tail], found: list[Span]) -> None:
    """Add the matches whose first two parts stand at `first` and `second`."""
    gap = second[0] - first[1]
    if gap and _CLAUSE_END.search(text, first[1], second[0]):
        return
    for widest, parts, pattern, length in tails:
        if gap <= widest:
            close = _follow(text, second[1], parts) if parts else second[1]
            if close:
                found.append((first[0], close, pattern, length))


def _follow(text: str, at: int, parts: Sequence[tuple[str, int]]) -> int:
    """The end of the match whose second part ends at `at`, or 0."""
    for part, gap in parts:
        found = text.find(part, at, at + gap + len(part))
        if found < 0 or (found > at and _CLAUSE_END.search(text, at, found)):
            return 0
        at = found + len(part)
    return at


def longest(spans: Iterable[Span]) -> list[Span]:
    """Of `spans` the separate ones, in order: more matched characters before fewer, then the tighter, the leftmost, the lower index.

    Example:
        >>> longest([(0, 2, 7, 2), (0, 4, 1, 4), (3, 6, 2, 3), (4, 6, 3, 2)])
        [(0, 4, 1, 4), (4, 6, 3, 2)]
    """
    kept: list[Span] = []
    block: list[Span] = []
    reach = 0
    for span in sorted(spans):
        if span[0] >= reach:
            kept += block if len(block) < 2 else _settle(block)
            block = []
        block.append(span)
        if span[1] > reach:
            reach = span[1]
    return kept + _settle(block)


def _settle(block: list[Span]) -> list[Span]:
    """The separate spans of a block of overlapping ones."""
    if len(block) < 2:
        return block
    if len(block) == 2:  # they overlap
        first, second = block
        if first[3] != second[3]:
            return [first] if first[3] > second[3] else [second]
        return [min(block, key=_precedence)]
    base = block[0][0]
    used = bytearray(max(span[1] for span in block) - base)
    taken = []
    for span in sorted(block, key=_precedence):
        start, end = span[0] - base, span[1] - base
        if used.find(1, start, end) < 0:
            used[start:end] = b"\1" * (end - start)
            taken.append(span)
    return sorted(taken)


def _precedence(span: Span) -> tuple[int, int, int, int]:
    """More matched characters before fewer, then the tighter, the leftmost, the lower index."""
    start, end, index, length = span
    return (-length, end - start, start, index)
