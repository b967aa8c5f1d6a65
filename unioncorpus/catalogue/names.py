"""The names that unions bear where a report speaks of itself: 沁源县总工会, 某镇工会联合会, at its opening and in its signature."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from unioncorpus.resources import one_of, word_list

_BODY = re.compile(rf"{one_of('bodies beside the unions')}|[\u4e00-\u9fff]{{2}}(?:商会|协会)")
_HOLDER = 0.5  # weight of a name that is said of the organisation, not by it
_OPENING, _ENDING = 400, 80  # characters in which a report names itself
_CHAIRMAN = 120  # characters in which a chairman says whose he is
_SUFFIX = re.compile(
    rf"(?<!职)(?:{one_of('endings of the name of a union')})"
    rf"(?!{one_of('words after 工会 that make it no name')}|委员(?!会)|组织(?!全|广大|教|干|了|女|我|{one_of('words after 工会组织 that make it a subject')})"
    rf"|工作(?!在|紧紧|坚持|始终|{one_of('papers on the work of a year')}|报告|情况|设想|思路|回顾|规划|的(?:总体|指导|基本|主要)))"
)
# What an employer is said to hold or to report on names it as well: 某医院第六届职工代表大会, 某小学2015年工会工作总结.
_HELD = re.compile(
    r"(?<![会第0-9])(?=第?[一二三四五六七八九十\d]{1,3}届(?:第?[一二三四五六七八九十\d]{1,3}次)?(?:全体)?(?:教职工|职工|会员|工会会员)代表大?会"
    r"|第[一二三四五六七八九十\d]{1,3}次(?:全体)?(?:教职工|职工|会员|工会会员)代表大会"
    r"|(?:[12][09x×X\d*]{2,3}|[〇○零一二三四五六七八九]{4})(?:[-—至][12][09\d]{3})?(?:学?年度?)(?:[上下]半年|第[一二]学期)?"
    rf"工会工作(?:{one_of('papers on the work of a year')}|情况))"
)
# 和 joins two names, unless it is a character of one: 协和, 和平.
_WITH_AND = " ".join(word_list("names that hold 和"))
_AND = rf"(?<![{''.join(re.findall('[^ ](?=和)', _WITH_AND))}])(?<!(?<!主)义)和(?![{''.join(re.findall('(?<=和)[^ ]', _WITH_AND))}])"
# Where a name cannot reach back over: punctuation, and words that stand before names.
_BREAK = re.compile(
    r".*(?:[,。:\n]受|[\s,。;:!?、《》“”\"()\[\]—]|\d年|[一二三四五六七八九十]年|[年于我月]任|职工(?!医院|大学|学校|中专)|\d[个篇份名件期次场条项家]|[几多两三四五]个"
    rf"|{one_of('words that stand before a name')}"
    rf"|[在将把由向对为与及的是了我使让从被各全]|{_AND}|经(?![开济]))",
    re.DOTALL,
)
_SUBJECT = re.compile(
    rf"(?:[12][09x×X\d*]{{2,3}}年|[x×X*]{{2,4}}年)?(?:度)?[,]?(?:{one_of('words that begin what a body says of itself')}|[一半两三五]年来|\d)"
)
# what the subject of a sentence does; said of a superior in the middle of one as well
_ACTS = re.compile(rf"{one_of('what a body does')}|[一二三四五]年来")
_FIRST = 30  # characters in which the first sentence names its subject
_CHAIR = re.compile(rf"(?:专职|常务|的)?副?主席(?!会|联席)|的一[名员]|工作(?:{one_of('papers on the work of a year')}|报告)")
# 某局工会关于2019年工作情况的报告 in a line of its own: who reports
_REPORTS = re.compile(rf"关于[^\n。,;]{{2,40}}(?:{one_of('papers on the work of a year')}|报告|情况|意见|方案)(?:\n|$)")
# 我代表某公司工会委员会向大会报告工作, 我受某公司工会委托
_IN_NAME_OF = re.compile(r"(?:我|现|谨|受[^。;\n]{0,12})代表$|受$")
_SPEAKS_FOR = re.compile(
    r"(?:第[一二三四五六七八九十\d]{1,3}届)?(?:委员会)?(?:的?委托|[,]?(?:向[^。;\n,]{1,12})?(?:作[^。;\n,]{0,12}报告|(?:报告|汇报)(?:工作|如下|一年)))"
)
_BETWEEN = re.compile(r"(?:的|新一届|第[一二三四五六七八九十]届)$")  # 实验中学的工会主席
_SUPERIOR = re.compile(rf"(?:的)?(?:{one_of('what comes from a superior')}|{one_of('what else a superior does')}|指导(?=[下的、,。和与]|意见|精神))")
# 乡镇工会 are many; none of them is whose report it is.
_CLASS = re.compile(rf"(?:{one_of('kinds of bodies of which there are many')})$")
_MASKED = re.compile(r"[x×X*＊#○〇□]{1,}|某")
_NUMBERED = r"第[一二三四五六七八九十\d]+(?:人民|中心|中医|实验)?(?:医院|中学|小学|幼儿园)$"  # of its kind there is one in the city
_SYSTEM = word_list("words for all houses of a trade")
# Words that say what kind of body it is, not which one: 区审计局工会 is in every district.
_GENERIC = re.compile(rf"^(?:{one_of('words that say what kind of body it is')}|第?[一二三四五六七八九十]+)*$")


class Name(NamedTuple):
    """A union's name as a report uses it of itself."""

    phrase: str  # 沁源县总工会
    stem: str  # 沁源县
    weight: float  # 1 for a subject at the opening or a signature, less for a mention
    proper: bool  # names somebody: neither masked nor a bare 县总工会


