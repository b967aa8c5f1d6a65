"""Whole numbers in Arabic and Chinese figures, as far as years and counts of years need them."""

from __future__ import annotations

_DIGIT = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}


def number(text: str) -> int | None:
    """A whole number under 1000 in Arabic or Chinese figures; None for what is none.

    >>> number("九十五"), number("一百"), number("70"), number("一百零七")
    (95, 100, 70, 107)
    """
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for character in text:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        elif character in _DIGIT:
            digit = _DIGIT[character]
        else:
            return None
    return total + digit
