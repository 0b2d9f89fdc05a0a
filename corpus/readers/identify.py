"""Which reader takes a file: decided by its bytes, the name only telling .md from .txt."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePath

from corpus.errors import ReadError
from corpus.readers import bundle, doc, html, mail, markdown, odt, outlook, pdf, plain, rtf, word
from corpus.readers.encoding import looks_utf16
from corpus.readers.ole import SIGNATURE as OLE
from corpus.readers.ole import OleKind, kind_of

SUFFIXES: frozenset[str] = frozenset(
    {".html", ".htm", ".xhtml", ".pdf", ".docx", ".docm", ".odt", ".ott", ".fodt", ".rtf"}
    | {".doc", ".dot", ".txt", ".md", ".eml", ".mht", ".mhtml", ".msg", ".zip"}
)
"""Endings that ``minuted add`` looks for in a folder."""


@dataclass(frozen=True, slots=True)
class ReaderInfo:
    """A reader's name and version; a document read by an older version is read again."""

    name: str
    version: int


_HTML = ReaderInfo(html.NAME, html.VERSION)
_WORD = ReaderInfo(word.NAME, word.VERSION)
_TEXT = ReaderInfo(plain.NAME, plain.VERSION)
_MARKDOWN = ReaderInfo(markdown.NAME, markdown.VERSION)
_ODT = ReaderInfo(odt.NAME, odt.VERSION)
_RTF = ReaderInfo(rtf.NAME, rtf.VERSION)
_MAIL = ReaderInfo(mail.NAME, mail.VERSION)
_OUTLOOK = ReaderInfo(outlook.NAME, outlook.VERSION)
_ZIP = ReaderInfo(bundle.NAME, bundle.VERSION)

CONTAINERS = frozenset({mail.NAME, outlook.NAME, bundle.NAME})
"""Readers of files that hold files."""

_PICTURES = (
    (b"\x89PNG", "PNG picture"),
    (b"\xff\xd8\xff", "JPEG picture"),
    (b"GIF8", "GIF picture"),
    (b"II*\x00", "TIFF picture"),
    (b"MM\x00*", "TIFF picture"),
    (b"BM", "BMP picture"),
)
_OTHER = (
    (b"\x1f\x8b", "compressed (gzip) file", "Unpack it and add what is inside."),
    (b"7z\xbc\xaf", "compressed (7z) file", "Unpack it and add what is inside."),
    (b"Rar!", "compressed (rar) file", "Unpack it and add what is inside."),
    (
        b'x\x9f>"',
        "file that only Outlook opens (winmail.dat)",
        "Ask for it to be sent again as plain attachments, or open it in Outlook and save them.",
    ),
)

# The HTML that browsers would sniff; looked for behind white space and comments.
_HTML_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|title|meta|div|p|table|h[1-6]|article|main|section|span"
    rb"|ul|ol|script|style|link|form|center|font|a|b|br|strong|nav|header)\b",
    re.I | re.S,
)
_FLAT_ODT = re.compile(rb"<office:document[\s>]")
_HTML_ANYWHERE = re.compile(rb"<(?:!doctype\s+html|html|body)\b", re.I)
_HTML_TAGS = re.compile(rb"</(?:p|div|li|td|tr|h[1-6]|a|span|strong|html|body)\s*>", re.I)


IDENTIFY_VERSION = 2
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
        return ReaderInfo(pdf.NAME, pdf.version())
    if data.startswith(b"PK\x03\x04") or data.startswith(b"PK\x05\x06"):
        return _in_zip(data)
    if data.startswith(OLE):
        return _in_ole(data)
    if data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(rtf.SIGNATURE):
        return _RTF
    _refuse_other(data)
    head = _plain_head(data)
    if mail.is_mail(data, suffix):
        return _MAIL
    if _FLAT_ODT.search(head[:4096]):
        return _ODT
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
            kind = b""
            if "mimetype" in names:
                with archive.open("mimetype") as stream:
                    kind = stream.read(80)
    except Exception as error:  # damaged zips fail in many ways: BadZipFile, zlib, struct ...
        raise ReadError(
            "The file is a Word document or zip that is damaged and cannot be opened.",
            "Download it again, or open it in a word processor and save it as .docx.",
        ) from error
    # A folder of a bundle may be called "word", too.
    office = "[Content_Types].xml" in names
    if "word/document.xml" in names or (office and any(n.startswith("word/") for n in names)):
        return _WORD
    if b"opendocument.text" in kind or (not kind and {"content.xml", "styles.xml"} <= names):
        return _ODT
    what = None
    if b"opendocument" in kind:
        what = "an OpenDocument spreadsheet, presentation or drawing"
    elif "xl/workbook.xml" in names or (office and any(n.startswith("xl/") for n in names)):
        what = "a spreadsheet"
    elif "ppt/presentation.xml" in names:
        what = "a presentation"
    elif any(name.endswith(".iwa") for name in names):
        what = "an Apple iWork file"
    if what is not None:
        raise ReadError(
            f"The file is {what}, not a text document.",
            "Save the minutes in it as .docx or .pdf.",
        )
    return _ZIP


_IN_OLE = {
    OleKind.SPREADSHEET: "an old spreadsheet (.xls), not a text document",
    OleKind.PRESENTATION: "an old presentation (.ppt), not a text document",
    OleKind.OTHER: "an Office file of a kind that is not read",
}


def _in_ole(data: bytes) -> ReaderInfo:
    kind = kind_of(data)
    if kind is OleKind.WORD:
        return ReaderInfo(doc.NAME, doc.version())
    if kind is OleKind.MESSAGE:
        return _OUTLOOK
    if kind is OleKind.LOCKED:
        raise ReadError(
            "The Office file is locked with a password.",
            "Open it, take off the password, save it, and add it again.",
        )
    if kind is OleKind.DAMAGED:
        raise ReadError(
            "The file is an old Office file that is damaged and cannot be opened.",
            "Download it again, or open it in a word processor and save it as .docx.",
        )
    raise ReadError(f"The file is {_IN_OLE[kind]}.", "Save the minutes in it as .docx or .pdf.")


def _refuse_other(data: bytes) -> None:
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
