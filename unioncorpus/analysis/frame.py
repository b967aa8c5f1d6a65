"""The analysis frame: tables → one row per report with weights, groups of copies, site, organisation, genre, year interval, and its mentions of each theme.

What the other modules of this package share stands here:

- `build_frame(tables)` makes the `Frame`. `tables` is anything with DataFrame attributes (`reports`, `theme_mentions`, `pages`, `themes`): a Corpus, or
  `Tables` over DataFrames of one's own. Rows are sorted by report_id, so results do not depend on the order of the files.
- `frame.weights(estimand)`: what each report counts for, one of three named estimands:
    circulation        every copy counts: what circulates on the web
    text               every distinct text counts once, however often it was copied (the default)
    organisation_year  every organisation has one vote a year, shared among its texts
  Weights are of the selection at hand: of a text that stands on two sites, one left out, the other counts in full.
- `frame.clusters`, `frame.strata`: the duplicate group of each report (the independent unit) and the organisation type it is resampled within.
- `Resample` draws the groups with replacement within type and sums anything over the draws: resample sums per group, never text.

Example:
    frame = build_frame(corpus)
    weights = frame.weights("text")
    share = weights @ frame.outcome("any") / weights.sum()          # one value a theme
    draws = Resample(frame, draws=1000)
    top, bottom = draws.sums(weights[:, None] * frame.outcome("any")), draws.sums(weights[:, None])
    low, high = interval(top / bottom)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Protocol, TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from unioncorpus.model.errors import UsageError

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Known = TypeVar("Known")

Estimand = Literal["circulation", "text", "organisation_year"]
ESTIMANDS: tuple[Estimand, ...] = ("circulation", "text", "organisation_year")
STANCES = ("any", "done", "planned", "called_for", "problem", "quoted", "topic")
PERIODS = ("annual", "part_year", "term")  # what a report covers: five-year and half-year reports are never mixed with those of a year
SEED = 20_260_101
THIN = 5  # groups: a cell with fewer is marked
_PERIOD_OF = {"half": "part_year", "quarter": "part_year", "month": "part_year", "term": "term"}
_SAME = ("", "repost", "truncated")  # kinds of copy that are the same text as the leading one


class HasTables(Protocol):
    """A Corpus, or `Tables`."""

    @property
    def reports(self) -> pd.DataFrame: ...
    @property
    def pages(self) -> pd.DataFrame: ...
    @property
    def theme_mentions(self) -> pd.DataFrame: ...
    @property
    def themes(self) -> pd.DataFrame: ...


@dataclass(frozen=True, slots=True)
class Tables:
    """DataFrames with the columns of the codebook, for who has no Corpus."""

    reports: pd.DataFrame
    theme_mentions: pd.DataFrame
    pages: pd.DataFrame
    themes: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme or campaign under study."""

    code: str
    label_zh: str
    label_en: str
    parent: str = ""  # the theme above; empty for a theme itself


