"""Figures of differences: between groups, between the halves of the years, under ways of dating, between themes, and beside official series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from unioncorpus.analysis.compare import halves
from unioncorpus.analysis.figures import COLUMN, GREYS, PAGE, Look, Picture, style
from unioncorpus.analysis.frame import HasTables
from unioncorpus.analysis.plots import join, labelled, numbered, picture, side_label, study_of, year_ticks
from unioncorpus.analysis.study import Study
from unioncorpus.analysis.wording import LANGUAGES, name_of, say, theme_name
from unioncorpus.model.errors import UsageError

_ROW = 0.2  # inches, the height of a theme's row
_CELL = 0.21  # inches, the side of a cell of a matrix
_EXPECTED = 5  # sections by chance: a pair with fewer says nothing when there are none


def difference(source: HasTables | Study, *, width: float = PAGE * 0.75, **options: Any) -> Picture:
    """Difference in each theme between two groups (`contrast=("enterprise", "education")`; else the two largest), sorted, with intervals."""
    study = study_of(source, options)
    if study.contrast is None:
        raise UsageError("a difference needs reports of two groups; the reports are all of one")
    found = study.differences.sort_values("difference", kind="stable").reset_index(drop=True)
    one, other = study.contrast
    by = study.options.by[0]
    with style(width, study.options.labels) as look:
        figure, axis = _rows_figure(look, found, study)
        at = np.arange(len(found))
        clear = (found["q"] < 0.05).to_numpy(bool)
        axis.hlines(at, found["ci_low"], found["ci_high"], color=GREYS[0], linewidth=0.8)
        axis.scatter(found["difference"], at, s=16, facecolor=np.where(clear, GREYS[0], "white"), edgecolor=GREYS[0], linewidth=0.8, zorder=3)
        names = [look.printable(name_of(look.language, by, name)) for name in (other, one)]
        axis.set_xlabel(say(look.language, "axis.change"))
        axis.set_title(f"← {names[0]}", loc="left")
        axis.set_title(f"{names[1]} →", loc="right")
        values = {"n_one": found["n_groups"].max(), "n_other": found["n_groups_other"].max(), "draws": study.options.draws}
        captions = []
        for language in LANGUAGES:
            first = say(language, "caption.difference", one=name_of(language, by, one), other=name_of(language, by, other), **values)
            captions.append(join(language, first, numbered(look, language), study.basis(language)))
        return picture("difference", figure, labelled(found, study), captions, look)


def change(source: HasTables | Study, *, width: float = PAGE * 0.75, **options: Any) -> Picture:
    """The change of each theme between the halves of the years, and what it owes to change within types and to composition."""
    study = study_of(source, options)
    found = study.decomposition.sort_values("change", kind="stable").reset_index(drop=True)
    halved = halves(study.single_years)
    with style(width, study.options.labels) as look:
        figure, axis = _rows_figure(look, found, study, legend=True)
        at = np.arange(len(found))
        looks: dict[str, tuple[float, dict[str, Any]]] = {
            "change": (0.0, {"marker": "o", "facecolor": GREYS[0]}),
            "within": (-0.24, {"marker": "s", "facecolor": "white"}),
            "composition": (-0.44, {"marker": "^", "facecolor": GREYS[2]}),
        }
        for part, (lift, mark) in looks.items():
            line = 1.0 if part == "change" else 0.5
            axis.hlines(at + lift, found[f"{part}_low"], found[f"{part}_high"], color=GREYS[0] if part == "change" else GREYS[1], linewidth=line)
            label = say(look.language, "mark.change" if part == "change" else f"mark.{part}")
            axis.scatter(found[part], at + lift, s=15 if part == "change" else 9, edgecolor=GREYS[0], linewidth=0.6, zorder=3, label=label, **mark)
        axis.set_ylim(-0.8, len(found) - 0.5)
        axis.set_xlabel(say(look.language, "axis.change"))
        figure.legend(loc="outside upper center", ncols=3, columnspacing=1.2, handletextpad=0.3)
        values = {"first": halved.first, "middle": int(halved.ends[0]), "next": int(halved.ends[0]) + 1, "last": halved.last, "draws": study.options.draws}
        captions = [join(language, say(language, "caption.change", **values), study.basis(language)) for language in LANGUAGES]
        return picture("change_decomposed", figure, labelled(found, study), captions, look)


def year_sensitivity(source: HasTables | Study, *, width: float = PAGE * 0.75, **options: Any) -> Picture:
    """The slope of each theme under three ways of dating, and the slopes that are possible at worst."""
    study = study_of(source, options)
    study.need_two_years()
    found = study.trends.iloc[::-1].reset_index(drop=True)
    with style(width, study.options.labels) as look:
        figure, axis = _rows_figure(look, found, study, marks=["" if agree else " †" for agree in found["agree"]], legend=True)
        at = np.arange(len(found))
        axis.hlines(at, found["slope_lowest"], found["slope_highest"], color=GREYS[3], linewidth=7, label=say(look.language, "year_method.bounds"))
        looks = {"dated": (0.26, "o", GREYS[0]), "midpoint": (0.0, "s", GREYS[1]), "em": (-0.26, "D", "white")}
        for method, (lift, mark, face) in looks.items():
            axis.hlines(at + lift, found[f"{method}_low"], found[f"{method}_high"], color=GREYS[0], linewidth=0.6)
            label = say(look.language, f"year_method.{method}")
            axis.scatter(found[f"{method}_slope"], at + lift, s=11, marker=mark, facecolor=face, edgecolor=GREYS[0], linewidth=0.6, zorder=3, label=label)
        axis.set_xlabel(say(look.language, "axis.slope"))
        figure.legend(loc="outside upper center", ncols=4, columnspacing=1.0, handletextpad=0.4, handlelength=1.2)
        values = {"first": study.single_years.first, "last": study.single_years.last, "draws": study.options.draws}
        captions = [join(language, say(language, "caption.sensitivity", **values), study.basis(language)) for language in LANGUAGES]
        return picture("year_sensitivity", figure, labelled(found, study), captions, look)


def _rows_figure(look: Look, found: pd.DataFrame, study: Study, *, marks: list[str] | None = None, legend: bool = False) -> tuple[Any, Any]:
    """A figure with a row a theme and a line at nothing."""
    figure, axes = look.subplots(1, 1, _ROW * len(found) * (1.35 if legend else 1.0) + (0.9 if legend else 0.6))
    axis = axes[0, 0]
    themes = {theme.code: theme for theme in study.frame.themes}
    names = [look.printable(theme_name(look.language, themes[code])) for code in found["theme"]]
    axis.set_yticks(range(len(found)), [name + mark for name, mark in zip(names, marks or [""] * len(names), strict=True)])
    axis.set_ylim(-0.6, len(found) - 0.4)
    axis.axvline(0, color=GREYS[1], linewidth=0.6, zorder=1)
    axis.grid(axis="y", color="#ececec", linewidth=0.5)
    axis.tick_params(axis="y", length=0)
    axis.spines["left"].set_visible(False)
    return figure, axis


def together(source: HasTables | Study, *, width: float = 0, **options: Any) -> Picture:
    """Which themes stand in the same section more often than chance, as a matrix; pairs that chance explains are left empty. As wide as its themes need."""
    study = study_of(source, options)
    found, n_sections = study.pairs
    codes = list(study.frame.codes)
    with style(width or min(PAGE, max(COLUMN, 1.9 + _CELL * len(codes))), study.options.labels) as look:
        figure, axes = look.subplots(1, 1, 1.35 + _CELL * len(codes) * 0.9)
        _draw_matrix(axes[0, 0], found, codes, [look.printable(theme_name(look.language, theme)) for theme in study.frame.themes])
        figure.suptitle(say(look.language, "axis.lift"), x=0.01, ha="left", fontsize=7.5)
        values = {"draws": study.options.draws, "n": n_sections}
        captions = [join(language, say(language, "caption.cooccurrence", **values), study.basis(language)) for language in LANGUAGES]
        return picture("cooccurrence", figure, labelled(found, study), captions, look)


def _draw_matrix(axis: Any, found: pd.DataFrame, codes: list[str], names: list[str]) -> None:
    """The lower triangle: above 1 on grey by its log, below 1 in a frame, the ratio as a number; nothing where chance explains the pair or would give few."""
    from matplotlib.patches import Rectangle

    row_of = {code: i for i, code in enumerate(codes)}
    more = np.full((len(codes), len(codes)), np.nan)
    clear = (found["expected"] >= _EXPECTED) & ((found["ci_low"] > 1) | (found["ci_high"] < 1))
    for theme, other, lift in found.loc[clear, ["theme", "other", "lift"]].itertuples(index=False):
        i, j = sorted((row_of[theme], row_of[other]), reverse=True)
        grey = min(2.0, float(np.log2(lift))) if lift > 1 else 0.0
        if lift > 1:
            more[i, j] = grey
        else:
            axis.add_patch(Rectangle((j - 0.43, i - 1.43), 0.86, 0.86, fill=False, edgecolor=GREYS[1], linewidth=0.5))
        axis.text(j, i - 1, f"{lift:.1f}", ha="center", va="center", fontsize=5.8, color="white" if grey > 0.9 else "black")
    axis.imshow(more[1:, :-1], cmap="Greys", vmin=-1, vmax=2.6, aspect="auto")
    axis.set_xticks(range(len(codes) - 1), names[:-1], rotation=50, ha="right", rotation_mode="anchor")
    axis.set_yticks(range(len(codes) - 1), names[1:])
    for k in range(1, len(codes)):
        axis.plot([-0.5, min(k, len(codes) - 2) + 0.5], [k - 0.5, k - 0.5], color="#ececec", linewidth=0.5, zorder=0)
    axis.tick_params(length=0)
    axis.spines[:].set_visible(False)


def benchmark(source: HasTables | Study, series: pd.DataFrame | None = None, *, width: float = PAGE * 0.75, **options: Any) -> Picture:
    """Our shares beside official series, a panel a series, each with its own axis.

    Args:
        series: columns theme, year, value and, if wanted, label: what the series is and its unit.
    """
    study = study_of(source, options)
    official = series if series is not None else study.options.benchmark
    if official is None or not len(official):
        raise UsageError("no official series; give a CSV with the columns theme, year, value, label")
    study.check_official(official)
    official = official.assign(label=official.get("label", ""))
    panels = list(official.groupby(["theme", "label"], sort=False))
    tables = []
    with style(width, study.options.labels) as look:
        figure, axes = look.subplots(len(panels), 1, 1.75 * len(panels) + 0.3)
        for axis, ((code, label), rows) in zip(axes.flat, panels, strict=True):
            tables.append(_beside(axis, study, look, str(code), str(label), rows))
        side_label(figure, "axis.share", look)
        captions = []
        for language in LANGUAGES:
            first = say(language, "caption.benchmark", note=say(language, "caption.benchmark.note"))
            captions.append(join(language, first, numbered(look, language), study.basis(language)))
        return picture("benchmark", figure, labelled(pd.concat(tables, ignore_index=True), study), captions, look)


def _beside(axis: Any, study: Study, look: Look, code: str, label: str, rows: pd.DataFrame) -> pd.DataFrame:
    """One panel: our share with its ribbon, the official series on an axis of its own."""
    ours = study.by_year[study.by_year["theme"] == code].sort_values("year")
    at = ((ours["year"] + ours["year_to"]) / 2).to_numpy(float)
    axis.fill_between(at, 100 * ours["ci_low"], 100 * ours["ci_high"], color=GREYS[2], alpha=0.55, linewidth=0)
    axis.plot(at, 100 * ours["share"].to_numpy(float), color=GREYS[0], marker="o", markersize=2.5)
    axis.set_ylim(0, 104)
    first, last = int(min(study.years.first, rows["year"].min())), int(max(study.years.last, rows["year"].max()))
    axis.set_xticks(year_ticks(first, last))
    right = axis.twinx()
    right.spines["right"].set_visible(True)
    right.plot(rows["year"], rows["value"], color=GREYS[0], linestyle="--", marker="^", markersize=3, markerfacecolor="white", linewidth=0.8)
    right.set_ylim(0, float(rows["value"].max()) * 1.1 or 1.0)
    right.set_ylabel(look.printable(label) if label else say(look.language, "axis.official"))
    theme = next(t for t in study.frame.themes if t.code == code)
    r, shared = _rank_correlation(ours, rows)
    axis.set_title(f"{look.printable(theme_name(look.language, theme))}" + (f"  (r = {r:.2f}, n = {shared})" if not np.isnan(r) else ""))
    data = ours.assign(series="reports")
    return pd.concat([data, rows.rename(columns={"value": "official"}).assign(series=label or "official", rank_correlation=r)], ignore_index=True)


def _rank_correlation(ours: pd.DataFrame, rows: pd.DataFrame) -> tuple[float, int]:
    """Spearman's r between our share and the mean of the official values in each step of years."""
    values = []
    for start, end, share in ours[["year", "year_to", "share"]].itertuples(index=False):
        inside = rows["value"][(rows["year"] >= start) & (rows["year"] <= end)]
        if len(inside) and not np.isnan(share):
            values.append((share, float(inside.mean())))
    if len(values) < 4 or len({v for v, _ in values}) < 2 or len({v for _, v in values}) < 2:
        return float("nan"), len(values)
    return float(stats.spearmanr(*zip(*values, strict=True)).statistic), len(values)

