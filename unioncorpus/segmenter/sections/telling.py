"""Items of a speech that tell what was done: announced so, headed by results, or followed by what is still short."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from unioncorpus.resources import one_of
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.sections import cues
from unioncorpus.segmenter.sections.nodes import UNNUMBERED, Node

_LEAD_READ = 60  # characters before the first item in which they are announced
_ANNOUNCED = late(
    r"(?:(?:做法|作法)(?:主要|分别)?(?:是|有|如下|包括)|(?:"
    + one_of("nouns of results")
    + r")(?:主要|集中)?(?:体现|表现|反映)在|(?:做|抓|干|办)了(?:以下|如下|这样|[几两三四五六七八]).{0,10})[^。;!?\n]{0,8}[:。]?\s*$"
)
_RESULTS_BEFORE = late(r"(?:取得|有了?|呈现|实现)了?[^。;!?\n,]{0,10}(?:" + one_of("nouns of results") + r"|进步|发展|突破|局面)[^。;!?\n要]{0,12}[:。]\s*$")
_GROWN = f"(?:{one_of('words of how it grew')})+(?:{one_of('what has grown better')})"
_RESULT = late(
    r"(?!(?:" + one_of("words that open a task") + r"|使|让|把|以|在|为))"
    rf"[^,;:要需应使让]{{2,22}}?(?:{_GROWN}|(?:成效|成果|成绩|效果|亮点|作用)(?:明显|显著|突出|丰硕|喜人|初显)|(?:取得|有了|迈出|再上|迈上|跃上)了?新?[^,;:]{{1,8}})$"
)
_CALL = late(r"(?<![主需重])要(?!求|素|点|闻)|必须|务必|应当?|力争|争取|确保|让我们|希望")
_LOOKS_AHEAD = late(
    r"(?<![主需重])要(?!求|素|点|闻)|(?<![工协员大])会(?=取得|有|更|再|是|开创|迎来)|将|意见|希望|建议|相信|努力|今后|下一?步|[今明]年(?!以来)"
)
_ACCOUNT = late(r"汇报|介绍|总结|回顾|做法|了")
_FEW_CALLS = 0.2  # tense up to which items before the shortcomings are the account they belong to


def told_items(text: str, nodes: Sequence[Node], ends: Sequence[int], between: Callable[[int, int], float]) -> frozenset[int]:
    """Positions of the sections of a speech that are items of an account of what was done; `text` is folded, `between` gives the tense of a stretch."""
    told: set[int] = set()
    for series, after in _series(text, nodes):
        headings = [text[slice(*nodes[i].heading)] for i in series]
        if any(_CALL.search(heading) for heading in headings):
            continue
        first = nodes[series[0]]
        accounted = after is not None and first.parent is None and between(first.start, ends[series[-1]]) <= _FEW_CALLS
        if accounted or _is_account(_words_before(text, nodes, first), headings):
            told.update(series)
    return frozenset(told)


def _series(text: str, nodes: Sequence[Node]) -> Iterator[tuple[list[int], int | None]]:
    """Every run of marked sections of one kind below one section; and, where that is next, the section that names what is short or what was learnt."""
    children: dict[int | None, list[int]] = {}
    for i, node in enumerate(nodes):
        children.setdefault(node.parent, []).append(i)
    for siblings in children.values():
        run: list[int] = []
        for i in siblings:
            stock = bool(run) and _takes_stock(text, nodes[i])
            if run and (stock or nodes[i].kind != nodes[run[0]].kind):
                yield run, i if stock else None
                run = []
            if nodes[i].kind not in UNNUMBERED and not stock:
                run.append(i)
        if run:
            yield run, None


def _takes_stock(text: str, node: Node) -> bool:
    """Whether a section names what is short, or what was learnt."""
    return node.role in ("problems", "experience") or cues.heading_type(text[slice(*node.heading)], "speech") in ("problems", "experience")


def _words_before(text: str, nodes: Sequence[Node], first: Node) -> str:
    """The sentence right before the first item of a series, below the same section."""
    above = nodes[first.parent].start if first.parent is not None else 0
    lead = text[max(above, first.start - _LEAD_READ) : first.start].rstrip()
    return lead[max(lead.rfind(stop, 0, -1) for stop in "。!?;\n") + 1 :]


def _is_account(lead: str, headings: Sequence[str]) -> bool:
    """Whether the sentence before a series announces what was done, or its headings name results."""
    if _LOOKS_AHEAD.search(lead) and not _ACCOUNT.search(lead):
        return False
    if _ANNOUNCED.search(lead):
        return True
    results = sum(_RESULT.match(heading) is not None for heading in headings)
    return results > 1 or (results > 0 and len(headings) > 1 and _RESULTS_BEFORE.search(lead) is not None)
