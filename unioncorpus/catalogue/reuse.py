"""Passages that reports share: listed one by one where few hold them, as formulas where many do.

A passage is 30 or more folded characters that stand word for word in two reports. Each text is represented by its winnowed
anchors, of which every passage holds one; an index of them, built a sixteenth at a time, says which reports to open, and what stands beside an anchor in
either mostly spares opening them. A passage is listed against the earliest report that holds it, not against every other, so that the table grows with the
text and not with its square.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from unioncorpus.catalogue.kinship import ReportFacts
from unioncorpus.catalogue.passages import Ints, Spans, shared_passages
from unioncorpus.catalogue.shingles import ANCHOR, PASSAGE, Library, Prepared, Sketch, Texts, distinct, folded, found_in, grams, short

MANY = 10  # groups; what more of them hold is a formula
_PART_BITS = 4  # of the anchors, that say in which part of the index they stand: one part is in memory at a time
_HOLDERS = 40  # reports that are read to find where a formula begins and ends
_AGREE = 0.8  # of them go on alike
_NO_YEAR = np.iinfo(np.int32).max

_COLUMNS = 7  # of a row of `passage_rows`
_TASK = 500_000  # characters handed to a worker process at a time
_BATCH = 500_000  # characters searched for passages at a time
_PAIRS = 2000  # pairs likewise
_ROWS = 10_000  # rows made at a time

Spread = Callable[[Callable[[Any], list[Any]], Iterable[Any]], Iterable[Any]]  # runs a function on tasks, and gives what its lists hold, in order


@dataclass(frozen=True, slots=True)
class Reuse:
    """A row of reuse.csv; offsets are into the clean texts."""

    report_a: str  # the earlier of the two
    report_b: str
    start_a: int
    end_a: int
    start_b: int
    end_b: int
    chars: int  # white space and punctuation not counted


@dataclass(frozen=True, slots=True)
class Formula:
    """A row of formulas.csv: a passage that more than ten groups hold."""

    text: str  # as the earliest of the reports read has it
    reports: int
    groups: int
    first_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A common anchor."""

    reports: int
    groups: int
    years: tuple[int, int]  # first and last; _NO_YEAR and -_NO_YEAR where no report is dated
    holders: NDArray[np.int32]  # the first reports that hold it, one a group; none where too few of these have the same beside it for a formula


@dataclass(frozen=True, slots=True)
class _Task:
    """Pairs of reports to be searched for passages, with what a worker process needs for it."""

    texts: Texts
    pairs: Ints
    known: NDArray[np.uint32]  # sorted anchors that say nothing, as far as the reports hold them


def find_reuse(
    sketches: Sequence[Sketch], groups: Ints, within: Sequence[Ints], facts: Sequence[ReportFacts], texts: Texts, spread: Spread
) -> tuple[tuple[Reuse, ...], tuple[Formula, ...]]:
    """The passages shared within a group, or found in at most ten groups, and the formulas that more groups hold.

    Args:
        sketches: of the reports, in order.
        groups: for each report, a number that the members of its group share.
        within: the passages of the groups, as `passage_rows` gives them.
        facts: of the reports, in the same order.
        texts: gives their texts.
        spread: hands tasks to workers, see `copies.group_copies`.
    """
    common: dict[int, _Anchor] = {}
    across = []
    years = np.array([_NO_YEAR if fact.year is None else fact.year for fact in facts], dtype=np.int64)
    for part in _parts(sketches, groups):
        across.append(_first_pairs(part))
        common.update(_common_anchors(part, years))
    formulas = _formulas(common, Library(texts))
    known = np.array(sorted({*common, *(a for f in formulas for a in _anchors_of(f.text))}), dtype=np.uint32)
    pairs = _promising(_each_pair(np.concatenate(across)), sketches)
    found = spread(_search, _tasks(pairs[np.argsort(groups[pairs[:, 0]], kind="stable")], known, sketches, texts))
    rows = np.concatenate([np.empty((0, _COLUMNS), dtype=np.int64), *within, *found])
    rows = rows[np.lexsort((rows[:, 4], rows[:, 2], rows[:, 0], rows[:, 1]))]
    rows = rows[_earliest(rows)]
    rows = rows[np.lexsort((rows[:, 4], rows[:, 2], rows[:, 1], rows[:, 0]))]
    some = (row for begin in range(0, len(rows), _ROWS) for row in rows[begin : begin + _ROWS].tolist())
    return tuple(Reuse(facts[a].report_id, facts[b].report_id, *rest) for a, b, *rest in some), formulas


