"""Change over time: the slope of a theme with interval and permutation p, under every way of dating; trend tests; change points; before and after an event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from unioncorpus.analysis import years as dates
from unioncorpus.analysis.frame import SEED, THIN, Bools, Floats, Frame, Ints, Resample, adjust, interval, one_thread, totals
from unioncorpus.analysis.prevalence import Cells, Design, cells, kind_sums, pointwise, ratio, settled, variance
from unioncorpus.analysis.years import Dating, Window, YearMethod
from unioncorpus.resources import load_file

PERMUTATIONS = 999
_ALIKE = 2.0  # slopes under two ways of dating agree when one is at most so many times the other, or both are next to nothing
_FLAT = 0.5  # percentage points a year: next to nothing
_FEWEST_YEARS = 8  # for Mann-Kendall
_Z = 1.959964
_METHODS: tuple[YearMethod, ...] = ("dated", "midpoint", "em")
_CHUNK = 50  # permutations at a time
_ROUNDS = 50  # of the search for the steepest slope


@dataclass(frozen=True, slots=True)
class Event:
    """A row of the user's CSV of events."""

    year: int
    label: str
    label_zh: str = ""


def read_events(path: Path) -> tuple[Event, ...]:
    """Events from a CSV with the columns year, label and, if wanted, label_zh.

    Raises:
        ResourceError: naming line and value.
    """
    return tuple(sorted(load_file(Event, path), key=lambda event: event.year))


def trends(frame: Frame, design: Design | None = None, *, years: Window, draws: Resample | None = None, permutations: int = PERMUTATIONS) -> pd.DataFrame:
    """The slope of each theme, in percentage points a year, and whether it is more than chance.

    The slope is that of the weighted least-squares line through the reports. p is of the design's way of dating: the share of permutations, in which duplicate
    groups swap their years within organisation type, with a slope as steep; q is p adjusted over themes (Benjamini and Hochberg 1995).

    Returns:
        A row a theme: slope, ci_low, ci_high, p, q, the slopes and intervals under dated, midpoint and em, the slopes that the reports allow at worst
        (slope_lowest, slope_highest), agree (dated, midpoint and em have one sign and about one size), kendall_tau, kendall_p and sen_slope (of years that are
        not thin, if there are 8), n_groups.
    """
    design = design or Design()
    draws = draws or Resample(frame)
    with one_thread():
        found = pd.DataFrame([_trend(frame, design, column, years, draws, permutations) for column in range(len(frame.themes))])
    found.insert(5, "q", adjust(found["p"].to_numpy(float)))
    return found


def _trend(frame: Frame, design: Design, column: int, years: Window, draws: Resample, permutations: int) -> dict[str, Any]:
    everyone = np.zeros(len(frame), dtype=np.int64)
    by_method: dict[YearMethod, tuple[float, float, float]] = {}
    sums = kind_sums(frame, design, column, everyone, 1, years, draws)
    for method in _METHODS:
        found = settled(sums, method)
        by_method[method] = slope_interval(slopes(found.with_theme[:, 0], found.without[:, 0], years))
    main = by_method.get(design.year_method, by_method["em"])
    row: dict[str, Any] = {"theme": frame.codes[column], "slope": main[0], "ci_low": main[1], "ci_high": main[2]}
    row["p"] = chance(np.abs(slopes(*permuted_years(frame, design, column, years, permutations), years)))
    for method, values in by_method.items():
        row |= dict(zip((f"{method}_slope", f"{method}_low", f"{method}_high"), values, strict=True))
    row["slope_lowest"], row["slope_highest"] = extreme_slopes(frame, design, column, years)
    row["agree"] = agree([values[0] for values in by_method.values()])
    return row | _rank_tests(frame, settled(sums, pointwise(design).year_method), years)


def slopes(with_theme: Floats, without: Floats, years: Window) -> Floats:
    """Weighted least-squares slope in percentage points a year (one a row) from sums by year (rows x years)."""
    at = (years.starts + years.ends) / 2.0
    n = with_theme + without
    middle, share = ratio(n @ at, n.sum(axis=1)), ratio(with_theme.sum(axis=1), n.sum(axis=1))
    away = at - middle[:, None]
    return 100 * ratio(((with_theme - n * share[:, None]) * away).sum(axis=1), (n * away**2).sum(axis=1))


def slope_interval(found: Floats) -> tuple[float, float, float]:
    """Slope of the sample (first) with the normal interval that the draws give it."""
    half = _Z * float(np.sqrt(variance(found[1:]))) or np.nan  # a theme that all or none mention does not vary
    return float(found[0]), float(found[0] - half), float(found[0] + half)


