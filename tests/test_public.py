"""The public face: five functions for plain text, and what they promise whatever the text."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import unioncorpus as uc

ANY = st.text(max_size=60) | st.text(alphabet="工会慰问職工困難40余0１２万元%人名,。、一二三年20x\ud800\n ", max_size=80)


@settings(max_examples=150, deadline=None)
@given(ANY)
def test_no_text_is_too_odd(text: str) -> None:
    for claim in uc.find_claims(text):
        assert claim.quote == text[claim.start : claim.end]
        assert 0 <= claim.start < claim.end <= len(text)
    for number in uc.find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
    uc.date_report(text)
    simplified = uc.simplify(text)
    for i in range(len(simplified)):
        start, end = simplified.to_source(i, i + 1)
        assert 0 <= start <= end <= len(text)


@pytest.mark.parametrize("text", ["慰問困難職工40餘名,發放慰問金近3萬元", "慰问困难职工40余名,发放慰问金近3万元", "慰问困难职工４０余名，发放慰问金近３万元"])
def test_claims_are_the_same_in_either_script_and_width(text: str) -> None:
    claims = [(c.value, c.low, c.high, c.unit, c.counted) for c in uc.find_claims(text)]
    assert claims == [(Decimal(40), Decimal(40), None, "人", "困难职工"), (Decimal(30000), None, Decimal(30000), "元", "慰问金")]


def test_importing_the_package_loads_nothing_heavy() -> None:
    import subprocess
    import sys

    code = "import sys, unioncorpus, unioncorpus.cli; print([m for m in ('spacy', 'sklearn', 'pandas', 'matplotlib', 'scipy', 'jieba') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"


@pytest.mark.parametrize("face", [uc.simplify, uc.find_claims, uc.find_numbers, uc.date_report], ids=lambda f: f.__name__)
@pytest.mark.parametrize("text", [None, 3, "工会".encode(), ["工会"]], ids=["None", "number", "bytes", "list"])
def test_what_is_no_text_is_one_line(face: Callable[[Any], Any], text: Any) -> None:
    with pytest.raises(uc.UnioncorpusError, match=rf"^text is {type(text).__name__}, must be a text \(str\)$"):
        face(text)


def test_a_genre_that_does_not_exist_is_refused() -> None:
    text = "现将2012年工作总结如下:"
    with pytest.raises(uc.UnioncorpusError, match="unknown genre 'nosuch'; choose summary, plan, key_points"):
        uc.date_report(text, "nosuch")
    assert uc.date_report(text, "summary").year == uc.date_report(text).year == 2012


@pytest.mark.parametrize("call", [lambda: uc.open(None), lambda: uc.extract(3), lambda: uc.read_page(None)], ids=["open", "extract", "read_page"])
def test_what_is_no_path_is_one_line(call: Callable[[], Any]) -> None:
    with pytest.raises(uc.UnioncorpusError, match=r"must be a path$"):
        call()


def test_an_option_that_extract_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(uc.UnioncorpusError, match="extract has no option 'worker'; the options are codebook, workers, settings, progress"):
        uc.extract(tmp_path, tmp_path / "out", worker=2)


def test_the_package_lists_what_it_is_for() -> None:
    assert {"extract", "open", "plot", "nlp", "find_claims", "UnioncorpusError"} <= set(dir(uc))
    assert not {"Any", "Path", "TYPE_CHECKING", "annotations", "os"} & set(dir(uc))
    assert all(hasattr(uc, name) for name in dir(uc))
