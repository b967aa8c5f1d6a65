"""What a dated citation is made of: the rows of the resource tables, the time a citation allows, and the text as names are looked for in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import Literal, NamedTuple

AnchorRole = Literal["congress", "plenum", "session", "plan", "campaign", "slogan", "programme", "law", "event", "year"]
Strength = Literal["point", "strong", "weak"]

HIDDEN = re.compile(r"[·•・“”\"'‘’《》〈〉<>『』 \u3000]")  # what writers put around names, and take away
CLAUSE = re.compile(r"[,，。;；!?\n]")
NUMERAL = r"(?:\d{1,3}|[一二两三四五六七八九十百零〇]{1,5})"


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
    peaks: tuple[int, ...] = ()  # the years in which it is cited most
    month: bool = False  # the text says in which month it was: news of the year that a summary sums up
    fresh: bool = False  # a meeting that has just closed: a plan written then is for the year after


class Stripped(NamedTuple):
    """The text without quotation marks and blanks, and the way back."""

    text: str
    gaps: tuple[int, ...]  # positions in `text` at which a character was taken out, one entry for each

    def back(self, position: int) -> int:
        """The place in the original of a character of `text`."""
        # every gap at or before the character has moved it by one
        low = bisect_left(self.gaps, position + 1)
        return position + low


def strip(text: str) -> Stripped:
    gaps, parts, at = [], [], 0
    for number, match in enumerate(HIDDEN.finditer(text)):
        start = match.start()
        parts.append(text[at:start])
        gaps.append(start - number)
        at = start + 1
    parts.append(text[at:])
    return Stripped("".join(parts), tuple(gaps))
