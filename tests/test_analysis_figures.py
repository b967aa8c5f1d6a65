"""Figures: their numbers stand in their CSV, labels are Chinese where there is a font and English where there is none, never boxes; the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from analysis_corpus import make_reports, make_tables

from unioncorpus.analysis import figures, plots, plots_claims, plots_compare, plots_texts
from unioncorpus.analysis.beside import beside
from unioncorpus.analysis.change import Event
from unioncorpus.analysis.choices import read_options
from unioncorpus.analysis.export import latex, write_csv
from unioncorpus.analysis.figures import Font, Picture, chinese_font, open_font, style
from unioncorpus.analysis.report import analyze
from unioncorpus.analysis.study import Options, Study
from unioncorpus.analysis.wording import Wording, say, wordings
from unioncorpus.cli import _null_lines, main
from unioncorpus.corpus import open_corpus
from unioncorpus.model.errors import UsageError
from unioncorpus.tables.read import read_table
from unioncorpus.tables.schema import table, table_names

_OPTIONS = Options(draws=30, permutations=19, labels="en", events=[Event(2008, "Labour Contract Law", "劳动合同法")])


@pytest.fixture(scope="module")
def study() -> Study:
    generator = np.random.default_rng(1)
    reports = make_reports(90, generator)
    says = {theme: (generator.random(90) < share).astype(int) for theme, share in {"warmth": 0.7, "bargaining": 0.4, "safety": 0.3}.items()}
    return Study(make_tables(reports, says), _OPTIONS)


def _characters(font: Path, text: str) -> Font:
    """A tiny font whose every glyph is a square, for the characters of a text."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    signs = sorted({ord(sign) for sign in text} | set(range(32, 127)))
    names = [".notdef", *(f"u{sign:04X}" for sign in signs)]
    pen = TTGlyphPen(None)
    for x, y in ((0, 0), (0, 700), (700, 700), (700, 0)):
        (pen.lineTo if (x, y) != (0, 0) else pen.moveTo)((x, y))
    pen.closePath()
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({sign: f"u{sign:04X}" for sign in signs})
    builder.setupGlyf(dict.fromkeys(names, pen.glyph()))
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Tiny Union Sans", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(str(font))
    found = open_font(str(font))
    assert found is not None
    return found


def _texts(picture: Picture) -> str:
    from matplotlib.text import Text

    return "\n".join(text.get_text() for text in picture.figure.findobj(Text) if text.get_visible())


@pytest.fixture
def no_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "chinese_font", lambda: None)


_ALL_ZH = "".join(row.zh for row in wordings().values()) + "帮扶关爱集体协商劳动安全"


