"""Invented tables for the tests of the analysis: reports with a type, a year or an interval of years, copies, and mentions drawn by a known law."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from unioncorpus.analysis.frame import Tables

TYPES = ("education", "enterprise", "local_federation", "township")
THEMES = {"warmth": ("帮扶关爱", "hardship relief"), "bargaining": ("集体协商", "collective consultation"), "safety": ("劳动安全", "safety")}
GENRES = ("summary", "plan", "speech")


def make_reports(n: int, generator: np.random.Generator, *, years: tuple[int, int] = (2004, 2018), types: Sequence[str] = TYPES) -> pd.DataFrame:
    """`n` dated reports without copies, four sites, organisations that come again."""
    year = generator.integers(years[0], years[1] + 1, n)
    org = generator.integers(0, max(1, n // 3), n)
    frame = pd.DataFrame({"report_id": [f"r{i:06d}" for i in range(n)], "page_id": [f"p{i:06d}" for i in range(n)]})
    frame["org_type"] = [types[o % len(types)] for o in org]
    frame["org_id"] = [f"o{o}" if o % 4 else "" for o in org]
    frame["org_level"], frame["province"] = "unit", [("浙江省", "江西省", "")[o % 3] for o in org]
    frame["genre"] = [GENRES[g] for g in generator.integers(0, 3, n)]
    frame["relevant"] = True
    frame["year"], frame["year_low"], frame["year_high"] = year, year, year
    frame["year_basis"], frame["year_themes"], frame["period_kind"] = "explicit", "", "year"
    frame["chars"] = generator.integers(500, 4000, n)
    frame["duplicate_group"], frame["duplicate_of"], frame["duplicate_kind"], frame["weight"] = "", "", "", 1.0
    return frame


def make_tables(reports: pd.DataFrame, says: dict[str, np.ndarray[Any, Any]], *, stance: str = "done") -> Tables:
    """Tables over reports; `says` holds, for each theme, how often each report mentions it."""
    rows = [
        {"report_id": report, "theme": theme, "campaign": "", "stance": stance, "negated": False}
        for theme, counts in says.items()
        for report, count in zip(reports["report_id"], counts, strict=True)
        for _ in range(int(count))
    ]
    pages = pd.DataFrame({"page_id": reports["page_id"].drop_duplicates()})
    pages["site"] = [f"site{int(page.lstrip('p').split('x')[0]) % 4}.example" for page in pages["page_id"]]
    book = pd.DataFrame([{"code": c, "campaign": "", "label_zh": zh, "label_en": en, "parent": ""} for c, (zh, en) in THEMES.items()])
    mentions = pd.DataFrame(rows, columns=["report_id", "theme", "campaign", "stance", "negated"])
    return Tables(reports, mentions, pages, book)


def copy_report(tables: Tables, report_id: str, times: int) -> Tables:
    """The tables as `extract` writes them when further copies of a report turn up."""
    reports, mentions = tables.reports, tables.theme_mentions
    original = reports[reports["report_id"] == report_id]
    page = original["page_id"].iloc[0]
    copies = [original.assign(report_id=f"{report_id}x{i}", page_id=f"{page}x{i}", duplicate_of=report_id, duplicate_kind="repost") for i in range(times)]
    said = mentions[mentions["report_id"] == report_id]
    more = [said.assign(report_id=f"{report_id}x{i}") for i in range(times)]
    every = pd.concat([reports, *copies], ignore_index=True)
    family = every["report_id"].str.split("x").str[0] == report_id
    every.loc[family, "duplicate_group"], every.loc[family, "weight"] = f"g{report_id}", 1 / (times + 1)
    further = pd.DataFrame({"page_id": [f"{page}x{i}" for i in range(times)], "site": "copies.example"})
    pages = pd.concat([tables.pages, further], ignore_index=True)
    return Tables(every, pd.concat([mentions, *more], ignore_index=True), pages, tables.themes)
