"""The approximators of `bounds.csv`: words before, behind and around a number that open an interval."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from unioncorpus.resources import load, one_of
from unioncorpus.segmenter.claims.late import late

_NOUN_THEN = re.compile(r"[\u4e00-\u9fff]{1,6}?(以上|以下|以内|左右)(?=[,。;、:!?)\n]|$)")
_INCLUDED = re.compile(r"[ ]?(?:\([^)\n]{0,2}含[^)\n]{0,4}\))?")
_CLAUSE_START = re.compile(r"[,。;:!?\n]")
_ANSWERED = late(
    r"[^,。;、]{0,6}?(?:" + one_of("what is done within a time allowed") + r")"
)
_PER = late(r"(?:每|人均|户均)[^,。;]{0,4}|[^,。;、]{2,11}的")  # what may stand between 不低于 and its number
_THAN = late(r"比(?:原|上|前|去|往|本)?(?:" + one_of("what a figure goes beyond") + r")[\u4e00-\u9fff]{0,4}$")
_STATED = late(r"(\d{1,12}(?:\.\d{1,4})?)([\u4e00-\u9fff]{1,3}),$")
_NUMBER = late(r"(\d{1,12}(?:\.\d{1,4})?)([\u4e00-\u9fff]{1,3})")
_FAR = 14  # characters between 至少 and its number


@dataclass(frozen=True, slots=True)
class BoundWord:
    """A row of bounds.csv."""

    form: str
    side: Literal["before", "after", "far"]
    bound: Literal["over", "under", "about"]
    includes: bool
    unless: tuple[str, ...] = ()  # characters that must not stand before the form; of a far one, what must not follow it
    modal: Literal["", "planned", "required"] = ""
    example: str = ""
    note: str = ""
    where: str = ""


@functools.cache
def _side(side: str) -> tuple[Mapping[str, BoundWord], tuple[int, ...]]:
    words = {row.form: row for row in load(BoundWord, "bounds.csv") if row.side == side}
    return words, tuple(sorted({len(form) for form in words}, reverse=True))


@functools.cache
def _last_characters() -> frozenset[str]:
    return frozenset(form[-1] for form in _side("before")[0]) | frozenset("币 了")


@functools.cache
def _first_characters() -> frozenset[str]:
    return frozenset(form[0] for form in _side("after")[0]) | frozenset(" (")


@functools.cache
def _far_marks() -> frozenset[str]:
    return frozenset(form[0] for form in _side("far")[0])


def bound_before(text: str, at: int) -> tuple[BoundWord, int] | None:
    """The approximator that ends at `at`, with its start. 了, 人民币 and a blank may stand between."""
    if at == 0 or text[at - 1] not in _last_characters():
        return None
    end = at
    if text.endswith("人民币", max(0, end - 3), end):
        end -= 3
    if end and text[end - 1] in " 了":
        end -= 1
    words, lengths = _side("before")
    for length in lengths:
        word = words.get(text[end - length : end]) if length <= end else None
        if word and text[end - length] == "超" and _is_excess(text, end - length, at):
            return None
        if word and (word.form != "过" or text[at] in "百千万亿") and not (end > length and text[end - length - 1] in word.unless):
            return word, end - length
    return None


def _is_excess(text: str, start: int, at: int) -> bool:
    """实到67人,超过了7人; 比计划超出5人: by how much it was more, which is exact."""
    if _THAN.search(text, max(0, start - _FAR), start):
        return True
    said = _STATED.search(text, max(0, start - _FAR), start) if text[at - 1] == "了" else None
    more = _NUMBER.match(text, at) if said else None
    return bool(said and more and said.group(2) == more.group(2)[: len(said.group(2))] and float(more.group(1)) < float(said.group(1)))


def bound_after(text: str, at: int) -> tuple[BoundWord, int] | None:
    """The approximator that begins at `at`, with its end."""
    if text[at : at + 1] not in _first_characters():
        return None
    words, lengths = _side("after")
    at = _INCLUDED.match(text, at).end()  # type: ignore[union-attr]
    for length in lengths:
        if (word := words.get(text[at : at + length])) and (word.form != "内" or _is_deadline(text, at)):
            return word, at + len(word.form)
    return None


def _is_deadline(text: str, at: int) -> bool:
    """三天内答复, 十个工作日内办结: a time allowed, not the window of a report."""
    if text.endswith("日", 0, at):  # 十五日内, 15个工作日内
        return True
    return text.endswith(("天", "小时", "个月", "周", "星期", "分钟"), 0, at) and bool(_ANSWERED.match(text, at + 1))


def bound_behind_noun(text: str, at: int) -> BoundWord | None:
    """The approximator behind the noun of a quantity that ends at `at`: 举办活动20场次, 30名职工以上。"""
    match = _NOUN_THEN.match(text, at)
    if not match or re.search(r"[级职历称长岁年]", match.group()):
        return None
    return _side("after")[0][match.group(1)]


def bound_far(text: str, at: int) -> BoundWord | None:
    """至少 or 最多 earlier in the clause of a number at `at`."""
    window = text[max(0, at - _FAR) : at]
    if _far_marks().isdisjoint(window):
        return None
    window = _CLAUSE_START.split(window)[-1]
    words, _ = _side("far")
    found = [(window.rfind(form), form) for form in words if form in window]
    if not found:
        return None
    place, form = max(found)
    behind = window[place + len(form) :]
    if form[0] == "不" and not _PER.fullmatch(behind):
        return None
    return None if re.search(r"[\d以]", behind) or behind.startswith(words[form].unless) else words[form]