def agree(found: Sequence[float]) -> bool:
    """Whether slopes have one sign and about one size; slopes next to nothing agree whatever their sign.

    Example:
        >>> agree([-1.5, -1.2, -2.0]), agree([-1.5, 0.4, -2.0]), agree([0.1, -0.2, 0.0])
        (True, False, True)
    """
    if any(np.isnan(found)):
        return False
    if max(map(abs, found)) <= _FLAT:
        return True
    return min(found) * max(found) > 0 and max(map(abs, found)) <= _ALIKE * min(map(abs, found))


def extreme_slopes(frame: Frame, design: Design, column: int, years: Window) -> tuple[float, float]:
    """The lowest and highest slope that the reports' intervals allow, reports with one interval and one answer put together.

    The highest: a slope is the largest ratio of covariance to squared distance from any middle, and for a given middle the best choice of years is found
    exactly; from the best of those choices, and from all reports standing as early or late as they may, each kind of report moves to its best year until no
    move makes the slope steeper. The lowest likewise, with the answers exchanged.
    """
    dating = _dating(frame, design, column, years)
    used = dating.kind >= 0
    if not used.any():
        return np.nan, np.nan
    weight, said = frame.weights(design.estimand)[used], frame.outcome(design.stance, length=design.length)[used, column]
    with_theme, without = (totals(dating.kind[used], weight * values, dating.kinds) for values in (said, 1 - said))
    middle = (years.starts + years.ends) / 2.0
    return -_steepest(dating.may, without, with_theme, middle), _steepest(dating.may, with_theme, without, middle)


def _steepest(may: Floats, yes: Floats, no: Floats, at: Floats) -> float:
    """The steepest rise, in percentage points a year, of sums per kind of interval whose years may be chosen; nan where all must be of one year."""
    allowed, answer, at = np.concatenate([may, may]) > 0, np.repeat([1.0, 0.0], len(may)), at - at.mean()
    mass = np.concatenate([yes, no])
    away = answer - float(mass @ answer / mass.sum())
    starts = [np.where(allowed, sign[:, None] * at, -np.inf).argmax(axis=1) for sign in (away, np.ones(len(mass)), -np.ones(len(mass)))]
    around = [_around_middle(allowed, mass, away, at, middle) for middle in np.arange(at[0], at[-1] + 0.01, 0.25)]
    starts.append(max(around, key=lambda chosen: _slope_of(mass, away, at[chosen])))
    return 100 * max((found for start in starts if not np.isnan(found := _climb(allowed, mass, away, at, start))), default=np.nan)


def _around_middle(allowed: Bools, mass: Floats, away: Floats, at: Floats, middle: float) -> Ints:
    """The choice of largest covariance over squared distance from a given middle (a ratio of sums: Dinkelbach 1967)."""
    ratio_, from_middle, chosen = 0.0, at - middle, np.zeros(len(mass), dtype=np.int64)
    for _ in range(_ROUNDS):
        chosen = np.where(allowed, from_middle * away[:, None] - ratio_ * from_middle**2, -np.inf).argmax(axis=1)
        squared = float(mass @ from_middle[chosen] ** 2)
        found = float((mass * away) @ from_middle[chosen]) / squared if squared > 1e-9 else 0.0
        if found <= ratio_ + 1e-12:
            break
        ratio_ = found
    return chosen


def _slope_of(mass: Floats, away: Floats, when: Floats) -> float:
    """The slope of reports whose years are known; no rise where all are of one year."""
    off = when - mass @ when / mass.sum()
    spread = float(mass @ off**2)
    return float((mass * away) @ off) / spread if spread > 1e-9 else -np.inf


def _climb(allowed: Bools, mass: Floats, away: Floats, at: Floats, chosen: Ints) -> float:
    """The slope when no kind of report can make it steeper by moving to another of its years."""
    best = np.nan
    total, when = mass.sum(), at[chosen]
    movable = np.flatnonzero((allowed.sum(axis=1) > 1) & (mass > 0)).tolist()
    for _ in range(_ROUNDS):
        before = best
        for kind in movable or [0]:
            rest = mass.copy()
            rest[kind] = 0.0
            first, second, both = rest @ when, rest @ when**2, (rest * away) @ when
            years = at[allowed[kind]]
            spread = second + mass[kind] * years**2 - (first + mass[kind] * years) ** 2 / total
            slopes_ = ratio(both + mass[kind] * away[kind] * years, np.where(spread > 1e-6, spread, 0.0))
            if np.isnan(slopes_).all():
                continue
            steepest = int(np.nanargmax(slopes_))
            if not slopes_[steepest] <= best + 1e-12:
                best, when[kind] = float(slopes_[steepest]), years[steepest]
        if best == before or np.isnan(best):
            break
    return best


def _dating(frame: Frame, design: Design, column: int, years: Window) -> Dating:
    return dates.date_frame(frame, years, frame.codes[column] if design.leave_theme_out else "")


