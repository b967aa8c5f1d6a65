"""What a quantity must be to count as a claim: no date, time window, ordinal, rank, fixed name, slogan, facet or mere article."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from unioncorpus.resources import load, one_of, word_list
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.ones import Facet, counts_one
from unioncorpus.segmenter.claims.quantities import Quantity

_TITLE = re.compile(r"《[^《》\n]{1,80}》")
_QUOTE = re.compile(  # begins with one set of signs, so that the search leaps from sign to sign
    r"[“”‘\"](?:(?<!”)[^“”‘’\"\n]{1,14}[”’\"]|(?<=[”“])[一二两三四五六七八九十\d][^“”‘’\"\n]{1,3}[”“])"
)
_CLAUSE = re.compile(r"[,。;:!?、\n]")
_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_LINE_SENTENCE = late(r"[。\n]")
_AND = late(r"[和与及]")
_PARTS_BEHIND = late(r"[^,。;:(（、\n]{0,14}?(?:[:(（]|,?即(?![将使可便])|,分别|,?包括)")
_SENTENCE = re.compile(r"[。;!?\n]")
_MASK = "xX×*＊#＃○●□■_"
_WINDOW_BEFORE = re.compile(
    r"(?:近|过去|以往|今后|未来|最近|往后|(?<!会)前|(?<!刚)上|下|本|这|那|每|(?<!会)后|头|当|同|全|整|往|隔|"
    r"新的|过去的|以后|接下来|第|回顾|又|另|到|在|首|近期|某|任|末)的?[ ]?$"
)
_WINDOW_AFTER = re.compile(
    r"(?:多)?(?:来|前|后|内|间|中|之|以来|期间|里|度|一|以前|以后|各|工作|规划|行动|计划|轮|有效|为期|早|晚|没|未|不|(?:发展|总体|建设)(?:规划|纲要|计划))"
)
_SERVED = late(one_of("verbs of serving for years"))  # 连续12年担任班组长; 连续四年被评为先进 is when
_COURSE_AFTER = re.compile(r"的(?:实践|奋斗|历程|探索|努力|发展|工作中)")  # 五年的实践: how long it has gone on is no finding
_ROUND_THE_CLOCK = re.compile(r"24小时(?:" + one_of("what goes on round the clock") + r")")
_AGAIN = late(r"蝉联|[获荣夺]|被|入选|当选|登|赴|召开|走进|参加")  # 三度蝉联
_SHORT_AFTER = re.compile(r"(?:前|后|内|来|之|里|中)")
_DURATION_CUE = re.compile(
    r"(?:" + one_of("words of time spent") + r")[^,。;、\d]{0,4}$"
)
_DURATION_AFTER = re.compile(r"(?:的)?(?:时间|期限|左右|以上|多(?:的)?时间|承包|任期|学习|培训|集训|假)")
_RANK_BEFORE = re.compile(r"(?:第|一式|篇|附件|No\.?|NO\.?|(?<![代发外])表|(?<!地)图)[ ]?$")
_RANKED_BEFORE = re.compile(
    r"(?:(?<![目以之年节午提班会赛])前|(?<![先今以之前节年会赛班])后|居|(?<![系行])列|(?:上升|前移|前进|提升|后退|下降|跃升)了?|排名|排在|倒数|头)[ ]?$"
)
_COMPOUND = "室站点组员者队部所厅馆基卡牌册证书法中经日月区小团周人窗平台机"
_PAIRED = re.compile(r"一(?![个名位家项支])[\u4e00-\u9fff](?:一|多|两|三|二)[\u4e00-\u9fff]")
_PLACES = frozenset("校院厂县市区镇村省局站矿店社") | {"乡镇", "省市"}
_AVERAGE = late(r"(?:均|每)[^,。;]{0,10}$")
_DIALLED = re.compile(r"(?:拨打|热线|电话|致电|号码)[^,。;]{0,4}$")
_HOTLINE = re.compile(r"[^,。;、]{0,6}热线")
_SESSION = re.compile(r"届(?:[一二三四五六七八九十\d]+次[、和及与])*$")
_HELD_AGAIN = re.compile(r"(?:举办|举行|主办|承办|评选|开办|办)(?:了|过|好)?(?:[^,。;第]{0,10}评选)?$|评选(?:了|过)?$")
_HELD_SO_OFTEN = late(r"(?:举办|举行|主办|承办)(?:了|过)?[^,。;、第届\d]{2,12}(?:赛|节|会|周|月|展|班|坛|活动)$")  # 举办职工运动会3届
_ENDS = tuple(",。;、!?)和及\n")
_EACH_TIME = re.compile(r"每(?:天|日|周|月|年|季度|学期|个月|次|场|期|班|节|堂)[^,。;]{0,6}$")
_SEPARATORS = re.compile(r"[、,;]|以及|和|与|及")
_FACET_UNITS = frozenset(word_list("classifiers of facets"))
_NAMED = frozenset(word_list("what a number names rather than counts"))
_LEADS = frozenset("了有共设建开立等达各为全个的新增办派出入过到对在往赴至及和、,;。\n及与以占含 ")
_MEETING = re.compile(r"" + one_of("meetings that are numbered") + r"")
_HELD = re.compile(r"(?:召开|举行|开|组织|共|了|主持|筹备)$")
_BUILT = re.compile(r"(?:" + one_of("verbs of what came to be there") + r")[^,。;、]{1,12}$")
_GATHERED = late(r"(?:" + one_of("verbs of gathering people") + r")(?:了|近|约)?$")
_CONTEST = late(r"[^,。;、]{0,6}(?:赛|制|跳绳|三足)")
_CONTEST_OF = re.compile(r"[(（]|共|联|参|篮球|乒乓|比赛")


@dataclass(frozen=True, slots=True)
class FixedName:
    """A row of fixed_names.csv."""

    form: str
    kind: Literal["word", "name", "idiom"]
    unless: tuple[str, ...]  # what must not follow
    before_not: tuple[str, ...]  # what must not stand before
    example: str
    note: str = ""
    where: str = ""


class Spans:
    """Sorted stretches that do not overlap, with a look-up by offset."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = spans
        self._starts = [start for start, _ in spans]

    def over(self, at: int) -> tuple[int, int] | None:
        """The stretch that covers `at`."""
        index = bisect_right(self._starts, at) - 1
        return self._spans[index] if index >= 0 and at < self._spans[index][1] else None


