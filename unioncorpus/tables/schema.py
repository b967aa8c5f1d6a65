"""One schema of every table: its columns, their types and meanings, and the codes they may hold.

The knowledge stands in `resources/tables.csv`, `resources/columns.csv` and `resources/codes.csv`; writers, readers and the codebook all ask here.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from unioncorpus.model.errors import TableError
from unioncorpus.resources import load

ColumnType = Literal["str", "int", "number", "bool", "list", "date"]
TEXT_TYPES: frozenset[ColumnType] = frozenset(("str", "list", "date"))  # written as text cells: quoted and guarded


@dataclass(frozen=True, slots=True)
class Column:
    """A row of columns.csv."""

    table: str
    column: str
    type: ColumnType
    meaning: str
    meaning_zh: str
    unit: str  # of a number; empty for words and ids
    vocabulary: str  # name of a code list, or empty
    example: str
    where: str = ""

    @property
    def is_text(self) -> bool:
        """Whether its cells are text: quoted, and guarded against spreadsheets."""
        return self.type in TEXT_TYPES


@dataclass(frozen=True, slots=True)
class Code:
    """A row of codes.csv."""

    vocabulary: str
    code: str
    definition_en: str
    definition_zh: str
    borderline: str  # how the doubtful case is settled
    forms: tuple[str, ...]  # words of the reports that belong there
    example: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of tables.csv."""

    table: str
    written_by: Literal["extract", "analyze"]
    meaning: str
    meaning_zh: str
    example: str
    where: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its columns in the order in which they are written."""

    name: str
    written_by: str
    meaning: str
    meaning_zh: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The header."""
        return tuple(column.column for column in self.columns)

    def with_extra(self, names: Sequence[str]) -> Table:
        """This table with further text columns at its end, as metadata.csv adds them to pages. A name the table already has gets `meta_` before it.

        Example:
            >>> table("texts").with_extra(["batch", "text"]).names
            ('report_id', 'text', 'batch', 'meta_text')
        """
        columns = list(self.columns)
        for name in names:
            free = name
            while free in {c.column for c in columns}:
                free = f"meta_{free}"
            columns.append(extra_column(self.name, free))
        return replace(self, columns=tuple(columns))


def extra_column(table: str, name: str) -> Column:
    """A text column that the schema does not know: the user's own."""
    return Column(table, name, "str", "column of the user's own metadata", "用户自带的元数据列", "", "", "")


@functools.cache
def tables() -> Mapping[str, Table]:
    """Every table by name, in the order of the codebook."""
    columns: dict[str, list[Column]] = {}
    for column in load(Column, "columns.csv"):
        columns.setdefault(column.table, []).append(column)
    return {row.table: Table(row.table, row.written_by, row.meaning, row.meaning_zh, tuple(columns[row.table])) for row in load(TableRow, "tables.csv")}


def table(name: str) -> Table:
    """The table of that name.

    Raises:
        TableError: naming the tables there are.

    Example:
        >>> table("texts").names
        ('report_id', 'text')
    """
    try:
        return tables()[name]
    except KeyError:
        raise TableError(f"no table {name!r}; the tables are {', '.join(tables())}") from None


def table_names(written_by: str = "extract") -> tuple[str, ...]:
    """The names of the tables that a command writes."""
    return tuple(t.name for t in tables().values() if t.written_by == written_by)


@functools.cache
def vocabularies() -> Mapping[str, tuple[Code, ...]]:
    """Every code list by name.

    Example:
        >>> [c.code for c in vocabularies()["status"]]
        ['reported', 'planned', 'required']
    """
    found: dict[str, list[Code]] = {}
    for code in load(Code, "codes.csv"):
        found.setdefault(code.vocabulary, []).append(code)
    return {name: tuple(codes) for name, codes in found.items()}
