"""Every numeric expression of a text, claim or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from unioncorpus import script
from unioncorpus.model.records import Number, NumberKind
from unioncorpus.segmenter.claims import exclude, quantities
from unioncorpus.segmenter.claims.quantities import Quantity

_C = "〇零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟"
_GAP = re.compile(
    rf"(?<=[{_C}点分之几余多又负成])[ ]+(?=[{_C}点分之几余多又成折]|个 *百 *分)"
    r"|(?<=\d)[ ]+(?=[百千万亿余多成折分又]|个 *百 *分)|(?<=[百千万亿])[ ]+(?=\d+[ ]*[百千])|(?<=之)[ ]+(?=\d)|(?<=[个百分])[ ]+(?=[百分点])"
    r"|(?<=于)[ ]+(?=或)|(?<=或)[ ]+(?=等于)|(?<=[<>])[ ]+(?==)"
)
_AND = re.compile(r"[ ,]*(?:的?同时|并且|而且|且)?[ ]*")


def find_numbers(text: str) -> list[Number]:
    """Every numeric expression of `text`, traditional or simplified, left to right.

    Where the test suites of other tools contradict each other, this is the choice:

    - The span holds the number with its approximators and its unit (近400人, 五百多, 20万人次以上).
    - 以上 and 超过 both give low = value; 余, 多 and 来 leave the upper side open (40余万 is 400,000 or more, not up to 500,000).
    - 十几 is 11 to 19, 二十几万 210,000 to 290,000; 几十, 数十 and 上百 are at least that; 两三, 三五, 三四十 are ranges;
      两 behind a scale is a unit of weight.
    - A range's value is its low end, and both ends belong to it (20~100 is 20 to 100). A scale given once holds for both ends (20到30万), 万 and 亿 only where
      the first end has scales of its own (八百到九百亿).
    - A fraction is its own value (四分之一 is 0.25); percent, per mille, tenths and discounts are in percent points (95% is 95, 三成 30, 八折 80).
    - 一对 and 一双 are 1 pair, 一打 1 dozen: the unit says the rest. 一切, 四川, 五角大楼 and idioms hold no number; 五一, 十三五 and 三个代表 do.
    - Money is in its currency's main unit (yuan for 元, 块, 人民币, ￥). A full-width comma between groups of three digits parts thousands.

    Example:
        >>> [(text[n.start:n.end], n.value, n.unit, n.kind) for text in ["第三屆，３２０餘人，95％"] for n in find_numbers(text)]
        [('第三', Decimal('3'), '', 'ordinal'), ('３２０餘人', Decimal('320'), '人', 'people'), ('95％', Decimal('95'), '%', 'rate')]
    """
    folded, places = _squeezed(script.fold(script.to_simplified(text)))
    words = exclude.fixed_spans(folded, words_only=True)
    found = [_number(folded, q) for q in quantities.scan(folded, every=True) if not words.over(q.at) and not _is_bare_scale(q)]
    return [replace(n, start=places[n.start], end=places[n.end - 1] + 1) for n in _merged(folded, found)]


def _squeezed(text: str) -> tuple[str, Sequence[int]]:
    """The text without the blanks inside numerals (一百 五 十 二), and where each character stood."""
    kept: list[int] = []
    at = 0
    for match in _GAP.finditer(text):
        kept += range(at, match.start())
        at = match.end()
    if not at:
        return text, range(len(text))
    kept += range(at, len(text))
    return "".join(map(text.__getitem__, kept)), kept


def _is_bare_scale(q: Quantity) -> bool:
    """万 alone names no number."""
    return q.raw.strip("百千万亿") == "" and q.bound == "exact" and (q.unit is None or q.unit.kind == "none")


def _merged(text: str, numbers: list[Number]) -> list[Number]:
    """大于10小于20, 1000以上1500以下: one interval."""
    merged: list[Number] = []
    for number in numbers:
        last = merged[-1] if merged else None
        if last and last.unit in ("", number.unit) and _AND.fullmatch(text, last.end, number.start):
            low, high = (last, number) if last.high is None and last.low is not None else (number, last)
            if low.low is not None and low.high is None and high.high is not None and high.low is None and low.low < high.high:
                merged[-1] = replace(number, start=last.start, value=low.low, low=low.low, high=high.high)
                continue
        merged.append(number)
    return merged


def _number(text: str, q: Quantity) -> Number:
    if q.at and text[q.at - 1] == "第":
        return Number(q.at - 1, q.at + len(q.raw), q.value, q.low, q.high, "", "ordinal")
    if q.unit is None or q.unit.kind == "none":
        end = q.end if q.unit is None else q.stop - len(q.unit.form)
        return Number(q.start, end, q.value, q.low, q.high, "", "number")
    if q.fraction:
        low, high = (None if v is None else v / 100 for v in (q.low, q.high))
        return Number(q.start, q.end, q.value / 100, low, high, "", "number")
    kind: NumberKind = q.kind  # type: ignore[assignment]
    return Number(q.start, q.end, q.value, q.low, q.high, q.name, kind)


