"""From marks and paragraphs to the tree of sections: what begins a section, and below which other one it stands.

The level of a section comes from the order in which kinds of marks first appear and from the continuity of their series, not from the shape of the mark: 1、
above 一是, (一) at the top and a plan that starts over with 一、 are all common.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from unioncorpus.segmenter.sections import cues, lines
from unioncorpus.segmenter.sections.markers import Mark, find_marks, ranks

_UNNUMBERED = frozenset({"block", "line", "time"})
_LONG_LEAD = 60  # characters of a paragraph that leads into a new part
_LEAST_BODY = 30  # characters of a paragraph below an unnumbered heading
_NO_SUBHEAD = re.compile(r"[。;!?:,、…\d]$|[。;!?]|^(?:同志|各位|谢谢|尊敬|大家)|(?:工会|委员会|公司|学校|小学|中学|医院|年|月|日)$")
_LATE_CLOSING = re.compile(r"[。!;]\s*(?=(?:总之|综上所述|总而言之)[,:])")
_LEAST_LEAD_IN = 30  # characters of an opening before something else can begin
_SENTENCE_CLOSED = re.compile(r"[。!?;:…”)、.]$")


@dataclass(slots=True)
class Node:
    """A section in the making."""

    start: int
    parent: int | None
    kind: str  # of its mark, or block (no heading), line (heading without a number), time (month of a schedule)
    marker: tuple[int, int]  # empty stretch if none
    heading: tuple[int, int]  # words after the mark; empty stretch if none
    line: int  # number of its paragraph
    run_in: bool  # its text goes on in the paragraph of its heading
    role: str = ""  # what its first words say it is, for blocks
    continued: bool = False  # further paragraphs followed before the next section


@dataclass(slots=True)
class _Frame:
    """An open section on the path from the top."""

    kind: str
    number: int
    node: int
    inline: bool = False  # its mark stands inside a paragraph


@dataclass(slots=True)
class _Plan:
    """What is known of the report before sections are placed."""

    text: str  # folded
    lines: list[tuple[int, int]]
    at_line: dict[int, Mark]
    marked: list[int]  # the lines that start with a mark
    inline: dict[int, list[Mark]]
    labels: dict[int, tuple[str, int]]  # heading lines without a number: kind, end of the heading
    numbers: dict[str, tuple[list[int], list[int]]]  # kind → lines and numbers of its marks at paragraph starts
    first: int  # first line that is not title, author or date
    last: int  # last line with a mark or a heading; -1 if none
    genre: str


@dataclass(slots=True)
class _State:
    nodes: list[Node] = field(default_factory=list)
    stack: list[_Frame] = field(default_factory=list)
    outer: set[tuple[str, str]] = field(default_factory=set)  # (kind, kind seen below it)
    continued: set[tuple[str, bool]] = field(default_factory=set)  # (kind, run in) of top sections that went on in further paragraphs


def build(text: str, genre: str) -> list[Node]:
    """The sections of a report in reading order, untyped; `text` is folded."""
    plan = _survey(text, genre)
    state = _State()
    begin = _preamble(plan, state)
    for number in range(begin, len(plan.lines)):
        _read_line(plan, state, number)
    return state.nodes


def _survey(text: str, genre: str) -> _Plan:
    """Find marks and heading lines."""
    paragraphs = lines.split(text)
    marks = find_marks(text, paragraphs)
    at_line: dict[int, Mark] = {}
    inline: dict[int, list[Mark]] = defaultdict(list)
    numbers: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for mark in marks:
        number = lines.line_at(paragraphs, mark.start)
        if mark.at_line:
            at_line[number] = mark
            numbers[mark.kind][0].append(number)
            numbers[mark.kind][1].append(mark.number)
        else:
            inline[number].append(mark)
    first = lines.first_body_line(text, paragraphs, frozenset(at_line))
    labels = _labels(text, paragraphs, at_line, first, genre)
    last = max([*at_line, *labels], default=-1)
    return _Plan(text, paragraphs, at_line, sorted(at_line), inline, labels, numbers, first, last, genre)


def _labels(text: str, paragraphs: Sequence[tuple[int, int]], at_line: dict[int, Mark], first: int, genre: str) -> dict[int, tuple[str, int]]:
    """Heading lines without a number: the kind and where the heading ends."""
    found: dict[int, tuple[str, int]] = {}
    short: dict[int, tuple[str, int]] = {}
    top = min(at_line, default=len(paragraphs))
    for number in range(first, len(paragraphs)):
        start, end = paragraphs[number]
        if number in at_line or _continues_heading(text, paragraphs, at_line, number):
            continue
        label = _label(text[start : min(end, start + 2 * cues.LONGEST_LINE)], genre)
        if label and number < top and lines.names_document(text[start:end]):
            continue
        if label:
            found[number] = (label[0], start + label[1])
        elif number > first and _is_subhead(text, paragraphs, at_line, number):
            short[number] = ("sub", end)
    return {**short, **found} if len(short) > 1 else found


def _label(line: str, genre: str) -> tuple[str, int] | None:
    """Kind and length of the unnumbered heading that a line is or begins with, by its words."""
    length = cues.time_label(line)
    if length:
        return "time", length
    words, colon, rest = line.partition(":")
    words = words.rstrip("。 ")
    longest = cues.LONGEST_LABEL if rest.strip() else cues.LONGEST_LINE
    if len(words) <= longest and (colon or len(line) < 2 * cues.LONGEST_LINE) and cues.heading_type(words, genre, alone=True):
        return "line", len(words)
    return None


def _is_subhead(text: str, paragraphs: Sequence[tuple[int, int]], at_line: dict[int, Mark], number: int) -> bool:
    """Whether a short line between full paragraphs has the look of a heading; only two such lines in a report make each other believable."""
    start, end = paragraphs[number]
    if end - start > cues.LONGEST_LINE or end - start < 4 or number + 1 >= len(paragraphs) or _NO_SUBHEAD.search(text, start, end):
        return False
    before, after = paragraphs[number - 1], paragraphs[number + 1]
    follows = number + 1 in at_line and at_line[number + 1].number == 1
    return bool(_SENTENCE_CLOSED.search(text[slice(*before)])) and (follows or after[1] - after[0] >= _LEAST_BODY)


def _continues_heading(text: str, paragraphs: Sequence[tuple[int, int]], at_line: dict[int, Mark], number: int) -> bool:
    """Whether a line is the rest of the numbered heading above it: the mark stood alone, or a short line broke off at a comma."""
    mark = at_line.get(number - 1)
    if mark is None or number in at_line:
        return False
    (_, above), (start, end) = paragraphs[number - 1], paragraphs[number]
    if end - start > 2 * cues.LONGEST_LINE:
        return False
    return above - mark.end < 1 or (text[above - 1] in ",、" and above - mark.end <= cues.LONGEST_LINE and end - start <= cues.LONGEST_LINE)


def _preamble(plan: _Plan, state: _State) -> int:
    """Place what stands before the first mark; returns the number of the first line after it."""
    end = min([*plan.at_line, *plan.labels], default=len(plan.lines))
    unmarked = end == len(plan.lines)
    if plan.first >= end:
        return end
    blocks = _preamble_blocks(plan, end, unmarked)
    for number, role in blocks:
        state.stack.clear()
        _push_block(plan, state, number, role)
        following = next((other for other, _ in blocks if other > number), end)
        for line in range(number, following):
            _place_inline(plan, state, line, top=unmarked and role == "opening" and len(blocks) == 1)
    last_role = blocks[-1][1]
    if last_role == "opening" or not cues.announces(plan.text[slice(*plan.lines[end - 1])], "list"):
        state.stack.clear()
    return end


def _preamble_blocks(plan: _Plan, end: int, unmarked: bool) -> list[tuple[int, str]]:
    """The unheaded blocks before the first mark: number of the first line, role."""
    paragraphs = [plan.text[slice(*plan.lines[number])] for number in range(plan.first, end)]
    started = 0  # characters of the block so far
    lead = max((i for i, paragraph in enumerate(paragraphs[:12]) if cues.announces(paragraph, "lead")), default=-1)
    blocks = [] if cues.block_role(paragraphs[0], "lead") == "guidance" else [(plan.first, "opening")]
    for i, paragraph in enumerate(paragraphs):
        role = _preamble_role(plan, paragraph, i, lead, unmarked, len(paragraphs)) if started >= _LEAST_LEAD_IN or not blocks or i == lead + 1 else ""
        started += len(paragraph)
        if role and (not blocks or role != blocks[-1][1]):
            blocks.append((plan.first + i, role))
        elif not blocks:
            blocks.append((plan.first + i, "opening"))
    if unmarked and len(blocks) == 1 and blocks[0][1] == "opening" and lead != len(paragraphs) - 1:
        return [(plan.first, "body")]
    return blocks


def _preamble_role(plan: _Plan, paragraph: str, i: int, lead: int, unmarked: bool, count: int) -> str:
    """What begins at paragraph `i` of the preamble; empty if it goes on as before."""
    role = cues.block_role(paragraph, "lead") or ""
    if role == "guidance" and (i == 0 or i > lead or plan.genre != "speech"):
        return role
    if i == 0 or i <= lead:
        return ""
    if unmarked and i >= count - 3 and cues.block_role(paragraph, "tail") in ("closing", "problems"):
        return str(cues.block_role(paragraph, "tail"))
    if lead >= 0 and i == lead + 1 and (unmarked or plan.genre == "speech"):
        return role or "body"
    if role == "topic":
        return f"topic {i}" if unmarked else ""
    return role if plan.genre == "speech" or unmarked else ""


def _read_line(plan: _Plan, state: _State, number: int) -> None:
    """Place what begins at or in one paragraph."""
    mark = plan.at_line.get(number)
    if mark:
        _push_mark(plan, state, mark, number)
    elif number in plan.labels:
        _push_label(plan, state, number)
    elif not _continues_heading(plan.text, plan.lines, plan.at_line, number):
        _read_paragraph(plan, state, number)
    _place_inline(plan, state, number)
    if number >= plan.last and state.stack:
        _close_late(plan, state, number)


def _close_late(plan: _Plan, state: _State, number: int) -> None:
    """Open the closing that begins inside a last paragraph: …。总之,…"""
    start, end = plan.lines[number]
    found = _LATE_CLOSING.search(plan.text, start, end)
    bottom = state.nodes[state.stack[0].node]
    if found and bottom.role != "closing" and all(node.start < found.end() for node in state.nodes[-1:]):
        at = found.end()
        _push(state, Node(at, None, "block", (at, at), (at, at), number, True, "closing"), 0, 0)


def _place_inline(plan: _Plan, state: _State, number: int, top: bool = False) -> None:
    """Place the marks inside a paragraph; `top` puts them beside the paragraph's own block."""
    for mark in plan.inline.get(number, ()):
        if top:
            state.stack.clear()
            top = False
        _push_mark(plan, state, mark, number)


