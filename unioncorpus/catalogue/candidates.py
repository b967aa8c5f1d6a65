"""Pairs of reports worth an exact comparison, found among sketches; and complete linkage of the pairs that passed it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unioncorpus.catalogue.shingles import Sketch, found_in

Pairs = NDArray[np.int64]

_LOOK = 0.35  # estimated containment in the shorter report from which a pair is worth comparing
_CLEAR = 0.5  # estimated containment that needs no further sign
_SHORTEST = 50  # shingles; what is shorter is no report
_RARE = 64  # reports that may hold a sampled shingle for it to be looked up
_FEWEST = 32  # shingles by which a report is looked up where they are, however common
_COMMON = 5000  # reports beyond which a shingle is never looked up


class _Index:
    """Which reports hold a sampled shingle."""

    def __init__(self, sketches: Sequence[Sketch]) -> None:
        marks = [s.mark_array if s.shingles >= _SHORTEST else s.mark_array[:0] for s in sketches]
        sizes = np.array([len(m) for m in marks], dtype=np.int64)
        hashes = np.concatenate(marks) if marks else np.empty(0, dtype=np.uint32)
        by_hash = np.argsort(hashes, kind="stable")
        self.holders = np.repeat(np.arange(len(marks), dtype=np.int32), sizes)[by_hash]
        self.hashes, self.first, self.count = np.unique(hashes[by_hash], return_index=True, return_counts=True)
        self.marks = marks

    def looked_up(self, report: int) -> tuple[NDArray[np.int64], int]:
        """The entries by which a report is looked up, shared by some, but not by so many that they say nothing; and their number with those it alone holds."""
        entries = np.searchsorted(self.hashes, self.marks[report])
        counts = self.count[entries]
        entries = entries[np.argsort(counts, kind="stable")]
        counts = np.sort(counts)
        alone = int(np.searchsorted(counts, 2))
        entries, counts = entries[alone:], counts[alone:]
        kept = int(np.searchsorted(counts, _RARE, side="right"))
        if alone + kept < 0.4 * len(self.marks[report]):  # a report of many copies, or of commonplaces
            kept = max(kept, min(_FEWEST, int(np.searchsorted(counts, _COMMON, side="right"))))
        return np.asarray(entries[:kept]), alone + kept

    def fellows(self, entries: NDArray[np.int64]) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        """The reports that hold any of the entries, and how many each."""
        counts = self.count[entries]
        ends = np.cumsum(counts)
        flat = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(self.first[entries] - (ends - counts), counts)
        return np.unique(self.holders[flat], return_counts=True)


def candidate_pairs(sketches: Sequence[Sketch]) -> Pairs:
    """Pairs (a, b), a < b, whose sketches say that a third or more of the shorter report may stand in the longer: an array of two columns, sorted.

    The estimate is c / min(m, n) for c shared ones of m and n sampled shingles. A pair is taken when c is not below what 0.35 makes likely (one standard
    deviation of the binomial down): of pairs at 0.6, the least of a near-duplicate, one in 100 is missed at 150 characters, one in 3,000 at 300. Below
    a half the two must also share one of their anchors.
    """
    index = _Index(sketches)
    looked_up = [index.looked_up(report) for report in range(len(sketches))]
    sizes = np.array([size for _entries, size in looked_up])
    found = []

    def alike(one: int, other: int) -> bool:
        """Whether two reports share an anchor, which commonplaces alone seldom give them."""
        a, b = sketches[one].anchor_array, sketches[other].anchor_array
        few, many = (a, b) if len(a) < len(b) else (b, a)
        return bool(found_in(few, many).any())

    for report, (entries, _size) in enumerate(looked_up):
        if not len(entries):
            continue
        fellows, common = index.fellows(entries)
        least = np.minimum(sizes[report], np.maximum(sizes[fellows], 1))
        enough = common >= np.maximum(1, _LOOK * least - np.sqrt(_LOOK * (1 - _LOOK) * least))
        enough &= fellows != report
        clear = (common >= _CLEAR * least)[enough].tolist()
        chosen = np.array([f for f, sure in zip(fellows[enough].tolist(), clear, strict=True) if sure or alike(f, report)], dtype=np.int64)
        found.append(np.stack([np.minimum(chosen, report), np.maximum(chosen, report)], axis=1))
    return np.unique(np.concatenate(found), axis=0) if found else np.empty((0, 2), dtype=np.int64)


def components(pairs: Pairs, count: int) -> Iterator[Pairs]:
    """The pairs in batches that share no report, each batch sorted, in the order of its first report."""
    root = np.arange(count)

    def find(node: int) -> int:
        while root[node] != node:
            root[node] = root[root[node]]
            node = int(root[node])
        return node

    for one, other in pairs.tolist():
        low, high = sorted((find(one), find(other)))
        root[high] = low
    batches: defaultdict[int, list[list[int]]] = defaultdict(list)
    for pair in pairs.tolist():
        batches[find(pair[0])].append(pair)
    for _root, batch in sorted(batches.items()):
        yield np.array(batch)


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
