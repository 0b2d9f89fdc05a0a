"""PDF files: pages with a text layer, laid out again from the positions of their text.

Page headers, footers and page numbers are furniture: kept in the canonical text, in no
passage. A paragraph that a page's end interrupts is put together, and the furniture of
that end stands behind it. The owners in an ACTION column become cells behind the row
they belong to. Pages without text are read by OCR where that is installed.
"""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from corpus.errors import ReadError, TooLargeError
from corpus.model import BlockKind, Reading
from corpus.ocr import confidence_note
from corpus.readers import pdf_ocr
from corpus.readers.assembly import Assembly
from corpus.readers.characters import collapse
from corpus.readers.deadline import Deadline, DeadlinePassedError
from corpus.readers.limits import Limits
from corpus.readers.pdf_furniture import Furniture, set_furniture_apart
from corpus.readers.pdf_layout import drafts_of, lay_out
from corpus.readers.pdf_owners import Column
from corpus.readers.pdf_pages import join_over_pages
from corpus.readers.pdf_paragraphs import Paragraph
from corpus.readers.pdf_spans import Page, spans_of
from corpus.readers.plain_blocks import Draft, decide_headings

NAME = "pdf"
VERSION = 3  # raise whenever the same bytes would read differently

_MAX_SPANS = 3_000_000
"""Runs of text in one file: over 500 a page at the page limit; more is a hostile file."""

_MOST_NAMED = 20
"""Pages named in one note."""

_DEEPEST_FORM = 2
"""Some scanners put the picture into a form, and that into another."""

# pypdf's remarks on damaged files go to its logger; what matters is noted in the reading.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def version() -> int:
    """Return this reader's version on this machine: higher where OCR is installed.

    A scan that could not be read for want of OCR is tried again once there is OCR.
    """
    return VERSION * 10 + (not pdf_ocr.missing())


def read_pdf(data: bytes, limits: Limits) -> Reading:
    """Read a PDF.

    Raises
    ------
    ReadError
        When it is locked with a password, damaged, has too many pages, takes too long, or
        has no page that could be read (a scan, where OCR is not installed).
    """
    deadline = Deadline(limits.pdf_seconds)
    reader, count = _open(data, limits)
    notes: list[str] = []
    number = 1
    spans = 0
    pages: list[Page] = []
    try:
        for number in range(1, count + 1):
            deadline.check()
            pages.append(_page(reader, number, notes, deadline))
            spans += len(pages[-1].spans)
            if spans > _MAX_SPANS:
                raise _too_many_spans(number)
        unread = [page for page in pages if not page.spans and _has_picture(reader, page)]
        if unread and pdf_ocr.missing():
            notes.append(_unread_note(unread))
        elif unread:
            with pdf_ocr.stored(data) as path:
                for page in unread:
                    number = page.number
                    pages[number - 1] = _recognised(path, page, notes, deadline)
        assembly = _laid_out(pages, deadline)
    except DeadlinePassedError as error:
        raise TooLargeError(
            f"The PDF takes too long: after {limits.pdf_seconds:g} seconds its reading had come "
            f"to page {number} of {count}.",
            "Split it, or raise MINUTED_MAX_PDF_SECONDS.",
        ) from error
    empty = tuple(page.number for page in pages if not page.spans)
    if len(empty) == count:
        raise _nothing_read(count, notes)
    notes += [confidence_note(p.number, p.confidence) for p in pages if p.confidence is not None]
    text, blocks = assembly.build()
    return Reading(
        text,
        blocks,
        _title(reader),
        count,
        empty,
        tuple(notes),
        tuple((p.number, p.confidence) for p in pages if p.confidence is not None),
    )


def _nothing_read(count: int, notes: list[str]) -> ReadError:
    damage = [note for note in notes if "could not be read" in note]
    if damage:
        return ReadError(
            f"The PDF is damaged: none of its pages could be read. {damage[0]}",
            "Download it again, or open it and save a fresh copy.",
        )
    return ReadError(
        f"The PDF is a scan: none of its {count} page{'s' * (count != 1)} has a text layer.",
        pdf_ocr.mend(),
    )


