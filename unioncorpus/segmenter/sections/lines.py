"""The paragraphs of a report, its title lines, and how much of a paragraph reads as a heading."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence

from unioncorpus.resources import one_of

_GENRE = f"{one_of('documents of the genre')}|{one_of('papers and talks beside the documents of the genre')}"
_TITLE_WORDS = re.compile(f"{_GENRE}|{one_of('papers of intent')}|{one_of('talks and accounts')}|{one_of('bodies and drafts in a title line')}")
# An office and whose it is, in a line of their own above a speech: 市委副书记 王某某.
_SPEAKER = re.compile(
    r"[^,。;:!?\d]{0,24}(?:[部局市县区镇乡校院州旗盟处科站所社]长|" + one_of("offices of speakers") + r")"
    r" +[\u4e00-\u9fffx×*]{1,2}(?: ?[\u4e00-\u9fffx×*]{1,2}){1,2}$"
)
_OFFICE = re.compile(r"[\u4e00-\u9fffxX×*#]{3,16}(?:[局厂矿厅委办处]|中心)$")  # whose report it is, in a line of its own
_BYLINE = re.compile(r"(?:" + one_of("labels of a byline") + r"):.{0,30}$|\(.{1,30}\)$|[-—]{1,4}.{1,40}$")
_YEAR = r"(?:[\dxX*]{2,4}|[二〇○零一二三四五六七八九十OoxX]{4})年"
_DATE = re.compile(rf"\(?{_YEAR}度?(?:.{{1,3}}月(?:.{{1,3}}[日号])?)?\)?$|\d{{4}}[-./]\d{{1,2}}[-./]\d{{1,2}}$")
_ENDS = ("。", "!", "?", ";", ":", "…", ",", "、", "”", ".")
_DOCUMENT = re.compile(f"(?:{_GENRE}|{one_of('papers of intent')})$")
_TITLE_LINES = 8  # lines at the top among which titles are sought
_NO_NAME = re.compile(r"^(?:" + one_of("openings and headings as short as a name") + r")|[一二三四五六七八九十]、|月$")
_LONGEST_TITLE = 44
_PARAGRAPH = re.compile(r"[^\s](?:[^\n]*[^\s])?")
_SUBTITLE = re.compile(r"[-—]{1,4}.{4,40}(?:" + _GENRE + "|" + one_of("talks and accounts") + r"|回眸|回顾|纪实|综述|侧记)$")
_MOTTO_LINES = 2  # lines of a title that its subtitle may stand below


def split(text: str) -> list[tuple[int, int]]:
    """Start and end of every paragraph that holds more than blanks, blanks around it left out.

    Example:
        >>> split(" 同志们:\\n\\n 大家好 ")
        [(1, 5), (8, 11)]
    """
    return [match.span() for match in _PARAGRAPH.finditer(text)]


def is_han(sign: str) -> bool:
    """Whether a string is one Chinese character. The class of them in a pattern takes a hundred times as long to compile as another sign."""
    return len(sign) == 1 and "\u4e00" <= sign <= "\u9fff"


def line_at(lines: Sequence[tuple[int, int]], offset: int) -> int:
    """Number of the paragraph that holds `offset`."""
    return bisect_right(lines, (offset, sys.maxsize)) - 1


def first_body_line(text: str, lines: Sequence[tuple[int, int]], marked: frozenset[int]) -> int:
    """How many lines at the top are title, author and date.

    Args:
        text: folded text of the report.
        lines: its paragraphs.
        marked: numbers of the paragraphs that start with a mark.
    """
    top = [text[slice(*line)] for line in lines[: min(len(lines) - 1, _TITLE_LINES, min(marked, default=_TITLE_LINES))]]
    count = 0
    while count < len(top) and (_is_title(top[count]) or _is_motto(top, count)):
        count += 1
    return count


def _is_motto(top: Sequence[str], number: int) -> bool:
    """Whether a line above a subtitle (——在…上的讲话) is the title it belongs to."""
    line = top[number]
    if len(line) > _LONGEST_TITLE or line.endswith(_ENDS) or re.search(r"[。;!?:]", line):
        return False
    return any(_SUBTITLE.match(below) for below in top[number + 1 : number + 1 + _MOTTO_LINES])


_SIGNED = re.compile(
    r"[^,。;:!?、…]{2,26}(?:[局厅院校厂矿部处站所社中]|" + one_of("bodies that sign a report") + r")(?: +[^,。;:!?、…]{2,12})?$"
    r"|(?:" + one_of("labels of a signature") + r")[: ].{2,20}$"
)
_SIGNATURE_LINES = 4  # last lines of a report among which its signature is sought


def signature(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """The number of the first of the last lines that only sign and date the report; how many lines there are if none does.

    Example:
        >>> text = "会议已开。\\n某厂工会\\n2014年12月22日"
        >>> signature(text, split(text))
        1
    """
    number, least = len(lines), max(1, len(lines) - _SIGNATURE_LINES)
    while number > least and _signs(text[slice(*lines[number - 1])]):
        number -= 1
    return number


def _signs(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and bool(_DATE.match(line) or _BYLINE.match(line) or _SIGNED.match(line))


def names_document(line: str) -> bool:
    """Whether a line is the title of a union document, as it stands again below a covering note.

    Example:
        >>> names_document("县总工会2021年工作要点"), names_document("2021年工作要点")
        (True, False)
    """
    return "工会" in line and _is_title(line) and bool(_DOCUMENT.search(line))


def _is_title(line: str) -> bool:
    """Whether a line at the top is a title, a name or a date rather than text."""
    if _DATE.match(line) or _BYLINE.match(line) or _SPEAKER.match(line):
        return True
    if len(line) > _LONGEST_TITLE or line.endswith(_ENDS) or line[0] == "【" or re.search(r"[。;!?]|,.*,", line):
        return False
    bare = line.replace(" ", "")
    if len(bare) <= 4:
        return not _NO_NAME.search(bare)
    return bool(_TITLE_WORDS.search(bare) or _OFFICE.match(bare))


_SENTENCE_END = re.compile(r"[。;!?:…]|\.(?=\s|$)")
_NARRATIVE = re.compile(r"了|期间|^(?:在|由于|针对|根据|截|今年|去年|年初|本着|为了|为(?:进一步|切实|更好))|\d{4}年|^.{0,8}(?:月份?|旬|日|年|时)$")
_TOLD_BY_TIME = re.compile(r"[\d一二三四五六七八九十]{1,3}月(?:份|初|底|[上中下]旬)?,")
_LONGEST_LINE = 48  # characters of a sentence that has its line to itself
_LONGEST_SENTENCE = 32  # of one that text follows
_LONGEST_CLAUSE = 30
_SHORT_CLAUSE = 6  # characters of a clause that takes the next one with it


def heading_end(text: str, start: int, end: int) -> int:
    """Where the heading that begins at `start` (after its mark) ends in the paragraph that ends at `end`; `start` if the text there is no heading.

    A short first sentence is a heading; of a long one only a first clause that names the matter, not one that begins to tell.
    """
    found = _SENTENCE_END.search(text, start, end)
    stop = found.start() if found else end
    if _TOLD_BY_TIME.match(text, start, stop):
        return start
    if stop - start <= (_LONGEST_LINE if end - stop <= 1 else _LONGEST_SENTENCE):
        return _trimmed(text, start, stop)
    comma = text.find(",", start, stop)
    if comma == -1 or comma - start > _LONGEST_CLAUSE or _NARRATIVE.search(text[start:comma]):
        return start
    return _trimmed(text, start, _second_clause(text, start, comma, stop))


def _second_clause(text: str, start: int, comma: int, stop: int) -> int:
    """The end of the second clause where the two make one heading: a very short one and its complement, or a pair of like length; else of the first."""
    second = text.find(",", comma + 1, stop)
    first_length, length = comma - start, second - comma - 1
    pair = first_length <= _SHORT_CLAUSE or (first_length <= 2 * _SHORT_CLAUSE and abs(length - first_length) <= 2)
    return second if second != -1 and pair and length <= 2 * _SHORT_CLAUSE else comma


def _trimmed(text: str, start: int, stop: int) -> int:
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in ",、。;:.!"):
        stop -= 1
    return stop
