"""Figures of themes over years and groups, each a `Picture`: the drawing, its numbers, and a caption that says what it shows and how sure it is.

    import unioncorpus as uc
    corpus = uc.open("data/processed")
    uc.plot.prevalence(corpus, themes=["bargaining", "safety"]).save("figures")

Every function takes a corpus (or a `Study` made before) and the fields of `study.Options` as options: themes, by, years, step, estimand, year_method, labels, …
Figures are a page wide unless `width` says otherwise (figures.COLUMN is the width of a column).
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from unioncorpus.analysis.figures import GREYS, PAGE, Look, Picture, style
from unioncorpus.analysis.frame import THIN, HasTables
from unioncorpus.analysis.study import Options, Study
from unioncorpus.analysis.wording import LANGUAGES, Language, Spoken, name_of, say, theme_name
from unioncorpus.model.errors import UsageError

_PANEL = 1.3  # inches, the height of a small panel
_FOOT = 22  # of the height of a panel that shows shares of 0 to 100: where the bars of groups stand
_FILLED = 0.9  # of the foot, by the highest bar
_LINES = {"dated": ("-", "o"), "midpoint": ("--", "s"), "em": ("-", "D")}
_DATED_BY = {"dated": GREYS[0], "midpoint": GREYS[1], "em": GREYS[1]}


def study_of(source: HasTables | Study, options: dict[str, Any]) -> Study:
    """The study a figure is drawn from."""
    return source if isinstance(source, Study) else Study(source, Options.of(options))


def prevalence(source: HasTables | Study, *, width: float = PAGE, **options: Any) -> Picture:
    """Share of reports that mention each theme over the years, a panel a theme, with ribbons, the number of groups, slopes, and the user's events."""
    study = study_of(source, options)
    found, slopes = study.by_year, study.trends.set_index("theme")
    with style(width, study.options.labels) as look:
        columns = _columns(len(study.frame.themes), width)
        rows = math.ceil(len(study.frame.themes) / columns)
        figure, axes = look.subplots(rows, columns, rows * (_PANEL + _taller(look)) + 0.55)
        for axis, theme in zip(axes.flat, study.frame.themes, strict=False):
            _trend_panel(axis, found[found["theme"] == theme.code], study, float(found["n_groups"].max()))
            title = wrapped(theme_name(look.language, theme), width / columns - 0.25, look)
            axis.set_title(f"{title}\n{_slope_line(slopes.loc[[theme.code]].iloc[0], look.language)}", linespacing=1.2)
        _finish_grid(figure, axes, len(study.frame.themes), look, study, most=float(found["n_groups"].max()))
        captions = [_trend_caption("caption.trends", study, found, language, look) for language in LANGUAGES]
        return picture("trends", figure, labelled(found, study), captions, look)


def by_group(source: HasTables | Study, theme: str, *, width: float = PAGE, **options: Any) -> Picture:
    """Share of reports that mention one theme over the years, a panel a group. Groups of fewer than five duplicate groups have none."""
    study = study_of(source, options)
    if theme not in study.frame.codes:
        raise UsageError(f"no theme {theme!r} under study; there are {', '.join(study.frame.codes)}")
    by, found = study.options.by[0], study.by_year_and_group[study.by_year_and_group["theme"] == theme]
    whole = study.by_group[study.by_group["theme"] == theme].set_index("group")["n_groups"]
    sizes = whole[whole >= THIN]
    if not len(sizes):
        raise UsageError(f"no value of {by} has {THIN} duplicate groups: too few for shares by year")
    found = found[found["group"].isin(sizes.index)]
    groups = sorted(sizes.index, key=lambda g: (g == "unknown", g == "other", -round(float(sizes[g]), 3), g))
    with style(width, study.options.labels) as look:
        columns = _columns(len(groups), width)
        rows = math.ceil(len(groups) / columns)
        figure, axes = look.subplots(rows, columns, rows * (_PANEL + _taller(look)) + 0.55)
        for axis, group in zip(axes.flat, groups, strict=False):
            _trend_panel(axis, found[found["group"] == group], study, float(found["n_groups"].max()))
            axis.set_title(wrapped(f"{name_of(look.language, by, group)} ({sizes[group]:.0f})", width / columns - 0.25, look))
        _finish_grid(figure, axes, len(groups), look, study, most=float(found["n_groups"].max()))
        captions = [_trend_caption("caption.by", study, found, language, look, theme=_theme(study, theme, language)) for language in LANGUAGES]
        return picture(f"trends_{theme}_by_{by}", figure, labelled(found, study), captions, look)


