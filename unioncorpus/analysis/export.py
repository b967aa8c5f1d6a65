"""Tables as a paper needs them: CSV for the archive, booktabs LaTeX and Word for the page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

_ESCAPES = {"\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}", "~": r"\textasciitilde{}",
            "^": r"\textasciicircum{}", "–": "--", "−": "$-$", "†": r"$\dagger$", "≥": r"$\geq$", "÷": r"$\div$"}  # fmt: skip
_RISKY = "=+-@\t\r'"  # what a spreadsheet would run as a formula, as in the tables of extract


def write_csv(table: pd.DataFrame, path: Path) -> None:
    """UTF-8 with BOM; text quoted, missing empty, numbers rounded to 6 digits, true and false in words: the rules of every table of the package."""
    cells = [[f'"{name}"' for name in table.columns], *zip(*(_column(table[name]) for name in table.columns), strict=True)]
    path.write_text("".join(",".join(row) + "\n" for row in cells), encoding="utf-8-sig", newline="\n")


def _column(values: pd.Series[Any]) -> list[str]:
    return ["" if missing else _cell(value) for value, missing in zip(values.tolist(), values.isna(), strict=True)]


def _cell(value: Any) -> str:
    if isinstance(value, bool | np.bool_):
        return "true" if value else "false"
    if isinstance(value, int | np.integer):
        return str(int(value))
    if isinstance(value, float | np.floating):
        text = f"{float(value):.6f}".rstrip("0").rstrip(".")
        return "0" if text == "-0" else text
    text = str(value)
    if not text:
        return ""
    text = "'" + text if text[0] in _RISKY else text
    return '"' + text.replace('"', '""') + '"'


def latex(table: pd.DataFrame, caption: str, label: str) -> str:
    """A booktabs table; numbers are set as they stand in the cells. Needs \\usepackage{booktabs}, and a CJK font where cells are Chinese.

    Example:
        >>> print(latex(pd.DataFrame({"Theme": ["safety & health"], "%": ["12"]}), "Shares", "shares"))  # doctest: +ELLIPSIS
        \\begin{table}
        ...
        Theme & \\% \\\\
        \\midrule
        safety \\& health & 12 \\\\
        ...
    """
    columns = "".join("l" if i == 0 or not _numeric(table.iloc[:, i]) else "r" for i in range(table.shape[1]))
    rows = [" & ".join(map(_escaped, row)) + r" \\" for row in table.astype(str).itertuples(index=False)]
    head = " & ".join(map(_escaped, table.columns)) + r" \\"
    lines = [r"\begin{table}", r"\centering", r"\small", rf"\caption{{{_escaped(caption)}}}", rf"\label{{tab:{label}}}"]
    lines += [rf"\begin{{tabular}}{{{columns}}}", r"\toprule", head, r"\midrule", *rows, r"\bottomrule", r"\end{tabular}", r"\end{table}"]
    return "\n".join(lines) + "\n"


def _numeric(cells: pd.Series[Any]) -> bool:
    return all(str(cell)[:1].isdigit() or str(cell)[:1] in "+-−[(" or not str(cell) for cell in cells)


def _escaped(text: object) -> str:
    return "".join(_ESCAPES.get(sign, sign) for sign in str(text))


def docx(path: Path, title: str, paragraphs: Sequence[str], tables: Sequence[tuple[str, pd.DataFrame]], figures: Sequence[tuple[Path, str]]) -> None:
    """A Word document: paragraphs, tables with their captions, figures with theirs. No dates in it: the same content gives the same document."""
    from datetime import datetime

    import docx as word
    from docx.shared import Inches, Pt

    document = word.Document()
    document.core_properties.created = document.core_properties.modified = datetime(2000, 1, 1)
    document.core_properties.author = ""
    document.styles["Normal"].font.size = Pt(10)
    document.add_heading(title, level=1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    for caption, table in tables:
        document.add_paragraph(caption).paragraph_format.keep_with_next = True
        _word_table(document, table)
    for picture, caption in figures:
        document.add_picture(str(picture), width=Inches(6.0))
        document.add_paragraph(caption)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as dated, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as undated:
        for part in dated.infolist():
            undated.writestr(zipfile.ZipInfo(part.filename), dated.read(part), zipfile.ZIP_DEFLATED)  # without the hour it was written


def _word_table(document: Any, table: pd.DataFrame) -> None:
    from docx.shared import Pt

    grid = document.add_table(rows=len(table) + 1, cols=table.shape[1])
    grid.style = "Light List"
    for i, row in enumerate([list(table.columns), *table.astype(str).to_numpy().tolist()]):
        for cell, text in zip(grid.rows[i].cells, row, strict=True):
            cell.text = str(text)
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(8)
    document.add_paragraph()


def percent(share: float, low: float, high: float, *, thin: bool = False) -> str:
    """A share with its interval, in percent; a † marks a thin cell.

    Example:
        >>> percent(0.4567, 0.31, 0.602), percent(float("nan"), 0.1, 0.9)
        ('46 [31; 60]', '[10; 90]')
    """
    inside = f"[{100 * low:.0f}; {100 * high:.0f}]"
    if np.isnan(share):
        return "" if np.isnan(low) else inside
    return f"{100 * share:.0f} {inside}" + ("†" if thin else "")


def signed(value: float, low: float = float("nan"), high: float = float("nan"), digits: int = 1) -> str:
    """A difference with its interval.

    Example:
        >>> signed(1.234, -0.1, 2.5), signed(-2.0)
        ('+1.2 [−0.1; 2.5]', '−2.0')
    """
    if np.isnan(value):
        return ""
    text = f"{value:+.{digits}f}" + ("" if np.isnan(low) else f" [{low:.{digits}f}; {high:.{digits}f}]")
    return text.replace("-", "−")


def p_value(p: float) -> str:
    """p as papers print it.

    Example:
        >>> p_value(0.0312), p_value(0.0004), p_value(float("nan"))
        ('.031', '<.001', '')
    """
    if np.isnan(p):
        return ""
    return "<.001" if p < 0.001 else f"{p:.3f}".lstrip("0")
