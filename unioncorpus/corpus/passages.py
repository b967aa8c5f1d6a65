"""A claim, a check, a section, a report or a page in its source, with what was found in it marked: as HTML for a notebook, as text for a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from unioncorpus.model.errors import UsageError
from unioncorpus.tables.read import records
from unioncorpus.tables.write import number_cell

if TYPE_CHECKING:
    from pandas import DataFrame

_LEAST, _MOST = 60, 400  # characters of source on each side of a claim
_KINDS = {"c": "claim", "k": "check", "s": "section", "r": "report", "p": "page"}
_POINTS = ("claim", "check")  # shown with the lines around them
_CUT = "⋯"
# A terminal would carry out control characters, and a browser would turn the text around at direction marks; they are shown as a sign.
_UNSAFE = {
    code: "\N{REPLACEMENT CHARACTER}" for code in (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)) if code not in (9, 10)
}
_STYLES = {
    "focus": "background:rgba(255,200,0,.65);font-weight:bold;border-radius:2px",
    "claim": "background:rgba(255,214,102,.35);border-radius:2px",
    "theme": "border-bottom:2px solid rgba(40,120,200,.7)",
    "removed": "color:#888;text-decoration:line-through;opacity:.7",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of source text under the same marks; an empty string is no mark, another says what it is."""

    text: str
    removed: str = ""  # kind and rule
    claim: str = ""
    theme: str = ""
    focus: bool = False  # what was asked for


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a page's source text, marked. `print` it in a terminal; a notebook shows it rich. Made by `Corpus.show`."""

    facts: tuple[tuple[str, str], ...]  # what stands above the passage: label and value
    pieces: tuple[Piece, ...]
    show_removed: bool = False

    @property
    def text(self) -> str:
        """The source text of the passage, unmarked, removed text included."""
        return "".join(piece.text for piece in self.pieces)

    def __str__(self) -> str:
        width = max(len(label) for label, _ in self.facts)
        head = [f"{label:<{width}}  {_one_line(value)}" for label, value in self.facts]
        body = "".join(_plain_stretch(focus, tuple(group), self.show_removed) for focus, group in groupby(self.pieces, key=lambda piece: piece.focus))
        lines = ["  " + line.strip() for line in body.split("\n") if line.strip()]
        legend = "⟦asked for⟧ ‹claim›" + (" {removed}" if self.show_removed else f" {_CUT} removed" if any(p.removed for p in self.pieces) else "")
        return "\n".join([*head, "", *lines, "", legend])

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left;vertical-align:top;padding-right:1em'>{escape(label)}</th>"
            f"<td style='text-align:left'>{escape(_one_line(value))}</td></tr>"
            for label, value in self.facts
        )
        body = "".join(_html_piece(piece, self.show_removed) for piece in self.pieces)
        style = "white-space:pre-wrap;line-height:1.7;max-width:50em;margin-top:.5em;border-left:3px solid #ccc;padding-left:1em"
        return f'<div class="unioncorpus" lang="zh"><table>{rows}</table><div style="{style}">{body}</div>{self._legend()}</div>'

    def _legend(self) -> str:
        """What the marks of the passage mean; the reading of each is in its tooltip."""
        here = {
            "focus": any(piece.focus for piece in self.pieces),
            "claim": any(piece.claim and not piece.focus for piece in self.pieces),
            "theme": any(piece.theme for piece in self.pieces),
            "removed": self.show_removed and any(piece.removed for piece in self.pieces),
        }
        words = {"focus": "asked for", "claim": "numeric claim", "theme": "mention of a theme", "removed": "removed"}
        marks = " · ".join(f'<span style="{_STYLES[name]}">{words[name]}</span>' for name, there in here.items() if there)
        return f'<div lang="en" style="margin-top:.5em;font-size:85%;opacity:.8">{marks} (point at a mark to read what was found)</div>' if marks else ""


