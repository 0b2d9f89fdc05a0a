"""Which reader takes a file: decided by its bytes, the name only telling .md from .txt."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from corpus.errors import ReadError
from corpus.readers import html, markdown, pdf, plain, word
from corpus.readers.encoding import looks_utf16

SUFFIXES: frozenset[str] = frozenset({".html", ".htm", ".pdf", ".docx", ".txt", ".md"})
"""Endings that ``minuted add`` looks for in a folder."""


@dataclass(frozen=True, slots=True)
class ReaderInfo:
    """A reader's name and version; a document read by an older version is read again."""

    name: str
    version: int


_HTML = ReaderInfo(html.NAME, html.VERSION)
_PDF = ReaderInfo(pdf.NAME, pdf.VERSION)
_WORD = ReaderInfo(word.NAME, word.VERSION)
_TEXT = ReaderInfo(plain.NAME, plain.VERSION)
_MARKDOWN = ReaderInfo(markdown.NAME, markdown.VERSION)

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"II*\x00", "TIFF picture"),
    (b"MM\x00*", "TIFF picture"),
    (b"BM", "BMP picture"),
)
_OTHER = (
    (b"{\\rtf", "rich text (.rtf) file", "Open it in a word processor and save it as .docx."),
    (b"\x1f\x8b", "compressed (gzip) file", "Unpack it and add what is inside."),
    (b"7z\xbc\xaf", "compressed (7z) file", "Unpack it and add what is inside."),
    (b"Rar!", "compressed (rar) file", "Unpack it and add what is inside."),
)

# The HTML that browsers would sniff; looked for behind white space and comments.
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|table|h[1-6]|article|main|section|span"
    rb"|ul|ol|script|style|link|form|center|font|a|b|br|strong|nav|header)\b",
    re.I | re.S,
)
_HTML_ANYWHERE = re.compile(rb"<(?:!doctype\s+html|html|body)\b", re.I)
_HTML_TAGS = re.compile(rb"</(?:p|div|li|td|tr|h[1-6]|a|span|strong|html|body)\s*>", re.I)


IDENTIFY_VERSION = 1
"""Raised whenever a kind of file that was refused would now get a reader, so that such
files of earlier adds are tried again."""


def identify(data: bytes, name: str) -> ReaderInfo:
    """Return the reader that takes ``data``.

    Raises
    ------
    ReadError
        For an empty file and for what no reader reads, saying what it is and what to do.
    """
    if not data:
        raise ReadError("The file is empty (0 bytes).", "Download or export it again.")
    suffix = PurePath(name).suffix.lower()
    if _is_pdf(data):
        return _PDF
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _in_zip(data)
    _refuse_other(data, suffix)
    head = _plain_head(data)
    if _HTML_START.match(head):
        return _HTML
    if _HTML_ANYWHERE.search(head) and len(_HTML_TAGS.findall(head)) >= 2:
        return _HTML
    if suffix in (".html", ".htm") and _HTML_TAGS.search(head):
        return _HTML
    if suffix == ".docx":
        raise ReadError(
            "The file ends in .docx but is not a Word document.",
            "Open it in a word processor and save it as .docx.",
        )
    if suffix == ".pdf":
        raise ReadError("The file ends in .pdf but is not a PDF.", "Download it again.")
    return _MARKDOWN if suffix == ".md" else _TEXT


def _is_pdf(data: bytes) -> bool:
    # Readers of PDF accept junk before the header (mail and web servers add it).
    start = data[:1024].find(b"%PDF-")
    return start == 0 or (start > 0 and b"%%EOF" in data[-2048:])


def _in_zip(data: bytes) -> ReaderInfo:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except Exception as error:  # damaged zips fail in many ways: BadZipFile, zlib, struct ...
        raise ReadError(
            "The file is a Word document or zip that is damaged and cannot be opened.",
            "Download it again, or open it in a word processor and save it as .docx.",
        ) from error
    if "word/document.xml" in names or any(name.startswith("word/") for name in names):
        return _WORD
    if b"opendocument" in kind:
        raise ReadError(
            "OpenDocument files (.odt) are not read yet.",
            "Open it in a word processor and save it as .docx or .pdf.",
        )
    what = "spreadsheet" if any(n.startswith("xl/") for n in names) else "zip archive"
    what = "presentation" if any(n.startswith("ppt/") for n in names) else what
    raise ReadError(
        f"The file is a {what}, not a document.", "Unpack it, or save the minutes in it as .docx."
    )


def _refuse_other(data: bytes, suffix: str) -> None:
    if data.startswith(_OLE):
        what = "an old Word (.doc) file" if suffix != ".docx" else "a locked or old Word file"
        raise ReadError(
            f"This is {what}, which is not read yet.",
            "Open it in a word processor, take off any password, and save it as .docx or .pdf.",
        )
    for start, what in _PICTURES:
        if data.startswith(start) and (start != b"BM" or b"\0" in data[:64]):
            raise ReadError(
                f"The file is a {what}: it holds no text.",
                "Put it through OCR (text recognition) and add the PDF that comes out.",
            )
    for start, what, mend in _OTHER:
        if data.startswith(start):
            raise ReadError(f"The file is a {what}, which is not read.", mend)
    if _is_binary(data):
        raise ReadError(
            "The file is not text, a page, a PDF or a Word document.",
            "Check that the download was complete; save the minutes as .pdf, .docx or .txt.",
        )


_CONTROL = bytes(set(range(32)) - {8, 9, 10, 11, 12, 13, 26, 27}) + b"\x7f"


def _is_binary(data: bytes) -> bool:
    """Tell binary junk by its share of control characters (over 2 %)."""
    if data[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff") or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return False
    if looks_utf16(data):
        return False
    head = data[:65536]
    return (len(head) - len(head.translate(None, _CONTROL))) > 0.02 * len(head)


def _plain_head(data: bytes) -> bytes:
    """Return the start of the file with its zero bytes and byte-order mark taken out."""
    head = data[:65536]
    for mark in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"):
        if head.startswith(mark):
            head = head[len(mark) :]
    return head.replace(b"\0", b"")
