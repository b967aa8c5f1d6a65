"""What a study says about words and figures: keyness, topics, kinds of report, template language, claims. Each result is computed when first asked for.

    study = TextStudy(corpus)                       # or TextStudy(Study(corpus, Options(...)))
    study.keyness, study.topics.topics, study.claims
    study.tables()                                  # {"keyness": DataFrame, …}: a CSV each
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from unioncorpus.analysis import candidates, claims_by, clusters, discovery, forms, keyness, located, template_language, terms
from unioncorpus.analysis.frame import Resample
from unioncorpus.analysis.prevalence import prevalence
from unioncorpus.analysis.study import Options, Study
from unioncorpus.analysis.wording import Language, say

_KEPT = 50  # words of each group in keyness.csv beside the key ones


@dataclass(frozen=True, slots=True)
class TextTables:
    """The tables that a `TextStudy` reads, to be sent to another process (a Corpus reads its own when asked)."""

    reports: pd.DataFrame
    pages: pd.DataFrame
    theme_mentions: pd.DataFrame
    themes: pd.DataFrame
    texts: pd.DataFrame
    claims: pd.DataFrame
    checks: pd.DataFrame

    @classmethod
    def of(cls, corpus: Any) -> TextTables:
        """Those of a corpus."""
        return cls(*(getattr(corpus, field.name) for field in fields(cls)))


class TextStudy:
    """Texts and claims under the choices of a study. `source` is a corpus or a `Study`."""

    def __init__(self, source: Any, options: Options | None = None) -> None:
        self.study = source if isinstance(source, Study) else Study(source, options)
        self.corpus: Any = self.study.tables

    @cached_property
    def texts(self) -> terms.Texts:
        """The distinct texts of all reports about trade-union work."""
        return terms.distinct_texts(self.study.everything, self.corpus.texts, self.study.options.estimand)

    @cached_property
    def words(self) -> terms.Words:
        """Their words."""
        return terms.cut_words(self.texts)

    @cached_property
    def mentions(self) -> located.Located:
        """Mentions of themes in the clean texts."""
        return located.locate(self.texts, self.corpus.theme_mentions)

    @cached_property
    def labels(self) -> dict[str, str]:
        """English labels of themes and campaigns."""
        book = self.corpus.themes
        return {str(c or t): str(label) for t, c, label in zip(book["code"], book["campaign"].fillna(""), book["label_en"], strict=True)}

    @cached_property
    def glosses(self) -> dict[str, str]:
        """What the forms of the codebook stand for, in English: the label of the campaign, else of the theme, that a form is most often a mention of."""
        found = self.corpus.theme_mentions
        of = pd.DataFrame({"form": found["form"].astype(str), "code": found["campaign"].fillna("").where(found["campaign"].fillna("") != "", found["theme"])})
        often = of.value_counts().reset_index().sort_values(["form", "count", "code"], ascending=[True, False, True], kind="stable").drop_duplicates("form")
        return {form: self.labels[code] for form, code in zip(often["form"], often["code"].astype(str), strict=True) if form and self.labels.get(code)}

    @cached_property
    def keyness(self) -> pd.DataFrame:
        """Key words of each value of each grouping, and the first fifty others."""
        found = [keyness.keyness(self.words, by=name) for name in self.study.options.by]
        table = pd.concat(found, ignore_index=True)
        place = table.groupby(["group_by", "group"], sort=False).cumcount()
        return table[table["key"].astype(bool) | (place < _KEPT)].reset_index(drop=True)

    @cached_property
    def tested(self) -> int:
        """Number of words that enough duplicate groups hold."""
        return int((keyness.holders(self.words) >= keyness.LEAST_GROUPS).sum())

    @cached_property
    def null(self) -> pd.DataFrame:
        """How often the tests err where nothing differs."""
        return keyness.null_check(self.words, by=self.study.options.by[0])

    @cached_property
    def topics(self) -> discovery.Discovery:
        """Topics that recur."""
        return discovery.discover(self.words, self.mentions, self.labels)

    @cached_property
    def candidates(self) -> pd.DataFrame:
        """Terms that the codebook lacks."""
        return candidates.candidates(self.words, self.mentions)

    @cached_property
    def forms(self) -> pd.DataFrame:
        """Surface forms that carry a theme's change."""
        return forms.form_trends(self.study.frame, self.corpus.theme_mentions, estimand=self.study.options.estimand)

    @cached_property
    def annual(self) -> terms.Texts:
        """The distinct texts of the reports that cover a year."""
        return terms.distinct_texts(self.study.frame, self.corpus.texts, self.study.options.estimand)

    @cached_property
    def clusters(self) -> clusters.Clustering:
        """Kinds of report."""
        return clusters.cluster_reports(self.annual)

    @cached_property
    def cluster_shares(self) -> pd.DataFrame:
        """Share of each kind of report in all, by group and by year."""
        if not len(self.clusters.clusters):
            return pd.DataFrame()
        frame = clusters.as_frame(self.annual, self.clusters)
        draws = Resample(frame, 300)
        found = [prevalence(frame, self.study.design, by=name, draws=draws) for name in ("", *self.study.options.by)]
        found.append(prevalence(frame, self.study.design, years=self.study.years, draws=draws))
        kept = ["cluster", "group_by", "group", "year", "year_to", "n_reports", "n_groups", "n_orgs", "n_sites", "share", "ci_low", "ci_high", "thin"]
        return pd.concat([f for f in found if len(f)], ignore_index=True).rename(columns={"theme": "cluster"})[kept]

    @cached_property
    def marks(self) -> template_language.Template:
        """Formulas and passages taken over."""
        return template_language.mark_template(self.texts)

    @cached_property
    def template_reports(self) -> pd.DataFrame:
        """Reuse, formulas and specificity of each text."""
        return template_language.by_report(self.words, self.marks, self.corpus.claims)

    @cached_property
    def template_groups(self) -> pd.DataFrame:
        """Their means."""
        return template_language.by_group(self.template_reports, self.texts, by=("", *dict.fromkeys((*self.study.options.by, "genre"))))

    @cached_property
    def template_themes(self) -> pd.DataFrame:
        """Prevalence with and without formulas."""
        return template_language.prevalence_without(self.texts, self.mentions, self.marks)

    @cached_property
    def chosen_claims(self) -> pd.DataFrame:
        """The claims of annual reports that a distribution may hold."""
        return claims_by.select_claims(self.study.frame, self.corpus.claims, self.corpus.checks, self.study.options.estimand)

    @cached_property
    def claims(self) -> pd.DataFrame:
        """Distributions of figures."""
        by = [name for name in self.study.options.by if name == "org_type"]
        return claims_by.distributions(self.chosen_claims, self.study.frame, by=("", *by, "year", *(f"{name} year" for name in by)))

    @cached_property
    def heaping(self) -> pd.DataFrame:
        """Rates at round targets."""
        return claims_by.heaping(self.chosen_claims, self.study.frame)

    def tables(self) -> dict[str, pd.DataFrame]:
        """Every table by the name of its CSV."""
        topics = self.topics
        return {
            "keyness": self.keyness, "keyness_null": self.null, "topics": topics.topics, "topic_passages": topics.passages, "topic_numbers": topics.numbers,
            "topic_stability": topics.stability, "term_candidates": self.candidates, "form_trends": self.forms, "clusters": self.clusters.clusters,
            "cluster_profiles": self.clusters.profiles, "cluster_numbers": self.clusters.numbers, "cluster_shares": self.cluster_shares,
            "cluster_reports": clusters.members(self.annual, self.clusters), "template_reports": self.template_reports,
            "template_groups": self.template_groups, "template_themes": self.template_themes,
            "template_phrases": template_language.phrases(self.words, self.marks), "claim_distributions": self.claims, "rate_heaping": self.heaping,
            "plan_and_result": claims_by.plan_and_result(self.chosen_claims),
        }  # fmt: skip

    def sentences(self, language: Language) -> list[str]:
        """What the methods paragraph says of these results."""
        rates = dict(zip(self.null["test"], self.null["rate_001"], strict=True))
        found = []
        if self.null["tests"].max() > 0:
            found.append(say(language, "methods.keyness", rate=percent(rates["rank"]), g2=percent(rates["g2"])))
        if len(self.topics.numbers):
            tried = self.topics.numbers["k"]
            k = int(tried[self.topics.numbers["chosen"]].iloc[0])
            spread = f"{tried.min()}–{tried.max()}"
            found.append(say(language, "methods.topics", k=k, numbers=spread, draws=discovery.DRAWS, shown=len(self.topics.topics)))
        means = self.template_groups[self.template_groups["group_by"] == ""].set_index("measure")["mean"]
        found.append(say(language, "methods.template", formulaic=percent(means["formulaic"]), reused=percent(means["reused"])))
        every = int(self.corpus.claims["report_id"].isin(self.chosen_copies()).sum())
        found.append(say(language, "methods.claims", left=every - len(self.chosen_claims), all=every))
        return found

    def chosen_copies(self) -> set[str]:
        """The reports that stand for each text of the annual reports."""
        return set(claims_by.one_of_each_text(self.study.frame)["report_id"].astype(str))


def percent(share: float) -> str:
    """A share for print.

    Example:
        >>> percent(0.0004), percent(0.123)
        ('0.04 %', '12.3 %')
    """
    if np.isnan(share):
        return "–"
    return f"{100 * share:.2f} %" if share < 0.01 else f"{100 * share:.1f} %"
