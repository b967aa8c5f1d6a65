"""How well the package reads the sample pages: its results beside the hand-written marks, by aspect.

    python tests/sample_scores.py [--differences N]

All places are counted in characters that are not blank, so that neither side's line ends and spaces matter.
"""

from __future__ import annotations

import argparse
import difflib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate, groupby
from typing import TypeVar

import sample_marks as marks

from unioncorpus.loader import read_page
from unioncorpus.model.records import Claim, PageResult, Report, ReportResult
from unioncorpus.pipeline import analyse
from unioncorpus.script import fold

A = TypeVar("A")
B = TypeVar("B")


@dataclass(slots=True)
class Score:
    """Right, too much, missed, and what differs in words."""

    right: int = 0
    extra: int = 0
    missed: int = 0
    differences: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.extra) if self.right + self.extra else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean; where each expected thing gets one answer it is the share of right answers."""
        return 2 * self.right / (2 * self.right + self.extra + self.missed) if self.right + self.extra + self.missed else 1.0

    def judge(self, right: bool, difference: str) -> None:
        """Count one answer to one question."""
        self.right += right
        if not right:
            self.extra += 1
            self.missed += 1
            self.differences.append(difference)

    def add(self, other: Score) -> None:
        """Take in the score of another page."""
        self.right += other.right
        self.extra += other.extra
        self.missed += other.missed
        self.differences += other.differences


Scores = dict[str, Score]
CARD_ASPECTS = (
    *("complete", "script", "genre", "relevant"),
    *("organisation type", "organisation level", "organisation name", "place"),
    *("year exact", "year overlaps", "year left empty"),
)


def analysed(page: marks.MarkedPage) -> PageResult:
    """What the package makes of the page's file."""
    return analyse(read_page(marks.PAGES / page.name))


def measure(pages: Iterable[marks.MarkedPage] | None = None) -> Scores:
    """Every aspect over the whole sample."""
    total: Scores = {}
    for page in marks.read_all() if pages is None else pages:
        for aspect, score in compare(page, analysed(page)).items():
            total.setdefault(aspect, Score()).add(score)
    return total


def compare(page: marks.MarkedPage, result: PageResult) -> Scores:
    """Every aspect of one page. A page decoded wrongly is not compared further."""
    decoded = Score()
    same = squeeze(page.text) == squeeze(result.page.source)
    decoded.judge(same, f"{page.name}: {first_difference(squeeze(page.text), squeeze(result.page.source))}")
    scores = {"decoded": decoded}
    if not same:
        return scores
    want, got = Ranks(page.text), Ranks(result.page.source)
    scores |= _reports(page, result, want, got)
    scores |= _boilerplate(page, result)
    pairs = _pairs_of_reports(page, result, want, got)
    scores |= _cards(page, pairs)
    scores |= _line_ends(page, result, want, got)
    if page.full:
        scores |= _sections(page, result, want, got)
        scores |= _claims(page, result, want, got)
    return scores


def squeeze(text: str) -> str:
    """The text without blanks."""
    return "".join(text.split())


def first_difference(want: str, got: str) -> str:
    """Where two texts part, with what stands there."""
    at = next((i for i, (a, b) in enumerate(zip(want, got, strict=False)) if a != b), min(len(want), len(got)))
    return f"from character {at}: expected {want[max(0, at - 10) : at + 20]!r}, got {got[max(0, at - 10) : at + 20]!r}"


class Ranks:
    """The number of characters that are not blank before each place of a text."""

    def __init__(self, text: str) -> None:
        self.before = [0, *accumulate(not c.isspace() for c in text)]

    def __call__(self, start: int, end: int) -> tuple[int, int]:
        return self.before[start], self.before[end]


def _matched(want: Sequence[A], got: Sequence[B], likeness: Callable[[A, B], float], floor: float) -> list[tuple[A, B]]:
    """Pairs, the most alike first, each used once."""
    scored = sorted(((-likeness(a, b), i, j) for i, a in enumerate(want) for j, b in enumerate(got)), key=lambda x: x)
    used_want: set[int] = set()
    used_got: set[int] = set()
    pairs = []
    for negative, i, j in scored:
        if -negative < floor:
            break
        if i not in used_want and j not in used_got:
            used_want.add(i)
            used_got.add(j)
            pairs.append((want[i], got[j]))
    return sorted(pairs, key=lambda pair: want.index(pair[0]))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / max(1, max(a[1], b[1]) - min(a[0], b[0]))


