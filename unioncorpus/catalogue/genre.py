"""What kind of text a report is: summary, plan, key points, speech, work report, personal report.

The text's own first line, salutation and opening decide; between summary and plan the thickness of 了 and 先后 against 要 and 继续 does.
A title given from outside is a weak vote, since compilations print every report under one title.
"""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from unioncorpus import script
from unioncorpus.catalogue.matching import Tally
from unioncorpus.model.records import Genre
from unioncorpus.resources import load, one_of, word_list

Frame = Literal["title", "line", "salutation", "opening", "ending", "any", "density", "time"]
_OPENING, _SALUTATION, _ENDING, _LINE = 500, 60, 120, 40
_REACH = 12_000
_DONE = 3.0  # occurrences of done words in 1000 characters that make a summary likely
_TO_DO = 0.4  # to-do words are commoner in plans than done words in summaries
_TENSE = 3.0  # the most that the thickness of done and to-do words can weigh
_GREETING = re.compile(rf"^\s*(?:{one_of('how hearers are greeted')})[^。;\n]{{0,30}}[:!]", re.MULTILINE)
_SALUTED, _GREETED, _COUNTED = 5.0, 2.5, 1.0  # a text that greets its hearers; one that does so and then speaks like a paper; and is full of figures
# 我 as a person, not 我校 or 我们
_NOT_I = "".join(word_list("what follows 我 that is more than one person"))
_I = re.compile(f"我(?![{_NOT_I}])")
_MY_REPORT = ("现将我", "现就我", "现把我")  # 现将我一年的工作述职如下
_TITLED = re.compile("《[^《》\n]{2,30}》")  # 《行动计划纲要》 plans nothing
_FEW = 1000  # characters in which one word of a title weighs
# 关于表彰先进小组的决定: what is decided or made known, in the first line or sentence
_DECIDED = rf"\s*(?:[^\n。,;]{{0,24}}工会)?关于[^\n。;]{{3,40}}的(?:{one_of('papers that decide or make known')})(?=[\n。:\s]|$)"
_HERE = re.compile(r"我们[^,。;\n]{0,10}(?:召开|举行|欢聚|相聚|集会)(?!了)")  # the meeting at which it is said
# 我于某年担任工会主席, and what is asked of those who hear it: a person gives account. One just elected makes a speech.
_OFFICE = re.compile(
    rf"(?:(?<![选举让推])我(?![{_NOT_I}])|本人)[^,。;\n]{{0,16}}?(?:担任|兼任|接任|出任|当选|(?<![责])任(?![务何命职免])|走上)"
    rf"[^,。;\n]{{0,14}}?(?:{one_of('offices in a union or a school')})"
)
_ASSESSED = re.compile(r"(?<![邀聘])请[^,。;\n]{0,8}评议(?=[,。;!\n]|$)")
# 分会今年打算办好, 20xx年计划从: somebody intends; 计划 alone is a paper, or a family's
_INTENDS = re.compile(
    r"(?:会|我们|公司|协会|年度?)(?:今年|本年度?|新年度|下半年|本学期|[\dx×X*]{4}年)?(?:计划|打算|拟|准备)(?=[\u4e00-\u9fff\d])"
    rf"(?!的|和|及|与|地|{one_of('words after 计划 that make it a thing')})"
)
_FIRST_WORDS, _INTENDED = 80, 2.5
_ACCOUNT = 4.0  # what each of them weighs
_MINE = 8.0  # what 现将我 weighs
_DECISION = 6.0  # what a decision or notice weighs
_PERSONAL, _OFTEN = 3.0, 6  # what 我 weighs at most, and how often in 1000 characters it then stands
_FIGURE = re.compile(rf"\d余?(?:{one_of('classifiers of the figures of a report')}|万)")
_FIGURES = 6  # so many counted things are as good as one 了: a terse summary has figures instead
_REPORTED = 4  # so many in a text that greets its hearers and says nothing else to them
_SHORT = 300  # a text shorter than this is weighed as if it were so long
_FLOOR = 1.5


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of genre_cues.csv."""

    form: str
    frame: Frame
    genre: Genre | None  # None: of no genre in particular
    weight: float
    cap: int
    example: str = ""
    note: str = ""
    where: str = ""


def find_genre(text: str, *, title: str = "") -> Genre:
    """The genre of a report.

    Args:
        text: clean simplified text of one report.
        title: the report's own title or label line; weak evidence.

    Example:
        >>> find_genre("同志们:今天我们在这里召开工会工作会议,我讲几点意见。")
        'speech'
        >>> find_genre("一年来,我们发展了会员30人。现将工作总结如下:一、组织建设取得了进展。")
        'summary'
    """
    folded = script.fold(text[:_REACH])
    if not folded.strip():
        return "other"
    votes: dict[str, float] = defaultdict(float)
    tense: dict[Genre | None, int] = defaultdict(int)
    spoken = False
    figures = len(_FIGURE.findall(folded))
    for cue, count in _counts(folded, script.fold(title)):
        if cue.frame in ("density", "time"):
            if cue.genre or cue.frame == "time":  # 主要 and 现将 only look like 要 and 将
                tense[cue.genre] += count
        else:
            spoken = spoken or (cue.genre == "speech" and cue.frame in ("opening", "line"))
            tense[None] += cue.frame == "opening"  # an opening of the genre is somebody's
            votes[cue.genre or "other"] += cue.weight * min(count, cue.cap)
    _weigh_manner(folded, spoken, figures, votes)
    tense["summary"] += figures // _FIGURES
    _weigh_tense(tense, len(folded), votes)
    if votes["work_report"] >= 6:  # the salutation is a congress's too
        votes["work_report"] += votes["speech"]
    if votes["key_points"] >= 2.5 and votes["plan"] > votes["summary"]:
        votes["key_points"] += votes["plan"]
    best = max(sorted(votes), key=lambda genre: votes[genre])
    if best in ("summary", "plan") and not tense[None]:
        return "other"
    if votes[best] < _FLOOR:
        best = "other" if not tense[None] else "plan" if tense["plan"] > tense["summary"] + 1 else "summary"
    return cast(Genre, best)


def _weigh_manner(text: str, spoken: bool, figures: int, votes: dict[str, float]) -> None:
    """Votes for what shows in the manner of a text: it greets its hearers, a person gives account of an office, somebody intends something."""
    beginning = text[: _OPENING // 2]
    if _GREETING.search(beginning):
        spoken = spoken or _HERE.search(beginning) is not None
        votes["speech"] += _SALUTED if spoken else _COUNTED if figures >= _REPORTED else _GREETED
    ends = (beginning, text[-_ENDING:])
    votes["personal_report"] += sum(_ACCOUNT for pattern in (_OFFICE, _ASSESSED) if any(pattern.search(end) for end in ends))
    own = any(text[at + len(words) : at + len(words) + 1] not in _NOT_I for words in _MY_REPORT if (at := text.find(words, 0, _OPENING)) >= 0)
    votes["personal_report"] += _MINE if own else 0.0
    votes["other"] += _DECISION if "关于" in text[:40] and re.match(_DECIDED, text[:100]) else 0.0
    if votes["personal_report"] >= _TENSE:
        votes["personal_report"] += min(_PERSONAL, _PERSONAL * len(_I.findall(text)) / (_OFTEN * max(1.0, len(text) / 1000)))
    votes["plan"] += _INTENDED if _INTENDS.search(text[:_FIRST_WORDS]) else 0.0


def _counts(text: str, title: str) -> Iterator[tuple[Cue, int]]:
    """Every cue found in its frame, with how often."""
    first = text.lstrip().split("\n", 1)[0]
    frames: dict[Frame, str] = {
        "title": title,
        "line": first if len(first) <= _LINE and first[-1:] not in "。;:," else "",
        "salutation": text[:_SALUTATION],
        "opening": text[: min(_OPENING, max(_OPENING // 4, len(text) // 2))],
        "ending": text[-_ENDING:],
        "any": text,
        "density": _TITLED.sub("", text) if len(text) < _FEW and "《" in text else text,
        "time": text,
    }
    for frame, stretch in frames.items():
        tally, cues = _tally(frame)
        for index, count in tally.count(stretch):
            for cue in cues[index]:
                yield cue, count


def _weigh_tense(counts: dict[Genre | None, int], length: int, votes: dict[str, float]) -> None:
    """Votes for summary and plan by how thick the text is with what was done and what is to be done."""
    done, to_do = (count * 1000 / max(_SHORT, length) for count in (counts["summary"], counts["plan"]))
    votes["summary"] += min(_TENSE, _TENSE / 2 * done / _DONE)
    votes["plan"] += min(_TENSE, _TO_DO * to_do / max(1.0, done))


@functools.cache
def _tally(frame: Frame) -> tuple[Tally, list[list[Cue]]]:
    rows: dict[str, list[Cue]] = defaultdict(list)
    for cue in load(Cue, "genre_cues.csv"):
        if cue.frame == frame:
            rows[cue.form].append(cue)
    return Tally(list(rows)), list(rows.values())
