"""The codebook: what every table, column and code means, as a table and as text for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches

from unioncorpus.model.errors import UsageError
from unioncorpus.tables.schema import Code, Column, Table, table_names, tables, vocabularies

CodebookRow = tuple[str, str, str, str, str, str, str, str, str]


def codebook_rows(names: Sequence[str] | None = None, extra: Mapping[str, Sequence[str]] | None = None) -> list[CodebookRow]:
    """The rows of codebook.csv: each table with its columns, then the codes.

    Args:
        names: the tables to describe. Default: all that extract writes.
        extra: further text columns by table, as the writers take them.

    Example:
        >>> codebook_rows()[1][:4]
        ('pages', 'page_id', 'str', 'id of the page, from its path')
    """
    rows: list[CodebookRow] = []
    for name in names or table_names():
        table = tables()[name].with_extra((extra or {}).get(name, ()))
        rows.append((name, "", "table", table.meaning, table.meaning_zh, "", "", "", ""))
        rows += [(name, c.column, c.type, c.meaning, c.meaning_zh, c.unit, c.vocabulary, "", "") for c in table.columns]
    for vocabulary, codes in vocabularies().items():
        rows += [("", "", "code", c.definition_en, c.definition_zh, "", vocabulary, c.code, c.borderline) for c in codes]
    return rows


def describe(name: str = "") -> str:
    """What a table, a column, a code list or a code means, as text. Without a name: the list of tables and code lists.

    Args:
        name: as "claims", "claims.bound", "bound" or "over"; all that carry the name are described.

    Raises:
        UsageError: with the nearest names.

    Example:
        >>> print(describe("claims.bound"))
        claims.bound (str)
          how the words bound the value · 界限
          codes of bound: exact, over, under, about, range
    """
    if not name:
        return _overview()
    found = [_table(t) for t in tables().values() if t.name == name]
    found += [_vocabulary(v, codes) for v, codes in vocabularies().items() if v == name]
    found += [_column(c) for t in tables().values() for c in t.columns if name == f"{t.name}.{c.column}" or (name == c.column and not found)]
    found += [_code(c) for codes in vocabularies().values() for c in codes if name in (c.code, f"{c.vocabulary}.{c.code}")]
    if not found:
        near = get_close_matches(name, _all_names(), n=4) or list(tables())
        raise UsageError(f"no table, column or code is called {name!r}; try {', '.join(near)}")
    return "\n\n".join(found)


def _overview() -> str:
    width = max(len(name) for name in tables())
    lines = ["Tables", *(f"  {t.name:<{width}}  {t.meaning}" for t in tables().values()), "", "Code lists", "  " + ", ".join(vocabularies())]
    return "\n".join([*lines, "", "unioncorpus codebook NAME describes a table, a column (claims.bound), a code list (bound) or a code (over)."])


def _table(table: Table) -> str:
    width = max(len(c.column) for c in table.columns)
    lines = [f"  {c.column:<{width}}  {c.type:<6}  {c.meaning}{_unit(c)}" for c in table.columns]
    return "\n".join([f"{table.name} (written by {table.written_by})", f"  {table.meaning}", f"  {table.meaning_zh}", "", *lines])


def _column(column: Column) -> str:
    lines = [f"{column.table}.{column.column} ({column.type}{_unit(column)})", f"  {column.meaning} · {column.meaning_zh}"]
    if column.vocabulary:
        lines.append(f"  codes of {column.vocabulary}: {', '.join(c.code for c in vocabularies()[column.vocabulary])}")
    return "\n".join(lines)


def _unit(column: Column) -> str:
    return f", in {column.unit}s" if column.unit and " " not in column.unit else f", in {column.unit}" if column.unit else ""


def _vocabulary(name: str, codes: Sequence[Code]) -> str:
    width = max(len(c.code) for c in codes)
    lines = [f"  {c.code:<{width}}  {c.definition_en} · {c.definition_zh}" for c in codes]
    columns = [f"{t.name}.{c.column}" for t in tables().values() for c in t.columns if c.vocabulary == name]
    return "\n".join([f"{name} (code list{' of ' + ', '.join(columns) if columns else ''})", *lines])


def _code(code: Code) -> str:
    lines = [f"{code.vocabulary}.{code.code} (code)", f"  {code.definition_en} · {code.definition_zh}"]
    lines += [f"  borderline: {code.borderline}"] if code.borderline else []
    lines += [f"  as in: {'、'.join(code.forms)}"] if code.forms else []
    return "\n".join(lines)


def _all_names() -> list[str]:
    names = [*tables(), *vocabularies()]
    names += [n for t in tables().values() for c in t.columns for n in (c.column, f"{t.name}.{c.column}")]
    return names + [c.code for codes in vocabularies().values() for c in codes]
