"""Word segmentation: the fast segmenter and the reference agree but for a few words, and that test says where."""

from __future__ import annotations

from pathlib import Path

import pytest

from unioncorpus import words
from unioncorpus.loader import read_page
from unioncorpus.model.errors import UsageError
from unioncorpus.resources import load


@pytest.fixture(autouse=True)
def default_backend() -> object:
    """Whatever a test selects, the next one starts with the default."""
    yield
    words.use("rjieba")


def spans(text: str) -> set[tuple[int, int]]:
    at, found = 0, set()
    for word in words.cut(text):
        found.add((at, at + len(word)))
        at += len(word)
    assert at == len(text)
    return found


def test_both_segmenters_cut_alike(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At least 99.5 % of the reference's words are cut the same way; the rest are printed by a failure."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    texts = [str(report.text) for path in sorted(sample.glob("*.txt")) for report in read_page(path).reports]
    same = total = 0
    differing = []
    for text in texts:
        words.use("rjieba")
        fast = spans(text)
        words.use("jieba")
        reference = spans(text)
        same += len(fast & reference)
        total += len(reference)
        differing += [text[start:end] for start, end in sorted(reference - fast)]
    assert total > 10_000
    assert same / total >= 0.995, sorted(set(differing))


@pytest.mark.parametrize("backend", ["rjieba", "jieba"])
@pytest.mark.parametrize("text", ["", "工会", "慰问困难职工40余名,发放慰问金3万元。", "a\nb  c", "𠮷野家", "\t\r\n", "职代会和工资集体协商"])
def test_words_joined_are_the_text(backend: str, text: str) -> None:
    words.use(backend)
    assert "".join(words.cut(text)) == text
    assert "".join(word for word, _ in words.tag(text)) == text


@pytest.mark.parametrize("backend", ["rjieba", "jieba"])
@pytest.mark.parametrize("row", load(words.Word, "words.csv"), ids=lambda row: row.form)
def test_every_word_of_the_union_dictionary_is_one_word(backend: str, row: words.Word) -> None:
    words.use(backend)
    assert words.tag(f"{row.form}")[0] == (row.form, row.tag)


def test_an_unknown_segmenter_is_refused() -> None:
    with pytest.raises(UsageError, match="choose rjieba or jieba"):
        words.use("pkuseg")


def test_jieba_writes_its_cache_into_the_user_s_cache_folder_only(tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    shared = tmp_path / "shared"
    shared.mkdir()
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache"), "TMPDIR": str(shared), "LOCALAPPDATA": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    code = "from unioncorpus import words; words.use('jieba'); words.tag('工会'); words.cut('工会')"
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], check=True, env=env)
    assert list(shared.iterdir()) == []
    assert any((tmp_path / "cache").rglob("*")) or any((tmp_path / "Library").rglob("*"))


def test_no_word_stands_twice_in_the_union_dictionary() -> None:
    forms = [row.form for row in load(words.Word, "words.csv")]
    assert sorted(forms) == sorted(set(forms))
