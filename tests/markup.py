"""Reads texts with the expected answer marked inline: 慰问[[40余名|people 40.. 人]]困难职工."""

from __future__ import annotations

from decimal import Decimal

from unioncorpus.model.records import Claim, Number


def read_marked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """The text without its marks, and (start, end, label) of each mark.

    Raises:
        ValueError: on a mark that is not closed, has no label, or is closed twice.
    """
    text, found, at = "", [], 0
    while (opening := marked.find("[[", at)) >= 0:
        closing = marked.find("]]", opening)
        inner = marked[opening + 2 : closing]
        if closing < 0 or "[[" in inner or inner.count("|") != 1:
            raise ValueError(f"a mark is not closed, or has no label: {marked[opening:]!r}")
        span, label = inner.split("|")
        text += marked[at:opening]
        found.append((len(text), len(text) + len(span), label))
        text += span
        at = closing + 2
    if "]]" in marked[at:]:
        raise ValueError(f"a mark is closed that was never opened: {marked!r}")
    return text + marked[at:], found


def plain(value: Decimal | None) -> str:
    """A number without exponent and trailing zeros."""
    if value is None:
        return ""
    return format(value.normalize(), "f") if value else "0"


def label(claim: Claim | Number) -> str:
    """people 40.. 人: kind, interval and unit, as the marks write them."""
    if claim.low is None and claim.high is None:
        interval = "~" + plain(claim.value)
    elif claim.low == claim.high:
        interval = plain(claim.value)
    else:
        interval = f"{plain(claim.low)}..{plain(claim.high)}"
    return " ".join(filter(None, (claim.kind, interval, claim.unit)))
