"""What stands around the reports of a page: chrome, titles, lead-ins, labels, footers. Every stretch outside the reports gets a row with its reason."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from unioncorpus.loader.lines import MARKER, Line, ends_sentence
from unioncorpus.loader.phrases import SitePhrase, intro_score, match_line
from unioncorpus.model.records import Removed, RemovedKind

_TITLE_MAX = 50  # characters: a longer line is no title
_HEAD_LINES = 15  # a lead-in stands within so many lines
_TAIL_LINES = 60  # a footer is no longer than this
_INTRO = 2  # score from which a paragraph is an editor's lead-in
_PROSE = 60  # characters: from here on a line with a full stop is prose
_TITLE_WORD = re.compile(r"总结|计划|要点|报告|讲话|致辞|发言|汇报|述职|方案|打算|范文|意见|体会|材料|安排|情况|工作|篇")
_PREVIEW_NUMBER = re.compile(r"\d{1,2}、")
_SALUTATION = re.compile(r"^(?:尊敬的|各位|同志们|大家好|女士们|亲爱的|敬爱的).{0,40}[:!,]?$|.{0,20}(?:同志们|代表们|同事们|领导|朋友们)\s*[:!]$")


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of one report, and what was read off the lines around them."""

    first: int  # positions in the page's lines
    last: int  # inclusive; before `first` if nothing is left
    truncated: bool = False
    skip: int = 0  # characters of the first line that are not the report's


def find_body(
    lines: Sequence[Line], first: int, last: int, *, titles: Set[str], whole_page: bool, template: Set[str] = frozenset()
) -> tuple[Body, list[Removed]]:
    """The lines of a report within `lines[first:last + 1]`, and the rows for the lines around it.

    Args:
        titles: titles of the page and of its labels: a repeat of one of them at the top is boilerplate.
        whole_page: the page is one report, so its first title-like line is the page's title.
        template: lines known to be the site's own (simplified, half-width).
    """
    removed: list[Removed] = []
    begin = _skip_head(lines, first, last, titles, whole_page, template, removed)
    glued = removed and begin <= last and removed[-1].rule == "head:title-glued"
    skip = removed[-1].end - lines[begin].start if glued else 0
    stop, truncated = _skip_tail(lines, begin, last, template, removed)
    return Body(begin, stop, truncated, skip), removed


def head_rows(lines: Sequence[Line], first: int, last: int) -> list[Removed]:
    """Rows for everything that stands before the first label of a compilation."""
    rows = []
    for line in lines[first : last + 1]:
        if phrase := match_line(line.text, "line", "head", "tail"):
            rows.append(_row(line, phrase.kind, phrase.where))
        elif is_title(line.text):
            rows.append(_row(line, "title", "head:title"))
        elif len(line.text) < _TITLE_MAX and not ends_sentence(line.text):
            rows.append(_row(line, "site", "head:short-line"))
        else:
            rows.append(_row(line, "intro", "head:lead-in"))
    return rows


def holds_report(lines: Sequence[Line], first: int, last: int) -> bool:
    """Whether the lines before a first label that is not number 1 are a report whose label was lost, and not a lead-in."""
    prose = [line.text for line in lines[first : last + 1] if len(line.text) >= _PROSE and "。" in line.text and intro_score(line.text) < _INTRO]
    return sum(map(len, prose)) >= 400


def _row(line: Line, kind: RemovedKind, rule: str) -> Removed:
    return Removed(line.start, line.end, kind, rule)


