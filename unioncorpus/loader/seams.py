"""Where a report begins without a label: evidence that one begins, weighed against evidence that the text goes on.

A title, a salutation, an opening formula, an organisation that was not named before, numbering that starts anew, the end of a text above: each adds a
little. Numbering that counts on, a sentence left open, an attachment, a covering letter say that the text goes on. `_ENOUGH` parts the two.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence, Set

from unioncorpus.loader.chrome import weigh
from unioncorpus.loader.heads import LABELLED, SHORT, TITLE_LINES, Count, Head, address_of, count_of, leads_to_title, names_meeting, prose_of, read_head
from unioncorpus.loader.lines import MARKER, Line, ends_sentence
from unioncorpus.loader.phrases import intro_score
from unioncorpus.loader.signs import Title, ending_before, introduces, is_site_line, organisation_of, shows, title_of
from unioncorpus.resources import one_of

_ENOUGH = 4  # evidence from which a line begins another report
_TITLED_MIN = 120  # characters of prose in the report above, where the next one shows by a title that names its author
_SPEECH_MIN = 300  # characters of prose in a speech that begins with no salutation; of one whose points are not numbered
_REPORT_MIN = 150  # the same, where it does not
_BODY_MIN = 40  # characters of prose that a report begins with
_LETTER_MAX = 600  # characters: a letter that a document is sent with is shorter
_NAMED_WITHIN = 3000  # characters: an organisation is named near the beginning of its report
_PLACES = one_of("last characters of names of bodies")
_SELF = re.compile(f"[我本](?:会|公司|中心|街道|社区|(?:{_PLACES}|[校院司行处省村站所]))|全(?:{_PLACES}|[校院行省村])")  # by what a text calls its own house
_LATER = re.compile(one_of("words of the time to come"))
_FULL = 3  # a first sentence that says whose year it was, and under whose lead
_LINK_MAX = 20  # characters: the heading of a card of links is no longer
_TOP = 12  # lines
_LOOK_AHEAD = 30  # lines
_WRAPPED = 30  # characters: a line this long without a stop goes on
_TITLE_AND_SALUTATION = 5  # lines
_LEADS, _LED_MAX, _NEAR = 3, 160, 5  # score and characters of an editor's words between two texts, and lines
_OPENS = re.compile("[12一二今本为根按上过时光岁]|[xX*]{2}")  # how a first sentence begins that names no organisation
_NEXT = re.compile(r"[上下]一[条篇]\s*[】\]:]|发件人\s*:|(?:转发|原始)(?:的)?邮件")
_COLLECTS = re.compile(rf"(?:{one_of('what an editor does with several texts')})[^。]{{0,12}}[几数多二三四五六七八九十两\d][篇份家]")
_SEVERAL_GENRES = re.compile(rf"(?:{one_of('documents of the genre')}|回顾)\S{{0,4}}[和及与、暨]\S{{0,20}}(?:总结|计划|要点|打算|安排|思路)")
_ATTACHMENT = re.compile(r"^附(?:件|表|录)?\s*(?:\d{1,2}|[一二三四五六七八九十])?\s*[:、.]?\s*$|^附(?:件)?\s*\d{0,2}\s*[:]")
_STOPPED = re.compile("[。;,]")
_CARD = re.compile(r"(?:相关|推荐|延伸|拓展|更多|热门|猜你|往期|链接)[^。,;]{0,8}[】\]:>]?$")


def find_seams(lines: Sequence[Line], title: str = "", *, announced: bool = False, known: Set[str] = frozenset()) -> list[int]:
    """Positions of lines where another report begins without a label.

    Args:
        title: the title that stands above the first line, on its label.
        announced: the page says that it holds several reports.
        known: the first paragraphs of the page's other reports.

    Example:
        >>> from unioncorpus.loader.lines import lines_of
        >>> first = "2013年,我局工会在上级工会的领导下开展工作。" * 20
        >>> find_seams(lines_of(first + "\\n2014年,市城建集团在市委、市政府的坚强领导下,完成了各项任务。" * 2))
        [1]
    """
    seams: list[int] = []
    counts = [count_of(line.text) for line in lines]
    follows = _following(counts)
    prose = [0, *itertools.accumulate(prose_of(line.text) for line in lines)]  # characters of prose above each line
    begin, skip = 0, 0
    seen: dict[str, int] = {}
    for i in range(1, len(lines)):
        _note(counts[i - 1], seen)
        above = prose[i] - prose[begin]
        if i < skip or above < _TITLED_MIN:
            continue
        anew = _OPENS.match(lines[i].text) is not None and not counts[i] and _numbering(_count_below(lines, counts, follows, i), seen) > 0
        if not (head := _candidate(lines, begin, i, known, anew)) or above < (_TITLED_MIN if head.dated else _REPORT_MIN):
            continue
        below = prose[min(head.body + _LOOK_AHEAD, len(lines))] - prose[head.body]
        counted = _count_below(lines, counts, follows, head.body)
        if below < (_BODY_MIN if head.dated or not head.titles else _TITLED_MIN) or not _may_part(lines, begin, i):
            continue
        parts = -3 if _has_parts(lines, begin, i, head, title if not seams else "") else 0
        weight = _weight(lines, begin, i, head, counted is not None) + _numbering(counted, seen)
        weight += _speaks(head, counted, above if head.address else 0, below, seen)
        weight += _ENOUGH if _is_copy(lines, begin, head, known) else 0
        if weight + parts >= _ENOUGH - announced:
            begin = i - 1 if lines[i].text.startswith("—") and i - 1 > begin and leads_to_title(lines, i - 1) else i
            seams.append(begin)
            skip, seen = head.body, {}
    return seams


def is_announced(lines: Sequence[Line]) -> bool:
    """Whether the lines at the top of a page say that it holds several reports.

    Example:
        >>> from unioncorpus.loader.lines import lines_of
        >>> is_announced(lines_of("岁末年初,各级工会纷纷盘点。本报从来稿中选登几篇,以飨读者。")), is_announced(lines_of("全年刊登稿件12篇。"))
        (True, False)
    """
    return any(_COLLECTS.search(line.text) and weigh(line.text) > 0 for line in lines[:_TOP])


def _candidate(lines: Sequence[Line], begin: int, i: int, known: Set[str], anew: bool) -> Head | None:
    """What begins at line i, if anything may; most lines are long and begin nothing.

    Args:
        anew: the outermost numbering begins anew with the next number.
    """
    text = lines[i].text
    named = len(text) <= SHORT or address_of(text) or organisation_of(text) or introduces(text) or names_meeting(text)
    head = read_head(lines, i) if named or (_OPENS.match(text) and (anew or ending_before(lines, begin, i))) else None
    if head or not prose_of(text):
        return head
    return Head(i, (), "", False, 0, "", False) if text in known or _is_below_signature(lines, begin, i) else None


def first_paragraph(lines: Sequence[Line]) -> str:
    """The paragraph by which the beginning of a report is known when it stands elsewhere, too; "" if it begins with none that is long enough."""
    return next((line.text for line in lines[:_TITLE_AND_SALUTATION] if len(line.text) >= SHORT), "")


def _is_copy(lines: Sequence[Line], begin: int, head: Head, known: Set[str]) -> bool:
    """Whether what begins here begins another report of the page, word for word."""
    return begin + _TITLE_AND_SALUTATION < head.body < len(lines) and lines[head.body].text in known


def _is_below_signature(lines: Sequence[Line], begin: int, i: int) -> bool:
    """Whether a signature and a date stand right above line i, below the end of a sentence."""
    return (
        i - begin > 3
        and len(lines[i - 1].text) <= SHORT
        and shows("date", lines[i - 1].text)
        and shows("signature", lines[i - 2].text)
        and ends_sentence(lines[i - 3].text)
    )


def _following(counts: Sequence[Count | None]) -> list[int]:
    """For each line the position of the next numbered line, itself included; -1 if there is none."""
    found, at = [-1] * len(counts), -1
    for i in range(len(counts) - 1, -1, -1):
        at = i if counts[i] else at
        found[i] = at
    return found


def _count_below(lines: Sequence[Line], counts: Sequence[Count | None], follows: Sequence[int], i: int) -> Count | None:
    """The next number from line i on, but for a first one that stands below a title, or below what is said of the time to come."""
    at = follows[i] if i < len(lines) else -1
    if not i <= at < i + _LOOK_AHEAD:
        return None
    count = counts[at]
    if count and count.n == 1 and any(_LATER.match(line.text) or (len(line.text) <= SHORT and title_of(line.text)) for line in lines[i + 1 : at]):
        return None
    return count


def _note(count: Count | None, seen: dict[str, int]) -> None:
    if count:
        seen[count.style] = count.n


def _numbering(following: Count | None, seen: dict[str, int]) -> int:
    """What the next number says: it starts anew what was counted before, or counts on."""
    if not following or not seen:
        return 0
    outermost = next(iter(seen))
    if following.n == 1:
        return 2 if following.style == outermost and seen[outermost] >= 2 else 0
    before = seen.get(following.style, 0)
    return -4 if before == following.n - 1 else -(before <= following.n)


def _may_part(lines: Sequence[Line], begin: int, i: int) -> bool:
    """Whether another report can begin here at all: the text above has ended, it is no covering letter, and this is no attachment."""
    above = lines[i - 1].text
    open_end = not ends_sentence(above) and (len(above) >= _WRAPPED or _STOPPED.search(above))
    if open_end and not (is_site_line(above) or _NEXT.search(above) or MARKER.match(above) or title_of(above)):
        return False
    if _ATTACHMENT.match(above) or _ATTACHMENT.match(lines[i].text) or (len(above) <= _LINK_MAX and _CARD.search(above)):
        return False
    short = lines[i].start - lines[begin].start < _LETTER_MAX
    return not (short and any(shows("cover", line.text) for line in lines[begin:i] if len(line.text) < 300))


def _speaks(head: Head, counted: Count | None, above: int, below: int, seen: dict[str, int]) -> int:
    """What a first sentence that names its meeting adds: most where the speech above has had its points, and points are counted anew below.

    Args:
        above: characters of prose above a salutation, which may part speeches without points; 0 where none stands.
    """
    if not head.meets or head.titles or not (head.address or below >= _SPEECH_MIN):
        return 0
    had = above >= _SPEECH_MIN or any(n >= 2 for n in seen.values())
    anew = counted is not None and (counted.n == 1 or seen.get(counted.style, 0) > counted.n) and (counted.style != "item" or bool(head.address))
    return 3 - 2 * head.greeting * bool(head.address) if had and anew else int(not head.greeting)


def _weight(lines: Sequence[Line], begin: int, i: int, head: Head, counted: bool) -> int:
    """How much speaks for a report that begins at line i, its numbering aside.

    Most say the title (whose document, of what year: 4) and an ending above (2); a salutation, a first sentence, a new organisation add 1 to 2 each.
    """
    end = ending_before(lines, begin, i)
    weight = end if end > 1 or head.named or head.address or head.opening or head.meets else 0
    weight += _led_over(lines, begin, i) + _weight_of_titles(head.titles) + head.opening + (head.named and lines[i].text.startswith(LABELLED))
    weight += bool(head.titles) and head.greeting
    if head.address:
        weight += 2 * head.greeting + _weight_of_address(lines, begin, i, head, end, counted)
    if head.who and not _is_known(lines, begin, i, head.who):
        weight += 2 if head.formula or head.address or head.dated else 1
    if not (head.titles or head.address):
        weight += _goes_on(lines, begin, i, head)
    if MARKER.match(lines[i - 1].text) and not ends_sentence(lines[i - 1].text):
        weight -= 2  # a heading, and this is the text below it; or the last entry of a list
    return weight


def _weight_of_address(lines: Sequence[Line], begin: int, i: int, head: Head, end: int, counted: bool) -> int:
    """2 for a formal salutation with a first sentence below it, 3 with one that names a meeting; 1 for another salutation that begins something.

    An audience that the text above addresses at its beginning says less.
    """
    audience = head.address.rstrip(":!, ")[-2:]
    again = not head.greeting and head.opening < _FULL and any(audience in address_of(line.text) for line in lines[begin : min(i, begin + _TOP)])
    if head.address.startswith(("尊敬的", "敬爱的", "各位", "亲爱的")) and not head.address.endswith("!") and not again:
        return 3 if head.meets and not head.greeting else 2 if end or head.greeting or head.opening else 1
    if again and not counted and end < 2:
        return 0
    return int(end > 0 or (head.meets and head.address == lines[i].text))


def _led_over(lines: Sequence[Line], begin: int, i: int) -> int:
    """3 if an editor's words that lead over to another text stand right above line i, or the way from one page, or one letter, to the next."""
    for at in range(i - 1, max(begin, i - _NEAR), -1):
        text = lines[at].text
        if len(text) > _LED_MAX:
            break
        if _NEXT.search(text) or intro_score(text) >= _LEADS:
            return 3
        if (weight := weigh(text)) < 0 or (weight == 0 and not is_site_line(text)):
            break
    return 0


