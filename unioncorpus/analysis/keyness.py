"""Keyness: words that one group of reports uses more than the others, tested over reports, not over running words.

Tests on pooled counts (G2, chi-square) take every running word as independent evidence; on these texts they call one word in twelve significant at .001 where
nothing differs. Here the unit is the duplicate group (what one group of copies says in one kind of organisation), and a word is key when

- the Mann-Whitney test on its relative frequency in each unit (Kilgarriff 2001) stays below .05 after the adjustment of Benjamini and Hochberg (1995), and
- the interval of its log ratio (Hardie 2014), from a bootstrap of duplicate groups, leaves out 0.

Beside them: conservative log ratio (the end of the interval nearer to 0), dispersion DPnorm (Gries 2008; Lijffijt and Gries 2012: 0 even, 1 clumped), and G2
(Dunning 1993) only so that older studies can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse, stats

from unioncorpus.analysis.frame import SEED, Bools, Floats, Ints, Resample, adjust, interval
from unioncorpus.analysis.terms import Words
from unioncorpus.model.errors import UsageError

LEAST_GROUPS = 5  # duplicate groups that must hold a word before it is tested
_LEVEL = 0.05
COLUMNS = (
    "group_by", "group", "term", "key", "log_ratio", "ratio_low", "ratio_high", "conservative", "p", "q", "per_10000", "per_10000_rest",
    "n_groups", "n_groups_rest", "dispersion", "dispersion_rest", "count", "count_rest", "g2",
)  # fmt: skip


def keyness(found: Words, *, by: str = "org_type", draws: int = 200, least: int = LEAST_GROUPS, least_units: int = LEAST_GROUPS) -> pd.DataFrame:
    """A row for each word and each value of a column, against all other values.

    Args:
        found: from `cut_words`.
        by: column of the frame that names the group of each report, as org_type or genre.
        draws: of the bootstrap.
        least: duplicate groups that must hold a word.
        least_units: duplicate groups that a value, and the rest, must have to be compared.

    Returns:
        The columns of `COLUMNS`, words with the smallest p first; empty when no two values are large enough to compare.

    Raises:
        UsageError: for a column that the frame has not.
    """
    rows = found.source.frame.reports
    if by not in rows.columns:
        raise UsageError(f"cannot compare by {by!r}: the columns are {', '.join(rows.columns)}")
    labels = rows[by].to_numpy(str)
    tested = np.flatnonzero(holders(found) >= least)
    units = _units(found, labels, tested)
    values = [v for v in sorted(set(labels)) if v not in ("", "unknown") and _comparable(units, v, least_units)]
    if not values or not len(tested):
        return pd.DataFrame(columns=list(COLUMNS))
    ranks = rank_columns(units.rates)
    ratios = _LogRatios(found, labels, tested, draws)
    tables = [_of_value(found, units, ranks, ratios, value, tested, by) for value in values]
    return pd.concat(tables, ignore_index=True)[list(COLUMNS)]


@dataclass(frozen=True)
class Units:
    """What is compared: the words of one duplicate group within one value."""

    rates: sparse.csr_matrix  # units x terms: mean share of the words of its texts
    counts: sparse.csr_matrix  # units x terms: weighted counts
    sizes: Floats  # weighted number of words
    value: list[str]
    cluster: Ints


def _units(found: Words, labels: NDArray[np.str_], tested: Ints) -> Units:
    """Texts of one group of copies and one value, brought together."""
    clusters = found.source.frame.clusters
    names = np.array([f"{label}\x1f{cluster:08d}" for label, cluster in zip(labels, clusters, strict=True)])
    kinds, unit = np.unique(names, return_inverse=True)
    weights = found.source.weights
    every, size = found.by_text, _sizes(found)
    shares = sparse.diags(weights / np.maximum(1.0, size)) @ every[:, tested]
    place = sparse.csr_matrix((np.ones(len(unit)), (unit, np.arange(len(unit)))), shape=(len(kinds), len(unit)))
    rates = sparse.csr_matrix(sparse.diags(1.0 / np.bincount(unit, weights)) @ (place @ shares))
    counts = sparse.csr_matrix(place @ sparse.diags(weights) @ every[:, tested])
    return Units(rates, counts, place @ (weights * size), [str(k).split("\x1f")[0] for k in kinds], np.array([int(str(k).split("\x1f")[1]) for k in kinds]))


def _sizes(found: Words) -> Floats:
    """Number of words of each text."""
    return np.asarray(found.by_text.sum(axis=1)).reshape(-1)


def holders(found: Words) -> Ints:
    """How many duplicate groups hold each word."""
    clusters = found.source.frame.clusters
    place = sparse.csr_matrix((np.ones(len(clusters)), (clusters, np.arange(len(clusters)))), shape=(int(clusters.max(initial=-1)) + 1, len(clusters)))
    return np.asarray((place @ (found.by_text > 0).astype(float) > 0).sum(axis=0)).reshape(-1).astype(np.int64)


def _comparable(units: Units, value: str, least: int) -> bool:
    inside = units.value.count(value)
    return inside >= least and len(units.value) - inside >= least


@dataclass(frozen=True)
class Ranks:
    """Ranks of each column, all zeros tied."""

    above: sparse.csc_matrix  # rank less the rank of a zero; 0 for zeros
    zero: Floats  # rank of a zero in each column
    ties: Floats  # sum of t^3 - t over the ties of each column
    cubes: Floats  # sum of (rank - mean rank)^3 of each column


def rank_columns(values: sparse.csr_matrix) -> Ranks:
    """Midranks of the non-negative values in each column of a sparse matrix, without filling it."""
    columns = values.tocsc(copy=True)
    columns.eliminate_zeros()
    columns.sort_indices()
    n, width = columns.shape
    filled = np.diff(columns.indptr)
    of_column = np.repeat(np.arange(width), filled)
    order = np.lexsort((columns.data, of_column))
    data = columns.data[order]
    zeros = n - filled
    new = np.concatenate([[True], (data[1:] != data[:-1]) | (of_column[1:] != of_column[:-1])]) if len(data) else np.zeros(0, dtype=bool)
    run = np.cumsum(new) - 1
    first, size = np.flatnonzero(new), np.bincount(run) if len(run) else np.zeros(0)
    within = first - columns.indptr[of_column[first]] if len(first) else first
    rank = (within + (size + 1) / 2)[run] + zeros[of_column] if len(run) else np.zeros(0)
    ties = np.bincount(of_column[first], size.astype(float) ** 3 - size, minlength=width) + zeros.astype(float) ** 3 - zeros
    zero = (zeros + 1) / 2
    ranked = np.empty(len(data))
    ranked[order] = rank - zero[of_column]
    cubes = np.bincount(of_column, (rank - (n + 1) / 2) ** 3, minlength=width) + zeros * (zero - (n + 1) / 2) ** 3
    return Ranks(sparse.csc_matrix((ranked, columns.indices, columns.indptr), shape=columns.shape), zero, ties, cubes)


def mann_whitney(ranks: Ranks, inside: Bools) -> Floats:
    """Two-sided p of each column, inside against outside: normal approximation with corrections for ties and continuity, as scipy's `method="asymptotic"`."""
    gap, spread = _gap(ranks, inside)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = (np.abs(gap) - 0.5) / spread
    return np.asarray(np.clip(np.where(spread > 0, 2 * stats.norm.sf(z), 1.0), 0.0, 1.0))


