"""Invented corpora with texts, mentions and claims for the tests and the benchmark of the analysis: what is said is known, so what must be found is too."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pandas as pd
from analysis_corpus import make_reports

from unioncorpus import words
from unioncorpus.analysis.text_study import TextTables

# Invented sentences of each theme; {n} is a figure. A mention is a form of the theme that stands in the sentence.
SAYS = {
    "warmth": ("节前走访慰问困难职工{n}户,发放慰问金{n}元。", "为患病会员送去救助款{n}元,把温暖送到班组。", "夏季给露天作业的职工送清凉,备足绿豆和毛巾{n}份。"),
    "bargaining": ("与行政方开展工资集体协商,签订集体合同{n}份。", "协商代表就最低工资标准谈了{n}轮。", "集体合同履约检查覆盖企业{n}家。"),
    "safety": ("组织安康杯知识答题,查出隐患{n}处。", "劳动保护监督员巡查车间{n}次。", "班组安全员培训合格{n}人。"),
}
FORMS = {"warmth": ("慰问", "救助", "送清凉"), "bargaining": ("工资集体协商", "集体合同", "协商代表"), "safety": ("安康杯", "劳动保护", "安全员")}
# What one kind of organisation says, and no theme knows.
OWN = {
    "education": ("课题组织教研沙龙和板书展评,教研沙龙深受欢迎。", "教师食堂和教研沙龙又有改进。"),
    "enterprise": ("车间推行看板管理和首件检验。", "看板管理让交接班更顺。"),
}
LABELS = {"warmth": ("帮扶关爱", "hardship relief"), "bargaining": ("集体协商", "collective consultation"), "safety": ("劳动安全", "safety")}
Corpus = TextTables  # as `extract` writes them, as far as the analysis reads them
_PAGES = sorted((Path(__file__).parents[1] / "data" / "raw").glob("*.txt"))
_POOL = tuple(w for page in _PAGES for w in words.cut(page.read_text("utf-8", errors="ignore")) if re.fullmatch("[\u4e00-\u9fff]{2,}", w))


def make_corpus(n: int, seed: int = 0, *, length: int = 12, own: bool = True, pool: int = 300) -> Corpus:
    """`n` reports of `length` lines: lines of two themes, what its kind of organisation says, and random words."""
    generator = np.random.default_rng(seed)
    reports = make_reports(n, generator)
    bodies, said, claimed = [], [], []
    for report, kind, year in zip(reports["report_id"], reports["org_type"], reports["year"], strict=True):
        themes = generator.permutation(list(SAYS))[:2].tolist()
        lines = [_line(str(generator.choice(SAYS[themes[int(generator.integers(2))]])), generator) for _ in range(length // 2)]
        if own and kind in OWN:
            lines += list(OWN[kind])
        lines += [",".join("".join(_POOL[i] for i in generator.integers(0, min(pool, len(_POOL)), 5)) for _ in range(3)) + "。" for _ in range(length // 2)]
        text = "\n".join(lines[i] for i in generator.permutation(len(lines)))
        bodies.append(text)
        said += [(report, theme, "", form, "done", False) for theme, forms in FORMS.items() for form in forms for _ in range(text.count(form))]
        claimed += _claims(report, text, year)
    reports["chars"] = [len(text) for text in bodies]
    mentions = pd.DataFrame(said, columns=["report_id", "theme", "campaign", "form", "stance", "negated"])
    pages = pd.DataFrame({"page_id": reports["page_id"], "site": [f"site{i % 4}.example" for i in range(n)]})
    book = pd.DataFrame([{"code": c, "campaign": "", "label_zh": zh, "label_en": en, "parent": ""} for c, (zh, en) in LABELS.items()])
    texts = pd.DataFrame({"report_id": reports["report_id"], "text": bodies})
    return Corpus(reports, pages, mentions, book, texts, pd.DataFrame(claimed), no_checks())


def no_checks() -> pd.DataFrame:
    """checks.csv without rows."""
    return pd.DataFrame({"check_id": [], "report_id": [], "rule": [], "claim_ids": [], "stated": []}).astype({"claim_ids": object, "rule": object})


def _line(sentence: str, generator: np.random.Generator) -> str:
    while "{n}" in sentence:
        sentence = sentence.replace("{n}", str(int(generator.lognormal(4, 1.2)) + 1), 1)
    return sentence


def _claims(report: str, text: str, year: int) -> list[dict[str, object]]:
    """The figures of the invented sentences."""
    found = []
    for line in text.split("\n"):
        digits = "".join(c if c.isdigit() else " " for c in line).split()
        theme = next((t for t, forms in FORMS.items() if any(f in line for f in forms)), "")
        for i, number in enumerate(digits):
            unit = line[line.index(number) + len(number)]
            kind = {"元": "money", "人": "people"}.get(unit, "count")
            said = {"kind": kind, "theme": theme, "sentence": line, "quote": number + unit, "start": 10 * len(found) + i, "year": year}
            found.append(claim(f"c{report}{len(found)}", report, float(number), unit, **said))
    return found


def claim(claim_id: str, report: str, value: float, unit: str, **more: object) -> dict[str, object]:
    """A row of claims.csv."""
    row: dict[str, object] = {
        "claim_id": claim_id, "report_id": report, "kind": "count", "value": value, "unit": unit, "per": "", "counted": "事项", "status": "reported",
        "year": 2014, "theme": "warmth", "campaign": "", "quote": f"{value:g}{unit}", "sentence": f"{value:g}{unit}。", "start": 0, "flags": "",
    }  # fmt: skip
    row |= more
    return row | {"year_low": row["year"], "year_high": row["year"]}


def copy_report(corpus: Corpus, report_id: str, times: int) -> Corpus:
    """The corpus when further copies of a report turn up on other pages."""
    ids = [f"{report_id}x{i:02d}" for i in range(times)]
    original = corpus.reports[corpus.reports["report_id"] == report_id]
    page = str(original["page_id"].iloc[0])
    copies = [original.assign(report_id=i, page_id=f"{page}{i}", duplicate_of=report_id, duplicate_kind="repost") for i in ids]
    reports = pd.concat([corpus.reports, *copies], ignore_index=True)
    family = reports["report_id"].isin([report_id, *ids])
    reports.loc[family, "duplicate_group"], reports.loc[family, "weight"] = f"g{report_id}", 1 / (times + 1)
    pages = pd.concat([corpus.pages, pd.DataFrame({"page_id": [f"{page}{i}" for i in ids], "site": "copies.example"})], ignore_index=True)

    def more(table: pd.DataFrame) -> pd.DataFrame:
        own = table[table["report_id"] == report_id]
        twins = [own.assign(report_id=i, **({"claim_id": own["claim_id"] + i} if "claim_id" in own else {})) for i in ids]
        return pd.concat([table, *twins], ignore_index=True)

    return Corpus(reports, pages, more(corpus.theme_mentions), corpus.themes, more(corpus.texts), more(corpus.claims), corpus.checks)


def shuffled(corpus: Corpus, seed: int = 1) -> Corpus:
    """The same tables with their rows in another order."""
    generator = np.random.default_rng(seed)

    def mixed(table: pd.DataFrame) -> pd.DataFrame:
        return table.iloc[generator.permutation(len(table))].reset_index(drop=True)

    return Corpus(
        mixed(corpus.reports), mixed(corpus.pages), mixed(corpus.theme_mentions), corpus.themes, mixed(corpus.texts), mixed(corpus.claims), mixed(corpus.checks)
    )
