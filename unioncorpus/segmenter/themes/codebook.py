"""The codebook: what the tags mean, and the forms that show them.

Eighteen themes (the parents) and the campaigns and topics below them stand in `themes.csv`, the forms in `theme_patterns.csv`. A scholar's own file adds codes
and forms or replaces shipped ones, and is checked as strictly.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Literal

from unioncorpus import resources
from unioncorpus.model.errors import ResourceError
from unioncorpus.segmenter.themes.patterns import Matcher, spellings, squeeze

Use = Literal["tag", "hint", "not"]


@dataclass(frozen=True, slots=True)
class Code:
    """A row of themes.csv: a theme (no parent) or a campaign or topic below one."""

    code: str
    parent: str  # code of the theme; empty for the themes themselves
    label_zh: str
    label_en: str
    definition: str
    source: str  # the law or document that names it, with its year
    also: tuple[str, ...] = ()  # further themes that a mention speaks for
    since: int | None = None  # first and last year of the campaign, where it has one
    until: int | None = None
    example: str = ""  # is tagged with the code
    counter_example: str = ""  # is not
    where: str = ""

    @property
    def theme(self) -> str:
        """The theme it belongs to: its parent, or itself."""
        return self.parent or self.code


@dataclass(frozen=True, slots=True)
class Form:
    """A row of theme_patterns.csv: one surface form, or several under one pattern."""

    code: str
    pattern: str
    use: Use = "tag"  # tag: a mention; hint: only weighs in a section's themes; not: takes away forms of the same theme that it overlaps
    weight: float = 1.0  # how much one occurrence says about what a passage is about
    since: int | None = None  # years in which the thing was called so
    until: int | None = None
    example: str = ""  # for forms that prove nothing by standing alone
    where: str = ""


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A row of a user's codebook."""

    code: str
    parent: str = ""
    label_zh: str = ""
    label_en: str = ""
    definition: str = ""
    source: str = ""
    also: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    mode: Literal["add", "replace"] = "add"  # replace: the shipped forms of the code no longer count
    patterns: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    example: str = ""
    counter_example: str = ""
    where: str = ""


@dataclass(frozen=True, eq=False)
class Codebook:
    """Codes and forms, ready to search.

    Example:
        >>> book = load_codebook()
        >>> book.code("collective_wage_consultation").label_en
        'collective wage consultation'
    """

    version: str
    codes: tuple[Code, ...]
    forms: tuple[Form, ...]
    own: int = 0  # how many of the forms, the first ones, are a user's own: they win over the shipped ones, however short

    @functools.cached_property
    def by_code(self) -> dict[str, Code]:
        """The codes by name."""
        return {code.code: code for code in self.codes}

    @functools.cached_property
    def themes(self) -> tuple[str, ...]:
        """The parents, in the order of the codebook."""
        return tuple(code.code for code in self.codes if not code.parent)

    @functools.cached_property
    def weights(self) -> dict[str, float]:
        """The weight of every form, by the row it stands in (`Mention.rule`)."""
        return {form.where: form.weight for form in self.forms}

    @functools.cached_property
    def hints(self) -> dict[int, tuple[str, str, float]]:
        """Theme, code and weight of the forms that only hint, by their position in `forms`."""
        return {i: (self.by_code[form.code].theme, form.code, form.weight) for i, form in enumerate(self.forms) if form.use == "hint"}

    @functools.cached_property
    def further(self) -> dict[str, tuple[str, ...]]:
        """The further themes of the codes that have some."""
        return {code.code: code.also for code in self.codes if code.also}

    @functools.cached_property
    def tags_of(self) -> dict[int, tuple[str, str, str]]:
        """Theme, campaign and row of the forms that tag, by their position in `forms`."""
        found = {}
        for i, form in enumerate(self.forms):
            code = self.by_code[form.code]
            if form.use == "tag":
                found[i] = (code.theme, code.code if code.parent else "", form.where)
        return found

    @functools.cached_property
    def matcher(self) -> Matcher:
        """Finds tags and hints; a hit's pattern is its position in `forms`."""
        kinds = [(self.by_code[form.code].theme, form.use == "not") for form in self.forms]
        return Matcher([form.pattern for form in self.forms], kinds, self.own)

    def code(self, name: str) -> Code:
        """The code called `name`.

        Raises:
            KeyError: if the codebook has none.
        """
        return self.by_code[name]

    def patterns(self, name: str) -> tuple[str, ...]:
        """The patterns that tag `name`, as written."""
        return tuple(form.pattern for form in self.forms if form.code == name and form.use == "tag")

    def tags(self, text: str) -> set[str]:
        """The codes, themes included, that `text` is tagged with."""
        hits = [self.forms[hit.pattern] for hit in self.matcher.find(squeeze(text))]
        codes = [self.by_code[form.code] for form in hits if form.use == "tag"]
        return {code.code for code in codes} | {code.theme for code in codes}


