"""The command line: exit codes, messages of one line, help with examples."""

from __future__ import annotations

from pathlib import Path

import pytest

from unioncorpus import __version__
from unioncorpus.analysis.frame import ESTIMANDS, STANCES
from unioncorpus.analysis.prevalence import GROUPINGS
from unioncorpus.analysis.years import METHODS
from unioncorpus.cli import main
from unioncorpus.loader.formats import _READERS
from unioncorpus.tables.read import iter_rows


def test_extract_ends_with_a_summary(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(sample), "--out", str(tmp_path / "out"), "--workers", "1"]) == 0
    out = capsys.readouterr().out
    for word in ("read ", "reports ", "years ", "claims ", "18_empty.txt: empty", "19_slides.xyz: unsupported", "wrote "):
        assert word in out


def test_quiet_prints_nothing(sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(sample), "--out", str(tmp_path / "out"), "--quiet", "--workers", "1"]) == 0
    assert capsys.readouterr() == ("", "")


def test_strict_exits_with_1_when_a_page_could_not_be_read(sample: Path, tmp_path: Path) -> None:
    assert main(["extract", str(sample), "--out", str(tmp_path / "out"), "--quiet", "--strict", "--workers", "1"]) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["extract", "nowhere"], "unioncorpus: nowhere: no such folder or file; give the folder that holds the pages"),
        (["extract", ".", "--words", "pkuseg"], "unioncorpus: unknown word segmenter 'pkuseg'; choose rjieba or jieba"),
        (["extract", ".", "--format", "xlsx"], "unioncorpus: table format 'xlsx'; choose csv, parquet or both, as csv,parquet"),
        (["show", "c000000000000", "--from", "nowhere"], "unioncorpus: "),
    ],
    ids=["input", "words", "format", "show"],
)
def test_what_cannot_be_done_is_one_line_and_exit_code_2(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(message)
    assert error.count("\n") == 1


def test_show_marks_the_passage_in_its_source(sample_tables: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claim = next(row for row in iter_rows(sample_tables, "claims") if len(row["quote"]) > 2)
    assert main(["show", claim["claim_id"], "--from", str(sample_tables)]) == 0
    assert claim["quote"] in capsys.readouterr().out
    assert main(["show", claim["report_id"], "--from", str(sample_tables)]) == 0
    assert main(["show", "c000000000000", "--from", str(sample_tables)]) == 2


def test_codebook_explains_tables_columns_and_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["codebook"]) == 0
    assert "claims" in capsys.readouterr().out
    assert main(["codebook", "claims"]) == 0
    assert "bound" in capsys.readouterr().out
    assert main(["codebook", "no_such_thing"]) == 2


@pytest.mark.parametrize("command", [[], ["extract"], ["show"], ["codebook"]])
def test_help_shows_an_example(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main([*command, "--help"])
    assert stop.value.code == 0
    assert "example" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--version"])
    assert capsys.readouterr().out == f"unioncorpus {__version__}\n"


def test_a_wrong_option_exits_with_2() -> None:
    with pytest.raises(SystemExit) as stop:
        main(["extract", "--no-such-option"])
    assert stop.value.code == 2


def test_help_names_every_choice(capsys: pytest.CaptureFixture[str]) -> None:
    for command, words in (("extract", _READERS), ("analyze", (*GROUPINGS, *ESTIMANDS, *METHODS, *STANCES))):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        told = capsys.readouterr().out
        assert not [word for word in words if word not in told]
