"""One file → its source text. Each format has one reader; what it cannot read is a `PageError`."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from unioncorpus.loader.encoding import decode
from unioncorpus.model.errors import PageError

MAX_BYTES = 50_000_000  # a page of 50 MB is not a page


@dataclass(frozen=True, slots=True)
class Source:
    """The source text of a file and what the format itself tells of it."""

    text: str
    format: str
    encoding: str = ""
    message: str = ""
    title: str = ""
    url: str = ""
    published: str = ""
    aside: tuple[tuple[int, int, str], ...] = ()  # stretches outside the main text: start, end, rule
    pasted: tuple[tuple[int, int, str], ...] = ()  # stretches inside lines that the format itself marks as hidden or as an advertisement


def read_source(path: Path) -> Source:
    """The source text of one file.

    For `.txt` it is the decoded text as stored; for HTML all visible text in document order, one block a line.

    Raises:
        PageError: with status unsupported, unreadable or too_large, and what to do about it.
    """
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(sorted(_READERS))
        raise PageError(f"files of type {path.suffix or '(none)'} are not read; known are {known}", "unsupported")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise PageError(f"{size:,} bytes, more than {MAX_BYTES:,}; split the file", "too_large")
        data = path.read_bytes()
    except OSError as error:
        raise PageError(f"cannot be opened: {error.strerror or error}") from None
    return reader(data)


def _read_txt(data: bytes) -> Source:
    text, encoding, message = decode(data)
    return Source(text, "txt", encoding, message)


def _read_html(data: bytes) -> Source:
    from unioncorpus.loader.html import read_html

    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.I)
    text, encoding, message = decode(data, declared.group(1).decode("ascii") if declared else "")
    page = read_html(text)
    return Source(page.text, "html", encoding, message, page.title, page.url, page.published, page.aside, page.pasted)


def _read_docx(data: bytes) -> Source:
    import docx
    from docx.table import Table

    try:
        document = docx.Document(io.BytesIO(data))
        blocks = []
        for item in document.iter_inner_content():
            if isinstance(item, Table):
                blocks += [" ".join(_cells_of(row)) for row in item.rows]
            else:
                blocks.append(item.text)
    except Exception as error:  # the library raises whatever its parts raise
        raise PageError(f"not a readable .docx file ({type(error).__name__}); save it anew or as text") from None
    return Source("\n".join(blocks), "docx", title=document.core_properties.title or "")


def _cells_of(row: Any) -> list[str]:
    """The texts of a row; a merged cell once."""
    cells = {id(cell._tc): cell.text.strip() for cell in row.cells}
    return list(cells.values())


def _read_pdf(data: bytes) -> Source:
    import logging

    import pypdf

    logging.getLogger("pypdf").setLevel(logging.ERROR)
    try:
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except Exception as error:  # the library raises whatever its parts raise
        raise PageError(f"not a readable .pdf file ({type(error).__name__}); save it anew or as text") from None
    text = "\n".join(pages).encode("utf-8", "replace").decode()
    message = "" if text.strip() else "no text layer: a scanned PDF needs character recognition first"
    return Source(text, "pdf", message=message)


_READERS: dict[str, Callable[[bytes], Source]] = {".txt": _read_txt, ".html": _read_html, ".htm": _read_html, ".docx": _read_docx, ".pdf": _read_pdf}
