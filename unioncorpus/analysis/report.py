"""Everything at once: the tables and figures of a study, and the paragraph on methods that goes with them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from unioncorpus.analysis import plots, plots_claims, plots_compare, plots_texts
from unioncorpus.analysis.beside import beside
from unioncorpus.analysis.export import docx, latex, p_value, percent, signed, write_csv
from unioncorpus.analysis.figures import Picture
from unioncorpus.analysis.frame import HasTables, one_thread
from unioncorpus.analysis.plots import labelled
from unioncorpus.analysis.study import Options, Study
from unioncorpus.analysis.text_study import TextStudy, TextTables
from unioncorpus.analysis.wording import LANGUAGES, Language, name_of, say, theme_name
from unioncorpus.model.errors import UsageError

_MOST_BY_GROUP = 4  # themes that get a figure by group of their own
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Findings:
    """What `analyze` found and wrote."""

    out: Path
    tables: Mapping[str, pd.DataFrame]
    figures: tuple[str, ...]
    methods: Mapping[Language, str]
    notes: tuple[str, ...] = ()  # what a reader should know of the run
    files: tuple[Path, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class _Part:
    """Tables, figures and sentences that rest on one kind of evidence."""

    tables: dict[str, pd.DataFrame]
    pictures: list[tuple[Path, str]]  # the PNG of each figure, and its caption
    sentences: dict[Language, list[str]] = field(default_factory=dict)  # for the methods paragraph
    told: list[str] = field(default_factory=list)


def analyze(
    tables: HasTables, out: Path | str, options: Options | None = None, *, words: bool = True, workers: int = 0, progress: Progress | None = None
) -> Findings:
    """Write every table (CSV), figure (PDF, PNG, CSV, caption), paper table (LaTeX) and the report with its methods paragraph (Word, text).

    Args:
        tables: a Corpus, or `frame.Tables`.
        out: folder; made if it is not there.
        options: the choices of the study.
        words: also what rests on words and figures: keyness, topics, kinds of report, template language, claims. Needs the tables texts, claims and checks.
        workers: processes; with 1 words are worked on after themes, else (0: where there are two cores) beside them. The same bytes either way.
        progress: is told what is being done.

    Raises:
        UsageError: when no report covers a year, or an option names what does not occur.
    """
    tell = progress or (lambda _: None)
    study, out = Study(tables, options), Path(out)
    study.check()
    _make(out)
    on_words = beside(workers, _words_part, TextTables.of(tables), options, out) if words else lambda: _Part({}, [])
    with one_thread():
        themes = _Part(_save_tables(_tables(study), out, tell), _save_pictures(_drawings(study), out / "figures", tell))
        texts = on_words()
        for text in texts.told:
            tell(text)
        methods = {language: methods_text(study, language, texts.sentences.get(language, ())) for language in LANGUAGES}
        found, pictures = themes.tables | texts.tables, themes.pictures + texts.pictures
        written = [_text(out / f"methods.{language}.txt", text) for language, text in methods.items()]
        written += _save_paper(study, methods, pictures, out)
    written += [out / f"{name}.csv" for name in found] + [file for path, _ in pictures for file in sorted(path.parent.glob(f"{path.stem}.*"))]
    return Findings(out, found, tuple(path.stem for path, _ in pictures), methods, _notes(study), tuple(written))


def _make(out: Path) -> None:
    """The folder, if it is not there."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{out}: cannot be made a folder ({(error.strerror or type(error).__name__).lower()}); give another") from None


def _words_part(tables: TextTables, options: Options | None, out: Path) -> _Part:
    """What rests on words and figures."""
    told: list[str] = []
    texts = TextStudy(tables, options)
    with one_thread():
        found = _save_tables(texts.tables().items(), out, told.append)
        pictures = _save_pictures((functools.partial(draw, texts) for draw in TEXT_FIGURES), out / "figures", told.append)
        return _Part(found, pictures, {language: texts.sentences(language) for language in LANGUAGES}, told)


def _save_tables(tables: Iterable[tuple[str, pd.DataFrame]], out: Path, tell: Progress) -> dict[str, pd.DataFrame]:
    found = {}
    for name, table in tables:
        tell(f"{name}.csv")
        write_csv(table, out / f"{name}.csv")
        found[name] = table
    return found


