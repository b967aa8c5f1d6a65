"""What a notebook holds: the tables of a small run made by hand, filtered, shown in their source, searched."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st

from unioncorpus.cli import main
from unioncorpus.corpus import Corpus, open_corpus
from unioncorpus.corpus.documents import CleanOffsets
from unioncorpus.corpus.passages import Passage, Piece
from unioncorpus.model.errors import TableError, UsageError
from unioncorpus.nlp import records
from unioncorpus.script import to_simplified
from unioncorpus.tables.manifest import write_manifest, write_run
from unioncorpus.tables.schema import table_names
from unioncorpus.tables.write import TablesWriter

# A page with site chrome, a page label inside a sentence, mark-up in its text, and two reports; and one saved as text because its file is not text.
FIRST = (
    "首頁 > 範文大全\r\n篇1\r\n一、送溫暖\r\n元旦期間開展送“溫暖”活動，慰問困難職工40餘名，發放慰問金4.3萬元。\r\n"
    "全年送溫暖第 3 頁活動辦<b>實事</b>１２件 & 好事。\r\n篇2\r\n今年計劃建會20家。\r\n"
)
SECOND = "我校工会开展安康杯竞赛。\n努力工作。\x1b[31m\u202e"


def _span(source: str, quote: str, nth: int = 0) -> dict[str, Any]:
    start = [m.start() for m in re.finditer(re.escape(quote), source)][nth]
    return {"quote": quote, "start": start, "end": start + len(quote)}


def _stretch(source: str, first: str, last: str) -> dict[str, Any]:
    return {"start": source.index(first), "end": source.index(last) + len(last)}


ONE, TWO = _stretch(FIRST, "一、送", "好事。"), _stretch(FIRST, "今年", "20家。")
CLEAN = {
    "r1": "一、送温暖\n元旦期间开展送“温暖”活动,慰问困难职工40余名,发放慰问金4.3万元。\n全年送温暖活动办<b>实事</b>１２件 & 好事。",
    "r2": "今年计划建会20家。",
    "r3": "我校工会开展安康杯竞赛。\n努力工作。",
}
CLAIM = {"bound": "exact", "per": "", "status": "reported", "year": 2014, "year_low": 2014, "year_high": 2014}
ROWS: dict[str, list[dict[str, Any]]] = {
    "pages": [
        {"page_id": "p1", "path": "甲/总结.txt", "sha256": hashlib.sha256(FIRST.encode()).hexdigest(), "format": "txt", "status": "ok", "reports": 2},
        {"page_id": "p2", "path": "乙.html", "format": "html", "status": "ok", "reports": 1},
        {"page_id": "p3", "path": "丙.xyz", "status": "unsupported", "reports": 0, "message": "files of type .xyz"},
    ],
    "reports": [
        {"report_id": "r1", "page_id": "p1", **ONE, "title": "工会<总结>", "label": "篇1", "relevant": True, "genre": "summary", "org_type": "local_federation",
         "org_name": "某县总工会", "year": 2014, "year_low": 2013, "year_high": 2014, "year_basis": "inferred"},
        {"report_id": "r2", "page_id": "p1", **TWO, "relevant": True, "genre": "plan", "org_type": "township", "year_basis": "none"},
        {"report_id": "r3", "page_id": "p2", "start": 0, "end": 18, "relevant": False, "genre": "summary", "org_type": "education", "year": 2020,
         "year_low": 2020, "year_basis": "explicit"},
    ],
    "texts": [{"report_id": name, "text": text} for name, text in CLEAN.items()],
    "sections": [
        {"section_id": "s1", "report_id": "r1", "order": 1, "level": 1, "heading": "一、送温暖", "type": "work", "type_basis": "heading",
         "themes": ("warmth", "safety"), **ONE},
        {"section_id": "s2", "report_id": "r1", "parent_id": "s1", "order": 2, "level": 2, "heading": "", "type": "work", "type_basis": "content",
         **_stretch(FIRST, "全年", "好事。")},
    ],
    "claims": [
        {"claim_id": "c1", "report_id": "r1", "section_id": "s1", **CLAIM, "kind": "people", "value": 40, "low": 40, "bound": "over", "unit": "人",
         "counted": "困难职工", "action": "慰问", "theme": "warmth", "campaign": "sending_warmth", "rule": "bounds.csv:6", **_span(FIRST, "40餘名")},
        {"claim_id": "c2", "report_id": "r1", "section_id": "s1", **CLAIM, "kind": "money", "value": 43000, "low": 43000, "high": 43000, "unit": "元",
         "counted": "慰问金", **_span(FIRST, "4.3萬元")},
        {"claim_id": "c3", "report_id": "r1", "section_id": "s2", **CLAIM, "kind": "count", "value": 12, "low": 12, "high": 12, "unit": "件",
         **_span(FIRST, "１２件"), "flags": ("ocr",)},
        {"claim_id": "c4", "report_id": "r2", "kind": "count", "bound": "exact", "value": 20, "low": 20, "high": 20, "unit": "家", "per": "年",
         "status": "planned", **_span(FIRST, "20家")},
    ],
    "checks": [
        {"check_id": "k1", "report_id": "r1", "rule": "product", "claim_ids": ("c1", "c2"), "stated": 43000, "computed": 43000, "verdict": "consistent",
         "explanation": "40 × 1,075 = 43,000", **_stretch(FIRST, "慰問困", "4.3萬元")},
    ],
    "theme_mentions": [
        {"report_id": "r1", "theme": "warmth", "campaign": "sending_warmth", "form": "送温暖", "stance": "topic", "negated": False, **_span(FIRST, "送溫暖")},
        {"report_id": "r1", "theme": "warmth", "campaign": "sending_warmth", "form": "送温暖", "stance": "done", "negated": False, **_span(FIRST, "送“溫暖")},
        {"report_id": "r1", "theme": "warmth", "campaign": "", "form": "慰问困难职工", "stance": "done", "negated": False, **_span(FIRST, "慰問困難職工")},
        {"report_id": "r2", "theme": "organizing", "campaign": "", "form": "建会", "stance": "planned", "negated": False, **_span(FIRST, "建會")},
        {"report_id": "r3", "theme": "safety", "campaign": "ankang_cup", "form": "安康杯", "stance": "done", "negated": False, **_span(SECOND, "安康杯")},
    ],
    "themes": [
        {"code": "warmth", "parent": ""}, {"code": "warmth", "campaign": "sending_warmth", "parent": "warmth"},
        {"code": "warmth", "campaign": "spring_visits", "parent": "sending_warmth"}, {"code": "safety", "parent": ""},
    ],
    "removed": [
        {"page_id": "p1", "kind": kind, "rule": rule, "text": text, "start": FIRST.index(text), "end": FIRST.index(text) + len(text)}
        for kind, rule, text in (("site", "breadcrumb", "首頁 > 範文大全\r\n"), ("title", "label", "篇1\r\n"), ("page", "page_label", "第 3 頁"))
    ],
    "reuse": [{"report_a": "r1", "report_b": "r2", "chars": 30}, {"report_a": "r1", "report_b": "r3", "chars": 40}],
}  # fmt: skip


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """The output folder of a run over `tmp_path / "raw"`."""
    (tmp_path / "raw" / "甲").mkdir(parents=True)
    (tmp_path / "raw" / "甲" / "总结.txt").write_bytes(FIRST.encode())
    folder = tmp_path / "processed"
    with TablesWriter(folder, table_names()) as writer:
        for name, rows in ROWS.items():
            names = writer._writers[name].table.names
            writer.write_dicts(name, [{k: v for k, v in row.items() if k in names} for row in rows])
    write_manifest(folder, {"input": "raw"}, writer.files)
    write_run(folder, {"input": str(tmp_path / "raw")})
    (folder / "text" / "p2").mkdir(parents=True)
    (folder / "text" / "p2" / "p2.txt").write_text(SECOND, encoding="utf-8", newline="")
    return folder


@pytest.fixture
def corpus(run: Path) -> Corpus:
    return open_corpus(run)


# Tables


@pytest.mark.parametrize("name", table_names())
def test_every_table_is_an_attribute(name: str, corpus: Corpus) -> None:
    frame = getattr(corpus, name)
    assert len(frame) == len(ROWS.get(name, ()))
    assert getattr(corpus, name) is frame


def test_a_folder_without_tables_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no table reports"):
        open_corpus(tmp_path)


def test_a_corpus_says_what_it_holds(corpus: Corpus) -> None:
    assert "3 pages, 3 reports, 2 relevant, 2014–2020, 2 sections, 4 claims" in repr(corpus)
    assert len(corpus) == 3
    assert "<td>2014–2020</td>" in corpus._repr_html_()
    assert "0 reports" in repr(corpus.filter(year=1990))


# Filter

FILTERS: dict[str, tuple[dict[str, Any], str]] = {
    "no condition": ({}, "r1 r2 r3"),
    "a year": ({"year": 2014}, "r1"),
    "a year that only the interval holds": ({"year": 2013}, "r1"),
    "an interval that overlaps at its end": ({"year": (2001, 2013)}, "r1"),
    "an interval beside it": ({"year": (2015, 2019)}, ""),
    "an open end of the report": ({"year": (2021, 2022)}, "r3"),
    "an open end asked for": ({"year": (None, 2013)}, "r1"),
    "any dated report": ({"year": (None, None)}, "r1 r3"),
    "a type": ({"org_type": "education"}, "r3"),
    "several types": ({"org_type": ["education", "township"]}, "r2 r3"),
    "relevance": ({"relevant": False}, "r3"),
    "a theme": ({"theme": "warmth"}, "r1"),
    "a theme by its campaign": ({"theme": "ankang_cup"}, "r3"),
    "several themes": ({"theme": ("safety", "organizing")}, "r2 r3"),
    "a theme nobody mentions": ({"theme": "finance"}, ""),
    "two conditions": ({"relevant": True, "genre": "plan"}, "r2"),
    "a text column": ({"org_name": "某县总工会"}, "r1"),
    "an empty cell": ({"org_name": ""}, "r2 r3"),
}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_keeps_the_reports_that_meet_it(name: str, corpus: Corpus) -> None:
    conditions, kept = FILTERS[name]
    assert corpus.filter(**conditions).reports.report_id.tolist() == kept.split()


def test_every_table_of_a_filtered_corpus_is_of_its_reports(corpus: Corpus) -> None:
    part = corpus.filter(genre="summary")
    assert part.claims.claim_id.tolist() == ["c1", "c2", "c3"]
    assert part.texts.report_id.tolist() == ["r1", "r3"]
    assert part.pages.page_id.tolist() == ["p1", "p2"]
    assert part.reuse.report_b.tolist() == ["r3"]
    assert len(part.removed) == 3
    assert part.filter(year=2020).removed.empty
    assert part.themes.equals(corpus.themes)
    assert part.filter(org_type="township").reports.empty


def test_a_misspelt_column_or_code_is_refused(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match="no column 'organisation'; the columns are report_id"):
        corpus.filter(organisation="x")
    with pytest.raises(UsageError, match="org_type is never 'school'; the codes are local_federation"):
        corpus.filter(org_type=["education", "school"])
    with pytest.raises(UsageError, match="no theme or campaign 'warm'"):
        corpus.filter(theme="warm")


# Show


def _marked(passage: Passage) -> list[str]:
    return [piece.text for piece in passage.pieces if piece.focus]


def test_a_claim_is_marked_in_its_passage_of_the_source(corpus: Corpus) -> None:
    shown = corpus.show("c1")
    assert _marked(shown) == ["40餘名"]
    assert shown.text == FIRST[ONE["start"] : ONE["end"]]
    text = str(shown)
    assert "慰問困難職工⟦40餘名⟧，發放慰問金‹4.3萬元›。" in text
    assert "people 40.. 人 · 困难职工 · 慰问 · reported · 2014" in text
    assert "甲/总结.txt [" in text
    assert "一、送温暖" in text
    assert "2014 (2013–2014)" in text


def test_a_claim_outside_any_section_is_shown(corpus: Corpus) -> None:
    assert "计划" not in str(corpus.show("c4"))
    assert "今年計劃建會⟦20家⟧。" in str(corpus.show("c4"))
    assert "count 20 家/年 · planned · year unknown" in str(corpus.show("c4"))


def test_the_way_down_to_a_claim_is_named(corpus: Corpus) -> None:
    assert "一、送温暖 > (work)" in str(corpus.show("c3"))
    assert "ocr" in str(corpus.show("c3"))


def test_a_check_is_marked_with_its_claims(corpus: Corpus) -> None:
    shown = corpus.show("k1")
    assert "".join(_marked(shown)) == "慰問困難職工40餘名，發放慰問金4.3萬元"
    assert "⟦慰問困難職工‹40餘名›，發放慰問金‹4.3萬元›⟧。" in str(shown)
    assert "k1 · product · consistent · 40 × 1,075 = 43,000" in str(shown)
    assert "c1, c2" in str(shown)


def test_removed_text_is_shown_on_demand(corpus: Corpus) -> None:
    assert "送溫暖⋯活動" in str(corpus.show("r1"))
    assert "送溫暖{第 3 頁}活動" in str(corpus.show("r1", removed=True))
    assert "第 3 頁" not in corpus.show("r1")._repr_html_()
    assert "line-through" in corpus.show("r1", removed=True)._repr_html_()
    assert "removed: page (page_label)" in corpus.show("r1", removed=True)._repr_html_()


def test_sections_reports_and_pages_are_shown_whole(corpus: Corpus) -> None:
    assert corpus.show("s2").text == FIRST[FIRST.index("全年") : ONE["end"]]
    assert "warmth, safety" in str(corpus.show("s1"))
    assert corpus.show("r2").text == "今年計劃建會20家。"
    assert corpus.show("p1").text == FIRST
    assert "首頁" not in str(corpus.show("p1"))
    assert "{首頁 > 範文大全" in str(corpus.show("p1", removed=True))


def test_everything_is_escaped(corpus: Corpus) -> None:
    html = corpus.show("p1", removed=True)._repr_html_() + corpus.show("c3")._repr_html_()
    assert "<b>" not in html
    assert "辦&lt;b&gt;實事&lt;/b&gt;" in html
    assert "工会&lt;总结&gt;" in html
    assert " &amp; 好事" in html


def test_control_and_direction_marks_do_not_reach_the_screen(corpus: Corpus) -> None:
    for shown in (str(corpus.show("p2")), corpus.show("p2")._repr_html_()):
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert corpus.show("p2").text == SECOND


def test_a_claim_that_a_theme_cuts_in_two_is_marked_once() -> None:
    pieces = (Piece("40", claim="a"), Piece("名职工", claim="a", theme="b"), Piece("参加"), Piece("12", claim="c", focus=True), Piece("场", "", "c", "d", True))
    assert "‹40名职工›参加⟦12场⟧" in str(Passage((("a", "b"),), pieces))


def test_a_theme_and_a_claim_at_one_place_are_both_marked(corpus: Corpus) -> None:
    html = corpus.show("c1")._repr_html_()
    assert "warmth/sending_warmth · done" in html
    assert "people 40.. 人" in html


class _Balanced(HTMLParser):
    """Collects the text and checks that tags close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"div", "table", "tr", "th", "td", "span"}
        assert {name for name, _ in attrs} <= {"class", "lang", "style", "title"}
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.seen += data


