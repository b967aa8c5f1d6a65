"""What kind of section it is: by the words of its heading, its place, the section above it, or the tense of its text."""

from __future__ import annotations

import functools
import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ahocorasick_rs import AhoCorasick

from unioncorpus.model.records import SectionType, TypeBasis
from unioncorpus.resources import load, one_of
from unioncorpus.segmenter.sections import cues, telling
from unioncorpus.segmenter.sections.nodes import Node

Typed = tuple[SectionType, TypeBasis]
_PLANNING = frozenset({"plan", "key_points"})
_REPORTING = frozenset({"summary", "work_report", "personal_report"})
_BY_ROLE: dict[str, SectionType] = {
    "opening": "opening",
    "closing": "closing",
    "problems": "problems",
    "remedy": "plan",
    "plan": "plan",
    "experience": "experience",
    "guidance": "guidance",
    "work": "work",
}
# What a section holds, its subsections hold too, unless their headings say otherwise.
_HANDED_DOWN = frozenset({"work", "problems", "plan", "schedule", "objectives", "guidance", "experience", "other"})
_STARTS_WITH_MONTH = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?(?:[-~、—至]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?)?月")
_ALL_PLANNED, _ALL_DONE = 0.6, -0.1  # tense of a whole report that is a plan, or a summary, whatever it is called
_ENOUGH = 300  # characters of a report whose tense can tell that
_MANY = 12  # weight of words to come in a summary that is a plan
_FEW = 2  # weight of words below which a text hardly shows its tense
_PRACTICE = re.compile(r"做法(?!.*(?:体会|启示|经验))")
_LOOKS_AHEAD = re.compile(r"下半年|下一?步|今后|明年|来年|新的?一年|下一?阶段|展望|下一?个?学[期年]|新学[期年]")
_SUMMARIES, _PLANS = one_of("names of summaries"), one_of("names of plans")
# What the last words of a lead-in say of the matter that follows.
_ANNOUNCED = re.compile(
    rf"(?P<summary>(?:{_SUMMARIES})(?:情况)?如下|(?:如下|以下)(?:工作)?(?:{_SUMMARIES}))"
    rf"|(?P<plan>(?:{_PLANS})(?:情况)?如下|(?:如下|以下)(?:工作)?(?:{_PLANS})"
    r"|(?:制[定订]|拟[定订])(?:了)?[^,。;:]{0,20}(?:计划|安排|打算|要点|意见|方案)[。:]?\s*$)"
)
_LAST_READ = 60  # characters at the end of a lead-in in which they stand
_NEW = re.compile(r"取得新|新(?:成效|成绩|成果|进展)")  # what a plan sets out to bring about
_LEAD_READ = 80  # characters at its start in which a section says that it is about the time to come


@dataclass(frozen=True, slots=True)
class TenseWord:
    """A row of section_tenses.csv."""

    form: str
    tense: Literal["past", "future"]
    weight: int
    example: str
    where: str = ""


def tense(text: str) -> float:
    """From -1 (all of it done) to 1 (all of it to be done); near 0 for text that shows little of either.

    Example:
        >>> tense("先后举办了三期培训班"), tense("要继续加强学习"), tense("了解工会")
        (-0.6, 0.5, 0.0)
    """
    return _Tense(text).between(0, len(text))


class _Tense:
    """The words of past and future of a text, found once for all its sections."""

    def __init__(self, text: str) -> None:
        words, automaton = _tense_words()
        self._found = [(end, start, *words[i]) for i, start, end in automaton.find_matches_as_indexes(text, overlapping=True)]  # by end

    def between(self, start: int, end: int) -> float:
        """The tense of the stretch `start:end`."""
        past, future = self.weights(start, end)
        return (future - past) / (future + past + _FEW)

    def weights(self, start: int, end: int) -> tuple[int, int]:
        """What the words of past and of future in the stretch `start:end` weigh."""
        first, last = bisect_right(self._found, (start, sys.maxsize)), bisect_right(self._found, (end, sys.maxsize))
        past = future = 0
        for _, begin, is_past, weight in self._found[first:last]:
            if begin >= start:
                if is_past:
                    past += weight
                else:
                    future += weight
        return max(0, past), max(0, future)


@functools.cache
def _tense_words() -> tuple[list[tuple[bool, int]], AhoCorasick]:
    """Of every word of past and future whether it is one of the past, and its weight; and what finds them."""
    rows = load(TenseWord, "section_tenses.csv")
    return [(row.tense == "past", row.weight) for row in rows], AhoCorasick([row.form for row in rows])


