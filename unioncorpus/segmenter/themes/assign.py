"""Themes of sections.

A section is about what its heading says, and about what most of its sentences speak of. Every sentence shares its length among the themes it mentions; hints
(学习, 活动) count little, names of campaigns much; a heading weighs somewhat more than the text below it; the themes of subsections, the first ones a little
before the last, add up to those of the section above. What is far behind the first theme is left out.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from unioncorpus.model.records import Mention, Section
from unioncorpus.segmenter.themes.codebook import Codebook
from unioncorpus.segmenter.themes.mentions import Evidence, evidence
from unioncorpus.segmenter.themes.places import Places

Scores = dict[str, float]

_MOST = 3  # codes of a section
_SENTENCE = re.compile(r"[。；！？;!?\n]")
_CLAUSE = re.compile(r"[，。；：！？,;:!?\n]")
_SHORT, _LONG = 20, 120  # a sentence counts as at least and at most so many characters
_HEADING = -1  # in place of the number of a sentence
_TITLE = 12  # characters after which a heading may go over into the sentence it begins
_SHORTEST = 6  # characters of a clause that can say what a passage is about
_PROSPECTS = re.compile("设想|展望")
_QUIET = ("opening", "guidance", "objectives", "closing")  # themes only when one plainly dominates


@dataclass(frozen=True, slots=True)
class Weights:
    """How the parts of a section count; fitted on hand-coded reports, each value the middle of a broad plateau."""

    heading: float = 0.5  # share of the heading in the score of a section without subsections
    parent_heading: float = 0.28  # the same with subsections
    also: float = 0.5  # a campaign's further themes, against its own
    second: float = 0.45  # a further theme needs this part of the first's score
    third: float = 0.65
    top_second: float = 0.4
    top_third: float = 0.4
    parent_second: float = 0.3
    parent_third: float = 0.3
    faint: float = 8.0  # characters' worth of evidence below which a section has no theme
    plain: float = 0.85  # share of the first theme in an opening or closing that gets one
    frame: float = 0.47  # share of the first theme among problems and prospects under a heading that names none; else they are a line of everything
    length: float = 0.5  # power of a subsection's length in the section above
    primacy: float = 0.85  # part of the first subsection's weight that the last ones keep
    chosen: float = 0.8  # how far a subsection speaks with its chosen themes only, not with all it touches


WEIGHTS = Weights()


def assign_sections(
    text: str, sections: Sequence[Section], mentions: Sequence[Mention], codebook: Codebook, weights: Weights = WEIGHTS
) -> list[Section]:
    """`sections` with their themes, the dominant one first, at most three.

    Args:
        text: the clean simplified text that the sections index.
        sections: parents before their subsections.
        mentions: of the same text, as `find_mentions` gives them.
        codebook: the one the mentions were found with.
        weights: how heading, sentences and subsections count.

    Example:
        >>> from unioncorpus.segmenter.themes import find_mentions, load_codebook
        >>> text = "一、开展送温暖活动\\n春节前慰问困难职工12户。"
        >>> section = Section(0, len(text), None, 1, "一、", "一、开展送温暖活动", "work", "heading")
        >>> [s.themes for s in assign_sections(text, [section], find_mentions(text), load_codebook())]
        [('warmth',)]
    """
    own = _own_scores(text, sections, evidence(text, mentions, codebook), codebook, weights)
    results = [_NOTHING for _ in sections]
    children: dict[int, list[int]] = defaultdict(list)
    for index, section in enumerate(sections):
        if section.parent is not None:
            children[section.parent].append(index)
    for index in sorted(range(len(sections)), key=lambda i: (-sections[i].level, i)):
        below = [results[child] for child in children[index]] if index in children else []
        if not below and not own[index].heading and not own[index].body:
            continue
        scores, mass = _combined(own[index], below, weights)
        scattered = _scattered(scores, own[index].heading, sections[index], weights)
        results[index] = _Result(scores, mass, () if scattered else _chosen(scores, mass, sections[index], bool(below), weights))
    for index, section in enumerate(sections):  # a subsection without telling words takes the one theme of the section above
        above = () if section.parent is None or section.type in _QUIET else results[section.parent].themes
        if len(above) == 1 and not results[index].themes:
            results[index] = _Result({}, 0.0, above)
    return [_themed(section, result.themes) for section, result in zip(sections, results, strict=True)]


def _themed(s: Section, themes: tuple[str, ...]) -> Section:
    """The section with these themes; `dataclasses.replace` takes five times as long."""
    return s if s.themes == themes else Section(s.start, s.end, s.parent, s.level, s.marker, s.heading, s.type, s.type_basis, themes)


class _Result(NamedTuple):
    """What is known of a section."""

    scores: Scores  # sum to 1, or to 0 where nothing speaks
    mass: float  # characters' worth of evidence
    themes: tuple[str, ...]


_NOTHING = _Result({}, 0.0, ())
_Cell = tuple[Scores, int]  # what a heading, or a sentence, says in one section, and the sentence's length


@dataclass(slots=True)
class _Own:
    """What the heading and the own sentences of a section say."""

    heading: Scores
    body: Scores


def _own_scores(text: str, sections: Sequence[Section], found: Sequence[Evidence], codebook: Codebook, weights: Weights) -> list[_Own]:
    """Share the length of every sentence among its themes, section by section."""
    own = [_Own({}, {}) for _ in sections]
    for (index, sentence), (scores, length) in _cells(text, sections, found, codebook, weights).items():
        total = sum(scores.values())
        if sentence == _HEADING:
            own[index].heading = scores
        elif total:  # twice as much said in a sentence of the same length counts more, but not twice
            _add(own[index].body, scores, max(_SHORT, min(length, _LONG)) * min(1.0, total) / math.sqrt(total))
    return own


def _cells(
    text: str, sections: Sequence[Section], found: Sequence[Evidence], codebook: Codebook, weights: Weights
) -> dict[tuple[int, int], _Cell]:
    """The evidence by section and sentence."""
    spans = [_heading_span(text, section) for section in sections]
    places = Places(sections)
    ends = [*(m.start() for m in _SENTENCE.finditer(text)), len(text)]
    sentence = 0  # that holds what is read
    further = codebook.further
    cells: dict[tuple[int, int], _Cell] = {}
    for start, theme, code, weight in found:
        index = places.index(start)
        if index is None:
            continue
        while ends[sentence] <= start:
            sentence += 1
        begin, end = spans[index]
        key = (index, _HEADING if begin <= start < end else sentence)
        if key not in cells:
            cells[key] = ({}, ends[sentence] - max(ends[sentence - 1] + 1 if sentence else 0, sections[index].start))
        scores = cells[key][0]
        scores[theme] = scores.get(theme, 0.0) + weight
        if code in further:
            for other in further[code]:
                scores[other] = scores.get(other, 0.0) + weight * weights.also
    return cells


def _heading_span(text: str, section: Section) -> tuple[int, int]:
    """Where the heading stands in the text: in a numbered passage without one its first clause, in an unheaded block nowhere."""
    if not section.heading:
        if not section.marker:
            return (section.start, section.start)
        clause = _CLAUSE.search(text, section.start + len(section.marker) + _SHORTEST, section.end)
        return (section.start, clause.start() if clause else section.end)
    stop = min(section.end, section.start + len(section.heading) + 2)
    clause = _CLAUSE.search(text, section.start + len(section.marker) + _TITLE, stop)
    return (section.start, clause.start() if clause else stop)


def _combined(own: _Own, below: Sequence[_Result], weights: Weights) -> tuple[Scores, float]:
    """The score of a section from its heading, its own sentences and its subsections, and its mass in the section above."""
    body: Scores = {}
    mass = sum(own.body.values())
    _add(body, own.body, mass**weights.length / mass if mass else 0.0)
    for place, result in enumerate(below):
        size = max(result.mass, 1.0) ** weights.length * (weights.primacy + (1 - weights.primacy) / (1 + place))
        voted = {theme: score for theme, score in result.scores.items() if theme in result.themes}
        _add(body, result.scores, size * (1 - weights.chosen))
        _add(body, voted, size * weights.chosen / (sum(voted.values()) or 1.0))
        mass += result.mass
    total, heading = sum(body.values()), sum(own.heading.values())
    strength = min(1.0, heading)
    share = (weights.parent_heading if below else weights.heading) * strength if total else 1.0
    scores: Scores = {}
    if heading:
        _add(scores, own.heading, share / heading)
    if total:
        _add(scores, body, (1 - share) / total)
    return scores, mass + 40 * strength


def _add(scores: Scores, more: Scores, factor: float) -> None:
    for theme, value in more.items():
        scores[theme] = scores.get(theme, 0.0) + value * factor


def _scattered(scores: Scores, heading: Scores, section: Section, weights: Weights) -> bool:
    """Whether the section is a frame, such as 存在的问题和设想, in which no theme dominates."""
    if heading or not section.heading or not (section.type == "problems" or (section.type == "plan" and _PROSPECTS.search(section.heading))):
        return False
    return max(scores.values(), default=0.0) < weights.frame


def _chosen(scores: Scores, mass: float, section: Section, parent: bool, weights: Weights) -> tuple[str, ...]:
    """The themes that the scores speak for."""
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or mass < weights.faint:
        return ()
    first = ranked[0][1]
    quiet = section.type in _QUIET or (section.type == "problems" and not section.heading)
    if quiet and (first < weights.plain or not section.heading):
        return ()
    bars = (weights.parent_second, weights.parent_third) if parent else (weights.second, weights.third)
    if section.level == 1 and not parent:
        bars = (weights.top_second, weights.top_third)
    kept = [ranked[0][0]]
    for (theme, score), bar in zip(ranked[1:_MOST], bars, strict=False):
        if score < bar * first:
            break
        kept.append(theme)
    return tuple(kept)