def load_codebook(extra: Path | None = None) -> Codebook:
    """The shipped codebook, with a user's file on top.

    Args:
        extra: a CSV file with the columns of `OwnRow` (only `code` is needed). A new code needs a `parent` among the eighteen themes and a label; for a code
            that exists the filled cells replace the shipped ones. `patterns` and `exclude` are joined with `;`. The file's examples are checked.

    Raises:
        ResourceError: naming file, line, value and what it may be.

    Example:
        >>> len(load_codebook().themes)
        18
    """
    return _shipped() if extra is None else _with_own(_shipped(), extra)


@functools.cache
def _shipped() -> Codebook:
    text = files(resources.__name__).joinpath("themes.csv").read_text(encoding="utf-8")
    version = re.search(r"^# version: (\S+)", text, re.MULTILINE)
    codes, forms = resources.load(Code, "themes.csv"), resources.load(Form, "theme_patterns.csv")  # checked by the tests, not whenever they are loaded
    return Codebook(version[1] if version else "", codes, forms)


def check(codes: Sequence[Code], forms: Iterable[Form]) -> None:
    """Every parent and every code of a form exists, every pattern can be read.

    Raises:
        ResourceError: naming file, line, value and what it may be.
    """
    themes = [code.code for code in codes if not code.parent]
    names = {code.code for code in codes}
    for code in codes:
        if not re.fullmatch(r"[a-z][a-z0-9_]*", code.code):
            raise _wrong(code.where, "code", code.code, "written in small letters, digits and _")
        for column, value in [("parent", code.parent), *(("also", other) for other in code.also)]:
            if value and value not in themes:
                raise _wrong(code.where, column, value, f"one of {', '.join(themes)}")
    for form in forms:
        if form.code not in names:
            raise _wrong(form.where, "code", form.code, "a code of themes.csv")
        _check_pattern(form.pattern, form.where)


def _check_pattern(pattern: str, where: str) -> None:
    try:
        spellings(pattern)
    except ValueError as error:
        raise ResourceError(f"{_place(where)}: pattern is {pattern!r}: {error}") from None


def _wrong(where: str, column: str, value: str, must: str) -> ResourceError:
    return ResourceError(f"{_place(where)}: {column} is {value!r}, must be {must}")


def _place(where: str) -> str:
    name, _, line = where.rpartition(":")
    return f"{name} line {line}"


def _with_own(book: Codebook, path: Path) -> Codebook:
    """`book` with the rows of the file at `path`."""
    rows = resources.load_file(OwnRow, path)
    codes = dict(book.by_code)
    for row in rows:
        codes[row.code] = _merged(codes.get(row.code), row, book.themes)
    dropped = {row.code for row in rows if row.mode == "replace"}
    forms = [form for form in book.forms if form.code not in dropped]
    own = [form for row in rows for form in _own_forms(row)]
    check(tuple(codes.values()), own)
    # A user's own forms come first and win over the shipped ones: over the same words, and over longer ones that hold them.
    version = f"{book.version}+{path.stem}-{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}"
    made = Codebook(version, tuple(codes.values()), (*own, *forms), len(own))
    for row in rows:
        _check_examples(made, row)
    return made


def _merged(old: Code | None, row: OwnRow, themes: Sequence[str]) -> Code:
    """The code of `row`, on top of the shipped one of that name."""
    given = {name: getattr(row, name) for name in ("parent", "label_zh", "label_en", "definition", "source", "also", "since", "until")}
    given |= {"example": row.example, "counter_example": row.counter_example}
    if old is not None:
        if row.parent and not old.parent:
            raise _wrong(row.where, "parent", row.parent, f"empty: {row.code} is a theme itself")
        return replace(old, where=row.where, **{name: value for name, value in given.items() if value})
    if row.parent not in themes:
        raise _wrong(row.where, "parent", row.parent, f"one of {', '.join(themes)} for the new code {row.code!r}")
    return Code(code=row.code, where=row.where, **given)


def _own_forms(row: OwnRow) -> list[Form]:
    tags = [Form(row.code, pattern, where=row.where) for pattern in row.patterns]
    return tags + [Form(row.code, pattern, "not", where=row.where) for pattern in row.exclude]


def _check_examples(book: Codebook, row: OwnRow) -> None:
    """The user's example is tagged with the code, the counter-example is not."""
    if row.example and row.code not in book.tags(row.example):
        raise ResourceError(f"{_place(row.where)}: the example is not tagged with {row.code!r}; widen its patterns or choose another example: {row.example}")
    if row.counter_example and row.code in book.tags(row.counter_example):
        raise ResourceError(f"{_place(row.where)}: the counter_example is tagged with {row.code!r}; add to exclude what stands in it: {row.counter_example}")
