"""Years that the text names itself, and what the words around each make of it."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from unioncorpus.catalogue.period.numerals import number
from unioncorpus.resources import load, one_of, word_list

Role = Literal[
    "summed", "planned", "meeting", "present", "past", "target", "number", "event", "plain", "signed",
    "this", "last", "next", "acting", "done", "compared", "lasted", "followed",
]  # fmt: skip
CueRole = Literal["summed", "planned", "meeting", "present", "past", "target", "number"]

_LOOKED_AT = word_list("words that look at a year")
_COUNTING = set(".年到至之第近前后余-")  # before two figures: a number of years, or the end of a span
_HEADS, _AGED = set("\n :："), set("党校厂院国团军会有了经")  # before the two figures of a year of the nineties, and of an age
_DIGIT_WORDS = set("〇○零Oo一二三四五六七八九十百千")
_DIGITS = str.maketrans("〇○零OoＯ一二三四五六七八九", "000000123456789")
# 2012, 二〇一二, 二O一二, and 08年 (two digits from 10 on only where 年 and a word of the genre follow, since 10年 is a time span; 98年 likewise).
# The pattern begins with one character class, which the engine can skip to; what stands before is looked at in `_value`.
_YEAR = re.compile(
    r"""[0129一二九〇零](?:
        (?<=[12])(?:9[4-9]|0[0-3])\d(?!\d)
      | (?<=[一二])(?:九[四五六七八九]|[〇○零Oo0][〇○零Oo0一二三])[〇○零Oo0一二三四五六七八九](?=\s?(?:年|学年))
      | (?<=2)[0OoＯ〇][0-3OoＯ〇][\dOoＯ〇](?=年)
      | (?<=0)\d(?=年)
      | (?<=[〇零])[一二三四五六七八九](?=年)
      | (?<=1)\d(?=年(?:度|工会|工作|上半年|下半年|[,，]))
      | (?<=九)[四五六七八九](?=年)
      | (?<=9)[4-9](?=年(?:度|工会|工作|[上下]半年|[底末初元春夏秋冬]|\d{1,2}月|[一二三四五六七八九十]{1,2}月|[我全][^\W\d]|[,，]))
      | (?<=[0129])\d(?=[—–~～－/-]{1,2}(?:\d\d|2000)(?:学年|年度))
      | (?<=2)[0-6](?=年(?:度|工会工作|工作(?:"""
    + one_of("papers on the work of a year")
    + r""")|上半年|下半年))
    )""",
    re.VERBOSE,
)
_REPUBLIC = re.compile(r"民国(?P<count>\d{2,3}|[一二三四五六七八九十百零〇]{2,6})(?=年)")  # the calendar of Taiwan: year 1 is 1912
_AFTER = re.compile(
    rf"\s{{0,2}}(?P<unit>学年度?|年度|年|届)|(?P<word>{one_of('words after a year that lacks its 年')})|(?P<date>[-./]\d{{1,2}}[-./]\d{{1,2}})"
)
_RANGE = re.compile(r"\s?年?\s?(?:-{1,2}|[—~～－―至到、/]{1,2})\s?(?P<last>(?:19|20)\d\d|\d\d(?!\d))(?P<unit>\s?(?:学年度?|年度|年|学期|第[一二]学期))?")
_DOCUMENT = re.compile(r"[\[(（〔【](?P<year>199\d|20[0-2]\d)[\])）〕】]\s?(?:第\s?)?\d{1,4}\s?号")
# …号文件关于上报年度工作情况的要求: what the superior asks for in the year he asks it
_ASKS = rf"[^。;；\n]{{0,30}}(?:{one_of('what a superior asks reports for')})"
_THIS_YEAR = r"今年|本年(?!级)|(?<![的年])年度工作"
_NOTICE = 200  # characters in which a report says what it answers to
_SERIAL = re.compile(r"[\])）〕】]\s?(?:第\s?)?\d{1,4}\s?号|[\])）〕】]")
_SIGNED = re.compile(r"\s?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月[^\n]{1,5}日\s*\)?\s*(?:\n|$)")
_SIGNED_MONTH = re.compile(r"\s?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月\s*\)?\s*$")  # at the very end; elsewhere it heads a schedule
_DAY = re.compile(r"\s?(?P<month>1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月[^\n,，。]{1,5}日")
_MONTH = re.compile(r"\s?(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月")
_TERM_OF_SCHOOL = re.compile("第?[一二上下]学期")
_MIDYEAR = re.compile(r"\s?(?:[4-9]|1[01]|[四五六七八九]|十一?)月(?!\d)")
# 自2014年换届到2016年年底: a span told with what happened at its beginning
_SINCE_TO = re.compile(r"年[^\d,，。;；\n]{1,8}(?:到|至)(?P<last>20\d\d)(?P<unit>年)(?:年?[底末初]|\d{1,2}月)?")
_MONTH_TO = re.compile(r"年\d{1,2}月(?:\d{1,2}日)?(?:到|至|—{1,2}|-{1,2})(?P<last>20\d\d)(?P<unit>年)\d{1,2}月(?:\d{1,2}日|底|末)?")
_LATE_MONTH = re.compile(r"年1[012]月")  # a year of work that ends in the autumn is that of its end
_YEARS_LONG = re.compile(r"[^。;；\n]{0,30}?(?<!连续)(?<!每)(?P<count>[二两三四五六七八])年")  # 五年来, as long as the span beside it
_TOLD = re.compile(r"(?P<when>今年|本年|去年|上年|明年|来年)(?:[,，]?(?:也就是|也即|即|就是)|[(（])$")  # 今年,也就是2005年
_TOLD_ROLES: dict[str, Role] = {"今": "this", "本": "this", "去": "last", "上": "last", "明": "next", "来": "next"}
# 2013年要在此基础上; 要求 and 主要 only look like it
_WILL_BE_DONE = re.compile(  # 2013年,我们将继续…; 将 alone may be 把
    rf"[,，][^,，。;；:：\n]{{0,12}}?(?:将|要|拟)(?:会|要)?(?:{one_of('words after 将 that speak of what will be done')})"
)
_TO_BE_DONE = re.compile(r"[^,，。]{0,6}?(?:(?<![需主重必首简纪摘提紧只概])要(?![求素点闻职])|打算|拟|准备|力争)")
_DONE_LATER = re.compile(r"[^。;；\n]{0,40}?(?<![为除])了(?!解)")
# 会议讨论通过了这份总结: the day on which the report was adopted
_ADOPTED = re.compile(r"[^。;；\n]{0,24}(?:通过|审议|定稿|修订|讨论)")
_ITSELF = re.compile(rf"(?:本|该|此|这份|此份|上述|以上|这个)(?:{one_of('papers on the work of a year')}|报告|意见|方案|材料)")
# 2022年底优化防疫政策后: what has been the case since is told of a later year
_EVER_SINCE = re.compile(rf"(?:{one_of('what has been the case ever since')}).{{0,6}}后$")
_SPOKEN = re.compile(r"汇报|报告|总结|回顾|部署|安排|谋划")  # 向大会汇报某医院工会2013年工作
_ITS_WORK = re.compile(r"年?度?(?:的)?(?:工会|主要|各项|全年)?(?:的)?工作")
_SUBJECT = re.compile(rf"(?:{one_of('whoever reports')})$")
_RULED = re.compile(rf"{one_of('words before a paper that is followed')}|《")
_COUNTED_TO = ("截至", "截止")
# 截至11月底,会员比2010年底净增800人: what is counted now against the end of a year is of the next one
_AGAINST = ("比", "较", "与", "对比", "比起", "相比于", "同比")
_YEAR_END = ("年底", "年末", "底", "末")
_NOW = r"今年|本年|目前|现在|现有|全年|一年来|(?:截至|截止|到|至)(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
_LONGER = r"[二两三四五六七八九十\d]年来|[两三四五]年间?|期间|任期|换届|本届|上届|[12][09]\d\d"
# 自2008年3月换届以来,三年来; 自2011年5月选举产生,至今已届满三年
_LASTED = (
    r"年?(?:\d{1,2}月)?(?:\d{1,2}日)?[^。;；\n\d]{0,16}?(?:以来|至今|选举产生|换届|担任|接任|任职)[^。;；\n\d连每近]{0,12}?(?P<count>[一二两三四五六七八])年(?:来|以来|多来|了|任期|期?满|[,，。的])"
)
_SINCE_WHEN = ("自", "从", "于")
# 按照《2013年工会工作要点》的安排,完成了任务: the plan that was followed; 2012年初签订的责任书 likewise
_FOLLOWED = r"(?:按照?|根据|依据|依照|对照|围绕)[^,，。;；\n]{0,14}$"
_PLAN_OF = rf"年?度?[^,，。;；\n》]{{0,14}}(?:工作)?(?:{one_of('papers that a year is worked by')})"
_EARLY_PAPER = rf"年?(?:年初|初)[^,，。;；\n]{{0,16}}(?:{one_of('what is settled at the beginning of a year')})"
_TAKEN_OVER = rf"年?[底末][,，]?[^。,，]{{0,6}}(?:{one_of('how an office is entered')})"  # 2011年底,我当选工会主席。一年来,…
# 2009年工会工作计划已全面完成: looked back on
_FULFILLED = r"(?:计划|要点|任务|目标|安排|打算)[^,，。]{0,3}(?:已|得到|均|都)[^,，。]{0,4}完成"
# 2011年我会荣获模范职工之家。今年,我会再接再厉: what was won the year before
_WON = r"[^。;；\n]{0,60}?(?:荣获|被评为|获得|被授予|荣膺|获评)[^。;；\n]{0,60}[。;；\n]\s*(?:今年|本年度)"
# 值此2014年春节到来之际,向大家拜年: said when the year summed up is over
_HOLIDAY = r"年?(?:的)?(?:元旦|新年|春节|新春|农历)[^。;；!！\n]{0,16}(?:之际|来临|到来|时刻|将至)"
_WISHING = one_of("wishes and looks back at the turn of the year")
# 2011—2015年是转型的关键时期,…制定本规划: a plan of the whole span
_LAID_OUT = r"本规划|制[定订](?:了)?[^,，。;；\n]{0,12}规划|(?:今后|未来)[三五][年]"
_BREAK = re.compile(r"[,，。;；:：!！?？\n、]")
_SENTENCE = re.compile(r"[。;；!！?？\n]")
_ACTING = re.compile(one_of("verbs between a year and 计划"))  # the plan is an object, not the report
_FIRST_WORDS = 80  # characters in which a report names its year
_NEAR = 30  # characters after a year in which a word can speak of it


@dataclass(frozen=True, slots=True)
class YearCue:
    """A row of year_cues.csv."""

    side: Literal["before", "after"]
    form: str
    role: CueRole
    example: str
    note: str = ""
    where: str = ""


class Mention(NamedTuple):
    """A year as the text names it."""

    start: int
    end: int
    year: int
    last: int  # the same year, or the end of a span (2013—2014学年)
    unit: str  # 年, 年度, 学年, 学期, or empty
    role: Role
    opening: bool  # begins a sentence near the start of the text, or a line
    quoted: bool  # in a title 《…》
    month: int = 0  # of a date that stands alone in its line, as a signature does


@functools.cache
def _cues(side: str) -> tuple[re.Pattern[str], dict[str, YearCue]]:
    """One pattern for all forms of a side, longest first, and the rows behind it."""
    rows = {row.form: row for row in load(YearCue, "year_cues.csv") if row.side == side}
    forms = sorted(rows, key=lambda form: (-len(form), form))
    if side == "before":
        return re.compile("(?:" + "|".join(map(re.escape, forms)) + r")(?=[“\"‘《了]?$)"), rows
    free = "|".join(re.escape(form) for form in forms if not form.startswith("^"))
    bound = "|".join(re.escape(form[1:]) for form in forms if form.startswith("^"))
    return re.compile(f"^(?:{bound})|(?:{free})"), rows


def find_years(text: str) -> list[Mention]:
    """Every calendar year that `text` names, in order; document numbers such as [2008]2号 are not among them.

    Example:
        >>> [(m.year, m.role) for m in find_years("学校始建于1958年。现将2012年工会工作总结如下")]
        [(1958, 'past'), (2012, 'summed')]
    """
    found: list[Mention] = []
    at = 0
    matches = [*_YEAR.finditer(text), *_REPUBLIC.finditer(text)] if "民国" in text else _YEAR.finditer(text)
    for match in sorted(matches, key=re.Match.start):
        if match.start() < at:
            continue
        mention = _mention(text, match)
        if mention is not None:
            found.append(mention)
            at = mention.end
    return found


def document_years(text: str) -> list[Mention]:
    """The years of document numbers, 总工发〔2011〕15号: nobody can cite the paper earlier; one that asks for the report of 今年 is of its year.

    Example:
        >>> [(m.year, m.role) for m in document_years("根据市总〔2011〕15号文件,一年来我会做了以下工作")]
        [(2011, 'past')]
        >>> [(m.year, m.role) for m in document_years("根据市总〔2011〕75号文件关于报送年度总结的要求,现将今年工作总结如下")]
        [(2011, 'this')]
    """
    found = []
    for m in _DOCUMENT.finditer(text):
        asks = m.start() < _NOTICE and re.match(_ASKS, text[m.end() : m.end() + 40])
        role: Role = "this" if asks and re.search(_THIS_YEAR, text[m.start() : m.end() + 160]) else "past"
        found.append(Mention(m.start(), m.end(), int(m["year"]), int(m["year"]), "", role, False, False))
    return found


def _mention(text: str, match: re.Match[str]) -> Mention | None:
    """The year at `match`, or None when what stands around it shows another kind of number."""
    start, end = match.span()
    year = _value(text, match)
    if year is None or (text[start - 1 : start] in ("[", "(", "（", "〔", "【") and _SERIAL.match(text, end)):
        return None
    span = (_RANGE.match(text, end) or _since(text, start, end)) if len(match[0]) in (2, 4) and match[0].isdecimal() else None
    last, unit = year, ""
    if span and (last := _range_end(year, span["last"])) > year and (span["unit"] or "年" in span[0] or last - year == 1):
        end, unit = span.end(), (span["unit"] or "").strip()
        if last - year == 1 and ("学期" in unit or _TERM_OF_SCHOOL.match(text, end)):
            unit = "学年"
        if last - year == 1 and text.startswith(("两年", "二年"), end):
            year = last  # 2011、2012两年来
        year = last if span.re is _MONTH_TO and last - year == 1 and _LATE_MONTH.match(span[0]) else year
    else:
        last = year
        after = _AFTER.match(text, end)
        if after is None and not _bare(text, start, end):
            return None
        if after and after["unit"] == "届":
            return None
        if after and after["unit"]:
            end, unit = after.end(), after["unit"]
            last += unit.startswith("学")  # 2011学年 runs into 2012
    role = _role(text, start, end)
    if role == "past" and span and span.re is _MONTH_TO and year == last:
        role = "summed"  # 从2014年12月到2015年11月 is the time reported
    if role == "number":
        return None
    if role == "lasted" and last == year:
        lasted = re.match(_LASTED, text[end : end + 60])
        count = number(lasted["count"]) if lasted else None
        year = last = year + (count or 0)
    if last - year > 1 and role not in ("planned", "target") and _as_long(text, start, end, last - year):
        role = "summed"
    opening = _opens(text, start, end)
    if last - year > 1 and opening and role in ("plain", "present", "done") and re.search(_LAID_OUT, text[end : end + 160]):
        role = "planned"
    signed = _signature(text, start, end) if role == "event" else None
    if signed:
        return Mention(start, end, year, last, unit, "signed", False, False, number(signed["month"]) or 0)
    return Mention(start, end, year, last, unit, role, opening, text.rfind("《", max(0, start - 20), start) > text.rfind("》", max(0, start - 20), start))


def _bare(text: str, start: int, end: int) -> bool:
    """Whether four figures alone are a year: 回眸2014,…;展望2015,…"""
    return text[end : end + 1] in (",", "，", ";", "；", "!", "！", "。") and text[max(0, start - 2) : start] in _LOOKED_AT


def _since(text: str, start: int, end: int) -> re.Match[str] | None:
    """The rest of 自2014年换届到2016年年底 and of 2013年4月至2016年3月 after the first year."""
    return _MONTH_TO.match(text, end) or (_SINCE_TO.match(text, end) if text[max(0, start - 1) : start] in ("自", "从") else None)


def _as_long(text: str, start: int, end: int, years: int) -> bool:
    """Whether a number of years beside a span is its length: 2003年到2007年五年来, 自2014年…到2016年…三年, 三年来(2013年4月至2016年3月)."""
    before = re.search(r"(?P<count>[二两三四五六七八])年来?[(,，]?$", text[max(0, start - 6) : start])
    match = before or _YEARS_LONG.match(text, end)
    count = number("二" if match["count"] == "两" else match["count"]) if match else None
    return count in (years, years + 1)


def _signature(text: str, start: int, end: int) -> re.Match[str] | None:
    """A date that says when the report was written: alone in its line, or in a sentence on its adoption."""
    signed = _SIGNED.match(text, end) or _SIGNED_MONTH.match(text, end)
    if signed and re.search(r"(?:^|\n)\s*\(?$", text[max(0, start - 8) : start]):
        return signed
    adopted = _ADOPTED.match(text, end)
    if adopted is None:
        return None
    sentence = re.split(r"[。;；\n]", text[max(0, start - 40) : start])[-1] + re.split(r"[。;；\n]", text[end : end + 60], maxsplit=1)[0]
    return _DAY.match(text, end) if _ITSELF.search(sentence) else None


def _value(text: str, match: re.Match[str]) -> int | None:
    """The year written at `match`; None for the tail of a longer number, and for two figures that count years (近10年)."""
    if match.re is _REPUBLIC:
        count = number(match["count"])
        return 1911 + count if count and 38 <= count <= 128 else None
    before = text[match.start() - 1 : match.start()]
    if len(match[0]) == 2:
        if before.isdecimal() or before in _COUNTING or before in _DIGIT_WORDS:
            return None
        value = int(match[0].translate(_DIGITS))
        if value < 90 or match[0][0] == "九":
            return (2000 if value < 90 else 1900) + value  # an age is 九十八年
        # 98年,长江发大水 begins a text; 建党95年, in the middle of one is an age
        age = text[match.end() + 1 : match.end() + 2] in (",", "，") and match.start() > 0 and before not in _HEADS
        return None if age or before in _AGED else 1900 + value
    if before.isdecimal() or before == ".":
        return None
    year = int(match[0].translate(_DIGITS))
    return year if 1949 <= year <= 2039 else None


def _range_end(year: int, last: str) -> int:
    """The second year of a span: 2013—2014 and 2013—14."""
    if len(last) == 4:
        return int(last)
    end = year // 100 * 100 + int(last)
    return end + 100 if year % 100 == 99 and end % 100 == 0 else end


def _opens(text: str, start: int, end: int) -> bool:
    """Whether a year begins a line or one of the first sentences of the text, or is their topic (,2023年,)."""
    line = text[max(0, start - 6) : start].rsplit("\n", 1)
    head = line[-1] if len(line) > 1 or start <= 6 else None
    if head is not None and re.fullmatch(r"\s*(?:[一二三四五六七八九十]+、|\(?[一二三四五六七八九十\d]+\)|\d+[.、])?\s*", head):
        return True
    before = text[start - 1 : start]
    return start < _FIRST_WORDS and (before in "。: \n" or (before in ",;" and text[end : end + 1] == ","))


def _role(text: str, start: int, end: int) -> Role:
    """What the words around a year make of it."""
    before_pattern, before_rows = _cues("before")
    after_pattern, after_rows = _cues("after")
    tail = _BREAK.split(text[end : end + _NEAR], maxsplit=1)[0]
    after = after_pattern.search(tail)
    if after and _ACTING.search(tail, 0, after.start()):
        after = None
    after_role = after_rows["^" + after[0] if after.start() == 0 and "^" + after[0] in after_rows else after[0]].role if after else None
    before = before_pattern.search(_BREAK.split(text[max(0, start - 8) : start])[-1])
    before_role = before_rows[before[0]].role if before else None
    if before and before[0] in _COUNTED_TO and _MIDYEAR.match(text, end):
        return "present"  # the report was written then; a count at the year's end may be of the year before
    framed = _framed(text, start, end, tail, before[0] if before else "")
    if framed:
        return framed
    if before_role in ("past", "target", "number") and after_role not in ("summed", "planned"):
        return before_role
    role = before_role if before_role == "summed" else after_role or before_role
    if role:
        return role
    if not _MONTH.match(text, end) and ("今年" in text[end : end + 130] or "本年度" in text[end : end + 130]) and re.match(_WON, text[end : end + 130]):
        return "last"
    told = _TOLD.search(text[max(0, start - 9) : start])
    if told:
        return _TOLD_ROLES[told["when"][0]]
    if _EVER_SINCE.search(tail):
        return "past"
    return "event" if _MONTH.match(text, end) else _plain_role(text, start, end, tail)


def _framed(text: str, start: int, end: int, tail: str, before: str) -> Role | None:
    """What a frame around a year makes of it, whatever words stand beside it; each frame is looked for where a word of it shows."""
    head = text[max(0, start - 24) : start]
    near = text[end : end + 80]
    if head.endswith(_SINCE_WHEN) and re.match(_LASTED, near[:60]):
        return "lasted"
    if "成" in tail and re.search(_FULFILLED, tail):
        return "summed"
    if any(word in head for word in ("按", "据", "依", "照", "围绕")) and re.match(_PLAN_OF, near) and re.search(_FOLLOWED, head):
        return "followed"
    if near.startswith(_YEAR_END) and "一年来" in near and re.match(_TAKEN_OVER, near):
        return "last"
    if "初" in near[:3] and not before and re.match(_EARLY_PAPER, near):
        return "followed"
    if before in _AGAINST and tail.startswith(_YEAR_END) and _counted_now(text, start, end):
        return "compared"
    if start < _FIRST_WORDS and any(word in near[:6] for word in ("元旦", "新", "春节", "农历")) and re.match(_HOLIDAY, near) and re.search(_WISHING, near):
        return "planned"
    return None


def _counted_now(text: str, start: int, end: int) -> bool:
    """Whether the sentence around a year counts what there is this year, not over several."""
    sentence = _SENTENCE.split(text[max(0, start - 70) : start])[-1] + _SENTENCE.split(text[end : end + 40], maxsplit=1)[0]
    return re.search(_NOW, sentence) is not None and re.search(_LONGER, sentence) is None


def _plain_role(text: str, start: int, end: int, tail: str) -> Role:
    """Of a year that no cue stands beside: whether something is to be done in it, was done in it, or an organisation acts in it."""
    if _TO_BE_DONE.match(tail.removeprefix("年")) or _WILL_BE_DONE.match(text, end):
        return "planned"
    head = _BREAK.split(text[max(0, start - 24) : start])[-1]
    spoken = _SPOKEN.findall(head) if _ITS_WORK.match(tail) else []
    if spoken:
        return "planned" if spoken[-1] in ("部署", "安排", "谋划") else "summed"
    if start < _FIRST_WORDS and _SUBJECT.search(head) and not _RULED.search(head):
        return "acting"
    return "done" if _DONE_LATER.match(text, end) else "plain"