def _save_pictures(drawings: Iterable[Callable[[], Picture]], folder: Path, tell: Progress) -> list[tuple[Path, str]]:
    """The PNG of each figure with its caption. A figure that these reports cannot fill is left out."""
    pictures = []
    for draw in drawings:
        try:
            picture = draw()
        except UsageError as error:
            tell(f"no figure: {error}")
            continue
        tell(f"figures/{picture.name}.pdf")
        picture.save(folder)
        pictures.append((folder / f"{picture.name}.png", picture.caption))
    return pictures


def _save_paper(study: Study, methods: Mapping[Language, str], pictures: list[tuple[Path, str]], out: Path) -> list[Path]:
    """Tables as LaTeX, and everything in one Word document."""
    (out / "paper").mkdir(exist_ok=True)
    paper = paper_tables(study)
    written = [_text(out / "paper" / f"{name}.tex", latex(table, caption, name)) for name, (caption, table) in paper.items()]
    captioned = [(f"Table {i}. {caption}", table) for i, (caption, table) in enumerate(paper.values(), 1)]
    figures = [(path, f"Figure {i}. {caption}") for i, (path, caption) in enumerate(pictures, 1)]
    docx(out / "report.docx", "Themes of trade-union work reports", [methods["en"], methods["zh"]], captioned, figures)
    return [*written, out / "report.docx"]


