"""The paragraphs of a Word document's body, with what their styles and places say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from lxml import etree

from corpus.readers.breaks import BREAK
from corpus.readers.cells import is_owner_title
from corpus.readers.characters import collapse
from corpus.readers.paragraphs import Paragraph, between_tabs

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_HEADING = re.compile(r"heading\s*([1-9])", re.I)
_LIST = re.compile(r"list\s*(?:bullet|number|continue)?\s*([2-5])?$", re.I)
_DEEPEST = 64
"""Styles that build on one another; real ones do so five deep, and long chains cost n squared."""

_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", _FALLBACK})


@dataclass(frozen=True, slots=True)
class Style:
    """What a named style says of the paragraphs that bear it."""

    heading: int = 0
    list_level: int = 0
    bold: bool = False


class Styles:
    """Paragraph styles by their ids, each with what it inherits."""

    def __init__(self, styles: dict[str, Style]) -> None:
        self._styles = styles

    def get(self, style_id: str | None) -> Style:
        """Return a style; a plain one for an id that the document does not define."""
        return self._styles.get(style_id or "", Style())

    @classmethod
    def of(cls, document: WordDocument) -> Styles:
        """Read a document's styles, following "based on" without being caught in a circle."""
        raw: dict[str, tuple[str, str | None, Any]] = {}
        for element in document.styles.element.iter(f"{_W}style"):
            name = element.find(f"{_W}name")
            base = element.find(f"{_W}basedOn")
            raw[element.get(f"{_W}styleId") or ""] = (
                (name.get(f"{_W}val") or "") if name is not None else "",
                base.get(f"{_W}val") if base is not None else None,
                element,
            )
        return cls({key: cls._resolve(key, raw) for key in raw})

    @staticmethod
    def _resolve(key: str, raw: dict[str, tuple[str, str | None, Any]]) -> Style:
        heading = list_level = 0
        bold: bool | None = None
        seen: set[str] = set()
        following: str | None = key
        while following in raw and following not in seen and len(seen) < _DEEPEST:
            seen.add(following)
            name, base, element = raw[following]
            found = _HEADING.fullmatch(name)
            if not heading and (found or name.lower() == "title"):
                heading = min(6, int(found.group(1))) if found else 1
            listed = _LIST.fullmatch(name)
            if not list_level and (listed or element.find(f"{_W}pPr/{_W}numPr") is not None):
                list_level = int(listed.group(1) or 1) if listed else 1
            if bold is None:
                bold = _switch(element.find(f"{_W}rPr/{_W}b"))
            following = base
        return Style(heading, list_level, bool(bold))


@dataclass(slots=True)
class _Row:
    """A table row that the walk is in: its number, its table, and how far its cells have come."""

    element: int
    number: int = -1
    table: int = 0
    column: int = 0
    following: int = 0


def paragraphs_of(body: Any, styles: Styles) -> Iterator[Paragraph]:
    """Yield a body's paragraphs in reading order; those in table cells know their row."""
    rows = tables = 0
    owner_columns: dict[int, set[int]] = {}
    skipped = {*_SKIPPED, f"{_W}sectPr"}
    open_rows: list[_Row] = []
    nowhere = _Row(0)
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "end":
            if tag == f"{_W}tr" and open_rows and open_rows[-1].element == id(element):
                open_rows.pop()
            continue
        if tag in skipped:
            walk.skip_subtree()
        elif tag == f"{_W}tbl":
            tables += 1
        elif tag == f"{_W}tr":
            open_rows.append(_Row(id(element), rows, tables))
            rows += 1
        elif tag == f"{_W}tc" and open_rows:
            row = open_rows[-1]
            row.column = row.following
            row.following += _width(element)
        elif tag == f"{_W}p":
            walk.skip_subtree()
            row = open_rows[-1] if open_rows else nowhere
            marked = owner_columns.setdefault(row.table, set())
            place = (row.number, row.column)
            for made in _paragraph(element, styles, *place, row.column in marked):
                if row.number >= 0 and is_owner_title(collapse(made.text)):
                    marked.add(row.column)
                yield made
            for box in _text_boxes(element):
                for inner in box.iter(f"{_W}p"):
                    yield from _paragraph(inner, styles, *place, owner_column=False)


