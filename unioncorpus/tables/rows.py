"""Records → rows of the tables: offsets become those of the page's source text, and every row gets its id."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from typing import Any

from unioncorpus.model.aligned import AlignedText
from unioncorpus.model.records import Claim, Page, PageResult, ReportResult, Section
from unioncorpus.tables.schema import table

Rows = dict[str, list[Sequence[Any]]]

# Columns that later rooms fill: present, and empty.
_CLAIM_TAIL = (None,) * (len(table("claims").columns) - table("claims").names.index("indicator"))
# Until a report's copies are known: no group, no overlap, and its full weight.
NO_COPIES = ("", "", "", 0, 1)


def identify(letter: str, *parts: str) -> str:
    """An id: a letter and twelve hexadecimal digits of a hash of `parts`.

    Example:
        >>> identify("r", "p0", "一年来") == identify("r", "p0", "一年来") != identify("r", "p0", "一年")
        True
    """
    digest = hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=6)
    return letter + digest.hexdigest()


def rows_of(result: PageResult) -> Rows:
    """The rows of one page, by table, in the order of the columns. The last five cells before `flags` of a report's row are `NO_COPIES`."""
    page = result.page
    rows: Rows = {name: [] for name in ("reports", "texts", "sections", "claims", "checks", "theme_mentions", "removed", "changes")}
    rows["pages"] = [_page_row(page)]
    rows["removed"] = [(page.page_id, r.start, r.end, r.kind, r.rule, page.source[r.start : r.end]) for r in page.removed]
    rows["changes"] = [(page.page_id, c.start, c.end, page.source[c.start : c.end], c.text, c.rule) for c in page.changes]
    seen: Counter[str] = Counter()
    for order, found in enumerate(result.reports, 1):
        source = page.source[found.report.start : found.report.end]
        report_id = identify("r", page.page_id, source, str(seen[source]))
        seen[source] += 1
        _add_report(rows, page, found, report_id, order)
    return rows


def _page_row(page: Page) -> tuple[Any, ...]:
    removed = sum(r.end - r.start for r in page.removed)
    facts = (page.page_id, page.path, page.sha256, page.bytes, page.format, page.encoding, page.script if page.source else "", page.site, page.url)
    return (*facts, page.retrieved, page.title, page.published, len(page.source), len(page.reports), removed, page.status, page.message)


def _add_report(rows: Rows, page: Page, found: ReportResult, report_id: str, order: int) -> None:
    text = found.report.text
    rows["reports"].append(_report_row(page, found, report_id, order))
    rows["texts"].append((report_id, str(text)))
    section_ids = _section_ids(report_id, str(text), found.sections)
    for i, section in enumerate(found.sections):
        rows["sections"].append(_section_row(text, section, section_ids, i, report_id))
    claim_ids = _occurrence_ids("c", report_id, [f"{c.sentence}\0{c.quote}" for c in found.claims])
    homes = homes_of([(c.start, c.end) for c in found.claims], found.sections)
    for claim, claim_id, home in zip(found.claims, claim_ids, homes, strict=True):
        rows["claims"].append(_claim_row(page, text, claim, claim_id, report_id, section_ids[home] if home is not None else ""))
    passages = [f"{c.rule}\0{';'.join(claim_ids[i] for i in c.claims)}" for c in found.checks]
    for check, check_id in zip(found.checks, _occurrence_ids("k", report_id, passages), strict=True):
        start, end = text.to_source(check.start, check.end)
        members = [claim_ids[i] for i in check.claims]
        rows["checks"].append((check_id, report_id, check.rule, members, check.stated, check.computed, check.verdict, check.explanation, start, end))
    homes = homes_of([(m.start, m.end) for m in found.mentions], found.sections)
    for mention, home in zip(found.mentions, homes, strict=True):
        start, end = text.to_source(mention.start, mention.end)
        place = (report_id, section_ids[home] if home is not None else "")
        rows["theme_mentions"].append(
            (*place, mention.theme, mention.campaign, mention.form, page.source[start:end], start, end, mention.stance, mention.negated, mention.rule)
        )


def _report_row(page: Page, found: ReportResult, report_id: str, order: int) -> tuple[Any, ...]:
    report, card = found.report, found.card
    o, p = card.organisation, card.period
    flags = list(dict.fromkeys((*report.flags, *card.flags, *p.flags)))
    return (
        *(report_id, page.page_id, order, report.label, report.title, report.start, report.end, len(report.text), report.script, report.complete),
        *(card.relevant, round(card.relevance, 6), card.genre),
        *(o.type, o.form, o.level, o.name, o.id, o.evidence, o.speaker_role, o.place_evidence, o.province, o.city, o.county, o.region_code),
        *(p.year, p.low, p.high, p.basis, p.evidence, p.themes, p.covers_from, p.covers_to, p.kind),
        *NO_COPIES,
        flags,
    )


def _section_ids(report_id: str, text: str, sections: Sequence[Section]) -> list[str]:
    return _occurrence_ids("s", report_id, [f"{s.level}\0{text[s.start : s.end]}" for s in sections])


def _occurrence_ids(letter: str, report_id: str, passages: Sequence[str]) -> list[str]:
    """Ids from the passages themselves; the same passage again is told apart by how often it stood before."""
    seen: Counter[str] = Counter()
    ids = []
    for passage in passages:
        ids.append(identify(letter, report_id, passage, str(seen[passage])))
        seen[passage] += 1
    return ids


def homes_of(spans: Sequence[tuple[int, int]], sections: Sequence[Section]) -> list[int | None]:
    """For each of sorted spans the position of the innermost section that holds its start; sections are in reading order, nested."""
    homes: list[int | None] = []
    open_sections: list[int] = []
    following = 0
    for start, _ in spans:
        while following < len(sections) and sections[following].start <= start:
            open_sections.append(following)
            following += 1
        while open_sections and sections[open_sections[-1]].end <= start:
            open_sections.pop()
        homes.append(open_sections[-1] if open_sections else None)
    return homes


def _section_row(text: AlignedText, section: Section, ids: Sequence[str], i: int, report_id: str) -> tuple[Any, ...]:
    start, end = text.to_source(section.start, section.end)
    parent = ids[section.parent] if section.parent is not None else ""
    named = (section.marker, section.heading, section.type, section.type_basis, section.themes)
    return (ids[i], report_id, parent, i + 1, section.level, *named, start, end, section.end - section.start)


def _claim_row(page: Page, text: AlignedText, claim: Claim, claim_id: str, report_id: str, section_id: str) -> tuple[Any, ...]:
    start, end = text.to_source(claim.start, claim.end)
    c = claim
    return (
        *(claim_id, report_id, section_id, c.kind, c.value, c.low, c.high, c.bound, c.unit, c.per, c.counted, c.action, c.status),
        *(c.year, c.year_low, c.year_high, c.year_basis, c.theme, c.campaign, c.theme_basis),
        *(page.source[start:end], c.sentence, start, end, c.flags, c.rule),
        *_CLAIM_TAIL,
    )
