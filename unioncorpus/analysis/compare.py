"""Differences between groups: crosstabs, what a change owes to composition, and how large a change would have to be to show."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from unioncorpus.analysis.change import PERMUTATIONS, chance
from unioncorpus.analysis.frame import SEED, THIN, Floats, Frame, Ints, Resample, adjust, interval, one_thread, totals
from unioncorpus.analysis.prevalence import Cells, Design, cells, count_cells, effective_groups, grouping, pointwise, prevalence, ratio
from unioncorpus.analysis.years import Window
from unioncorpus.model.errors import UsageError

_POWER = 1.959964 + 0.841621  # standard errors: 5 % two-sided, 80 % power


def crosstab(frame: Frame, design: Design | None = None, *, by: str = "org_type", permutations: int = PERMUTATIONS) -> pd.DataFrame:
    """Themes against groups of reports, with a p that takes a duplicate group for one observation.

    p: the share of permutations, in which duplicate groups swap their labels, with a Cramér's V as large. residual: Haberman's (1973) adjusted residual on the
    effective number of duplicate groups; beyond 2 or -2 the cell stands out.

    Returns:
        A row for each theme and group: theme, group, share, difference (percentage points from all), residual, n_groups, thin, cramers_v, p, q (over themes).
    """
    design = design or Design()
    labels, groups = grouping(frame, by)
    clusters = frame.clusters
    weight, said = frame.weights(design.estimand), frame.outcome(design.stance, length=design.length)
    one = count_cells(frame, groups, len(labels), np.ones((len(frame), 1)))["n_groups"][:, 0]
    shuffled = _shuffled_labels(clusters, groups, permutations)
    tables = []
    for column, code in enumerate(frame.codes):
        yes, no = (totals(groups, values, len(labels)) for values in (weight * said[:, column], weight * (1 - said[:, column])))
        v, p = _association(clusters, weight, said[:, column], shuffled, len(labels))
        everyone = yes.sum() / (yes + no).sum()
        tables.append(
            pd.DataFrame(
                {"theme": code, "group": labels, "share": ratio(yes, yes + no), "difference": 100 * (ratio(yes, yes + no) - everyone)}
                | {"residual": _residuals(yes, no, float(one.sum())), "n_groups": one, "thin": one < THIN, "cramers_v": v, "p": p}
            )
        )
    found = pd.concat(tables, ignore_index=True)
    q = dict(zip(frame.codes, adjust(found.groupby("theme", sort=False)["p"].first().to_numpy(float)), strict=True))
    return found.assign(q=found["theme"].map(q), group_by=by)


def _shuffled_labels(clusters: Ints, groups: Ints, times: int) -> Ints:
    """The label of each duplicate group (its first report's), as it is and in every permutation."""
    label = np.zeros(int(clusters.max(initial=-1)) + 1, dtype=np.int64)
    label[clusters[::-1]] = groups[::-1]
    return np.concatenate([label[None], np.random.default_rng(SEED + 2).permuted(np.tile(label, (times, 1)), axis=1)])


def _association(clusters: Ints, weight: Floats, said: Floats, shuffled: Ints, n_labels: int) -> tuple[float, float]:
    """Cramér's V of the two-row table, and its permutation p."""
    n = shuffled.shape[1]
    yes, no = totals(clusters, weight * said, n), totals(clusters, weight * (1 - said), n)
    top = np.stack([totals(row, yes, n_labels) for row in shuffled])
    bottom = np.stack([totals(row, no, n_labels) for row in shuffled])
    whole, share = top + bottom, yes.sum() / (yes + no).sum()
    if share in (0.0, 1.0):
        return 0.0, np.nan
    off = ((top - whole * share) ** 2 / np.maximum(whole, 1e-12)).sum(axis=1) / (share * (1 - share)) / (yes + no).sum()
    v = np.sqrt(off)
    return float(v[0]), chance(v)


def _residuals(yes: Floats, no: Floats, n: float) -> Floats:
    whole = yes + no
    size, share = whole / whole.sum(), yes.sum() / whole.sum()
    error = np.sqrt(np.maximum(share * (1 - share) * size * (1 - size) / n, 0.0))
    return ratio((yes / whole.sum() - size * share), error)


def halves(years: Window) -> Window:
    """The window as two halves."""
    return Window(years.first, years.last, (years.last - years.first + 2) // 2)


def decompose(frame: Frame, design: Design | None = None, *, years: Window, by: str = "org_type", draws: Resample | None = None) -> pd.DataFrame:
    """What the change of a theme from the first to the second half of the years owes to change within groups, and to a change in who reports (Kitagawa 1955).

    within: the change of each group's share at the mean composition. composition: the change of composition at each group's mean share. They add up to the
    change. A group that one half lacks is taken to have had the share it has in the other half.

    Returns:
        A row a theme: first (share), second, change, within, composition (percentage points), each of the three with _low and _high: percentiles of the
        draws, for change Newcombe's interval.
    """
    design, halved = design or Design(), halves(years)
    draws = draws or Resample(frame)
    labels, groups = grouping(frame, by)
    rows = []
    with one_thread():
        for column, code in enumerate(frame.codes):
            found = cells(frame, pointwise(design), column, groups, len(labels), halved, draws)
            rows.append({"theme": code, "group_by": by, "first_to": int(halved.ends[0])} | _parts(found))
    table = pd.DataFrame(rows)
    return table.assign(**_whole(frame, pointwise(design), halved, draws))


def _whole(frame: Frame, design: Design, halved: Window, draws: Resample) -> dict[str, Floats]:
    """The change of all reports together, with Newcombe's interval."""
    found = prevalence(frame, design, years=halved, draws=draws)
    first, second = (found[found["year"] == halved.starts[i]].set_index("theme").reindex(list(frame.codes)) for i in (0, -1))
    low, high = newcombe(second, first)
    return {"change_low": low, "change_high": high}


def _parts(found: Cells) -> dict[str, float]:
    whole = found.with_theme + found.without
    size = ratio(whole, whole.sum(axis=1, keepdims=True))
    share = np.where(np.isnan(found.shares), found.shares[..., ::-1], found.shares)
    share = np.where(np.isnan(share), 0.0, share)
    within = 100 * ((share[..., 1] - share[..., 0]) * size.mean(axis=-1)).sum(axis=1)
    composition = 100 * ((size[..., 1] - size[..., 0]) * share.mean(axis=-1)).sum(axis=1)
    halves_ = (size * share).sum(axis=1)
    row: dict[str, float] = {"first": float(halves_[0, 0]), "second": float(halves_[0, 1])}
    for name, values in (("change", within + composition), ("within", within), ("composition", composition)):
        low, high = interval(values[1:])
        row |= {name: float(values[0]), f"{name}_low": float(low), f"{name}_high": float(high)}
    return row


def detectable(frame: Frame, design: Design | None = None, *, years: Window, by: str = "org_type") -> pd.DataFrame:
    """The smallest change between the halves of the years that a group's reports would show with a chance of 80 % (5 %, two-sided).

    Where it is larger than any change one would believe, "no change" is not a finding.

    Returns:
        A row for each theme and group: theme, group, first_groups, second_groups (effective), share, change (found), detectable (percentage points).
    """
    design, halved = pointwise(design or Design()), halves(years)
    draws = Resample(frame, 1)  # the error follows from the effective number of groups
    labels, groups = grouping(frame, by)
    tables = []
    with one_thread():
        for column, code in enumerate(frame.codes):
            found = cells(frame, design, column, groups, len(labels), halved, draws)
            n = effective_groups(frame, design, groups, len(labels), found.weight)
            yes, no = found.with_theme[0].sum(axis=1), found.without[0].sum(axis=1)
            wide = (yes + 1) / (yes + no + 2)  # a share of 0 or 1 among few is not without variance
            error = np.sqrt(wide * (1 - wide) * ratio(np.ones(len(labels)), n[:, 0]) + wide * (1 - wide) * ratio(np.ones(len(labels)), n[:, 1]))
            columns: dict[str, Any] = {"theme": code, "group_by": by, "group": labels, "first_groups": n[:, 0], "second_groups": n[:, 1]}
            columns |= {"share": ratio(yes, yes + no), "change": 100 * (found.shares[0][:, 1] - found.shares[0][:, 0])}
            tables.append(pd.DataFrame(columns | {"detectable": np.minimum(100.0, 100 * _POWER * error)}))
    return pd.concat(tables, ignore_index=True)


def difference(
    frame: Frame,
    design: Design | None = None,
    *,
    by: str,
    pair: tuple[str, str],
    draws: Resample | None = None,
    permutations: int = PERMUTATIONS,
) -> pd.DataFrame:
    """The share of each theme in one group less that in another, all years together.

    p: the share of permutations, in which the duplicate groups of the two swap their labels, with a difference as large.

    Returns:
        A row a theme: theme, group_by, group, other, share, share_other, difference (percentage points), ci_low, ci_high, p, q (over themes), n_groups,
        n_groups_other.

    Raises:
        UsageError: for a group that does not occur.
    """
    design = design or Design()
    labels, groups = grouping(frame, by)
    if missing := [name for name in pair if name not in labels]:
        raise UsageError(f"no report has {by} {', '.join(map(repr, missing))}; there are {', '.join(labels)}")
    one, other = (labels.index(name) for name in pair)
    weight, said = frame.weights(design.estimand), frame.outcome(design.stance, length=design.length)
    found = prevalence(frame, design, by=by, draws=draws).set_index("group")
    low, high = newcombe(found.loc[[pair[0]]], found.loc[[pair[1]]])
    shares = [found.loc[[name], "share"].to_numpy(float) for name in pair]
    both = (groups == one) | (groups == other)
    shuffled = _shuffled_labels(_renumbered(frame.clusters[both]), (groups[both] == other).astype(np.int64), permutations)
    p = np.array([_association(_renumbered(frame.clusters[both]), weight[both], said[both, i], shuffled, 2)[1] for i in range(len(frame.codes))])
    n_one, n_other = (len(np.unique(frame.clusters[groups == index])) for index in (one, other))
    rows: dict[str, Any] = {"theme": frame.codes, "group_by": by, "group": pair[0], "other": pair[1], "share": shares[0], "share_other": shares[1]}
    rows |= {"difference": 100 * (shares[0] - shares[1]), "ci_low": low, "ci_high": high, "p": p, "q": adjust(p)}
    return pd.DataFrame(rows | {"n_groups": n_one, "n_groups_other": n_other})


def newcombe(one: pd.DataFrame, other: pd.DataFrame) -> tuple[Floats, Floats]:
    """Interval of a difference of shares, in percentage points, from the intervals of both (Newcombe 1998): not empty where both shares are 0 or 1."""
    p, low, high = (one[name].to_numpy(float) for name in ("share", "ci_low", "ci_high"))
    q, low_q, high_q = (other[name].to_numpy(float) for name in ("share", "ci_low", "ci_high"))
    down, up = np.sqrt((p - low) ** 2 + (high_q - q) ** 2), np.sqrt((high - p) ** 2 + (q - low_q) ** 2)
    return 100 * np.maximum(-1.0, p - q - down), 100 * np.minimum(1.0, p - q + up)


def _renumbered(labels: Ints) -> Ints:
    return np.unique(labels, return_inverse=True)[1].astype(np.int64)
