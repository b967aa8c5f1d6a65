"""manifest.json and run.json: what a run was, and how it went."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from unioncorpus.model.errors import TableError
from unioncorpus.tables.commit import MANIFEST, RUN
from unioncorpus.tables.write import TableFile


def write_manifest(folder: Path, facts: Mapping[str, Any], files: Iterable[TableFile]) -> None:
    """Write manifest.json: `facts` and, under "tables", rows and sha256 of every file. The same bytes for the same run.

    Args:
        folder: where the tables were written.
        facts: versions, settings, hashes, counts; plain JSON values. Nothing that the clock, the machine or the number of workers changes.
        files: what the writers said they wrote.
    """
    tables = {file.file: {"rows": file.rows, "sha256": file.sha256} for file in files}
    _write(folder / MANIFEST, {**facts, "tables": tables})


def write_run(folder: Path, facts: Mapping[str, Any]) -> None:
    """Write run.json: seconds per stage, machine, start and end."""
    _write(folder / RUN, facts)


def read_manifest(folder: Path | str) -> dict[str, Any]:
    """The manifest of an output folder.

    Raises:
        TableError: if there is none, or it is not ours.
    """
    return read_json(Path(folder) / MANIFEST)


def read_json(path: Path) -> dict[str, Any]:
    """A manifest.json or run.json.

    Raises:
        TableError: if it is not there, or not ours.
    """
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TableError(f"{path}: not there; give the output folder of a finished `unioncorpus extract`") from None
    except (OSError, ValueError) as error:
        raise TableError(f"{path}: cannot be read ({error}); run extract again") from None
    if not isinstance(facts, dict):
        raise TableError(f"{path}: is not ours; run extract again")
    return facts


def settings_hash(settings: Mapping[str, Any]) -> str:
    """A hash of settings that their order does not change.

    Example:
        >>> settings_hash({"a": 1, "b": 2}) == settings_hash({"b": 2, "a": 1})
        True
    """
    return hashlib.sha256(_json(settings).encode()).hexdigest()


def _write(path: Path, value: Mapping[str, Any]) -> None:
    path.write_text(_json(value), encoding="utf-8", newline="\n")


def _json(value: Mapping[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=2) + "\n"