@given(st.lists(st.tuples(st.text("<>&\"'a 工", max_size=5), st.text("<>&\"' b", max_size=4), st.text("\"<'c", max_size=4), st.booleans()), max_size=6))
def test_any_text_makes_sound_html_that_shows_it(pieces: list[tuple[str, str, str, bool]]) -> None:
    passage = Passage((("<b>", "'\"&"),), tuple(Piece(text, removed, claim, claim, focus) for text, removed, claim, focus in pieces), True)
    parser = _Balanced()
    parser.feed(passage._repr_html_())
    assert not parser.open
    assert parser.seen.startswith("<b>'\"&" + passage.text)


def test_a_legend_names_the_marks_that_are_there(corpus: Corpus) -> None:
    legend = "(point at a mark to read what was found)"
    assert ">numeric claim</span> · <span" in corpus.show("r2")._repr_html_()
    assert ">asked for</span> · " in corpus.show("c1")._repr_html_()
    assert ">removed</span> (" in corpus.show("r1", removed=True)._repr_html_()
    assert ">removed</span>" not in corpus.show("r1")._repr_html_()
    assert legend not in Passage((("a", "b"),), (Piece("工会"),))._repr_html_()


def test_long_lines_around_a_claim_are_cut_at_full_stops(run: Path) -> None:
    padding = "开展活动。" * 400
    source = FIRST.replace("\r\n元旦", "。" + padding + "元旦").replace("4.3萬元。\r\n", "4.3萬元。" + padding)
    shifted = source.index("40餘名") - FIRST.index("40餘名")
    claims = (run / "claims.csv").read_text(encoding="utf-8")
    old, new = _span(FIRST, "40餘名"), _span(source, "40餘名")
    assert shifted > 1_000
    (run / "claims.csv").write_text(claims.replace(f",{old['start']},{old['end']},", f",{new['start']},{new['end']},", 1), encoding="utf-8")
    reports = (run / "reports.csv").read_text(encoding="utf-8")
    (run / "reports.csv").write_text(reports.replace(f",{ONE['start']},{ONE['end']},", f",{ONE['start']},{len(source)},", 1), encoding="utf-8")
    shown = open_corpus(run, source_of=lambda page_id: source).show("c1")
    assert _marked(shown) == ["40餘名"]
    assert 300 < len(shown.text) < 900
    assert shown.text.startswith("开展活动。")
    assert shown.text.endswith("开展活动。")