def _push_mark(plan: _Plan, state: _State, mark: Mark, number: int) -> None:
    """Open the section of a mark at its depth."""
    depth = _depth(plan, state, mark, number)
    start, end = mark.end, _item_end(plan, mark, number)
    while start < end and plan.text[start].isspace():
        start += 1
    if mark.at_line and number + 1 < len(plan.lines) and _continues_heading(plan.text, plan.lines, plan.at_line, number + 1):
        start, end = (plan.lines[number + 1][0] if start >= end else start), plan.lines[number + 1][1]
    stop = lines.heading_end(plan.text, start, end)
    node = Node(mark.start, None, mark.kind, (mark.start, mark.end), (start, stop), number, end - stop > 2)
    _push(state, node, depth, mark.number, not mark.at_line)


def _item_end(plan: _Plan, mark: Mark, number: int) -> int:
    """Where the paragraph of a mark ends, or the next mark in it begins."""
    following = (other.start for other in plan.inline.get(number, ()) if other.start > mark.start)
    return min(following, default=plan.lines[number][1])


def _push_label(plan: _Plan, state: _State, number: int) -> None:
    """Open the section of an unnumbered heading line."""
    kind, stop = plan.labels[number]
    start, end = plan.lines[number]
    depth = _label_depth(plan, state, kind, number)
    _push(state, Node(start, None, kind, (start, start), (start, stop), number, end - stop > 2), depth, 0)


