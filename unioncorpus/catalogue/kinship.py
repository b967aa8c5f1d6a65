"""What kind of copy a near-duplicate is: the same report again, or its words with another's figures, another's name, another year."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

import numpy as np

from unioncorpus.catalogue.shingles import SHINGLE, Prepared, found_in
from unioncorpus.resources import one_of

DuplicateKind = Literal["repost", "truncated", "swapped_figures", "borrowed_template", "same_org_other_period"]

_CUT = 0.8  # of the original's length: what is shorter and stands in it is truncated
_WITHIN = 0.85  # share of a truncated copy that stands in the original
_OWN = 80  # characters in a row that the original lacks make the rest a template
_FIGURES = 0.2  # share of the numbers that the original lacks
# A name ends so; what stands before it and differs is the name of a place or an organisation. x, ×, 某 and 0 mask a name, and say nothing.
_NAME_END = re.compile(rf"^[\u4e00-\u9fff]{{0,2}}?(?:{one_of('endings of names of places and houses')})")
_MASK = re.compile(r"[xX×某某0〇○*]+")


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What the catalogue says of a report, as far as its copies are concerned."""

    report_id: str
    page_id: str
    org_id: str = ""  # empty when unknown or masked
    org_name: str = ""
    year: int | None = None


def kind_of(copy: Prepared, original: Prepared, copied: ReportFacts, source: ReportFacts) -> DuplicateKind:
    """The kind of `copy` beside the fuller or earlier `original`, of which it is a near-duplicate."""
    other_year = copied.year is not None and source.year is not None and copied.year != source.year
    if copied.org_id and copied.org_id == source.org_id:
        return "same_org_other_period" if other_year else _plain_kind(copy, original)
    if copied.org_name and source.org_name and copied.org_name != source.org_name:
        return "borrowed_template"
    own = _own_stretches(copy, original)
    if max((end - start for start, end in own), default=0) >= _OWN or _renamed(copy, own):
        return "borrowed_template"
    return "swapped_figures" if other_year and own else _plain_kind(copy, original)  # a part says nothing of its own: its year was read from less


def _plain_kind(copy: Prepared, original: Prepared) -> DuplicateKind:
    """The kind where nobody else is named: other figures, cut short, a shorter text of its own made from it, or the same again."""
    if _swapped(copy.numbers, set(original.numbers)):
        return "swapped_figures"
    if len(copy.folded) >= _CUT * len(original.folded):
        return "repost"
    within = float(np.mean(found_in(copy.distinct, original.distinct))) if len(copy.distinct) else 0.0
    return "truncated" if within >= _WITHIN else "borrowed_template"


def _swapped(numbers: list[str], known: set[str]) -> bool:
    """Whether a fifth of the numbers, and two at least, are not the original's."""
    other = sum(number not in known for number in numbers)
    return other >= 2 and other >= _FIGURES * len(numbers)


def _own_stretches(copy: Prepared, original: Prepared) -> list[tuple[int, int]]:
    """Stretches of folded characters of `copy` that no shared shingle covers."""
    found = found_in(copy.ordered, original.distinct)
    bare = np.zeros(len(copy.folded) + 2, dtype=np.int8)
    bare[1:-1] = 1
    for offset in range(1, SHINGLE + 1):
        bare[offset : offset + len(found)] &= ~found
    steps = np.diff(bare)
    return list(zip(np.flatnonzero(steps == 1).tolist(), np.flatnonzero(steps == -1).tolist(), strict=True))


def _renamed(copy: Prepared, own: list[tuple[int, int]]) -> bool:
    """Whether a name other than the original's stands in two places."""
    text = copy.folded.text
    names = [text[start:end] for start, end in own if end - start <= 8 and _NAME_END.match(text[end : end + 6])]
    return sum(not _MASK.fullmatch(name) and not name.isdigit() for name in names) >= 2
