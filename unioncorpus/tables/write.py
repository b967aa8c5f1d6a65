"""Writers: rows in, CSV and Parquet files out, in little memory, the same bytes for the same rows.

A cell is text (quoted; guarded with a leading ' where a spreadsheet would run it), a number, or true/false. Missing is an empty cell.
Rows are turned into cells a column at a time, since a column knows how its cells look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Literal, Self

from unioncorpus.model.errors import TableError, UsageError
from unioncorpus.tables.schema import Column, ColumnType, Table, table

Format = Literal["csv", "parquet"]
FORMATS: tuple[Format, ...] = ("csv", "parquet")
GUARDED = frozenset("=+-@\t\r'")  # a text cell that begins so gets a leading ', which the reader takes off
_BATCH = 1_000  # rows turned into cells at a time
_GROUP = 20_000  # rows in a row group of a Parquet file
_LONG = {"texts"}  # tables of long cells: a tenth of these


@dataclass(frozen=True, slots=True)
class TableFile:
    """What was written, as the manifest states it."""

    file: str  # claims.csv
    rows: int
    sha256: str


def text_cell(value: Any) -> str:
    """A text as a CSV cell; None and "" are missing.

    Example:
        >>> print(text_cell("=1+1"), text_cell('称为“"家"”'), text_cell("") or "nothing")
        "'=1+1" "称为“""家""”" nothing
    """
    if not value:
        return ""
    if value[0] in GUARDED:
        value = "'" + value
    return f'"{value.replace(_QUOTE, _TWO_QUOTES)}"'


_QUOTE, _TWO_QUOTES = '"', '""'


def number_cell(value: Decimal | float | None) -> str:
    """A number without exponent and without trailing zeros; floats are rounded to 6 digits. Not-a-numbers are missing.

    Example:
        >>> number_cell(Decimal("4.30E+4")), number_cell(Decimal("0.50")), number_cell(1 / 3), number_cell(None)
        ('43000', '0.5', '0.333333', '')
    """
    if value is None or value != value:
        return ""
    text = str(value)
    if text.isdecimal():
        return text
    text = format(value, "f") if isinstance(value, Decimal) else format(value, ".6f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def list_text(value: str | Iterable[str] | None) -> str:
    """The words of a list cell joined with ;."""
    return value if isinstance(value, str) else ";".join(value or ())


def _text_cells(values: Sequence[Any]) -> list[str]:
    """`text_cell` of each value; one look at the whole column spares most of them the close look."""
    texts = [value or "" for value in values]
    joined = "\0" + "\0".join(texts)
    if any(risk in joined for risk in _RISKY):
        return [text_cell(text) for text in texts]
    return [f'"{text}"' if text else "" for text in texts]


_RISKY = (_QUOTE, *sorted("\0" + sign for sign in GUARDED))
_SAMPLE = 40  # values looked at before a column is taken for one of few values
_BOOLS = {None: "", True: "true", False: "false"}
_CELLS: dict[ColumnType, Callable[[Sequence[Any]], list[str]]] = {
    "str": _text_cells,
    "date": _text_cells,
    "list": lambda values: [text_cell(list_text(v)) for v in values],
    "int": lambda values: ["" if v is None else str(v) for v in values],
    "number": lambda values: [number_cell(v) for v in values],
    "bool": lambda values: [_BOOLS[v] for v in values],
}


def cells(kind: ColumnType, values: Sequence[Any]) -> list[str]:
    """A column of values as CSV cells. Few values that come again and again are turned into cells once.

    Example:
        >>> cells("list", [("a", "b"), (), None]), cells("int", [2020, None]), cells("bool", [True, None])
        (['"a;b"', '', ''], ['2020', ''], ['true', ''])
    """
    if kind != "list" and len(set(values[:_SAMPLE])) * 4 <= _SAMPLE:
        different = list(dict.fromkeys(values))
        return list(map(dict(zip(different, _CELLS[kind](different), strict=True)).__getitem__, values))
    return _CELLS[kind](values)


class TableWriter:
    """Writes one table, as CSV, Parquet or both, while its rows come.

    Args:
        folder: where the files go; it exists.
        name: name of a table of the schema.
        formats: "csv", "parquet" or both.
        extra: names of further text columns at the end of each row.

    Example:
        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> with TableWriter(folder, "texts") as writer:
        ...     writer.write([("r1", "一年来，工会慰问职工40余名。")])
        >>> (folder / "texts.csv").read_text(encoding="utf-8-sig")
        '"report_id","text"\\n"r1","一年来，工会慰问职工40余名。"\\n'
    """

    def __init__(self, folder: Path, name: str, *, formats: Sequence[str] = ("csv",), extra: Sequence[str] = ()) -> None:
        self.table = table(name).with_extra(extra)
        check_formats(formats)
        self._sinks: list[_CsvFile | _ParquetFile] = []
        if "csv" in formats:
            self._sinks.append(_CsvFile(folder / f"{name}.csv", self.table))
        if "parquet" in formats:
            self._sinks.append(_ParquetFile(folder / f"{name}.parquet", self.table))
        self._waiting: list[Sequence[Any]] = []
        self._batch = _BATCH // 10 if name in _LONG else _BATCH

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Take rows: one value for each column of the table, in its order.

        A value is str, int, Decimal, float or bool as the column's type says, None where it is missing, and for a list a sequence of str.
        """
        rows = iter(rows)
        while True:
            self._waiting.extend(islice(rows, self._batch - len(self._waiting)))
            if len(self._waiting) < self._batch:
                return
            self._flush(self._waiting)  # the same cuts however the rows came
            self._waiting = []

    def write_dicts(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows as {column: value}; a column that is not named is missing.

        Raises:
            TableError: for a column the table does not have.
        """
        names = self.table.names
        known = frozenset(names)
        for row in rows:
            if not known.issuperset(row):
                unknown = ", ".join(sorted(set(row) - known))
                raise TableError(f"{self.table.name}: no column {unknown}; the columns are {', '.join(names)}")
            self.write([[row.get(name) for name in names]])

    def close(self) -> list[TableFile]:
        """Write what is waiting, close the files, and say what was written."""
        try:
            if self._waiting:
                self._flush(self._waiting)
        finally:
            self._waiting = []
            files = [sink.close() for sink in self._sinks]
        return files

    def _flush(self, rows: list[Sequence[Any]]) -> None:
        width = len(self.table.columns)
        try:
            columns = list(zip(*rows, strict=True))
        except ValueError:  # rows of unequal width
            columns = []
        if len(columns) != width:
            wrong = next(row for row in rows if len(row) != width)
            raise TableError(f"{self.table.name}: a row of {len(wrong)} values under {width} columns: {wrong!r}")
        for sink in self._sinks:
            sink.write(columns, len(rows))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class TablesWriter:
    """Writes several tables into one folder.

    Example:
        >>> import tempfile
        >>> with TablesWriter(Path(tempfile.mkdtemp()), ["texts", "removed"]) as writer:
        ...     writer.write("texts", [("r1", "全文")])
        >>> [(f.file, f.rows) for f in writer.files]
        [('texts.csv', 1), ('removed.csv', 0)]
    """

    def __init__(self, folder: Path, names: Iterable[str], *, formats: Sequence[str] = ("csv",), extra: Mapping[str, Sequence[str]] | None = None) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.files: list[TableFile] = []  # filled when closed
        self._writers = {name: TableWriter(folder, name, formats=formats, extra=(extra or {}).get(name, ())) for name in names}
        self._open = ExitStack()  # closes every writer, also when one of them fails
        for writer in reversed(self._writers.values()):
            self._open.callback(self._close, writer)

    def _close(self, writer: TableWriter) -> None:
        self.files += writer.close()

    def write(self, name: str, rows: Iterable[Sequence[Any]]) -> None:
        """Take rows of the table `name`; see `TableWriter.write`."""
        self._writers[name].write(rows)

    def write_dicts(self, name: str, rows: Iterable[Mapping[str, Any]]) -> None:
        """Take rows of the table `name` as dicts; see `TableWriter.write_dicts`."""
        self._writers[name].write_dicts(rows)

    def close(self) -> list[TableFile]:
        """Close every table, and say what was written."""
        self._open.close()
        return self.files

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def check_formats(formats: Sequence[str]) -> None:
    """Raise a UsageError unless `formats` names formats there are, one at least."""
    wrong = [f for f in formats if f not in FORMATS]
    if wrong or not formats:
        raise UsageError(f"table format {', '.join(map(repr, wrong)) or 'missing'}; choose {', '.join(FORMATS)} or both, as csv,parquet")


class _CsvFile:
    """UTF-8 with BOM, a header, "\\n" line ends; hashed while written."""

    def __init__(self, path: Path, schema: Table) -> None:
        self._file: IO[bytes] = path.open("wb")
        self._name = path.name
        self._types = [c.type for c in schema.columns]
        self._rows = 0
        self._hash = hashlib.sha256()
        self._put("\ufeff" + ",".join(map(text_cell, schema.names)) + "\n")

    def write(self, columns: Sequence[Sequence[Any]], rows: int) -> None:
        texts = [cells(kind, values) for kind, values in zip(self._types, columns, strict=True)]
        self._put("\n".join(map(",".join, zip(*texts, strict=True))) + "\n")
        self._rows += rows

    def close(self) -> TableFile:
        self._file.close()
        return TableFile(self._name, self._rows, self._hash.hexdigest())

    def _put(self, text: str) -> None:
        # A lone surrogate can only come from a file name that is not UTF-8; it is written as \udc80.
        data = text.encode("utf-8", "backslashreplace")
        self._hash.update(data)
        self._file.write(data)


class _ParquetFile:
    """Text and lists as strings, whole numbers as nullable integers; row groups of a fixed number of rows."""

    def __init__(self, path: Path, schema: Table) -> None:
        import pyarrow
        import pyarrow.parquet

        self._arrow = pyarrow
        self._path = path
        self._columns = schema.columns
        types = {"int": pyarrow.int64(), "number": pyarrow.float64(), "bool": pyarrow.bool_()}
        self._schema = pyarrow.schema([(c.column, types.get(c.type, pyarrow.string())) for c in schema.columns])
        self._group = _GROUP // 10 if schema.name in _LONG else _GROUP
        self._writer: Any = pyarrow.parquet.ParquetWriter(path, self._schema, compression="zstd")
        self._batches: list[Any] = []
        self._waiting = self._rows = 0

    def write(self, columns: Sequence[Sequence[Any]], rows: int) -> None:
        arrays = [self._array(_plain(c, values), t) for c, values, t in zip(self._columns, columns, self._schema.types, strict=True)]
        self._batches.append(self._arrow.record_batch(arrays, schema=self._schema))
        self._waiting += rows
        self._rows += rows
        if self._waiting >= self._group:
            self._flush()

    def _array(self, values: list[Any], kind: Any) -> Any:
        try:
            return self._arrow.array(values, type=kind)
        except UnicodeEncodeError:  # a lone surrogate; see _CsvFile._put
            return self._arrow.array([v and v.encode("utf-8", "backslashreplace").decode() for v in values], type=kind)

    def close(self) -> TableFile:
        self._flush()
        self._writer.close()
        with self._path.open("rb") as file:
            return TableFile(self._path.name, self._rows, hashlib.file_digest(file, "sha256").hexdigest())

    def _flush(self) -> None:
        if self._batches:
            self._writer.write_table(self._arrow.Table.from_batches(self._batches), row_group_size=self._group)
        self._batches = []
        self._waiting = 0


def _plain(column: Column, values: Sequence[Any]) -> list[Any]:
    """The values as Parquet holds them; missing is null, for text too."""
    if column.type == "number":
        return [None if v is None or v != v else round(float(v), 6) if isinstance(v, float) else float(v) for v in values]
    if column.type == "list":
        return [list_text(v) or None for v in values]
    if column.is_text:
        return [v or None for v in values]
    return list(values)
