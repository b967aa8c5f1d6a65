"""What a run found, counted from the rows of its tables as they are written."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from unioncorpus.tables.rows import Rows
from unioncorpus.tables.schema import table

COLUMN = {name: {c: i for i, c in enumerate(table(name).names)} for name in ("pages", "reports", "claims", "checks", "removed")}


@dataclass(slots=True)
class Summary:
    """What a researcher wants to read at the end of a run."""

    out: Path
    pages: Counter[str] = field(default_factory=Counter)  # by status
    problems: list[tuple[str, str, str]] = field(default_factory=list)  # path, status, message
    reports: int = 0
    relevant: int = 0
    genres: Counter[str] = field(default_factory=Counter)
    org_types: Counter[str] = field(default_factory=Counter)
    years: Counter[int] = field(default_factory=Counter)
    undated: int = 0
    sections: int = 0
    claims: Counter[str] = field(default_factory=Counter)  # by kind
    checks: Counter[str] = field(default_factory=Counter)  # by verdict
    mentions: int = 0
    copies: int = 0
    removed: Counter[str] = field(default_factory=Counter)  # by kind
    chars: int = 0
    seconds: float = 0.0
    inputs: Any = field(default_factory=hashlib.sha256)  # of every path with the hash of its bytes


def count(summary: Summary, rows: Rows) -> None:
    """Add the rows of a page."""
    page, at = rows["pages"][0], COLUMN["pages"]
    status = page[at["status"]]
    summary.inputs.update(f"{page[at['path']]}\0{page[at['sha256']]}\n".encode("utf-8", "surrogatepass"))
    summary.pages[status] += 1
    summary.chars += page[at["chars"]]
    if status != "ok" or page[at["message"]]:
        summary.problems.append((page[at["path"]], status, page[at["message"]]))
    elif not rows["reports"]:
        summary.problems.append((page[at["path"]], "note", "holds no report: all of its text is the site's, see removed.csv"))
    at = COLUMN["reports"]
    for report in rows["reports"]:
        summary.reports += 1
        summary.relevant += bool(report[at["relevant"]])
        summary.genres[report[at["genre"]]] += 1
        summary.org_types[report[at["org_type"]]] += 1
        year = report[at["year"]]
        summary.undated += year is None
        if year is not None:
            summary.years[year] += 1
    summary.sections += len(rows["sections"])
    summary.claims.update(row[COLUMN["claims"]["kind"]] for row in rows["claims"])
    summary.checks.update(row[COLUMN["checks"]["verdict"]] for row in rows["checks"])
    summary.removed.update(row[COLUMN["removed"]["kind"]] for row in rows["removed"])
    summary.mentions += len(rows["theme_mentions"])
