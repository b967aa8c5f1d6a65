"""Whether a report is about trade-union work: the weight of union words against that of the organisations and trades that look alike."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import Literal

from unioncorpus import script
from unioncorpus.catalogue.matching import Tally
from unioncorpus.resources import load, word_list

_REACH = 12_000
_SHORT = 350  # a text shorter than this is weighed as if it were so long: one word in a heading proves little
_HALF = 2.0  # union weight in 1000 characters at which a report without look-alikes is as likely relevant as not
_AGAINST = 0.6  # what a look-alike's weight takes off
# 我院工会、妇委会、团总支合署办公: the union's report too
_JOINED = ("工会、", "工会和", "工会与", "工会及")
_OTHERS = word_list("bodies that share an office with a union")
_OPENING, _JOINTLY = 60, 0.15
_CORE = word_list("core words of union work")
_UNNAMED = 0.4  # what is left for a report that says none of these: 会员 and 慰问 are others' too
_THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of relevance_cues.csv."""

    form: str
    side: Literal["union", "other"]
    weight: float
    cap: int
    example: str = ""
    note: str = ""
    where: str = ""


def find_relevance(text: str, *, title: str = "") -> tuple[bool, float]:
    """Is the report about trade-union work, and how plainly so (0 to 1; relevant from 0.5 on).

    Args:
        text: clean simplified text of one report.
        title: the report's own title; a compilation of union reports prints it over strangers too, so it weighs as one line of text.

    Example:
        >>> find_relevance("工会积极发展会员,慰问困难职工,召开职代会。")[0], find_relevance("物业公司收取物业费,业主满意。")[0]
        (True, False)
    """
    folded = script.fold(text[:_REACH])
    union, other = _weigh(folded)
    named = _weigh(script.fold(title))[0] / 2 if union else 0.0
    per_thousand = 1000 / max(_SHORT, len(folded))
    joint = any(folded.startswith(_OTHERS, folded.find(words, 0, _OPENING) + len(words)) for words in _JOINED if words in folded[:_OPENING])
    against = _JOINTLY if joint else _AGAINST
    strength = max(0.0, (union + named - against * other) * per_thousand)
    if not any(word in folded for word in _CORE):
        strength *= _UNNAMED
    score = round(strength / (strength + _HALF), 4)
    return score >= _THRESHOLD, score


def _weigh(text: str) -> tuple[float, float]:
    tally, cues = _tally()
    weights = {"union": 0.0, "other": 0.0}
    # caps grow with the text: they are for 1000 characters
    for index, count in tally.count(text):
        cue = cues[index]
        weights[cue.side] += cue.weight * min(count, cue.cap * max(1.0, len(text) / 1000))
    return weights["union"], weights["other"]


@functools.cache
def _tally() -> tuple[Tally, list[Cue]]:
    cues = list(load(Cue, "relevance_cues.csv"))
    return Tally([cue.form for cue in cues]), cues
