"""Which reports are copies of which: the same report under ten titles, cut short, with other figures, borrowed by another school, or last year's once more.

Two reports are near-duplicates when 0.6 of the shorter one's 5-character shingles stand in the longer. The corpus is never held: `sketch`
turns each report into a few hundred numbers, which may be computed page by page and anywhere; `group_copies` finds candidates among the sketches and reads the
texts of those alone, to confirm exactly. Groups are formed by complete linkage: every member is a near-duplicate of every other, save in crowds.

Texts are read in tasks of bounded size, pairs of a likely family together, which may go to worker processes; the tables are the same whoever does them.
benchmarks/copies.py says how long it takes, and how the sketches fare beside MinHash.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from unioncorpus.catalogue.candidates import Candidates, Ints, Pairs, candidate_pairs, complete_linkage, components
from unioncorpus.catalogue.kinship import DuplicateKind, ReportFacts, kind_of
from unioncorpus.catalogue.reuse import Formula, Reuse, Spread, batches, find_reuse, passage_rows
from unioncorpus.catalogue.shingles import Hashes, Library, Prepared, Sketch, Texts, distinct
from unioncorpus.catalogue.shingles import sketch as _sketch

__all__ = ["Copy", "CopyTables", "Formula", "ReportFacts", "Reuse", "Sketch", "Spread", "group_copies", "in_turn", "sketch"]

NEAR = 0.6  # of the shorter report's shingles stand in the longer one
_FIGURES = 0.35  # containment from which swapped figures may be all that keeps two reports apart
_CHUNK = 400_000  # shingles of the reports handed to a worker process at a time
_COMPARED = 1_500_000  # likewise, where pairs are compared: as many as can be held, so that a family is not read again for each of its members
_PAIRS = 50_000  # pairs likewise
_AT_ONCE = 64  # reports compared with one at a time


@dataclass(frozen=True, slots=True)
class Copy:
    """What is known of one report's copies: its columns in reports.csv."""

    report_id: str
    duplicate_group: str = ""  # empty when it has no near-duplicate
    duplicate_of: str = ""  # report_id of the original; empty for the original itself
    duplicate_kind: DuplicateKind | Literal[""] = ""
    overlap: float = 0.0  # share of the shingles that stand in one other report, the highest of those found
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class CopyTables:
    """The copies of a corpus, the passages that its reports share, and its formulas."""

    copies: tuple[Copy, ...]  # one a report, in the order of the facts
    reuse: tuple[Reuse, ...]
    formulas: tuple[Formula, ...]
    followers: int = 0  # reports out of crowds of copies, compared with representatives alone; see `group_copies`


def sketch(text: str) -> Sketch:
    """The sketch of one report's clean text: about three bytes for four characters.

    Example:
        >>> sketch("慰问困难职工三十户。").shingles
        5
    """
    return _sketch(text)


def in_turn(function: Callable[[Any], list[Any]], tasks: Iterable[Any]) -> Iterator[Any]:
    """Run a function on one task after the other, here, and give what its lists hold."""
    for task in tasks:
        yield from function(task)


