"""What stands around the reports of a page: chrome, titles, lead-ins, labels, footers. Every stretch outside the reports gets a row with its reason."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from unioncorpus.loader import chrome
from unioncorpus.loader.furniture import is_menu, is_page_data, starts_with_key, tells_when_posted
from unioncorpus.loader.lines import MARKER, Line, ends_sentence
from unioncorpus.loader.phrases import SitePhrase, intro_score, match_line
from unioncorpus.model.records import Removed, RemovedKind
from unioncorpus.resources import one_of

_TITLE_MAX = 50  # characters: a longer line is no title
_TITLE_WEIGHT = 6  # more signs of the site than a headline has
_HEAD_LINES = 15  # a lead-in stands within so many lines
_TAIL_LINES = 60  # a footer is no longer than this
_LAST_LINES = 8  # among these a menu or a line of page data begins the footer
_INTRO = 2  # score from which a paragraph is an editor's lead-in
_HEAD_MAX = 60  # lines above a report
_OWN = -6  # a line that weighs this little is surely a report's
_SENTENCE_MIN = 35  # characters: a line this long with a full stop is a sentence of somebody's
_PROSE = 60  # characters: from here on a line with a full stop is prose
_WRAPPED_MIN = 15  # characters of a line that was wrapped
_PAUSED = re.compile("[。;,]")
_POST_HEAD = 5  # lines above the one that tells when something was posted
_POST_MIN = 80  # characters of prose that make a post
_NO_TITLE = re.compile(r"[。;!?,]|:$")
_NO_WORD = re.compile(r"[\W_]+")
_TITLE_WORD = re.compile(f"{one_of('documents of the genre')}|{one_of('other documents with a title')}|意见|情况|工作(?:思路|回顾|实绩|纪实|概况|综述)|篇")
# A part of a document, a bullet, or a row of entries.
_ENTRIES = re.compile(r"^第\s*[一二三四五六七八九十]{1,3}\s*部分|^(?!○○)[·▪•■□◆◇○△>»]|(?:^|[:\s])\S{2,8}(?:\s+\S{2,8}){3,}$|:\s*\S{2,8}(?:\s+\S{2,8}){2,}$")
_OWN_PROSE = 120  # characters of prose in which no editor speaks: from here on a report has begun
_FIGURE = re.compile(rf"\d+(?:\.\d+)?\s*(?:余|多)?\s*(?:万|亿)?(?:{one_of('what reports count')}|%)")
_SECTION = re.compile(r"[一二三四五六七八九十]{1,3}\s*、|[(][一二三四五六七八九十]{1,3}[)]")
_ADDRESSES_VISITOR = re.compile(f"您|{one_of('words of a website')}|{one_of('words to a visitor of a website')}")
_MAIL = re.compile(rf"(?:{one_of('fields of a letter sent by mail')})\s*:", re.I)
_COUNTED = re.compile(r"(?:浏览|回复|阅读|点击|查看|下载)\s*\d")  # how often a page was read
_PATH = re.compile(r"[>»›→].*[>»›→]|^[│|]|^[^-_|]{2,10}(?:网|网站|论坛|文库)$")  # the way to a page, the name of a site
_RULED = re.compile(r"[-=_*~—]{3,}[^-=_*~—。;,]{0,14}[-=_*~—]*$")  # a ruled line, a word in it or not
_UNSURE = ("lines:site", "head:among-site-lines", "head:short-line")  # rules that do not say what a line is
_DATE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_HEADLINE = re.compile(r"[^。;:|>»·▪]{6,40}$")
_GAP = re.compile(r"\S\s{2,}\S")  # several things on one line
_PREVIEW_NUMBER = re.compile(r"\d{1,2}、")
_SALUTATION = re.compile(
    rf"^各.{{1,30}}(?:{one_of('bodies that a letter goes to')})(?:[(].{{1,20}}[)])?:$"
    rf"|^(?:{one_of('words that begin a salutation')}).{{0,40}}[:!,]?$|.{{0,20}}(?:{one_of('words that end a salutation')})\s*[:!]$"
)


class Body(NamedTuple):
    """The lines of one report, and what was read off the lines around them."""

    first: int  # positions in the page's lines
    last: int  # inclusive; before `first` if nothing is left
    truncated: bool = False
    skip: int = 0  # characters of the first line that are not the report's


def find_body(
    lines: Sequence[Line], first: int, last: int, *, titles: Set[str], whole_page: bool, own_title: bool = False, template: Set[str] = frozenset()
) -> tuple[Body, list[Removed]]:
    """The lines of a report within `lines[first:last + 1]`, and the rows for the lines around it.

    Args:
        titles: titles of the page and of its labels: a repeat of one of them at the top is boilerplate.
        whole_page: the page is one report, so its first title-like line is the page's title.
        own_title: a title-like line at the top is the report's own, not the page's.
        template: lines known to be the site's own (simplified, half-width).
    """
    removed: list[Removed] = []
    site = [False] * first + chrome.of_site(lines[first : last + 1])
    begin = _skip_head(lines, first, last, titles, whole_page, own_title, template, site, removed)
    glued = removed and begin <= last and removed[-1].rule == "head:title-glued"
    skip = removed[-1].end - lines[begin].start if glued else 0
    stop, truncated = _skip_tail(lines, begin, last, template, site, removed)
    return Body(begin, stop, truncated, skip), removed


def find_tail(lines: Sequence[Line]) -> tuple[int, list[Removed]]:
    """The last line of a report that another follows, and the rows for the site's lines between the two."""
    removed: list[Removed] = []
    last, _ = _skip_tail(lines, 0, len(lines) - 1, frozenset(), chrome.of_site(lines), removed)
    return last, removed