def _text(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _tables(study: Study) -> Iterator[tuple[str, pd.DataFrame]]:
    """The tables on themes that `analyze` writes."""
    yield "theme_prevalence", study.table
    if study.comparable:
        yield "theme_trends", study.trends
        yield "theme_changes", study.change_points
        if study.options.events:
            yield "theme_events", study.events
        yield "theme_decomposition", study.decomposition
        yield "theme_detectable", study.detectable
    yield "theme_crosstabs", study.crosstabs
    if study.contrast:
        yield "theme_differences", study.differences
    yield "theme_regressions", study.regressions
    yield "theme_pairs", study.pairs[0]


def _drawings(study: Study) -> Iterator[Callable[[], Picture]]:
    """The figures of themes, to be drawn one after the other."""
    if study.comparable:
        yield lambda: plots.prevalence(study)
        for theme in _most_changing(study):
            yield functools.partial(plots.by_group, study, theme)
    yield lambda: plots.heatmap(study)
    yield lambda: plots.heatmap(study, columns="group")
    if study.comparable:
        yield lambda: plots_compare.change(study)
    yield lambda: plots_compare.difference(study)
    if study.comparable:
        yield lambda: plots_compare.year_sensitivity(study)
        yield lambda: plots.year_lines(study)
    yield lambda: plots_compare.together(study)
    if study.options.benchmark is not None:
        yield lambda: plots_compare.benchmark(study)


TEXT_FIGURES: tuple[Callable[[Any], Picture], ...] = (
    plots_texts.keyness, plots_texts.topics, plots_texts.stability, plots_texts.clusters, plots_texts.template,
    plots_claims.distributions, plots_claims.rates,
)  # fmt: skip


def _most_changing(study: Study) -> list[str]:
    """The themes asked for, if they are few; else those with the clearest trend."""
    if len(study.frame.themes) <= _MOST_BY_GROUP:
        return list(study.frame.codes)
    return study.trends.sort_values(["p", "theme"], kind="stable")["theme"].head(_MOST_BY_GROUP - 1).tolist()


def _notes(study: Study) -> tuple[str, ...]:
    notes = []
    thin = float(study.by_year["thin"].mean())
    if thin > 0.5:
        notes.append(f"{thin:.0%} of the cells theme by year rest on fewer than 5 duplicate groups: read them as examples, not as shares")
    if study.years.width > 1:
        notes.append(f"years are put together in steps of {study.years.width}, since single years hold too few reports; --step 1 keeps them apart")
    if not study.comparable:
        rest = "what is not by year rests on the reports of all years; --where chooses among them"
        return (*notes, f"{study.years.first} is a single year: trends, changes and their figures, which need two, are left out; {rest}")
    unsure = study.trends.loc[~study.trends["agree"], "theme"].tolist()
    if unsure:
        notes.append(f"the trend of {len(unsure)} of {len(study.trends)} themes depends on how undated reports are handled (see figures/year_sensitivity.pdf)")
    return tuple(notes)


def methods_text(study: Study, language: Language, on_words: Sequence[str] = ()) -> str:
    """The methods paragraph with the study's numbers and what is said of words, ending with the caveat that shares describe circulating texts."""
    gap = " " if language == "en" else ""
    sentences = [_corpus_line(study, language), _themes_line(study, language), _estimand_line(study, language), _years_line(study, language)]
    sentences.append(say(language, "methods.intervals", draws=study.options.draws, permutations=study.options.permutations))
    changes = (_trends_line(study, language), _detectable_line(study, language)) if study.comparable else ("", "")
    sentences += [changes[0], _sites_line(study, language), changes[1]]
    sentences += on_words
    sentences.append(say(language, "methods.caveat"))
    return gap.join(s for s in sentences if s) + "\n"


def _corpus_line(study: Study, language: Language) -> str:
    rows = study.everything.reports
    periods = rows["period"].value_counts()
    return say(
        language, "methods.corpus", n_reports=len(rows), n_sites=rows["site"].nunique(), n_texts=rows["text_id"].nunique(), n_groups=rows["cluster"].nunique(),
        n_orgs=rows.loc[rows["org_id"] != "", "org_id"].nunique(), n_annual=int(periods.get("annual", 0)), n_part=int(periods.get("part_year", 0)),
        n_term=int(periods.get("term", 0)),
    )  # fmt: skip


def _themes_line(study: Study, language: Language) -> str:
    mentions = int(study.frame.counts(study.design.stance).sum())
    stance = say(language, f"stance.{study.design.stance}")
    return say(language, "methods.themes", n_themes=len(study.frame.themes), n_mentions=mentions, stance=stance)


def _estimand_line(study: Study, language: Language) -> str:
    length = say(language, "methods.length", length=f"{study.design.length:.0f}") if study.design.length else ""
    return say(language, "methods.estimand", estimand=say(language, f"estimand.{study.design.estimand}"), length=length)


def _years_line(study: Study, language: Language) -> str:
    low, high = study.frame.reports["low"].to_numpy(float), study.frame.reports["high"].to_numpy(float)
    known_low, known_high = ~np.isnan(low), ~np.isnan(high)
    exact, both = int((low == high).sum()), int((known_low & known_high).sum())
    leave = say(language, "methods.leave") if study.design.leave_theme_out else ""
    return say(
        language, "methods.years", exact=exact, closed=both - exact, open=int((known_low ^ known_high).sum()), none=int((~known_low & ~known_high).sum()),
        year_method=say(language, f"year_method.{study.design.year_method}"), first=study.years.first, last=study.years.last,
        steps=plots.steps(study, language), leave=leave,
    )  # fmt: skip


def _trends_line(study: Study, language: Language) -> str:
    clear = study.trends[study.trends["q"] < 0.05]
    if not len(clear):
        return say(language, "methods.no_trends", n_themes=len(study.trends))
    robust = clear[clear["agree"]]
    themes = {theme.code: theme for theme in study.frame.themes}
    named = "; ".join(f"{theme_name(language, themes[code])} ({signed(slope)})" for code, slope in zip(robust["theme"], robust["slope"], strict=True))
    named = say(language, "methods.named", names=named) if named else ""
    return say(language, "methods.trends", n_themes=len(study.trends), n_clear=len(clear), n_robust=len(robust), named=named)


def _sites_line(study: Study, language: Language) -> str:
    whole = study.whole.set_index("theme")["share"]
    moved = study.sites.set_index("theme")
    most = pd.concat([(moved["site_low"] - whole).abs(), (moved["site_high"] - whole).abs()], axis=1).max(axis=1)
    if most.isna().all():
        return ""
    theme = next(t for t in study.frame.themes if t.code == most.idxmax())
    return say(language, "methods.sites", most=f"{100 * most.max():.1f}", theme=theme_name(language, theme))


def _detectable_line(study: Study, language: Language) -> str:
    found = study.detectable.loc[study.detectable["group"] == "", "detectable"].dropna()
    return say(language, "methods.detectable", smallest=f"{found.min():.0f}", largest=f"{found.max():.0f}") if len(found) else ""


def paper_tables(study: Study) -> dict[str, tuple[str, pd.DataFrame]]:
    """Tables as a paper prints them: caption and cells, in English."""
    basis = study.basis("en")
    thin = "† rests on fewer than 5 duplicate groups."
    found = {
        "corpus": (f"The reports. {basis}", _corpus_table(study)),
        "prevalence_by_group": (f"Share of reports that mention each theme, in % with 95% interval; {thin} {basis}", _share_table(study)),
    }
    if study.comparable:
        slopes = f"Slope of each theme in percentage points a year, with 95% interval, under three ways of dating. {basis}"
        halves = f"Change between the halves of the years in percentage points, and its parts (Kitagawa). {basis}"
        found |= {"trends": (slopes, _trend_table(study)), "change": (halves, _change_table(study))}
    effects = f"Average marginal effects on the chance of a mention, in percentage points; * q < .05. {basis}"
    return found | {"regressions": (effects, _effects_table(study))}


def _corpus_table(study: Study) -> pd.DataFrame:
    by = study.options.by[0]
    rows = []
    frame = study.frame.reports.assign(value=[name_of("en", by, str(v)) for v in study.frame.reports[by]])
    for value, part in [*frame.groupby("value", sort=True), ("all", frame)]:
        exact = int((part["low"] == part["high"]).sum())
        rows.append({
            "": value, "Reports": len(part), "Texts": part["text_id"].nunique(), "Groups": part["cluster"].nunique(),
            "Organisations": part.loc[part["org_id"] != "", "org_id"].nunique(), "Sites": part["site"].nunique(),
            "Characters": f"{int(part['chars'].sum()):,}", "Single year": exact, "Interval or none": len(part) - exact,
        })  # fmt: skip
    return pd.DataFrame(rows)


def _share_table(study: Study) -> pd.DataFrame:
    by = study.options.by[0]
    whole, groups = study.whole, study.by_group
    largest = groups.groupby("group")["n_groups"].max().sort_values(ascending=False, kind="stable").head(6).index.tolist()
    table = pd.DataFrame({"Theme": [theme_name("en", theme) for theme in study.frame.themes], "All": _percents(whole, study)})
    for group in largest:
        part = groups[groups["group"] == group]
        table[f"{name_of('en', by, group)} (n={part['n_groups'].max():.0f})"] = _percents(part, study)
    return table


def _percents(rows: pd.DataFrame, study: Study) -> list[str]:
    rows = rows.set_index("theme").reindex(list(study.frame.codes))
    columns = (rows[name].tolist() for name in ("share", "ci_low", "ci_high", "thin"))
    return [percent(share, low, high, thin=bool(thin)) for share, low, high, thin in zip(*columns, strict=True)]


def _names(table: pd.DataFrame, study: Study) -> list[str]:
    return labelled(table[["theme"]], study)["theme_en"].tolist()


def _trend_table(study: Study) -> pd.DataFrame:
    found = study.trends
    table: dict[str, Any] = {"Theme": _names(found, study)}
    for method in ("dated", "midpoint", "em"):
        columns = (found[f"{method}_{name}"] for name in ("slope", "low", "high"))
        table[say("en", f"year_method.{method}")] = [signed(*values) for values in zip(*columns, strict=True)]
    table |= {"p": [p_value(p) for p in found["p"]], "q": [p_value(q) for q in found["q"]], "agree": ["yes" if a else "no" for a in found["agree"]]}
    return pd.DataFrame(table | {"groups": [f"{n:.0f}" for n in found["n_groups"]]})


def _change_table(study: Study) -> pd.DataFrame:
    found = study.decomposition
    table: dict[str, Any] = {"Theme": _names(found, study)}
    table |= {"First half %": [f"{100 * v:.0f}" for v in found["first"]], "Second half %": [f"{100 * v:.0f}" for v in found["second"]]}
    for part in ("change", "within", "composition"):
        columns = (found[f"{part}{end}"] for end in ("", "_low", "_high"))
        table[part.capitalize()] = [signed(value, low, high, 0) for value, low, high in zip(*columns, strict=True)]
    return pd.DataFrame(table)


def _effects_table(study: Study) -> pd.DataFrame:
    """Terms as columns: year, length, and the groups of the first factor."""
    found = study.regressions
    if not len(found):
        return pd.DataFrame({"Theme": []})
    found = found.assign(cell=[signed(e) + ("*" if q < 0.05 else "") for e, q in zip(found["effect"], found["q"], strict=True)])
    wide = found.pivot(index="theme", columns="term", values="cell").reindex(index=list(dict.fromkeys(found["theme"])))
    terms = [t for t in ("year", "length doubled") if t in wide] + [t for t in wide.columns if "=" in t][:6]
    table = wide[terms].fillna("").reset_index()
    table["theme"] = _names(table, study)
    return table.rename(columns={"theme": "Theme"} | {t: name_of("en", *t.split("=")) for t in terms if "=" in t})
