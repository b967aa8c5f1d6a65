"""Weighted logistic regression of a theme on year, organisation type, genre and length, with standard errors by duplicate group and average marginal effects.

Estimated with Firth's (1993) penalty, which keeps estimates finite where a group always or never mentions the theme (Heinze and Schemper 2002). Standard errors
are the cluster-robust sandwich with the correction for few clusters (CR1; Cameron and Miller 2015). An average marginal effect is the mean, over the reports,
of the change in the chance of a mention: for a group against the reference, for a year against the year before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from unioncorpus.analysis.frame import Bools, Floats, Frame, Ints, adjust, codes_of, one_thread, totals
from unioncorpus.analysis.prevalence import Design
from unioncorpus.analysis.years import Window, date_frame, places

FACTORS = ("org_type", "genre")
_STEPS = 60
_SMALL = 5  # duplicate groups: smaller groups of reports are put together
_FEW = "all of few reports"


@dataclass(frozen=True)
class Model:
    """A fitted regression."""

    names: tuple[str, ...]
    beta: Floats
    covariance: Floats
    x: Floats
    weight: Floats
    clusters: int

    @property
    def errors(self) -> Floats:
        """Standard errors of `beta`."""
        return np.asarray(np.sqrt(np.maximum(0.0, np.diag(self.covariance))))


def fit(x: Floats, y: Floats, weight: Floats, clusters: Ints, names: Sequence[str]) -> Model:
    """Weighted logistic regression with Firth's penalty and errors by cluster. Weights are brought to a mean of 1.

    Example:
        >>> x = np.column_stack([np.ones(8), [0, 0, 0, 0, 1, 1, 1, 1]])
        >>> model = fit(x, np.array([0, 0, 0, 1, 1, 1, 1, 1.0]), np.ones(8), np.arange(8), ["constant", "late"])
        >>> model.beta.round(2).tolist()
        [-0.85, 3.04]
    """
    weight = weight / weight.mean()
    beta = np.zeros(x.shape[1])
    for _ in range(_STEPS):
        p = _logistic(x @ beta)
        variance = weight * p * (1 - p)
        bread = np.linalg.pinv((x * variance[:, None]).T @ x)
        hat = np.einsum("ij,jk,ik->i", x, bread, x) * variance
        step = bread @ (x.T @ (weight * (y - p) + hat * (0.5 - p)))
        beta = beta + step / max(1.0, float(np.abs(step).max()) / 2.0)
        if np.abs(step).max() < 1e-8:
            break
    p = _logistic(x @ beta)
    bread = np.linalg.pinv((x * (weight * p * (1 - p))[:, None]).T @ x)
    n_clusters = int(clusters.max()) + 1
    scores = np.stack([totals(clusters, column, n_clusters) for column in (x * (weight * (y - p))[:, None]).T], axis=1)
    few = n_clusters / max(1, n_clusters - 1) * (len(x) - 1) / max(1, len(x) - x.shape[1])
    return Model(tuple(names), beta, few * bread @ (scores.T @ scores) @ bread, x, weight, n_clusters)


def _logistic(x: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(x, -35, 35))))


def marginal_effects(model: Model, pairs: Sequence[tuple[str, Floats, Floats]]) -> pd.DataFrame:
    """Mean difference in the chance of a mention between two versions of the reports, in percentage points, with delta-method intervals.

    Args:
        pairs: name, design matrix of the first version and of the second.
    """
    share = model.weight / model.weight.sum()
    t = float(stats.t.ppf(0.975, max(1, model.clusters - 1)))
    rows = []
    for name, before, after in pairs:
        p, q = _logistic(before @ model.beta), _logistic(after @ model.beta)
        slope = share @ (after * (q * (1 - q))[:, None] - before * (p * (1 - p))[:, None])
        effect, error = 100 * float(share @ (q - p)), 100 * float(np.sqrt(max(0.0, slope @ model.covariance @ slope)))
        p_value = float(2 * stats.t.sf(abs(effect) / error, max(1, model.clusters - 1))) if error > 0 else np.nan
        rows.append({"term": name, "effect": effect, "ci_low": max(-100.0, effect - t * error), "ci_high": min(100.0, effect + t * error), "p": p_value})
    return pd.DataFrame(rows)


def regressions(frame: Frame, design: Design | None = None, *, years: Window) -> pd.DataFrame:
    """For each theme, the average marginal effect of year, organisation type, genre and length on the chance that a report mentions it.

    Reports that are dated or have a midpoint only, since the regression needs a year for each. Groups of fewer than 5 duplicate groups are put together.

    Returns:
        A row for each theme and term: theme, term, reference (what it is compared with), effect (percentage points), ci_low, ci_high, p, q (over themes, by
        term), beta, error (of the coefficient), n_reports, n_groups.
    """
    design = design or Design()
    tables = []
    with one_thread():
        for column, code in enumerate(frame.codes):
            dating = date_frame(frame, years, code if design.leave_theme_out else "")
            put = places(dating, "dated" if design.year_method == "dated" else "midpoint")
            used = (dating.kind >= 0) & (put.sum(axis=1) > 0)[dating.kind] if dating.kinds else np.zeros(len(frame), dtype=bool)
            if used.sum() >= 2 * _SMALL:
                at = (put @ ((years.starts + years.ends) / 2))[dating.kind[used]]
                tables.append(_regression(frame, design, column, used, at).assign(theme=code))
    if not tables:
        return pd.DataFrame(columns=_COLUMNS)
    found = pd.concat(tables, ignore_index=True)
    found["q"] = found.groupby("term", sort=False)["p"].transform(lambda p: adjust(p.to_numpy(float)))
    return found[_COLUMNS]


_COLUMNS = ["theme", "term", "reference", "effect", "ci_low", "ci_high", "p", "q", "beta", "error", "n_reports", "n_groups"]


def _regression(frame: Frame, design: Design, column: int, used: Bools, at: Floats) -> pd.DataFrame:
    part = frame.take(used)
    blocks, names, levels = _design_matrix(part, at)
    said = part.outcome(design.stance, length=design.length)[:, column]
    model = fit(blocks, said, part.weights(design.estimand), part.clusters, names)
    pairs, references = _contrasts(blocks, names, levels)
    found = marginal_effects(model, pairs)
    of = {name: i for i, name in enumerate(names)}
    found.insert(1, "reference", references)
    found["beta"] = [float(model.beta[of[term]]) for term in found["term"]]
    found["error"] = [float(model.errors[of[term]]) for term in found["term"]]
    return found.assign(n_reports=len(part), n_groups=model.clusters)


def _design_matrix(part: Frame, at: Floats) -> tuple[Floats, list[str], dict[str, list[str]]]:
    """Constant, years from their mean (where there are two), log of length from its mean, and a column for each group but the largest."""
    long = np.log(part.chars)
    blocks, names = [np.ones(len(part)), long - long.mean()], ["constant", "length doubled"]
    if np.ptp(at) > 0:
        blocks.insert(1, at - at.mean())
        names.insert(1, "year")
    levels: dict[str, list[str]] = {}
    for factor in FACTORS:
        values = _lumped(part, factor)
        kept = sorted(set(values), key=lambda v: (v == _FEW, -values.count(v), v))
        levels[factor] = kept
        for value in kept[1:]:
            blocks.append(np.array([v == value for v in values], dtype=float))
            names.append(f"{factor}={value}")
    return np.column_stack(blocks), names, levels


def _lumped(part: Frame, factor: str) -> list[str]:
    """The values of a factor, those of few duplicate groups put together."""
    values = [str(v) or "unknown" for v in part.reports[factor]]
    codes = codes_of(values)
    groups = np.array([len(np.unique(part.clusters[codes == code])) for code in range(codes.max(initial=-1) + 1)])
    few = groups[codes] < _SMALL
    return [_FEW if rare else value for value, rare in zip(values, few, strict=True)]


def _contrasts(x: Floats, names: list[str], levels: dict[str, list[str]]) -> tuple[list[tuple[str, Floats, Floats]], list[str]]:
    """What is compared with what: every column moved, the others as they are."""
    pairs, references = [], []
    for i, name in enumerate(names[1:], 1):
        before, after = x.copy(), x.copy()
        if "=" in name:
            factor = name.split("=")[0]
            before[:, [j for j, other in enumerate(names) if other.startswith(f"{factor}=")]] = 0.0
            after[:] = before
            after[:, i] = 1.0
            references.append(levels[factor][0])
        else:
            move = np.log(2.0) if name == "length doubled" else 1.0
            before[:, i] -= move / 2
            after[:, i] += move / 2
            references.append("")
        pairs.append((name, before, after))
    return pairs, references
