"""Sections without a heading: the lead-in of a report, its closing, and blocks of paragraphs between headings.

A paragraph below a heading belongs to it. Only where no heading stands above, or where the set phrases of the genre say so, does a paragraph begin a section.
"""

from __future__ import annotations

import re

from unioncorpus.segmenter.sections import cues
from unioncorpus.segmenter.sections.nodes import UNNUMBERED, Node, State
from unioncorpus.segmenter.sections.outline import Outline

_LONG_LEAD = 60  # characters of a paragraph that leads into a new part
_LEAST_LEAD_IN = 30  # characters of an opening before something else can begin
_LEAD_LINES = 12  # paragraphs among which the one is sought that hands over to the matter
_TOPIC = re.compile(r"(?!同志|各位|大家|谢谢)[^,。;:!?\d]{2,10}(?:,[^,。;:!?\d]{2,10})?。(?=.{16})")
_TAIL_LINES = 3  # last paragraphs of a report without any mark, where it may close


def lead_in(outline: Outline) -> tuple[list[tuple[int, str]], int]:
    """The blocks before the first mark (number of the first paragraph, role), and the number of the first paragraph after them.

    In a report without any mark that is its opening alone.
    """
    end = min([*outline.at_line, *outline.labels], default=len(outline.lines))
    first, unmarked = outline.first, end == len(outline.lines)
    if first >= end:
        return [], end
    lead = max((i for i in range(first, min(end, first + _LEAD_LINES)) if cues.announces(outline.paragraph(i), "lead")), default=-1)
    if unmarked and lead < 0 and outline.genre != "speech" and first + 1 < end and cues.announces(outline.paragraph(first), "list"):
        lead = first  # …做了以下工作。 and then what was done, without any number
    topics = _topics(outline, first, end) if unmarked else []
    blocks = [(first, "guidance" if cues.block_role(outline.paragraph(first), "lead") == "guidance" else "opening")]
    length = 0  # of the block so far
    for i in range(first + 1, end):
        length += len(outline.paragraph(i - 1))
        role = _after_lead(outline, i, lead, unmarked) if length >= _LEAST_LEAD_IN or i == lead + 1 else ""
        if i == lead and blocks[-1][1] == "work":
            role = "plan"  # a speech that took stock turns to what it calls for
        elif not role and i in topics[:1]:
            role = "body"
        if role and role != blocks[-1][1]:
            blocks.append((i, role))
            length = 0
    if not unmarked:
        return blocks, end
    if len(blocks) > 1:
        return blocks[:1], blocks[1][0]
    is_opening = lead == end - 1 or first in outline.inline or blocks[0][1] == "guidance"
    return (blocks, end) if is_opening else ([(first, "body")], first + 1)


def _topics(outline: Outline, first: int, end: int) -> list[int]:
    """The paragraphs of an unmarked report that begin with a sentence as short as a heading, 抗洪水,保家园。; two make each other believable."""
    found = [i for i in range(first + 1, end) if _TOPIC.match(outline.paragraph(i))]
    return found if len(found) > 1 else []


def _after_lead(outline: Outline, number: int, lead: int, unmarked: bool) -> str:
    """What begins at a paragraph of the lead-in; empty if it goes on as before. `lead` is the paragraph that hands over to the matter, -1 if none does."""
    role = cues.block_role(outline.paragraph(number), "lead") or ""
    loose = unmarked or outline.genre == "speech"
    if role == "guidance" and (number > lead or outline.genre != "speech"):
        return role
    if role == "work" and number < lead and outline.genre == "speech":
        return role
    if number <= lead or not loose:
        return ""
    if role and (role != "topic" or unmarked):
        return role
    if number == lead + 1 and lead >= 0:
        return "body"
    return "body" if unmarked and (number in outline.inline or begins_tail(outline, number)) else ""


def begins_tail(outline: Outline, number: int) -> str:
    """The role of a paragraph that closes the report, or empty."""
    if not is_tail(outline, number):
        return ""
    role = cues.block_role(outline.paragraph(number), "tail")
    if role == "closing" and number in outline.inline:
        return "plan"
    return role if role in ("closing", "problems", "plan") else ""


def is_tail(outline: Outline, number: int) -> bool:
    """Whether a paragraph stands where a report closes: after its last mark, or among its last paragraphs."""
    return number > outline.last if outline.last >= 0 else number >= outline.signed - _TAIL_LINES


def begins(outline: Outline, state: State, number: int) -> tuple[str, int] | None:
    """Role and depth of the section that a paragraph without a mark begins; None if it belongs to what is open."""
    bottom = state.bottom
    if not outline.is_closed(number - 1) and not (state.nodes and state.nodes[-1].line == number - 1 and not state.nodes[-1].run_in):
        return None  # a broken line: the sentence goes on
    if number >= outline.signed or (bottom and bottom.role == "closing"):
        return None
    role = begins_tail(outline, number)
    if role in ("problems", "plan") and is_below_heading(outline, state, number):
        role = ""
    if not role and bottom and bottom.continued and number == outline.signed - 1 and is_tail(outline, number):
        role = cues.block_role(outline.paragraph(number), "last") or ""
    if role:
        return role, 0
    inner = _inner(outline, state, number)
    if inner:
        return inner, 0 if bottom and inner == "problems" and _holds(outline, bottom, "experience") else 1  # no lesson learnt
    if _leads_on(outline, state, number) or _stands_alone(outline, state, number):
        return cues.block_role(outline.paragraph(number), "lead") or "body", 0
    return None