def _gap(ranks: Ranks, inside: Bools) -> tuple[Floats, Floats]:
    """The rank sum of the inside less what it is expected to be, and its standard deviation."""
    n, one = len(inside), int(inside.sum())
    sums = np.asarray(ranks.above.T @ inside.astype(float)) + one * ranks.zero
    spread = np.sqrt(np.maximum(0.0, one * (n - one) / 12 * ((n + 1) - ranks.ties / max(1, n * (n - 1)))))
    return sums - one * (n + 1) / 2, spread


def rank_test(ranks: Ranks, inside: Bools) -> Floats:
    """The larger of two p: `mann_whitney`, and the same with the skewness of its permutation distribution (Pearson type III, Mielke and Berry 2007).

    Rare words in a small group against a large one make that distribution skewed; the normal curve then gives too small a p.
    """
    normal = mann_whitney(ranks, inside)
    n, one = len(inside), int(inside.sum())
    gap, spread = _gap(ranks, inside)
    third = one * (n - one) * (n - 2 * one) / max(1.0, n * (n - 1.0) * (n - 2.0)) * ranks.cubes
    with np.errstate(divide="ignore", invalid="ignore"):
        skew, z = np.where(spread > 0, third / spread**3, 0.0), np.where(spread > 0, gap / spread, 0.0)
    skewed = 2 * np.minimum(stats.pearson3.sf(z - 0.5 / np.maximum(spread, 1e-9), skew), stats.pearson3.cdf(z + 0.5 / np.maximum(spread, 1e-9), skew))
    return np.asarray(np.maximum(normal, np.clip(np.nan_to_num(skewed, nan=1.0), 0.0, 1.0)))


