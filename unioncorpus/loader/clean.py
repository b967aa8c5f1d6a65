"""What stands inside a report and is not its text: page numbers, pasted keywords, stray signs; and hard line breaks, which are joined."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from unioncorpus import words
from unioncorpus.loader import chrome, pasted
from unioncorpus.loader.lines import MARKER, Line, ends_sentence, is_han
from unioncorpus.loader.phrases import find_within, match_line
from unioncorpus.model.records import Removed, RemovedKind
from unioncorpus.resources import one_of

_HAN = r"[\u4e00-\u9fff]"
# What follows a number that counts: classifiers and units, and signs of a longer number. Such a number is no page number.
_UNIT = rf"(?:{one_of('words behind a number that counts')}|[多余几至到~.,、%‰:)/\-—～者大])"
_DASHED_NUMBER = re.compile(rf"(?<={_HAN})-\s?\d{{1,3}}\s?-(?=\s*$)|^-\s?\d{{1,3}}\s?-(?=\s*{_HAN})")
_NUMBER_AT_END = re.compile(rf"(?<={_HAN})\s+\d{{1,3}}$")
_NUMBER_AT_START = re.compile(rf"^\d{{1,3}}\s?(?=(?!{_UNIT}){_HAN})")
_COUNTED = re.compile(_UNIT)
_PAGED = re.compile(r"^(\d{1,3})、")
# Zero-width and control characters, private-use characters, and signs that stand between two ideographs without a reason.
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad\ue000-\uf8ff\ufff9-\ufffb\x00-\x08\x0e-\x1f\x7f]+")
_STRAY = re.compile(r"[`'.^~|\\](?:(?<=`)`+)?")  # begins with one class, which the engine can skip to
_NUMBERED = re.compile(r"\s*[一二三四五六七八九十]{1,3}\.")
_DOTTED_DATE = re.compile(r"[一二三四五六七八九十][.][一二三四五六七八九十]")
_PHONETIC = re.compile(r"[(\[][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü\s]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü\s]*[)\]]")
_QUOTED = re.compile(r"'[^'\n]{1,30}'")
_LONG = 60  # characters: a paragraph this long ends with a full stop, or it was cut
_KEYWORD_WEIGHT = 4  # what is pasted into a paragraph and weighs no more is a keyword, else an advertisement
_OPEN = 20  # characters: a line this long is no cell and, with no stop at its end, goes on
_PAUSE = re.compile("[,。;、，；]")
_PAGE_MIN = 150  # characters of a page
_CELL = 12  # characters of a cell of a table, at most
_HEADING_MAX = 40  # characters: a marked line shorter than this may be a heading
_WRAP_MIN, _WRAP_MAX, _RAGGED = 15, 160, 12  # shortest wrapped line in characters; the widest, and how much narrower one may be, in columns
_WIDE = re.compile(r"[\u2e80-\ua4cf\uff00-\uff60“”‘’…—]")
_FUNCTION_WORD = re.compile(r"(?:[的和与及等在对为把将被以从向由是、,，“《(（]|以及|通过|按照|根据|进行)$")
# How a paragraph begins, whatever sign the one before it ends with.
_FRESH = re.compile(rf"(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月份?(?:\s*[:：]|$)|(?:{one_of('words that begin a paragraph')}|同时,)")
_YEAR = re.compile("(?:19|20)[0-9]{2}年")
_CONTINUES = re.compile(r"^[,，。;；、!！?？)）”》:：%％的和与及等地得了并]")


def find_noise(
    view: str, lines: Sequence[Line], titles: Iterable[str], sites: Iterable[str] = (), marked: Iterable[tuple[int, int, str]] = ()
) -> list[Removed]:
    """The stretches of a report (given as lines of the page's view) that are page artefacts, injected text or noise; sorted, separate.

    Args:
        view: the page, simplified and half-width, offsets as in the source.
        lines: the report's lines.
        titles: titles of the page and its labels: what is pasted in tends to be made of their words.
        sites: names that the site gives itself around the reports.
        marked: stretches of the page that its format marks as pasted in: start, end, rule.
    """
    inside = (mark for mark in marked if lines[0].start <= mark[0] and mark[1] <= lines[-1].end)
    rows = [Removed(a, b, "site" if chrome.weigh(view[a:b].strip()) > _KEYWORD_WEIGHT else "injected", rule) for a, b, rule in inside]
    rows += _page_artefacts(lines)
    hands = chrome.of_site(lines, chrome.running_titles(view))
    rows += [Removed(lines[i].start, lines[i].end, chrome.kind_of(lines, i), "lines:site") for i, site in enumerate(hands) if site]
    start, end = lines[0].start, lines[-1].end
    rows += pasted.find_pasted(view, start, end, titles, sites)
    rows += _sentence_level(view, start, end)
    return _separate(rows)


def _separate(rows: list[Removed]) -> list[Removed]:
    kept: list[Removed] = []
    for row in sorted(rows, key=lambda r: (r.start, -r.end)):
        if row.start < row.end and (not kept or row.start >= kept[-1].end):
            kept.append(row)
    return kept


def _page_artefacts(lines: Sequence[Line]) -> list[Removed]:
    rows = []
    paged, counted_on = _paged_lines(lines), _counting_on(lines)
    for i, line in enumerate(lines):
        text = line.text
        if i in paged:
            rows.append(Removed(line.start, line.start + paged[i], "page", "page:preview-number"))
            continue
        if len(text) <= 50 and (phrase := match_line(text, "line")) and (phrase.kind == "page" or phrase.effect == "inside"):
            rows.append(Removed(line.start, line.end, phrase.kind, phrase.where))
            continue
        counted = i + 1 < len(lines) and _COUNTED.match(lines[i + 1].text) is not None  # the number counts what the next line begins with
        if i in counted_on:
            rows.append(Removed(line.start, line.end, "page", "page:number-line"))
            continue
        if text.isdigit() and text[0] != "0" and len(text) <= 3 and 0 < i < len(lines) - 1 and not counted and _between_text(lines, i):
            rows.append(Removed(line.start, line.end, "page", "page:number-line"))
            continue
        if "-" in text:
            rows += [Removed(line.start + m.start(), line.start + m.end(), "page", "page:dashed-number") for m in _DASHED_NUMBER.finditer(text)]
        goes_on = i + 1 < len(lines) and not MARKER.match(lines[i + 1].text) and not counted
        if goes_on and len(text) > 20 and text[-1].isdecimal() and (found := _NUMBER_AT_END.search(text)):
            at = line.start + found.start() + len(found.group()) - len(found.group().lstrip())
            rows.append(Removed(at, line.end, "page", "page:number-at-break"))
        if i and len(lines[i - 1].text) > 20 and not ends_sentence(lines[i - 1].text) and (found := _NUMBER_AT_START.match(text)):
            rows.append(Removed(line.start, line.start + len(found.group().rstrip()), "page", "page:number-at-break"))
    return rows


def _between_text(lines: Sequence[Line], i: int) -> bool:
    """Whether the lines around a lone number are text, and not the cells of a table."""
    before = lines[i - 1].text
    return (len(before) >= _CELL and not ends_sentence(before)) or min(len(before), len(lines[i + 1].text)) >= _CELL


def _counting_on(lines: Sequence[Line]) -> frozenset[int]:
    """Lone numbers that count on from page to page (2, 3, 4, …) with text of a page between them, some of them in the middle of a sentence."""
    lone = [i for i, line in enumerate(lines) if line.text.isdecimal() and len(line.text) <= 3 and line.text[0] != "0"]
    runs: list[list[int]] = []
    for i in lone:
        last = runs[-1][-1] if runs else None
        goes_on = last is not None and int(lines[i].text) == int(lines[last].text) + 1 and lines[i].start - lines[last].end >= _PAGE_MIN
        if goes_on:
            runs[-1].append(i)
        else:
            runs.append([i])
    broken = {i for i in lone if i and len(lines[i - 1].text) >= _CELL and not ends_sentence(lines[i - 1].text)}
    return frozenset(i for run in runs if len(run) >= 2 and broken & set(run) for i in run)


def _paged_lines(lines: Sequence[Line]) -> dict[int, int]:
    """Lines of a preview that open with the page's number and go on in mid-sentence ("2、础,切实…"): position → length of the number."""
    found: dict[int, int] = {}
    expected, broken = 1, 0
    for i, line in enumerate(lines):
        if (opening := _PAGED.match(line.text)) and (int(opening[1]) == expected or (not found and int(opening[1]) == 2)):
            before = lines[i - 1].text if i else ""
            broken += len(before) >= _LONG and not ends_sentence(before)
            found[i] = opening.end()
            expected = int(opening[1]) + 1
    breaks = len(found) - (0 in found)
    return found if breaks >= 2 and broken * 3 >= breaks * 2 else {}


def _sentence_level(view: str, start: int, end: int) -> list[Removed]:
    text = view[start:end]
    rows: list[Removed] = []

    def add(found: re.Match[str], kind: RemovedKind, rule: str) -> None:
        rows.append(Removed(start + found.start(), start + found.end(), kind, rule))

    for hit in find_within(text):
        rows.append(Removed(start + hit.start, start + hit.end, hit.phrase.kind, hit.phrase.where))
    for found in _INVISIBLE.finditer(text):
        add(found, "noise", "noise:invisible")
    for found in _PHONETIC.finditer(text):
        if is_han(text[found.start() - 1 : found.start()]):
            add(found, "noise", "noise:phonetic")
    for found in _STRAY.finditer(text):
        if _is_stray(text, found.start(), found.end()):
            add(found, "noise", "noise:stray-sign")
    return rows


def _is_stray(text: str, start: int, end: int) -> bool:
    """Whether a sign stands between two ideographs, or a full stop before a comma: nobody types that."""
    if text[start] == "`":
        return True
    before, after = text[start - 1 : start], text[end : end + 1]
    if text[start] == "." and _NUMBERED.match(text, text.rfind("\n", 0, start) + 1, end):
        return False
    if not is_han(before) or _DOTTED_DATE.match(text, start - 1) or (text[start] == "'" and _QUOTED.match(text, start)):
        return False
    return is_han(after) or (text[start] == "." and after in tuple(",。;"))


def cuts(source: str, start: int, noise: Sequence[Removed]) -> list[tuple[int, int]]:
    """What to cut out of a report that begins at `start`: the noise, and the line breaks around it where a sentence goes on behind it."""
    spans: list[tuple[int, int]] = []
    for row in noise:
        at, end = row.start - start, row.end - start
        if spans and not source[spans[-1][1] : at].strip():
            at = spans.pop()[0]  # pieces beside each other are one
        spans.append((at, end))
    joined: list[tuple[int, int]] = []
    for at, end in spans:
        left, right = join_page(source, at, end)
        joined.append((max(left, joined[-1][1]) if joined else left, right))
    return joined


def join_page(text: str, start: int, end: int) -> tuple[int, int]:
    """A page artefact, with the white space around it where a sentence goes on over the page.

    Example:
        >>> join_page("我会坚持以职工为本,切实加强基\\n\\n2、础建设,深入开展活动。", 17, 19)
        (15, 19)
    """
    left, right = start, end
    while left and text[left - 1].isspace():
        left -= 1
    while right < len(text) and text[right].isspace():
        right += 1
    line = text[max(text.rfind("\n", 0, left), text.rfind("\r", 0, left)) + 1 : left].strip()
    return (left, right) if left < start and _goes_on(line, text[right : right + 80]) else (start, end)


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence goes on over a piece that is cut out: unlike table rows and titles, lines of prose are long or hold a comma."""
    if ends_sentence(before) or MARKER.match(after) or (MARKER.match(before) and len(before) < _HEADING_MAX and not _PAUSE.search(before)):
        return False
    return len(before) >= _CELL and (len(before) >= _OPEN or _PAUSE.search(before) is not None or is_broken(before, after))


# Line breaks with the white space around them; and blanks after a full stop, which stand for a lost line break in flattened previews.
_BLANK, _NEWLINE = r"[ \t\u3000\xa0]", r"[\r\n\u2028\u2029\x0b\x0c\x85]"
_SPACE = re.compile(rf"[{_BLANK[1:-1]}{_NEWLINE[1:-1]}]+")
_LINES = re.compile(_NEWLINE)
_STOPS = frozenset("。;!?:；！？：")
_NO_NEWLINE = re.compile(rf"{_BLANK}+")
_INDENT = re.compile(rf"{_NEWLINE}(?:\u3000|{_BLANK}{{2}}){_BLANK}*\Z")
_EMPTY_LINE = re.compile(rf"(?:\r\n|(?!\r\n){_NEWLINE}){_BLANK}*{_NEWLINE}")


def paragraph_breaks(text: str, *, blocks: bool = False, joined: int = 0) -> list[tuple[int, int, str]]:
    """Edits that leave one line break between paragraphs, none inside a sentence, and no white space around lines.

    Args:
        text: a report.
        joined: lines of it that were joined already, where something between them was cut out, and are wider than the others.
        blocks: the format itself parts paragraphs (HTML, .docx): no line break stands inside a sentence.

    Example:
        >>> paragraph_breaks("为广大职工谋利益,推进全面发展的客\\n\\n观要求,创造条件。\\n  一、组织建设")
        [(17, 19, ''), (28, 31, '\\n')]
    """
    edits: list[tuple[int, int, str]] = []
    found = [gap for gap in _SPACE.finditer(text) if _is_break(text, *gap.span())]
    width = 0 if blocks else _wrap_width(text, joined)
    parted = _EMPTY_LINE.search(text) is not None  # empty lines part the paragraphs
    indents = [_INDENT.search(gap.group()) is not None for gap in found]
    indented = 2 <= sum(indents) <= len(indents) - 2  # as white space before their first lines does
    at = 0
    for i, gap in enumerate(found):
        if gap.start() == 0 or gap.end() == len(text):
            edits.append((gap.start(), gap.end(), ""))
        else:
            before, after = text[at : gap.start()], text[gap.end() : found[i + 1].start() if i + 1 < len(found) else len(text)]
            newline = not blocks and bool(gap.group().strip(" \t\u3000\xa0"))
            full = 0 < width - _RAGGED <= _columns(before) and not _EMPTY_LINE.search(gap.group())
            begins = ends_sentence(before) and (not parted or (indented and indents[i]))
            wrapped = full and not begins and not MARKER.match(after)
            edits.append((gap.start(), gap.end(), "" if newline and (wrapped or is_broken(before, after)) else "\n"))
        at = gap.end()
    return edits


def _is_break(text: str, start: int, end: int) -> bool:
    """Whether the white space `text[start:end]` parts lines: holds a line break, stands for a lost one, or stands at an end of the text."""
    lost = end - start > 1 and text[start - 1] in _STOPS
    return lost or start == 0 or end == len(text) or not _NO_NEWLINE.fullmatch(text, start, end)


def _wrap_width(text: str, joined: int) -> int:
    """The width at which the lines of a text are wrapped, or 0: most lines that do not end a sentence are about as long as the longest of them."""
    lines = [stripped for line in _LINES.split(text) if (stripped := line.strip())]
    unended = [line for line in lines if len(line) > _WRAP_MIN and not ends_sentence(line) and not MARKER.match(line)]
    if len(unended) < 4:
        return 0
    open_lines = sorted(map(_columns, unended))
    middle = open_lines[len(open_lines) // 2]
    width = max(columns for columns in open_lines if columns <= middle + _RAGGED)  # the lines that were joined are wider
    full = sum(columns >= width - _RAGGED for columns in open_lines)
    wider = sum(_columns(line) > width + _RAGGED for line in lines)
    return width if width <= _WRAP_MAX and full * 10 >= len(open_lines) * 7 and wider <= joined else 0


def _columns(line: str) -> int:
    """Columns of a line on a screen: an ideograph takes two."""
    return len(line) + len(_WIDE.findall(line))


def is_broken(before: str, after: str) -> bool:
    """Whether a line break stands inside a sentence.

    Example:
        >>> is_broken("为广大职工谋利益,推进全面发展的客", "观要求,为职工创造条件。"), is_broken("一、加强组织建设", "我会新建工会12家。")
        (True, False)
    """
    if not before or not after or ends_sentence(before) or MARKER.match(after) or _FRESH.match(after):
        return False
    if _CONTINUES.match(after) and len(before) > 12:
        return True
    heading = len(before) < _HEADING_MAX and MARKER.match(before) and not re.search("[。;；]", before)
    if len(before) <= 15 or heading:
        return False
    if _FUNCTION_WORD.search(before):
        return True
    if before[-1].isdigit() and _COUNTED.match(after):
        return True
    if not (is_han(before[-1]) and (is_han(after[0]) or after[0].isdigit())):
        return False
    if after[0].isdigit():
        return len(before) > 20 and not (_YEAR.match(after) and not _PAUSE.search(before))  # a title, and the year that its text begins with
    if len(before) >= _LONG and re.search("[。;,；，]", before) and len(after) >= 10 and re.search("[。;,；，]", after):
        return True
    return _word_spans(before[-4:], after[:4])


def _word_spans(left: str, right: str) -> bool:
    """Whether a word begins in `left` and ends in `right` when both stand together."""
    at = 0
    for word in words.cut(left + right):
        if at < len(left) < at + len(word):
            return len(word) > 1
        at += len(word)
    return False
