"""Site templates: a line that pages with differing reports carry outside them is the site's, whatever it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from unioncorpus import script
from unioncorpus.model.records import Page

_PAGES = 3  # pages with differing bodies that make a line a template
_LINE_MAX = 120  # characters: longer lines are text, however often they come


@dataclass(frozen=True, slots=True)
class Edges:
    """The lines of a page that stand outside its reports, and a hash of what stands inside: copies of one page count once."""

    body: bytes
    lines: frozenset[str]


def edges_of(page: Page) -> Edges:
    """The lines outside the reports of a page, simplified and half-width."""
    body = hashlib.blake2b("".join(str(report.text) for report in page.reports).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    spans = [(report.start, report.end) for report in page.reports]
    outside = [page.source[r.start : r.end] for r in page.removed if r.kind in ("site", "intro") and not any(s <= r.start < e for s, e in spans)]
    return Edges(body, frozenset(script.fold(script.to_simplified(line)) for line in outside if 1 < len(line) <= _LINE_MAX))


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
