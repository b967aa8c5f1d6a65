"""Tables become visible as a whole: they are written beside the output folder, then the two folders change places.

For an output folder `out/processed` the parts of a run stand beside it, hidden:

    .processed-staging   the run in progress; swept away by the next run
    .processed-ready     complete new tables, about to change places with the old ones; afterwards it holds the old ones
    .processed-lock      the number of the process that writes: only one run at a time may
    .processed-pages     what a run in progress has found in pages, for the next run if this one is broken off (see `kept`)
    .processed-old       the old tables, for the moment in which a system that cannot exchange two folders has neither in place

Whatever lies in the output folder and is not ours (a `.gitkeep`, an `analysis` folder, a notebook) moves over to the new one.
A run killed at any step leaves the old tables or the new ones, and what was not ours is still there after `repair`, with which every run begins. Readers
begin with `restore`, which finishes only what would keep them from reading. A power cut may undo what
is not yet on the disk.

A folder that cannot be renamed (a mount point, the working folder) gets its files one by one, the list of them first: `repair` finishes what was begun.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from unioncorpus.model.errors import TableError
from unioncorpus.tables.schema import table_names
from unioncorpus.tables.write import FORMATS

TEXT_FOLDER = "text"  # source text of pages that are not .txt
MANIFEST, RUN = "manifest.json", "run.json"
_STAGING_INSIDE = ".unioncorpus-staging"  # where the output folder has to stay in its place


def is_ours(name: str) -> bool:
    """Whether a top-level name of an output folder belongs to the tables of extract.

    Example:
        >>> is_ours("claims.csv"), is_ours("text"), is_ours("notes.md")
        (True, True, False)
    """
    return name in (MANIFEST, RUN, TEXT_FOLDER) or name in {f"{table}.{suffix}" for table in table_names() for suffix in FORMATS}


def staging_folder(target: Path) -> Path:
    """An empty folder to write the tables of a run into, on the disk of `target`; repairs what an earlier run left behind.

    Raises:
        TableError: if `target` or its parent is a file.
    """
    target = target.resolve()
    if target.exists() and not target.is_dir():
        raise TableError(f"{target}: is a file; give a folder for the tables")
    repair(target)
    staging = target / _STAGING_INSIDE if _stays_in_place(target) else beside(target, "staging")
    try:
        staging.mkdir(parents=True)
    except OSError as error:
        raise TableError(f"{staging}: cannot be made ({error.strerror}); give a folder you may write to") from None
    return staging


def _refuse_others(target: Path) -> None:
    """Stop before tables take the place of what this program did not write: tables without its manifest, or other files in the folder of source texts."""
    if not target.is_dir():
        return
    taken = sorted(entry.name for entry in target.iterdir() if is_ours(entry.name))
    foreign = taken if taken and not _is_our_manifest(target / MANIFEST) else _foreign_texts(target / TEXT_FOLDER)
    if foreign:
        named = ", ".join(foreign[:3]) + (", …" if len(foreign) > 3 else "")
        raise TableError(f"{target}: holds {named}, not written by this program, which the tables would replace; give another folder for the tables")


def _is_our_manifest(path: Path) -> bool:
    try:
        return bool(json.loads(path.read_text(encoding="utf-8"))["program"] == "unioncorpus")
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _foreign_texts(folder: Path) -> list[str]:
    """What lies in the folder of source texts and is none: 01/p01a2b3c4d5e6.txt is one."""
    if not folder.is_dir():
        return []
    found = []
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and re.fullmatch("p[0-9a-f]", entry.name):
            found += [file.relative_to(folder.parent).as_posix() for file in sorted(entry.iterdir()) if not re.fullmatch(r"p[0-9a-f]{12}\.txt", file.name)]
        else:
            found.append(entry.relative_to(folder.parent).as_posix())
    return found


@contextmanager
def staged(target: Path) -> Iterator[Path]:
    """A folder to write the tables of a run into; they take the place of those in `target` when the block ends well, and vanish when it does not.

    Raises:
        TableError: if another run writes into `target`, it holds files of others under names that the tables take, or the disk refuses.
    """
    lock = _take_lock(target.resolve())
    staging: Path | None = None
    try:
        staging = staging_folder(target)
        _refuse_others(target.resolve())
        yield staging
        commit_folder(staging, target)
    except OSError as error:
        raise TableError(f"{error.filename or target}: {error.strerror or error}; the tables are as they were before") from error
    finally:
        if staging is not None:
            shutil.rmtree(staging, ignore_errors=True)
        lock.unlink(missing_ok=True)


def _take_lock(target: Path) -> Path:
    """A file beside `target` that holds the number of the process that writes there."""
    lock = beside(target, "lock")
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        for _ in range(2):
            try:
                with lock.open("x", encoding="ascii") as file:
                    file.write(str(os.getpid()))
                return lock
            except FileExistsError:
                if _is_alive(lock):
                    break
                lock.unlink(missing_ok=True)  # of a run that was killed
    except OSError as error:
        raise TableError(f"{target}: cannot be written ({error.strerror}); give a folder you may write to") from None
    raise TableError(f"{target}: another run writes here; wait for it, or give another folder (if there is none, delete {lock})")


def _is_alive(lock: Path) -> bool:
    """Whether the process that took a lock still runs; where that cannot be asked, whether it is not a day old."""
    try:
        pid = int(lock.read_text(encoding="ascii"))
        if os.name == "nt":
            return time.time() - lock.stat().st_mtime < 86400
        os.kill(pid, 0)
    except (ProcessLookupError, FileNotFoundError):
        return False
    except (PermissionError, ValueError):
        return True
    return True


def commit_folder(staging: Path, target: Path) -> None:
    """Put the tables in `staging` in the place of those in `target`, as a whole.

    Args:
        staging: what `staging_folder(target)` gave, filled.
        target: the output folder; need not exist.
    """
    target = target.resolve()
    if not target.exists():
        os.rename(staging, target)
        return
    if _stays_in_place(target):
        _commit_in_place(staging, target)
        return
    ready = beside(target, "ready")
    os.rename(staging, ready)
    os.chmod(ready, target.stat().st_mode & 0o7777)
    if not _exchange(ready, target):
        old = beside(target, "old")
        os.rename(target, old)
        os.rename(ready, target)
    repair(target)


def repair(target: Path) -> None:
    """Finish or undo a commit that was broken off, and sweep away what is left of it. Does nothing to a folder in order."""
    target = target.resolve()
    restore(target)
    ready, old = beside(target, "ready"), beside(target, "old")
    for rest in (old, ready):
        if rest.exists():
            _bring_back(rest, target)
            shutil.rmtree(rest)
    for staging in (beside(target, "staging"), target / _STAGING_INSIDE):
        if staging.exists():
            shutil.rmtree(staging)


def restore(target: Path) -> None:
    """Put tables in place that a broken-off commit left beside their place; leaves a run in progress alone."""
    target = target.resolve()
    old = beside(target, "old")
    if not target.exists() and old.exists():
        os.rename(old, target)
    if (target / _JOURNAL).exists():
        _finish_in_place(target)


def beside(target: Path, part: str) -> Path:
    """The hidden neighbour of `target`."""
    return target.parent / f".{target.name}-{part}"


def _bring_back(rest: Path, target: Path) -> None:
    """Move what is not ours from `rest` to `target`; what has been made anew there meanwhile stays, and the old one stands beside it."""
    if not target.is_dir():
        return
    for entry in sorted(rest.iterdir()):
        name = entry.name
        if is_ours(name):
            continue
        while os.path.lexists(target / name):
            name += ".old"
        os.rename(entry, target / name)


def _exchange(a: Path, b: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    import ctypes

    try:
        libc = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return int(libc.renamex_np(os.fsencode(a), os.fsencode(b), 2)) == 0  # RENAME_SWAP
        here = -100  # AT_FDCWD
        return int(libc.renameat2(here, os.fsencode(a), here, os.fsencode(b), 2)) == 0  # RENAME_EXCHANGE
    except (AttributeError, OSError, TypeError):
        return False


# A folder that has to stay where it is: its files move one by one.

_JOURNAL = ".unioncorpus-commit"  # a folder inside it: the new tables, complete, each to be moved to its place
_LIST = ".names"  # a file in that: the names of the new tables


def _stays_in_place(target: Path) -> bool:
    """Whether `target` is a mount point or holds the working folder."""
    return target.is_dir() and (os.path.ismount(target) or Path.cwd().is_relative_to(target))


def _commit_in_place(staging: Path, target: Path) -> None:
    names = sorted(entry.name for entry in staging.iterdir())
    (staging / _LIST).write_text("".join(f"{name}\n" for name in names), encoding="utf-8")
    os.rename(staging, target / _JOURNAL)
    _finish_in_place(target)


def _finish_in_place(target: Path) -> None:
    """Take the old tables away and move the new ones in; can be broken off at any step and begun again."""
    journal = target / _JOURNAL
    names = journal / _LIST
    if names.exists():
        new = names.read_text(encoding="utf-8").splitlines()
        for entry in sorted(target.iterdir()):
            if is_ours(entry.name) and (entry.name not in new or (entry.is_dir() and (journal / entry.name).exists())):
                _remove(entry)
        for name in new:
            if (journal / name).exists():
                os.replace(journal / name, target / name)
        names.unlink()
    journal.rmdir()


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry)
    else:
        entry.unlink()
