"""Mainland vocabulary back from Taiwan words that a site's converter put in: 专案 → 项目, but only where the original said so.

The characters are simplified before, one to one, by `script.to_simplified`; here follow the words. What a word becomes, and beside what, is a row of
`resources/taiwan_words.csv`; which words tell a converted mainland page from one written in Taiwan, Hong Kong or Macau is a row of
`resources/origin_words.csv`. A pattern of both tables is a regular expression in which `~` is the form and `…` a few characters inside one clause.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from unioncorpus.resources import load
from unioncorpus.script import to_simplified

Edit = tuple[int, int, str, str]  # start, end, new, rule
Context = Callable[[str, int, int], bool]

_LEFT, _RIGHT = 14, 18  # characters a pattern sees before and after the form
_FORM = "\ue000"  # stands for the form in a window; private use, so no text of the genre holds it
_CLAUSE = r"[^，。；：！？\n]{0,8}"
_FULL_WIDTH = str.maketrans(",;:!?", "，；：！？")  # so that a pattern names each sign once


@dataclass(frozen=True, slots=True)
class TaiwanWord:
    """A row of taiwan_words.csv."""

    form: str
    mainland: str
    when: str  # pattern that must match; empty: anywhere
    unless: str  # pattern that must not match
    absent: bool  # only where the mainland word stands nowhere in the text
    example: str  # before⇒after
    stays: tuple[str, ...]  # sentences that may not change
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class OriginWord:
    """A row of origin_words.csv."""

    form: str
    origin: Literal["mainland", "elsewhere"]
    weight: float
    when: str
    unless: str
    example: str
    note: str = ""
    where: str = ""


def restore(text: str) -> list[Edit]:
    """The words of `text` that a converter changed, with what the mainland original said.

    Args:
        text: converted mainland prose whose characters are already simplified (`script.to_simplified`). Whether a text is one of these says
            `is_converted_mainland`; text that was simplified from the start is not for this function.

    Returns:
        Edits (start, end, new, rule) over `text`, sorted and separate; rule is "taiwan_words.csv:14".

    Example:
        >>> [(start, end, new) for start, end, new, rule in restore("在行政的大力支援下,建立健全帮扶专案")]
        [(6, 8, '支持'), (16, 18, '项目')]
    """
    edits: list[Edit] = []
    done = 0
    for start, end, rules in _hits(text, *_restoring()):
        if start < done:
            continue
        rule = _first(rules, text, start, end)
        if rule is not None:
            edits.append((start, end, rule.mainland, rule.where))
            done = end
    return edits


def _first(rules: Sequence[Any], text: str, start: int, end: int) -> Any | None:
    """The first rule that applies to the form at `start`."""
    window = _window(text, start, end)
    for rule in rules:
        if _applies(rule, window) and not (rule.absent and rule.mainland in text):
            return rule
    return None


def _applies(rule: Any, window: str) -> bool:
    """Whether the patterns of a row allow it here."""
    return not (rule.when and not _pattern(rule.when).search(window)) and not (rule.unless and _pattern(rule.unless).search(window))


def is_converted_mainland(source: str) -> bool:
    """Does this traditional text hold mainland prose that a site converted, rather than text written in Taiwan, Hong Kong or Macau?

    Weighs the words by which mainland institutions and those elsewhere give themselves away (each form counts once). Without any, the answer is yes: a page of
    this corpus is mainland text unless it says otherwise.

    Args:
        source: the text as the page has it, traditional or already simplified.

    Example:
        >>> is_converted_mainland("縣委書記到市總工會調研職代會專案"), is_converted_mainland("民國99年召開勞資會議")
        (True, False)
    """
    mainland, elsewhere = origin_scores(source)
    return elsewhere <= mainland or elsewhere < 1


def origin_scores(source: str) -> tuple[float, float]:
    """The evidence that `source` was written on the mainland, and that it was written elsewhere: sums of the weights of distinct words.

    Example:
        >>> origin_scores("立法院三讀通過"), origin_scores("黨的十七大")
        ((0.0, 3.0), (3.0, 0.0))
    """
    text = to_simplified(source)
    seen: dict[str, tuple[str, float]] = {}
    for start, end, rules in _hits(text, *_origins()):
        form = text[start:end]
        if form not in seen and _applies(rules[0], _window(text, start, end)):
            seen[form] = (rules[0].origin, rules[0].weight)
    return _total(seen.values(), "mainland"), _total(seen.values(), "elsewhere")


def _total(found: Any, origin: str) -> float:
    return float(sum(weight for where, weight in found if where == origin))


def _hits(text: str, scanner: Any, table: Sequence[list[Any]]) -> Iterator[tuple[int, int, list[Any]]]:
    """Every form in `text`, overlapping ones too: by start, the longer first."""
    found = scanner.find_matches_as_indexes(text, overlapping=True)
    for start, end, index in sorted((start, -end, index) for index, start, end in found):
        yield start, -end, table[index]


def _window(text: str, start: int, end: int) -> str:
    """What stands around a form, with the sign of the form in its place."""
    return (text[max(0, start - _LEFT) : start] + _FORM + text[end : end + _RIGHT]).translate(_FULL_WIDTH)


@functools.cache
def _restoring() -> tuple[Any, list[list[Any]]]:
    return _scanner(load(TaiwanWord, "taiwan_words.csv"))


@functools.cache
def _origins() -> tuple[Any, list[list[Any]]]:
    return _scanner(load(OriginWord, "origin_words.csv"))


def _scanner(words: Sequence[Any]) -> tuple[Any, list[list[Any]]]:
    """A scanner for the forms, and for each form its rules in the order of the table."""
    from ahocorasick_rs import AhoCorasick

    rules: dict[str, list[Any]] = {}
    for word in words:
        rules.setdefault(word.form, []).append(word)
    return AhoCorasick(list(rules)), list(rules.values())


@functools.cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """The regular expression that a cell of the table stands for; compiled when its form is first met, since most texts hold few of the forms."""
    return re.compile(pattern.replace("…", _CLAUSE).replace("~", _FORM), re.MULTILINE)
