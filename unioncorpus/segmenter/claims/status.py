"""Whether a quantity is reported, planned or required: modal words first, then the section's type and the genre."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from unioncorpus.model.records import Genre, Section, Status
from unioncorpus.resources import load
from unioncorpus.segmenter.claims.quantities import Quantity

_CLAUSE = re.compile(r"[,，、]")
_NOT_MODAL = {"应": "相反供响适效对感一", "将": "即健干", "须": "", "了": "为除", "已": "而自", "共": "公中", "拟": "模虚比", "凡": "平非", "过去": "", "计划": "", "目标": ""}
_NOT_AFTER = {"应": "用对急邀聘届", "将": "军近", "共": "同产建享青", "了": "解", "计划": "生"}
_THRESHOLD = re.compile(r"(?:的)?(?:企业|单位|职工|女职工|青年|人员|以上的|会员|干部|教师|基层工会|工会)")
_PAST_YEAR = re.compile(r"(?:去年|上年|前年|上一年|过去|以往|几年来|一年来)")
_PLAN_SECTIONS = frozenset(("plan", "objectives", "schedule", "guidance"))
_PAST_SECTIONS = frozenset(("work", "experience", "problems"))


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A row of claim_status.csv."""

    form: str
    status: Status
    scope: Literal["clause", "sentence", "after"]
    weight: int
    example: str
    note: str = ""
    where: str = ""


@functools.cache
def _words() -> tuple[dict[str, StatusWord], re.Pattern[str], dict[str, StatusWord]]:
    rows = load(StatusWord, "claim_status.csv")
    before = {row.form: row for row in rows if row.scope != "after"}
    pattern = re.compile("|".join(map(re.escape, sorted(before, key=len, reverse=True))))
    return before, pattern, {row.form: row for row in rows if row.scope == "after"}


class Tense:
    """The default status at each offset, from sections and genre."""

    def __init__(self, sections: Sequence[Section], genre: Genre) -> None:
        self._sections = sorted(sections, key=lambda s: (s.start, s.level))
        self._starts = [s.start for s in self._sections]
        self._genre = genre

    def section_type(self, at: int) -> str:
        """The type of the deepest section over `at`."""
        index = bisect_right(self._starts, at) - 1
        while index >= 0:
            section = self._sections[index]
            if section.end > at:
                return section.type
            index = section.parent if section.parent is not None and section.parent < index else index - 1
        return ""

    def planned(self, at: int) -> bool:
        """Whether what stands here is an intention unless its words say otherwise."""
        kind = self.section_type(at)
        if self._genre in ("plan", "key_points"):
            return kind not in _PAST_SECTIONS or kind == "work"
        return kind in _PLAN_SECTIONS and (self._genre != "speech" or kind != "guidance")


def status_of(text: str, q: Quantity, sentence: tuple[int, int], tense: Tense) -> tuple[Status, str]:
    """The status of a quantity and the row of claim_status.csv that decided, if one did."""
    planned = tense.planned(q.start)
    default: Status = "planned" if planned else "reported"
    if _is_threshold(text, q):
        return "required", ""
    before, pattern, after = _words()
    for form, row in after.items():
        if form in text[q.end : q.end + len(form) + 1]:
            return ("required", row.where) if row.status == "required" else (row.status, row.where)
    head = text[sentence[0] : q.start]
    clause_at = max((m.end() for m in _CLAUSE.finditer(head)), default=0)
    best: tuple[int, int, StatusWord] | None = None
    for match in pattern.finditer(head):
        row = before[match.group()]
        if _inside_word(head, match) or (row.scope == "clause" and match.start() < clause_at):
            continue
        if planned and row.status == "reported" and row.weight < 5 or (not planned and row.form in ("继续", "确保", "准备", "可以")):
            continue
        weight = row.weight + (1 if match.start() >= clause_at else 0)
        if best is None or (weight, match.start()) >= best[:2]:
            best = (weight, match.start(), row)
    if q.modal == "required" and (best is None or best[2].status != "reported") and (not planned or q.bound == "under" or best is None):
        return ("required" if not planned or _rule_like(text, q, sentence) else "planned"), ""
    return (best[2].status, best[2].where) if best else (default, "")


def _inside_word(head: str, match: re.Match[str]) -> bool:
    form = match.group()
    if match.start() and head[match.start() - 1] in _NOT_MODAL.get(form, ""):
        return True
    return head[match.end() : match.end() + 1] in tuple(_NOT_AFTER.get(form, ""))


def _is_threshold(text: str, q: Quantity) -> bool:
    """25人以上的企业, 35岁以下青年职工: a condition, not a finding."""
    if q.unit is None or q.unit.kind not in ("people", "measure") or q.bound not in ("over", "under") or not text[q.stop : q.end].strip():
        return False
    return bool(_THRESHOLD.match(text, q.end)) and not text.startswith("参", q.end)


def _rule_like(text: str, q: Quantity, sentence: tuple[int, int]) -> bool:
    """不少于 and 最高 set a rule where someone must or may; in a plan's own target they set the target."""
    head = text[sentence[0] : q.start]
    return bool(re.search(r"每|要求|应|须|不得|凡|可|一律|规定|必", head)) or q.kind == "money"
