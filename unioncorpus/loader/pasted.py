"""What a site pastes into the sentences of a report: keywords, titles, its own name. None of it agrees with what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from unioncorpus.loader.lines import is_han
from unioncorpus.model.records import Removed
from unioncorpus.resources import one_of, word_list

_HAN = r"[\u4e00-\u9fff]"
_GENRES = one_of("documents of the genre")
_KEYWORDS = one_of("documents that keywords name")
_PLACES = one_of("last characters of names of bodies")
_GENRE_PHRASE = re.compile(f"{_GENRES}|{_KEYWORDS}|范文|述职|模板")
# A title that stands as a sentence of its own: keyword spinners write one. The long class keeps sentences with a verb out.
_NOT_IN_TITLE = "《》。,;\\n的了做制定写听取审议提交完成通过汇报将现把为根据按照结合落召撰拟订印发及和并在对是有"
_TITLE_SENTENCE = re.compile(
    rf"[,。;!]((?:工作(?:总结|计划|报告))?《[^《》。,;\n]{{0,30}}(?:{_GENRES}|讲话|范文)》"
    rf"|[^{_NOT_IN_TITLE}]{{0,12}}(?:{one_of('kinds of employers')}|单位|企业|(?:{_PLACES}))[^{_NOT_IN_TITLE}]{{0,8}}年?度?(?:工会)?工作(?:{_GENRES}))(?=。)"
)
_TITLE_ENDS = ("》。", *(f"{noun}。" for noun in word_list("documents of the genre")))  # how each of its alternatives ends
_KEYWORD_MIN, _KEYWORD_MAX, _KEYWORD_TIMES, _KEYWORD_LONG = 6, 20, 4, 8
# A title of the genre at the joint of two clauses, with the next clause right behind it: no clause begins with such a noun and goes on without a predicate.
_TITLE_CHAR = rf"(?:(?![{_NOT_IN_TITLE}我各本全以从向与等被由其])[\u4e00-\u9fff])"
_NO_PREDICATE = (
    r"(?![的和与及暨等中里会表上内有已得实落基圆顺取成明确制深紧更也都均还可要应须将能会不未])"
    rf"(?!{_GENRES}|{one_of('words that go on with a title')}|第|[一二三四五六七八九十\d]+[篇份、])"
)
_WHOSE = f"(?:{one_of('words in front of a pasted title')}|(?:{_PLACES}|[省村院校]))"
_JOINT = re.compile(
    rf"[,。;!\n](?:(?<=\n)[ \t\u3000\xa0]+)?(?P<title>(?:(?:19|20)[\dxX]{{2}}年?度?)?{_WHOSE}{{0,4}}(?:工会|年终|年度|述职|工作|个人){_TITLE_CHAR}{{0,6}}?"
    rf"(?:{one_of('documents that a pasted title ends with')})(?P<sure>范文|模板|大全|(?:19|20)\d{{2}}年?)?)(?=[“‘《\u4e00-\u9fff]){_NO_PREDICATE}"
)
_NUMERAL = "[一二三四五六七八九十]{1,3}"
_BEFORE_MARKER = re.compile(rf"\n[ \t\u3000\xa0]*(?P<title>{_TITLE_CHAR}{{2,14}}(?:{_GENRES}|范文))(?=(?:{_NUMERAL}、|[(]{_NUMERAL}[)]){_HAN})")
_TITLE_MIN = 8  # characters
_BRACKETED_MIN = 6  # the same, in brackets
_SERIES = re.compile(r"[\s(【]*(?:(?:精选|通用|共|合集|热门|实用)?\s*[\d一二三四五六七八九十]{1,3}\s*篇?)?[)】]*$")  # what follows a title to count it
_MODEL = re.compile(r"范文|模板|大全|集锦|精选|怎么写|样本")
_JOINTS = 2  # so many of them are no slip of the author
_SITE_NAME = re.compile(
    rf"(?:^|[\s|>:,。、(《]|下面是|由|在)({_HAN}{{2,6}}(?:网|文库|论坛|文秘))(?!{_HAN}*(?:络|上|点|格))|(?:下面是|以下是|由|,|^)({_HAN}{{2,8}}?)(?:的)?小编"
)
_CITES = re.compile(r"(?:被|在|由|向|《|“|、|和|与|及)$")
_PRINTED = re.compile(r"\s*(?:采用|刊|报道|发表|发布|宣传|推送|录用|[》”、,\d])")


def find_pasted(view: str, start: int, end: int, titles: Iterable[str], sites: Iterable[str]) -> list[Removed]:
    """The stretches of `view[start:end]` that were pasted into its sentences, unsorted.

    Args:
        titles: titles of the page and its labels: keywords are made of their words.
        sites: names that the site gives itself around the reports.
    """
    text = view[start:end]
    known = tuple(titles)
    rows = _own_titles(text, start, known)
    rows = rows or _keywords(view, start, end, known)
    rows = rows or _joints(text, start) or _whole_titles(text, start, known)
    rows += _site_names(view, start, end, sites)
    if any(ending in text for ending in _TITLE_ENDS):
        rows += [Removed(start + m.start(1), start + m.end() + 1, "injected", "injected:title-sentence") for m in _TITLE_SENTENCE.finditer(text)]
    return rows


def _own_titles(text: str, start: int, titles: Iterable[str]) -> list[Removed]:
    """Titles of the page, word for word: one that calls itself a model text wherever it stands, any other in brackets in the middle of a clause."""
    rows: list[Removed] = []
    for title in sorted({_SERIES.sub("", title) for title in titles}, key=lambda title: (-len(title), title)):
        if len(title) < _BRACKETED_MIN or title not in text:
            continue
        word = re.escape(title)
        model = len(title) >= _TITLE_MIN and _MODEL.search(title) is not None
        pasted = rf"[(【]?(?<![《“‘]){word}(?![》”’])(?:\d{{0,2}}篇)?[)】]?" if model else rf"(?<=[\u4e00-\u9fff。,;])[(【]{word}[)】](?=[\u4e00-\u9fff])"
        found = [m for m in re.finditer(pasted, text) if not any(row.start < start + m.end() and start + m.start() < row.end for row in rows)]
        rows += [Removed(start + m.start(), start + m.end(), "injected", "injected:own-title") for m in found]
    return rows


def _whole_titles(text: str, start: int, titles: Iterable[str]) -> list[Removed]:
    """Titles of the page, word for word, at the joints of clauses that have a subject of their own; once is no habit."""
    for title in sorted({title for title in titles if len(title) >= _TITLE_MIN}):
        found = list(re.finditer(rf"(?<=[,。;!]){re.escape(title)}(?=[\u4e00-\u9fff]){_NO_PREDICATE}", text)) if text.count(title) >= _JOINTS else []
        if len(found) >= _JOINTS:
            return [Removed(start + m.start(), start + m.end(), "injected", "injected:title-at-joint") for m in found]
    return []


def _joints(text: str, start: int) -> list[Removed]:
    """Titles at the joints of clauses: any before a section's marker, others where there are several or one names itself a model text."""
    if not _GENRE_PHRASE.search(text):
        return []
    text, start = f"\n{text}", start - 1  # so that the first line, too, begins behind a line break
    found = list(_JOINT.finditer(text))
    spun = len(found) >= _JOINTS
    spans = [m.span("title") for m in found if spun or m["sure"]] + [m.span("title") for m in _BEFORE_MARKER.finditer(text)]
    return [Removed(start + a, start + b, "injected", "injected:title-at-joint") for a, b in sorted(set(spans))]


