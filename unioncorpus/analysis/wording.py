"""What figures, captions and the methods paragraph say, in English or Chinese: the words of resources/analysis_texts.csv with the numbers filled in."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from unioncorpus.analysis.frame import Theme
from unioncorpus.resources import load

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")
Spoken = Language | Literal["both"]  # what stands in a figure: one language, or each thing in both, English first


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


def say(language: Spoken, key: str, **values: Any) -> str:
    """A text with its numbers; what stands along an axis has a line for each language.

    Example:
        >>> say("en", "mark.n", n=12), say("zh", "org_type.education"), say("both", "org_type.education")
        ('n = 12', '教育', 'education 教育')
    """
    row = wordings()[key]
    return spoken(language, lambda one: (row.zh if one == "zh" else row.en).format(**values), "\n" if key.startswith("axis.") else " ")


def spoken(language: Spoken, text: Callable[[Language], str], gap: str = " ") -> str:
    """A text in the language, or in both with `gap` between; once where it is the same, or the English holds the Chinese.

    Example:
        >>> spoken("both", lambda one: {"en": "plans", "zh": "计划"}[one]), spoken("both", lambda one: "n = 3")
        ('plans 计划', 'n = 3')
    """
    if language != "both":
        return text(language)
    en, zh = (text(one) for one in LANGUAGES)
    return en if zh in en else f"{en}{gap}{zh}"


def name_of(language: Spoken, vocabulary: str, code: str) -> str:
    """The short label of a code; a name that is no code (a province, a site) stands for itself.

    Example:
        >>> name_of("en", "genre", "key_points"), name_of("both", "province", "浙江省"), name_of("both", "genre", "")
        ('key points', '浙江省', 'unknown 不明')
    """
    if code in ("", "unknown"):
        code = "unknown"
    row = wordings().get(f"{vocabulary}.{code}") or wordings().get(f"word.{code}")
    if row is None:
        return code
    return say(language, row.key)


def theme_name(language: Spoken, theme: Theme) -> str:
    """The label of a theme."""
    return spoken(language, lambda one: (theme.label_zh if one == "zh" else theme.label_en) or theme.code)
