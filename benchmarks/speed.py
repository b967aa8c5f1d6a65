"""How fast the pipeline is, and where the time goes, beside plain jieba on the same text in the same run.

    python benchmarks/speed.py [FOLDER]                 default: data/raw
    python benchmarks/speed.py [FOLDER] --command 40    the whole command over 40 copies of the folder, beside a script that only segments them with jieba

Everything runs in one process on one core. Each stage is timed over all reports, best of the rounds; the whole is timed page by page as a run does it,
without what it does once (start, comparison of likely copies, writing).
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from unioncorpus import pipeline, words
from unioncorpus.catalogue import copies
from unioncorpus.catalogue.describe import describe
from unioncorpus.loader import read_page
from unioncorpus.loader.templates import read_edges
from unioncorpus.segmenter.claims import find_checks, find_claims
from unioncorpus.segmenter.sections import find_sections
from unioncorpus.segmenter.themes import assign_claims, assign_sections, find_mentions, load_codebook
from unioncorpus.tables.rows import rows_of


def best(function: Callable[[], object], rounds: int) -> float:
    """CPU seconds of the fastest round: other work on the machine does not count."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        function()
        times.append(time.process_time() - start)
    return min(times)


def against_jieba(root: Path, paths: list[Path], texts: list[str], rounds: int) -> tuple[float, float, float]:
    """Seconds of plain jieba and of the whole pipeline, best of the rounds, and the median of their ratio; in turn, so that noise tells on both."""

    def segment() -> None:
        words.use("jieba")
        for text in texts:
            words.cut(text)
        words.use("rjieba")

    def run() -> None:
        with pipeline.uncollected():
            for path in paths:
                read_edges(path)
                rows_of(pipeline.analyse(page := read_page(path, root=root)))
                for report in page.reports:
                    copies.sketch(str(report.text))

    segment()
    run()
    pairs = [(best(segment, 1), best(run, 1)) for _ in range(rounds)]
    return min(a for a, _ in pairs), min(b for _, b in pairs), statistics.median(b / a for a, b in pairs)


_JIEBA = """
import pathlib, sys
import jieba
jieba.setLogLevel(60)
for path in pathlib.Path(sys.argv[1]).rglob("*.txt"):
    jieba.lcut(path.read_text("utf-8"))
"""


def time_commands(folder: Path, copies_of_it: int, rounds: int) -> None:
    """Print the seconds of `extract` over copies of the pages, start and writing included, and of a script that segments their texts."""
    root, paths, _ = pipeline.list_pages(folder)
    with tempfile.TemporaryDirectory() as work:
        pages, texts = Path(work) / "pages", Path(work) / "texts"
        for number in range(copies_of_it):
            for path in paths:
                target = pages / str(number) / path.relative_to(root)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        texts.mkdir()
        decoded = [text for path in paths if (text := read_page(path, root=root).source)]
        for number in range(copies_of_it):
            for i, text in enumerate(decoded):
                (texts / f"{number}-{i}.txt").write_text(text, encoding="utf-8", errors="replace")
        print(f"{len(paths) * copies_of_it} files, {sum(map(len, decoded)) * copies_of_it:,} characters, seconds on the clock\n")
        for _ in range(rounds):
            extract = _clock("-m", "unioncorpus", "extract", str(pages), "--out", str(Path(work) / "out"), "--quiet")
            jieba = _clock("-c", _JIEBA, str(texts))
            print(f"extract {extract:6.1f}    jieba {jieba:6.1f}    ratio {extract / jieba:.2f}", flush=True)


def _clock(*arguments: str) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True)
    return time.perf_counter() - start


def main() -> None:
    """Print microseconds per character and characters per second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("data/raw"))
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--command", type=int, metavar="COPIES", help="time `extract` as a command, in seconds on the clock, with all cores")
    options = parser.parse_args()
    if options.command:
        time_commands(options.folder, options.command, options.rounds)
        return
    root, paths, _ = pipeline.list_pages(options.folder)
    pages = [read_page(path, root=root) for path in paths]
    chars = sum(len(page.source) for page in pages)
    results = [pipeline.analyse(page) for page in pages]
    found = [(str(r.report.text), r.report, page, r) for page, result in zip(pages, results, strict=True) for r in result.reports]
    book = load_codebook()
    stages: dict[str, Callable[[], object]] = {
        "first pass (templates)": lambda: [read_edges(path) for path in paths],
        "read, clean, split": lambda: [read_page(path, root=root) for path in paths],
        "catalogue": lambda: [describe(t, title=r.title, page_title=p.title, published=p.published) for t, r, p, _ in found],
        "sections": lambda: [find_sections(t, genre=a.card.genre) for t, _, _, a in found],
        "theme mentions": lambda: [find_mentions(t, book, sections=a.sections, genre=a.card.genre) for t, _, _, a in found],
        "themes of sections": lambda: [assign_sections(t, a.sections, a.mentions, book) for t, _, _, a in found],
        "claims": lambda: [find_claims(t, sections=a.sections, genre=a.card.genre, period=a.card.period) for t, _, _, a in found],
        "checks": lambda: [find_checks(t, list(a.claims)) for t, _, _, a in found],
        "themes of claims": lambda: [assign_claims(t, a.claims, a.sections, a.mentions, book) for t, _, _, a in found],
        "sketches for copies": lambda: [copies.sketch(t) for t, _, _, _ in found],
        "rows of the tables": lambda: [rows_of(result) for result in results],
    }
    jieba, whole, ratio = against_jieba(root, paths, [page.source for page in pages], options.rounds)
    print(f"{len(pages)} pages, {len(found)} reports, {chars:,} characters; best of {options.rounds} rounds, one core\n")
    print(f"{'':24}{'µs/char':>9}{'M char/s':>10}{'of jieba':>10}")
    for name, function in stages.items():
        _print(name, best(function, options.rounds), chars, jieba)
    print()
    _print("the whole, page by page", whole, chars, jieba)
    _print("plain jieba", jieba, chars, jieba)
    print(f"\nthe whole to jieba, round by round in turn: median {ratio:.2f}")


def _print(name: str, seconds: float, chars: int, jieba: float) -> None:
    print(f"{name:24}{seconds * 1e6 / chars:9.3f}{chars / seconds / 1e6:10.2f}{seconds / jieba:10.0%}")


if __name__ == "__main__":
    main()
