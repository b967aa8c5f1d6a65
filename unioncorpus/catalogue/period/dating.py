"""From the years and the dated citations of a text to the year the report is about.

The newest citation bounds the year from below, since nothing can be cited before it happened. From above it is bound only by words that have their year in them
(收官之年, 建党90周年, 喜迎十九大) and by news: a report that studies a congress as the newest was written before the next one met. Every citation is a set of
possible years; the sets are intersected from the newest citation to the oldest, and one that would leave nothing is passed over, as an older citation that is
merely repeated.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from unioncorpus.catalogue.genre import find_genre
from unioncorpus.catalogue.period.anchors import find_anchors
from unioncorpus.catalogue.period.cited import Finding
from unioncorpus.catalogue.period.covers import Cover, find_cover, span
from unioncorpus.catalogue.period.explicit import Mention, document_years, find_years
from unioncorpus.catalogue.period.own import is_term, manner, own_years
from unioncorpus.catalogue.period.possible import (
    FIRST,
    LAST,
    Years,
    ahead_from,
    bits,
    high_of,
    intersect,
    is_wished,
    low_of,
    points_disagree,
    published_by,
    without_far_side,
    without_stray,
    years_of,
)
from unioncorpus.model.records import Genre, Period
from unioncorpus.resources import one_of
from unioncorpus.script import fold

_SURE = 2.5  # weight of year mentions from which the text itself names its year
_WIDE = 6  # an interval of more years than this has no best year
_STUDIED = ("congress", "plenum", "session", "campaign", "year")
_SHORT = 400  # characters of an opening, in which whole-report signs of the genre are not yet to be seen
_DONE = re.compile(rf"{one_of('words of what was done')}|开展.{{0,12}}活动[,。]")
_TO_DO = re.compile(one_of("words of what is to be done"))


def date_report(text: str, genre: str | None = None, *, title: str = "", published: str = "", page_title: str = "") -> Period:
    """The year that a report is about, as an interval with the words that decide it, and the time it covers.

    A plan is about the year planned, a summary about the year summed up.

    Args:
        text: clean simplified text of one report.
        genre: its genre (CODES: summary, plan, key_points, speech, work_report, personal_report, other); guessed from the text when None.
        title: the report's own title. Weak evidence: it chooses inside the interval and is flagged (`title_conflict`) when it lies outside, and never a bound.
        published: ISO date on which the page was put online; a bound from above where the text does not contradict it.
        page_title: the title of the page; compared and flagged like `title`.

    Returns:
        Period: `basis` is explicit where the text names its year, inferred where only citations date it, none where nothing does. `evidence` is a
            stretch of `text`. `year` is empty where the interval is open or wide.

    Example:
        >>> period = date_report("20xx年,我会认真学习贯彻党的十六届六中全会精神", "summary")
        >>> period.year, period.low, period.high, period.basis, period.evidence
        (2006, 2006, 2007, 'inferred', '十六届六中全会')
    """
    folded = fold(text)
    kind: Genre = _genre_of(folded) if genre is None else genre  # type: ignore[assignment]
    mentions = find_years(folded)
    cover = find_cover(folded, kind, mentions)
    ahead = ahead_from(folded)
    citations = [years_of(finding, kind, cover, finding.start >= ahead or is_wished(folded, finding)) for finding in find_anchors(folded)]
    kept = citations if cover.kind == "term" or manner(kind) == "speech" else without_stray(citations)  # a whole term is looked back on
    named = _named(mentions, kind, cover)
    period = _explicit(folded, mentions, _possible(named, published, kind), kept, cover)
    if period is None:
        period = _inferred(folded, mentions, named, kept, kind, published, title)
        if len(kept) < len(citations) and "year_conflict" not in period.flags:
            period = replace(period, flags=(*period.flags, "year_conflict"))
    at = folded.find(period.evidence)
    period = replace(period, evidence=text[at : at + len(period.evidence)])  # as the text writes it
    return _finish(period, cover, _term_of(mentions, period), title, page_title)


def _genre_of(text: str) -> Genre:
    """The genre as the whole text shows it; in a short opening, what is demanded and not said as done is a plan."""
    genre = find_genre(text)
    if genre in ("summary", "other") and len(text) < _SHORT and _TO_DO.search(text) and not _DONE.search(text):
        return "plan"
    return genre


class _Named(NamedTuple):
    """A year that the text names as its own."""

    year: int
    last: int  # second year of a school year
    weight: float


def _named(mentions: list[Mention], genre: Genre, cover: Cover) -> list[_Named]:
    """The years the text names, best supported first."""
    scores = own_years(mentions, genre)
    late = manner(genre) == "speech"
    ranked = sorted(scores, key=lambda year: (-scores[year], -year if late else 0))  # else the one named first
    schooled = {m.year: m.last for m in mentions if m.unit.startswith("学") and m.last == m.year + 1}
    named = []
    for year in ranked:
        if year in schooled and cover.number == 2:
            named.append(_Named(schooled[year], schooled[year], scores[year]))
        else:
            named.append(_Named(year, schooled.get(year, year) if cover.number != 1 else year, scores[year]))
    return named


def _possible(named: list[_Named], published: str, genre: Genre) -> list[_Named]:
    """Without the years after the page was put online."""
    years = published_by(bits(FIRST, LAST), published, genre)
    return [name for name in named if bits(name.year, name.year) & years]


def _explicit(text: str, mentions: list[Mention], named: list[_Named], citations: list[Years], cover: Cover) -> Period | None:
    """The period when the text names its year and does not contradict it; None when it has to be inferred."""
    sure = [name for name in named if name.weight >= _SURE]
    if not sure:
        return None
    possible = [name for name in sure if _ahead(name, citations) < 2]
    if not possible:
        return None
    best = possible[0]
    against = 0 if cover.kind == "term" else _against(best, citations)
    if against >= 2:
        return None
    flags = ("year_conflict",) if against or best is not sure[0] or _ahead(best, citations) else ()
    return Period(best.year, best.year, best.last, "explicit", _evidence(text, mentions, best.year), flags=flags)


def _ahead(name: _Named, citations: list[Years]) -> int:
    """How much shows that the named year is too early: what happened two years after it or later, doubly for what no one could have foreseen."""
    later = {c.finding.where: 1 if c.finding.strength == "weak" or c.finding.role == "programme" else 2 for c in citations if c.low > name.last + 1}
    return sum(later.values())


def _against(name: _Named, citations: list[Years]) -> int:
    """How many strong citations show that the named year was written over the text: together they are news of a time three years or more before it."""
    strong = [c for c in citations if c.finding.strength != "weak"]
    if not strong:
        return 0
    high = high_of(intersect(strong)[0])
    if high is None or name.year < high + 3:
        return 0
    old = [c for c in strong if not c.inside & bits(name.year, name.last)]
    if not any(c.finding.role in _STUDIED for c in old):  # news can be looked back on; what is studied is of its day
        return 0
    return sum({c.finding.where: 2 if c.finding.role in ("congress", "plenum") and name.year >= high + 5 else 1 for c in old}.values())


def _evidence(text: str, mentions: list[Mention], year: int) -> str:
    """The mention that names `year` most plainly, with the words of its clause that follow."""
    order = ("summed", "planned", "this", "last", "next", "meeting", "present", "acting", "plain", "done", "event", "signed", "followed", "compared", "lasted")
    near = [m for m in mentions if m.role in order and min(abs(m.year - year), abs(m.last - year)) <= 1]
    near.sort(key=lambda m: (year not in (m.year, m.last), order.index(m.role), m.start))
    if not near:
        return ""
    end = near[0].end
    clause = re.split(r"[,。;:!?\n、]", text[end : end + 24], maxsplit=1)[0]
    return text[near[0].start : end + len(clause)]


def _inferred(
    text: str, mentions: list[Mention], named: list[_Named], citations: list[Years], genre: Genre, published: str, title: str
) -> Period:
    """The period that the citations allow."""
    sure = any(name.weight >= _SURE for name in named)
    documents = document_years(text)
    extra = [] if sure else _lone_mentions([*mentions, *documents], citations)
    if not citations and not documents and not any(c.finding.role == "mention" for c in extra):
        return Period()
    years, used = intersect([*citations, *extra])
    if all(len(c.finding.windows) > 3 for c in used):  # xx届三中全会 alone may be any of five
        return Period()
    years = published_by(without_far_side(years, citations), published, genre)
    low, high = low_of(years), high_of(years)
    decisive = max(used, key=lambda c: (c.finding.strength == "point", c.finding.role == "year", c.since, -c.finding.start))
    flags = ("year_conflict",) if sure or points_disagree(citations, years) else ()
    finding = decisive.finding
    themes = tuple(sorted({theme for c in used for theme in c.finding.themes}))
    year = _best_year(years, citations, max(used, key=lambda c: (c.low, c.since)), genre, title)
    return Period(year, low, high, "inferred", _quote(text, finding), flags=flags, themes=themes)


def _quote(text: str, finding: Finding) -> str:
    """The words of a citation, with the closing mark of a quotation that opens in them."""
    end = finding.end
    if text[end : end + 1] in tuple("”’》\"'") and re.search(r"[“‘《\"']", text[finding.start : end]):
        end += 1
    return text[finding.start : end]


def _lone_mentions(mentions: list[Mention], citations: list[Years]) -> list[Years]:
    """Years named too seldom to be the report's own: it is of such a year or the next; a date in the past bounds only from below."""
    found = []
    high = high_of(intersect(citations)[0])
    for m in mentions:
        if m.role == "target" or not 1999 <= m.year <= (high or LAST) + 1 or (is_term(m) and not m.quoted):
            continue
        role = "past" if m.role == "past" else "mention"
        finding = Finding(m.start, m.end, (), "strong" if role == "mention" else "weak", role, (), "", True)
        # a programme of several years is named while it runs; what is said of this year is of no other
        last = LAST if role == "past" else m.last + (not is_term(m) and m.role != "this")
        found.append(Years(finding, bits(m.year, last), bits(m.year, LAST), m.year, f"{m.year}-01-01"))
    return found


