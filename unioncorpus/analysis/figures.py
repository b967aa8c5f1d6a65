"""How figures look and are kept: a style that prints in grey, a font that has the characters, and PDF, PNG, CSV and caption side by side.

The parts every figure of the package shares:

    with style(width=COLUMN) as look:               # look.language, look.printable
        figure, axes = look.subplots(2, 2)
        ...
    picture = Picture("trends", figure, data, "Share of …")
    picture.save(folder)                            # trends.pdf trends.png trends.csv trends.txt
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pandas as pd

from unioncorpus.analysis.wording import Spoken, wordings

COLUMN, PAGE = 3.4, 7.0  # inches: the width of a column and of a page in print
GREYS = ("#000000", "#6e6e6e", "#a8a8a8", "#d0d0d0")
_NEEDED = "工会年份报告主题比例变化一二三送温暖教育企业" + "，。（）%"
# Fonts for Chinese that Debian, Windows and macOS come with or are commonly given, the better ones first; any other font that has the characters will do.
_KNOWN = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB", "Heiti SC", "STHeiti",
    "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Noto Sans CJK JP", "SimHei", "DengXian", "SimSun", "Songti SC", "Noto Serif CJK SC", "AR PL UMing CN",
    "Droid Sans Fallback", "Arial Unicode MS",
)  # fmt: skip
_HINTS = ("cjk", "noto", "han", "hei", "song", "sun", "ming", "kai", "wqy", "pingfang", "hiragino", "yahei", "deng", "droid", "unicode", "fang", "gothic")
_LATIN = "DejaVu Sans"  # comes with matplotlib


@dataclass(frozen=True, slots=True)
class Font:
    """A font file."""

    name: str  # the family, as matplotlib knows it
    path: str
    characters: frozenset[int] = field(repr=False)


@functools.cache
def chinese_font() -> Font | None:
    """A font of this machine that has the Chinese characters figures need, or None."""
    from matplotlib import font_manager

    known = {entry.name: entry.fname for entry in reversed(font_manager.fontManager.ttflist)}
    paths = [known[name] for name in _KNOWN if name in known] + [known[name] for name in sorted(known) if _hinted(known[name])]
    fresh = [path for path in sorted(font_manager.findSystemFonts()) if path not in set(known.values()) and _hinted(path)]
    return next((font for path in dict.fromkeys([*paths, *fresh]) if (font := open_font(path)) and set(map(ord, _NEEDED)) <= font.characters), None)


def _hinted(path: str) -> bool:
    """Whether the file's name is like that of a font for Chinese; opening hundreds of others would take seconds."""
    return any(hint in Path(path).name.lower() for hint in _HINTS)


def open_font(path: str) -> Font | None:
    """A font file made known to matplotlib; None if it cannot be read."""
    from matplotlib import font_manager, ft2font

    try:
        face = ft2font.FT2Font(path)
        characters = frozenset(face.get_charmap())
        if all(entry.fname != path for entry in font_manager.fontManager.ttflist):
            font_manager.fontManager.addfont(path)
    except (OSError, RuntimeError, ValueError):
        return None
    return Font(face.family_name, path, characters)


@functools.cache
def _latin_characters() -> frozenset[int]:
    from matplotlib import font_manager, ft2font

    return frozenset(ft2font.FT2Font(font_manager.findfont(_LATIN)).get_charmap())


class Look:
    """The language and font of a figure, and what they can print."""

    def __init__(self, language: Spoken, font: Font | None, width: float, settings: dict[str, Any]) -> None:
        self.language: Spoken = language
        self.width = width
        self.settings = settings
        self._characters = _latin_characters() | (font.characters if font else frozenset())
        self.numbers: dict[str, str] = {}  # names that cannot be printed, and the number that stands for each

    def printable(self, text: str) -> str:
        """The text, or a number in brackets for one that has characters the font lacks: never boxes."""
        if all(ord(sign) in self._characters or sign in "\n\r\t" for sign in text):
            return text
        return self.numbers.setdefault(text, f"({len(self.numbers) + 1})")

    def mosaic(self, layout: str, height: float, **options: Any) -> tuple[Any, dict[str, Any]]:
        """A figure of the look's width, and its axes by the letters of the layout."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(self.width, height), layout="constrained")
        return figure, figure.subplot_mosaic(layout, **options)

    def subplots(self, rows: int, columns: int, height: float, **options: Any) -> tuple[Any, Any]:
        """A figure of the look's width, and its axes as an array."""
        from matplotlib.figure import Figure

        figure = Figure(figsize=(self.width, height), layout="constrained")
        return figure, figure.subplots(rows, columns, squeeze=False, **options)