def _laid_out(pages: list[Page], deadline: Deadline) -> Assembly:
    """Put the pages together: paragraphs over page ends, furniture behind them, headings."""
    furniture = set_furniture_apart(pages)
    column: Column | None = None
    paragraphs: list[list[Paragraph]] = []
    for page, around in zip(pages, furniture, strict=True):
        deadline.check()
        laid, column = lay_out(page, around.column or column)
        paragraphs.append(laid)
    join_over_pages(paragraphs, {p.number for p in pages if p.confidence is not None})
    drafts = [[d for paragraph in held for d in drafts_of(paragraph)] for held in paragraphs]
    decide_headings([draft for held in drafts for draft in held])
    assembly = Assembly()
    for page, around, held in zip(pages, furniture, drafts, strict=True):
        _assemble(assembly, page.number, around, held)
    return assembly


def _assemble(assembly: Assembly, number: int, around: Furniture, drafts: list[Draft]) -> None:
    for text in around.above:
        assembly.add_furniture(text, page=number)
    for draft in drafts:
        kind = draft.kind or BlockKind.PARAGRAPH
        assembly.add(draft.text, kind, page=number, level=draft.level)
    for text in around.below:
        assembly.add_furniture(text, page=number)


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
        raise TooLargeError(
            f"The PDF has {count:,} pages; up to {limits.max_pages:,} are read.",
            "Split it, or raise MINUTED_MAX_PDF_PAGES.",
        )
    return reader, count


def _damaged(error: Exception) -> ReadError:
    detail = collapse(str(error))[:120] if isinstance(error, PyPdfError) else type(error).__name__
    return ReadError(
        f"The PDF is damaged and cannot be opened ({detail}).",
        "Download it again, or open it and save a fresh copy.",
    )


def _page(reader: PdfReader, number: int, notes: list[str], deadline: Deadline) -> Page:
    try:
        page = spans_of(reader.pages[number - 1], reader, number, deadline)
    except DeadlinePassedError:
        raise
    except Exception as error:  # noqa: BLE001  one bad page must not lose the others
        notes.append(f"Page {number} could not be read ({type(error).__name__}).")
        page = Page(number, 0.0, 0.0, [])
    if page.asides:
        notes.append(f"Page {number} has text set at an angle, which is not quoted.")
    return page


def _too_many_spans(number: int) -> ReadError:
    return ReadError(
        f"The PDF has over {_MAX_SPANS:,} separate runs of text by page {number}.",
        "Split it, or print it to a fresh PDF and add that.",
    )


def _has_picture(reader: PdfReader, page: Page) -> bool:
    """Tell a page that may be a scan from one that is blank."""
    try:
        resources = reader.pages[page.number - 1].get_inherited("/Resources", None)
        return _draws_picture(resources, _DEEPEST_FORM)
    except Exception:  # noqa: BLE001  a damaged page has been noted already
        return False


def _draws_picture(resources: Any, depth: int) -> bool:
    drawn = resources.get_object().get("/XObject") if resources is not None else None
    for each in drawn.get_object().values() if drawn is not None else ():
        held = each.get_object()
        if held.get("/Subtype") == "/Image":
            return True
        inner = held.get("/Resources")
        if depth and inner is not None and _draws_picture(inner, depth - 1):
            return True
    return False


def _unread_note(pages: list[Page]) -> str:
    numbers = ", ".join(str(page.number) for page in pages[:_MOST_NAMED])
    if len(pages) > _MOST_NAMED:
        numbers += f" and {len(pages) - _MOST_NAMED} more"
    what = "Page {} is a picture" if len(pages) == 1 else "Pages {} are pictures"
    return f"{what.format(numbers)} without text. {pdf_ocr.mend()}"


def _recognised(path: Path, page: Page, notes: list[str], deadline: Deadline) -> Page:
    try:
        made = pdf_ocr.read_page(path, page, deadline)
    except pdf_ocr.OcrError as error:
        notes.append(f"Page {page.number} is a picture, and OCR of it failed ({error}).")
        return page
    if not made.spans:
        notes.append(f"Page {page.number} is a picture in which OCR found no words.")
    return made


def _title(reader: PdfReader) -> str | None:
    try:
        title = reader.metadata.title if reader.metadata else None
    except Exception:  # noqa: BLE001  a damaged title is no title; the text is unharmed
        return None
    if not isinstance(title, str):
        return None
    return collapse(title.encode("utf-8", "replace").decode("utf-8").replace("\0", "")) or None
