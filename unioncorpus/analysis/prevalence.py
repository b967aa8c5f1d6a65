"""Prevalence: the share of reports that mention a theme, and its mentions per 1,000 characters, by year and group, with intervals and what they rest on.

Interval of a share: Wilson's (1927) score interval on the effective number of groups, with Student's t for the few groups of small cells (Korn and
Graubard 1998). The effective number comes from the variance of the share over draws of whole duplicate groups within organisation type, so copies of one
text are no evidence for one another. Intervals of mentions per 1,000 characters are percentiles of the same draws.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse, stats

from unioncorpus.analysis import years as dates
from unioncorpus.analysis.frame import THIN, Estimand, Floats, Frame, Ints, Resample, codes_of, interval, one_thread
from unioncorpus.analysis.years import Dating, Window, YearMethod
from unioncorpus.model.errors import UsageError

GROUPINGS = ("org_type", "org_level", "province", "genre", "site", "org_id", "basis")
COLUMNS = (
    "theme", "stance", "period", "year", "year_to", "group_by", "group", "genre", "estimand", "year_method", "length", "n_reports", "n_groups", "n_orgs",
    "n_sites", "share", "ci_low", "ci_high", "mentions_per_1000_chars", "rate_low", "rate_high", "thin", "site_low", "site_high", "site_most",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Design:
    """How a prevalence is estimated."""

    estimand: Estimand = "text"
    year_method: YearMethod = "em"
    stance: str = "any"
    length: float | None = None  # characters; None does not adjust for length
    leave_theme_out: bool = True  # in dating


def pointwise(design: Design) -> Design:
    """The same, with EM where bounds were asked for: bounds have no one share to work on."""
    return replace(design, year_method="em") if design.year_method == "bounds" else design


def prevalence(frame: Frame, design: Design | None = None, *, by: str = "", years: Window | None = None, draws: Resample | None = None) -> pd.DataFrame:
    """A row for each theme, year and group.

    Args:
        frame: reports of one period (`frame.of_period()`), else five-year and half-year reports are mixed with those of a year.
        design: estimand, year method, stance; default: distinct texts, em, any stance.
        by: column of the frame to group by, one of `GROUPINGS`; empty: all together.
        years: the window from `years.window`; None: all years together, undated reports included.
        draws: from `Resample(frame)`; made when not given.

    Returns:
        Columns theme, year and year_to (a step of the window), group, n_reports, n_groups (duplicate groups), n_orgs (known organisations), n_sites, share,
        ci_low, ci_high, mentions_per_1000_chars, rate_low, rate_high (empty for thin cells), thin (fewer than 5 groups). Under `em` the numbers are expected
        ones; under `bounds` share is empty, and ci_low and ci_high are worst-case bounds.

    Raises:
        UsageError: for a column that cannot group.
    """
    if by and by not in GROUPINGS:
        raise UsageError(f"cannot group by {by!r}: must be one of {', '.join(GROUPINGS)}")
    design = design or Design()
    draws = draws or Resample(frame)
    labels, groups = grouping(frame, by)
    with one_thread():
        tables = [_of_theme(frame, design, column, labels, groups, years, draws) for column in range(len(frame.themes))] if len(frame) else []
    found = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame(columns=["theme", "year", "group", *_VALUES])
    found.insert(0, "group_by", by)
    return found.assign(stance=design.stance, estimand=design.estimand, year_method=design.year_method if years is not None else "", length=design.length)


def grouping(frame: Frame, by: str) -> tuple[list[str], Ints]:
    """The values of a column of the frame, and which of them each report has; all are one group without a column."""
    if not by:
        return [""], np.zeros(len(frame), dtype=np.int64)
    values = frame.reports[by].where(frame.reports[by] != "", "unknown").astype(str)
    return sorted(set(values)), codes_of(values)


_VALUES = ("n_reports", "n_groups", "n_orgs", "n_sites", "share", "ci_low", "ci_high", "mentions_per_1000_chars", "rate_low", "rate_high", "thin")


@dataclass(frozen=True)
class KindSums:
    """Weighted sums of one theme by group and kind of interval, for the sample (first row) and each draw: (1 + draws) x groups x kinds."""

    dating: Dating
    groups: Ints
    said: Floats  # of each report
    of: Callable[[Floats], Floats]  # sums of any values given per report
    yes: Floats  # reports with the theme
    no: Floats


@dataclass(frozen=True)
class Cells:
    """Sums of one theme, for the sample (first row) and each draw: (1 + draws) x groups x years."""

    with_theme: Floats
    without: Floats
    weight: Floats  # reports x years: what each report counts for in each year
    bounds: tuple[Floats, Floats] | None = None

    @property
    def shares(self) -> Floats:
        """Share of reports with the theme; nan where there is no report."""
        return ratio(self.with_theme, self.with_theme + self.without)


def ratio(top: Floats, bottom: Floats) -> Floats:
    """top / bottom; nan where bottom is nothing."""
    return np.asarray(np.divide(top, bottom, out=np.full(np.broadcast(top, bottom).shape, np.nan), where=bottom > 1e-9))


def variance(draws: Floats) -> Floats:
    """Variance over draws (first axis), of the draws that have a value; 0 where fewer than two have."""
    there = ~np.isnan(draws)
    n = there.sum(axis=0)
    mean = np.where(there, draws, 0.0).sum(axis=0) / np.maximum(1, n)
    return np.asarray(np.where(there, (draws - mean) ** 2, 0.0).sum(axis=0) / np.maximum(1, n - 1))


def cells(frame: Frame, design: Design, column: int, groups: Ints, n_groups: int, years: Window | None, draws: Resample) -> Cells:
    """Weighted sums of one theme by group and year, in the sample and every draw."""
    return settled(kind_sums(frame, design, column, groups, n_groups, years, draws), year_method(design, years))


def year_method(design: Design, years: Window | None) -> YearMethod:
    """How years are handled; all years together need no handling."""
    return design.year_method if years is not None else "dated"


def kind_sums(frame: Frame, design: Design, column: int, groups: Ints, n_groups: int, years: Window | None, draws: Resample) -> KindSums:
    """Sums before years are handled: what all ways of handling them start from."""
    dating = date_all(frame) if years is None else dates.date_frame(frame, years, frame.codes[column] if design.leave_theme_out else "")
    weight, said = frame.weights(design.estimand), frame.outcome(design.stance, length=design.length)[:, column]

    def sums(values: Floats) -> Floats:
        found = dates.per_kind(dating, groups, n_groups, frame.clusters, weight * values)
        drawn = np.concatenate([np.asarray(found.sum(axis=0)), draws.of_groups(found)])
        return drawn.reshape(len(drawn), n_groups, dating.kinds)

    return KindSums(dating, groups, said, sums, sums(said), sums(1 - said))


def settled(sums: KindSums, method: YearMethod) -> Cells:
    """The sums brought to years."""
    dating, yes, no = sums.dating, sums.yes, sums.no
    if method == "bounds":
        nothing = np.zeros((*yes.shape[:2], len(dating.years)))
        return Cells(nothing, nothing, _report_weights(dating, method, sums.groups, sums.said, yes[0], no[0]), dates.bounds(dating, yes, no))
    yes, no = dates.spread(dating, method, yes), dates.spread(dating, method, no)
    return Cells(yes, no, _report_weights(dating, method, sums.groups, sums.said, yes[0], no[0]))


def _rates(frame: Frame, design: Design, column: int, sums: KindSums, found: Cells, method: YearMethod) -> Floats:
    """Mentions per 1,000 characters, in the sample and every draw."""
    if method == "bounds":
        return np.full(found.with_theme.shape, np.nan)
    carried = _carrier(sums.dating, method, found.with_theme, found.without)

    def whole(values: Floats) -> Floats:
        return carried(sums.of(values * sums.said), True) + carried(sums.of(values * (1 - sums.said)), False)

    return 1000 * ratio(whole(frame.counts(design.stance)[:, column]), whole(frame.chars))


def date_all(frame: Frame) -> Dating:
    """All years as one."""
    one = np.ones((1, 1))
    return Dating(Window(0, 0), np.zeros(len(frame), dtype=np.int64), one, np.ones(1, dtype=bool))


def _carrier(dating: Dating, method: YearMethod, yes: Floats, no: Floats) -> Callable[[Floats, bool], Floats]:
    """Brings sums of reports with or without the theme to the years."""
    if method in ("dated", "midpoint"):
        return lambda sums, _: dates.spread(dating, method, sums)
    return lambda sums, with_theme: dates.carry(dating, yes if with_theme else no, sums)


def _report_weights(dating: Dating, method: YearMethod, groups: Ints, said: Floats, yes: Floats, no: Floats) -> Floats:
    """The chance of each year for each report (reports x years), 0 where it is left out."""
    chance = np.zeros((len(groups), len(dating.years)))
    used = dating.kind >= 0
    for group in range(len(yes)):
        for mass, share in ((yes[group], said), (no[group], 1 - said)):
            rows = used & (groups == group)
            chance[rows] += dates.chances(dating, method, mass)[dating.kind[rows]] * share[rows, None]
    return chance


def _of_theme(
    frame: Frame, design: Design, column: int, labels: Sequence[str], groups: Ints, years: Window | None, draws: Resample
) -> pd.DataFrame:
    """The rows of one theme."""
    method = year_method(design, years)
    sums = kind_sums(frame, design, column, groups, len(labels), years, draws)
    found = settled(sums, method)
    numbers = count_cells(frame, groups, len(labels), found.weight)
    if found.bounds is not None:
        shares = np.full(numbers["n_groups"].shape, np.nan)
        low, high = interval(found.bounds[0][1:])[0], interval(found.bounds[1][1:])[1]
    else:
        shares = found.shares[0]
        low, high = share_interval(shares, variance(found.shares[1:]), effective_groups(frame, design, groups, len(labels), found.weight), numbers["n_groups"])
    rates = _rates(frame, design, column, sums, found, method)
    rate_low, rate_high = (np.where(numbers["n_groups"] < THIN, np.nan, bound) for bound in interval(rates[1:]))
    n_years = int(shares.size // len(labels))
    flat: dict[str, Any] = {name: values.reshape(-1) for name, values in numbers.items()}
    flat |= {"share": shares.reshape(-1), "ci_low": low.reshape(-1), "ci_high": high.reshape(-1)}
    flat |= {"mentions_per_1000_chars": rates[0].reshape(-1), "rate_low": rate_low.reshape(-1), "rate_high": rate_high.reshape(-1)}
    steps: Any = (years.starts, years.ends) if years is not None else ([None], [None])
    when = {name: pd.Series([*step] * len(labels), dtype="Int64") for name, step in zip(("year", "year_to"), steps, strict=True)}
    rows = pd.DataFrame({"theme": frame.codes[column], **when, "group": np.repeat(list(labels), n_years)} | flat)
    rows["thin"] = rows["n_groups"] < THIN
    return rows[rows["n_reports"] > 1e-6].reset_index(drop=True)


def count_cells(frame: Frame, groups: Ints, n_groups: int, chance: Floats) -> dict[str, Floats]:
    """How many reports, duplicate groups, organisations and sites a cell rests on (groups x years each); expected numbers where the year is uncertain."""
    rows = frame.reports
    named = (rows["org_id"] != "").to_numpy(bool)
    return {
        "n_reports": _distinct(np.arange(len(frame)), groups, n_groups, chance),
        "n_groups": _distinct(frame.clusters, groups, n_groups, chance),
        "n_orgs": _distinct(frame.numbered("org_id"), groups, n_groups, chance * named[:, None]),
        "n_sites": _distinct(frame.numbered("site"), groups, n_groups, chance),
    }


def _distinct(labels: Ints, groups: Ints, n_groups: int, chance: Floats) -> Floats:
    """Expected number of different labels in each cell: a label counts by the summed chances of its reports, at most once."""
    n_labels = int(labels.max(initial=-1)) + 1
    place = sparse.csr_matrix((np.ones(len(labels)), (groups * n_labels + labels, np.arange(len(labels)))), shape=(n_groups * n_labels, len(labels)))
    there = np.minimum(1.0, np.asarray(place @ chance))
    return np.asarray(there.reshape(n_groups, n_labels, -1).sum(axis=1))


def effective_groups(frame: Frame, design: Design, groups: Ints, n_groups: int, chance: Floats) -> Floats:
    """Kish's (1965) effective number of duplicate groups in each cell: (sum of weights)^2 / sum of squared weights."""
    clusters = frame.clusters
    n_clusters = int(clusters.max(initial=-1)) + 1
    at = (groups * n_clusters + clusters, np.arange(len(groups)))
    place = sparse.csr_matrix((frame.weights(design.estimand), at), shape=(n_groups * n_clusters, len(groups)))
    totals = np.asarray(place @ chance).reshape(n_groups, n_clusters, -1)
    return ratio(totals.sum(axis=1) ** 2, (totals**2).sum(axis=1))


