"""Strings that many duplicate groups share: the characters of a text that are not its own words."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from unioncorpus.analysis.frame import Bools, Ints
from unioncorpus.analysis.terms import Texts

_BASE = np.uint64(0x9E3779B97F4A7C15)
_BINS = 24  # bits of the first, rough count
_LINE_END = (0x0A, 0x1F)


def covered(texts: Texts, length: int, groups: int) -> Bools:
    """Whether each character of `texts.joined` lies under a string of `length` characters, on one line, that so many duplicate groups hold."""
    found = np.zeros(len(texts.points) + 1, dtype=np.int32)
    starts = shared_places(texts, length, groups)
    found[starts] += 1
    found[starts + length] -= 1
    return np.asarray(np.cumsum(found[:-1]) > 0)


def shared_places(texts: Texts, length: int, groups: int) -> Ints:
    """The places in `texts.joined` where a string begins that `groups` duplicate groups or more hold."""
    places = _whole(texts.points, length)
    if not len(places):
        return places
    hashes = _hash(texts.points, length)[places]
    rough = (hashes >> np.uint64(64 - _BINS)).astype(np.int64)
    often = np.bincount(rough, minlength=1)[rough] >= groups
    places, hashes = places[often], hashes[often]
    return np.sort(places[_held(hashes, texts.frame.clusters[texts.of_points(places)], groups) >= groups])


def _held(hashes: NDArray[np.uint64], clusters: Ints, groups: int) -> Ints:
    """In how many clusters each hash stands; 0 for those that stand in fewer than `groups` places."""
    if not len(hashes):
        return np.zeros(0, dtype=np.int64)
    order = np.argsort(hashes)
    h = hashes[order]
    new = np.concatenate([[True], h[1:] != h[:-1]])
    run = np.cumsum(new) - 1
    often = np.bincount(run)[run] >= groups
    order, run = order[often], run[often]
    order, run = (x[np.lexsort((clusters[order], run))] for x in (order, run))
    c = clusters[order]
    first = np.ones(len(c), dtype=bool)
    first[1:] = (run[1:] != run[:-1]) | (c[1:] != c[:-1])
    held = np.zeros(len(hashes), dtype=np.int64)
    held[order] = np.bincount(run, first, minlength=1).astype(np.int64)[run]
    return held


def _whole(points: NDArray[np.uint32], length: int) -> Ints:
    """Places from which `length` characters lie on one line."""
    ends = np.isin(points, _LINE_END)
    broken = np.concatenate([[0], np.cumsum(ends)])
    if len(points) < length:
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(broken[length:] == broken[:-length]).astype(np.int64)


def _hash(points: NDArray[np.uint32], length: int) -> NDArray[np.uint64]:
    """A hash of the `length` characters from each place; the last places have none of their own."""
    n = len(points) - length + 1
    found = np.zeros(max(0, n), dtype=np.uint64)
    for offset in range(length):
        found *= _BASE
        found += points[offset : offset + n].astype(np.uint64)
    found ^= found >> np.uint64(29)
    found *= _BASE  # the upper bits, which the first count uses, depend on all characters
    return found
