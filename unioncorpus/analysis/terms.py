"""Words of the distinct texts: what keyness, discovery and template language count.

Copies are folded before anything is counted: one row for each distinct text, the longest of its copies, with the summed weight of all of them. Rows are
sorted by the text itself, so what is computed from them depends neither on the order of the files nor on how often a text was copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
import regex
from numpy.typing import NDArray
from scipy import sparse

from unioncorpus import words
from unioncorpus.analysis.frame import Bools, Estimand, Floats, Frame, Ints, codes_of

_WORD = regex.compile(r"\p{Han}{2,}")
_SHORT = 40  # characters: a shorter line, as a heading, goes with the next
_BREAK = "\x1f"  # parts the texts where they are joined; stands in none of them


@dataclass(frozen=True)
class Texts:
    """The distinct texts. `frame` has one row for each; its clusters are numbered in the order of the texts."""

    frame: Frame
    weights: Floats  # of each text under the estimand: the sum over its copies
    texts: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.texts)

    @cached_property
    def joined(self) -> str:
        """All texts one after the other, each followed by a break."""
        return "".join(text + _BREAK for text in self.texts)

    @cached_property
    def starts(self) -> Ints:
        """Where each text begins in `joined`; one more at the end."""
        return np.concatenate([[0], np.cumsum([len(text) + 1 for text in self.texts])]).astype(np.int64)

    @cached_property
    def points(self) -> NDArray[np.uint32]:
        """The code points of `joined`."""
        return np.frombuffer(self.joined.encode("utf-32-le", "surrogatepass"), dtype="<u4")

    def of_points(self, places: Ints) -> Ints:
        """The text in which each place of `joined` lies."""
        return np.asarray(np.searchsorted(self.starts, places, side="right") - 1, dtype=np.int64)


def distinct_texts(frame: Frame, texts: pd.DataFrame, estimand: Estimand = "text") -> Texts:
    """Fold the copies of `frame`.

    Args:
        frame: from `build_frame`.
        texts: the table texts.csv.
        estimand: what the copies of a text count together: 1 under `text`, their number under `circulation`.
    """
    text_of: Mapping[str, str] = dict(zip(texts["report_id"].astype(str), texts["text"].astype(str), strict=True))
    body = [text_of.get(report, "").replace(_BREAK, " ") for report in frame.reports["report_id"]]
    same = codes_of(frame.reports["text_id"]) if len(frame) else np.zeros(0, dtype=np.int64)
    order = np.lexsort((np.arange(len(frame)), np.array([-len(text) for text in body]), same)) if len(frame) else np.zeros(0, dtype=np.int64)
    chosen = order[np.unique(same[order], return_index=True)[1]] if len(frame) else order
    chosen = np.array(sorted(chosen, key=lambda row: (body[row], frame.reports["report_id"].iloc[row])), dtype=np.int64)
    weights = np.bincount(same, frame.weights(estimand), minlength=1)[same[chosen]] if len(frame) else np.zeros(0)
    rows = frame.reports.iloc[chosen].reset_index(drop=True)
    rows["cluster"] = _by_order(rows["cluster"])
    folded = replace(frame, reports=rows, mentions=frame.mentions[chosen])
    return Texts(folded, np.round(weights, 9), tuple(body[row] for row in chosen))


def _by_order(labels: pd.Series[Any]) -> list[str]:
    """Labels renamed in the order in which they first come."""
    numbers: dict[str, str] = {}
    return [numbers.setdefault(label, f"{len(numbers):07d}") for label in labels]


@dataclass(frozen=True)
class Words:
    """The words of all texts in their order."""

    source: Texts
    vocabulary: tuple[str, ...]  # sorted
    token: Ints  # index into the vocabulary; -1 for what is no word (punctuation, figures, letters, single characters)
    start: Ints  # where each begins in `source.joined`
    length: Ints  # in characters
    raw: Ints  # index into `raw_words` of every token, punctuation and single characters too
    raw_words: tuple[str, ...]
    passage: Ints  # the passage each stands in
    passages: Ints  # first character of each passage in `source.joined`; one more at the end

    @cached_property
    def passage_text(self) -> Ints:
        """The text of each passage."""
        return self.source.of_points(self.passages[:-1])

    def show(self, passage: int) -> str:
        """A passage as it reads."""
        return self.source.joined[self.passages[passage] : self.passages[passage + 1]].strip("\n" + _BREAK)

    @cached_property
    def by_text(self) -> sparse.csr_matrix:
        """How often each word stands in each text (texts x vocabulary)."""
        return self.count(self.passage_text[self.passage], len(self.source))

    def count(self, rows: Ints, n_rows: int, keep: Bools | None = None) -> sparse.csr_matrix:
        """Words counted by the row that each token belongs to."""
        used = self.token >= 0 if keep is None else (self.token >= 0) & keep
        ones = np.ones(int(used.sum()))
        found = sparse.coo_matrix((ones, (rows[used], self.token[used])), shape=(n_rows, len(self.vocabulary))).tocsr()
        found.sum_duplicates()
        return found


def cut_words(source: Texts) -> Words:
    """Cut the texts into passages and words."""
    number: dict[str, int] = {}
    tokens: list[int] = []
    lengths: list[int] = []
    passage_of: list[int] = []
    passages: list[int] = []
    at = 0
    for text in source.texts:
        for line in _passages(text):
            found = words.cut(line)
            tokens += [number.setdefault(word, len(number)) for word in found]
            lengths += map(len, found)
            passage_of += [len(passages)] * len(found)
            passages.append(at)
            at += len(line)
        tokens.append(number.setdefault(_BREAK, len(number)))
        lengths.append(1)
        passage_of.append(max(0, len(passages) - 1))
        at += 1
    return _sorted(source, number, np.array(tokens, dtype=np.int64), np.array(lengths, dtype=np.int64), np.array(passage_of, dtype=np.int64), [*passages, at])


def _sorted(source: Texts, number: dict[str, int], tokens: Ints, lengths: Ints, passage: Ints, passages: list[int]) -> Words:
    """Number the words in their order, and take out what is none."""
    vocabulary = tuple(sorted(word for word in number if _WORD.fullmatch(word)))
    renumber = np.full(max(1, len(number)), -1, dtype=np.int64)
    renumber[[number[word] for word in vocabulary]] = np.arange(len(vocabulary))
    start = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64) if len(lengths) else lengths
    return Words(source, vocabulary, renumber[tokens], start, lengths, tokens, tuple(number), passage, np.array(passages, dtype=np.int64))


def _passages(text: str) -> list[str]:
    """The lines of a text with their ends; short ones, as headings, go with the next. Joined they are the text again."""
    found: list[str] = []
    held = ""
    for line in text.splitlines(keepends=True):
        held += line
        if len(held) >= _SHORT:
            found.append(held)
            held = ""
    if held and found:
        found[-1] += held
    elif held:
        found.append(held)
    return found