def heatmap(source: HasTables | Study, *, columns: str = "year", width: float = PAGE, **options: Any) -> Picture:
    """Themes against years, or against the groups of the study (`columns="group"`): the share in every cell, thin cells hatched, groups below."""
    if columns not in ("year", "group"):
        raise UsageError(f"columns {columns!r}: must be one of year, group")
    study = study_of(source, options)
    found = (study.by_year if columns == "year" else study.by_group).copy()
    found["column"] = found["year"].astype(str) if columns == "year" else found["group"]
    heads = sorted(found["column"].unique(), key=lambda c: (c == "unknown", c == "other", c))
    with style(width, study.options.labels) as look:
        figure, axes = look.subplots(1, 1, 0.19 * len(study.frame.themes) + 1.0)
        _draw_heatmap(axes[0, 0], found, heads, study, look, columns)
        captions = []
        for language in LANGUAGES:
            first = say(language, "caption.heatmap", columns=say(language, f"caption.heatmap.{'years' if columns == 'year' else 'groups'}"))
            captions.append(join(language, first, _years_line(study, language) if columns == "year" else "", numbered(look, language), study.basis(language)))
        return picture(f"heatmap_{columns}", figure, labelled(found.drop(columns="column"), study), captions, look)


def year_lines(source: HasTables | Study, *, width: float = PAGE, **options: Any) -> Picture:
    """The same shares under four ways of dating the reports, a panel a theme."""
    study = study_of(source, options)
    found = study.by_method
    with style(width, study.options.labels) as look:
        columns = _columns(len(study.frame.themes), width)
        rows = math.ceil(len(study.frame.themes) / columns)
        figure, axes = look.subplots(rows, columns, rows * (_PANEL - 0.1 + _taller(look)) + 0.75)
        for axis, theme in zip(axes.flat, study.frame.themes, strict=False):
            lines = _method_lines(axis, found[found["theme"] == theme.code], look.language)
            axis.set_title(wrapped(theme_name(look.language, theme), width / columns - 0.25, look))
        _finish_grid(figure, axes, len(study.frame.themes), look, study)
        figure.legend(handles=lines, loc="outside upper center", ncols=4)
        values = {"first": study.years.first, "last": study.years.last}
        captions = [join(language, say(language, "caption.lines", steps=steps(study, language), **values), study.basis(language)) for language in LANGUAGES]
        return picture("year_sensitivity_lines", figure, labelled(found, study), captions, look)


def picture(name: str, figure: Any, data: pd.DataFrame, captions: Sequence[str], look: Look) -> Picture:
    """The figure with its numbers and its captions in English and Chinese."""
    return Picture(name, figure, data, captions[0], captions[1], look.settings)


def _columns(panels: int, width: float) -> int:
    """Panels side by side."""
    return max(1, min(panels, round(width / 1.75)))


def wrapped(text: str, inches: float, look: Look) -> str:
    """A title over as many lines as its panel needs; a line of the text begins a line."""
    return "\n".join(line for part in look.printable(text).split("\n") for line in wrap(part, int(inches * 18)))


def wrap(text: str, room: int) -> list[str]:
    """A text over lines of so many letters, a Chinese character taking the room of two. A word that fits a line is not broken; Chinese, if it must be, is
    broken anywhere but inside brackets and before a mark. What stands in brackets stays together.

    Example:
        >>> wrap("mutual insurance 互助保障 (persons 人)", 24), wrap("套话字数比例（%）", 14)
        (['mutual insurance', '互助保障 (persons 人)'], ['套话字数比例', '（%）'])
    """
    lines = [""]
    for word in re.split(r"\s+(?![^()]*\))", text.strip()):
        pieces = [word] if _letters(word) <= room else re.findall(r"(?:（[^（）]*）|[!-~]+|.)[，。；：、）]*", word)
        for i, piece in enumerate(pieces):
            gap = " " if lines[-1] and not i else ""
            if lines[-1] and _letters(lines[-1] + gap + piece) > room:
                lines.append(piece)
            else:
                lines[-1] += gap + piece
    return lines


def _letters(text: str) -> int:
    return sum(2 if sign >= "\u2e80" else 1 for sign in text)


def _taller(look: Look) -> float:
    """Inches that titles in two languages need more."""
    return 0.1 if look.language == "both" else 0.0


