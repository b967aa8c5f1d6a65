"""The tables: their schema, how cells look, that what is written reads back, and that a run is committed as a whole."""

from __future__ import annotations

import csv
import os
import re
import shutil
import typing
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pandas
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import unioncorpus.model.records as records
from unioncorpus.model.errors import TableError, UsageError
from unioncorpus.resources import load
from unioncorpus.tables import commit
from unioncorpus.tables.codebook import codebook_rows, describe
from unioncorpus.tables.commit import commit_folder, repair, staging_folder
from unioncorpus.tables.manifest import read_manifest, settings_hash, write_manifest, write_run
from unioncorpus.tables.read import iter_rows, read_table
from unioncorpus.tables.schema import Code, Column, TableRow, table, table_names, tables, vocabularies
from unioncorpus.tables.write import TablesWriter, TableWriter, number_cell

# The contract: columns may be added, none may be lost or renamed.
CONTRACT = {
    "pages": "page_id path sha256 bytes format encoding script site url retrieved title published chars reports removed_chars status message",
    "reports": "report_id page_id order label title start end chars script complete relevant relevance genre org_type org_form org_level org_name org_id"
    " org_evidence speaker_role place_evidence province city county region_code year year_low year_high year_basis year_evidence covers_from covers_to"
    " period_kind duplicate_group duplicate_of duplicate_kind overlap weight flags",
    "texts": "report_id text",
    "sections": "section_id report_id parent_id order level marker heading type type_basis themes start end chars",
    "claims": "claim_id report_id section_id kind value low high bound unit per counted action status year year_low year_high year_basis theme campaign"
    " theme_basis quote sentence start end flags indicator accrual span_from span_to scope scope_level part_of same_as rate_of base_claim rate_kind"
    " event_id additive not_additive_because",
    "checks": "check_id report_id rule claim_ids stated computed verdict explanation start end",
    "themes": "code campaign label_zh label_en parent definition patterns",
    "theme_mentions": "report_id section_id theme campaign form quote start end stance negated",
    "removed": "page_id start end kind rule text",
    "changes": "page_id start end source text rule",
    "reuse": "report_a report_b start_a end_a start_b end_b chars",
    "formulas": "text reports groups first_year last_year",
    "codebook": "table column type meaning",
}
NASTY = [
    "a\rb", "a\nb", "a\r\nb", '"引号"', 'x","y', '",\n"', "NA", "None", "nan", "NULL", "true", "1", "=1+1", "+86", "-5", "@x", "'", "''", "'=", "\t", "\r",
    "\0", ",", "\0=", "\x1a", "\ufeff", "\u2028", " 空 格 ", "𠮷", "#REF!",
]  # fmt: skip


# The schema


@pytest.mark.parametrize("name", CONTRACT)
def test_every_agreed_column_is_there_in_the_agreed_order(name: str) -> None:
    agreed = CONTRACT[name].split()
    assert [c for c in table(name).names if c in agreed] == agreed


def test_every_table_of_the_contract_is_written_by_extract() -> None:
    assert set(CONTRACT) == set(table_names("extract"))


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


LITERALS = {_snake(n): typing.get_args(v) for n, v in vars(records).items() if typing.get_origin(v) is typing.Literal}


@pytest.mark.parametrize("name", LITERALS)
def test_the_code_lists_are_those_of_the_records(name: str) -> None:
    assert [c.code for c in vocabularies()[name]] == [code for code in LITERALS[name] if code]


def test_records_hold_code_lists_at_all() -> None:
    assert len(LITERALS) >= 20
    assert len(vocabularies()["theme"]) == 18


@pytest.mark.parametrize("column", load(Column, "columns.csv"), ids=lambda c: f"{c.table}.{c.column}")
def test_every_column_is_explained_and_its_example_is_a_cell_of_its_type(column: Column, tmp_path: Path) -> None:
    assert column.meaning
    assert column.meaning_zh
    header = ",".join(table(column.table).names)
    cells = ",".join(f'"{column.example}"' if c == column.column else "" for c in table(column.table).names)
    (tmp_path / f"{column.table}.csv").write_text(f"{header}\n{cells}\n", encoding="utf-8")
    value = next(iter_rows(tmp_path, column.table))[column.column]
    expected = {"str": str, "date": str, "list": tuple, "int": int, "number": float, "bool": bool}[column.type]
    assert type(value) is expected
    assert value or value in (0, False)
    assert column.type != "date" or re.fullmatch(r"\d{4}-\d\d-\d\d", value)
    if column.vocabulary:
        codes = {c.code for c in vocabularies()[column.vocabulary]}
        assert set(value if column.type == "list" else [value]) <= codes


