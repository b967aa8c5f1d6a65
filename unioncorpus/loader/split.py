"""Where the reports of a compilation begin: labels (篇1, 篇一, 第一篇, 范文一, "…总结 3") that count on."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from unioncorpus.loader.lines import Line
from unioncorpus.resources import one_of

SIGNS = "①-⑳❶-❿㈠-㈩⑴-⒇Ⅰ-Ⅻⅰ-ⅻ"  # a number in one character
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_N = rf"(?:\d{{1,3}}|[一二三四五六七八九十百]{{1,4}}|[{SIGNS}])"
_OPEN, _CLOSE = r"[\s(【\[<《★☆◆◇■□●※*]*", r"\s*[)】\]>》★☆◆◇■□●※*]*"
# 篇3 or 范文三 after a title; what follows may be the text itself.
_NOT_A_COUNT = r"(?!\s*[名次条件份个篇获、等]|[年月日])"
_AFTER_TITLE = re.compile(
    rf"(?P<stem>[^。;!?,]{{0,50}}?){_OPEN}(?P<name>(?:篇|范文|例文|样文|样本|模板|范本|范例|样例){_OPEN}(?P<n>{_N})){_CLOSE}{_NOT_A_COUNT}(?P<rest>.*)$"
)
_ORDINAL = re.compile(rf"(?P<stem>[^。;!?,:、]{{0,40}}?){_OPEN}(?P<name>第\s*(?P<n>{_N})\s*(?:篇|份|章|部分范文)){_CLOSE}(?!章|文章|报道|论文)(?P<rest>.*)$")
# A bare number after a title says something only where it counts on over the page; so does 总结一: in front of the text.
_BARE = re.compile(rf"(?P<stem>[^。;!?,:]{{2,45}}?)(?<![/.\d年月])(?<!\d-)(?:[-_—]|{_OPEN})(?P<n>(?!0){_N})(?:/\d{{1,2}})?{_CLOSE}[.、:]?$")
_GLUED = re.compile(rf"(?P<stem>[^。;!?,:]{{0,30}}(?:总结|计划|报告|讲话稿?|发言稿?|述职|汇报|材料)){_OPEN}(?P<n>(?!0){_N}){_CLOSE}:(?P<rest>.+)$")
# In a page whose line ends were lost a label stands behind the last sentence of the report above.
_INLINE = re.compile(rf"(?<=[。!?;…])\s*(?=[【(《]?(?:[^。;!?,:、\s]{{0,25}}\s?(?:篇|范文|例文|模板|样本)\s?{_N}|第{_N}篇)[】)》]?(?:\s|:|[】)》]))")
_LABEL_CHARACTER = re.compile("[篇文例样模范份章]")
_NUMBERED = re.compile(rf"[篇文本板例第]{_OPEN}[\d一二三四五六七八九十百{SIGNS}]")  # what every label with one of these words holds, and few lines do
# Where all line ends were lost it stands between blanks, too: behind the last link of a list (工会简报 第3篇 今年), or a title (总结。 工会计划 第1篇 今年).
_NAME = rf"[【(《]?(?:(?:篇|范文|例文|模板|样本)\s?{_N}|第\s?{_N}\s?[篇份])[】)》]?(?=[\s:])"
_FLAT_LABEL = re.compile(rf"(?:(?<=[。!?;…])[^\S\n]*(?P<titled>[^。;!?,:、|\s]{{2,25}}\s{_NAME})|(?<=\S)[^\S\n]+(?P<bare>{_NAME}))")
_LOST_END = re.compile(r"(?<=[。!?;…])[^\S\n]+(?=\S)")
_HEAD_GAP = re.compile(r"(?<=[\u4e00-\u9fff])[^\S\n]+(?=[\u4e00-\u9fff])")
_FLAT_LINE = 300  # characters of a line that holds many paragraphs
_GENRE_WORD = re.compile(f"{one_of('documents of the genre')}|{one_of('other documents with a title')}|规划")
_SENTENCE = re.compile(r"[。;!?]")
# A title numbered 01, 02 is a part of its own in the articles of public accounts.
_PADDED = re.compile(r"(?P<name>(?:(?:part|no)[.\s]*0?|0)(?P<n>[1-9]))[\s.、|:]*(?P<stem>[^。;!?,:]{4,45})$", re.I)
_TITLE_MAX = 45  # characters: a label line longer than this holds text
_BODY_MIN = 60  # characters between two labels that make it likely a report stands there
_REPORT_MIN = 150  # the same, where there are but two
_GAP_MAX = 3  # a series may skip up to two numbers
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
    """三 → 3, 十二 → 12, 12 → 12, ③ → 3; labels only, so up to 399."""
    if text.isdecimal():
        return int(text)
    if text.lower() in WORDS:
        return WORDS.index(text.lower()) + 1
    if len(text) == 1 and not "\u4e00" <= text <= "\u9fff":
        return int(unicodedata.numeric(text, 0))
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
    known = len(strong) >= 2 or (len(strong) == 1 and _stands_alone(strong[0], lines))
    if known and (len(strong) == 1 or have_text(strong, lines)):
        return strong
    weak = [c for c in candidates if not c.strong]
    bare = _best_series(weak)
    if len(several := _by_stem(weak, lines[-1].end if lines else 0)) > max(2, len(bare)):
        return several
    if bare and bare[0].n <= 2 and (len(bare) >= 3 or _is_pair(bare, lines)):
        return bare
    return strong if known else []


def part_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines, long ones parted in front of labels that stand in their middle; where a page has lost its line ends, at the blanks that stand for them.

    Example:
        >>> [line.text for line in part_lines([Line(0, 22, "我会工作取得成绩。工会总结 篇2 今年以来")])]
        ['我会工作取得成绩。', '工会总结 篇2 今年以来']
    """
    flat = _is_flat(lines)
    parted = []
    for number, line in enumerate(lines):
        labelled = _NUMBERED.search(line.text) is not None
        cuts = {found.end() for found in _INLINE.finditer(line.text)} if labelled else set()
        if flat and len(line.text) >= _FLAT_LINE:
            cuts |= _lost_ends(line.text, labelled, number == 0)
        places = sorted(cuts - {0})
        if not places:
            parted.append(line)
            continue
        for start, end in zip([0, *places], [*places, len(line.text)], strict=True):
            text = line.text[start:end].rstrip()
            parted.append(Line(line.start + start, line.start + start + len(text), text))
    return parted