def _trend_panel(axis: Any, rows: pd.DataFrame, study: Study, most: float) -> None:
    """A line with its ribbon; thin points hollow; the number of groups as bars at the foot."""
    rows = _without_gaps(rows, study)
    at = ((rows["year"] + rows["year_to"]) / 2).to_numpy(float)
    share, low, high = (100 * rows[name].to_numpy(float) for name in ("share", "ci_low", "ci_high"))
    thin, groups = rows["thin"].to_numpy(bool), rows["n_groups"].to_numpy(float)
    axis.bar(at, _FOOT * _FILLED * groups / max(1.0, most), bottom=-_FOOT, width=0.8 * study.years.width, color=GREYS[1], zorder=0)
    axis.axhline(0, color=GREYS[1], linewidth=0.4, zorder=0)
    if study.design.year_method == "bounds":
        axis.fill_between(at, low, high, color=GREYS[2], linewidth=0, zorder=1)
        return
    axis.fill_between(at, low, high, color=GREYS[2], alpha=0.55, linewidth=0, zorder=1)
    axis.plot(at, share, color=GREYS[0], linewidth=0.9, zorder=3)
    axis.scatter(at[~thin], share[~thin], s=6, color=GREYS[0], zorder=4)
    axis.scatter(at[thin], share[thin], s=7, facecolor="white", edgecolor=GREYS[0], linewidth=0.6, zorder=4)


def _without_gaps(rows: pd.DataFrame, study: Study) -> pd.DataFrame:
    """A row for every step of the years; one that rests on less than one duplicate group is empty, so that lines do not cross it."""
    rows = rows.set_index("year").reindex(study.years.starts).rename_axis("year").reset_index()
    rows["year_to"], rows["n_groups"] = study.years.ends, rows["n_groups"].fillna(0.0)
    rows["thin"] = rows["n_groups"] < THIN
    rows.loc[rows["n_groups"] < 1, ["share", "ci_low", "ci_high"]] = np.nan
    return rows


def _slope_line(row: pd.Series[Any], language: Spoken) -> str:
    """The slope of a theme for the head of its panel; * where it is more than chance over all themes."""
    star = " *" if row["q"] < 0.05 else ""
    slope, low, high = (f"{row[name]:{sign}.1f}".replace("-", "\N{MINUS SIGN}") for name, sign in (("slope", "+"), ("ci_low", ""), ("ci_high", "")))
    if np.isnan(row["slope"]):
        return ""  # a single year
    if np.isnan(row["ci_low"]):
        return say(language, "mark.slope_only", slope=slope) + star
    return say(language, "mark.slope", slope=slope, low=low, high=high) + star


def _finish_grid(figure: Any, axes: Any, used: int, look: Look, study: Study, *, most: float = 0) -> None:
    """Axes of small multiples: one scale, labels at the edges; with bars at the foot their scale at the right, to `most` groups, and events as dotted lines.

    Set by hand: axes shared in matplotlib are slow.
    """
    years = study.years
    for i, axis in enumerate(axes.flat):
        if i >= used:
            axis.set_visible(False)
            continue
        axis.set_ylim(-_FOOT if most else 0, 104)
        axis.set_yticks([0, 50, 100])
        axis.set_xlim(years.first - 0.7, years.last + 0.7)
        axis.set_xticks(year_ticks(years.first, years.last))
        axis.tick_params(labelbottom=i + axes.shape[1] >= used, labelleft=i % axes.shape[1] == 0)
        for event in study.options.events if most else ():
            axis.axvline(event.year - 0.5, color=GREYS[0], linewidth=0.7, linestyle=":", zorder=2)
        if most and (i % axes.shape[1] == axes.shape[1] - 1 or i == used - 1):
            _foot_scale(axis, most)
    side_label(figure, "axis.share", look)


def side_label(figure: Any, key: str, look: Look) -> None:
    """What all vertical axes of a figure show, over as many lines as its height needs."""
    figure.supylabel(wrapped(say(look.language, key), figure.get_figheight() - 0.2, look), fontsize=7.5, multialignment="center")


def _foot_scale(axis: Any, most: float) -> None:
    """A bracket at the right, as high as the highest bar, with its number of groups."""
    at, height = axis.get_yaxis_transform(), _FOOT * _FILLED
    axis.plot([1.0, 1.015, 1.015, 1.0], [-_FOOT, -_FOOT, height - _FOOT, height - _FOOT], color=GREYS[1], linewidth=0.5, transform=at, clip_on=False)
    axis.text(1.025, height / 2 - _FOOT, f"{most:.0f}", transform=at, va="center", fontsize=5.5, color=GREYS[1])


def year_ticks(first: int, last: int) -> list[int]:
    """At most five round years."""
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (last - first) / step <= 4)
    return [year for year in range(first, last + 1) if year % step == 0] or [first]


