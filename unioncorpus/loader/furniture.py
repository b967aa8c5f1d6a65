"""Menus and lines of page data (来源: … 时间: … 点击: …), told by their build: no site is named, and no sentence is one."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from unioncorpus.resources import load

_MAX = 160  # characters: furniture is short
_ENTRY_MAX = 14  # characters of a menu entry
_SENTENCE = re.compile(r"[。!?;]|,.*,")
_GAPS = re.compile(r"\s{2,}|\s*[|┊丨│]\s*|\]\s*\[|】\s*【")
_ENTRIES = re.compile(rf"{_GAPS.pattern}|\s*(?:>|»|›|→|≫|·|•)\s*")
_SPACED = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_EDGE = " \t[]【】()<>-—·•▼▲◆☆★"
_WHEN = re.compile(r"(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}日?\s*\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class SiteWord:
    """A row of site_words.csv."""

    word: str
    role: Literal["menu", "key", "interface"]
    example: str
    note: str = ""
    where: str = ""


@functools.cache
def _pattern(role: str) -> re.Pattern[str]:
    words = "|".join(row.word for row in load(SiteWord, "site_words.csv") if row.role == role)
    return re.compile(rf"(?:{words})\s*[:丨]" if role == "key" else rf"(?:{words})(?:[(（]\d+[)）])?", re.I)


@functools.cache
def _interface() -> re.Pattern[str]:
    """All interface words, the longest first."""
    words = {word for row in load(SiteWord, "site_words.csv") if row.role == "interface" for word in row.word.split("|")}
    return re.compile("|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word))))


def interface_share(line: str) -> float:
    """The share of a line's letters that words of the interface fill.

    Example:
        >>> interface_share("收藏(12) 分享 举报"), round(interface_share("职工阅读活动"), 2)
        (1.0, 0.33)
    """
    letters = sum("a" <= char <= "z" or "A" <= char <= "Z" or "\u4e00" <= char <= "\u9fff" for char in line)
    return sum(len(found) for found in _interface().findall(line)) / letters if letters else 0.0


def is_menu(line: str) -> bool:
    """Whether a line is a row of menu entries.

    Example:
        >>> is_menu("首页 | 学校概况 | 工会之家 | 联系我们"), is_menu("慰问 | 帮扶 | 助学"), is_menu("组织登山、棋类、歌咏比赛")
        (True, False, False)
    """
    if len(line) > _MAX or _SENTENCE.search(line):
        return False
    entries = [e.strip(_EDGE) for e in _ENTRIES.split(line)]
    entries = [e for e in entries if e]
    if all(e.isdigit() for e in entries) or any(len(e) > _ENTRY_MAX for e in entries):
        return False
    known = sum(_pattern("menu").fullmatch(e) is not None for e in entries)
    return known * 2 >= len(entries) if len(entries) <= 2 else known >= 2 or known * 3 >= len(entries)


def is_page_data(line: str) -> bool:
    """Whether a line says who posted the page, when, and how often it was read, and nothing else.

    Example:
        >>> is_page_data("来源:县总工会    浏览次数:318    字号:大 中 小"), is_page_data("索 引 号:1162/2023    有 效 性:有效")
        (True, True)
        >>> is_page_data("资金来源:会员自愿捐款,行政补助。"), is_page_data("时间:3月5日至4月底")
        (False, False)
    """
    if len(line) > _MAX or _SENTENCE.search(line):
        return False
    parts = [p for p in _GAPS.split(line) if p.strip(_EDGE)] or [line]
    told = sum(_pattern("key").match(_SPACED.sub("", part).strip(_EDGE)) is not None for part in parts)
    return told * 2 >= len(parts) and (told >= 2 or _single(line))


def starts_with_key(line: str) -> bool:
    """Whether a line begins as page data does, whatever follows: above a report that is enough.

    Example:
        >>> starts_with_key("名    称:临洮县总工会2023年工作总结"), starts_with_key("一、主要工作:")
        (True, False)
    """
    return len(line) <= _MAX and not _SENTENCE.search(line) and _pattern("key").match(_SPACED.sub("", line).strip(_EDGE)) is not None


def _single(line: str) -> bool:
    """Whether one pair of key and value is enough: the value is a name, a number or a date in figures."""
    value = re.split(r"[:丨]", line, maxsplit=1)[-1].strip()
    return len(value) <= 16 and not re.search(r"[,、]|至|到|\d月\d{1,2}日$", value) and bool(value) and not re.fullmatch(r"\d{1,2}月.*", value)


def tells_when_posted(line: str) -> bool:
    """Whether a short line gives date and time of a posting."""
    return len(line) <= _MAX and not _SENTENCE.search(line) and bool(_WHEN.search(line))
