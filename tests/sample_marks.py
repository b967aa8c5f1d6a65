"""The reader of the hand-written expectations in tests/sample/*.marked.txt.

A marked file is the decoded text of one page of data/raw with marks put in by hand. Header lines `name: value` come first, up to a line `---`; then the text.

    <<report LABEL GENRE ORG_TYPE LEVEL YEAR RELEVANT>>  ...  <</report>>
        LABEL `-` is none. GENRE, ORG_TYPE and LEVEL may list what is also right: `township/local_federation`. YEAR is `2012`, `2010..2014`,
        `2012..` or `?` (unknown). RELEVANT is yes or no. Then, optional: full, truncated or excerpt; `name:A/B`, whose
        report it is, in any of these forms (`-` is nobody named); `place:PROVINCE,CITY,COUNTY` or `place:-`; `copy:KIND:PAGE#ORDER`, the report it was
        copied from.
    <<1 work 一、>>     a section starts here: level, type, marker (none for an unheaded block)
    <<~>>              at the end of a line: the sentence goes on in the next one, so the clean text has no line end here
    {{site:text}}      boilerplate; the kinds are those of removed.csv
    [[40余名|people 40.. 人 : 困难职工]]
        a claim: kind, interval, unit, then, optional: status (reported if not said), flags, and after ` : ` what is counted.
        Intervals: 40 exact, 40.. over, ..40 under, ~40 about, 1..2 range. A unit `元/人` is an amount per
        head, `元/人,年` one per head and year (either is right), and `-` is none.

A line that holds only <<marks>> goes with its line end. Everything outside the reports is boilerplate or blank. Anything unclosed, misplaced or unknown raises.
"""

from __future__ import annotations

import re
import typing
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from unioncorpus.model import records

FOLDER = Path(__file__).parent / "sample"
PAGES = Path(__file__).parent.parent / "data" / "raw"
HEADER = {"page", "encoding", "newline", "script", "detail", "shows"}
COPY_KINDS = {"repost", "truncated", "swapped_figures", "borrowed_template", "same_org_other_period"}
_MARK = re.compile(r"\[\[|\]\]|\{\{|\}\}|<<|>>|\|")
_MARK_LINE = re.compile(r"^((?:<<[^<>\n]*>>)+)\r?\n", re.MULTILINE)


class MarkError(ValueError):
    """A marked file that does not keep the rules above; says the file, the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class MarkedReport:
    """A report as a reader sees it."""

    start: int
    end: int
    label: str
    genres: tuple[str, ...]  # the first is the best
    org_types: tuple[str, ...]  # likewise
    levels: tuple[str, ...]  # likewise
    year_low: int | None
    year_high: int | None
    relevant: bool
    complete: str = "full"
    copy_kind: str = ""
    copy_of: str = ""  # "01_page.txt#2"
    names: tuple[str, ...] = ()  # any of them; "" is none; nothing expected when there are no names
    place: tuple[str, ...] = ()  # province, city, county


@dataclass(frozen=True, slots=True)
class MarkedSection:
    """A section by its start; it ends where the next one of its level or above starts."""

    start: int
    level: int
    type: str
    marker: str


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """A numeric claim."""

    start: int
    end: int
    quote: str
    kind: str
    value: Decimal
    low: Decimal | None
    high: Decimal | None
    unit: str
    per: tuple[str, ...] = ()  # any of them
    status: str = "reported"
    flags: tuple[str, ...] = ()
    counted: str = ""


@dataclass(frozen=True, slots=True)
class MarkedRemoved:
    """A stretch that is not report text."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class MarkedPage:
    """A page with all that is expected of it. Offsets index `text`, the decoded source text."""

    header: dict[str, str]
    text: str
    reports: tuple[MarkedReport, ...]
    sections: tuple[MarkedSection, ...]
    claims: tuple[MarkedClaim, ...]
    removed: tuple[MarkedRemoved, ...]
    joins: tuple[int, ...]  # where a line ends inside a sentence

    @property
    def name(self) -> str:
        return self.header["page"]

    @property
    def full(self) -> bool:
        """Whether sections and claims are marked, all of them."""
        return self.header["detail"] == "full"


