"""What is said of a page whose text was recognised from a picture, and read back from it.

The catalogue keeps what a reader noticed as notes; this one carries a figure that has to
stand beside every quote from the page, so it is written and read in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

_NOTE = re.compile(r"Page (\d{1,6}) was read by OCR, confidence (\d{1,3}) %\.")


def confidence_note(page: int, confidence: int) -> str:
    """Return the note on one page.

    Parameters
    ----------
    page
        Its number, from 1.
    confidence
        Mean confidence of its words, in percent.
    """
    return f"Page {page} was read by OCR, confidence {confidence} %."


def confidences(notes: Iterable[str]) -> dict[int, int]:
    """Return the confidence (percent) of each page that a document's notes name."""
    found = (_NOTE.fullmatch(note) for note in notes)
    return {int(match[1]): int(match[2]) for match in found if match}


def lowest(known: Mapping[int, int], pages: Iterable[int | None]) -> int | None:
    """Return the lowest confidence among some pages; None where none was read by OCR."""
    held = [known[page] for page in pages if page is not None and page in known]
    return min(held, default=None)