def _label_depth(plan: _Plan, state: _State, kind: str, number: int) -> int:
    """Where an unnumbered heading stands: beside one of its kind, below a series that goes on, else at the top."""
    same = [i for i, frame in enumerate(state.stack) if frame.kind == kind]
    if same:
        return same[-1]
    below = [i for i, frame in enumerate(state.stack) if (frame.kind, kind) in state.outer]
    if below:
        return below[-1] + 1
    if kind == "time":
        return next((i for i, frame in enumerate(state.stack) if frame.kind not in _UNNUMBERED and frame.kind not in ("han", "phan", "part")), len(state.stack))
    going_on = [i for i, frame in enumerate(state.stack) if _goes_on(plan, frame, number)]
    return going_on[-1] + 1 if going_on else 0


def _push_block(plan: _Plan, state: _State, number: int, role: str, depth: int = 0) -> None:
    """Open a section without a heading at a paragraph."""
    start = plan.lines[number][0]
    heading = (start, start)
    if role.startswith("topic"):
        colon = plan.text.find(":", start, start + cues.LONGEST_LABEL)
        heading = (start, max(start, colon))
        role = "topic"
    _push(state, Node(start, None, "block", (start, start), heading, number, True, role), depth, 0)


def _push(state: _State, node: Node, depth: int, number: int, inline: bool = False) -> None:
    del state.stack[depth:]
    node.parent = state.stack[-1].node if state.stack else None
    for frame in state.stack:
        if (node.kind, frame.kind) not in state.outer and not {node.kind, frame.kind} & _UNNUMBERED:
            state.outer.add((frame.kind, node.kind))
    state.stack.append(_Frame(node.kind, number, len(state.nodes), inline))
    state.nodes.append(node)


