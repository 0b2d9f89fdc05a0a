"""Paragraphs that a page's end interrupts: one paragraph, and its furniture after it.

A quote has to be contiguous, so a sentence that goes on overleaf stands whole in the
canonical text, and the footer and header between its halves stand behind it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from corpus.readers import headings
from corpus.readers.cells import is_number_cell
from corpus.readers.pdf_lines import breaks_word, joined
from corpus.readers.pdf_paragraphs import Paragraph, begins_entry, has_room

_SHORTEST = 25
"""Characters of a paragraph before the break; what is shorter is a label or a name."""

_LONG_LINE = 40
"""Characters of a line of prose."""

_TOLD_BY = 8
"""Lines at its beginning that tell what a paragraph is."""


def join_over_pages(pages: Sequence[list[Paragraph]], by_ocr: Collection[int] = frozenset()) -> int:
    """Let paragraphs that go on overleaf take over their rest; return how many did.

    Parameters
    ----------
    pages
        The paragraphs of each page, in reading order; altered in place.
    by_ocr
        Numbers of the pages read by OCR. Nothing goes on from or to them: a block is of
        one page where its quotes have to carry that page's confidence.
    """
    count = 0
    last: Paragraph | None = None
    for paragraphs in pages:
        first = paragraphs[0] if paragraphs else None
        carried = None
        printed = first is not None and first.page not in by_ocr
        if last is not None and first is not None and printed and _goes_on(last, first):
            last.lines += first.lines
            last.owners += first.owners
            last.right = first.right
            del paragraphs[0]
            count += 1
            carried = last  # the rest of it may reach the end of this page, too
        last = _last_of_text(paragraphs, carried)
        if last is not None and last.page in by_ocr:
            last = None
    return count


def _last_of_text(paragraphs: Sequence[Paragraph], carried: Paragraph | None) -> Paragraph | None:
    """Return the last paragraph of a page that is no footnote; notes are set smaller."""
    held = [carried, *paragraphs] if carried is not None else list(paragraphs)
    sizes = sorted(line.size for one in held for line in one.lines)
    usual = sizes[len(sizes) // 2] if sizes else 0.0
    for paragraph in reversed(held):
        if paragraph.lines and paragraph.lines[-1].size > 0.92 * usual:
            return paragraph
    return None


def _goes_on(before: Paragraph, after: Paragraph) -> bool:
    """Tell whether a paragraph at the top of a page is the rest of the last one before it.

    Two paragraphs made one would be quoted as if they belonged together; a paragraph
    left in two is quoted in two halves. In doubt they stay apart.
    """
    if not before.lines or not after.lines or before.row or after.row:
        return False
    last, first = before.lines[-1], after.lines[0]
    if abs(last.size - first.size) > 0.08 * first.size:
        return False
    beginning = joined(before.lines[:_TOLD_BY])
    if begins_entry(first.text) or first.text[0].isdigit() or is_number_cell(beginning):
        return False
    if headings.ends_sentence(last.text) or last.text.endswith((":", ";")):
        return False
    if len(beginning) < _SHORTEST or headings.is_capitals(beginning):
        return False
    if first.text[0].islower():
        return True
    return _is_full(before, after) and not breaks_word(last.text)


def _is_full(before: Paragraph, after: Paragraph) -> bool:
    """Tell a paragraph whose last line is as full as the one above it, and prose behind it."""
    if len(before.lines) < 2 or not (first := after.lines[0]).text[0].isalpha():
        return False
    above, last = before.lines[-2:]
    if len(last.text) <= _LONG_LINE or above.bold != first.bold or last.bold != first.bold:
        return False
    if not (last.text[-1].islower() or last.text[-1] == ","):
        return False
    if has_room(last, first, before.right) or has_room(above, last, before.right):
        return False
    title = len(after.lines) == 1 and not headings.ends_sentence(after.text)
    return not title