@dataclass(frozen=True)
class Frame:
    """One row per report. Arrays and `reports` have the same order."""

    reports: pd.DataFrame  # report_id text_id cluster site org_id org_type org_level province genre period low high basis year_themes chars
    mentions: NDArray[np.int32]  # reports x themes x STANCES
    themes: tuple[Theme, ...]

    def __len__(self) -> int:
        return len(self.reports)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the themes, in the order of `mentions`."""
        return tuple(theme.code for theme in self.themes)

    @cached_property
    def _known(self) -> dict[Hashable, Any]:
        return {}

    def once(self, key: Hashable, make: Callable[[], Known]) -> Known:
        """What `make` gives, worked out when first asked for under this key."""
        if key not in self._known:
            self._known[key] = make()
        found: Known = self._known[key]
        return found

    def numbered(self, column: str) -> Ints:
        """The values of a column of `reports` as numbers from 0."""
        return self.once(column, lambda: codes_of(self.reports[column]))

    @cached_property
    def clusters(self) -> Ints:
        """The duplicate group of each report, numbered from 0: the unit that is resampled."""
        return self.numbered("cluster")

    @cached_property
    def strata(self) -> Ints:
        """The organisation type its group is resampled within: that of the group's first report, since a group is drawn whole."""
        types = codes_of(self.reports["org_type"])
        clusters = self.clusters
        first = np.full(clusters.max(initial=-1) + 1, -1, dtype=np.int64)
        first[clusters[::-1]] = types[::-1]
        return first[clusters]

    @property
    def chars(self) -> Floats:
        """Length of each report in characters."""
        return self.reports["chars"].to_numpy(float)

    def take(self, keep: Bools) -> Frame:
        """The frame over fewer reports; weights follow."""
        return replace(self, reports=self.reports[keep].reset_index(drop=True), mentions=self.mentions[keep])

    def of_period(self, period: str = "annual") -> Frame:
        """The reports that cover a year (annual), a part of one, or a term of several."""
        return self.take((self.reports["period"] == period).to_numpy(bool))

    def weights(self, estimand: Estimand = "text") -> Floats:
        """What each report counts for; see the head of this module."""
        if estimand not in ESTIMANDS:
            raise UsageError(f"estimand {estimand!r}: must be one of {', '.join(ESTIMANDS)}")
        if estimand == "circulation":
            return np.ones(len(self))
        texts = self.numbered("text_id")
        once: Floats = 1.0 / np.bincount(texts)[texts] if len(self) else np.ones(0)
        if estimand == "text":
            return once
        votes = self.numbered("org_year")
        shared: Floats = once / np.bincount(votes, once)[votes] if len(self) else once
        return shared

    def counts(self, stance: str = "any") -> Floats:
        """Mentions of each theme in each report (reports x themes)."""
        if stance not in STANCES:
            raise UsageError(f"stance {stance!r}: must be one of {', '.join(STANCES)}")
        return self.mentions[:, :, STANCES.index(stance)].astype(float)

    def outcome(self, stance: str = "any", *, length: float | None = None) -> Floats:
        """1 where a report mentions a theme, else 0 (reports x themes).

        Args:
            stance: any, or one of the stances of theme_mentions.csv; `done` leaves out what is said not to have been done.
            length: adjusts for length: the chance that a passage of so many characters, taken from the report at random, mentions the theme
                (rarefaction, Hurlbert 1971, with mentions in random places). Shorter reports keep their 0 or 1.
        """
        counts = self.counts(stance)
        if length is None:
            return (counts > 0).astype(float)
        kept = np.minimum(1.0, length / np.maximum(1.0, self.chars))[:, None]
        return np.asarray(1.0 - (1.0 - kept) ** counts)


def build_frame(
    tables: HasTables, *, themes: Sequence[str] = (), relevant: bool = True, where: Mapping[str, str | Collection[str]] | None = None
) -> Frame:
    """One row per report that is about trade-union work.

    Args:
        tables: a Corpus or `Tables`.
        themes: codes of themes or campaigns; default: the themes without a parent, in the order of the codebook.
        relevant: leave out reports that are not about trade-union work.
        where: columns of reports.csv with the value or values they must have, as {"genre": ["summary", "plan"]}.

    Raises:
        UsageError: for a code, column or value that does not occur; a misspelt code would look like a finding.
    """
    reports = tables.reports.sort_values("report_id", kind="stable").reset_index(drop=True)
    keep = np.ones(len(reports), dtype=bool)
    if relevant:
        keep &= reports["relevant"].fillna(False).to_numpy(bool)
    for column, wanted in (where or {}).items():
        keep &= _matches(reports, column, wanted)
    reports = reports[keep].reset_index(drop=True)
    chosen = _chosen(tables.themes, themes)
    mentions = _count(reports["report_id"], tables.theme_mentions, tables.themes, chosen)
    return Frame(_rows(reports, tables.pages, mentions), mentions, chosen)


def _matches(reports: pd.DataFrame, column: str, wanted: str | Collection[str]) -> Bools:
    if column not in reports.columns:
        raise UsageError(f"reports have no column {column!r}; the columns are {', '.join(reports.columns)}")
    values = [wanted] if isinstance(wanted, str) else list(wanted)
    there = set(reports[column].astype(str))
    if missing := [v for v in values if str(v) not in there]:
        raise UsageError(f"no report has {column} {', '.join(map(repr, missing))}; there are {', '.join(sorted(there - {''}))}")
    return np.asarray(reports[column].astype(str).isin([str(v) for v in values]), dtype=bool)


