"""The arithmetic under copies and reuse: a text as folded characters, the hashes of its character n-grams, and small samples of them.

Folded text is what stays of a text when width is folded and white space and punctuation are dropped, so that a re-poster's line breaks and commas make no
difference. Every folded character knows its place in the text.

Two samples stand for a text where it cannot be held:
- `sample`: the 5-grams whose hash falls below a fixed threshold (FracMinHash: Irber et al. 2022; a bottom sketch after Broder 1997). Unlike a MinHash of fixed
  size it estimates *containment* without bias however much longer the other text is, so that a truncated copy is found.
- `winnow`: of every 19 neighbouring 12-grams the one of lowest hash (Schleimer, Wilkerson and Aiken 2003). Two texts that share 30 characters share one.
"""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from unioncorpus.script import fold

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]
Held = TypeVar("Held")

SHINGLE = 5  # characters of a shingle
SAMPLED = 16  # one in so many shingles is kept in a sample
PASSAGE = 30  # characters of the shortest passage
ANCHOR = 12  # characters of the n-gram that anchors a passage
_WINDOW = PASSAGE - ANCHOR + 1
_BASE = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Folded:
    """A text as folded characters."""

    codes: Codes
    places: NDArray[np.int64]  # where each stands in the text

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def text(self) -> str:
        """The folded characters as a string."""
        return str(self.codes.tobytes().decode("utf-32-le", "surrogatepass"))


def folded(text: str) -> Folded:
    """`text` without white space, punctuation and signs, its full-width forms folded.

    Example:
        >>> folded("一、慰问 ３２０ 人。").text
        '一慰问320人'
    """
    codes: Codes = np.frombuffer(fold(text).encode("utf-32-le", "surrogatepass"), dtype="<u4")
    kept = np.flatnonzero(_letters()[np.minimum(codes, 0xFFFF)])
    return Folded(codes[kept], kept)


@functools.cache
def _letters() -> NDArray[np.bool_]:
    """For every code point of the basic plane, whether it is a letter, an ideograph or a digit; the last entry stands for all beyond."""
    table = np.fromiter((chr(code).isalnum() for code in range(0x10000)), dtype=bool, count=0x10000)
    table[-1] = True
    return table


def grams(codes: Codes, size: int) -> Hashes:
    """The hash of each n-gram of `size` characters, in order: a polynomial, then mixed (splitmix64) so that its bits are even.

    Example:
        >>> first, second = grams(folded("工会工会").codes, 2)[[0, 2]]
        >>> bool(first == second)
        True
    """
    count = len(codes) - size + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64)
    wide = codes.astype(np.uint64)
    total = np.zeros(count, dtype=np.uint64)
    for offset in range(size):
        total *= _BASE
        total += wide[offset : offset + count]
    total ^= total >> np.uint64(30)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(27)
    total *= np.uint64(0x94D049BB133111EB)
    return total ^ (total >> np.uint64(31))


def without_figures(codes: Codes) -> Codes:
    """The same characters with every number written in digits as one 0, so that swapped figures make no difference."""
    digit = (codes >= ord("0")) & (codes <= ord("9"))
    kept = ~digit
    kept[:1] = True
    kept[1:] |= digit[1:] & ~digit[:-1]
    masked = np.where(digit, np.uint32(ord("0")), codes).astype(np.uint32)
    return masked[kept]


