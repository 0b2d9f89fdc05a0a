"""Word files (.docx): paragraphs, lists, tables and text boxes in reading order.

Insertions that are tracked count, deletions do not; page headers and footers stand
before and behind the rest, as furniture. Numbers that Word itself puts before
headings and list entries are not in the file's text and so not in the canonical text
either.
"""

from __future__ import annotations

import io
import zipfile
from itertools import chain, islice

import docx
from docx.document import Document as WordDocument

from corpus.errors import ReadError
from corpus.model import Reading
from corpus.readers.characters import collapse
from corpus.readers.limits import Limits
from corpus.readers.paragraphs import MAX_PARAGRAPHS, lay_out
from corpus.readers.word_parts import left_out, running
from corpus.readers.word_xml import Styles, paragraphs_of

NAME = "word"
_DOCUMENT = "word/document.xml"
_MOST_TAGS = 4_000_000
"""About four seconds of work; a page of minutes has some 2,000."""

VERSION = 2  # raise whenever the same bytes would read differently


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
        body = document.element.body
        shown = chain(
            running(document, "header", styles),
            paragraphs_of(body, styles),
            running(document, "footer", styles),
        )
        found = list(islice(shown, MAX_PARAGRAPHS + 1))
        notes = tuple(left_out(document, body))
        title = collapse(document.core_properties.title or "") or None
    except Exception as error:
        raise _damaged() from error
    text, blocks = lay_out(found)
    return Reading(text, blocks, title=title, notes=notes)


def _open(data: bytes, limits: Limits) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            unpacked = sum(entry.file_size for entry in entries)
            largest = max((e.file_size for e in entries if e.filename.endswith(".xml")), default=0)
            tags = 0
            if largest <= limits.max_xml_bytes and _DOCUMENT in archive.namelist():
                tags = archive.read(_DOCUMENT).count(b"<")
    except Exception as error:
        raise _damaged() from error
    if unpacked > limits.max_decompressed_bytes:
        raise ReadError(
            f"The Word file unpacks to {unpacked / 1e6:,.0f} MB; up to "
            f"{limits.max_decompressed_bytes / 1e6:,.0f} MB are read.",
            "Take its pictures out and save it again, or raise MINUTED_MAX_FILE_MB.",
        )
    if largest > limits.max_xml_bytes or tags > _MOST_TAGS:
        raise ReadError(
            f"The Word file unpacks to {largest / 1e6:,.0f} MB of text with {tags:,} marks of "
            f"layout; up to {limits.max_xml_bytes / 1e6:,.0f} MB and {_MOST_TAGS:,} are read.",
            "Split the document and add the parts.",
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