def find(id: str, table: Callable[[str], DataFrame], source_of: Callable[[str], str], *, removed: bool = False) -> Passage:
    """The passage of a claim_id, check_id, section_id, report_id or page_id; see `Corpus.show`.

    Args:
        id: as the tables have it.
        table: gives the tables.
        source_of: gives the source text of a page_id.
        removed: show removed text too.

    Raises:
        UsageError: if there is no such id.
    """
    kind = _KINDS.get(id[:1], "") if isinstance(id, str) else ""
    if not kind:
        raise UsageError(f"{id!r} is no id; a claim_id begins with c, a check_id with k, a section_id with s, a report_id with r, a page_id with p")
    row = _row(table, f"{kind}s", f"{kind}_id", id)
    report = row if kind == "report" else None if kind == "page" else _row(table, "reports", "report_id", row["report_id"])
    page = row if report is None else _row(table, "pages", "page_id", report["page_id"])
    source = source_of(page["page_id"])
    span = (0, len(source)) if kind == "page" else (row["start"], row["end"])
    shown = _window(source, span, (report["start"], report["end"])) if kind in _POINTS and report else span
    facts = (*_head(report, page, span), *_FACTS[kind](row, table))
    return Passage(facts, tuple(_pieces(source, shown, span if kind in _POINTS else None, table, page["page_id"])), removed)


def _row(table: Callable[[str], DataFrame], name: str, column: str, id: str) -> dict[str, Any]:
    frame = table(name)
    rows = frame[frame[column] == id]
    if not len(rows):
        raise UsageError(f"no {column} {id!r} in {name}; ids are in the first column of the table")
    return records(rows[:1])[0]


def _window(source: str, span: tuple[int, int], limits: tuple[int, int]) -> tuple[int, int]:
    """Whole lines around `span`, inside `limits`; long lines are cut at a full stop."""
    (start, end), (low, high) = span, limits
    begin = max(low, source.rfind("\n", low, max(low, start - _LEAST)) + 1)
    stop = source.find("\n", min(high, end + _LEAST), high)
    stop = high if stop < 0 else stop
    if start - begin > _MOST:
        begin = source.find("。", start - _MOST, start) + 1 or start - _MOST
    if stop - end > _MOST:
        stop = source.rfind("。", end, end + _MOST) + 1 or end + _MOST
    return begin, stop


def _pieces(source: str, shown: tuple[int, int], focus: tuple[int, int] | None, table: Callable[[str], DataFrame], page_id: str) -> Iterable[Piece]:
    """The source text of `shown`, cut where a mark begins or ends."""
    reports = table("reports")
    here: dict[str, list[str]] = {"page_id": [page_id], "report_id": reports.report_id[reports.page_id == page_id].tolist()}

    def layer(name: str, column: str, say: Callable[[Mapping[str, Any]], str]) -> list[str]:
        frame = table(name)
        rows = records(frame[frame[column].isin(here[column])])
        return _paint(shown, ((row["start"], row["end"], say(row)) for row in rows))

    layers = (
        layer("removed", "page_id", lambda row: f"{row['kind']} ({row['rule']})"),
        layer("claims", "report_id", say_claim),
        layer("theme_mentions", "report_id", _say_mention),
        _paint(shown, [(*focus, "focus")] if focus else []),
    )
    at = shown[0]
    for marks, group in groupby(zip(*layers, strict=True)):
        length = sum(1 for _ in group)
        yield Piece(source[at : at + length], *marks[:3], bool(marks[3]))
        at += length