def group_copies(
    sketches: Mapping[str, Sketch],
    text_of: Callable[[Any], str],
    facts: Sequence[ReportFacts],
    *,
    spread: Spread = in_turn,
    address: Callable[[str], Any] = str,
) -> CopyTables:
    """Group the near-duplicates among reports, tell what kind of copy each is, and find the passages they share.

    Crowds: of a report copied hundreds of times not every two copies are compared. One that has more than 128 likely copies before it, or of whose very sketch
    64 reports stand before it, is a follower (see `candidates.candidate_pairs`): it is compared with up to 64 of those, and joins a group if it is a
    near-duplicate of every member among them; two followers in a group are not compared with each other. `CopyTables.followers` counts them. So no report is
    compared with more than some thousand others, and mostly with as many as it has copies: the work grows with the number of reports, not with its square.

    Args:
        sketches: of every report, by report_id.
        text_of: gives the clean text of a report; called for candidates only, two or three times for most; few are held at a time.
        facts: what the catalogue knows of every report, in the order of the tables; of equally full reports the earlier is the original.
        spread: runs a function on tasks and gives what its lists hold, in the order of the tasks: `in_turn`, or one that hands them to processes. Tasks that
            go to a process take `text_of` with them, which must then be a thing that can be pickled.
        address: what `text_of` is asked for, of a report_id; a place in a file tells a process more than the id does.

    Returns:
        One `Copy` for each report in the order of `facts`, and the rows of reuse.csv and formulas.csv. The same for any order of `sketches` and any `spread`.

    Example:
        >>> text = "今年以来,我局工会走访慰问困难职工四十户,举办技能培训班十二期,组织职工代表巡视车间,督促整改安全隐患,职工权益得到有效维护。"
        >>> texts = {"r1": text, "r2": text + "附件。"}
        >>> tables = group_copies({i: sketch(t) for i, t in texts.items()}, texts.__getitem__, [ReportFacts("r1", "p1"), ReportFacts("r2", "p2")])
        >>> [(c.duplicate_of, c.duplicate_kind, c.weight) for c in tables.copies]
        [('r2', 'repost', 0.5), ('', '', 0.5)]
    """
    ordered = [sketches[fact.report_id] for fact in facts]
    texts = Texts(text_of, {index: address(fact.report_id) for index, fact in enumerate(facts)})
    sizes = np.array([s.shingles for s in ordered], dtype=np.int64)
    overlaps = np.zeros(len(facts))
    candidates = candidate_pairs(ordered)
    pairs = _by_family(candidates)
    grouped = _linked(pairs, _compare(pairs, sizes, texts, spread, overlaps))
    grouped = _joined(grouped, candidates.followers, _compare(candidates.followers, sizes, texts, spread, overlaps))
    copies = [Copy(fact.report_id, overlap=round(overlap, 4)) for fact, overlap in zip(facts, overlaps.tolist(), strict=True)]
    groups, within = np.arange(len(facts)), []
    for found in spread(_describe, _described(grouped, sizes, facts, texts)):
        for original, kinds in found.groups:
            groups[list(kinds)] = original
            _write_down(original, kinds, facts, copies)
        within += found.rows
    passages, formulas = find_reuse(ordered, groups, within, facts, texts, spread)
    return CopyTables(tuple(copies), passages, formulas, len(distinct(candidates.followers[:, 0])))


