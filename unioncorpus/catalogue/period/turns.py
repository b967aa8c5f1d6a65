"""A plan, a congress or a law as news: the words beside it that say which of its years is meant (开局之年, 喜迎, 去年召开的, 今年1月1日起施行)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from unioncorpus.catalogue.period.cited import CLAUSE, Anchor, Finding, Strength, Stripped, Turn, Window
from unioncorpus.catalogue.period.numerals import number as number_of
from unioncorpus.resources import load, one_of, word_list

_NEXT = re.compile(r"(?:明年|来年|下一?年度?)(?:又|将|是|即)?")
_FORCE = re.compile(r"(?:今年|本年|去年|上年|明年)[^@]{0,16}(?:@[^@]{0,24})?(?:施行|实施|生效)")
_PASSED = re.compile(r"(?:今年|本年|去年|上年)[^@]{0,16}(?:(?:通过|颁布|公布|出台)了?(?:中华人民共和国)?@|@[^@]{0,24}?(?:通过|颁布|公布|出台)(?![施实以]))")
# 修改后的工会法颁布实施的头一年: the first whole year
_FIRST_YEAR = r"@[^@]*?(?:施行|实施|生效|颁布|修订|修改|通过|出台)后?的?(?:第一年|头一年|首年|第一个年头|开局之年|起步之年)"
_PAPER = word_list("papers that the centre issues")
_CENTRE = "(?:中央|国务院|全总|全国总工会|国家|[中国]办)"
_ISSUED = (
    rf"(?:(?P<when>今年|本年|去年|上年)[^@。]{{0,12}}?{_CENTRE}|{_CENTRE}[^@。]{{0,4}}(?P<then>今年|本年|去年|上年))[^@。]{{0,14}}?"
    rf"(?:{one_of('how the centre issues a paper')})了?(?:关于)?(?:新时期)?@"
)
_TIME_CLAUSE = (  # 今年1月1日,新修改的…
    r"(?:今年|本年度?|去年|上年度?|前年|明年)(?:以来|年?[初底末中]|元旦|[春夏秋冬][天季]?"
    r"|(?:1[0-2]|\d|十[一二]?|[一二三四五六七八九])月份?(?:\d{1,2}日|[初底中]|[上中下]旬)?)?起?[,，][^,，。;；!?\n]*$"
)
_GOES_ON = re.compile(r"[,，](?:也|又)?(?:今年|明年|将)[^,，。;；!?\n]{0,16}")
_FORTHCOMING = re.compile("即将(?:正式)?(?:颁布)?(?:施行|实施|生效)")
_NEWLY = re.compile(r"(?:新|新近|刚刚)(?:颁布|出台|制定|公布|实施|施行|通过){1,2}的?(?:中华人民共和国)?$")
# when a meeting was or will be, told from the year of the report; @ is the meeting
_MEETS = "召开|举行|闭幕|开幕|结束"
_HELD = re.compile(
    rf"(?P<before>今年|本年|去年|上年|前年|明年)[^@]{{0,10}}@(?:的)?(?:胜利|成功|圆满)?(?:{_MEETS})"
    rf"|(?P<met>今年|本年|去年|上年|前年|明年)[^@]{{0,8}}(?:{_MEETS})的(?:党的|中国共产党|中共|中国|中央)?@"
    rf"|@.{{0,3}}(?P<after>今年|本年|去年|上年|前年|明年).{{0,8}}(?:{_MEETS})"
)
_TOLD = {"今": 0, "本": 0, "去": 1, "上": 1, "前": 2, "明": -1}
_WILL_MEET = re.compile(r"^(?:也|又|还|都|就|马上)*(?:即将|将|要|拟|会|定于|预定|计划)[^@]{0,14}?(?:召开|举行|开幕)|^[^@]{0,4}年内(?:将|要)?(?:召开|举行)")
_MONTH = re.compile(r"(?:1[0-2]|(?<!\d)[1-9]|十[一二]?|[一二三四五六七八九])月|同月|当月")
_A_MONTH = r"(1[0-2]|(?<!\d)[1-9]|十[一二]?|[一二三四五六七八九])月"
_LAST = re.compile(r"(?:去年|上年)(?:又|是)?")
_WELCOMED = re.compile("(?:喜迎|迎接|迎)(?:[、和与并]|学习|宣传|贯彻|落实|庆祝|服务|保障)+(?:党的|中国共产党|中共|中国)?$")  # 迎接和学习宣传贯彻党的…
_THIS_MONTH = re.compile("(?:本月|上月|上个月|前不久|日前|不久前)[^。;；!?\n@]{0,12}@[^@]{0,24}(?:施行|实施|生效)")
# 北京奥运会就要开幕, 世博会圆满闭幕; the right to hold it is older
_OPENS = re.compile("(?:会)?[^,，。;；!?\\n]{0,10}?(?:开幕|闭幕|落幕|召开|举行|举办(?![权城地]))")
_NEW_YEAR = re.compile("元旦|(?<!\\d)1月1日|一月一日")
_AUTUMN = "09"  # month from which a meeting is news into the next year
_REACH = 18  # characters between a plan or congress and the word that says which of its years is meant


@functools.cache
def _turns(of: str, side: str) -> tuple[re.Pattern[str], dict[str, Turn]]:
    rows = {row.form: row for row in load(Turn, "year_turns.csv") if row.of == of and row.side == side}
    pattern = "|".join(re.escape(form) for form in sorted(rows, key=lambda form: (-len(form), form)))
    return re.compile(f"(?:{pattern})(?:着|了)?(?:党的|中国共产党|中共|中国|中央)?$" if side == "before" else pattern), rows


def turned(plain: Stripped, start: int, end: int, anchor: Anchor) -> Finding | None:
    """The one year of a plan or congress that the words beside it name (开局之年, 召开之年, 喜迎)."""
    met = anchor.role in ("congress", "plenum") or plain.text.startswith("会议", end - 2)
    if anchor.role != "plan" and not met:
        return None
    of = "plan" if anchor.role == "plan" else "congress"
    told = (_told(plain, start, end, anchor) or _welcomed(plain, start, end, anchor)) if met else None
    if told is not None:
        return told
    turn = turn_beside(plain.text, start, end, of)
    if turn is None:
        return None
    row, begin, stop = turn
    base = before_plan(anchor) if of == "plan" else int(anchor.from_date[:4])
    step = min(row.step, int(anchor.until[:4]) - base) if of == "plan" else row.step  # the last year of a plan of three
    early = of == "congress" and anchor.from_date[5:] < _AUTUMN  # no news any more in the next year
    window = years_beside(plain.text, start, base + step, None if early else row)
    strength: Strength = "point" if window.start[:4] == window.until[:4] else "strong"
    month = of == "congress" and _MONTH.search(CLAUSE.split(plain.text[max(0, start - 12) : start].rstrip(",，"))[-1] + plain.text[end:stop]) is not None
    peaks = (base + step,) if strength == "strong" and of == "plan" and 0 < row.step < 5 else ()  # 承上启下 is said of the third year most
    fresh = of == "congress" and strength == "strong" and row.step == 0
    return Finding(plain.back(begin), plain.back(stop - 1) + 1, (window,), strength, "year", anchor.themes, row.where, True, peaks, month=month, fresh=fresh)


def before_plan(anchor: Anchor) -> int:
    """The year before the first one of a plan: that of the plenum which proposed it."""
    return int(anchor.from_date[:4]) - (anchor.from_date[5:] < _AUTUMN)


def _told(plain: Stripped, start: int, end: int, anchor: Anchor) -> Finding | None:
    """The year of the report where the text says how long ago a meeting was, or that it is still to come: 去年十月召开的, 也要在年内召开."""
    before = _before(plain.text, start)
    after = CLAUSE.split(plain.text[end : end + _REACH], maxsplit=1)[0]
    held = _HELD.search(f"{before}@{after}")
    if held:
        step = _TOLD[held[held.lastgroup or 0][0]]
    elif _WILL_MEET.match(after):
        step = 0
    else:
        return None
    window = years_beside(plain.text, start, int(anchor.from_date[:4]) + step) if not held else _whole(int(anchor.from_date[:4]) + step)
    return Finding(plain.back(start), plain.back(end - 1) + 1, (window,), "point", "year", anchor.themes, anchor.where, True)


def _welcomed(plain: Stripped, start: int, end: int, anchor: Anchor) -> Finding | None:
    """The year of a meeting that is first welcomed and then studied, all in one: 迎接和学习宣传贯彻党的二十大."""
    head = _WELCOMED.search(CLAUSE.split(plain.text[max(0, start - 20) : start])[-1])
    if head is None:
        return None
    window = years_beside(plain.text, start - len(head[0]), int(anchor.from_date[:4]))
    return Finding(plain.back(start - len(head[0])), plain.back(end - 1) + 1, (window,), "point", "year", anchor.themes, anchor.where, True)


def _whole(year: int) -> Window:
    return Window(f"{year}-01-01", f"{year}-12-31")


def opened(plain: Stripped, start: int, end: int, anchors: Sequence[Anchor]) -> Finding | None:
    """The year of games or of a fair that is said to open, to close or to be held."""
    peaks = [anchor.peak for anchor in anchors if anchor.role == "event" and anchor.peak]
    opens = _OPENS.match(plain.text, end)
    if len(peaks) != 1 or anchors[0].themes != ("culture",) or opens is None:
        return None
    window = years_beside(plain.text, start, peaks[0])
    role = "year" if "将" in opens[0] or "就要" in opens[0] else "event"  # not looked back on
    return Finding(plain.back(start), plain.back(end - 1) + 1, (window,), "strong", role, anchors[0].themes, anchors[0].where, True, tuple(peaks))


def taken_force(plain: Stripped, start: int, end: int, anchor: Anchor) -> Finding | None:
    """A law as news: 今年1月1日起施行的 names the year it took force, 即将实施的 comes before it, 新颁布的 soon after it was passed."""
    if anchor.role != "law":
        return _issued(plain, start, end, anchor)
    before = _before(plain.text, start)
    after = CLAUSE.split(plain.text[end : end + _REACH], maxsplit=1)[0]
    if not after:  # 通过了劳动合同法,今年1月1日就要施行
        further = _GOES_ON.match(plain.text, end)
        after = further[0] if further else after
    around = f"{before}@{plain.text[start:end]}{after}"
    dated = anchor.in_force and (anchor.in_force[5:] == "01-01" or not _NEW_YEAR.search(around))
    match = _FORCE.search(around) if dated else None
    span = (plain.back(start), plain.back(end - 1) + 1)
    passed = _PASSED.search(around)
    if passed and _other_month(passed[0], anchor.from_date):
        return None
    first = "年" in after and (anchor.in_force or anchor.until) and re.search(_FIRST_YEAR, around)
    month = _THIS_MONTH.search(f"{plain.text[max(0, start - 24) : start]}@{plain.text[start:end]}{after}") if anchor.in_force else None
    if month:
        return Finding(*span, (_whole(int(anchor.in_force[:4])),), "point", "year", anchor.themes, anchor.where, True)
    if first:
        day = anchor.in_force or anchor.from_date
        window = years_beside(plain.text, start, int(day[:4]) + (day[5:] >= _AUTUMN))
        return Finding(*span, (window,), "point", "year", anchor.themes, anchor.where, True)
    if passed:
        window = _whole(int(anchor.from_date[:4]) + _TOLD[passed[0][0]])
        return Finding(*span, (window,), "point", "year", anchor.themes, anchor.where, True)
    if match:
        window = _whole(int(anchor.in_force[:4]) + _TOLD[match[0][0]])
        return Finding(*span, (window,), "point", "year", anchor.themes, anchor.where, True)
    if anchor.in_force and _in_its_month(around, anchor.in_force):
        return Finding(*span, (_whole(int(anchor.in_force[:4])),), "strong", "year", anchor.themes, anchor.where, True)
    if anchor.in_force and _FORTHCOMING.search(around):
        year = int(anchor.in_force[:4]) - (anchor.in_force[5:7] == "01")
        return Finding(*span, (Window(anchor.from_date, f"{year}-12-31"),), "strong", "law", anchor.themes, anchor.where, False)
    if not anchor.until and _NEWLY.search(before):
        year = int((anchor.in_force or anchor.from_date)[:4]) + 1
        return Finding(*span, (Window(anchor.from_date, f"{year}-12-31"),), "strong", "law", anchor.themes, anchor.where, False)
    return None


def _issued(plain: Stripped, start: int, end: int, anchor: Anchor) -> Finding | None:
    """The year of a paper that the centre is said to have issued this year or last: 今年,中央印发《…改革方案》."""
    if anchor.role not in ("programme", "event") or not plain.text.endswith(_PAPER, start, end):
        return None
    issued = re.search(_ISSUED, _before(plain.text, start, 40) + "@")
    if issued is None:
        return None
    window = _whole(int(anchor.from_date[:4]) + _TOLD[(issued["when"] or issued["then"])[0]])
    return Finding(plain.back(start), plain.back(end - 1) + 1, (window,), "point", "year", anchor.themes, anchor.where, True)


def _before(text: str, start: int, reach: int = 24) -> str:
    """The words of the clause before `start`, with the clause before it when that is but a time: 今年1月1日,新修改的."""
    head = text[max(0, start - reach) : start]
    match = re.search(_TIME_CLAUSE, head) if "年" in head and ("," in head or "，" in head) else None
    return match[0].replace(",", "").replace("，", "") if match else CLAUSE.split(head)[-1]


def _other_month(words: str, day: str) -> bool:
    """Whether the words name a month that is not that of `day`."""
    match = re.search(_A_MONTH, words)
    return match is not None and number_of(match[1]) != int(day[5:7])


def _in_its_month(around: str, in_force: str) -> bool:
    """Whether a law is said to take force in the month in which it did, with no year beside it: 将在七月施行."""
    match = re.search(
        r"(?P<month>1[0-2]|(?<!\d)[1-9]|十[一二]?|[一二三四五六七八九])月(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3})日)?起?[^@]{0,4}(?:@[^@]{0,24})?(?:施行|实施|生效)",
        around,
    )
    return match is not None and number_of(match["month"]) == int(in_force[5:7]) and "年" not in around


def turn_beside(text: str, start: int, end: int, of: str) -> tuple[Turn, int, int] | None:
    """The row of year_turns.csv that stands beside `text[start:end]`, and where the phrase begins and ends."""
    pattern, rows = _turns(of, "before")
    match = pattern.search(CLAUSE.split(text[max(0, start - 12) : start])[-1])
    if match:
        form = next(form for form in sorted(rows, key=len, reverse=True) if match[0].startswith(form))
        return rows[form], start - len(match[0]), end
    pattern, rows = _turns(of, "after")
    match = pattern.search(CLAUSE.split(text[end : end + _REACH], maxsplit=1)[0])
    return (rows[match[0]], start, end + match.end()) if match else None


def years_beside(text: str, start: int, year: int, row: Turn | None = None) -> Window:
    """The year of the report when the text says that the (this, next, last) year is `year`."""
    *earlier, clause = CLAUSE.split(text[max(0, start - 16) : start])
    if earlier and earlier[-1].endswith(("明年", "来年")):
        clause = "明年"
    low = high = year
    if _NEXT.search(clause):
        low = high = year - 1
    elif _LAST.search(clause):
        low = high = year + 1
    elif row is not None:
        low, high = min(year, year + row.slack), max(year, year + row.slack)
    return Window(f"{low}-01-01", f"{high}-12-31")