@functools.cache
def _names() -> tuple[Callable[[str], list[tuple[int, int, int]]], tuple[FixedName, ...]]:
    from ahocorasick_rs import AhoCorasick, MatchKind

    rows = load(FixedName, "fixed_names.csv")
    return AhoCorasick([row.form for row in rows], matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes, rows


def fixed_spans(text: str, *, words_only: bool = False) -> Spans:
    """Where fixed names, slogans and idioms stand; with `words_only` what is no numeric expression at all."""
    find, rows = _names()
    found = []
    for index, start, end in find(text):
        row = rows[index]
        if (not words_only or row.kind != "name") and not text.startswith(row.unless, end) and not (row.before_not and text.endswith(row.before_not, 0, start)):
            found.append((start, end))
    return Spans(found)


def title_spans(text: str) -> Spans:
    """Titles in 《》 and short quotations: a number in them belongs to a name."""
    spans = [m.span() for m in _TITLE.finditer(text)] + [m.span() for m in _QUOTE.finditer(text)]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not merged or start >= merged[-1][1]:
            merged.append((start, end))
    return Spans(merged)


def is_claim(text: str, q: Quantity, names: Spans, titles: Spans) -> bool:
    """Whether the quantity is a statement of how much or how many."""
    unit = q.unit
    if unit is None or unit.kind == "none" or names.over(q.at) or _masked(text, q) or _joined_to_id(text, q):
        return False
    if (title := titles.over(q.at)) and (unit.kind not in ("rate", "money") or _is_named_sum(q, title)):
        return False
    by_noun = unit.unit == "人" and len(unit.form) > 1 and q.raw.isdigit()  # 12351职工热线
    if by_noun and (_DIALLED.search(text, max(0, q.at - 8), q.at) or _HOTLINE.match(text, q.stop)):
        return False
    if unit.kind in ("rate", "money"):
        masked = unit.kind == "money" and q.bound == "exact" and q.raw in ("百", "千", "万", "亿")  # 慰问金  万元: the figure is left out
        return not masked and not text.endswith("第", 0, q.at)
    if unit.kind == "measure":
        return _is_measure(text, q)
    before = text[max(0, q.at - 4) : q.at]
    if _RANK_BEFORE.search(before) or (unit.form in ("名", "位", "强") and _RANKED_BEFORE.search(before)):
        return False
    return _is_count(text, q)


def _is_named_sum(q: Quantity, title: tuple[int, int]) -> bool:
    """“5元午餐”: a short name in quotation marks that begins with a sum."""
    return q.start == title[0] + 1 and 0 < title[1] - 1 - q.end <= 5 and q.bound == "exact"


def _masked(text: str, q: Quantity) -> bool:
    return (q.at > 0 and text[q.at - 1] in _MASK) or (q.stop < len(text) and text[q.stop - len(q.unit.form) - 1 if q.unit else q.stop] in _MASK)


def _joined_to_id(text: str, q: Quantity) -> bool:
    """Part of a date, a range of dates, a version or an id: 2020-05-3个."""
    return q.at > 1 and text[q.at - 1] in "-/~:." and text[q.at - 2].isdigit() and q.raw[:1].isdigit()


def _is_measure(text: str, q: Quantity) -> bool:
    """A time spent, no date and no window; other measures always."""
    assert q.unit is not None
    before = text[max(0, q.at - 10) : q.at if q.bound_word == "近" else q.start]
    if q.unit.unit not in ("年", "月", "周", "天", "小时", "个工作日", "分钟"):
        metre = q.unit.unit == "米" and before.endswith("厘")
        again = q.unit.form == "度" and q.chinese and _AGAIN.match(text, q.stop) is not None
        return not before.endswith("第") and not metre and not (q.unit.form == "度" and before.endswith("年")) and not again
    if q.bound_word == "内" or (q.bound_word in ("以内", "之内") and q.unit.unit != "年"):  # a time allowed
        return True
    if _ROUND_THE_CLOCK.match(text, q.at):
        return False
    if q.unit.unit == "年" and (q.value >= 100 or _is_year(q)):
        return False
    if q.unit.unit == "年" and before.endswith("连续"):
        return _SERVED.match(text, q.stop) is not None
    if (_WINDOW_BEFORE.search(before) or q.bound_word == "近" or before.endswith("的")) and not _spent(before, text, q):
        return False
    if q.unit.unit == "年" and _COURSE_AFTER.match(text, q.stop):
        return False
    window_after = _WINDOW_AFTER if q.unit.unit == "年" else _SHORT_AFTER
    if window_after.match(text, q.stop) and not text.startswith("以内", q.stop):
        return False
    if "多" in text[q.at : q.stop] and text.startswith("来", q.stop):
        return False
    leads = q.unit.unit in ("年", "月") and (not before or before[-1] in ",。;:!?\n")
    if leads and text[q.stop : q.stop + 1] not in tuple(",。;、!?)的\n") and q.bound == "exact":  # 五年筹集资金700万元
        return _spent(before, text, q)
    return (q.value != 1 and q.raw != "半") or _spent(before, text, q)


def _is_year(q: Quantity) -> bool:
    """08年, 98年, 一九年: a year of the calendar."""
    if q.raw[:1] in "0〇零" or len(q.raw.partition(".")[2]) == 4:
        return True
    return (q.raw.isdigit() and 60 < q.value < 100) or (q.chinese and len(q.raw) > 2 and q.value < 100 and "十" not in q.raw)


def _spent(before: str, text: str, q: Quantity) -> bool:
    """Whether words around a stretch of time say that it was spent: 历时一年, 用两天的时间."""
    after = _DURATION_AFTER.match(text, q.stop) and not before.endswith(("今后", "未来", "过去", "最近"))
    return bool(_DURATION_CUE.search(before) or after or _EACH_TIME.search(before))


def _is_count(text: str, q: Quantity) -> bool:
    assert q.unit is not None
    form = q.unit.form
    if (form == "个" and text.startswith("年头", q.stop)) or (q.kind == "people" and q.value != q.value.to_integral_value() and not q.per):
        return False
    if q.unit.kind == "count" and ("." in q.raw or q.value != q.value.to_integral_value()):
        scaled = q.value == q.value.to_integral_value() and form not in ("版", "代")
        if not scaled and not q.per and not _AVERAGE.search(text, max(0, q.start - 14), q.start):
            return False
    if q.bound == "exact" and ((q.raw in ("百", "千", "万", "亿") and not _GATHERED.search(text, max(0, q.at - 6), q.at)) or _is_label(text, q)):
        return False
    if form in _PLACES and not _is_place_count(text, q):
        return False
    if q.raw == "一" and ((q.bound == "exact" and _PAIRED.match(text, q.at)) or not counts_one(text, q)):
        return False
    return not (q.value != 1 and _small(q) and form in _FACET_UNITS and _is_facet(text, q))


def _is_label(text: str, q: Quantity) -> bool:
    """二院, 制造三课, 十届九次会议, 二人跳绳赛, 这两家: a name or a pointer, no count."""
    assert q.unit is not None
    form, last = q.unit.form, text[q.at - 1 : q.at]
    if form == "次" and _MEETING.match(text, q.stop) and not _HELD.search(text, max(0, q.at - 6), q.at):
        return True
    if form == "届" and not _HELD_AGAIN.search(text, max(0, q.at - 20), q.at):
        return text[q.stop : q.stop + 1] not in _ENDS or _HELD_SO_OFTEN.search(text, max(0, q.at - 20), q.at) is None
    if (form == "次" and _SESSION.search(text, max(0, q.at - 8), q.at)) or (q.chinese and q.value <= 10 and last in tuple("这那该此")):
        return True
    if not q.chinese or q.value > 20:
        return False
    if form == "人" and _CONTEST.match(text, q.stop):
        return True
    if text[q.stop : q.stop + 1] in tuple(",。;、)\n") and _BUILT.search(text, max(0, q.at - 14), q.at):
        return False  # 新建职工公寓一栋
    return form in _NAMED and q.raw[0] != "两" and last not in _LEADS and not _is_named_in_clause(text, q) and not _CONTEST_OF.match(text, q.stop)


def _is_named_in_clause(text: str, q: Quantity) -> bool:
    """甲、乙、丙三县: the clause names them one by one."""
    clause = _CLAUSE_END.split(text[max(0, q.at - 60) : q.at])[-1]
    return q.value >= 2 and clause.count("、") + len(_AND.findall(clause)) >= q.value - 1


def _small(q: Quantity) -> bool:
    """A number that may sum up facets: 三个方面, 3个方面."""
    return q.bound == "exact" and q.value <= 12 and (q.chinese or q.value < 10)


def _is_place_count(text: str, q: Quantity) -> bool:
    """四校, 8县: the noun as its own classifier, only for a number from 2 on and where no longer word begins."""
    if q.raw.isdigit():
        return q.value < 10000
    return q.value >= 2 and (q.value > 10 or _is_named_in_clause(text, q) or bool(_CONTEST_OF.match(text, q.stop)))


def _is_facet(text: str, q: Quantity) -> bool:
    assert q.unit is not None
    if text.endswith("等", 0, q.at) and q.raw.isdigit() and _is_listed(text, q, fewest=2):
        return False  # 供水、充电、热饭等9项服务
    after = text[q.stop : q.stop + 12]
    phrase = _PRAISE.sub("", _CLAUSE.split(after)[0])
    strength = ""
    for row in load(Facet, "facets.csv"):
        place = phrase.find(row.noun)
        if place == 0 and row.noun == "一" and phrase[1:2] in ("等", "线", "期"):
            continue
        if place >= 0 and phrase[place + len(row.noun) : place + len(row.noun) + 1] in tuple(_COMPOUND):
            continue
        if place == 0 or (0 < place <= 6 and row.strength == "listed" and len(row.noun) > 1 and q.chinese and place + len(row.noun) >= len(phrase)):
            strength = row.strength
            if strength == "facet":
                return True
            break
    if strength == "listed":
        return q.chinese and not (_is_listed(text, q) or _done_with(text, q))
    return False


_PRAISE = re.compile(r"^(?:" + one_of("adjectives of facets") + r")(?=[\u4e00-\u9fff]{2})")
_DONE = late(r"(?:" + one_of("verbs that make a facet a finding") + r")[^,。;、]{0,4}$")


def _done_with(text: str, q: Quantity) -> bool:
    return bool(_DONE.search(text, max(0, q.at - 10), q.at)) and not q.chinese


def _is_listed(text: str, q: Quantity, fewest: int = 0) -> bool:
    """Whether the text names as many parts as it counts, or the `fewest` that stand for them, before the number or right behind the noun."""
    parts = fewest or int(q.value) - 1
    before = _SENTENCE.split(text[max(0, q.at - 90) : q.at])[-1]
    if parts >= 1 and len(_SEPARATORS.findall(before)) >= parts and before and before[-1] not in "、,;":
        return True
    behind = _PARTS_BEHIND.match(text[q.stop : q.stop + 20])
    if not behind:
        return False
    rest = _LINE_SENTENCE.split(text[q.stop + behind.end() : q.stop + behind.end() + 120], maxsplit=1)[0]
    return len(_SEPARATORS.findall(rest)) >= parts
