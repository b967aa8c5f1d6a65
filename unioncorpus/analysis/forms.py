"""Which surface forms carry a theme's change: a theme may fade only because one slogan does.

The years are cut into an early and a late half; a report belongs to a half when its whole interval lies in it. A report whose year was inferred from words of
the very theme belongs to none.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from unioncorpus.analysis import years as dates
from unioncorpus.analysis.frame import THIN, Estimand, Floats, Frame, Resample, interval
from unioncorpus.analysis.prevalence import ratio
from unioncorpus.analysis.years import Window

_MOST = 12  # forms of a theme
COLUMNS = (
    "theme", "form", "n_groups", "early", "late", "n_early", "n_late", "early_share", "late_share", "change", "change_low", "change_high",
    "theme_change", "theme_change_without", "carried",
)  # fmt: skip


def form_trends(frame: Frame, mentions: pd.DataFrame, *, estimand: Estimand = "text", draws: int = 300) -> pd.DataFrame:
    """A row for each theme and each of its twelve most widespread forms.

    Returns:
        early and late (the years of the halves), n_early and n_late (reports), early_share and late_share (of reports that hold the form), change with its
        interval (bootstrap of duplicate groups), theme_change, theme_change_without (the theme's change when the form is struck out), carried (their
        difference).
    """
    whole = dates.window(frame)
    if len(whole) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    halves = Window(whole.first, whole.last, (len(whole) + 1) // 2)
    times = Resample(frame, draws)
    tables = [_of_theme(frame, mentions, theme, halves, estimand, times) for theme in frame.codes]
    some = [table for table in tables if len(table)]
    return pd.concat(some, ignore_index=True)[list(COLUMNS)] if some else pd.DataFrame(columns=list(COLUMNS))


def _of_theme(frame: Frame, mentions: pd.DataFrame, theme: str, halves: Window, estimand: Estimand, times: Resample) -> pd.DataFrame:
    """The forms of one theme."""
    forms, held = _held(frame, mentions, theme)
    dating = dates.date_frame(frame, halves, theme)
    placed = np.zeros((len(frame), len(halves)))
    placed[dating.kind >= 0] = dates.places(dating, "dated")[dating.kind[dating.kind >= 0]]
    weight = frame.weights(estimand)[:, None] * placed[:, [0, -1]]
    if not forms or not (weight.sum(axis=0) > 0).all():
        return pd.DataFrame(columns=list(COLUMNS))
    ways = np.asarray(held.sum(axis=1)).reshape(-1)
    own = held[:, : len(forms)].toarray()
    without = (ways[:, None] - own > 0).astype(float)
    values = np.concatenate([own, without, (ways > 0).astype(float)[:, None], np.ones((len(frame), 1))], axis=1)
    sample, drawn = _change(weight, values, None), _change(weight, values, times)
    low, high = interval(drawn[:, : len(forms)])
    early, late = (weight[:, half] @ own / weight[:, half].sum() for half in (0, 1))
    n = len(forms)
    groups = [len(set(frame.clusters[own[:, i] > 0].tolist())) for i in range(n)]
    rows = pd.DataFrame({"theme": theme, "form": forms, "n_groups": groups, "early_share": early, "late_share": late, "change": sample[:n]})
    rows["early"], rows["late"] = (f"{halves.starts[half]}-{halves.ends[half]}" for half in (0, -1))
    rows["n_early"], rows["n_late"] = (int((weight[:, half] > 0).sum()) for half in (0, 1))
    rows["change_low"], rows["change_high"] = np.minimum(low, sample[:n]), np.maximum(high, sample[:n])
    rows["theme_change"], rows["theme_change_without"] = sample[-2], sample[n : 2 * n]
    return rows.assign(carried=sample[-2] - sample[n : 2 * n])


def _held(frame: Frame, mentions: pd.DataFrame, theme: str) -> tuple[list[str], sparse.csc_matrix]:
    """The widespread forms of a theme, and which reports hold which form (reports x all forms, the widespread ones first)."""
    of_theme = mentions[((mentions["theme"] == theme) | (mentions["campaign"] == theme)).to_numpy(bool)]
    row_of = {report: row for row, report in enumerate(frame.reports["report_id"])}
    said = {(row_of[r], f) for r, f in zip(of_theme["report_id"].astype(str), of_theme["form"].astype(str), strict=True) if r in row_of and f}
    clusters = frame.clusters
    groups: dict[str, set[int]] = {}
    for row, form in said:
        groups.setdefault(form, set()).add(int(clusters[row]))
    order = sorted(groups, key=lambda form: (-len(groups[form]), form))
    number = {form: i for i, form in enumerate(order)}
    at = np.array(sorted((row, number[form]) for row, form in said), dtype=np.int64).reshape(-1, 2)
    held = sparse.csc_matrix((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(frame), len(order)))
    return [form for form in order if len(groups[form]) >= THIN][:_MOST], held


def _change(weight: Floats, values: Floats, times: Resample | None) -> Floats:
    """Late share less early share of each column (the last column is 1 for every report), in the sample or in each draw."""
    sums = [(times.sums(weight[:, [half]] * values) if times else weight[:, half] @ values) for half in (0, 1)]
    shares = [ratio(s, np.broadcast_to(s[..., -1:], s.shape)) for s in sums]
    return np.asarray(shares[1] - shares[0])
