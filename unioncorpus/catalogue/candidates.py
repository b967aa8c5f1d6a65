"""Pairs of reports worth an exact comparison, found among sketches; and complete linkage of the pairs that passed it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unioncorpus.catalogue.shingles import Sketch, distinct, found_in

Ints = NDArray[np.int64]
Pairs = Ints  # of two columns

_LOOK = 0.35  # estimated containment in the shorter report from which a pair is worth comparing
_CLEAR = 0.5  # estimated containment that needs no further sign
_SHORTEST = 50  # shingles; what is shorter is no report
_RARE = 64  # reports that may hold a sampled shingle for it to be looked up
_FEWEST = 32  # shingles by which a report is looked up where they are, however common
_COMMON = 5000  # reports beyond which a shingle is looked up only for want of others, and only in so many of them
_CROWD = 128  # likely copies among the reports before it, from which on a report is compared with some of them alone
_LIKELY = 8  # shingles by which it was looked up that a likely copy holds
_PIVOTS = 64  # of these, the most alike
_THRONG = 1024  # candidates, likely or not, from which on a report is compared with the most alike alone
_BEST = 256  # so many
_ALIKE = 64  # reports of one and the same sketch that are compared with all others; later ones are compared with the first of these
_CHUNK = 1024  # reports looked up at a time
_AT_ONCE = 1 << 21  # entries of the index read at a time


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is worth an exact comparison."""

    pairs: Pairs  # (a, b), a < b, sorted
    followers: Pairs  # (follower, pivot), sorted: all that a report out of a crowd is compared with; it stands in none of the pairs
    families: Ints  # for each report the first of its likely copies, in the sense of `components`: comparing family by family opens few texts twice


class _Index:
    """Which reports hold a sampled shingle that two reports or more hold."""

    def __init__(self, marks: Sequence[NDArray[np.uint32]]) -> None:
        self.marks = marks
        self.lengths = np.array([len(m) for m in marks], dtype=np.int64)
        keys = np.concatenate([np.empty(0, dtype=np.uint32), *marks]).astype(np.uint64)
        keys <<= np.uint64(32)
        keys |= np.repeat(np.arange(len(marks), dtype=np.uint64), self.lengths)
        keys.sort()
        self.holders = (keys & np.uint64(0xFFFFFFFF)).astype(np.int32)
        keys >>= np.uint64(32)
        new = np.ones(len(keys), dtype=bool)
        new[1:] = keys[1:] != keys[:-1]
        first = np.flatnonzero(new)
        count = np.diff(np.append(first, len(keys)))
        self.first, self.count = first[count > 1], count[count > 1]
        self.hashes = keys[self.first].astype(np.uint32)

    def looked_up(self, begin: int, end: int) -> tuple[NDArray[np.int32], Ints, Ints]:
        """For some reports: the entries by which each is looked up, their number, and their number with those it alone holds.

        Entries are those shared by some, but not by so many that they say nothing.
        """
        lengths = self.lengths[begin:end]
        marks = np.concatenate([np.empty(0, dtype=np.uint32), *self.marks[begin:end]])
        shared = found_in(marks, self.hashes)
        entries = np.where(shared, np.searchsorted(self.hashes, marks), 0)
        counts = np.ones(len(marks), dtype=np.int64)
        counts[shared] = np.minimum(self.count[entries[shared]], _COMMON + 1)
        report = np.repeat(np.arange(end - begin), lengths)
        order = np.argsort((report << 44) | (counts << 31) | entries)
        entries, counts = entries[order], counts[order]

        def number(chosen: NDArray[np.bool_]) -> Ints:
            return np.bincount(report[chosen], minlength=end - begin)

        alone, kept, usable = number(counts == 1), number((counts > 1) & (counts <= _RARE)), number((counts > 1) & (counts <= _COMMON))
        few = alone + kept < 0.4 * lengths  # a report of many copies, or of commonplaces
        kept[few] = np.maximum(kept, np.minimum(_FEWEST, usable))[few]
        bare = (alone + kept == 0) & (lengths >= _LIKELY)
        kept[bare] = np.minimum(_FEWEST, lengths)[bare]  # a report of thousands of copies
        rank = np.arange(len(marks)) - np.repeat(np.cumsum(lengths) - lengths + alone, lengths)
        return entries[(rank >= 0) & (rank < kept[report])].astype(np.int32), kept, alone + kept

    def fellows(self, entries: NDArray[np.int32], reports: Ints, passed: NDArray[np.bool_]) -> tuple[Ints, Ints, Ints]:
        """(report, fellow, how many of the report's entries it holds), sorted; `reports` says whose each entry is; none of those passed over."""
        counts = np.minimum(self.count[entries], _COMMON)
        ends = np.cumsum(counts)
        flat = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(self.first[entries] - (ends - counts), counts)
        holders = self.holders[flat].astype(np.int64)
        keys = (np.repeat(reports, counts) << 32 | holders)[~passed[holders]]
        keys.sort()
        begins = np.flatnonzero(np.diff(keys, prepend=-1))
        return keys[begins] >> 32, keys[begins] & 0xFFFFFFFF, np.diff(np.append(begins, len(keys)))