def _tally(
    score: Score, want: Sequence[A], got: Sequence[B], pairs: Sequence[tuple[A, B]], show_want: Callable[[A], str], show_got: Callable[[B], str]
) -> None:
    """Count the pairs as right, the rest as missed or too much."""
    score.right += len(pairs)
    left = [a for a in want if not any(a is x for x, _ in pairs)]
    right = [b for b in got if not any(b is y for _, y in pairs)]
    score.missed += len(left)
    score.extra += len(right)
    score.differences += [f"missed {show_want(a)}" for a in left] + [f"extra  {show_got(b)}" for b in right]


def _reports(page: marks.MarkedPage, result: PageResult, want: Ranks, got: Ranks) -> Scores:
    """Reports are right when they reach from the same kept character to the same."""
    score, labels = Score(), Score()
    kept, found_kept = _kinds(page.text, page.removed), _kinds(result.page.source, result.page.removed)
    expected = [(_shrunk(want(r.start, r.end), kept), r) for r in page.reports]
    found = [(_shrunk(got(r.start, r.end), found_kept), r) for r in result.page.reports]
    pairs = [(e, f) for e in expected for f in found if e[0] == f[0]]
    text = squeeze(page.text)

    def show(span: tuple[int, int], label: str) -> str:
        return f"{page.name} {label or '-'} {span[0]}..{span[1]} {text[span[0] : span[0] + 16]}…{text[span[1] - 12 : span[1]]}"

    _tally(score, expected, found, pairs, lambda e: show(e[0], e[1].label), lambda f: show(f[0], f[1].label))
    for e, f in pairs:
        labels.judge(e[1].label == f[1].label, f"{page.name}: label {f[1].label!r} for {e[1].label!r}")
    return {"reports": score, "labels": labels}


def _shrunk(span: tuple[int, int], kinds: Sequence[str]) -> tuple[int, int]:
    """The span without boilerplate at its ends."""
    start, end = span
    while start < end and kinds[start]:
        start += 1
    while start < end and kinds[end - 1]:
        end -= 1
    return start, end


def _boilerplate(page: marks.MarkedPage, result: PageResult) -> Scores:
    """Character by character: kept or removed, and what kind of thing was removed."""
    want, got = _kinds(page.text, page.removed), _kinds(result.page.source, result.page.removed)
    kept, removed, kinds = Score(), Score(), Score()
    for a, b in zip(want, got, strict=True):
        kept.right += not a and not b
        removed.right += bool(a and b)
        kinds.right += bool(a and a == b)
        kinds.missed += bool(a and b and a != b)
        removed.missed += bool(a and not b)
        removed.extra += bool(b and not a)
    kept.extra, kept.missed, kinds.extra = removed.missed, removed.extra, kinds.missed
    removed.differences = _stretches(page, want, got)
    both = [bool(a and b) for a, b in zip(want, got, strict=True)]
    kinds.differences = _stretches(page, [a * k for a, k in zip(want, both, strict=True)], [b * k for b, k in zip(got, both, strict=True)])
    return {"kept characters": kept, "removed characters": removed, "removed kind": kinds}


def _kinds(text: str, removed: Iterable[object]) -> list[str]:
    """For every character that is not blank the kind of boilerplate it is, or nothing."""
    kinds = [""] * len(text)
    for r in removed:
        start, end, kind = r.start, r.end, r.kind  # type: ignore[attr-defined]
        kinds[start:end] = [kind] * (end - start)
    return [kind for kind, c in zip(kinds, text, strict=True) if not c.isspace()]


def _stretches(page: marks.MarkedPage, want: Sequence[str], got: Sequence[str]) -> list[str]:
    """The stretches where two readings differ, in words."""
    text = squeeze(page.text)
    lines = []
    for (a, b), run in groupby(range(len(text)), key=lambda i: (want[i], got[i])):
        if bool(a) != bool(b) or (a and a != b):
            places = list(run)
            piece = text[places[0] : places[-1] + 1]
            lines.append(f"{page.name} {places[0]}: {b or 'kept'} for {a or 'kept'}: {piece if len(piece) <= 40 else piece[:24] + '…' + piece[-12:]}")
    return lines


def _around_removed(result: PageResult, before: int, after: int) -> tuple[int, int]:
    """The ends of what is kept on both sides of a line break and of what was cut out beside it."""
    source = result.page.source
    for row in result.page.removed:
        if row.start <= after < row.end:
            after = row.end + len(source[row.end :]) - len(source[row.end :].lstrip())
    for row in reversed(result.page.removed):
        if row.start < before <= row.end:
            before = len(source[: row.start].rstrip())
    return before, after


