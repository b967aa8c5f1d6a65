"""The words that tell whose report it is: the rows of organisation_cues.csv, and where they stand in a text."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from unioncorpus.catalogue.matching import automaton
from unioncorpus.model.records import OrgLevel, OrgType, SpeakerRole
from unioncorpus.resources import load

Frame = Literal["any", "led", "name", "speaker", "subject"]
_LONGEST = 8  # characters of the longest ending
_TRADE = 5  # characters of 省能源化学 at least


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of organisation_cues.csv."""

    form: str
    frame: Frame
    type: OrgType | None
    level: OrgLevel | None
    role: SpeakerRole | None
    weight: float
    cap: int
    example: str = ""
    note: str = ""
    where: str = ""


def scan(text: str, frame: Frame) -> list[tuple[Cue, int, int]]:
    words, cues = _automaton(frame)
    return [(cues[index], start, end) for index, start, end in words.find_matches_as_indexes(text)]


@functools.cache
def _automaton(frame: Frame) -> tuple[Any, list[Cue]]:
    cues = [cue for cue in load(Cue, "organisation_cues.csv") if cue.frame == frame]
    return automaton([cue.form for cue in cues]), cues


@functools.cache
def _endings() -> dict[str, Cue]:
    return {cue.form: cue for cue in load(Cue, "organisation_cues.csv") if cue.frame == "name"}


def name_cues(stem: str) -> Sequence[Cue]:
    """The row for the longest known ending of a name's stem."""
    for size in range(min(len(stem), _LONGEST), 0, -1):
        if stem[-size:] in _endings():
            return [_endings()[stem[-size:]]]
    if len(stem) >= _TRADE and stem[0] in "省市":  # 省 and a trade nobody listed
        return [_endings()["产业"]]
    return []