@pytest.mark.parametrize("code", load(Code, "codes.csv"), ids=lambda c: f"{c.vocabulary}.{c.code}")
def test_every_code_is_defined_and_belongs_to_a_column(code: Code) -> None:
    assert code.definition_en
    assert code.definition_zh
    if not code.example:
        assert code.vocabulary == "number_kind"  # only functions return it
        return
    name, column = code.example.split(".")
    assert next(c.vocabulary for c in table(name).columns if c.column == column) == code.vocabulary


@pytest.mark.parametrize("row", load(TableRow, "tables.csv"), ids=lambda r: r.table)
def test_every_table_is_explained(row: TableRow) -> None:
    assert row.meaning
    assert row.meaning_zh
    assert table(row.table).names[0] == row.example


def test_an_unknown_table_is_named_with_the_choices() -> None:
    with pytest.raises(TableError, match=r"no table 'claim'; the tables are pages, reports"):
        table("claim")


# Cells


def _write(folder: Path, name: str, rows: list[dict[str, object]], **options: typing.Any) -> str:
    with TableWriter(folder, name, **options) as writer:
        writer.write_dicts(rows)
    path = folder / f"{name}.csv"
    return path.read_bytes().decode("utf-8") if path.exists() else ""


def test_a_file_begins_with_bom_and_header_and_ends_its_lines_with_lf(tmp_path: Path) -> None:
    text = _write(tmp_path, "texts", [{"report_id": "r1", "text": "全文"}])
    assert text == '\ufeff"report_id","text"\n"r1","全文"\n'


def test_text_is_quoted_numbers_are_not_and_missing_is_empty(tmp_path: Path) -> None:
    row = {"text": "在上级工会领导下", "reports": 12, "first_year": 2004, "last_year": None}
    assert _write(tmp_path, "formulas", [row]).splitlines()[1] == '"在上级工会领导下",12,,2004,'


CELLS = {"=1+1": "'=1+1", "+86": "'+86", "-5": "'-5", "@家": "'@家", "\t": "'\t", "\r": "'\r", "'": "''", "1=1": "1=1", "“=”": "“=”", "(-5)": "(-5)"}


@pytest.mark.parametrize("text", CELLS)
def test_what_a_spreadsheet_would_run_is_guarded(text: str, tmp_path: Path) -> None:
    _write(tmp_path, "texts", [{"report_id": "r", "text": text}])
    with (tmp_path / "texts.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["text"] == CELLS[text]


NUMBERS = {
    "43000": Decimal("4.30E+4"), "0.5": Decimal("0.50"), "95": Decimal("95.0"), "-3": Decimal("-3"), "0": Decimal("-0.0"), "0.333333": 1 / 3, "100000000": 1e8,
    "0.000001": 1e-6, "12": 12, "": float("nan"), "0.0000000001": Decimal("1E-10"), "123456789012345678901234567890": Decimal("123456789012345678901234567890"),
}  # fmt: skip


@pytest.mark.parametrize("cell", NUMBERS)
def test_numbers_have_neither_exponent_nor_trailing_zeros(cell: str) -> None:
    assert number_cell(NUMBERS[cell]) == cell


def test_a_negative_number_is_not_guarded(tmp_path: Path) -> None:
    row = {"check_id": "k1", "stated": Decimal("-5"), "computed": Decimal("5.50"), "claim_ids": ("c1", "c2")}
    assert _write(tmp_path, "checks", [row]).splitlines()[1] == '"k1",,,"c1;c2",-5,5.5,,,,'


def test_a_row_of_the_wrong_width_is_refused(tmp_path: Path) -> None:
    writer = TableWriter(tmp_path, "texts")
    writer.write([("r1", "a"), ("r2",)])
    with pytest.raises(TableError, match="texts: a row of 1 values under 2 columns"):
        writer.close()


def test_an_unknown_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="texts: no column words; the columns are report_id, text"):
        _write(tmp_path, "texts", [{"words": "x"}])


def test_an_unknown_format_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'xlsx'; choose csv, parquet"):
        TableWriter(tmp_path, "texts", formats=["csv", "xlsx"])


# Round trips

words = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
years = st.none() | st.integers(1900, 2100)
values = st.none() | st.decimals(-(10**12), 10**12, places=3, allow_nan=False, allow_infinity=False) | st.integers(-(10**9), 10**9)
claims = st.fixed_dictionaries(
    {
        "claim_id": words, "counted": words, "sentence": words, "unit": st.sampled_from(["人", "元", "%", ""]), "value": values, "low": values, "year": years,
        "flags": st.lists(st.text("abc'=", min_size=1, max_size=3), max_size=3).map(tuple), "additive": st.sampled_from([None, True, False]),
    }
)  # fmt: skip


@pytest.mark.parametrize("form", ["csv", "parquet"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(claims, max_size=50))
def test_what_is_written_reads_back(form: str, rows: list[dict[str, object]], tmp_path: Path) -> None:
    _write(tmp_path, "claims", rows, formats=[form])
    expected = [{**row, "value": _float(row["value"]), "low": _float(row["low"])} for row in rows]
    assert [{name: row[name] for name in rows[0]} for row in iter_rows(tmp_path, "claims")] == expected
    frame = read_table(tmp_path, "claims")
    assert len(frame) == len(rows)
    for name in rows[0] if rows else ():
        got = [None if pandas.isna(v) else v for v in frame[name]]
        assert got == [";".join(v) if isinstance(v, tuple) else v for v in (row[name] for row in expected)], name


def _float(value: object) -> float | None:
    return None if value is None else float(value)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_the_dtypes_are_those_of_the_schema_also_without_rows(form: str, tmp_path: Path) -> None:
    for rows in ([], [{"claim_id": "c1", "year": 2020}]):
        _write(tmp_path, "claims", rows, formats=[form])
        dtypes = read_table(tmp_path, "claims").dtypes.astype(str)
        assert dtypes[["claim_id", "flags", "year", "value", "additive", "span_from"]].tolist() == ["string", "string", "Int64", "float64", "boolean", "string"]


def test_a_cell_longer_than_the_csv_module_allows_reads_back(tmp_path: Path) -> None:
    text = "工会" * 200_000
    _write(tmp_path, "texts", [{"report_id": "r1", "text": text}])
    assert next(iter_rows(tmp_path, "texts"))["text"] == text
    assert read_table(tmp_path, "texts").text[0] == text


def test_columns_of_the_users_own_metadata_follow_the_schema(tmp_path: Path) -> None:
    with TableWriter(tmp_path, "texts", extra=["batch", "text", "=a"]) as writer:
        writer.write([("r1", "全文", "一", "二", "=1")])
    assert read_table(tmp_path, "texts").to_dict("records") == [{"report_id": "r1", "text": "全文", "batch": "一", "meta_text": "二", "=a": "=1"}]
    assert next(iter_rows(tmp_path, "texts"))["=a"] == "=1"


def test_a_path_that_is_not_utf8_is_written_legibly(tmp_path: Path) -> None:
    for form in ("csv", "parquet"):
        _write(tmp_path, "texts", [{"report_id": "r", "text": "总\udc80结"}], formats=[form])
        assert next(iter_rows(tmp_path, "texts"))["text"] == "总\\udc80结"
        (tmp_path / f"texts.{form}").unlink()


@pytest.mark.parametrize("form", ["csv", "parquet"])
@pytest.mark.parametrize("step", [1, 7, 999, 5_000])
def test_the_bytes_do_not_depend_on_how_the_rows_come(step: int, form: str, tmp_path: Path) -> None:
    rows = [(f"p{i}", i, i + 3, "page", "rule", NASTY[i % len(NASTY)]) for i in range(2_500)]
    hashes = []
    for folder, size in ((tmp_path / "a", len(rows)), (tmp_path / "b", step)):
        with TablesWriter(folder, ["removed"], formats=[form]) as writer:
            for at in range(0, len(rows), size):
                writer.write("removed", iter(rows[at : at + size]))
        hashes.append((writer.files[0].rows, writer.files[0].sha256))
    assert hashes[0] == hashes[1]
    assert hashes[0][0] == len(rows)


# Errors of readers


def test_a_missing_folder_and_a_missing_table_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="no such folder; give the output folder"):
        read_table(tmp_path / "nowhere", "claims")
    with pytest.raises(TableError, match=r"no table claims \(claims.csv or claims.parquet\); write it with"):
        next(iter_rows(tmp_path, "claims"))


