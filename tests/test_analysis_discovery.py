"""Topics that recur, terms the codebook lacks, forms that carry a trend."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from analysis_texts import LABELS, Corpus, copy_report, make_corpus, shuffled

from unioncorpus.analysis.candidates import candidates
from unioncorpus.analysis.discovery import SPANS, Discovery, discover
from unioncorpus.analysis.forms import form_trends
from unioncorpus.analysis.frame import build_frame
from unioncorpus.analysis.located import Located, locate
from unioncorpus.analysis.plots_texts import stability, topics
from unioncorpus.analysis.terms import Words, cut_words, distinct_texts
from unioncorpus.analysis.text_study import TextStudy


def read(corpus: Corpus) -> tuple[Words, Located]:
    texts = distinct_texts(build_frame(corpus), corpus.texts)
    return cut_words(texts), locate(texts, corpus.theme_mentions)


def found_in(corpus: Corpus) -> Discovery:
    return discover(*read(corpus), {code: en for code, (_, en) in LABELS.items()}, numbers=(3, 4, 6), draws=10)


SUBJECTS = {
    "bargaining": "工资 协商 集体合同 协商代表 行政方 标准 条款 履约 要约 劳资 增长 签订 谈判 约定",
    "warmth": "慰问 困难职工 走访 救助 患病 家属 补助 物资 档案 春节 温暖 探望 住院 棉被",
    "": "食谱 营养 餐厅 厨师 菜品 早餐 窗口 口味 食材 留样 后厨 配送 就餐 荤素",
}


def make_subjects(seed: int = 5, reports: int = 50) -> Corpus:
    """Reports of paragraphs that each keep to one subject; one of the subjects is not in the codebook."""
    corpus, generator = make_corpus(reports, seed=seed), np.random.default_rng(seed)
    bodies, said = [], []
    for report in corpus.reports["report_id"]:
        lines = []
        for code in generator.permutation(list(SUBJECTS))[: 2 + int(generator.integers(2))]:
            for _ in range(2):
                lines.append(",".join(generator.permutation(SUBJECTS[str(code)].split())[:9]) + f"共{generator.integers(2, 999)}项看板管理有{report}。")
            said += [(report, code, "", SUBJECTS[str(code)].split()[i], "done", False) for i in (0, 2)] if code else []
        bodies.append("\n".join(lines))
    texts = pd.DataFrame({"report_id": corpus.reports["report_id"], "text": bodies})
    return replace(corpus, texts=texts, theme_mentions=pd.DataFrame(said, columns=corpus.theme_mentions.columns))


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_subjects()


@pytest.fixture(scope="module")
def found(corpus: Corpus) -> Discovery:
    return found_in(corpus)


def test_what_the_texts_talk_of_is_found_and_what_the_codebook_has_is_named(found: Discovery) -> None:
    told = {frozenset(terms.split(";")): (nearest, kind) for terms, nearest, kind in found.topics[["terms", "nearest", "suggestion"]].itertuples(index=False)}
    unknown = [kind for terms, (_, kind) in told.items() if {"营养", "餐厅"} & terms]
    known = [(nearest, kind) for terms, (nearest, kind) in told.items() if "条款" in terms]
    assert unknown
    assert set(unknown) == {"new"}
    assert known
    assert all(nearest == "bargaining" and kind in ("merge", "child") for nearest, kind in known)


def test_only_topics_that_recur_in_several_groups_are_shown(found: Discovery) -> None:
    assert (found.topics["recurrence"] >= 0.6).all()
    assert (found.topics["n_groups"] >= SPANS).all()
    hidden = found.stability[~found.stability["shown"]]
    assert (hidden["why_not"] != "").all()
    assert len(found.topics) + len(hidden) == len(found.stability)


def test_a_theme_of_one_group_of_variants_is_not_shown() -> None:
    corpus = make_subjects(6)
    odd = "\n".join(f"蚕桑合作社第{i}次收茧,蚕农蚕桑缫丝茧站蚕农茧站,缫丝蚕桑价格看涨行情平稳。" for i in range(12))
    corpus.texts.loc[corpus.texts["report_id"].isin(["r000001", "r000002"]), "text"] = odd
    corpus.reports.loc[corpus.reports["report_id"].isin(["r000001", "r000002"]), "duplicate_group"] = "g1"
    found = found_in(corpus)
    assert not found.topics["terms"].str.contains("缫丝").any()


def test_examples_are_passages_of_different_groups(corpus: Corpus, found: Discovery) -> None:
    texts = dict(zip(corpus.texts["report_id"], corpus.texts["text"], strict=True))
    assert set(found.passages["topic"]) == set(found.topics["topic"])
    assert not found.passages.duplicated(["topic", "report_id"]).any()
    assert all(passage in texts[report] for report, passage in zip(found.passages["report_id"], found.passages["passage"], strict=True))


def test_the_number_of_topics_is_the_one_that_scores_best(found: Discovery) -> None:
    numbers = found.numbers
    assert numbers.loc[numbers["chosen"], "score"].tolist() == [numbers["score"].max()]
    assert len(found.stability) == int(numbers.loc[numbers["chosen"], "k"].iloc[0])


def test_copying_any_document_twenty_times_leaves_topics_and_terms_unchanged(corpus: Corpus, found: Discovery) -> None:
    copied = copy_report(corpus, "r000007", 20)
    again = found_in(copied)
    for name in ("passages", "numbers"):
        pd.testing.assert_frame_equal(getattr(again, name), getattr(found, name))
    pd.testing.assert_frame_equal(again.topics.drop(columns="n_sites"), found.topics.drop(columns="n_sites"))
    pd.testing.assert_frame_equal(candidates(*read(copied)), candidates(*read(corpus)))


def test_the_order_of_the_rows_does_not_matter(corpus: Corpus, found: Discovery) -> None:
    again = found_in(shuffled(corpus))
    assert again.topics.to_csv() == found.topics.to_csv()
    assert candidates(*read(shuffled(corpus))).to_csv() == candidates(*read(corpus)).to_csv()


def test_too_few_passages_give_no_topics_and_no_error(corpus: Corpus) -> None:
    few = replace(corpus, reports=corpus.reports.head(2))
    assert not len(found_in(few).topics)
    nothing = replace(corpus, reports=corpus.reports.head(0))
    assert not len(found_in(nothing).topics)
    assert not len(candidates(*read(nothing)))


def test_terms_that_no_mention_covers_are_candidates() -> None:
    table = candidates(*read(make_corpus(80, seed=5)))
    assert any("看板管理" in term for term in table["term"])
    assert not {"工资集体协商", "慰问困难职工"} & set(table["term"])
    assert (table["n_groups"] >= 3).all()


def test_the_form_that_fades_carries_the_change() -> None:
    corpus = make_corpus(200, seed=8)
    mentions = corpus.theme_mentions[corpus.theme_mentions["theme"] != "safety"]
    years = dict(zip(corpus.reports["report_id"], corpus.reports["year"], strict=True))
    said = [(r, "safety", "", "安康杯", "done", False) for i, r in enumerate(years) if i % 2 and years[r] < 2011]
    said += [(r, "safety", "", "劳动保护", "done", False) for i, r in enumerate(years) if i % 5 == 0]
    corpus = replace(corpus, theme_mentions=pd.concat([mentions, pd.DataFrame(said, columns=mentions.columns)], ignore_index=True))
    table = form_trends(build_frame(corpus, themes=["safety"]), corpus.theme_mentions).set_index("form")
    assert table.loc["安康杯", "change_high"] < -0.3
    assert table.loc["劳动保护", "change_low"] < 0 < table.loc["劳动保护", "change_high"]
    assert table.loc["安康杯", "carried"] == pytest.approx(table.loc["安康杯", "theme_change"] - table.loc["安康杯", "theme_change_without"])
    assert abs(table.loc["安康杯", "theme_change_without"]) < 0.15 < -table.loc["安康杯", "theme_change"]


def test_every_number_of_the_figures_is_in_their_csv(corpus: Corpus, found: Discovery) -> None:
    study = TextStudy(corpus)
    study.__dict__["topics"] = found
    picture = topics(study)
    axis = picture.figure.axes[0]
    assert [x for x, _ in axis.collections[-1].get_offsets()] == pytest.approx((100 * picture.data["share"]).tolist())
    left, right = (picture := stability(study)).figure.axes
    numbers = picture.data[picture.data["panel"] == "numbers"]
    for line, name in zip(left.get_lines(), ("coherence", "exclusivity", "recurrence"), strict=False):
        assert np.asarray(line.get_ydata(), dtype=float) == pytest.approx(numbers[f"{name}_relative"].to_numpy(float))
    held = picture.data[picture.data["panel"] == "topics"]
    assert sorted(x for x, _ in right.collections[-1].get_offsets()) == pytest.approx(sorted(100 * held["recurrence"]))
