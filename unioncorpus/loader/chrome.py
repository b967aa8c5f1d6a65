"""Whose a line is, the site's or the report's: many weak signs added up, and the lines around it.

A site shows by no list of phrases: each has its own. But its lines come together, before, behind, and in one piece between the lines of a report, and they are
made otherwise than a report's. So every line gets a weight, and the reading of the page is the one that follows the weights best with few changes of hand.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

from unioncorpus.loader.furniture import interface_share
from unioncorpus.loader.lines import MARKER, Line, ends_sentence, page_lines
from unioncorpus.loader.phrases import find_within, finder, intro_score, match_line
from unioncorpus.model.records import RemovedKind
from unioncorpus.resources import load, one_of

_COME, _GO = 4, 3  # what it costs that the site's lines begin and end: a piece of chrome inside a report pays both, one at an end of the page one
_PHRASE, _INTRO = 3, 5  # what a row of site_phrases.csv adds
_SPEAKS = 7  # a sign this heavy is a word to the visitor, of rights, or of the page
_MIXED_MIN = 40  # characters: a line shorter than this holds no paragraph beside what is pasted into it
_ROW_MAX = 60  # characters of a row of buttons
_SHARES = ((0.75, 6), (0.5, 4), (0.34, 2))  # what a line gains of which so much is words of the interface
_EDGE = 4  # the first and the last line of a piece of chrome inside a report weigh no less
_LONG = 160  # characters: a line this long is prose
_MOST = 12  # no line says more
_OPEN_MIN = 15  # characters: a line this long that does not end a sentence goes on
_FOOT_MAX = 60  # characters of a line of the block that signs a document
_WEAK = 5
_RECURS = 2  # times
_RUNNING_MAX = 40  # characters of a running title
_KEYED = re.compile("[:,。;]|^[(]")  # an entry of a table, prose, a remark
_MARK_MAX = 50  # characters of a running title or a page counter
_NAME_MAX, _BRIEF, _HEADING_MAX = 3, 6, 16  # characters of a person's name, of what is too short for a title, and of a heading of the site's
_FEW = 3
_OWN_WORD = re.compile(
    rf"(?<![(+])\d|[、,。;!]|工会|职工|会员|{one_of('documents of the genre')}|讲话|述职|汇报|^第.部分|^(?:附|注|主席|书记|会长|代表|[(●◆■▲★·])"
)
_SURE = 4  # a line that is so much prose is a report's unless a word in it makes one wonder
_SECTION = re.compile("[(]?[一二三四五六七八九十]{1,3}(?:[)]|\\s*、)")
_TRIGGER = re.compile(
    rf"[您版侵帖赞踩摄邀急哦啊呀嘛呗哈>|\[\]【★▲▼◆※©&]|{one_of('words of a website')}|{one_of('words that lines of a site may hold')}"
    r"|[扫转]码?一扫|图[片为:]|[上下]一[篇页条]|[这下上一]一?[份篇](?!内)|第.[份篇]|部分(?:到此|就到)|吧[?~]|!!|\d:\d|#\S|^[-=_*~]{3}"
)
_RULES = ("---", "===", "———", "___", "***", "~~~", "···", "───", "+++", "###", "—— ")
_RULED = re.compile(r"[-=—_*~·─+#]+\s*([^-=—_*~·─+#\s].*?)\s*[-=—_*~·─+#]{2,}")  # words on a ruled line
_ON_RULE = 4
_STOP = re.compile("[。;]")
_PAUSE = re.compile("[,。;?]")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class LineSign:
    """A row of line_signs.csv."""

    pattern: str
    weight: int
    foot: bool
    example: str
    counter: str = ""
    note: str = ""
    where: str = ""


@functools.cache
def _signs() -> tuple[tuple[int, Callable[[str], re.Match[str] | None]], ...]:
    return tuple((row.weight, finder(re.compile(row.pattern))) for row in load(LineSign, "line_signs.csv"))


@functools.lru_cache(maxsize=4096)
def weigh(text: str) -> int:
    """How much more a line is the site's than the report's, by itself.

    Example:
        >>> weigh("阅读 1.3万  赞 216  收藏 88  分享") >= 5, weigh("某县总工会") < 0, weigh("慰问困难职工40余名,发放慰问金3万元。") < 0
        (True, True, True)
    """
    if text[:3] in _RULES and (ruled := _RULED.fullmatch(text)):
        return min(_MOST, weigh(ruled[1]) + _ON_RULE)
    prose = _prose(text)
    section = _SECTION.match(text) is not None
    if len(text) > _LONG or ((section or prose >= _SURE) and not _TRIGGER.search(text)):
        return -prose - (6 if section else 0)
    if len(text) > _MIXED_MIN and (rest := _without_insertions(text)) != text and (less := weigh(rest)) < 0:
        return less  # what is pasted into a paragraph says nothing of the paragraph
    phrase = match_line(text, "tail", "line")
    if phrase and phrase.kind == "page" and phrase.place == "line":
        return 0  # the number of a page stands in a report as well as behind it
    found = [weight for weight, find in _signs() if find(text)]
    led = intro_score(text)
    if led >= 2 or max(found, default=0) >= _SPEAKS:
        prose //= 2  # the site has sentences too
    total = sum(found) - prose
    if len(text) <= _ROW_MAX and text.count(",") < 2 and not _STOP.search(text):
        total += next((gain for share, gain in _SHARES if interface_share(text) >= share), 0)
    total += _PHRASE if phrase and phrase.effect != "published" else 0
    if led >= 2:
        total += _INTRO + 2 * (led > 2)
    return min(_MOST, total)


def _without_insertions(text: str) -> str:
    """A line without what is cut out of lines."""
    for hit in sorted(find_within(text), key=lambda hit: -hit.start):
        text = text[: hit.start] + text[hit.end :]
    return text


def _prose(text: str) -> int:
    """How much a line is prose: sentences of some length."""
    if len(text) < 12 or not _PAUSE.search(text):
        return 0
    return min(20, len(text) // 20 + text.count(",") + (2 if text[-1] in "。;!:" else 0))


def of_site(lines: Sequence[Line], running: Set[str] = frozenset()) -> list[bool]:
    """For every line whether it is the site's: the reading that follows the weights best, where each change from report to site or back has its cost.

    Args:
        running: lines known to run through the page, figures masked.

    A run of the site's begins and ends with a line that shows it: what no sign tells of stays with the report.

    Example:
        >>> from unioncorpus.loader.lines import lines_of
        >>> of_site(lines_of("我会慰问困难职工40余名,发放慰问金3万元。\\n某县总工会\\n分享到:微信 微博\\n阅读 318\\n工会知识\\n上一篇:无"))
        [False, False, True, True, True, True]
    """
    weights = [weigh(line.text) for line in lines]
    if not running and not any(weight > 0 for weight in weights):
        return [False] * len(lines)
    for i, more in _context(lines, weights, running):
        weights[i] = min(_MOST, weights[i] + more)
    hands = _best_path(weights)
    for run in _runs(hands):
        first, last = run[0] == 0, run[-1] == len(lines) - 1
        least = 1 if first or last else _EDGE
        shown = [i for i in run if weights[i] >= least]
        begin, end = (shown[0], run[-1] if last else shown[-1]) if shown else (run[-1] + 1, run[-1])
        begin -= _above_foot(lines, begin, weights) if shown and last else 0
        end += _below_head(lines, end, weights) if shown and first else 0
        for i in range(min(begin, run[0]), max(end, run[-1]) + 1):
            hands[i] = begin <= i <= end
    return hands


def _above_foot(lines: Sequence[Line], begin: int, weights: Sequence[int]) -> int:
    """How many lines right above the foot of a page belong to it: a few short ones that nothing tells of, below the end of a sentence."""
    count = 0
    while count < _FEW and begin - count > 1 and _tells_nothing(lines[begin - count - 1].text, weights[begin - count - 1]):
        count += 1
    above = lines[begin - count - 1].text if begin - count >= 1 else ""
    return count if len(above) > _OPEN_MIN and above[-1] in "。!?”" else 0


def _below_head(lines: Sequence[Line], end: int, weights: Sequence[int]) -> int:
    """How many lines right below the head of a page belong to it: a few that nothing tells of, too short for a title, and prose behind them."""
    count = 0
    while count < _FEW and end + count + 2 < len(lines):
        text = lines[end + count + 1].text
        if not _tells_nothing(text, weights[end + count + 1]) or (len(text) > _BRIEF and ":" not in text):
            break
        count += 1
    return count if weights[end + count + 1 : end + count + 2] and weights[end + count + 1] < 0 else 0


def _tells_nothing(text: str, weight: int) -> bool:
    """Whether a short line may be anybody's: no sign tells of it, and it is no name of one who signs."""
    return weight == 0 and _NAME_MAX < len(text) <= _HEADING_MAX and not _OWN_WORD.search(text)


