"""Where the reports of a compilation begin: labels (篇1, 篇一, 第一篇, 范文一, "…总结 3") that count on, and seams that carry no label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from unioncorpus.loader.lines import MARKER, Line, ends_sentence

_N = r"(?:\d{1,3}|[一二三四五六七八九十百]{1,4})"
_OPEN, _CLOSE = r"[\s(【\[<《]*", r"\s*[)】\]>》]*"
# 篇3 or 范文三 after a title; what follows may be the text itself.
_NOT_A_COUNT = r"(?!\s*[名次条件份个篇获、等]|[年月日])"
_AFTER_TITLE = re.compile(rf"(?P<stem>[^。;!?,]{{0,50}}?){_OPEN}(?P<name>(?:篇|范文|例文|样本|模板|范本){_OPEN}(?P<n>{_N})){_CLOSE}{_NOT_A_COUNT}(?P<rest>.*)$")
_ORDINAL = re.compile(rf"(?P<stem>[^。;!?,:、]{{0,40}}?){_OPEN}(?P<name>第\s*(?P<n>{_N})\s*(?:篇|份|章|部分范文)){_CLOSE}(?!章|文章|报道|论文)(?P<rest>.*)$")
# A bare number after a title says something only where it counts on over the page.
_BARE = re.compile(rf"(?P<stem>[^。;!?,:]{{3,45}}?)(?<![-/.\d年月]){_OPEN}(?P<n>(?!0){_N}){_CLOSE}$")
_LABEL_CHARACTERS = frozenset("篇文例样模范份章")
_GENRE_WORD = re.compile(r"总结|计划|要点|报告|讲话|致辞|发言|汇报|述职|方案|打算|范文|体会|材料|安排")
_SENTENCE = re.compile(r"[。;!?]")
# A title numbered 01, 02 is a part of its own in the articles of public accounts.
_PADDED = re.compile(r"(?P<name>0(?P<n>[1-9]))[\s.、|:]*(?P<stem>[^。;!?,:]{4,45})$")
_TITLE_MAX = 45  # characters: a label line longer than this holds text
_BODY_MIN = 60  # characters between two labels that make it likely a report stands there
_GAP_MAX = 3  # a series may skip up to two numbers
_TITLED_MIN = 150  # the same, where the second one shows by its title
_REPORT_MIN = 400  # characters: a report that a second one is glued to is no shorter
_SALUTATION = re.compile(r"(?:尊敬的|各位|同志们|老师们|亲爱的|敬爱的)[^。;]{0,40}[:!]$")
_GREETING = re.compile(r"(?:大家|各位|你们|同志们)?(?:上午|下午|早上|晚上|新年)?好[!,。]|受.{2,30}委托|现在,?由?我|今天,?(?:由我|我代表)")
_FAREWELL = re.compile(r"谢谢(?:大家|各位)?|多谢|再次感谢|(?:祝|祝愿|恭祝)[^。]{2,30}[!。]|此致|敬礼")
_ORGANISATION = r"(?:工会|联合会|公司|集团|医院|学校|[大中小]学|学院|[局委厅办院所站厂矿镇乡]|街道|社区|银行|中心|协会|支部)"
_OPENING = re.compile(
    r"(?:(?:19|20)[\dxX*]{2}年(?:度)?(?:以来)?|[xX*]{2}年度?|一年来|今年以来|过去的一年(?:里)?),?"
    rf"(?P<who>[^,。;:、]{{2,24}}{_ORGANISATION})[^。;]{{0,20}}在[^。;]{{2,60}}(?:领导|指导|支持|关心|关怀|帮助)下,"
)
_DATED_TITLE = re.compile(
    rf".{{0,20}}{_ORGANISATION}(?:(?:19|20)[\dxX*]{{2}})年度?[^,。;:]{{0,8}}(?:总结|计划|要点|报告|汇报)$"
    r"|.{0,60}在.{4,40}上的(?:讲话|报告|工作报告|致辞|发言)(?:[(].{1,6}[)])?$"
)
_OWN_TITLE = re.compile(rf"(?P<who>[^,。;:、\d]{{2,20}}{_ORGANISATION})(?:(?:19|20)[\dxX*]{{2}}年度?|年度|半年)?[^,。;:]{{0,8}}(?:总结|计划|要点|报告|汇报)$")
_PRONOUNS = ("我", "本", "各", "全", "该")
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}


@dataclass(frozen=True, slots=True)
class Label:
    """A label line, or the head of a line that goes on with text."""

    start: int  # in the source text
    end: int  # where the report's own text may begin
    n: int
    name: str  # "篇3", "第一篇", "范文二" as the page has it; "篇3" for a bare number
    stem: str  # the title before the number, or after 第一篇
    strong: bool  # holds 篇, 范文, …


def chinese_number(text: str) -> int:
    """三 → 3, 十二 → 12, 12 → 12; labels only, so up to 399."""
    if text.isdigit():
        return int(text)
    hundreds, _, rest = text.replace("零", "").rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    value = _DIGITS.get(hundreds or ("一" if "百" in text else "零"), 0) * 100
    value += _DIGITS.get(tens or ("一" if ten else "零"), 0) * 10
    return value + _DIGITS.get(ones or "零", 0)


def find_labels(lines: Sequence[Line], source: str) -> list[Label]:
    """The labels that part a page into reports, in order; empty for a page that is one report.

    A table of contents repeats the labels without text between them: the series whose labels have text behind them wins.

    Example:
        >>> from unioncorpus.loader.lines import lines_of
        >>> page = "工会总结 篇1\\n" + "一年来我会做了许多工作。" * 9 + "\\n工会总结 篇2\\n" + "今年以来我院工会积极工作。" * 9
        >>> [(label.n, label.stem) for label in find_labels(lines_of(page), page)]
        [(1, '工会总结'), (2, '工会总结')]
    """
    candidates = [label for line in lines if (label := _read_label(line, source))]
    strong = _series([c for c in candidates if c.strong], lines[-1].end if lines else 0)
    if len(strong) >= 2 or (len(strong) == 1 and _stands_alone(strong[0], lines)):
        return strong
    bare = _best_series([c for c in candidates if not c.strong])
    return bare if len(bare) >= 3 and bare[0].n <= 2 else []


def find_seams(lines: Sequence[Line]) -> list[int]:
    """Positions of lines where a second report begins without a label: after a farewell a new salutation; or an opening, or a title, in the name of an
    organisation that the text before never mentions.

    Example:
        >>> from unioncorpus.loader.lines import lines_of
        >>> first = "2013年,我局工会在上级工会的领导下开展工作。" * 20
        >>> find_seams(lines_of(first + "\\n2014年,市城建集团在市委、市政府的坚强领导下,完成了各项任务。" * 2))
        [1]
    """
    seams: list[int] = []
    begin = 0
    for i in range(1, len(lines)):
        length = lines[i].start - lines[begin].start
        if (length >= _REPORT_MIN and _is_seam(lines, begin, i)) or (length >= _TITLED_MIN and _is_titled(lines, i)):
            begin = i - 1 if length >= _TITLED_MIN and _is_subtitle(lines, i) else i
            seams.append(begin)
    return seams


def _is_titled(lines: Sequence[Line], i: int) -> bool:
    """Whether a line is the title of another document: an organisation, a year, a genre; or a speech and where it was given."""
    text = lines[i].text
    titled = len(text) <= _TITLE_MAX + 15 and not MARKER.match(text) and bool(_DATED_TITLE.match(text))
    return titled and (ends_sentence(lines[i - 1].text) or _is_subtitle(lines, i))


def _is_subtitle(lines: Sequence[Line], i: int) -> bool:
    """Whether a line opens with a dash, as the second line of a title does, below a short line after the end of a text."""
    above = lines[i - 1].text
    return lines[i].text.startswith("—") and len(above) <= 30 and not ends_sentence(above) and i > 1 and ends_sentence(lines[i - 2].text)


def _is_seam(lines: Sequence[Line], begin: int, i: int) -> bool:
    text = lines[i].text
    if _SALUTATION.match(text):
        greets = i + 1 < len(lines) and bool(_GREETING.match(lines[i + 1].text))
        return greets or any(_FAREWELL.search(line.text[-40:]) for line in lines[max(begin, i - 3) : i])
    if not ends_sentence(lines[i - 1].text):
        return False
    found = _OPENING.match(text) or (_OWN_TITLE.match(text) if len(text) <= _TITLE_MAX else None)
    if not found or found["who"].startswith(_PRONOUNS):
        return False
    name = found["who"][-4:]
    return not any(name in line.text for line in lines[begin:i])


def _read_label(line: Line, source: str) -> Label | None:
    text = line.text
    head = text[: _TITLE_MAX + 25]
    for pattern in (_ORDINAL, _AFTER_TITLE) if not _LABEL_CHARACTERS.isdisjoint(head) else ():
        if (found := pattern.match(text)) and not (found["name"].endswith("章") and not _GENRE_WORD.search(found["rest"])):
            rest = found["rest"].strip(" :.、-—_")
            named = len(rest) <= _TITLE_MAX and not _SENTENCE.search(rest) and not rest.endswith(",")
            salutes = rest.endswith(":") or (found["rest"].rstrip().endswith(":") and len(found["rest"].strip()) > 1)
            colon = len(found["rest"]) - len(found["rest"].lstrip(" :.、"))
            end = line.end if named and not salutes else line.start + found.start("rest") + colon
            stem = (found["stem"] or (rest if named and not salutes else "")).strip(" 《【[(:-—_")
            return Label(line.start, end, chinese_number(found["n"]), re.sub(r"[\s(【\[<《]", "", found["name"]), stem, True)
    if len(text) <= _TITLE_MAX and (found := _PADDED.match(text)) and _GENRE_WORD.search(found["stem"]):
        return Label(line.start, line.end, int(found["n"]), "", found["stem"], True)
    if len(text) <= _TITLE_MAX and (found := _BARE.match(text)) and _GENRE_WORD.search(found["stem"]) and not found["stem"].rstrip().endswith("第"):
        return Label(line.start, line.end, chinese_number(found["n"]), f"篇{found['n']}", found["stem"].strip(" 《【[(:"), False)
    return None


def _series(candidates: Sequence[Label], end: int) -> list[Label]:
    """The labels that have text behind them, in page order, however their numbers run (总结 篇1–3, then 计划 篇1–3); else the longest run that counts on."""
    bodied: list[Label] = []
    last = {label.n: i for i, label in enumerate(candidates)}
    for i, label in enumerate(candidates):
        stop = candidates[i + 1].start if i + 1 < len(candidates) else end
        listed = i and candidates[i - 1] not in bodied[-1:] and last[label.n] > i
        if stop - label.end >= _BODY_MIN and not listed:  # the last entry of a table of contents has the lead-in behind it
            bodied.append(label)
    return bodied if len(bodied) >= 2 else _best_series(candidates)


def _best_series(candidates: Sequence[Label]) -> list[Label]:
    """The longest run of labels that count on (1, 2, 4, …), preferring those with text behind them; one pass, whatever the page."""
    best: dict[int, tuple[float, int]] = {}  # number → score of the best series that ends in it, and its last label
    before: list[int] = []
    for i, label in enumerate(candidates):
        score, previous = 1.0, -1
        for step in range(1, _GAP_MAX + 1):
            if (known := best.get(label.n - step)) is not None:
                body = label.start - candidates[known[1]].end
                gained = known[0] + 1 + (2 if body >= _BODY_MIN else 0) - 0.5 * (step - 1)
                if gained > score:
                    score, previous = gained, known[1]
        before.append(previous)
        if label.n not in best or score >= best[label.n][0]:
            best[label.n] = (score, i)
    if not best:
        return []
    at = max(best.values())[1]
    series = []
    while at >= 0:
        series.append(candidates[at])
        at = before[at]
    return series[::-1]


def _stands_alone(label: Label, lines: Sequence[Line]) -> bool:
    """Whether a single label is a line of its own near the top: the first of a series whose rest was not scraped."""
    index = next(i for i, line in enumerate(lines) if line.start == label.start)
    return label.n <= 2 and label.end == lines[index].end and index <= 6 and bool(_GENRE_WORD.search(label.stem) or not label.stem)
