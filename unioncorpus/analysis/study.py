"""A study: tables and the choices made about them, with everything figures and the report need computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

import pandas as pd

from unioncorpus.analysis import change, compare, logit, prevalence
from unioncorpus.analysis.change import Event
from unioncorpus.analysis.frame import ESTIMANDS, PERIODS, STANCES, Estimand, Frame, HasTables, Resample, build_frame
from unioncorpus.analysis.prevalence import COLUMNS, Design
from unioncorpus.analysis.together import cooccurrence
from unioncorpus.analysis.wording import Language, say
from unioncorpus.analysis.years import METHODS, Window, YearMethod, window
from unioncorpus.model.errors import UsageError


@dataclass(frozen=True)
class Options:
    """The choices of a study."""

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
    labels: Literal["auto", "en", "zh"] = "auto"
    draws: int = 1000
    permutations: int = 999

    @property
    def design(self) -> Design:
        """How a prevalence is estimated."""
        return Design(self.estimand, self.year_method, self.stance, self.length, self.leave_theme_out)


class Study:
    """Tables under the choices of `Options`; each result is computed when first asked for."""

    def __init__(self, tables: HasTables, options: Options | None = None) -> None:
        if not hasattr(tables, "theme_mentions"):
            raise UsageError(f"{tables!r} is no corpus; open the folder first: uc.open(folder)")
        self.options = options or Options()
        self.tables = tables

    @cached_property
    def everything(self) -> Frame:
        """Every report about trade-union work, whatever time it covers."""
        return build_frame(self.tables, themes=self.options.themes, where=self.options.where)

    @cached_property
    def frame(self) -> Frame:
        """The reports that cover a year."""
        return self.everything.of_period()

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
        """The years, in the steps of figures and tables."""
        return window(self.frame, self.options.years, self.options.step)

    @cached_property
    def single_years(self) -> Window:
        """The years one by one, for slopes."""
        return window(self.frame, self.options.years)

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
        return compare.decompose(self.frame, self.design, years=self.single_years, by=self.options.by[0], draws=self.draws)

    @cached_property
    def detectable(self) -> pd.DataFrame:
        """Minimum detectable change, all reports together (group empty) and by group."""
        by = (compare.detectable(self.frame, self.design, years=self.single_years, by=name) for name in ("", self.options.by[0]))
        return pd.concat(by, ignore_index=True)

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
