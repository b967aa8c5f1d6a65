"""Whose report it is: type, form, level, name, place and who speaks, from the report's own words.

Four kinds of evidence vote, each with the weights of organisation_cues.csv: what the report calls its own (我镇, 全校), whom it says it is led by
(在镇党委的领导下), the name a union bears where it speaks of itself (opening and signature), and, weakly, what the report is busy with (护士, 车间).
Page titles lie, so a title only decides what the text leaves open.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import cast

from unioncorpus import script
from unioncorpus.catalogue.cues import Cue, name_cues, scan
from unioncorpus.catalogue.identity import OWN_NAME, form, identity, own_name, titled
from unioncorpus.catalogue.names import Name, find_bodies, find_names, is_subject
from unioncorpus.catalogue.place import Place, find_place, find_town
from unioncorpus.model.records import Organisation, OrgLevel, OrgType, SpeakerRole
from unioncorpus.resources import one_of, word_list

_REACH = 12_000  # characters read; what comes later says nothing new
_OPENING = 600  # where a report says whose it is
_FIRST_WORDS = 40
_EARLY = 2_500  # and within which its words keep their full weight
_LATE = 0.5  # weight of what stands later
_TITLE, _PAGE_TITLE = 0.3, 0.15  # weight of a name that only a title gives
_FAINT, _BUSY = 0.5, 6.0  # words of this weight or less tell what a report is busy with; together they weigh no more than that for a type
_FLOOR = 0.3  # less than that is no answer
_SYSTEM = 3.0  # what it takes to speak for all schools or hospitals of a place
_UNIT_TYPES = ("education", "health", "enterprise", "government", "village")
_AREAS: dict[OrgLevel, str] = {"province": "省", "city": "市州盟", "county": "县区旗"}
_STANDINGS: dict[OrgLevel, tuple[str, ...]] = {
    "province": ("省", "自治区"),
    "city": ("市", "州", "盟"),
    "county": ("县", "区", "旗"),
    "township": ("镇", "乡", "街道", "社区"),
    "unit": word_list("employers and other houses"),
}
_WITH_UNION = r"[、和与及][^,。;\n]{0,12}工会"  # 机关党委、工会
_STANDING = re.compile("|".join(sorted((form for forms in _STANDINGS.values() for form in forms), key=lambda form: -len(form))))
_LED = re.compile(rf"(?:{one_of('what a superior gives those below')})(?:[、和与及][^,。;:、\n]{{1,6}})?下")
_SPEAKS = re.compile(r"(?:我|谨|受)[^,。;:!\n]{0,6}?代表|代表(?=[^,。;:!\n]{1,20}(?:向|对|祝))|受[^,。;:!\n]{2,20}委托")
_MANDATE = re.compile(r"[^,。;:!\n向对就祝讲]{1,24}")
_ELECTED = re.compile(r"选举我|当选[^,。;\n]{0,8}工会|新一届工会委员会|我们工会委员会|本届工会委员会|我当选")
_UNION_TALK = 200  # a speech that says 工会 once in so many characters is the union's
# What a county's or a district's federation asks of those below it.
_UNDER = re.compile(rf"(?:按照?|根据|落实|完成|上报|贯彻)(?:县|区)总(?:工会)?[^,。;\n]{{0,12}}?(?:{one_of('what comes from a superior')}|任务|通知)")
# 全省先进 is of whoever won it.
_AWARDED = re.compile(rf"[“\"]?(?:{one_of('words that begin an honour')}|[一二三]等奖|第[一二三四五]名)")
_UNDER_VOTE, _UNDER_CAP = 1.5, 2
# A leader who comments on the union's report and then says what he asks of the union is not the union.
_LEADER = re.compile(
    r"我(?:都|也)?(?:完全|表示|非常)*(?:同意|赞同|赞成)|对(?:全[县市区省州旗镇乡]的?|我[县市区省]的?)?工会工作(?:是|予以|给予)[^,。]{0,12}(?:满意|肯定)"
    r"|对[^,。;\n]{0,16}工会工作[^,。;\n]{0,4}[提讲谈][^,。;\n]{0,8}(?:要求|意见|看法|希望)"
    r"|(?:[县区市省州旗]委|党委|党工委)(?:[、和]?[县区市省镇乡]?政府)?(?:对工会工作)?(?:历来|一贯|始终|一直)[^,。;\n]{0,8}(?:重视|关心)"
    r"|(?:[县区市省州旗]委|党委|党工委)(?:十分|高度|非常)重视工会"
    r"|(?:[县区市省州旗]委|党委|党工委)(?:[、和]?[县区市省镇乡]?政府)?(?:对[^,。;\n]{0,12})?是(?:充分|非常|十分|比较)?(?:满意|肯定)的"
    r"|^[^。;]{0,12}(?:这次|本次|此次|今天)(?:召开的)?[县区市省州旗]委工会工作会议"  # the committee's own meeting on the work of its unions
)
# The speaker's name under the title of a speech: 县委副书记 某某. A chairman who is secretary too speaks for the union.
_BYLINE = re.compile(
    rf"^(?![^\n]*工会)[^\n,。;:!]{{0,20}}(?:{one_of('offices of those who lead a place')})(?:[^\S\n][^\n,。;:!]{{0,8}}|[^\n,。;:!]{{0,3}})?$", re.MULTILINE
)
_BYLINES = 100  # characters in which it stands
_COUNTY_CITY = re.compile(one_of("what a city says that looks down on townships"))
_PREFECTURE = re.compile(one_of("what a city says that looks down on counties"))


@dataclass(slots=True)
class _Votes:
    """The votes of one report, and for every winner the phrase that weighed most."""

    type: dict[str, float]
    level: dict[str, float]
    unit: float  # for some employer, whichever
    phrases: dict[str, tuple[float, str]]

    def add(self, cue: Cue, weight: float, phrase: str) -> None:
        if cue.type:
            self.type[cue.type] += weight
            if cue.type == "local_federation" and not cue.level:  # the business of every territorial union
                self.type["township"] += weight
            if weight > self.phrases.get(cue.type, (0.0, ""))[0]:
                self.phrases[cue.type] = (weight, phrase)
        elif cue.level == "unit":
            self.unit += weight
            self.phrases.setdefault("unit", (weight, phrase))
        if cue.level:
            self.level[cue.level] += weight
            self.level[f"{cue.type}:{cue.level}"] += weight  # for the level of that type alone


def find_organisation(text: str, *, title: str = "", page_title: str = "", genre: str = "other") -> Organisation:
    """Whose report it is.

    Args:
        text: clean simplified text of one report.
        title: the report's own title or label line; weak evidence.
        page_title: the page's title; weaker still.
        genre: of `find_genre`; who speaks is asked of speeches and reports to a congress only.

    Example:
        >>> organisation = find_organisation("一年来,镇总工会在镇党委和县总工会的领导下,团结全镇职工,做了以下工作。")
        >>> organisation.type, organisation.level, organisation.evidence
        ('township', 'township', '镇党委')
    """
    folded = script.fold(text[:_REACH])
    led = _led_spans(folded)
    names = [name for name in find_names(folded, led) if name_cues(name.stem)]
    votes = _vote(folded, led, names, script.fold(title), script.fold(page_title))
    role = _speaker(folded, genre)
    kind = _beside(folded) or _type(votes, role, "工会" in folded or "职工" in folded)
    place = _own_place(text, names, kind, votes)
    level = _level(kind, votes, place, folded)
    name = own_name(names, kind, level, place)
    if not name and kind == "other":
        name = next(iter(find_bodies(folded)), "")
    if not name:
        name, place = titled(f"{script.fold(title)}\n{script.fold(page_title)}", kind, level, place)
    evidence = _evidence(votes, kind, folded, text, title)
    return Organisation(
        type=kind,
        form=form(kind, names, name),
        level=level,
        name=name,
        id=identity(name, place),
        evidence=evidence,
        speaker_role=_speaker_of(role, kind, genre, folded),
        place_evidence=place.evidence,
        province=place.province,
        city=place.city,
        county=place.county,
        region_code=place.code,
    )


def _beside(text: str) -> OrgType | None:
    """The type of a body that acts in the first words and is named oftener than any union: whatever else the text speaks of, the report is that body's."""
    subject = _subject(text)
    if subject is None or not is_subject(text, subject[1] + len(subject[0].form)):
        return None
    return subject[0].type if text.count(subject[0].form) > text.count("工会") else None


