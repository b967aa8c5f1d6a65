"""The tables of a run in a notebook: a DataFrame per table, the same over fewer reports, passages in their source, concordances."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from html import escape
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unioncorpus.corpus import concordance, documents, passages
from unioncorpus.corpus.sources import Sources
from unioncorpus.model.errors import UsageError
from unioncorpus.tables.read import read_table, records, table_file
from unioncorpus.tables.schema import table, vocabularies

if TYPE_CHECKING:
    from pandas import DataFrame, Series
    from spacy.language import Language
    from spacy.tokens import Doc

Years = int | tuple[int | None, int | None]


def open_corpus(folder: str | Path, *, pages: str | Path | None = None, source_of: Callable[[str], str] | None = None) -> Corpus:
    """The tables that `extract` wrote to `folder`.

    Args:
        folder: the output folder.
        pages: the folder the pages were read from, where it has moved since the run; `show` needs it.
        source_of: gives the source text of a page_id, in place of the pages themselves.

    Raises:
        TableError: if the tables are not there.
    """
    table_file(folder, "reports")
    return Corpus(_Store(Path(folder), pages, source_of))


class _Store:
    """The tables as they lie in the folder, each read when it is first asked for."""

    def __init__(self, folder: Path, pages: str | Path | None, source_of: Callable[[str], str] | None) -> None:
        self.folder = folder
        self._tables: dict[str, DataFrame] = {}
        self.source_of = source_of or Sources(folder, self.table, pages)

    def table(self, name: str) -> DataFrame:
        if name not in self._tables:
            self._tables[name] = read_table(self.folder, name)
        return self._tables[name]


class Corpus:
    """Reports with all that was found in them. Made by `uc.open` and `uc.extract`.

    Each table is an attribute: `corpus.reports`, `corpus.claims`, … (pandas DataFrames with the columns of the codebook).

    Example:
        corpus = uc.open("data/processed")
        early = corpus.filter(year=(2003, 2010), org_type="local_federation")
        early.claims.groupby("unit").value.describe()
        early.kwic("工资集体协商")
        early.show(early.claims.claim_id[0])
    """

    def __init__(self, store: _Store, kept: frozenset[str] | None = None) -> None:
        self._store = store
        self._kept = kept  # the report_ids; None is all
        self._tables: dict[str, DataFrame] = {}

    def table(self, name: str) -> DataFrame:
        """The table of that name, of the reports of this corpus. Read once; what you add to it stays until you open the folder again."""
        if self._kept is None:
            return self._store.table(name)
        if name not in self._tables:
            self._tables[name] = self._restrict(name, self._kept)
        return self._tables[name]

    @property
    def pages(self) -> DataFrame:
        """One row per input file."""
        return self.table("pages")

    @property
    def reports(self) -> DataFrame:
        """One row per report."""
        return self.table("reports")

    @property
    def texts(self) -> DataFrame:
        """The clean text of every report."""
        return self.table("texts")

    @property
    def sections(self) -> DataFrame:
        """One row per section."""
        return self.table("sections")

    @property
    def claims(self) -> DataFrame:
        """One row per numeric claim. Of one row, `row["flags"]`: `row.flags` is a property that pandas itself has."""
        return self.table("claims")

    @property
    def checks(self) -> DataFrame:
        """The arithmetic that can be checked."""
        return self.table("checks")

    @property
    def themes(self) -> DataFrame:
        """The theme codebook of the run."""
        return self.table("themes")

    @property
    def theme_mentions(self) -> DataFrame:
        """One row per place where a theme is talked of."""
        return self.table("theme_mentions")

    @property
    def removed(self) -> DataFrame:
        """What is not report text, with the rule that took it out."""
        return self.table("removed")

    @property
    def changes(self) -> DataFrame:
        """What normalisation changed beyond script."""
        return self.table("changes")

    @property
    def reuse(self) -> DataFrame:
        """Passages that two reports share."""
        return self.table("reuse")

    @property
    def formulas(self) -> DataFrame:
        """Passages that many reports share."""
        return self.table("formulas")

    @property
    def codebook(self) -> DataFrame:
        """What every table, column and code means."""
        return self.table("codebook")

    def filter(self, *, year: Years | None = None, theme: str | Collection[str] | None = None, relevant: bool | None = None, **columns: Any) -> Corpus:
        """The same tables over fewer reports.

        Args:
            year: a year, or the first and the last (None is open). A report stays when the interval of its year overlaps; one without a year goes.
            theme: a code, or several: reports that mention one of them or a campaign below it.
            relevant: True keeps reports about trade-union work, False the others.
            columns: any column of reports.csv with the value it must have, or several: `org_type=["education", "health"]`, `province="浙江省"`.

        Raises:
            UsageError: for a column or a code that does not exist, or years that no report can be of; a misspelt code would look like a finding.
        """
        reports = self.reports
        keep = reports.report_id.notna()
        if year is not None:
            keep &= _overlaps(reports, year)
        if theme is not None:
            keep &= reports.report_id.isin(self._mentioning(_several(theme)))
        if relevant is not None:
            if relevant not in (True, False):
                raise UsageError(f"relevant is {relevant!r}, must be True or False")
            keep &= (reports.relevant == relevant).fillna(False)
        for name, wanted in columns.items():
            values = _checked(name, _several(wanted))
            keep &= reports[name].isin(values)
        return Corpus(self._store, frozenset(reports.report_id[keep]))

    def show(self, id: str, *, removed: bool = False) -> passages.Passage:
        """A claim, a check, a section, a report or a page in its source: rich in a notebook, plain when printed.

        Args:
            id: claim_id, check_id, section_id, report_id or page_id.
            removed: show removed text too, greyed; otherwise … stands for it.

        Raises:
            UsageError: if there is no such id, or the page is not where it was.
        """
        return passages.find(id, self._store.table, self._store.source_of, removed=removed)

    def kwic(self, pattern: str | re.Pattern[str] | Sequence[Any] | None = None, *, width: int = 30, theme: str | None = None) -> DataFrame:
        """Every place where a phrase, a regular expression, a pattern of words or a theme stands, with what is left and right of it.

        Args:
            pattern: a phrase, in either script and any width of letters and digits; or a compiled regular expression, searched in the clean text;
                or a pattern of spaCy's Matcher (a list with a dict for each word, or several such lists), as `[{"TEXT": "发展"}, {"POS": "NOUN"}]`:
                of matches that overlap, the longest.
            width: characters of context on each side.
            theme: in place of a pattern, the code of a theme or campaign: its mentions.

        Returns:
            DataFrame: report_id, year, org_type, org_name, left, match, right, start, end (into the clean text of `corpus.texts`, not into the page);
            for a theme also theme, campaign, stance and negated.

        Raises:
            UsageError: unless one of pattern and theme is given.
        """
        if (pattern is None) == (theme is None):
            raise UsageError("kwic needs a pattern or a theme, and not both")
        if theme is not None:
            mentions = self.theme_mentions
            hits = concordance.of_mentions(self.texts, mentions, _of_codes(mentions, self._codes((theme,))), self.reports, self.removed, width)
        elif isinstance(pattern, str | re.Pattern):
            hits = concordance.of_pattern(self.texts, pattern, width)
        else:
            hits = concordance.of_words(self.texts, pattern or (), width)
        about = self.reports[["report_id", "year", "org_type", "org_name"]]
        return about.merge(hits, on="report_id", how="inner", validate="one_to_many")

    def docs(self, *, nlp: Language | None = None, **conditions: Any) -> Iterator[Doc]:
        """The reports as spaCy Docs, one after the other, with what the tables say of them.

        Args:
            nlp: makes the words; default `uc.nlp.blank()`: words with parts of speech. Its components are not run.
            conditions: as for `filter`: `year=(2003, 2010)`, `theme="warmth"`, `org_type="education"`, …

        Yields:
            Doc: the clean text of a report; its row of reports.csv in `doc.user_data` (report_id, year, org_type, …); span groups "sections", "claims" and
            "themes" with labels and ids as the components of `unioncorpus.nlp` give them, and their rows, with offsets into the Doc's text, from
            `uc.nlp.records(doc.spans["claims"])`.

        Raises:
            UsageError: for a condition that `filter` refuses, or if a page is not where it was.
        """
        from unioncorpus.nlp import blank

        part = self.filter(**conditions)
        return documents.stream(part.table, self._store.source_of, nlp or blank())

    def __len__(self) -> int:
        """The number of reports."""
        return len(self.reports)

    def __repr__(self) -> str:
        counts = ", ".join(value if name == "years" else f"{value} {name}" for name, value in self._counts().items())
        return f"<Corpus {self._store.folder}: {counts}>"

    def _repr_html_(self) -> str:
        rows = "".join(f"<tr><th style='text-align:left'>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in self._counts().items())
        caption = f"<caption style='text-align:left;white-space:nowrap'>{escape(str(self._store.folder))}</caption>"
        return f"<table>{caption}{rows}</table>"

    def _counts(self) -> dict[str, str]:
        reports = self.reports
        counts = {"pages": f"{len(self.pages):,}", "reports": f"{len(reports):,}", "relevant": f"{int(reports.relevant.fillna(False).sum()):,}"}
        dated = reports.year.dropna()
        if len(dated):
            counts["years"] = f"{dated.min()}–{dated.max()}"
        return counts | {name: f"{len(self.table(name)):,}" for name in ("sections", "claims")}

    def _restrict(self, name: str, kept: frozenset[str]) -> DataFrame:
        whole, columns = self._store.table(name), table(name).names
        if "report_id" in columns:
            mask = whole.report_id.isin(kept)
        elif "page_id" in columns:
            mask = whole.page_id.isin(self.reports.page_id)
        elif "report_a" in columns:
            mask = whole.report_a.isin(kept) & whole.report_b.isin(kept)
        else:
            return whole
        return whole[mask].reset_index(drop=True)

    def _mentioning(self, codes: Collection[str]) -> Series[str]:
        mentions = self.theme_mentions
        found: Series[str] = mentions.report_id[_of_codes(mentions, self._codes(codes))]
        return found

    def _codes(self, codes: Collection[str]) -> set[str]:
        """`codes` with all campaigns below them."""
        parents = {row["campaign"] or row["code"]: row["parent"] for row in records(self.themes)}
        known = {c.code for c in vocabularies()["theme"]} | set(parents) | {str(code) for code in self.theme_mentions.campaign if code}
        wrong = sorted(set(codes) - known)
        if wrong:
            raise UsageError(f"no theme or campaign {', '.join(map(repr, wrong))}; there are {', '.join(sorted(known))}")
        found = set(codes)
        while below := {code for code, parent in parents.items() if parent in found} - found:
            found |= below
        return found


def _of_codes(mentions: DataFrame, codes: set[str]) -> Series[bool]:
    mask: Series[bool] = mentions.theme.isin(codes) | mentions.campaign.isin(codes)
    return mask


def _years(year: Any) -> tuple[int | None, int | None]:
    """The first and the last year asked for; None is open."""
    ends = tuple(year) if isinstance(year, Sequence) and not isinstance(year, str) else (year, year)
    if len(ends) != 2 or not all((isinstance(end, Integral) and not isinstance(end, bool)) or (end is None and year is not None) for end in ends):
        raise UsageError(f"year is {year!r}, must be a year or the first and the last, as 2014 or (2005, 2015); None leaves a side open")
    if None not in ends and ends[0] > ends[1]:
        raise UsageError(f"year is {year!r}: the first year is after the last")
    return ends


def _overlaps(reports: DataFrame, year: Years) -> Series[bool]:
    """Whether the interval of a report's year overlaps the one asked for."""
    low, high = _years(year)
    known = reports.year.notna() | reports.year_low.notna() | reports.year_high.notna()
    if low is not None:
        known &= (reports.year_high.fillna(9999) >= low).astype(bool)
    if high is not None:
        known &= (reports.year_low.fillna(0) <= high).astype(bool)
    return known


def _several(wanted: Any) -> list[Any]:
    return list(wanted) if isinstance(wanted, Collection) and not isinstance(wanted, str) else [wanted]


def _checked(name: str, wanted: list[Any]) -> list[Any]:
    """`wanted`, if the column exists and its code list, where it has one, holds them."""
    column = next((c for c in table("reports").columns if c.column == name), None)
    if column is None:
        raise UsageError(f"reports have no column {name!r}; the columns are {', '.join(table('reports').names)}")
    codes = [c.code for c in vocabularies().get(column.vocabulary, ())]
    wrong = [repr(w) for w in wanted if codes and w not in codes and w != ""]
    if wrong:
        raise UsageError(f"{name} is never {', '.join(wrong)}; the codes are {', '.join(codes)}")
    return wanted
