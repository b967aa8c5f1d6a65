"""Text that knows where it came from: any chain of cut, replace, join and convert keeps the way back right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unioncorpus.model.aligned import AlignedText

TEXT = st.text(alphabet="一二三工会职工余名1２\n ，a𠮷", max_size=40)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, AlignedText, set[int]]:
    """A source, a text made from it by a chain of edits, and the source offsets that must still be there one to one."""
    source = draw(TEXT)
    text = AlignedText.of(source)
    kept = set(range(len(source)))
    for _ in range(draw(st.integers(0, 4))):
        points = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
        spans = list(zip(points[::2], points[1::2], strict=False))
        new = draw(st.sampled_from(["", "", "项目", "x"]))
        for start, end in spans:
            low, high = text.to_source(start, end) if start < end else (0, 0)
            kept -= set(range(low, high))
        text = text.replace([(start, end, new) for start, end in spans])
        if draw(st.booleans()):
            text = text.convert(str(text).replace("一", "壹"))
    return source, text, kept


@given(edited())
def test_every_kept_character_leads_back_to_itself(case: tuple[str, AlignedText, set[int]]) -> None:
    source, text, kept = case
    for offset in kept:
        start, end = text.from_source(offset, offset + 1)
        assert str(text)[start:end] == source[offset].replace("一", "壹") or str(text)[start:end] == source[offset]
        assert text.to_source(start, end) == (offset, offset + 1)


@given(edited())
def test_runs_are_sorted_and_cover_the_text(case: tuple[str, AlignedText, set[int]]) -> None:
    source, text, _ = case
    at = source_at = 0
    for run in text.runs:
        assert run.start == at
        assert run.source >= source_at
        assert not run.even or run.length == run.source_length
        at += run.length
        source_at = run.source + run.source_length if run.even else max(source_at, run.source)
    assert at == len(text)
    assert source_at <= len(source)


@given(edited(), st.data())
def test_a_stretch_leads_into_the_source_in_order(case: tuple[str, AlignedText, set[int]], data: st.DataObject) -> None:
    source, text, _ = case
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    low, high = text.to_source(start, end)
    assert 0 <= low <= high <= len(source)


@given(TEXT, st.lists(st.integers(0, 40), max_size=6))
def test_cut_and_kept_together_are_the_source(source: str, points: list[int]) -> None:
    points = sorted(min(p, len(source)) for p in points)
    spans = list(zip(points[::2], points[1::2], strict=False))
    text = AlignedText.of(source).cut(spans)
    kept = [text.to_source(i, i + 1)[0] for i in range(len(text))]
    cut = [i for start, end in spans for i in range(start, end)]
    assert sorted(kept + cut) == list(range(len(source)))


@given(TEXT, st.integers(0, 40), st.integers(0, 40))
def test_joined_slices_lead_back_as_each_did(source: str, a: int, b: int) -> None:
    a, b = sorted((min(a, len(source)), min(b, len(source))))
    whole = AlignedText.of(source)
    joined = AlignedText.of("").join([whole.slice(0, a), whole.slice(b, len(source))])
    assert joined == whole.cut([(a, b)])


@given(TEXT, st.integers(1, 1000))
def test_a_text_may_begin_anywhere_in_its_source(source: str, offset: int) -> None:
    text = AlignedText.of(source, offset)
    assert text.to_source(0, len(source)) == ((offset, offset + len(source)) if source else (0, 0))


def test_a_replacement_maps_as_a_whole_and_an_insertion_to_nothing() -> None:
    text = AlignedText.of("推进專案建設").replace([(2, 4, "项目"), (6, 6, "。")])
    assert str(text) == "推进项目建設。"
    assert text.to_source(2, 3) == (2, 4)
    assert text.to_source(6, 7) == (6, 6)
    assert text.from_source(3, 4) == (2, 4)


def test_half_a_replacement_still_comes_from_all_of_it() -> None:
    text = AlignedText.of("支援灾区").replace([(0, 2, "支持")]).slice(1, 4)
    assert (str(text), text.to_source(0, 1)) == ("持灾区", (0, 2))


@pytest.mark.parametrize("edits", [[(0, 3, ""), (2, 4, "")], [(3, 9, "")], [(2, 1, "")]], ids=["overlapping", "outside", "backwards"])
def test_edits_that_cannot_be_carried_out_are_refused(edits: list[tuple[int, int, str]]) -> None:
    with pytest.raises(ValueError, match="edit"):
        AlignedText.of("工会工作").replace(edits)


def test_convert_keeps_the_length() -> None:
    with pytest.raises(ValueError, match="4 characters, got 2"):
        AlignedText.of("工会工作").convert("工作")
