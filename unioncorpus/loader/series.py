"""Labels that a page makes for itself: 一、工会工作总结(企业篇) … 二、工会工作总结(学校篇), 类型一 … 类型二, or one title over and over.

The headings of one report count on and name tasks. The labels of a series name documents or stand alone, above all text of the reports, and below each a text
begins: with numbering, an opening, an ending of its own.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from unioncorpus.loader.heads import Count, count_of, prose_of, read_head
from unioncorpus.loader.lines import Line
from unioncorpus.loader.signs import Title, ending_before, shows, title_of
from unioncorpus.loader.split import SIGNS, WORDS, Label, chinese_number

_ENOUGH = 3  # evidence from which numbered lines are the labels of reports
_BODY_MIN = 80  # characters of prose below every label
_HEAD_LINES = 15
_LOW = ("", "arabic", "small", "paren")  # styles of numbers that stand below 一、 in a report
# A label that counts texts, and not cases or activities.
_OF_TEXTS = re.compile(
    r"\W*(?:[a-z]{2,}|\S{0,3}(?:范|样|(?<![案事])例|文|稿|材料|资料|参考)|第.{1,2}则)", re.I
)  # a label that counts texts, and not cases or activities
_MIXED_MIN = 3  # titles numbered in unlike ways
_TRIED = 3  # chains of numbered lines that are looked at
_FOREIGN_MAX = 200  # characters of prose by an editor above the first label
_TITLE_MAX = 60
_KIND = re.compile(r"[(][^()]{1,14}(?:篇|版|类|范文|单位|[一二三四五六七八九十\d])[)]")
_LIST = re.compile(r"(?:(?:拓展|延伸|相关|推荐|扩展)(?:阅读|资料|范文|文章)?\s*[:】]\s*)?")
_OF_KIND = re.compile(r"[【\[(][^】\])。,;:]{2,8}[篇版][】\])]")
_TAIL = re.compile(r"(?P<title>.{4,40}?)[\s(之其第-]{0,3}(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})\)?$")
_WORDS = "|".join(WORDS)
_FORM = re.compile(
    rf"[\s【\[(《<★☆◆◇■□●▲※*#]*(?P<form>[^\d\s一二三四五六七八九十。,;:!?、{SIGNS}]{{0,8}})\s*[【\[(]*"
    rf"(?P<n>\d{{1,2}}|[一二三四五六七八九十]{{1,3}}|[{SIGNS}]|{_WORDS})(?![a-z\d年月])(?P<tail>部分|[则例种类]?)"
    r"[】\])》>★☆◆◇■□●▲※*#\s、.:|—-]*(?P<rest>.*)$",
    re.I,
)
# A label that counts texts, with the first sentence of the text right behind it: Part 2 2013年,…
_GLUED = re.compile(
    rf"\W{{0,3}}(?P<form>[a-z]{{2,8}}|(?:材料|资料|参考|样稿|文稿|稿件|第))[.\s]*[【\[(]?(?P<n>\d{{1,2}}|{_WORDS}|[一二三四五六七八九十]{{1,3}}|[{SIGNS}])(?P<tail>则?)"
    r"[】\])]?[\s:、.|—-]+(?=\S)",
    re.I,
)
_RULES = ("--", "==", "——", "__", "**", "~~")
_DIVIDER = re.compile(
    r"[-=—_*~]{2,}\s*(?:以?下[为是面]?)?(?:附件?|材料|文件|文稿|稿件|总结|第(?=.{1,2}[份篇件个]))\s*(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})(?!完)"
    r"[^-=—_*~]{0,30}[-=—_*~]{2,}$"
)


class Entry(NamedTuple):
    """A numbered line that may be a label."""

    line: int
    style: str  # all of the line's form but the number
    n: int
    number: str
    title: Title | None  # behind the number, or below a bare 第一部分
    own: bool  # the title stands on the next line and is the report's


def find_titled_series(lines: Sequence[Line]) -> list[Label]:
    """The numbered lines that part a page into reports; empty for a page whose numbered lines are sections.

    Example:
        >>> from unioncorpus.loader.lines import lines_of
        >>> text = "我会按照年初计划开展了各项工作,组织职工参加劳动竞赛,走访慰问困难职工,工作取得了一定成效。"
        >>> page = "\\n".join(f"{n}、工会工作总结({kind}篇)\\n一、组建\\n{text}\\n二、维权\\n{text}" for n, kind in (("一", "企业"), ("二", "学校")))
        >>> [label.name for label in find_titled_series(lines_of(page))]
        ['一', '二']
    """
    if labels := _dividers(lines):
        return labels
    counts = [count_of(line.text) for line in lines]
    entries = [entry for i in range(len(lines)) if (entry := _read_entry(lines, i))]
    by_style: dict[str, list[Entry]] = {}
    for entry in entries:
        by_style.setdefault(entry.style, []).append(entry)
        if entry.title:  # the sections inside a report may be titles of another genre, numbered alike
            by_style.setdefault(f"{entry.style} {entry.title.genre} {_KIND.search(lines[entry.line].text) is not None}", []).append(entry)
    chains = [chain for found in by_style.values() for chain in _chains(lines, found)]
    for chain in sorted(chains, key=len, reverse=True)[:_TRIED]:
        if not _below_text(lines, chain[0].line) and _weight(lines, counts, chain) >= _ENOUGH:
            return [_label(lines[entry.line], entry) for entry in [*chain, *_begun_anew(lines, chain, chains)]]
    return _repeated(lines, counts) or _glued_series(lines) or _mixed_series(lines, entries) or _kind_series(lines)


def _begun_anew(lines: Sequence[Line], chain: Sequence[Entry], chains: Sequence[Sequence[Entry]]) -> list[Entry]:
    """The entries below a chain that count from 1 again, in the same brackets: 【1】【2】, 拓展阅读: 【1】【2】."""
    bracket, found = lines[chain[0].line].text[0], list(chain)
    if bracket in "【[《★◆■●※":
        for other in sorted(chains, key=lambda other: other[0].line):
            same = other[0].style == chain[0].style and all(_bracket(lines[entry.line].text) == bracket for entry in other)
            if same and other[0].line > found[-1].line:
                found += other
    return found[len(chain) :]


def _bracket(text: str) -> str:
    """The sign that a label begins with, behind the heading of a list of links."""
    return text[_LIST.match(text).end() :][:1]  # type: ignore[union-attr]


def _read_entry(lines: Sequence[Line], i: int) -> Entry | None:
    """What a line says if it is a number with a title behind it, or with nothing."""
    text = lines[i].text
    found = _FORM.match(text, _LIST.match(text).end()) if len(text) <= _TITLE_MAX else None  # type: ignore[union-attr]
    if not found:
        return None
    title = title_of(found["rest"]) if found["rest"] else None
    if found["rest"] and not title:
        return None
    below = title_of(lines[i + 1].text) if not found["rest"] and i + 1 < len(lines) else None
    own = below is not None and bool(below.who)
    number = found["n"]
    kind = "figure" if number.isdecimal() else "han" if "\u4e00" <= number[0] <= "\u9fff" else unicodedata.name(number[0])[:6]
    style = f"{found['form']}{kind}{found['tail']}{'' if title else ' alone'}{'(' if text.startswith('(') else ''}"
    return Entry(i, style, chinese_number(number), number, below if own else title, own)


def _chains(lines: Sequence[Line], entries: Sequence[Entry]) -> list[list[Entry]]:
    """Runs of entries of one style that count 1, 2, 3, each with text below it."""
    chains: list[list[Entry]] = []
    for place, entry in enumerate(entries):
        stop = entries[place + 1].line if place + 1 < len(entries) else len(lines)
        if not _has_body(lines, entry.line, stop):
            continue
        if entry.n == 1:
            chains.append([entry])
        elif chains and entry.n == chains[-1][-1].n + 1:
            chains[-1].append(entry)
    return [chain for chain in chains if len(chain) >= 2]


def _has_body(lines: Sequence[Line], i: int, stop: int) -> bool:
    read = 0
    for line in lines[i + 1 : stop]:
        read += prose_of(line.text)
        if read >= _BODY_MIN:
            return True
    return False


def _below_text(lines: Sequence[Line], i: int) -> bool:
    """Whether a report's text stands above line i: the first label of a series has at most an editor's words above it."""
    return sum(prose_of(line.text) for line in lines[:i]) >= _FOREIGN_MAX


def _weight(lines: Sequence[Line], counts: Sequence[Count | None], chain: Sequence[Entry]) -> int:
    """How much speaks for labels and against sections."""
    places = [entry.line for entry in chain]
    titles = [entry.title for entry in chain if entry.title]
    style = counts[places[0]].style if counts[places[0]] else ""  # type: ignore[union-attr]
    ends = [*places[1:], len(lines)]
    inside = [[c.n for c in counts[i + 1 : stop] if c and c.style == style] for i, stop in zip(places, ends, strict=True)]
    if inside[-1] and inside[-1][0] == chain[-1].n + 1:
        return 0  # the numbering goes on with a section that names no document
    announced = _announced(lines[: min(places[0], _HEAD_LINES)], len(chain))
    weight = 2 * any(n[:2] == [1, 2] for n in inside) + (
        announced or -(not titles and not _OF_TEXTS.match(lines[places[0]].text))
    )  # a bare number may be that of a section
    if len(titles) == len(chain):
        weight += 2 * (style in _LOW and _restarted(counts, places, ends) >= 2)
        kinds = sum(bool(title.who) or _KIND.search(lines[i].text) is not None for i, title in zip(places, titles, strict=True))
        weight += (kinds >= 2) + (len({title.genre for title in titles}) == 1) - 2 * any(shows("relative", title.text) for title in titles)
    begun = sum(_begins(lines, i + 1) for i in places)
    weight += any(ending_before(lines, i, stop) == 2 for i, stop in itertools.pairwise(places))
    return weight + (3 if begun == len(places) else begun >= 2)


def _restarted(counts: Sequence[Count | None], places: Sequence[int], ends: Sequence[int]) -> int:
    """Below how many labels 一、 and 二、 are counted: such numbers stand below no other number of one report."""
    below = ([c.n for c in counts[i + 1 : stop] if c and c.style == "dun"] for i, stop in zip(places, ends, strict=True))
    return sum(n[:2] == [1, 2] for n in below)


def _announced(head: Sequence[Line], several: int) -> int:
    """2 if a title above says that the page holds several reports, 3 if it says how many."""
    texts = [line.text for line in head if len(line.text) <= _TITLE_MAX and shows("several", line.text)]
    numbers = [chinese_number(number) for text in texts for number in re.findall(r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s*篇", text)]
    return 3 if several in numbers else 2 if texts else 0


def _begins(lines: Sequence[Line], i: int) -> bool:
    """Whether the text below a label begins as a report does."""
    head = read_head(lines, i) if i < len(lines) else None
    return head is not None and bool(head.address or head.opening >= 2 or head.named or head.timed or (head.titles and head.greeting))


def _label(line: Line, entry: Entry) -> Label:
    name = entry.number if entry.title and not entry.own else re.sub(r"[^\w.]|_", "", line.text).strip(".")
    return Label(line.start, line.end, entry.n, name, entry.title.text if entry.title and not entry.own else "", True)


def _mixed_series(lines: Sequence[Line], entries: Sequence[Entry]) -> list[Label]:
    """Titles that count 1, 2, 3 though each is numbered in its own way (一、总结, 第二部分:计划, 体会其三), below each a text that begins as a report does."""
    found = [(entry.line, entry.n, entry.number, entry.title.text) for entry in entries if entry.title and not entry.own]
    for i, line in enumerate(lines):
        tail = _TAIL.match(line.text) if len(line.text) <= _TITLE_MAX else None
        if tail and title_of(tail["title"]):
            found.append((i, chinese_number(tail["n"]), tail["n"], tail["title"]))
    labels: list[Label] = []
    for i, n, number, title in sorted(found):
        if labels and n == labels[-1].n and not prose_of(lines[i - 1].text):
            labels.pop()  # the entry of a table of contents
        if n == len(labels) + 1 and _begins(lines, i + 1) and _has_body(lines, i, len(lines)):
            labels.append(Label(lines[i].start, lines[i].end, n, number, title, True))
    return labels if len(labels) >= _MIXED_MIN else []


def _kind_series(lines: Sequence[Line]) -> list[Label]:
    """Lines in brackets that say whose each text is (【医院篇】, 【学校篇】), below each a text that begins as a report does."""
    found = [i for i, line in enumerate(lines) if line.text[-1] in "】])" and _OF_KIND.fullmatch(line.text)]
    named = {lines[i].text for i in found}
    if not 2 <= len(found) == len(named) or not all(_begins(lines, i + 1) and _has_body(lines, i, len(lines)) for i in found):
        return []
    return [Label(lines[i].start, lines[i].end, n, lines[i].text[1:-1].strip(), "", True) for n, i in enumerate(found, 1)]


def _dividers(lines: Sequence[Line]) -> list[Label]:
    """Ruled lines that count what was pasted below one another: ===以下为附件一===."""
    labels: list[Label] = []
    for i, line in enumerate(lines):
        found = _DIVIDER.match(line.text) if line.text[:2] in _RULES else None
        if found and chinese_number(found["n"]) == len(labels) + 1 and _has_body(lines, i, len(lines)):
            labels.append(Label(line.start, line.end, len(labels) + 1, "", "", True))
    return labels if len(labels) >= 2 else []


def _glued_series(lines: Sequence[Line]) -> list[Label]:
    """Labels that count texts, each with its text right behind it on the line, half of them at least with a first sentence; a number may stand twice."""
    labels: list[Label] = []
    begun = 0
    for i, line in enumerate(lines):
        found = _GLUED.match(line.text) if len(line.text) > _TITLE_MAX else None
        if not found or (found["form"] == "第") != bool(found["tail"]):
            continue
        n = chinese_number(found["n"])
        if not (0 <= n - labels[-1].n <= 2 if labels else n == 1):
            continue
        rest = Line(line.start + found.end(), line.end, line.text[found.end() :])
        begun += read_head([rest, *lines[i + 1 : i + 3]], 0) is not None
        labels.append(Label(line.start, rest.start, n, "".join(found.group().split()).strip(".:、|—-"), "", True))
    return labels if len(labels) >= 2 and labels[-1].n > 1 and begun >= 2 and begun * 2 >= len(labels) else []


def _repeated(lines: Sequence[Line], counts: Sequence[Count | None]) -> list[Label]:
    """One title over and over, with a text below each that begins anew; the running title of one report has a text below it that goes on."""
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if len(line.text) <= _TITLE_MAX and title_of(line.text):
            places.setdefault(line.text, []).append(i)
    for found in places.values():
        bodied = [i for i, stop in itertools.pairwise([*found, len(lines)]) if _has_body(lines, i, stop) and _is_report(lines, counts, i, stop)]
        anew = all(_begins(lines, i + 1) or _restarts(counts, before, i) for before, i in itertools.pairwise(bodied))
        if len(bodied) >= 2 and anew and not _below_text(lines, bodied[0]):
            return [Label(lines[i].start, lines[i].end, n, "", lines[i].text, True) for n, i in enumerate(bodied, 1)]
    return []


def _is_report(lines: Sequence[Line], counts: Sequence[Count | None], i: int, stop: int) -> bool:
    """Whether what stands below a title begins as a report does or has sections, and is no editor's lead-in."""
    return _begins(lines, i + 1) or any(counts[i + 1 : stop])


def _restarts(counts: Sequence[Count | None], before: int, i: int) -> bool:
    """Whether the numbers below line i begin anew as those below the line before did."""
    first = next((count for count in counts[before + 1 : i] if count), None)
    following = next((count for count in counts[i + 1 :] if count), None)
    return first is not None and following is not None and (first.style, following.style, following.n) == (first.style, first.style, 1)
