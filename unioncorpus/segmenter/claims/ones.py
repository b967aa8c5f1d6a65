"""Whether 一 counts or is the article: 举办培训班一期, but 做一个好老师."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from unioncorpus import words
from unioncorpus.resources import load, one_of, word_list
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.persons import is_person
from unioncorpus.segmenter.claims.quantities import Quantity

_CLAUSE = re.compile(r"[,。;:!?、\n]")
_CLAUSE_END = re.compile(r"[,。;:!?\n]")
_JUST_BEFORE = re.compile(r"[、,][^,。;、]{1,3}$")
_EACH = re.compile(r"(?:每|至少|各|一(?:周|月|年|日|天|学期|季度))[^,。;]{0,10}$")
_CLAUSE_OR_LIST = frozenset(",。;、")
_EACH_BODY = re.compile(r"每[人名户家个]")
_PEOPLE_VERB = late(r"(?:仅|只有|共|有|为)$")
_FAMILY = late(r"[,]?(?:人|如今|现在|老小|终于|[一二三四五六]口|的(?:生活|日子|困难))")
_ARTICLE_BEFORE = "的这那每同第统唯某另如哪是又再逐进归成为有像作当做不于了到"
_ARTICLE = re.compile(r"(?:(?:每一|这一|又|再|(?<![合共协会陪相])同|第|新的|此|任何|像|如|成为|作为|当成|看成|视为)[^,。;]{0,12}|是[^,。;]{0,2})$")
_PRAISED = re.compile(
    r"(?:" + one_of("words of praise behind 一") + r")"
)
_WARM = re.compile(r"(?:" + one_of("praise of an event") + r")")
_LIST_MARK = re.compile(r"^(?:第?[一二三四五六七八九十]+(?:是|要|则)|[(（]?[一二三四五六七八九十\d]+[)）.])")
NONE = re.compile(r"(?:无|没有(?:发生|出现|收到)?(?:过)?|从?未(?:发生|出现|收到|产生)(?:过)?|零)$")  # right before 一: 无一例 is zero
_AWARDED = ("获", "荣获", "被", "当选", "入选", "晋级", "立功")
_ANEW = late(r"重新|从头|再次?|又|彻底|仔细")
_DONE_AGAIN = late(r"[再又][\u4e00-\u9fff]{2,6}$")  # 再进行一次摸底
_CASES = frozenset("起例件宗")  # 无一起矛盾上交
_RECORD = re.compile(r"最[高低多少大长]$")
_EVENTS = frozenset("次期场轮遍回趟堂届")
_PARALLEL = re.compile(r"[^,。;、\d]{1,10}(?:、|和|及)[两二三四五六七八九十][个条座家所项支名位]")
_PARALLEL_BEFORE = re.compile(r"(?:[两二三四五六七八九十]|\d)[个条座家所项支名位][^,。;、\d]{1,10}(?:、|和|及)$")
_WEAK = frozenset(word_list("classifiers with which 一 is mostly the article"))


@dataclass(frozen=True, slots=True)
class Facet:
    """A row of facets.csv."""

    noun: str
    strength: Literal["facet", "listed"]
    example: str
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class CountingVerb:
    """A row of counting_verbs.csv."""

    verb: str
    classifiers: tuple[str, ...]
    example: str
    note: str = ""
    where: str = ""


def counts_one(text: str, q: Quantity) -> bool:
    """Whether 一 counts (举办培训班一期, 每周一次, 配备一名干部) or is the article (做一个好老师)."""
    assert q.unit is not None
    form, before = q.unit.form, _LIST_MARK.sub("", _CLAUSE.split(text[max(0, q.at - 30) : q.at])[-1])
    if before.endswith(form[0]) or (form == "遍" and _ANEW.search(before)):
        return False  # 听一听, 一家一家; 重新核实一遍: how it is done
    if text.startswith(("也", "都", "又一"), q.stop) or before.endswith(("每", "这", "那", "共同", "相同", "不同", "第", "另", "某")):
        return False
    if _RECORD.search(before):
        return form in "份件条张次" and "每" in before  # 最高一笔2万元
    if before.endswith("其中") and text.startswith(_AWARDED, q.stop):
        return True
    after = text[q.stop : q.stop + 1]
    if NONE.search(before):
        return form in _CASES or not _abstract_after(text, q)
    if _is_one_of_two(text, q, f"一{form}"):
        return False
    if _PARALLEL.match(text, q.stop) or _PARALLEL_BEFORE.search(text, max(0, q.at - 16), q.at):
        return True
    if q.bound_word or q.bound != "exact":
        return True
    if form == "家" and _is_family(text, q, before):
        return False
    last = before[-1:]
    clause = _CLAUSE_END.split(text[max(0, q.at - 30) : q.at])[-1]
    if not after or after in ",。;、:!?)）\n" or (after in "和及与" and form in "名位人"):  # noqa: SIM102
        if clause and (last not in _ARTICLE_BEFORE or clause.endswith("合同")) and form not in _WEAK:
            return True
    if form in _WEAK and form not in ("页",) and not _verb_for(before, form):
        return False
    if _EACH.search(clause) and clause[-1:] not in tuple("的这那同第是每"):
        return True
    if _ARTICLE.search(before) and not _EACH_BODY.search(before) and not (form in _EVENTS and _DONE_AGAIN.search(before)):
        return False
    if q.unit.kind == "people" and form == "人":
        return bool(_PEOPLE_VERB.search(before)) or text.startswith(_AWARDED, q.stop)
    return _verb_for(before, form) and not _abstract_after(text, q)


def _is_one_of_two(text: str, q: Quantity, one: str) -> bool:
    """协商一家、建成一家."""
    before, behind = text[max(0, q.at - 8) : q.at], text[q.stop : q.stop + 7]
    if (said := _JUST_BEFORE.search(before)) and before.endswith(one, 0, said.start()):
        return True
    return behind[:1] in ("、", ",") and 2 <= (place := behind.find(one, 2)) <= 4 and _CLAUSE_OR_LIST.isdisjoint(behind[1:place])


def _is_family(text: str, q: Quantity, before: str) -> bool:
    """困难职工老李一家如今脱困: a family, not one of something."""
    tags = words.tag(before[-8:]) if before else []
    if not tags or not (tags[-1][1] == "nr" or is_person(tags[-1][0])):
        return False
    return _FAMILY.match(text[q.stop : q.stop + 5]) is not None


def _verb_for(before: str, form: str) -> bool:
    """Whether the nearest counting verb of the clause takes this classifier."""
    reach = 8 if form in _EVENTS else 3
    for verb in _verbs_of(form):
        if (place := before.rfind(verb)) >= 0:
            gap = before[place + len(verb) :]
            if len(gap) <= reach and "的" not in gap:
                return True
    return False


@functools.cache
def _verbs_of(form: str) -> tuple[str, ...]:
    """The counting verbs that take a classifier."""
    group = "event" if form in _EVENTS else form
    return tuple(row.verb for row in load(CountingVerb, "counting_verbs.csv") if group in row.classifiers or form in row.classifiers)


def _abstract_after(text: str, q: Quantity) -> bool:
    """建立一个良好的工作机制 is no count: the noun is abstract, or praised before it is named."""
    phrase = _CLAUSE.split(text[q.stop : q.stop + 16])[0]
    if q.unit is not None and q.unit.form in _EVENTS:
        return bool(_WARM.match(phrase))
    if _PRAISED.match(phrase):
        return True
    nouns = (row.noun for row in load(Facet, "facets.csv") if len(row.noun) > 1 and row.strength == "facet" and row.noun not in ("教育", "服务"))
    return any(phrase.endswith(noun) or phrase.startswith(noun) for noun in nouns)
