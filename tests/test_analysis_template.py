"""Template language: formulas, reuse, specificity, and themes without formulas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from analysis_texts import Corpus, copy_report, make_corpus, shuffled
from hypothesis import given, settings
from hypothesis import strategies as st

from unioncorpus.analysis.frame import build_frame
from unioncorpus.analysis.located import locate
from unioncorpus.analysis.phrases import covered
from unioncorpus.analysis.plots_texts import template as draw
from unioncorpus.analysis.template_language import by_report, formulaic_mentions, mark_template, phrases, prevalence_without
from unioncorpus.analysis.terms import Texts, cut_words, distinct_texts
from unioncorpus.analysis.text_study import TextStudy

FORMULA = "在上级工会的关心和行政的支持下深入开展送清凉各项工作"


def told(*bodies: str, clusters: dict[int, str] | None = None) -> Corpus:
    """A corpus of these texts, without other mentions than 送清凉 where it stands."""
    corpus = make_corpus(len(bodies), seed=0)
    ids = corpus.reports["report_id"].tolist()
    for row, name in (clusters or {}).items():
        corpus.reports.loc[row, "duplicate_group"] = name
    said = [(i, "warmth", "", "送清凉", "done", False) for i, body in zip(ids, bodies, strict=True) if "送清凉" in body]
    mentions = pd.DataFrame(said, columns=corpus.theme_mentions.columns)
    return replace(corpus, texts=pd.DataFrame({"report_id": ids, "text": bodies}), theme_mentions=mentions)


def texts_of(corpus: Corpus) -> Texts:
    return distinct_texts(build_frame(corpus), corpus.texts)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("甲乙丙\n", max_size=12), min_size=1, max_size=6), st.integers(1, 4), st.integers(1, 3))
def test_shared_strings_are_those_that_a_plain_search_finds(bodies: list[str], length: int, groups: int) -> None:
    texts = texts_of(told(*[f"{body}号{i}" for i, body in enumerate(bodies)]))
    ours = covered(texts, length, groups)
    plain = np.zeros(len(texts.joined), dtype=bool)
    for at in range(len(texts.joined) - length + 1):
        piece = texts.joined[at : at + length]
        if not {"\n", "\x1f"} & set(piece) and sum(piece in text for text in texts.texts) >= groups:
            plain[at : at + length] = True
    assert ours.tolist() == plain.tolist()


def test_a_string_of_one_group_of_variants_is_no_formula() -> None:
    bodies = [f"{FORMULA}第{i}篇。" for i in range(6)]
    assert covered(texts_of(told(*bodies)), 8, 5).any()
    assert not covered(texts_of(told(*bodies, clusters=dict.fromkeys(range(4), "g1"))), 8, 5).any()


def test_a_mention_in_a_formula_is_formulaic_and_a_name_that_many_use_is_not() -> None:
    own = ["给装卸班送清凉三回。", "夏天送清凉到工地。", "我们送清凉不停步。", "已把送清凉做完。", "邀请会员参加送清凉。"]
    texts = texts_of(corpus := told(*[f"{FORMULA}。{i}" for i in range(5)], *own))
    hollow = formulaic_mentions(mentions := locate(texts, corpus.theme_mentions), mark_template(texts))
    stands_in = [texts.texts[row] for row in mentions.text]
    assert {text for text, empty in zip(stands_in, hollow, strict=True) if empty} == {f"{FORMULA}。{i}" for i in range(5)}


def test_prevalence_without_formulas_leaves_out_reports_that_say_nothing_else() -> None:
    texts = texts_of(corpus := told(*[f"{FORMULA}。{i}" for i in range(5)], "给装卸班送清凉三回。", "本月无事。", "下月再议。"))
    row = prevalence_without(texts, locate(texts, corpus.theme_mentions), mark_template(texts)).set_index("theme").loc["warmth"]
    assert (row["share"], row["without"], row["fall"]) == pytest.approx((6 / 8, 1 / 8, 5 / 8))
    assert row["formulaic_mentions"] == pytest.approx(5 / 6)


def test_formulas_are_listed_with_the_groups_that_hold_them_and_cut_at_words() -> None:
    words = cut_words(texts_of(told(*[f"{i},{FORMULA},成绩{i}。" for i in range(6)])))
    table = phrases(words, mark_template(words.source))
    assert table.loc[0, "n_groups"] == 6
    assert table.loc[0, "phrase"] in FORMULA
    assert table.loc[0, "chars"] >= 20


def test_specificity_counts_figures_and_names() -> None:
    corpus = told("走访金华市困难职工40户,学习《中华人民共和国工会法》。", "继续努力做好各项工作。")
    claims = pd.DataFrame({"report_id": ["r000000"]})
    words = cut_words(texts_of(corpus))
    table = by_report(words, mark_template(words.source), claims).set_index("report_id")
    assert table.loc["r000000", "figures_per_1000"] == pytest.approx(1000 / table.loc["r000000", "chars"])
    assert table.loc["r000000", "names_per_1000"] >= 2000 / table.loc["r000000", "chars"]
    assert table.loc["r000001", "specificity"] == 0


def test_copies_and_order_do_not_matter() -> None:
    corpus = make_corpus(60, seed=3)

    def tables(some: Corpus) -> list[str]:
        study = TextStudy(some)
        return [study.template_reports.to_csv(), study.template_groups.to_csv(), study.template_themes.to_csv()]

    assert tables(copy_report(corpus, "r000004", 20)) == tables(corpus)
    assert tables(shuffled(corpus)) == tables(corpus)


def test_every_number_of_the_figure_is_in_its_csv() -> None:
    picture = draw(TextStudy(make_corpus(60, seed=3)))
    data = picture.data
    drawn = {round(float(x), 6) for axis in picture.figure.axes for c in axis.collections for x, _ in c.get_offsets() if len(c.get_offsets()) > 1}
    themes, groups = data[data["panel"] == "themes"], data[data["panel"] == "groups"].set_index("measure")["mean"]
    expected = [100 * themes["share"], 100 * themes["without"], 100 * groups["formulaic"], groups["specificity"]]
    assert drawn == {round(float(x), 6) for values in expected for x in values}