def _tasks(pairs: Ints, known: NDArray[np.uint32], sketches: Sequence[Sketch], texts: Texts) -> Iterator[_Task]:
    """The pairs in the order given, in chunks of so much text."""
    sizes = np.array([sketch.shingles for sketch in sketches], dtype=np.int64)
    for some in batches(pairs, sizes, _TASK):
        held = [sketches[a].anchor_array for a in np.unique(some[:, 0]).tolist()]
        yield _Task(texts.only(np.unique(some).tolist()), some, known[found_in(known, distinct(np.concatenate(held)))])


def _search(task: _Task) -> list[Ints]:
    """What a worker process does."""
    return passage_rows(task.pairs, Library(task.texts), task.known)


def passage_rows(pairs: Ints, library: Library, known: NDArray[np.uint32] | None = None) -> list[Ints]:
    """The passages of pairs of reports, but those made up of known anchors: rows (a, b, start_a, end_a, start_b, end_b, chars), offsets into the texts."""
    rows = []
    for some in batches(pairs, {i: len(library[i].folded) for i in set(pairs.ravel().tolist())}, _BATCH):
        rows.append(_batch_rows(some, library, known))
    return rows


def batches(pairs: Ints, sizes: Any, most: int, most_pairs: int = _PAIRS) -> Iterator[Ints]:
    """The pairs in the order given, in batches whose reports have together `most` characters, or that are one pair."""
    begin, chars, met = 0, 0, set[int]()
    for end, (a, b) in enumerate(pairs.tolist()):
        new = {a, b} - met
        chars += int(sum(sizes[report] for report in new))
        if begin < end and (chars > most or end - begin >= most_pairs):
            yield pairs[begin:end]
            begin, new, met = end, {a, b}, set()
            chars = int(sum(sizes[report] for report in new))
        met |= new
    if begin < len(pairs):
        yield pairs[begin:]


def _batch_rows(pairs: Ints, library: Library, known: NDArray[np.uint32] | None) -> Ints:
    """`passage_rows` of one batch."""
    reports, local = np.unique(pairs, return_inverse=True)
    texts = [library[report] for report in reports.tolist()]
    local = local.reshape(pairs.shape)
    spans = shared_passages(texts, local)
    one, other = local[spans.pair, 0], local[spans.pair, 1]
    if known is not None and len(known):
        telling = _telling(texts, known, one, spans)
        spans = Spans(spans.pair[telling], spans.start[telling], spans.start_b[telling], spans.length[telling])
        one, other = one[telling], other[telling]
    begins = np.cumsum([0, *(len(text.folded) for text in texts)])[:-1]
    places = np.concatenate([text.folded.places for text in texts])
    at, at_b, last = begins[one] + spans.start, begins[other] + spans.start_b, spans.length - 1
    columns = pairs[spans.pair, 0], pairs[spans.pair, 1], places[at], places[at + last] + 1, places[at_b], places[at_b + last] + 1, spans.length
    return np.stack(columns, axis=1)


def _telling(texts: Sequence[Prepared], known: NDArray[np.uint32], one: Ints, spans: Spans) -> NDArray[np.bool_]:
    """Whether a passage holds an anchor, in the first of its texts, that is not known."""
    reach = max(len(text.folded) for text in texts) + ANCHOR
    at = np.concatenate([number * reach + text.anchored for number, text in enumerate(texts)])
    other = np.concatenate([~found_in(text.anchors, known) for text in texts])
    before = np.concatenate([[0], np.cumsum(other)])
    begin = np.searchsorted(at, one * reach + spans.start)
    end = np.searchsorted(at, one * reach + spans.start + spans.length - ANCHOR, side="right")
    return np.asarray(before[end] > before[begin])


def _earliest(rows: Ints) -> NDArray[np.bool_]:
    """Of rows sorted by the later report, then the earlier: whether no row with a still earlier report lists the passage of the later one already."""
    kept = np.ones(len(rows), dtype=bool)
    starts = np.flatnonzero(np.diff(rows[:, 1], prepend=-1))
    ends = np.append(starts, len(rows))[1:]
    several = rows[starts, 0] != rows[ends - 1, 0]  # only where more than one report is the earlier can a row be superfluous
    for begin, end in zip(starts[several].tolist(), ends[several].tolist(), strict=True):
        listed: list[tuple[int, int, int]] = []
        for at, (one, start, stop) in enumerate(rows[begin:end, [0, 4, 5]].tolist(), begin):
            kept[at] = not any(a != one and s <= start and stop <= e for a, s, e in listed)
            if kept[at]:
                listed.append((one, start, stop))
    return kept