def _best_path(weights: Sequence[int]) -> list[bool]:
    """The cheapest sequence of hands; the report's where both are as good."""
    gains = [0, 0]  # of the best reading whose last line is the report's, the site's
    back: list[tuple[int, int]] = []
    for i, weight in enumerate(weights):
        stay_r, come_r = gains[0], gains[1] - (_GO if i else 0)
        stay_s, come_s = gains[1], gains[0] - (_COME if i else 0)
        back.append((0 if stay_r >= come_r else 1, 1 if stay_s >= come_s else 0))
        gains = [max(stay_r, come_r), max(stay_s, come_s) + weight]
    hand = int(gains[1] > gains[0])
    hands = []
    for step in reversed(back):
        hands.append(hand == 1)
        hand = step[hand]
    return hands[::-1]


def _runs(hands: Sequence[bool]) -> list[list[int]]:
    """The positions of each unbroken run of the site's lines."""
    runs: list[list[int]] = []
    for i, hand in enumerate(hands):
        if hand and i and hands[i - 1]:
            runs[-1].append(i)
        elif hand:
            runs.append([i])
    return runs


def _context(lines: Sequence[Line], weights: Sequence[int], running: Set[str]) -> list[tuple[int, int]]:
    """What the place of a short line adds to its weight: that it breaks a sentence in two, runs through the page, or belongs to a signature."""
    found = []
    for i, line in enumerate(lines):
        if len(line.text) > _RUNNING_MAX:
            continue
        if _masked(line.text) in running:
            found.append((i, _MOST - weights[i]))
        elif 0 < weights[i] <= _WEAK and line.text[-1] not in "。!?" and intro_score(line.text) < 2 and signs(lines, i):
            found.append((i, -weights[i]))  # the date below who signs, the address below whom to ask
        elif weights[i] > 0 and _breaks_sentence(lines, i):
            found.append((i, 3))
    return found


