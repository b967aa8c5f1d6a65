"""Figures of words and kinds of report, each a `Picture`: key words, topics and how stable they are, clusters, template language.

Every function takes a corpus, a `Study` or a `TextStudy` made before.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from unioncorpus.analysis import discovery
from unioncorpus.analysis.figures import GREYS, PAGE, Look, Picture, style
from unioncorpus.analysis.frame import THIN
from unioncorpus.analysis.plots import join, numbered, picture, wrapped
from unioncorpus.analysis.text_study import TextStudy, percent
from unioncorpus.analysis.wording import LANGUAGES, Language, Spoken, name_of, say, spoken, theme_name
from unioncorpus.model.errors import UsageError

_ROW = 0.165  # inches
_WORDS, _PANELS = 8, 6
_NOTABLE = 1.25
_GLOSS = 36  # letters below the words of a topic
_LABEL: dict[Spoken, float] = {"both": 4, "zh": 6.5, "en": 8.5}  # parts of the width for what stands along the axes of template language
_GRID = "#ececec"
_TALL: dict[Spoken, float] = {"zh": 0.2, "en": 0.27, "both": 0.27}  # inches, a topic with its words, and a line in English below them


def text_study(source: Any) -> TextStudy:
    """The study a figure is drawn from."""
    return source if isinstance(source, TextStudy) else TextStudy(source)


def caveat(study: TextStudy, language: Language, look: Look) -> str:
    """The sentences that end a caption."""
    return join(language, numbered(look, language), say(language, "caption.caveat"))


def keyness(source: Any, *, width: float = PAGE) -> Picture:
    """The words each kind of report uses more than the others, a panel a kind: log ratio with interval."""
    study = text_study(source)
    by = study.study.options.by[0]
    table = study.keyness[(study.keyness["group_by"] == by) & (study.keyness["log_ratio"] > 0)]
    if not len(table):
        raise UsageError(f"no two values of {by} have enough reports to compare their words")
    sizes = study.texts.frame.reports.groupby(by)["cluster"].nunique()
    groups = sorted(table["group"].unique(), key=lambda g: (g == "other", -sizes[g], g))[:_PANELS]
    shown = pd.concat([_key_words(table[table["group"] == group]) for group in groups], ignore_index=True)
    with style(width, study.study.options.labels) as look:
        columns = min(2 if len(groups) == 4 or look.language != "zh" else 3, len(groups))  # words with their English need room
        rows = math.ceil(len(groups) / columns)
        figure, axes = look.subplots(rows, columns, rows * (_ROW * _WORDS + 0.32) + 0.3, sharex=True)
        for axis, group in zip(axes.flat, groups, strict=False):
            _word_panel(axis, shown[shown["group"] == group], study, look)
            axis.set_title(look.printable(f"{name_of(look.language, by, group)} (n = {sizes[group]})"))
        for i, axis in enumerate(axes.flat):
            axis.set_visible(i < len(groups))
            axis.tick_params(labelbottom=i + columns >= len(groups))
        figure.supxlabel(say(look.language, "axis.log_ratio"), fontsize=7.5)
        null = study.null.set_index("test").to_dict("index")["rank"]
        values = {
            "draws": 200, "rate": percent(null["rate_001"]), "any": percent(null["any_after_adjustment"]), "runs": null["runs"],
            "n_reports": len(study.texts), "n_groups": study.texts.frame.reports["cluster"].nunique(), "words": study.tested,
        }  # fmt: skip
        captions = [_words_caption("caption.keyness", study, language, look, values) for language in LANGUAGES]
        data = shown.assign(n_groups_of_kind=shown["group"].map(sizes), stands_for=shown["term"].map(study.glosses).fillna(""))
        return picture("keyness", figure, data, captions, look)


def _key_words(rows: pd.DataFrame) -> pd.DataFrame:
    """The key words of a group, most surely more frequent first; where they are few, the next by p."""
    key = rows["key"].astype(bool)
    best = rows[key].sort_values(["conservative", "term"], ascending=[False, True], kind="stable").head(_WORDS)
    return pd.concat([best, rows[~key].sort_values(["p", "term"], kind="stable").head(_WORDS - len(best))])


def _word(term: str, study: TextStudy, look: Look) -> str:
    """A word; after a form of the codebook, for who reads no Chinese, the English label of its campaign or theme."""
    told = study.glosses.get(term, "") if look.language != "zh" else ""
    return look.printable(term) + (f" ({told})" if told else "")


def _word_panel(axis: Any, rows: pd.DataFrame, study: TextStudy, look: Look) -> None:
    at = np.arange(len(rows))[::-1]
    key = rows["key"].to_numpy(bool)
    axis.axvline(0, color=GREYS[1], linewidth=0.5)
    axis.hlines(at, rows["ratio_low"], rows["ratio_high"], color=GREYS[0], linewidth=0.7)
    axis.scatter(rows["log_ratio"], at, s=12, facecolor=np.where(key, GREYS[0], "white"), edgecolor=GREYS[0], linewidth=0.7, zorder=3)
    axis.set_yticks(at, [_word(term, study, look) for term in rows["term"]])
    axis.set_ylim(-0.6, _WORDS - 0.4)
    axis.margins(x=0.12)
    axis.grid(axis="y", color=_GRID, linewidth=0.5)
    axis.tick_params(axis="y", length=0)
    axis.spines["left"].set_visible(False)
    for y, groups in zip(at, rows["n_groups"], strict=True):
        axis.text(0.995, y, f"{groups}", transform=axis.get_yaxis_transform(), ha="right", va="center", fontsize=5.5, color=GREYS[1])


def topics(source: Any, *, width: float = PAGE * 0.85) -> Picture:
    """The topics that recur: share of passages, top words, nearest code."""
    study = text_study(source)
    found = study.topics.topics
    if not len(found):
        raise UsageError("no topic recurs in these texts; see topic_stability.csv")
    with style(width, study.study.options.labels) as look:
        figure, axes = look.subplots(1, 1, _TALL[look.language] * len(found) + 0.65)
        axis, at = axes[0, 0], np.arange(len(found))[::-1]
        axis.hlines(at, 100 * found["ci_low"], 100 * found["ci_high"], color=GREYS[0], linewidth=0.8)
        axis.scatter(100 * found["share"], at, s=15, color=GREYS[0], zorder=3)
        axis.set_yticks(at, [_five(terms, study, look) for terms in found["terms"]], linespacing=1.1)
        axis.set_xlim(0, 105 * found["ci_high"].max())
        axis.set_ylim(-0.6, len(found) - 0.4)
        axis.grid(axis="y", color=_GRID, linewidth=0.5)
        axis.tick_params(axis="y", length=0)
        axis.spines["left"].set_visible(False)
        axis.set_xlabel(say(look.language, "axis.topic_share"))
        for y, kind, code in zip(at, found["suggestion"], found["nearest"], strict=True):
            axis.text(1.02, y, look.printable(_nearest(study, kind, code, look.language)), transform=axis.get_yaxis_transform(), va="center", fontsize=6.5)
        return picture("topics", figure, found, [_topics_caption("caption.topics", study, language, look) for language in LANGUAGES], look)


def _nearest(study: TextStudy, kind: str, code: str, language: Spoken) -> str:
    """What a topic looks like."""
    return spoken(language, lambda one: say(one, f"mark.{kind}", nearest=label_of(study, code, one)), "\n")


def _five(terms: str, study: TextStudy, look: Look) -> str:
    """The first five words of a topic; below them, for who reads no Chinese, what those of the codebook stand for."""
    first = str(terms).split(";")[:5]
    told = list(dict.fromkeys(study.glosses[term] for term in first if term in study.glosses)) if look.language != "zh" else []
    kept = [gloss for i, gloss in enumerate(told) if not i or len("; ".join(told[: i + 1])) <= _GLOSS]
    return look.printable(" ".join(first)) + (f"\n({'; '.join(kept)})" if kept else "")


def label_of(study: TextStudy, code: str, language: Spoken) -> str:
    """The label of a theme or campaign."""
    book = study.corpus.themes
    row = book[book["campaign"].fillna("").where(book["campaign"].fillna("") != "", book["code"]) == code]
    return spoken(language, lambda one: str(row[f"label_{one}"].iloc[0]) if len(row) else code)


def _topics_caption(key: str, study: TextStudy, language: Language, look: Look) -> str:
    found = study.topics
    passages = found.numbers["n_passages"].iloc[0]
    k = int(found.numbers.loc[found.numbers["chosen"], "k"].iloc[0])
    values = {"draws": discovery.DRAWS, "k": k, "shown": len(found.topics), "n_passages": passages}
    return _words_caption(key, study, language, look, values)


def _words_caption(key: str, study: TextStudy, language: Language, look: Look, values: dict[str, Any]) -> str:
    """The caption of a figure with Chinese words, which says what stands in brackets at them."""
    glosses = say(language, "caption.gloss") if look.language != "zh" else ""
    return join(language, say(language, key, **values), glosses, caveat(study, language, look))


def stability(source: Any, *, width: float = PAGE) -> Picture:
    """How stable the topics are: numbers of topics tried, and how often each topic of the chosen number was found again."""
    study = text_study(source)
    numbers, found = study.topics.numbers, study.topics.stability
    if not len(numbers):
        raise UsageError("too few passages for topics")
    with style(width, study.study.options.labels) as look:
        figure, axes = look.subplots(1, 2, max(1.9, (_TALL[look.language] - 0.04) * len(found) + 0.65), width_ratios=[1, 1])
        _numbers_panel(axes[0, 0], numbers, look)
        _recurrence_panel(axes[0, 1], found, study, look)
        data = pd.concat([numbers.assign(panel="numbers"), found.assign(panel="topics")], ignore_index=True)
        return picture("topic_stability", figure, data, [_topics_caption("caption.stability", study, language, look) for language in LANGUAGES], look)


def _numbers_panel(axis: Any, numbers: pd.DataFrame, look: Look) -> None:
    looks = {"coherence": ("-", "o", GREYS[0]), "exclusivity": ("--", "s", "white"), "recurrence": (":", "D", GREYS[1])}
    for name, (dash, mark, face) in looks.items():
        axis.plot(
            numbers["k"], numbers[f"{name}_relative"], dash, marker=mark, markersize=3.2, color=GREYS[0], markerfacecolor=face, markeredgewidth=0.6,
            linewidth=0.9, label=say(look.language, f"mark.{name}"),
        )  # fmt: skip
    axis.axvline(float(numbers.loc[numbers["chosen"], "k"].iloc[0]), color=GREYS[2], linewidth=3, zorder=0)
    axis.set_ylim(min(0.0, float(numbers[[f"{n}_relative" for n in looks]].min().min())), 1.05)
    axis.set_xticks(numbers["k"])
    axis.set_xlabel(say(look.language, "axis.k"))
    axis.set_ylabel(wrapped(say(look.language, "axis.score"), 1.2, look))
    axis.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=3, borderaxespad=0, handletextpad=0.4, columnspacing=1.0)


def _recurrence_panel(axis: Any, found: pd.DataFrame, study: TextStudy, look: Look) -> None:
    rows = found.sort_values(["recurrence", "topic"], ascending=[True, False], kind="stable")
    at, shown = np.arange(len(rows)), rows["shown"].to_numpy(bool)
    axis.hlines(at, 0, 100 * rows["recurrence"], color=GREYS[2], linewidth=1.2)
    axis.scatter(100 * rows["recurrence"], at, s=15, facecolor=np.where(shown, GREYS[0], "white"), edgecolor=GREYS[0], linewidth=0.7, zorder=3)
    axis.axvline(100 * discovery.RECURS, color=GREYS[0], linewidth=0.7, linestyle="--")
    axis.set_yticks(at, [_five(terms, study, look) for terms in rows["terms"]], linespacing=1.1)
    axis.set_xlim(0, 104)
    axis.tick_params(axis="y", length=0)
    axis.set_xlabel(say(look.language, "axis.recurrence"))


def clusters(source: Any, *, width: float = PAGE) -> Picture:
    """Kinds of report: their themes, and how they spread over kinds of organisation."""
    study = text_study(source)
    found, by = study.clusters.clusters, study.study.options.by[0]
    if not len(found):
        raise UsageError("too few reports with themes for clusters")
    profile, names = study.clusters.profiles, found["cluster"].tolist()
    crossed = study.cluster_shares[(study.cluster_shares["group_by"] == by) & study.cluster_shares["year"].isna()]
    sizes = crossed.groupby("group")["n_groups"].max()
    groups = sorted(sizes.index, key=lambda g: (g == "unknown", g == "other", -sizes[g], g))
    with style(width, study.study.options.labels) as look:
        figure, axes = look.subplots(1, 2, 0.19 * len(study.study.frame.themes) + 0.75, width_ratios=[1, 1.15])
        heads = [f"{c}\nn = {n}\n{s:.2f}" for c, n, s in zip(names, found["n_reports"], found["stability"], strict=True)]
        themes = [look.printable(theme_name(look.language, theme)) for theme in study.study.frame.themes]
        shares = profile.pivot(index="theme", columns="cluster", values="share").reindex(index=list(study.study.frame.codes), columns=names)
        lifts = profile.pivot(index="theme", columns="cluster", values="lift").reindex_like(shares).to_numpy(float)
        _matrix(axes[0, 0], 100 * shares.to_numpy(float), themes, heads, marked=lifts >= _NOTABLE)
        axes[0, 0].set_title(say(look.language, "axis.mentions"))
        table, thin = (crossed.pivot(index="group", columns="cluster", values=v).reindex(index=groups, columns=names) for v in ("share", "thin"))
        bounds = [crossed.pivot(index="group", columns="cluster", values=v).reindex_like(table).to_numpy(float) for v in ("ci_low", "ci_high")]
        labels = [look.printable(f"{name_of(look.language, by, g)} ({sizes[g]:.0f})") for g in groups]
        _matrix(axes[0, 1], 100 * table.to_numpy(float), labels, names, hatched=thin.fillna(False).to_numpy(bool), bounds=bounds)
        axes[0, 1].set_title(say(look.language, "axis.of_kind"))
        values = {"k": len(found), "silhouette": f"{np.average(found['silhouette'], weights=found['n_reports']):.2f}", "draws": 20}
        captions = [join(language, say(language, "caption.clusters", **values), caveat(study, language, look)) for language in LANGUAGES]
        data = pd.concat([found.assign(panel="clusters"), profile.assign(panel="profiles"), crossed.assign(panel="groups")], ignore_index=True)
        return picture("clusters", figure, data, captions, look)


def _matrix(
    axis: Any, values: Any, rows: Sequence[str], heads: Sequence[str], *, marked: Any = None, hatched: Any = None, bounds: Sequence[Any] = ()
) -> None:
    """Numbers on greys."""
    from matplotlib.patches import Rectangle

    axis.imshow(values, cmap="Greys", vmin=0, vmax=max(1.0, float(np.nanmax(values)) * 1.4), aspect="auto")
    dark = 0.55 * max(1.0, float(np.nanmax(values)) * 1.4)
    for i, j in np.argwhere(~np.isnan(values)):
        text = f"{values[i, j]:.0f}" + (f" [{100 * bounds[0][i, j]:.0f}; {100 * bounds[1][i, j]:.0f}]" if bounds else "")
        axis.text(j, i, text, ha="center", va="center", fontsize=5.8, color="white" if values[i, j] > dark else "black")
        if marked is not None and marked[i, j]:
            axis.add_patch(Rectangle((j - 0.44, i - 0.42), 0.88, 0.84, fill=False, edgecolor=GREYS[0], linewidth=0.9))
        if hatched is not None and hatched[i, j]:
            axis.add_patch(Rectangle((j - 0.5, i - 0.5), 1, 1, fill=False, hatch="////", edgecolor=GREYS[2], linewidth=0, zorder=1.5))
    axis.set_xticks(range(len(heads)), heads)
    axis.set_yticks(range(len(rows)), rows)
    axis.tick_params(length=0)
    axis.spines[:].set_visible(False)


def template(source: Any, *, width: float = PAGE) -> Picture:
    """Themes with and without formulaic mentions, and how formulaic and how specific kinds of organisations write."""
    study = text_study(source)
    themes, by = study.template_themes.iloc[::-1], study.study.options.by[0]
    means = study.template_groups[(study.template_groups["group_by"] == by) & (study.template_groups["group"] != "unknown")]
    with style(width, study.study.options.labels) as look:
        figure, left, right = _template_axes(look, _ROW * max(len(themes), 6) + 0.6, _ROW * means["group"].nunique() + 0.9)
        _with_and_without(left, themes, study, look)
        order = means[means["measure"] == "formulaic"].sort_values(["mean", "group"], kind="stable")["group"].tolist()
        for axis, measure, label in ((right[0], "formulaic", "axis.characters"), (right[1], "specificity", "axis.specific")):
            rows = means[means["measure"] == measure].set_index("group").loc[order]
            _means(axis, rows, 100 if measure == "formulaic" else 1)
            axis.set_xlabel(wrapped(say(look.language, label), width / _LABEL[look.language], look))
            names = [look.printable(f"{name_of(look.language, by, g)} ({n})") for g, n in zip(order, rows["n_groups"], strict=True)]
            axis.set_yticks(range(len(order)), names if measure == "formulaic" else [""] * len(order))
        values = {"draws": 300, "n_reports": len(study.texts), "n_groups": study.texts.frame.reports["cluster"].nunique()}
        captions = [join(language, say(language, "caption.template", **values), caveat(study, language, look)) for language in LANGUAGES]
        data = pd.concat([study.template_themes.assign(panel="themes"), means.assign(panel="groups")], ignore_index=True)
        return picture("template_language", figure, data, captions, look)


def _template_axes(look: Look, themes: float, groups: float) -> tuple[Any, Any, list[Any]]:
    """Themes beside the two measures of groups; above them where names in two languages take the room."""
    if look.language == "both":
        figure, axes = look.mosaic("TT;AB", themes + groups, height_ratios=[themes, groups])
    else:
        figure, axes = look.mosaic("TAB", themes, width_ratios=[1.5, 1, 1])
    return figure, axes["T"], [axes["A"], axes["B"]]


def _with_and_without(axis: Any, themes: pd.DataFrame, study: TextStudy, look: Look) -> None:
    names = {theme.code: theme_name(look.language, theme) for theme in study.study.everything.themes}
    at = np.arange(len(themes))
    for lift, share, low, high, face, label in (
        (0.15, "share", "ci_low", "ci_high", GREYS[0], "mark.with"), (-0.15, "without", "without_low", "without_high", "white", "mark.without"),
    ):  # fmt: skip
        axis.hlines(at + lift, 100 * themes[low], 100 * themes[high], color=GREYS[0] if lift > 0 else GREYS[1], linewidth=0.7)
        axis.scatter(100 * themes[share], at + lift, s=11, facecolor=face, edgecolor=GREYS[0], linewidth=0.6, zorder=3, label=say(look.language, label))
    axis.set_yticks(at, [look.printable(names[code]) for code in themes["theme"]])
    axis.set_xlim(0, 102)
    axis.set_ylim(-0.6, len(themes) - 0.4)
    axis.tick_params(axis="y", length=0)
    axis.grid(axis="y", color=_GRID, linewidth=0.5)
    axis.set_xlabel(say(look.language, "axis.share"))
    axis.legend(loc="lower left", bbox_to_anchor=(-0.02, 1.0), ncols=2, borderaxespad=0, handletextpad=0.2, columnspacing=1.0)


def _means(axis: Any, rows: pd.DataFrame, scale: int) -> None:
    at = np.arange(len(rows))
    thin = (rows["n_groups"] < THIN).to_numpy(bool)
    axis.hlines(at, scale * rows["ci_low"], scale * rows["ci_high"], color=GREYS[0], linewidth=0.8)
    axis.scatter(scale * rows["mean"], at, s=14, facecolor=np.where(thin, "white", GREYS[0]), edgecolor=GREYS[0], linewidth=0.7, zorder=3, clip_on=False)
    axis.set_xlim(0, None)
    axis.set_ylim(-0.6, len(rows) - 0.4)
    axis.tick_params(axis="y", length=0)
    axis.grid(axis="y", color=_GRID, linewidth=0.5)
