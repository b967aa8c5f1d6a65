"""From a folder of pages to the tables: what every row of every table must keep, on the sample and on the real pages."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from unioncorpus import pipeline
from unioncorpus.loader.formats import read_source
from unioncorpus.loader.page import page_id
from unioncorpus.model.errors import ResourceError, TableError, UsageError
from unioncorpus.tables.read import iter_rows

Row = dict[str, Any]


def rows(folder: Path, name: str) -> list[Row]:
    return list(iter_rows(folder, name))


@pytest.fixture(params=["sample", "real"])
def run(request: pytest.FixtureRequest) -> tuple[Path, Path]:
    """Input folder and tables, of the sample and of the real pages."""
    if request.param == "sample":
        return request.getfixturevalue("sample"), request.getfixturevalue("sample_tables")
    return request.getfixturevalue("real_corpus"), request.getfixturevalue("real_tables")


def sources(run: tuple[Path, Path]) -> Iterator[tuple[Row, str]]:
    """Every readable page with its source text, as TABLES says where to find it."""
    pages, tables = run
    for page in rows(tables, "pages"):
        if page["status"] != "ok":
            continue
        saved = tables / "text" / page["page_id"][:2] / f"{page['page_id']}.txt"
        if page["format"] == "txt":
            yield page, read_source(pages / page["path"]).text
        else:
            yield page, saved.read_bytes().decode("utf-8")


def test_kept_and_removed_are_every_page_exactly_once(run: tuple[Path, Path]) -> None:
    reports, removed = defaultdict(list), defaultdict(list)
    for row in rows(run[1], "reports"):
        reports[row["page_id"]].append((row["start"], row["end"]))
    for row in rows(run[1], "removed"):
        removed[row["page_id"]].append((row["start"], row["end"]))
    for page, source in sources(run):
        cover = [0] * len(source)
        for start, end in removed[page["page_id"]]:
            for i in range(start, end):
                cover[i] += 1
        for start, end in reports[page["page_id"]]:
            cut = {i for s, e in removed[page["page_id"]] if start <= s and e <= end for i in range(s, e)}
            for i in range(start, end):
                cover[i] += i not in cut
        assert [(i, source[i]) for i, n in enumerate(cover) if n != 1 and not source[i].isspace()] == []
        assert page["removed_chars"] == sum(e - s for s, e in removed[page["page_id"]])


def test_quotes_are_the_source_between_their_offsets(run: tuple[Path, Path]) -> None:
    text = {page["page_id"]: source for page, source in sources(run)}
    home = {row["report_id"]: row for row in rows(run[1], "reports")}
    checked = 0
    for name, column in (("removed", "text"), ("changes", "source"), ("claims", "quote"), ("theme_mentions", "quote")):
        for row in rows(run[1], name):
            source = text[row["page_id"] if "page_id" in row else home[row["report_id"]]["page_id"]]
            assert source[row["start"] : row["end"]] == row[column]
            checked += 1
    assert checked > 100


def test_spans_lie_inside_what_holds_them(run: tuple[Path, Path]) -> None:
    reports = {row["report_id"]: row for row in rows(run[1], "reports")}
    sections = {row["section_id"]: row for row in rows(run[1], "sections")}
    for name in ("sections", "claims", "checks", "theme_mentions"):
        for row in rows(run[1], name):
            report = reports[row["report_id"]]
            assert report["start"] <= row["start"] <= row["end"] <= report["end"]
            if row.get("parent_id"):
                parent = sections[row["parent_id"]]
                assert parent["start"] <= row["start"]
                assert row["end"] <= parent["end"]
                assert row["level"] > parent["level"]
            if row.get("section_id") and name != "sections":
                assert sections[row["section_id"]]["report_id"] == row["report_id"]
                assert sections[row["section_id"]]["start"] <= row["start"] <= sections[row["section_id"]]["end"]


def test_ids_are_one_to_a_row_and_begin_with_a_letter(run: tuple[Path, Path]) -> None:
    for name, column in (("pages", "page_id"), ("reports", "report_id"), ("sections", "section_id"), ("claims", "claim_id"), ("checks", "check_id")):
        ids = [row[column] for row in rows(run[1], name)]
        assert [i for i, n in Counter(ids).items() if n > 1] == []
        assert all(i[0].isalpha() for i in ids)


def test_values_lie_within_their_bounds(run: tuple[Path, Path]) -> None:
    for row in rows(run[1], "claims"):
        low, high = row["low"], row["high"]
        assert low is None or high is None or low <= high
        expected = {"exact": (True, True), "range": (True, True), "over": (True, False), "under": (False, True), "about": (False, False)}
        assert (low is not None, high is not None) == expected[row["bound"]], row
    for row in rows(run[1], "reports"):
        if row["year"] is not None:
            assert row["year_low"] is None or row["year_low"] <= row["year"]
            assert row["year_high"] is None or row["year"] <= row["year_high"]


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file() and p.name != "run.json"}


def test_the_tables_are_the_same_bytes_for_any_number_of_workers(sample: Path, sample_tables: Path, tmp_path: Path) -> None:
    pipeline.extract(sample, tmp_path / "two", workers=2)
    assert files(tmp_path / "two") == files(sample_tables)


def test_the_order_in_which_files_were_made_changes_nothing(sample: Path, sample_tables: Path, tmp_path: Path) -> None:
    shuffled = tmp_path / "data" / "raw"
    shuffled.mkdir(parents=True)
    for path in sorted(sample.iterdir(), key=lambda p: p.name[::-1], reverse=True):
        shutil.copy(path, shuffled / path.name)
    pipeline.extract(shuffled, tmp_path / "out", workers=1)
    ours, theirs = files(tmp_path / "out"), files(sample_tables)
    assert {k: v for k, v in ours.items() if k != "manifest.json"} == {k: v for k, v in theirs.items() if k != "manifest.json"}


def test_a_page_alone_gives_the_rows_it_gives_among_others(sample: Path, sample_tables: Path, tmp_path: Path) -> None:
    path = next(p for p in sorted(sample.iterdir()) if p.suffix == ".txt")
    pipeline.extract(path, tmp_path / "out")
    alone = rows(tmp_path / "out", "claims")
    together = rows(sample_tables, "claims")
    assert alone
    assert [r["claim_id"] for r in alone] == [r["claim_id"] for r in together if r["report_id"] in {a["report_id"] for a in alone}]


def test_unreadable_files_are_rows_and_never_stop_a_run(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "sub").mkdir(parents=True)
    (pages / "b.txt").write_text("一年来,我会慰问困难职工40余名。" * 5, encoding="utf-8")
    (pages / "a.zip").write_bytes(b"PK")
    (pages / "sub" / "c.txt").write_bytes(bytes(range(256)) * 9)
    (pages / "d.txt").write_bytes(b"")
    (pages / ".hidden.txt").write_text("x", encoding="utf-8")
    (pages / ".git").mkdir()
    (pages / ".git" / "e.txt").write_text("x", encoding="utf-8")
    summary = pipeline.extract(pages, tmp_path / "out")
    assert [(r["path"], r["status"]) for r in rows(tmp_path / "out", "pages")] == [
        ("a.zip", "unsupported"),
        ("b.txt", "ok"),
        ("d.txt", "empty"),
        ("sub/c.txt", "unreadable"),
    ]
    assert [problem[:2] for problem in summary.problems] == [("a.zip", "unsupported"), ("d.txt", "empty"), ("sub/c.txt", "unreadable")]
    assert rows(tmp_path / "out", "pages")[1]["page_id"] == page_id("b.txt")


def test_a_run_that_fails_leaves_the_old_tables(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "a.txt").write_text("一年来,我会慰问困难职工40余名。" * 5, encoding="utf-8")
    pipeline.extract(tmp_path / "p", out)
    before = files(out)

    def broken(*_: object) -> None:
        raise RuntimeError("killed")

    monkeypatch.setattr(pipeline, "_write_fixed", broken)
    with pytest.raises(RuntimeError, match="killed"):
        pipeline.extract(sample, out, workers=1)
    assert files(out) == before


def test_the_manifest_names_what_decided_the_tables(sample_tables: Path) -> None:
    manifest = json.loads((sample_tables / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["tables"]["claims.csv"]["rows"] == len(rows(sample_tables, "claims"))
    assert {"version", "resources", "settings_hash", "inputs_sha256", "versions"} <= set(manifest)


@pytest.mark.parametrize("missing", ["nowhere", "empty"])
def test_nothing_to_read_is_an_error_of_one_line(tmp_path: Path, missing: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError, match="nowhere: no such folder" if missing == "nowhere" else "empty: holds no files"):
        pipeline.extract(tmp_path / missing, tmp_path / "out")


def test_a_page_that_a_stage_fails_on_is_a_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"一年来,我会慰问困难职工40余名。{name}" * 5, encoding="utf-8")
    real = pipeline.analyse

    def fragile(page: Any, codebook: str = "") -> Any:
        if page.path == "a.txt":
            raise RecursionError("too deep")
        return real(page, codebook)

    monkeypatch.setattr(pipeline, "analyse", fragile)
    pipeline.extract(tmp_path, tmp_path.parent / "out", workers=1)
    found = rows(tmp_path.parent / "out", "pages")
    assert [(r["path"], r["status"]) for r in found] == [("a.txt", "unreadable"), ("b.txt", "ok")]
    assert found[0]["message"] == "could not be analysed (RecursionError: too deep); please report this page"


def test_metadata_beside_the_pages_is_joined_by_path(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    (pages / "sub").mkdir(parents=True)
    (pages / "a.txt").write_text("一年来,我会慰问困难职工40余名。" * 5, encoding="utf-8")
    (pages / "sub" / "b.txt").write_text("今年以来,我院工会组织职工体检。" * 5, encoding="utf-8")
    table = "path,url,retrieved,batch\nsub\\b.txt,https://b.example.test/1,2024-05-01,=甲\ngone.txt,,,乙\n"
    (pages / "metadata.csv").write_bytes(table.encode("gb18030"))
    summary = pipeline.extract(pages, tmp_path / "out")
    found = {r["path"]: r for r in rows(tmp_path / "out", "pages")}
    assert set(found) == {"a.txt", "sub/b.txt"}
    assert [found["sub/b.txt"][c] for c in ("url", "retrieved", "batch")] == ["https://b.example.test/1", "2024-05-01", "=甲"]
    assert found["a.txt"]["batch"] == ""
    assert ("metadata.csv", "note", "has a row for gone.txt, which is not among the pages") in summary.problems


@pytest.mark.parametrize(
    ("table", "message"), [("file,url\na.txt,x\n", "line 1: needs a column named path"), ("path\na.txt\na.txt\n", "line 3: a.txt has a row already")]
)
def test_wrong_metadata_is_an_error_of_one_line(tmp_path: Path, table: str, message: str) -> None:
    (tmp_path / "a.txt").write_text("工会工作", encoding="utf-8")
    (tmp_path / "metadata.csv").write_text(table, encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        pipeline.extract(tmp_path, tmp_path / "out")


def test_tables_inside_the_input_are_no_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一年来,我会慰问困难职工40余名。" * 5, encoding="utf-8")
    (tmp_path / "b.html").write_text("<p>" + "今年以来,我院工会组织职工体检。" * 5, encoding="utf-8")
    for out in (tmp_path / "out", tmp_path):
        for _ in range(2):
            pipeline.extract(tmp_path, out)
    assert [r["path"] for r in rows(tmp_path, "pages") if not r["path"].startswith("out/")] == ["a.txt", "b.html"]


def test_a_link_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一年来,我会慰问困难职工40余名。" * 5, encoding="utf-8")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone.txt")
    summary = pipeline.extract(tmp_path, tmp_path.parent / "links")
    assert summary.problems == [("b.txt", "note", "a link that leads nowhere")]


def test_two_runs_do_not_write_into_one_folder(sample: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (tmp_path / ".out-lock").write_text(str(os.getpid()), encoding="ascii")
    with pytest.raises(TableError, match="another run writes here"):
        pipeline.extract(sample, out, workers=1)
    (tmp_path / ".out-lock").write_text("999999999", encoding="ascii")  # of a run that was killed
    pipeline.extract(next(sample.glob("*.txt")), out)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]


def test_a_run_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一年来,我会慰问困难职工40余名。", encoding="utf-8")
    (tmp_path / "mine.csv").write_text("code,parent\nx,nowhere\n", encoding="utf-8")
    with pytest.raises(ResourceError):
        pipeline.extract(tmp_path / "a.txt", tmp_path / "out", settings=pipeline.Settings(codebook=str(tmp_path / "mine.csv")))
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.txt", "mine.csv"]


@pytest.fixture
def many_pages(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample twice over, and as if so many pages were worth keeping what was found."""
    monkeypatch.setattr(pipeline, "_MANY", 24)
    pages = tmp_path / "pages"
    for name in ("a", "b"):
        shutil.copytree(sample, pages / name)
    return pages


