"""By what a report shows where it begins and ends: its title, a salutation, an opening formula; a signature, a date, a farewell (report_signs.csv)."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from unioncorpus.loader.furniture import is_menu, is_page_data, tells_when_posted
from unioncorpus.loader.lines import MARKER, Line, ends_sentence
from unioncorpus.loader.phrases import match_line
from unioncorpus.resources import load, one_of

Kind = Literal["genre", "relative", "salutation", "greeting", "occasion", "opening", "period", "cover", "farewell", "closing", "signature", "date", "several"]

_TITLE_MAX = 60  # characters: a longer line is no title
_SPACED = re.compile(r"(?:[\u4e00-\u9fff][ \u3000]{1,3}){2,}[\u4e00-\u9fff]")  # a title in spaced letters: 述 职 报 告
_NO_TITLE = re.compile("[。;!?,:]")
_ENDED = re.compile("[。;]")
_ORNAMENT = re.compile(r"[\W_]*")
_SHORT = 40  # characters: a signature, a salutation, a line of a title
_NUMBER = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
_BEHIND_GENRE = re.compile(rf"范文|情况|材料|稿|书|{_NUMBER}|(?:及|和|与|暨).{{2,20}}")
_PARENTHESIS = re.compile(r"\s*[(][^()]{1,14}[)]\s*$|\.(?:docx?|pdf|txt|wps|rtf)$", re.I)
_DECORATION = " \t《》【】[]“”\"'★☆◆◇■□●○▲△※·*#>-"
_YEAR = re.compile(r"(?:19|20)[\dxX*]{2}|[xX*]{2,4}年|[二一][〇○零][〇○零一二三四五六七八九]{2}")
_ORGANISATION = f"(?:{one_of('kinds of bodies')}|{one_of('kinds of employers')}|(?:{one_of('last characters of names of bodies')}|[厅办院所站村])|委(?!员会))"
_NAMED = re.compile(
    r"(?:(?:(?:19|20)[\dxX*]{2}|[xX*]{2,4}|[二一][〇○零][〇○零一二三四五六七八九]{2})年度?)?"
    rf"(?P<who>[^,。;:、\d]{{1,24}}{_ORGANISATION})"
    rf"(?=(?:19|20)[\dxX*]{{2}}|[xX*]{{2,4}}年|[二一][〇○零]|{one_of('words behind the name in a title')}|[^,。;:、]{{0,12}}$)"
)
_SPEECH = re.compile(r"在.{4,50}(?:会|会议|式|活动|典礼|论坛|联欢|培训班)[^,。;]{0,6}上的?(?:.{0,6})$")
_LINKS = re.compile(r"\S\s{2,}\S|\t|^[【\[][^】\]]{2,10}[】\]]\s*\S|\d{2}-\d{2}$|^\s*[·•]")
_WHO = re.compile(
    r"^(?:(?:(?:19|20)[\dxX*]{2}|[xX*]{2,4})年度?(?:以来)?|一年来|今年以来|过去的一年里?|上半年|本学期),?"
    rf"(?P<who>[^,。;:、在]{{1,24}}?{_ORGANISATION})(?![^,。;在]{{0,10}}工会)"
    rf"(?=[^。;]{{0,24}}在[^。;]{{2,60}}下,|(?:{one_of('words behind the subject of a first sentence')}))"
)
# A first sentence that introduces an organisation: 某街道地处城郊, 某公司工会成立于1998年
_INTRODUCED = re.compile(
    rf"^(?P<who>[^,。;:、在【】\[\]]{{1,24}}?{_ORGANISATION})(?:(?:成立|组建|创建|始建|创办)于|地处|位于|坐落|现?(?:有|辖有?|下设|下辖)[^,。;]{{0,14}}\d|是一[所家个])"
)
# Who contributed a text, in parentheses at its end.
_CREDIT = re.compile(
    r"(?:^|[。!?;”])\s*[(](?!下同|待续|未完|节选|摘要|试行|草案|附[表后图]|见附)"
    rf"(?:[^()。;,]{{2,20}}(?:供稿|撰稿|执笔|整理|报送|{one_of('bodies that issue documents')})"
    r"(?:\s+[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2})?|[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2}(?:\s[\u4e00-\u9fff]\s?[\u4e00-\u9fff]{1,2})?)[)]$"
)
_REMARK = re.compile(r"[(](?!一|二|三|四|五|六|七|八|九|十|\d)[^()]{2,12}[)]$")  # (公章)
_FOOT = re.compile(rf"^(?:{one_of('lines below a signature')})\s*[:：]")
_ABOVE = 5  # lines between the end of a report and the next one
_MANY = re.compile("^(?:上半年|下半年|半年|全年|第?.季度|学期)|各级|各[单基分级]|广大|全体|所有")
_PRONOUNS = ("我", "本", "各", "全", "该", "在", "为", "这", "两", "他", "企业", "基层")


@dataclass(frozen=True, slots=True)
class ReportSign:
    """A row of report_signs.csv."""

    sign: Kind
    pattern: str
    example: str
    counter: str = ""
    note: str = ""
    where: str = ""


@functools.cache
def pattern_of(sign: Kind) -> re.Pattern[str]:
    """The patterns of a sign as one."""
    return re.compile("|".join(f"(?:{row.pattern})" for row in load(ReportSign, "report_signs.csv") if row.sign == sign), re.I)


class Title(NamedTuple):
    """What a title line says."""

    text: str  # without decoration
    genre: str  # the noun that ends it
    who: str  # the organisation in it, else ""
    year: str
    occasion: bool  # a speech: where it was given
    subtitle: bool  # stands behind a dash, below a motto


def shows(sign: Kind, text: str) -> bool:
    """Whether a line shows a sign.

    Example:
        >>> shows("salutation", "各位代表、同志们:"), shows("date", "2013年12月20日"), shows("farewell", "谢谢大家!"), shows("date", "2013年以来")
        (True, True, True, False)
    """
    return pattern_of(sign).search(text) is not None


def title_of(text: str) -> Title | None:
    """What a line says if it is the title of a document: a genre at its end, no sentence, no row of links.

    Example:
        >>> title_of("柳河镇总工会2013年工作总结")
        Title(text='柳河镇总工会2013年工作总结', genre='工作总结', who='柳河镇总工会', year='2013', occasion=False, subtitle=False)
        >>> title_of("——在县工会第五次代表大会上的报告").occasion, title_of("一、2013年工作总结"), title_of("【推荐】银行工会总结")
        (True, None, None)
    """
    text = "".join(text.split()) if _SPACED.fullmatch(text) else text
    if not 4 <= len(text) <= _TITLE_MAX or _NO_TITLE.search(text) or MARKER.match(text) or _LINKS.search(text):
        return None
    bare = _bare(text)
    genre = _genre_at_end(bare)
    if not genre or is_menu(text) or is_page_data(text) or tells_when_posted(text):
        return None
    named = _NAMED.match(bare)
    who = named["who"] if named and _is_one(named["who"]) else ""
    year = _YEAR.search(bare)
    occasion = _SPEECH.search(bare.removesuffix(genre)) is not None
    return Title(bare, genre, who, year.group() if year else "", occasion, text.startswith("—") and not text.endswith("—"))


def _bare(text: str) -> str:
    """A title without brackets, marks and what stands in parentheses behind it."""
    bare = text.strip(_DECORATION + "—")
    while (shorter := _PARENTHESIS.sub("", bare)) != bare:
        bare = shorter
    return bare.strip(_DECORATION)


def _genre_at_end(text: str) -> str:
    found = ""
    for match in pattern_of("genre").finditer(text):
        rest = text[match.end() :]
        if not rest or _BEHIND_GENRE.fullmatch(rest):
            found = match.group()
            break
    return found


def organisation_of(text: str) -> str:
    """The organisation that is the subject of a first sentence: 2013年,柳河镇总工会在…领导下.

    Example:
        >>> organisation_of("2013年,柳河镇总工会在镇党委的领导下,开展了工作。"), organisation_of("一年来,我会在镇党委的领导下,开展了工作。")
        ('柳河镇总工会', '')
    """
    found = _WHO.match(text[:160])
    return found["who"] if found and _is_one(found["who"]) else ""


def introduces(text: str) -> str:
    """The organisation that a first sentence introduces to readers who do not know it.

    Example:
        >>> introduces("云台茶厂工会成立于2003年,下设4个车间工会。"), introduces("厂工会现有会员538人。"), introduces("云台茶厂开展了劳动竞赛。")
        ('云台茶厂工会', '厂工会', '')
    """
    found = _INTRODUCED.match(text[:80])
    return found["who"] if found and _is_one(found["who"]) else ""


def _is_one(who: str) -> bool:
    """Whether a name is that of one organisation."""
    return not who.startswith(_PRONOUNS) and not _MANY.search(who)


def is_short(text: str) -> bool:
    """Whether a line may be one of a title, a signature or a salutation."""
    return len(text) <= _SHORT and not MARKER.match(text) and not _ENDED.search(text)


def is_site_line(text: str) -> bool:
    """Whether a line is the site's, wherever it stands."""
    return match_line(text, "line") is not None or is_menu(text) or _ORNAMENT.fullmatch(text) is not None


def ending_before(lines: Sequence[Line], begin: int, i: int) -> int:
    """How surely a report ends above line i: 2 below a signature with a date or a farewell, 1 below a last paragraph, else 0."""
    at = i - 1
    while at > begin and i - at <= _ABOVE and (_below_signature(lines[at].text) or is_site_line(lines[at].text)):
        at -= 1
    text = lines[at].text
    if shows("date", text) and len(text) <= _SHORT:
        return 2
    if shows("farewell", text[-60:]) or (text[-1] == ")" and _CREDIT.search(text[-40:])):
        return 2
    if len(text) <= _SHORT and shows("signature", text) and at > begin and ends_sentence(lines[at - 1].text) and not title_of(lines[i].text):
        return 2
    tail = lines[max(begin, at - 1) : at + 1]
    return int(any(shows("closing", line.text) for line in tail if not MARKER.match(line.text)))


def _below_signature(text: str) -> bool:
    """Whether a short line may stand between a signature and the end of a document: to whom it goes, a seal."""
    return len(text) <= _SHORT and bool(_FOOT.match(text) or (_REMARK.fullmatch(text) and not _CREDIT.match(text)))
