"""Quantities: a numeral with its range, unit, bounds and what it is per. Knows nothing of what a claim is."""

from __future__ import annotations

import functools
import re
from decimal import Decimal
from typing import NamedTuple

from unioncorpus.model.records import Bound
from unioncorpus.resources import load, one_of
from unioncorpus.segmenter.claims import bounds
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.numerals import BIG, DIGITS, NUMERAL, NUMERALS, SMALL, STARTS, Numeral, next_numeral, read
from unioncorpus.segmenter.claims.units import Unit, unit_at

_RANGE = re.compile(r"[ ]?(?:\(含\))?(?:--?|~|——?|至|到|或|和(?=[^,。;]{1,10}间)|与(?=[^,。;]{1,10}间))[ ]?")
_NEXT = late(r"、")
_BETWEEN = late(r"[ ]?(?:之)?间")
_CURRENCY = {"￥": "元", "¥": "元", "US$": "美元", "HK$": "港元", "NT$": "新台币", "$": "美元", "€": "欧元", "£": "英镑", "人民币": "元", "港币": "港元",
             "新台币": "新台币", "台币": "新台币", "美元": "美元"}  # fmt: skip
_SLASH = re.compile(r"[/每](?:每)?(人[·.]?(?:次|月|年|天)?|" + one_of("what a figure is per behind a slash") + r")")
_LIST_GAP = re.compile(r"[ ]?[、,和及与/][ ]?")
_LIST_CUE = late(r"分别|各|依次|先后")
_LONGEST_LIST = 50
_SIGNS = "￥¥$€£币"
_JOINTS = "-~—至到或和与、,及"
_ENDS = ",。;、!?)\n"
_ALSO_GOING = NUMERALS | frozenset(_JOINTS + _ENDS + "参点之大")
_FRACTIONS = "又分/半数"
_SIGNED = "￥¥$€£币负- 元"
_COUNTED_BY = "数达到为共约近有过破计"
_CENT = Decimal("0.01")
_TENTH = Decimal("0.1")
_HUNDRED = ("百", "佰")
_SHARES = ("百", "佰", "千", "仟", "万")  # 百分之, 千分之 and 万分之 are rates, 五百分之 a fraction
_ROUND = re.compile(r"整(?![个合顿改体理治齐洁形])")
_TENTHS_END = late(r"[,。;、!?)\n的]|以[上下内]|左右|上下")
_PRICED = late(r"(?:(?<!免)费|" + one_of("words of price and pay") + r")[^,。;、]{0,8}$")
_ENDS_MONEY = frozenset(",。;、!?)到至-~—")
HALF = Decimal("0.5")


class Quantity(NamedTuple):
    """A number with all that stands with it."""

    start: int  # with the approximators
    end: int
    at: int  # of the numeral
    stop: int  # behind the unit
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    bound: Bound
    unit: Unit | None
    name: str = ""  # the unit as written to the tables
    kind: str = "number"
    per: str = ""
    modal: str = ""  # what the bound word says of the status
    bound_word: str = ""  # the approximator beside the number
    flags: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    raw: str = ""
    chinese: bool = False
    fraction: bool = False  # 三分之一, 1/3: a share that is no percentage


def scan(text: str, *, every: bool = False) -> list[Quantity]:
    """The quantities of a folded, simplified text, left to right, never overlapping.

    Args:
        every: also the numbers that nothing makes a quantity (list marks, the 一 of 一定); they are passed over quickly otherwise.
    """
    found: list[Quantity] = []
    pending = 0  # how many of the last found wait for the unit of a list
    at = 0
    while start := STARTS.search(text, at):
        if not every and _is_in_word(text, start.start()):
            at = start.end()
            continue
        match = NUMERAL.match(text, start.start())
        if match is None:
            at = start.end()
            continue
        numeral = None if not every and _idle(text, match) else read(text, match)
        if numeral is None:
            at, pending = match.end(), 0
            continue
        quantity = _quantity(text, numeral)
        at = max(quantity.stop, quantity.end)
        if pending and not _LIST_GAP.fullmatch(text, found[-1].stop, quantity.at):
            pending = 0
        if pending and quantity.unit is not None and quantity.unit.kind != "none":
            _share_unit(text, found, pending, quantity)
        found.append(quantity)
        pending = pending + 1 if quantity.unit is None and pending < _LONGEST_LIST else 0
    return found


