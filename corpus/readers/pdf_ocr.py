"""Text recognition for PDF pages that are pictures: the extra ``minuted[ocr]``.

pypdfium2 draws the page, tesseract reads it; both are looked for when they are needed,
and where one is missing the page stays without text and the mend says what to install.
Its words come with their places, so a recognised page is laid out like any other.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import mean, median

from corpus.readers.deadline import Deadline
from corpus.readers.pdf_spans import Page, Span

_DPI = 300
"""Dots an inch; tesseract is made for letters of 20 to 40 dots."""

_MOST_DOTS = 25_000_000
"""Of one picture; A4 has 9 million, a poster is drawn more coarsely."""

_PAGE_SECONDS = 90.0
"""For drawing or for recognising one page; a dense page takes five."""

_SPECK = 60
"""Percent; a mark without letter or figure read with less confidence is dirt or a border."""

_EM = 1.05
"""Ems of type in a line's box, which reaches from its tallest letter to its deepest."""

_DESCENDING = frozenset("gjpqyQ,;()[]")


class OcrError(Exception):
    """A page could not be drawn or recognised; the message says which."""


def missing() -> tuple[str, ...]:
    """Return what has to be installed before pages can be recognised; nothing if all is."""
    found = []
    if find_spec("pypdfium2") is None:
        found.append("the extra of Minuted (pip install 'minuted[ocr]')")
    if shutil.which("tesseract") is None:
        found.append("the program tesseract (on Debian: apt-get install tesseract-ocr)")
    return tuple(found)


def mend() -> str:
    """Return what to do about pages that are pictures."""
    wanted = missing()
    if wanted:
        return (
            "Put the file through OCR (text recognition) and add the PDF that comes out, or let "
            f"Minuted do it: install {' and '.join(wanted)}, and add it again."
        )
    return "OCR (text recognition) found no words either: check that it is the right file."


@contextmanager
def stored(data: bytes) -> Iterator[Path]:
    """Keep the bytes of a PDF in a file for as long as its pages are being recognised."""
    with tempfile.TemporaryDirectory(prefix="minuted-ocr-") as folder:
        path = Path(folder) / "document.pdf"
        path.write_bytes(data)
        yield path


def read_page(path: Path, blank: Page, deadline: Deadline) -> Page:
    """Recognise the text of one page.

    Parameters
    ----------
    path
        The PDF.
    blank
        The page, which has no text of its own.
    deadline
        Neither program is given longer than it leaves.

    Returns
    -------
    Page
        With its words as spans and their mean confidence; ``blank`` when there are none.

    Raises
    ------
    OcrError
        When one of the two programs fails or takes too long.
    DeadlinePassedError
        When the time for the file is up.
    """
    renderer = Path(__file__).with_name("pdf_page_image.py")
    arguments = [str(path), str(blank.number - 1), str(_DPI), str(_MOST_DOTS)]
    picture = _run([sys.executable, "-I", str(renderer), *arguments], b"", deadline)
    tsv = _run(
        ["tesseract", "stdin", "stdout", "--dpi", str(_DPI), "-l", "eng", "--psm", "3", "tsv"],
        picture,
        deadline,
    )
    return _page(tsv.decode("utf-8", "replace"), _size(picture), blank)


def _run(command: Sequence[str], data: bytes, deadline: Deadline) -> bytes:
    deadline.check()
    what = Path(command[0]).name
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            timeout=min(_PAGE_SECONDS, max(deadline.left(), 0.1)),
            # Several threads a page gain little and take the cores from other files.
            env=os.environ | {"OMP_THREAD_LIMIT": "1"},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        deadline.check()
        raise OcrError(f"{what} took over {_PAGE_SECONDS:g} seconds") from error
    except OSError as error:
        raise OcrError(f"{what} could not be started: {error.strerror}") from error
    if done.returncode != 0 or not done.stdout:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise OcrError(f"{what} failed: {said[-1][:120] if said else done.returncode}")
    return done.stdout


def _size(picture: bytes) -> tuple[int, int]:
    try:
        columns, rows = (int(part) for part in picture[:40].split(maxsplit=3)[1:3])
    except (ValueError, IndexError) as error:
        raise OcrError("the page was not drawn") from error
    return columns, rows


@dataclass(frozen=True, slots=True)
class _Word:
    line: tuple[str, ...]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


def _page(tsv: str, size: tuple[int, int], blank: Page) -> Page:
    words = [word for row in _rows(tsv) if (word := _word(row)) is not None]
    words = [w for w in words if w.confidence >= _SPECK or any(c.isalnum() for c in w.text)]
    if not words:
        return blank
    # A page that could not be read as a PDF has no size of its own: A4 is as good.
    width, height = blank.width or 595.0, blank.height or 842.0
    scale = width / size[0]
    lines: dict[tuple[str, ...], list[_Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    boxes = {line: _box(held) for line, held in lines.items()}
    usual = median(bottom - top for top, bottom in boxes.values())
    spans: list[Span] = []
    for line, held in lines.items():
        top, bottom = boxes[line]
        # Boxes are as high as their letters; lines of one size must not seem to differ.
        tall = bottom - top if not 0.6 < (bottom - top) / usual < 1.45 else usual
        em = _EM * tall
        deep = any(_DESCENDING & set(word.text) for word in held)
        baseline = height - (bottom - (0.2 * em if deep else 0.0)) * scale
        for word in held:
            left, right = word.left * scale, (word.left + word.width) * scale
            spans.append(Span(left, right, baseline, em * scale, word.text, False, right))
    confidence = round(mean(word.confidence for word in words))
    return Page(blank.number, width, height, spans, confidence=min(100, max(0, confidence)))


def _rows(tsv: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(tsv.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)


def _word(row: dict[str, str]) -> _Word | None:
    try:
        if row["level"] != "5" or not row["text"].strip() or float(row["conf"]) < 0:
            return None
        return _Word(
            line=tuple(row[name] for name in ("block_num", "par_num", "line_num")),
            left=int(row["left"]),
            top=int(row["top"]),
            width=int(row["width"]),
            height=int(row["height"]),
            confidence=float(row["conf"]),
            text=row["text"].strip(),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise OcrError("tesseract's answer could not be read") from error


def _box(words: Sequence[_Word]) -> tuple[int, int]:
    return min(word.top for word in words), max(word.top + word.height for word in words)
