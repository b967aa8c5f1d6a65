"""The command line: arguments, messages, exit codes. Nothing else in the package prints or exits.

Exit codes: 0 done · 1 some pages could not be read, under --strict · 2 the command cannot be carried out as given.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from unioncorpus._version import __version__
from unioncorpus.model.errors import UnioncorpusError, UsageError

if TYPE_CHECKING:
    from pandas import DataFrame

    from unioncorpus.tables.summary import Summary

    Commands = argparse._SubParsersAction[argparse.ArgumentParser]

_RAW, _PROCESSED = Path("data/raw"), Path("data/processed")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that cannot show Chinese is no reason to stop
    try:
        return int(arguments.run(arguments))
    except UnioncorpusError as error:
        print(f"unioncorpus: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("unioncorpus: stopped; the tables are as they were before", file=sys.stderr)
        return 130


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="unioncorpus",
        description="Turn scraped Chinese trade-union work reports into tables: reports, sections, numeric claims, themes.",
        epilog="examples:\n  unioncorpus extract data/raw --out data/processed\n  unioncorpus show c1a2b3c4d5e6\n  unioncorpus codebook claims",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"unioncorpus {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_extract(commands)
    _add_show(commands)
    _add_codebook(commands)
    _add_analyze(commands)
    return parser


def _command(commands: Commands, name: str, run: Callable[..., int], help: str, example: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(
        name, help=help, description=help[0].upper() + help[1:] + ".", epilog=f"example: {example}", formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.set_defaults(run=run)
    return parser


def _add_extract(commands: Commands) -> None:
    example = "unioncorpus extract data/raw --out data/processed --format csv,parquet"
    parser = _command(commands, "extract", _extract, "read pages, write the tables", example)
    parser.add_argument("pages", type=Path, nargs="?", default=_RAW, help="folder of pages (.txt, .html, .docx, .pdf), or one file; default %(default)s")
    parser.add_argument("--out", type=Path, default=_PROCESSED, metavar="FOLDER", help="folder for the tables; default %(default)s")
    parser.add_argument("--format", default="csv", metavar="LIST", help="csv, parquet, or csv,parquet; default %(default)s")
    parser.add_argument("--workers", type=int, default=0, metavar="N", help="processes; 0 takes one for each core (the tables are the same for any number)")
    parser.add_argument("--words", default="rjieba", metavar="NAME", help="word segmenter: rjieba (fast) or jieba (the reference)")
    parser.add_argument("--codebook", type=Path, metavar="FILE", help="your own theme codebook (CSV): its rows are added to the shipped ones, or override them")
    parser.add_argument("--strict", action="store_true", help="exit with 1 when a page could not be read")
    parser.add_argument("--quiet", action="store_true", help="print no progress and no summary")


def _add_show(commands: Commands) -> None:
    parser = _command(commands, "show", _show, "show a claim, section or report in its source", "unioncorpus show c1a2b3c4d5e6 --from data/processed")
    parser.add_argument("id", help="claim_id, section_id or report_id, as the tables have it")
    parser.add_argument("--from", dest="folder", type=Path, default=_PROCESSED, metavar="FOLDER", help="folder of the tables; default %(default)s")
    parser.add_argument("--pages", type=Path, metavar="FOLDER", help="where the pages are, if they were moved since")
    parser.add_argument("--removed", action="store_true", help="show removed text too")


def _add_codebook(commands: Commands) -> None:
    parser = _command(commands, "codebook", _codebook, "say what a table, a column or a code means", "unioncorpus codebook claims")
    parser.add_argument("name", nargs="?", default="", help="a table, a column or a code; without it, all tables")


def _add_analyze(commands: Commands) -> None:
    example = "unioncorpus analyze data/processed --out data/processed/analysis --years 2005-2020 --by org_type,province"
    parser = _command(commands, "analyze", _analyze, "themes over years and organisation types: tables, figures, a methods paragraph", example)
    parser.add_argument("tables", type=Path, nargs="?", default=_PROCESSED, help="folder that extract wrote; default %(default)s")
    parser.add_argument("--out", type=Path, metavar="FOLDER", help="folder for tables and figures; default: analysis in the folder of the tables")
    parser.add_argument("--themes", default="", metavar="LIST", help="codes of themes or campaigns, as bargaining,safety; default: all themes")
    groups = "columns to group by, the first one in figures: org_type, org_level, province, genre, site, org_id, basis (of the year)"
    parser.add_argument("--by", default="org_type", metavar="LIST", help=groups)
    parser.add_argument("--years", default="", metavar="FROM-TO", help="years under study, as 2005-2015, 2005- or 2010; default: all that reports are dated to")
    parser.add_argument("--step", type=int, default=0, metavar="N", help="years put together in figures and tables; default 0: as few as the reports allow")
    parser.add_argument("--estimand", default="text", metavar="NAME", help="what counts once: circulation, text or organisation_year; default %(default)s")
    parser.add_argument("--year-method", default="em", metavar="NAME", help="dated, midpoint, em or bounds; default %(default)s (all four are compared)")
    parser.add_argument("--stance", default="any", metavar="NAME", help="any, done, planned, called_for, problem, quoted or topic; default %(default)s")
    parser.add_argument("--length", type=float, metavar="CHARS", help="adjust for length: the chance that a passage of so many characters mentions a theme")
    parser.add_argument("--where", action="append", default=[], metavar="COLUMN=VALUES", help="only such reports, as genre=summary,plan; repeatable")
    parser.add_argument("--contrast", default="", metavar="A,B", help="two groups to compare; default: the two largest")
    parser.add_argument("--events", type=Path, metavar="FILE", help="CSV of events to mark and test: year,label,label_zh")
    parser.add_argument("--benchmark", type=Path, metavar="FILE", help="CSV of official series to lay over ours: theme,year,value,label")
    parser.add_argument("--labels", choices=("auto", "en", "zh"), default="auto", help="language of figures; auto: both, or en where no font is Chinese")
    parser.add_argument("--workers", type=int, default=0, metavar="N", help="processes; 1 works on words after themes, not beside them (the same tables)")
    parser.add_argument("--draws", type=int, default=1000, metavar="N", help="bootstrap draws; default %(default)s")
    parser.add_argument("--null-check", action="store_true", help="print how often the tests of key words err where nothing differs (labels dealt anew)")
    parser.add_argument("--no-words", action="store_true", help="leave out keyness, topics, kinds of report, template language and claims (faster)")
    parser.add_argument("--quiet", action="store_true", help="print no progress and no summary")


def _extract(arguments: argparse.Namespace) -> int:
    from unioncorpus import pipeline, words

    words.use(arguments.words)
    formats = tuple(name.strip() for name in arguments.format.split(",") if name.strip())
    settings = pipeline.Settings(words.backend(), formats, str(arguments.codebook or ""))
    progress = None if arguments.quiet else _Progress()
    try:
        summary = pipeline.extract(arguments.pages, arguments.out, workers=arguments.workers, settings=settings, progress=progress)
    finally:
        if progress:
            progress.close()
    if not arguments.quiet:
        print(summarise(summary))
    unread = sum(n for status, n in summary.pages.items() if status not in ("ok", "empty"))
    return 1 if arguments.strict and unread else 0


def _analyze(arguments: argparse.Namespace) -> int:
    from unioncorpus.analysis.choices import read_options
    from unioncorpus.analysis.report import analyze
    from unioncorpus.corpus import open_corpus

    if arguments.null_check and arguments.no_words:
        raise UsageError("--null-check tests words, and --no-words leaves them out: give one of them")
    options = read_options(
        themes=arguments.themes, by=arguments.by, years=arguments.years, step=arguments.step, estimand=arguments.estimand, length=arguments.length,
        year_method=arguments.year_method, stance=arguments.stance, where=arguments.where, contrast=arguments.contrast, events=arguments.events,
        benchmark=arguments.benchmark, labels=arguments.labels, draws=arguments.draws,
    )  # fmt: skip
    out = arguments.out or arguments.tables / "analysis"
    tell = None if arguments.quiet else lambda text: print(f"         {text}", file=sys.stderr)
    found = analyze(open_corpus(arguments.tables), out, options, words=not arguments.no_words, workers=arguments.workers, progress=tell)
    if not arguments.quiet:
        print(f"tables   {len(found.tables)}: {', '.join(found.tables)}")
        print(f"figures  {len(found.figures)}: {', '.join(found.figures)}")
        for note in found.notes:
            print(f"note     {note}")
        print(f"wrote    {found.out.as_posix()}: report.docx, methods.en.txt, methods.zh.txt, paper/*.tex")
    if arguments.null_check:
        print(_null_lines(found.tables["keyness_null"]))
    return 0


def _null_lines(null: DataFrame) -> str:
    """The false-positive rate of each test: the one used first, and G² on pooled counts beside it."""
    if not null["tests"].max():
        return "null     no word stands in enough groups of reports to be tested"
    lines = [
        f"null     {row['test']}: p < .001 in {row['rate_001']:.3%}, p < .05 in {row['rate_05']:.2%} of {row['tests']} tests where nothing differs; "
        f"{row['any_after_adjustment']:.0%} of the comparisons hold a key word after adjustment"
        for row in null.to_dict("records")
    ]
    return "\n".join(lines)


def _show(arguments: argparse.Namespace) -> int:
    from unioncorpus.corpus import open_corpus

    print(open_corpus(arguments.folder, pages=arguments.pages).show(arguments.id, removed=arguments.removed))
    return 0


def _codebook(arguments: argparse.Namespace) -> int:
    from unioncorpus.tables.codebook import describe

    print(describe(arguments.name))
    return 0


class _Progress:
    """A bar on a terminal; elsewhere a line at every tenth of the way."""

    def __init__(self) -> None:
        self._bar: object | None = None
        self._tenth = 0

    def __call__(self, done: int, total: int) -> None:
        if sys.stderr.isatty():
            from tqdm import tqdm

            if self._bar is None:
                self._bar = tqdm(total=total, unit="page", desc="read", leave=False)
            self._bar.update(1)  # type: ignore[attr-defined]
        elif total >= 100 and done * 10 // total > self._tenth:
            self._tenth = done * 10 // total
            print(f"read   {done:,} of {total:,} pages", file=sys.stderr)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()  # type: ignore[attr-defined]


def summarise(summary: Summary) -> str:
    """The end of a run, for a researcher to read."""
    read, pages = summary.pages["ok"], sum(summary.pages.values())
    lines = [
        f"read     {_n(pages, 'page')}, {read:,} with text ({summary.chars:,} characters) in {summary.seconds:.1f} s",
        f"reports  {summary.reports:,}, {summary.relevant:,} about trade-union work; {_n(summary.copies, 'copy', 'copies')} among them",
        f"years    {_years(summary)}",
        f"by       {_counts(summary.org_types)}",
        f"genre    {_counts(summary.genres)}",
        f"claims   {sum(summary.claims.values()):,}: {_counts(summary.claims)}",
        f"checks   {sum(summary.checks.values()):,}: {_counts(summary.checks)}",
        f"themes   {summary.mentions:,} mentions; {summary.sections:,} sections",
        f"removed  {_counts(summary.removed)} (stretches of site text, see removed.csv)",
    ]
    lines += _problem_lines(summary)
    lines.append(f"wrote    {summary.out.as_posix()}")
    return "\n".join(lines)


def _n(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _counts(counts: Counter[str]) -> str:
    return ", ".join(f"{n:,} {name}" for name, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))) or "none"


def _years(summary: Summary) -> str:
    if not summary.years:
        return f"none dated, {summary.undated:,} undated"
    return f"{min(summary.years)} to {max(summary.years)}: {sum(summary.years.values()):,} dated, {summary.undated:,} undated"


def _problem_lines(summary: Summary) -> list[str]:
    """What was skipped and why: every file while they are few, else the first of each kind."""
    if not summary.problems:
        return []
    shown = summary.problems[:10]
    lines = [f"note     {path}: {status}{': ' if message else ''}{message}" for path, status, message in shown]
    if len(summary.problems) > len(shown):
        lines.append(f"note     and {len(summary.problems) - len(shown):,} more, see status and message in pages.csv")
    return lines