class _LogRatios:
    """Log ratios of every value against the rest, in the sample and in each draw of duplicate groups."""

    def __init__(self, found: Words, labels: NDArray[np.str_], tested: Ints, draws: int) -> None:
        self._labels = np.asarray(labels, dtype=str)
        weights = found.source.weights
        self._counts = sparse.csr_matrix(sparse.diags(weights) @ found.by_text[:, tested])
        self._sizes = weights * _sizes(found)
        self._clusters = found.source.frame.clusters
        self._times = Resample(found.source.frame, draws).times
        self._all = self._summed(np.ones(len(self._labels), dtype=bool))

    def _summed(self, rows: Bools) -> tuple[Floats, Floats]:
        """Counts of each word and number of all words: the sample first, then each draw (terms x 1 + draws)."""
        times = self._times[self._clusters[rows]]
        counts, sizes = self._counts[rows], self._sizes[rows]
        drawn = np.asarray(counts.T @ np.concatenate([np.ones((len(times), 1)), times], axis=1))
        return drawn, np.concatenate([[sizes.sum()], sizes @ times])

    def of(self, value: str) -> tuple[Floats, Floats, Floats]:
        """Log ratio (base 2, half a word added to each side) with its interval."""
        counts, sizes = self._summed(self._labels == value)
        rest, rest_sizes = np.maximum(0.0, self._all[0] - counts), np.maximum(0.0, self._all[1] - sizes)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.log2((counts + 0.5) / (sizes + 0.5)) - np.log2((rest + 0.5) / (rest_sizes + 0.5))
        low, high = interval(ratio[:, 1:].T)
        return ratio[:, 0], np.minimum(low, ratio[:, 0]), np.maximum(high, ratio[:, 0])


def _of_value(found: Words, units: Units, ranks: Ranks, ratios: _LogRatios, value: str, tested: Ints, by: str) -> pd.DataFrame:
    """The rows of one value."""
    inside = np.array([v == value for v in units.value])
    ratio, low, high = ratios.of(value)
    p = rank_test(ranks, inside)
    q = adjust(p)
    a, b = (np.asarray(units.counts[side].sum(axis=0)).reshape(-1) for side in (inside, ~inside))
    size_a, size_b = units.sizes[inside].sum(), units.sizes[~inside].sum()
    rows = pd.DataFrame({"group_by": by, "group": value, "term": [found.vocabulary[t] for t in tested]})
    rows["key"] = (q < _LEVEL) & ((low > 0) | (high < 0))
    rows["log_ratio"], rows["ratio_low"], rows["ratio_high"] = ratio, low, high
    rows["conservative"] = np.where(low > 0, low, np.where(high < 0, high, 0.0))
    rows["p"], rows["q"] = p, q
    rows["per_10000"], rows["per_10000_rest"] = 10_000 * a / max(1.0, size_a), 10_000 * b / max(1.0, size_b)
    rows["n_groups"], rows["n_groups_rest"] = (_in_clusters(units, side) for side in (inside, ~inside))
    rows["dispersion"], rows["dispersion_rest"] = (deviation(units.counts[side], units.sizes[side]) for side in (inside, ~inside))
    rows["count"], rows["count_rest"], rows["g2"] = a, b, log_likelihood(a, b, size_a, size_b)
    return rows.sort_values(["p", "term"], kind="stable")


def _in_clusters(units: Units, side: Bools) -> Ints:
    """Duplicate groups of a side that hold each word."""
    return np.asarray((units.counts[side] > 0).sum(axis=0)).reshape(-1).astype(np.int64)


