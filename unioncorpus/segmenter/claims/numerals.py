"""Numerals: where one stands and what it is worth.

Arabic, Chinese, financial (壹贰叁), mixed (3万5千), elliptic (三万五), vague (数十, 十几), connected (三五十).

Works on folded, simplified text. `NUMERAL` is one possessive expression without nested ambiguity, so a scan costs time in proportion to the text.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from unioncorpus.segmenter.claims.late import late

DIGITS = {c: value for value, forms in enumerate(("〇零○", "一壹", "二两贰", "三叁参", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")) for c in forms}
SMALL = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
TENS = {"廿": 20, "卅": 30, "卌": 40}
BIG = {"万": 10**4, "亿": 10**8, "兆": 10**12}
LARGEST = Decimal(10) ** 18  # no report counts more of anything
LONGEST = 40  # a longer run of numeral characters is no numeral of a report (and int() is quadratic)

_D = "〇零○一壹二两贰三叁四肆五伍六陆七柒八捌九玖廿卅卌"
_T = _D.replace("两", "")
_P = _D.replace("两", "").replace("廿卅卌", "")
_S = "十拾百佰千仟"
_B = "万亿兆"
# No decimals in 2222.2222.222, which is no number; lookbehind must have a fixed width, hence the five of them.
_POINT = r"(?:(?<!\d\.\d)(?<!\d\.\d\d)(?<!\d\.\d\d\d)(?<!\d\.\d\d\d\d)(?<!\d\.\d\d\d\d\d)\.\d++(?!\.\d))?"
ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,5}+(?!,?\d)|[1-9]\d{0,2}(?:[ ]\d{3}){1,5}+(?![ ]?[\d.])|\d++)" + _POINT
# The letters that an OCR takes for 0 and 1, only beside a digit and before something that is counted.
_OCR = (
    r"(?<![A-Za-z\d|.])(?:(?=[lI|oO]*\d[\dlI|oO]*[lI|oO]|[lI|]+[oO\d]|\d*[lI|oO])[\dlI|oO]{2,8}|\d(?=[\d.]*[lI|oO])[\dlI|oO]{0,5}\.[\dlI|oO]{1,3})"
    r"(?=\s?[余多]?[万亿]?[人名位元家个份件项条场次户期篇起台套本册宗例%])"
)
_BROKEN = r"\d++(?:[。、·]\d{1,2}|\s?\.\s\d{1,2}|\s\.\d{1,2})(?=\s?(?:[余多]?[万亿]?元|[万亿]|%))"
NUMERAL = re.compile(
    rf"""
    (?P<ocr>{_OCR})
  | (?P<broken>(?<![\d.]){_BROKEN})
  | (?P<vague>(?:好?几|(?<![人总次户件份家半岁系指分度函级基倍个单整小代多少])数|(?<![以])上)[{_S}{_B}]++)
  | (?P<half>(?<![上下前后各多参])半(?:百|(?=年|天|个|小时|数|斤|吨|亩|升|公[里斤升顷]|加仑|成(?![品功为立就本长果员绩人]))))
  | (?P<power>\d++(?:\.\d++)?(?:[eE][+-]?\d{{1,2}}|\^[+-]{{0,2}}\d{{1,2}})(?![\dA-Za-z]))
  | (?P<point>(?<![^\s(-])\.\d++)(?P<giga>G(?![A-Za-z\d]))?
  | (?P<digits>{ARABIC})(?P<thousand>[kKwW](?![A-Za-z\d])|M(?![A-Za-z\d]))?
    (?P<tail>(?:[ ]?(?:个(?=亿))?(?!千[米克瓦]|百分[点之])(?:[十拾百佰{_B}]|[千仟](?![米克瓦]))++
      (?:零?\d++(?:\.\d++)?(?![\d年月])|[{_D}]++(?=[{_S}{_B}])|[{_D}](?![{_D}]))?)*+)
  | (?P<chinese>三两(?=[个人名天次家年])|(?:[{_D}{_S}{_B}]|参(?=[拾佰仟万]))(?:[{_T}{_S}{_B}]|参(?=[拾佰仟万])|两(?=[{_S}{_B}])|个(?=亿)
      |几(?=[{_S}])|(?<=[{_B}{_S}])\d++(?:\.\d++)?(?![年月\d]))*+(?:点(?:[{_P}]++|\d++)(?![{_S}])(?:个亿|[{_B}]*+))?)
    """,
    re.VERBOSE,
)
NUMERALS = frozenset("0123456789" + _D + _S + _B)
# Where a numeral may begin; one set of signs comes first, so that the search leaps from sign to sign.
STARTS = re.compile(
    rf"[\d{_D}{_S}{_B}半几数上好参lI|oO.](?:(?<![几数上好参lI|oO.])|(?<=[几数上])(?=[{_S}{_B}])|(?<=好)(?=几)|(?<=参)(?=[拾佰仟万])|(?<=[lI|oO])(?=[\dlI|oO])|(?<=\.)(?=\d))"
)
_KINDS = {"tail": "digits", "giga": "point"}  # the kind of numeral whose last group is none that names a kind
_FOLLOWS = frozenset(" 余多来几数")  # what _INNER and _AFTER begin with
_INNER = re.compile(rf"[ ]?([余多来几])[ ]?([{_S}{_B}]++)")
_AFTER = re.compile(r"[ ]?([余多来])(?![源自到年年得少样])|(?<=[十拾廿卅卌0])几(?![乎何率])|(?<=[十百])数(?=[名人个家次])")
_ATOM = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|.")
_PAIR = re.compile(r"[一二两三四五六七八九]{2}")
_DIGIT = late(r"[〇零○一二两三四五六七八九]")


class Numeral(NamedTuple):
    """A numeral in a text. Without `bound` it is exact."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None = None  # the upper end of a range
    bound: str = ""  # over, range, or empty
    flags: tuple[str, ...] = ()
    chinese: bool = False
    raw: str = ""  # the numeral's own characters


def next_numeral(text: str, at: int) -> Numeral | None:
    """The numeral that begins exactly at `at`."""
    match = NUMERAL.match(text, at)
    return read(text, match) if match else None


def read(text: str, match: re.Match[str]) -> Numeral | None:
    """The numeral of a match, with an inner 余 or 几 and the scale behind it (20余万, 十几万); None where it is no number."""
    start, end = match.span()
    kind = _KINDS.get(match.lastgroup or "", match.lastgroup)
    if end - start > LONGEST:
        return None
    raw = match.group()
    if kind == "vague":
        least = evaluate(raw.lstrip("好几数上"))
        return None if least is None else Numeral(start, end, least, None, "over", (), True, raw)
    if kind == "ocr":
        plain = raw.translate(str.maketrans("lI|oO", "11100"))
        return _finish(text, start, end, Decimal(plain), plain, ("ocr",), scale=True)
    if kind == "broken":
        plain = re.sub(r"[。、·\s.]+", ".", raw)
        value = Decimal(plain)
        return _finish(text, start, end, value, plain, ("repaired",), scale=True)
    if kind in ("power", "point"):
        number = _power(raw) if kind == "power" else Decimal(match.group("point")) * (10**9 if match.group("giga") else 1)
        return None if number is None else _finish(text, start, end, number, raw, ())
    if match.group("thousand"):
        scale = {"k": 1000, "w": 10000, "M": 1000000}[match.group("thousand").replace("K", "k").replace("W", "w")]
        return _finish(text, start, match.end("thousand"), (evaluate(match.group("digits")) or Decimal(0)) * scale, match.group("digits"), ())
    if kind == "half":
        return Numeral(start, end, Decimal(50 if raw == "半百" else "0.5"), chinese=True, raw=raw)
    if "几" in raw and kind == "chinese":
        return _few(text, start, end, raw)
    connected = _connected(raw) if kind == "chinese" else None
    if connected:
        low, high = connected
        return _finish(text, start, end, low, raw, (), high=high)
    plain_value = evaluate(raw.replace(" ", "").replace("个", ""))
    return None if plain_value is None else _finish(text, start, end, plain_value, raw, ())


def _power(raw: str) -> Decimal | None:
    """2e5 and 2^5, if that is a number of a size that a text can mean."""
    base, _, exponent = re.sub("[eE]", "e", raw).partition("^")
    try:
        value = Decimal(base) if not exponent else Decimal(base) ** int(exponent.replace("--", "").replace("+", ""))
    except ArithmeticError:
        return None
    return value if value == 0 or Decimal("1e-18") < abs(value) < LARGEST else None


def _few(text: str, start: int, end: int, raw: str) -> Numeral | None:
    """一百几十: 110 to 190."""
    head, _, tail = raw.partition("几")
    low, high = evaluate(head + "一" + tail), evaluate(head + "九" + tail)
    return None if low is None or high is None else Numeral(start, end, low, high, "range", (), True, raw)


def _finish(
    text: str, start: int, end: int, value: Decimal, raw: str, flags: tuple[str, ...], *, high: Decimal | None = None, scale: bool = False
) -> Numeral:
    """Take in what follows the digits: an inner 余 or 几, a scale, a trailing 余."""
    bound = "range" if high is not None else ""
    if scale and (more := re.compile(r"[ ]?[万亿]+").match(text, end)):
        value, end = value * (evaluate(more.group().strip()) or 1), more.end()
    if text[end : end + 1] not in _FOLLOWS:
        return Numeral(start, end, value, high, bound, flags, not raw[0].isdigit(), raw)
    if inner := _INNER.match(text, end):
        factor = evaluate(inner.group(2)) or Decimal(1)
        if inner.group(1) == "几":
            step = _last_scale(raw)
            value, high, bound = (value + 1) * factor, (value + step - 1) * factor, "range"
        else:
            value, high, bound = value * factor, None, "over"
        end = inner.end()
    elif after := _AFTER.match(text, end):
        if after.group(1):
            bound, high, end = "over", None, after.end()
        elif raw[-1] in "十拾廿卅卌0百":
            step = _last_scale(raw)
            value, high, bound, end = value + 1, value + step - 1, "range", after.end()
    return Numeral(start, end, value, high, bound, flags, not raw[0].isdigit(), raw)


def _last_scale(raw: str) -> int:
    return SMALL.get(raw[-1], 10)


def _connected(raw: str) -> tuple[Decimal, Decimal] | None:
    """三四十, 十七八, 三五百, 一百七八十, 一万六七: two neighbouring digits name a range; so does 三两."""
    if raw == "三两":
        return Decimal(2), Decimal(3)
    match = _PAIR.search(raw) if len(raw) > 1 else None
    if not match or _DIGIT.search(raw, match.end()) or "点" in raw:
        return None
    head, pair, tail = raw[: match.start()], match.group(), raw[match.end() :]
    first, second = DIGITS[pair[0]], DIGITS[pair[1]]
    if (second != first + 1 and pair != "三五") or (head and head[-1] not in SMALL and head[-1] not in BIG) or (not head and not tail and pair == "三八"):
        return None
    low, high = evaluate(head + pair[0] + tail), evaluate(head + pair[1] + tail)
    return (low, high) if low is not None and high is not None and low < high else None


def evaluate(numeral: str) -> Decimal | None:
    """The value of a numeral's characters, or None where they form no number.

    Example:
        >>> [int(evaluate(n)) for n in ("三万五", "一千二百", "二〇一三", "3万5千", "百二万", "五亿零六", "壹仟贰佰叁拾")]
        [35000, 1200, 2013, 35000, 1200000, 500000006, 1230]
    """
    if not numeral or len(numeral) > LONGEST or (len(numeral) > 2 and numeral[:2] in ("百十", "佰拾")):  # 百十来人, but no 百十一
        return None
    if numeral in DIGITS:
        return Decimal(DIGITS[numeral])
    if numeral.isascii():
        value: Decimal | None = Decimal(numeral.replace(",", "").replace(" ", ""))
    elif "点" in numeral:
        value = _with_point(numeral)
    elif "." in numeral and numeral.find("零") > numeral.find("."):  # 10.1万零100 is two numbers that lost what stood between
        value = None
    elif all(c in DIGITS for c in numeral):
        value = Decimal("".join(str(DIGITS[c]) for c in numeral))
    else:
        value = _with_scales(numeral)
    return value if value is not None and value < LARGEST else None


def _with_point(numeral: str) -> Decimal | None:
    whole, _, part = numeral.partition("点")
    digits = part.rstrip(_B)
    head, scale = evaluate(whole), evaluate(part[len(digits) :]) if len(digits) < len(part) else Decimal(1)
    if head is None or scale is None or not digits or not all(c in DIGITS or c.isascii() for c in digits):
        return None
    return (head + Decimal("0." + "".join(c if c.isascii() else str(DIGITS[c]) for c in digits))) * scale


def _with_scales(numeral: str) -> Decimal | None:
    """The usual reading, scale by scale; a lone last digit counts in tenths of the scale before it (三万五) unless 零 stands between."""
    total = section = Decimal(0)
    current: Decimal | None = None
    scale, big, elliptic, last = 10**16, 10**16, False, 1
    for atom in _ATOM.findall(numeral):
        if (atom[0].isdigit() and atom.isascii()) or atom in DIGITS:
            if atom in DIGITS and DIGITS[atom] == 0 and current is None:
                elliptic = False
                continue
            if current is not None:
                return None
            current = Decimal(atom.replace(",", "")) if atom.isascii() else Decimal(DIGITS[atom])
            elliptic = elliptic and len(atom) == 1
        elif atom in TENS:
            if current is not None:
                return None
            section, scale, elliptic, last = section + TENS[atom], 10, False, 10
        elif atom in SMALL:
            value = SMALL[atom]
            if value >= scale and not (current is None and section):
                return None
            if value >= scale:  # 十百 is no number, 百千 neither
                return None
            section += (Decimal(1) if current is None else current) * value
            current, scale, elliptic, last = None, value, value > 10, value
        elif atom in BIG:
            value = BIG[atom]
            part = section + (current or 0) * (Decimal(last) / 10 if elliptic and section and current is not None else 1)
            if value == big and (section or current is not None):  # 四万万 is 400,000,000, 万六万七 no number
                return None
            if value < big:
                total += (part or (Decimal(1) if not total else Decimal(0))) * value
            else:
                total = (total + part) * value
            section, current, scale, big, elliptic, last = Decimal(0), None, 10**16, value, True, value
        else:
            return None
    if current is not None:
        section += current * (Decimal(last) / 10 if elliptic else 1)
    return total + section
