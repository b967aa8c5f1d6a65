"""HTML → all visible text in document order, and which blocks of it are not main text.

trafilatura (Barbaresi 2021) says what the main text is; its paragraphs are found again, in order, among the blocks of the page, so that nothing visible is lost
and every block keeps an offset.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "iframe", "svg", "object", "select", "textarea", "button"})
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt"}
    | {"ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_CELL = frozenset({"td", "th"})
_CHROME = frozenset({"nav", "aside", "footer", "menu"})
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


@dataclass(slots=True)
class _Block:
    """A line of visible text."""

    text: str
    linked: int  # characters inside links
    chrome: bool  # under nav, aside, footer, …
    node: Any  # the element whose end or start closed the block
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
    blocks = _blocks(tree)
    at = 0
    for block in blocks:
        block.start = at
        at += len(block.text) + 1
    main = _main_text(html)
    aside = _aside(blocks, main)
    title = _clean(" ".join(tree.xpath("//title//text()")[:1]))
    url = next(iter(tree.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content")), "")
    return HtmlPage("\n".join(block.text for block in blocks), title, str(url), _published(tree), aside)


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


def _blocks(tree: Any) -> list[_Block]:
    """The visible blocks in document order; walked with a stack, so that deep nesting cannot exhaust Python's."""
    blocks: list[_Block] = []
    parts: list[str] = []
    linked = 0
    chrome_depth = 0
    link_depth = 0

    def flush(node: Any) -> None:
        nonlocal linked
        text = _clean("".join(parts))
        if text:
            blocks.append(_Block(text, min(linked, len(text)), chrome_depth > 0, node))
        parts.clear()
        linked = 0

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
            chrome_depth += tag in _CHROME
            link_depth += tag == "a"
            parts.append(node.text or "")
            linked += len(_clean(node.text or "")) if link_depth else 0
            stack.extend((child, True) for child in reversed(node))
            continue
        if visible:
            link_depth -= tag == "a"
            if tag not in _INLINE and tag not in _CELL:
                flush(node)
            chrome_depth -= tag in _CHROME
        if node.tail and node is not tree:
            parts.append(node.tail)
            linked += len(_clean(node.tail)) if link_depth else 0
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