def _paint(shown: tuple[int, int], spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """The mark of every character of `shown`."""
    begin, stop = shown
    marks = [""] * (stop - begin)
    for start, end, mark in spans:
        low, high = max(start, begin), min(end, stop)
        if low < high:
            marks[low - begin : high - begin] = [mark] * (high - low)
    return marks


def say_claim(claim: Mapping[str, Any]) -> str:
    """A claim in a few words.

    Example:
        >>> words = {"unit": "人", "per": "", "counted": "困难职工", "action": "慰问", "status": "reported"}
        >>> say_claim({"kind": "people", "value": 40.0, "low": 40.0, "high": None, "bound": "over", **words})
        'people 40.. 人 · 困难职工 · 慰问 · reported'
    """
    value, low, high = (number_cell(claim[name]) for name in ("value", "low", "high"))
    amount = {"exact": value, "about": f"~{value}"}.get(claim["bound"], f"{low}..{high}")
    unit = claim["unit"] + (f"/{claim['per']}" if claim["per"] else "")
    return " · ".join(part for part in (f"{claim['kind']} {amount} {unit}".strip(), claim["counted"], claim["action"], claim["status"]) if part)


def _say_mention(mention: Mapping[str, Any]) -> str:
    code = f"{mention['theme']}/{mention['campaign']}" if mention["campaign"] else mention["theme"]
    return f"{code} · {mention['stance']}{' · negated' if mention['negated'] else ''}"


def _head(report: Mapping[str, Any] | None, page: Mapping[str, Any], span: tuple[int, int]) -> list[tuple[str, str]]:
    facts = []
    if report is not None:
        year = _year(report)
        whose = " · ".join(part for part in (report["org_name"], report["org_type"], report["genre"], year) if part)
        facts = [("report", " · ".join(part for part in (report["report_id"], report["label"], report["title"]) if part)), ("", whose)]
    return [*facts, ("page", f"{page['path']} [{span[0]}:{span[1]}]")]


def _year(row: Mapping[str, Any]) -> str:
    year, low, high = ("" if row[name] is None else str(row[name]) for name in ("year", "year_low", "year_high"))
    interval = f"{low}–{high}" if low != high else ""
    return f"{year} ({interval})" if year and interval else year or interval or "year unknown"


def _claim_facts(row: Mapping[str, Any], table: Callable[[str], DataFrame]) -> list[tuple[str, str]]:
    facts = [("claim", f"{row['claim_id']} · {say_claim(row)} · {_year(row)}")]
    path: list[str] = []
    parent = row["section_id"]
    while parent:
        section = _row(table, "sections", "section_id", parent)
        path.insert(0, section["heading"] or f"({section['type']})")
        parent = section["parent_id"]
    about = [("section", " > ".join(path)), ("theme", "/".join(filter(None, (row["theme"], row["campaign"])))), ("flags", row["flags"]), ("rule", row["rule"])]
    return facts + [(label, value) for label, value in about if value]


def _check_facts(row: Mapping[str, Any], table: Callable[[str], DataFrame]) -> list[tuple[str, str]]:
    return [("check", f"{row['check_id']} · {row['rule']} · {row['verdict']} · {row['explanation']}"), ("claims", row["claim_ids"].replace(";", ", "))]


def _section_facts(row: Mapping[str, Any], table: Callable[[str], DataFrame]) -> list[tuple[str, str]]:
    heading = row["heading"] or "(no heading)"
    return [("section", f"{row['section_id']} · {heading} · {row['type']} (by {row['type_basis']}) · {row['themes'].replace(';', ', ') or 'no theme'}")]


def _report_facts(row: Mapping[str, Any], table: Callable[[str], DataFrame]) -> list[tuple[str, str]]:
    facts = [("organisation", row["org_evidence"]), ("year", f"{row['year_basis']}: {row['year_evidence']}"), ("flags", row["flags"])]
    return [(label, value) for label, value in facts if value]


def _page_facts(row: Mapping[str, Any], table: Callable[[str], DataFrame]) -> list[tuple[str, str]]:
    return [("status", " · ".join(part for part in (row["status"], row["message"]) if part))]


_FACTS: dict[str, Callable[[Mapping[str, Any], Callable[[str], DataFrame]], list[tuple[str, str]]]] = {
    "claim": _claim_facts,
    "check": _check_facts,
    "section": _section_facts,
    "report": _report_facts,
    "page": _page_facts,
}


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNSAFE)


def _one_line(text: str) -> str:
    return " ".join(_clean(text).split())


def _plain_stretch(focus: bool, pieces: Sequence[Piece], show_removed: bool) -> str:
    """Pieces that are all asked for, or all not; a claim that is itself asked for is marked once."""
    itself = focus and len({piece.claim for piece in pieces}) == 1
    parts = []
    for (removed, claim), group in groupby(pieces, key=lambda piece: (piece.removed, piece.claim)):
        text = _clean("".join(piece.text for piece in group))
        if removed:
            parts.append(f"{{{text}}}" if show_removed else _CUT if text.strip() else text)
        else:
            parts.append(f"‹{text}›" if claim and not itself else text)
    return f"⟦{''.join(parts)}⟧" if focus else "".join(parts)


def _html_piece(piece: Piece, show_removed: bool) -> str:
    text = escape(_clean(piece.text))
    if piece.removed and not show_removed:
        return _span(_CUT, _STYLES["removed"].split(";", 1)[0], f"removed: {piece.removed}") if text.strip() else text
    marks = {"removed": piece.removed, "claim": "" if piece.focus else piece.claim, "focus": piece.focus and (piece.claim or "asked for"), "theme": piece.theme}
    styles = ";".join(_STYLES[name] for name, mark in marks.items() if mark)
    title = " | ".join(f"removed: {mark}" if name == "removed" else str(mark) for name, mark in marks.items() if mark)
    return _span(text, styles, title) if styles else text


def _span(text: str, style: str, title: str) -> str:
    return f'<span style="{style}" title="{escape(_one_line(title))}">{text}</span>'
