"""The spaCy face: words and parts of speech, span groups with their records, what is saved and read back."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import unioncorpus as uc
from tests.markup import read_marked
from unioncorpus import nlp as face
from unioncorpus.model.errors import ResourceError, UsageError
from unioncorpus.resources import load as load_resource

HANS = "一、开展送温暖活动\n全年慰问困难职工40余名，发放慰问金 4.3万元（其中  女职工 ３２０人）。\r\n二、存在的不足\n个别基层工会经费偏少。"
HANT = "一、開展送溫暖活動\n全年慰問困難職工40餘名，發放慰問金 4.3萬元（其中  女職工 ３２０人）。\r\n二、存在的不足\n個別基層工會經費偏少。"


@pytest.fixture(scope="module")
def pipeline() -> Language:
    return face.load()


def _spans(doc: Doc, group: str) -> list[tuple[str, str, str, str]]:
    return [(span.text, span.label_, span.id_, span.kb_id_) for span in doc.spans[group]]


# Words


@pytest.mark.parametrize("row", load_resource(face.PosTag, "pos_tags.csv"), ids=lambda row: f"{row.tag}-{row.form}")
def test_every_part_of_speech_has_an_example(row: face.PosTag, pipeline: Language) -> None:
    word = re.search(r"\[(.+?)\]", row.example)
    assert word
    assert not row.form or row.form == word[1]
    tokens = [(token.text, token.tag_, token.pos_) for token in pipeline.make_doc(row.example.replace("[", "").replace("]", ""))]
    assert (word[1], row.tag, row.pos) in tokens


@pytest.mark.parametrize(("text", "pos"), [("，", "PUNCT"), ("%", "PUNCT"), ("+", "SYM"), ("￥", "SYM"), ("\n", "SPACE"), ("　", "SPACE"), ("\u200b", "X")])
def test_signs_are_told_from_the_character(text: str, pos: str, pipeline: Language) -> None:
    assert [(token.text, token.tag_, token.pos_) for token in pipeline.make_doc(text)] == [(text, "x", pos)]


@pytest.mark.parametrize("text", ["", " ", "  工会  职工 ", "a b\tc\r\n\r\nd", "工会\u3000职工", "\x00工会", "😀工会🇨🇳", "工" * 5_000, HANS, HANT])
def test_the_text_of_a_doc_is_the_text_given(text: str, pipeline: Language) -> None:
    assert pipeline(text).text == text


@given(st.text(st.sampled_from("工会職工 慰问 \n\r\t　40.5万%,，a\u0301😀\x00"), max_size=40))
def test_any_text_comes_back(text: str) -> None:
    assert _PIPELINE(text).text == text


_PIPELINE = face.load()


def test_both_scripts_are_cut_alike(pipeline: Language) -> None:
    hans, hant = pipeline.make_doc(HANS), pipeline.make_doc(HANT)
    assert [(t.idx, t.tag_, t.pos_) for t in hans] == [(t.idx, t.tag_, t.pos_) for t in hant]
    assert [t.text for t in hant][2:4] == ["開展", "送溫暖"]


def test_the_words_are_those_of_the_package(pipeline: Language) -> None:
    text = "推进工资集体协商和厂务公开"
    assert [t.text for t in pipeline.make_doc(text)] == uc.words.cut(text)


def test_another_segmenter_can_be_chosen() -> None:
    text = "推进工资集体协商"
    assert [(t.text, t.pos_) for t in face.load(segmenter="jieba").make_doc(text)] == [("推进", "VERB"), ("工资集体协商", "NOUN")]
    with pytest.raises(UsageError, match="unknown word segmenter 'pkuseg'; choose rjieba or jieba"):
        face.load(segmenter="pkuseg")  # type: ignore[arg-type]


def test_sentences_end_where_claims_end_theirs(pipeline: Language) -> None:
    assert [s.text.strip() for s in pipeline("慰问40人；走访3家。做到5.3公里内有服务点！").sents] == ["慰问40人；", "走访3家。", "做到5.3公里内有服务点！"]


# Span groups

CLAIMS = {
    "bounds and units": "全年慰问困难职工[[40余名|people over 40 人]]，发放慰问金[[4.3万元|money exact 43000 元]]。",
    "traditional": "慰問困難職工[[近400人|people under 400 人]]",
    "a range": "每年走访[[1—2家|count range 1–2 家]]企业",
    "nothing to claim": "召开第三届职代会，学习三个代表重要思想。",
    "no text": "",
}


@pytest.mark.parametrize("marked", CLAIMS.values(), ids=CLAIMS)
@pytest.mark.parametrize("make", [face.load, lambda: _with("unioncorpus_claims", spacy.blank("zh")), lambda: _with("unioncorpus_claims", spacy.blank("en"))])
def test_claims_are_spans_with_their_reading(marked: str, make: Any) -> None:
    text, expected = read_marked(marked)
    doc = make()(text)
    records = face.records(doc.spans["claims"])
    assert [(r["start"], r["end"], f"{s.label_} {s.id_}") for s, r in zip(doc.spans["claims"], records, strict=True)] == expected
    for span, record in zip(doc.spans["claims"], records, strict=True):
        assert record["quote"] == text[record["start"] : record["end"]]
        assert span.start_char <= record["start"] < record["end"] <= span.end_char


def _with(component: str, nlp: Language) -> Language:
    nlp.add_pipe(component)
    return nlp


def test_sections_and_themes_are_spans(pipeline: Language) -> None:
    doc = pipeline(HANS)
    assert [(label, heading) for _, label, heading, _ in _spans(doc, "sections")] == [("work", "一、开展送温暖活动"), ("problems", "二、存在的不足")]
    assert doc.spans["sections"][0].kb_id_ == "warmth"
    assert ("送温暖活动", "warmth", "topic", "sending_warmth") in _spans(doc, "themes")


def test_both_scripts_hold_the_same(pipeline: Language) -> None:
    hans, hant = pipeline(HANS), pipeline(HANT)
    for group in face.GROUPS:
        assert [span[1:] for span in _spans(hans, group)] == [span[1:] for span in _spans(hant, group)]
        assert [(s.start, s.end) for s in hans.spans[group]] == [(s.start, s.end) for s in hant.spans[group]]


def test_a_span_is_rounded_out_to_words_and_its_record_is_not() -> None:
    nlp = spacy.blank("en")  # the whole clause is one token
    nlp.add_pipe("unioncorpus_claims", config={"spans_key": "figures"})
    doc = nlp("慰问困难职工40余名")
    assert [(s.text, r["quote"]) for s, r in zip(doc.spans["figures"], face.records(doc.spans["figures"]), strict=True)] == [("慰问困难职工40余名", "40余名")]


def test_a_pipeline_finds_the_claims_of_a_run(sample_tables: Path, pipeline: Language) -> None:
    corpus = uc.open(sample_tables)
    texts = corpus.texts.text.tolist()
    found = [(r["value"], r["unit"], r["counted"], r["sentence"]) for d in pipeline.pipe(texts) for r in face.records(d.spans["claims"])]
    assert found == list(corpus.claims[["value", "unit", "counted", "sentence"]].itertuples(index=False, name=None))
    assert len(found) > 200


def test_the_genre_decides_between_done_and_planned() -> None:
    text = "一、帮扶工作\n慰问困难职工40名。"
    status = {genre: face.records(face.load(genre=genre)(text).spans["claims"])[0]["status"] for genre in ("summary", "plan")}
    assert status == {"summary": "reported", "plan": "planned"}


def test_an_own_codebook_is_used(tmp_path: Path) -> None:
    book = tmp_path / "own.csv"
    book.write_text("code,parent,label_zh,label_en,patterns\nnursing_room,women,母婴室,nursing rooms,爱心母婴室\n", encoding="utf-8")
    doc = face.load(codebook=book)("新建爱心母婴室3间。")
    assert [(span[1], span[3]) for span in _spans(doc, "themes")] == [("women", "nursing_room")]
    assert doc.spans["claims"][0].kb_id_ == "nursing_room"
    book.write_text("code,parent,label_zh,label_en,patterns\nbaby_room,women,母婴室,nursing rooms,爱心母婴室\n", encoding="utf-8")
    doc = face.load(codebook=book)("新建爱心母婴室3间。")
    assert doc.spans["themes"][0].kb_id_ == "baby_room"


def test_a_wrong_setting_stops_at_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="unknown genre 'report'; choose summary, plan"):
        face.load(genre="report")
    with pytest.raises(ResourceError, match="cannot be read"):
        face.load(codebook=tmp_path / "none.csv")


# Saved and read back


def test_a_doc_bin_keeps_spans_and_records(pipeline: Language) -> None:
    docs = [pipeline(HANS), pipeline(HANT), pipeline("")]
    docs[0].user_data["year"] = 2014
    stored = DocBin(docs=docs, store_user_data=True, attrs=["TAG", "POS", "SENT_START"]).to_bytes()
    back = list(DocBin().from_bytes(stored).get_docs(spacy.blank("zh").vocab))
    assert back[0].user_data["year"] == 2014
    for old, new in zip(docs, back, strict=True):
        assert new.text == old.text
        assert [(t.tag_, t.pos_) for t in new] == [(t.tag_, t.pos_) for t in old]
        for group in face.GROUPS:
            assert _spans(new, group) == _spans(old, group)
            assert face.records(new.spans[group]) == face.records(old.spans[group])


def test_a_pipeline_can_be_saved_and_loaded(pipeline: Language, tmp_path: Path) -> None:
    pipeline.to_disk(tmp_path / "pipeline")
    for other in (spacy.load(tmp_path / "pipeline"), face.load(segmenter="jieba").from_bytes(pipeline.to_bytes())):
        assert other.tokenizer.segmenter == "rjieba"
        assert other(HANS).to_bytes() == pipeline(HANS).to_bytes()


def test_a_saved_pipeline_is_loaded_in_a_fresh_process(pipeline: Language, tmp_path: Path) -> None:
    pipeline.to_disk(tmp_path / "pipeline")
    code = f"import spacy; doc = spacy.load({str(tmp_path / 'pipeline')!r})('慰问困难职工40余人'); print([t.text for t in doc], doc.spans['claims'][0].id_)"
    assert _fresh(code) == "['慰问', '困难职工', '40', '余人'] over 40 人"


def test_a_text_may_be_longer_than_spacy_allows_parsers() -> None:
    assert len(face.blank().make_doc("工会 " * 350_000).text) == 1_050_000


def test_a_pipeline_goes_to_other_processes(pipeline: Language) -> None:
    import pickle

    assert pickle.loads(pickle.dumps(pipeline))(HANS).to_bytes() == pipeline(HANS).to_bytes()


def _fresh(code: str) -> str:
    return subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_components_are_known_in_a_fresh_process() -> None:
    code = (
        "import spacy; nlp = spacy.blank('zh')\n"
        "for name in ('sections', 'claims', 'themes'): nlp.add_pipe('unioncorpus_' + name)\n"
        "doc = nlp('一、送温暖\\n慰问40余人。')\n"
        "print([[(s.text, s.label_) for s in doc.spans[name]] for name in ('claims', 'themes')])\n"
    )
    assert _fresh(code) == "[[('40余人', 'people')], [('送温暖', 'warmth'), ('慰问', 'warmth')]]"


def test_the_package_does_not_import_spacy_until_asked() -> None:
    assert _fresh("import sys, unioncorpus as uc; a = 'spacy' in sys.modules; uc.nlp.load; print(a, 'spacy' in sys.modules)") == "False True"
    with pytest.raises(AttributeError, match="no attribute 'nlpx'"):
        _ = uc.nlpx


# Search

PATTERNS: dict[str, tuple[Any, str]] = {
    "a word by its form": ([{"TEXT": "慰问"}], "去年[[慰问|]]职工"),
    "parts of speech": ([{"POS": "NUM"}, {"POS": "NOUN", "OP": "+"}], "新建[[3家企业|]]并走访"),
    "the longest of several": ([{"POS": "NOUN", "OP": "+"}], "开展[[困难职工活动|]]"),
    "one of two patterns": ([[{"TEXT": "慰问"}], [{"TEXT": "走访"}]], "[[走访|]]和[[慰问|]]"),
    "nothing": ([{"TEXT": "罢工"}], "去年慰问职工"),
}


@pytest.mark.parametrize(("pattern", "marked"), PATTERNS.values(), ids=PATTERNS)
def test_a_matcher_pattern_is_found(pattern: Any, marked: str) -> None:
    text, expected = read_marked(marked)
    assert list(face.find_pattern([text], pattern)) == [[(start, end) for start, end, _ in expected]]


@pytest.mark.parametrize("pattern", [[], [{}, {"WORD": "慰问"}], [{"LEMMA": "慰问"}], [{"OP": "x"}], [[]]])
def test_what_is_no_pattern_is_refused(pattern: Any) -> None:
    with pytest.raises(UsageError, match="Matcher"):
        list(face.find_pattern(["去年慰问职工"], pattern))
