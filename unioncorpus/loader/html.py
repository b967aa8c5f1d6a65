"""HTML → all visible text in document order, and which blocks of it are not main text.

trafilatura (Barbaresi 2021) says what the main text is; its paragraphs are found again, in order, among the blocks of the page, so that nothing visible is lost
and every block keeps an offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "iframe", "svg", "object"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt"}
    | {"ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_CELL = frozenset({"td", "th"})
_LINES = frozenset({"pre", "xmp", "listing", "plaintext"})  # a line end is a line end
_CHROME = frozenset({"nav", "aside", "footer", "menu", "button", "select", "textarea"})
# Styles by which a reader sees nothing, and names of elements that hold what is not the text. Only a short stretch inside a paragraph is judged by them.
_UNSEEN = re.compile(
    r"display:none|visibility:hidden|font-size:[0-2](?:px|pt|em)?(?:;|$|!)|font-size:0|opacity:0(?:\.0)?(?:;|$)|color:(?:#fff(?:fff)?|white|transparent)\b"
    r"|text-indent:-\d{3}|left:-\d{3}|(?:height|width):0(?:px)?(?:;|$)"
)
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:ads?|advert\w*|ad(?:box|wrap|text|link|area)|guanggao|tuiguang|sponsor\w*|promo\w*|watermark|shuiyin|kw|keywords?|hide|hidden)(?:$|[\s_\d-])",
    re.I,
)
_CSS_RULE = re.compile(r"\.([\w-]+)\s*\{([^{}]*)\}")
_PASTED_MAX = 60  # characters
_FROM, _TO = "\ufdd0", "\ufdd1"  # no characters: no page holds them
_MARKS = re.compile(f"[{_FROM}{_TO}]")
_MARKED = re.compile(f"{_FROM}([^{_FROM}{_TO}]*){_TO}")
_BLANK = re.compile(r"\s+")
_LONG = 20  # characters: a block this long is found anywhere ahead, a shorter one only near the last
_NEAR = 400


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """The visible text of a page."""

    text: str
    title: str
    url: str
    published: str
    aside: tuple[tuple[int, int, str], ...]
    pasted: tuple[tuple[int, int, str], ...] = ()  # short stretches of a paragraph that are hidden or named an advertisement


@dataclass(slots=True)
class _Block:
    """A line of visible text."""

    text: str
    linked: int  # characters inside links
    chrome: bool  # under nav, aside, footer, …
    node: Any  # the element whose end or start closed the block
    pasted: tuple[tuple[int, int], ...] = ()
    start: int = 0


def read_html(html: str) -> HtmlPage:
    """The visible text of an HTML page, one block a line, with the blocks outside its main text.

    Example:
        >>> page = read_html("<html><body><nav><a href='/'>首页</a></nav><p>我会慰问困难职工40余名。</p></body></html>")
        >>> page.text
        '首页\\n我会慰问困难职工40余名。'
    """
    import lxml.etree
    import lxml.html

    if not html.strip():
        return HtmlPage("", "", "", "", ())
    # lxml refuses a declared encoding in a decoded string
    try:
        tree = lxml.html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", html).replace("\0", ""))
    except lxml.etree.ParserError:
        return HtmlPage("", "", "", "", ())
    blocks = _blocks(tree, _unseen_classes(tree))
    at = 0
    for block in blocks:
        block.start = at
        at += len(block.text) + 1
    main = _main_text(html)
    aside = _aside(blocks, main)
    title = _clean(" ".join(tree.xpath("//title//text()")[:1]))
    url = next(iter(tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")), "")
    pasted = tuple((b.start + start, b.start + end, "html:pasted") for b in blocks for start, end in b.pasted)
    return HtmlPage("\n".join(block.text for block in blocks), title, str(url), _published(tree), aside, pasted)


def _clean(text: str) -> str:
    return _BLANK.sub(" ", text).strip()


def _published(tree: Any) -> str:
    """The ISO date of the usual meta tags."""
    names = "article:published_time", "PubDate", "pubdate", "publishdate", "datePublished"
    for name in names:
        for value in tree.xpath(f"//meta[@property='{name}' or @name='{name}' or @itemprop='{name}']/@content"):
            if found := re.match(r"\d{4}-\d{2}-\d{2}", str(value).strip()):
                return found.group()
    return ""


def _unseen_classes(tree: Any) -> frozenset[str]:
    """The classes whose rule in the page's own style sheets hides an element."""
    sheets = "".join(str(text) for text in tree.xpath("//style/text()"))
    return frozenset(name for name, rule in _CSS_RULE.findall(sheets) if _UNSEEN.search(_BLANK.sub("", rule).lower()))


def _is_pasted(node: Any, unseen: frozenset[str]) -> bool:
    """Whether an element inside a paragraph is hidden, or named as an advertisement or keyword."""
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    if node.get("hidden") is not None or _NAMED.search(names) or not unseen.isdisjoint(names.split()):
        return True
    return _UNSEEN.search(_BLANK.sub("", node.get("style") or "").lower()) is not None


