"""Figures by theme: what counts once is counted once, totals stand without their parts, medians are those of the figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from analysis_texts import Corpus, claim, copy_report, make_corpus, no_checks, shuffled

from unioncorpus.analysis.claims_by import distributions, heaping, plan_and_result, quantile, select_claims
from unioncorpus.analysis.frame import build_frame
from unioncorpus.analysis.plots_claims import distributions as draw
from unioncorpus.analysis.plots_claims import rates
from unioncorpus.analysis.study import Options
from unioncorpus.analysis.text_study import TextStudy


def chosen_of(corpus: Corpus) -> pd.DataFrame:
    return select_claims(build_frame(corpus), corpus.claims, corpus.checks)


def table_of(corpus: Corpus) -> pd.DataFrame:
    return distributions(chosen_of(corpus), build_frame(corpus))


def with_claims(*rows: dict[str, object], checks: pd.DataFrame | None = None) -> Corpus:
    """Ten reports without figures of their own, and these claims."""
    corpus = make_corpus(10, seed=2)
    return replace(corpus, claims=pd.DataFrame(rows), checks=checks if checks is not None else no_checks())


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return make_corpus(90, seed=3)


def test_medians_and_quartiles_are_those_of_the_figures(corpus: Corpus) -> None:
    table = table_of(corpus)
    row = table[(table["theme"] == "warmth") & (table["unit"] == "元") & (table["group_by"] == "")].iloc[0]
    values = corpus.claims.loc[(corpus.claims["theme"] == "warmth") & (corpus.claims["unit"] == "元"), "value"].to_numpy(float)
    assert row["median"] == np.median(values)
    assert row["n_claims"] == len(values)
    assert [row["q1"], row["q3"]] == pytest.approx(np.quantile(values, [0.25, 0.75], method="averaged_inverted_cdf"))
    assert (row["smallest"], row["largest"]) == (values.min(), values.max())
    assert row["median_low"] <= row["median"] <= row["median_high"]


@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_a_weight_of_two_is_a_figure_said_twice(share: float) -> None:
    values, weights = np.array([1.0, 4.0, 6.0, 9.0]), np.array([1.0, 2.0, 1.0, 2.0])
    twice = np.repeat(values, weights.astype(int))
    assert quantile(values, weights[:, None], share)[0] == pytest.approx(np.quantile(twice, share, method="averaged_inverted_cdf"))


def test_copying_any_document_twenty_times_leaves_the_figures_unchanged(corpus: Corpus) -> None:
    before = table_of(corpus)
    for report in ("r000000", "r000044"):
        after = table_of(copy_report(corpus, report, 20))
        exact = [c for c in before.columns if not c.startswith("median_")]  # intervals are redrawn: the groups have other names
        pd.testing.assert_frame_equal(after[exact], before[exact])


def test_the_order_of_the_rows_does_not_matter(corpus: Corpus) -> None:
    assert table_of(shuffled(corpus)).to_csv() == table_of(corpus).to_csv()


SENTENCE = "全年走访困难职工30户,其中单亲女职工12户,慰问金共6000元。"
PARTS = {
    "after 其中, same unit": ([("a", 30.0, "户", 0), ("b", 12.0, "户", 1), ("c", 6000.0, "元", 2)], SENTENCE, {"a", "c"}),
    "其中 with another unit only": ([("a", 30.0, "户", 0), ("b", 6000.0, "元", 1)], "走访困难职工30户,其中发放慰问金6000元。", {"a", "b"}),
    "no 其中": ([("a", 30.0, "户", 0), ("b", 12.0, "户", 1)], "走访困难职工30户,看望病号12户。", {"a", "b"}),
}


@pytest.mark.parametrize(("figures", "sentence", "kept"), PARTS.values(), ids=PARTS)
def test_parts_of_a_stated_total_go(figures: list[tuple[str, float, str, int]], sentence: str, kept: set[str]) -> None:
    rows = [claim(i, "r000001", value, unit, sentence=sentence, start=start) for i, value, unit, start in figures]
    assert set(chosen_of(with_claims(*rows))["claim_id"]) == kept


def test_what_the_checks_add_up_or_say_twice_counts_once() -> None:
    rows = [claim(f"c{i}", "r000001", v, "家", start=i) for i, v in enumerate((40.0, 15.0, 25.0, 40.0))]
    checks = pd.DataFrame({
        "check_id": ["k0", "k1"], "report_id": ["r000001"] * 2, "rule": ["sum", "repeat"], "claim_ids": ["c1;c2;c0", "c0;c3"], "stated": [40.0, 40.0],
    })  # fmt: skip
    assert set(chosen_of(with_claims(*rows, checks=checks))["claim_id"]) == {"c0"}


@pytest.mark.parametrize("flag", ["masked", "lost_decimal", "inconsistent", "implausible"])
def test_doubtful_figures_go_and_zeros_in_words_stay(flag: str) -> None:
    rows = [claim("a", "r000001", 5.0, "家", flags=f"verbal;{flag}"), claim("b", "r000001", 0.0, "家", flags="verbal")]
    assert set(chosen_of(with_claims(*rows))["claim_id"]) == {"b"}


def test_amounts_per_head_plans_and_units_stand_apart() -> None:
    rows = [claim(f"{name}{i}", f"r00000{i}", 100.0 + i, "元", kind="money", **more) for i in range(4) for name, more in KINDS.items()]
    table = table_of(with_claims(*rows))
    whole = table[table["group_by"] == ""]
    assert {(r.per, r.status, r.n_claims) for r in whole.itertuples()} == {("", "reported", 4), ("户", "reported", 4), ("", "planned", 4)}


KINDS: dict[str, dict[str, str]] = {"total": {}, "each": {"per": "户"}, "plan": {"status": "planned"}, "rule": {"status": "required"}}


def test_the_share_of_the_largest_report_is_printed_and_no_sums_are() -> None:
    rows = [claim(f"c{i}", f"r00000{i}", v, "家") for i, v in enumerate((1.0, 2.0, 7.0))]
    table = table_of(with_claims(*rows))
    assert table[table["group_by"] == ""]["largest_report_share"].tolist() == pytest.approx([0.7])
    assert not [c for c in table.columns if "sum" in c or "total" in c]


def test_cells_of_few_groups_are_marked_and_have_no_interval() -> None:
    rows = [claim(f"c{i}", f"r00000{i}", float(i + 1), "家", theme=theme) for i in range(6) for theme in ("warmth", *(["safety"] if i < 4 else []))]
    whole = table_of(with_claims(*rows))
    whole = whole[whole["group_by"] == ""].set_index("theme")
    assert (whole.loc["warmth", "thin"], whole.loc["safety", "thin"]) == (False, True)
    assert np.isnan(whole.loc["safety", "median_low"])
    assert not np.isnan(whole.loc["warmth", "median_low"])


def test_heaps_at_round_targets() -> None:
    values = (100.0, 100.0, 95.0, 92.3, 60.0, 0.0)
    rows = [claim(f"c{i}", f"r00000{i}", v, "%", kind="rate") for i, v in enumerate(values)]
    corpus = with_claims(*rows)
    found = heaping(chosen_of(corpus), build_frame(corpus)).set_index("theme").loc[""]
    assert (found["at_100"], found["round"], found["between_90_and_100"]) == pytest.approx((2 / 6, 2 / 6, 2 / 6))
    assert found["at_100_low"] <= found["at_100"] <= found["at_100_high"]


def test_plan_and_result_of_the_same_organisation_stand_side_by_side() -> None:
    corpus = with_claims(
        claim("plan", "r000001", 20.0, "家", status="planned", counted="企业"), claim("done", "r000002", 15.0, "家", counted="企业"),
        claim("other", "r000003", 9.0, "家", counted="企业"), claim("year", "r000002", 9.0, "家", counted="企业", year=2009),
    )  # fmt: skip
    corpus.reports["org_id"] = ["", "甲工会", "甲工会", "乙工会", *[""] * 6]
    corpus.reports["org_type"] = "enterprise"
    pairs = plan_and_result(chosen_of(corpus))
    assert pairs[["plan_claim", "result_claim", "planned", "reported", "ratio"]].values.tolist() == [["plan", "done", 20.0, 15.0, 0.75]]


def test_every_number_of_the_figures_is_in_its_csv(corpus: Corpus) -> None:
    picture = draw(TextStudy(corpus))
    axes = [axis for axis in picture.figure.axes if axis.get_visible()]
    drawn = sorted(round(float(x), 6) for axis in axes for x, _ in axis.collections[-1].get_offsets())
    assert drawn == sorted(round(float(x), 6) for x in picture.data["median"])
    shown = {text.get_text() for axis in axes for text in axis.texts}
    data = zip(picture.data["n_claims"], picture.data["n_groups"], picture.data["largest_report_share"], strict=True)
    assert shown == {f"{n}/{groups}  {100 * share:.0f} %" for n, groups, share in data}


def test_every_bar_of_the_rates_is_in_its_csv() -> None:
    rows = [claim(f"c{i}", f"r00000{i % 8}", v, "%", kind="rate", start=i) for i, v in enumerate((100.0, 98.0, 97.5, 60.0, 3.0, 100.0, 90.0, 85.0, 20.0))]
    picture = rates(TextStudy(with_claims(*rows)))
    bars = sorted(round(bar.get_height(), 6) for axis in picture.figure.axes for bar in axis.patches)
    assert bars == sorted((100 * picture.data["share"]).round(6).tolist())
    assert sum(bars) == pytest.approx(100)


def test_no_interval_of_the_figure_runs_off_its_axis(corpus: Corpus) -> None:
    picture = draw(TextStudy(corpus))
    axes = [axis for axis in picture.figure.axes if axis.get_visible()]
    for axis, (_, part) in zip(axes, picture.data.groupby("panel", sort=False), strict=True):
        low, high = axis.get_xlim()
        shown = part[["q1", "q3", "median_low", "median_high"]].to_numpy(float)
        assert low < np.nanmin(shown[shown > 0])
        assert high > np.nanmax(shown)


def test_panels_without_kinds_of_organisation_are_low_and_three_in_a_row(corpus: Corpus) -> None:
    mixed = draw(TextStudy(corpus)).figure
    alone = draw(TextStudy(replace(corpus, reports=corpus.reports.assign(org_type="education")), Options(by=["province"]))).figure
    assert [len({round(axis.get_position().x0, 2) for axis in figure.axes}) for figure in (mixed, alone)] == [2, 3]
    assert alone.get_figheight() < mixed.get_figheight() / 2