def _led_spans(text: str) -> list[tuple[int, int]]:
    """The stretches that name who leads: from 在 to 领导下."""
    spans = []
    for match in _LED.finditer(text):
        stop = max(text.rfind(mark, max(0, match.start() - 90), match.start()) for mark in "。;\n")
        start = text.rfind("在", max(0, match.start() - 90, stop + 1), match.start())
        if start >= 0:
            spans.append((start + 1, match.start()))
    return spans


def _vote(text: str, led: list[tuple[int, int]], names: list[Name], title: str, page_title: str) -> _Votes:
    votes = _Votes(defaultdict(float), defaultdict(float), 0.0, {})
    _vote_words(text, led, votes)
    _vote_under(text, votes)
    subject = _subject(text)
    if subject:
        cue, start = subject
        votes.add(cue, cue.weight, cue.form)
        _vote_standing(text, start, cue, votes)
    for name in names:
        for cue in name_cues(name.stem):
            votes.add(cue, cue.weight * name.weight, name.phrase)
            if not cue.level and name.weight >= OWN_NAME:
                _vote_area(name, cue, votes)
    # a compilation prints its title over strangers too: over a text that never says 工会 it proves nothing
    for words, share in ((title, _TITLE), (page_title, _PAGE_TITLE)) if "工会" in text else ():
        stem = re.sub(r"(?:总工会|工会联合会|工会).*", "", words, flags=re.DOTALL) if "工会" in words else ""
        for cue in name_cues(stem):
            votes.add(cue, cue.weight * share, stem)
        for cue, _, _ in scan(words, "any"):
            votes.add(cue, cue.weight * share, cue.form)
    return votes


