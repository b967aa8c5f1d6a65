"""Claims in invented sentences of the genre: what is found, its interval, what it counts, and whether it is done, planned or required."""

import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import label, read_marked

from unioncorpus.model.records import Claim, Period, Section
from unioncorpus.segmenter.claims import find_checks, find_claims, find_numbers

FILE = Path(__file__).parent.parent / "benchmarks" / "claims_sentences.txt"
SENTENCES = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")]

STATUS = {
    "a plan's own figure": ("plan", "慰问困难职工[[20人|planned]]。"),
    "last year in a plan": ("plan", "去年慰问困难职工[[20人|reported]]。"),
    "what there is, in a plan": ("plan", "全县现有会员[[2000人|reported]]。"),
    "a threshold in a plan": ("plan", "推动[[25人以上|required]]的企业建会。"),
    "a summary's own figure": ("summary", "慰问困难职工[[20人|reported]]。"),
    "a target in a summary": ("summary", "明年力争发展会员[[200人|planned]]。"),
    "a rule in a summary": ("summary", "建立了每月至少学习[[1次|required]]的制度。"),
    "将 before a noun is no future": ("summary", "将矛盾化解在基层，接待来访[[20人次|reported]]。"),
    "将 before a verb is": ("summary", "下一步将举办培训班[[2期|planned]]。"),
    "a ceiling": ("other", "每户最高补助[[3000元|required]]。"),
    "a demand in a speech": ("speech", "各单位必须每季度检查[[1次|required]]。"),
}

YEARS = {
    "说明年份": ("2019年投入资金3万元。", "summary", (2019, 2019, 2019, "sentence")),
    "中文年份": ("二〇一九年投入资金3万元。", "summary", (2019, 2019, 2019, "sentence")),
    "年份区间": ("2016—2019年投入资金3万元。", "summary", (2019, 2016, 2019, "sentence")),
    "去年": ("去年投入资金3万元。", "summary", (2020, 2020, 2020, "relative")),
    "报告年份": ("投入资金3万元。", "summary", (2021, 2021, 2021, "report")),
    "计划里的完成数": ("已投入资金3万元。", "plan", (2020, 2020, 2020, "report")),
    "计划数": ("投入资金3万元。", "plan", (2021, 2021, 2021, "report")),
    "书名里的年份": ("按照《2018年工作要点》，投入资金3万元。", "summary", (2021, 2021, 2021, "report")),
}

FLAGS = {
    "无一例工亡事故。": ("verbal",),
    "实现零事故。": ("verbal",),
    "慰问职工12o人。": ("ocr",),
    "募得善款8632。5元。": ("repaired",),
    "慰问职工120人。": (),
}


def core(text: str) -> str:
    """The label without what belongs to per, status and counted."""
    return " ".join(text.split(" ")[:3])


@pytest.mark.parametrize("marked", SENTENCES)
def test_finds_the_marked_claims_and_no_other(marked: str) -> None:
    text, expected = read_marked(marked)
    assert [(c.start, c.end, label(c)) for c in find_claims(text)] == [(start, end, core(mark)) for start, end, mark in expected]


def test_as_many_sentences_hold_no_claim_as_hold_one() -> None:
    without = sum("[[" not in line for line in SENTENCES)
    assert len(SENTENCES) >= 150
    assert without * 2 >= len(SENTENCES)


@pytest.mark.parametrize(("genre", "marked"), STATUS.values(), ids=STATUS)
def test_status_from_words_and_genre(genre: str, marked: str) -> None:
    text, expected = read_marked(marked)
    assert [(c.start, c.end, c.status) for c in find_claims(text, genre=genre)] == expected  # type: ignore[arg-type]


def test_a_plan_reports_what_its_sentence_dates_before_it() -> None:
    text = "2020年，全局会员为560人。2021年发展会员50人。"
    claims = find_claims(text, genre="plan", period=Period(year=2021, low=2021, high=2021))
    assert [c.status for c in claims] == ["reported", "planned"]