@pytest.mark.parametrize("content", ["", "a,b\n1,2\n", '"report_id","text"\n"r1"\n', '"report_id","text"\n"r1","x","y"\n'])
def test_a_file_that_is_not_ours_is_refused(content: str, tmp_path: Path) -> None:
    (tmp_path / "texts.csv").write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=r"texts.csv.*run extract again"):
        read_table(tmp_path, "texts")


def test_a_broken_parquet_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "texts.parquet").write_bytes(b"PAR1")
    with pytest.raises(TableError, match="run extract again"):
        read_table(tmp_path, "texts")


# The codebook


def test_the_codebook_describes_every_table_column_and_code(tmp_path: Path) -> None:
    rows = codebook_rows(extra={"pages": ["batch"]})
    assert {(r[0], r[1]) for r in rows if r[1]} >= {(t, c) for t, names in CONTRACT.items() for c in names.split()} | {("pages", "batch")}
    assert sum(r[2] == "code" for r in rows) == len(load(Code, "codes.csv"))
    with TableWriter(tmp_path, "codebook") as writer:
        writer.write(rows)
    assert [tuple(row.values()) for row in iter_rows(tmp_path, "codebook")] == rows


def test_describe_finds_tables_columns_lists_and_codes() -> None:
    assert "written by extract" in describe("claims")
    assert "claims.year (int" in describe("year")
    assert "reports.year (int" in describe("year")
    assert "over" in describe("bound")
    assert "borderline" in describe("organizing")
    assert all(name in describe() for name in tables())


def test_describe_suggests_the_nearest_name() -> None:
    with pytest.raises(UsageError, match="'claim'; try claims"):
        describe("claim")


# The manifest


def test_a_manifest_is_the_same_bytes_whatever_the_order_of_its_facts(tmp_path: Path) -> None:
    with TablesWriter(tmp_path, ["texts"]) as writer:
        writer.write("texts", [("r1", "全文")])
    written = []
    for facts in ({"版本": "1", "counts": {"a": 1, "b": 2}}, {"counts": {"b": 2, "a": 1}, "版本": "1"}):
        write_manifest(tmp_path, facts, writer.files)
        written.append((tmp_path / "manifest.json").read_bytes())
    assert written[0] == written[1]
    assert written[0].endswith(b"}\n")
    assert b"\r" not in written[0]
    manifest = read_manifest(tmp_path)
    assert manifest["tables"]["texts.csv"]["rows"] == 1
    assert re.fullmatch("[0-9a-f]{64}", manifest["tables"]["texts.csv"]["sha256"])
    write_run(tmp_path, {"seconds": 1.5})
    assert (tmp_path / "run.json").read_text(encoding="utf-8") == '{\n  "seconds": 1.5\n}\n'


def test_other_settings_have_another_hash() -> None:
    assert settings_hash({"words": "jieba"}) != settings_hash({"words": "rjieba"})


@pytest.mark.parametrize("content", [None, "{", "[]"])
def test_a_folder_without_a_manifest_is_refused(content: str | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match="extract"):
        read_manifest(tmp_path)


# Commit as a whole


class Killed(BaseException):
    """Stands for a kill: no handler of ours catches it."""


OLD = {"claims.csv": "old", "reports.csv": "old", "themes.csv": "old", "text/p0/p01.txt": "old"}
NEW = {"claims.csv": "new", "reports.csv": "new", "manifest.json": "new", "text/p0/p02.txt": "new"}
USERS = {".gitkeep": "", "analysis/plot.py": "mine", "notes.md": "mine"}


