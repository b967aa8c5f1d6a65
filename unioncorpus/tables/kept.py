"""What was found in pages, put by while a run goes on, so that a run that was broken off goes on where it stopped.

Beside an output folder `out/processed` stands `.processed-pages`, a file for each chunk of pages, named by everything that decides what is found in it: the
code and resources of the package, the settings, the pages' paths and bytes. What has changed since gives another name, so nothing stale is ever taken. The
folder goes when a run is complete.
"""

from __future__ import annotations

import functools
import hashlib
import os
import pickle
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from unioncorpus.tables.commit import beside

Found = TypeVar("Found")


def kept_folder(target: Path) -> Path:
    """Where the results of a run into `target` are put by."""
    return beside(target.resolve(), "pages")


def clear(target: Path) -> None:
    """Take away what was put by."""
    shutil.rmtree(kept_folder(target), ignore_errors=True)


def once(folder: str, what: Iterable[str], pages: Iterable[str], find: Callable[[], Found]) -> Found:
    """What `find` finds in some pages, or what an earlier run found there.

    Args:
        folder: from `kept_folder`; empty to keep nothing.
        what: everything else that decides the result, apart from the package itself.
        pages: paths. Those that cannot be read are looked at anew each time.
        find: called if there is nothing to take.

    Example:
        >>> import tempfile
        >>> folder, page = tempfile.mkdtemp(), Path(tempfile.mkdtemp()) / "a.txt"
        >>> page.write_text("工会"), once(folder, ["sum"], [str(page)], lambda: 1), once(folder, ["sum"], [str(page)], lambda: 2)
        (2, 1, 1)
    """
    file = _file(folder, what, pages) if folder else None
    if file is None:
        return find()
    if file.exists():
        with suppress(Exception):  # whatever is wrong with a damaged file, what it held is found anew
            taken: Found = pickle.loads(file.read_bytes())
            return taken
    found = find()
    _put(file, found)
    return found


def _put(file: Path, thing: object) -> None:
    """Write a file as a whole; a disk that refuses only costs the next run its time."""
    unfinished = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(pickle.dumps(thing, protocol=pickle.HIGHEST_PROTOCOL))
        os.replace(unfinished, file)
    except OSError:
        unfinished.unlink(missing_ok=True)


def _file(folder: str, what: Iterable[str], pages: Iterable[str]) -> Path | None:
    """The file of a result; None if a page cannot be read."""
    digest = hashlib.sha256("\0".join([_package(), *what]).encode())
    for page in pages:
        try:
            digest.update(page.encode("utf-8", "surrogatepass") + hashlib.sha256(Path(page).read_bytes()).digest())
        except OSError:
            return None
    name = digest.hexdigest()
    return Path(folder) / name[:2] / name[2:]


@functools.cache
def _package() -> str:
    """A hash of the code and resources of the package."""
    root = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for file in sorted(p for p in root.rglob("*") if p.suffix in (".py", ".csv", ".toml")):
        digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
