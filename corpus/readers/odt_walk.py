"""Walks the body of an OpenDocument text and yields its paragraphs in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from corpus.readers.breaks import BREAK
from corpus.readers.cells import is_owner_title
from corpus.readers.characters import collapse
from corpus.readers.odt_lists import Lists
from corpus.readers.odt_package import OFFICE
from corpus.readers.odt_styles import TEXT, Styles
from corpus.readers.paragraphs import Paragraph, between_tabs

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_FORM = "{urn:oasis:names:tc:opendocument:xmlns:form:1.0}"
_SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"

_PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_SILENT = frozenset(
    {f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TEXT}user-field-decls"}
    | {f"{TEXT}script", f"{TEXT}ruby-text", f"{TEXT}note", f"{OFFICE}event-listeners"}
    | {f"{OFFICE}annotation", f"{OFFICE}forms", f"{OFFICE}binary-data", f"{TEXT}tracked-changes"}
    | {f"{_DRAW}object", f"{_DRAW}object-ole", f"{_DRAW}image", f"{_SVG}title", f"{_SVG}desc"}
    | {f"{_TABLE}covered-table-cell", f"{_TABLE}shapes", f"{_TABLE}desc", f"{_TABLE}title"}
)
_INDEXES = frozenset(
    {f"{TEXT}table-of-content", f"{TEXT}illustration-index", f"{TEXT}table-index"}
    | {f"{TEXT}object-index", f"{TEXT}user-index", f"{TEXT}alphabetical-index"}
    | {f"{TEXT}bibliography"}
)
# Line ends and tabs in the XML are white space; printed ones are elements of their own.
_WHITE = str.maketrans("\t\n\r", "   ")


@dataclass(slots=True)
class _Run:
    """The text of one paragraph as it is gathered."""

    pieces: list[str] = field(default_factory=list)
    frames: list[Any] = field(default_factory=list)
    plain: int = 0
    bold: int = 0
    hidden: bool = False


@dataclass(slots=True)
class _Row:
    number: int
    table: int
    column: int = -1
    following: int = 0


class Walk:
    """One pass over a document's content; afterwards `notes` tells what was left out."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        self._styles = styles
        self._lists = lists
        self._rows = 0
        self._tables = 0
        self._owner_columns: dict[int, set[int]] = {}
        self._open_rows: list[_Row] = []
        self._footnotes = self._comments = self._deleted = self._hidden = 0

    def over(self, root: Any, *, furniture: bool = False) -> Iterator[Paragraph]:
        """Yield the paragraphs under ``root``; with ``furniture``, as such."""
        indexes = 0
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = element.tag
            if event == "end":
                indexes -= tag in _INDEXES
                self._leave(tag)
            elif not isinstance(tag, str) or tag in _SILENT or tag.startswith(_FORM):
                self._pass_over(element, tag)
                walk.skip_subtree()
            elif tag == f"{TEXT}section" and element.get(f"{TEXT}display") == "none":
                self._hidden += len("".join(element.itertext()).strip())
                walk.skip_subtree()
            elif tag in _PARAGRAPHS:
                yield from self._paragraph(element, furniture=furniture or indexes > 0)
                walk.skip_subtree()
            else:
                indexes += tag in _INDEXES
                self._enter(element, tag)

    def notes(self) -> list[str]:
        """Return what of the document was left out."""
        found = []
        for count, one, many in (
            (self._footnotes, "footnote or endnote", "footnotes or endnotes"),
            (self._comments, "comment", "comments"),
            (self._deleted, "deletion that is tracked", "deletions that are tracked"),
            (self._hidden, "character of hidden text", "characters of hidden text"),
        ):
            if count:
                found.append(f"{count:,} {one if count == 1 else many} not read.")
        return found

    def _enter(self, element: Any, tag: str) -> None:
        if tag == f"{TEXT}list":
            self._lists.enter(element)
        elif tag == f"{TEXT}list-item":
            self._lists.item(element)
        elif tag == f"{TEXT}list-header":
            self._lists.header()
        elif tag == f"{_TABLE}table":
            self._tables += 1
        elif tag == f"{_TABLE}table-row":
            self._open_rows.append(_Row(self._rows, self._tables))
            self._rows += 1
        elif tag == f"{_TABLE}table-cell":
            self._cell(element)

    def _leave(self, tag: Any) -> None:
        if tag == f"{TEXT}list":
            self._lists.leave()
        elif tag == f"{_TABLE}table-row" and self._open_rows:
            self._open_rows.pop()

    def _cell(self, element: Any) -> None:
        if self._open_rows:
            row = self._open_rows[-1]
            row.column = row.following
            repeated = element.get(f"{_TABLE}number-columns-repeated") or ""
            row.following += int(repeated) if repeated.isdecimal() and len(repeated) < 4 else 1

    def _pass_over(self, element: Any, tag: Any) -> None:
        if tag == f"{TEXT}note":
            self._footnotes += 1
        elif tag == f"{OFFICE}annotation":
            self._comments += 1
        elif tag == f"{_TABLE}covered-table-cell":
            self._cell(element)
        elif tag == f"{TEXT}tracked-changes":
            self._deleted += sum(1 for _ in element.iter(f"{TEXT}deletion"))

    def _paragraph(self, element: Any, *, furniture: bool) -> Iterator[Paragraph]:
        style = self._styles.get("paragraph", element.get(f"{TEXT}style-name"))
        run = _Run()
        self._collect(element, bool(style.bold), bool(style.hidden), run)
        row = self._open_rows[-1] if self._open_rows else None
        if not run.hidden and collapse("".join(run.pieces)):
            heading = style.heading
            if element.tag == f"{TEXT}h":
                level = element.get(f"{TEXT}outline-level") or "1"
                heading = min(6, int(level)) if level.isdecimal() and len(level) < 3 else 1
            label = self._label(element)
            text = "".join(run.pieces)
            parts = between_tabs(f"{label} {text}" if label else text)
            column = max(0, row.column) if row else 0
            owners = self._owner_columns.setdefault(row.table if row else 0, set())
            for part in parts:
                yield Paragraph(
                    part,
                    heading,
                    min(9, self._lists.depth),
                    run.bold > 0 and run.plain == 0,
                    row.number if row else -1,
                    column,
                    row is not None and column in owners,
                    tabbed=len(parts) > 1,
                    numbered=bool(label),
                    marked=self._lists.glyph,
                    furniture=furniture,
                )
                if row is not None and is_owner_title(collapse(part)):
                    owners.add(column)
        for frame in run.frames:
            with self._lists.suspended():
                yield from self.over(frame, furniture=furniture)

    def _label(self, element: Any) -> str:
        if self._lists.depth:
            return self._lists.label()
        if element.tag != f"{TEXT}h" or element.get(f"{TEXT}is-list-header") == "true":
            return ""
        level, start = element.get(f"{TEXT}outline-level"), element.get(f"{TEXT}start-value")
        restart = element.get(f"{TEXT}restart-numbering") == "true"
        return self._lists.heading_label(level, start if restart else None)

    def _collect(self, element: Any, bold: bool, hidden: bool, run: _Run) -> None:
        self._add(element.text, bold, hidden, run)
        for child in element:
            tag = child.tag
            if not isinstance(tag, str):
                pass  # a processing instruction, or an entity that is not resolved
            elif tag.startswith(_DRAW) and tag != f"{_DRAW}a":
                run.frames.append(child)
            elif tag in _SILENT:
                self._pass_over(child, tag)
            elif tag == f"{TEXT}s":
                self._add(" ", bold, hidden, run)  # any number of them is read as one
            elif tag == f"{TEXT}tab":
                run.pieces.append("\t")
            elif tag == f"{TEXT}line-break":
                run.pieces.append(BREAK)
            elif tag == f"{TEXT}hidden-paragraph":
                run.hidden = run.hidden or child.get(f"{TEXT}is-hidden") == "true"
            elif tag == f"{TEXT}span":
                style = self._styles.get("text", child.get(f"{TEXT}style-name"))
                self._collect(
                    child,
                    bold if style.bold is None else style.bold,
                    hidden if style.hidden is None else style.hidden,
                    run,
                )
            else:
                is_hidden = child.get(f"{TEXT}is-hidden") == "true"
                self._collect(child, bold, hidden or is_hidden, run)
            self._add(child.tail, bold, hidden, run)

    def _add(self, text: str | None, bold: bool, hidden: bool, run: _Run) -> None:
        if not text:
            return
        shown = len(text.strip())
        if hidden:
            self._hidden += shown
            return
        run.pieces.append(text.translate(_WHITE))
        if bold:
            run.bold += shown
        else:
            run.plain += shown