def _rank_tests(frame: Frame, found: Cells, years: Window) -> dict[str, float]:
    """Mann (1945) and Kendall's trend test and Sen's (1968) slope, over the years that rest on enough groups."""
    clusters = frame.clusters
    by_group = np.zeros((int(clusters.max(initial=-1)) + 1, len(years)))
    np.add.at(by_group, clusters, found.weight)
    enough = np.minimum(1.0, by_group).sum(axis=0) >= THIN
    shares, at = found.shares[0, 0][enough], years.starts[enough]
    row = {"kendall_tau": np.nan, "kendall_p": np.nan, "sen_slope": np.nan, "years_tested": float(enough.sum())}
    if enough.sum() >= _FEWEST_YEARS and np.ptp(shares) > 0:
        tau, p = stats.kendalltau(at, shares)
        row |= {"kendall_tau": float(tau), "kendall_p": float(p), "sen_slope": 100 * float(stats.theilslopes(shares, at).slope)}
    row["n_groups"] = float((by_group.sum(axis=1) > 0).sum())
    return row


def shuffles(strata: Ints, clusters: Ints, times: int, seed: int = SEED + 1) -> NDArray[np.int32]:
    """Permutations of the duplicate groups within organisation type, as they are first (1 + times x groups)."""
    of_group = np.zeros(int(clusters.max(initial=-1)) + 1, dtype=np.int64)
    of_group[clusters] = strata
    generator = np.random.default_rng(seed)
    found = np.tile(np.arange(len(of_group), dtype=np.int32), (1 + times, 1))
    for stratum in np.unique(of_group):
        members = np.flatnonzero(of_group == stratum)
        found[1:, members] = generator.permuted(np.tile(members, (times, 1)), axis=1)
    return found


def permuted_years(frame: Frame, design: Design, column: int, years: Window, permutations: int) -> tuple[Floats, Floats]:
    """Sums with and without the theme by year (1 + permutations x years, as they are first), where groups keep their words and swap their dates.

    A group has one date, that of its first report.
    """
    return frame.once((design, column, years, permutations), lambda: _permuted_years(frame, design, column, years, permutations))


def _permuted_years(frame: Frame, design: Design, column: int, years: Window, permutations: int) -> tuple[Floats, Floats]:
    dating = _dating(frame, design, column, years)
    order = frame.once(("shuffles", permutations), lambda: shuffles(frame.strata, frame.clusters, permutations))
    weight, said, clusters = frame.weights(design.estimand), frame.outcome(design.stance, length=design.length)[:, column], frame.clusters
    kind = np.full(order.shape[1], -1, dtype=np.int32)
    used = dating.kind >= 0
    kind[clusters[used][::-1]] = dating.kind[used][::-1]
    sums = (_by_kind(kind, dating.kinds, totals(clusters, values, len(kind)), order) for values in (weight * said, weight * (1 - said)))
    yes, no = (dates.spread(dating, pointwise(design).year_method, found[:, None, :])[:, 0, :] for found in sums)
    return yes, no


def _by_kind(kind: NDArray[np.int32], kinds: int, values: Floats, order: NDArray[np.int32]) -> Floats:
    """Sums of the groups' values by kind of interval, for each order of the kinds (orders x kinds)."""
    some = np.flatnonzero(values)
    found = np.empty((len(order), kinds))
    for first in range(0, len(order), _CHUNK):
        drawn = kind[order[first : first + _CHUNK, some]] + 1
        drawn += (kinds + 1) * np.arange(len(drawn), dtype=np.int32)[:, None]
        flat = np.bincount(drawn.ravel(), np.broadcast_to(values[some], drawn.shape).ravel(), len(drawn) * (kinds + 1))
        found[first : first + _CHUNK] = flat.reshape(len(drawn), kinds + 1)[:, 1:]
    return found


def chance(found: Floats) -> float:
    """p of the first value among the others: the share at least as large, itself counted."""
    if np.isnan(found[0]):
        return np.nan
    others = found[1:][~np.isnan(found[1:])]
    return float((1 + (others >= found[0] - 1e-12).sum()) / (1 + len(others)))


def change_points(frame: Frame, design: Design | None = None, *, years: Window, permutations: int = PERMUTATIONS) -> pd.DataFrame:
    """Years in which the share of a theme steps up or down.

    The years are cut where the binomial likelihood gains most (optimal partitioning, Jackson et al. 2005); a cut has to gain more than the best cut does in
    nineteen of twenty permutations, in which duplicate groups swap their years within type.

    Returns:
        A row a change: theme, year (the first after the change), before and after (share of the stretch up to it and from it), p.
    """
    design = design or Design()
    rows = []
    with one_thread():
        for column, code in enumerate(frame.codes):
            yes, no = permuted_years(frame, design, column, years, permutations)
            rows += [{"theme": code} | row for row in _changes(yes, no, years)]
    return pd.DataFrame(rows, columns=["theme", "year", "before", "after", "p"])


