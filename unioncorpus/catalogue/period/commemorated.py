"""Anniversaries that have one year: 建党90周年, 第三十个教师节."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from unioncorpus.catalogue.period.cited import CLAUSE, HIDDEN, NUMERAL, Anniversary, Finding, Strength, Stripped, Window
from unioncorpus.catalogue.period.numerals import number as number_of
from unioncorpus.catalogue.period.turns import years_beside
from unioncorpus.resources import load, one_of
from unioncorpus.script import fold

_YEARS = re.compile(r"[周年华](?:年|华诞|诞|岁|来)|岁的?(?:生日|华诞)|年(?<=[十百0]年)(?=大庆|之际|[,，。;；、!！])")
_YEARS_NUMBER = re.compile(rf"{NUMERAL}$")
_NTH = re.compile(rf"第(?P<n>{NUMERAL})个(?P<name>[\u4e00-\u9fff]{{2,8}})")
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_CYCLE = re.compile(rf"[{_STEMS}][{_BRANCHES}][鼠牛虎兔龙蛇马羊猴鸡狗猪]?年")
_GREETED = 600  # characters in which the new year is greeted
_RECENT = 1995  # what happened before it has had its third anniversary
_STOP = re.compile(r"[。;;!?\n]")
_SOON = re.compile(".{0,6}(?:临近|将至|将到|在即|即将到来|来临|到来之际|就要到)")
# 我院创建于1958年,今年迎来六十华诞: a birthday that the text dates itself
_FOUNDED = re.compile(
    r"(?:建|办|立|生|设|产)[于在](?P<year>1[89]\d\d|20[0-2]\d)年|(?P<first>1[89]\d\d|20[0-2]\d)年(?:\d{1,2}月)?(?:正式)?(?:建[厂校院成立局]|成立|创建|创办|始建|组建|投产|诞生)"
)
_OWN = re.compile(rf"我|工会(?!法)|{one_of('houses that have birthdays')}")
_BIRTHDAY = re.compile(rf"{one_of('words that greet an anniversary')}|迎来|之际")
_GONE = re.compile(rf"走过了?[^,。;]{{0,4}}?(?P<count>{NUMERAL})(?:年|载|个春秋)(?!来)")
# 2008年的那场地震,已经过去整整十年了
_AGO = re.compile(
    rf"(?P<year>(?:19|20)\d\d)(?<!\d{{5}})年[^。;!?\n]{{0,24}}?(?:已经?|距今|至今|转眼|不觉)[^。;!?\n\d]{{0,4}}?(?:过去)?了?整整?(?P<count>{NUMERAL})(?:个年头|年|载)"
)
_MEETS = ("今天", "今晚", "集会", "欢聚", "相聚")  # 今天,我们欢聚一堂,庆祝
_THIS = re.compile(rf"{one_of('words that greet an anniversary')}|迎接|再过|就要|将是|就是|下个?月")


@functools.cache
def _commemorated() -> tuple[re.Pattern[str], dict[str, Anniversary], dict[str, Anniversary]]:
    rows = load(Anniversary, "anniversaries.csv")
    years = {HIDDEN.sub("", fold(row.form)): row for row in rows if row.kind == "years"}
    ordinals = {row.form: row for row in rows if row.kind == "ordinal"}
    return re.compile("|".join(sorted(map(re.escape, years), key=lambda form: (-len(form), form)))), years, ordinals


def anniversaries(plain: Stripped) -> Iterator[Finding]:
    """建党90周年, 第三十个教师节."""
    pattern, years, ordinals = _commemorated()
    for match in _YEARS.finditer(plain.text):
        head = _STOP.split(plain.text[max(0, match.start() - 27) : match.start()])[-1]
        count = _YEARS_NUMBER.search(head)
        number = number_of(count[0]) if count else None
        if count is None or not number:
            continue
        named = list(pattern.finditer(head, 0, count.start()))
        if match[0] == "年" and (not named or named[-1].end() != count.start()):
            continue  # 建党90年, and not 建校后10年
        if number < 4 and (not named or years[named[-1][0]].base < _RECENT):
            continue
        if not named and match[0] != "年来":
            yield from _birthday(plain, match, len(count[0]), number)
        gap = head[named[-1].end() : count.start()] if named else ""
        if (gap and named[-1][0].endswith("的")) or _OWN.search(gap):
            named = []  # 党的领导 is no birthday, nor is that of 长征机床公司 the Long March's
        if named:
            remembered = years[named[-1][0]]
            start = match.start() - len(head) + named[-1].start()
            if match[0] == "年来" and not number % 10:  # 改革开放三十年来
                span = (plain.back(start), plain.back(match.end() - 1) + 1)
                window = Window(f"{remembered.base + number}-01-01", f"{remembered.base + number + 1}-12-31")
                yield Finding(*span, (window,), "strong", "anniversary", remembered.themes, remembered.where, True)
            elif match[0][-1] != "来":
                yield from _in_year(plain, start, match.end(), remembered.base + number, remembered)
    for match in _GONE.finditer(plain.text):
        named = list(pattern.finditer(plain.text, max(0, match.start() - 12), match.start()))
        number = number_of(match["count"])
        if named and number and not number % 10:  # 改革开放走过四十年
            remembered = years[named[-1][0]]
            yield from _in_year(plain, named[-1].start(), match.end(), remembered.base + number, remembered)
    yield from _cycle_years(plain)
    for match in _AGO.finditer(plain.text):
        number = number_of(match["count"])
        if number:
            yield from _so_long_ago(plain, match, int(match["year"]) + number)
    for match in _NTH.finditer(plain.text):
        number = number_of(match["n"])
        row = next((row for form, row in ordinals.items() if 0 <= match["name"].find(form) <= 4), None)
        if row is not None and number:
            yield from _in_year(plain, match.start(), match.end("n") + 1, row.base + number, row)


def _cycle_years(plain: Stripped) -> Iterator[Finding]:
    """值此辛丑牛年到来之际: a year of the cycle of sixty, greeted when it begins or when the one before is summed up."""
    for match in _CYCLE.finditer(plain.text, 0, _GREETED):
        stem, branch = _STEMS.index(match[0][0]), _BRANCHES.index(match[0][1])
        year = next((1996 + n for n in range(32) if (1996 + n - 1984) % 10 == stem and (1996 + n - 1984) % 12 == branch), None)
        if year:
            window = Window(f"{year - 1}-12-01", f"{year}-12-31")
            yield Finding(plain.back(match.start()), plain.back(match.end() - 1) + 1, (window,), "strong", "year", (), "", True, (year,))


def _so_long_ago(plain: Stripped, match: re.Match[str], year: int) -> Iterator[Finding]:
    """2008年的那场地震已经过去整整十年: the year it is so long ago."""
    if 1995 <= year <= 2035:
        span = (plain.back(match.start()), plain.back(match.end() - 1) + 1)
        yield Finding(*span, (Window(f"{year}-01-01", f"{year}-12-31"),), "point", "year", (), "", True)


def _birthday(plain: Stripped, match: re.Match[str], width: int, number: int) -> Iterator[Finding]:
    """今年迎来六十华诞 after 创建于1958年: the year in which the founding is so many years old."""
    start = match.start() - width
    before = plain.text[max(0, start - 60) : start]
    founded = list(_FOUNDED.finditer(before))
    if not founded or not _BIRTHDAY.search(before[founded[-1].end() :] + plain.text[match.end() : match.end() + 8]):
        return
    year = int(founded[-1]["year"] or founded[-1]["first"]) + number
    if 1995 <= year <= 2035:
        span = (plain.back(start), plain.back(match.end() - 1) + 1)
        yield Finding(*span, (Window(f"{year}-01-01", f"{year}-12-31"),), "point", "year", (), "", True)


def _in_year(plain: Stripped, start: int, end: int, year: int, row: Anniversary) -> Iterator[Finding]:
    """An anniversary: the year itself; or, where the speech held on it is studied, that year or the next."""
    if not 1995 <= year <= 2035:
        return
    window = years_beside(plain.text, start, year)
    strength: Strength = "point"
    studied = bool(row.day) and re.match(r"(?:庆祝|纪念)?大会|.{0,4}讲话", plain.text[end : end + 8]) is not None
    if studied:
        window, strength = Window(f"{year}-{row.day}", f"{year + 1}-12-31"), "strong"
    head = plain.text[max(0, start - 40) : start]
    soon = _SOON.match(CLAUSE.split(plain.text[end : end + 12], maxsplit=1)[0])
    sentence = _STOP.split(head)[-1]
    news = any(word in sentence for word in _MEETS) or _THIS.search(CLAUSE.split(head[-16:])[-1]) or soon
    role = "year" if news else "anniversary"
    yield Finding(plain.back(start), plain.back(end - 1) + 1, (window,), strength, role, row.themes, row.where, not studied)
