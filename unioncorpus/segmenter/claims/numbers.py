"""Every numeric expression of a text, claim or not."""

from __future__ import annotations


from unioncorpus import script
from unioncorpus.model.records import Number, NumberKind
from unioncorpus.segmenter.claims import exclude, quantities
from unioncorpus.segmenter.claims.quantities import Quantity


def find_numbers(text: str) -> list[Number]:
    """Every numeric expression of `text`, traditional or simplified, left to right.

    The span holds the number with its approximators and its unit (近400人, 五百多); low and high are what the words allow. 以上 and 超过 both give low = value.
    A fraction is its own value (四分之一 is 0.25); percent, per mille, tenths and discounts are in percent points. A range's value is its low end.

    Example:
        >>> [(text[n.start:n.end], n.value, n.unit, n.kind) for text in ["第三屆，３２０餘人，95％"] for n in find_numbers(text)]
        [('第三', Decimal('3'), '', 'ordinal'), ('３２０餘人', Decimal('320'), '人', 'people'), ('95％', Decimal('95'), '%', 'rate')]
    """
    folded = script.fold(script.to_simplified(text))
    words = exclude.fixed_spans(folded, words_only=True)
    return [_number(folded, q) for q in quantities.scan(folded) if not words.over(q.at)]


def _number(text: str, q: Quantity) -> Number:
    if q.at and text[q.at - 1] == "第":
        return Number(q.at - 1, q.at + len(q.raw), q.value, q.low, q.high, "", "ordinal")
    if q.unit is None or q.unit.kind == "none":
        end = q.end if q.unit is None else q.stop - len(q.unit.form)
        return Number(q.start, end, q.value, q.low, q.high, "", "number")
    if q.fraction:
        return Number(q.start, q.end, *(None if v is None else v / 100 for v in (q.value, q.low, q.high)), "", "number")  # type: ignore[arg-type]
    kind: NumberKind = q.kind  # type: ignore[assignment]
    return Number(q.start, q.end, q.value, q.low, q.high, q.name, kind)