def _by_family(candidates: Candidates) -> Pairs:
    """The pairs within families, family by family, then the others; those of one first report together."""
    one, other = candidates.pairs.T
    family = candidates.families[one]
    return candidates.pairs[np.lexsort((other, one, family, family != candidates.families[other]))]


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of reports to be compared, with what a worker process needs for it."""

    texts: Texts
    pairs: Pairs


def _compare(pairs: Pairs, sizes: Ints, texts: Texts, spread: Spread, overlaps: NDArray[np.float64]) -> NDArray[np.float64]:
    """The containment of pairs, where that may make them near-duplicates, else 0; writes the overlaps down on the way."""
    tasks = (_Pairs(texts.only(np.unique(some).tolist()), some) for some in batches(pairs, sizes.tolist(), _COMPARED, _PAIRS))
    containment, done = np.zeros(len(pairs)), 0
    for shares in spread(_contained, tasks):
        some = slice(done, done + len(shares))
        containment[some] = shares[:, 0]
        np.maximum.at(overlaps, pairs[some], shares[:, 1:])
        done += len(shares)
    return containment


def _contained(task: _Pairs) -> list[NDArray[np.float64]]:
    """Of each pair, the share of the shorter report's shingles that stand in the longer, with figures masked where that decides; and the share of either's."""
    library = Library(task.texts)
    common, sizes, sizes_b = _shared(task.pairs, library, lambda text: text.distinct)
    containment = common / np.maximum(1, np.minimum(sizes, sizes_b))
    unsure = np.flatnonzero((containment >= _FIGURES) & (containment < NEAR))
    masked, masked_sizes, masked_sizes_b = _shared(task.pairs[unsure], library, lambda text: text.masked)
    containment[unsure] = np.maximum(containment[unsure], masked / np.maximum(1, np.minimum(masked_sizes, masked_sizes_b)))
    return [np.stack([containment, common / np.maximum(1, sizes), common / np.maximum(1, sizes_b)], axis=1)]


def _shared(pairs: Pairs, library: Library, hashes_of: Callable[[Prepared], Hashes]) -> tuple[Ints, Ints, Ints]:
    """How many distinct hashes the reports of each of the pairs share, how many the one has, and the other."""
    if not len(pairs):
        return pairs[:, 0], pairs[:, 0], pairs[:, 0]
    reports, local = np.unique(pairs, return_inverse=True)
    hashes = [hashes_of(library[report]) for report in reports.tolist()]
    lengths = np.array([len(h) for h in hashes], dtype=np.int64)
    one, other = local.reshape(pairs.shape).T
    return _counted(hashes, one, other), lengths[one], lengths[other]


def _counted(hashes: list[Hashes], one: Ints, other: Ints) -> Ints:
    """How many hashes each two of the arrays share; those with the same `one` stand together.

    Hashes get small numbers first, so that to look one up is to read a table.
    """
    _all, flat = np.unique(np.concatenate(hashes), return_inverse=True)
    numbers = np.split(flat, np.cumsum([len(h) for h in hashes])[:-1])
    common = np.zeros(len(one), dtype=np.int64)
    table = np.zeros(len(flat), dtype=bool)
    starts = np.flatnonzero(np.diff(one, prepend=-1)).tolist()
    for begin, end in itertools.pairwise([*starts, len(one)]):
        known = numbers[int(one[begin])]
        table[known] = True
        for at in range(begin, end, _AT_ONCE):
            others = [numbers[report] for report in other[at : min(end, at + _AT_ONCE)].tolist()]
            found = table.take(np.concatenate(others))
            ends = np.cumsum([0, *map(len, others)]).tolist()
            common[at : at + len(others)] = [np.count_nonzero(found[a:b]) for a, b in itertools.pairwise(ends)]
        table[known] = False
    return common


def _linked(pairs: Pairs, containment: NDArray[np.float64]) -> list[list[int]]:
    """The groups of near-duplicates among pairs."""
    near = containment >= NEAR
    pairs, containment = pairs[near], containment[near]
    root = components(pairs, int(pairs.max(initial=-1)) + 1)[pairs[:, 0]]
    order = np.argsort(root, kind="stable")
    groups = []
    for some in np.split(order, np.flatnonzero(np.diff(root[order])) + 1):
        groups += complete_linkage(zip(containment[some].tolist(), *pairs[some].T.tolist(), strict=True))
    return groups


def _joined(groups: list[list[int]], followers: Pairs, containment: NDArray[np.float64]) -> list[list[int]]:
    """The groups with the followers: each joins the one of whose members it is a near-duplicate, as far as compared; the most alike of several such."""
    group_of = {member: group[0] for group in groups for member in group}
    grown = {group[0]: list(group) for group in groups}
    starts = np.flatnonzero(np.diff(followers[:, 0], prepend=-1)).tolist()
    for begin, end in itertools.pairwise([*starts, len(followers)]):
        least: dict[int, float] = {}
        for pivot, share in zip(followers[begin:end, 1].tolist(), containment[begin:end].tolist(), strict=True):
            group = group_of.get(pivot, pivot)
            least[group] = min(share, least.get(group, 1.0))
        best = min(least, key=lambda group: (-least[group], group))
        if least[best] >= NEAR:
            follower = int(followers[begin, 0])
            grown.setdefault(best, [best]).append(follower)
            group_of[follower] = best
    return sorted(sorted(members) for members in grown.values())


@dataclass(frozen=True, slots=True)
class _Groups:
    """Groups to be described, with what a worker process needs for it."""

    texts: Texts
    facts: dict[int, ReportFacts]
    groups: list[tuple[int, list[int]]]  # the original and the others


@dataclass(slots=True)
class _Described:
    """What is found of groups."""

    groups: list[tuple[int, dict[int, DuplicateKind]]]  # the original, and the kind of each of the others
    rows: list[Ints]  # the passages within the groups, as `passage_rows` gives them


def _described(groups: list[list[int]], sizes: Ints, facts: Sequence[ReportFacts], texts: Texts) -> Iterator[_Groups]:
    """The groups in chunks of so much text. The original is the fullest of a group, of equally full ones the earliest."""
    some: list[tuple[int, list[int]]] = []
    members: list[int] = []
    for at, group in enumerate(groups, 1):
        original = max(group, key=lambda index: (sizes[index], -index))
        some.append((original, [m for m in group if m != original]))
        members += group
        if at == len(groups) or sizes[members].sum() > _CHUNK:
            yield _Groups(texts.only(members), {m: facts[m] for m in members}, some)
            some, members = [], []


def _describe(task: _Groups) -> list[_Described]:
    """The kinds of the copies, and the passages they share with their originals."""
    library, found = Library(task.texts), _Described([], [])
    for original, others in task.groups:
        whole = library[original]
        found.groups.append((original, {m: kind_of(library[m], whole, task.facts[m], task.facts[original]) for m in others}))
        found.rows += passage_rows(np.array([(min(original, m), max(original, m)) for m in others]), library)
    return [found]


def _write_down(original: int, kinds: dict[int, DuplicateKind], facts: Sequence[ReportFacts], copies: list[Copy]) -> None:
    """Write down for the members of a group what kind of copy each is, and what it weighs."""
    members = [original, *kinds]
    name = "g" + hashlib.sha256(min(facts[m].report_id for m in members).encode()).hexdigest()[:12]
    same = {original, *(m for m, kind in kinds.items() if kind in ("repost", "truncated"))}
    for member in members:
        of = "" if member == original else facts[original].report_id
        weight = 1 / len(same) if member in same else 1.0
        copies[member] = replace(copies[member], duplicate_group=name, duplicate_of=of, duplicate_kind=kinds.get(member, ""), weight=weight)
