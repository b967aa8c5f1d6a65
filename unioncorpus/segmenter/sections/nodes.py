"""Sections in the making, and the path of those that are open."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

# Kinds of sections that carry no number.
UNNUMBERED = frozenset({"block", "line", "time"})


@dataclass(slots=True)
class Node:
    """A section in the making."""

    start: int
    kind: str  # of its mark, or block (no heading), line, time, sub (headings without a number)
    marker: tuple[int, int]  # empty stretch if none
    heading: tuple[int, int]  # words after the mark; empty stretch if none
    line: int  # number of its paragraph
    run_in: bool  # its text goes on in the paragraph of its heading
    role: str = ""  # what its first words say it is, for blocks
    parent: int | None = None
    continued: bool = False  # further paragraphs followed before the next section


@dataclass(slots=True)
class Frame:
    """An open section on the path from the top."""

    kind: str
    number: int
    node: int  # position in the list of nodes
    inline: bool  # its mark stands inside a paragraph


@dataclass(slots=True)
class State:
    """The sections placed so far."""

    nodes: list[Node] = field(default_factory=list)
    stack: list[Frame] = field(default_factory=list)
    outer: set[tuple[str, str]] = field(default_factory=set)  # (kind, kind seen below it)
    continued: set[tuple[str, bool]] = field(default_factory=set)  # (kind, run in) of sections that went on in further paragraphs
    tops: Counter[str] = field(default_factory=Counter)  # sections at the top by kind

    @property
    def bottom(self) -> Node | None:
        """The open section at the top level."""
        return self.nodes[self.stack[0].node] if self.stack else None

    def push(self, node: Node, depth: int, number: int = 0, *, inline: bool = False) -> None:
        """Close what is open from `depth` on, and open `node` there."""
        del self.stack[depth:]
        if depth == 0:
            self.tops[node.kind] += 1
        node.parent = self.stack[-1].node if self.stack else None
        if node.kind not in UNNUMBERED:
            self.outer.update((f.kind, node.kind) for f in self.stack if f.kind not in UNNUMBERED and (node.kind, f.kind) not in self.outer)
        self.stack.append(Frame(node.kind, number, len(self.nodes), inline))
        self.nodes.append(node)

    def go_on(self) -> None:
        """Note that the open sections go on in a further paragraph."""
        innermost = self.nodes[self.stack[-1].node]
        self.continued.add((innermost.kind, innermost.run_in))
        for frame in self.stack:
            self.nodes[frame.node].continued = True


def block(start: int, line: int, role: str, heading_end: int = 0) -> Node:
    """A section without a heading, or one whose first words are no more than a label."""
    return Node(start, "block", (start, start), (start, max(start, heading_end)), line, True, role)