@dataclass(slots=True)
class _Reading:
    """A report as its sections are typed one after the other."""

    text: str  # folded
    genre: str
    tense: _Tense
    lean: float  # tense of the whole report
    months: frozenset[tuple[int | None, str]] = frozenset()  # (section above, kind) of series that go month by month
    lean_before_end: float = 0.0  # of all but its closing, which looks ahead in every report
    tells_work: bool = True  # a section at the top, other than one of 主要做法, may hold what was done
    after_work: bool = False  # in a summary, what follows the problems is about the future


def type_sections(text: str, genre: str, nodes: Sequence[Node], ends: Sequence[int]) -> list[Typed]:
    """Type and basis of every section, in order; `text` is folded, `ends` are where the sections end."""
    if genre == "other" and len(nodes) == 1:
        return [("other", "content")]  # a text without any mark that is no report
    words = _Tense(text)
    lean = words.between(0, len(text))
    read_by = _read_by(text, genre, nodes, words)
    reading = _Reading(text, read_by, words, lean, _months(text, nodes) if read_by in _PLANNING else frozenset())
    tops = [node for node in nodes if node.parent is None]
    reading.lean_before_end = words.between(0, tops[-1].start) if genre == "other" and len(tops) > 2 and tops[-1].role == "closing" else lean
    reading.tells_work = "做法" not in text or any(not _PRACTICE.search(text, *node.heading) and _may_tell_work(text, node, read_by) for node in tops)
    told = telling.told_items(text, nodes, ends, words.between) if read_by == "speech" else frozenset()
    typed: list[Typed] = []
    for i, (node, end) in enumerate(zip(nodes, ends, strict=True)):
        above = typed[node.parent] if node.parent is not None else None
        typed.append(_type(reading, node, end, above))
        if i in told and typed[i][0] in ("plan", "other") and not _by_heading(typed, nodes, i):
            typed[i] = ("work", "content")
        if above is None and typed[-1] in (("problems", "heading"), ("plan", "heading")):
            reading.after_work = True
    return typed


def _by_heading(typed: Sequence[Typed], nodes: Sequence[Node], at: int) -> bool:
    """Whether a heading gave a section its type, its own or the one from which it was handed down."""
    above = nodes[at].parent
    while typed[at][1] == "inherited" and above is not None:
        at, above = above, nodes[above].parent
    return typed[at][1] == "heading"


def _may_tell_work(text: str, node: Node, genre: str) -> bool:
    """Whether a section at the top holds what was done, as far as heading and first words say."""
    if node.kind == "block":
        return node.role in ("work", "body")
    return cues.heading_type(text[slice(*node.heading)], genre) in (None, "work")


def _months(text: str, nodes: Sequence[Node]) -> frozenset[tuple[int | None, str]]:
    """The series most of whose items begin with a month."""
    counts: dict[tuple[int | None, str], list[int]] = {}
    for node in nodes:
        if node.kind not in ("block", "han"):
            seen = counts.setdefault((node.parent, node.kind), [0, 0])
            seen[0] += 1
            seen[1] += _STARTS_WITH_MONTH.match(text, node.marker[1]) is not None
    return frozenset(series for series, (items, dated) in counts.items() if 2 * dated > items)


def _read_by(text: str, genre: str, nodes: Sequence[Node], words: _Tense) -> str:
    """The genre to read a report by: its own, unless the lead-in, the headings or the tense of the whole text contradict it."""
    if genre in ("speech", "work_report"):
        return genre
    announced = _announced(text, nodes)
    if announced == "summary" and genre not in _REPORTING:
        return announced
    lean, enough = words.between(0, len(text)), len(text) >= _ENOUGH
    if genre in _PLANNING:
        return "summary" if genre == "plan" and enough and lean <= _ALL_DONE else genre
    tops = [text[slice(*node.heading)] for node in nodes if node.parent is None and node.kind != "block"]
    starts_anew = lean > 0 and bool(tops) and cues.heading_type(tops[0], genre) == "guidance"
    if (announced == "plan" or starts_anew) and not _takes_stock(tops, genre):
        return "plan"
    many = genre == "other" or (genre == "summary" and words.weights(0, len(text))[1] >= _MANY and not _takes_stock(tops, genre))
    if enough and lean >= _ALL_PLANNED and many:
        return "plan"
    return "summary" if genre == "other" and enough and lean <= _ALL_DONE else genre