def _fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _content(folder: Path) -> dict[str, str]:
    return {p.relative_to(folder).as_posix(): p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*")) if p.is_file()}


WAYS: dict[str, Callable[[pytest.MonkeyPatch, Path], None]] = {
    "exchange": lambda patch, target: None,
    "two renames": lambda patch, target: patch.setattr(commit, "_exchange", lambda a, b: False),
    "in place": lambda patch, target: patch.setattr(commit, "_stays_in_place", lambda folder: folder.is_dir()),
    "working folder": lambda patch, target: patch.chdir(target),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("old", [{}, USERS, OLD, {**OLD, **USERS}], ids=["empty", "users", "old", "old and users"])
def test_new_tables_take_the_place_of_the_old_and_leave_what_is_not_ours(
    old: dict[str, str], way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "deep" / "processed"
    target.mkdir(parents=True)
    _fill(target, old)
    WAYS[way](monkeypatch, target)
    staging = staging_folder(target)
    _fill(staging, NEW)
    commit_folder(staging, target)
    assert _content(target) == {**{k: v for k, v in old.items() if k in USERS}, **NEW}
    assert [p.name for p in target.parent.iterdir()] == ["processed"]


def test_the_output_folder_need_not_exist(tmp_path: Path) -> None:
    staging = staging_folder(tmp_path / "a" / "out")
    _fill(staging, NEW)
    commit_folder(staging, tmp_path / "a" / "out")
    assert _content(tmp_path / "a") == {f"out/{name}": text for name, text in NEW.items()}


def test_a_link_to_an_output_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "out"
    link.symlink_to(tmp_path / "disk")
    staging = staging_folder(link)
    _fill(staging, NEW)
    commit_folder(staging, link)
    assert link.is_symlink()
    assert _content(tmp_path / "disk") == NEW


def test_a_file_is_no_output_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x", encoding="utf-8")
    for target in (tmp_path / "out", tmp_path / "out" / "deeper"):
        with pytest.raises(TableError, match="give a folder"):
            staging_folder(target)


def _kill_at(patch: pytest.MonkeyPatch, step: int) -> list[str]:
    """Let the `step`th change to the disk never happen; gives the list of those that did."""
    done: list[str] = []

    def killing(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def call(*args: object, **options: object) -> object:
            if len(done) == step:
                raise Killed
            done.append(name)
            return real(*args, **options)

        return call

    for owner, name in ((os, "rename"), (os, "replace"), (os, "chmod"), (shutil, "rmtree"), (Path, "unlink"), (Path, "rmdir"), (Path, "write_text")):
        patch.setattr(owner, name, killing(name, getattr(owner, name)))
    exchange = commit._exchange
    patch.setattr(commit, "_exchange", killing("exchange", exchange))
    return done


@pytest.mark.parametrize("way", ["exchange", "two renames", "in place"])
@pytest.mark.parametrize("step", range(25))
def test_a_run_killed_at_any_step_leaves_the_old_tables_or_the_new_ones(step: int, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "processed"
    _fill(target, {**OLD, **USERS})
    staging = staging_folder(target) if way != "in place" else target / ".unioncorpus-staging"
    _fill(staging, NEW)
    with monkeypatch.context() as patch:
        WAYS[way](patch, target)
        done = _kill_at(patch, step)
        try:
            commit_folder(staging, target)
        except Killed:
            assert len(done) == step
        else:
            assert step > 4
            assert _content(target) == {**USERS, **NEW}
    if way == "exchange":  # here not even a reader that knows nothing of `repair` sees a mixture
        assert {k: v for k, v in _content(target).items() if commit.is_ours(k.split("/")[0])} in (OLD, NEW)
    repair(target)
    assert _content(target) in ({**USERS, **OLD}, {**USERS, **NEW})
    assert [p.name for p in tmp_path.iterdir()] == ["processed"]
    repair(target)
    assert len(_content(target)) == len({**USERS, **OLD})


def test_a_reader_finds_the_old_tables_after_a_kill_between_two_renames_and_leaves_a_run_in_progress_alone(tmp_path: Path) -> None:
    (tmp_path / ".out-old").mkdir()
    (tmp_path / ".out-staging").mkdir()
    _write(tmp_path / ".out-old", "texts", [{"report_id": "r1", "text": "全文"}])
    assert next(iter_rows(tmp_path / "out", "texts"))["text"] == "全文"
    assert sorted(p.name for p in tmp_path.iterdir()) == [".out-staging", "out"]


def test_a_file_that_the_user_made_again_after_a_kill_does_not_replace_the_old_one(tmp_path: Path) -> None:
    _fill(tmp_path / "out", {**NEW, "notes.md": "second"})
    _fill(tmp_path / ".out-ready", {**OLD, "notes.md": "first"})
    repair(tmp_path / "out")
    assert _content(tmp_path) == {f"out/{k}": v for k, v in {**NEW, "notes.md": "second", "notes.md.old": "first"}.items()}


def test_a_repair_that_is_killed_is_repaired(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst moment: the old folder is aside, the new one is not yet in its place, and the repair dies too."""
    for step in range(6):
        target = tmp_path / f"{step}" / "processed"
        _fill(target.parent / ".processed-old", {**OLD, **USERS})
        _fill(target.parent / ".processed-ready", NEW)
        with monkeypatch.context() as patch:
            _kill_at(patch, step)
            try:
                repair(target)
            except Killed:
                assert step < 2
        repair(target)
        assert _content(target) == {**USERS, **OLD}
        assert [p.name for p in target.parent.iterdir()] == ["processed"]