@dataclass(frozen=True, slots=True)
class _Part:
    """A sixteenth of the index: anchors that two reports or more hold, sorted by anchor, group and report."""

    anchors: NDArray[np.uint32]
    reports: Ints
    sides: NDArray[np.uint8]  # what stands on either side of the anchor, in two columns
    begins: Ints  # where each anchor's entries begin
    new_group: NDArray[np.bool_]  # at the first entry of a group under an anchor
    groups: Ints  # how many groups hold the anchor, for each entry of `begins`


def _parts(sketches: Sequence[Sketch], groups: Ints) -> Iterator[_Part]:
    by_group = np.lexsort((np.arange(len(groups)), groups))
    rank = np.empty(len(groups), dtype=np.uint64)
    rank[by_group] = np.arange(len(groups), dtype=np.uint64)
    bits = max(_PART_BITS, len(groups).bit_length() - 16)  # so that an anchor, a rank and the sides have room in one number
    bounds = np.arange(1, 1 << bits, dtype=np.uint64) << np.uint64(32 - bits)
    cuts = np.zeros((len(sketches), (1 << bits) + 1), dtype=np.int32)
    for row, sketch in zip(cuts, sketches, strict=True):
        anchors = sketch.anchor_array
        row[1:-1] = anchors.searchsorted(bounds.astype(np.uint32))
        row[-1] = len(anchors)
    for number, (begin, end) in enumerate(itertools.pairwise(cuts.T)):
        spans = list(zip(sketches, begin.tolist(), end.tolist(), strict=True))
        keys = np.concatenate([*(s.anchor_array[b:e] for s, b, e in spans), np.empty(0, dtype=np.uint32)]).astype(np.uint64)
        sides = np.frombuffer(b"".join([s.sides[2 * b : 2 * e] for s, b, e in spans]), dtype="<u2")
        keys <<= np.uint64(32 + bits)  # the highest bits are the same in all of a part
        keys |= np.repeat(rank, end - begin) << np.uint64(16)
        keys |= sides
        keys.sort()
        yield _part(keys, number, bits, by_group, groups)


def _part(keys: NDArray[np.uint64], number: int, bits: int, by_group: Ints, groups: Ints) -> _Part:
    """The index of sorted keys: anchor without its first bits, place in the order of groups, sides."""
    anchors = (keys >> np.uint64(32 + bits) | np.uint64(number << (32 - bits))).astype(np.uint32)
    reports = by_group[((keys >> np.uint64(16)) & np.uint64((1 << (16 + bits)) - 1)).astype(np.int64)]
    new = np.ones(len(keys), dtype=bool)
    new[1:] = anchors[1:] != anchors[:-1]
    new_group = new.copy()
    new_group[1:] |= groups[reports[1:]] != groups[reports[:-1]]
    begins = np.flatnonzero(new)
    counts = np.add.reduceat(new_group.astype(np.int64), begins) if len(begins) else begins
    sides = (keys & np.uint64(0xFFFF)).astype("<u2").view(np.uint8).reshape(-1, 2)
    return _Part(anchors, reports, sides, begins, new_group, counts)


def _first_pairs(part: _Part) -> Ints:
    """For anchors of two to ten groups: the earliest report that holds one, with the first report of every other group."""
    first = np.flatnonzero(part.new_group)
    anchor = np.searchsorted(part.begins, first, side="right") - 1
    wanted = (part.groups[anchor] >= 2) & (part.groups[anchor] <= MANY)
    first, anchor = part.reports[first[wanted]], anchor[wanted]
    if not len(first):
        return np.empty((0, 2), dtype=np.int64)
    starts = np.flatnonzero(np.diff(anchor, prepend=-1))
    earliest = np.repeat(np.minimum.reduceat(first, starts), np.diff(np.append(starts, len(first))))
    return _each_pair(np.stack([earliest, first], axis=1)[first != earliest])