def _has_parts(lines: Sequence[Line], begin: int, i: int, head: Head, title: str) -> bool:
    """Whether the text above is announced as summary and plan in one, so that a title with no signature above it is that of a part."""
    above = [title, *(line.text for line in lines[begin : begin + TITLE_LINES] if title_of(line.text))]
    return bool(head.titles) and ending_before(lines, begin, i) < 2 and any(_SEVERAL_GENRES.search(text) for text in above)


def _weight_of_titles(titles: Sequence[Title]) -> int:
    if not titles:
        return 0
    if any(title.who or title.occasion for title in titles):
        return 4 if any(title.year or title.occasion for title in titles) else 2 + titles[-1].subtitle
    return 0 if shows("relative", titles[0].text) else 1


def _goes_on(lines: Sequence[Line], begin: int, i: int, head: Head) -> int:
    """What speaks against a report without title and salutation: a summary goes on with its own union's plans, or tells of one union after another."""
    if head.ahead and not head.who:
        own = _SELF.search(lines[i].text, 0, SHORT)
        if own is None or _is_known(lines, begin, i, own.group()):
            return -2
        return 2 if head.timed and not head.opening else 0
    return -2 if head.who and head.body + 1 < len(lines) and organisation_of(lines[head.body + 1].text) not in ("", head.who) else 0


def _is_known(lines: Sequence[Line], begin: int, i: int, who: str) -> bool:
    """Whether an organisation is named near the beginning of the text above."""
    name, read = who[-4:], 0
    for line in lines[begin:i]:
        if name in line.text:
            return True
        read += len(line.text)
        if read > _NAMED_WITHIN:
            break
    return False
