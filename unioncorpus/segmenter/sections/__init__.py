"""The sections of a report: headings of all levels and unheaded blocks as a tree, each with its type.

`markers` finds what numbers the sections, `lines` what of a paragraph is a heading, `outline` holds both; `tree` places the sections, with `blocks` for those
that have no heading; `types` says what each is; `cues` reads the resource tables they share.
"""

from __future__ import annotations

from unioncorpus import script
from unioncorpus.model.records import Section
from unioncorpus.segmenter.sections.nodes import Node
from unioncorpus.segmenter.sections.tree import build
from unioncorpus.segmenter.sections.types import type_sections

__all__ = ["find_sections"]


def find_sections(text: str, *, genre: str = "other") -> list[Section]:
    """The sections of one report, in reading order.

    Args:
        text: clean simplified text of one report, paragraphs parted by line breaks; full or half width.
        genre: genre of the report (CODES.md), which decides between work and plan where a heading does not.

    Returns:
        Sections whose spans hold their subsections; `parent` is a position in the list. Title, author and date lines at the top belong to none, all that
        follows belongs to one. `marker` is half width: "(一)", "第一,". `heading` is the line or first sentence as it stands, with its mark, without final
        punctuation; empty where the first sentence only tells. `themes` stay empty.

    Example:
        >>> report = "工会工作总结\\n一年来成效明显，总结如下：\\n一、抓组织建设。新建工会2家。\\n二、存在的不足\\n一是宣传不够；二是经费偏少。"
        >>> for s in find_sections(report, genre="summary"):
        ...     print(s.level, s.parent, s.type, s.heading or "-")
        1 None opening -
        1 None work 一、抓组织建设
        1 None problems 二、存在的不足
        2 2 problems 一是宣传不够
        2 2 problems 二是经费偏少
    """
    folded = script.fold(text)
    nodes = build(folded, genre)
    ends = _ends(nodes, len(folded.rstrip()))
    levels = _levels(nodes)
    return [
        Section(
            start=node.start,
            end=ends[i],
            parent=node.parent,
            level=levels[i],
            marker=folded[slice(*node.marker)].strip(),
            heading=_heading(text, node),
            type=kind,
            type_basis=basis,
        )
        for i, (node, (kind, basis)) in enumerate(zip(nodes, type_sections(folded, genre, nodes, ends), strict=True))
    ]


def _ends(nodes: list[Node], length: int) -> list[int]:
    """Where each section ends: at the next one that is not below it."""
    ends = [length] * len(nodes)
    open_sections: list[int] = []
    for i, node in enumerate(nodes):
        while open_sections and open_sections[-1] != node.parent:
            ends[open_sections.pop()] = node.start
        open_sections.append(i)
    return ends


def _levels(nodes: list[Node]) -> list[int]:
    levels: list[int] = []
    for node in nodes:
        levels.append(1 if node.parent is None else levels[node.parent] + 1)
    return levels


def _heading(text: str, node: Node) -> str:
    """The heading as it stands, with its mark; empty if there are no words to it."""
    start, end = node.heading
    if start >= end:
        return ""
    return text[min(start, node.marker[0]) : end].replace("\n", "").strip()
