"""PDF files: pages with a text layer, laid out again from the positions of their text.

Page headers, footers and page numbers stay in the canonical text but in no block;
the owners in an ACTION column become cells behind the row they belong to.
"""

from __future__ import annotations

import io
import logging

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.errors import ReadError
from corpus.model import BlockKind, Reading
from corpus.readers.assembly import Assembly
from corpus.readers.characters import collapse
from corpus.readers.limits import Limits
from corpus.readers.pdf_furniture import set_furniture_apart
from corpus.readers.pdf_layout import lay_out
from corpus.readers.pdf_spans import Page, spans_of
from corpus.readers.plain_blocks import decide_headings

NAME = "pdf"
VERSION = 1  # raise whenever the same bytes would read differently

_MAX_SPANS = 3_000_000
"""Runs of text in one file: over 500 a page at the page limit; more is a hostile file."""

# pypdf's remarks on damaged files go to its logger; what matters is noted in the reading.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Read a PDF.

    Raises
    ------
    ReadError
        When it is locked with a password, damaged, has too many pages, or has no page with
        a text layer (a scan).
    """
    reader, count = _open(data, limits)
    notes: list[str] = []
    pages = _pages(reader, count, notes)
    empty = tuple(page.number for page in pages if not page.spans)
    if len(empty) == count and notes:
        raise ReadError(
            f"The PDF is damaged: none of its pages could be read. {notes[0]}",
            "Download it again, or open it and save a fresh copy.",
        )
    if len(empty) == count:
        raise ReadError(
            f"The PDF is a scan: none of its {count} page{'s' * (count != 1)} has a text layer.",
            "Put it through OCR (text recognition) and add the PDF that comes out.",
        )
    assembly = Assembly()
    furniture = set_furniture_apart(pages)
    column: float | None = None
    for page, (above, below) in zip(pages, furniture, strict=True):
        for text in above:
            assembly.add_furniture(text)
        laid_out, column = lay_out(page, column)
        decide_headings(laid_out)
        for draft in laid_out:
            kind = draft.kind or BlockKind.PARAGRAPH
            assembly.add(draft.text, kind, page=page.number, level=draft.level)
        for text in below:
            assembly.add_furniture(text)
    text, blocks = assembly.build()
    return Reading(text, blocks, _title(reader), count, empty, tuple(notes))


def _open(data: bytes, limits: Limits) -> tuple[PdfReader, int]:
    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise ReadError(
                "The PDF is locked with a password.", "Open it, save it without, and add that."
            )
        count = len(reader.pages)
    except ReadError:
        raise
    except Exception as error:
        raise _damaged(error) from error
    if count == 0:
        raise ReadError("The PDF has no pages.", "Download it again.")
    if count > limits.max_pages:
        raise ReadError(
            f"The PDF has {count:,} pages; up to {limits.max_pages:,} are read.",
            "Split it, or raise MINUTED_MAX_FILE_MB.",
        )
    return reader, count


def _damaged(error: Exception) -> ReadError:
    detail = collapse(str(error))[:120] if isinstance(error, PyPdfError) else type(error).__name__
    return ReadError(
        f"The PDF is damaged and cannot be opened ({detail}).",
        "Download it again, or open it and save a fresh copy.",
    )


def _pages(reader: PdfReader, count: int, notes: list[str]) -> list[Page]:
    pages: list[Page] = []
    total = 0
    for number in range(1, count + 1):
        try:
            page = spans_of(reader.pages[number - 1], reader, number)
        except Exception as error:  # noqa: BLE001  one bad page must not lose the others
            notes.append(f"Page {number} could not be read ({type(error).__name__}).")
            page = Page(number, 0.0, 0.0, [])
        if page.asides:
            notes.append(f"Page {number} has text set at an angle, which is not quoted.")
        total += len(page.spans)
        if total > _MAX_SPANS:
            raise ReadError(
                f"The PDF has over {_MAX_SPANS:,} separate runs of text by page {number}.",
                "Split it, or print it to a fresh PDF and add that.",
            )
        pages.append(page)
    return pages


def _title(reader: PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:  # noqa: BLE001  a damaged title is no title; the text is unharmed
        return None
    if not isinstance(title, str):
        return None
    return collapse(title.encode("utf-8", "replace").decode("utf-8").replace("\0", "")) or None