def share_interval(share: Floats, variance: Floats, most: Floats, n_groups: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """Wilson's interval of shares on the number of groups that would have the variance found.

    Args:
        variance: of the share over draws.
        most: effective number of groups by their weights; the variance of few groups may by chance be too small, so more is not believed.
        n_groups: groups in the cell; one less are the degrees of freedom of Student's t.

    Example:
        >>> low, high = share_interval(np.array([0.0, 0.5]), np.array([0.0, 0.0025]), np.array([20.0, 100.0]), np.array([20.0, 100.0]))
        >>> low.round(2).tolist(), high.round(2).tolist()
        ([0.0, 0.4], [0.18, 0.6])
    """
    spread_of_one = share * (1 - share)
    with np.errstate(divide="ignore", invalid="ignore"):
        n = np.where(variance > 1e-12, spread_of_one / variance, most)
        n = np.where(spread_of_one > 1e-12, np.minimum(n, most), most)
        t = stats.t.ppf(0.5 + level / 2, np.maximum(1.0, n_groups - 1))
        middle = (share + t**2 / (2 * n)) / (1 + t**2 / n)
        half = t / (1 + t**2 / n) * np.sqrt(spread_of_one / n + t**2 / (4 * n**2))
    return np.minimum(share, np.maximum(0.0, middle - half)), np.maximum(share, np.minimum(1.0, middle + half))


def leave_one_site_out(frame: Frame, design: Design | None = None) -> pd.DataFrame:
    """How far a theme's share over all years moves when one site is left out: lowest, highest, and the site that moves it most.

    Weights are made anew each time: of a text on two sites, the copy that stays counts in full.
    """
    design = design or Design()
    sites = frame.reports["site"].to_numpy(str)
    names = sorted(set(sites))
    whole = _shares(frame, design)
    if len(names) < 2:
        return pd.DataFrame({"theme": frame.codes, "site_low": np.nan, "site_high": np.nan, "site_most": ""})
    without = np.array([_shares(frame.take(sites != name), design) for name in names])
    most = np.abs(without - whole).argmax(axis=0)
    return pd.DataFrame({"theme": frame.codes, "site_low": without.min(axis=0), "site_high": without.max(axis=0), "site_most": [names[i] for i in most]})


def _shares(frame: Frame, design: Design) -> Floats:
    weights = frame.weights(design.estimand)
    return np.asarray(weights @ frame.outcome(design.stance, length=design.length) / weights.sum())
