"""The plain text in which the Word and PDF documents of the sample archive are kept.

A script begins with ``key: value`` lines, ends them with an empty line, and then
holds one block a line::

    # heading            ## lower heading        - bullet
    |! header | cells |  | row | cells |         anything else is a paragraph

A header row opens a new table; rows belong to the table above them. ``¶`` breaks
a line inside a cell. Text is text: no markup is read inside a block.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from corpus.errors import MinutedError


class Mark(StrEnum):
    """What a block of a script is."""

    HEADING = "#"
    SUBHEADING = "##"
    BULLET = "-"
    PARAGRAPH = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A heading, bullet or paragraph."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; the first row is its header, all rows have the header's width."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Script:
    """A document before it is rendered.

    Attributes
    ----------
    settings
        The ``key: value`` lines at the top, in order.
    blocks
        What follows, in reading order.
    """

    settings: tuple[tuple[str, str], ...]
    blocks: tuple[Line | Table, ...]

    def setting(self, key: str, default: str = "") -> str:
        """Return the value of a setting, or ``default`` where it is not given."""
        return dict(self.settings).get(key, default)


def read_script(text: str, name: str) -> Script:
    """Read a script.

    Parameters
    ----------
    text
        The whole file.
    name
        Its name, for the error message.

    Raises
    ------
    MinutedError
        A setting without a colon, a row before any header row, or a row whose
        number of cells is not its header's.
    """
    lines = iter(text.splitlines())
    settings = tuple(_settings(lines, name))
    blocks: list[Line | Table] = []
    rows: list[tuple[str, ...]] = []

    def close_table() -> None:
        if rows:
            blocks.append(Table(tuple(rows)))
            rows.clear()

    for line in lines:
        line = line.strip()
        if line.startswith("|"):
            if line.startswith("|!"):
                close_table()
                line = "|" + line[2:]
            elif not rows:
                raise MinutedError(f"{name}: a table row stands before any header row: {line!r}.")
            cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
            if rows and len(cells) != len(rows[0]):
                raise MinutedError(
                    f"{name}: this row has {len(cells)} cells and its header {len(rows[0])}: "
                    f"{line!r}. Give it as many."
                )
            rows.append(cells)
            continue
        close_table()
        if line:
            blocks.append(_line(line))
    close_table()
    return Script(settings, tuple(blocks))


def _settings(lines: Iterator[str], name: str) -> Iterator[tuple[str, str]]:
    for line in lines:
        if not line.strip():
            return
        key, colon, value = line.partition(":")
        if not colon:
            raise MinutedError(f"{name}: the settings must be 'key: value' lines, not {line!r}.")
        yield key.strip(), value.strip()


def _line(line: str) -> Line:
    for mark in (Mark.SUBHEADING, Mark.HEADING, Mark.BULLET):
        if line.startswith(f"{mark.value} "):
            return Line(mark, line[len(mark.value) :].strip())
    return Line(Mark.PARAGRAPH, line)
