"""Where the source text of a page is: saved beside the tables, or still in the page's own file."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from unioncorpus.loader.formats import read_source
from unioncorpus.model.errors import PageError, TableError, UsageError
from unioncorpus.tables.commit import MANIFEST, RUN, TEXT_FOLDER
from unioncorpus.tables.manifest import read_json

if TYPE_CHECKING:
    from pandas import DataFrame


class Sources:
    """Gives the source text of a page: `sources(page_id)`.

    Args:
        folder: output folder of a run.
        table: gives its tables.
        pages: the folder of the pages, if it is not the one the run was given.
    """

    def __init__(self, folder: Path, table: Callable[[str], DataFrame], pages: str | Path | None = None) -> None:
        self._folder = folder
        self._table = table
        self._pages = Path(pages) if pages is not None else None
        self._read = functools.lru_cache(maxsize=16)(self._find)

    def __call__(self, page_id: str) -> str:
        """The source text that the offsets of the tables index.

        Raises:
            UsageError: if the page is not where it was, or has changed since.
        """
        return self._read(page_id)

    def _find(self, page_id: str) -> str:
        saved = self._folder / TEXT_FOLDER / page_id[:2] / f"{page_id}.txt"
        if saved.is_file():
            return saved.read_bytes().decode("utf-8")
        rows = self._table("pages")
        row = rows[rows.page_id == page_id].iloc[0]
        path = self._locate(str(row.path))
        if row.sha256 and hashlib.sha256(path.read_bytes()).hexdigest() != row.sha256:
            raise UsageError(f"{path}: has changed since the tables were written; run extract again")
        try:
            return read_source(path).text
        except PageError as error:
            raise UsageError(f"{path}: {error}") from None

    def _locate(self, path: str) -> Path:
        folders = [self._pages] if self._pages is not None else self._folders()
        for folder in folders:
            if (folder / path).is_file():
                return folder / path
        looked = f" (looked in {', '.join(map(str, folders))})" if folders else ""
        raise UsageError(f"the page {path} is not there{looked}; say where the pages are: --pages FOLDER, or uc.open(…, pages=FOLDER)")

    def _folders(self) -> list[Path]:
        """The input folder as run.json and the manifest name it."""
        folders: list[Path] = []
        for name in (RUN, MANIFEST):
            try:
                named = read_json(self._folder / name).get("input")
            except TableError:
                continue
            if named and Path(named) not in folders:
                folders.append(Path(named))
        return folders
