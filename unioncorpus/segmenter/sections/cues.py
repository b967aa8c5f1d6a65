"""What the words of headings and of first sentences say: the resource tables, compiled once."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from unioncorpus.model.records import SectionType
from unioncorpus.resources import load
from unioncorpus.segmenter.sections.lines import is_han

Role = Literal["closing", "problems", "plan", "remedy", "experience", "work", "guidance", "topic"]
Place = Literal["lead", "tail", "late", "last", "inner"]
LONGEST_LABEL = 14  # characters of a heading that stands before a colon on the line of its text
LONGEST_LINE = 24  # of one that has a line of its own
LONGEST_NAMED = 32  # of a numbered one whose words are asked for its type


@dataclass(frozen=True, slots=True)
class HeadingCue:
    """A row of section_headings.csv."""

    cue: str
    type: SectionType
    line: bool
    genre: tuple[str, ...]
    example: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class BlockCue:
    """A row of section_blocks.csv."""

    role: Role
    cue: str
    place: Place
    needs: str
    example: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Announcement:
    """A row of section_announcements.csv."""

    role: Literal["list", "lead"]
    cue: str
    example: str
    where: str = ""


_Cue = TypeVar("_Cue", HeadingCue, BlockCue)


class _Table(Generic[_Cue]):
    """Rows whose cues are matched at one place of a text: one pattern, whose groups are the rows, finds the first, rows by themselves the further ones."""

    def __init__(self, rows: Sequence[_Cue]) -> None:
        self._rows: Sequence[_Cue] = rows
        self._pattern = re.compile("|".join(f"(?P<row{i}>{row.cue})" for i, row in enumerate(rows)))

    def matching(self, text: str, start: int = 0) -> Iterator[_Cue]:
        """The rows that match at `start`, in order."""
        found = self._pattern.match(text, start)
        if found:
            first = int(str(found.lastgroup)[3:])
            yield self._rows[first]
            yield from (row for row in self._rows[first + 1 :] if _compiled(row.cue).match(text, start))


_compiled = functools.cache(re.compile)


@functools.cache
def _heading_cues(alone: bool) -> _Table[HeadingCue]:
    return _Table([row for row in load(HeadingCue, "section_headings.csv") if row.line or not alone])


def heading_type(words: str, genre: str, *, alone: bool = False) -> SectionType | None:
    """The section type that the words of a heading name; None if they name none.

    Args:
        words: folded heading without its mark.
        genre: genre of the report.
        alone: whether the words stand on a line without a number, where fewer words make a heading.

    Example:
        >>> heading_type("存在的主要问题", "summary"), heading_type("主要工作", "plan"), heading_type("主要工作", "summary")
        ('problems', 'plan', 'work')
    """
    if len(words) > (LONGEST_LINE if alone else LONGEST_NAMED):
        return None
    words = words.strip("【】")
    if " " in words and is_han(words[0]) and is_han(words[-1]) and all(is_han(part) for part in words.split(" ") if part):  # 指 导 思 想
        words = words.replace(" ", "")
    return next((row.type for row in _heading_cues(alone).matching(words) if not row.genre or genre in row.genre), None)


_MONTH = r"(?:十[一二]?|[一二三四五六七八九]|\d{1,2})"
_WEEK = r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})"
_TIME_LABEL = re.compile(
    rf"(?:{_MONTH}(?:月份?)?[-~、—至到和]?){{0,3}}{_MONTH}?\s?月(?:份|上旬|中旬|下旬|底|初)?|第?[一二三四]季度|第{_WEEK}(?:[-~、—至]第?{_WEEK})?周"
)


def time_label(line: str) -> int:
    """Length of the month, quarter or week that a schedule line starts with and sets apart by a colon or the line's end; 0 if none.

    Example:
        >>> time_label("十一月份:"), time_label("7月8月份"), time_label("9月组织比赛")
        (4, 5, 0)
    """
    found = _TIME_LABEL.match(line)
    if not found:
        return 0
    rest = line[found.end() : found.end() + 4]
    apart = not rest or rest[0] == ":" or (rest[0] == " " and is_han(rest.lstrip(" ")[:1]))
    return found.end() if apart else 0


_MORE_TIMES = re.compile(rf"[;。] *(?:{_TIME_LABEL.pattern}):")


def goes_on_in_time(line: str) -> bool:
    """Whether a line that begins with a month, quarter or week tells of further ones: the whole schedule in one paragraph.

    Example:
        >>> goes_on_in_time("一季度:办讲座;二季度:办比赛。"), goes_on_in_time("一季度:办讲座;办比赛。")
        (True, False)
    """
    return _MORE_TIMES.search(line) is not None


_TRAILING_TIME = re.compile(rf"[、。;,\s]\s*({_MONTH}月份?):?$")


def trailing_time(line: str) -> int:
    """Length of the month at the end of a line that belongs to the next one, for a schedule whose lines were joined; 0 if none.

    Example:
        >>> trailing_time("3、建立档案、4月份:"), trailing_time("截至9月:")
        (4, 0)
    """
    found = _TRAILING_TIME.search(line)
    return len(line) - found.start(1) if found else 0


@functools.cache
def _block_cues(place: Place) -> _Table[BlockCue]:
    return _Table([row for row in load(BlockCue, "section_blocks.csv") if row.place == place])


_VOCATIVE = re.compile(r"(?:(?:各位[^,。;:!、\d]{2,6}|同志们|同事们|代表们|职工们)[、,!:]){1,3}")


def block_role(paragraph: str, place: Place) -> Role | None:
    """What a paragraph without a heading begins, by its first words; a salutation that only turns to the next matter is passed over.

    Example:
        >>> block_role("总之,我们要再接再厉。", "tail"), block_role("总之,我们要再接再厉。", "lead")
        ('closing', None)
    """
    called = _VOCATIVE.match(paragraph) if place == "inner" else None
    start = called.end() if called else 0
    fitting = (row.role for row in _block_cues(place).matching(paragraph, start) if not row.needs or _compiled(row.needs).search(paragraph))
    return next(fitting, None)


@functools.cache
def _late_cues(role: Role) -> re.Pattern[str]:
    cues = "|".join(row.cue for row in load(BlockCue, "section_blocks.csv") if row.place == "late" and row.role == role)
    return re.compile(rf"[。!;]\s*(?={cues})")


def late_sentence(text: str, start: int, end: int, role: Role) -> int | None:
    """Where, inside a paragraph, the sentence stands that begins a closing or a remedy.

    Example:
        >>> late_sentence("宣传不够。今后,我们要加强学习。", 0, 16, "remedy")
        5
    """
    found = _late_cues(role).search(text, start, end)
    return found.end() if found else None


@functools.cache
def _announcements(role: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.cue})" for row in load(Announcement, "section_announcements.csv") if row.role == role))


_SENTENCE_END = re.compile("[。!?;]")
_LAST_READ = 120  # characters of a paragraph's last sentence


def announces(paragraph: str, role: Literal["list", "lead"]) -> bool:
    """Whether the last sentence of a paragraph announces an enumeration (list) or hands over to the matter of the report (lead).

    Example:
        >>> announces("形势喜人。下面,我讲三点意见。", "lead"), announces("一要加强学习。", "list")
        (True, False)
    """
    last = _SENTENCE_END.split(paragraph[-_LAST_READ:].rstrip("。!?; "))[-1]
    pattern = _announcements(role)
    return bool(pattern.search(last) or (last.endswith(":") and pattern.search(last[:-1])))