def head_rows(lines: Sequence[Line], first: int, last: int) -> list[Removed]:
    """Rows for everything that stands before the first label of a compilation."""
    rows = []
    for line in lines[first : last + 1]:
        if phrase := match_line(line.text, "line", "head", "tail"):
            rows.append(_row(line, phrase.kind, phrase.where))
        elif is_menu(line.text) or is_page_data(line.text) or tells_when_posted(line.text):
            rows.append(_row(line, "site", "furniture"))
        elif is_title(line.text):
            rows.append(_row(line, "title", "head:title"))
        elif chrome.is_page_mark(line.text):
            rows.append(_row(line, "page", "head:page"))
        elif (len(line.text) < _TITLE_MAX and not ends_sentence(line.text)) or (intro_score(line.text) == 0 and chrome.weigh(line.text) > 0):
            rows.append(_row(line, "site", "head:short-line"))
        else:
            rows.append(_row(line, "intro", "head:lead-in"))
    titled = [i for i, row in enumerate(rows) if row.kind == "title"]
    for i in titled:
        if {i - 1, i + 1} <= set(titled) or {i + 1, i + 2} <= set(titled) or {i - 1, i - 2} <= set(titled):
            rows[i] = replace(rows[i], kind="site", rule="head:contents")  # three titles on end are a table of contents
    return rows if titled else _with_headline(rows, lines[first : last + 1])


def _above_posting(lines: Sequence[Line], i: int) -> bool:
    """Whether a line stands right above the one that tells when the page was posted, as its headline does."""
    return len(lines[i].text) >= 10 and i + 1 < len(lines) and _opens_post(lines[i + 1].text) and not _MAIL.match(lines[i].text)


def holds_report(lines: Sequence[Line], first: int, last: int, lost: bool) -> bool:
    """Whether the lines before a first label are a report without one, and not a lead-in; `lost`: the first label found is not number 1."""
    prose = [line.text for line in lines[first : last + 1] if len(line.text) >= _PROSE and "。" in line.text and intro_score(line.text) < _INTRO]
    marked = sum(MARKER.match(line.text) is not None for line in lines[first : last + 1])
    own = sum(len(line.text) for line in lines[first : last + 1] if intro_score(line.text) == 0 and not match_line(line.text, "line", "head", "tail"))
    return sum(map(len, prose)) >= (150 if lost else 400 if marked >= 2 else 1000) or (lost and marked >= 1 and own >= _OWN_PROSE)


