"""What a text cites that has a date: congresses, plans, campaigns, laws, events, anniversaries."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import Any

import ahocorasick_rs

from unioncorpus.catalogue.period.cited import CLAUSE, HIDDEN, Anchor, Finding, Strength, Stripped, Window, strip
from unioncorpus.catalogue.period.commemorated import anniversaries
from unioncorpus.catalogue.period.numerals import number as number_of
from unioncorpus.catalogue.period.turns import before_plan, opened, taken_force, turn_beside, turned, years_beside
from unioncorpus.resources import load, one_of
from unioncorpus.script import fold

# Each pattern begins with one or a few characters, which the regular expression engine can skip to; what stands before them is looked at after.
_MASK = r"[xX×*＊○〇]{1,4}|\^v\^|[“\"‘'][”\"’']"
_TERM = r"(?:十[五六七八九]|二十|[xX×*]{1,4})$"
# 十八大三中全会 is a common slip for 十八届三中全会.
_PLENUMS = re.compile(
    r"[届大](?:(?P<list>[一二三四五六七]中(?:全会)?(?:[、,和及与至到]{1,2}[一二三四五六七]中(?:全会)?)*)|中央委员会第(?P<number>[一二三四五六七])次全体会议)"
)
_BLANK_PLAN = re.compile(r"[“\"‘'xX×*](?:(?<=[“\"‘'])[xX×*]{0,4}[”\"’'](?:规划|计划|时期)?|(?<=[xX×*])五[”\"’']?(?:规划|计划|时期))")
_QUOTED_PLAN = re.compile(rf"[“\"‘'](?P<name>[九十]五)[”\"’'](?!{one_of('words after 十五 that make it another thing')})")  # bare 十五 is a number
_BLANK_CONGRESS = re.compile(rf"党的(?:{_MASK})大?(?![届之])")
_DECADE = re.compile(r"[12二](?:(?<![二])(?:99|0[012])|(?<=二)[〇○零0][〇○零0一二])[xX×*＊_○〇]年")
_PEOPLES_CONGRESS = re.compile(r"全国(?:人(?:民代表)?大会?第?(?P<npc>[一二三四五])次|政协(?P<term>九|十[一二三四]?)届第?(?P<cppcc>[一二三四五])次)")
_ZEROS = str.maketrans("○零0", "〇〇〇")
_BESIDE = 16  # characters between a campaign and the number of its wave
_STRONG = ("congress", "plenum", "session", "plan", "campaign", "event", "programme")


@functools.cache
def _index() -> tuple[Any, tuple[str, ...], dict[str, tuple[Anchor, ...]]]:
    """The matcher of all forms, the forms in its order, and the rows of each."""
    rows: dict[str, list[Anchor]] = {}
    for anchor in load(Anchor, "policy_anchors.csv"):
        for form in anchor.forms:
            rows.setdefault(HIDDEN.sub("", fold(form)), []).append(anchor)
    forms = tuple(sorted(rows))
    matcher = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, forms, {form: tuple(anchors) for form, anchors in rows.items()}


def find_anchors(text: str) -> list[Finding]:
    """Every dated citation of `text` (folded), in order.

    Example:
        >>> [(f.role, f.windows) for f in find_anchors("学习贯彻党的“十八大”精神")]
        [('congress', (Window(start='2012-11-08', until='2017-10-18'),))]
    """
    plain = strip(text)
    found = [*_named(plain), *_plenums(plain), *_blanks(text), *_quoted_plans(text), *_decades(text), *anniversaries(plain), *_peoples_congresses(plain)]
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.where))


def _finding(plain: Stripped, start: int, end: int, anchors: Sequence[Anchor]) -> Finding:
    anchor = anchors[0]
    windows = (Window(a.from_date, a.until) for a in anchors)
    peaks = (a.peak or _only_year(a) for a in anchors if a.peak or _only_year(a))
    strength: Strength = "point" if anchor.role == "year" else "strong" if anchor.role in _STRONG else "weak"
    place = (plain.back(start), plain.back(end - 1) + 1)
    return Finding(*place, tuple(windows), strength, anchor.role, anchor.themes, anchor.where, anchor.role == "year", tuple(peaks))


def _only_year(anchor: Anchor) -> int:
    """The year of an event that was news in no other; else 0."""
    return int(anchor.from_date[:4]) if anchor.role == "event" and anchor.until.startswith(anchor.from_date[:4]) else 0


def _named(plain: Stripped) -> Iterator[Finding]:
    """The forms of policy_anchors.csv."""
    matcher, forms, rows = _index()
    for number, start, end in matcher.find_matches_as_indexes(plain.text):
        anchors = rows[forms[number]]
        if plain.text.endswith(anchors[0].not_after, 0, start) or plain.text.startswith(anchors[0].not_before, end):
            continue
        if anchors[0].role == "plenum" and not forms[number].endswith("全会"):
            continue  # read by `_plenums`, lists included
        news = turned(plain, start, end, anchors[0]) or opened(plain, start, end, anchors) or _since(plain, start, end, anchors[0])
        news = news or _in_force(plain, start, end, anchors)
        yield news or _finding(plain, start, end, _wave(plain.text, start, end, anchors) or anchors)


def _in_force(plain: Stripped, start: int, end: int, anchors: Sequence[Anchor]) -> Finding | None:
    """A law as news; where two laws or amendments bear the name, either."""
    found = [news for news in (taken_force(plain, start, end, anchor) for anchor in anchors) if news]
    return found[0]._replace(windows=tuple(window for news in found for window in news.windows)) if found else None


# 党的十六大以来的十年: so many years after the meeting
_YEARS_SINCE = re.compile(r"以来[,，]?(?:的?这?)(?P<count>五|十|十五|二十|5|10)年")


def _since(plain: Stripped, start: int, end: int, anchor: Anchor) -> Finding | None:
    """The year in which a meeting is a round number of years ago, or the next: 党的十六大以来的十年."""
    if plain.text.startswith("以来", end - 2):
        end -= 2
    elif anchor.role != "congress":
        return None
    match = _YEARS_SINCE.match(plain.text, end)
    count = number_of(match["count"]) if match else None
    if match is None or not count:
        return None
    year = int(anchor.from_date[:4]) + count
    window = Window(f"{year}-01-01", f"{year + 1}-12-31")
    return Finding(plain.back(start), plain.back(match.end() - 1) + 1, (window,), "strong", "anniversary", anchor.themes, anchor.where, True, (year,))


# 第二批参加学习实践活动, 学习实践活动第二批: the waves in which a campaign came to the members.
_WAVE = re.compile(r"第(?P<n>[一二三四])批")


@functools.cache
def _waves() -> tuple[tuple[str, str, Anchor], ...]:
    """Number and campaign of every wave of policy_anchors.csv, the longest names first."""
    rows = [
        (form[1], HIDDEN.sub("", fold(form[3:])), a)
        for a in load(Anchor, "policy_anchors.csv")
        for form in a.forms
        if a.role == "campaign" and _WAVE.match(form)
    ]
    return tuple(sorted(rows, key=lambda row: (-len(row[1]), row[1], row[2].where)))


def _wave(text: str, start: int, end: int, anchors: Sequence[Anchor]) -> list[Anchor]:
    """The waves of the campaign at `text[start:end]` that have the number beside it."""
    if anchors[0].role != "campaign" or _WAVE.match(text[start:end]):
        return []
    beside = CLAUSE.split(text[max(0, start - _BESIDE) : start])[-1] + CLAUSE.split(text[end : end + _BESIDE], maxsplit=1)[0]
    number = _WAVE.search(beside)
    if number is None:
        return []
    known = [(core, a) for n, core, a in _waves() if n == number["n"] and core.removeprefix("党的") in text[start:end]]
    return [a for core, a in known if core == known[0][0]]


@functools.cache
def _plenum_rows() -> dict[tuple[str, str], Anchor]:
    """Plenums by term and number: ("十八", "三")."""
    rows = {}
    for anchor in load(Anchor, "policy_anchors.csv"):
        for form in anchor.forms:
            if anchor.role == "plenum" and form.endswith("中"):
                term, _, number = form.partition("届")
                rows[term, number[0]] = anchor
    return rows


def _plenums(plain: Stripped) -> Iterator[Finding]:
    """十八届三中、四中全会, and xx届四中全会, which may be any term's."""
    rows = _plenum_rows()
    for match in _PLENUMS.finditer(plain.text):
        term = re.search(_TERM, plain.text[max(0, match.start() - 4) : match.start()])
        if term is None:
            continue
        number = (re.findall(r"[一二三四五六七](?=中)", match["list"] or "") or [match["number"] or ""])[-1]  # the newest of a list
        masked = term[0][0] in "xX×*"
        anchors = [row for (name, n), row in rows.items() if n == number and (masked or name == term[0])]
        if anchors:
            start = match.start() - len(term[0])
            news = None if masked else turned(plain, start, match.end(), anchors[0])
            yield news or _finding(plain, start, match.end(), anchors)