def _line_ends(page: marks.MarkedPage, result: PageResult, want: Ranks, got: Ranks) -> Scores:
    """Where the clean text goes on in the line although the page does not."""
    score = Score()
    text = squeeze(page.text)
    joins = {want(at, at)[0] for at in page.joins}
    for report in result.page.reports:
        source = result.page.source
        for gap in re.finditer(r"\S(\s*[\r\n]\s*)\S", source[report.start : report.end]):
            before, after = report.start + gap.start(1), report.start + gap.end(1)
            at = got(before, before)[0]
            before, after = _around_removed(result, before, after)
            stop, start = report.text.from_source(report.start, before)[1], report.text.from_source(after, report.end)[0]
            if not 0 < stop <= start < len(report.text):
                continue  # boilerplate up to an end of the report
            joined = "\n" not in str(report.text)[stop:start]
            score.right += joined and at in joins
            if joined != (at in joins):
                score.extra += joined
                score.missed += not joined
                score.differences.append(f"{page.name}: {'joined' if joined else 'parted'}: {text[max(0, at - 14) : at]}|{text[at : at + 14]}")
    return {"line ends": score}


def _pairs_of_reports(page: marks.MarkedPage, result: PageResult, want: Ranks, got: Ranks) -> list[tuple[marks.MarkedReport, ReportResult]]:
    def likeness(a: marks.MarkedReport, b: ReportResult) -> float:
        return _overlap(want(a.start, a.end), got(b.report.start, b.report.end))

    return _matched(page.reports, result.reports, likeness, 0.8)


def _cards(page: marks.MarkedPage, pairs: Sequence[tuple[marks.MarkedReport, ReportResult]]) -> Scores:
    scores = {name: Score() for name in CARD_ASPECTS}
    for want, got in pairs:
        where = f"{page.name} {want.label or '-'}"
        card, period = got.card, got.card.period
        scores["complete"].judge(want.complete == got.report.complete, f"{where}: {got.report.complete} for {want.complete}")
        scores["genre"].judge(card.genre in want.genres, f"{where}: {card.genre} for {want.genres[0]}")
        scores["relevant"].judge(want.relevant == card.relevant, f"{where}: {card.relevant} for {want.relevant}")
        organisation = card.organisation
        scores["organisation type"].judge(organisation.type in want.org_types, f"{where}: {organisation.type} for {want.org_types[0]}")
        scores["organisation level"].judge(organisation.level in want.levels, f"{where}: {organisation.level} for {want.levels[0]}")
        if want.names:
            scores["organisation name"].judge(organisation.name in want.names, f"{where}: {organisation.name!r} for {want.names[0]!r}")
            found = (organisation.province, organisation.city, organisation.county)
            if want.place:
                scores["place"].judge(found == want.place, f"{where}: {found} for {want.place}")
        scores["script"].judge(got.report.script == page.header["script"], f"{where}: {got.report.script} for {page.header['script']}")
        said = f"{where}: {period.year} [{period.low}, {period.high}] for {want.year_low}..{want.year_high} ({period.evidence})"
        if want.year_low is None:
            scores["year left empty"].judge(period.year is None, said)
            continue
        if want.year_low == want.year_high:
            scores["year exact"].judge(period.year == want.year_low, said)
        low, high = want.year_low, want.year_high or 9999
        scores["year overlaps"].judge(period.low is not None and period.high is not None and period.low <= high and period.high >= low, said)
    return scores


@dataclass(frozen=True, slots=True)
class _Place:
    """Something of a page at its place, with how to show it."""

    span: tuple[int, int]
    what: object
    show: str


def _sections(page: marks.MarkedPage, result: PageResult, want: Ranks, got: Ranks) -> Scores:
    """Sections are found when they start within three characters of the mark."""
    text = squeeze(page.text)

    def place(at: int, section: object) -> _Place:
        level, type_, marker = section.level, section.type, section.marker  # type: ignore[attr-defined]
        return _Place((at, at), section, f"{page.name} {level} {type_} {marker or '-'} {text[at : at + 20]}")

    expected = [place(want(s.start, s.start)[0], s) for s in page.sections]
    found = [place(got(*_source(r.report, s.start, s.end))[0], s) for r in result.reports for s in r.sections]
    pairs = _matched(expected, found, lambda a, b: 1 / (1 + abs(a.span[0] - b.span[0])), 0.25)
    scores = {"sections": Score(), "section level": Score(), "section type": Score(), "section marker": Score()}
    _tally(scores["sections"], expected, found, pairs, lambda p: p.show, lambda p: p.show)
    for a, b in pairs:
        for name in ("level", "type", "marker"):
            mine, theirs = getattr(a.what, name), getattr(b.what, name)
            same = fold(mine) == fold(theirs) if name == "marker" else mine == theirs
            scores[f"section {name}"].judge(same, f"{a.show}: {name} {theirs!r}")
    return scores


