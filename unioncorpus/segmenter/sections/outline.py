"""What a report shows before any section is placed: its paragraphs, marks, and heading lines without a number."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from unioncorpus.resources import one_of
from unioncorpus.segmenter.sections import cues, lines
from unioncorpus.segmenter.sections.markers import Mark, find_marks

_LEAST_BODY = 30  # characters of a paragraph below an unnumbered heading
_NO_SUBHEAD = re.compile(r"[。;!?:,、…\d]$|[。;!?]|^(?:同志|各位|谢谢|尊敬|大家)|(?:工会|委员会|公司|学校|小学|中学|医院|年|月|日)$")
_ATTACHED = re.compile(r"附(?:件|表)?[一二三四五\d]?[:、 ]+(?=[^\s附])")  # 附件1:2023年活动安排表
_CLOSED = "。!?;:…”)、."
# 【组织建设】 at the start of a paragraph, as annals and newsletters set their headings; not what a page offers to its reader.
_BRACKETED = re.compile(r"【(?!" + one_of("labels that a page offers its reader") + r")[\u4e00-\u9fff“”、·]{2,14}】(?!【)")


@dataclass(frozen=True, slots=True)
class Outline:
    """The paragraphs of a report and what marks them."""

    text: str  # folded
    lines: list[tuple[int, int]]
    at_line: Mapping[int, Mark]  # marks that begin a paragraph, by its number
    marked: list[int]  # the numbers of those paragraphs
    inline: Mapping[int, list[Mark]]  # marks inside a paragraph
    labels: Mapping[int, tuple[str, int]]  # heading lines without a number: kind (line, time, sub), end of the heading
    trailing: Mapping[int, int]  # months at the end of a paragraph that head the next one: their start
    series: Mapping[str, tuple[list[int], list[int]]]  # kind → paragraphs and numbers of its marks at paragraph starts
    first: int  # first paragraph that is not title, author or date
    signed: int  # first paragraph of the signature at the end; how many there are if it has none
    last: int  # last paragraph with a mark or a heading; -1 if none
    genre: str

    def paragraph(self, number: int) -> str:
        """The text of a paragraph."""
        return self.text[slice(*self.lines[number])]

    def goes_on(self, kind: str, count: int, number: int) -> bool:
        """Whether the next mark of a kind after paragraph `number` counts on from `count`."""
        if kind not in self.series:
            return False
        at, counts = self.series[kind]
        following = bisect_right(at, number)
        return following < len(at) and counts[following] == count + 1

    def next_mark(self, number: int) -> Mark | None:
        """The next mark at a paragraph's start after paragraph `number`."""
        following = bisect_right(self.marked, number)
        return self.at_line[self.marked[following]] if following < len(self.marked) else None

    def is_closed(self, number: int) -> bool:
        """Whether a paragraph ends as a sentence does, so that the next one begins anew."""
        return number < 0 or self.text[self.lines[number][1] - 1] in _CLOSED

    def continues_heading(self, number: int) -> bool:
        """Whether a paragraph is the rest of the numbered heading above it."""
        return _continues_heading(self.text, self.lines, self.at_line, number)


def survey(text: str, genre: str) -> Outline:
    """Find the marks and heading lines of a folded text."""
    paragraphs = lines.split(text)
    at_line: dict[int, Mark] = {}
    inline: dict[int, list[Mark]] = defaultdict(list)
    series: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for mark in find_marks(text, paragraphs):
        number = lines.line_at(paragraphs, mark.start)
        if mark.at_line:
            at_line[number] = mark
            series[mark.kind][0].append(number)
            series[mark.kind][1].append(mark.number)
        else:
            inline[number].append(mark)
    first = lines.first_body_line(text, paragraphs, frozenset(at_line))
    labels = _labels(text, paragraphs, at_line, first, genre)
    last = max([*at_line, *labels], default=-1)
    trailing = _trailing(text, paragraphs, at_line) if any(kind == "time" for kind, _ in labels.values()) else {}
    signed = max(lines.signature(text, paragraphs), last + 1, first + 1)
    return Outline(text, paragraphs, at_line, sorted(at_line), dict(inline), labels, trailing, dict(series), first, signed, last, genre)