def _depth(plan: _Plan, state: _State, mark: Mark, number: int) -> int:
    """How many open sections stay open above a mark."""
    same = _open_series(state, mark)
    if same is not None:
        frame = state.stack[same]
        if mark.number > frame.number:
            return same
        labels = [i for i in range(same + 1, len(state.stack)) if state.stack[i].kind in _UNNUMBERED]
        if labels:
            return labels[-1] + 1
        nested = not mark.at_line and state.nodes[frame.node].line == number
        return len(state.stack) if nested else same
    for i, frame in enumerate(state.stack):
        if (mark.kind, frame.kind) in state.outer or _outranks(plan, mark, frame, number) or (mark.at_line and frame.inline):
            return i
    return _depth_above_restart(plan, state, mark, number)


def _depth_above_restart(plan: _Plan, state: _State, mark: Mark, number: int) -> int:
    """Depth of a kind of mark not seen before: above an open series that begins anew right after it, else innermost."""
    following = bisect_right(plan.marked, number)
    if mark.at_line and following < len(plan.marked):
        other = plan.at_line[plan.marked[following]]
        if other.number == 1:
            return next((i for i, frame in enumerate(state.stack) if frame.kind == other.kind), len(state.stack))
    return len(state.stack)


def _open_series(state: _State, mark: Mark) -> int | None:
    """The innermost open section that a mark may count on from."""
    for i in range(len(state.stack) - 1, -1, -1):
        frame = state.stack[i]
        if frame.kind == mark.kind or ({frame.kind, mark.kind} == {"word", "shi"} and mark.number == frame.number + 1):
            return i
    return None


def _outranks(plan: _Plan, mark: Mark, frame: _Frame, number: int) -> bool:
    """Whether a kind of mark not seen before stands above an open one: it usually does, and the open series is over."""
    mine, other = ranks().get(mark.kind), ranks().get(frame.kind)
    if mine is None or other is None or mine >= other:
        return False
    return mark.number > 1 or not _goes_on(plan, frame, number)


