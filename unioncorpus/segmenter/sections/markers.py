"""Numbered marks: 一、 (一) 1. 一是 首先 第一点意见, … where they stand, and which of them really count something.

A mark is believed when it is unambiguous or when its neighbours of the same kind count with it: `四、五年来` opens no section, but `五、一线职工` does after
`四、`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal, NamedTuple

from unioncorpus.resources import load
from unioncorpus.segmenter.sections.lines import is_han, line_at

HAN = "[一二三四五六七八九十]{1,3}"
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")}
_FORMAL = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_SINGLE = ((0x2460, 20), (0x2474, 20), (0x2488, 20), (0x3220, 10), (0x2776, 10), (0x2160, 12))  # ① ⑴ ⒈ ㈠ ❶ Ⅰ
_NUMBER = re.compile(rf"(?:\d+\.)+(\d+)|\d+|{HAN}|[①-⒛❶-❿㈠-㈩Ⅰ-Ⅻ]|[A-H](?= ?[、.])")
_CIRCLED = {chr(first + i): i + 1 for first, count in _SINGLE for i in range(count)}
# Kinds whose marks stand within running text as often as at its start; a lone one is a word, not a mark.
SPOKEN = frozenset({"word", "shi", "yao", "qi"})
# Spoken kinds that take over from one another: 首先 … 其次 … 三是.
_TAKES_OVER = {"shi": ("word",), "yao": ("shi",)}
_FIRST_CHARACTERS = r"一二三四五六七八九十首其再第(\[①-⒛❶-❿㈠-㈩Ⅰ-Ⅻ壹贰叁肆伍陆柒捌玖拾A-HPpN\d"
_FARTHEST = 3000  # characters between two items of a spoken series inside paragraphs
_MOST_SKIPPED = 2  # numbers that may be missing between two marks of a series (a lost paragraph)

# Signs that set lines apart without numbering them; a mask (○○公司) or a sum of stars is none.
_BULLET = re.compile(r"(?P<sign>[●◆◇■▲△▶►➤➢★☆✦❖◎※•·]|[○□*-](?=[ \t])|——?)(?!(?P=sign))[ \t]*(?=[\w“\"《(])")
_LEAST_BULLETS = 2
_START = attrgetter("start")

_GLUED = re.compile(r"(\d{1,2})([)、])")


@dataclass(frozen=True, slots=True)
class MarkForm:
    """A row of section_markers.csv."""

    kind: str
    pattern: str
    place: Literal["line", "inline", "both"]
    number: int | None
    weak: bool
    rank: int | None
    example: str
    where: str = ""


class Mark(NamedTuple):
    """A numbered mark in the text."""

    start: int
    end: int
    kind: str
    number: int
    at_line: bool  # first thing of its paragraph
    weak: bool


@functools.cache
def forms() -> tuple[MarkForm, ...]:
    """The rows of section_markers.csv."""
    return load(MarkForm, "section_markers.csv")


@functools.cache
def ranks() -> dict[str, int]:
    """How far out a kind usually stands; kinds without a habit are left out."""
    return {form.kind: form.rank for form in forms() if form.rank is not None}


def _alternatives(places: tuple[str, ...]) -> str:
    fill = {"{han}": HAN, "{dig}": r"\d{1,2}"}
    rows = []
    for index, form in enumerate(forms()):
        if form.place in places:
            pattern = functools.reduce(lambda text, item: text.replace(*item), fill.items(), form.pattern)
            rows.append(f"(?P<r{index}>{pattern})")
    return "|".join(rows)


@functools.cache
def _line_pattern() -> re.Pattern[str]:
    return re.compile(rf"[ \t·●◆◇■▲△▶►➤➢★☆✦❖◎※•>*“\"]*(?=[{_FIRST_CHARACTERS}])(?:{_alternatives(('line', 'both'))})")


@functools.cache
def _inline_pattern() -> re.Pattern[str]:
    # The class of first characters only makes the scan fast: no form begins otherwise.
    return re.compile(rf"[。;:!?… \t][ \t”’)]{{0,3}}(?=[{_FIRST_CHARACTERS}])(?:{_alternatives(('inline', 'both'))})")


# The first item may follow its own subject: 主要任务一是…;二是….
_UNPUNCTUATED_FIRST = re.compile(r"一(?<=\w一)(?<![统第之唯同其十二三万专]一)[是要](?!否)")

_AFTER_COMMA = re.compile(r",[ ]?([二三四五六七八九]是)(?!否|不是)")  # 一是宣传不够,二是经费偏少


def number_of(mark: str) -> int:
    """The number a mark carries; 0 if none.

    Example:
        >>> [number_of(m) for m in ("十二、", "(三)", "21.", "③", "第二点意见,", "2.3", "1.2.4", "贰、", "B.")]
        [12, 3, 21, 3, 2, 3, 4, 2, 2]
    """
    found = _NUMBER.search(mark.translate(_FORMAL))
    if not found:
        return 0
    text = found[1] or found[0]
    if text.isalpha() and text.isascii():
        return ord(text) - ord("A") + 1
    if text.isascii():
        return int(text)
    if text in _CIRCLED:
        return _CIRCLED[text]
    tens, ten, units = text.rpartition("十")
    if not ten:
        return _DIGITS.get(text, 0)
    return 10 * _DIGITS.get(tens or "一", 0) + _DIGITS.get(units or "零", 0)


def _mark(match: re.Match[str], at_line: bool) -> Mark | None:
    """The mark a pattern found."""
    group = match.lastgroup
    if group is None:
        return None
    form = forms()[int(group[1:])]
    number = form.number or number_of(match[group])
    if number == 0:
        return None
    return Mark(match.start(group), match.end(group), form.kind, number, at_line, form.weak)


def find_marks(text: str, lines: Sequence[tuple[int, int]]) -> list[Mark]:
    """The marks of `text` (width-folded) that number its sections, in order.

    Args:
        text: folded text of one report.
        lines: start and end of its paragraphs.

    Example:
        >>> text = "主要做法是:一是抓学习。二是抓作风。1.5万元已到位。"
        >>> [text[m.start:m.end] for m in find_marks(text, [(0, len(text))])]
        ['一是', '二是']
    """
    found: dict[int, Mark] = {}
    at_line = _line_pattern()
    for start, end in lines:
        match = at_line.match(text, start, end)
        mark = match and _mark(match, True)
        if mark:
            found[mark.start] = mark
    for match in _inline_pattern().finditer(text):
        mark = _mark(match, False)
        if mark:
            found.setdefault(mark.start, mark)
    for match in _UNPUNCTUATED_FIRST.finditer(text):
        kind = "shi" if match[0] == "一是" else "yao"
        found.setdefault(match.start(), Mark(match.start(), match.end(), kind, 1, False, True))
    for match in _AFTER_COMMA.finditer(text) if ",二是" in text else ():
        found.setdefault(match.start(1), Mark(match.start(1), match.end(), "shi", number_of(match[1]), False, True))
    found.update(_glued(text, lines, found))
    believed = _believable([found[start] for start in sorted(found)])
    return sorted([*believed, *_bullets(text, lines, believed)], key=_START)


def _bullets(text: str, lines: Sequence[tuple[int, int]], marks: Sequence[Mark]) -> list[Mark]:
    """Lines that begin with the same sign, counted from the last numbered line on."""
    numbered = {line_at(lines, mark.start): mark for mark in marks if mark.at_line}
    found: dict[str, list[Mark]] = {}
    count: dict[str, int] = {}
    for number, (start, end) in enumerate(lines):
        if number in numbered:
            count.clear()
            continue
        match = _BULLET.match(text, start, end)
        if match:
            sign = match["sign"]
            count[sign] = count.get(sign, 0) + 1
            found.setdefault(sign, []).append(Mark(start, match.end("sign"), sign, count[sign], True, False))
    return [mark for run in found.values() if len(run) >= _LEAST_BULLETS for mark in run]


def _glued(text: str, lines: Sequence[tuple[int, int]], found: Mapping[int, Mark]) -> dict[int, Mark]:
    """Marks that follow the item before them without any sign, in a paragraph whose line breaks were lost: 1)抓学习2)抓作风."""
    seen = {(line_at(lines, mark.start), mark.kind, mark.number) for mark in found.values() if mark.kind in ("dig", "digp")}
    glued: dict[int, Mark] = {}
    for match in _GLUED.finditer(text) if seen else ():
        kind, number = ("digp" if match[2] == ")" else "dig"), int(match[1])
        before, behind = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 2]
        if not (is_han(before) or before in ("”", "》")) or len(behind) < 2 or not all(map(is_han, behind)):
            continue
        line = line_at(lines, match.start())
        if match.start() not in found and (line, kind, number - 1) in seen:
            seen.add((line, kind, number))
            glued[match.start()] = Mark(match.start(), match.end(), kind, number, False, True)
    return glued


def _believable(marks: Sequence[Mark]) -> list[Mark]:
    """Those marks that are unambiguous or stand in a series."""
    runs = _runs(marks)
    kept = [mark for run in runs for mark in run if _counts(run)]
    return sorted(kept, key=_START)


def _counts(run: Sequence[Mark]) -> bool:
    """Whether a run of marks is a series rather than a chance form."""
    first = run[0]
    if len(run) > 1:
        return any(mark.number > 1 for mark in run)
    return first.at_line and not first.weak and first.kind not in SPOKEN


def _runs(marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks as runs that count on: 1 2 3, 1 2, …; inline marks that count nothing are left out."""
    runs: list[list[Mark]] = []
    current: dict[str, list[Mark]] = {}
    for mark in marks:
        run = _run_of(mark, current)
        if run is not None:
            run.append(mark)
        elif mark.number == 1 or (mark.at_line and not mark.weak):
            run = [mark]
            runs.append(run)
        else:
            continue
        current[mark.kind] = run
        if mark.at_line and not mark.weak:
            _close(mark, current)
    return runs


def _run_of(mark: Mark, current: dict[str, list[Mark]]) -> list[Mark] | None:
    """The open run that `mark` continues."""
    for kind in (mark.kind, *_TAKES_OVER.get(mark.kind, ())):
        run = current.get(kind)
        if run is None or (not mark.at_line and mark.start - run[-1].start > _FARTHEST):
            continue
        step = mark.number - run[-1].number
        if step == 1 or (mark.at_line and not mark.weak and 1 < step <= 1 + _MOST_SKIPPED) or (mark.kind in SPOKEN and step == 2 and mark.at_line):
            return run
    return None


def _close(mark: Mark, current: dict[str, list[Mark]]) -> None:
    """End the runs that a new numbered paragraph leaves behind."""
    if mark.kind in ("part", "han", "phan"):
        for kind in [k for k in current if k in SPOKEN or k in ("pdig", "digp", "circ")]:
            del current[kind]
    elif mark.kind == "dig":
        own = current["dig"][0].start
        for kind in [k for k, run in current.items() if k in SPOKEN and run[0].start > own]:
            del current[kind]
