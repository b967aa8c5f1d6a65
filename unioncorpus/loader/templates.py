"""Site templates: a line that pages with differing reports carry outside them is the site's, whatever it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from unioncorpus.loader.formats import Source, read_source
from unioncorpus.loader.page import outline
from unioncorpus.model.errors import PageError

_PAGES = 3  # pages with differing bodies that make a line a template
_LINE_MAX = 120  # characters: longer lines are text, however often they come


@dataclass(frozen=True, slots=True)
class Edges:
    """The lines of a page that stand outside its reports, and a hash of what stands inside: copies of one page count once."""

    body: bytes
    lines: frozenset[str]


def read_edges(path: str | Path) -> Edges:
    """The lines outside the reports of a file, simplified and half-width; none for a file that cannot be read."""
    try:
        return edges_of(read_source(Path(path)))
    except PageError:
        return Edges(b"", frozenset())


def edges_of(source: Source) -> Edges:
    """The same for a decoded page."""
    plan = outline(source, glued=False)  # whether a report is one or two, what stands around it is the same
    inside = "".join(plan.view[slice(*piece.span)] for piece in plan.pieces)
    body = hashlib.blake2b(inside.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    outside = [plan.view[row.start : row.end] for row in plan.removed if row.kind in ("site", "intro")]
    return Edges(body, frozenset(line for line in outside if 1 < len(line) <= _LINE_MAX))


def find_templates(pages: Iterable[Edges]) -> frozenset[str]:
    """The lines that at least three pages with differing bodies carry outside their reports.

    Example:
        >>> pages = [Edges(b"1", frozenset({"上一页"})), Edges(b"2", frozenset({"上一页"})), Edges(b"3", frozenset({"上一页", "广告"}))]
        >>> sorted(find_templates(pages))
        ['上一页']
    """
    bodies: dict[str, set[bytes]] = {}
    for page in pages:
        for line in page.lines:
            known = bodies.setdefault(line, set())
            if len(known) < _PAGES:
                known.add(page.body)
    return frozenset(line for line, known in bodies.items() if len(known) >= _PAGES)