def _goes_on(plan: _Plan, frame: _Frame, number: int) -> bool:
    """Whether the series of an open section has its next mark after line `number`."""
    if frame.kind not in plan.numbers:
        return False
    at, counts = plan.numbers[frame.kind]
    following = bisect_right(at, number)
    return following < len(at) and counts[following] == frame.number + 1


def _read_paragraph(plan: _Plan, state: _State, number: int) -> None:
    """Decide whether a paragraph without a mark begins a section of its own."""
    if not _SENTENCE_CLOSED.search(plan.text[slice(*plan.lines[number - 1])]):
        return  # a broken line: the sentence goes on
    paragraph = plan.text[slice(*plan.lines[number])]
    tail = number > plan.last
    bottom = state.nodes[state.stack[0].node] if state.stack else None
    role = cues.block_role(paragraph, "tail" if tail else "any")
    if tail and not role and number == len(plan.lines) - 1 and bottom and bottom.continued:
        role = cues.block_role(paragraph, "last")
    if bottom and bottom.role == "closing":
        return
    if role in ("closing", "problems", "plan") and tail:
        _push_block(plan, state, number, str(role))
    elif role == "remedy" and bottom and _holds_problems(plan, state.stack[0], bottom):
        _push_block(plan, state, number, "remedy", 1)
    elif _starts_over(plan, state, number) or _leads_anew(plan, state, number) or _stands_alone(plan, state, number, paragraph):
        _push_block(plan, state, number, cues.block_role(paragraph, "lead") or "body")
    elif state.stack:
        _continue(state)


def _continue(state: _State) -> None:
    """Note that the open sections go on in further paragraphs."""
    bottom = state.stack[0]
    if len(state.stack) == 1:
        state.continued.add((bottom.kind, state.nodes[bottom.node].run_in))
    for frame in state.stack:
        state.nodes[frame.node].continued = True


def _holds_problems(plan: _Plan, frame: _Frame, bottom: Node) -> bool:
    words = plan.text[slice(*bottom.heading)]
    return bottom.role == "problems" or cues.heading_type(words, plan.genre) == "problems"


def _starts_over(plan: _Plan, state: _State, number: int) -> bool:
    """Whether the next mark begins the top series anew, so that this paragraph leads into a second part."""
    if not state.stack or number + 1 not in plan.at_line:
        return False
    bottom, following = state.stack[0], plan.at_line[number + 1]
    return following.kind == bottom.kind and following.number == 1 and bottom.number > 1


def _leads_anew(plan: _Plan, state: _State, number: int) -> bool:
    """Whether a long paragraph of a speech stands where a lost heading stood: the series before it begins anew right after."""
    if plan.genre != "speech" or len(state.stack) < 2 or number + 1 not in plan.at_line:
        return False
    following, open_now = plan.at_line[number + 1], state.stack[1]
    start, end = plan.lines[number]
    return following.kind == open_now.kind and following.number == 1 and open_now.number > 1 and end - start >= _LONG_LEAD


def _stands_alone(plan: _Plan, state: _State, number: int, paragraph: str) -> bool:
    """Whether a paragraph after sections without a heading above them is a block of its own."""
    if not state.stack:
        return True
    bottom = state.stack[0]
    node = state.nodes[bottom.node]
    if bottom.kind == "block":
        if len(state.stack) > 1:
            return not _goes_on(plan, state.stack[1], number)
        role = cues.block_role(paragraph, "lead")
        return role not in (None, "topic", node.role)
    if _goes_on(plan, bottom, number) or any(state.nodes[frame.node].line != node.line for frame in state.stack):
        return False
    if bottom.kind in _UNNUMBERED:
        return bottom.kind == "line" and node.run_in
    if node.run_in:
        return (bottom.kind, True) not in state.continued
    listed = bottom.number > 1 and plan.text[plan.lines[node.line][1] - 1] in "。;!"
    return listed and not any((bottom.kind, run_in) in state.continued for run_in in (True, False)) and not any(o == bottom.kind for o, _ in state.outer)
