"""Kinds of report by theme profile."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from analysis_texts import Corpus, copy_report, make_corpus, shuffled

from unioncorpus.analysis.clusters import Clustering, as_frame, cluster_reports, members
from unioncorpus.analysis.frame import build_frame
from unioncorpus.analysis.plots_texts import clusters as draw
from unioncorpus.analysis.prevalence import prevalence
from unioncorpus.analysis.terms import Texts, distinct_texts
from unioncorpus.analysis.text_study import TextStudy


def with_profiles(seed: int = 0) -> Corpus:
    """Enterprises speak of safety, schools of warmth, the others of both."""
    corpus = make_corpus(120, seed=seed)
    generator = np.random.default_rng(seed)
    likes = {"enterprise": (1, 0, 9), "education": (9, 1, 0)}
    said = []
    for report, kind in zip(corpus.reports["report_id"], corpus.reports["org_type"], strict=True):
        chance = np.array(likes.get(kind, (9, 0, 1) if generator.random() < 0.5 else (0, 1, 9)), dtype=float)
        for theme in generator.choice(["warmth", "bargaining", "safety"], 12, p=chance / chance.sum()):
            said.append((report, theme, "", theme, "done", False))
    return replace(corpus, theme_mentions=pd.DataFrame(said, columns=corpus.theme_mentions.columns))


def cluster(corpus: Corpus) -> tuple[Texts, Clustering]:
    texts = distinct_texts(build_frame(corpus), corpus.texts)
    return texts, cluster_reports(texts, numbers=(2, 3, 4), draws=8)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return with_profiles()


def test_kinds_that_are_there_are_found_and_are_stable(corpus: Corpus) -> None:
    texts, found = cluster(corpus)
    assert len(found.clusters) == 2
    assert (found.clusters["stability"] > 0.85).all()
    assert (found.clusters["silhouette"] > 0.5).all()
    kinds = members(texts, found).merge(corpus.reports[["report_id", "org_type"]], on="report_id")
    assert kinds.groupby("org_type")["cluster"].nunique()[["education", "enterprise"]].tolist() == [1, 1]


def test_where_there_are_no_kinds_no_cluster_is_called_very_stable_by_its_silhouette() -> None:
    corpus = make_corpus(100, seed=9)
    generator = np.random.default_rng(9)
    said = [(r, t, "", t, "done", False) for r in corpus.reports["report_id"] for t in generator.choice(["warmth", "bargaining", "safety"], 12)]
    _, found = cluster(replace(corpus, theme_mentions=pd.DataFrame(said, columns=corpus.theme_mentions.columns)))
    assert (found.clusters["silhouette"] < 0.5).all()


def test_clusters_cross_with_kinds_of_organisation(corpus: Corpus) -> None:
    texts, found = cluster(corpus)
    shares = prevalence(as_frame(texts, found), by="org_type")
    assert shares.groupby("group")["share"].sum().tolist() == pytest.approx([1.0] * 4)
    assert sorted(shares.loc[shares["group"] == "enterprise", "share"]) == pytest.approx([0.0, 1.0])


def test_copies_and_order_do_not_matter(corpus: Corpus) -> None:
    before = cluster(corpus)[1]
    after = cluster(copy_report(corpus, "r000003", 20))[1]
    pd.testing.assert_frame_equal(after.clusters.drop(columns="n_sites"), before.clusters.drop(columns="n_sites"))
    pd.testing.assert_frame_equal(after.profiles, before.profiles)
    assert cluster(shuffled(corpus))[1].clusters.to_csv() == before.clusters.to_csv()


def test_a_report_of_few_mentions_has_no_profile(corpus: Corpus) -> None:
    mentions = corpus.theme_mentions
    few = pd.concat([mentions[mentions["report_id"] != "r000000"], mentions[mentions["report_id"] == "r000000"].head(2)])
    texts, found = cluster(replace(corpus, theme_mentions=few))
    assert members(texts, found).set_index("report_id")["cluster"]["r000000"] == ""
    assert int((found.of_text >= 0).sum()) == 119


def test_too_few_reports_give_no_clusters_and_no_error(corpus: Corpus) -> None:
    for n in (0, 3):
        assert not len(cluster(replace(corpus, reports=corpus.reports.head(n)))[1].clusters)


def test_every_number_of_the_figure_is_in_its_csv(corpus: Corpus) -> None:
    picture = draw(TextStudy(corpus))
    left, right = picture.figure.axes
    data = picture.data
    profiles = {f"{100 * v:.0f}" for v in data.loc[data["panel"] == "profiles", "share"]}
    groups = data[data["panel"] == "groups"]
    crossed = {f"{100 * s:.0f} [{100 * a:.0f}; {100 * b:.0f}]" for s, a, b in groups[["share", "ci_low", "ci_high"]].itertuples(index=False)}
    assert {text.get_text() for text in left.texts} == profiles
    assert {text.get_text() for text in right.texts} == crossed