def _promising(pairs: Ints, sketches: Sequence[Sketch]) -> Ints:
    """Those of the sorted pairs that have an anchor in common with the same on one side of it: no others share a passage."""
    kept = np.zeros(len(pairs), dtype=bool)
    starts = np.flatnonzero(np.diff(pairs[:, 0], prepend=-1)).tolist()
    for begin, end in itertools.pairwise([*starts, len(pairs)]):
        known, sides = sketches[int(pairs[begin, 0])].anchor_array, sketches[int(pairs[begin, 0])].side_array
        others = [sketches[other] for other in pairs[begin:end, 1].tolist()]
        anchors = np.concatenate([other.anchor_array for other in others])
        at = np.minimum(known.searchsorted(anchors), len(known) - 1)
        shared = np.flatnonzero(known[at] == anchors)
        one, other = sides[at[shared]], np.frombuffer(b"".join([other.sides for other in others]), dtype=np.uint8).reshape(-1, 2)[shared]
        alike = ((one == other) | (one == 0) | (other == 0)).any(axis=1)
        ends = np.cumsum([len(other.anchors) // 4 for other in others])
        kept[begin + np.searchsorted(ends, shared[alike], side="right")] = True
    return pairs[kept]


def _each_pair(pairs: Ints) -> Ints:
    """The pairs sorted, each once."""
    keys = distinct(pairs[:, 0] << 32 | pairs[:, 1])
    return np.stack([keys >> 32, keys & 0xFFFFFFFF], axis=1)


def _common_anchors(part: _Part, years: Ints) -> dict[int, _Anchor]:
    """The anchors of more than ten groups."""
    found = {}
    ends = np.append(part.begins[1:], len(part.anchors))
    for which in np.flatnonzero(part.groups > MANY).tolist():
        begin, end = int(part.begins[which]), int(ends[which])
        reports = part.reports[begin:end]
        firsts = np.flatnonzero(part.new_group[begin:end])
        firsts = firsts[np.argsort(reports[firsts])][:_HOLDERS]
        dated = years[reports][years[reports] < _NO_YEAR]
        span = (int(dated.min(initial=_NO_YEAR)), int(dated.max(initial=-_NO_YEAR)))
        holders = reports[firsts if _alike(part.sides[begin:end][firsts]) > MANY else firsts[:0]].astype(np.int32)
        found[int(part.anchors[begin])] = _Anchor(len(reports), int(part.groups[which]), span, holders)
    return found


def _alike(sides: NDArray[np.uint8]) -> int:
    """How many of the places of an anchor have the same before them, or the same after them, at most; 0 may be anything."""
    return max(int(np.count_nonzero(side == 0) + np.bincount(side[side > 0], minlength=1).max()) for side in sides.T)


def _formulas(common: dict[int, _Anchor], library: Library) -> tuple[Formula, ...]:
    """The formulas round the common anchors, those of most groups first; an anchor inside a formula already found starts none."""
    explained: set[int] = set()
    found: dict[str, Formula] = {}
    for anchor, about in sorted(common.items(), key=lambda item: (-item[1].groups, item[0])):
        if anchor in explained or not len(about.holders):
            continue
        text = _passage_round(anchor, about.holders, library)
        inside = [common[a] for a in _anchors_of(text) if a in common]
        if not inside:
            continue
        explained.update(a for a in _anchors_of(text) if a in common)
        least = min(inside, key=lambda a: (a.groups, a.reports))
        years = max(a.years[0] for a in inside), min(a.years[1] for a in inside)
        dated = years[0] <= years[1] < _NO_YEAR
        found.setdefault(folded(text).text, Formula(text, least.reports, least.groups, *(years if dated else (None, None))))
    return tuple(sorted(found.values(), key=lambda f: (-f.groups, -f.reports, f.text)))


def _anchors_of(text: str) -> list[int]:
    """Every 12-gram of a passage, as anchors are written."""
    return [int(a) for a in short(grams(folded(text).codes, ANCHOR))]


def _passage_round(anchor: int, holders: NDArray[np.int32], library: Library) -> str:
    """The longest passage round an anchor on which four fifths of the holders read, or at least eleven of them, agree; empty when it is too short."""
    for enough in (max(MANY + 1, int(_AGREE * len(holders))), MANY + 1):
        alive = []
        for holder in holders.tolist():
            text = library[holder]
            at = np.flatnonzero(text.anchors == anchor)
            if len(at):
                alive.append((text, int(text.anchored[at[0]])))
        alive, right = _agreeing(alive, enough, 0, 1)
        alive, left = _agreeing(alive, enough, -1, -1)
        if alive and right - left - 1 >= PASSAGE:
            text, at_ = alive[0]
            places = text.folded.places
            return text.text[places[at_ + left + 1] : places[at_ + right - 1] + 1]
    return ""


def _agreeing(alive: list[tuple[Prepared, int]], enough: int, offset: int, step: int) -> tuple[list[tuple[Prepared, int]], int]:
    """Go on from `offset` as long as enough texts have the same character; those texts, and the first offset on which too few agree."""
    while True:
        here = [int(text.folded.codes[at + offset]) if 0 <= at + offset < len(text.folded) else -1 for text, at in alive]
        counts = Counter(code for code in here if code >= 0)
        if not counts:
            return alive, offset
        best = min(counts, key=lambda code: (-counts[code], code))
        if counts[best] < enough:
            return alive, offset
        alive = [one for one, code in zip(alive, here, strict=True) if code == best]
        offset += step
