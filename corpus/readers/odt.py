"""OpenDocument texts (.odt, .fodt): paragraphs, lists, tables and text boxes in reading order.

What the page shows is read: tracked insertions, and the numbers of list entries and
headings, which the file does not spell out. Tracked deletions, hidden text, comments
and notes are not; page headers and footers and tables of contents are kept in the
text, where they are never quoted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

from corpus.errors import ReadError
from corpus.model import Reading
from corpus.readers.characters import collapse
from corpus.readers.limits import Limits
from corpus.readers.odt_lists import Lists
from corpus.readers.odt_package import OFFICE, Parts, open_parts
from corpus.readers.odt_styles import STYLE, Styles
from corpus.readers.odt_walk import Walk
from corpus.readers.paragraphs import Paragraph, lay_out

NAME = "odt"
VERSION = 1  # raise whenever the same bytes would read differently


def read_odt(data: bytes, limits: Limits) -> Reading:
    """Read an OpenDocument text.

    Raises
    ------
    ReadError
        When it is damaged, locked with a password, unpacks to more than the limits, or
        is another OpenDocument file (a spreadsheet, say).
    """
    parts = open_parts(data, limits)
    body = parts.content.find(f"{OFFICE}body/{OFFICE}text")
    if body is None:
        raise ReadError(
            "The OpenDocument file is not a text document.",
            "Save the minutes in it as a text document (.odt) or as PDF.",
        )
    roots = (parts.content, parts.styles)
    walk = Walk(Styles(roots), Lists(roots))
    try:
        text, blocks = lay_out(
            chain(
                _running(walk, parts, "header"),
                walk.over(body),
                _running(walk, parts, "footer"),
            )
        )
    except RecursionError as error:
        raise ReadError(
            "The OpenDocument file is nested too deeply to be read.",
            "Open it in a word processor and save it as .docx or .pdf.",
        ) from error
    title = collapse(parts.title or "") or None
    return Reading(text, blocks, title=title, notes=tuple(walk.notes()))


def _running(walk: Walk, parts: Parts, what: str) -> Iterator[Paragraph]:
    """Yield the distinct lines of the page headers or footers, as furniture."""
    if parts.styles is None:
        return
    seen: set[str] = set()
    for master in parts.styles.iter(f"{STYLE}master-page"):
        for element in _shown(master, what):
            for paragraph in walk.over(element, furniture=True):
                text = collapse(paragraph.text)
                if text not in seen:
                    seen.add(text)
                    yield paragraph


def _shown(master: Any, what: str) -> Iterator[Any]:
    for name in (what, f"{what}-left", f"{what}-first"):
        for element in master.findall(f"{STYLE}{name}"):
            if element.get(f"{STYLE}display") != "false":
                yield element