def candidate_pairs(sketches: Sequence[Sketch]) -> Candidates:
    """Pairs (a, b), a < b, whose sketches say that a third or more of the shorter report may stand in the longer: an array of two columns, sorted.

    The estimate is c / min(m, n) for c shared ones of m and n sampled shingles. A pair is taken when c is not below what 0.35 makes likely (one standard
    deviation of the binomial down): of pairs at 0.6, the least of a near-duplicate, one in 100 is missed at 150 characters, one in 3,000 at 300. Below
    a half the two must also share one of their anchors.

    Crowds: among n copies of one report every two are a pair. To keep the pairs from growing with the square of n, a report with more than 128 likely copies
    before it is a follower, compared with the 64 most alike of them alone, and so is one whose sketch 64 reports before it have too, with the first of these. A
    follower is no candidate of any other report. One with more than 1024 candidates, likely or not (a short one that holds a commonplace), is compared with the
    256 most alike. Nothing changes where no report resembles more than 128 others.
    """
    same = _same_sketches(sketches)
    passed = np.zeros(len(sketches), dtype=bool)  # the followers
    passed[same[:, 0]] = True
    index = _Index([s.mark_array if s.shingles >= _SHORTEST and not out else s.mark_array[:0] for s, out in zip(sketches, passed.tolist(), strict=True)])
    keys, following, joined = [np.empty(0, dtype=np.int64)], [same], [same]
    for reports, fellows, likely in _looked_up(index, sketches, passed):
        crowded = _crowded(reports, fellows, likely, passed)
        passed[reports[crowded]] = True
        followed = np.flatnonzero(crowded)[_most_alike(sketches, reports[crowded], fellows[crowded], _PIVOTS)]
        following.append(np.stack([reports[followed], fellows[followed]], axis=1))
        joined.append(np.stack([reports, fellows], axis=1)[likely & ~passed[reports]])
        reports, fellows = _without_throngs(sketches, reports, fellows)
        left = ~passed[reports]
        keys.append(np.minimum(reports, fellows)[left] << 32 | np.maximum(reports, fellows)[left])
    pairs = _pairs(distinct(np.concatenate(keys)))
    followers = np.concatenate(following)
    families = components(np.concatenate([*joined, followers]), len(sketches))
    return Candidates(pairs[~passed[pairs].any(axis=1)], followers[np.lexsort(followers.T[::-1])], families)


def _looked_up(index: _Index, sketches: Sequence[Sketch], passed: NDArray[np.bool_]) -> Iterator[tuple[Ints, Ints, NDArray[np.bool_]]]:
    """Chunk by chunk of the reports: (report, candidate, whether likely), sorted; without the candidates passed over by then."""
    looked_up = [index.looked_up(begin, min(begin + _CHUNK, len(sketches))) for begin in range(0, len(sketches), _CHUNK)]
    if not looked_up:
        return
    entries, kept, sizes = (np.concatenate(column) for column in zip(*looked_up, strict=True))
    for begin, end, first, last in _chunks(index.count[entries], kept):
        reports, fellows, common = index.fellows(entries[first:last], np.repeat(np.arange(begin, end), kept[begin:end]), passed)
        least = np.minimum(sizes[reports], np.maximum(sizes[fellows], 1))
        enough = common >= np.maximum(1, _LOOK * least - np.sqrt(_LOOK * (1 - _LOOK) * least))
        enough &= fellows != reports
        enough[enough] = (common >= _CLEAR * least)[enough] | _share_anchors(sketches, reports, fellows, enough & (common < _CLEAR * least))[enough]
        likely = common >= np.maximum(_LIKELY, _CLEAR * least)
        yield reports[enough], fellows[enough], likely[enough]


def _pairs(keys: Ints) -> Pairs:
    """Pairs out of numbers that hold the one above, the other below."""
    return np.stack([keys >> 32, keys & 0xFFFFFFFF], axis=1)


def _same_sketches(sketches: Sequence[Sketch]) -> Pairs:
    """(follower, first) for every report whose sketch 64 reports before it have."""
    met: defaultdict[Sketch, list[int]] = defaultdict(list)
    followers = []
    for number, sketch in enumerate(sketches):
        if sketch.shingles < _SHORTEST:
            continue
        if len(met[sketch]) < _ALIKE:
            met[sketch].append(number)
        else:
            followers.append((number, met[sketch][0]))
    return np.array(followers, dtype=np.int64).reshape(-1, 2)


def _chunks(counts: Ints, kept: Ints) -> Iterator[tuple[int, int, int, int]]:
    """Reports in chunks for which so many entries of the index are read: (first report, end, first of their entries, end)."""
    ends = np.cumsum(kept)
    work = np.concatenate([[0], np.cumsum(np.minimum(counts, _COMMON))])[np.concatenate([[0], ends])]
    begin = 0
    while begin < len(kept):
        end = max(begin + 1, min(begin + _CHUNK, int(np.searchsorted(work, work[begin] + _AT_ONCE, side="right")) - 1))
        yield begin, end, int(ends[begin] - kept[begin]), int(ends[end - 1])
        begin = end