@pytest.mark.parametrize(
    ("labels", "there", "gone"),
    [("auto", ["collective consultation 集体协商", "Share of reports mentioning the theme (%) 提及"], []), ("zh", ["集体协商"], ["consultation", "Share"])],
)
def test_where_the_machine_has_a_font_labels_are_in_both_languages_or_in_chinese(
    study: Study, labels: str, there: list[str], gone: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = _characters(tmp_path / "tiny.ttf", _ALL_ZH)
    monkeypatch.setattr(figures, "chinese_font", lambda: font)
    picture = plots.prevalence(Study(study.tables, Options(draws=10, permutations=9, labels=labels)))  # type: ignore[arg-type]
    shown = " ".join(_texts(picture).split())
    assert all(text in shown for text in there)
    assert not any(text in shown for text in gone)
    assert picture.settings["font.family"][0] == "Tiny Union Sans"
    picture.save(tmp_path)


@pytest.mark.usefixtures("no_font")
@pytest.mark.parametrize("labels", ["auto", "zh", "en"])
def test_labels_are_english_where_it_has_none(study: Study, labels: str) -> None:
    """A character without a glyph is a warning of matplotlib's, and warnings are errors here."""
    picture = plots.prevalence(Study(study.tables, Options(draws=10, permutations=9, labels=labels)))  # type: ignore[arg-type]
    assert "collective consultation" in _texts(picture).replace("\n", " ")
    assert not any("\u4e00" <= sign <= "\u9fff" for sign in _texts(picture))
    assert picture._repr_png_()[:4] == b"\x89PNG"


def test_a_font_that_lacks_a_character_is_not_used_for_chinese(tmp_path: Path) -> None:
    font = _characters(tmp_path / "tiny.ttf", "工会年份")
    with style(font=font) as look:
        assert look.language == "en"
        assert look.printable("工会") == "工会"
        assert look.printable("浙江省") == "(1)"
        assert look.printable("江西省") == "(2)"
        assert look.printable("浙江省") == "(1)"


@pytest.mark.usefixtures("no_font")
def test_names_that_cannot_be_printed_become_numbers_that_the_caption_explains(study: Study) -> None:
    picture = plots.by_group(Study(study.tables, Options(draws=10, permutations=9, by=("province",))), "warmth")
    assert "(1)" in _texts(picture)
    assert "Numbers in place of names" in picture.caption
    assert "浙江省" in set(picture.data["group"])


def test_a_font_of_this_machine_has_what_figures_need() -> None:
    font = chinese_font()
    if font is None:
        pytest.skip("this machine has no font for Chinese")
    assert set(map(ord, "送温暖与工资集体协商")) <= font.characters


@pytest.mark.parametrize(
    "draw",
    [plots.prevalence, plots.heatmap, plots.year_lines, plots_compare.change, plots_compare.difference, plots_compare.year_sensitivity],
    ids=lambda f: f.__name__,
)
def test_every_number_of_a_figure_is_in_its_csv(study: Study, draw: object) -> None:
    picture = draw(study)  # type: ignore[operator]
    numbers = picture.data.select_dtypes("number").to_numpy(float).ravel()
    known = np.concatenate([numbers, 100 * numbers])
    printed = [float(t.get_text()) for axis in picture.figure.axes for t in axis.texts if t.get_text().isdigit()]
    assert {f"{n:.0f}" for n in printed} <= {f"{n:.0f}" for n in known if not np.isnan(n)}
    drawn = 0
    for axis in (a for a in picture.figure.axes if a.get_visible()):
        for values in _drawn(axis):
            drawn += len(values)
            assert all(np.isclose(known, value, atol=1e-6).any() for value in values), (axis.get_title(loc="left"), values)
    assert drawn + len(printed) >= 3


def _drawn(axis: object) -> list[np.ndarray]:  # type: ignore[type-arg]
    """Positions of points and lines that stand for values, along the axis of values, and the numbers printed in cells."""
    rows = bool(axis.get_yticklabels()) and not axis.get_ylabel() and any(t.get_text()[:1].isalpha() for t in axis.get_yticklabels())  # type: ignore[attr-defined]
    found = [np.asarray(points.get_offsets())[:, 0 if rows else 1] for points in axis.collections if hasattr(points, "get_sizes") and len(points.get_offsets())]  # type: ignore[attr-defined]
    found += [np.asarray(line.get_ydata(), float) for line in axis.lines if line.get_marker() not in ("None", None, "")]  # type: ignore[attr-defined]
    return [values[~np.isnan(values)] for values in found]


def test_the_bars_at_the_foot_have_a_scale(study: Study) -> None:
    picture = plots.prevalence(study)
    scales = [text.get_text() for axis in picture.figure.axes for text in axis.texts]
    assert scales == [f"{picture.data['n_groups'].max():.0f}"]
    assert f"{scales[0]} at the highest" in picture.caption


def test_what_stands_along_a_low_figure_is_inside_it(study: Study) -> None:
    """A figure of one row of panels is lower than its label is long."""
    figure = plots.by_group(study, "warmth").figure
    figure.draw_without_rendering()
    label = figure._supylabel.get_window_extent()
    assert 0 <= label.y0 < label.y1 <= figure.bbox.height


def test_captions_name_estimand_base_method_and_the_caveat(study: Study) -> None:
    for picture in (plots.prevalence(study), plots.heatmap(study), plots_compare.change(study), plots_compare.year_sensitivity(study)):
        for words in ("every distinct text counts once", "90 annual reports, 90 distinct texts in 90 duplicate groups", "texts in circulation, not unions"):
            assert words in picture.caption
        assert "而不是工会本身" in picture.caption_zh
        assert "{" not in picture.caption + picture.caption_zh


def test_events_are_drawn_and_named(study: Study) -> None:
    picture = plots.prevalence(study)
    assert "2008 Labour Contract Law" in picture.caption
    assert "2008 劳动合同法" in picture.caption_zh
    assert all(any(line.get_linestyle() == ":" for line in axis.lines) for axis in picture.figure.axes if axis.get_visible())


def test_the_same_study_gives_the_same_bytes(study: Study, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        plots.prevalence(Study(study.tables, _OPTIONS)).save(tmp_path / folder)
    for path in sorted((tmp_path / "a").iterdir()):
        assert path.read_bytes() == (tmp_path / "b" / path.name).read_bytes()
    assert {path.suffix for path in (tmp_path / "a").iterdir()} == {".pdf", ".png", ".csv", ".txt"}


def test_official_series_lie_over_ours(study: Study) -> None:
    series = pd.DataFrame({"theme": "bargaining", "year": range(2004, 2019), "value": range(15), "label": "contracts (10,000)"})
    picture = plots_compare.benchmark(study, series)
    assert len(picture.figure.axes) == 2
    assert {"reports", "contracts (10,000)"} == set(picture.data["series"])
    with pytest.raises(UsageError, match="themes that are not under study: wages"):
        plots_compare.benchmark(study, series.assign(theme="wages"))


@pytest.mark.parametrize("row", wordings().values(), ids=lambda row: row.key)
def test_every_text_takes_its_numbers(row: Wording) -> None:
    values = dict(part.split("=", 1) for part in row.example)
    for language in ("en", "zh"):
        text = say(language, row.key, **values)  # type: ignore[arg-type]
        assert text
        assert "{" not in text
        assert all(value in text for value in values.values())


def test_analyze_writes_what_the_codebook_says(study: Study, tmp_path: Path) -> None:
    found = analyze(study.tables, tmp_path, _OPTIONS, words=False)
    assert "theme_events" in found.tables
    for name in (n for n in table_names("analyze") if n in found.tables):
        assert list(found.tables[name].columns) == list(table(name).names), name
        assert len(read_table(tmp_path, name)) == len(found.tables[name])
    for language, words in (("en", "90 reports about trade-union work"), ("zh", "90篇工会工作报告")):
        text = (tmp_path / f"methods.{language}.txt").read_text("utf-8")
        assert words in text
        assert "{" not in text
    assert all(path.is_file() and path.stat().st_size for path in found.files)
    assert {"trends", "heatmap_year", "heatmap_group", "difference", "year_sensitivity", "cooccurrence"} <= set(found.figures)


def test_cells_read_back(tmp_path: Path) -> None:
    frame = pd.DataFrame({"theme": ["=1+1", 'a"b'], "n": [1, 2], "share": [1 / 3, np.nan], "thin": [True, False]})
    write_csv(frame, tmp_path / "x.csv")
    assert (tmp_path / "x.csv").read_text("utf-8-sig") == '"theme","n","share","thin"\n"\'=1+1",1,0.333333,true\n"a""b",2,,false\n'


def test_latex_escapes_and_rules() -> None:
    text = latex(pd.DataFrame({"Theme": ["safety_law & health"], "All": ["46 [31; 60]†"]}), "Share, %", "shares")
    for part in (r"\toprule", r"safety\_law \& health", r"$\dagger$", r"Share, \%", "{lr}"):
        assert part in text


@pytest.mark.parametrize(
    ("option", "message"),
    [
        ({"years": "soon"}, "--years 'soon': give them as 2005-2015"),
        ({"years": "2015-2005"}, "the first year is after the last"),
        ({"by": "colour"}, "--by 'colour': must be one of org_type"),
        ({"estimand": "texts"}, "--estimand 'texts': must be one of circulation, text, organisation_year"),
        ({"where": ["genre"]}, "--where 'genre': give it as COLUMN=VALUE"),
        ({"contrast": "education"}, "--contrast 'education': two groups"),
        ({"contrast": "education,education"}, "must be two groups"),
        ({"by": "org_type,colour"}, "--by 'colour': must be one of org_type"),
        ({"year_method": "spread"}, "--year-method 'spread': must be one of dated, midpoint, em, bounds"),
        ({"stance": "hoped"}, "--stance 'hoped': must be one of any, done"),
        ({"step": -1}, "--step -1: must be a whole number from 0 (0 chooses"),
        ({"length": 0.0}, "--length 0: must be a number of characters above 0"),
        ({"draws": 1}, "--draws 1: must be a whole number from 2"),
    ],
)
def test_a_choice_that_cannot_be_is_one_line(option: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as error:
        read_options(**option)  # type: ignore[arg-type]
    assert message in str(error.value)
    assert "\n" not in str(error.value)


_SOME = Options(draws=6, permutations=5, labels="en")


def test_a_single_year_leaves_out_what_needs_two_and_says_so(study: Study, tmp_path: Path) -> None:
    found = analyze(study.tables, tmp_path, replace(_SOME, years=(2010, 2010)), words=False)
    assert {"theme_prevalence", "theme_crosstabs", "theme_differences"} <= set(found.tables)
    assert not {"theme_trends", "theme_changes", "theme_decomposition", "theme_detectable"} & set(found.tables)
    assert set(found.figures) == {"heatmap_year", "heatmap_group", "difference", "cooccurrence"}
    assert found.tables["theme_prevalence"]["year"].dropna().unique().tolist() == [2010]
    assert "year" not in set(found.tables["theme_regressions"]["term"])
    assert any("2010 is a single year" in note for note in found.notes)
    assert not any("steps of" in note for note in found.notes)
    assert "nan" not in found.methods["en"] + found.methods["zh"]


def test_two_years_have_all_tables(study: Study, tmp_path: Path) -> None:
    found = analyze(study.tables, tmp_path, replace(_SOME, years=(2010, 2011)), words=False)
    assert {"theme_trends", "theme_changes", "theme_decomposition", "theme_detectable"} <= set(found.tables)


@pytest.mark.parametrize("draw", [plots_compare.change, plots_compare.year_sensitivity], ids=lambda f: f.__name__)
def test_a_figure_of_change_of_a_single_year_is_refused(study: Study, draw: Callable[..., Picture]) -> None:
    with pytest.raises(UsageError, match="a change needs two years or more, and 2010 is one"):
        draw(study.tables, years=(2010, 2010), draws=6)
    assert "nan" not in _texts(plots.prevalence(study.tables, years=(2010, 2010), draws=6, permutations=5, labels="en"))


@pytest.mark.parametrize(
    ("option", "message"),
    [
        (["--years", "1950-1960"], "no report is dated within 1950–1960: the dated reports are of "),
        (["--years", "2090-"], "no report is dated within 2090–: the dated reports are of "),
        (["--contrast", "a,b"], "no report has org_type 'a', 'b'; there are "),
        (["--themes", "nosuch"], "no theme 'nosuch'"),
        (["--where", "genre=novel"], "no report has genre 'novel'; there are "),
        (["--benchmark", "series.csv"], "the official series name themes that are not under study: nosuch"),
        (["--workers", "-1"], "workers is -1; give 0"),
        (["--out", "series.csv"], "series.csv: cannot be made a folder (file exists)"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_these_reports_cannot_be_asked_stops_before_anything_is_written(
    option: list[str], message: str, sample_tables: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("series.csv").write_text("theme,year,value\nnosuch,2010,3\n", encoding="utf-8")
    assert main(["analyze", str(sample_tables), "--out", "found", *option]) == 2
    out, error = capsys.readouterr()
    assert message in error
    assert (out, error.count("\n")) == ("", 1)
    assert [path.name for path in tmp_path.iterdir() if path.name != "found" or any(path.iterdir())] == ["series.csv"]


def test_undated_reports_alone_are_spread_over_no_years(study: Study) -> None:
    """Reports without a year may be of any: estimates for years that no other report reaches would rest on nothing."""
    reports = study.tables.reports.assign(year_low=2008, year_high=2012).astype({"year_low": float, "year_high": float})
    reports.loc[::2, ["year_low", "year_high"]] = np.nan
    tables = replace(study.tables, reports=reports)
    assert len(Study(tables, replace(_SOME, years=(2011, 2015))).years)  # an interval reaches into them
    with pytest.raises(UsageError, match="no report is dated within 2013–2015: none is dated to a year"):
        _ = Study(tables, replace(_SOME, years=(2013, 2015))).years


@pytest.mark.parametrize("draw", [plots.prevalence, plots.heatmap, plots_compare.together, plots_texts.keyness, plots_claims.rates], ids=lambda f: f.__name__)
def test_a_figure_of_no_reports_is_one_line(draw: Callable[..., Picture], sample_tables: Path) -> None:
    with pytest.raises(UsageError, match=r"^no reports left to analyse: the tables, or the filter they went through, hold none$"):
        draw(open_corpus(sample_tables).filter(year=(1950, 1951)))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"colour": "red"}, "no option 'colour'; the options are themes, by, years"),
        ({"estimand": "texts"}, "estimand 'texts': must be one of circulation"),
        ({"labels": "fr"}, "labels 'fr': must be one of auto, en, zh"),
        ({"by": []}, "by '': must be one of org_type"),
        ({"years": 2010}, r"years 2010: must be the first and the last year, as \(2005, 2015\)"),
        ({"years": (2015, 2005)}, r"years \(2015, 2005\): the first year is after the last"),
        ({"step": 1.5}, "step 1.5: must be a whole number"),
    ],
)
def test_an_option_of_a_figure_that_cannot_be_is_one_line(study: Study, options: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError, match=rf"^{message}"):
        plots.prevalence(study.tables, **options)


def test_what_a_figure_is_not_of_is_one_line(study: Study) -> None:
    with pytest.raises(UsageError, match="no theme 'nosuch' under study; there are warmth, bargaining, safety"):
        plots.by_group(study, "nosuch")
    with pytest.raises(UsageError, match="columns 'colour': must be one of year, group"):
        plots.heatmap(study, columns="colour")


def test_names_may_be_given_in_one_string() -> None:
    assert Options(themes="warmth, safety", by="province").themes == ("warmth", "safety")


def test_the_null_check_prints_the_rate_of_each_test() -> None:
    row = {"group_by": "org_type", "runs": 10, "tests": 5000, "rate_001": 0.0004, "rate_05": 0.031, "any_after_adjustment": 0.1}
    lines = _null_lines(pd.DataFrame([row | {"test": "rank"}, row | {"test": "g2", "rate_001": 0.213}])).splitlines()
    assert "rank: p < .001 in 0.040%, p < .05 in 3.10% of 5000 tests" in lines[0]
    assert "g2: p < .001 in 21.300%" in lines[1]
    assert "10% of the comparisons" in lines[1]
    assert "no word" in _null_lines(pd.DataFrame([row | {"test": "rank", "tests": 0}]))


def test_the_command_says_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["analyze", "--null-check", "--no-words"]) == 2
    assert "give one of them" in capsys.readouterr().err
    assert main(["analyze", str(tmp_path / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err
    assert main(["analyze", str(tmp_path), "--year-method", "spread"]) == 2
    assert "dated, midpoint, em, bounds" in capsys.readouterr().err


def test_two_processes_write_the_bytes_that_one_writes(sample_tables: Path, tmp_path: Path) -> None:
    corpus = open_corpus(sample_tables)
    options = Options(themes=["warmth", "bargaining", "safety"], draws=20, permutations=19)
    analyze(corpus, tmp_path / "one", options, workers=1)
    analyze(corpus, tmp_path / "two", options, workers=2)
    one, two = ({path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")} for name in ("one", "two"))
    assert one == two
    assert {Path("keyness.csv"), Path("theme_trends.csv"), Path("report.docx"), Path("figures/trends.png")} <= set(one)


def test_a_number_of_processes_below_zero_is_refused() -> None:
    with pytest.raises(UsageError, match="workers is -1; give 0"):
        beside(-1, max, 1, 2)
