"""One file → a `Page`: decoded source text, its reports with clean aligned text, and what was removed and changed."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import Path

from unioncorpus import script
from unioncorpus.loader import boilerplate, chrome, clean, heads, pasted, seams, series, split, vocabulary
from unioncorpus.loader.formats import Source, read_source
from unioncorpus.loader.lines import Line, ends_sentence, page_lines
from unioncorpus.loader.phrases import match_line
from unioncorpus.loader.simplify import restore_mainland
from unioncorpus.model.aligned import AlignedText
from unioncorpus.model.errors import PageError
from unioncorpus.model.records import Change, Complete, Page, Removed, Report, Script

_HOST = re.compile(r"\b((?:[a-z0-9-]+\.)+(?:com|cn|net|org|gov|edu|info|cc|tw|hk)(?:\.[a-z]{2})?)\b", re.I)
_DATE = re.compile(r"((?:19|20)\d{2})[-/.年](\d{1,2})[-/.月](\d{1,2})")
_PARAGRAPH = 50  # characters: a last line this long ends with a full stop, or it was cut off
_BLOCKS = ("html", "docx")  # formats that part paragraphs themselves
_GOES_ON = re.compile(
    r"\W*(?:(?:紧?接|续)[上前](?:[文贴帖楼]|一?[楼贴帖])?|(?:接|续)[楼主一二三四五六七八九十\d]{1,3}楼?|[(]续[)]|(?:接着|继续)[发贴来]?)\s*(?:[:)】…~,。]+|$)"
)
_COUNTED_BACK = 200  # lines above a post in which the number before its own is looked for
_EXCERPT = re.compile(r"节选|摘录|摘要|片段|选段")


def read_page(path: str | Path, *, root: str | Path | None = None, templates: Set[str] = frozenset()) -> Page:
    """Read one file: decode it, find its reports, clean them. Never raises for what the file holds.

    Args:
        path: the file.
        root: the input folder; the page's path is told relative to it.
        templates: lines known to be the site's own, simplified and half-width.

    Returns:
        Page: `source` is the text that all offsets index; `status` and `message` tell of a file that could not be read.
    """
    path = Path(path)
    relative = path.relative_to(root).as_posix() if root is not None else path.name
    page = Page(relative, page_id(relative), format=path.suffix.lower().lstrip("."))
    try:
        data = path.read_bytes()
        page = replace(page, sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
        source = read_source(path)
    except PageError as error:
        return replace(page, status=error.status, message=str(error))  # type: ignore[arg-type]
    except OSError as error:
        return replace(page, status="unreadable", message=f"cannot be opened: {error.strerror or error}")
    return clean_page(page, source, templates)


def page_id(relative: str) -> str:
    """The id of a page: "p" and twelve digits of its path's SHA-256."""
    return "p" + hashlib.sha256(relative.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def clean_page(page: Page, source: Source, templates: Set[str] = frozenset()) -> Page:
    """Split and clean a decoded page."""
    text = source.text
    page = replace(page, format=source.format, encoding=source.encoding, message=source.message, source=text, url=source.url)
    if not text.strip():
        return replace(page, status="empty", message=page.message or "the file holds no text")
    plan = outline(source, templates)
    removed = list(plan.removed)
    changes: list[Change] = []
    mainland = plan.script != "hans" and vocabulary.is_converted_mainland(text)
    cleaned = []
    sites = pasted.site_names(plan.view[row.start : row.end] for row in plan.removed if row.kind in ("site", "intro"))
    for piece in plan.pieces:
        noise = clean.find_noise(plan.view, piece.lines, (*plan.titles, piece.title), sites, source.pasted)
        start, end = piece.span
        inside = sorted((row for row in plan.removed if start <= row.start < end), key=lambda row: row.start) if piece.joined else []
        noise = [row for row in noise if not _overlaps(row, inside)]
        report, made = _clean_report(text, piece, sorted([*noise, *inside], key=lambda row: row.start), mainland, source.format in _BLOCKS)
        removed += noise
        changes += made
        cleaned.append(report)
    removed.sort(key=lambda row: (row.start, row.end))
    chrome = [plan.view[row.start : row.end] for row in removed if row.kind in ("site", "intro", "injected")]
    titles = (plan.view[row.start : row.end] for row in removed if row.kind == "title" and row.rule != "label")
    return replace(
        page,
        script=plan.script,
        title=source.title or next(titles, cleaned[0].title if cleaned else ""),
        site=_host([source.url, *chrome]),
        published=source.published or _published(chrome),
        reports=tuple(cleaned),
        removed=tuple(removed),
        changes=tuple(changes),
    )


def _overlaps(row: Removed, rows: Sequence[Removed]) -> bool:
    """Whether a stretch touches one of others, which are sorted and separate."""
    at = bisect.bisect_left(rows, row.end, key=lambda other: other.start)
    return at > 0 and rows[at - 1].end > row.start


@dataclass(frozen=True, slots=True)
class Piece:
    """The lines of one report, and what the lines around it say of it."""

    label: str
    title: str
    lines: tuple[Line, ...]
    truncated: bool
    joined: bool = False  # of several posts, with lines between them that are not the report's

    @property
    def span(self) -> tuple[int, int]:
        """Where the report stands in the source text."""
        return self.lines[0].start, self.lines[-1].end


@dataclass(frozen=True, slots=True)
class Outline:
    """A page split into reports and what stands outside them, before the reports are cleaned."""

    script: Script
    view: str  # simplified and half-width, of the source's length
    pieces: tuple[Piece, ...]
    removed: tuple[Removed, ...]
    titles: tuple[str, ...]  # of the page and its labels


def outline(source: Source, templates: Set[str] = frozenset(), *, glued: bool = True) -> Outline:
    """Where the reports of a page are, and what stands around them; with `glued`, several below one label are parted."""
    text = source.text
    found = script.detect(text)
    view = script.fold(text if found in ("hans", "other") else script.to_simplified(text))
    lines, removed = _main_lines(view, source.aside)
    labels = _labels(lines, view)
    top = lines[:3] if not labels else [line for line in lines[:3] if line.start < labels[0].start]
    page_titles = {line.text for line in top if boilerplate.is_title(line.text)}
    known = frozenset(page_titles | {label.stem for label in labels} | {view[label.start : label.end] for label in labels})
    pieces: list[Piece] = []
    replies: list[Piece] = []
    stretches = _stretches(lines, labels, view, removed)
    firsts = frozenset(first for stretch in stretches if stretch.label and (first := seams.first_paragraph(stretch.lines)))
    for number, stretch in enumerate(stretches):
        if not stretch.lines:  # a post that is nothing but its head
            continue
        own = not labels and number > 0 and not boilerplate.is_title(stretch.lines[0].text)  # a post whose title does not stand above it
        whole = stretch.label is None and not stretch.titled
        body, rows = boilerplate.find_body(
            stretch.lines, 0, len(stretch.lines) - 1, titles=frozenset() if stretch.titled else known, whole_page=whole, own_title=own, template=templates
        )
        removed += rows
        if body.last < body.first:
            continue
        title = stretch.label.stem if stretch.label else stretch.title or next((view[row.start : row.end] for row in rows if row.kind == "title"), "")
        report = _from(stretch.lines, body.first, body.last, stretch.lines[body.first].start + body.skip)
        parts, rows = _parts(stretch.label.name if stretch.label else None, title, report, body.truncated, firsts, glued=glued)
        removed += rows
        if stretch.is_post and not stretch.title and (before := _continued(pieces, report)) is not None:
            removed += _join_posts(pieces, before, parts[0])
        else:
            (replies if stretch.is_post and not boilerplate.is_report(report) else pieces).extend(parts)
    if not pieces and replies:  # where nothing else is a report, the longest is
        pieces = [replies.pop(max(range(len(replies)), key=lambda n: replies[n].span[1] - replies[n].span[0]))]
    removed += [Removed(line.start, line.end, "site", "post:no-report") for piece in replies for line in piece.lines]
    return Outline(found, view, tuple(pieces), tuple(removed), (*sorted(page_titles), *(label.stem for label in labels[:1])))


def _continued(pieces: Sequence[Piece], post: Sequence[Line]) -> int | None:
    """Which piece a post goes on with: it says so, or its numbers count on from those of one of the last two posts; None if it begins anew."""
    if not pieces or ((head := heads.read_head(post, 0)) and head.titles):
        return None
    first = next((count for line in post[:2] if (count := heads.count_of(line.text))), None)
    for before in range(len(pieces) - 1, max(len(pieces) - 3, -1), -1):
        counts = [count for line in pieces[before].lines[-_COUNTED_BACK:] if (count := heads.count_of(line.text))]
        counted = {count.style: count.n for count in counts}
        if first and first.n > 1 and counted.get(first.style) == first.n - 1:
            return before
        if counts or pieces[before].title:
            break  # a report, and not a reply that stands between two posts of one
    return len(pieces) - 1 if _GOES_ON.match(post[0].text) else None


def _join_posts(pieces: list[Piece], before: int, post: Piece) -> list[Removed]:
    """Join a post to the piece that it goes on with; rows for what stands between them."""
    lines = post.lines
    said = _GOES_ON.match(lines[0].text)
    between = [line for piece in pieces[before + 1 :] for line in piece.lines]
    rows = [Removed(line.start, line.end, "site", "post:no-report") for line in between]
    if said and len(lines) > 1:
        end = lines[0].start + said.end()
        rows.append(Removed(lines[0].start, end, "site", "post:goes-on"))
        lines = tuple(_from(lines, 0 if end < lines[0].end else 1, len(lines) - 1, end))
    pieces[before:] = [replace(pieces[before], lines=(*pieces[before].lines, *lines), truncated=post.truncated, joined=True)]
    return rows


def _labels(lines: Sequence[Line], view: str) -> list[split.Label]:
    """The labels of the page's reports: those that say so, else those that the page makes for itself."""
    labels = split.find_labels(lines, view)
    return labels if len(labels) == 1 or split.have_text(labels, lines) else series.find_titled_series(lines) or labels


def _parts(label: str | None, title: str, lines: Sequence[Line], truncated: bool, firsts: Set[str], *, glued: bool) -> tuple[list[Piece], list[Removed]]:
    """The reports of a piece: one, or several that are glued together below a label (篇九, 篇九/2). Rows for what an editor says between them."""
    starts = [0, *(seams.find_seams(lines, title, known=firsts) if glued and label is not None else ())]
    ends = [*starts[1:], len(lines)]
    parts: list[Piece] = []
    removed: list[Removed] = []
    for n, (first, stop) in enumerate(zip(starts, ends, strict=True), 1):
        name, heading = (label or "", title) if n == 1 else (f"{label}/{n}" if label else "", "")
        own = lines[first:stop]
        if stop < len(lines):
            last, rows = boilerplate.find_tail(own)
            own, removed = own[: last + 1] or own, removed + (rows if last >= 0 else [])
        parts.append(Piece(name, heading, tuple(own), truncated and stop == len(lines)))
    return parts, removed


def _main_lines(view: str, aside: Iterable[tuple[int, int, str]]) -> tuple[list[Line], list[Removed]]:
    """The lines of the main text, and rows for the blocks that the format itself puts aside."""
    skipped = sorted(aside)
    starts = {start for start, _, _ in skipped}
    lines = [line for line in page_lines(view) if line.start not in starts]
    return split.part_lines(lines), [Removed(start, end, "site", rule) for start, end, rule in skipped]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The lines among which one report stands, and what is known of it."""

    lines: list[Line]
    label: split.Label | None = None
    title: str = ""  # that the site gives it
    titled: bool = False  # its first line is the report's
    is_post: bool = False  # one among several, which may be a reply


def _below_running_head(lines: Sequence[Line], view: str) -> int:
    """The line where a printed document begins with a title of its own, right below the line that heads its pages; 0 if no such line stands above."""
    running = chrome.running_titles(view)
    top = next((i for i, line in enumerate(lines) if not chrome.is_running(line.text, running)), 0)
    head = heads.read_head(lines, top) if top else None
    return top if head and head.titles else 0


def _unlabelled(lines: Sequence[Line], view: str, removed: list[Removed]) -> list[Stretch]:
    """The reports of a page, or a part of it, without labels: its posts, and the reports in each. Rows for what stands above go to `removed`."""
    posts = [0, *boilerplate.find_posts(lines)]
    stretches = []
    for first, last in zip(posts, [*posts[1:], len(lines)], strict=True):
        post = list(lines[first:last])
        printed = 0 if first else _below_running_head(post, view)
        head = printed or heads.find_head(post, below_title=first > 0)
        running = [Removed(line.start, line.end, "page", "head:running") for line in post[:printed]]
        rows = running or boilerplate.head_rows(post, 0, head - 1)
        removed += rows
        title = next((line.text for line, row in zip(post, rows, strict=False) if row.kind == "title"), "")
        starts = [head, *(head + seam for seam in seams.find_seams(post[head:], announced=seams.is_announced(post)))]
        for number, (start, stop) in enumerate(zip(starts, [*starts[1:], len(post)], strict=True)):
            titled = heads.begins_at_once(post, start) if number else head > 0
            is_post = len(posts) > 1 and len(starts) == 1
            stretches.append(Stretch(post[start:stop], title=title if number == 0 else "", titled=titled, is_post=is_post))
    return stretches


def _stretches(lines: Sequence[Line], labels: Sequence[split.Label], view: str, removed: list[Removed]) -> list[Stretch]:
    """The parts of a page that hold a report each. Rows for labels, and for what stands before the first, go to `removed`."""
    if not lines:
        return []
    if not labels:
        return _unlabelled(lines, view, removed)
    at = {line.start: i for i, line in enumerate(lines)}
    positions = [at[label.start] for label in labels]
    pieces: list[Stretch] = []
    if boilerplate.holds_report(lines, 0, positions[0] - 1, labels[0].n > 1):
        pieces.append(Stretch(list(lines[: positions[0]])))
    else:
        removed += boilerplate.head_rows(lines, 0, positions[0] - 1)
    for i, label in enumerate(labels):
        removed.append(Removed(label.start, label.end, "title", "label"))
        line = positions[i]
        last = positions[i + 1] - 1 if i + 1 < len(labels) else len(lines) - 1
        whole = label.end >= lines[line].end
        pieces.append(Stretch(_from(lines, line + whole, last, lines[line].end if whole else label.end), label))
    return pieces


def _from(lines: Sequence[Line], first: int, last: int, start: int) -> list[Line]:
    """The lines of a piece; the first one cut where a label stood in front of its text."""
    piece = list(lines[first : last + 1])
    if piece and piece[0].start < start < piece[0].end:
        rest = piece[0].text[start - piece[0].start :]
        lead = len(rest) - len(rest.lstrip(" :."))
        piece[0] = Line(start + lead, piece[0].end, rest[lead:])
    return piece


def _completeness(piece: Piece) -> Complete:
    last = piece.lines[-1].text
    unfinished = len(last) >= _PARAGRAPH and "," in last and not ends_sentence(last)
    if piece.truncated or unfinished or last[-1] in ",、“《(":
        return "truncated"
    return "excerpt" if _EXCERPT.search(piece.title) else "full"


def _clean_report(source: str, piece: Piece, noise: Sequence[Removed], mainland: bool, blocks: bool) -> tuple[Report, list[Change]]:
    """The report without noise, simplified, one line break between paragraphs; and the words that were changed beyond script."""
    start, end = piece.span
    text = AlignedText.of(source[start:end], start)
    cuts = clean.cuts(source[start:end], start, noise)
    text = text.cut(cuts)
    text = text.replace(clean.paragraph_breaks(str(text), blocks=blocks, joined=len(cuts)))
    found = script.detect(source[start:end])
    text, changes = restore_mainland(text, found, mainland)
    return Report(piece.label, piece.title, start, end, text, found, _completeness(piece)), changes


def _host(texts: Iterable[str]) -> str:
    return next((found[1].lower() for value in texts if (found := _HOST.search(value))), "")


def _published(chrome: Iterable[str]) -> str:
    """The date printed in the page's chrome."""
    for text in chrome:
        phrase = match_line(text, "line", "head")
        if phrase and phrase.effect == "published" and (found := _DATE.search(text)):
            year, month, day = found.groups()
            if 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
                return f"{year}-{int(month):02}-{int(day):02}"
    return ""
