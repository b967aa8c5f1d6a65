"""What a report begins with: a title of one or more lines, a salutation, a first sentence; and the line of a page where its own beginning stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from unioncorpus.loader.chrome import weigh
from unioncorpus.loader.furniture import is_menu, is_page_data, tells_when_posted
from unioncorpus.loader.lines import MARKER, Line, ends_sentence
from unioncorpus.loader.phrases import intro_score, match_line
from unioncorpus.loader.signs import Title, introduces, is_short, is_site_line, organisation_of, pattern_of, shows, title_of
from unioncorpus.loader.split import chinese_number
from unioncorpus.resources import one_of

_FOREIGN_MAX = 400  # characters of prose by an editor or an asker above a report
_HEAD_LINES = 60  # lines above a report
_SURE = 3  # signs of an opening that no editor writes
TITLE_LINES = 6
_SENTENCE = 120  # characters: as far as a first sentence is read
SHORT = 60  # characters: titles and salutations are no longer
_PROSE_LINE = 18  # characters
_PAUSED = re.compile("[,。:]")
_STOPPED = re.compile("[。;,]")
_NO_WORD = re.compile(r"[\W_]+")
_OF_SITE = 5  # a line that weighs so much is surely the site's
_UNION = re.compile(r"[^。]{0,30}?(?:工会|我会)")
_FUTURE = re.compile(r"(?<![现兹谨])将(?![近士])|(?<![重主必需])要(?![求点])|计划|打算|力争")
_GUIDES = re.compile(one_of("parts of a report that look ahead or back"))
_MEETING = re.compile(one_of("words of a meeting"))  # what a first sentence that names a meeting holds
_EVENT = re.compile(r"(?:19|20)\d{2}年\d{1,2}月(?!份?(?:以来|至|到|[—-]))")  # what happened in a month is told of inside a report
_NO_TITLE = re.compile(r"[>»›→|│]|\s{2}|^(?!主题|标题|题目).{2,6}:")  # a path, a row of data, a field
_PLANS = re.compile(r"(?:计划|要点|方案|安排)如下")
LABELLED = ("【", "[", "★", "☆", "◆", "◇", "■", "□", "●", "▲", "※")
_N = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(
    rf"(?:第(?P<part>{_N})部分|(?P<dun>{_N})\s*[、.]|[(](?P<paren>{_N})[)]|(?P<arabic>\d{{1,2}})\s*(?:、|[.](?!\d))|[(](?P<small>\d{{1,2}})[)]"
    rf"|(?P<item>{_N})[是要]|第(?P<point>{_N})[,、])"
)
_ENTRY = re.compile(r"[【\[][^】\]]{2,12}[】\]]")
_RED_HEAD = re.compile(rf"[^,。;:]{{4,30}}(?:{one_of('bodies that issue documents')}|学院|[局厂])文件")  # heads an official document
_CREDITED = re.compile(r"(?:记者|通讯员|来源|整理|阅读|浏览|点击|发布)")


class Head(NamedTuple):
    """What stands at the beginning of a report, as far as it is there."""

    body: int  # the first line below title, author, date and salutation
    titles: tuple[Title, ...]
    address: str  # the salutation
    greeting: bool
    opening: int  # how much the first sentence is one
    who: str  # the organisation that title or opening names
    timed: bool  # the first sentence tells of a union and its year, past or to come
    meets: bool = False  # the first sentence names the meeting that a speech is given at
    ahead: bool = False  # the first sentence tells of what will be done
    formula: bool = False  # the first sentence says under whose lead, or what follows

    @property
    def named(self) -> bool:
        """Whether a title says whose the document is, or where it was given."""
        return any(title.who or title.occasion for title in self.titles)

    @property
    def dated(self) -> bool:
        """Whether a title says whose the document is and of what year, or where it was given."""
        return any((title.who and title.year) or title.occasion for title in self.titles)


class Count(NamedTuple):
    """The number a line begins with, and how it is written."""

    style: str
    n: int
    end: int  # of the number in the line


def count_of(text: str) -> Count | None:
    """The number a section begins with.

    Example:
        >>> count_of("三、维权工作"), count_of("(十二)文体活动"), count_of("2.5万元")
        (Count(style='dun', n=3, end=2), Count(style='paren', n=12, end=4), None)
    """
    if not (found := _NUMBERED.match(text)):
        return None
    style = found.lastgroup or ""
    return Count(style, chinese_number(found[style]), found.end())


def read_head(lines: Sequence[Line], i: int) -> Head | None:
    """What begins at line i: a title of one or more lines, a salutation, or a first sentence; None if nothing does.

    Example:
        >>> from unioncorpus.loader.lines import lines_of
        >>> head = read_head(lines_of("柳河镇总工会\\n2013年工作总结\\n各位代表:\\n现在,我受镇总工会委托,作工作报告。"), 0)
        >>> head.body, head.who, head.address, head.greeting
        (3, '柳河镇总工会', '各位代表:', True)
    """
    at, titles = _title_lines(lines, i)
    address = ""
    if at < len(lines) and (address := address_of(lines[at].text)) == lines[at].text:
        at += 1
    if not titles and not address and at > i:
        return None
    text = _first_sentence(lines, at)
    body = text.removeprefix(address)
    if MARKER.match(body) or not _PAUSED.search(body):
        body = ""
    if _EVENT.match(body):
        body = ""
    opening = shows("opening", body[:200]) and "让我们" not in body[:60] and not body.startswith(("总之", "综上", "最后"))
    timed = shows("period", body[:60])
    future = _FUTURE.search(body[:45]) is not None
    period = timed and not future
    ahead = future or _GUIDES.search(body[:SHORT]) is not None
    introduced = "" if opening or timed else introduces(body)
    subject = organisation_of(body) if opening or timed else introduced
    who = next((title.who for title in titles if title.who), subject)
    said = text.removeprefix(address).lstrip()
    meets = names_meeting(said)
    if not (titles or address or subject or (at == i and (opening or timed or meets))):
        return None
    weight = opening + period + bool(introduced) + bool((opening or period) and (subject or _UNION.match(body))) + (_PLANS.search(body[:200]) is not None)
    return Head(at, titles, address, shows("greeting", said[:60]), weight, who, timed and bool(_UNION.match(body)), meets, ahead, opening or bool(introduced))


def names_meeting(text: str) -> bool:
    """Whether a first sentence names the meeting that a speech is given at.

    Example:
        >>> names_meeting("县委召开这次工会工作会议,主要任务是部署今年工作。"), names_meeting("会后,各级工会要认真传达。")
        (True, False)
    """
    return _MEETING.search(text, 0, SHORT) is not None and shows("occasion", text[:_SENTENCE])


def _first_sentence(lines: Sequence[Line], at: int) -> str:
    """A line, and those that go on with its sentence where a page breaks its lines at one width."""
    text = lines[at].text if at < len(lines) else ""
    for line in lines[at + 1 : at + 4]:
        if ends_sentence(text) or not 15 <= len(text) <= _SENTENCE or MARKER.match(line.text):
            break
        text += line.text
    return text


def _title_lines(lines: Sequence[Line], i: int) -> tuple[int, tuple[Title, ...]]:
    """The first line below a title that begins at line i, and the titles read; (i, ()) if no title begins there."""
    titles: list[Title] = []
    at = i
    while at < min(len(lines), i + TITLE_LINES) and is_short(text := lines[at].text.replace("\u3000", " ")) | (title_of(text) is not None):
        if title := title_of(_joined(lines, at, i)) or (_over_entries(lines, at) if at == i else None):
            titles.append(title)
        elif not (titles or leads_to_title(lines, at)):
            break  # what begins here is no title
        if titles and not title and not (shows("date", text) or _is_byline(text)):
            break
        at += 1
    listed = len({title.who for title in titles if title.who}) > 1  # titles of several organisations: a list of links
    return (at, tuple(titles)) if titles and not listed else (i, ())


def _joined(lines: Sequence[Line], at: int, i: int) -> str:
    """A line, with the organisation in front of it that stands on the line above: 某公司工会 / 2013年工作总结."""
    text = lines[at].text
    above = lines[at - 1].text if at > i else ""
    return above + text if above and shows("signature", above) and len(above + text) <= SHORT and not text.startswith("—") else text


def _over_entries(lines: Sequence[Line], i: int) -> Title | None:
    """The name of an organisation that stands above its entries: 某县总工会 / 【组织建设】2006年,…"""
    if i + 1 >= len(lines) or not (entry := _ENTRY.match(lines[i + 1].text)) or len(lines[i + 1].text) < entry.end() + _PROSE_LINE:
        return None
    who = lines[i].text.strip()
    return Title(who, "", who, "", False, False) if len(who) <= 24 and shows("signature", who) and not re.search(r"\d", who) else None


def leads_to_title(lines: Sequence[Line], at: int) -> bool:
    """Whether a line is the first of a title: an organisation, or a motto with — in front of the next line."""
    if at + 1 >= len(lines):
        return False
    text, below = lines[at].text, lines[at + 1].text
    if below.startswith("—") or (at + 2 < len(lines) and lines[at + 2].text.startswith("—") and is_short(below)):
        return not ends_sentence(text) and len(text) <= 30 and not shows("date", text) and not is_site_line(text)
    signs = not below.startswith(("我的", "本人")) and shows("signature", text)  # where the title speaks of me, the name signs the text above
    return signs and title_of(below) is not None and not shows("date", below) and not is_site_line(text)


def _is_byline(text: str) -> bool:
    """Whether a short line below a title may say who speaks or writes."""
    of_site = is_site_line(text) or is_page_data(text) or match_line(text, "head") is not None or weigh(text) >= _OF_SITE
    return len(text) <= 25 and not ends_sentence(text) and not MARKER.match(text) and not of_site


def address_of(text: str) -> str:
    """The salutation a line is or begins with."""
    stop = min((place for sign in ":!" if (place := text.find(sign, 0, 45)) >= 0), default=-1)
    start = text[: stop + 1] if stop >= 0 else text if len(text) <= 45 else ""
    return start if start and shows("salutation", start) else ""


def prose_of(text: str) -> int:
    """Characters of a line if it is prose and no editor's."""
    return len(text) if len(text) >= _PROSE_LINE and _STOPPED.search(text) and intro_score(text) < 2 else 0


