"""Golden tables: what `extract` says of the sample today. A change of any line is a change of somebody's numbers: look at it, then write the tables anew with

    python tests/test_golden.py

and say in CHANGELOG.md what it does to the numbers. What the sample should give is marked by hand in tests/sample, not here.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from unioncorpus import pipeline
from unioncorpus.tables.read import iter_rows

FOLDER = Path(__file__).parent / "golden"
COLUMNS = {
    "reports": "label genre relevant org_type org_level org_name province city county year year_low year_high period_kind duplicate_kind weight complete flags",
    "sections": "level marker type themes heading",
    "claims": "quote kind low high unit per counted action status year theme flags",
    "checks": "rule verdict explanation",
    "removed": "kind rule text",
}


def lines(tables: Path, name: str) -> list[str]:
    """The rows of a table as lines, under the page or report they belong to."""
    paths = {row["page_id"]: row["path"] for row in iter_rows(tables, "pages")}
    homes = {row["report_id"]: f"{paths[row['page_id']]} {row['order']}" for row in iter_rows(tables, "reports")}
    found = []
    for row in iter_rows(tables, name):
        home = homes[row["report_id"]] if row.get("report_id") else paths[row["page_id"]]
        cells = [_said(row.get(column)) for column in COLUMNS[name].split()]
        found.append(" | ".join([home, *cells]))
    return found


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(value)
    text = f"{value:g}" if isinstance(value, float) else "" if value is None else str(value)
    return text.replace("\n", "⏎").replace("\r", "")


@pytest.mark.parametrize("name", COLUMNS)
def test_the_sample_gives_what_it_gave(name: str, sample_tables: Path) -> None:
    assert lines(sample_tables, name) == (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")[:-1]


def main() -> None:
    """Write the golden tables anew."""
    with tempfile.TemporaryDirectory() as folder:
        tables = Path(folder) / "tables"
        pipeline.extract(Path(__file__).parent.parent / "data" / "raw", tables, workers=1)
        for name in COLUMNS:
            (FOLDER / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines(tables, name)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
