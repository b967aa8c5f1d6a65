"""What figures, captions and the methods paragraph say, in English or Chinese: the words of resources/analysis_texts.csv with the numbers filled in."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from unioncorpus.analysis.frame import Theme
from unioncorpus.resources import load

Language = Literal["en", "zh"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A row of analysis_texts.csv."""

    key: str
    en: str
    zh: str
    example: tuple[str, ...]  # values for the {words}, as name=value
    where: str = ""


@functools.cache
def wordings() -> Mapping[str, Wording]:
    """Every text by key."""
    return {row.key: row for row in load(Wording, "analysis_texts.csv")}


def say(language: Language, key: str, **values: Any) -> str:
    """A text with its numbers.

    Example:
        >>> say("en", "mark.n", n=12), say("zh", "org_type.education")
        ('n = 12', '教育')
    """
    row = wordings()[key]
    return (row.zh if language == "zh" else row.en).format(**values)


def name_of(language: Language, vocabulary: str, code: str) -> str:
    """The short label of a code; a name that is no code (a province, a site) stands for itself.

    Example:
        >>> name_of("en", "genre", "key_points"), name_of("en", "province", "浙江省"), name_of("en", "genre", "")
        ('key points', '浙江省', 'unknown')
    """
    if code in ("", "unknown"):
        code = "unknown"
    row = wordings().get(f"{vocabulary}.{code}") or wordings().get(f"word.{code}")
    if row is None:
        return code
    return row.zh if language == "zh" else row.en


def theme_name(language: Language, theme: Theme) -> str:
    """The label of a theme."""
    return (theme.label_zh if language == "zh" else theme.label_en) or theme.code