def is_below_heading(outline: Outline, state: State, number: int) -> bool:
    """Whether a paragraph is the first below a heading line, which it then fills."""
    node = state.nodes[-1] if state.nodes else None
    return node is not None and node.line == number - 1 and not node.run_in and outline.text[outline.lines[number - 1][1] - 1] not in "。;!"


def _inner(outline: Outline, state: State, number: int) -> str:
    """The role of a paragraph that takes stock after the subsections of a headed section, or answers its problems."""
    bottom = state.bottom
    if bottom is None or bottom.kind == "block":
        return ""
    role = cues.block_role(outline.paragraph(number), "inner") or ""
    if role == "remedy":
        return role if _holds_problems(outline, bottom) else ""
    over = len(state.stack) > 1 and not outline.goes_on(state.stack[1].kind, state.stack[1].number, number)
    return role if over else ""


def _leads_on(outline: Outline, state: State, number: int) -> bool:
    """Whether the next paragraph begins an open series anew, so that this one leads into a second part, or stands where a speech has lost a heading."""
    following = outline.at_line.get(number + 1)
    if following is None or following.number != 1 or not state.stack:
        return False
    bottom = state.stack[0]
    if following.kind == bottom.kind and bottom.number > 1:
        return True
    start, end = outline.lines[number]
    lost = outline.genre == "speech" and len(state.stack) > 1 and end - start >= _LONG_LEAD
    return lost and following.kind == state.stack[1].kind and state.stack[1].number > 1


def _stands_alone(outline: Outline, state: State, number: int) -> bool:
    """Whether a paragraph with no heading above it is a block of its own."""
    bottom = state.bottom
    if bottom is None:
        return True
    frame = state.stack[0]
    if bottom.kind == "block":
        return _parts_from_block(outline, state, bottom, number)
    if outline.goes_on(frame.kind, frame.number, number) or any(state.nodes[other.node].line != bottom.line for other in state.stack):
        return False
    if bottom.kind in UNNUMBERED:
        return bottom.kind == "line" and bottom.run_in
    if bottom.run_in:
        return (bottom.kind, True) not in state.continued
    listed = frame.number > 1 and state.tops[bottom.kind] > 1 and outline.text[outline.lines[bottom.line][1] - 1] in "。;!"
    return listed and not {(bottom.kind, True), (bottom.kind, False)} & state.continued and not any(kind == bottom.kind for kind, _ in state.outer)


def _parts_from_block(outline: Outline, state: State, bottom: Node, number: int) -> bool:
    """Whether a paragraph after an unheaded block begins another one: the block's list is over, a list of its own begins, or its first words say so."""
    if len(state.stack) > 1:
        frame = state.stack[1]
        item = state.nodes[frame.node]
        return not outline.goes_on(frame.kind, frame.number, number) and (item.kind, item.run_in) not in state.continued
    if number in outline.inline and bottom.role != "opening":
        return True
    role = cues.block_role(outline.paragraph(number), "lead")
    return role == "topic" if role in ("topic", bottom.role) else role is not None


def late(outline: Outline, state: State, number: int) -> tuple[int, str, int] | None:
    """Start, role and depth of the section that begins inside a paragraph: …。总之,… at the end of a report, …。今后,… after a list of problems."""
    bottom = state.bottom
    if bottom is None or bottom.role == "closing":
        return None
    start, end = max(outline.lines[number][0], state.nodes[-1].start), outline.lines[number][1]
    roles: tuple[cues.Role, ...] = ("closing",) if number >= outline.last else ()
    if state.stack[0].inline or len(outline.lines) - outline.first == 1:  # a report in one paragraph
        roles = ("problems", "plan", "closing")
    if outline.last < 0 and bottom.line > outline.first and number == outline.signed - 1:
        at = cues.late_sentence(outline.text, start, end, "plan")
        if at is not None:
            return at, "closing", 0
    for role in roles:
        at = cues.late_sentence(outline.text, start, end, role)
        if at is not None:
            return at, role, 0
    if len(state.stack) > 1 and state.stack[1].inline and _holds_problems(outline, bottom):
        at = cues.late_sentence(outline.text, start, end, "remedy")
        if at is not None:
            return at, "remedy", 1
    return None


def _holds_problems(outline: Outline, node: Node) -> bool:
    return _holds(outline, node, "problems")


def _holds(outline: Outline, node: Node, kind: str) -> bool:
    """Whether a section is of a kind by its heading or first words."""
    return node.role == kind or cues.heading_type(outline.text[slice(*node.heading)], outline.genre) == kind