@pytest.mark.parametrize("id", ["", "x1", "c9", "s9", "r9", "p9", "k9"])
def test_an_unknown_id_is_refused(id: str, corpus: Corpus) -> None:
    with pytest.raises(UsageError, match=r"is no id|no (claim|check|section|report|page)_id"):
        corpus.show(id)


# Docs


def test_docs_hold_what_the_tables_say(corpus: Corpus) -> None:
    docs = list(corpus.docs())
    assert [doc.text for doc in docs] == list(CLEAN.values())
    first = docs[0]
    assert [(s.text, s.label_, s.id_, s.kb_id_) for s in first.spans["claims"]] == [
        ("40余名", "people", "over 40 人", "sending_warmth"), ("4.3万元", "money", "exact 43000 元", ""), ("１２件", "count", "exact 12 件", ""),
    ]  # fmt: skip
    assert [(s.text, s.label_, s.id_, s.kb_id_) for s in first.spans["themes"]] == [
        ("送温暖", "warmth", "topic", "sending_warmth"), ("送“温暖", "warmth", "done", "sending_warmth"), ("慰问困难职工", "warmth", "done", ""),
    ]  # fmt: skip
    assert [(s.label_, s.id_, s.kb_id_) for s in first.spans["sections"]] == [("work", "一、送温暖", "warmth;safety"), ("work", "", "")]
    assert [len(docs[1].spans[group]) for group in ("sections", "claims", "themes")] == [0, 1, 1]