def read_file(path: Path) -> MarkedPage:
    """The marked page in a file."""
    try:
        return read_marked(path.read_bytes().decode("utf-8"))
    except MarkError as error:
        raise MarkError(f"{path.name}: {error}") from None


def read_all() -> list[MarkedPage]:
    """Every marked page, in the order of their names."""
    return [read_file(path) for path in sorted(FOLDER.glob("*.marked.txt"))]


def read_marked(marked: str) -> MarkedPage:
    """Take the marks out of a text and say where they stood.

    Raises:
        MarkError: for anything unclosed, misplaced or unknown.

    Example:
        >>> page = read_marked("page: a.txt\\nencoding: utf-8\\nnewline: lf\\nscript: hans\\ndetail: full\\nshows: one claim\\n---\\n"
        ...     "{{title:总结}}\\n<<report - summary township township 2012 yes>><<1 work>>\\n慰问[[40余名|people 40.. 人]]。\\n<</report>>\\n")
        >>> page.text, page.claims[0].quote, page.reports[0].start
        ('总结\\n慰问40余名。\\n', '40余名', 3)
    """
    head, found, body = marked.partition("\n---\n")
    if not found:
        raise MarkError("no line --- after the header")
    header = _read_header(head)
    lines_before = head.count("\n") + 2
    if header["newline"] == "crlf":
        body = body.replace("\n", "\r\n")
    reader = _Reader(_MARK_LINE.sub(_without_line_end, body), lines_before)
    reader.run()
    return reader.page(header)


def _without_line_end(match: re.Match[str]) -> str:
    return match[1]


def _read_header(head: str) -> dict[str, str]:
    header: dict[str, str] = {}
    for line in head.split("\n"):
        name, colon, value = line.partition(": ")
        if not colon or name not in HEADER or name in header:
            raise MarkError(f"header line {line!r}: the names are {', '.join(sorted(HEADER))}, each once")
        header[name] = value
    if missing := HEADER - set(header):
        raise MarkError(f"the header lacks {', '.join(sorted(missing))}")
    for name, choices in (("newline", ("lf", "crlf")), ("detail", ("full", "reports")), ("script", typing.get_args(records.Script))):
        _choose(header[name], choices, name)
    return header


def _choose(value: str, choices: typing.Iterable[str], what: str) -> str:
    if value not in choices:
        raise MarkError(f"{what} is {value!r}, must be one of {', '.join(sorted(choices))}")
    return value


