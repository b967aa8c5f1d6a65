"""Figures by theme and campaign: how large what the reports state is, by year and kind of organisation. Distributions, never sums.

Which figures may be added up is a question of its own (a total and its part, a running total and its last year, a town and its county); medians need no answer
to it, but they need what is counted once to be counted once. So

- a text counts once however often it was copied,
- a total stands and its parts do not (parts that checks.csv adds up, and what follows 其中), and a quantity said twice counts once,
- amounts per head, per household or per month stand apart from totals, plans apart from reports, each unit by itself,
- figures that are masked, damaged or contradicted by their own passage are left out.

Intervals of medians: percentiles over draws of whole duplicate groups within kind of organisation. Beside each stands what part of all that the cell's
reports state comes from the largest report alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from unioncorpus.analysis.frame import THIN, Bools, Estimand, Floats, Frame, Ints, Resample, codes_of, interval
from unioncorpus.script import fold, to_simplified

LEAST_REPORTS = 3  # a cell with fewer is no distribution
ROUND = 5.0  # rates at multiples of it are round
_DOUBTFUL = ("lost_decimal", "masked", "inconsistent", "implausible")
_MEASURE = ("kind", "unit", "per", "status")
_TEXT = ("claim_id", "report_id", "theme", "campaign", "counted", "org_id", "org_type")
COLUMNS = (
    "theme", "campaign", *_MEASURE, "group_by", "group", "n_claims", "n_reports", "n_groups", "n_orgs", "median", "median_low", "median_high", "q1", "q3",
    "smallest", "largest", "largest_report_share", "counted", "counted_share", "thin",
)  # fmt: skip
HEAPING = ("theme", "status", "n_claims", "n_groups", "at_100", "at_100_low", "at_100_high", "round", "round_low", "round_high", "between_90_and_100")
KEPT = (
    "org_id", "org_type", "year", "theme", "campaign", "counted", "unit", "per", "planned", "reported", "ratio", "plan_claim", "result_claim", "plan_report",
    "result_report",
)  # fmt: skip


def select_claims(frame: Frame, claims: pd.DataFrame, checks: pd.DataFrame, estimand: Estimand = "text") -> pd.DataFrame:
    """The claims that a distribution may hold, each with the weight, duplicate group and organisation of its report.

    Returns:
        The columns of claims.csv with row (of the frame), weight, cluster, org_id, org_type; sorted by report and place.
    """
    kept = one_of_each_text(frame, estimand)
    found = claims.merge(kept, on="report_id", how="inner", validate="many_to_one").sort_values(["report_id", "start"], kind="stable").reset_index(drop=True)
    doubtful = found["flags"].fillna("").astype(str).str.contains("|".join(_DOUBTFUL)).to_numpy(bool)
    gone = _parts(found, checks)
    drop = doubtful | found["claim_id"].astype(str).isin(gone).to_numpy(bool) | found["value"].isna().to_numpy(bool)
    chosen = found[~drop].reset_index(drop=True)
    return chosen.assign(**{name: _words(chosen, name) for name in (*_TEXT, *_MEASURE)}).astype(dict.fromkeys((*_TEXT, *_MEASURE), object))


def one_of_each_text(frame: Frame, estimand: Estimand = "text") -> pd.DataFrame:
    """The longest copy of each text, with the weight of all."""
    rows = frame.reports[["report_id", "text_id", "cluster", "org_id", "org_type", "chars"]].assign(weight=frame.weights(estimand), row=np.arange(len(frame)))
    rows["weight"] = rows.groupby("text_id")["weight"].transform("sum").round(9)
    first = rows.sort_values(["text_id", "chars", "report_id"], ascending=[True, False, True], kind="stable").drop_duplicates("text_id")
    return first.drop(columns=["text_id", "chars"])


def _parts(found: pd.DataFrame, checks: pd.DataFrame) -> set[str]:
    """Ids of claims that are part of another, or say again what another says."""
    value = dict(zip(found["claim_id"].astype(str), found["value"], strict=True))
    gone = {str(c) for c, p, s in zip(found["claim_id"], _words(found, "part_of"), _words(found, "same_as"), strict=True) if p or s}
    for rule, ids, stated in zip(checks["rule"], checks["claim_ids"].astype(str).str.split(";"), checks["stated"], strict=True):
        known = [i for i in ids if i in value]
        if rule == "sum":
            total = next((i for i in known if value[i] == stated), "")
            gone |= {i for i in known if i != total} if total else set()
        elif rule == "repeat":
            gone |= set(known[1:])
    return gone | set(_after_thereof(found))


def _words(frame: pd.DataFrame, column: str) -> list[str]:
    return [str(v) for v in frame[column].fillna("")] if column in frame else [""] * len(frame)


def _after_thereof(found: pd.DataFrame) -> Iterator[str]:
    """Claims after 其中 that share the unit of a claim before it in the sentence."""
    some = found[found["sentence"].astype(str).str.contains("其中", regex=False)]
    for (_, sentence), rows in some.groupby(["report_id", "sentence"], sort=True):
        text, at, before = fold(str(sentence)), 0, set()
        split = text.index("其中")
        for claim, quote, unit in zip(rows["claim_id"], rows["quote"], rows["unit"], strict=True):
            place = text.find(fold(to_simplified(str(quote))), at)
            at = max(at, place + 1)
            if 0 <= place < split:
                before.add(str(unit))
            elif place >= split and str(unit) in before:
                yield str(claim)


def distributions(chosen: pd.DataFrame, frame: Frame, *, by: Sequence[str] = ("", "org_type", "year"), draws: int = 300) -> pd.DataFrame:
    """A row for each theme or campaign, measure, and value of each grouping.

    Args:
        chosen: from `select_claims`.
        frame: the frame it was made with.
        by: "" (all together), "org_type", "year" (the year the claim speaks of, where it is certain), or both as "org_type year".
        draws: of the bootstrap.

    Returns:
        The columns of `COLUMNS`; cells of fewer than three reports are left out, those of fewer than five duplicate groups marked thin.
    """
    told = chosen[chosen["status"].isin(["reported", "planned"]) & (chosen["theme"].astype(str) != "")].reset_index(drop=True)
    columns = _Columns.of(told, frame)
    times = Resample(frame, draws).times
    wanted = [("theme", name) for name in by] + [("campaign", name) for name in by if " " not in name]  # campaigns are too few to cross
    rows = [row for level, name in wanted for row in _cells(told, level, name, columns, times)]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    order = ["theme", "campaign", *_MEASURE, "group_by", "group"]
    return table.sort_values(order, kind="stable").reset_index(drop=True)


@dataclass(frozen=True)
class _Columns:
    """The columns of claims that cells are summed up from, as numbers."""

    value: Floats
    weight: Floats
    cluster: Ints
    report: Ints
    org: Ints  # 0 where the organisation is not known
    counted: Ints  # place in `names`
    names: tuple[str, ...]
    rate: Bools

    @classmethod
    def of(cls, told: pd.DataFrame, frame: Frame) -> _Columns:
        names = ["", *sorted(set(told["counted"].astype(str)) - {""})]
        place = {name: i for i, name in enumerate(names)}
        orgs = told["org_id"].astype(str)
        return cls(
            told["value"].to_numpy(float), told["weight"].to_numpy(float), frame.clusters[told["row"].to_numpy(int)], codes_of(told["report_id"].astype(str)),
            (codes_of(orgs) + 1) * (orgs != "").to_numpy(int), np.array([place[name] for name in told["counted"].astype(str)], dtype=np.int64), tuple(names),
            (told["kind"] == "rate").to_numpy(bool),
        )  # fmt: skip


def _cells(told: pd.DataFrame, level: str, grouping: str, columns: _Columns, times: Floats) -> Iterator[dict[str, object]]:
    """The cells of one grouping."""
    label = pd.Series(_labels(told, grouping), index=told.index, dtype=object)
    used = label.notna() & ((told["campaign"].astype(str) != "") if level == "campaign" else True)
    keys = ["theme", *([level] if level == "campaign" else []), *_MEASURE]
    indices: dict[Any, Ints] = told[used].groupby([*keys, label[used].rename("group")], observed=True).indices  # type: ignore[assignment]
    for key, rows in sorted(indices.items()):
        at = np.flatnonzero(used)[rows]
        reports = len(np.unique(columns.report[at]))
        if reports >= LEAST_REPORTS:
            names = dict(zip((*keys, "group"), map(str, key), strict=True))
            yield {"campaign": "", **names, "group_by": grouping, "n_reports": reports} | _summary(at, columns, times)


def _labels(told: pd.DataFrame, grouping: str) -> list[str | None]:
    """The cell of each claim; None where it has none."""
    certain = (told["year_low"] == told["year_high"]).fillna(False).to_numpy(bool)
    year = [str(int(y)) if ok and not pd.isna(y) else None for y, ok in zip(told["year"], certain, strict=True)]
    kinds = told["org_type"].astype(str).tolist()
    match grouping:
        case "":
            return [""] * len(told)
        case "year":
            return list(year)
        case "org_type":
            return list(kinds)
        case _:
            return [f"{kind} {when}" if when else None for kind, when in zip(kinds, year, strict=True)]


def _summary(at: Ints, columns: _Columns, times: Floats) -> dict[str, object]:
    """Quartiles of one cell, and what they rest on."""
    at = at[np.argsort(columns.value[at], kind="stable")]
    values, weights, clusters = columns.value[at], columns.weight[at], columns.cluster[at]
    groups = len(np.unique(clusters))
    q1, median, q3 = (float(quantile(values, weights[:, None], share)[0]) for share in (0.25, 0.5, 0.75))
    low, high = interval(quantile(values, weights[:, None] * times[clusters], 0.5)) if groups >= THIN else (np.nan, np.nan)
    counted = np.bincount(columns.counted[at], minlength=len(columns.names))
    counted[0] = 0
    most = int(counted.argmax())  # of equally frequent ones the first by name
    by_report = np.bincount(columns.report[at], values)
    addable = not columns.rate[at[0]] and by_report.sum() > 0
    return {
        "n_claims": len(at), "n_groups": groups, "n_orgs": len(set(columns.org[at].tolist()) - {0}), "median": median,
        "median_low": float(np.minimum(low, median)), "median_high": float(np.maximum(high, median)), "q1": q1, "q3": q3,
        "smallest": values[0], "largest": values[-1], "largest_report_share": by_report.max() / by_report.sum() if addable else np.nan,
        "counted": columns.names[most], "counted_share": counted[most] / len(at) if counted[most] else np.nan, "thin": groups < THIN,
    }  # fmt: skip


def quantile(values: Floats, weights: Floats, share: float) -> Floats:
    """Weighted quantile of sorted values for each column of weights: inverse distribution function, averaged at its steps (type 2, Hyndman and Fan 1996).

    Example:
        >>> quantile(np.array([1.0, 2.0, 10.0, 20.0]), np.ones((4, 1)), 0.5).tolist()
        [6.0]
    """
    filled = np.cumsum(weights, axis=0)
    goal = share * filled[-1]
    low = np.minimum((filled < goal - 1e-9).sum(axis=0), len(values) - 1)
    high = np.minimum((filled <= goal + 1e-9).sum(axis=0), len(values) - 1)
    return np.asarray(np.where(filled[-1] > 0, (values[low] + values[high]) / 2, np.nan))


def heaping(chosen: pd.DataFrame, frame: Frame, *, draws: int = 300) -> pd.DataFrame:
    """How often rates stand at 100 % or another round number: the mark of a target that is met on paper.

    Returns:
        A row for each theme (and all together, theme empty) and status with at least three reports: share at 100, share at other multiples of 5 between 5 and
        95, with intervals, and the share strictly between 90 and 100.
    """
    rates = chosen[(chosen["kind"] == "rate") & (chosen["unit"] == "%") & chosen["value"].between(0, 100) & chosen["status"].isin(["reported", "planned"])]
    times, clusters = Resample(frame, draws).times, frame.clusters
    rows = []
    for theme in ["", *sorted(set(rates["theme"].astype(str)) - {""})]:
        for status in ("reported", "planned"):
            part = rates[(rates["status"] == status) & ((rates["theme"] == theme) if theme else True)]
            if part["report_id"].nunique() >= LEAST_REPORTS:
                rows.append({"theme": theme, "status": status, "n_claims": len(part)} | _heaps(part, clusters[part["row"].to_numpy(int)], times))
    return pd.DataFrame(rows, columns=list(HEAPING))


def _heaps(part: pd.DataFrame, clusters: Floats, times: Floats) -> dict[str, object]:
    value, weight = part["value"].to_numpy(float), part["weight"].to_numpy(float)
    full, even = value == 100, (value % ROUND == 0) & (value > 0) & (value < 100)
    drawn = times[clusters] * weight[:, None]
    found: dict[str, object] = {"n_groups": len(np.unique(clusters)), "between_90_and_100": weight[(value > 90) & (value < 100)].sum() / weight.sum()}
    for name, hit in (("at_100", full), ("round", even)):
        low, high = interval((hit[:, None] * drawn).sum(axis=0) / np.maximum(drawn.sum(axis=0), 1e-12)) if found["n_groups"] != 1 else (np.nan, np.nan)
        found |= {name: weight[hit].sum() / weight.sum(), f"{name}_low": float(low), f"{name}_high": float(high)}
    return found


def plan_and_result(chosen: pd.DataFrame) -> pd.DataFrame:
    """What an organisation planned for a year beside what it reported for that year: same theme, campaign, thing counted and unit, each stated just once."""
    known = chosen[(chosen["org_id"] != "") & (chosen["counted"].astype(str) != "") & chosen["year"].notna()]
    keys = ["org_id", "org_type", "year", "theme", "campaign", "counted", "kind", "unit", "per"]
    sides = []
    for status, name in (("planned", "plan"), ("reported", "result")):
        side = known[known["status"] == status].drop_duplicates(keys, keep=False)
        names = {"value": status, "claim_id": f"{name}_claim", "report_id": f"{name}_report"}
        sides.append(side[[*keys, *names]].rename(columns=names))
    pairs = sides[0].merge(sides[1], on=keys, how="inner")
    pairs["ratio"] = np.where(pairs["planned"] > 0, pairs["reported"] / pairs["planned"].where(pairs["planned"] > 0), np.nan)
    return pairs[list(KEPT)].sort_values(["org_id", "year", "theme", "counted", "plan_claim"], kind="stable").reset_index(drop=True)
