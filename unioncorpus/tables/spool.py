"""Things put aside on disk until the corpus has been seen: in memory stays one number for each."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any


class Spool:
    """Takes things one by one and gives any of them back by its number.

    Example:
        >>> import tempfile
        >>> with Spool(Path(tempfile.mkdtemp()) / "spool") as spool:
        ...     spool.append("一"), spool.append("二"), spool[0], len(spool)
        (0, 1, '一', 2)
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = path.open("w+b")
        self._offsets: list[int] = []
        self._end = 0

    def append(self, thing: Any) -> int:
        """Put `thing` aside; returns its number."""
        self._file.seek(self._end)
        pickle.dump(thing, self._file, protocol=pickle.HIGHEST_PROTOCOL)
        self._offsets.append(self._end)
        self._end = self._file.tell()
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> Any:
        self._file.seek(self._offsets[number])
        return pickle.load(self._file)

    def place(self, number: int) -> int:
        """Where in the file a thing stands, for whoever reads the file itself (see `read_at`)."""
        self._file.flush()
        return self._offsets[number]

    def __len__(self) -> int:
        return len(self._offsets)

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        """Take the file away."""
        self._file.close()
        self.path.unlink(missing_ok=True)


def read_at(path: Path, place: int) -> Any:
    """What a spool keeps at a place of its file; for processes that do not hold the spool."""
    with path.open("rb") as file:
        file.seek(place)
        return pickle.load(file)
