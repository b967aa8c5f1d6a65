"""What can go wrong, as one tree.

UnioncorpusError
├── ResourceError   a row of a resource or of a user's codebook is wrong: names file, line, value and the choices
├── PageError       a page cannot be read; becomes its row in pages.csv, never stops a run
├── TableError      a folder does not hold the tables asked for
└── UsageError      an argument cannot be carried out: a missing folder, an unknown id
"""


class UnioncorpusError(Exception):
    """One line that names the file or value, the problem, and what to do."""


class ResourceError(UnioncorpusError):
    """A resource row that cannot be used."""


class PageError(UnioncorpusError):
    """A page that cannot be read; `status` is its code in pages.csv."""

    def __init__(self, message: str, status: str = "unreadable") -> None:
        super().__init__(message)
        self.status = status


class TableError(UnioncorpusError):
    """A table that is missing or not ours."""


class UsageError(UnioncorpusError):
    """A request that cannot be carried out as given."""
