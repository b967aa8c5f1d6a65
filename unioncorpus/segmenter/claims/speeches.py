"""Whether a speaker who calls for things tells of a thing: by the signs of time before a figure, and by who opens the sentence."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from unioncorpus import words
from unioncorpus.model.records import Status
from unioncorpus.resources import load, word_list
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.nounphrases import DEEDS, words_of
from unioncorpus.segmenter.claims.quantities import Quantity

_REACH = 240  # characters before a figure in which its time is said
_MARK = late(
    r"\s*(?:[(]?[一二三四五六七八九十\d]{1,3}[)、.,:]+|第[一二三四五六七八九十]{1,2}[,、:]?|[一二三四五六七八九十]{1,2}[是要](?=[^,。;:]{2})|首先,?|其次,?|同时,?|此外,?|另外,?|为此,?)*"
)
# Behind the figure, in its clause.
_DONE_BEHIND = late(r"[^,。;:!?\n]{0,24}?(?<![为除])(?:了(?!解)|过(?=[,。;的])|[荣分]获|被评为|被授予)")
_IS_BEHIND = late(r"[^,。;:!?\n\d]{0,10}?(?:是(?!否)|来自|属于|认为|没有|还没|不足|缺乏)")
_CALL_BEHIND = late(r"[^,。;:!?\n]{0,16}?(?:(?<![主需重])要(?!求|素|点)|必须|应当?(?![对用急])|务必|力争|争取|确保|将(?=[在于会]))")
_RESULT = late(
    r"[^。;!?\n要就才]{0,40}?(?:(?<![为除])了(?![,。;!?解])"
    r"|取得[^,。;]{0,6}(?:成绩|成效|效果|成果|佳绩)|反响|好评|受到[^,。;]{0,8}(?:欢迎|表彰|肯定|表扬))"
)
_WHOLE = late(r"(?:[全我][省市州县区旗镇乡校院厂局司]|全公司|全系统)(?:近|约)?$")
# Who is called upon; what follows them without a word of the past is to be done.
_ADDRESSED = late(r"各(?![位种方自])|全体|广大|大家|我们|同志|所有|凡|每|一律|(?:基层)?工会(?:组织|干部|主席)|党[委政组]|政府")
_BODY = late(r"(?:全[省市州县区旗镇乡校院厂局]|我们?|市里|县里|区里|镇里|院里|校里|厂里)")
_TARGET = late(r"(?:达到?|提高到|增加到|发展到|扩大到|提升到|降低?到|降至|增至|突破|实现|保持在|控制在)[^,。;\d]{0,2}$")
_EACH_ONE = late(r"(?:每一?[人户名位家个生件]|人均|户均)[^,。;]{0,8}$")
# Words that open a call, whatever their tag.
_CALLS = DEEDS | words_of("对 把 将 为 给 让 使 以 用 再用 利用 围绕 按 选树 培训 发展 轮训 评选")
_MANNER = frozenset(word_list("words of manner that open a call"))
_NO_CALL = ("是", "有", "没有", "参赛", "参保", "在职", "退休", "在岗")


@dataclass(frozen=True, slots=True)
class TimeSign:
    """A row of claim_speech.csv."""

    cue: str
    sign: Literal["past", "ahead"]
    example: str
    note: str = ""
    where: str = ""


@functools.cache
def _signs() -> re.Pattern[str]:
    rows = load(TimeSign, "claim_speech.csv")
    past, ahead = ("|".join(row.cue for row in rows if row.sign == sign) for sign in ("past", "ahead"))
    return re.compile(f"(?P<past>{past})|(?P<ahead>{ahead})")


def sentence_start(text: str, at: int) -> int:
    """Where the sentence around `at` begins, semicolons passed over: 要做到:培训3万人;慰问2千人."""
    low = max(0, at - _REACH)
    return max([low, *[text.rfind(stop, low, at) + 1 for stop in "。!?\n"]])


def clause_end(text: str, at: int) -> int:
    """Where the clause around `at` ends, at most 14 characters on."""
    return next((i for i in range(at, min(len(text), at + 14)) if text[i] in ",。;:!?\n"), min(len(text), at + 14))


def tells(text: str, q: Quantity, clause_at: int, said: Sequence[tuple[int, Status]], called: bool) -> bool:
    """Whether a figure of a speech that no modal word governs is told, not called for.

    Args:
        text: folded.
        q: the figure; it stands where the speech calls for things.
        clause_at: where its clause begins.
        said: places and statuses of the status words of its sentence that stand before it, in order.
        called: whether a heading says that all of this is to be done, so that a plain statement is a target.
    """
    if _CALL_BEHIND.match(text, q.end):
        return q.kind == "people" and _WHOLE.search(text, clause_at, q.start) is not None  # 全市12万职工要…: they are there
    if _DONE_BEHIND.match(text, q.end):
        return True
    start = sentence_start(text, q.start)
    if (sign := _nearest_sign(text, start, q.start, said)) is not None:
        return sign
    if _IS_BEHIND.match(text, q.end) or _RESULT.match(text, q.end):
        return True
    return not called and not _is_target(text, q, clause_at) and not _opens_call(text, start, q.start)


def _nearest_sign(text: str, start: int, end: int, said: Sequence[tuple[int, Status]]) -> bool | None:
    """Whether the last sign of time before a figure is one of the past; None if there is none."""
    at, past = max(((place, status == "reported") for place, status in said), default=(-1, False))
    for sign in _signs().finditer(text, start, end):
        if sign.start() > at:
            at, past = sign.start(), sign.lastgroup == "past"
    return past if at >= 0 else None


def _is_target(text: str, q: Quantity, clause_at: int) -> bool:
    """建会率达到90%, 每户补助500元: without a word of the past it is to be reached, or to be given."""
    if q.kind == "rate" and q.bound in ("over", "under"):
        return True
    return bool(_EACH_ONE.search(text, clause_at, q.start) or _TARGET.search(text, clause_at, q.start))


def _opens_call(text: str, start: int, end: int) -> bool:
    """Whether a sentence begins as a call: with a verb, or with those called upon."""
    mark = _MARK.match(text, start, end)
    at = mark.end() if mark else start
    if _ADDRESSED.match(text, at, end):
        return True
    body = _BODY.match(text, at, end)
    return is_imperative(text[body.end() if body else at : end][:12])


def is_imperative(opening: str) -> bool:
    """Whether a clause begins with a verb or with words that lead to one.

    Example:
        >>> is_imperative("组织家风宣讲"), is_imperative("深入推进改革"), is_imperative("全省高校教师"), is_imperative("城市圈参保")
        (True, True, False, False)
    """
    tagged = words.tag(opening)
    if not tagged:
        return False
    word, tag = tagged[0]
    if word in _NO_CALL:
        return False
    return word in _CALLS or word in _MANNER or tag in ("v", "vd", "ad")