def _row(line: Line, kind: RemovedKind, rule: str) -> Removed:
    return Removed(line.start, line.end, kind, rule)


def is_title(text: str) -> bool:
    """Whether a line reads as the title of a document."""
    if len(text) > _TITLE_MAX or _NO_TITLE.search(text) or MARKER.match(text) or _ENTRIES.search(text) or not _TITLE_WORD.search(text):
        return False
    if _MAIL.match(text) or _COUNTED.search(text) or _PATH.search(text):
        return False
    return not (is_menu(text) or is_page_data(text) or tells_when_posted(text) or chrome.weigh(text) > _TITLE_WEIGHT)


def _bare(text: str) -> str:
    return _NO_WORD.sub("", text)


@functools.lru_cache(maxsize=1)
def _bare_all(titles: frozenset[str]) -> frozenset[str]:
    """The titles of a page as they are compared; asked for by each of its reports."""
    return frozenset(_bare(title).casefold() for title in titles if title)


def _skip_head(
    lines: Sequence[Line],
    first: int,
    last: int,
    titles: Set[str],
    whole_page: bool,
    own_title: bool,
    template: Set[str],
    site: Sequence[bool],
    removed: list[Removed],
) -> int:
    """The first line of the report; rows for the lines before it.

    On a page that is one report everything above the last line that is the site's is the site's, as far as the first line that is surely the report's. Below a
    label only what is recognised from the top on.
    """
    known = set(_bare_all(frozenset(titles)))
    intro_end = _last_intro(lines, first, min(last, first + _HEAD_LINES)) if whole_page else first - 1
    above = _above(lines, site, first, last)
    end = max(above, _surely_report(lines, max(first, intro_end + 1, above), last, template)) if whole_page else last + 1
    rows: list[Removed] = []
    keep, title_seen = first, own_title
    for i in range(first, end):
        line = lines[i]
        role = _role(line, i <= intro_end, known, template, i == first and not whole_page)
        if role is None and whole_page and not title_seen and is_title(line.text):
            role, title_seen = ("title", "head:title"), True
        if role and role[0] == "title":
            known.add(_bare(line.text).casefold())
        if role is None and i + 1 < end and _opens_post(lines[i + 1].text) and chrome.weigh(line.text) <= 0 and not _MAIL.match(line.text):
            role = ("title", "head:title-of-post")
        if role is None and site[i]:
            role = ("site", "lines:site")
        if role is None and not whole_page:
            break
        rows.append(_row(line, *(role or ("site", "head:among-site-lines"))))
        keep = i + 1 if role else keep
    removed += rows[: keep - first] if title_seen or not whole_page else _with_headline(rows[: keep - first], lines[first:keep])
    if keep <= last and whole_page:
        removed += _glued_rows(lines[keep], known)
    return keep


def _with_headline(rows: list[Removed], lines: Sequence[Line]) -> list[Removed]:
    """The rows above a report without a title: the first line that could be a headline is one, though it reads as a question or a cry."""
    for i, (row, line) in enumerate(zip(rows, lines, strict=True)):
        headline = row.rule in _UNSURE and _HEADLINE.match(line.text) and (_TITLE_WORD.search(line.text) or _above_posting(lines, i))
        if headline and not is_menu(line.text) and not is_page_data(line.text):
            return [*rows[:i], Removed(row.start, row.end, "title", "head:headline"), *rows[i + 1 :]]
    return rows


def _above(lines: Sequence[Line], site: Sequence[bool], first: int, last: int) -> int:
    """Behind the last line of the site's above the report: no line before it is surely the report's."""
    end = first
    for i in range(first, min(last + 1, first + _HEAD_MAX)):
        if site[i]:
            end = i + 1
        elif chrome.weigh(lines[i].text) <= _OWN or _runs_on(lines, i):
            break
    return end