def test_records_of_docs_are_rows_with_places_in_the_text(corpus: Corpus) -> None:
    doc = next(corpus.docs())
    record = records(doc.spans["claims"])[0]
    row = corpus.claims.iloc[0]
    assert (record["claim_id"], record["value"], record["high"]) == ("c1", 40.0, None)
    assert doc.text[record["start"] : record["end"]] == record["quote"] == "40余名"
    assert (record["source_start"], record["source_end"]) == (row.start, row.end)


def test_docs_know_their_report(corpus: Corpus) -> None:
    data = [doc.user_data for doc in corpus.docs()]
    assert [(d["report_id"], d["year"], d["year_low"], d["org_type"], d["relevant"]) for d in data] == [
        ("r1", 2014, 2013, "local_federation", True), ("r2", None, None, "township", True), ("r3", 2020, 2020, "education", False),
    ]  # fmt: skip


def test_docs_are_filtered(corpus: Corpus) -> None:
    assert [doc.user_data["report_id"] for doc in corpus.docs(theme="safety")] == ["r3"]
    assert [doc.user_data["report_id"] for doc in corpus.filter(relevant=True).docs(genre="plan")] == ["r2"]
    assert list(corpus.docs(year=1990)) == []
    with pytest.raises(UsageError, match="no column 'organisation'"):
        corpus.docs(organisation="x")


