"""What kind of section it is: by the words of its heading, its place, the section above it, or the tense of its text."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from unioncorpus.model.records import SectionType, TypeBasis
from unioncorpus.resources import load
from unioncorpus.segmenter.sections import cues
from unioncorpus.segmenter.sections.tree import Node

Typed = tuple[SectionType, TypeBasis]
_PLANNING = frozenset({"plan", "key_points"})
_BY_ROLE: dict[str, SectionType] = {
    "opening": "opening",
    "closing": "closing",
    "problems": "problems",
    "remedy": "plan",
    "guidance": "guidance",
    "work": "work",
}
# What a section holds, its subsections hold too, unless their headings say otherwise.
_HANDED_DOWN = frozenset({"work", "problems", "plan", "schedule", "objectives", "guidance", "experience", "other"})
_STARTS_WITH_MONTH = re.compile(r"\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?(?:[-~、—至]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?)?月")
_BODY_READ = 1500  # characters of a section whose tense is counted


@dataclass(frozen=True, slots=True)
class TenseWord:
    """A row of section_tenses.csv."""

    form: str
    tense: Literal["past", "future"]
    weight: int
    example: str
    where: str = ""


@functools.cache
def _tense_words() -> tuple[re.Pattern[str], dict[str, tuple[str, int]]]:
    rows = load(TenseWord, "section_tenses.csv")
    longest_first = sorted((row.form for row in rows), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), {row.form: (row.tense, row.weight) for row in rows}


def tense(text: str) -> float:
    """From -1 (all of it done) to 1 (all of it to be done); 0 for text that shows neither.

    Example:
        >>> tense("先后举办了三期培训班"), tense("要继续加强学习"), tense("工会是群众组织")
        (-1.0, 1.0, 0.0)
    """
    pattern, weights = _tense_words()
    total: Counter[str] = Counter()
    for form, count in Counter(pattern.findall(text[:_BODY_READ])).items():
        name, weight = weights[form]
        total[name] += weight * count
    seen = total["past"] + total["future"]
    return (total["future"] - total["past"]) / seen if seen else 0.0


def type_sections(text: str, genre: str, nodes: Sequence[Node], ends: Sequence[int]) -> list[Typed]:
    """Type and basis of every section, in order; `text` is folded, `ends` are where the sections end."""
    typed: list[Typed] = []
    after_work = False  # in a summary, what follows the problems is about the future
    for i, node in enumerate(nodes):
        above = typed[node.parent] if node.parent is not None else None
        typed.append(_type(text, genre, node, ends[i], above, after_work))
        if node.parent is None and typed[-1][0] in ("problems", "plan") and typed[-1][1] == "heading":
            after_work = True
    return typed


def _type(text: str, genre: str, node: Node, end: int, above: Typed | None, after_work: bool) -> Typed:
    """The first of heading, place, section above, and content that decides."""
    if node.kind == "block":
        return _block_type(text, genre, node, end, above)
    words = text[slice(*node.heading)]
    named = cues.heading_type(words, genre, alone=node.kind == "line") if words and above_allows(above, words) else None
    if node.kind == "time":
        return "schedule", "heading"
    if genre in _PLANNING and node.kind != "han" and _STARTS_WITH_MONTH.match(text, node.marker[1]):
        return "schedule", "heading"
    if named:
        return named, "heading"
    if above:
        return (above[0], "inherited") if above[0] in _HANDED_DOWN else ("other", "inherited")
    return _content_type(text[node.start : end], genre, after_work)


def above_allows(above: Typed | None, words: str) -> bool:
    """Whether a heading below another may name a type of its own: only a short one does."""
    return above is None or len(words) <= cues.LONGEST_LABEL


def _block_type(text: str, genre: str, node: Node, end: int, above: Typed | None) -> Typed:
    """The type of a section without a heading."""
    if node.role in _BY_ROLE:
        return _BY_ROLE[node.role], "position" if node.role in ("opening", "closing") else "content"
    if above and above[0] in _HANDED_DOWN:
        return above[0], "inherited"
    return _content_type(text[node.start : end], genre, False)


def _content_type(body: str, genre: str, after_work: bool) -> Typed:
    """The type that genre and tense give a section that nothing else explains."""
    lean = tense(body)
    if genre in _PLANNING:
        return "plan", "content"
    if genre == "speech":
        return ("work" if lean <= -0.6 else "plan"), "content"
    if genre in ("summary", "work_report", "personal_report"):
        future = lean >= 0.3 if after_work else lean >= 0.8 and body.count("将") + body.count("力争") > 0
        return ("plan" if future else "work"), "content"
    return ("plan" if lean > 0.1 else "work" if lean < -0.1 else "other"), "content"