def _subject(text: str) -> tuple[Cue, int] | None:
    """A body beside the unions that the first words name before any union, and where."""
    found = [(cue, start, end) for cue, start, end in scan(text[:_FIRST_WORDS], "subject") if text[start - 1 : start] not in tuple("、和与及")]
    return next(((cue, start) for cue, start, end in found if "工会" not in text[:start] and not re.match(_WITH_UNION, text[end : end + 20])), None)


def _vote_standing(text: str, start: int, cue: Cue, votes: _Votes) -> None:
    """The level of 县工商联 and 矿团委: the last place or house that stands right before."""
    before = re.split(r"[,。:;\n在和与及、]", text[max(0, start - _FIRST_WORDS) : start])[-1]
    marks = _STANDING.findall(before)
    if marks:
        level = next(level for level, of in _STANDINGS.items() if marks[-1] in of)
        votes.level[level] += cue.weight


def _vote_words(text: str, led: list[tuple[int, int]], votes: _Votes) -> None:
    """The votes of single words: inside a led-by frame as that frame weighs them, elsewhere as they stand, a few times each."""
    seen: dict[str, int] = defaultdict(int)
    busy: dict[OrgType | None, float] = defaultdict(float)
    frames = iter([*led, (len(text), len(text))])
    frame = next(frames)
    for cue, start, end in scan(text, "any"):
        while start >= frame[1] and frame[0] < len(text):
            frame = next(frames)
        if frame[0] <= start < frame[1] or (cue.form[0] == "全" and _AWARDED.match(text, end)):
            continue
        seen[cue.form] += 1
        if seen[cue.form] <= cue.cap and (cue.weight > _FAINT or busy[cue.type] < _BUSY):
            busy[cue.type] += cue.weight if cue.weight <= _FAINT else 0.0
            votes.add(cue, cue.weight * (1.0 if start < _EARLY else _LATE), cue.form)
    for start, end in led:
        share = 1.0 if start < _OPENING else _LATE
        for cue, _, _ in scan(text[start:end], "led"):
            seen["在" + cue.form] += 1
            if seen["在" + cue.form] <= cue.cap:
                votes.add(cue, cue.weight * share, cue.form)


def _vote_area(name: Name, cue: Cue, votes: _Votes) -> None:
    """The level of 县交通系统工会 and 市建筑行业工会: the area their name begins with."""
    for level, marks in _AREAS.items():
        if any(mark in name.stem for mark in marks):
            votes.level[level] += cue.weight * name.weight
            return


def _vote_under(text: str, votes: _Votes) -> None:
    """Whoever works to a county federation's orders is not one: what speaks for a territorial union then speaks for a township."""
    orders = _UNDER.findall(text)[:_UNDER_CAP]
    if orders:
        votes.type["township"] += _UNDER_VOTE * len(orders)
        votes.level["township"] += _UNDER_VOTE * len(orders)
        votes.phrases.setdefault("township", (_UNDER_VOTE, orders[0]))


def _type(votes: _Votes, role: SpeakerRole, of_workers: bool) -> OrgType:
    """The type with most votes; a place's report that never speaks of union or workers is its government's."""
    scores = dict(votes.type)
    if votes.unit:
        best = max(_UNIT_TYPES, key=lambda t: scores.get(t, 0.0))
        scores[best if scores.get(best) else "unknown"] = scores.get(best, 0.0) + votes.unit
    if not scores or max(scores.values()) < _FLOOR:
        return "unknown"
    kind = max(sorted(scores), key=lambda t: scores[t])
    if not of_workers and kind in ("local_federation", "township"):
        return "party_government"
    if role in ("party", "government") and kind in ("local_federation", "township", "government", "industry"):
        return "party_government"
    return cast(OrgType, kind)


