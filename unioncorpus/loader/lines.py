"""The lines of a page, read on a view of equal length (simplified, half-width), so that every offset is one of the source text."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_FINAL = frozenset("。!?;:…”’)》】.…！？；：）")
# A heading or list marker at the start of a line.
MARKER = re.compile(
    r"\s*(?:[(（]\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]|(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*(?:[、)）]|[.．](?!\d))|[①-⑳㈠-㈩⑴-⒇]"
    r"|第[一二三四五六七八九十]{1,3}[,、，]|[一二三四五六七八九十][是要](?![一二三四五六七八九十])|(?:首先|其次|再次|最后)[,、，])"
)


class Line(NamedTuple):
    """A line without the white space around it."""

    start: int  # in the source text
    end: int
    text: str


def lines_of(view: str, start: int = 0, end: int | None = None) -> list[Line]:
    """The lines of `view[start:end]` that hold something.

    Example:
        >>> [line.text for line in lines_of("一、工作\\r\\n\\n  慰问职工 \\n")]
        ['一、工作', '慰问职工']
    """
    found = []
    for match in _LINE.finditer(view, start, len(view) if end is None else end):
        text = match.group()
        left = len(text) - len(text.lstrip())
        text = text.strip()
        if text:
            found.append(Line(match.start() + left, match.start() + left + len(text), text))
    return found


@functools.lru_cache(maxsize=1)
def page_lines(view: str) -> tuple[Line, ...]:
    """The lines of a whole page, which are asked for more than once."""
    return tuple(lines_of(view))


def ends_sentence(text: str) -> bool:
    """Whether a line ends where a sentence may end."""
    return not text or text[-1] in _FINAL


def is_han(char: str) -> bool:
    """Whether a character is an ideograph."""
    return len(char) == 1 and ("\u4e00" <= char <= "\u9fff" or "\u3400" <= char <= "\u4dbf")
