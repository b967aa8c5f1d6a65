"""Which place a report speaks of as its own: province, prefecture, county, with the GB/T 2260 code.

Mentions are weighed by what stands beside them (思明区总工会 against 赴思明区考察), summed up the tree of divisions, and followed down it as long as one
branch clearly leads. A place that is only mentioned stays out: unknown is empty.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from unioncorpus import script
from unioncorpus.catalogue.matching import automaton
from unioncorpus.resources import load, one_of

_REACH = 12_000  # characters read: whose report it is stands long before
_OWN = 3.0  # a mention beside an organ of the place
_PLAIN = 1.0  # a mention of the full name
_CAP = 4  # mentions of one form that count
_FLOOR = 2.0  # less than that is hearsay
_LEAD = 0.6  # share of the weight that the leading branch must hold
# What makes a name the place of somebody: an organ of it, its people, its economy.
_ORGAN = re.compile(rf"[省市县区州盟旗]?(?:{one_of('what a place has of its own')}|总(?=[的、,和]))")
_HOUSE = re.compile(one_of("houses named after their place"))  # a name that begins so says where it stands
_OUTWARD = re.compile(rf"(?:{one_of('words before a place of others')})(?:了|过)?$")
_ELSEWHERE = re.compile(
    rf"[、,和]?[^,。、]{{0,4}}(?:{one_of('words after a place of others')}|旅游(?![度区局集公产行系学职开])|的?(?:先进|成功)?(?:经验|做法))"
)
_APART = "在我全向对由为到从和与及的是市省州来"  # characters that do not run on into the next
_LIST = re.compile(r"[^,。;:、\n]{0,6}[、和及与]")  # between the places of a list
_LISTED = 8
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,9}?(?:镇|乡|街道)")
# A name that runs on into another word: 东方市场, 南山区域.
_RUN_ON = {"市": "场民容面价值", "区": "域间别位块段", "县": "级域", "省": "略事心得", "州": "际", "旗": "帜袍下舰"}


@dataclass(frozen=True, slots=True)
class Division:
    """A row of places.csv."""

    code: str
    name: str
    also: tuple[str, ...] = ()
    short: str = ""
    former: bool = False
    bound: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Towns:
    """A row of towns.csv: the townships of a county whose names no other county has."""

    code: str
    names: str  # joined with a blank
    where: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A place as far as the text says; empty strings are unknown. Districts of the four municipalities have no city."""

    province: str = ""
    city: str = ""
    county: str = ""
    code: str = ""  # GB/T 2260
    evidence: str = ""  # as it stands in the text


class _Mention(NamedTuple):
    form: str
    start: int
    end: int
    weight: float


def find_place(text: str, *, name: str = "", depth: str = "county") -> Place:
    """The place that `text` speaks of as its own.

    Args:
        text: clean simplified text of one report.
        name: the organisation's own name where it is known; a place in it weighs most.
        depth: "province", "city" or "county": how far down to look. A city's report names its counties without being theirs.

    Not found here: townships and villages, Hong Kong, Macao and Taiwan.

    Example:
        >>> place = find_place("一年来,沁源县总工会在县委的领导下开展工作,沁源县职工积极参加。")
        >>> place.province, place.city, place.county, place.code
        ('山西省', '长治市', '沁源县', '140431')
    """
    mentions = _weigh(_mentions(script.fold(text[:_REACH])))
    named = [_Mention(m.form, m.start, m.end, 3 * _OWN) for m in _mentions(script.fold(name))] if name else []
    codes = _scores([*named, *mentions], depth)
    code = _descend(codes, depth)
    if not code:
        return Place()
    evidence = next((m.form for m in [*named, *sorted(mentions, key=lambda m: -m.weight)] if code in _truncated(m.form, depth)), "")
    return _place(code, _as_written(text, name, evidence))


def find_town(name: str, place: Place) -> Place:
    """The county of the township that an organisation's name begins with, where only one county has a township of that name.

    Args:
        name: the organisation's own name.
        place: what the text says otherwise: the province or prefecture. A county it names stays, and a township elsewhere is not believed; nor is one
            of which nothing else is known, since townships are merged and renamed every year.

    Example:
        >>> find_town("什刹海街道总工会", Place("北京市", "", "", "110000")).county
        '西城区'
    """
    town = _TOWN.search(name)
    if not town or place.county or not place.code:
        return place
    stem = town[0]
    for start in range(len(stem) - 2):
        code = _towns().get(stem[start:], "")
        if code and place.code in _line(code):
            return _place(code, stem[start:])
    return place


@functools.cache
def _towns() -> dict[str, str]:
    return {name: row.code for row in load(Towns, "towns.csv") for name in row.names.split()}


def _as_written(text: str, name: str, form: str) -> str:
    """The form where the text itself has it; folding changes no ideograph, so it is there."""
    return form if form in text or form in name else ""


def _mentions(text: str) -> list[_Mention]:
    """Every division named in `text`, with what the neighbouring words make of it."""
    words, forms = _automaton()
    found: list[_Mention] = []
    previous = -1  # end of the mention before: 长治市城区
    outward = -1  # end of the last mention that is another's: 赴河南省、湖北省考察
    for index, start, end in words.find_matches_as_indexes(text):
        listed = 0 <= start - outward <= _LISTED and outward >= 0 and _LIST.fullmatch(text, outward, start)
        if listed or _OUTWARD.search(text, max(0, start - 6), start):
            outward = end
            continue
        weight = _beside(text, forms[index], start, end, start == previous)
        if not weight:
            continue
        if start == previous and weight == found[-1].weight == _PLAIN:  # 山东省济南市 is one mention of a place
            weight = _PLAIN / 2
            found[-1] = found[-1]._replace(weight=weight)
        found.append(_Mention(forms[index], start, end, weight))
        previous = end
    return found


