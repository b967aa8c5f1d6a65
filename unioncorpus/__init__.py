"""unioncorpus: Chinese trade-union work reports as evidence.

    import unioncorpus as uc
    corpus = uc.extract("data/raw")        # or uc.open("data/processed")
    corpus.claims                          # tables as pandas DataFrames

What stands here is the public face; heavy libraries are imported when a function needs them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from unioncorpus._version import __version__
from unioncorpus.model.errors import UnioncorpusError, UsageError

if TYPE_CHECKING:
    from unioncorpus import nlp
    from unioncorpus.corpus import Corpus
    from unioncorpus.model.aligned import AlignedText
    from unioncorpus.model.records import Claim, Number, Page, Period

__all__ = ["UnioncorpusError", "__version__", "date_report", "extract", "find_claims", "find_numbers", "nlp", "open", "plot", "read_page", "simplify"]


_OPTIONS = ("workers", "settings", "progress")  # of `extract`, as the pipeline takes them


def extract(pages: str | Path, out: str | Path = "data/processed", *, codebook: str | Path = "", **options: Any) -> Corpus:
    """Read a folder of pages, write its tables to `out`, and open them.

    Args:
        pages: the folder with the scraped pages, or one file.
        out: the folder for the tables.
        codebook: a theme codebook of your own, on top of the shipped one.
        options: `workers`, `settings`, `progress` as in `unioncorpus.pipeline.extract`.

    Returns:
        Corpus: the tables as DataFrames.
    """
    from dataclasses import replace

    from unioncorpus import pipeline

    for name, value in (("pages", pages), ("out", out), ("codebook", codebook)):
        _check(name, value, str, os.PathLike)
    if unknown := [name for name in options if name not in _OPTIONS]:
        raise UsageError(f"extract has no option {', '.join(map(repr, unknown))}; the options are codebook, {', '.join(_OPTIONS)}")
    if codebook:
        options["settings"] = replace(options.get("settings") or pipeline.Settings(), codebook=str(codebook))
    pipeline.extract(pages, out, **options)
    return open(out)


def open(folder: str | Path, *, pages: str | Path | None = None) -> Corpus:
    """Open the tables that `extract` wrote to `folder`.

    Args:
        folder: the output folder.
        pages: the folder of the pages, where it has moved since; `corpus.show` reads them.

    Raises:
        TableError: if they are not there.
    """
    from unioncorpus.corpus import open_corpus

    _check("folder", folder, str, os.PathLike)
    return open_corpus(folder, pages=pages)


def simplify(text: str) -> AlignedText:
    """`text` in mainland simplified wording; the result leads from every offset back to `text`. See `loader.simplify`."""
    from unioncorpus import script
    from unioncorpus.loader.simplify import simplify

    _check("text", text, str)
    return simplify(script.without_surrogates(text))


def find_claims(text: str) -> list[Claim]:
    """Every numeric claim of a text in either script; offsets and quotes are of `text` itself.

    Example:
        >>> [(c.quote, c.value, c.bound, c.unit, c.counted) for c in find_claims("慰問困難職工40餘名")]
        [('40餘名', Decimal('40'), 'over', '人', '困难职工')]
    """
    from dataclasses import replace

    from unioncorpus import script
    from unioncorpus.segmenter.claims import find_checks, find_claims

    _check("text", text, str)
    readable = script.without_surrogates(text)
    simplified = script.to_simplified(readable) if script.detect(readable) != "hans" else readable  # one character for one
    _, claims = find_checks(simplified, find_claims(simplified))
    return [replace(claim, quote=text[claim.start : claim.end]) for claim in claims]


def find_numbers(text: str) -> list[Number]:
    """Every numeric expression of a text in either script, claim or not.

    Example:
        >>> [(n.start, n.value, n.unit, n.kind) for n in find_numbers("第十九届,慰问40餘名")]
        [(0, Decimal('19'), '', 'ordinal'), (7, Decimal('40'), '人', 'people')]
    """
    from unioncorpus import script
    from unioncorpus.segmenter.claims import find_numbers

    _check("text", text, str)
    return find_numbers(script.without_surrogates(text))


def date_report(text: str, genre: str | None = None) -> Period:
    """The year a report is about, with its interval and evidence. `genre` is a code of CODES (summary, plan, …) or None to guess it.

    Example:
        >>> date_report("2012年,我会慰问困难职工40名,现将全年工作总结如下:").year
        2012
    """
    from unioncorpus import script
    from unioncorpus.catalogue.period import date_report
    from unioncorpus.model.records import Genre

    _check("text", text, str)
    if genre is not None and genre not in get_args(Genre):
        raise UsageError(f"unknown genre {genre!r}; choose {', '.join(get_args(Genre))}, or None to guess it")
    readable = script.without_surrogates(text)
    return date_report(script.to_simplified(readable) if script.detect(readable) != "hans" else readable, genre)


def read_page(path: str | Path) -> Page:
    """One file as a `Page`: its source text, its reports with clean text, what was removed and changed. Never raises for what the file holds."""
    from unioncorpus.loader import read_page

    _check("path", path, str, os.PathLike)
    return read_page(path)


def _check(name: str, value: object, *kinds: type) -> None:
    """Raise a UsageError, in one line, for an argument that is something else than asked for."""
    if not isinstance(value, kinds):
        wanted = "a text (str)" if kinds == (str,) else "a path"
        raise UsageError(f"{name} is {type(value).__name__}, must be {wanted}")


def __dir__() -> list[str]:
    """What stands here for users, the rooms that are imported when first asked for among it."""
    return sorted([*__all__, "__doc__", "__file__", "__name__", "__path__"])


def __getattr__(name: str) -> Any:
    """Rooms that load heavy libraries are imported when they are first asked for: `uc.nlp`, `uc.plot`."""
    if name in ("nlp", "plot"):
        import importlib

        return importlib.import_module(f"unioncorpus.{name}")
    raise AttributeError(f"module 'unioncorpus' has no attribute {name!r}")