def _source(report: Report, start: int, end: int) -> tuple[int, int]:
    return report.text.to_source(start, end)


def _claims(page: marks.MarkedPage, result: PageResult, want: Ranks, got: Ranks) -> Scores:
    """Claims are found when their quotes share at least two fifths of their characters."""
    text = squeeze(page.text)

    def place(span: tuple[int, int], claim: object) -> _Place:
        around = f"{text[max(0, span[0] - 12) : span[0]]}[[{text[span[0] : span[1]]}]]{text[span[1] : span[1] + 6]}"
        return _Place(span, claim, f"{page.name} {around} {_said(claim)}")

    expected = [place(want(c.start, c.end), c) for c in page.claims]
    found = [place(got(*_source(r.report, c.start, c.end)), c) for r in result.reports for c in r.claims]
    pairs = _matched(expected, found, lambda a, b: _overlap(a.span, b.span), 0.4)
    names = ("claims", "claim value, kind, unit", "claim bounds", "claim per", "claim status", "claim counted", "claim flags", "claim quote")
    scores = {name: Score() for name in names}
    _tally(scores["claims"], expected, found, pairs, lambda p: p.show, lambda p: p.show)
    full = scores["claim value, kind, unit"]
    full.missed, full.extra = scores["claims"].missed, scores["claims"].extra
    for a, b in pairs:
        _judge_claim(scores, a, b)
    return scores


def _said(claim: object) -> str:
    """kind low..high unit status : counted."""
    names = ("kind", "value", "low", "high", "unit", "per", "status", "counted", "flags")
    kind, value, low, high, unit, per, status, counted, flags = (getattr(claim, name) for name in names)
    per = per if isinstance(per, str) else ",".join(per)
    return f"{kind} {value} ({low}..{high}) {unit}{'/' + per if per else ''} {status} : {counted} {' '.join(flags)}".rstrip()


def _judge_claim(scores: Scores, a: _Place, b: _Place) -> None:
    """One expected claim beside the one found at its place."""
    want, got = a.what, b.what
    assert isinstance(want, marks.MarkedClaim)
    assert isinstance(got, Claim)
    said = f"{a.show} | got {_said(got)}"
    scores["claim value, kind, unit"].judge((want.kind, want.unit) == (got.kind, got.unit) and _near(want.value, got.value), said)
    scores["claim bounds"].judge(_near(want.low, got.low) and _near(want.high, got.high), said)
    scores["claim status"].judge(want.status == got.status, said)
    scores["claim quote"].judge(a.span == b.span, said)
    if want.per:
        scores["claim per"].judge(got.per in want.per, said)
    if want.counted:
        scores["claim counted"].judge(alike(want.counted, got.counted), said)
    told = {"lost_decimal", "repaired", "ocr"}
    scores["claim flags"].judge(set(want.flags) & told == set(got.flags) & told, said)


def _near(a: Decimal | None, b: Decimal | None) -> bool:
    if a is None or b is None:
        return a is b
    return abs(a - b) <= abs(a) * Decimal("0.0002")


def alike(a: str, b: str) -> bool:
    """Two names for what is counted: one holds the other, or they share at least half of their characters in order."""
    if not a or not b:
        return False
    shared = sum(m.size for m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
    return a in b or b in a or 2 * shared / (len(a) + len(b)) >= 0.5


def main() -> None:
    """Print the scores of the sample."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--differences", type=int, default=0, metavar="N", help="show up to N differences of each aspect")
    parser.add_argument("--page", default="", help="only pages whose name holds this")
    parser.add_argument("--aspect", default="", help="only aspects whose name holds this")
    options = parser.parse_args()
    for aspect, score in measure(p for p in marks.read_all() if options.page in p.name).items():
        if options.aspect in aspect:
            rates = f"F1 {score.f1:.3f}  precision {score.precision:.3f}  recall {score.recall:.3f}"
            print(f"{aspect:26} {rates}  {score.right} right, {score.extra} extra, {score.missed} missed")
            for line in score.differences[: options.differences]:
                print("   ", line)


if __name__ == "__main__":
    main()
