"""The passages that pairs of texts share, worked out for many pairs at a time.

Every passage of 30 characters holds an anchor in both texts (see `shingles.winnow`). The shared anchors of a pair, sorted by diagonal, are the seeds; what lies
between neighbouring seeds is compared character by character in one go, and the ends are then followed in ever longer strides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unioncorpus.catalogue.shingles import PASSAGE, Codes, Prepared

_REPEATS = 4  # occurrences of one anchor in a text that are followed
_NEAR = 64  # characters between two seeds that are compared in one go
_STRIDE = 32  # characters by which an end is followed at first
_AT_ONCE = 1 << 20  # characters compared at a time
_NO_TEXT = 0x110000  # no character: here, and above, are the signs that stand between texts

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Spans:
    """Passages, a row of each array for one; sorted by pair, start in the one and in the other."""

    pair: Ints  # number of the pair
    start: Ints  # in the first text, in folded characters
    start_b: Ints  # in the second
    length: Ints


def shared_passages(texts: Sequence[Prepared], pairs: Ints) -> Spans:
    """The longest passages of 30 folded characters or more that each pair shares; none that lies inside others on both sides.

    Args:
        texts: texts made ready.
        pairs: two columns, the numbers of two texts among `texts`, never the same twice.
    """
    same = np.array([np.array_equal(texts[a].folded.codes, texts[b].folded.codes) for a, b in pairs.tolist()], dtype=bool)
    whole = np.flatnonzero(same)
    lengths = np.array([len(text.folded) for text in texts], dtype=np.int64)
    whole = whole[lengths[pairs[whole, 0]] >= PASSAGE]
    page, begins = _laid_out(texts)
    which, at, at_b = _seeds(texts, pairs, np.flatnonzero(~same), int(lengths.max(initial=1)))
    offset, offset_b = begins[pairs[which, 0]], begins[pairs[which, 1]]
    first, last = _chains(page, which, at + offset, at_b + offset_b)
    back = _followed(page, (at + offset)[first] - 1, (at_b + offset_b)[first] - 1, -1)
    ahead = _followed(page, (at + offset)[last], (at_b + offset_b)[last], 1)
    start, start_b, end = at[first] - back, at_b[first] - back, at[last] + ahead
    long = end - start >= PASSAGE
    found = np.stack([which[first], start, start_b, end - start], axis=1)[long]
    zero = np.zeros_like(whole)
    found = np.concatenate([found, np.stack([whole, zero, zero, lengths[pairs[whole, 0]]], axis=1)])
    return Spans(*_without_inner(_each_once(found)).T)


def _laid_out(texts: Sequence[Prepared]) -> tuple[Codes, Ints]:
    """All texts one after another, between signs that are no two alike, and where each begins."""
    parts: list[Codes] = [np.array([_NO_TEXT], dtype=np.uint32)]
    for number, text in enumerate(texts, 1):
        parts += [text.folded.codes, np.array([_NO_TEXT + number], dtype=np.uint32)]
    begins = 1 + np.cumsum([0, *(len(text.folded) + 1 for text in texts)])[:-1]
    return np.concatenate(parts), begins


def _seeds(texts: Sequence[Prepared], pairs: Ints, wanted: Ints, longest: int) -> tuple[Ints, Ints, Ints]:
    """Where the wanted pairs have an anchor in common: (pair, place in the one, place in the other), sorted by pair, diagonal and place."""
    sorted_anchors = {int(text): _sorted_anchors(texts[text]) for text in np.unique(pairs[wanted])}
    keys, places = _keyed([sorted_anchors[a] for a in pairs[wanted, 0].tolist()])
    keys_b, places_b = _keyed([sorted_anchors[b] for b in pairs[wanted, 1].tolist()])
    begin = np.searchsorted(keys_b, keys, side="left")
    counts = np.searchsorted(keys_b, keys, side="right") - begin
    ends = np.cumsum(counts)
    flat = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(begin - (ends - counts), counts)
    at, at_b = np.repeat(places, counts), places_b[flat]
    which = np.repeat((keys >> np.uint64(32)).astype(np.int64), counts)
    order = np.sort((which * (2 * longest) + at_b - at + longest) * longest + at)
    diagonal, at = np.divmod(order, longest)
    which, diagonal = np.divmod(diagonal, 2 * longest)
    return wanted[which], at, at + diagonal - longest


def _sorted_anchors(text: Prepared) -> tuple[NDArray[np.uint32], Ints]:
    """The anchors of a text in the order of their hashes, and their places; of equal ones the first four."""
    order = np.argsort(text.anchors, kind="stable")
    anchors = text.anchors[order]
    kept = np.ones(len(anchors), dtype=bool)
    kept[_REPEATS:] = anchors[_REPEATS:] != anchors[:-_REPEATS]
    return anchors[kept], text.anchored[order][kept]


def _keyed(parts: Sequence[tuple[NDArray[np.uint32], Ints]]) -> tuple[NDArray[np.uint64], Ints]:
    """Anchors and places of many texts in one array each; before every anchor stands the number of its text."""
    number = np.repeat(np.arange(len(parts), dtype=np.uint64), [len(anchors) for anchors, _places in parts])
    anchors = np.concatenate([np.empty(0, dtype=np.uint32), *(anchors for anchors, _places in parts)])
    places = np.concatenate([np.empty(0, dtype=np.int64), *(places for _anchors, places in parts)])
    return number << np.uint64(32) | anchors, places


def _chains(page: Codes, which: Ints, at: Ints, at_b: Ints) -> tuple[Ints, Ints]:
    """The first and the last of seeds between which the two texts agree throughout."""
    if not len(at):
        return at, at
    gaps = np.diff(at)
    linked = (which[1:] == which[:-1]) & (np.diff(at_b) == gaps) & (gaps <= _NEAR)
    asked = np.flatnonzero(linked)
    for begin in range(0, len(asked), _AT_ONCE // _NEAR):
        some = asked[begin : begin + _AT_ONCE // _NEAR]
        ends = np.cumsum(gaps[some])
        within = np.arange(int(ends[-1])) - np.repeat(ends - gaps[some], gaps[some])
        equal = page[np.repeat(at[some], gaps[some]) + within] == page[np.repeat(at_b[some], gaps[some]) + within]
        linked[some] = np.logical_and.reduceat(equal, ends - gaps[some])
    return np.flatnonzero(np.concatenate([[True], ~linked])), np.flatnonzero(np.concatenate([~linked, [True]]))


def _followed(page: Codes, at: Ints, at_b: Ints, step: int) -> Ints:
    """How many characters from two places on, forwards or backwards, are the same; a sign between texts is like nothing."""
    agreed = np.zeros(len(at), dtype=np.int64)
    active, stride = np.arange(len(at)), _STRIDE
    while len(active):
        going = []
        rows = max(1, _AT_ONCE // stride)
        for begin in range(0, len(active), rows):
            some = active[begin : begin + rows]
            reach = step * np.arange(stride) + (step * agreed[some])[:, None]
            equal = page.take(at[some][:, None] + reach, mode="clip") == page.take(at_b[some][:, None] + reach, mode="clip")
            differ = np.where(equal.all(axis=1), stride, equal.argmin(axis=1))
            agreed[some] += differ
            going.append(some[differ == stride])
        active = np.concatenate(going)
        stride = min(2 * stride, _AT_ONCE)
    return agreed


def _each_once(found: Ints) -> Ints:
    """The rows sorted, without repetition."""
    found = found[np.lexsort(found.T[::-1])]
    new = np.ones(len(found), dtype=bool)
    new[1:] = (found[1:] != found[:-1]).any(axis=1)
    return found[new]


def _without_inner(found: Ints) -> Ints:
    """The sorted rows without those that lie inside longer ones of their pair on both sides."""
    pair, start, _start_b, length = found.T
    first = np.searchsorted(pair, pair, side="left")
    reach = int((start + length).max(initial=0)) + 1
    farthest = np.maximum.accumulate(pair * reach + start + length) if len(pair) else pair
    overtaken = np.zeros(len(pair), dtype=bool)  # in the first text an earlier one goes as far, or the next one begins with it
    overtaken[1:] = (pair[1:] == pair[:-1]) & ((farthest[:-1] >= (pair * reach + start + length)[1:]) | (start[1:] == start[:-1]))
    kept = np.ones(len(pair), dtype=bool)
    for begin in np.unique(first[overtaken]).tolist():
        end = int(np.searchsorted(pair, pair[begin], side="right"))
        kept[begin:end] = _outer(found[begin:end])
    return found[kept]


def _outer(rows: Ints) -> NDArray[np.bool_]:
    """For the passages of one pair, whether each is kept: the longest first, none inside those kept on both sides."""
    kept = np.zeros(len(rows), dtype=bool)
    _pair, start, start_b, length = rows.T
    for row in np.lexsort((start_b, start, -length)).tolist():
        begin, begin_b, size = start[row], start_b[row], length[row]
        inside = kept & (start <= begin) & (begin + size <= start + length)
        inside_b = kept & (start_b <= begin_b) & (begin_b + size <= start_b + length)
        kept[row] = not (inside.any() and inside_b.any())
    return kept


def passages(one: Prepared, other: Prepared) -> list[tuple[int, int, int]]:
    """The passages that two texts share: (start in the one, in the other, length), in folded characters.

    Example:
        >>> from unioncorpus.catalogue.shingles import prepare
        >>> shared = "认真落实劳动保护监督检查制度,开展夏季送清凉活动,保障一线职工的安全与健康"
        >>> passages(prepare("一、" + shared + "。"), prepare("我们" + shared))
        [(1, 2, 35)]
    """
    spans = shared_passages([one, other], np.array([[0, 1]]))
    return list(zip(spans.start.tolist(), spans.start_b.tolist(), spans.length.tolist(), strict=True))
