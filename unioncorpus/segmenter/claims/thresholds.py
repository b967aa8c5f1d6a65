"""Figures that say of whom or of what something is said: a condition, not a finding."""

from __future__ import annotations

import re

from unioncorpus.resources import one_of
from unioncorpus.segmenter.claims.late import late
from unioncorpus.segmenter.claims.quantities import Quantity

_THRESHOLD = re.compile(r"(?:的)?(?:[\u4e00-\u9fff]{0,6}?(?:企业|单位|公司|用人单位|工会)|" + one_of("whom a condition names") + r")")
_CONDITION = late(r"[^,。;]{1,10}的[,;]")
_OF_AGE = late(r"的?[\u4e00-\u9fff]{0,4}?(?:" + one_of("people of an age") + r")")
_EARNING = late(r"(?:收入|工资|年薪)[^,。;]{0,6}$")
_NOT_YET = re.compile(r"、(?:尚|未|且|还|又)")


def is_threshold(text: str, q: Quantity) -> bool:
    """25人以上的企业, 35岁以下青年职工: whether a figure is such a condition."""
    if q.bound in ("over", "under") and q.unit is not None and q.unit.kind == "count" and text[q.stop : q.end].strip() and _CONDITION.match(text, q.end):
        return True
    if q.unit is not None and text.endswith("满", 0, q.start) and (q.unit.unit in ("年", "月", "岁") or (q.kind == "measure" and text.startswith("的", q.end))):
        return True
    if q.unit is not None and q.unit.kind in ("people", "measure", "money") and text[q.stop : q.end].strip() and text.startswith("的", q.end):
        return q.bound in ("over", "under")
    if q.kind == "people" and q.bound == "over" and _NOT_YET.match(text, q.end):
        return True  # 用工50人以上、尚未建会的企业
    if q.kind == "money" and q.bound == "under" and text[q.end : q.end + 1] in ("、", "的") and _EARNING.search(text, max(0, q.start - 10), q.start):
        return True  # 对月收入低于1740元、因病致贫的职工
    if q.unit is not None and q.unit.unit == "岁" and q.bound in ("over", "under") and text[q.stop : q.end].strip():
        return _OF_AGE.match(text, q.end) is not None  # 40岁以下医护人员
    if q.unit is None or q.unit.kind not in ("people", "measure") or q.bound not in ("over", "under") or not text[q.stop : q.end].strip():
        return False
    return bool(_THRESHOLD.match(text, q.end)) and not text.startswith("参", q.end)