def _trailing(text: str, paragraphs: Sequence[tuple[int, int]], at_line: Mapping[int, Mark]) -> dict[int, int]:
    """Months that stand at the end of a numbered line of a schedule."""
    lengths = {number: cues.trailing_time(text[slice(*paragraphs[number])][-12:]) for number in at_line}
    return {number: paragraphs[number][1] - length for number, length in lengths.items() if length}


def _labels(text: str, paragraphs: Sequence[tuple[int, int]], at_line: Mapping[int, Mark], first: int, genre: str) -> dict[int, tuple[str, int]]:
    """Heading lines without a number: the kind and where the heading ends."""
    found: dict[int, tuple[str, int]] = {}
    short: dict[int, tuple[str, int]] = _bracketed(text, paragraphs, at_line, first) if "【" in text else {}
    top = min(at_line, default=len(paragraphs))
    for number in range(first, len(paragraphs)):
        start, end = paragraphs[number]
        if number in at_line or number in short or _continues_heading(text, paragraphs, at_line, number):
            continue
        label = _label(text[start : min(end, start + 2 * cues.LONGEST_LINE)], genre)
        if label and not (number < top and lines.names_document(text[start:end])):
            found[number] = (label[0], start + label[1])
        elif not label and number > first and _is_subhead(text, paragraphs, at_line, number):
            short[number] = ("sub", end)
    times = [number for number, (kind, _) in found.items() if kind == "time"]
    if len(times) == 1 and cues.goes_on_in_time(text[slice(*paragraphs[times[0]])]):
        del found[times[0]]  # the only line of its kind heads nothing
    alike = [number for number, (kind, stop) in found.items() if kind == "line" and stop == paragraphs[number][1]]
    return {**short, **found} if len(short) + len(alike) > 1 else found


def _bracketed(text: str, paragraphs: Sequence[tuple[int, int]], at_line: Mapping[int, Mark], first: int) -> dict[int, tuple[str, int]]:
    """The headings in 【】, which make each other believable."""
    found: dict[int, tuple[str, int]] = {}
    for number in range(first, len(paragraphs)):
        heading = _BRACKETED.match(text, *paragraphs[number]) if number not in at_line else None
        if heading:
            found[number] = ("sub", heading.end())
    return found if len(found) > 1 else {}


def _label(line: str, genre: str) -> tuple[str, int] | None:
    """Kind and length of the unnumbered heading that a line is or begins with, by its words."""
    if line[0] == "附" and (attached := _ATTACHED.match(line)):
        label = _label(line[attached.end() :], genre)
        return (label[0], attached.end() + label[1]) if label else None
    length = cues.time_label(line)
    if length:
        return "time", length
    words, colon, rest = line.partition(":")
    if ("," in words and line.endswith("。") and not colon) or "以下" in words or "如下" in words:
        return None  # a short sentence, or what announces a list
    words = words.rstrip("。 ")
    longest = cues.LONGEST_LABEL if rest.strip() else cues.LONGEST_LINE
    if len(words) <= longest and (colon or len(line) < 2 * cues.LONGEST_LINE) and cues.heading_type(words, genre, alone=True):
        return "line", len(words)
    return None


def _is_subhead(text: str, paragraphs: Sequence[tuple[int, int]], at_line: Mapping[int, Mark], number: int) -> bool:
    """Whether a short line between full paragraphs has the look of a heading; only two such lines in a report make each other believable."""
    start, end = paragraphs[number]
    if not 4 <= end - start <= cues.LONGEST_LINE or number + 1 >= len(paragraphs) or _NO_SUBHEAD.search(text, start, end):
        return False
    after = paragraphs[number + 1]
    follows = number + 1 in at_line and at_line[number + 1].number == 1
    return text[paragraphs[number - 1][1] - 1] in _CLOSED and (follows or after[1] - after[0] >= _LEAST_BODY)


def _continues_heading(text: str, paragraphs: Sequence[tuple[int, int]], at_line: Mapping[int, Mark], number: int) -> bool:
    """The mark above stands alone on its line, or a short heading line breaks off at a comma."""
    mark = at_line.get(number - 1)
    if mark is None or number in at_line:
        return False
    (_, above), (start, end) = paragraphs[number - 1], paragraphs[number]
    if end - start > 2 * cues.LONGEST_LINE:
        return False
    return above - mark.end < 1 or (text[above - 1] in ",、" and above - mark.end <= cues.LONGEST_LINE and end - start <= cues.LONGEST_LINE)
