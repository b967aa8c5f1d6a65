"""What both READMEs say can be checked: the end of a run over the sample, how wordings of a number are read, ids, and the same figures in both languages."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import unioncorpus as uc
from unioncorpus.cli import summarise
from unioncorpus.tables.read import iter_rows
from unioncorpus.tables.rows import Rows
from unioncorpus.tables.summary import COLUMN, Summary, count

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")
SECONDS = re.compile(r"in [\d.]+ s$", re.M)
BLOCK = re.compile(r"^```\n(read .*?)\n```$", re.S | re.M)
READING = re.compile(r"^\| ([^|]*) \| `(exact|over|under|about|range)` \| ([^|]*) \| ([^|]*) \|$", re.M)


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def summary_of(tables: Path) -> Summary:
    """The summary that the run which wrote the tables ended with, but for its time."""
    summary = Summary(Path("data/processed"))
    pages = {row["page_id"]: row for row in iter_rows(tables, "pages")}
    home = {row["report_id"]: row["page_id"] for row in iter_rows(tables, "reports")}
    rows: dict[str, Rows] = {page_id: {name: [] for name in (*COLUMN, "sections", "theme_mentions")} for page_id in pages}
    for name in next(iter(rows.values())):
        for row in iter_rows(tables, name):
            page_id = row["page_id"] if "page_id" in row else home[row["report_id"]]
            rows[page_id][name].append(list(row.values()))
    for page_id in pages:
        count(summary, rows[page_id])
    summary.copies = sum(bool(row["duplicate_of"]) for row in iter_rows(tables, "reports"))
    return summary


@pytest.mark.parametrize("name", READMES)
def test_the_block_is_what_the_command_prints(name: str, sample_tables: Path) -> None:
    [block] = BLOCK.findall(text_of(name))
    [seconds] = SECONDS.findall(block)
    right = SECONDS.sub(seconds, summarise(summary_of(sample_tables)))
    if block != right:
        pytest.fail(f"the block in {name} has to be\n\n{right}\n", pytrace=False)


@pytest.mark.parametrize("name", READMES)
def test_wordings_are_read_as_the_table_says(name: str) -> None:
    rows = READING.findall(text_of(name))
    assert {bound for _, bound, _, _ in rows} == {"exact", "over", "under", "about", "range"}
    for words, *reading in rows:
        bound, low, high = reading[0], *(Decimal(cell) if cell[0].isdigit() else None for cell in reading[1:])
        for quote in words.split("、"):
            found = [(c.quote, c.bound, c.low, c.high) for c in uc.find_claims(f"全年走访慰问{quote}。")]
            assert found == [(quote, bound, low, high)]


@pytest.mark.parametrize("name", READMES)
def test_claims_shown_are_in_the_sample(name: str, sample_tables: Path) -> None:
    shown = set(re.findall(r"\bc[0-9a-f]{12}\b", text_of(name)))
    assert shown
    assert shown <= {row["claim_id"] for row in iter_rows(sample_tables, "claims")}


def test_both_readmes_have_the_same_commands_tables_and_figures() -> None:
    english, chinese = (text_of(name) for name in READMES)
    assert code_of(english) == code_of(chinese)
    for one, other in zip(figures_of(english), figures_of(chinese), strict=True):
        assert one == other


def code_of(text: str) -> list[list[str]]:
    """The fenced blocks of a README without comments."""
    return [[line.partition("#")[0].rstrip() for line in block.splitlines()] for block in re.findall(r"^```(.*?)^```", text, re.S | re.M)]


def figures_of(text: str) -> list[list[str]]:
    """The numbers in each row of its tables, and the code of its first cell where it has some."""
    rows = re.findall(r"^\|.*\|$", text, re.M)
    return [re.findall(r"\d+(?:[.,]\d+)*", row) + re.findall(r"`([^`]*)`", row.split("|")[1]) for row in rows]