def test_docs_go_into_a_doc_bin(corpus: Corpus) -> None:
    import spacy
    from spacy.tokens import DocBin

    docs = list(corpus.docs())
    back = list(DocBin().from_bytes(DocBin(docs=docs, store_user_data=True).to_bytes()).get_docs(spacy.blank("zh").vocab))
    assert [doc.user_data for doc in back] == [doc.user_data for doc in docs]
    assert [records(doc.spans["claims"]) for doc in back] == [records(doc.spans["claims"]) for doc in docs]


def test_every_span_of_the_sample_is_in_its_doc(sample_tables: Path) -> None:
    corpus = open_corpus(sample_tables)
    quotes = dict(zip(corpus.claims.claim_id, corpus.claims.quote, strict=True))
    found: Counter[str] = Counter()
    for doc in corpus.docs():
        for group in doc.spans:
            found[group] += len(doc.spans[group])
        for claim in records(doc.spans["claims"]):
            assert _solid(claim["quote"]) == _solid(to_simplified(quotes[claim["claim_id"]]))
        for mention in records(doc.spans["themes"]):
            assert re.sub(r"\W", "", mention["quote"]) == re.sub(r"\W", "", mention["form"])
        for section in records(doc.spans["sections"]):
            assert _solid(doc.text[section["start"] : section["end"]]).startswith(_solid(section["heading"]))
            assert section["end"] - section["start"] == section["chars"]
    assert found == {"sections": len(corpus.sections), "claims": len(corpus.claims), "themes": len(corpus.theme_mentions)}


