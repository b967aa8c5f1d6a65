"""Readers: a table of a folder as a DataFrame, or row by row without pandas."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unioncorpus.model.errors import TableError
from unioncorpus.tables.schema import Column, ColumnType, extra_column, table

if TYPE_CHECKING:
    import pandas

_DTYPES: dict[ColumnType, str] = {"str": "string", "date": "string", "list": "string", "int": "Int64", "number": "float64", "bool": "boolean"}
_LONGEST_CELL = 2**31 - 1


def read_table(folder: Path | str, name: str) -> pandas.DataFrame:
    """A table as it was written: text as `string` (missing is ""), whole numbers as `Int64`, numbers as `float64`, true/false as `boolean`.

    Lists stay joined with `;`. Columns that the schema does not know (the user's own metadata) are text.

    Args:
        folder: output folder of a run.
        name: name of the table, as "claims". Read from claims.csv, else from claims.parquet.

    Raises:
        TableError: if the folder or the table is not there, or is not ours.

    Example:
        >>> import tempfile
        >>> from unioncorpus.tables.write import TableWriter
        >>> folder = Path(tempfile.mkdtemp())
        >>> with TableWriter(folder, "formulas") as writer:
        ...     writer.write([("在上级工会的领导下", 12, 9, 2004, None)])
        >>> read_table(folder, "formulas").dtypes.astype(str).tolist()
        ['string', 'Int64', 'Int64', 'Int64', 'Int64']
    """
    path = table_file(folder, name)
    frame = _read_csv(path, name) if path.suffix == ".csv" else _read_parquet(path, name)
    missing = [c for c in table(name).names if c not in frame.columns]
    if missing:
        raise TableError(f"{path}: no column {', '.join(missing)}; the table is not of this version, run extract again")
    return frame


def iter_rows(folder: Path | str, name: str) -> Iterator[dict[str, Any]]:
    """The rows of a table one by one, as {column: value}, without pandas.

    Text is str (missing is ""), a list is a tuple of str, numbers are int or float or None, true/false is bool or None.

    Raises:
        TableError: as `read_table`.
    """
    path = table_file(folder, name)
    if path.suffix == ".parquet":
        yield from _iter_parquet(path, name)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        previous = csv.field_size_limit(_LONGEST_CELL)
        try:
            lines = csv.reader(file)
            columns = _columns(name, next(lines, []))
        finally:
            csv.field_size_limit(previous)
        names, values = [c.column for c in columns], [_VALUES[c.type] for c in columns]
        for cells in _with_long_cells(lines):
            if len(cells) != len(names):
                raise TableError(f"{path} line {lines.line_num}: {len(cells)} cells under {len(names)} columns; the file was changed, run extract again")
            yield {n: value(cell) for n, value, cell in zip(names, values, cells, strict=True)}


def table_file(folder: Path | str, name: str) -> Path:
    """The file that holds a table.

    Raises:
        TableError: naming folder, table, and what to do.
    """
    table(name)
    folder = Path(folder)
    if not folder.is_dir():
        raise TableError(f"{folder}: no such folder; give the output folder of `unioncorpus extract`")
    for suffix in (".csv", ".parquet"):
        path = folder / f"{name}{suffix}"
        if path.is_file():
            return path
    raise TableError(f"{folder}: no table {name} ({name}.csv or {name}.parquet); write it with `unioncorpus extract PAGES --out {folder}`")


def unguard(text: str) -> str:
    """A text cell without the leading ' that keeps spreadsheets from running it."""
    return text[1:] if text.startswith("'") else text


def _words(cell: str) -> tuple[str, ...]:
    return tuple(unguard(cell).split(";")) if cell else ()


_VALUES: dict[ColumnType, Callable[[str], Any]] = {
    "str": unguard,
    "date": unguard,
    "list": _words,
    "int": lambda cell: int(cell) if cell else None,
    "number": lambda cell: float(cell) if cell else None,
    "bool": lambda cell: cell == "true" if cell else None,
}


def _with_long_cells(lines: Iterator[list[str]]) -> Iterator[list[str]]:
    """Rows of a csv reader; the module's limit on the length of a cell is lifted while it reads, and only then."""
    while True:
        previous = csv.field_size_limit(_LONGEST_CELL)
        try:
            row = next(lines)
        except StopIteration:
            return
        finally:
            csv.field_size_limit(previous)
        yield row


def _columns(name: str, header: list[str]) -> list[Column]:
    known = {c.column: c for c in table(name).columns}
    return [known.get(h) or extra_column(name, h) for h in map(unguard, header)]


def _read_csv(path: Path, name: str) -> pandas.DataFrame:
    import pandas

    with path.open(encoding="utf-8-sig", newline="") as file:
        columns = _columns(name, next(csv.reader(file), []))
    if not columns:
        raise TableError(f"{path}: is empty; run extract again")
    try:
        frame = pandas.read_csv(
            path,
            names=[c.column for c in columns],
            header=0,
            dtype={c.column: "string" if c.type == "number" else _DTYPES[c.type] for c in columns},
            keep_default_na=False,
            na_values={c.column: [""] for c in columns if not c.is_text},
            encoding="utf-8-sig",
            lineterminator="\n",
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise TableError(f"{path}: cannot be read ({error}); the file was changed, run extract again") from None
    for column in columns:
        cells = frame[column.column]
        if column.type == "number":  # Python's float() is exact; the default of pandas' parser was not before 3.1
            frame[column.column] = cells.fillna("nan").astype("float64")
        elif column.is_text:
            guarded = cells.str.startswith("'")
            if guarded.any():
                frame[column.column] = cells.where(~guarded, cells.str[1:])
    return frame


def _read_parquet(path: Path, name: str) -> pandas.DataFrame:
    import pandas

    frame = pandas.read_parquet(path)
    for column in _columns(name, list(frame.columns)):
        values = frame[column.column].astype(_DTYPES[column.type])  # type: ignore[call-overload]
        frame[column.column] = values.fillna("") if column.is_text else values
    return frame


def _iter_parquet(path: Path, name: str) -> Iterator[dict[str, Any]]:
    import pyarrow.parquet

    file = pyarrow.parquet.ParquetFile(path)
    columns = _columns(name, file.schema_arrow.names)
    empty = {c.column: () if c.type == "list" else "" for c in columns if c.is_text}
    lists = [c.column for c in columns if c.type == "list"]
    for batch in file.iter_batches(batch_size=1_000):
        for row in batch.to_pylist():
            row.update((n, v) for n, v in empty.items() if row[n] is None)
            row.update((n, tuple(row[n].split(";"))) for n in lists if row[n])
            yield row
