"""OLE2 files: one wrapping for old Word files, Outlook messages, spreadsheets and more."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

import olefile

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class OleKind(StrEnum):
    """What an OLE2 file holds."""

    WORD = "word"
    MESSAGE = "message"
    LOCKED = "locked"
    SPREADSHEET = "spreadsheet"
    PRESENTATION = "presentation"
    OTHER = "other"
    DAMAGED = "damaged"


_STREAMS = (
    # A locked .docx lies whole in one stream; the other names tell the program.
    ("EncryptedPackage", OleKind.LOCKED),
    ("WordDocument", OleKind.WORD),
    ("__properties_version1.0", OleKind.MESSAGE),
    ("Workbook", OleKind.SPREADSHEET),
    ("Book", OleKind.SPREADSHEET),
    ("PowerPoint Document", OleKind.PRESENTATION),
)


def kind_of(data: bytes) -> OleKind:
    """Tell what an OLE2 file holds by the streams in it."""
    try:
        with opened(data) as ole:
            for name, kind in _STREAMS:
                if ole.exists(name):
                    return kind
    except Exception:  # noqa: BLE001  olefile raises OSError, IndexError, struct.error ... on damaged files
        # The converters of Word files open some that are damaged.
        if "WordDocument".encode("utf-16-le") in data:
            return OleKind.WORD
        return OleKind.DAMAGED
    return OleKind.OTHER


@contextmanager
def opened(data: bytes) -> Iterator[olefile.OleFileIO[Any]]:
    """Open an OLE2 file; whatever is wrong with it is raised by the library, in many ways."""
    # Given as a stream: olefile takes short bytes for the name of a file.
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        yield ole