def is_title(text: str) -> bool:
    """Whether a line reads as the title of a document."""
    return len(text) <= _TITLE_MAX and not re.search(r"[。;!?,]", text) and not text.endswith(":") and bool(_TITLE_WORD.search(text)) and not MARKER.match(text)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _skip_head(lines: Sequence[Line], first: int, last: int, titles: Set[str], whole_page: bool, template: Set[str], removed: list[Removed]) -> int:
    """The first line of the report; rows for the lines before it."""
    known = {_bare(t).casefold() for t in titles if t}
    intro_end = _last_intro(lines, first, min(last, first + _HEAD_LINES)) if whole_page else first - 1
    title_seen = False
    i = first
    while i <= last:
        line = lines[i]
        if line.text in template:
            removed.append(_row(line, "site", "template"))
        elif phrase := match_line(line.text, "line", "head") or (match_line(line.text, "tail") if i <= intro_end else None):
            removed.append(_row(line, phrase.kind, phrase.where))
        elif _bare(line.text).casefold() in known and len(line.text) <= _TITLE_MAX:
            removed.append(_row(line, "title", "head:title-repeated"))
        elif i <= intro_end:
            kind: RemovedKind = "title" if is_title(line.text) else "intro"
            removed.append(_row(line, kind, "head:title" if kind == "title" else "head:lead-in"))
            known |= {_bare(line.text).casefold()} if kind == "title" else set()
        elif whole_page and not title_seen and is_title(line.text):
            removed.append(_row(line, "title", "head:title"))
            known.add(_bare(line.text).casefold())
            title_seen = True
        elif not whole_page and i == first and intro_score(line.text) >= _INTRO + 1 and "。" in line.text:
            removed.append(_row(line, "intro", "head:lead-in"))
        else:
            number = _PREVIEW_NUMBER.match(line.text)
            start = number.end() if number else 0
            if whole_page and (glued := _glued_title(line.text[start:], known)):
                if start:
                    removed.append(Removed(line.start, line.start + start, "page", "page:preview-number"))
                removed.append(Removed(line.start + start, line.start + start + glued, "title", "head:title-glued"))
            break
        i += 1
    return i


def _glued_title(text: str, known: Set[str]) -> int:
    """Length of a title that stands before the first sentence of the report, without a line break."""
    for length in range(min(len(text) - 10, _TITLE_MAX), 5, -1):
        if is_title(text[:length]) and _bare(text[:length]).casefold() in known and text[length] not in "的是为和与及、,》)":
            return length
    return 0


def _last_intro(lines: Sequence[Line], first: int, last: int) -> int:
    """The last line of an editor's lead-in near the top, or `first - 1`. Salutations and section markers end the search."""
    found = first - 1
    for i in range(first, last + 1):
        text = lines[i].text
        if MARKER.match(text) or _SALUTATION.match(text):
            break
        if intro_score(text) >= _INTRO and len(text) < 600:
            found = i
    return found


def _skip_tail(lines: Sequence[Line], begin: int, last: int, template: Set[str], removed: list[Removed]) -> tuple[int, bool]:
    """The last line of the report, and whether a notice says that it is cut off; rows for the lines behind it."""
    start, phrase = _tail_start(lines, begin, last, template)
    truncated = False
    reason = phrase.where if phrase else "template"
    for line in lines[start : last + 1]:
        own = match_line(line.text, "line", "tail")
        truncated = truncated or (own is not None and own.effect == "truncated")
        kind: RemovedKind = own.kind if own else "title" if is_title(line.text) and phrase is None else "site"
        removed.append(_row(line, kind, own.where if own else f"after {reason}"))
    return start - 1, truncated


def _tail_start(lines: Sequence[Line], begin: int, last: int, template: Set[str]) -> tuple[int, SitePhrase | None]:
    """Walk up from the end over the site's lines and over short lines below them."""
    start, reason = last + 1, None
    for i in range(last, max(begin - 1, last - _TAIL_LINES), -1):
        text = lines[i].text
        touches = i == start - 1  # a page label or a date is the site's only where the site's lines follow at once
        if phrase := match_line(text, "tail") or (match_line(text, "line") if touches else None):
            start, reason = i, phrase
        elif touches and (text in template or (intro_score(text) >= _INTRO + 1 and i > begin and len(text) < 200)):
            start = i
        elif len(text) >= _PROSE and "。" in text:
            break
    return start, reason

