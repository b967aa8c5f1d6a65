"""The arithmetic under copies and reuse: a text as folded characters, the hashes of its character n-grams, and small samples of them.

Folded text is what stays of a text when width is folded and white space and punctuation are dropped, so that a re-poster's line breaks and commas make no
difference. Every folded character knows its place in the text.

Two samples stand for a text where it cannot be held:
- `sample`: the 5-grams whose hash falls below a fixed threshold (FracMinHash: Irber et al. 2022; a bottom sketch after Broder 1997). Unlike a MinHash of fixed
  size it estimates *containment* without bias however much longer the other text is, so that a truncated copy is found.
- `winnow`: of every 19 neighbouring 12-grams the one of lowest hash (Schleimer, Wilkerson and Aiken 2003). Two texts that share 30 characters share one, and
  what stands before it or after it: of both a byte is kept.
"""

from __future__ import annotations

import functools
import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unioncorpus.script import fold

Codes = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

SHINGLE = 5  # characters of a shingle
SAMPLED = 16  # one in so many shingles is kept in a sample
PASSAGE = 30  # characters of the shortest passage
ANCHOR = 12  # characters of the n-gram that anchors a passage
_WINDOW = PASSAGE - ANCHOR + 1
HELD = 2_000_000  # characters of texts made ready that are held at a time: some 100 MB
_SIDE = (PASSAGE - ANCHOR) // 2  # characters on either side of an anchor, of which a passage that holds it has all on one side
_WEIGHTS = np.array([0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1, 0xD3A2646D, 0xFD7046C5, 0xB55A4F09, 0x7FEB352D], dtype=np.uint32)
_BASE = np.uint64(0x9E3779B97F4A7C15)
_NUMBER = re.compile(r"\d+")


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
    kept = np.flatnonzero(_letters().take(codes, mode="clip"))
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
    total = _polynomial(codes.astype(np.uint64), size)
    total ^= total >> np.uint64(30)
    total *= np.uint64(0xBF58476D1CE4E5B9)
    total ^= total >> np.uint64(27)
    total *= np.uint64(0x94D049BB133111EB)
    return total ^ (total >> np.uint64(31))


def _polynomial(wide: Hashes, size: int) -> Hashes:
    """The polynomial of each n-gram before it is mixed, out of those of its two halves."""
    if size == 1:
        return wide
    right = size // 2 if size % 2 == 0 else 1
    above = _polynomial(wide, size - right)
    below = above if right == size - right else wide
    count = len(wide) - size + 1
    total = above[:count] * np.uint64(pow(int(_BASE), right, 2**64))
    total += below[size - right : size - right + count]
    return total


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
    sides: bytes  # for each of these two bytes: what stands before it, and what after (see `_sides`)

    @property
    def mark_array(self) -> NDArray[np.uint32]:
        """The sampled shingles."""
        return np.frombuffer(self.marks, dtype="<u4")

    @property
    def anchor_array(self) -> NDArray[np.uint32]:
        """The anchors of passages."""
        return np.frombuffer(self.anchors, dtype="<u4")

    @property
    def side_array(self) -> NDArray[np.uint8]:
        """What stands on either side of each anchor, in two columns."""
        return np.frombuffer(self.sides, dtype=np.uint8).reshape(-1, 2)


def sketch(text: str) -> Sketch:
    """The sketch of a text; see `copies.sketch`."""
    codes = folded(text).codes
    anchors = grams(codes, ANCHOR)
    at = winnow(anchors)
    marks = sample(grams(without_figures(codes), SHINGLE))
    chosen, sides = _one_each(short(anchors[at]), _sides(codes, at))
    shingles = len(distinct(grams(codes, SHINGLE)))
    return Sketch(shingles, marks.astype("<u4").tobytes(), chosen.astype("<u4").tobytes(), sides.tobytes())


