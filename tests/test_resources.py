"""The one loader of resources names file, line, value and choices."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest

from unioncorpus import resources
from unioncorpus.loader.phrases import SitePhrase, intro_score, match_line
from unioncorpus.model.errors import ResourceError


@dataclass(frozen=True, slots=True)
class Row:
    form: str
    bound: Literal["over", "under"]
    low: Decimal | None = None
    forms: tuple[str, ...] = ()
    where: str = ""


def test_a_row_holds_what_its_columns_say() -> None:
    rows = resources.read(Row, "# why\nform,bound,low,forms\n余,over,1.5,a;b\n近,under,,\n", "x.csv")
    assert rows == [Row("余", "over", Decimal("1.5"), ("a", "b"), "x.csv:3"), Row("近", "under", None, (), "x.csv:4")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("form,bound\n余,more\n", "x.csv line 2: bound is 'more', must be one of over, under\n  row: 余,more"),
        ("form,bound,kind\n", "x.csv line 1: unknown column kind; the columns are form, bound, low, forms"),
        ("form\n", "x.csv line 1: missing column bound"),
        ("form,bound\n余,over,,\n", "x.csv line 2: 4 cells under 2 columns"),
        ("form,bound,low\n余,over,many\n", "x.csv line 2: low is 'many', must be a number"),
        ("# only a comment\n", "x.csv: no header line"),
    ],
    ids=["choice", "unknown column", "missing column", "cells", "number", "empty"],
)
def test_a_wrong_row_is_named(text: str, message: str) -> None:
    with pytest.raises(ResourceError) as error:
        resources.read(Row, text, "x.csv")
    assert message in str(error.value)


def test_a_user_file_that_is_missing_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    with pytest.raises(ResourceError) as error:
        resources.load_file(Row, path)
    assert str(error.value) == f"{path}: cannot be read (no such file or directory); give a UTF-8 CSV file"
    path.write_bytes("名称".encode("gb18030"))
    with pytest.raises(ResourceError, match=r"cannot be read \(byte 0 is not UTF-8\)"):
        resources.load_file(Row, path)


@pytest.mark.parametrize("row", resources.load(SitePhrase, "site_phrases.csv"), ids=lambda row: row.where)
def test_every_site_phrase_finds_its_example_and_leaves_its_counter_example(row: SitePhrase) -> None:
    import re

    pattern = re.compile(row.pattern, re.I)
    assert row.example
    assert pattern.search(row.example)
    assert not row.counter or not pattern.search(row.counter)


@pytest.mark.parametrize(
    "line",
    [
        "一、加强工会组织建设",
        "慰问困难职工40余名,发放慰问金3万元。",
        "2020年,镇工会在县总工会的领导下开展工作。",
        "各位代表、同志们:",
        "以上是我一年来履职的情况,不足之处请各位指教。",
        "来信来访登记、会务安排、师德考核",
        "三是抓好职工书屋建设,新建职工书屋3家;",
        "九月份:",
        "县总工会办公室",
        "2013年1月5日",
        "职工阅读活动",
        "打印机、复印机等办公设备5台",
    ],
)
def test_lines_of_reports_are_not_the_site_s(line: str) -> None:
    assert match_line(line, "line", "head", "tail") is None
    assert intro_score(line) < 2


@pytest.mark.parametrize("row", resources.load(resources.WordList, "word_lists.csv"), ids=lambda row: row.where)
def test_the_example_of_a_word_list_holds_one_of_its_words(row: resources.WordList) -> None:
    assert row.words
    assert any(word in row.example for word in row.words)


def test_every_word_list_is_asked_for_by_the_code_and_none_is_missing() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path(resources.__file__).parents[1].rglob("*.py"))
    asked = set(re.findall(r"(?:word_list|one_of)\(\s*[\"']([^\"']+)[\"']\s*\)", code))
    assert asked == {row.list for row in resources.load(resources.WordList, "word_lists.csv")}
