"""Kinds of report: reports grouped by which themes they dwell on, and how the kinds spread over organisation types and years.

A report's profile is the share of each theme among its mentions, each as its square root (Hellinger distance, Legendre and Gallagher 2001), so that long
reports are not a kind of their own. k-means over the distinct texts, each weighing what its copies count together; the number of clusters is the one with the
best silhouette (Rousseeuw 1987) among those that are stable. Stability: each cluster's mean Jaccard overlap with its likest cluster over bootstraps of
duplicate groups (Hennig 2007): .85 and more is very stable, .75 stable, below .6 nothing that should be interpreted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from unioncorpus.analysis.frame import SEED, Floats, Frame, Ints, Resample, Theme
from unioncorpus.analysis.terms import Texts

LEAST_MENTIONS = 5  # a report with fewer has no profile
STABLE = 0.6
_MOST, _SILHOUETTE = 4_000, 2_000  # texts that k-means sees, and texts whose silhouette is taken
CLUSTERS = ("cluster", "name", "themes", "n_reports", "n_groups", "n_sites", "share", "silhouette", "stability", "verdict")
PROFILES = ("cluster", "theme", "share", "all_reports", "lift")
NUMBERS = ("k", "silhouette", "stability", "least_stability", "chosen")


@dataclass(frozen=True)
class Clustering:
    """What `cluster_reports` found."""

    clusters: pd.DataFrame
    profiles: pd.DataFrame  # share of each theme among the mentions of each cluster
    numbers: pd.DataFrame  # numbers of clusters tried
    of_text: Ints  # cluster of each distinct text, -1 without a profile


def cluster_reports(texts: Texts, *, numbers: Sequence[int] = (2, 3, 4, 5, 6, 7, 8), draws: int = 20, seed: int = SEED) -> Clustering:
    """Group the distinct texts by theme profile.

    Args:
        texts: from `distinct_texts`.
        numbers: of clusters to try.
        draws: bootstraps of duplicate groups for stability.
    """
    counts = texts.frame.counts("any")
    usable = np.flatnonzero(counts.sum(axis=1) >= LEAST_MENTIONS)
    seen = usable[:: max(1, -(-len(usable) // _MOST))]  # texts stand in the order of their characters, so every nth is a fair sample
    profile = np.sqrt(counts / np.maximum(1, counts.sum(axis=1, keepdims=True)))
    fitting = [k for k in numbers if k <= len(set(texts.frame.clusters[seen].tolist())) // 5]
    if not fitting:
        clusters, profiles, none = (pd.DataFrame(columns=list(names)) for names in (CLUSTERS, PROFILES, NUMBERS))
        return Clustering(clusters, profiles, none, np.full(len(texts), -1))
    times = Resample(texts.frame, draws, seed).times[texts.frame.clusters[seen]]
    tried = [_try(profile[seen], texts.weights[seen], times, k) for k in fitting]
    table = pd.DataFrame({"k": fitting, "silhouette": [np.nanmean(s) for _, s, _ in tried]})
    table["stability"], table["least_stability"] = [j.mean() for _, _, j in tried], [j.min() for _, _, j in tried]
    rank = np.where(table["least_stability"] >= STABLE, table["silhouette"], table["silhouette"] - 10)
    best = int(np.argmax(np.round(rank, 6)))
    table["chosen"] = np.arange(len(table)) == best
    centres, _, stability = tried[best]
    of_text = np.full(len(texts), -1)
    of_text[usable] = _nearest(profile[usable], centres)
    order = np.argsort(-np.bincount(of_text[usable], texts.weights[usable], minlength=len(centres)), kind="stable")  # largest first
    of_text[usable] = np.argsort(order)[of_text[usable]]
    widths = _silhouettes(profile[seen], of_text[seen])
    return Clustering(_describe(texts, counts, of_text, widths, seen, stability[order]), _profiles(texts, counts, of_text), table, of_text)


def _try(profile: Floats, weights: Floats, times: Floats, k: int) -> tuple[Floats, Floats, Floats]:
    """Centres, silhouettes, and stability of each cluster."""
    centres = _k_means(profile, weights, k)
    labels = _nearest(profile, centres)
    again = [_overlap(labels, _nearest(profile, _k_means(profile, weights * times[:, draw], k)), weights, k) for draw in range(times.shape[1])]
    return centres, _silhouettes(profile, labels), np.mean(again, axis=0)


def _k_means(profile: Floats, weights: Floats, k: int) -> Floats:
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    used = weights > 0
    with threadpool_limits(1):
        model = KMeans(min(k, int(used.sum())), n_init=4, random_state=SEED % 2**31).fit(profile[used], sample_weight=weights[used])
    return np.asarray(model.cluster_centers_)


def _nearest(profile: Floats, centres: Floats) -> Ints:
    """The nearest centre of each profile."""
    gap = (profile**2).sum(axis=1)[:, None] - 2 * profile @ centres.T + (centres**2).sum(axis=1)[None]
    return np.asarray(np.argmin(np.round(gap, 9), axis=1), dtype=np.int64)


def _overlap(labels: Ints, other: Ints, weights: Floats, k: int) -> Floats:
    """Jaccard overlap of each cluster with its likest one."""
    both = np.zeros((k, int(other.max()) + 1))
    np.add.at(both, (labels, other), weights)
    union = both.sum(axis=1)[:, None] + both.sum(axis=0)[None] - both
    return np.asarray((both / np.maximum(union, 1e-12)).max(axis=1))


def _silhouettes(profile: Floats, labels: Ints) -> Floats:
    """Silhouette of each text, or of every nth of many; nan where it was not taken."""
    from sklearn.metrics import silhouette_samples

    some = np.arange(len(labels))[:: max(1, -(-len(labels) // _SILHOUETTE))]
    found = np.full(len(labels), np.nan)
    found[some] = silhouette_samples(profile[some], labels[some]) if 1 < len(set(labels[some].tolist())) < len(some) else 0.0
    return found


def _describe(texts: Texts, counts: Floats, of_text: Ints, widths: Floats, seen: Ints, stability: Floats) -> pd.DataFrame:
    """A row for each cluster, named after the themes it dwells on most against all reports."""
    labels = {t.code: t.label_en for t in texts.frame.themes}
    profiles = _profiles(texts, counts, of_text)
    sites, clusters = texts.frame.reports["site"].to_numpy(str), texts.frame.clusters
    total = texts.weights[of_text >= 0].sum()
    rows = []
    for k in range(len(stability)):
        inside = of_text == k
        mine = profiles[(profiles["cluster"] == f"C{k + 1}") & (profiles["lift"] > 1)]
        mine = mine.assign(excess=mine["share"] - mine["all_reports"]).sort_values(["excess", "theme"], ascending=[False, True], kind="stable")
        most = mine["theme"].head(3).tolist()
        verdict = "very stable" if stability[k] >= 0.85 else "stable" if stability[k] >= 0.75 else "weak" if stability[k] >= STABLE else "not stable"
        width = float(np.nanmean(widths[inside[seen]])) if inside[seen].any() else np.nan
        numbers = (int(inside.sum()), len(np.unique(clusters[inside])), len(set(sites[inside])), texts.weights[inside].sum() / total)
        rows.append((f"C{k + 1}", " + ".join(labels.get(m, m) for m in most[:2]), ";".join(most), *numbers, width, stability[k], verdict))
    return pd.DataFrame(rows, columns=list(CLUSTERS))


def _profiles(texts: Texts, counts: Floats, of_text: Ints) -> pd.DataFrame:
    """Mean share of each theme among the mentions of a report, in each cluster and in all."""
    share = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    there = of_text >= 0
    every = texts.weights[there] @ share[there] / texts.weights[there].sum()
    rows = []
    for k in range(int(of_text.max(initial=-1)) + 1):
        inside = of_text == k
        mine = texts.weights[inside] @ share[inside] / max(1e-12, texts.weights[inside].sum())
        rows += [(f"C{k + 1}", code, mine[i], every[i], mine[i] / every[i] if every[i] > 0 else np.nan) for i, code in enumerate(texts.frame.codes)]
    return pd.DataFrame(rows, columns=list(PROFILES))


def as_frame(texts: Texts, found: Clustering) -> Frame:
    """The distinct texts as a frame whose themes are the clusters, so that `prevalence` crosses them with years and organisation types."""
    k = int(found.of_text.max(initial=-1)) + 1
    held = np.zeros((len(texts), k, texts.frame.mentions.shape[2]), dtype=np.int32)
    there = np.flatnonzero(found.of_text >= 0)
    held[there, found.of_text[there], 0] = 1
    names = dict(zip(found.clusters["cluster"], found.clusters["name"], strict=True))
    themes = tuple(Theme(f"C{i + 1}", names[f"C{i + 1}"], names[f"C{i + 1}"]) for i in range(k))
    return replace(texts.frame, mentions=held, themes=themes).take(found.of_text >= 0)


def members(texts: Texts, found: Clustering) -> pd.DataFrame:
    """The cluster of each distinct text."""
    ids = texts.frame.reports["report_id"].astype(str)
    return pd.DataFrame({"report_id": ids, "cluster": [f"C{k + 1}" if k >= 0 else "" for k in found.of_text]})