def _sides(codes: Codes, at: NDArray[np.int64]) -> NDArray[np.uint8]:
    """A hash from 1 to 255 of the 9 characters before each anchor, and of the 9 after it.

    A passage of 30 characters that holds an anchor holds one of its sides: who has neither in common with another shares no passage through it.
    """
    page = np.concatenate([np.zeros(_SIDE, dtype=np.uint32), codes, np.zeros(_SIDE, dtype=np.uint32)])
    reach = np.arange(_SIDE)
    both = np.stack([page[at[:, None] + reach], page[at[:, None] + (_SIDE + ANCHOR) + reach]], axis=1)
    return np.asarray(np.maximum((both * _WEIGHTS).sum(axis=2, dtype=np.uint32) * _WEIGHTS[0] >> np.uint32(24), 1).astype(np.uint8))


def _one_each(anchors: NDArray[np.uint32], sides: NDArray[np.uint8]) -> tuple[NDArray[np.uint32], NDArray[np.uint8]]:
    """The distinct anchors, sorted, with their sides; 0, which stands for anything, where the same anchor has others in another place."""
    if not len(anchors):
        return anchors, sides
    order = np.argsort(anchors, kind="stable")
    anchors, sides = anchors[order], sides[order]
    first = np.flatnonzero(np.diff(anchors, prepend=~anchors[:1]))
    low, high = np.minimum.reduceat(sides, first), np.maximum.reduceat(sides, first)
    return anchors[first], np.where(low == high, low, np.uint8(0))


class Prepared:
    """A text made ready for exact comparison; what is asked for is worked out once."""

    def __init__(self, text: str) -> None:
        self.text = text  # as given
        self.folded = folded(text)

    @functools.cached_property
    def ordered(self) -> Hashes:
        """The hash of the shingle at each folded character."""
        return grams(self.folded.codes, SHINGLE)

    @functools.cached_property
    def distinct(self) -> Hashes:
        """The same, sorted, each once."""
        return distinct(self.ordered)

    @functools.cached_property
    def masked(self) -> Hashes:
        """The distinct shingles when every number is one sign."""
        return distinct(grams(without_figures(self.folded.codes), SHINGLE))

    @functools.cached_property
    def numbers(self) -> list[str]:
        """The numbers written in digits, in order."""
        return _NUMBER.findall(self.folded.text)

    @property
    def anchors(self) -> NDArray[np.uint32]:
        """The anchors of its passages, in order."""
        return self._anchors[0]

    @property
    def anchored(self) -> NDArray[np.int64]:
        """The folded character at which each anchor starts."""
        return self._anchors[1]

    @functools.cached_property
    def _anchors(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        hashes = grams(self.folded.codes, ANCHOR)
        at = winnow(hashes)
        return short(hashes[at]), at


def prepare(text: str) -> Prepared:
    """A text made ready for exact comparison."""
    return Prepared(text)


@dataclass(frozen=True, slots=True)
class Texts:
    """Where the texts are. What a worker process is given of it holds the addresses of its own reports alone."""

    text_of: Callable[[Any], str]
    addresses: Mapping[int, Any]  # what `text_of` is asked for, by number of the report

    def __getitem__(self, index: int) -> str:
        """The text of a report."""
        return self.text_of(self.addresses[index])

    def only(self, indices: Iterable[int]) -> Texts:
        """The texts of some reports."""
        return Texts(self.text_of, {index: self.addresses[index] for index in indices})


class Library:
    """The texts under comparison; the least recently used leave first, so that the corpus is never held."""

    def __init__(self, texts: Texts, most: int = HELD) -> None:
        self._texts = texts
        self._held: OrderedDict[int, Prepared] = OrderedDict()
        self._chars, self._most = 0, most

    def __getitem__(self, index: int) -> Prepared:
        """The text made ready."""
        if index in self._held:
            self._held.move_to_end(index)
            return self._held[index]
        self._held[index] = made = Prepared(self._texts[index])
        self._chars += len(made.text)
        while self._chars > self._most and len(self._held) > 1:
            self._chars -= len(self._held.popitem(last=False)[1].text)
        return made


def found_in(hashes: NDArray[Any], among: NDArray[Any]) -> NDArray[np.bool_]:
    """For each hash, whether it stands in the sorted `among`."""
    if not len(among):
        return np.zeros(len(hashes), dtype=bool)
    at = np.minimum(np.searchsorted(among, hashes), len(among) - 1)
    return np.asarray(among[at] == hashes, dtype=bool)
