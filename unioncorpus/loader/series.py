"""Labels that look like the headings of sections: 一、工会工作总结(企业篇) … 二、工会工作总结(学校篇).

The headings of one report count on and name tasks. The labels of a series name documents, and between them stand texts with numbering, openings and endings
of their own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from unioncorpus.loader.lines import Line
from unioncorpus.loader.seams import Count, count_of, prose_of, read_head
from unioncorpus.loader.signs import Title, ending_before, shows, title_of
from unioncorpus.loader.split import Label

_ENOUGH = 3  # evidence from which numbered titles are the labels of reports
_BODY_MIN = 80  # characters of prose below every label
_HEAD_LINES = 15
_TRIED = 3  # chains of numbered titles that are looked at
_FOREIGN_MAX = 200  # characters of prose by an editor above the first label
_TITLE_MAX = 60
_KIND = re.compile(r"[(][^()]{1,14}(?:篇|版|类|范文|单位|[一二三四五六七八九十\d])[)]")


def find_titled_series(lines: Sequence[Line]) -> list[Label]:
    """The numbered titles that part a page into reports; empty for a page whose numbered lines are sections.

    Example:
        >>> from unioncorpus.loader.lines import lines_of
        >>> text = "我会按照年初计划开展了各项工作,组织职工参加劳动竞赛,走访慰问困难职工,工作取得了一定成效。"
        >>> page = "\\n".join(f"{n}、工会工作总结({kind}篇)\\n一、组建\\n{text}\\n二、维权\\n{text}" for n, kind in (("一", "企业"), ("二", "学校")))
        >>> [label.name for label in find_titled_series(lines_of(page))]
        ['篇一', '篇二']
    """
    counts = [count_of(line.text) for line in lines]
    named: dict[int, tuple[Count, Title]] = {}
    for i, count in enumerate(counts):
        if count and (title := _title_at(lines, i, count)):
            named[i] = (count, title)
    chains = [chain for style in dict.fromkeys(count.style for count, _ in named.values()) for chain in _chains(lines, named, style)]
    for chain in sorted(chains, key=len, reverse=True)[:_TRIED]:
        if not _below_text(lines, chain[0]) and _weight(lines, counts, chain, [named[i][1] for i in chain]) >= _ENOUGH:
            return [_label(lines[i], *named[i]) for i in chain]
    return _repeated(lines, counts)


def _below_text(lines: Sequence[Line], i: int) -> bool:
    """Whether a report's text stands above line i: the first label of a series has at most an editor's words above it."""
    return sum(prose_of(line.text) for line in lines[:i]) >= _FOREIGN_MAX


def _repeated(lines: Sequence[Line], counts: Sequence[Count | None]) -> list[Label]:
    """One title over and over, with a text below each that begins anew; the running title of one report has a text below it that goes on."""
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if len(line.text) <= _TITLE_MAX and title_of(line.text):
            places.setdefault(line.text, []).append(i)
    for found in places.values():
        bodied = [i for i, stop in itertools.pairwise([*found, len(lines)]) if _has_body(lines, i, stop)]
        anew = all(_begins(lines, i + 1) or _restarts(counts, before, i) for before, i in itertools.pairwise(bodied))
        if len(bodied) >= 2 and anew and not _below_text(lines, bodied[0]):
            return [Label(lines[i].start, lines[i].end, n, "", lines[i].text, True) for n, i in enumerate(bodied, 1)]
    return []


def _restarts(counts: Sequence[Count | None], before: int, i: int) -> bool:
    """Whether the numbers below line i begin anew as those below the line before did."""
    first = next((count for count in counts[before + 1 : i] if count), None)
    following = next((count for count in counts[i + 1 :] if count), None)
    return first is not None and following is not None and (first.style, following.style, following.n) == (first.style, first.style, 1)


def _title_at(lines: Sequence[Line], i: int, count: Count) -> Title | None:
    """The title behind a number; of a bare 第一部分 the title on the next line."""
    rest = lines[i].text[count.end :].strip(" :、.—-")
    if rest or count.style != "part" or i + 1 == len(lines):
        return title_of(rest)
    title = title_of(lines[i + 1].text)
    return title if title and title.who else None


def _chains(lines: Sequence[Line], named: dict[int, tuple[Count, Title]], style: str) -> list[list[int]]:
    """Runs of titles of one style that count 1, 2, 3, each with text below it."""
    chains: list[list[int]] = []
    positions = [i for i, (count, _) in named.items() if count.style == style]
    for place, i in enumerate(positions):
        stop = positions[place + 1] if place + 1 < len(positions) else len(lines)
        if not _has_body(lines, i, stop):
            continue
        n = named[i][0].n
        if n == 1:
            chains.append([i])
        elif chains and n == named[chains[-1][-1]][0].n + 1:
            chains[-1].append(i)
    return [chain for chain in chains if len(chain) >= 2]


def _has_body(lines: Sequence[Line], i: int, stop: int) -> bool:
    read = 0
    for line in lines[i + 1 : stop]:
        read += prose_of(line.text)
        if read >= _BODY_MIN:
            return True
    return False


def _weight(lines: Sequence[Line], counts: Sequence[Count | None], chain: Sequence[int], titles: Sequence[Title]) -> int:
    """How much speaks for labels and against sections."""
    style, last = counts[chain[0]].style, counts[chain[-1]].n  # type: ignore[union-attr]
    ends = [*chain[1:], len(lines)]
    inside = [[c.n for c in counts[i + 1 : stop] if c and c.style == style] for i, stop in zip(chain, ends, strict=True)]
    if inside[-1] and inside[-1][0] == last + 1:
        return 0  # the numbering goes on with a section that names no document
    restarts = any(n[:2] == [1, 2] for n in inside)
    announced = any(shows("several", line.text) for line in lines[: min(chain[0], _HEAD_LINES)] if len(line.text) <= 60)
    kinds = sum(bool(title.who) or _KIND.search(lines[i].text) is not None for i, title in zip(chain, titles, strict=True))
    begun = sum(_begins(lines, i + 1) for i in chain)
    ended = sum(ending_before(lines, i, stop) == 2 for i, stop in itertools.pairwise(chain))
    same = len({title.genre for title in titles}) == 1
    weight = 2 * restarts + 2 * announced + (kinds >= 2) + (begun >= 2) + (ended >= 1) + same
    return weight - 2 * any(shows("relative", title.text) for title in titles)


def _begins(lines: Sequence[Line], i: int) -> bool:
    """Whether the text below a label begins as a report does."""
    head = read_head(lines, i) if i < len(lines) else None
    return head is not None and bool(head.address or head.opening or head.named)


def _label(line: Line, count: Count, title: Title) -> Label:
    number = re.search(r"[\d一二三四五六七八九十]+", line.text)
    stem = title.text if line.text[count.end :].strip(" :、.—-") else ""  # the title of the next line is the report's own
    return Label(line.start, line.end, count.n, f"篇{number.group() if number else count.n}", stem, True)
