"""Lexicons and pattern tables that a labour scholar can read and extend, and their one checking loader.

A resource is a CSV file beside this one: comment lines start with `#` and say what the table is, who collected it and from where; then a header, then one row a
form. The dataclass a stage asks for is the schema: its fields are the columns, its types say what a cell may hold.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import re
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar

from unioncorpus.model.errors import ResourceError

Row = TypeVar("Row")
_WRONG = (ValueError, KeyError, InvalidOperation)  # what a cell raises that is not what its field asks for


@functools.cache
def load(row_type: type[Row], name: str) -> tuple[Row, ...]:
    """The rows of a resource of the package, checked; read once.

    Args:
        row_type: a dataclass whose fields are the columns. A field of type `tuple[str, ...]` holds a list joined with `;`, a `Literal` lists the
            choices, `X | None` may be empty, a field with a default may be missing. A field `where` gets "bounds.csv:6".
        name: file name, as "bounds.csv".

    Raises:
        ResourceError: naming file, line, column, the value and what it may be.
    """
    return tuple(read(row_type, files(__name__).joinpath(name).read_text(encoding="utf-8"), name))


@dataclass(frozen=True, slots=True)
class WordList:
    """A row of word_lists.csv: words of one list. A list may have several rows."""

    list: str  # the name by which the code asks for it
    words: tuple[str, ...]
    example: str  # a text that holds one of them in the use meant
    note: str = ""
    where: str = ""


@functools.cache
def _word_lists() -> dict[str, tuple[str, ...]]:
    lists: dict[str, tuple[str, ...]] = {}
    for row in load(WordList, "word_lists.csv"):
        lists[row.list] = (*lists.get(row.list, ()), *row.words)
    return lists


def word_list(name: str) -> tuple[str, ...]:
    """The words of a list of word_lists.csv, in its order.

    Raises:
        ResourceError: if there is no such list.
    """
    words = _word_lists().get(name)
    if not words:
        raise ResourceError(f"word_lists.csv: no list {name!r}; it was renamed or taken out, but the program asks for it")
    return words


def one_of(name: str) -> str:
    """The words of a list as alternatives of a regular expression, as they are listed: the first that fits is taken.

    Example:
        >>> re.search(f"召开(?:{one_of('core words of union work')})", "召开教代会").group()
        '召开教代会'
    """
    return re.escape("\n".join(word_list(name))).replace("\\\n", "|")  # one call for all words of a list: there are thousands


@functools.cache
def fingerprint() -> str:
    """A hash of all resources of the package, whatever their order on disk."""
    digest = hashlib.sha256()
    for entry in sorted(files(__name__).iterdir(), key=lambda e: e.name):
        if entry.name.endswith((".csv", ".toml")):
            digest.update(entry.name.encode() + b"\0" + entry.read_bytes())
    return digest.hexdigest()


def load_file(row_type: type[Row], path: Path) -> tuple[Row, ...]:
    """The same for a user's own file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        problem = (error.strerror or type(error).__name__).lower() if isinstance(error, OSError) else f"byte {error.start} is not UTF-8"
        raise ResourceError(f"{path}: cannot be read ({problem}); give a UTF-8 CSV file") from None
    return tuple(read(row_type, text, str(path)))


def read(row_type: type[Row], text: str, name: str) -> list[Row]:
    """Parse the text of a resource; see `load`."""
    columns = {f.name: f for f in fields(row_type) if f.name != "where"}  # type: ignore[arg-type]
    hints = typing.get_type_hints(row_type)
    numbered = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise ResourceError(f"{name}: no header line; the columns are {', '.join(columns)}")
    header = next(csv.reader([numbered[0][1]]))
    needed = [n for n, f in columns.items() if f.default is MISSING and f.default_factory is MISSING]
    unknown, missing = [h for h in header if h not in columns], [n for n in needed if n not in header]
    if unknown or missing:
        raise ResourceError(f"{name} line {numbered[0][0]}: " + _header_problem(unknown, missing, list(columns)))
    columns_read = [(h, _converter(hints[h])) for h in header]
    rows = []
    for number, line in numbered[1:]:
        cells = next(csv.reader([line]))
        if len(cells) != len(header):
            raise ResourceError(f"{name} line {number}: {len(cells)} cells under {len(header)} columns; quote cells that hold a comma\n  row: {line}")
        values: dict[str, Any] = {"where": f"{name}:{number}"} if "where" in hints else {}
        for (column, convert), cell in zip(columns_read, cells, strict=True):
            try:
                values[column] = convert(cell.strip())
            except _WRONG:
                problem = f"{name} line {number}: {column} is {cell.strip()!r}, must be {_wanted(hints[column])}"
                raise ResourceError(f"{problem}\n  row: {line}") from None
        rows.append(row_type(**values))
    return rows


def _header_problem(unknown: Sequence[str], missing: Sequence[str], columns: Sequence[str]) -> str:
    parts = ([f"unknown column {', '.join(unknown)}"] if unknown else []) + ([f"missing column {', '.join(missing)}"] if missing else [])
    return f"{'; '.join(parts)}; the columns are {', '.join(columns)}"


def _converter(hint: Any) -> Callable[[str], Any]:
    """What makes a cell the value that a field of this type asks for; raises one of `_WRONG` if it is none."""
    hint, may_be_empty = _without_none(hint)
    if hint is str:
        convert: Callable[[str], Any] = str
    elif typing.get_origin(hint) is Literal:
        convert = {choice: choice for choice in typing.get_args(hint)}.__getitem__
    elif typing.get_origin(hint) is tuple:
        convert = _parts
    elif hint is bool:
        convert = {"true": True, "false": False, "": False}.__getitem__
    else:
        convert = hint
    return (lambda cell: convert(cell) if cell else None) if may_be_empty else convert


def _without_none(hint: Any) -> tuple[Any, bool]:
    """The type of a field without `| None`, and whether it was there."""
    if typing.get_origin(hint) not in (types.UnionType, typing.Union):
        return hint, False
    return next(a for a in typing.get_args(hint) if a is not type(None)), True


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip()) if cell else ()


def _wanted(hint: Any) -> str:
    """What a cell of a field must be, for whoever has to mend it."""
    hint, _ = _without_none(hint)
    if typing.get_origin(hint) is Literal:
        return "one of " + ", ".join(choice or repr(choice) for choice in typing.get_args(hint))
    return {bool: "true or false", int: "a whole number", Decimal: "a number", float: "a number"}.get(hint, str(hint))