def _chosen(book: pd.DataFrame, codes: Sequence[str]) -> tuple[Theme, ...]:
    """The themes asked for, with their labels."""
    known: dict[str, Theme] = {}
    for code, campaign, zh, en, parent in zip(*(_text(book, c) for c in ("code", "campaign", "label_zh", "label_en", "parent")), strict=True):
        known[campaign or code] = Theme(campaign or code, zh, en, parent)
    if missing := [c for c in codes if c not in known]:
        raise UsageError(f"no theme {', '.join(map(repr, missing))}; the codes stand in themes.csv, as {', '.join(list(known)[:8])}")
    return tuple(known[c] for c in codes) if codes else tuple(theme for theme in known.values() if not theme.parent)


def _count(report_ids: pd.Series[Any], found: pd.DataFrame, book: pd.DataFrame, themes: Sequence[Theme]) -> NDArray[np.int32]:
    """Mentions per report, theme and stance. A campaign counts for all that stand above it."""
    row_of = {report: row for row, report in enumerate(report_ids)}
    rows = found["report_id"].map(row_of).to_numpy(float)
    stances = found["stance"].map({s: i for i, s in enumerate(STANCES)}).to_numpy(float)
    denied = found["negated"].fillna(False).to_numpy(bool) & (stances == STANCES.index("done"))
    known = ~np.isnan(rows)
    counts = np.zeros((len(row_of), len(themes), len(STANCES)), dtype=np.int32)
    below = _below(book)
    theme, campaign = found["theme"].astype(str), found["campaign"].fillna("").astype(str)
    for column, wanted in enumerate(t.code for t in themes):
        hit = ((theme == wanted) | campaign.isin(below.get(wanted, {wanted}))).to_numpy(bool) & known
        np.add.at(counts, (rows[hit].astype(int), column, 0), 1)
        told = hit & ~denied
        np.add.at(counts, (rows[told].astype(int), column, stances[told].astype(int)), 1)
    return counts


def _below(book: pd.DataFrame) -> dict[str, set[str]]:
    """Each code with the campaigns under it, and itself."""
    parents = {(c or t): p for t, c, p in zip(*(_text(book, n) for n in ("code", "campaign", "parent")), strict=True)}
    found: dict[str, set[str]] = {code: {code} for code in parents}
    for code in parents:
        above, seen = parents[code], {code}
        while above and above not in seen:
            found.setdefault(above, {above}).add(code)
            seen.add(above)
            above = parents.get(above, "")
    return found


def _rows(reports: pd.DataFrame, pages: pd.DataFrame, mentions: NDArray[np.int32]) -> pd.DataFrame:
    """The columns of `Frame.reports`."""
    site_of = dict(zip(pages["page_id"], _text(pages, "site"), strict=True))
    low, high = _number(reports, "year_low"), _number(reports, "year_high")
    kind = pd.Series(_text(reports, "period_kind"))
    rows = pd.DataFrame({name: _text(reports, name) for name in ("report_id", "page_id", "org_id", "org_type", "org_level", "province", "genre")})
    rows["org_type"] = rows["org_type"].where(rows["org_type"] != "", "unknown")
    rows["site"] = [site_of.get(page, "") or f"page {page}" for page in rows["page_id"]]  # a page that does not name its site stands for itself
    rows["period"] = kind.map(_PERIOD_OF).fillna("annual").to_numpy()
    rows["low"], rows["high"] = low, high
    rows["basis"] = _text(reports, "year_basis")
    rows["year_themes"] = _text(reports, "year_themes") if "year_themes" in reports else ""
    rows["chars"] = np.maximum(1.0, _number(reports, "chars"))
    groups = _text(reports, "duplicate_group")
    rows["cluster"] = [group or report for group, report in zip(groups, rows["report_id"], strict=True)]
    rows["text_id"] = _text_ids(rows, _text(reports, "duplicate_kind"), mentions)
    when = [f"{a:.0f}-{b:.0f}" for a, b in zip(low, high, strict=True)]
    rows["org_year"] = [f"{org or text}|{year}" for org, text, year in zip(rows["org_id"], rows["text_id"], when, strict=True)]
    return rows


def _text_ids(rows: pd.DataFrame, kinds: Sequence[str], mentions: NDArray[np.int32]) -> list[str]:
    """Which reports are one text: the leading copy with its reposts and truncations, and copies of a variant, which agree in everything."""
    found = []
    for i, (cluster, kind) in enumerate(zip(rows["cluster"], kinds, strict=True)):
        if kind in _SAME:
            found.append(cluster)
            continue
        row = rows.iloc[i]
        found.append(f"{cluster}/{kind}/{row['org_id']}/{row['low']}/{row['high']}/{row['chars']:.0f}/{mentions[i].tobytes().hex()}")
    return found