def find_names(text: str, led: list[tuple[int, int]]) -> list[Name]:
    """The names of unions at the opening and the end of `text` that are not merely those of its superiors.

    Args:
        text: folded text of one report, or a title.
        led: stretches that name who leads; a name in them is the superior's.

    Example:
        >>> [(n.phrase, n.weight, n.proper) for n in find_names("一年来,沁源县总工会在县委领导下开展工作。", [])]
        [('沁源县总工会', 1.0, True)]
    """
    names = []
    tail = max(_OPENING, len(text) - _ENDING)
    for begin, stop in ((0, min(len(text), _OPENING)), (tail, len(text))):
        for match in _SUFFIX.finditer(text, begin, stop):
            if any(start <= match.start() < end for start, end in led):
                continue
            name = _name(text, match.start(), match.end(), begin)
            if name:
                names.append(name)
    if not any(name.proper and name.weight >= _HOLDER for name in names):
        names += _employers(text, led)
    return names


def _employers(text: str, led: list[tuple[int, int]]) -> Iterator[Name]:
    """The employers that a report without a named union says hold its meeting, or did its work: their union is meant."""
    for match in _HELD.finditer(text, 0, _OPENING):
        if not any(start <= match.start() < end for start, end in led):
            name = _name(text, match.start(), match.end(), 0)
            if name and name.proper:
                yield Name(name.stem + "工会", name.stem, _HOLDER, True)


def find_bodies(text: str) -> list[str]:
    """The names of bodies beside the unions, 南坪乡妇联, that act in the first words of `text`; masked and bare ones are left out.

    Example:
        >>> find_bodies("2016年,南坪乡妇联在乡党委的领导下开展工作。"), find_bodies("县妇联在县委的领导下开展工作。")
        (['南坪乡妇联'], [])
    """
    found = (_name(text, match.start(), match.end(), 0) for match in _BODY.finditer(text, 0, _CHAIRMAN))
    return [name.phrase for name in found if name and name.proper and name.weight >= _HOLDER]


def _name(text: str, suffix: int, end: int, begin: int) -> Name | None:
    """The name that ends at `end`, looked for backwards from its suffix."""
    window = text[max(begin, suffix - 24) : suffix]
    window = _BETWEEN.sub("", window)
    match = _BREAK.match(window)
    stem = window[match.end() :] if match else window
    if not stem or _CLASS.match(stem) or (_SUPERIOR.match(text, end) and not _reports(text, suffix - len(stem), end)):
        return None
    own = not _MASKED.search(stem) and (("第" in stem and re.search(_NUMBERED, stem) is not None) or not _GENERIC.match(stem))
    proper = own and not _is_collective(stem, window[: len(window) - len(stem)])
    return Name(stem + text[suffix:end], stem, _weight(text, suffix - len(stem), end, own), proper)


def _is_collective(stem: str, before: str) -> bool:
    """Whether a stem says all the unions of a trade: 全省教育系统工会."""
    return before.endswith(("全国", "全")) and stem.endswith(_SYSTEM)


def _reports(text: str, start: int, end: int) -> bool:
    """Whether the name begins a title line that says what it reports on."""
    return (start == 0 or text[start - 1] == "\n") and _REPORTS.match(text, end) is not None


def is_subject(text: str, end: int) -> bool:
    """Whether the name that ends at `end` is followed by what it did."""
    return bool(_SUBJECT.match(text, end) or _ACTS.match(text, end))


def _weight(text: str, start: int, end: int, proper: bool) -> float:
    """A line that ends with the name is a signature or a heading; a subject is followed by what it did."""
    if end == len(text) or text[end] == "\n":
        return 1.0
    if _CHAIR.match(text, end):
        return 0.5 if start < _CHAIRMAN else 0.35  # the report of its chairman
    if _SPEAKS_FOR.match(text, end) and _IN_NAME_OF.search(text, max(0, start - 16), start):
        return 0.65
    begins = start == 0 or text[start - 1] in "\n。" or (text[start - 1] in ",:" and start < _FIRST)
    subject = bool(_SUBJECT.match(text, end) or (begins and _ACTS.match(text, end)))
    first = start == 0 or text[start - 1] in "\n。:;" or text[start - 1].isdigit() or (text[start - 1] in "," and (proper or subject))
    return (0.6 if first else 0.3) + (0.4 if subject else 0.05)
