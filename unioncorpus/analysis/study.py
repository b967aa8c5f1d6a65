"""A study: tables and the choices made about them, with everything figures and the report need computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from numbers import Integral
from typing import Any, Literal

import pandas as pd

from unioncorpus.analysis import change, compare, logit, prevalence
from unioncorpus.analysis.change import Event
from unioncorpus.analysis.frame import ESTIMANDS, PERIODS, STANCES, Estimand, Frame, HasTables, Resample, build_frame
from unioncorpus.analysis.prevalence import COLUMNS, GROUPINGS, Design, grouping
from unioncorpus.analysis.together import cooccurrence
from unioncorpus.analysis.wording import Language, say
from unioncorpus.analysis.years import METHODS, Window, YearMethod, any_dated, window
from unioncorpus.model.errors import UsageError

Labels = Literal["auto", "en", "zh"]
LABELS: tuple[Labels, ...] = ("auto", "en", "zh")


@dataclass(frozen=True)
class Options:
    """The choices of a study, checked when they are made: a wrong one raises a UsageError that begins with its name."""

    themes: Sequence[str] = ()  # codes; default: the themes of the codebook without a parent
    by: Sequence[str] = ("org_type",)  # columns to group by; the first one is that of the figures
    years: tuple[int | None, int | None] = (None, None)
    step: int = 0  # years in a step of figures and tables; 0 chooses by how many reports there are
    estimand: Estimand = "text"
    year_method: YearMethod = "em"
    stance: str = "any"
    length: float | None = None  # characters; adjusts shares for length
    leave_theme_out: bool = True
    where: Mapping[str, str | Sequence[str]] = field(default_factory=dict)  # columns of reports.csv and the values they must have
    contrast: tuple[str, str] | None = None  # two groups of the first grouping
    events: Sequence[Event] = ()
    benchmark: pd.DataFrame | None = None  # theme, year, value, label
    labels: Labels = "auto"  # language of figures: both where the machine has a font for Chinese, else English; or one of them
    draws: int = 1000
    permutations: int = 999

    def __post_init__(self) -> None:
        for name in ("themes", "by"):
            object.__setattr__(self, name, _words(getattr(self, name)))
        if not self.by:
            raise UsageError(f"by '': must be one of {', '.join(GROUPINGS)}")
        for name, values, choices in (
            ("by", self.by, GROUPINGS), ("estimand", [self.estimand], ESTIMANDS), ("year_method", [self.year_method], METHODS),
            ("stance", [self.stance], STANCES), ("labels", [self.labels], LABELS),
        ):  # fmt: skip
            for value in values:
                if value not in choices:
                    raise UsageError(f"{name} {value!r}: must be one of {', '.join(choices)}")
        for name, least, means in (("step", 0, "0 chooses by how many reports there are"), ("draws", 2, "better 1000"), ("permutations", 1, "better 999")):
            if not (isinstance(getattr(self, name), Integral) and getattr(self, name) >= least):
                raise UsageError(f"{name} {getattr(self, name)!r}: must be a whole number from {least} ({means})")
        if self.length is not None and not self.length > 0:
            raise UsageError(f"length {self.length:g}: must be a number of characters above 0")
        _check_years(self.years)
        if self.contrast is not None and (isinstance(self.contrast, str) or len(set(self.contrast)) != 2 or len(self.contrast) != 2):
            raise UsageError(f"contrast {self.contrast!r}: must be two groups, as enterprise,education")

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> Options:
        """The choices given by name.

        Raises:
            UsageError: for a name that is no choice, or a value that cannot be.
        """
        if unknown := [name for name in given if name not in (names := [f.name for f in fields(cls)])]:
            raise UsageError(f"no option {', '.join(map(repr, unknown))}; the options are {', '.join(names)}")
        return cls(**given)

    @property
    def design(self) -> Design:
        """How a prevalence is estimated."""
        return Design(self.estimand, self.year_method, self.stance, self.length, self.leave_theme_out)


def _words(given: Sequence[str]) -> tuple[str, ...]:
    """Names as a tuple; several may be given in one string."""
    return tuple(word.strip() for word in given.split(",") if word.strip()) if isinstance(given, str) else tuple(given)


def _check_years(years: object) -> None:
    known = isinstance(years, tuple) and len(years) == 2 and all(year is None or isinstance(year, Integral) for year in years)
    if not known or not isinstance(years, tuple):
        raise UsageError(f"years {years!r}: must be the first and the last year, as (2005, 2015); None leaves a side open")
    if None not in years and years[0] > years[1]:
        raise UsageError(f"years {years!r}: the first year is after the last")


class Study:
    """Tables under the choices of `Options`; each result is computed when first asked for."""

    def __init__(self, tables: HasTables, options: Options | None = None) -> None:
        if not hasattr(tables, "theme_mentions"):
            raise UsageError(f"{tables!r} is no corpus; open the folder first: uc.open(folder)")
        self.options = options or Options()
        self.tables = tables

    @cached_property
    def everything(self) -> Frame:
        """Every report about trade-union work, whatever time it covers; a UsageError where there is none."""
        if not len(self.tables.reports):
            raise UsageError("no reports left to analyse: the tables, or the filter they went through, hold none")
        found = build_frame(self.tables, themes=self.options.themes, where=self.options.where)
        if not len(found):
            under = " under these conditions" if self.options.where else ""
            raise UsageError(f"no reports left to analyse: none of the {len(self.tables.reports)} is about trade-union work{under}")
        return found

    @cached_property
    def frame(self) -> Frame:
        """The reports that cover a year; a UsageError where there is none."""
        found = self.everything.of_period()
        if not len(found):
            raise UsageError("no reports left to analyse: none about trade-union work covers a year")
        return found

    @cached_property
    def draws(self) -> Resample:
        """Draws of duplicate groups."""
        return Resample(self.frame, self.options.draws)

    @cached_property
    def fewer_draws(self) -> Resample:
        """A third of the draws, for what has very many cells; their intervals need variances only."""
        return Resample(self.frame, max(2, self.options.draws // 3))

    @cached_property
    def years(self) -> Window:
        """The years, in the steps of figures and tables; a UsageError where no report is dated within them."""
        return self._window(self.options.step)

    @cached_property
    def single_years(self) -> Window:
        """The years one by one, for slopes."""
        return self._window(1)

    def _window(self, step: int) -> Window:
        found = window(self.frame, self.options.years, step)
        if len(found) and any_dated(self.frame, found):
            return found
        dated = window(self.frame)
        there = f"the dated reports are of {dated.first} to {dated.last}" if len(dated) else "none is dated to a year"
        if self.options.years == (None, None):
            raise UsageError("no report is dated to a year: give the years, as --years 2005-2015")
        asked = "–".join("" if year is None else str(year) for year in dict.fromkeys(self.options.years))
        raise UsageError(f"no report is dated within {asked}: {there}")

    @property
    def comparable(self) -> bool:
        """Whether there are two years or more: one year has no trend, no change and no halves."""
        return len(self.single_years) > 1

    def check(self) -> None:
        """Raise a UsageError for what these reports cannot be asked, before any of it is computed."""
        _ = self.years, self.single_years
        if self.options.contrast:
            labels, _groups = grouping(self.frame, by := self.options.by[0])
            if missing := [name for name in self.options.contrast if name not in labels]:
                raise UsageError(f"no report has {by} {', '.join(map(repr, missing))}; there are {', '.join(labels)}")
        if self.options.benchmark is not None:
            self.check_official(self.options.benchmark)

    def check_official(self, series: pd.DataFrame) -> None:
        """Raise a UsageError for official series of themes that are not under study."""
        if missing := [name for name in ("theme", "year", "value") if name not in series]:
            raise UsageError(f"the official series have no column {', '.join(missing)}; the columns are theme, year, value, label")
        if unknown := sorted(set(series["theme"]) - set(self.frame.codes)):
            raise UsageError(f"the official series name themes that are not under study: {', '.join(unknown)}")

    @property
    def design(self) -> Design:
        """How prevalences are estimated."""
        return self.options.design

    def of(self, *, by: str = "", when: bool = False, draws: Resample | None = None, **design: object) -> pd.DataFrame:
        """Prevalence of the annual reports; `design` changes single choices."""
        chosen = replace(self.design, **design)  # type: ignore[arg-type]
        return prevalence.prevalence(self.frame, chosen, by=by, years=self.years if when else None, draws=draws or self.draws)

    @cached_property
    def whole(self) -> pd.DataFrame:
        """Theme, all reports and years together."""
        return self.of()

    @cached_property
    def by_year(self) -> pd.DataFrame:
        """Theme by year."""
        return self.of(when=True)

    @cached_property
    def by_group(self) -> pd.DataFrame:
        """Theme by group, all years."""
        return self.of(by=self.options.by[0])

    @cached_property
    def by_year_and_group(self) -> pd.DataFrame:
        """Theme by year and group."""
        return self.of(by=self.options.by[0], when=True, draws=self.fewer_draws)

    @cached_property
    def by_method(self) -> pd.DataFrame:
        """Theme by year under every way of dating."""
        others = {m: self.of(when=True, year_method=m, draws=self.fewer_draws) for m in METHODS if m != self.design.year_method}
        return pd.concat([others.get(m, self.by_year) for m in METHODS], ignore_index=True)

    @cached_property
    def trends(self) -> pd.DataFrame:
        """Slopes."""
        return change.trends(self.frame, self.design, years=self.single_years, draws=self.draws, permutations=self.options.permutations)

    @cached_property
    def change_points(self) -> pd.DataFrame:
        """Years in which a share steps up or down."""
        return change.change_points(self.frame, self.design, years=self.single_years, permutations=self.options.permutations)

    @cached_property
    def events(self) -> pd.DataFrame:
        """Before and after the user's events."""
        return change.around_events(
            self.frame, self.options.events, self.design, years=self.single_years, draws=self.draws, permutations=self.options.permutations
        )

    @cached_property
    def decomposition(self) -> pd.DataFrame:
        """Change within types and of composition."""
        self.need_two_years()
        return compare.decompose(self.frame, self.design, years=self.single_years, by=self.options.by[0], draws=self.draws)

    @cached_property
    def detectable(self) -> pd.DataFrame:
        """Minimum detectable change, all reports together (group empty) and by group."""
        self.need_two_years()
        by = (compare.detectable(self.frame, self.design, years=self.single_years, by=name) for name in ("", self.options.by[0]))
        return pd.concat(by, ignore_index=True)

    def need_two_years(self) -> None:
        """Raise a UsageError for a single year."""
        if not self.comparable:
            raise UsageError(f"a change needs two years or more, and {self.years.first} is one")

    @cached_property
    def crosstabs(self) -> pd.DataFrame:
        """Themes against each grouping."""
        found = [compare.crosstab(self.frame, self.design, by=name, permutations=self.options.permutations) for name in self.options.by]
        return pd.concat(found, ignore_index=True)

    @cached_property
    def regressions(self) -> pd.DataFrame:
        """Average marginal effects."""
        return logit.regressions(self.frame, self.design, years=self.single_years)

    @cached_property
    def sites(self) -> pd.DataFrame:
        """How far leaving out a site moves each theme."""
        return prevalence.leave_one_site_out(self.frame, self.design)

    @cached_property
    def pairs(self) -> tuple[pd.DataFrame, int]:
        """Themes that stand together, and the number of sections with any."""
        return cooccurrence(self.frame, self.tables.theme_mentions, self.design, self.draws)

    @cached_property
    def contrast(self) -> tuple[str, str] | None:
        """The two groups that are compared: as asked for, else the two with most duplicate groups."""
        if self.options.contrast:
            return self.options.contrast
        first = self.by_group[(self.by_group["theme"] == self.frame.codes[0]) & (self.by_group["group"] != "unknown")]
        largest = first.sort_values(["n_groups", "group"], ascending=[False, True])["group"].tolist()
        return (largest[0], largest[1]) if len(largest) > 1 else None

    @cached_property
    def differences(self) -> pd.DataFrame:
        """The difference between the two groups of `contrast`."""
        if self.contrast is None:
            return pd.DataFrame()
        return compare.difference(
            self.frame, self.design, by=self.options.by[0], pair=self.contrast, draws=self.draws, permutations=self.options.permutations
        )

    @cached_property
    def table(self) -> pd.DataFrame:
        """theme_prevalence.csv: every prevalence of the study, one under the other."""
        blocks = [self.whole, self.by_year, self.by_method[self.by_method["year_method"] != self.design.year_method]]
        blocks += [self.by_group, self.by_year_and_group] + [self.of(by=name) for name in self.options.by[1:]]
        few = self.fewer_draws
        blocks += [self.of(when=when, estimand=other, draws=few) for other in ESTIMANDS if other != self.design.estimand for when in (False, True)]
        blocks += [self.of(stance=other, draws=few) for other in STANCES if other != self.design.stance]
        blocks = [block.assign(period="annual", genre="") for block in blocks]
        blocks += [self._of_part(self.everything.of_period(period), period, "") for period in PERIODS[1:]]
        genres = sorted(set(self.frame.reports["genre"]) - {""})
        blocks += [self._of_part(self.frame.take((self.frame.reports["genre"] == genre).to_numpy(bool)), "annual", genre) for genre in genres]
        found = pd.concat([block for block in blocks if len(block)], ignore_index=True)
        whole = (found["group_by"] == "") & found["year"].isna() & (found["period"] == "annual") & (found["genre"] == "")
        whole &= (found["estimand"] == self.design.estimand) & (found["stance"] == self.design.stance)
        found = found.merge(self.sites, on="theme", how="left")
        found.loc[~whole.to_numpy(), ["site_low", "site_high"]] = float("nan")
        found.loc[~whole.to_numpy(), "site_most"] = ""
        return found[list(COLUMNS)]

    def _of_part(self, frame: Frame, period: str, genre: str) -> pd.DataFrame:
        """Prevalence over all years of some of the reports."""
        if not len(frame):
            return pd.DataFrame()
        draws = Resample(frame, max(2, self.options.draws // 3))
        return prevalence.prevalence(frame, self.design, draws=draws).assign(period=period, genre=genre)

    def basis(self, language: Language) -> str:
        """The sentences every caption ends with: estimand, what it rests on, how years are handled, and that shares describe texts."""
        rows, design = self.frame.reports, self.design
        undated = int((rows["low"].isna() | (rows["low"] != rows["high"])).sum())
        numbers = {
            "n_reports": len(rows), "n_texts": rows["text_id"].nunique(), "n_groups": rows["cluster"].nunique(),
            "n_orgs": rows.loc[rows["org_id"] != "", "org_id"].nunique(),
            "n_sites": rows["site"].nunique(), "undated": undated,
        }  # fmt: skip
        first = say(language, "caption.basis", estimand=say(language, f"estimand.{design.estimand}"), period=say(language, "period.annual"), **numbers)
        return " ".join([first, say(language, "caption.caveat")]) if language == "en" else first + say(language, "caption.caveat")
