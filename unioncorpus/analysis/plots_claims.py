"""Figures of what reports count: how large the figures are by kind of organisation, and where rates heap."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from unioncorpus.analysis.claims_by import ROUND
from unioncorpus.analysis.figures import GREYS, PAGE, Look, Picture, style
from unioncorpus.analysis.plots import join, picture, side_label, wrapped
from unioncorpus.analysis.plots_texts import caveat, label_of, text_study
from unioncorpus.analysis.text_study import TextStudy, percent
from unioncorpus.analysis.wording import LANGUAGES, Language, Spoken, name_of, say, spoken
from unioncorpus.model.errors import UsageError

_PANELS = 6
_ROW = 0.19  # inches
_GRID = "#ececec"
_FEWEST = 5  # rates that a panel shows at least
_ROOM = 1.3  # factor by which a log axis is longer at both ends than what it shows


def distributions(source: Any, *, width: float = PAGE) -> Picture:
    """The figures of the six theme-and-unit pairs that most kinds of organisation state: medians and quartiles by kind, on a log axis."""
    study = text_study(source)
    shown = _largest(study.claims)
    if not len(shown):
        raise UsageError("no theme has figures of one unit in three reports or more")
    panels = list(shown.groupby("panel", sort=False))
    with style(width, study.study.options.labels) as look:
        lengths = [len(part) for _, part in panels]
        columns = min(len(panels), 2 if max(lengths) > 1 else 3)  # panels without kinds of organisation are a single row
        tallest = [max(lengths[i : i + columns]) for i in range(0, len(panels), columns)]
        heights = [_ROW * most + 0.62 for most in tallest]
        figure, axes = look.subplots(len(heights), columns, sum(heights), height_ratios=heights)
        for i, (axis, (_, part)) in enumerate(zip(axes.flat, panels, strict=False)):
            _panel(axis, part, tallest[i // columns], look)
            axis.set_title(wrapped(_title(part.iloc[0], study, look.language), width / columns - 1.0, look))
        for axis in axes.flat[len(panels) :]:
            axis.set_visible(False)
        values = {"draws": 300, "n_claims": len(study.chosen_claims), "n_reports": study.chosen_claims["report_id"].nunique()}
        captions = [join(language, say(language, "caption.claims", **values), caveat(study, language, look)) for language in LANGUAGES]
        return picture("claim_distributions", figure, shown, captions, look)


def _largest(claims: pd.DataFrame) -> pd.DataFrame:
    """The rows of the panels: reported totals of people, money and things, of themes with most groups, two a theme at most; all kinds together first."""
    usable = claims[(claims["campaign"] == "") & (claims["per"] == "") & (claims["status"] == "reported") & claims["kind"].isin(["people", "money", "count"])]
    usable = usable[usable["largest"] > 0]
    whole = usable[usable["group_by"] == ""].sort_values(["n_groups", "n_claims", "theme", "unit"], ascending=[False, False, True, True], kind="stable")
    whole = whole[whole.groupby("theme").cumcount() < 2]
    tables = []
    for panel, (theme, unit) in enumerate(whole[["theme", "unit"]].head(_PANELS).itertuples(index=False)):
        mine = usable[(usable["theme"] == theme) & (usable["unit"] == unit)]
        kinds = mine[mine["group_by"] == "org_type"].sort_values(["median", "group"], ascending=[False, True], kind="stable")
        tables.append(pd.concat([mine[mine["group_by"] == ""], kinds]).assign(panel=panel))
    return pd.concat(tables, ignore_index=True) if tables else usable


def _title(row: Any, study: TextStudy, language: Spoken) -> str:
    """Theme and unit."""

    def unit(one: Language) -> str:
        return say(one, f"axis.value.{row['kind']}") if row["unit"] in ("元", "人") else say(one, "axis.value", unit=row["unit"])

    return f"{label_of(study, row['theme'], language)} ({spoken(language, unit)})"


def _panel(axis: Any, part: pd.DataFrame, most: int, look: Look) -> None:
    """Medians with their intervals, and the middle half, a row a kind; a bound of 0, which a log axis has no place for, reaches the edge."""
    from matplotlib.ticker import FuncFormatter, LogLocator

    at = most - 1 - np.arange(len(part))
    shown = part[["q1", "median", "median_low"]].to_numpy(float)
    least = float(np.min(shown[shown > 0], initial=np.inf))
    least = least if np.isfinite(least) else 1.0
    thin = part["thin"].to_numpy(bool)
    floor = least / 2
    axis.set_xscale("log")
    reach = float(part["q3"].max()) / floor
    axis.xaxis.set_major_locator(LogLocator(subs=(1.0,) if reach > 300 else (1.0, 3.0) if reach > 20 else (1.0, 2.0, 5.0)))
    axis.xaxis.set_major_formatter(FuncFormatter(lambda value, _: short(value, look.language)))
    axis.hlines(at, np.maximum(part["q1"], floor), part["q3"], color=GREYS[3], linewidth=6)
    axis.hlines(at, np.maximum(part["median_low"], floor), part["median_high"], color=GREYS[0], linewidth=0.8)
    axis.scatter(np.maximum(part["median"], floor), at, s=14, facecolor=np.where(thin, "white", GREYS[0]), edgecolor=GREYS[0], linewidth=0.7, zorder=3)
    names = [look.printable(name_of(look.language, "org_type", g)) if g else say(look.language, "mark.all") for g in part["group"]]
    axis.set_yticks(at, names)
    axis.set_ylim(-0.6, most - 0.4)
    axis.set_xlim(least / _ROOM, _ROOM * float(part[["q3", "median_high"]].max().max()))
    axis.grid(axis="x", color=_GRID, linewidth=0.5)
    axis.tick_params(axis="y", length=0)
    axis.minorticks_off()
    axis.spines["left"].set_visible(False)
    for y, claims, groups, share in zip(at, part["n_claims"], part["n_groups"], part["largest_report_share"], strict=True):
        axis.text(1.01, y, f"{claims}/{groups}  {100 * share:.0f} %", transform=axis.get_yaxis_transform(), va="center", fontsize=5.5, color=GREYS[1])


def short(value: float, language: Spoken) -> str:
    """A round number for an axis.

    Example:
        >>> short(3000, "en"), short(2e6, "en"), short(30000, "zh"), short(2e8, "zh")
        ('3k', '2M', '3万', '2亿')
    """
    for size, sign in ((1e8, "亿"), (1e4, "万")) if language == "zh" else ((1e9, "bn"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            return f"{value / size:g}{sign}"
    return f"{value:g}"


def rates(source: Any, *, width: float = PAGE * 0.65) -> Picture:
    """How rates are spread over 0 to 100 %, reported above, planned below: multiples of five in black, so that heaps at round targets show."""
    study = text_study(source)
    table = rate_table(study.chosen_claims)
    if not len(table):
        raise UsageError("no rates between 0 and 100 % in these reports")
    heaps = study.heaping[study.heaping["theme"] == ""].set_index("status").to_dict("index")
    sizes = table.groupby("status")["n_claims"].sum().sort_index(ascending=False)
    shown = [status for status, n in sizes.items() if n >= min(_FEWEST, sizes.max())]
    with style(width, study.study.options.labels) as look:
        figure, axes = look.subplots(len(shown), 1, 1.0 * len(shown) + 0.6, sharex=True, sharey=True)
        for axis, status in zip(axes.flat, shown, strict=True):
            part = table[table["status"] == status]
            even = part["multiple_of_5"].to_numpy(bool)
            middle, breadth = part["rate_from"] + np.where(even, 0.0, 0.5), np.where(even, 1.3, 0.8)
            axis.bar(middle, 100 * part["share"], width=breadth, color=np.where(even, GREYS[0], GREYS[2]))
            axis.set_title(f"{say(look.language, f'status.{status}')} (n = {int(part['n_claims'].sum())})")
            axis.set_xlim(-1.5, 102)
        axes[-1, 0].set_xlabel(say(look.language, "axis.rate"))
        side_label(figure, "axis.rates", look)
        values = _heap_words(table, heaps) | {"n_reports": study.chosen_claims.loc[_rates_of(study.chosen_claims), "report_id"].nunique()}
        captions = [join(language, say(language, "caption.rates", **values), caveat(study, language, look)) for language in LANGUAGES]
        return picture("rate_heaping", figure, table, captions, look)


def _heap_words(table: pd.DataFrame, heaps: dict[Any, Any]) -> dict[str, object]:
    words: dict[str, object] = {}
    for status in ("reported", "planned"):
        heap = heaps.get(status, {"at_100": np.nan, "round": np.nan})
        words[f"n_{status}"] = int(table.loc[table["status"] == status, "n_claims"].sum())
        words |= {f"full_{status}": percent(heap["at_100"]), f"round_{status}": percent(heap["round"])}
    return words


def rate_table(chosen: pd.DataFrame) -> pd.DataFrame:
    """Multiples of five points each by itself, other rates in steps of one point; steps without any are left out."""
    used = chosen[_rates_of(chosen)]
    even = used["value"] % ROUND == 0
    start = used["value"].where(even, np.floor(used["value"]))
    used = used.assign(multiple_of_5=even, rate_from=start, rate_below=start.where(even, start + 1))
    whole = used.groupby("status")["weight"].transform("sum")
    cells = used.assign(share=used["weight"] / whole).groupby(["status", "rate_from", "rate_below", "multiple_of_5"], as_index=False, observed=True)
    return cells.agg(n_claims=("value", "size"), share=("share", "sum")).sort_values(["status", "rate_from", "rate_below"], ascending=[False, True, True])


def _rates_of(chosen: pd.DataFrame) -> pd.Series[bool]:
    """The rates that are reported or planned, of 0 to 100 %."""
    return (chosen["kind"] == "rate") & (chosen["unit"] == "%") & chosen["value"].between(0, 100) & chosen["status"].isin(["reported", "planned"])