def _masked(text: str) -> str:
    return _DIGITS.sub("0", text)


@functools.lru_cache(maxsize=2)
def running_titles(view: str) -> frozenset[str]:
    """The lines, figures masked, that come again and again in the middle of sentences or beside the numbers of pages.

    Args:
        view: a whole page, simplified and half-width.
    """
    lines = page_lines(view)
    masked = [_masked(line.text) if 1 < len(line.text) <= _RUNNING_MAX else "" for line in lines]
    times = Counter(masked)
    broken: Counter[str] = Counter()
    for i, text in enumerate(masked):
        if text and times[text] >= _RECURS and not lines[i].text.isdigit() and not is_page_mark(lines[i].text):
            broken[text] += _breaks_sentence(lines, i) or beside_page_mark(lines, i)
    return frozenset(text for text, count in broken.items() if count >= _RECURS and (times[text] > _RECURS or weigh(text) > 0) and not _KEYED.search(text))


def is_running(text: str, running: Set[str]) -> bool:
    """Whether a line runs through a page, or is the number of one."""
    return _masked(text) in running or is_page_mark(text)


def signs(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands in the block that signs a document: it or the short line above it is one of its parts (抄送, 联系人, who signs)."""
    return any(_is_foot(lines[j].text) for j in (i, i - 1) if j >= 0)


@functools.cache
def _feet() -> re.Pattern[str]:
    return re.compile("|".join(row.pattern for row in load(LineSign, "line_signs.csv") if row.foot))


def _is_foot(text: str) -> bool:
    return len(text) <= _FOOT_MAX and not ends_sentence(text) and _feet().search(text) is not None


def is_page_mark(text: str) -> bool:
    """Whether a line is the number of a page and nothing else."""
    phrase = match_line(text, "line") if len(text) <= _MARK_MAX else None
    return phrase is not None and phrase.kind == "page"


def beside_page_mark(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands right above or below the number of a page, as running titles do."""
    return any(is_page_mark(lines[j].text) for j in (i - 1, i + 1) if 0 <= j < len(lines))


def kind_of(lines: Sequence[Line], i: int) -> RemovedKind:
    """What kind of thing a line of the site's inside or behind a report is."""
    if len(lines[i].text) <= _MARK_MAX and weigh(lines[i].text) <= _WEAK and beside_page_mark(lines, i):
        return "page"
    if intro_score(lines[i].text) >= 3:
        return "intro"
    cut = [hit for hit in find_within(lines[i].text) if (hit.end - hit.start) * 2 > len(lines[i].text)]
    return cut[0].phrase.kind if cut else "site"


def _breaks_sentence(lines: Sequence[Line], i: int) -> bool:
    """Whether a line that is no prose stands between the halves of a sentence, other lines of its kind beside it."""
    if _prose(lines[i].text) or not 0 < i < len(lines) - 1:
        return False
    before = next((lines[j].text for j in range(i - 1, max(-1, i - 4), -1) if len(lines[j].text) > _OPEN_MIN), "")
    after = next((lines[j].text for j in range(i + 1, min(len(lines), i + 4)) if weigh(lines[j].text) < 0), "")
    return bool(before) and not ends_sentence(before) and bool(_PAUSE.search(before)) and _PAUSE.search(after) is not None and not MARKER.match(after)