@functools.cache
def _going() -> frozenset[str]:
    """What may follow a numeral that begins a quantity."""
    return frozenset("余多来几半分又个百千万亿%‰( /块") | ({unit.form[0] for unit in load(Unit, "units.csv") if unit.kind != "none"} - {"步"})


def _is_in_word(text: str, at: int) -> bool:
    """Whether a Chinese digit stands before what is no part of a quantity: 一定, 四川."""
    if text[at] not in DIGITS or at + 1 == len(text) or text[at + 1] in _going() or text[at + 1] in _ALSO_GOING:
        return False
    return at == 0 or text[at - 1] not in _SIGNS


def _idle(text: str, match: re.Match[str]) -> bool:
    """Whether a numeral is plainly no part of a quantity: nothing that follows is a unit, a range or a list."""
    end = match.end()
    following = text[end : end + 1]
    if match.group() == "半":
        return text.startswith("个", end) and not text.startswith(("个月", "个小时", "个百分点", "个多"), end)
    if following in _going() and following:
        return False
    before = text[max(0, match.start() - 1) : match.start()]
    if before in _SIGNS and before:
        return False
    if following in _JOINTS and following:
        behind = text[end + 1 : end + 3]
        if behind[:1] in NUMERALS or (behind[:1] in "- 含" and behind[1:] in NUMERALS):
            return False
    if following == "步":  # 进一步 is in every report, 2.1亿步 in few
        return match.group()[-1] not in "万亿千百余多0123456789"
    if following in _ENDS or text.startswith(("大关", "之间"), end):
        return not (before in _COUNTED_BY or any(c in BIG for c in match.group()))
    return True


def _share_unit(text: str, found: list[Quantity], pending: int, last: Quantity) -> None:
    """分别慰问12、15、20人: the numbers before take the unit, and the scale, of the last."""
    first = found[-pending]
    if last.fraction or (pending < 2 and not _LIST_CUE.search(text, max(0, first.start - 16), first.start)):
        return
    if first.start == 0 or text[first.start - 1] in "\n第" or text[first.start - 1].isascii():
        return
    scale = next((BIG[c] for c in text[last.at : last.stop] if c in BIG), 1)
    for i in range(len(found) - pending, len(found)):
        q = found[i]
        value = q.value * scale if q.value < BIG["万"] else q.value
        found[i] = q._replace(value=value, low=value, high=value, unit=last.unit, name=last.name, kind=last.kind, rules=last.rules)


def _quantity(text: str, numeral: Numeral) -> Quantity:
    """The quantity that a numeral begins."""
    start, stop, value, high = numeral.start, numeral.end, numeral.value, numeral.high
    unit: Unit | None = PERCENT
    fraction = _fraction(text, numeral) if text[stop : stop + 1] in _FRACTIONS else None
    if fraction:
        value, high, stop = fraction
    else:
        stop, unit, value, high = _with_unit(text, numeral)
    name, kind = (unit.unit, unit.kind) if unit else ("", "number")
    if start and text[start - 1] in _SIGNED:
        start, name, kind, unit = _currency_sign(text, start, name, kind, unit)
        if _negative(text, start, kind):
            value, start = -value, start - 1
    value, high = tidy(value), None if high is None else tidy(high)
    end, per = stop, ""
    if unit and (slash := _SLASH.match(text, stop)):
        end, per = slash.end(), slash.group(1)[0] if slash.group(1)[0] in "人户" else slash.group(1)
    low, high, bound = _interval(value, high, "range" if high is not None else "over" if unit and "多" in unit.form else numeral.bound)
    share = fraction is not None and text[numeral.start : numeral.end] not in _SHARES
    rules = (unit.where,) if unit and unit.where else ()
    word, word_start, word_end = _bound_word(text, start, end, unit is not None)
    if word is not None:
        start, end, rules = word_start, word_end, (*rules, word.where)
        if bound == "exact":  # 约20余人 keeps what 余 says, 近1—2家 the range
            low, high, bound = (value if word.bound == "over" else None), (value if word.bound == "under" else None), word.bound
    modal, form = (word.modal, word.form) if word else ("", "")
    return Quantity(
        start, end, numeral.start, stop, value, low, high, bound, unit, name, kind, per, modal, form, numeral.flags, rules, numeral.raw, numeral.chinese, share
    )


