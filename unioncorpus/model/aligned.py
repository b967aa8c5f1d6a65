"""Text that knows where it came from.

An `AlignedText` is a string beside sorted runs. A run says which stretch of the source a stretch of the text was made from; an *even* run maps character by
character, any other run maps only as a whole (a replacement), and a run with an empty source stretch is an insertion. Cutting, replacing, joining and
converting return a new text, so every later offset can be followed back to the page.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple


class Run(NamedTuple):
    """`text[start:start + length]` was made from `source[source:source + source_length]`."""

    start: int  # in the text
    length: int
    source: int  # in the source
    source_length: int
    even: bool  # character by character; then both lengths are equal


@dataclass(frozen=True, slots=True)
class AlignedText:
    """A text and the way from every stretch of it back to its source.

    Offsets are 0-based code points, ends exclusive. `str(x)` is the text.

    Example:
        >>> page = AlignedText.of("抄送：困難職工檔案")
        >>> clean = page.cut([(0, 3)]).convert("困难职工档案").replace([(4, 6, "文件")])
        >>> str(clean), clean.to_source(4, 6), clean.from_source(3, 7)
        ('困难职工文件', (7, 9), (0, 4))
    """

    text: str
    runs: tuple[Run, ...]
    _starts: tuple[int, ...] = field(init=False, repr=False, compare=False)  # of the runs, for look-up

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple([run.start for run in self.runs]))

    @classmethod
    def of(cls, source: str, start: int = 0) -> AlignedText:
        """The whole of `source` unchanged; `start` is its offset in a longer source."""
        return cls(source, (Run(0, len(source), start, len(source), True),) if source else ())

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.text)

    def convert(self, text: str) -> AlignedText:
        """The same alignment under another spelling of equal length (script conversion, width folding).

        Raises:
            ValueError: if `text` has another length.
        """
        if len(text) != len(self.text):
            raise ValueError(f"convert keeps the length: {len(self.text)} characters, got {len(text)}")
        return AlignedText(text, self.runs)

    def slice(self, start: int, end: int) -> AlignedText:
        """The stretch `text[start:end]`, still aligned to the same source."""
        return self._pieces([(start, end, None)])

    def cut(self, spans: Iterable[tuple[int, int]]) -> AlignedText:
        """Without `spans`, which are sorted and do not overlap."""
        return self.replace((start, end, "") for start, end in spans)

    def replace(self, edits: Iterable[tuple[int, int, str]]) -> AlignedText:
        """With every `text[start:end]` of sorted, separate `edits` (start, end, new) replaced by `new`.

        A replacement remembers the source of what it replaced, as a whole; one of an empty stretch is an insertion.
        """
        plan: list[tuple[int, int, str | None]] = []
        at = 0
        for start, end, new in edits:
            if not at <= start <= end <= len(self.text):
                raise ValueError(f"edit {start}:{end} overlaps the one before it or leaves the text of {len(self.text)} characters")
            plan.append((at, start, None))
            if new:
                plan.append((start, end, new))
            at = end
        if not plan:
            return self
        plan.append((at, len(self.text), None))
        return self._pieces(plan)

    def join(self, others: Sequence[AlignedText]) -> AlignedText:
        """`others` with this text between each two of them, as `str.join` does."""
        parts: list[AlignedText] = []
        for i, other in enumerate(others):
            parts += [self, other] if i else [other]
        runs: list[Run] = []
        at = 0
        for part in parts:
            for run in part.runs:
                _push(runs, run._replace(start=run.start + at))
            at += len(part.text)
        return AlignedText("".join(part.text for part in parts), tuple(runs))

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The source stretch that `text[start:end]` was made from, from its first to its last character.

        An empty stretch gives an empty one. Cut text that lies inside is part of the answer.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"{start}:{end} is not inside the text of {len(self.text)} characters")
        if not self.runs:
            return (0, 0)
        first = self._run_at(start)
        if first.even and end <= first.start + first.length:  # as nearly always
            shift = first.source - first.start
            return (start + shift, end + shift)
        if start == end:
            point = first.source + (first.source_length if start == first.start + first.length else 0)
            return (point, point)
        last = first if end <= first.start + first.length else self._run_at(end - 1)
        begin = first.source + (start - first.start if first.even else 0)
        stop = last.source + (end - last.start if last.even else last.source_length)
        return (begin, max(begin, stop))

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of this text that holds what came from `source[start:end]`; empty where all of it was cut.

        Runs must be in source order, as cutting and replacing leave them.
        """
        begin: int | None = None
        stop = 0
        for run in self.runs:
            low, high = max(start, run.source), min(end, run.source + run.source_length)
            if low >= high:
                continue
            if begin is None:
                begin = run.start + (low - run.source if run.even else 0)
            stop = run.start + (high - run.source if run.even else run.length)
        if begin is None:
            after = next((run.start for run in self.runs if run.source >= start), len(self.text))
            return (after, after)
        return (begin, stop)

    def _run_at(self, index: int) -> Run:
        return self.runs[bisect_right(self._starts, index) - 1]

    def _pieces(self, plan: Sequence[tuple[int, int, str | None]]) -> AlignedText:
        """Copy (None) or replace (a string) the stretches of `plan`, in order."""
        runs: list[Run] = []
        texts: list[str] = []
        at = 0
        for start, end, new in plan:
            if new is not None:
                source, stop = self.to_source(start, end)
                _push(runs, Run(at, len(new), source, stop - source, False))
                texts.append(new)
                at += len(new)
                continue
            if start == end:
                continue
            index = bisect_right(self._starts, start) - 1
            while index < len(self.runs) and self.runs[index].start < end:
                run = self.runs[index]
                low, high = max(start, run.start), min(end, run.start + run.length)
                if run.even:
                    part = Run(at + low - start, high - low, run.source + low - run.start, high - low, True)
                else:  # half of a replacement still comes from all of what was replaced
                    part = Run(at + low - start, high - low, run.source, run.source_length, False)
                _push(runs, part)
                index += 1
            texts.append(self.text[start:end])
            at += end - start
        return AlignedText("".join(texts), tuple(runs))


def _push(runs: list[Run], run: Run) -> None:
    """Append `run`, merged with the one before where both are even and meet in text and source."""
    if runs and run.even and runs[-1].even:
        last = runs[-1]
        if last.start + last.length == run.start and last.source + last.source_length == run.source:
            runs[-1] = Run(last.start, last.length + run.length, last.source, last.source_length + run.source_length, True)
            return
    runs.append(run)
