"""The door: bytes of one file in, a `Reading` out."""

from __future__ import annotations

from corpus.errors import ReadError
from corpus.model import Reading
from corpus.readers import html, markdown, pdf, plain, word
from corpus.readers.identify import identify
from corpus.readers.limits import Limits


def read(data: bytes, name: str, limits: Limits | None = None) -> Reading:
    """Read one file.

    Parameters
    ----------
    data
        The bytes as received.
    name
        The file's name; its ending only tells .md from .txt.
    limits
        How large a file may be; `Limits()` when None.

    Raises
    ------
    ReadError
        When the file is empty, of a kind that is not read, too large, locked, damaged, or
        holds no text at all; the message says which and what to do.
    """
    limits = limits or Limits()
    reader = identify(data, name)
    if reader.name == pdf.NAME:
        limits.check_binary(len(data))
        reading = pdf.read_pdf(data, limits)
    elif reader.name == word.NAME:
        limits.check_binary(len(data))
        reading = word.read_word(data, limits)
    else:
        limits.check_text(len(data))
        if reader.name == html.NAME:
            reading = html.read_html(data)
        elif reader.name == markdown.NAME:
            reading = markdown.read_markdown(data)
        else:
            reading = plain.read_plain(data)
    if not reading.blocks:
        raise ReadError(
            "The file holds no text: only white space or page furniture.",
            "Check that it is the right file; download or export it again.",
        )
    return reading