def find_head(lines: Sequence[Line], below_title: bool = False) -> int:
    """The line where a report shows by a title of its own or a salutation, below a page title and the words of an editor or asker; 0 if none does.

    The first title of a page is the page's. A second one that says more is the report's own.

    Args:
        below_title: the title of the page stands above these lines.
    """
    titles: list[str] = ["-"] if below_title else []
    prose, floor = 0, 0
    if lines and address_of(lines[0].text) == lines[0].text and (head := read_head(lines, 0)) and (head.greeting or head.meets):
        return 0  # no editor speaks above it
    for i, line in enumerate(lines[:_HEAD_LINES]):
        text = line.text
        if not prose and _heads_document(lines, i):
            return i
        head = read_head(lines, i) if i else None
        if head and (head.dated or not prose) and _is_own(lines, i, head, titles):
            return i
        if head and head.address and not head.titles:
            return _with_byline(lines, i, floor) if prose and (head.greeting or not prose_of(lines[i - 1].text)) else floor
        if (head and head.opening >= _SURE and not head.titles) or (count_of(text) and not is_site_line(text) and len(text) > 3):
            break
        if _tells_post(text) and prose:
            floor = i + 1
        elif i and not titles and (_tells_post(text) or tells_when_posted(text)) and _may_be_headline(lines[i - 1].text):
            titles.append(_letters(lines[i - 1].text))
        if _may_be_page_title(text):
            titles.append(_letters(text))
        prose += prose_of(text) if ends_sentence(text) or len(text) > SHORT else 0
        if prose >= _FOREIGN_MAX:
            break
    return floor