def _changes(yes: Floats, no: Floats, years: Window) -> list[dict[str, float]]:
    if len(years) < 2:
        return []
    best = _gains(yes, no).max(axis=1)
    penalty = float(np.quantile(best[1:], 0.95)) if len(best) > 1 else np.inf
    cuts = [0, *_partition(yes[0], no[0], penalty), len(years)]
    rows = []
    for before, cut, after in zip(cuts, cuts[1:], cuts[2:], strict=False):
        left, right = (yes[0, a:b].sum() / (yes[0, a:b] + no[0, a:b]).sum() for a, b in ((before, cut), (cut, after)))
        gain = _fit(yes[:1, before:cut], no[:1, before:cut]) + _fit(yes[:1, cut:after], no[:1, cut:after]) - _fit(yes[:1, before:after], no[:1, before:after])
        rows.append({"year": int(years.starts[cut]), "before": left, "after": right, "p": chance(np.concatenate([gain, best[1:]]))})
    return rows


def _gains(yes: Floats, no: Floats) -> Floats:
    """Gain in log likelihood of each cut (rows x cuts)."""
    whole = _fit(yes, no)
    return np.stack([_fit(yes[:, :cut], no[:, :cut]) + _fit(yes[:, cut:], no[:, cut:]) - whole for cut in range(1, yes.shape[1])], axis=1)


def _fit(yes: Floats, no: Floats) -> Floats:
    """Largest log likelihood of a binomial with one share."""
    a, b = yes.sum(axis=1), no.sum(axis=1)
    n = np.maximum(a + b, 1e-12)
    return np.asarray(a * np.log(np.maximum(a / n, 1e-12)) + b * np.log(np.maximum(b / n, 1e-12)))


def _partition(yes: Floats, no: Floats, penalty: float) -> list[int]:
    """The cuts of the best partition of years, where each cut costs the penalty."""
    best, cut_at = [0.0], [0]
    for end in range(1, len(yes) + 1):
        values = [best[start] + float(_fit(yes[None, start:end], no[None, start:end])[0]) - (penalty if start else 0.0) for start in range(end)]
        best.append(max(values))
        cut_at.append(values.index(best[-1]))
    cuts, at = [], len(yes)
    while at > 0:
        at = cut_at[at]
        cuts.append(at)
    return sorted(cuts)[1:]


def around_events(
    frame: Frame,
    events: Sequence[Event],
    design: Design | None = None,
    *,
    years: Window,
    span: int = 5,
    draws: Resample | None = None,
    permutations: int = PERMUTATIONS,
) -> pd.DataFrame:
    """The share of each theme in the years before an event and from it on, and whether the difference is more than chance.

    An event line is a description: reports change for many reasons, and what follows an event need not follow from it.

    Args:
        span: years before and after that are compared.

    Returns:
        A row for each event and theme: event, year, theme, before, after, difference (percentage points), ci_low, ci_high, p, q (over themes).
    """
    design = design or Design()
    draws = draws or Resample(frame)
    tables = []
    with one_thread():
        for event in events:
            before = (years.starts < event.year) & (years.starts >= event.year - span)
            after = (years.starts >= event.year) & (years.starts < event.year + span)
            found = pd.DataFrame([_around(frame, design, column, years, draws, permutations, before, after) for column in range(len(frame.themes))])
            found.insert(0, "event", event.label)
            found.insert(1, "year", event.year)
            tables.append(found.assign(q=adjust(found["p"].to_numpy(float))))
    return pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()


def _around(
    frame: Frame, design: Design, column: int, years: Window, draws: Resample, permutations: int, before: Bools, after: Bools
) -> dict[str, Any]:
    found = cells(frame, pointwise(design), column, np.zeros(len(frame), np.int64), 1, years, draws)
    early, late = (_share(found.with_theme[:, 0], found.without[:, 0], when) for when in (before, after))
    low, high = interval(100 * (late - early)[1:])
    yes, no = permuted_years(frame, design, column, years, permutations)
    p = chance(np.abs(_share(yes, no, after) - _share(yes, no, before)))
    difference = 100 * float(late[0] - early[0])
    return {
        "theme": frame.codes[column], "before": float(early[0]), "after": float(late[0]), "difference": difference,
        "ci_low": float(low), "ci_high": float(high), "p": p,
    }  # fmt: skip


def _share(yes: Floats, no: Floats, when: Bools) -> Floats:
    """Share over some of the years (one a row)."""
    return ratio(yes[:, when].sum(axis=1), (yes + no)[:, when].sum(axis=1))
