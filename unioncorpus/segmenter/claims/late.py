"""Patterns that few reports need."""

from __future__ import annotations

import re
from typing import Any, cast


class _Late:
    """Stands for a compiled pattern and compiles it when it is first asked for something."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(self._pattern), name)
        setattr(self, name, found)  # the next time without a detour
        return found


def late(pattern: str) -> re.Pattern[str]:
    """`re.compile(pattern)` that costs its milliseconds at the first use, not when the module is imported.

    Example:
        >>> late(r"[两三]年").search("五年,三年").group()
        '三年'
    """
    return cast("re.Pattern[str]", _Late(pattern))