def _decades(text: str) -> Iterator[Finding]:
    """Years of which only the last figure is masked: 201x年."""
    for match in _DECADE.finditer(text):
        if text[match.start() - 1 : match.start()].isdecimal():
            continue
        decade = "20" + str("〇一二".find(match[0][2].translate(_ZEROS))) if match[0][0] == "二" else match[0][:3]
        window = Window(f"{decade}0-01-01", f"{decade}9-12-31")
        yield Finding(match.start(), match.end(), (window,), "strong", "mask", (), "", True)


def _blanks(text: str) -> Iterator[Finding]:
    """Plans and congresses whose number the site took out: “”规划的收官之年 is one of the last years of a plan."""
    for pattern, of in ((_BLANK_PLAN, "plan"), (_BLANK_CONGRESS, "congress")):
        for match in pattern.finditer(text):
            turn = turn_beside(text, match.start(), match.end(), of)
            if turn is None:
                continue
            row, begin, stop = turn
            anchors = [a for a in load(Anchor, "policy_anchors.csv") if a.role == of and "工会" not in a.forms[0] and "第" not in a.forms[0][:3]]
            anchors = [a for a in anchors if of != "plan" or int(a.until[:4]) - before_plan(a) == 5]
            bases = (before_plan(a) if of == "plan" else int(a.from_date[:4]) for a in anchors)
            windows = tuple(sorted({years_beside(text, match.start(), base + row.step, row) for base in bases}))
            yield Finding(begin, stop, windows, "strong", "year", ("politics",), row.where, True)


