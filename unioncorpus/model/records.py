"""The frozen records that the stages hand on. What a column of the tables means is said in `tables/schema.py`; what a code means in `resources/codes.csv`."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from unioncorpus.model.aligned import AlignedText

Script = Literal["hans", "hant", "mixed", "other"]
PageStatus = Literal["ok", "empty", "unreadable", "unsupported", "too_large"]
RemovedKind = Literal["site", "intro", "title", "page", "injected", "noise"]
Complete = Literal["full", "truncated", "excerpt"]
Genre = Literal["summary", "plan", "key_points", "speech", "work_report", "personal_report", "other"]
OrgType = Literal[
    "local_federation", "township", "education", "health", "enterprise", "government", "industry", "party_government", "village", "other", "unknown"
]
OrgLevel = Literal["national", "province", "city", "county", "township", "unit", "unknown"]
SpeakerRole = Literal["union", "party", "government", "employer", "unknown"]
YearBasis = Literal["explicit", "inferred", "none"]
PeriodKind = Literal["", "month", "quarter", "half", "year", "school_year", "term", "event"]
SectionType = Literal["opening", "guidance", "objectives", "work", "problems", "plan", "schedule", "experience", "closing", "other"]
TypeBasis = Literal["heading", "content", "position", "inherited"]
Kind = Literal["people", "money", "count", "rate", "measure"]
NumberKind = Literal["number", "ordinal", "money", "rate", "measure", "count", "people"]
Bound = Literal["exact", "over", "under", "about", "range"]
Status = Literal["reported", "planned", "required"]
ClaimYearBasis = Literal["", "sentence", "relative", "report"]
ThemeBasis = Literal["", "clause", "sentence", "section"]
Stance = Literal["done", "planned", "called_for", "problem", "quoted", "topic"]
CheckRule = Literal["sum", "share", "product", "difference", "repeat"]
Verdict = Literal["consistent", "inconsistent"]


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of the page that is not report text."""

    start: int  # in the page's source text
    end: int
    kind: RemovedKind
    rule: str  # name of the rule or resource row that took it out


@dataclass(frozen=True, slots=True)
class Change:
    """A word that normalisation changed beyond script, or a repaired character."""

    start: int  # in the page's source text
    end: int
    text: str  # what now stands there
    rule: str


@dataclass(frozen=True, slots=True)
class Report:
    """One report of a page: one 篇N of a compilation, one of several glued together, or the only one."""

    label: str  # "篇3", "篇九/2", or empty
    title: str  # simplified, without the label
    start: int  # in the page's source text
    end: int
    text: AlignedText  # clean, simplified; paragraphs parted by one "\n"; aligned to the page's source text
    script: Script  # of the source
    complete: Complete = "full"
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One input file, decoded, cleaned and split."""

    path: str  # POSIX, relative to the input
    page_id: str
    sha256: str = ""
    bytes: int = 0
    format: str = ""  # txt, html, docx, pdf
    encoding: str = ""
    script: Script = "other"
    site: str = ""
    url: str = ""
    retrieved: str = ""
    title: str = ""
    published: str = ""  # ISO date printed on the page
    source: str = ""  # the source text all offsets index
    reports: tuple[Report, ...] = ()
    removed: tuple[Removed, ...] = ()
    changes: tuple[Change, ...] = ()
    status: PageStatus = "ok"
    message: str = ""


@dataclass(frozen=True, slots=True)
class Organisation:
    """Whose report it is and where, as far as its own words say. Empty strings are unknown."""

    type: OrgType = "unknown"
    form: str = ""  # 总工会, 工会联合会, 基层工会, …
    level: OrgLevel = "unknown"
    name: str = ""
    id: str = ""  # normalised name and place; empty when masked
    evidence: str = ""
    speaker_role: SpeakerRole = "unknown"
    place_evidence: str = ""
    province: str = ""
    city: str = ""
    county: str = ""
    region_code: str = ""  # GB/T 2260


@dataclass(frozen=True, slots=True)
class Period:
    """The year a report is about, and the time it covers."""

    year: int | None = None  # best single year
    low: int | None = None  # uncertainty of that year, not the time covered
    high: int | None = None
    basis: YearBasis = "none"
    evidence: str = ""
    covers_from: str = ""  # ISO date
    covers_to: str = ""
    kind: PeriodKind = ""
    flags: tuple[str, ...] = ()  # year_conflict, title_conflict, …
    themes: tuple[str, ...] = ()  # codes of the themes that the evidence overlaps: an analysis of one of them can leave this dating out


@dataclass(frozen=True, slots=True)
class Card:
    """What the catalogue says of a report."""

    relevant: bool
    relevance: float  # 0..1
    genre: Genre
    organisation: Organisation
    period: Period
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of a report under a heading, or an unheaded opening, closing or block. Its span includes its subsections."""

    start: int  # in the report's clean text
    end: int
    parent: int | None  # position of the parent in the list of sections
    level: int  # 1 = top
    marker: str  # "一、", "(一)", "1、", "一是", or empty
    heading: str  # with its marker, without final punctuation; empty for unheaded blocks
    type: SectionType
    type_basis: TypeBasis
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A numeric expression, claim or not."""

    start: int
    end: int
    value: Decimal  # base units: yuan, persons, percent points
    low: Decimal | None  # what the words allow; None is an open side
    high: Decimal | None
    unit: str  # empty if none
    kind: NumberKind


@dataclass(frozen=True, slots=True)
class Claim:
    """One quantity as the report states it."""

    start: int  # in the text given; text[start:end] is the quote
    end: int
    kind: Kind
    value: Decimal  # nominal, base units; the low end of a range
    low: Decimal | None  # what the words allow; None is an open side
    high: Decimal | None
    bound: Bound
    unit: str  # 人, 人次, 元, %, 倍, or the classifier, simplified
    per: str = ""  # 人, 户, 年, 周, … for amounts per head, per unit or per period
    counted: str = ""  # 会员, 困难职工, 慰问金
    action: str = ""  # 发展, 慰问, 发放
    status: Status = "reported"
    year: int | None = None
    year_low: int | None = None
    year_high: int | None = None
    year_basis: ClaimYearBasis = ""
    theme: str = ""
    campaign: str = ""
    theme_basis: ThemeBasis = ""
    quote: str = ""
    sentence: str = ""  # clean, simplified
    flags: tuple[str, ...] = ()  # lost_decimal, repaired, ocr, inconsistent, implausible, verbal, variant_value
    rule: str = ""  # the resource rows that decided it, "bounds.csv:6 units.csv:14"


@dataclass(frozen=True, slots=True)
class Check:
    """A piece of arithmetic that the text lets a reader check."""

    rule: CheckRule
    claims: tuple[int, ...]  # positions in the list of claims
    stated: Decimal
    computed: Decimal
    verdict: Verdict
    explanation: str
    start: int  # in the text given
    end: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a theme is talked of."""

    start: int  # in the report's clean text
    end: int
    theme: str  # one of the 18 codes
    campaign: str  # code of the finer topic, or empty
    form: str  # the surface form, simplified
    stance: Stance
    negated: bool
    rule: str = ""


@dataclass(frozen=True, slots=True)
class ReportResult:
    """A report with all that the stages found in it."""

    report: Report
    card: Card
    sections: tuple[Section, ...] = ()
    claims: tuple[Claim, ...] = ()
    checks: tuple[Check, ...] = ()
    mentions: tuple[Mention, ...] = ()


@dataclass(frozen=True, slots=True)
class PageResult:
    """A page with its analysed reports: what a worker hands back."""

    page: Page
    reports: tuple[ReportResult, ...] = field(default=())