def _role(line: Line, in_intro: bool, known: Set[str], template: Set[str], below_label: bool) -> tuple[RemovedKind, str] | None:
    """What a line above a report is, if it is not the report's."""
    text = line.text
    if text in template:
        return "site", "template"
    if phrase := match_line(text, "line", "head") or (match_line(text, "tail") if in_intro else None):
        return phrase.kind, phrase.where
    if len(text) <= _TITLE_MAX and _bare(text).casefold() in known:
        return "title", "head:title-repeated"
    if is_menu(text) or (is_page_data(text) if below_label else starts_with_key(text) or is_page_data(text)) or tells_when_posted(text):
        return "site", "furniture"
    if in_intro:
        return ("title", "head:title") if is_title(text) else ("intro", "head:lead-in")
    if below_label and intro_score(text) > _INTRO and "。" in text:
        return "intro", "head:lead-in"
    return None


def _surely_report(lines: Sequence[Line], first: int, last: int, template: Set[str]) -> int:
    """The first line that a site does not write: a salutation, a section marker, or prose."""
    for i in range(first, min(last + 1, first + _HEAD_MAX)):
        text = lines[i].text
        prose = (len(text) >= _SENTENCE_MIN and "。" in text) or len(text) >= _PROSE
        own = _SALUTATION.match(text) or (MARKER.match(text) and not is_menu(text)) or prose or _runs_on(lines, i)
        if own and text not in template and not match_line(text, "line", "head") and not is_page_data(text) and intro_score(text) < _INTRO:
            return i
    return min(last + 1, first + _HEAD_MAX)


def _runs_on(lines: Sequence[Line], i: int) -> bool:
    """Whether a wrapped sentence begins in a line: it and one of the next two are too long for cells, and hold pauses."""
    wrapped = [len(line.text) >= _WRAPPED_MIN and _PAUSED.search(line.text) is not None and chrome.weigh(line.text) < 0 for line in lines[i : i + 3]]
    return wrapped[0] and any(wrapped[1:])


def _glued_rows(line: Line, known: Set[str]) -> list[Removed]:
    """Rows for a title that stands before the first sentence of the report without a line break, after the page number of a preview."""
    number = _PREVIEW_NUMBER.match(line.text)
    start = number.end() if number else 0
    glued = _glued_title(line.text[start:], known)
    rows = [Removed(line.start + start, line.start + start + glued, "title", "head:title-glued")] if glued else []
    return [Removed(line.start, line.start + start, "page", "page:preview-number"), *rows] if glued and start else rows


def _glued_title(text: str, known: Set[str]) -> int:
    """Length of a title that stands before the first sentence of the report, without a line break."""
    for length in range(min(len(text) - 10, _TITLE_MAX), 5, -1):
        if is_title(text[:length]) and _bare(text[:length]).casefold() in known and text[length] not in "的是为和与及、,》)":
            return length
    return 0


def _last_intro(lines: Sequence[Line], first: int, last: int) -> int:
    """The last line of an editor's lead-in near the top, or `first - 1`. Salutations and section markers end the search."""
    found, prose = first - 1, 0
    for i in range(first, last + 1):
        text = lines[i].text
        score = intro_score(text) if len(text) < 600 else 0
        prose += len(text) if score == 0 and "。" in text else 0
        if MARKER.match(text) or _SALUTATION.match(text) or prose >= _OWN_PROSE or (score < _INTRO and _FIGURE.search(text)):
            break
        if score >= _INTRO:
            found = i
    return found


def _skip_tail(lines: Sequence[Line], begin: int, last: int, template: Set[str], site: Sequence[bool], removed: list[Removed]) -> tuple[int, bool]:
    """The last line of the report, and whether a notice says that it is cut off; rows for the lines behind it."""
    start, phrase = _tail_start(lines, begin, last, template, site)
    truncated = False
    reason = phrase.where if phrase else "template" if start <= last else "lines:site"
    while start > begin and site[start - 1]:
        start -= 1
    for i in range(start, last + 1):
        line = lines[i]
        own = match_line(line.text, "line", "tail")
        truncated = truncated or (own is not None and own.effect == "truncated")
        kind: RemovedKind = own.kind if own else "title" if is_title(line.text) and phrase is None and i == last else chrome.kind_of(lines, i)
        removed.append(_row(line, kind, own.where if own else f"after {reason}"))
    return start - 1, truncated


