"""How long `analyze` takes over generated reports, and where the time goes: seconds of each table and figure, CPU and wall.

    python benchmarks/analysis.py [REPORTS] [--no-words] [--parts N]     default: 10,000 reports, the 15 slowest parts

The reports have the eighteen themes of the codebook and texts of about 500 characters; a fifth are copies of others, a third carry an interval of years and
some none.
Figures and tables ask for results that are computed once, so a part's seconds hold what it was the first to ask for. CPU includes worker processes.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from analysis_texts import Corpus, make_corpus

from unioncorpus.analysis.report import analyze
from unioncorpus.segmenter.themes import load_codebook

_COPIES, _INTERVALS, _OPEN = 0.2, 0.33, 0.05  # shares of the reports


def generate(n: int, seed: int = 0) -> Corpus:
    """Tables of `n` reports."""
    generator = np.random.default_rng(seed)
    leading = make_corpus(n - int(_COPIES * n), seed, length=16, pool=6_000)
    return _undate(_copy(_more_themes(leading, generator), int(_COPIES * n), generator), generator)


def _more_themes(corpus: Corpus, generator: np.random.Generator) -> Corpus:
    """The themes of the shipped codebook, the further ones mentioned at random: a share that differs from theme to theme and drifts with the years."""
    themes = [code for code in load_codebook().codes if not code.parent]
    book = pd.DataFrame([{"code": t.code, "campaign": "", "label_zh": t.label_zh, "label_en": t.label_en, "parent": ""} for t in themes])
    reports, mentions = corpus.reports, [corpus.theme_mentions]
    further = [code for code in book["code"] if code not in set(corpus.theme_mentions["theme"])]
    for place, code in enumerate(further):
        drift = (reports["year"].to_numpy(float) - 2011) * (place % 5 - 2) / 100
        told = np.repeat(reports["report_id"].to_numpy(), generator.poisson(np.clip(0.1 + 0.04 * place + drift, 0, None)))
        mentions.append(pd.DataFrame({"report_id": told, "theme": code, "campaign": "", "form": "", "stance": "done", "negated": False}))
    return replace(corpus, theme_mentions=pd.concat(mentions, ignore_index=True), themes=book)


def _copy(corpus: Corpus, copies: int, generator: np.random.Generator) -> Corpus:
    """Reposts of reports on other pages, a few of them many times."""
    ids = corpus.reports["report_id"].to_numpy()
    skewed = np.minimum(generator.geometric(8 / len(ids), copies) - 1, len(ids) - 1)  # a repeated draw is a text copied again
    of = pd.DataFrame({"report_id": ids[skewed], "copy": [f"{ids[i]}x{k:05d}" for k, i in enumerate(skewed)]})

    def more(table: pd.DataFrame) -> pd.DataFrame:
        twins = of.merge(table, on="report_id")
        own = {"claim_id": twins["claim_id"] + twins["copy"]} if "claim_id" in twins else {}
        return pd.concat([table, twins.assign(report_id=twins["copy"], **own)[list(table)]], ignore_index=True)

    reports = more(corpus.reports)
    added = reports.index >= len(ids)
    original = reports["report_id"].str.split("x").str[0]
    reports.loc[added, "page_id"] = reports.loc[added, "report_id"].str.replace("r", "p", n=1)
    reports.loc[added, "duplicate_of"], reports.loc[added, "duplicate_kind"] = original[added], "repost"
    family = original.isin(set(of["report_id"]))
    reports.loc[family, "duplicate_group"] = "g" + original[family]
    reports["weight"] = 1 / original.map(original.value_counts())
    pages = pd.concat([corpus.pages, pd.DataFrame({"page_id": reports.loc[added, "page_id"], "site": "copies.example"})], ignore_index=True)
    return Corpus(reports, pages, more(corpus.theme_mentions), corpus.themes, more(corpus.texts), more(corpus.claims), corpus.checks)


def _undate(corpus: Corpus, generator: np.random.Generator) -> Corpus:
    """Some years known only as intervals, some not at all; a text has one date wherever it stands."""
    reports = corpus.reports.astype({"year": float, "year_low": float, "year_high": float})
    original = reports["report_id"].str.split("x").str[0]
    chance = original.map(dict(zip(original.unique(), generator.random(original.nunique()), strict=True))).to_numpy(float)
    wide, none = chance < _INTERVALS, chance < _OPEN
    reports.loc[wide, "year"] = np.nan
    reports.loc[wide, "year_low"] -= np.floor(chance[wide] * 10)
    reports.loc[wide, "year_high"] += np.floor(chance[wide] * 7)
    reports.loc[none, ["year_low", "year_high"]] = np.nan
    return replace(corpus, reports=reports)


def cpu() -> float:
    """CPU seconds of this process and its finished children."""
    return sum(u.ru_utime + u.ru_stime for u in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)))


def main() -> None:
    """Print seconds of all, and of the slowest parts."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="?", default=10_000)
    parser.add_argument("--no-words", action="store_true")
    parser.add_argument("--parts", type=int, default=15)
    arguments = parser.parse_args()
    corpus = generate(arguments.reports)
    print(f"{len(corpus.reports)} reports, {corpus.texts['text'].str.len().sum() / 1e6:.1f} M characters, {len(corpus.theme_mentions)} mentions")
    told: list[tuple[str, float, float]] = [("start", cpu(), time.perf_counter())]
    with tempfile.TemporaryDirectory() as folder:
        found = analyze(corpus, folder, words=not arguments.no_words, progress=lambda name: told.append((name, cpu(), time.perf_counter())))
    told.append(("paper", cpu(), time.perf_counter()))
    print(f"{len(found.tables)} tables, {len(found.figures)} figures: {told[-1][1] - told[0][1]:.1f} s CPU, {told[-1][2] - told[0][2]:.1f} s wall")
    parts = [(name, at - told[i][1], wall - told[i][2]) for i, (name, at, wall) in enumerate(told[1:])]
    for name, seconds, wall in sorted(parts, key=lambda part: -part[1])[: arguments.parts]:
        print(f"{seconds:8.1f} s CPU {wall:8.1f} s wall  {name}")


if __name__ == "__main__":
    main()
