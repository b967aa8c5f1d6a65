"""Readers: a table of a folder as a DataFrame, or row by row without pandas."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from unioncorpus.model.errors import TableError
from unioncorpus.tables.commit import restore
from unioncorpus.tables.schema import Column, ColumnType, extra_column, table

if TYPE_CHECKING:
    import pandas

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
    try:
        found = _read_csv(path, name) if path.suffix == ".csv" else _read_parquet(path)
    except (ValueError, OSError) as error:  # arrow's errors are ValueErrors
        raise TableError(f"{path}: cannot be read ({error}); the file was changed or broken off, run extract again") from None
    columns = _columns(name, found.column_names)
    missing = sorted({c.column for c in table(name).columns} - {c.column for c in columns})
    if missing:
        raise TableError(f"{path}: no column {', '.join(missing)}; the table is not of this version, run extract again")
    return _frame(found, columns, guarded=path.suffix == ".csv")


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
    csv.field_size_limit(_LONGEST_CELL)  # the module's own limit is 131,072 characters, less than a long report
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        columns = _columns(name, next(lines, []))
        names, values = [c.column for c in columns], [_VALUES[c.type] for c in columns]
        for cells in lines:
            if len(cells) != len(names):
                raise TableError(f"{path} line {lines.line_num}: {len(cells)} cells under {len(names)} columns; the file was changed, run extract again")
            yield {n: value(cell) for n, value, cell in zip(names, values, cells, strict=True)}


def records(frame: pandas.DataFrame) -> list[dict[str, Any]]:
    """The rows of a DataFrame as {column: value}: Python's own numbers, and None for what is missing.

    Example:
        >>> import pandas
        >>> records(pandas.DataFrame({"year": pandas.array([2014, None], "Int64"), "low": [0.5, float("nan")]}))
        [{'year': 2014, 'low': 0.5}, {'year': None, 'low': None}]
    """
    columns = [[None if missing else value for value, missing in zip(frame[c].tolist(), frame[c].isna(), strict=True)] for c in frame.columns]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def table_file(folder: Path | str, name: str) -> Path:
    """The file that holds a table.

    Raises:
        TableError: naming folder, table, and what to do.
    """
    table(name)
    folder = Path(folder)
    restore(folder)
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


def _columns(name: str, header: list[str]) -> list[Column]:
    known = {c.column: c for c in table(name).columns}
    return [known.get(h) or extra_column(name, h) for h in map(unguard, header)]


def _read_csv(path: Path, name: str) -> Any:
    """An arrow table; its CSV reader is three times as fast as pandas' own, and exact."""
    import pyarrow.csv

    with path.open(encoding="utf-8-sig", newline="") as file:
        header = next(csv.reader(file), [])
    kinds = {"int": pyarrow.int64(), "number": pyarrow.float64(), "bool": pyarrow.bool_()}
    types = {h: kinds.get(c.type, pyarrow.string()) for h, c in zip(header, _columns(name, header), strict=True)}
    return pyarrow.csv.read_csv(
        path,
        read_options=pyarrow.csv.ReadOptions(block_size=min(path.stat().st_size + 1, _LONGEST_CELL)),  # a row may not straddle two blocks
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types=types, null_values=[""], true_values=["true"], false_values=["false"], strings_can_be_null=False
        ),
    )


def _frame(table: Any, columns: list[Column], *, guarded: bool) -> pandas.DataFrame:
    """An arrow table as a DataFrame with the dtypes of the schema; missing text is ""."""
    import pandas
    import pyarrow
    from pyarrow import compute

    arrays = []
    for column, array in zip(columns, table.columns, strict=True):
        if column.is_text:
            array = array.fill_null("")
            mask = compute.starts_with(array, "'") if guarded else None
            if mask is not None and compute.any(mask).as_py():
                array = compute.if_else(mask, compute.utf8_slice_codeunits(array, 1), array)
        arrays.append(array)
    dtypes = {pyarrow.string(): pandas.StringDtype(), pyarrow.int64(): pandas.Int64Dtype(), pyarrow.bool_(): pandas.BooleanDtype()}
    frame: pandas.DataFrame = pyarrow.table(arrays, names=[c.column for c in columns]).to_pandas(types_mapper=dtypes.get)
    return frame


def _read_parquet(path: Path) -> Any:
    import pyarrow.parquet

    return pyarrow.parquet.read_table(path)


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