def _share_anchors(sketches: Sequence[Sketch], reports: Ints, fellows: Ints, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """For those asked about, whether the two share an anchor, which commonplaces alone seldom give them."""
    share = np.zeros(len(reports), dtype=bool)
    share[asked] = _held_by_both(sketches, reports[asked], fellows[asked], lambda sketch: sketch.anchor_array) > 0
    return share


def _held_by_both(sketches: Sequence[Sketch], reports: Ints, fellows: Ints, hashes_of: Callable[[Sketch], NDArray[np.uint32]]) -> NDArray[np.float64]:
    """The share of the shorter one's hashes that a report and its fellow both hold; those with the same report stand together."""
    share = np.zeros(len(reports))
    starts = np.flatnonzero(np.diff(reports, prepend=-1)).tolist()
    for begin, end in itertools.pairwise([*starts, len(reports)]):
        own = hashes_of(sketches[int(reports[begin])])
        others = [hashes_of(sketches[fellow]) for fellow in fellows[begin:end].tolist()]
        found = found_in(np.concatenate(others), own)
        ends = np.cumsum([0, *map(len, others)])
        share[begin:end] = np.diff(np.concatenate([[0], np.cumsum(found)])[ends]) / np.maximum(1, np.minimum(np.diff(ends), len(own)))
    return share


def _crowded(reports: Ints, fellows: Ints, likely: NDArray[np.bool_], passed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which pairs of a report and a candidate before the chunk are those of a new follower."""
    if not len(reports):
        return likely
    before = fellows < reports[0]
    at = reports - reports[0]
    crowd = np.bincount(at[before & likely], minlength=int(at[-1]) + 1) > _CROWD
    return np.asarray(before & crowd[at])


def _without_throngs(sketches: Sequence[Sketch], reports: Ints, fellows: Ints) -> tuple[Ints, Ints]:
    """The pairs of a report and a candidate without those of reports with too many but the best."""
    throng = np.bincount(reports)[reports] > _THRONG if len(reports) else reports.astype(bool)
    if not throng.any():
        return reports, fellows
    best = np.flatnonzero(throng)[_most_alike(sketches, reports[throng], fellows[throng], _BEST)]
    kept = np.concatenate([np.flatnonzero(~throng), best])
    return reports[kept], fellows[kept]


def _most_alike(sketches: Sequence[Sketch], reports: Ints, fellows: Ints, most: int) -> Ints:
    """Which of the sorted pairs are those of a report with the `most` candidates that share most with it, of all that the sketches hold."""
    likeness = _held_by_both(sketches, reports, fellows, lambda sketch: sketch.anchor_array)
    likeness += _held_by_both(sketches, reports, fellows, lambda sketch: sketch.mark_array)
    order = np.lexsort((fellows, -likeness, reports))
    rank = np.arange(len(reports)) - np.searchsorted(reports, reports, side="left")
    return order[rank < most]


def components(pairs: Pairs, count: int) -> Ints:
    """For each of `count` reports the first of those that pairs join it with."""
    root = list(range(count))

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = node = root[root[node]]
        return node

    for one, other in pairs.tolist():
        a, b = find(one), find(other)
        root[max(a, b)] = min(a, b)
    return np.array([find(node) for node in range(count)], dtype=np.int64)


def complete_linkage(edges: Iterable[tuple[float, int, int]]) -> list[list[int]]:
    """Groups in which every two members are joined by an edge, the most similar joined first.

    Two groups merge when the last edge between them has come, in falling order of similarity: the textbook method (Sørensen 1948), in the time of a sort.

    Args:
        edges: (similarity, a, b), a < b, each pair once.

    Returns:
        Groups of two or more, members sorted, in the order of their first members. The same for any order of `edges`.

    Example:
        >>> complete_linkage([(0.9, 0, 1), (0.8, 1, 2), (0.7, 3, 4)])
        [[0, 1], [3, 4]]
    """
    group: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    seen: defaultdict[int, defaultdict[int, int]] = defaultdict(lambda: defaultdict(int))
    for _similarity, one, other in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        for node in (one, other):
            members.setdefault(group.setdefault(node, node), [node])
        a, b = sorted((group[one], group[other]))
        seen[a][b] = seen[b][a] = seen[a][b] + 1
        if seen[a][b] == len(members[a]) * len(members[b]):
            _merge(a, b, group, members, seen)
    return sorted(sorted(nodes) for nodes in members.values() if len(nodes) > 1)


def _merge(a: int, b: int, group: dict[int, int], members: dict[int, list[int]], seen: Any) -> None:
    """Group b becomes part of group a."""
    for node in members[b]:
        group[node] = a
    members[a] += members.pop(b)
    for third, count in seen.pop(b).items():
        if third != a:
            seen[third].pop(b)
            seen[third][a] += count
            seen[a][third] += count
    seen[a].pop(b)