def _without_marks(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """The text of a block without the marks round pasted elements, and where these stand; a block that is nothing else has none."""
    if _FROM not in text and _TO not in text:
        return text, ()
    spans: list[tuple[int, int]] = []
    plain, at = "", 0
    for found in _MARKED.finditer(text):
        plain += _MARKS.sub("", text[at : found.start()])
        if found[1].strip() and len(found[1]) <= _PASTED_MAX:
            spans.append((len(plain), len(plain) + len(found[1])))
        plain += found[1]
        at = found.end()
    plain += _MARKS.sub("", text[at:])
    inside = sum(end - start for start, end in spans)
    return plain, tuple(spans) if inside * 2 < len(plain) else ()


def _blocks(tree: Any, unseen: frozenset[str]) -> list[_Block]:
    """The visible blocks in document order; walked with a stack, so that deep nesting cannot exhaust Python's."""
    blocks: list[_Block] = []
    parts: list[str] = []
    linked = 0
    chrome_depth = 0
    link_depth = 0
    lines_depth = 0  # elements now open whose line ends a reader sees
    pasted: Any = None  # the element now open that is pasted into its paragraph

    def flush(node: Any) -> None:
        nonlocal linked
        text, spans = _without_marks(_clean("".join(parts)))
        if text:
            blocks.append(_Block(text, min(linked, len(text)), chrome_depth > 0, node, spans))
        parts.clear()
        linked = 0

    def add(text: str | None, node: Any) -> None:
        nonlocal linked
        for number, line in enumerate((text or "").split("\n") if lines_depth else [text or ""]):
            if number:
                flush(node)
            parts.append(line)
            linked += len(_clean(line)) if link_depth else 0

    stack: list[tuple[Any, bool]] = [(tree, True)]
    while stack:
        node, entering = stack.pop()
        tag = node.tag if isinstance(node.tag, str) else ""
        visible = bool(tag) and tag not in _HIDDEN
        if entering:
            stack.append((node, False))
            if not visible:
                continue
            if tag in _CELL:
                parts.append(" ")  # a table row is one line
            elif tag not in _INLINE:
                flush(node.getparent() if node.getparent() is not None else node)
            if pasted is None and tag in _INLINE and _is_pasted(node, unseen):
                pasted = node
                parts.append(_FROM)
            chrome_depth += tag in _CHROME
            link_depth += tag == "a"
            lines_depth += tag in _LINES
            add(node.text, node)
            stack.extend((child, True) for child in reversed(node))
            continue
        if visible:
            link_depth -= tag == "a"
            if tag not in _INLINE and tag not in _CELL:
                flush(node)
            chrome_depth -= tag in _CHROME
            lines_depth -= tag in _LINES
            if node is pasted:
                pasted = None
                parts.append(_TO)
        if node is not tree:
            add(node.tail, node)
    flush(tree)
    return blocks


def _main_text(html: str) -> str:
    """The main text without white space, as trafilatura sees it."""
    import trafilatura

    found = trafilatura.extract(html, include_comments=False, include_tables=True, favor_recall=True, output_format="txt")
    return _BLANK.sub("", found or "").replace("|", "")


def _aside(blocks: list[_Block], main: str) -> tuple[tuple[int, int, str], ...]:
    """The blocks that are not main text. Near main blocks only links and page furniture are: text the extractor passed over is kept."""
    inside = _matched(blocks, main)
    prose = [not b.chrome and b.linked * 2 < len(b.text) for b in blocks]
    if not any(inside):
        inside = prose  # the extractor found nothing: judge by structure
    if not any(inside):
        return tuple((b.start, b.start + len(b.text), "html:not-main") for b in blocks)
    first, last = inside.index(True), len(inside) - 1 - inside[::-1].index(True)
    container = _container([b.node for b, main_block in zip(blocks, inside, strict=True) if main_block])
    rows = []
    for i, block in enumerate(blocks):
        held = container is not None and (container is block.node or container in block.node.iterancestors())
        near = prose[i] and (held or first < i < last or block.node.tag == "h1")
        if not inside[i] and not near:
            rows.append((block.start, block.start + len(block.text), "html:not-main"))
    return tuple(rows)


def _container(nodes: list[Any]) -> Any | None:
    """The innermost element that holds all `nodes`, unless it is the whole body."""
    chains = [[*reversed(list(node.iterancestors())), node] for node in (nodes[0], nodes[-1])]
    common = [a for a, b in zip(*chains, strict=False) if a is b]
    return common[-1] if common and common[-1].tag not in ("body", "html") else None


def _matched(blocks: list[_Block], main: str) -> list[bool]:
    """Which blocks stand in the main text, in order."""
    at = 0
    found = []
    for block in blocks:
        text = _BLANK.sub("", block.text).replace("|", "")
        reach = len(main) if len(text) >= _LONG else at + _NEAR
        position = main.find(text, at, reach + len(text)) if text and not block.chrome else -1
        found.append(position >= 0)
        if position >= 0:
            at = position + len(text)
    return found