def _heads_document(lines: Sequence[Line], i: int) -> bool:
    """Whether a line heads an official document, above its title, or the entries of an organisation."""
    red = _RED_HEAD.fullmatch(lines[i].text) is not None and any(title_of(line.text) for line in lines[i + 1 : i + 4])
    return red or _over_entries(lines, i) is not None


def _may_be_page_title(text: str) -> bool:
    """Whether a line may be what the site calls the page: it names a genre, in whatever words, and is no path, menu or row of data."""
    return len(text) <= 60 and pattern_of("genre").search(text) is not None and not _NO_TITLE.search(text) and not is_menu(text)


def _may_be_headline(text: str) -> bool:
    """Whether a line above the line that tells when a page was posted is its title, in whatever words."""
    return 8 <= len(text) <= 60 and not _NO_TITLE.search(text) and not is_site_line(text) and not is_page_data(text)


def _is_own(lines: Sequence[Line], i: int, head: Head, titles: Sequence[str]) -> bool:
    """Whether a title is the report's own: the page has one already, this one says something else, and the text follows at once."""
    if not head.titles or not titles or head.body >= len(lines):
        return False
    if lines[i].text.startswith(LABELLED):
        return False  # 【学校工会总结】 is how a site tells its texts apart
    block = _letters("".join(line.text for line in lines[i : head.body] if not shows("salutation", line.text)))
    repeats = title_of(lines[i].text) and not re.match("[及和与暨]", lines[min(i + 1, head.body)].text)
    if repeats and any(_letters(lines[i].text) in title for title in titles):
        return False
    whose = head.named or any(title.year for title in head.titles)
    below = lines[head.body].text
    chrome = is_site_line(below) or weigh(below) >= _OF_SITE or match_line(below, "head") is not None or (_CREDITED.search(below) and len(below) < 60)
    return whose and not chrome and not any(block in title for title in titles)


def _letters(text: str) -> str:
    return _NO_WORD.sub("", text).casefold()


def _tells_post(text: str) -> bool:
    phrase = match_line(text, "line", "head", "tail")
    return phrase is not None and phrase.effect == "published"


def _with_byline(lines: Sequence[Line], i: int, floor: int) -> int:
    """The first of the short lines above a salutation that say who speaks, when and where."""
    at = i
    while at > floor + 1 and i - at < 4 and (shows("date", lines[at - 1].text) or title_of(lines[at - 1].text) or _is_byline(lines[at - 1].text)):
        at -= 1
    return at


def begins_at_once(lines: Sequence[Line], i: int) -> bool:
    """Whether line i, where a report begins, is the report's: a first sentence, a salutation, or a title that is its own and not the site's."""
    head = read_head(lines, i)
    if head is None or lines[i].text.startswith(LABELLED):
        return False
    return not head.titles or bool(head.address) or _is_own(lines, i, head, ["-"])
