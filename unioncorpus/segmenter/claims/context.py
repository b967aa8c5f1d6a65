"""What a quantity counts where its own clause does not say it: the row of a table, the whole it is part of, an event people came to, a gift each one got."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from unioncorpus import words
from unioncorpus.resources import load, one_of, word_list
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.nounphrases import noun_before

_CELL_END = re.compile(r"[\u4e00-\u9fff]?(?:[ ]?[\n\t|]| {2}|$)")
_CELLS = late(r"[\n\t|]+| {2,}")
_FIGURE = late(r"[\d.,%~—-]+[万亿]?[\u4e00-\u9fff]{0,3}$")
_ROW_NUMBER = late(r"\d{1,2}[.、]?$")
_NO_CELL = late(r"[。;,:!?]|.{25}")
_TABLE_REACH = 160  # characters above a cell in which its row begins
_GRADE = re.compile(r"(?:" + one_of("levels that grade an award") + r")级$|(?:专|兼)职$|[特一二三四优]等奖?$")
_GRADE_LEAD = late(r"^(?:(?:" + one_of("levels that grade an award") + r")级|(?:专|兼)职|[特一二三四优]等奖?)")
_PART = late(r"(?:([\u4e00-\u9fff]{1,12}?)中?,?(?:已|尚|还|仍|只)?有|其中,?(?:已|尚|还|仍|只)?有?|(?:其余|剩余|另外)的?)$")
_SINCE = late(r"^(?:到目前|截[至止](?:目前)?|迄今|目前|现在|今年|去年|全年|年底|年内|至今|如今|到?年底|我们|还|全[省市县区镇乡校院厂])+$")
_PREDICATE = re.compile(
    r"(?:因[^,。;]{1,8}?)?(?:已|已经|尚|还|仍)?(未[\u4e00-\u9fff]{2,10}|(?:" + one_of("what is said of a part") + r")"
    r"(?:了|过)?[\u4e00-\u9fff]{0,10})"
)
_EVENT_END = late(r"(?:" + one_of("events people come to") + r")$")
_CLASS_END = late(r"(?:专题|业务|骨干|上岗)?(?:培训班|研修班|学习班|轮训班|培训|研修|轮训|班)$")
_SHORT = 6  # characters of a name that another can be joined to
_TAUGHT = ("培训", "轮训")
TOOK_PART = word_list("verbs of taking part")
_OF_EVENT = ("参赛", "参训", "受训", "参演", "听课", "参评", "参展")  # said of a kind of event


@dataclass(frozen=True, slots=True)
class Gift:
    """A row of gifts.csv."""

    deed: str
    name: str
    example: str
    where: str = ""


@functools.cache
def _gifts() -> dict[str, str]:
    return {row.deed: row.name for row in load(Gift, "gifts.csv")}


def row_label(text: str, start: int, end: int) -> str:
    """The first cell of the row in which a figure fills a cell of its own; cells are parted by line ends, tabs or wide blanks.

    Example:
        >>> text = "住院慰问\\n143人次\\n71500元\\n"
        >>> row_label(text, 11, 17), row_label("共慰问\\n困难职工12人", 8, 11)
        ('住院慰问', '')
    """
    if not _CELL_END.match(text, end):
        return ""
    cells = [cell.strip() for cell in _CELLS.split(text[max(0, start - _TABLE_REACH) : start])]
    if cells.pop() or not cells:
        return ""
    nearest = farthest = ""
    for cell in reversed(cells):
        if nearest and _ROW_NUMBER.match(cell):
            return farthest
        if _NO_CELL.search(cell) or (nearest and _FIGURE.match(cell)):
            break
        if not _FIGURE.match(cell):
            nearest, farthest = nearest or cell, cell
    return nearest


def of_grade(left: str, counted: str) -> str:
    """全国级2家、省级9家: the grade of what was counted before.

    Example:
        >>> of_grade("省级", "全国级职工书屋"), of_grade("困难职工", "会员")
        ('省级职工书屋', '')
    """
    said = _GRADE.search(left)
    if said is None or said.start() > 2 or not counted:
        return ""
    return said.group() + _GRADE_LEAD.sub("", counted)


def part_of(left: str, right: str, counted: str, predicate: str = "") -> str:
    """22个村中已有14个成立了工会: those of the whole of whom something is said.

    Example:
        >>> part_of("村中已有", "成立了工会", "村"), part_of("其中", "取得资格证书", "农民工"), part_of("慰问", "困难职工", "")
        ('成立工会的村', '取得资格证书的农民工', '')
    """
    said = _PREDICATE.match(right)
    whole = _PART.search(left) if said or predicate else None
    if whole is None:
        return ""
    base = (_SINCE.sub("", whole.group(1) or "") or counted).rsplit("的", 1)[-1]
    done = predicate or (said.group(1).replace("了", "").replace("过", "") if said else "")
    return done + "的" + base if base else ""


def took_part(deed: str, event: str) -> str:
    """培训班4期,212人次参加: the event people came to. 工会干部培训班11期,培训350人: who was taught.

    Example:
        >>> took_part("参训", "急救培训"), took_part("培训", "工会干部培训班"), took_part("慰问", "急救培训")
        ('急救培训参训', '培训工会干部', '')
    """
    event = event.rsplit("》", 1)[-1] or event
    if deed in _TAUGHT and (taught := _CLASS_END.sub("", event)) and taught != event:
        return deed + taught
    if deed not in TOOK_PART or not _EVENT_END.search(event):
        return ""
    return event + deed if deed in _OF_EVENT else "参加" + event


def gift(action: str, counted: str) -> str:
    """慰问困难职工30户,每户500元: what each one got, and who.

    Example:
        >>> gift("慰问", "困难职工"), gift("资助", "职工子女助学金"), gift("培训", "职工")
        ('困难职工慰问金', '职工子女助学金', '')
    """
    name = _gifts().get(action, "")
    if name and counted.endswith(name):
        return counted
    return counted + name if name and len(counted) <= _SHORT else name


_EVENT = late(r"(?:" + one_of("events that take time") + r")$")
_SENTENCE_END = late(r"[。;!?\n]")
_CLAUSE = late(r"[,:]")


def rate_before(left: str) -> str:
    """The rate named in the clause so far, where another figure stands between: 参保率连续四年保持98%.

    Example:
        >>> rate_before("会员增加,职工参保率连续四年保持"), rate_before("会员增加,达到")
        ('职工参保率', '')
    """
    clause = _CLAUSE.split(_SENTENCE_END.split(left)[-1])[-1]
    if "率" not in clause:
        return ""
    return noun_before(words.tag(clause[: clause.rindex("率") + 1]))


def event_before(left: str) -> str:
    """The event named last in the sentence so far: 历时一周 of a match.

    Example:
        >>> event_before("镇工会举办篮球赛,16支队伍参赛,历时"), event_before("存款增加,历时")
        ('篮球赛', '')
    """
    last = _SENTENCE_END.split(left)[-1]
    for clause in reversed(_CLAUSE.split(last)):
        tokens = words.tag(clause)
        for at in range(len(tokens) - 1, -1, -1):
            if _EVENT.search(tokens[at][0]):
                return noun_before(tokens[: at + 1])
    return ""