def _level(kind: OrgType, votes: _Votes, place: Place, text: str) -> OrgLevel:
    if kind in ("township", "village"):
        return "township" if kind == "township" else "unit"
    if kind == "unknown":
        return "unit" if votes.unit >= _FLOOR else "unknown"
    areas = {level: weight for level, weight in votes.level.items() if ":" not in level and level != "unit"}
    if kind in ("education", "health", "enterprise", "government"):
        return _system_level(kind, areas, votes)
    best = max(sorted(areas), key=lambda level: areas[level]) if areas else ""
    if not best:
        return "unit" if votes.unit or votes.level.get("unit") else "unknown"
    if best == "city" and _county_city(text, place, areas):
        return "county"
    return cast(OrgLevel, best)


def _system_level(kind: OrgType, areas: dict[str, float], votes: _Votes) -> OrgLevel:
    """An employer's union, unless more speaks for a whole place's schools or hospitals than for one of them."""
    system = {level: votes.level.get(f"{kind}:{level}", 0.0) for level in areas}
    best = max(sorted(system), key=lambda level: system[level], default="")
    return cast(OrgLevel, best) if best and system[best] >= _SYSTEM and system[best] > votes.level.get(f"{kind}:unit", 0.0) + votes.unit else "unit"


def _county_city(text: str, place: Place, areas: dict[str, float]) -> bool:
    """A city that looks down on townships is a county-level one; its code says so where the place is known."""
    if place.county:
        return True
    if place.code:
        return False
    below = _COUNTY_CITY.findall(text)
    # one 乡镇街道 is said by a prefecture too; 各乡镇 is not
    return len(below) + text.count("县域经济") > max(len(_PREFECTURE.findall(text)), 0 if any(words[0] != "镇" for words in below) else 1)


def _own_place(text: str, names: list[Name], kind: OrgType, votes: _Votes) -> Place:
    """The place, looked for no deeper than the organisation's level allows."""
    depth = "county"
    own = [n.phrase for n in names if n.weight >= OWN_NAME]
    if kind == "local_federation":
        named = next((place for place in (find_place("", name=phrase) for phrase in own) if place.code), None)
        if named:
            return named
    if kind in ("local_federation", "party_government", "industry"):
        provincial, local = votes.level.get("province", 0.0), max((votes.level.get(level, 0.0) for level in ("city", "county", "township")), default=0.0)
        depth = "province" if provincial > local else "county"
    place = find_place(text, name=" ".join(own), depth=depth)
    for phrase in own if kind in ("township", "education", "health") else []:
        place = find_town(phrase, place)
    return place


def _speaker(text: str, genre: str) -> SpeakerRole:
    """Who speaks: whom the speaker says he speaks for, else how he speaks of the union."""
    if genre not in ("speech", "work_report"):
        return "union" if genre != "other" and "工会" in text else "unknown"
    for match in _SPEAKS.finditer(text):
        heard = _MANDATE.match(text, match.end() if match[0][-1] != "托" else match.start() + 1)
        roles = [cue.role for cue, _, _ in scan(heard[0], "speaker")] if heard else []
        if roles:
            return "union" if genre == "work_report" or (roles[0] != "party" and "union" in roles) else cast(SpeakerRole, roles[0])
    if _ELECTED.search(text):
        return "union"
    if _LEADER.search(text) or (genre == "speech" and _BYLINE.search(text, 0, _BYLINES)):
        return "party"
    return "union" if genre == "work_report" and "工会" in text[:_OPENING] else "unknown"


def _speaker_of(role: SpeakerRole, kind: OrgType, genre: str, text: str) -> SpeakerRole:
    """Where a speech does not say for whom: in an employer's hall the union if it talks of little else, else the employer."""
    if genre != "speech" or role != "unknown":
        return role
    if text.count("工会") * _UNION_TALK >= len(text):
        return "union"
    return "employer" if kind in ("education", "health", "enterprise", "government") else "unknown"


def _evidence(votes: _Votes, kind: OrgType, folded: str, text: str, title: str) -> str:
    """The phrase that weighed most for the type, as it stands in the text, else in the title."""
    keys = [kind] if kind != "party_government" else ["local_federation", "township", "government", "industry"]
    phrases = sorted((votes.phrases[k] for k in [*keys, "unit"] if k in votes.phrases), key=lambda p: -p[0])
    for _, phrase in phrases:
        at = folded.find(phrase)
        if at >= 0:
            return text[at : at + len(phrase)]
        if phrase in title:
            return phrase
    return ""