PERCENT = Unit("%", "rate", "%", Decimal(1))
MONEY = Unit("块", "money", "元", Decimal(1))
_FEN = (("角", _TENTH), ("毛", _TENTH), ("分", _CENT))
_PARTS = {"元": _FEN, "圆": _FEN, "块": _FEN, "角": _FEN[2:], "毛": _FEN[2:], "美元": (("美分", _CENT),), "欧元": (("欧分", _CENT),),
          "英镑": (("便士", _CENT),), "卢布": (("戈比", _CENT),), "日元": (("日本銭", _CENT),), "斤": (("两", _TENTH),)}  # fmt: skip
MONTHS = Unit("个月", "measure", "月", Decimal(1))
DAYS = Unit("日", "measure", "日", Decimal(1))
_IN_DAYS = re.compile(r"[之以]?内(?![部容])")


def _is_days(text: str, start: int, end: int) -> bool:
    """十五日内, 提前三十日: days allowed, not the day of a month."""
    return not text.endswith("月", 0, start) and (_IN_DAYS.match(text, end) is not None or text.endswith("提前", 0, start))


def _negative(text: str, start: int, kind: str) -> bool:
    """负 or a minus that joins nothing before it."""
    if not start or text[start - 1] not in "负-":
        return False
    if text[start - 1] == "负" or start == 1:
        return True
    before = text[start - 2]
    return not before.isalnum() and before not in "-)）" and (kind == "rate" or before in " (")


def tidy(value: Decimal) -> Decimal:
    """15000 for 15000.0."""
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _interval(value: Decimal, high: Decimal | None, bound: str) -> tuple[Decimal | None, Decimal | None, Bound]:
    if bound == "range":
        return value, high, "range"
    if bound == "over":
        return value, None, "over"
    return value, value, "exact"


def _fraction(text: str, numeral: Numeral) -> tuple[Decimal, Decimal | None, int] | None:
    """百分之九十, 三分之一, 1/3, 一半 in percent points."""
    at = numeral.end
    if text.startswith("又", at) and (base := next_numeral(text, at + 1)) and text.startswith("分之", base.end) and (rest := _fraction(text, base)):
        return numeral.value * 100 + rest[0], None, rest[2]
    if numeral.raw in _HUNDRED and text.startswith("分百", at):
        return Decimal(100), None, at + 2
    minus = text.startswith(("负", "-"), at + 2)
    if text.startswith("分之", at) and (part := next_numeral(text, at + 2 + minus)) and numeral.value:
        divisor, value, high, stop = numeral.value, -part.value if minus else part.value, part.high, part.end
        if (gap := _RANGE.match(text, stop)) and (other := next_numeral(text, gap.end())) and other.value > value and divisor in (100, 1000):
            high, stop = other.value, other.end
        shares = [None if v is None else _percent(v / divisor, divisor) for v in (value, high)]
        return shares[0] or Decimal(0), shares[1], stop
    if text.startswith("/", at) and numeral.raw.isdigit() and not _in_a_date(text, numeral.start):
        under = next_numeral(text, at + 1)
        if under is not None and under.raw.isdigit() and under.value and not text.startswith(("/", "月", "-"), under.end):
            return _percent(numeral.value / under.value, under.value), None, under.end
    if numeral.raw == "一" and text.startswith("半", at) and not text.startswith("半天", at):
        return Decimal(50), None, at + 1
    if numeral.raw == "半" and text.startswith("数", at):
        return Decimal(50), None, at + 1
    return None


def _in_a_date(text: str, at: int) -> bool:
    """2020/1/2, 2020-1/2."""
    return at > 0 and (text[at - 1] in "/.:" or (text[at - 1] == "-" and at > 1 and text[at - 2].isdigit()))


