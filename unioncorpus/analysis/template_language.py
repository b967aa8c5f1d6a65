"""Template language (套话): how much of a report is not its own words, and what a theme's share is without it.

Three measures for each distinct text, each leaving out the text's own duplicate group:

- reused        share of its characters under strings of 20 characters that another duplicate group holds: passages taken over
- formulaic     share under strings of 8 characters that five duplicate groups or more hold: the formulas of the genre
- specificity   figures and names for 1,000 characters: numeric claims, and names of persons, places, bodies and titles as the dictionary tags them

A mention of a theme is formulaic when the formula it stands in goes on for at least four characters beyond the mention itself, so that a long name is no
formula. The prevalence of each theme is given with and without such mentions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import regex

from unioncorpus import words
from unioncorpus.analysis.discovery import FORMULA, FORMULA_GROUPS
from unioncorpus.analysis.frame import THIN, Bools, Floats, Ints, Resample, interval
from unioncorpus.analysis.located import Located
from unioncorpus.analysis.phrases import covered
from unioncorpus.analysis.terms import Texts, Words

REUSED = 20  # characters
_BEYOND = 4
_NAMES = ("nr", "ns", "nt", "nz")
_TITLE = regex.compile(r"《[^《》\n]{2,40}》")
_EDGE = regex.compile(r"^[\P{Han}的了]+|[\P{Han}的]+$")
_CLAUSE = regex.compile(r"[，。；：！？、,;:!?\n]")
_PHRASE = 6  # characters
BY_REPORT = ("report_id", "chars", "reused", "formulaic", "figures_per_1000", "names_per_1000", "specificity")
BY_GROUP = ("group_by", "group", "measure", "n_reports", "n_groups", "mean", "ci_low", "ci_high", "thin")
WITHOUT = (
    "theme", "n_reports", "n_groups", "share", "ci_low", "ci_high", "without", "without_low", "without_high", "fall", "fall_low", "fall_high",
    "formulaic_mentions",
)  # fmt: skip
PHRASES = ("phrase", "chars", "n_groups", "n_reports", "n_org_types", "first_year", "last_year")


@dataclass(frozen=True)
class Template:
    """Which characters of the texts are not their own."""

    reused: Bools  # for each place of `Texts.joined`
    formulaic: Bools


def mark_template(texts: Texts) -> Template:
    """Mark passages taken over, and formulas."""
    return Template(covered(texts, REUSED, 2), covered(texts, FORMULA, FORMULA_GROUPS))


def by_report(found: Words, marks: Template, claims: pd.DataFrame) -> pd.DataFrame:
    """The three measures of each distinct text."""
    texts = found.source
    size = np.maximum(1, np.diff(texts.starts) - 1)
    owner = np.repeat(np.arange(len(texts)), np.diff(texts.starts))
    ids = texts.frame.reports["report_id"].astype(str)
    figures = ids.map(claims["report_id"].astype(str).value_counts()).fillna(0).to_numpy(float)
    names = _names(found) + np.array([len(_TITLE.findall(text)) for text in texts.texts], dtype=float)
    table = pd.DataFrame({"report_id": ids.to_numpy(str), "chars": size})
    for name, mark in (("reused", marks.reused), ("formulaic", marks.formulaic)):
        table[name] = np.bincount(owner, mark, minlength=len(texts)) / size
    table["figures_per_1000"], table["names_per_1000"] = 1000 * figures / size, 1000 * names / size
    table["specificity"] = table["figures_per_1000"] + table["names_per_1000"]
    return table[list(BY_REPORT)]


def _names(found: Words) -> Floats:
    """Names in each text."""
    named = np.array([words.tag(word)[0][1].startswith(_NAMES) for word in found.vocabulary], dtype=float)
    return np.asarray(found.by_text @ named) if len(named) else np.zeros(len(found.source))


def by_group(table: pd.DataFrame, texts: Texts, *, by: Sequence[str] = ("", "org_type", "genre"), draws: int = 300) -> pd.DataFrame:
    """Means of the measures for each value of each grouping, with intervals by bootstrap of duplicate groups."""
    times, clusters = Resample(texts.frame, draws).times, texts.frame.clusters
    rows = []
    for grouping in by:
        labels = texts.frame.reports[grouping].to_numpy(str) if grouping else np.full(len(texts), "")
        for value in sorted(set(labels.tolist())):
            inside = labels == value
            groups = len(np.unique(clusters[inside]))
            weights = texts.weights[inside]
            drawn = times[clusters[inside]] * weights[:, None]
            for measure in ("reused", "formulaic", "specificity"):
                values = table[measure].to_numpy(float)[inside]
                low, high = interval(values @ drawn / np.maximum(drawn.sum(axis=0), 1e-12)) if groups >= THIN else (np.nan, np.nan)
                mean = weights @ values / weights.sum()
                rows.append((grouping, value, measure, int(inside.sum()), groups, mean, float(low), float(high), groups < THIN))
    return pd.DataFrame(rows, columns=list(BY_GROUP))


def formulaic_mentions(mentions: Located, marks: Template) -> Bools:
    """Which mentions stand in a formula that goes on beyond them."""
    inside = marks.formulaic.astype(np.int64)
    first, last = _runs(inside)
    middle = mentions.start + mentions.length // 2
    run = last[np.minimum(middle, len(last) - 1)] - first[np.minimum(middle, len(first) - 1)] if len(inside) else mentions.start * 0
    return np.asarray((run >= mentions.length + _BEYOND) & (run > 0))


def _runs(inside: Ints) -> tuple[Ints, Ints]:
    """First and end of the run of ones around each place; both 0 outside."""
    edge = np.diff(np.concatenate([[0], inside, [0]]))
    starts, ends = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
    number = np.cumsum(edge[:-1] == 1) - 1
    there = inside == 1
    first, last = np.zeros(len(inside), dtype=np.int64), np.zeros(len(inside), dtype=np.int64)
    first[there], last[there] = starts[number[there]], ends[number[there]]
    return first, last


def prevalence_without(texts: Texts, mentions: Located, marks: Template, *, draws: int = 300) -> pd.DataFrame:
    """The share of distinct texts that mention each theme, with and without formulaic mentions."""
    hollow = formulaic_mentions(mentions, marks)
    times, clusters = Resample(texts.frame, draws).times, texts.frame.clusters
    weight = texts.weights
    total = times[clusters].T @ weight
    rows = []
    for theme in (t for t in texts.frame.codes if t in mentions.codes):
        of_theme = mentions.code == mentions.codes.index(theme)
        said, own = (np.isin(np.arange(len(texts)), mentions.text[of_theme & keep]).astype(float) for keep in (np.ones(len(hollow), dtype=bool), ~hollow))
        row: dict[str, object] = {"theme": theme, "n_reports": int(said.sum()), "n_groups": len(np.unique(clusters[said > 0]))}
        for name, low_name, high_name, values in (
            ("share", "ci_low", "ci_high", said), ("without", "without_low", "without_high", own), ("fall", "fall_low", "fall_high", said - own),
        ):  # fmt: skip
            low, high = interval((times[clusters].T @ (weight * values)) / total)
            row |= {name: weight @ values / weight.sum(), low_name: float(low), high_name: float(high)}
        rows.append(row | {"formulaic_mentions": float(hollow[of_theme].mean())})
    return pd.DataFrame(rows, columns=list(WITHOUT))


def phrases(words_of: Words, marks: Template, *, most: int = 200) -> pd.DataFrame:
    """The formulas themselves: stretches of formula of whole words between marks of punctuation, with the duplicate groups that hold just them."""
    texts = words_of.source
    held: dict[str, set[int]] = {}
    for text, phrase in _stretches(words_of, marks):
        held.setdefault(phrase, set()).add(text)
    clusters, rows = texts.frame.clusters, texts.frame.reports
    kinds, low, high = rows["org_type"].to_numpy(str), rows["low"].to_numpy(float), rows["high"].to_numpy(float)
    found = []
    for phrase, inside in held.items():
        some = np.array(sorted(inside))
        groups = len(np.unique(clusters[some]))
        if groups >= FORMULA_GROUPS:
            dated = low[some][low[some] == high[some]]
            years = (int(dated.min()), int(dated.max())) if len(dated) else (None, None)
            found.append((phrase, len(phrase), groups, len(some), len(set(kinds[some].tolist())), *years))
    table = pd.DataFrame(found, columns=list(PHRASES)).astype({"first_year": "Int64", "last_year": "Int64"})
    return table.sort_values(["n_groups", "chars", "phrase"], ascending=[False, False, True], kind="stable").head(most).reset_index(drop=True)


def _stretches(found: Words, marks: Template) -> Iterator[tuple[int, str]]:
    """Stretches of formula, of whole words, cut at punctuation."""
    texts = found.source
    edge = np.diff(np.concatenate([[0], marks.formulaic.astype(np.int8), [0]]))
    starts, ends = np.flatnonzero(edge == 1), np.flatnonzero(edge == -1)
    owners = texts.of_points(starts).tolist()
    bounds = np.append(found.start, len(texts.joined))
    starts, ends = bounds[np.searchsorted(bounds, starts)], bounds[np.searchsorted(bounds, ends, side="right") - 1]
    for start, end, text in zip(starts.tolist(), ends.tolist(), owners, strict=True):
        for clause in _CLAUSE.split(texts.joined[start:end]):
            if len(phrase := _EDGE.sub("", clause)) >= _PHRASE:
                yield text, phrase
