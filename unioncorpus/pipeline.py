"""The stages in order. Per page: read → describe → sections → claims → themes; over the corpus: site templates before, copies after; then the tables.

    page    loader.read_page        decoded, cleaned, split into reports
    report  catalogue.describe      whose, what, when
            segmenter               sections, claims and their checks, themes
    corpus  catalogue.copies        duplicates, reuse
    tables  tables.rows, .write     one folder, committed as a whole
"""

from __future__ import annotations

import datetime
import functools
import gc
import hashlib
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from unioncorpus import words
from unioncorpus.catalogue import copies
from unioncorpus.catalogue.copies import ReportFacts, Sketch
from unioncorpus.catalogue.describe import describe
from unioncorpus.loader import metadata, read_page
from unioncorpus.loader.templates import find_templates, read_edges
from unioncorpus.model.aligned import AlignedText
from unioncorpus.model.errors import UnioncorpusError, UsageError
from unioncorpus.model.records import Page, PageResult, Report, ReportResult
from unioncorpus.segmenter.segment import segment, theme_rows
from unioncorpus.tables import kept, manifest
from unioncorpus.tables.codebook import codebook_rows
from unioncorpus.tables.commit import is_ours, staged
from unioncorpus.tables.rows import NO_COPIES, Rows, rows_of
from unioncorpus.tables.schema import table_names
from unioncorpus.tables.spool import Spool, read_at
from unioncorpus.tables.summary import COLUMN, Summary, count
from unioncorpus.tables.write import FORMATS, TablesWriter, check_formats
from unioncorpus.workers import Pool

_CHUNK = 8  # pages handed to a worker at a time, at most
_ROUNDS = 6  # chunks for each worker, at least, so that none waits long for another at the end
_MANY = 200  # pages: what is found in fewer is found again sooner than it is put by


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run was asked to do; all of it stands in the manifest."""

    words: words.Backend = "rjieba"
    formats: tuple[str, ...] = ("csv",)
    codebook: str = ""  # a user's own theme codebook, or empty


@dataclass(frozen=True, slots=True)
class _Task:
    """What a worker needs for a chunk of pages."""

    root: str
    paths: tuple[str, ...]
    templates: frozenset[str]
    settings: Settings
    kept: str  # folder in which what is found is put by, or empty


@dataclass(frozen=True, slots=True)
class _Done:
    """What a worker hands back for a page."""

    rows: Rows
    source: str  # the source text, where the input file itself is not that text
    texts: tuple[AlignedText, ...]  # of the reports
    sketches: tuple[Sketch, ...]


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Reports whose rows can only be written when all copies are known: rows and texts on disk, what finds the copies in memory."""

    spool: Spool  # (row, text) by number
    facts: list[ReportFacts]
    sketches: dict[str, Sketch]


