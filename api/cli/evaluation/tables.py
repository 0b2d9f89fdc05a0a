"""Tables of figures on stdout: aligned for people, tab-separated when they go elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from api.cli.printing import put
from api.cli.terminal import one_line, result_console

Row = Sequence[str]


def print_table(head: Row, rows: Sequence[Row], title: str = "") -> None:
    """Print a table; the first column is text, the others are figures.

    On a terminal columns are aligned; into a file or a pipe a row is a line of
    cells with tabs between them, as other programs read them.
    """
    console = result_console()
    lines = [[one_line(cell) for cell in row] for row in (head, *rows)]
    if title:
        put(console, title)
    if sys.stdout.isatty():
        widths = [max(len(row[i]) for row in lines) for i in range(len(head))]
        for row in lines:
            cells = [row[0].ljust(widths[0])]
            cells += [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
            put(console, "  ".join(cells).rstrip())
    else:
        console.file.flush()  # rich makes spaces of tabs, so these lines go round it
        for row in lines:
            console.file.write("\t".join(row) + "\n")
    if title:
        put(console)


def figure(value: float | None, digits: int = 4) -> str:
    """Return a figure, or a dash where it is not defined."""
    return "-" if value is None else f"{value:.{digits}f}"


def signed(value: float, digits: int = 4) -> str:
    """Return a difference with its sign."""
    return f"{value:+.{digits}f}"


def p_value(value: float) -> str:
    """Return a p value as it is told: three digits, or that it is smaller."""
    return "<.001" if value < 0.001 else f"{value:.3f}"