def _keywords(view: str, start: int, end: int, titles: Iterable[str]) -> list[Removed]:
    """A phrase made of the page's title words that stands at many unlike places is pasted in, wherever it stands."""
    characters = set("".join(titles))
    text = view[start:end]
    if not characters or not _GENRE_PHRASE.search(text):
        return []
    counts = Counter(text[m.start() : m.end()] for m in _candidates(text, characters))
    rows = []
    for phrase, times in sorted(counts.items(), key=lambda item: (-len(item[0]), item[0])):
        model = phrase.endswith("范文")  # no report says of itself that it is a model text
        if times < 2 and not model:
            continue
        spots = [m.start() for m in re.finditer(re.escape(phrase), text)]
        before = {text[s - 1 : s] for s in spots}
        after = {text[s + len(phrase) : s + len(phrase) + 1] for s in spots}
        follows = all(is_han(text[s + len(phrase) : s + len(phrase) + 1] or " ") for s in spots)
        glued = follows and all(is_han(text[s - 1 : s] or " ") for s in spots)
        if (model and follows) or (min(len(before), len(after)) >= min(3, times) and (times >= _KEYWORD_TIMES or (glued and len(phrase) >= _KEYWORD_LONG))):
            rows += [Removed(start + s, start + s + len(phrase), "injected", "injected:keyword") for s in spots]
    return rows


def site_names(chrome: Iterable[str]) -> tuple[str, ...]:
    """Names that a site gives itself in its chrome: what ends in 网 or 文库 there, and whose editor (小编) speaks.

    Example:
        >>> site_names(["豆豆网  分类:公文", "下面是好文小屋小编为大家整理的总结"])
        ('好文小屋', '豆豆网')
    """
    return tuple(sorted({name for text in chrome for found in _SITE_NAME.finditer(text) if len(name := found[1] or found[2]) >= 3}))


def _site_names(view: str, start: int, end: int, sites: Iterable[str]) -> list[Removed]:
    """A site's own name in the middle of a report is a watermark, unless the report says that it was printed there."""
    rows = []
    for name in sites:
        for found in re.finditer(re.escape(name), view[start:end]):
            at, stop = start + found.start(), start + found.end()
            if not _CITES.search(view[max(start, at - 6) : at]) and not _PRINTED.match(view, stop):
                rows.append(Removed(at, stop, "injected", "injected:site-name"))
    return rows


def _candidates(text: str, characters: set[str]) -> list[re.Match[str]]:
    """Stretches of title characters that hold a word for a kind of document; long runs are read as repeats of their shortest period."""
    alphabet = "".join(sorted(c for c in characters if is_han(c)))
    if not alphabet:
        return []
    run = re.compile(rf"[{alphabet}员者年度]{{{_KEYWORD_MIN},}}?(?:(?:{_GENRES}|{_KEYWORDS})(?:范文)?|范文)")
    return [m for m in run.finditer(text) if len(m.group()) <= _KEYWORD_MAX]