def _percent(share: Decimal, base: Decimal) -> Decimal:
    """In percent points."""
    value = share * 100
    return value.normalize() + 0 if base in (100, 1000, 10000) else value


def _with_unit(text: str, numeral: Numeral) -> tuple[int, Unit | None, Decimal, Decimal | None]:
    """Stop, unit, value and upper end, with a range (1—2家, 30人到50人) and a half behind the unit (一年半) taken in."""
    value, high, stop = numeral.value, numeral.high, numeral.end
    unit, unit_end = _unit(text, stop)
    if text.startswith("个半", stop) and (half := unit_at(text, stop + 2) or (unit_at(text, stop) if text.startswith("月", stop + 2) else None)):
        return stop + 3 if half.form == "个" else stop + 2 + len(half.form), MONTHS if half.form in "个月" else half, value + HALF, None
    if text.startswith("个半", stop) and (stop + 2 == len(text) or text[stop + 2] in _ENDS):
        return stop + 2, unit, value + HALF, None
    if unit is not None and unit.form == "日" and _is_days(text, numeral.start, unit_end):
        unit = DAYS
    ranged = _range(text, numeral, unit, unit_end)
    if ranged:
        return ranged
    if unit is None:
        return stop, None, value, high
    if unit.form in ("成", "折"):
        value, high, unit_end = _tenths(text, numeral, unit, unit_end)
        return unit_end, unit, value, high
    if unit.kind == "measure" and text.startswith("半", unit_end) and not text.startswith(("半数", "半个"), unit_end):
        value, unit_end = value + HALF, unit_end + 1
    value, high = value * unit.factor, None if high is None else high * unit.factor
    if unit.form in _PARTS:
        value, unit_end = _small_money(text, unit.form, value, unit_end)
    if unit.form == "块" and (unit_end > stop + 1 or numeral.raw[-1] in "百千万亿" or _is_price(text, numeral.start, unit_end)):
        unit = MONEY
    return unit_end, unit, value, high


def _is_price(text: str, start: int, end: int) -> bool:
    """收费20块: the words before say that it is money."""
    return text[end : end + 1] in _ENDS and _PRICED.search(text, max(0, start - 16), start) is not None


def _unit(text: str, at: int) -> tuple[Unit | None, int]:
    if text.startswith(" ", at):
        at += 1
    unit = unit_at(text, at)
    return unit, at + len(unit.form) if unit else at


def _range(text: str, first: Numeral, unit: Unit | None, unit_end: int) -> tuple[int, Unit | None, Decimal, Decimal | None] | None:
    if first.bound == "range" or (unit is not None and unit.kind == "none"):
        return None
    gap = _RANGE.match(text, unit_end if unit else first.end) or (None if unit else _neighbour(text, first))
    second = next_numeral(text, gap.end()) if gap else None
    if gap is None or second is None or text.startswith(("-", "~"), second.end):
        return None
    before = text[max(0, first.start - 2) : first.start]
    if (unit is not None and before.endswith(("从", "由"))) or (len(before) == 2 and before[1] in "-~—" and before[0].isdigit()):
        return None  # 从30人到50人 is two quantities, 1-2-3 a number of something
    other, stop = _unit(text, second.end)
    if gap.group().strip() in "和与" and unit is None and _BETWEEN.match(text, second.end):
        other, stop = None, second.end
    between = _BETWEEN.match(text, stop) if gap.group().strip() in "和与" else None
    if gap.group().strip() in "和与" and not between:
        return None
    if between:
        stop = between.end()
    if unit is not None and (other is None or other.unit != unit.unit):
        return None
    low, high = first.value, second.value if second.high is None else second.high
    scale = next((BIG[c] for c in reversed(text[second.start : second.end]) if c in BIG), 1)
    if text[second.end - 1] in "kK" and not first.raw.endswith(("k", "K")):
        scale = 1000
    elif gap.group() == "、" and second.value >= 10:
        low *= 10
    elif scale == 1 and first.value < 10 and (small := SMALL.get(text[second.end - 1], 1)) > 10:
        scale = small
    if scale > 1 and not any(c in BIG for c in text[first.start : first.end]) and low < high / scale:
        low *= scale
    if low >= high:
        return None
    factor = other.factor if other else Decimal(1)
    return (stop if other or between else second.end), other, low * factor, high * factor