def _tail_start(lines: Sequence[Line], begin: int, last: int, template: Set[str], site: Sequence[bool]) -> tuple[int, SitePhrase | None]:
    """Walk up from the end over the site's lines and over short lines below them."""
    start, reason = last + 1, None
    for i in range(last, max(begin - 1, last - _TAIL_LINES), -1):
        text = lines[i].text
        if i < start - 1 and not _may_follow(lines[i + 1].text):
            break  # what stands here is the report's, and so is all above it
        touches = i == start - 1  # a page label or a date is the site's only where the site's lines follow at once
        signs = not site[i] and _GAP.search(text) is None and chrome.signs(lines, i)
        signs = signs or (not site[i] and _DATE.fullmatch(text) is not None)
        if phrase := match_line(text, "tail") or (match_line(text, "line") if touches and not signs else None):
            start, reason = i, phrase
        elif not signs and _ends_page(text, touches, touches or last - i < _LAST_LINES, template) and i > begin:
            start = i
        elif len(text) >= _PROSE and "。" in text:
            break
    return start, reason


def _may_follow(text: str) -> bool:
    """Whether a line that no rule knows may stand below the site's lines: a link or a hint, and not a section, nor a sentence of a report."""
    if _SECTION.match(text):
        return False
    own = text.endswith("。") and len(text) >= 15 and not _ADDRESSES_VISITOR.search(text)
    return not own or intro_score(text) >= _INTRO or match_line(text, "tail", "line") is not None


def _ends_page(text: str, touches: bool, low: bool, template: Set[str]) -> bool:
    """Whether a line without a phrase of its own belongs to the footer: furniture near the end, a template line or a farewell right above it."""
    if low and (is_menu(text) or is_page_data(text)):
        return True
    return touches and (text in template or (intro_score(text) >= _INTRO + 1 and len(text) < 200))


def find_posts(lines: Sequence[Line]) -> list[int]:
    """Positions where another post of the page begins: a line of page data that says when it was posted, with text before and behind it.

    The title lines right above such a line belong to the post it opens.
    """
    starts: list[int] = []
    begin = 0
    for i, line in enumerate(lines):
        if not _opens_post(line.text):
            continue
        first = i
        while first > begin + 1 and i - first < _POST_HEAD and _heads_post(lines[first - 1].text):
            first -= 1
        if _prose_in(lines[begin:first]) >= _POST_MIN and _prose_in(lines[i + 1 : i + 20]) >= _POST_MIN:
            starts.append(first)
            begin = first
    return starts


def is_report(lines: Sequence[Line]) -> bool:
    """Whether a post among others holds a report and not a reply."""
    return _prose_in(lines) >= _POST_MIN


def _opens_post(text: str) -> bool:
    phrase = match_line(text, "line", "head", "tail")
    return (phrase is not None and phrase.effect == "published") or tells_when_posted(text)


def _heads_post(text: str) -> bool:
    if len(text) > _TITLE_MAX or MARKER.match(text):
        return False
    if _MAIL.match(text) or _RULED.match(text):
        return True
    return not ends_sentence(text) and (is_title(text) or is_menu(text) or is_page_data(text))


def _prose_in(lines: Sequence[Line]) -> int:
    """Characters of prose; lines that a sentence runs over are one."""
    total, run, paused = 0, 0, False
    for line in lines:
        text = line.text
        if intro_score(text) >= _INTRO or (len(text) < _WRAPPED_MIN and not ends_sentence(text)):
            run, paused = 0, False
            continue
        run, paused = run + len(text), paused or _PAUSED.search(text) is not None
        if ends_sentence(text) or len(text) >= _SENTENCE_MIN:
            total += run if run >= _SENTENCE_MIN and paused else 0
            run, paused = 0, False
    return total
