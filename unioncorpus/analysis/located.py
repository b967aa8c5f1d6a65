"""Mentions of themes found again in the clean texts (theme_mentions.csv gives their place in the source page)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from unioncorpus.analysis.frame import Ints
from unioncorpus.analysis.terms import Texts


@dataclass(frozen=True)
class Located:
    """One entry for each place where the form of a mention stands in a text that has that mention."""

    text: Ints  # row of `Texts.frame`
    start: Ints  # in `Texts.joined`
    length: Ints
    form: Ints  # index into `forms`
    code: Ints  # index into `codes`
    forms: tuple[str, ...]
    codes: tuple[str, ...]  # themes and campaigns that are mentioned, sorted
    is_theme: tuple[bool, ...]  # of each code: a theme, no campaign


def locate(texts: Texts, mentions: pd.DataFrame) -> Located:
    """Every place of every form; a mention of a campaign counts for its theme too.

    Args:
        texts: the distinct texts.
        mentions: the table theme_mentions.csv.
    """
    row_of = {report: row for row, report in enumerate(texts.frame.reports["report_id"])}
    rows = np.array([row_of.get(report, -1) for report in mentions["report_id"].astype(str)], dtype=np.int64)
    keep = (rows >= 0) & (mentions["form"].fillna("") != "").to_numpy(bool)
    said = mentions[["form", "theme", "campaign"]][keep].astype(object).fillna("").assign(row=rows[keep]).drop_duplicates()
    codes = tuple(sorted((set(said["theme"].astype(str)) | set(said["campaign"].astype(str))) - {""}))
    forms = tuple(sorted(set(said["form"].astype(str))))
    found = list(_places(texts, said, {f: i for i, f in enumerate(forms)}, {c: i for i, c in enumerate(codes)}))
    columns = np.array(sorted(set(found)), dtype=np.int64).reshape(-1, 5)
    text, start, length, form, code = columns.T
    themes = set(said["theme"].astype(str))
    return Located(text, start, length, form, code, forms, codes, tuple(c in themes for c in codes))


def _places(texts: Texts, said: pd.DataFrame, forms: dict[str, int], codes: dict[str, int]) -> Iterator[tuple[int, int, int, int, int]]:
    starts = texts.starts.tolist()
    for row, form, theme, campaign in zip(said["row"].tolist(), *(said[c].astype(str) for c in ("form", "theme", "campaign")), strict=True):
        text, at = texts.texts[row], -1
        while (at := text.find(form, at + 1)) >= 0:
            for code in {theme, campaign} - {""}:
                yield row, starts[row] + at, len(form), forms[form], codes[code]