@contextmanager
def style(width: float = PAGE, labels: Literal["auto", "en", "zh"] = "auto", font: Font | Literal["find"] | None = "find") -> Iterator[Look]:
    """Settings of matplotlib for a figure in print.

    Args:
        labels: "auto" is both languages where the machine has a font for Chinese, English otherwise; "zh" falls back to English too rather than print boxes.
        font: a font from `open_font`; default: the one `chinese_font` finds. It also serves names that only exist in Chinese in English figures.
    """
    import matplotlib

    found = chinese_font() if font == "find" else font
    language: Spoken = ("zh" if labels == "zh" else "both") if found and labels != "en" and can_say(found) else "en"
    families = [found.name, _LATIN] if found and language != "en" else [_LATIN, *([found.name] if found else [])]
    settings: Any = _STYLE | {"font.family": families, "pdf.fonttype": 42 if not found or found.path.endswith(".ttf") else 3}
    with matplotlib.rc_context(settings):
        yield Look(language, found, width, settings)


def can_say(font: Font) -> bool:
    """Whether the font, beside the Latin one, has every character of the Chinese texts of figures."""
    needed = {ord(sign) for row in wordings().values() if not row.key.startswith(("methods.", "caption.")) for sign in row.zh}
    return needed <= font.characters | _latin_characters()


_STYLE: dict[str, Any] = {
    "font.size": 7.5, "axes.titlesize": 7.5, "axes.labelsize": 7.5, "xtick.labelsize": 6.5, "ytick.labelsize": 6.5, "legend.fontsize": 6.5,
    "axes.spines.top": False, "axes.spines.right": False, "axes.linewidth": 0.5, "xtick.major.width": 0.5, "ytick.major.width": 0.5,
    "xtick.major.size": 2.5, "ytick.major.size": 2.5, "lines.linewidth": 1.0, "hatch.linewidth": 0.4, "legend.frameon": False, "axes.unicode_minus": False,
    "text.hinting": "none",  # words are as wide when laid out as when saved, at any resolution
    "axes.titlelocation": "left", "svg.hashsalt": "unioncorpus", "pdf.compression": 6, "savefig.dpi": 300, "figure.dpi": 100, "axes.axisbelow": True,
}  # fmt: skip


@dataclass(frozen=True)
class Picture:
    """A figure with the numbers it shows and what it says of itself."""

    name: str
    figure: Any
    data: pd.DataFrame
    caption: str
    caption_zh: str = ""
    settings: Any = field(default_factory=dict, repr=False)  # of matplotlib, for saving

    def save(self, folder: Path | str) -> list[Path]:
        """Write PDF, PNG, the data as CSV (UTF-8 with BOM, 6 digits) and the caption. The same picture gives the same bytes."""
        import matplotlib

        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / f"{self.name}{suffix}" for suffix in (".pdf", ".png", ".csv", ".txt")]
        with matplotlib.rc_context(self.settings):
            self.figure.draw_without_rendering()
            self.figure.set_layout_engine(None)  # laid out once, not for each format
            self.figure.savefig(paths[0], metadata={"CreationDate": None, "Producer": None, "Creator": None})
            self.figure.savefig(paths[1], dpi=300, metadata={"Software": None})
        self.data.round(6).to_csv(paths[2], index=False, encoding="utf-8-sig", lineterminator="\n")
        paths[3].write_text(self.caption + ("\n\n" + self.caption_zh if self.caption_zh else "") + "\n", encoding="utf-8")
        return paths

    def _repr_png_(self) -> bytes:
        """The picture in a notebook."""
        from io import BytesIO

        buffer = BytesIO()
        self.figure.savefig(buffer, format="png", dpi=150)
        return buffer.getvalue()

    def __str__(self) -> str:
        return self.caption
