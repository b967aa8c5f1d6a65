"""Every row of every resource of the claims proves itself on its own example."""

import re

import pytest
from markup import label, read_marked

from unioncorpus.resources import load
from unioncorpus.segmenter.claims import find_claims
from unioncorpus.segmenter.claims.bounds import BoundWord
from unioncorpus.segmenter.claims.context import Gift, gift
from unioncorpus.segmenter.claims.exclude import FixedName
from unioncorpus.segmenter.claims.ones import CountingVerb, Facet
from unioncorpus.segmenter.claims.speeches import TimeSign
from unioncorpus.segmenter.claims.status import Background, StatusWord
from unioncorpus.segmenter.claims.units import Unit
from unioncorpus.segmenter.claims.zeros import ImpliedUnit, ZeroWord
from unioncorpus.segmenter.segment import segment


def found(text: str) -> list[tuple[int, int, str]]:
    return [(c.start, c.end, label(c)) for c in find_claims(text)]


@pytest.mark.parametrize("row", load(Unit, "units.csv"), ids=lambda row: row.where)
def test_every_unit_is_read_in_its_example(row: Unit) -> None:
    text, expected = read_marked(row.example)
    assert row.form in text
    assert found(text) == expected
    assert (row.kind == "none") == (not expected)
    assert all(row.where in claim.rule for claim in find_claims(text))


@pytest.mark.parametrize("row", load(BoundWord, "bounds.csv"), ids=lambda row: row.where)
def test_every_bound_word_opens_the_interval_of_its_example(row: BoundWord) -> None:
    text, expected = read_marked(row.example)
    assert found(text) == expected
    assert row.where in find_claims(text)[0].rule
    assert find_claims(text)[0].bound == row.bound


@pytest.mark.parametrize("row", [*load(FixedName, "fixed_names.csv"), *load(Facet, "facets.csv")], ids=lambda row: row.where)
def test_no_claim_in_the_example_of_a_fixed_name_or_facet(row: FixedName | Facet) -> None:
    assert (row.form if isinstance(row, FixedName) else row.noun) in row.example
    assert found(row.example) == []


@pytest.mark.parametrize("row", load(CountingVerb, "counting_verbs.csv"), ids=lambda row: row.where)
def test_every_counting_verb_makes_one_a_count(row: CountingVerb) -> None:
    text, expected = read_marked(row.example)
    assert row.verb in text
    assert found(text) == expected


@pytest.mark.parametrize("row", load(StatusWord, "claim_status.csv"), ids=lambda row: row.where)
def test_every_status_word_decides_its_example(row: StatusWord) -> None:
    text, expected = read_marked(row.example)
    assert row.form in text
    claims = find_claims(text)
    assert [(c.start, c.end, c.status) for c in claims] == expected
    assert row.where in claims[0].rule


@pytest.mark.parametrize("row", load(Background, "claim_background.csv"), ids=lambda row: row.where)
def test_every_background_cue_tells_a_fact_in_a_plan(row: Background) -> None:
    text, expected = read_marked(row.example)
    assert re.search(row.cue, text)
    assert [(c.start, c.end, c.status) for c in find_claims(text, genre="plan")] == expected


@pytest.mark.parametrize("row", load(TimeSign, "claim_speech.csv"), ids=lambda row: row.where)
def test_every_sign_of_time_places_its_example_in_a_speech(row: TimeSign) -> None:
    text, expected = read_marked(row.example)
    assert re.search(row.cue, text)
    head = "同志们:讲几点意见。\n一、抓好落实\n"
    claims = segment(f"{head}{text}要抓紧抓好。", genre="speech")[1]
    assert [(c.start - len(head), c.end - len(head), c.status) for c in claims] == expected


@pytest.mark.parametrize("row", [*load(ImpliedUnit, "implied_units.csv"), *load(ZeroWord, "zero_words.csv")], ids=lambda row: row.where)
def test_every_implied_unit_and_zero_word_reads_its_example(row: ImpliedUnit | ZeroWord) -> None:
    text, expected = read_marked(row.example)
    assert found(text) == expected
    assert row.where in find_claims(text)[0].rule


@pytest.mark.parametrize("row", load(Gift, "gifts.csv"), ids=lambda row: row.where)
def test_every_gift_names_the_sum_of_its_example(row: Gift) -> None:
    given_to, given = find_claims(row.example)
    assert given_to.action == row.deed
    assert given.counted == gift(row.deed, given_to.counted) == given_to.counted + row.name


def test_a_deed_that_is_no_giving_names_no_gift() -> None:
    assert gift("培训", "困难职工") == ""
    assert find_claims("培训困难职工30人,每人500元。")[1].counted == "困难职工"
