"""Quantities without a unit or without a number: 会员达到3.5万, 零事故, 事故为零."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Literal

from unioncorpus.resources import load
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.quantities import Quantity
from unioncorpus.segmenter.claims.units import Unit

_CLAUSE = re.compile(r"[,。;:!?\n、(]")
_ZERO_NAME = late(r"[^”,。\n]{1,6}”(?:劳动|创建|主题)?(?:竞赛|活动|行动|班组|承诺|理念|工程|示范|岗)")  # “零违章”竞赛
_ENDS = re.compile(r"[ ]?(?:之间|大关)?(?:[,。;、!?)\n]|$)")
_LINK = r"(?:数?(?:由|从)[^,。;]{1,8}(?:增|增加|增长|发展|上升|提高|扩大)[到至]|已?达到?|为|共|约|近|有|突破|超过|累计|是|高达|[ ]){0,3}$"


@dataclass(frozen=True, slots=True)
class ImpliedUnit:
    """A row of implied_units.csv."""

    noun: str
    kind: Literal["people", "money"]
    unit: str
    scaled: bool
    example: str
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class ZeroWord:
    """A row of zero_words.csv."""

    noun: str
    example: str
    note: str = ""
    where: str = ""


@functools.cache
def _implied() -> tuple[re.Pattern[str], dict[str, ImpliedUnit]]:
    rows = {row.noun: row for row in load(ImpliedUnit, "implied_units.csv")}
    return re.compile("(" + "|".join(sorted(rows, key=len, reverse=True)) + ")" + _LINK), rows


@functools.cache
def _zero() -> tuple[re.Pattern[str], dict[str, ZeroWord]]:
    rows = {row.noun: row for row in load(ZeroWord, "zero_words.csv")}
    nouns = "|".join(sorted(rows, key=len, reverse=True))
    after = rf"(?<![百千万亿\d])零(?![散星售距容基报花件食钱下点碎时部度界]|工(?![伤亡]))(?=[\u4e00-\u9fff]{{0,4}}?({nouns}))"
    before = (
        rf"({nouns})[\u4e00-\u9fff]{{0,3}}?(?:(?:发生率|发生|率)?(?:均|都|仍|继续)?(?:为|保持|是|实现)|(?="
        r"零的|零发生|零记录))(零)(?![\d点]|基础|距离|报告)"
    )
    return re.compile(f"{after}|{before}"), rows


def with_units(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """The quantities, with a unit for bare numbers where the words before imply one."""
    complete: list[Quantity] = []
    for q in found:
        if q.unit is None:
            q = with_implied_unit(text, q)
            if q.unit is None and complete:
                q = with_unit_of(text, q, complete[-1])
        complete.append(q)
    return complete


def with_implied_unit(text: str, q: Quantity) -> Quantity:
    """The quantity with the unit that the noun before it implies, or unchanged."""
    if q.unit is not None or q.kind != "number" or not (_ENDS.match(text, q.end) or text[q.stop - 1] in "万亿"):
        return q
    pattern, rows = _implied()
    clause = _CLAUSE.split(text[max(0, q.start - 20) : q.start])[-1]
    match = pattern.search(clause)
    if match is None or (rows[match.group(1)].scaled and not any(c in "万亿" for c in text[q.at : q.stop])):
        return q
    row = rows[match.group(1)]
    if row.kind == "people" and not _ENDS.match(text, q.end):
        return q
    unit = Unit("", row.kind, row.unit, Decimal(1))
    return q._replace(unit=unit, name=row.unit, kind=row.kind, rules=(*q.rules, row.where))


def with_unit_of(text: str, q: Quantity, previous: Quantity) -> Quantity:
    """财政收入5.72亿元,净增1.2个亿: a large bare number takes the money or the heads of the quantity before it."""
    if q.unit is not None or not previous.unit or previous.kind not in ("people", "money") or not _ENDS.match(text, q.end):
        return q
    gap = text[previous.end : q.start]
    if len(gap) > 12 or not any(c in "万亿" for c in text[q.at : q.stop]) or re.search(r"[。;!?\n]", gap):
        return q
    unit = Unit("", previous.unit.kind, previous.name, Decimal(1))
    return q._replace(unit=unit, name=previous.name, kind=previous.kind, rules=(*q.rules, *previous.rules[:1]))


def _lines_with_zero(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end that hold a 零."""
    at = text.find("零")
    while at >= 0:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield text.rfind("\n", 0, at) + 1, end
        at = text.find("零", end)


def zero_words(text: str, taken: Sequence[Quantity]) -> list[Quantity]:
    """零事故, 事故为零 where no quantity stands already."""
    if "零" not in text:
        return []
    pattern, rows = _zero()
    starts = [q.start for q in taken]
    found = []
    for match in chain.from_iterable(pattern.finditer(text, *line) for line in _lines_with_zero(text)):
        start, end = match.span(3) if match.group(3) else match.span()
        place = bisect_left(starts, end)
        if place and taken[place - 1].end > start:
            continue
        if _ZERO_NAME.match(text, match.end()):
            continue
        row = rows[match.group(1) or match.group(2)]
        unit, nought = Unit("", "count", "", Decimal(1)), Decimal(0)
        flags, rules = ("verbal",), (row.where,)
        found.append(Quantity(start, end, start, end, nought, nought, nought, "exact", unit, "", "count", "", "", "", flags, rules, "零", True))
    return found
