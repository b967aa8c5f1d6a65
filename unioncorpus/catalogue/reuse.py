"""Passages that reports share: listed one by one where few hold them, as formulas where many do.

A passage is 30 or more folded characters that stand word for word in two reports. Each text is represented by its winnowed
anchors, of which every passage holds one; an index of them, built a sixteenth at a time, says which reports to open. A passage is listed against the earliest
report that holds it, not against every other, so that the table grows with the text and not with its square.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from unioncorpus.catalogue.kinship import ReportFacts
from unioncorpus.catalogue.shingles import ANCHOR, PASSAGE, Library, Prepared, Sketch, folded, found_in, grams, short

MANY = 10  # groups; what more of them hold is a formula
_PARTS = 16  # of the index, one in memory at a time
_REPEATS = 4  # occurrences of one anchor in a text that are followed
_HOLDERS = 40  # reports that are read to find where a formula begins and ends
_AGREE = 0.8  # of them go on alike
_NO_YEAR = np.iinfo(np.int32).max

Span = tuple[int, int, int]  # start in the one, start in the other, length; in folded characters


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
    holders: tuple[int, ...]  # the first reports that hold it, one a group


def find_reuse(
    sketches: Sequence[Sketch], groups: NDArray[np.int64], copies: Sequence[tuple[int, int]], facts: Sequence[ReportFacts], library: Library
) -> tuple[tuple[Reuse, ...], tuple[Formula, ...]]:
    """The passages shared within a group, or found in at most ten groups, and the formulas that more groups hold.

    Args:
        sketches: of the reports, in order.
        groups: for each report, a number that the members of its group share.
        copies: (original, member) of every group; each copy is compared with its original.
        facts: of the reports, in the same order.
        library: gives their texts.
    """
    common: dict[int, _Anchor] = {}
    across: list[NDArray[np.int64]] = []
    for part in _parts(sketches, groups):
        across.append(_first_pairs(part))
        common.update(_common_anchors(part, facts))
    formulas = _formulas(common, library)
    known = np.array(sorted({*common, *(a for f in formulas for a in _anchors_of(f.text))}), dtype=np.uint32)
    rows = [row for a, b in sorted({(min(p), max(p)) for p in copies}) for row in _rows(a, b, facts, library, known[:0])]
    rows += [row for a, b in np.unique(np.concatenate(across), axis=0).tolist() for row in _rows(a, b, facts, library, known)]
    place = {fact.report_id: i for i, fact in enumerate(facts)}
    rows.sort(key=lambda r: (place[r.report_a], place[r.report_b], r.start_a, r.start_b))
    return tuple(_earliest(rows)), formulas


def _earliest(rows: Sequence[Reuse]) -> Iterator[Reuse]:
    """The rows without those whose passage in the later report a row with an earlier report already lists."""
    listed: defaultdict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for row in rows:
        if not any(a != row.report_a and start <= row.start_b and row.end_b <= end for a, start, end in listed[row.report_b]):
            listed[row.report_b].append((row.report_a, row.start_b, row.end_b))
            yield row


@dataclass(frozen=True, slots=True)
class _Part:
    """A sixteenth of the index: anchors that two reports or more hold, sorted by anchor, group and report."""

    anchors: NDArray[np.uint32]
    reports: NDArray[np.int64]
    begins: NDArray[np.int64]  # where each anchor's entries begin
    new_group: NDArray[np.bool_]  # at the first entry of a group under an anchor
    groups: NDArray[np.int64]  # how many groups hold the anchor, for each entry of `begins`


def _parts(sketches: Sequence[Sketch], groups: NDArray[np.int64]) -> Iterator[_Part]:
    by_group = np.lexsort((np.arange(len(groups)), groups))
    rank = np.empty(len(groups), dtype=np.uint64)
    rank[by_group] = np.arange(len(groups), dtype=np.uint64)
    bounds = np.linspace(0, 2**32, _PARTS + 1).astype(np.uint64)
    for low, high in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        chosen = []
        for index, sketch in enumerate(sketches):
            anchors = sketch.anchor_array
            begin, end = np.searchsorted(anchors, low), np.searchsorted(anchors, high)
            chosen.append(anchors[begin:end].astype(np.uint64) << np.uint64(32) | rank[index])
        yield _part(np.sort(np.concatenate([*chosen, np.empty(0, dtype=np.uint64)])), by_group, groups)


def _part(keys: NDArray[np.uint64], by_group: NDArray[np.int64], groups: NDArray[np.int64]) -> _Part:
    """The index of sorted keys: anchor above, place in the order of groups below."""
    anchors = (keys >> np.uint64(32)).astype(np.uint32)
    reports = by_group[(keys & np.uint64(0xFFFFFFFF)).astype(np.int64)]
    new = np.ones(len(keys), dtype=bool)
    new[1:] = anchors[1:] != anchors[:-1]
    new_group = new.copy()
    new_group[1:] |= groups[reports[1:]] != groups[reports[:-1]]
    begins = np.flatnonzero(new)
    counts = np.add.reduceat(new_group.astype(np.int64), begins) if len(begins) else begins
    return _Part(anchors, reports, begins, new_group, counts)


def _first_pairs(part: _Part) -> NDArray[np.int64]:
    """For anchors of two to ten groups: the earliest report that holds one, with the first report of every other group."""
    first = np.flatnonzero(part.new_group)
    anchor = np.searchsorted(part.begins, first, side="right") - 1
    wanted = (part.groups[anchor] >= 2) & (part.groups[anchor] <= MANY)
    first, anchor = part.reports[first[wanted]], anchor[wanted]
    if not len(first):
        return np.empty((0, 2), dtype=np.int64)
    starts = np.flatnonzero(np.diff(anchor, prepend=-1))
    earliest = np.repeat(np.minimum.reduceat(first, starts), np.diff(np.append(starts, len(first))))
    return np.unique(np.stack([earliest, first], axis=1)[first != earliest], axis=0)


def _common_anchors(part: _Part, facts: Sequence[ReportFacts]) -> dict[int, _Anchor]:
    """The anchors of more than ten groups."""
    found = {}
    ends = np.append(part.begins[1:], len(part.anchors))
    for which in np.flatnonzero(part.groups > MANY).tolist():
        begin, end = int(part.begins[which]), int(ends[which])
        reports = part.reports[begin:end]
        firsts = np.sort(reports[part.new_group[begin:end]])[:_HOLDERS]
        years = [year for report in reports.tolist() if (year := facts[report].year) is not None]
        span = (min(years, default=_NO_YEAR), max(years, default=-_NO_YEAR))
        found[int(part.anchors[begin])] = _Anchor(len(reports), int(part.groups[which]), span, tuple(firsts.tolist()))
    return found


def _formulas(common: dict[int, _Anchor], library: Library) -> tuple[Formula, ...]:
    """The formulas round the common anchors, those of most groups first; an anchor inside a formula already found starts none."""
    explained: set[int] = set()
    found: dict[str, Formula] = {}
    for anchor, about in sorted(common.items(), key=lambda item: (-item[1].groups, item[0])):
        if anchor in explained:
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


def _passage_round(anchor: int, holders: Sequence[int], library: Library) -> str:
    """The longest passage round an anchor on which four fifths of the holders read, or at least eleven of them, agree; empty when it is too short."""
    for enough in (max(MANY + 1, int(_AGREE * len(holders))), MANY + 1):
        alive = []
        for holder in holders:
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


def _rows(a: int, b: int, facts: Sequence[ReportFacts], library: Library, common: NDArray[np.uint32]) -> Iterator[Reuse]:
    """The passages that two reports share, but those that formulas and common anchors make up."""
    one, other = library[a], library[b]
    for start, start_b, length in passages(one, other):
        inside = one.anchors[(one.anchored >= start) & (one.anchored + ANCHOR <= start + length)]
        if len(common) and found_in(inside, common).all():
            continue
        at, at_b = one.folded.places, other.folded.places
        ends = int(at[start + length - 1]) + 1, int(at_b[start_b + length - 1]) + 1
        yield Reuse(facts[a].report_id, facts[b].report_id, int(at[start]), ends[0], int(at_b[start_b]), ends[1], length)


def passages(one: Prepared, other: Prepared) -> list[Span]:
    """The longest passages of 30 folded characters or more that two texts share, in the order of the first; none that lies inside others on both sides.

    Example:
        >>> from unioncorpus.catalogue.shingles import prepare
        >>> shared = "认真落实劳动保护监督检查制度,开展夏季送清凉活动,保障一线职工的安全与健康"
        >>> passages(prepare("一、" + shared + "。"), prepare("我们" + shared))
        [(1, 2, 35)]
    """
    found = _extended(one, other)
    kept: list[Span] = []
    for start, start_b, length in sorted(found, key=lambda s: (-s[2], s[0], s[1])):
        inside = any(s <= start and start + length <= s + n for s, _b, n in kept)
        inside_b = any(b <= start_b and start_b + length <= b + n for _s, b, n in kept)
        if not (inside and inside_b):
            kept.append((start, start_b, length))
    return sorted(kept)


def _extended(one: Prepared, other: Prepared) -> list[Span]:
    """Every shared anchor, as far as the texts agree on both sides of it."""
    if np.array_equal(one.folded.codes, other.folded.codes):
        return [(0, 0, len(one.folded))] if len(one.folded) >= PASSAGE else []
    places: defaultdict[int, list[int]] = defaultdict(list)
    wanted = found_in(other.anchors, np.sort(one.anchors))
    for anchor, at in zip(other.anchors[wanted].tolist(), other.anchored[wanted].tolist(), strict=True):
        if len(places[anchor]) < _REPEATS:
            places[anchor].append(at)
    followed: Counter[int] = Counter()
    done: dict[int, int] = {}  # on each diagonal, how far the text is aligned
    found = []
    for anchor, at in zip(one.anchors.tolist(), one.anchored.tolist(), strict=True):
        if anchor not in places or followed[anchor] >= _REPEATS:
            continue
        followed[anchor] += 1
        for at_b in places[anchor]:
            if done.get(at_b - at, -1) <= at:
                back, ahead = _agreement(one, other, at, at_b)
                done[at_b - at] = at + ahead
                if back + ahead >= PASSAGE:
                    found.append((at - back, at_b - back, back + ahead))
    return found


def _agreement(one: Prepared, other: Prepared, at: int, at_b: int) -> tuple[int, int]:
    """How many characters before, and from, two places are the same."""
    a, b = one.folded.codes, other.folded.codes
    return _equal(a[:at][::-1], b[:at_b][::-1]), _equal(a[at:], b[at_b:])


def _equal(a: NDArray[np.uint32], b: NDArray[np.uint32]) -> int:
    """How many characters two texts begin with in common."""
    length = min(len(a), len(b))
    differ = a[:length] != b[:length]
    return int(differ.argmax()) if differ.any() else length