def _is_flat(lines: Sequence[Line]) -> bool:
    """Whether most of a page stands in lines that hold many paragraphs."""
    sizes = [len(line.text) for line in lines]
    return sum(size for size in sizes if size >= _FLAT_LINE) * 10 >= sum(sizes) * 7 and sum(sizes) >= _FLAT_LINE


def _lost_ends(text: str, labelled: bool, top: bool) -> set[int]:
    """Where the lines of a flattened text began: behind blanks below a full stop, at labels, and at the top, above the first sentence, behind any blank."""
    cuts = {found.end() for found in _LOST_END.finditer(text)}
    if labelled:
        cuts |= {found.start(found.lastgroup or 0) for found in _FLAT_LABEL.finditer(text)}
    first = _SENTENCE.search(text)
    if top and first and cuts:
        cuts |= {found.end() for found in _HEAD_GAP.finditer(text, 0, first.start())}
    return cuts


def have_text(labels: Sequence[Label], lines: Sequence[Line]) -> bool:
    """Whether at least two labels have text behind them: those of a table of contents have none."""
    ends = [*(label.start for label in labels[1:]), lines[-1].end] if lines else []
    return sum(end - label.end >= _BODY_MIN for label, end in zip(labels, ends, strict=False)) >= 2


def _is_pair(labels: Sequence[Label], lines: Sequence[Line]) -> bool:
    """Whether two bare numbers are labels: behind the same title, each with a text of some length, 1 and 2, or 2 and 3 below the title with no number."""
    numbers = [label.n for label in labels]
    titled = any(line.text.strip(" 《【[(:-—_") == labels[0].stem for line in lines if line.start < labels[0].start)
    if numbers != [1, 2] and not (numbers == [2, 3] and titled):
        return False
    least = _BODY_MIN if titled else _REPORT_MIN
    long = labels[1].start - labels[0].end >= least and lines[-1].end - labels[1].end >= least
    return long and labels[0].stem == labels[1].stem


