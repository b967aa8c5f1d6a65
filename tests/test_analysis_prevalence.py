"""Prevalence, years and change: copies never inflate, intervals hold the truth, slopes are recovered, and nothing hangs on the order of the files."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
from analysis_corpus import copy_report, make_reports, make_tables
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats

from unioncorpus.analysis import years as dates
from unioncorpus.analysis.change import change_points, extreme_slopes, read_events, slope_interval, slopes, trends
from unioncorpus.analysis.compare import crosstab, decompose, detectable, difference
from unioncorpus.analysis.frame import ESTIMANDS, Resample, Tables, adjust, build_frame
from unioncorpus.analysis.logit import fit, regressions
from unioncorpus.analysis.prevalence import Design, cells, leave_one_site_out, prevalence
from unioncorpus.analysis.years import METHODS, Window, date_frame, window
from unioncorpus.model.errors import ResourceError, UsageError


def _tables(n: int = 120, seed: int = 1, slope: float = 0.0) -> Tables:
    generator = np.random.default_rng(seed)
    reports = make_reports(n, generator)
    year = reports["year"].to_numpy(float)
    says = {theme: (generator.random(n) < share + slope * (year - 2011)) * generator.integers(1, 4, n) for theme, share in _SHARES.items()}
    return make_tables(reports, says)


_SHARES = {"warmth": 0.7, "bargaining": 0.4, "safety": 0.25}


# Copies


def test_copying_a_report_twenty_times_changes_no_share_of_distinct_texts() -> None:
    tables = _tables()
    copied = copy_report(tables, "r000007", 20)
    before, after = (prevalence(build_frame(t), draws=Resample(build_frame(t), 50)) for t in (tables, copied))
    for column in ("share", "mentions_per_1000_chars", "n_groups"):
        assert after[column].to_numpy(float) == pytest.approx(before[column].to_numpy(float))
    assert after["n_reports"].tolist() == (before["n_reports"] + 20).tolist()


def test_copying_changes_circulation_and_that_is_its_point() -> None:
    tables = _tables()
    said, frames = build_frame(tables).outcome()[7], [build_frame(t) for t in (tables, copy_report(tables, "r000007", 20))]
    before, after = (prevalence(f, Design(estimand="circulation"), draws=Resample(f, 50))["share"] for f in frames)
    assert ((after > before) == (said == 1)).all()


def test_slopes_and_their_intervals_do_not_move_with_copies() -> None:
    one, other = (build_frame(t) for t in (_tables(slope=0.02), copy_report(_tables(slope=0.02), "r000007", 20)))
    found = [trends(f, years=window(f), draws=Resample(f, 30), permutations=19)["slope"].to_numpy() for f in (one, other)]
    assert found[1] == pytest.approx(found[0])


def test_copies_of_a_variant_are_one_text_too() -> None:
    """The catalogue weighs a report with swapped figures fully; if that one is copied, its copies are still one text."""
    tables = copy_report(_tables(), "r000007", 3)
    swapped = tables.reports["report_id"].str.contains("x")
    reports = tables.reports.assign(duplicate_kind=tables.reports["duplicate_kind"].mask(swapped, "swapped_figures"))
    weights = build_frame(Tables(reports, tables.theme_mentions, tables.pages, tables.themes)).weights("text")
    assert weights.sum() == pytest.approx(121)


def test_weights_are_of_the_selection() -> None:
    frame = build_frame(copy_report(_tables(), "r000007", 4))
    alone = frame.take((frame.reports["site"] != "copies.example").to_numpy(bool))
    assert alone.weights("text").tolist() == [1.0] * 120


def test_every_organisation_has_one_vote_a_year() -> None:
    frame = build_frame(_tables(300))
    votes = pd.Series(frame.weights("organisation_year")).groupby(frame.reports["org_year"]).sum()
    assert votes.to_numpy() == pytest.approx(1.0)


# Intervals


def test_intervals_hold_the_truth_where_groups_of_copies_agree() -> None:
    """Forty groups of up to eight borrowed texts that mostly say the same: taking reports for independent would hold the truth far too rarely."""
    generator, held, naive, runs = np.random.default_rng(5), 0, 0, 60
    for _ in range(runs):
        frame = build_frame(_clustered(generator, 40, 0.3))
        row = prevalence(frame, draws=Resample(frame, 200)).iloc[0]
        held += row["ci_low"] <= 0.3 <= row["ci_high"]
        naive += abs(row["share"] - 0.3) <= 1.96 * np.sqrt(row["share"] * (1 - row["share"]) / len(frame))
    assert held / runs >= 0.92
    assert naive / runs < 0.85


def _clustered(generator: np.random.Generator, groups: int, share: float) -> Tables:
    size = np.minimum(8, generator.geometric(0.25, groups))
    group, first = np.repeat(np.arange(groups), size), np.concatenate([[True] + [False] * (n - 1) for n in size])
    reports = make_reports(len(group), generator, types=("education", "enterprise"))
    reports["org_type"] = np.where(group % 2, "education", "enterprise")
    reports["duplicate_group"] = [f"g{g}" for g in group]
    reports["duplicate_kind"] = np.where(first, "", "borrowed_template")
    theme = generator.random(groups) < share
    says = np.where(generator.random(len(group)) < 0.9, theme[group], generator.random(len(group)) < share)
    return make_tables(reports, {"warmth": says.astype(int), "bargaining": says * 0, "safety": says * 0})


def test_a_theme_that_none_of_few_mentions_has_an_interval() -> None:
    tables = make_tables(make_reports(6, np.random.default_rng(1)), {"warmth": np.zeros(6)})
    row = prevalence(build_frame(tables)).iloc[0]
    assert row["share"] == row["ci_low"] == 0
    assert 0.3 < row["ci_high"] < 0.7


def test_cells_of_fewer_than_five_groups_are_marked() -> None:
    found = prevalence(build_frame(_tables(40)), by="org_type", years=Window(2004, 2018, 5))
    assert (found["thin"] == (found["n_groups"] < 5)).all()
    assert found["thin"].any()
    assert found.loc[found["thin"], "rate_low"].isna().all()


# Years


def _undated(generator: np.random.Generator, n: int, slope: float, *, one_sided: bool = False) -> Tables:
    """A fifth of the reports dated, half to an interval of 5 to 11 years (or only from below, soon after), the rest to none."""
    reports = make_reports(n, generator, years=(2000, 2019))
    year = reports["year"].to_numpy()
    kind, wide = generator.random(n), generator.integers(5, 12, n)
    off = (generator.random(n) * wide).astype(int)
    low, high = year - off, year - off + wide - 1
    if one_sided:
        low, high = year - generator.geometric(0.4, n) + 1, np.full(n, np.nan)
    low, high = (np.where(kind < 0.2, year, np.where(kind < 0.7, bound, np.nan)) for bound in (low, high))
    reports["year_low"], reports["year_high"], reports["year_basis"] = low, high, np.where(kind < 0.2, "explicit", "inferred")
    says = generator.random(n) < 0.5 + slope * (year - 2009.5)
    return make_tables(reports, {"warmth": says.astype(int), "bargaining": says * 0, "safety": says * 0})


def _recovered(method: str, *, one_sided: bool = False, runs: int = 50) -> tuple[float, float]:
    """Mean slope and coverage of its interval; the truth is -1.5 points a year."""
    generator, found, held = np.random.default_rng(11), [], 0
    for _ in range(runs):
        frame = build_frame(_undated(generator, 300, -0.015, one_sided=one_sided), themes=["warmth"])
        years = Window(2000, 2019)
        sums = cells(frame, Design(year_method=method), 0, np.zeros(len(frame), np.int64), 1, years, Resample(frame, 150))  # type: ignore[arg-type]
        slope, low, high = slope_interval(slopes(sums.with_theme[:, 0], sums.without[:, 0], years))
        found.append(slope)
        held += low <= -1.5 <= high
    return float(np.mean(found)), held / runs


@pytest.mark.parametrize("method", ["dated", "midpoint", "em"])
def test_a_slope_is_recovered_though_four_fifths_are_undated(method: str) -> None:
    mean, coverage = _recovered(method)
    assert mean == pytest.approx(-1.5, abs=0.3)
    assert coverage >= 0.90


def test_em_is_biased_towards_nothing_where_years_are_known_from_one_side_only() -> None:
    """Not hidden: the documentation says so, and the figure of year sensitivity shows dated reports beside it."""
    mean, _ = _recovered("em", one_sided=True)
    assert -1.4 < mean < -0.6


def test_bounds_hold_every_other_way_of_dating() -> None:
    frame = build_frame(_undated(np.random.default_rng(2), 200, -0.01), themes=["warmth"])
    years, draws = Window(2000, 2019, 4), Resample(frame, 50)
    found = {m: prevalence(frame, Design(year_method=m), years=years, draws=draws).set_index("year") for m in METHODS}
    for method in ("dated", "midpoint", "em"):
        share = found[method]["share"]
        assert (found["bounds"].loc[share.index, "ci_low"] <= share + 1e-9).all()
        assert (found["bounds"].loc[share.index, "ci_high"] >= share - 1e-9).all()


def test_a_share_cannot_fall_below_what_every_report_says() -> None:
    """2011 may have no report at all, but if it has one, that report says it."""
    reports = make_reports(3, np.random.default_rng(1), years=(2010, 2010))
    reports["year_low"], reports["year_high"] = [2010, 2010, 2012], [2010, 2012, 2012]
    frame = build_frame(make_tables(reports, {"warmth": np.ones(3), "safety": np.zeros(3)}), themes=["warmth", "safety"])
    found = prevalence(frame, Design(year_method="bounds"), years=Window(2010, 2012), draws=Resample(frame, 20)).set_index(["theme", "year"])
    assert found.loc["warmth", "ci_low"].tolist() == [1.0, 1.0, 1.0]
    assert found.loc["safety", "ci_high"].tolist() == [0.0, 0.0, 0.0]


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 2), st.booleans()), min_size=3, max_size=6))
def test_no_choice_of_years_is_steeper_than_the_extreme_slopes(rows: list[tuple[int, int, bool]]) -> None:
    """Each report of the hypothesis: its first possible year, how many more there are, and whether it mentions the theme."""
    assume(len({said for _, _, said in rows}) == 2)
    reports = make_reports(len(rows), np.random.default_rng(1), years=(2010, 2010))
    reports["year_low"], reports["year_high"] = [2010 + low for low, _, _ in rows], [2010 + min(6, low + more) for low, more, _ in rows]
    says = np.array([said for _, _, said in rows], dtype=float)
    frame = build_frame(make_tables(reports, {"warmth": says}), themes=["warmth"])
    low, high = extreme_slopes(frame, Design(), 0, Window(2010, 2016))
    kinds = sorted({(first, min(6, first + more), said) for first, more, said in rows})  # what is alike stands together
    for years in itertools.product(*(range(first, last + 1) for first, last, _ in kinds)):
        when = [years[kinds.index((first, min(6, first + more), said))] for first, more, said in rows]
        if len(set(when)) > 1:
            slope = 100 * np.polyfit(when, says, 1)[0]
            assert low - 1e-6 <= slope <= high + 1e-6


def test_a_report_is_never_spread_evenly() -> None:
    """One undated report beside dated ones that say the same in 2010 only: its weight goes where they are."""
    reports = make_reports(21, np.random.default_rng(1), years=(2010, 2010))
    reports.loc[20, ["year_low", "year_high"]] = [2006, 2014]
    frame = build_frame(make_tables(reports, {"warmth": np.ones(21)}), themes=["warmth"])
    found = prevalence(frame, years=Window(2006, 2014), draws=Resample(frame, 10)).set_index("year")
    assert found.loc[2010, "n_reports"] > 20.5


def test_what_dates_a_report_does_not_count_for_the_theme_it_shows() -> None:
    reports = make_reports(3, np.random.default_rng(1), years=(2010, 2010)).assign(year_basis=["inferred", "inferred", "explicit"])
    reports["year_themes"] = ["bargaining;safety", "safety", "bargaining"]
    frame = build_frame(make_tables(reports, {"bargaining": np.ones(3)}))
    assert date_frame(frame, Window(2010, 2010), "bargaining").closed.sum() == 1
    assert dates.dated_by(frame, "bargaining").tolist() == [True, False, False]


def test_terms_and_half_years_are_kept_apart() -> None:
    tables = _tables(40)
    reports = tables.reports.assign(period_kind=["term", "half", "school_year", "year"] * 10)
    frame = build_frame(Tables(reports, tables.theme_mentions, tables.pages, tables.themes))
    assert [len(frame.of_period(p)) for p in ("annual", "part_year", "term")] == [20, 10, 10]


# Change and difference


def test_a_trend_is_found_and_none_is_not() -> None:
    for slope, clear in ((0.03, True), (0.0, False)):
        frame = build_frame(_tables(400, 3, slope))
        found = trends(frame, years=window(frame), draws=Resample(frame, 50), permutations=199)
        assert ((found["q"] < 0.05).all() if clear else (found["p"] > 0.01).all())
        if clear:
            assert found["slope"].to_numpy() == pytest.approx(3.0, abs=0.9)
            assert found["agree"].all()


def test_a_step_is_dated() -> None:
    reports = make_reports(400, np.random.default_rng(4))
    says = np.random.default_rng(5).random(400) < np.where(reports["year"] >= 2012, 0.8, 0.2)
    frame = build_frame(make_tables(reports, {"warmth": says.astype(int)}), themes=["warmth"])
    assert change_points(frame, years=window(frame), permutations=99)["year"].tolist() == [2012]


def test_a_change_of_who_reports_is_composition() -> None:
    """Education mentions the theme, enterprises do not; the first half is education's, the second enterprises'."""
    reports = make_reports(400, np.random.default_rng(6), types=("education", "enterprise"))
    late = (reports["year"] > 2011).to_numpy()
    reports["org_type"] = np.where(np.random.default_rng(7).random(400) < np.where(late, 0.2, 0.8), "education", "enterprise")
    frame = build_frame(make_tables(reports, {"warmth": (reports["org_type"] == "education").astype(int).to_numpy()}), themes=["warmth"])
    row = decompose(frame, years=window(frame), draws=Resample(frame, 50)).iloc[0]
    assert row["composition"] == pytest.approx(row["change"], abs=1)
    assert row["within"] == pytest.approx(0, abs=1)
    assert row["change"] < -40


def test_crosstab_and_difference_see_a_group_that_differs() -> None:
    reports = make_reports(200, np.random.default_rng(8))
    says = np.random.default_rng(9).random(200) < np.where(reports["org_type"] == "education", 0.9, 0.3)
    tables = make_tables(reports, {"warmth": says.astype(int), "safety": np.random.default_rng(10).integers(0, 2, 200)})
    frame = build_frame(tables, themes=["warmth", "safety"])
    found = crosstab(frame, permutations=199).set_index(["theme", "group"])
    assert found.loc[("warmth", "education"), "residual"] > 3
    assert found.loc["warmth", "q"].iloc[0] < 0.05 < found.loc["safety", "q"].iloc[0]
    gap = difference(frame, by="org_type", pair=("education", "enterprise"), permutations=199).iloc[0]
    assert gap["ci_low"] > 20
    with pytest.raises(UsageError, match="no report has org_type 'school'"):
        difference(frame, by="org_type", pair=("school", "enterprise"))


def test_few_reports_could_not_show_a_small_change() -> None:
    few, many = (build_frame(_tables(n)) for n in (40, 400))
    small, large = (detectable(f, years=window(f), by="")["detectable"].mean() for f in (many, few))
    assert small < 16 < 35 < large


def test_regression_agrees_with_maximum_likelihood_where_there_is_much() -> None:
    generator = np.random.default_rng(12)
    x = np.column_stack([np.ones(4000), generator.normal(size=4000)])
    y = (generator.random(4000) < 1 / (1 + np.exp(-(0.5 + 1.0 * x[:, 1])))).astype(float)
    model = fit(x, y, np.ones(4000), np.arange(4000), ["constant", "x"])
    assert model.beta == pytest.approx([0.5, 1.0], abs=0.15)
    assert model.errors[1] == pytest.approx(np.sqrt(np.linalg.inv((x * (0.2 * np.ones(4000))[:, None]).T @ x)[1, 1]), rel=0.3)


def test_marginal_effects_stay_finite_where_a_group_always_mentions() -> None:
    reports = make_reports(120, np.random.default_rng(13))
    says = (reports["org_type"] == "education").to_numpy() | (np.arange(120) % 3 == 0)
    frame = build_frame(make_tables(reports, {"warmth": says.astype(int)}), themes=["warmth"])
    found = regressions(frame, years=window(frame))
    assert np.isfinite(found[["effect", "ci_low", "ci_high", "beta", "error"]].to_numpy()).all()


def test_adjusted_p_are_scipy_s() -> None:
    p = np.random.default_rng(14).random(50) ** 2
    assert adjust(p) == pytest.approx(stats.false_discovery_control(p))


# The order of files, sites, mistakes


@pytest.mark.parametrize("estimand", ESTIMANDS)
def test_the_order_of_the_rows_changes_nothing(estimand: str) -> None:
    tables = copy_report(_tables(80), "r000003", 5)
    mixed = Tables(*(t.sample(frac=1, random_state=3) for t in (tables.reports, tables.theme_mentions, tables.pages)), tables.themes)
    one, other = (prevalence(build_frame(t), Design(estimand=estimand), by="org_type", years=Window(2004, 2018, 5)) for t in (tables, mixed))  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(one, other, check_exact=True)


def test_the_site_that_carries_a_theme_is_named() -> None:
    reports = make_reports(80, np.random.default_rng(15))
    frame = build_frame(make_tables(reports, {"warmth": (np.arange(80) % 4 == 2).astype(int)}), themes=["warmth"])
    row = leave_one_site_out(frame).iloc[0]
    assert (row["site_most"], row["site_low"]) == ("site2.example", 0.0)


def test_length_is_adjusted_for() -> None:
    """Long reports mention more only because they are long: at one length they do not."""
    reports = make_reports(2000, np.random.default_rng(16))
    counts = np.random.default_rng(17).poisson(reports["chars"] / 1500)
    frame = build_frame(make_tables(reports, {"warmth": counts}), themes=["warmth"])
    long = frame.chars > 2000
    for length, gap in ((None, 0.2), (500.0, 0.03)):
        said = frame.outcome(length=length)[:, 0]
        assert (said[long].mean() - said[~long].mean() > gap) == (length is None)


def test_what_does_not_occur_is_named_with_what_there_is() -> None:
    tables = _tables(20)
    with pytest.raises(UsageError, match="no theme 'bargain'"):
        build_frame(tables, themes=["bargain"])
    with pytest.raises(UsageError, match="no report has genre 'summery'; there are plan, speech, summary"):
        build_frame(tables, where={"genre": "summery"})
    with pytest.raises(UsageError, match="cannot group by 'shape'"):
        prevalence(build_frame(tables), by="shape")


def test_events_are_read_in_order_and_mistakes_named(tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "events.csv"
    path.write_text("year,label\n2015,group reform\n2008,contract law\n", encoding="utf-8")
    assert [event.year for event in read_events(path)] == [2008, 2015]
    path.write_text("year,label\nsoon,reform\n", encoding="utf-8")
    with pytest.raises(ResourceError, match="line 2: year is 'soon'"):
        read_events(path)
