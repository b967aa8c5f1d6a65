"""The words that only join a noun to its number: 会员达到420人, 补助每人200元, 入会率去年为68%."""

from __future__ import annotations

import re

from unioncorpus.resources import one_of
from unioncorpus.segmenter.claims.late import late

# Between what is counted and its number: 会员达到420人, 困难职工共40名.
LINK = re.compile(
    r"(?:[ 了]|已?(?:经)?(?:达到?|高达|多达)|均达到?|(?<![审会统估预设])计|分别(?:为|是|达到?)?|最高的?|(?:平均)?(?:用时|耗时|历时|费时)|"
    r"(?:由|从)(?:[^,;的由从]{1,8}的|(?:" + one_of("times that a figure is raised from") + r"|\d{4}年(?:底|初)?)?的?)|"
    rf"(?:{one_of('verbs of changing to a figure')}|升|增|降|减)(?:到|至|为)|(?:高出|高于|超出|低于)[^,;]{{0,8}}(?:平均水平|平均数|均值)|(?<![甚截乃])至|"
    r"(?:同|环)比|[比较](?:上一?(?:学?年度?|届|期|季度)|去年|前年)(?:同期)?[多少]?|(?:始终)?保持在?|[一二三四五六七八九十两\d]+年[内间]|[(]|:|"
    rf"{one_of('words that join a noun to its number')})+$"
)
# 签订率再提高3个百分点, 力争超过100名: no part of what is counted.
_MODAL_END = re.compile(r"(?:力争|争取|确保|预计|预期|(?<![需主重只])要(?:求)?|(?<![健相])将|必须|应当|再|已|又)+$")
_EACH_MIDDLE = late(r"(?:做到|坚持|实行|保持)?每(?:天|日|周|月|季度|年|学期|半年)(?=[\u4e00-\u9fff]{2,4}$)")
PER_TAIL = re.compile(
    r"(?:平均)?(?:按(?:照)?)?(?:每一?个?(?:"
    + one_of("heads, bodies and times that a figure is per")
    + "|"
    + one_of("things and people that a figure is per")
    + r"|半年|两年|三年)|"
    r"人均|户均|(?<=[\u4e00-\u9fff])一(?:周|月|年|日|天|学期))$"
)
_PER_HEAD = re.compile(r"^(?:每一?个?(?:" + one_of("heads, bodies and times that a figure is per") + r"))+")
WINDOW = 26  # characters behind a number in which its noun is looked for
_CLAUSE_END = late(r"[,。;!?\n]")
_DIGIT = late(r"\d")
_LONG_ASIDE = 16  # characters
_EACH_SIGNS = frozenset("每均一")  # one of them stands in every PER_TAIL and _PER_HEAD


def unlinked(text: str) -> str:
    """The words before a number without those that only join them to it: 会员 of 会员已达到, 补助 of 补助每人."""
    text = _once(text)
    if not _EACH_SIGNS.isdisjoint(text):
        text = _PER_HEAD.sub("", _once(text))
    if (bare := _MODAL_END.sub("", text)) != text:
        text = LINK.sub("", bare)
    return _EACH_MIDDLE.sub("", text) if "每" in text else text


def _once(text: str) -> str:
    return LINK.sub("", text if _EACH_SIGNS.isdisjoint(text) else PER_TAIL.sub("", text))


def behind(text: str, at: int, stop: int, *, alone: bool) -> str:
    """The text behind a quantity that ends at `at`; past an aside where nothing stands before it: 有62家(20人以上)企业.

    Example:
        >>> behind("有62家(20人以上)企业建会", 4, 5, alone=True), behind("企业62家,会员", 5, 5, alone=False)
        ('企业建会', '')
    """
    if alone and text[at : at + 1] in ("(", ")") and (close := text.find(")", at, at + _LONG_ASIDE)) >= 0:
        return _DIGIT.split(text[close + 1 : close + 1 + WINDOW], maxsplit=1)[0]
    return text[at : min(stop, at + WINDOW)]


def previous_clause(raw_left: str, left_text: str) -> str:
    """The clause before the one that ends in `left_text`."""
    rest = raw_left[: len(raw_left) - len(left_text)].rstrip(",，、和及与 :(")
    return _CLAUSE_END.split(rest)[-1]
