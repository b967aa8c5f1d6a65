"""metadata.csv beside the pages: what the scraper knew of each, joined by path."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from unioncorpus.loader.encoding import decode
from unioncorpus.model.errors import PageError, UsageError

NAME = "metadata.csv"
FILLED = ("site", "url", "retrieved", "title", "published")  # columns of pages.csv that it fills where the page itself says nothing


@dataclass(frozen=True, slots=True)
class Metadata:
    """The rows of metadata.csv by path."""

    columns: tuple[str, ...] = ()  # further columns for pages.csv, in the order of the file
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def read_metadata(root: Path) -> Metadata:
    """The metadata of a folder of pages; empty if it has none.

    Raises:
        UsageError: if the file cannot be read, has no column `path`, or names a path twice.
    """
    file = root / NAME
    if not file.is_file():
        return Metadata()
    try:
        text, _, _ = decode(file.read_bytes())
    except (OSError, PageError) as error:
        raise UsageError(f"{file}: cannot be read ({error}); save it as UTF-8 CSV") from None
    reader = csv.DictReader(io.StringIO(text, newline=""))
    header = [name.strip() for name in reader.fieldnames or ()]
    if "path" not in header or len(set(header)) != len(header) or "" in header:
        raise UsageError(f"{file} line 1: needs a column named path, and every column a name of its own; found {', '.join(header) or 'nothing'}")
    reader.fieldnames = header
    rows: dict[str, Mapping[str, str]] = {}
    for row in reader:
        path = (row["path"] or "").strip().replace("\\", "/").removeprefix("./")
        if path in rows:
            raise UsageError(f"{file} line {reader.line_num}: {path} has a row already; give each page one row")
        if path:
            rows[path] = {name: (row[name] or "").strip() for name in header}
    return Metadata(tuple(name for name in header if name not in ("path", *FILLED)), rows)