def _solid(text: str) -> str:
    return "".join(text.split())


def test_a_page_that_is_not_that_of_the_tables_is_refused(run: Path) -> None:
    with pytest.raises(UsageError, match="do not agree"):
        list(open_corpus(run, source_of=lambda page_id: FIRST.replace("40餘", "４０多餘")).docs())


@given(st.lists(st.tuples(st.sampled_from(["keep", "cut", "change"]), st.text("工会4 \n", min_size=1, max_size=4)), max_size=8))
def test_every_kept_stretch_is_found_again(parts: list[tuple[str, str]]) -> None:
    source, clean = "", ""
    removed, changes, kept = [], [], []
    for what, text in parts:
        start, new = len(source), {"keep": text, "cut": "", "change": "项目"}[what]
        source += text
        if what == "cut":
            removed.append((start, len(source)))
        elif what == "change":
            changes.append((start, len(source), new))
        if new.strip():
            kept.append((start, len(source), new.strip()))
        clean += new
    offsets = CleanOffsets(source, (0, len(source)), removed, changes, clean)
    for start, end, text in kept:
        span = offsets.span(start, end)
        assert span is not None
        assert clean[slice(*span)] == text
    assert all(offsets.span(start, end) is None for start, end in removed)


# Where the source is


def test_the_source_comes_from_the_pages_wherever_they_moved(run: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").rename(tmp_path / "moved")
    with pytest.raises(UsageError, match=r"the page 甲/总结.txt is not there \(looked in .*raw\); say where the pages are"):
        open_corpus(run).show("c1")
    assert _marked(open_corpus(run, pages=tmp_path / "moved").show("c1")) == ["40餘名"]


def test_who_types_a_command_is_told_its_option(run: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "raw").rename(tmp_path / "moved")
    assert main(["show", "c1", "--from", str(run), "--pages", str(tmp_path)]) == 2
    assert "--pages FOLDER, or uc.open(…, pages=FOLDER)" in capsys.readouterr().err
    assert main(["show", "c1", "--from", str(run), "--pages", str(tmp_path / "moved")]) == 0


def test_a_page_that_changed_since_is_refused(run: Path, tmp_path: Path) -> None:
    (tmp_path / "raw" / "甲" / "总结.txt").write_text("別的", encoding="utf-8")
    with pytest.raises(UsageError, match="has changed since the tables were written"):
        open_corpus(run).show("c1")


def test_a_run_json_that_is_gone_leaves_the_manifest_to_say_where_the_pages_are(run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (run / "run.json").unlink()
    monkeypatch.chdir(tmp_path)
    assert _marked(open_corpus(run).show("c1")) == ["40餘名"]


def test_a_page_that_could_not_be_read_has_no_source(corpus: Corpus) -> None:
    with pytest.raises(UsageError, match=r"丙\.xyz"):
        corpus.show("p3")


# Keyword in context


def _hits(frame: pandas.DataFrame) -> list[str]:
    return [f"{row.left}[{row.match}]{row.right}" for row in frame.itertuples()]


def test_kwic_gives_report_year_organisation_context_and_offsets(corpus: Corpus) -> None:
    frame = corpus.kwic("慰问困难", width=4)
    assert frame.columns.tolist() == ["report_id", "year", "org_type", "org_name", "left", "match", "right", "start", "end"]
    assert frame.astype(str).values.tolist() == [["r1", "2014", "local_federation", "某县总工会", "”活动,", "慰问困难", "职工40", "20", "24"]]
    assert CLEAN["r1"][20:24] == "慰问困难"


KWIC: dict[str, tuple[Any, list[str]]] = {
    "a phrase in every report": ("计划", ["今年[计划]建会"]),
    "a traditional phrase": ("慰問困難", ["动,[慰问困难]职工"]),
    "half width finds full width": ("12件", ["b>[１２件] &"]),
    "a phrase is no pattern": ("4.3", ["问金[4.3]万元"]),
    "a dot is a dot": ("4,3", []),
    "overlapping is not counted twice": ("<b>", ["动办[<b>]实事"]),
    "a regular expression": (re.compile(r"\d+[余家]"), ["职工[40余]名,", "建会[20家]。"]),
    "an expression that matches nothing at all places": (re.compile("x*"), []),
    "a line break in the context": ("元旦", ["暖 [元旦]期间"]),
    "nothing": ("妇联", []),
    "words by form and part of speech": ([{"TEXT": "慰问"}, {"POS": "NOUN", "OP": "+"}], ["动,[慰问困难职工]40"]),
    "several patterns of words": ([[{"TEXT": "发放"}], [{"TEXT": "竞赛"}]], ["名,[发放]慰问", "康杯[竞赛]。 "]),
    "a pattern of words that matches nothing": ([{"TEXT": "妇联"}], []),
}


@pytest.mark.parametrize("name", KWIC)
def test_kwic_finds(name: str, corpus: Corpus) -> None:
    pattern, expected = KWIC[name]
    assert _hits(corpus.kwic(pattern, width=2)) == expected


def test_kwic_of_a_theme_finds_its_mentions_in_the_clean_text(corpus: Corpus) -> None:
    frame = corpus.kwic(theme="warmth", width=2)
    assert _hits(frame) == ["一、[送温暖] 元", "开展[送“温暖]”活", "动,[慰问困难职工]40"]
    assert frame.stance.tolist() == ["topic", "done", "done"]
    assert [CLEAN["r1"][row.start : row.end] for row in frame.itertuples()] == ["送温暖", "送“温暖", "慰问困难职工"]
    assert corpus.kwic(theme="sending_warmth").report_id.tolist() == ["r1", "r1"]
    assert corpus.kwic(theme="finance").empty
    assert corpus.filter(genre="plan").kwic(theme="warmth").empty


def test_kwic_of_themes_is_where_the_pages_have_the_mentions(sample_tables: Path) -> None:
    corpus = open_corpus(sample_tables)
    exact = [(doc.user_data["report_id"], r["theme"], r["start"], r["end"]) for doc in corpus.docs() for r in records(doc.spans["themes"])]
    for theme in ("warmth", "organizing", "bargaining"):
        found = list(corpus.kwic(theme=theme)[["report_id", "theme", "start", "end"]].itertuples(index=False, name=None))
        assert found == [hit for hit in exact if hit[1] == theme]
        assert len(found) > 50


def test_kwic_without_hits_has_the_same_columns_and_dtypes(corpus: Corpus) -> None:
    for some, none in ((corpus.kwic("慰问"), corpus.kwic("妇联")), (corpus.kwic(theme="warmth"), corpus.kwic(theme="finance"))):
        assert none.empty
        assert none.dtypes.equals(some.dtypes)


@pytest.mark.parametrize("arguments", [{}, {"pattern": "a", "theme": "warmth"}, {"pattern": ""}, {"pattern": []}, {"theme": "x"}])
def test_kwic_says_what_it_needs(arguments: dict[str, Any], corpus: Corpus) -> None:
    with pytest.raises(UsageError):
        corpus.kwic(**arguments)


# What cannot be asked for


@pytest.mark.parametrize(
    ("conditions", "message"),
    [
        ({"year": (2015, 2010)}, r"year is \(2015, 2010\): the first year is after the last"),
        ({"year": "2014"}, "year is '2014', must be a year or the first and the last"),
        ({"year": (2014,)}, "must be a year or the first and the last"),
        ({"year": (2010, 2012, 2014)}, "must be a year or the first and the last"),
        ({"year": 2014.5}, "must be a year"),
        ({"relevant": "yes"}, "relevant is 'yes', must be True or False"),
    ],
)
def test_a_filter_that_cannot_be_is_refused(run: Path, conditions: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        open_corpus(run).filter(**conditions)


@pytest.mark.parametrize("year", [2014, (2014, 2014), [2014, None], (None, 2014), (None, None)])
def test_years_may_be_given_in_these_ways(run: Path, year: Any) -> None:
    assert "r1" in set(open_corpus(run).filter(year=year).reports.report_id)


@pytest.mark.parametrize("id", [3, None, "", "x1", pandas.NA])
def test_what_is_no_id_is_one_line(run: Path, id: Any) -> None:
    with pytest.raises(UsageError, match="is no id; a claim_id begins with c"):
        open_corpus(run).show(id)