def _read_label(line: Line, source: str) -> Label | None:
    text = line.text
    head = text[: _TITLE_MAX + 25]
    for pattern in (_ORDINAL, _AFTER_TITLE) if _LABEL_CHARACTER.search(head) and _NUMBERED.search(text) else ():
        if (found := pattern.match(text)) and not (found["name"].endswith("章") and not _GENRE_WORD.search(found["rest"])):
            rest = found["rest"].strip(" :.、-—_")
            if found["name"][-1] in "份章" and found.end("name") == found.start("rest") and found["rest"][:1] not in ("", ":", "、", "."):
                continue  # 第一份合同
            named = len(rest) <= _TITLE_MAX and not _SENTENCE.search(rest) and not rest.endswith(",")
            salutes = rest.endswith(":") or (found["rest"].rstrip().endswith(":") and len(found["rest"].strip()) > 1)
            colon = len(found["rest"]) - len(found["rest"].lstrip(" :.、"))
            told = found["rest"].startswith(",") and len(text) <= _TITLE_MAX  # 先看第一篇,是某县的: the words of an editor
            end = line.end if told or (named and not salutes) else line.start + found.start("rest") + colon
            stem = ("" if told else found["stem"] or (rest if named and not salutes else "")).strip(" 《【[(:-—_")
            return Label(line.start, end, chinese_number(found["n"]), re.sub(r"[\s(【\[<《]", "", found["name"]), stem, True)
    if len(text) <= _TITLE_MAX and (found := _PADDED.match(text)) and _GENRE_WORD.search(found["stem"]):
        name = "" if found["name"].startswith("0") else "".join(found["name"].split())
        return Label(line.start, line.end, int(found["n"]), name, found["stem"], True)
    if len(text) <= _TITLE_MAX and (found := _BARE.match(text)) and _GENRE_WORD.search(found["stem"]) and not found["stem"].rstrip().endswith("第"):
        return Label(line.start, line.end, chinese_number(found["n"]), _name(found["n"]), found["stem"].strip(" 《【[(:-—_"), False)
    if ":" in head and (found := _GLUED.match(head)):
        end = line.start + found.start("rest")
        return Label(line.start, end, chinese_number(found["n"]), _name(found["n"]), found["stem"].strip(" 《【[("), False)
    return None


def _name(number: str) -> str:
    """The label that a bare number makes: 3 → 篇3; a sign for a number stays what it is."""
    return number if re.fullmatch(f"[{SIGNS}]", number) else f"篇{number}"


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


def _by_stem(candidates: Sequence[Label], end: int) -> list[Label]:
    """The bare numbers that count behind each title for itself (总结一, 总结二, 述职一, 述职二), with a text below each; a number may stand twice."""
    groups: dict[str, list[Label]] = {}
    for i, label in enumerate(candidates):
        stop = candidates[i + 1].start if i + 1 < len(candidates) else end
        if stop - label.end < _REPORT_MIN:
            continue
        group = groups.setdefault(label.stem, [])
        if (not group and label.n == 1) or (group and 0 <= label.n - group[-1].n <= _GAP_MAX):
            group.append(label)
    counted = [group for group in groups.values() if group and group[-1].n > 1]
    return sorted((label for group in counted for label in group), key=lambda label: label.start)


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
