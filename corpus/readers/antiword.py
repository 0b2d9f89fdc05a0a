"""Old Word files through antiword: what it prints as DocBook, and its plain text for numbers.

Its DocBook has tables, lists and bold, and leaves out hidden and deleted text, which
its plain text shows; but only the plain text has the numbers of list entries. So each
entry is looked for among the lines, and takes the number that stands before it there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from corpus.readers import converters
from corpus.readers.breaks import BREAK
from corpus.readers.cells import is_owner_title
from corpus.readers.characters import collapse
from corpus.readers.limits import Limits
from corpus.readers.paragraphs import Paragraph, between_tabs

_NUMBER = re.compile(r"\(?(?:\d{1,4}|[a-zA-Z]|[ivxlcIVXLC]{1,7})(?:\.\d{1,4}){0,6}[.):]{0,2}")
_LISTS = frozenset({"orderedlist", "itemizedlist"})
_PICTURE = re.compile(r"\[pic\]")
_RULE = "----------"
_AHEAD = 400
"""Lines looked through for an entry; those in between are of tables and notes."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What antiword makes of a file."""

    paragraphs: tuple[Paragraph, ...]
    title: str | None
    notes: tuple[str, ...]


def printed(converter: converters.Converter, data: bytes, folder: Path, limits: Limits) -> Printed:
    """Return the paragraphs that antiword finds in an old Word file.

    Raises
    ------
    ConversionError
        When it fails, takes too long, or makes nothing.
    """
    source = folder / "document.doc"
    source.write_bytes(data)
    markup = _said(converter, source, ("-x", "db"), limits)
    lines = _said(converter, source, ("-w", "0"), limits).decode("utf-8", "replace").split("\n")
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(markup, parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise converters.ConversionError("it made nothing that can be read of the file")
    count = sum(1 for _ in root.iter("footnote"))
    notes = (f"{count:,} footnote{'s' * (count > 1)} not read.",) if count else ()
    title = root.findtext("bookinfo/title")
    return Printed(tuple(_walk(root, _Lines(lines))), title, notes)


def _said(
    converter: converters.Converter, source: Path, how: tuple[str, ...], limits: Limits
) -> bytes:
    output = source.parent / f"said{how[0]}.txt"
    largest = min(limits.max_xml_bytes, limits.max_decompressed_bytes)
    command = (converter.path, *how, "-m", "UTF-8.txt", str(source))
    converters.run(
        command, source.parent, output, seconds=limits.converter_seconds, largest=largest
    )
    return converters.take(output, largest)


class _Lines:
    """The plain text's lines, gone through once, in step with the paragraphs."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = [line for line in map(collapse, lines) if line and line[0] != "|"]
        self._next = 0

    def number_of(self, text: str) -> str:
        """Return the number that stands before a list entry; "" where none does."""
        for index in range(self._next, min(self._next + _AHEAD, len(self._lines))):
            line = self._lines[index]
            if line == text or line.endswith(f" {text}"):
                self._next = index + 1
                before = line[: len(line) - len(text)].strip()
                return before if _NUMBER.fullmatch(before) else ""
        return ""

    def split(self, whole: str) -> list[str]:
        """Cut a paragraph in two where the plain text has two lines for it."""
        text = collapse(whole)
        for index in range(self._next, min(self._next + _AHEAD, len(self._lines) - 1)):
            line = self._lines[index]
            if text.startswith(line):
                self._next = index + 1
                rest = text[len(line) :].strip()
                return [line, rest] if rest and rest == self._lines[index + 1] else [whole]
        return [whole]


def _walk(root: Any, lines: _Lines) -> Iterator[Paragraph]:
    depth = rows = 0
    row = column = -1
    owners: set[int] = set()
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            depth -= tag in _LISTS
            row = -1 if tag == "row" else row
        elif tag in ("bookinfo", "footnote") or (tag == "title" and element.getparent() is root):
            walk.skip_subtree()
        elif tag == "informaltable":
            owners = set()
        elif tag == "row":
            row, rows, column = rows, rows + 1, -1
        elif tag == "entry":
            column += 1
            for text in "".join(element.itertext()).split("\n"):
                yield Paragraph(text, row=row, column=column, owner_column=column in owners)
                if is_owner_title(collapse(text)):
                    owners.add(column)
        elif tag in ("para", "title"):
            yield from _of_paragraph(element, lines, depth)
        else:
            depth += tag in _LISTS


def _of_paragraph(element: Any, lines: _Lines, depth: int) -> Iterator[Paragraph]:
    segments = _segments(element)
    whole = "".join(text for text, _ in segments).strip("\n")
    if not collapse(_PICTURE.sub("", whole)):
        return
    if whole.startswith(_RULE):  # what antiword prints under a rule stands on the page's edge
        yield Paragraph(whole.lstrip("-"), furniture=True)
        return
    heading = 0
    if element.tag == "title":
        above = sum(str(outer.tag).startswith("sect") for outer in element.iterancestors())
        heading = max(1, min(6, above))
    bold = all(is_bold for text, is_bold in segments if text.strip())
    label = lines.number_of(collapse(whole)) if depth else ""
    halves = [whole] if depth else lines.split(whole)
    for half in halves:
        if len(halves) > 1:
            bold = any(is_bold and collapse(text) == half for text, is_bold in segments)
        parts = between_tabs(f"{label} {half}" if label else half)
        for part in parts:
            yield Paragraph(
                part.replace("\n", BREAK),
                heading,
                min(9, depth),
                bold,
                tabbed=len(parts) > 1,
                numbered=bool(label),
                marked=bool(depth) and not label,
            )


def _segments(element: Any) -> list[tuple[str, bool]]:
    """Return the pieces of a paragraph's own text, each with whether it is bold."""
    found: list[tuple[str, bool]] = [(element.text or "", False)]
    for child in element:
        if child.tag not in ("footnote", "informaltable"):
            found.append(("".join(child.itertext()), child.get("role") == "bold"))
        found.append((child.tail or "", False))
    return found