def extract(
    pages: str | Path,
    out: str | Path,
    *,
    workers: int = 0,
    settings: Settings | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Summary:
    """Read a folder of pages and write its tables.

    Args:
        pages: a folder, walked in the order of its paths, hidden files passed over; or one file.
        out: the folder for the tables; the old tables in it stay until the new ones are complete.
        workers: processes; 0 takes one for each core. The tables are the same bytes for any number.
        settings: what else was asked for.
        progress: called with the number of pages done and the number of all.

    Raises:
        UsageError: if `pages` is not there or holds nothing, or a setting is unknown.
    """
    started = time.perf_counter(), datetime.datetime.now(datetime.UTC)
    settings = settings or Settings()
    check_formats(settings.formats)
    words.use(settings.words)
    out = Path(out)
    root, paths, passed = list_pages(Path(pages), out)
    known = metadata.read_metadata(root)
    theme_rows(settings.codebook)  # a wrong codebook shows before the pages are read
    seconds: Counter[str] = Counter()
    summary = Summary(out, problems=passed)
    task = _Task(str(root), (), frozenset(), settings, str(kept.kept_folder(out)) if len(paths) >= _MANY else "")
    with staged(out) as staging, Pool(workers, len(paths)) as pool, Spool(staging / ".spool") as spool:
        with _timed(seconds, "templates"):
            templates = _templates(task, paths, pool)
        extra = {"pages": known.columns}
        with TablesWriter(staging, table_names(), formats=settings.formats, extra=extra) as writer:
            with _timed(seconds, "pages"):
                results = _with_metadata(_results(replace(task, templates=templates), paths, pool), known, summary)
                waiting = _write_pages(results, writer, _Waiting(spool, [], {}), staging, summary, len(paths), progress)
            with _timed(seconds, "copies"):
                _write_reports(waiting, writer, summary, pool)
            _write_fixed(writer, settings, extra)
        manifest.write_manifest(staging, _manifest_facts(root, settings, templates, summary), writer.files)
        summary.seconds = time.perf_counter() - started[0]
        manifest.write_run(staging, _run_facts(root, started[1], seconds, summary, pool.workers))
    kept.clear(out)
    return summary


def analyse(page: Page, codebook: str = "") -> PageResult:
    """All that the stages find in the reports of a page."""
    return PageResult(page, tuple(_analyse_report(page, report, codebook) for report in page.reports))


def _analyse_report(page: Page, report: Report, codebook: str) -> ReportResult:
    card = describe(str(report.text), title=report.title, page_title=page.title, published=page.published)
    return ReportResult(report, card, *segment(str(report.text), genre=card.genre, period=card.period, codebook=codebook))


def list_pages(path: Path, out: Path | None = None) -> tuple[Path, list[Path], list[tuple[str, str, str]]]:
    """The input folder, its files by the code points of their POSIX paths, and (path, "note", why) for what could not be looked into.

    Hidden files, metadata.csv, and what an output folder inside the input holds are no pages.

    Raises:
        UsageError: if there is nothing to read.
    """
    if path.is_file():
        return path.parent, [path], []
    if not path.is_dir():
        raise UsageError(f"{path}: no such folder or file; give the folder that holds the pages")
    found: list[Path] = []
    notes: list[tuple[str, str, str]] = []

    def passed_over(where: str | Path, why: str) -> None:
        notes.append((Path(where).relative_to(path).as_posix(), "note", why))

    tables = out.resolve() if out is not None else None
    for folder, folders, names in os.walk(path, onerror=lambda error: passed_over(error.filename, f"folder cannot be opened: {error.strerror}")):
        here = Path(folder)
        ours = here.resolve() == tables
        folders[:] = sorted(f for f in folders if not f.startswith(".") and (here / f).resolve() != tables and not (ours and is_ours(f)))
        for linked in [f for f in folders if (here / f).is_symlink()]:
            passed_over(here / linked, "a link to a folder is not followed")
        for name in names:
            file = here / name
            if name.startswith(".") or file == path / metadata.NAME or (ours and is_ours(name)):
                continue
            if file.is_file():
                found.append(file)
            elif file.is_symlink():
                passed_over(file, "a link that leads nowhere")
    if not found:
        raise UsageError(f"{path}: holds no files; put the pages (.txt, .html, .docx, .pdf) into it")
    return path, sorted(found, key=lambda f: f.relative_to(path).as_posix()), sorted(notes)


def _tasks(task: _Task, paths: Sequence[Path], workers: int) -> Iterator[_Task]:
    """The task in chunks of pages."""
    chunk = _CHUNK if len(paths) >= _MANY else max(1, min(_CHUNK, len(paths) // (workers * _ROUNDS)))
    for i in range(0, len(paths), chunk):
        yield replace(task, paths=tuple(map(str, paths[i : i + chunk])))


def _templates(task: _Task, paths: Sequence[Path], pool: Pool) -> frozenset[str]:
    """First pass: the lines that a site repeats around unlike reports. Too few pages show none."""
    return find_templates(pool.map(_read_edges, _tasks(task, paths, pool.workers))) if len(paths) >= 3 else frozenset()


def _read_edges(task: _Task) -> list[Any]:
    return _once("edges", task, lambda: [read_edges(path) for path in task.paths])


def _results(task: _Task, paths: Sequence[Path], pool: Pool) -> Iterator[_Done]:
    return pool.map(_analyse_pages, _tasks(task, paths, pool.workers))


def _analyse_pages(task: _Task) -> list[_Done]:
    words.use(task.settings.words)
    return _once("pages", task, lambda: [_analyse_page(path, task) for path in task.paths])


def _once(stage: str, task: _Task, find: Callable[[], list[Any]]) -> list[Any]:
    """What a stage finds in a chunk of pages, or what a run that was broken off found there."""
    codebook = Path(task.settings.codebook).read_text("utf-8", "replace") if task.settings.codebook and task.kept else ""
    with uncollected():
        return kept.once(task.kept, [stage, task.root, task.settings.words, codebook, *sorted(task.templates)], task.paths, find)


@contextmanager
def uncollected() -> Iterator[None]:
    """Without garbage collection: what a page leaves behind has no cycles, and the collector would walk through all resources again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _analyse_page(path: str, task: _Task) -> _Done:
    page, rows = _page_rows(path, task)
    texts = tuple(report.text for report in page.reports)
    source = page.source if page.format not in ("", "txt") else ""
    return _Done(rows, source, texts, tuple(copies.sketch(str(text)) for text in texts))


def _page_rows(path: str, task: _Task) -> tuple[Page, Rows]:
    """A page and its rows. A page that a stage fails on is a row that says so, and never stops the run."""
    page = read_page(path, root=task.root, templates=task.templates)
    try:
        return page, rows_of(analyse(page, task.settings.codebook))
    except UnioncorpusError:
        raise  # a wrong codebook or resource concerns every page
    except Exception as error:
        message = f"could not be analysed ({type(error).__name__}: {error}); please report this page"
        page = replace(page, reports=(), removed=(), changes=(), status="unreadable", message=message)
        return page, rows_of(PageResult(page))


def _write_pages(
    results: Iterable[_Done], writer: TablesWriter, waiting: _Waiting, staging: Path, summary: Summary, total: int, progress: Callable[[int, int], None] | None
) -> _Waiting:
    """Write the rows of every page; those of its reports wait until their copies are known."""
    for number, done in enumerate(results, 1):
        for name, rows in done.rows.items():
            if name != "reports":
                writer.write(name, rows)
        for row, text, sketch in zip(done.rows["reports"], done.texts, done.sketches, strict=True):
            facts = _facts_of(row)
            waiting.spool.append((row, text))
            waiting.facts.append(facts)
            waiting.sketches[facts.report_id] = sketch
        _save_source(staging, done)
        count(summary, done.rows)
        if progress:
            progress(number, total)
    return waiting


def _facts_of(row: Sequence[Any]) -> ReportFacts:
    at = COLUMN["reports"]
    return ReportFacts(row[at["report_id"]], row[at["page_id"]], row[at["org_id"]], row[at["org_name"]], row[at["year"]])


def _write_reports(waiting: _Waiting, writer: TablesWriter, summary: Summary, pool: Pool) -> None:
    """Group the copies; write the reports with what is known of theirs, shared passages and formulas."""
    numbers = {facts.report_id: i for i, facts in enumerate(waiting.facts)}
    text_of = functools.partial(_spooled_text, waiting.spool.path)
    found = copies.group_copies(waiting.sketches, text_of, waiting.facts, spread=pool.map, address=lambda report_id: waiting.spool.place(numbers[report_id]))
    if found.followers:
        message = f"{found.followers:,} reports stand among so many likely copies that they were compared with some of these alone"
        summary.problems.insert(0, ("reports.csv", "note", message))
    first = COLUMN["reports"]["duplicate_group"]
    for i, copy in enumerate(found.copies):
        row = list(waiting.spool[i][0])
        row[first : first + len(NO_COPIES)] = copy.duplicate_group, copy.duplicate_of, copy.duplicate_kind, copy.overlap, copy.weight
        writer.write("reports", [row])
        summary.copies += bool(copy.duplicate_of)
    text = functools.lru_cache(maxsize=64)(lambda report_id: waiting.spool[numbers[report_id]][1])  # the rows of a report and its copies come together
    for reuse in found.reuse:
        start_a, end_a = text(reuse.report_a).to_source(reuse.start_a, reuse.end_a)
        start_b, end_b = text(reuse.report_b).to_source(reuse.start_b, reuse.end_b)
        writer.write("reuse", [(reuse.report_a, reuse.report_b, start_a, end_a, start_b, end_b, reuse.chars)])
    writer.write("formulas", [(f.text, f.reports, f.groups, f.first_year, f.last_year) for f in found.formulas])


def _spooled_text(path: Path, place: int) -> str:
    """The clean text of a report that waits in the spool; what a worker process calls."""
    return str(read_at(path, place)[1])


def _with_metadata(results: Iterable[_Done], known: metadata.Metadata, summary: Summary) -> Iterator[_Done]:
    """The pages with what metadata.csv says of them; its rows for pages that are not there are told in the summary."""
    at = COLUMN["pages"]
    met = set()
    for done in results:
        page = list(done.rows["pages"][0])
        about = known.rows.get(page[at["path"]], {})
        for name in metadata.FILLED:
            page[at[name]] = page[at[name]] or about.get(name, "")
        done.rows["pages"] = [[*page, *(about.get(name, "") for name in known.columns)]]
        met.add(page[at["path"]])
        yield done
    for path in known.rows.keys() - met:
        summary.problems.append((metadata.NAME, "note", f"has a row for {path}, which is not among the pages"))
    summary.problems.sort(key=lambda problem: (problem[1] != "note", problem))  # notes stand nowhere else, so they come first


def _write_fixed(writer: TablesWriter, settings: Settings, extra: Mapping[str, Sequence[str]]) -> None:
    """The tables that do not come from pages."""
    writer.write("codebook", codebook_rows(extra=extra))
    writer.write("themes", theme_rows(settings.codebook))


def _save_source(staging: Path, done: _Done) -> None:
    """The source text of a page whose file is not that text itself."""
    if not done.source:
        return
    page_id = done.rows["pages"][0][0]
    folder = staging / "text" / page_id[:2]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{page_id}.txt").write_text(done.source, encoding="utf-8", errors="backslashreplace", newline="")


def _manifest_facts(root: Path, settings: Settings, templates: frozenset[str], summary: Summary) -> dict[str, Any]:
    """Everything that decides the tables; nothing that the clock, the machine or the number of workers changes."""
    from importlib.metadata import version

    from unioncorpus._version import __version__
    from unioncorpus.resources import fingerprint

    asked = {"words": settings.words, "formats": [name for name in FORMATS if name in settings.formats], "codebook": settings.codebook}
    packages = ("ahocorasick_rs", "chardet", "jieba", "lxml", "numpy", "opencc", "regex", "rjieba", "trafilatura")
    return {
        "program": "unioncorpus",
        "version": __version__,
        "resources": fingerprint(),
        "settings": asked,
        "settings_hash": manifest.settings_hash(asked),
        "input": root.as_posix(),
        "inputs_sha256": summary.inputs.hexdigest(),
        "templates_hash": hashlib.sha256("\n".join(sorted(templates)).encode()).hexdigest(),
        "pages_by_status": dict(sorted(summary.pages.items())),
        "removed_by_kind": dict(sorted(summary.removed.items())),
        "versions": {name: version(name) for name in packages},
    }


def _run_facts(root: Path, start: datetime.datetime, seconds: Counter[str], summary: Summary, workers: int) -> dict[str, Any]:
    return {
        "input": str(root.resolve()),
        "start": start.isoformat(timespec="seconds"),
        "end": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "seconds": {name: round(value, 3) for name, value in seconds.items()},
        "characters_per_second": round(summary.chars / summary.seconds) if summary.seconds else None,
        "workers": workers,
        "machine": platform.machine(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }


class _timed:  # noqa: N801 - reads as a statement
    """Adds the seconds of a block to `seconds[name]`."""

    def __init__(self, seconds: Counter[str], name: str) -> None:
        self.seconds, self.name = seconds, name

    def __enter__(self) -> None:
        self.start = time.perf_counter()

    def __exit__(self, *_: object) -> None:
        self.seconds[self.name] += time.perf_counter() - self.start  # type: ignore[assignment]