def sample(hashes: Hashes) -> NDArray[np.uint32]:
    """The shingles that stand for a text: those whose hash falls below a threshold; sorted, each once."""
    low = hashes[hashes < np.uint64(2**64 // SAMPLED)]
    return distinct((low & np.uint64(0xFFFFFFFF)).astype(np.uint32))


def winnow(hashes: Hashes) -> NDArray[np.int64]:
    """Where the anchors of a text stand: in every stretch of 19 n-grams the one of lowest hash, all of equals."""
    if not len(hashes):
        return np.empty(0, dtype=np.int64)
    width = min(_WINDOW, len(hashes))
    lowest = _sliding(np.minimum, hashes, width)
    padding = np.zeros(width - 1, dtype=np.uint64)
    # A hash is the lowest of some stretch when the highest of the lowest of the stretches it stands in is the hash itself.
    highest = _sliding(np.maximum, np.concatenate([padding, lowest, padding]), width)
    return np.flatnonzero(highest == hashes)


def _sliding(operation: Any, values: Hashes, width: int) -> Hashes:
    """The minimum or maximum of every `width` neighbours, by doubling."""
    done = 1
    while done < width:
        step = min(done, width - done)
        values = operation(values[: len(values) - step], values[step:])
        done += step
    return values


def distinct(hashes: NDArray[Any]) -> NDArray[Any]:
    """The hashes sorted, each once (`numpy.unique` hashes first, which costs three times as much here)."""
    ordered = np.sort(hashes)
    new = np.ones(len(ordered), dtype=bool)
    new[1:] = ordered[1:] != ordered[:-1]
    return ordered[new]


def short(hashes: Hashes) -> NDArray[np.uint32]:
    """The upper half of each hash: enough to look for, not to confirm."""
    return (hashes >> np.uint64(32)).astype(np.uint32)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a report to find its copies: small, and the same on every machine."""

    shingles: int  # distinct 5-character shingles of the report
    marks: bytes  # sampled shingles, little-endian unsigned 32-bit, sorted; figures masked
    anchors: bytes  # winnowed 12-grams, likewise

    @property
    def mark_array(self) -> NDArray[np.uint32]:
        """The sampled shingles."""
        return np.frombuffer(self.marks, dtype="<u4")

    @property
    def anchor_array(self) -> NDArray[np.uint32]:
        """The anchors of passages."""
        return np.frombuffer(self.anchors, dtype="<u4")


def sketch(text: str) -> Sketch:
    """The sketch of a text; see `copies.sketch`."""
    codes = folded(text).codes
    anchors = grams(codes, ANCHOR)
    marks = sample(grams(without_figures(codes), SHINGLE))
    chosen = distinct(short(anchors[winnow(anchors)]))
    return Sketch(len(distinct(grams(codes, SHINGLE))), marks.astype("<u4").tobytes(), chosen.astype("<u4").tobytes())


@dataclass(frozen=True, slots=True)
class Prepared:
    """A text made ready for exact comparison."""

    text: str  # as given
    folded: Folded
    ordered: Hashes  # hash of the shingle at each folded character
    distinct: Hashes  # the same, sorted, each once
    anchors: NDArray[np.uint32]  # of its passages, in order
    anchored: NDArray[np.int64]  # the folded character at which each anchor starts


def prepare(text: str) -> Prepared:
    """The shingles of a text, for exact comparison."""
    chars = folded(text)
    ordered = grams(chars.codes, SHINGLE)
    long = grams(chars.codes, ANCHOR)
    anchored = winnow(long)
    return Prepared(text, chars, ordered, distinct(ordered), short(long[anchored]), anchored)


class Library:
    """The texts under comparison; the least recently used leave first, so that the corpus is never held."""

    def __init__(self, text_of: Callable[[int], str]) -> None:
        self._text_of = text_of
        self._prepared: OrderedDict[int, Prepared] = OrderedDict()
        self._shingles: OrderedDict[int, Hashes] = OrderedDict()

    def __getitem__(self, index: int) -> Prepared:
        """The text made ready; of these some hundred are held."""
        return _held(self._prepared, index, lambda: prepare(self._text_of(index)), 512)

    def shingles(self, index: int) -> Hashes:
        """Its distinct shingles alone, sorted; of these some thousand are held."""
        return _held(self._shingles, index, lambda: distinct(grams(folded(self._text_of(index)).codes, SHINGLE)), 4096)


def _held(held: OrderedDict[int, Held], index: int, make: Callable[[], Held], most: int) -> Held:
    """What is held under `index`, made now if need be, the oldest given up for it."""
    if index in held:
        held.move_to_end(index)
        return held[index]
    held[index] = made = make()
    if len(held) > most:
        held.popitem(last=False)
    return made


def shared(one: Hashes, other: Hashes) -> int:
    """How many hashes stand in both; each is sorted and holds none twice.

    Example:
        >>> shared(np.array([1, 3, 5], dtype=np.uint64), np.array([3, 4, 5, 9], dtype=np.uint64))
        2
    """
    few, many = (one, other) if len(one) <= len(other) else (other, one)
    return int(np.count_nonzero(found_in(few, many))) if len(many) else 0


def found_in(hashes: NDArray[Any], among: NDArray[Any]) -> NDArray[np.bool_]:
    """For each hash, whether it stands in the sorted `among`."""
    if not len(among):
        return np.zeros(len(hashes), dtype=bool)
    at = np.minimum(np.searchsorted(among, hashes), len(among) - 1)
    return np.asarray(among[at] == hashes, dtype=bool)