def _best_year(years: int, citations: list[Years], decisive: Years, genre: Genre, title: str) -> int | None:
    """The likeliest year: what the title says when it is possible; news is cited soon after it happened."""
    low, high = low_of(years), high_of(years)
    if high is None or high - low >= _WIDE:
        return None
    hinted = [m.year for m in find_years(fold(title)) if years >> (m.year - FIRST) & 1] if title else []
    if hinted:
        return hinted[0]
    peaks = [(c.finding.role == "year", c.since, peak) for c in citations for peak in c.finding.peaks if years >> (peak - FIRST) & 1]
    if peaks:
        return max(peaks)[2]  # what is said of a year of a plan, else that of the newest
    autumn = decisive.since[5:] >= "09-15" and not decisive.finding.fixed
    later = low + (1 if high - low >= 3 or (autumn and manner(genre) == "speech") else 0)
    return later if later <= high and years >> (later - FIRST) & 1 else low


def _term_of(mentions: list[Mention], period: Period) -> Mention | None:
    """The span of years that the text sums up or plans as a whole, when the period's year was read from it."""
    if period.basis != "explicit":
        return None
    return next((m for m in mentions if is_term(m) and m.role in ("summed", "planned") and not m.quoted and period.year in (m.year, m.last)), None)


def _finish(period: Period, cover: Cover, term: Mention | None, title: str, page_title: str) -> Period:
    """With the time covered, and flagged where a title says another year."""
    flags = period.flags
    if period.low is not None and any(_disagrees(name, period) for name in (title, page_title) if name):
        flags = (*flags, "title_conflict")
    kind = cover.kind if cover.spoken or period.year is not None else ""
    start = end = ""
    if term is not None:
        start, end, kind = f"{term.year}-01-01", f"{term.last}-12-31", "term"
    elif period.year is not None and period.high is not None and (period.low == period.high or period.basis == "explicit"):
        last = period.year + 1 if cover.kind == "school_year" and cover.number != 2 else period.high
        start, end = span(cover, period.year, last)
    return replace(period, covers_from=start, covers_to=end, kind=kind, flags=flags)


def _disagrees(title: str, period: Period) -> bool:
    """Whether the years a title names all lie outside the interval."""
    named = [m for m in find_years(fold(title)) if m.role not in ("past", "target")]
    low, high = period.low or FIRST, period.high or LAST
    return bool(named) and not any(low <= year <= high for m in named for year in range(m.year, m.last + 1))