def _neighbour(text: str, first: Numeral) -> re.Match[str] | None:
    """五、六名, 8、9个小时: the 、 between two neighbouring digits, elsewhere than in a numbering or a list."""
    second = next_numeral(text, first.end + 1) if text.startswith("、", first.end) else None
    if second is None or len(first.raw) != 1 or second.chinese != first.chinese or text.startswith("、", second.end):
        return None
    before = text[max(0, first.start - 4) : first.start]
    if before[-1:] in tuple("\n第。;、,分") or "分别" in before or "各" in before or (not before and not first.chinese):
        return None
    return _NEXT.match(text, first.end) if second.value in (first.value + 1, (first.value + 1) * 10) else None


def _tenths(text: str, numeral: Numeral, unit: Unit, stop: int) -> tuple[Decimal, Decimal | None, int]:
    """三成半 is 35 percent, 八折 80 and 八五折 85."""
    value, high = numeral.value, numeral.high
    if unit.form == "折" and value >= 10:
        return value, None, stop
    if text.startswith("半", stop):
        value, stop = value + HALF, stop + 1
    elif (part := next_numeral(text, stop)) and part.chinese and part.value < 10 and (part.end == len(text) or _TENTHS_END.match(text, part.end)):
        value, stop = value + part.value / 10, part.end
    return value * 10, None if high is None else high * 10, stop


def _small_money(text: str, form: str, value: Decimal, stop: int) -> tuple[Decimal, int]:
    """50元6角三分, 一块二, 三块零四, 两毛五, 两美元三美分, and the 整 that ends a sum."""
    if part := _bare_part(text, stop) if form in ("块", "角", "毛") else None:
        worth = _CENT if part.raw[0] in "零〇" or form != "块" else _TENTH
        return value + part.value * worth, part.end
    for name, worth in _PARTS[form]:
        begin = stop + text.startswith("又", stop)
        part = next_numeral(text, begin)
        if part and part.value < (10 if len(name) == 1 else 100) and text.startswith(name, part.end) and not text.startswith("分之", part.end):
            value, stop = value + part.value * worth, part.end + len(name)
            if name in ("角", "毛") and (last := _bare_part(text, stop)):
                return value + last.value * _CENT, last.end
    return value, stop + 1 if form in ("元", "圆") and _ROUND.match(text, stop) else stop


def _bare_part(text: str, at: int) -> Numeral | None:
    """The 二 of 一块二: a last digit without its unit."""
    part = next_numeral(text, at) if text[at : at + 1] in NUMERALS else None
    if part is None or part.value >= 10:
        return None
    ends = part.end == len(text) or text[part.end] in _ENDS_MONEY
    return part if (ends and part.chinese) or (len(part.raw) == 1 and not part.chinese and unit_at(text, part.end) is None) else None


def _currency_sign(text: str, start: int, name: str, kind: str, unit: Unit | None) -> tuple[int, str, str, Unit | None]:
    """￥300, $20, 人民币50元."""
    before = text[max(0, start - 4) : start].rstrip()
    for sign, currency in _CURRENCY.items():
        if before.endswith(sign) and (unit is None or unit.kind == "money"):
            gap = len(text[max(0, start - 4) : start]) - len(before)
            money = unit or Unit("元", "money", currency, Decimal(1))
            return start - gap - len(sign), (currency if unit is None or unit.unit == "元" else name), "money", money
    return start, name, kind, unit


def _bound_word(text: str, start: int, end: int, counted: bool) -> tuple[bounds.BoundWord | None, int, int]:
    """The approximator before or behind a number, and where the number with both begins and ends."""
    word: bounds.BoundWord | None = None
    if before := bounds.bound_before(text, start):
        word, start = before
    if after := bounds.bound_after(text, end):
        end = after[1]
        word = word or after[0]
    if word is None and counted:
        word = bounds.bound_far(text, start) or bounds.bound_behind_noun(text, end)
    return word, start, end