class _Reader:
    """One pass over a marked text, left to right."""

    def __init__(self, marked: str, lines_before: int) -> None:
        self.marked = marked
        self.lines_before = lines_before
        self.at = 0  # in the marked text
        self.parts: list[str] = []
        self.length = 0  # of the text so far
        self.report: tuple[int, list[str]] | None = None  # start and words of the open report
        self.open: list[tuple[str, int, str]] = []  # open {{ and [[: sign, start in the text, kind
        self.reports: list[MarkedReport] = []
        self.sections: list[MarkedSection] = []
        self.claims: list[MarkedClaim] = []
        self.removed: list[MarkedRemoved] = []
        self.joins: list[int] = []

    def run(self) -> None:
        try:
            while match := _MARK.search(self.marked, self.at):
                self._take(match.start())
                self._mark(match[0])
            self._take(len(self.marked))
            if self.report or self.open:
                raise MarkError(f"the text ends inside {'a report' if self.report else self.open[-1][0]}")
        except MarkError as error:
            line = self.lines_before + self.marked[: self.at].count("\n")
            raise MarkError(f"near line {line} (marks on lines of their own not counted): {error}") from None

    def page(self, header: dict[str, str]) -> MarkedPage:
        text = "".join(self.parts)
        _check_cover(text, self.reports, self.removed)
        if any(text[at : at + 1] not in ("\r", "\n") for at in self.joins):
            raise MarkError("<<~>> stands at the end of a line")
        reports = tuple(_trim(r, text) for r in self.reports)
        return MarkedPage(header, text, reports, tuple(self.sections), tuple(self.claims), tuple(self.removed), tuple(self.joins))

    def _take(self, end: int) -> None:
        """Plain text up to `end`."""
        part = self.marked[self.at : end]
        self.parts.append(part)
        self.length += len(part)
        self.at = end

    def _mark(self, sign: str) -> None:
        if sign == "|" and self.open and self.open[-1][0] == "[[":
            self._close_claim()
            return
        if sign == "|":  # part of the text, as in a row of links
            self._take(self.at + 1)
            return
        self.at += 2
        match sign:
            case "<<":
                self._tag(self._until(">>"))
            case "{{":
                if any(s == "{{" for s, _, _ in self.open):
                    raise MarkError("{{ inside {{")
                kind = _choose(self._until(":"), typing.get_args(records.RemovedKind), "kind of boilerplate")
                self.open.append((sign, self.length, kind))
            case "[[":
                if self.open or not self.report:
                    raise MarkError("[[ outside a report, or inside another mark")
                self.open.append((sign, self.length, ""))
            case "}}" if self.open and self.open[-1][0] == "{{":
                _, start, kind = self.open.pop()
                if start == self.length:
                    raise MarkError("empty {{}}")
                self.removed.append(MarkedRemoved(start, self.length, kind))
            case _:
                raise MarkError(f"{sign} closes nothing")

    def _until(self, sign: str) -> str:
        end = self.marked.find(sign, self.at)
        words = self.marked[self.at : end]
        if end < 0 or "\n" in words:
            raise MarkError(f"no {sign} on the line")
        self.at = end + len(sign)
        return words

    def _close_claim(self) -> None:
        self.at += 1
        words = self._until("]]")
        _, start, _ = self.open.pop()
        quote = "".join(self.parts)[start:]
        if not quote:
            raise MarkError("empty [[]]")
        self.claims.append(_claim(start, self.length, quote, words))

    def _tag(self, words: str) -> None:
        if self.open:
            raise MarkError(f"<<{words}>> inside {self.open[-1][0]}")
        if words == "/report":
            if not self.report:
                raise MarkError("<</report>> closes nothing")
            start, about = self.report
            self.reports.append(_report(start, self.length, about))
            self.report = None
        elif words.startswith("report "):
            if self.report:
                raise MarkError("a report inside a report")
            self.report = (self.length, words.split()[1:])
        else:
            if not self.report:
                raise MarkError(f"<<{words}>> outside a report")
            if words == "~":
                self.joins.append(self.length)
                return
            self.sections.append(_section(self.length, words.split()))


def _report(start: int, end: int, words: list[str]) -> MarkedReport:
    if len(words) < 6:
        raise MarkError(f"<<report {' '.join(words)}>>: label, genre, organisation type, level, year, relevant")
    label, genre, types, level, year, relevant, *more = words
    low, high = _years(year)
    complete, copy_kind, copy_of = "full", "", ""
    names: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    for word in more:
        if word.startswith("name:"):
            names = tuple(name.removeprefix("-") for name in word.removeprefix("name:").split("/"))
        elif word.startswith("place:"):
            place = ("", "", "") if word == "place:-" else tuple(word.removeprefix("place:").split(","))
        elif word.startswith("copy:") and word.count(":") == 2 and "#" in word:
            _, copy_kind, copy_of = word.split(":")
            _choose(copy_kind, COPY_KINDS, "kind of copy")
        else:
            complete = _choose(word, typing.get_args(records.Complete), "completeness")
    return MarkedReport(
        start,
        end,
        "" if label == "-" else label,
        tuple(_choose(g, typing.get_args(records.Genre), "genre") for g in genre.split("/")),
        tuple(_choose(t, typing.get_args(records.OrgType), "organisation type") for t in types.split("/")),
        tuple(_choose(v, typing.get_args(records.OrgLevel), "level") for v in level.split("/")),
        low,
        high,
        _choose(relevant, ("yes", "no"), "relevant") == "yes",
        complete,
        copy_kind,
        copy_of,
        names,
        place,
    )