def _broken_off(pages: Path, out: Path, *, after: int) -> None:
    def stop(done: int, _total: int) -> None:
        if done == after:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        pipeline.extract(pages, out, workers=1, progress=stop)


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(many_pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, resumed = tmp_path / "whole", tmp_path / "resumed"
    pipeline.extract(many_pages, whole, workers=1)
    _broken_off(many_pages, resumed, after=17)
    again, real = [], pipeline.analyse
    monkeypatch.setattr(pipeline, "analyse", lambda page, codebook="": again.append(page.path) or real(page, codebook))
    pipeline.extract(many_pages, resumed, workers=1)
    pages = len(rows(whole, "pages"))
    assert 0 < len(again) <= pages - 16
    assert files(resumed) == files(whole)
    assert not (tmp_path / ".resumed-pages").exists()


def test_what_has_changed_since_a_run_was_broken_off_is_read_anew(many_pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    _broken_off(many_pages, out, after=17)
    first = sorted((many_pages / "a").iterdir())[0]
    first.write_text("2014年,我镇工会慰问困难职工77户。" * 5, encoding="utf-8")
    damaged = next(file for file in (tmp_path / ".out-pages").rglob("*") if file.is_file())
    damaged.write_bytes(b"cut off")
    pipeline.extract(many_pages, out, workers=1)
    pipeline.extract(many_pages, tmp_path / "whole", workers=1)
    assert files(out) == files(tmp_path / "whole")
    assert any(row["value"] == 77 for row in rows(out, "claims"))

@pytest.mark.parametrize(
    ("foreign", "named"),
    [
        ({"claims.csv": "mine"}, "claims.csv"),
        ({"text/02.txt": "县总工会2012年工作总结。"}, "text"),
        ({"manifest.json": "{}", "reports.csv": "mine"}, "manifest.json, reports.csv"),
    ],
    ids=["a table", "pages in a folder of that name", "another program's manifest"],
)
def test_files_of_others_are_never_replaced(foreign: dict[str, str], named: str, tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    for name, text in {"01.txt": "镇总工会2012年工作总结。一年来,慰问困难职工40户。", **foreign}.items():
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).write_text(text, encoding="utf-8")
    with pytest.raises(TableError, match=f"holds {named}, not written by this program"):
        pipeline.extract(pages, pages)  # the tables beside the pages themselves
    assert {p.relative_to(pages).as_posix() for p in pages.rglob("*") if p.is_file()} == {"01.txt", *foreign}


def test_pages_put_into_the_folder_of_source_texts_are_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text("<p>镇总工会2012年工作总结。一年来,慰问困难职工40户。</p>", encoding="utf-8")
    out = tmp_path / "out"
    pipeline.extract(tmp_path / "pages", out)
    pipeline.extract(tmp_path / "pages", out)  # its own are
    (out / "text" / "b.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TableError, match=r"holds text/b\.txt, not written by this program"):
        pipeline.extract(tmp_path / "pages", out)
    assert (out / "text" / "b.txt").read_text(encoding="utf-8") == "mine"


_SLOW = """
import time
from unioncorpus.workers import Pool

def work(number):
    print(number, flush=True)
    time.sleep(0.05)
    return [number]

if __name__ == "__main__":
    with Pool(2, 100) as pool:
        for _ in pool.map(work, range(100_000)):
            pass
"""


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "slow.py"
    script.write_text(_SLOW, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE) as run:
        assert run.stdout is not None
        assert run.stdout.readline().strip().isdigit()
        run.kill()
        run.communicate(timeout=30)  # the pipe closes when the last worker has ended