def _width(cell: Any) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(f"{_W}val") if span is not None else "1"
    return int(value) if value and value.isdigit() and len(value) < 4 else 1


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(f"{_W}txbxContent"):
        # Word writes each box twice, the second time for programs that know no better.
        if not any(above.tag == _FALLBACK for above in box.iterancestors()):
            yield box


def _paragraph(
    element: Any, styles: Styles, row: int, column: int, owner_column: bool
) -> Iterator[Paragraph]:
    properties = element.find(f"{_W}pPr")
    style_id = None
    list_level = heading = 0
    if properties is not None:
        named = properties.find(f"{_W}pStyle")
        style_id = named.get(f"{_W}val") if named is not None else None
        list_level = _list_level(properties)
        outline = properties.find(f"{_W}outlineLvl")
        value = outline.get(f"{_W}val") if outline is not None else None
        heading = int(value) + 1 if value and value.isdigit() and int(value) < 6 else 0
    style = styles.get(style_id)
    text, bold = _text_of(element, style)
    heading = heading or style.heading
    list_level = max(0, list_level or style.list_level) if list_level != -1 else 0
    parts = between_tabs(text)
    for part in parts:
        yield Paragraph(
            part, heading, list_level, bold, row, column, owner_column, tabbed=len(parts) > 1
        )


def _list_level(properties: Any) -> int:
    """Return the depth of a list entry from 1; -1 where a list is switched off; else 0."""
    number = properties.find(f"{_W}numPr")
    if number is None:
        return 0
    which = number.find(f"{_W}numId")
    if which is not None and which.get(f"{_W}val") == "0":
        return -1
    depth = number.find(f"{_W}ilvl")
    value = depth.get(f"{_W}val") if depth is not None else "0"
    return min(9, int(value) + 1) if value and value.isdigit() else 1


def _text_of(paragraph: Any, style: Style) -> tuple[str, bool]:
    """Return a paragraph's text and whether all of it that shows is bold."""
    pieces: list[str] = []
    plain = bold = 0
    run_bold = hidden = False
    skipped = {*_SKIPPED, f"{_W}txbxContent", f"{_W}pPr"}
    walk = etree.iterwalk(paragraph, events=("start",))
    for _, element in walk:
        tag = element.tag
        if tag in skipped:
            walk.skip_subtree()
        elif tag == f"{_W}r":
            properties = element.find(f"{_W}rPr")
            own = _switch(properties.find(f"{_W}b")) if properties is not None else None
            run_bold = style.bold if own is None else own
            hidden = properties is not None and bool(_switch(properties.find(f"{_W}vanish")))
        elif hidden:
            continue
        elif tag in (f"{_W}t", _MATHS):
            text = (element.text or "").replace("\0", "\ufffd")
            pieces.append(text)
            shown = len(text.strip())
            plain, bold = (plain, bold + shown) if run_bold else (plain + shown, bold)
        elif tag in (f"{_W}tab", f"{_W}ptab"):
            pieces.append("\t")
        elif tag in (f"{_W}br", f"{_W}cr"):
            pieces.append(BREAK)
        elif tag == f"{_W}noBreakHyphen":
            pieces.append("\u2011")
        elif tag == f"{_W}sym":
            pieces.append(_symbol(element.get(f"{_W}char")))
    return "".join(pieces), bold > 0 and plain == 0


def _symbol(code: str | None) -> str:
    try:
        point = int(code or "", 16)
    except ValueError:
        return ""
    return chr(point) if 0x20 < point < 0xD800 or 0xE000 <= point < 0x10000 else ""


def _switch(element: Any) -> bool | None:
    """Read an on-off property: None where it is not given."""
    if element is None:
        return None
    return element.get(f"{_W}val") not in ("0", "false", "off", "none")