def _method_lines(axis: Any, rows: pd.DataFrame, language: Spoken) -> list[Any]:
    """Four ways of dating: bounds as a grey area, the others as lines."""
    handles = []
    for method, part in rows.sort_values("year").groupby("year_method", sort=False):
        at = ((part["year"] + part["year_to"]) / 2).to_numpy(float)
        label = say(language, f"year_method.{method}")
        if method == "bounds":
            handles.append(axis.fill_between(at, 100 * part["ci_low"], 100 * part["ci_high"], color=GREYS[3], linewidth=0, label=label))
            continue
        dash, mark = _LINES[str(method)]
        face = "white" if method == "em" else _DATED_BY[str(method)]
        handles += axis.plot(
            at, 100 * part["share"].to_numpy(float), dash, marker=mark, markersize=2.6, color=_DATED_BY[str(method)], markerfacecolor=face,
            markeredgewidth=0.6, linewidth=0.8, label=label,
        )  # fmt: skip
    return handles


def _draw_heatmap(axis: Any, found: pd.DataFrame, heads: Sequence[str], study: Study, look: Look, columns: str) -> None:
    from matplotlib.patches import Rectangle

    codes = list(study.frame.codes)
    values = found.pivot(index="theme", columns="column", values="share").reindex(index=codes, columns=list(heads)).to_numpy(float)
    thin = found.pivot(index="theme", columns="column", values="thin").reindex(index=codes, columns=list(heads))
    axis.imshow(100 * values, cmap="Greys", vmin=0, vmax=130, aspect="auto")  # up to 130, so that black letters stay readable
    small = 6.0 if len(heads) <= 14 else 4.8
    for i, j in np.argwhere(~np.isnan(values)):
        axis.text(j, i, f"{100 * values[i, j]:.0f}", ha="center", va="center", fontsize=small, color="white" if values[i, j] > 0.7 else "black")
        if bool(thin.iloc[i, j]):
            axis.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, hatch="////", edgecolor=GREYS[2], linewidth=0, zorder=1.5))
    counts = found.groupby("column")["n_groups"].median().reindex(list(heads))
    names = [_step_name(head, study) if columns == "year" else look.printable(name_of(look.language, study.options.by[0], head)) for head in heads]
    crowded = columns != "year" or len(heads) > 12
    axis.set_xticks(range(len(heads)), [f"{name}{' ' if crowded else chr(10)}({count:.0f})" for name, count in zip(names, counts, strict=True)])
    if crowded:
        axis.tick_params(axis="x", rotation=40 if columns != "year" else 90)
        for label in axis.get_xticklabels():
            label.set_ha("right" if columns != "year" else "center")
            label.set_rotation_mode("anchor" if columns != "year" else "default")
    axis.set_yticks(range(len(codes)), [look.printable(theme_name(look.language, theme)) for theme in study.frame.themes])
    axis.tick_params(length=0)
    axis.spines[:].set_visible(False)


def _step_name(first: str, study: Study) -> str:
    """2003–07 for a step of years, 2003 for a year."""
    ends = dict(zip(study.years.starts.tolist(), study.years.ends.tolist(), strict=True))
    last = ends[int(first)]
    return first if last == int(first) else f"{first}–{last % 100:02d}"


def _theme(study: Study, code: str, language: Language) -> str:
    return next(theme_name(language, theme) for theme in study.frame.themes if theme.code == code)


def steps(study: Study, language: Language) -> str:
    """Says how many years a step of the figure has, if more than one."""
    return say(language, "caption.steps", width=study.years.width) if study.years.width > 1 else ""


def _years_line(study: Study, language: Language) -> str:
    leave = say(language, "caption.leave") if study.design.leave_theme_out else ""
    return say(language, "caption.years", year_method=say(language, f"caption.years.{study.design.year_method}"), leave=leave).rstrip()


def _trend_caption(key: str, study: Study, found: pd.DataFrame, language: Language, look: Look, **values: Any) -> str:
    most = f"{found['n_groups'].max():.0f}"
    first = say(language, key, first=study.years.first, last=study.years.last, steps=steps(study, language), most=most, **values)
    events = "; ".join(f"{e.year} {(e.label_zh or e.label) if language == 'zh' else e.label}" for e in study.options.events)
    drawn = say(language, "caption.events", events=events) if events else ""
    sure = say(language, "caption.ci", draws=study.options.draws)
    return join(language, first, drawn, _years_line(study, language), sure, numbered(look, language), study.basis(language))


def numbered(look: Look, language: Language) -> str:
    """Says that numbers stand for names the font lacks, if they do."""
    return say(language, "caption.labels") if look.numbers else ""


def join(language: Language, *sentences: str) -> str:
    """Sentences one after the other."""
    return (" " if language == "en" else "").join(s for s in sentences if s)


def labelled(found: pd.DataFrame, study: Study) -> pd.DataFrame:
    """The numbers of a figure with the names of themes and groups in both languages."""
    themes = {theme.code: theme for theme in study.frame.themes}
    data = found.copy()
    for language in ("zh", "en"):
        data.insert(1, f"theme_{language}", [theme_name(language, themes[code]) for code in data["theme"]])
    return data.reset_index(drop=True)
