"""What kind of section it is: by the words of its heading, its place, the section above it, or the tense of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from unioncorpus.model.records import SectionType, TypeBasis
from unioncorpus.resources import load
from unioncorpus.segmenter.sections import cues
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
_FEW = 2  # weight of words below which a text hardly shows its tense
_LOOKS_AHEAD = re.compile(r"下半年|下一?步|今后|明年|来年|新的?一年|下一?阶段|展望")
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
    total = {"past": 0, "future": 0}
    for row in load(TenseWord, "section_tenses.csv"):
        total[row.tense] += row.weight * text.count(row.form)
    past, future = max(0, total["past"]), max(0, total["future"])
    return (future - past) / (future + past + _FEW)


def type_sections(text: str, genre: str, nodes: Sequence[Node], ends: Sequence[int]) -> list[Typed]:
    """Type and basis of every section, in order; `text` is folded, `ends` are where the sections end."""
    lean = tense(text)
    unrelated = genre == "other" and len(nodes) == 1  # a text without any mark that is no report
    genre = _genre_by_tense(genre, lean)
    typed: list[Typed] = []
    after_work = False  # in a summary, what follows the problems is about the future
    for i, node in enumerate(nodes):
        above = typed[node.parent] if node.parent is not None else None
        typed.append(("other", "content") if unrelated else _type(text, genre, node, ends[i], above, after_work, lean))
        if node.parent is None and typed[-1][0] in ("problems", "plan") and typed[-1][1] == "heading":
            after_work = True
    return typed


def _type(text: str, genre: str, node: Node, end: int, above: Typed | None, after_work: bool, lean: float) -> Typed:
    """The first of heading, place, section above, and content that decides."""
    if node.kind == "block":
        return _block_type(text, genre, node, end, above, lean)
    words = text[slice(*node.heading)]
    named = _named(genre, node, words, above)
    if node.kind == "time":
        return "schedule", "heading"
    if genre in _PLANNING and node.kind != "han" and _STARTS_WITH_MONTH.match(text, node.marker[1]):
        return "schedule", "heading"
    if named:
        return named, "heading"
    if above:
        return (above[0] if above[0] in _HANDED_DOWN else _told(text[node.start : end])), "inherited"
    return _content_type(text[node.start : end], genre, after_work, lean)


def _genre_by_tense(genre: str, lean: float) -> str:
    """The genre to read a report by: an unknown one, or a title that the tense of the whole text contradicts, follows the tense."""
    if genre in ("other", "summary") and lean >= _ALL_PLANNED:
        return "plan"
    if genre in ("other", "plan") and lean <= _ALL_DONE:
        return "summary"
    return genre


def _named(genre: str, node: Node, words: str, above: Typed | None) -> SectionType | None:
    """The type that a heading names. Below another heading only words that would make a heading by themselves do."""
    if not words or (above and above[0] == "schedule"):
        return None
    below = above is not None and above[0] != "opening"
    if below and len(words) > cues.LONGEST_LABEL:
        return None
    return cues.heading_type(words, genre, alone=below or node.kind == "line")


def _told(body: str) -> SectionType:
    """What an item of a lead-in holds: work that is told, or something else."""
    return "work" if tense(body) <= -0.4 else "other"


def _block_type(text: str, genre: str, node: Node, end: int, above: Typed | None, lean: float) -> Typed:
    """The type of a section without a heading."""
    if node.role in _BY_ROLE:
        return _BY_ROLE[node.role], "position" if node.role in ("opening", "closing") else "content"
    if above and above[0] in _HANDED_DOWN:
        return above[0], "inherited"
    return _content_type(text[node.start : end], genre, False, lean)


def _content_type(body: str, genre: str, after_work: bool, report_lean: float) -> Typed:
    """The type that genre and tense give a section that nothing else explains; `report_lean` is the tense of the whole report."""
    if genre in _PLANNING:
        return "plan", "content"
    lean = tense(body)
    if genre == "speech":
        return ("work" if lean <= -0.5 else "other" if max(lean, report_lean) < 0.15 else "plan"), "content"
    if genre in _REPORTING:
        future = lean >= 0.3 and (after_work or _LOOKS_AHEAD.search(body[:_LEAD_READ]) is not None)
        return ("plan" if future else "work"), "content"
    if abs(lean) <= 0.1:
        lean = report_lean
    return ("plan" if lean > 0.1 else "work" if lean < -0.1 else "other"), "content"