def deviation(counts: sparse.csr_matrix, sizes: Floats) -> Floats:
    """DPnorm of each column: half the summed differences between the share of the words and the share of the occurrences in each part; 0 even, 1 clumped.

    Example:
        >>> deviation(sparse.csr_matrix([[2.0, 4.0], [2.0, 0.0]]), np.array([100.0, 100.0])).tolist()
        [0.0, 1.0]
    """
    total = np.asarray(counts.sum(axis=0)).reshape(-1)
    expected = sizes / max(1e-12, float(sizes.sum()))
    parts = counts.tocoo()
    observed = parts.data / np.maximum(1e-12, total[parts.col])
    gap = np.bincount(parts.col, np.abs(observed - expected[parts.row]) - expected[parts.row], minlength=counts.shape[1])
    most = 1.0 - float(expected.min(initial=1.0))
    return np.asarray(np.where((total > 0) & (most > 0), np.clip(0.5 * (gap + 1.0) / max(most, 1e-12), 0.0, 1.0), np.nan))


def log_likelihood(a: Floats, b: Floats, size_a: float, size_b: float) -> Floats:
    """G2 (Dunning 1993) on pooled counts of words: for comparison with older studies, not a test."""
    share = (a + b) / max(1e-12, size_a + size_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = [np.where(x > 0, x * np.log(x / np.maximum(1e-300, size * share)), 0.0) for x, size in ((a, size_a), (b, size_b))]
    return np.asarray(2 * (parts[0] + parts[1]))


def null_check(found: Words, *, by: str = "org_type", runs: int = 0, least: int = LEAST_GROUPS, seed: int = SEED) -> pd.DataFrame:
    """How often the tests call a word key where nothing differs: the values of the column are dealt out anew among the duplicate groups.

    Args:
        runs: how often; 0 takes 10 to 100, fewer the more words there are.

    Returns:
        A row for each test (rank, the one that is used; mann_whitney; g2): runs, tests (number of words tested over all runs), rate_001 and rate_05 (share
        of p below .001 and .05, which should be no more than that), any_after_adjustment (share of runs and values with a word whose adjusted p is below .05).
    """
    clusters = found.source.frame.clusters
    tested = np.flatnonzero(holders(found) >= least)
    units = _units(found, np.zeros(len(clusters), dtype=str), tested)
    dealt = _label_of_clusters(found, by)
    values = [v for v in sorted(set(dealt)) if v not in ("", "unknown") and least <= int((dealt == v).sum()) <= len(dealt) - least]
    ranks, generator = rank_columns(units.rates), np.random.default_rng(seed)
    runs = runs or min(100, max(10, 500_000 // max(1, len(tested) * len(values))))
    found_p: dict[str, list[Floats]] = {"rank": [], "mann_whitney": [], "g2": []}
    for _ in range(runs if values and len(tested) else 0):
        labels = generator.permutation(dealt)
        for value in values:
            inside = labels == value
            found_p["rank"].append(rank_test(ranks, inside))
            found_p["mann_whitney"].append(mann_whitney(ranks, inside))
            a, total = np.asarray(units.counts.T @ inside.astype(float)), np.asarray(units.counts.sum(axis=0)).reshape(-1)
            size = units.sizes[inside].sum()
            found_p["g2"].append(stats.chi2.sf(log_likelihood(a, np.maximum(0.0, total - a), size, units.sizes.sum() - size), 1))
    return pd.DataFrame([_rates(name, by, runs, np.array(p)) for name, p in found_p.items()])


def _label_of_clusters(found: Words, by: str) -> NDArray[np.str_]:
    """The value of each duplicate group: that of its first text."""
    labels, clusters = found.source.frame.reports[by].to_numpy(str), found.source.frame.clusters
    first = np.unique(clusters, return_index=True)[1]
    return np.asarray(labels[first], dtype=str)


def _rates(name: str, by: str, runs: int, p: Floats) -> dict[str, object]:
    if not p.size:
        return {"group_by": by, "test": name, "runs": runs, "tests": 0, "rate_001": np.nan, "rate_05": np.nan, "any_after_adjustment": np.nan}
    after = np.mean([bool((adjust(row) < _LEVEL).any()) for row in p])
    return {
        "group_by": by, "test": name, "runs": runs, "tests": int(p.size), "rate_001": float((p < 0.001).mean()), "rate_05": float((p < 0.05).mean()),
        "any_after_adjustment": float(after),
    }  # fmt: skip