def _takes_stock(tops: Sequence[str], genre: str) -> bool:
    """Whether a heading at the top names work done, so that a summary in clipped sentences is still one."""
    return any(cues.heading_type(words, genre) in ("work", "problems") for words in tops)


def _announced(text: str, nodes: Sequence[Node]) -> str | None:
    """The genre that the last words of the lead-in announce."""
    if len(nodes) < 2 or nodes[0].role != "opening":
        return None
    end = nodes[1].start
    found = _ANNOUNCED.search(text, max(nodes[0].start, end - _LAST_READ), end)
    return found.lastgroup if found else None


def _type(reading: _Reading, node: Node, end: int, above: Typed | None) -> Typed:
    """The first of place, heading, section above, and content that decides."""
    if node.role in _BY_ROLE:
        return _BY_ROLE[node.role], "position" if node.role in ("opening", "closing") else "content"
    if _is_scheduled(reading, node, above):
        return "schedule", "heading"
    named = _named(reading, node, above)
    if named == "experience" and not reading.tells_work and reading.genre not in _PLANNING and _PRACTICE.search(reading.text, *node.heading):
        return "work", "heading"  # 基本情况, 主要做法, 存在问题: no other section tells what was done
    if named:
        return named, "heading"
    if above and above[0] in _HANDED_DOWN:
        return above[0], "inherited"
    return (_lead_item_type(reading, node, end) if above else _content_type(reading, node, end)), "content"


def _lead_item_type(reading: _Reading, node: Node, end: int) -> SectionType:
    """The type of an item inside a lead-in: the matter of a report or plan, in a speech more often what the meeting is about."""
    if reading.genre in _PLANNING:
        return "plan"
    told = reading.genre in _REPORTING or reading.tense.between(node.start, end) <= -0.4
    return "work" if told else "other"


def _is_scheduled(reading: _Reading, node: Node, above: Typed | None) -> bool:
    """Whether a section plans a month: a month in a plan, or below one; in a summary months tell what was done."""
    planned = reading.genre not in _REPORTING or (above is not None and above[0] in ("plan", "schedule"))
    if node.kind == "time":
        return planned
    dated = (node.parent, node.kind) in reading.months
    return reading.genre in _PLANNING and dated and _STARTS_WITH_MONTH.match(reading.text, node.marker[1]) is not None


def _named(reading: _Reading, node: Node, above: Typed | None) -> SectionType | None:
    """The type that a heading names. Below another heading only words that would make a heading by themselves do."""
    words = reading.text[slice(*node.heading)]
    if not words or node.kind == "block" or (above and above[0] == "schedule"):
        return None
    below = above is not None and above[0] != "opening"
    if below and len(words) > cues.LONGEST_LABEL:
        return None
    if len(words) > cues.LONGEST_NAMED:  # a whole sentence: 不足之处在于参与面不广,…
        clause = words.partition(",")[0]
        return "problems" if len(clause) < len(words) and cues.heading_type(clause, reading.genre) == "problems" else None
    named = cues.heading_type(words, reading.genre, alone=below or node.kind == "line")
    if named == "work" and above and above[0] == "plan" and _NEW.search(words):
        return None
    return named


def _content_type(reading: _Reading, node: Node, end: int) -> SectionType:
    """The type that genre and tense give a section at the top that nothing else explains."""
    if reading.genre in _PLANNING:
        return "plan"
    lean = reading.tense.between(node.start, end)
    if reading.genre == "speech":
        explains = node.kind == "block" and max(lean, reading.lean) < 0.15  # it calls for nothing
        return "work" if lean <= -0.5 else "other" if explains else "plan"
    if reading.genre in _REPORTING:
        if _LOOKS_AHEAD.search(reading.text[slice(*node.heading)]):
            return "work" if lean <= -0.5 else "plan"
        ahead = reading.after_work or _LOOKS_AHEAD.search(reading.text, node.start, min(end, node.start + _LEAD_READ)) is not None
        return "plan" if ahead and lean >= 0.3 else "work"
    if abs(lean) <= 0.1:
        lean = reading.lean_before_end if abs(reading.lean_before_end) > 0.1 else reading.lean
    return "plan" if lean > 0.1 else "work" if lean < -0.1 else "other"
