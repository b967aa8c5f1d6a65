"""What a text cites that has a date: congresses, plans, campaigns, laws, events, anniversaries."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

import ahocorasick_rs

from unioncorpus.catalogue.period.numerals import number as number_of
from unioncorpus.resources import load
from unioncorpus.script import fold

AnchorRole = Literal["congress", "plenum", "session", "plan", "campaign", "slogan", "programme", "law", "event", "year"]
Strength = Literal["point", "strong", "weak"]

_HIDDEN = re.compile(r"[·•・“”\"'‘’《》〈〉<>『』 \u3000]")  # what writers put around names, and take away
# Each pattern begins with one or a few characters, which the regular expression engine can skip to; what stands before them is looked at after.
_MASK = r"[xX×*＊○〇]{1,4}|\^v\^|[“\"‘'][”\"’']"
_TERM = r"(?:十[五六七八九]|二十|[xX×*]{1,4})$"
# 十八大三中全会 is a common slip for 十八届三中全会.
_PLENUMS = re.compile(
    r"[届大](?:(?P<list>[一二三四五六七]中(?:全会)?(?:[、,和及与至到]{1,2}[一二三四五六七]中(?:全会)?)*)|中央委员会第(?P<number>[一二三四五六七])次全体会议)"
)
_BLANK_PLAN = re.compile(r"[“\"‘'xX×*](?:(?<=[“\"‘'])[xX×*]{0,4}[”\"’'](?:规划|计划|时期)?|(?<=[xX×*])五[”\"’']?(?:规划|计划|时期))")
_QUOTED_PLAN = re.compile(r"[“\"‘'](?P<name>[九十]五)[”\"’'](?!计划|期间|时期|规划|末|普法|大|届|班|级|后|折|号|年)")  # bare 十五 is a number
_BLANK_CONGRESS = re.compile(rf"党的(?:{_MASK})大?(?![届之])")
_DECADE = re.compile(r"[12](?:99|0[012])[xX×*＊_○〇]年")
_NUMERAL = r"(?:\d{1,3}|[一二三四五六七八九十百零〇]{1,5})"
_YEARS = re.compile(r"[周年华](?:年|华诞|诞|岁|来)|岁(?:生日|华诞)")
_YEARS_NUMBER = re.compile(rf"{_NUMERAL}$")
_NTH = re.compile(rf"第(?P<n>{_NUMERAL})个(?P<name>[\u4e00-\u9fff]{{2,8}})")
_PEOPLES_CONGRESS = re.compile(r"全国(?:人(?:民代表)?大会?第?(?P<npc>[一二三四五])次|政协(?P<term>九|十[一二三四]?)届第?(?P<cppcc>[一二三四五])次)")
_STOP = re.compile(r"[。;;!?\n]")
_CLAUSE = re.compile(r"[,，。;；!?\n]")
_NEXT = re.compile(r"(?:明年|来年|下一?年度?)(?:又|将|是|即)?")
_FORCE = re.compile(r"(?:今年|本年|去年|上年|明年)[^@]{0,12}(?:@[^@]{0,24})?(?:施行|实施|生效)")
_FORTHCOMING = re.compile("即将(?:正式)?(?:颁布)?(?:施行|实施|生效)")
_NEWLY = re.compile(r"(?:新|新近|刚刚)(?:颁布|出台|制定|公布|实施|施行|通过){1,2}的?(?:中华人民共和国)?$")
_THIS = re.compile("今年|本年|喜迎|迎接|适逢|恰逢|正值|再过|即将|将迎来|就要|将是|就是|下个?月")
_LAST = re.compile(r"(?:去年|上年)(?:又|是)?")
_AUTUMN = "09"  # month from which a meeting is news into the next year
_REACH = 18  # characters between a plan or congress and the word that says which of its years is meant


@dataclass(frozen=True, slots=True)
class Anchor:
    """A row of policy_anchors.csv."""

    role: AnchorRole
    forms: tuple[str, ...]
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    from_date: str
    in_force: str
    until: str
    peak: int | None
    source: str
    themes: tuple[str, ...]
    example: str
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A row of year_turns.csv."""

    of: Literal["plan", "congress"]
    side: Literal["before", "after"]
    form: str
    step: int
    slack: int  # how many years later (earlier when negative) the words may also be used
    example: str
    note: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A row of anniversaries.csv."""

    kind: Literal["years", "ordinal"]
    form: str
    base: int
    day: str  # 07-01; empty for ordinals
    themes: tuple[str, ...]
    example: str
    note: str = ""
    where: str = ""


class Window(NamedTuple):
    """When something can be cited: from a day on, and as news until another; ISO dates, an open end is empty."""

    start: str
    until: str


class Finding(NamedTuple):
    """A dated citation in the text. Several windows are alternatives."""

    start: int
    end: int
    windows: tuple[Window, ...]
    strength: Strength
    role: str
    themes: tuple[str, ...]
    where: str  # the resource row
    fixed: bool  # the windows are whole years of the report itself, not days of a citation
    peak: int | None = None  # the year in which it is cited most


_STRONG = ("congress", "plenum", "session", "plan", "campaign", "event", "programme")


class _Stripped(NamedTuple):
    """The text without quotation marks and blanks, and the way back."""

    text: str
    gaps: tuple[int, ...]  # positions in `text` at which a character was taken out, one entry for each

    def back(self, position: int) -> int:
        """The place in the original of a character of `text`."""
        # every gap at or before the character has moved it by one
        low = bisect_left(self.gaps, position + 1)
        return position + low


def _strip(text: str) -> _Stripped:
    gaps, parts, at = [], [], 0
    for number, match in enumerate(_HIDDEN.finditer(text)):
        start = match.start()
        parts.append(text[at:start])
        gaps.append(start - number)
        at = start + 1
    parts.append(text[at:])
    return _Stripped("".join(parts), tuple(gaps))


@functools.cache
def _index() -> tuple[Any, tuple[str, ...], dict[str, tuple[Anchor, ...]]]:
    """The matcher of all forms, the forms in its order, and the rows of each."""
    rows: dict[str, list[Anchor]] = {}
    for anchor in load(Anchor, "policy_anchors.csv"):
        for form in anchor.forms:
            rows.setdefault(_HIDDEN.sub("", fold(form)), []).append(anchor)
    forms = tuple(sorted(rows))
    matcher = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    return matcher, forms, {form: tuple(anchors) for form, anchors in rows.items()}


def find_anchors(text: str) -> list[Finding]:
    """Every dated citation of `text` (folded), in order.

    Example:
        >>> [(f.role, f.windows) for f in find_anchors("学习贯彻党的“十八大”精神")]
        [('congress', (Window(start='2012-11-08', until='2017-10-18'),))]
    """
    plain = _strip(text)
    found = [*_named(plain), *_plenums(plain), *_blanks(text), *_quoted_plans(text), *_decades(text), *_anniversaries(plain), *_peoples_congresses(plain)]
    return sorted(found, key=lambda finding: (finding.start, finding.end, finding.where))


def _finding(plain: _Stripped, start: int, end: int, windows: Iterable[Window], anchor: Anchor) -> Finding:
    strength: Strength = "point" if anchor.role == "year" else "strong" if anchor.role in _STRONG else "weak"
    place = (plain.back(start), plain.back(end - 1) + 1)
    return Finding(*place, tuple(windows), strength, anchor.role, anchor.themes, anchor.where, anchor.role == "year", anchor.peak)


def _named(plain: _Stripped) -> Iterator[Finding]:
    """The forms of policy_anchors.csv."""
    matcher, forms, rows = _index()
    for number, start, end in matcher.find_matches_as_indexes(plain.text):
        anchors = rows[forms[number]]
        if plain.text.endswith(anchors[0].not_after, 0, start) or plain.text.startswith(anchors[0].not_before, end):
            continue
        if anchors[0].role == "plenum" and not forms[number].endswith("全会"):
            continue  # read by `_plenums`, lists included
        turned = _turned(plain, start, end, anchors[0]) or _taken_force(plain, start, end, anchors[0])
        yield turned or _finding(plain, start, end, (Window(a.from_date, a.until) for a in anchors), anchors[0])


@functools.cache
def _turns(of: str, side: str) -> tuple[re.Pattern[str], dict[str, Turn]]:
    rows = {row.form: row for row in load(Turn, "year_turns.csv") if row.of == of and row.side == side}
    pattern = "|".join(re.escape(form) for form in sorted(rows, key=lambda form: (-len(form), form)))
    return re.compile(f"(?:{pattern})(?:着|了)?(?:党的|中国共产党|中共|中国|中央)?$" if side == "before" else pattern), rows


def _turned(plain: _Stripped, start: int, end: int, anchor: Anchor) -> Finding | None:
    """The one year of a plan or congress that the words beside it name (开局之年, 召开之年, 喜迎)."""
    met = anchor.role in ("congress", "plenum") or plain.text.startswith("会议", end - 2)
    if anchor.role != "plan" and not met:
        return None
    of = "plan" if anchor.role == "plan" else "congress"
    turn = _turn_beside(plain.text, start, end, of)
    if turn is None:
        return None
    row, begin, stop = turn
    base = int(anchor.until[:4]) - 5 if of == "plan" else int(anchor.from_date[:4])
    early = of == "congress" and anchor.from_date[5:] < _AUTUMN  # no news any more in the next year
    window = _years(plain.text, start, base + row.step, None if early else row)
    strength: Strength = "point" if window.start[:4] == window.until[:4] else "strong"
    return Finding(plain.back(begin), plain.back(stop - 1) + 1, (window,), strength, "year", anchor.themes, row.where, True)


def _taken_force(plain: _Stripped, start: int, end: int, anchor: Anchor) -> Finding | None:
    """A law as news: 今年1月1日起施行的 names the year it took force, 即将实施的 comes before it, 新颁布的 soon after it was passed."""
    if anchor.role != "law":
        return None
    before = _CLAUSE.split(plain.text[max(0, start - 24) : start])[-1]
    after = _CLAUSE.split(plain.text[end : end + _REACH], maxsplit=1)[0]
    around = f"{before}@{plain.text[start:end]}{after}"
    match = _FORCE.search(around) if anchor.in_force else None
    span = (plain.back(start), plain.back(end - 1) + 1)
    if match:
        year = int(anchor.in_force[:4]) + {"今": 0, "本": 0, "去": 1, "上": 1, "明": -1}[match[0][0]]
        window = Window(f"{year}-01-01", f"{year}-12-31")
        return Finding(*span, (window,), "point", "year", anchor.themes, anchor.where, True)
    if anchor.in_force and _FORTHCOMING.search(around):
        year = int(anchor.in_force[:4]) - (anchor.in_force[5:7] == "01")
        return Finding(*span, (Window(anchor.from_date, f"{year}-12-31"),), "strong", "law", anchor.themes, anchor.where, False)
    if not anchor.until and _NEWLY.search(before):
        year = int((anchor.in_force or anchor.from_date)[:4]) + 1
        return Finding(*span, (Window(anchor.from_date, f"{year}-12-31"),), "strong", "law", anchor.themes, anchor.where, False)
    return None


def _turn_beside(text: str, start: int, end: int, of: str) -> tuple[Turn, int, int] | None:
    """The row of year_turns.csv that stands beside `text[start:end]`, and where the phrase begins and ends."""
    pattern, rows = _turns(of, "before")
    match = pattern.search(_CLAUSE.split(text[max(0, start - 12) : start])[-1])
    if match:
        form = next(form for form in sorted(rows, key=len, reverse=True) if match[0].startswith(form))
        return rows[form], start - len(match[0]), end
    pattern, rows = _turns(of, "after")
    match = pattern.search(_CLAUSE.split(text[end : end + _REACH], maxsplit=1)[0])
    return (rows[match[0]], start, end + match.end()) if match else None


def _years(text: str, start: int, year: int, row: Turn | None = None) -> Window:
    """The year of the report when the text says that the (this, next, last) year is `year`."""
    clause = _CLAUSE.split(text[max(0, start - 16) : start])[-1]
    low = high = year
    if _NEXT.search(clause):
        low = high = year - 1
    elif _LAST.search(clause):
        low = high = year + 1
    elif row is not None:
        low, high = min(year, year + row.slack), max(year, year + row.slack)
    return Window(f"{low}-01-01", f"{high}-12-31")


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


def _plenums(plain: _Stripped) -> Iterator[Finding]:
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
            turned = None if masked else _turned(plain, start, match.end(), anchors[0])
            yield turned or _finding(plain, start, match.end(), (Window(a.from_date, a.until) for a in anchors), anchors[0])


def _decades(text: str) -> Iterator[Finding]:
    """Years of which only the last figure is masked: 201x年."""
    for match in _DECADE.finditer(text):
        if text[match.start() - 1 : match.start()].isdecimal():
            continue
        decade = match[0][:3]
        window = Window(f"{decade}0-01-01", f"{decade}9-12-31")
        yield Finding(match.start(), match.end(), (window,), "strong", "mask", (), "", True)


def _blanks(text: str) -> Iterator[Finding]:
    """Plans and congresses whose number the site took out: “”规划的收官之年 is one of the last years of a plan."""
    for pattern, of in ((_BLANK_PLAN, "plan"), (_BLANK_CONGRESS, "congress")):
        for match in pattern.finditer(text):
            turn = _turn_beside(text, match.start(), match.end(), of)
            if turn is None:
                continue
            row, begin, stop = turn
            anchors = [a for a in load(Anchor, "policy_anchors.csv") if a.role == of and "工会" not in a.forms[0] and "第" not in a.forms[0][:3]]
            bases = (int(a.until[:4]) - 5 if of == "plan" else int(a.from_date[:4]) for a in anchors)
            windows = tuple(sorted({_years(text, match.start(), base + row.step, row) for base in bases}))
            yield Finding(begin, stop, windows, "strong", "year", ("politics",), row.where, True)


def _quoted_plans(text: str) -> Iterator[Finding]:
    """“九五” and “十五”: numbers that only quotation marks make plans."""
    for match in _QUOTED_PLAN.finditer(text):
        anchor = next(a for a in load(Anchor, "policy_anchors.csv") if a.forms[0] == match["name"] + "计划")
        raw = _Stripped(text, ())
        yield _turned(raw, *match.span(), anchor) or _finding(raw, *match.span(), (Window(anchor.from_date, anchor.until),), anchor)


@functools.cache
def _commemorated() -> tuple[re.Pattern[str], dict[str, Anniversary], dict[str, Anniversary]]:
    rows = load(Anniversary, "anniversaries.csv")
    years = {_HIDDEN.sub("", fold(row.form)): row for row in rows if row.kind == "years"}
    ordinals = {row.form: row for row in rows if row.kind == "ordinal"}
    return re.compile("|".join(sorted(map(re.escape, years), key=lambda form: (-len(form), form)))), years, ordinals


def _anniversaries(plain: _Stripped) -> Iterator[Finding]:
    """建党90周年, 第三十个教师节."""
    pattern, years, ordinals = _commemorated()
    for match in _YEARS.finditer(plain.text):
        head = _STOP.split(plain.text[max(0, match.start() - 27) : match.start()])[-1]
        count = _YEARS_NUMBER.search(head)
        number = number_of(count[0]) if count else None
        if count is None or number is None or number < 4:
            continue
        named = list(pattern.finditer(head, 0, count.start()))
        if named:
            remembered = years[named[-1][0]]
            start = match.start() - len(head) + named[-1].start()
            if match[0] == "年来" and not number % 10:  # 改革开放三十年来
                span = (plain.back(start), plain.back(match.end() - 1) + 1)
                window = Window(f"{remembered.base + number}-01-01", f"{remembered.base + number + 1}-12-31")
                yield Finding(*span, (window,), "strong", "anniversary", remembered.themes, remembered.where, True)
            elif match[0][-1] != "来":
                yield from _in_year(plain, start, match.end(), remembered.base + number, remembered)
    for match in _NTH.finditer(plain.text):
        number = number_of(match["n"])
        row = next((row for form, row in ordinals.items() if 0 <= match["name"].find(form) <= 4), None)
        if row is not None and number:
            yield from _in_year(plain, match.start(), match.end("n") + 1, row.base + number, row)


def _in_year(plain: _Stripped, start: int, end: int, year: int, row: Anniversary) -> Iterator[Finding]:
    """An anniversary: the year itself; or, where the speech held on it is studied, that year or the next."""
    if not 1995 <= year <= 2035:
        return
    window = _years(plain.text, start, year)
    strength: Strength = "point"
    studied = bool(row.day) and re.match(r"(?:庆祝|纪念)?大会|.{0,4}讲话", plain.text[end : end + 8]) is not None
    if studied:
        window, strength = Window(f"{year}-{row.day}", f"{year + 1}-12-31"), "strong"
    role = "year" if _THIS.search(_CLAUSE.split(plain.text[max(0, start - 16) : start])[-1]) else "anniversary"
    yield Finding(plain.back(start), plain.back(end - 1) + 1, (window,), strength, role, row.themes, row.where, not studied)


def _peoples_congresses(plain: _Stripped) -> Iterator[Finding]:
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
