"""From marks and paragraphs to the tree of sections: what begins a section, and below which other one it stands.

The level of a section comes from the order in which kinds of marks first appear and from the continuity of their series, not from the shape of the mark: 1、
above 一是, (一) at the top and a plan that starts over with 一、 are all common.
"""

from __future__ import annotations

from unioncorpus.segmenter.sections import blocks, cues, lines
from unioncorpus.segmenter.sections.markers import SPOKEN, Mark, ranks
from unioncorpus.segmenter.sections.nodes import UNNUMBERED, Frame, Node, State, block
from unioncorpus.segmenter.sections.outline import Outline, survey


def build(text: str, genre: str) -> list[Node]:
    """The sections of a report in reading order, untyped; `text` is folded."""
    outline, state = survey(text, genre), State()
    for number in range(_place_lead_in(outline, state), len(outline.lines)):
        _read_line(outline, state, number)
    return state.nodes


def _place_lead_in(outline: Outline, state: State) -> int:
    """Place what stands before the first mark; returns the number of the first paragraph after it."""
    parts, end = blocks.lead_in(outline)
    if not parts:
        return end
    for (number, role), following in zip(parts, [*(other for other, _ in parts[1:]), end], strict=True):
        _push_block(outline, state, number, role)
        for line in range(number, following):
            _place_inline(outline, state, line, beside=_stands_beside(outline))
            if outline.last < 0:
                _place_late(outline, state, line)
    first = outline.at_line.get(end)  # 一、 stands at the top, whatever leads to it
    leads_on = outline.last < 0 or ((first is None or first.kind != "han") and cues.announces(outline.paragraph(end - 1), "list"))
    if parts[-1][1] in ("opening", "guidance") or not leads_on:
        state.stack.clear()
    return end


def _stands_beside(outline: Outline) -> bool:
    """Whether the items inside a lead-in are the report's own sections: it has no others, and they are numbered or it is one paragraph."""
    if outline.last >= 0:
        return False
    numbered = any(mark.kind in ranks() for marks in outline.inline.values() for mark in marks)
    return numbered or len(outline.lines) - outline.first == 1


def _read_line(outline: Outline, state: State, number: int) -> None:
    """Place what begins at or in one paragraph."""
    mark = outline.at_line.get(number)
    if mark:
        inline = outline.inline.get(number)
        _push_mark(outline, state, mark, number, inline[0].start if inline else outline.lines[number][1])
    elif number in outline.labels:
        _push_label(outline, state, number)
    elif not outline.continues_heading(number):
        begun = blocks.begins(outline, state, number)
        if begun:
            _push_block(outline, state, number, *begun)
        elif state.stack:
            state.go_on()
    _place_inline(outline, state, number)
    _place_late(outline, state, number)
    if number in outline.trailing:
        start, end = outline.trailing[number], outline.lines[number][1]
        stop = start + cues.time_label(outline.text[start:end])
        state.push(Node(start, "time", (start, start), (start, stop), number, False), _label_depth(outline, state, "time", number))


def _place_late(outline: Outline, state: State, number: int) -> None:
    """Place the closing, problems or plans that begin inside a paragraph."""
    while begun := blocks.late(outline, state, number):
        at, role, depth = begun
        state.push(block(at, number, role), depth)


def _place_inline(outline: Outline, state: State, number: int, *, beside: bool = False) -> None:
    """Place the marks inside a paragraph, below what is open or `beside` it."""
    marks = outline.inline.get(number)
    if not marks:
        return
    if beside:
        state.stack.clear()
    for mark, end in zip(marks, [*(following.start for following in marks[1:]), outline.lines[number][1]], strict=True):
        _push_mark(outline, state, mark, number, end)


def _push_mark(outline: Outline, state: State, mark: Mark, number: int, end: int) -> None:
    """Open the section of a mark at its depth; its own paragraph, or the next mark in it, stands at `end`."""
    depth = _depth(outline, state, mark, number)
    start = mark.end
    while start < end and outline.text[start].isspace():
        start += 1
    if mark.at_line and number + 1 < len(outline.lines) and outline.continues_heading(number + 1):
        below = outline.lines[number + 1]
        start, end = (below[0] if start >= end else start), below[1]
    stop = lines.heading_end(outline.text, start, end)
    node = Node(mark.start, mark.kind, (mark.start, mark.end), (start, stop), number, end - stop > 2)
    state.push(node, depth, mark.number, inline=not mark.at_line)