def _years(word: str) -> tuple[int | None, int | None]:
    if word == "?":
        return None, None
    match = re.fullmatch(r"(\d{4})(?:(\.\.)(\d{4})?)?", word)
    if not match:
        raise MarkError(f"year is {word!r}, must be 2012, 2010..2014, 2012.. or ?")
    high = int(match[3]) if match[3] else None if match[2] else int(match[1])
    return int(match[1]), high


def _section(start: int, words: list[str]) -> MarkedSection:
    if len(words) not in (2, 3) or words[0] not in "1234567":
        raise MarkError(f"<<{' '.join(words)}>>: a section is level, type and, if it has one, its marker")
    return MarkedSection(start, int(words[0]), _choose(words[1], typing.get_args(records.SectionType), "type of section"), words[2] if len(words) == 3 else "")


def _claim(start: int, end: int, quote: str, words: str) -> MarkedClaim:
    about, _, counted = words.partition(" : ")
    parts = about.split()
    if len(parts) < 3:
        raise MarkError(f"[[{quote}|{words}]]: a claim has kind, interval and unit")
    kind, interval, unit, *more = parts
    value, low, high = _interval(interval)
    unit, _, per = unit.removeprefix("-").partition("/")
    status = "reported"
    if more and more[0] in typing.get_args(records.Status):
        status = more.pop(0)
    for flag in more:
        _choose(flag, ("lost_decimal", "repaired", "ocr", "inconsistent", "implausible", "verbal", "variant_value"), "flag")
    kind = _choose(kind, typing.get_args(records.Kind), "kind of claim")
    pers = tuple(per.split(",")) if per else ()
    return MarkedClaim(start, end, quote, kind, value, low, high, unit, pers, status, tuple(more), counted)


def _interval(word: str) -> tuple[Decimal, Decimal | None, Decimal | None]:
    """Value, low and high.

    Example:
        >>> [tuple(map(str, _interval(w))) for w in ("40", "40..", "..40", "~40", "1..2")]
        [('40', '40', '40'), ('40', '40', 'None'), ('40', 'None', '40'), ('40', 'None', 'None'), ('1', '1', '2')]
    """
    try:
        if word.startswith("~"):
            return Decimal(word[1:]), None, None
        low, dots, high = word.partition("..")
        if not dots:
            return Decimal(word), Decimal(word), Decimal(word)
        return Decimal(low or high), Decimal(low) if low else None, Decimal(high) if high else None
    except InvalidOperation:
        raise MarkError(f"interval is {word!r}, must be 40, 40.., ..40, ~40 or 1..2") from None


def _check_cover(text: str, reports: list[MarkedReport], removed: list[MarkedRemoved]) -> None:
    """Every character that is not blank lies in a report or in boilerplate."""
    at = 0
    for start, end in sorted([(r.start, r.end) for r in reports] + [(r.start, r.end) for r in removed]):
        if left := text[at : max(at, start)].strip():
            raise MarkError(f"neither report nor boilerplate: {left[:40]!r}")
        at = max(at, end)
    if left := text[at:].strip():
        raise MarkError(f"neither report nor boilerplate: {left[:40]!r}")


def _trim(report: MarkedReport, text: str) -> MarkedReport:
    """The report without blanks at its ends."""
    inside = text[report.start : report.end]
    start = report.start + len(inside) - len(inside.lstrip())
    values = {name: getattr(report, name) for name in report.__slots__}
    return MarkedReport(**(values | {"start": start, "end": start + len(inside.strip())}))
