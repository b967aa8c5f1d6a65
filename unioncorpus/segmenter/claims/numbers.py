"""Every numeric expression of a text, claim or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from unioncorpus import script
from unioncorpus.model.records import Number, NumberKind
from unioncorpus.segmenter.claims import exclude, quantities
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.numerals import SMALL, evaluate
from unioncorpus.segmenter.claims.quantities import Quantity

_C = "〇零一二两三四五六七八九十百千万亿兆壹贰叁肆伍陆柒捌玖拾佰仟"
_GAP = late(  # begins with a blank, so that the search leaps from blank to blank
    rf"[ ](?:(?<=[{_C}点分之几余多又负成][ ])[ ]*(?=[{_C}点分之几余多又成折]|个 *百 *分)"
    r"|(?<=\d[ ])[ ]*(?=[百千万亿余多成折分又]|[kKM](?![A-Za-z\d])|个 *百 *分)|(?<=[百千万亿][ ])[ ]*(?=\d+[ ]*[百千])"
    r"|(?<=[之又负][ ])[ ]*(?=\d)|(?<=之[ ])[ ]*(?=负)|(?<=[个百分][ ])[ ]*(?=[百分点])"
    r"|(?<=于[ ])[ ]*(?=或)|(?<=或[ ])[ ]*(?=等于)|(?<=[<>][ ])[ ]*(?==))"
)
# Other ways to write a digit, by the digit meant: 倆千, 幺零, 參拾參 and the 壹切 of a careless conversion.
_SPELLED = late(
    rf"(?P<两>俩(?=[百千万亿]))|(?P<一>幺(?=[幺{_C[:12]}])|(?<=[幺{_C[:12]}])幺|壹(?=[切定样起直些般旦]))|(?P<叁>(?<=[拾佰仟零])参(?![\u4e00-\u9fff]|$)|(?<=[拾佰仟零])参$)"
)
_ODD = ("俩", "幺", "壹", "拾参", "佰参", "仟参", "零参")
_AND = late(r"[ ,]*(?:的?同时|并且|而且|且)?[ ]*")
_TO = late(r"[ ]?(?:--?|~|——?|至|到)[ ]?")
_OR = ("和", "与", "到", "至")
_AFTER = late(r"之?间")
_AMID = late(r"(?:位于|介于|处于|在)$")
_THAN = late(r"[ ]?(?:(?P<over>[大高])|(?P<under>[小低少矮]))(?![\d于])")
_ADDRESS = late(r"(?:https?://|www\.)[!-~]+")
_PIECES = {"双": 2, "对": 2, "打": 12}  # how many things one is


def find_numbers(text: str) -> list[Number]:
    """Every numeric expression of `text`, traditional or simplified, left to right.

    Where the test suites of other tools contradict each other, this is the choice:

    - The span holds the number with its approximators and its unit (近400人, 五百多, 20万人次以上, 比三十大, 位于20和30之间).
    - 以上 and 超过 both give low = value; 余, 多 and 来 leave the upper side open (40余万 is 400,000 or more, not up to 500,000).
    - 十几 is 11 to 19, 二十几万 210,000 to 290,000, and both have the value they start from (10, 200,000); 几十, 数十 and 上百 are at least that;
      两三, 三两, 三五, 三四十 and 百分之二三十 are ranges; 几个 and 若干 are no numbers.
    - A range's value is its low end, and both ends belong to it (20~100 is 20 to 100, 5-20% is 5% to 20%). A scale given once holds for both ends
      (20到30万), 万 and 亿 only where the first end has scales of its own (八百到九百亿).
    - A fraction is its own value (四分之一 is 0.25, 8 3/4 8.75); percent, per mille, tenths and discounts are in percent points (95%, 三成, 八折: 95, 30, 80).
    - 双, 对 and 打 count things: 三双 is 6, 一打 12 (claims keep the pairs). 一切, 四川, 五角大楼, idioms, web addresses and 一一 (one by one) hold no number;
      五一, 十三五 and 三个代表 do. What is no well-formed numeral is refused whole: 十七十八, 百十一, 10..1万, 10.1万零100, 点一.
    - Money is in its currency's main unit (yuan for 元, 块, 人民币, ￥); 分 alone is a mark or a minute. k and w are thousands and ten thousands of
      anything, but 5G is a network.
    - A full-width comma between groups of three digits parts thousands. 两 is a unit of weight only behind 斤 (六斤八两 is 6.8 斤); 一千克 is 1000 克.

    Example:
        >>> [(text[n.start:n.end], n.value, n.unit, n.kind) for text in ["第三屆，３２０餘人，95％"] for n in find_numbers(text)]
        [('第三', Decimal('3'), '', 'ordinal'), ('３２０餘人', Decimal('320'), '人', 'people'), ('95％', Decimal('95'), '%', 'rate')]
    """
    folded, places = _squeezed(_spelled(script.fold(script.to_simplified(text))))
    words = exclude.fixed_spans(folded, words_only=True)
    addresses = exclude.Spans([m.span() for m in _ADDRESS.finditer(folded)] if "://" in folded or "www." in folded else [])
    found = [
        _compared(folded, _number(folded, q))
        for q in quantities.scan(folded, every=True)
        if not (words.over(q.at) or addresses.over(q.at) or _is_bare_scale(q) or _is_torn(folded, q))
    ]
    merged = _merged(folded, found)
    return merged if isinstance(places, range) else [replace(n, start=places[n.start], end=places[n.end - 1] + 1) for n in merged]


def _spelled(text: str) -> str:
    """The text with every digit in its usual spelling."""
    return _SPELLED.sub(lambda m: m.lastgroup or "", text) if any(form in text for form in _ODD) else text


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


def _is_torn(text: str, q: Quantity) -> bool:
    """一一 (one by one), the 零 of 零点 (midnight) and 零下, the halves of 10..1万, and what stands behind the 点 that begins a text."""
    end = q.at + len(q.raw)
    before, behind = text[max(0, q.at - 3) : q.at], text[end : end + 3]
    if q.raw == "一一" or (q.raw in "零〇" and behind[:1] in ("点", "下")) or before == "点":
        return True
    return (before.endswith("..") and before[:1].isdigit()) or (behind.startswith("..") and behind[2:].isdigit())


def _compared(text: str, number: Number) -> Number:
    """比三十大, 比170低: an open interval; 零下20度: below zero."""
    if text.endswith("零下", 0, number.start) and text[number.start - 3 : number.start - 2] not in SMALL:
        low, high = (None if v is None else -v for v in (number.high, number.low))
        return replace(number, start=number.start - 2, value=-number.value if low is None or high is None else low, low=low, high=high)
    at = number.start - text.endswith(" ", 0, number.start) - 1
    than = _THAN.match(text, number.end) if at >= 0 and text[at] == "比" and number.low == number.high and number.kind != "measure" else None
    if than is None or (at and text[at - 1] in "同环占对评"):
        return number
    over = than.group("over") is not None
    return replace(number, start=at, end=than.end(), low=number.value if over else None, high=None if over else number.value)


def _merged(text: str, numbers: list[Number]) -> list[Number]:
    """The numbers, with those that form one expression as one."""
    merged: list[Number] = []
    for number in numbers:
        one = _together(text, merged[-1], number) if merged else None
        if one:
            merged[-1] = one
        else:
            merged.append(number)
    return [_amid(text, n) for n in merged]


def _together(text: str, last: Number, number: Number) -> Number | None:
    """Two neighbours as one number, where they are one."""
    if last.unit not in ("", number.unit):
        return None
    if last.low is not None and last.low == last.high and number.low == number.high:
        return _mixed(text, last, number) or _from_to(text, last, number)
    low, high = (last, number) if last.high is None and last.low is not None else (number, last)
    if low.low is None or low.high is not None or high.high is None or high.low is not None or low.low >= high.high:
        return None
    return replace(number, start=last.start, value=low.low, low=low.low, high=high.high) if _AND.fullmatch(text, last.end, number.start) else None


def _mixed(text: str, whole: Number, part: Number) -> Number | None:
    """1 3/5 is 1.6."""
    if not text[whole.start : whole.end].isdigit() or text[whole.end : part.start] != " " or "/" not in text[part.start : part.end] or part.kind != "number":
        return None
    value = whole.value + part.value
    return replace(part, start=whole.start, value=value, low=value, high=value)


def _from_to(text: str, first: Number, second: Number) -> Number | None:
    """五元六角-五元八角, 五分之一到四分之一, 第十和第十五之间."""
    if first.kind != second.kind or first.value >= second.value:
        return None
    end, gap = second.end, text[first.end : second.start]
    if first.kind == "ordinal":
        between = _AFTER.match(text, end) if gap in _OR else None
        return replace(second, start=first.start, end=between.end(), value=first.value, low=first.low) if between else None
    split = first.kind == "money" or (_is_fraction(text, first) and _is_fraction(text, second))
    return replace(second, start=first.start, value=first.value, low=first.low) if split and _TO.fullmatch(gap) else None


def _is_fraction(text: str, number: Number) -> bool:
    return number.kind == "number" and ("分之" in text[number.start : number.end] or "/" in text[number.start : number.end])


def _amid(text: str, number: Number) -> Number:
    """位于20和30之间: with the word that opens it."""
    word = _AMID.search(text, max(0, number.start - 2), number.start) if text.endswith("间", number.start, number.end) else None
    return replace(number, start=word.start()) if word else number


def _number(text: str, q: Quantity) -> Number:
    if q.at and text[q.at - 1] == "第":
        rank = (evaluate(q.raw) or q.value) if q.fraction else None  # of 第1/3页 the page
        return Number(q.at - 1, q.at + len(q.raw), rank or q.value, rank or q.low, rank or q.high, "", "ordinal")
    value = _base(text, q)
    if q.unit is None or q.unit.kind == "none":
        end = q.end if q.unit is None else q.stop - len(q.unit.form)
        return Number(q.start, end, value, q.low, q.high, "", "number")
    if q.fraction:
        low, high = (None if v is None else v / 100 for v in (q.low, q.high))
        return Number(q.start, q.end, q.value / 100, low, high, "", "number")
    kind: NumberKind = q.kind  # type: ignore[assignment]
    if pieces := _PIECES.get(q.unit.form):
        low, high = (None if v is None else v * pieces for v in (q.low, q.high))
        return Number(q.start, q.end, value * pieces, low, high, "", kind)
    return Number(q.start, q.end, value, q.low, q.high, q.name, kind)


def _base(text: str, q: Quantity) -> Decimal:
    """The number that the words name: 200,000 of 二十几万, which is 210,000 to 290,000."""
    head, few, _ = text[q.at : q.stop].partition("几")
    if q.bound != "range" or not few or q.low is None or q.high is None:
        return q.value
    steps = SMALL.get(head[-1:], 10) if head[-1:] in "百佰千仟" else 10
    return q.low - (q.high - q.low) / (steps - 2)