def _push_label(outline: Outline, state: State, number: int) -> None:
    """Open the section of an unnumbered heading line."""
    kind, stop = outline.labels[number]
    start, end = outline.lines[number]
    depth = _label_depth(outline, state, kind, number)
    state.push(Node(start, kind, (start, start), (start, stop), number, end - stop > 2), depth)


def _label_depth(outline: Outline, state: State, kind: str, number: int) -> int:
    """Where an unnumbered heading stands: beside one of its kind, below a series that goes on or a heading right above, else at the top."""
    above = state.nodes[-1] if state.nodes else None
    if kind == "line" and above and above.kind not in UNNUMBERED and blocks.is_below_heading(outline, state, number):
        return len(state.stack)
    below = 0
    for i, frame in enumerate(state.stack):
        if frame.kind == kind:
            return i
        if (frame.kind, kind) in state.outer or outline.goes_on(frame.kind, frame.number, number):
            below = i + 1
    if kind == "time":  # months stand below the heading of the schedule, and above its items
        return next((i for i, frame in enumerate(state.stack) if frame.kind not in UNNUMBERED and frame.kind not in ("han", "phan", "part")), len(state.stack))
    return below


def _push_block(outline: Outline, state: State, number: int, role: str, depth: int = 0) -> None:
    """Open a section without a heading at a paragraph."""
    start = outline.lines[number][0]
    colon = outline.text.find(":", start, start + cues.LONGEST_LABEL) if role == "topic" else 0
    state.push(block(start, number, role, colon), depth)


def _depth(outline: Outline, state: State, mark: Mark, number: int) -> int:
    """How many open sections stay open above a mark."""
    same = _open_series(state, mark)
    if same is not None:
        return _depth_in_series(state, mark, number, same)
    if mark.at_line and state.bottom and state.bottom.kind == "block" and mark.number == state.tops[mark.kind] + 1 > 1:
        return 0  # the series at the top goes on behind a paragraph of its own
    for i, frame in enumerate(state.stack):
        if (mark.kind, frame.kind) in state.outer or _outranks(outline, mark, frame, number) or (mark.at_line and frame.inline and frame.kind in SPOKEN):
            return i
        if mark.at_line and frame.kind == "line" and state.nodes[frame.node].run_in and not cues.announces(outline.paragraph(number - 1), "list"):
            return i
    following = outline.next_mark(number) if mark.at_line else None
    if following and following.number == 1:  # a series that begins anew right after an unknown kind of mark stands below it
        return next((i for i, frame in enumerate(state.stack) if frame.kind == following.kind), len(state.stack))
    return len(state.stack)


def _depth_in_series(state: State, mark: Mark, number: int, same: int) -> int:
    """The depth of a mark whose kind is open at depth `same`: it counts on there, or begins anew below a heading or an item of its own paragraph."""
    frame = state.stack[same]
    if mark.number > frame.number:
        return same
    labels = [i for i in range(same + 1, len(state.stack)) if state.stack[i].kind in UNNUMBERED]
    if labels:
        return labels[-1] + 1
    nested = not mark.at_line and not frame.inline and state.nodes[frame.node].line == number
    return len(state.stack) if nested else same


def _open_series(state: State, mark: Mark) -> int | None:
    """The innermost open section that a mark may count on from."""
    for i in range(len(state.stack) - 1, -1, -1):
        frame = state.stack[i]
        if frame.kind == mark.kind or ({frame.kind, mark.kind} == {"word", "shi"} and mark.number == frame.number + 1):
            return i
    return None


def _outranks(outline: Outline, mark: Mark, frame: Frame, number: int) -> bool:
    """Whether a kind of mark not seen before stands above an open one: it usually does, and the open series is over."""
    mine, other = ranks().get(mark.kind), ranks().get(frame.kind)
    if mine is None or other is None or mine >= other:
        return False
    return mark.number > 1 or not outline.goes_on(frame.kind, frame.number, number)
