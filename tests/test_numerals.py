"""Numerals: one value, many spellings; and characters that are no numeral."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import plain, read_marked

from unioncorpus.segmenter.claims import find_numbers
from unioncorpus.segmenter.claims.numerals import evaluate

SPELLINGS = {
    "35000": ["三万五", "三万五千", "3万5千", "3.5万", "3.5 万", "35000", "35,000", "３５，０００", "35 000", "叁万伍仟", "參萬伍仟", "三萬五", "3万5"],
    "1200": ["一千二", "一千二百", "1200", "1,200", "1千2百", "壹仟贰佰", "1.2千"],
    "200000000": ["2个亿", "两个亿", "2亿", "二亿", "兩億", "贰亿"],
    "120000000": ["1.2亿", "1.2个亿", "一亿二千万", "1亿2千万", "一点二亿"],
    "4780000000000": ["4.78万亿", "4.78萬億"],
    "2450": ["两千四百五", "兩千四百五", "两千 四 百 五", "2450"],
    "500000006": ["五亿零六", "五億零六"],
    "75400": ["7 万5 千4 百", "7万 5千 4百", "七万五千四百"],
    "2222": ["倆千兩百二十二", "2千2百22"],
    "1001": ["一千零一", "1千零1", "1001"],
    "203": ["貳佰零參", "贰佰零叁", "二百零三"],
    "10040": ["一万零四十", "一萬零卌"],
    "50": ["半百", "五十"],
    "1500000": [".0015G", "1.5M", "一百五十万"],
    "110": ["幺幺〇", "一百一", "110"],
    "23": ["廿三", "二十三", "贰拾叁", "23"],
    "33": ["卅三", "三十三"],
    "2013": ["二〇一三", "二零一三", "2013", "２０１３"],
    "1200000": ["百二万", "百二萬", "120万", "一百二十万"],
    "19000": ["万九", "萬九", "一万九"],
    "10600": ["1万600", "一万零六百", "1万6百"],
    "135000": ["十三万五", "13万5"],
    "0.5": ["零点五", ".5", "二分之一", "1/2"],
    "350": ["三百五", "三百五十"],
    "-32": ["负三十二", "負三十二", "-32"],
    "200000": ["2e5", "20万", "200k"],
}

INTERVALS = [
    ("[[五百 余万|5000000..]]", "inner approximator"),
    ("[[四百多|400..]]", "behind the number"),
    ("[[十几万|110000..190000]]", ""),
    ("[[二十几|21..29]]", ""),
    ("[[三四十|30..40]]", ""),
    ("[[十七八|17..18]]", ""),
    ("[[三五百|300..500]]", ""),
    ("[[两三千|2000..3000]]", ""),
    ("[[一万六七|16000..17000]]", ""),
    ("[[一百几十|110..190]]", ""),
    ("[[数十万|100000..]]", ""),
    ("[[上百|100..]]", ""),
    ("[[几十|10..]]", ""),
    ("[[20~100|20..100]]", ""),
    ("[[一千到一千五百|1000..1500]]", ""),
    ("[[8500到3万|8500..30000]]", "the scale of the second is not shared"),
    ("[[10~15k|10000..15000]]", "but here it is"),
    ("[[七千到九千亿|700000000000..900000000000]]", ""),
    ("[[大于10小于20|10..20]]", ""),
    ("[[1000以上， 1500以下|1000..1500]]", ""),
    ("[[10000与20000之间|10000..20000]]", ""),
    ("[[不超过50|..50]]", ""),
    ("[[起码50|50..]]", ""),
    ("[[三两个|2..3]]", ""),
    ("[[十数名|11..19]]", ""),
    ("[[比六十大|60..]]", "compared"),
    ("[[比 80 低|..80]]", ""),
    ("[[比四分之一大， 比二分之一少|0.25..0.5]]", ""),
    ("[[位于40和60之间|40..60]]", ""),
    ("[[第三和第八之间|3..8]]", "ranks"),
    ("[[八分之一到五分之一|0.125..0.2]]", ""),
    ("[[四元两角至四元五角|4.2..4.5]]", ""),
    ("[[8 3/4|8.75..8.75]]", "a mixed number"),
    ("[[至少九千|9000..]]", ""),
]

NOTHING = ["一切", "四川", "陆地", "队伍", "陆续", "收拾房间", "万众一心", "进一步", "统一思想", "万", "十七十八", "参加", "上下", "数据", "几何"]
NOTHING += ["一一", "壹切", "百十一", "万六万七", "10..1万", "10.1万零100", "零点", "零下", "点三", "半成品", "数个", "若干个"]
NOTHING += ["见 https://example.org/a?q=30%25"]

VALUES = {
    "百分之一百二十点五": ["120.5"],
    "千分之一": ["0.1"],
    "百分之2.2": ["2.2"],
    "六个百分点": ["6"],
    "三成半": ["35"],
    "七成六": ["76"],
    "九五折": ["95"],
    "负3.9%": ["-3.9"],
    "50元6角三分": ["50.63"],
    "一块二": ["1.2"],
    "人民币 8千元": ["8000"],
    "￥300，$20": ["300", "20"],
    "三双": ["6"],
    "五对和一打": ["10", "12"],
    "二十几万": ["200000"],
    "一百零几万": ["1000000"],
    "百分百": ["100"],
    "佰分之八": ["8"],
    "半成": ["5"],
    "四毛五分": ["0.45"],
    "三块六到四块二毛五": ["3.6"],
    "四百元整": ["400"],
    "八美元又五美分": ["8.05"],
    "七个半": ["7.5"],
    "半公升": ["0.5"],
    "七斤六两": ["7.6"],
    "零下八摄氏度": ["-8"],
    "百分之负七": ["-7"],
    "四欧元十二欧分": ["4.12"],
    "50万人民币": ["500000"],
    "负５分之负四": ["0.8"],
    "九十 又 4分 之1": ["90.25"],
    "3,000个，五分之一": ["3000", "0.2"],
    "第1/3页": ["1"],
    "2.5 k": ["2500"],
    "负 1,500": ["-1500"],
    "九年八吨": ["9", "8"],
    "1, 234, 567": ["1", "234", "567"],
    "一吨半": ["1.5"],
    "两百点两": ["200", "2"],
    "1991年1月16日": ["1991", "1", "16"],
    "六十四万零一百四十三元一角七分": ["640143.17"],
    "三百五又三分之一的": ["350.33"],
}


@pytest.mark.parametrize(("value", "spelling"), [(value, s) for value, spellings in SPELLINGS.items() for s in spellings])
def test_every_spelling_has_the_value(value: str, spelling: str) -> None:
    assert [plain(n.value) for n in find_numbers(f"共{spelling}。" if spelling[0] not in "-." else spelling)] == [value]


@pytest.mark.parametrize("marked", [m for m, _ in INTERVALS])
def test_intervals_that_the_words_allow(marked: str) -> None:
    text, [(start, end, interval)] = read_marked(marked)
    [number] = find_numbers(text)
    low, _, high = interval.partition("..")
    assert (number.start, number.end, plain(number.low), plain(number.high)) == (start, end, low, high)


@pytest.mark.parametrize("text", NOTHING)
def test_words_that_hold_a_numeral_are_no_numbers(text: str) -> None:
    assert find_numbers(text) == []


@pytest.mark.parametrize(("text", "values"), VALUES.items())
def test_rates_money_and_measures(text: str, values: list[str]) -> None:
    assert [plain(round(n.value, 2)) for n in find_numbers(text)] == values


KINDS = [("第三届", "ordinal", ""), ("３２０餘人", "people", "人"), ("95％", "rate", "%"), ("12千米", "measure", "公里"), ("1200", "number", "")]


@pytest.mark.parametrize(("text", "kind", "unit"), KINDS)
def test_kind_and_unit(text: str, kind: str, unit: str) -> None:
    assert [(n.kind, n.unit) for n in find_numbers(text)] == [(kind, unit)]


@pytest.mark.parametrize("text", ["10.1万零100", "十百", "一二十百", "点三", "一" * 100, "1" * 5000, ""])
def test_what_forms_no_number(text: str) -> None:
    assert evaluate(text) is None


def chinese(n: int) -> str:
    """A whole number below 10^8 as it is written."""
    digits = "零一二三四五六七八九"
    if n >= 10000:
        rest = n % 10000
        return chinese(n // 10000) + "万" + ("" if not rest else ("零" if rest < 1000 else "") + chinese(rest))
    out, zero = "", False
    for scale, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = n // scale % 10
        if digit:
            out += ("零" if zero and out else "") + digits[digit] + name
            zero = False
        else:
            zero = True
    return out or "零"


@given(st.integers(min_value=1, max_value=99_999_999))
def test_whole_numbers_read_back(n: int) -> None:
    assert evaluate(chinese(n)) == n
    assert evaluate(f"{n:,}") == Decimal(n)