def test_status_from_the_section() -> None:
    text = "一、工作回顾\n慰问职工20人。\n二、明年打算\n慰问职工30人。"
    sections = (Section(0, 16, None, 1, "一、", "一、工作回顾", "work", "heading"), Section(16, len(text), None, 1, "二、", "二、明年打算", "plan", "heading"))
    assert [c.status for c in find_claims(text, sections=sections, genre="summary")] == ["reported", "planned"]


@pytest.mark.parametrize(("text", "genre", "expected"), YEARS.values(), ids=YEARS)
def test_the_year_a_claim_speaks_of(text: str, genre: str, expected: tuple[int, int, int, str]) -> None:
    claim = find_claims(text, genre=genre, period=Period(year=2021, low=2021, high=2021))[0]  # type: ignore[arg-type]
    assert (claim.year, claim.year_low, claim.year_high, claim.year_basis) == expected


@pytest.mark.parametrize(("text", "flags"), FLAGS.items())
def test_damage_is_flagged(text: str, flags: tuple[str, ...]) -> None:
    assert [c.flags for c in find_claims(text)] == [flags]


def test_counted_action_and_per_are_carried_over_commas() -> None:
    text = "走访慰问困难职工86户，每户500元，共发放慰问金4.3万元。"
    expected = [("困难职工", "走访慰问", ""), ("困难职工慰问金", "走访慰问", "户"), ("慰问金", "发放", "")]
    assert [(c.counted, c.action, c.per) for c in find_claims(text)] == expected


def test_full_width_text_gives_the_same_claims() -> None:
    half, full = "慰问职工320人,发放1.5万元,覆盖率95%。", "慰问职工３２０人，发放１．５万元，覆盖率９５％。"
    assert [label(c) for c in find_claims(half)] == [label(c) for c in find_claims(full)]
    assert [c.quote for c in find_claims(full)] == ["３２０人", "１．５万元", "９５％"]


WORDS = """慰问 职工 困难 1 2 12 三 十 百 万 余 多 近 人 名 次 元 % 。 ， 、 - — 到 分之 半 个 每 第 一
( ） “ ” 《 》 点 . o l 零 无 为 又 亿 年 约 以上 其中"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n"])


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=60))
def test_claims_of_any_text_are_in_order_and_quote_it(text: str) -> None:
    claims = find_claims(text)
    assert all(text[c.start : c.end] == c.quote and c.quote for c in claims)
    assert all(a.end <= b.start for a, b in pairwise(claims))
    assert all(c.low is None or c.high is None or c.low <= c.high for c in claims)
    assert all((c.low is None or c.low <= c.value) and (c.high is None or c.value <= c.high) for c in claims if c.bound != "about")
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)


def steps(text: str) -> int:
    """Lines of our own code that run to find the claims of a text: a measure of work that no clock disturbs."""
    count = 0

    def tracer(frame: object, event: str, _: object) -> object:
        nonlocal count
        count += event == "line"
        return tracer if "claims" in frame.f_code.co_filename else None  # type: ignore[attr-defined]

    sys.settrace(tracer)  # type: ignore[arg-type]
    try:
        find_checks(text, find_claims(text))
        find_numbers(text)
    finally:
        sys.settrace(None)
    return count


UNITS = """一 元 1 ( 十 百 1. 1, 1- 1、 一又 1人 三分之一 l o 1o 。 《 “ 第1 每人1元, 近 零 无一例
12,000, 万亿 零事故 10%, 其中1人, 1人占1%, 一届 半 ^ 2^2 1/"""
ADVERSARIAL = [*UNITS.split(), "1 000 ", "1 "]


@pytest.mark.parametrize("unit", ADVERSARIAL)
def test_work_grows_in_proportion_to_the_text(unit: str) -> None:
    find_claims("慰问职工20人。")  # resources are read once
    short, long = steps(unit * (600 // len(unit))), steps(unit * (1200 // len(unit)))
    assert long <= 2.2 * short + 200


def test_a_claim_is_a_frozen_record() -> None:
    claim = find_claims("慰问职工20人。")[0]
    assert isinstance(claim, Claim)
    assert claim.rule.startswith("units.csv:")
