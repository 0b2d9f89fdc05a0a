"""Lines of human output: wrapped and indented on a terminal, whole when they go elsewhere.

A line that is piped to another program is never broken, so that ``grep`` finds
a quote that is wider than eighty columns.
"""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING

from api.cli.terminal import is_unicode, one_line, visible

if TYPE_CHECKING:
    from rich.console import Console


def put(console: Console, text: str = "", *, indent: int = 0, style: str = "") -> None:
    """Print one paragraph; control characters in it are written out."""
    from rich.padding import Padding
    from rich.text import Text

    shown = visible(text)
    if console.is_terminal:
        # A margin must not eat a narrow window.
        margin = min(indent, max(0, console.width // 4))
        console.print(Padding(Text(shown, style=style, overflow="fold"), (0, 0, 0, margin)))
        return
    for line in shown.split("\n"):
        console.print(Text(" " * indent + line if line else ""), soft_wrap=True)


def quoted(text: str) -> str:
    """Return ``text`` in the quotation marks that stdout can show."""
    return f"\u201c{text}\u201d" if is_unicode(sys.stdout) else f'"{text}"'


def day(when: date | None) -> str:
    """Return a date as it is read aloud, or the plain word that there is none."""
    return f"{when.day} {when:%B %Y}" if when else "date not stated in the record"


def span(first: date | None, last: date | None) -> str:
    """Return the time from one date to another."""
    if first is None or last is None:
        return "no dates stated"
    return day(first) if first == last else f"{day(first)} to {day(last)}"


def count(number: int, one: str, many: str | None = None) -> str:
    """Return a number and its noun.

    >>> count(1, "body", "bodies"), count(1200, "passage")
    ('1 body', '1,200 passages')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def label(*parts: str | None) -> str:
    """Join what is known of a place in the record with commas."""
    return ", ".join(one_line(part) for part in parts if part)