def _quoted_plans(text: str) -> Iterator[Finding]:
    """“九五” and “十五”: numbers that only quotation marks make plans."""
    for match in _QUOTED_PLAN.finditer(text):
        anchor = next(a for a in load(Anchor, "policy_anchors.csv") if a.forms[0] == match["name"] + "计划")
        raw = Stripped(text, ())
        yield turned(raw, *match.span(), anchor) or _finding(raw, *match.span(), [anchor])


def _peoples_congresses(plain: Stripped) -> Iterator[Finding]:
    """十二届全国人大一次会议: a new National People's Congress in 1998, 2003, …, a session every March."""
    for match in _PEOPLES_CONGRESS.finditer(plain.text):
        before = re.search(r"(?P<term>九|十[一二三四]?)届$", plain.text[max(0, match.start() - 4) : match.start()])
        named = match if match["term"] else before
        if named is None:
            continue
        term, session = number_of(named["term"]), number_of(match["npc"] or match["cppcc"])
        if term is None or session is None:
            continue
        year = 1998 + 5 * (term - 9) + session - 1
        window = Window(f"{year}-03-01", f"{year}-12-31")
        yield Finding(plain.back(match.start()), plain.back(match.end() - 1) + 1, (window,), "strong", "session", ("politics",), "", True)