def _text(frame: pd.DataFrame, name: str) -> list[str]:
    """A column as str; missing is ""."""
    return [str(v) for v in frame[name].fillna("")]


def _number(frame: pd.DataFrame, name: str) -> Floats:
    """A column as floats; missing is nan."""
    return np.asarray(pd.to_numeric(frame[name], errors="coerce").astype("Float64").to_numpy(float, na_value=np.nan))


def codes_of(values: pd.Series[Any] | Sequence[str]) -> Ints:
    """Labels as numbers from 0, in the order of the labels."""
    _, codes = np.unique(np.asarray(values, dtype=str), return_inverse=True)
    return codes.astype(np.int64).reshape(-1)


def totals(labels: Ints, values: Floats, n: int) -> Floats:
    """Sum of the values under each label from 0 to n - 1."""
    return np.bincount(labels, values, n).astype(float)


@dataclass(frozen=True)
class Resample:
    """Draws of whole duplicate groups with replacement within organisation type (stratified cluster bootstrap).

    A type with n groups gives n - 1 of them, each counting n / (n - 1), so that the variance is not too small where a type has few groups (Rao and Wu 1988).
    """

    frame: Frame
    draws: int = 1000
    seed: int = SEED
    times: Floats = field(init=False, repr=False)  # groups x draws: how often a group counts

    def __post_init__(self) -> None:
        clusters, strata = self.frame.clusters, self.frame.strata
        of_group = np.zeros(clusters.max(initial=-1) + 1, dtype=np.int64)
        of_group[clusters] = strata
        times = np.ones((len(of_group), self.draws))
        generator = np.random.default_rng(self.seed)
        for stratum in np.unique(of_group):
            members = np.flatnonzero(of_group == stratum)
            n = len(members)
            if n > 1:
                times[members] = generator.multinomial(n - 1, np.full(n, 1 / n), size=self.draws).T * (n / (n - 1))
        object.__setattr__(self, "times", times)

    def sums(self, values: Floats) -> Floats:
        """Sums over each draw (draws x columns) of values given per report (reports x columns)."""
        by_group = self._members() @ sparse.csr_matrix(values)
        return np.asarray((by_group.T @ self.times).T)

    def of_groups(self, sums: Any) -> Floats:
        """The same of sums given per group (groups x columns, dense or sparse)."""
        return np.asarray((sparse.csr_matrix(sums).T @ self.times).T)

    def _members(self) -> Any:
        clusters = self.frame.clusters
        return sparse.csr_matrix((np.ones(len(clusters)), (clusters, np.arange(len(clusters)))), shape=(len(self.times), len(clusters)))


def one_thread() -> AbstractContextManager[Any]:
    """Linear algebra on one core: matrices here are small, so threads only get into each other's way; and the same bytes on any number of cores."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits


def interval(values: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """The percentile interval of draws (first axis); draws without a value do not count."""
    if not len(values):
        return np.full(values.shape[1:], np.nan), np.full(values.shape[1:], np.nan)
    ordered = np.sort(values, axis=0)  # nan last
    last = (~np.isnan(values)).sum(axis=0) - 1
    low, high = (_at(ordered, share * last) for share in ((1 - level) / 2, (1 + level) / 2))
    return low, high


def _at(ordered: Floats, position: Floats) -> Floats:
    """The value at a fractional position of each sorted column."""
    below = np.maximum(0, np.floor(position)).astype(int)
    above = np.maximum(0, np.ceil(position)).astype(int)
    one, other = (np.take_along_axis(ordered, at[None], axis=0)[0] for at in (below, above))
    return np.asarray(one + (other - one) * (position - below))


def adjust(p: Floats) -> Floats:
    """Benjamini and Hochberg's (1995) adjusted p; nan stays nan.

    Example:
        >>> adjust(np.array([0.01, 0.04, np.nan, 0.03])).round(3).tolist()
        [0.03, 0.04, nan, 0.04]
    """
    p = np.asarray(p, dtype=float)
    known = np.flatnonzero(~np.isnan(p))
    adjusted = np.full(len(p), np.nan)
    order = known[np.argsort(p[known], kind="stable")]
    steps = p[order] * len(order) / np.arange(1, len(order) + 1)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(steps[::-1])[::-1])
    return adjusted
