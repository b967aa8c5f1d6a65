"""Keyness over duplicate groups: scipy's tests, a null that holds, copies and order that do not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from analysis_texts import OWN, Corpus, copy_report, make_corpus, shuffled
from scipy import sparse, stats

from unioncorpus.analysis.figures import style
from unioncorpus.analysis.frame import adjust, build_frame
from unioncorpus.analysis.keyness import COLUMNS, deviation, keyness, log_likelihood, mann_whitney, null_check, rank_columns, rank_test
from unioncorpus.analysis.plots_texts import _word_panel
from unioncorpus.analysis.plots_texts import keyness as draw
from unioncorpus.analysis.study import Options
from unioncorpus.analysis.terms import Words, cut_words, distinct_texts
from unioncorpus.analysis.text_study import TextStudy
from unioncorpus.model.errors import UsageError


def words_of(corpus: Corpus) -> Words:
    return cut_words(distinct_texts(build_frame(corpus), corpus.texts))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(120, seed=1)


@pytest.mark.parametrize("seed", range(5))
def test_mann_whitney_and_bh_are_those_of_scipy(seed: int) -> None:
    generator = np.random.default_rng(seed)
    values = np.where(generator.random((60, 40)) < 0.6, 0, generator.integers(1, 6, (60, 40)) / 7)
    inside = generator.random(60) < 0.3
    ours = mann_whitney(rank_columns(sparse.csr_matrix(values)), inside)
    theirs = [stats.mannwhitneyu(values[inside, j], values[~inside, j], method="asymptotic").pvalue for j in range(40)]
    assert ours == pytest.approx(np.nan_to_num(theirs, nan=1.0), abs=1e-12)
    assert adjust(ours) == pytest.approx(stats.false_discovery_control(ours), abs=1e-12)


def test_a_rare_word_in_a_small_group_gets_the_p_of_its_permutations_and_not_of_the_normal_curve() -> None:
    inside = np.arange(100) < 5
    values = np.zeros((100, 1))
    values[[0, 1, 50]] = 1.0  # two of the five, one of the ninety-five
    ranks = rank_columns(sparse.csr_matrix(values))
    exact = stats.hypergeom.sf(1, 100, 5, 3)
    assert mann_whitney(ranks, inside)[0] < 1e-4 < exact < rank_test(ranks, inside)[0] < 0.05


def test_dispersion_is_that_of_its_definition() -> None:
    generator = np.random.default_rng(0)
    counts, sizes = generator.poisson(1.0, (12, 5)).astype(float), generator.integers(50, 400, 12).astype(float)
    expected = sizes / sizes.sum()
    plain = [0.5 * np.abs(counts[:, j] / counts[:, j].sum() - expected).sum() / (1 - expected.min()) for j in range(5)]
    assert deviation(sparse.csr_matrix(counts), sizes) == pytest.approx(plain)


def test_log_likelihood_is_that_of_the_two_by_two_table() -> None:
    g2 = stats.chi2_contingency([[30, 970], [10, 1990]], correction=False, lambda_="log-likelihood").statistic
    ours = log_likelihood(np.array([30.0]), np.array([10.0]), 1000.0, 2000.0)[0] + log_likelihood(np.array([970.0]), np.array([1990.0]), 1000.0, 2000.0)[0]
    assert ours == pytest.approx(g2)  # G2 of corpus linguistics leaves out the cells of the other words


def test_words_of_one_kind_of_organisation_are_key_there_and_common_words_nowhere(corpus: Corpus) -> None:
    table = keyness(words_of(corpus))
    key = table[table["key"] & (table["log_ratio"] > 0)]
    assert {"沙龙", "教师"} & set(key.loc[key["group"] == "education", "term"])
    assert "交接班" in set(key.loc[key["group"] == "enterprise", "term"])
    own = "".join(sentence for kind in OWN.values() for sentence in kind)
    assert np.mean([term not in own for term in key["term"]]) < 0.2
    assert (table["ratio_low"] <= table["log_ratio"]).all()
    assert (table["log_ratio"] <= table["ratio_high"]).all()
    assert table.loc[table["key"], "conservative"].abs().gt(0).all()


def test_copying_any_document_twenty_times_leaves_keyness_unchanged(corpus: Corpus) -> None:
    before = keyness(words_of(corpus))
    for report in ("r000000", "r000057", "r000119"):
        pd.testing.assert_frame_equal(keyness(words_of(copy_report(corpus, report, 20))), before)


def test_copies_do_count_where_circulation_is_asked_for(corpus: Corpus) -> None:
    copied = copy_report(corpus, "r000001", 20)
    texts = distinct_texts(build_frame(copied), copied.texts, "circulation")
    assert len(texts) == 120
    assert sorted(set(texts.weights.tolist())) == [1.0, 21.0]


def test_the_order_of_the_rows_does_not_matter(corpus: Corpus) -> None:
    assert keyness(words_of(shuffled(corpus))).to_csv() == keyness(words_of(corpus)).to_csv()


def test_where_nothing_differs_the_test_errs_no_more_often_than_it_says_and_pooled_counts_do() -> None:
    found = null_check(words_of(make_corpus(80, seed=4, own=True, pool=3000)), runs=100).set_index("test")
    assert found.loc["rank", "tests"] > 20_000
    assert found.loc["rank", "rate_001"] <= 0.005
    assert found.loc["mann_whitney", "rate_001"] <= 0.005
    assert found.loc["rank", "rate_05"] <= 0.06
    assert found.loc["rank", "any_after_adjustment"] <= 0.08
    assert found.loc["g2", "rate_001"] > 2 * found.loc["rank", "rate_001"]


def test_too_few_groups_give_no_rows_and_no_error(corpus: Corpus) -> None:
    few = replace(corpus, reports=corpus.reports.head(6))
    assert list(keyness(words_of(few)).columns) == list(COLUMNS)
    assert not len(keyness(words_of(few)))
    assert null_check(words_of(few))["tests"].tolist() == [0, 0, 0]
    nothing = replace(corpus, reports=corpus.reports.head(0))
    assert not len(keyness(words_of(nothing)))


def test_an_unknown_column_is_named(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="colour"):
        keyness(words_of(corpus), by="colour")


def test_a_word_of_the_codebook_has_its_english_beside_it(corpus: Corpus) -> None:
    study = TextStudy(corpus, Options(labels="en"))
    assert study.glosses["送清凉"] == "hardship relief"
    assert "看板" not in study.glosses
    rows = pd.DataFrame({"term": ["送清凉", "看板"], "log_ratio": 1.0, "ratio_low": 0.5, "ratio_high": 2.0, "key": True, "n_groups": 9})
    with style(labels="en") as look:
        _, axes = look.subplots(1, 1, 2)
        _word_panel(axes[0, 0], rows, study, look)
    shown = [label.get_text() for label in axes[0, 0].get_yticklabels()]
    assert [" (hardship relief)" in label for label in shown] == [True, False]


def test_a_form_of_two_themes_stands_for_the_one_it_is_most_often_said_of(corpus: Corpus) -> None:
    mentions = pd.DataFrame({"form": ["慰问", "慰问", "慰问", "慰问"], "theme": ["safety", "warmth", "warmth", "warmth"], "campaign": ["", "", "", "visits"]})
    book = pd.concat([corpus.themes, pd.DataFrame([{"code": "warmth", "campaign": "visits", "label_zh": "走访", "label_en": "visits", "parent": "warmth"}])])
    assert TextStudy(replace(corpus, theme_mentions=mentions, themes=book)).glosses == {"慰问": "hardship relief"}


def test_every_number_of_the_figure_is_in_its_csv(corpus: Corpus) -> None:
    picture = draw(TextStudy(corpus))
    axes = [axis for axis in picture.figure.axes if axis.get_visible()]
    drawn = {round(float(x), 9) for axis in axes for x, _ in axis.collections[-1].get_offsets()}
    ends = {round(float(x), 9) for axis in axes for path in axis.collections[0].get_paths() for x, _ in path.vertices}
    data = picture.data
    assert drawn == {round(float(x), 9) for x in data["log_ratio"]}
    assert ends == {round(float(x), 9) for column in ("ratio_low", "ratio_high") for x in data[column]}
    assert {text.get_text() for axis in axes for text in axis.texts} <= {str(n) for n in data["n_groups"]}
