"""Which reports are copies of which: the same report under ten titles, cut short, with other figures, borrowed by another school, or last year's once more.

Two reports are near-duplicates when 0.6 of the shorter one's 5-character shingles stand in the longer. The corpus is never held: `sketch`
turns each report into a few hundred numbers, which may be computed page by page and anywhere; `group_copies` finds candidates among the sketches and reads the
texts of those alone, to confirm exactly. Groups are formed by complete linkage: every member is a near-duplicate of every other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from unioncorpus.catalogue.candidates import Pairs, candidate_pairs, complete_linkage, components
from unioncorpus.catalogue.kinship import DuplicateKind, ReportFacts, kind_of
from unioncorpus.catalogue.reuse import Formula, Reuse, find_reuse
from unioncorpus.catalogue.shingles import SHINGLE, Library, Prepared, Sketch, distinct, grams, shared, without_figures
from unioncorpus.catalogue.shingles import sketch as _sketch

__all__ = ["Copy", "CopyTables", "Formula", "ReportFacts", "Reuse", "Sketch", "group_copies", "sketch"]

NEAR = 0.6  # of the shorter report's shingles stand in the longer one
_FIGURES = 0.35  # containment from which swapped figures may be all that keeps two reports apart


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


def sketch(text: str) -> Sketch:
    """The sketch of one report's clean text: about two bytes for three characters.

    Example:
        >>> sketch("慰问困难职工三十户。").shingles
        5
    """
    return _sketch(text)


def group_copies(sketches: Mapping[str, Sketch], text_of: Callable[[str], str], facts: Sequence[ReportFacts]) -> CopyTables:
    """Group the near-duplicates among reports, tell what kind of copy each is, and find the passages they share.

    Args:
        sketches: of every report, by report_id.
        text_of: gives the clean text of a report; called for candidates only, more than once for some; few are held at a time.
        facts: what the catalogue knows of every report, in the order of the tables; of equally full reports the earlier is the original.

    Returns:
        One `Copy` for each report in the order of `facts`, and the rows of reuse.csv and formulas.csv. The same for any order of `sketches`.

    Example:
        >>> text = "今年以来,我局工会走访慰问困难职工四十户,举办技能培训班十二期,组织职工代表巡视车间,督促整改安全隐患,职工权益得到有效维护。"
        >>> texts = {"r1": text, "r2": text + "附件。"}
        >>> tables = group_copies({i: sketch(t) for i, t in texts.items()}, texts.__getitem__, [ReportFacts("r1", "p1"), ReportFacts("r2", "p2")])
        >>> [(c.duplicate_of, c.duplicate_kind, c.weight) for c in tables.copies]
        [('r2', 'repost', 0.5), ('', '', 0.5)]
    """
    library = Library(lambda index: text_of(facts[index].report_id))
    ordered = [sketches[fact.report_id] for fact in facts]
    copies = [Copy(fact.report_id) for fact in facts]
    groups, pairs = np.arange(len(facts)), []
    for component in components(candidate_pairs(ordered), len(facts)):
        for members in complete_linkage(_compare(component, library, copies)):
            original = _original(members, ordered)
            groups[members] = original
            pairs += [(original, member) for member in members if member != original]
            _describe(members, original, facts, library, copies)
    passages, formulas = find_reuse(ordered, groups, pairs, facts, library)
    return CopyTables(tuple(copies), passages, formulas)


def _compare(component: Pairs, library: Library, copies: list[Copy]) -> list[tuple[float, int, int]]:
    """The near-duplicates among the pairs, with their containment; writes the overlaps down on the way."""
    near = []
    for one, other in component.tolist():
        a, b = library.shingles(one), library.shingles(other)
        common = shared(a, b)
        for index, report in ((one, a), (other, b)):
            overlap = round(common / max(1, len(report)), 4)
            if overlap > copies[index].overlap:
                copies[index] = replace(copies[index], overlap=overlap)
        containment = common / max(1, min(len(a), len(b)))
        if _FIGURES <= containment < NEAR:
            containment = max(containment, _without_figures(library[one], library[other]))
        if containment >= NEAR:
            near.append((containment, one, other))
    return near


def _without_figures(a: Prepared, b: Prepared) -> float:
    """Containment of the shorter in the longer when every number is one sign."""
    one, other = (distinct(grams(without_figures(p.folded.codes), SHINGLE)) for p in (a, b))
    return shared(one, other) / max(1, min(len(one), len(other)))


def _original(members: Sequence[int], sketches: Sequence[Sketch]) -> int:
    """The fullest of a group; of equally full ones the earliest."""
    return max(members, key=lambda index: (sketches[index].shingles, -index))


def _describe(members: Sequence[int], original: int, facts: Sequence[ReportFacts], library: Library, copies: list[Copy]) -> None:
    """Write down for the members of a group what kind of copy each is, and what it weighs."""
    group = "g" + hashlib.sha256(min(facts[m].report_id for m in members).encode()).hexdigest()[:12]
    kinds: dict[int, DuplicateKind] = {}
    for member in members:
        if member != original:
            kinds[member] = kind_of(library[member], library[original], facts[member], facts[original])
    same = [original, *(m for m, kind in kinds.items() if kind in ("repost", "truncated"))]
    for member in members:
        of = "" if member == original else facts[original].report_id
        weight = 1 / len(same) if member in same else 1.0
        copies[member] = replace(copies[member], duplicate_group=group, duplicate_of=of, duplicate_kind=kinds.get(member, ""), weight=weight)
