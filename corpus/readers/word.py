"""Word files (.docx): paragraphs, lists, tables and text boxes in reading order.

Insertions that are tracked count, deletions do not; page headers and footers are
not read. Numbers that Word itself puts before headings and list entries are not in
the file's text and so not in the canonical text either.
"""

from __future__ import annotations

import io
import zipfile

import docx
from docx.document import Document as WordDocument

from corpus.errors import ReadError
from corpus.model import BlockKind, Reading
from corpus.readers import headings
from corpus.readers.assembly import Assembly
from corpus.readers.breaks import split_lines
from corpus.readers.cells import cell_kind, is_number_cell
from corpus.readers.characters import collapse, marker_length
from corpus.readers.limits import Limits
from corpus.readers.plain_blocks import Draft, decide_headings
from corpus.readers.word_xml import Paragraph, Styles, paragraphs_of

NAME = "word"
VERSION = 1  # raise whenever the same bytes would read differently


def read_word(data: bytes, limits: Limits) -> Reading:
    """Read a Word file.

    Raises
    ------
    ReadError
        When it is damaged, unpacks to more than the limit, or is not a Word document.
    """
    document = _open(data, limits)
    try:
        styles = Styles.of(document)
        found = list(paragraphs_of(document.element.body, styles))
        title = collapse(document.core_properties.title or "") or None
    except Exception as error:
        raise _damaged() from error
    drafts: list[Draft] = []
    number: str | None = None
    row = -1
    for paragraph in found:
        if paragraph.row != row and number is not None:
            drafts.append(Draft(0, 0, number, BlockKind.CELL))
            number = None
        row = paragraph.row
        for text in split_lines(paragraph.text):
            if row >= 0 and paragraph.column == 0 and is_number_cell(text) and number is None:
                number = text
                continue
            if number is not None and any(character.isalpha() for character in text):
                text, number = f"{number} {text}", None
            drafts.append(_draft(paragraph, text))
    if number is not None:
        drafts.append(Draft(0, 0, number, BlockKind.CELL))
    decide_headings(drafts)
    assembly = Assembly()
    for draft in drafts:
        assembly.add(draft.text, draft.kind or BlockKind.PARAGRAPH, level=draft.level)
    text, blocks = assembly.build()
    return Reading(text, blocks, title=title, notes=tuple(_notes(document)))


def _draft(paragraph: Paragraph, text: str) -> Draft:
    kind: BlockKind | None = None
    level = 0
    in_table = paragraph.row >= 0
    bold_title = paragraph.bold and headings.is_bold_title(text)
    if paragraph.heading:
        kind, level = BlockKind.HEADING, paragraph.heading
    elif in_table and paragraph.owner_column:
        kind = BlockKind.CELL
    elif in_table:
        kind = cell_kind(text)
        if marker_length(text) or (paragraph.list_level and kind is not BlockKind.CELL):
            kind, level = BlockKind.BULLET, max(1, paragraph.list_level)
        elif kind is BlockKind.HEADING or (paragraph.bold and headings.is_numbered_title(text)):
            kind, level = BlockKind.HEADING, headings.level_of(text)
    elif bold_title and not marker_length(text):
        kind, level = BlockKind.HEADING, headings.level_of(text)
    elif paragraph.list_level or marker_length(text):
        kind, level = BlockKind.BULLET, max(1, paragraph.list_level)
    elif paragraph.tabbed:
        kind = cell_kind(text)
        level = headings.level_of(text) if kind is BlockKind.HEADING else 0
    elif headings.is_owner(text):
        kind = BlockKind.CELL
    return Draft(0, 0, text, kind, level)


def _open(data: bytes, limits: Limits) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
    except Exception as error:
        raise _damaged() from error
    if unpacked > limits.max_decompressed_bytes:
        raise ReadError(
            f"The Word file unpacks to {unpacked / 1e6:,.0f} MB; up to "
            f"{limits.max_decompressed_bytes / 1e6:,.0f} MB are read.",
            "Take its pictures out and save it again, or raise MINUTED_MAX_FILE_MB.",
        )
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:
        raise _damaged() from error


def _damaged() -> ReadError:
    return ReadError(
        "The Word file is damaged and cannot be opened.",
        "Download it again, or open it in a word processor and save it as .docx.",
    )


def _notes(document: WordDocument) -> list[str]:
    notes: list[str] = []
    for part in document.part.package.iter_parts():
        name = str(part.partname)
        if name.endswith(("/footnotes.xml", "/endnotes.xml")):
            count = part.blob.count(b"<w:footnote ") + part.blob.count(b"<w:endnote ") - 2
            if count > 0:
                what = "footnote" if "footnotes" in name else "endnote"
                notes.append(f"{count} {what}{'s' * (count > 1)} not read.")
    return notes