def _beside(text: str, form: str, start: int, end: int, attached: bool) -> float:
    """The weight of one mention: what stands left and right of it."""
    full, bound = _kinds()[form]
    if (bound and not attached) or (end < len(text) and text[end] in _RUN_ON.get(form[-1], "")):
        return 0.0
    if len(form) == 2 and form in _pairs() and not attached and start and text[start - 1] not in "\n,。;: ":  # 党委和县总工会
        return 0.0
    if not full and not attached and form in _bare_counties() and _runs_on(text[max(0, start - 1)]):  # 今天镇总工会
        return 0.0
    if _ELSEWHERE.match(text, end):
        return 0.0
    if _ORGAN.match(text, end):
        return _OWN
    return _PLAIN if (full and len(form) > 2) or (start == 0 and _HOUSE.match(text, end)) else 0.0


def _runs_on(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff" and char not in _APART


def _weigh(mentions: list[_Mention]) -> list[_Mention]:
    """The mentions that count: of each form the weightiest few."""
    seen: dict[str, int] = defaultdict(int)
    kept = []
    for mention in sorted(mentions, key=lambda m: (-m.weight, m.start)):
        seen[mention.form] += 1
        if seen[mention.form] <= _CAP:
            kept.append(mention)
    return kept


def _scores(mentions: list[_Mention], depth: str) -> dict[str, float]:
    """Weight of every division and of all above it; a form of several places lends its weight to those that other mentions support, else to what they share."""
    sure: dict[str, float] = defaultdict(float)
    doubtful = []
    for mention in mentions:
        codes = _truncated(mention.form, depth)
        if len(codes) == 1:
            for code in _line(codes[0]):
                sure[code] += mention.weight
        else:
            doubtful.append((mention, codes))
    for mention, codes in doubtful:
        supported = [c for c in codes if any(up in sure for up in _line(c)[:-1])]
        shared = set(_line(codes[0])).intersection(*(_line(c) for c in codes[1:]))
        for code in _line(supported[0]) if len(supported) == 1 else sorted(shared):
            sure[code] += mention.weight
    return sure


def _descend(scores: dict[str, float], depth: str) -> str:
    """From the province down, as long as one branch holds the lead."""
    code = ""
    for rank in ("province", "city", "county")[: ("province", "city", "county").index(depth) + 1]:
        here = {c: w for c, w in scores.items() if _rank(c) == rank and (not code or code in _line(c))}
        if not here:
            continue
        best = max(sorted(here), key=lambda c: here[c])
        if here[best] < _FLOOR or here[best] < _LEAD * sum(here.values()):
            break
        code = best
    return code


def _rank(code: str) -> str:
    return "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


@functools.cache
def _line(code: str) -> tuple[str, ...]:
    """The division and those above it, highest first; a county directly under a province has no prefecture."""
    above = [code[:2] + "0000", code[:4] + "00", code]
    return tuple(dict.fromkeys(c for c in above if c in _divisions()))


def _truncated(form: str, depth: str) -> list[str]:
    """The codes a form may mean, no deeper than `depth`; of places that share a bare name the higher one."""
    ranks = ("province", "city", "county")
    codes = [next((c for c in reversed(_line(code)) if ranks.index(_rank(c)) <= ranks.index(depth)), code) for code in _forms()[form]]
    return list(dict.fromkeys(codes))


def _place(code: str, evidence: str) -> Place:
    names = {_rank(c): _divisions()[c].name for c in _line(code)}
    return Place(names.get("province", ""), names.get("city", ""), names.get("county", ""), code, evidence)


@functools.cache
def _divisions() -> dict[str, Division]:
    """By code; the present name where a code had several."""
    rows = load(Division, "places.csv")
    return {**{d.code: d for d in rows if d.former}, **{d.code: d for d in rows if not d.former}}


@functools.cache
def _forms() -> dict[str, list[str]]:
    """What each form may mean. A present full name beats a former one, a prefecture's bare name a county's."""
    rows = sorted(load(Division, "places.csv"), key=lambda d: (d.former, d.code))
    full: dict[str, list[str]] = defaultdict(list)
    bare: dict[str, list[str]] = defaultdict(list)
    present = {form for d in rows if not d.former for form in (d.name, *d.also)}
    for d in rows:
        for form in (d.name, *d.also):
            if not d.former or form not in present:
                full[form].append(d.code)
        if d.short:
            bare[d.short].append(d.code)
    for form, codes in bare.items():
        high = [c for c in codes if _rank(c) != "county"]
        full.setdefault(form, high[:1] or codes)
    return dict(full)


@functools.cache
def _pairs() -> frozenset[str]:
    """Full names of two characters, like 和县 and 成县: also two characters of other words."""
    return frozenset(d.name for d in load(Division, "places.csv") if len(d.name) == 2)


@functools.cache
def _bare_counties() -> frozenset[str]:
    """Names of counties without 县 or 市: the only ones that other words hide often."""
    return frozenset(form for form, codes in _forms().items() if all(_rank(code) == "county" for code in codes))


@functools.cache
def _kinds() -> dict[str, tuple[bool, bool]]:
    """Of each form: is it a full name; is it bound to the place before it."""
    rows = load(Division, "places.csv")
    full = {form for d in rows for form in (d.name, *d.also)}
    bound = {d.name for d in rows if d.bound}
    return {form: (form in full, form in bound) for form in _forms()}


@functools.cache
def _automaton() -> tuple[Any, list[str]]:
    forms = sorted(_forms())
    return automaton(forms), forms


def divisions() -> Iterator[Division]:
    """Every row of places.csv."""
    yield from load(Division, "places.csv")
