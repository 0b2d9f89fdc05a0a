"""Old Word files (.doc, Word 6 to 2003), through a converter found on this machine.

Which converter there is, is part of the reader's version: a file that could not be
read for want of one is tried again once there is one, and what antiword read is read
again once there is LibreOffice, which keeps more.
"""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path

from corpus.errors import ReadError
from corpus.model import Reading
from corpus.readers import antiword, libreoffice
from corpus.readers.characters import collapse
from corpus.readers.converters import ConversionError, Converter, Rank, find_converters
from corpus.readers.limits import Limits
from corpus.readers.odt import read_odt
from corpus.readers.ole import opened
from corpus.readers.paragraphs import lay_out

NAME = "doc"
VERSION = 1  # raise whenever the same bytes would read differently with the same converter


def version() -> int:
    """Return this reader's version with the best converter of this machine."""
    found = find_converters()
    return VERSION * 10 + (found[0].rank if found else Rank.NONE)


def read_doc(data: bytes, limits: Limits) -> Reading:
    """Read an old Word file.

    Raises
    ------
    ReadError
        When it is locked or damaged, or no converter is found, or all of them fail on it.
    """
    if _is_locked(data):
        raise ReadError(
            "The Word file is locked with a password.",
            "Open it in Word, take off the password, save it, and add it again.",
        )
    found = find_converters()
    if not found:
        raise ReadError(
            "This is an old Word (.doc) file, and no program that reads those was found on this "
            "machine.",
            "Install LibreOffice or antiword (on Debian or Ubuntu: sudo apt install "
            "libreoffice-writer-nogui) and run the same command again; or save the file as .docx.",
        )
    failed: list[str] = []
    for converter in found:
        try:
            reading = _converted(converter, data, limits)
        except ConversionError as error:
            failed.append(f"{converter.name} could not convert it: {error}.")
        except ReadError as error:
            failed.append(f"What {converter.name} made of it could not be read: {error.message}")
        else:
            notes = (*reading.notes, *failed)
            if converter.rank is not Rank.LIBREOFFICE:
                notes = (*notes, f"Read through {converter.name}.")
            return Reading(reading.text, reading.blocks, title=reading.title, notes=notes)
    raise ReadError(
        f"The old Word (.doc) file cannot be read. {' '.join(failed)}",
        "Open it in a word processor and save it as .docx or .pdf.",
    )


def _converted(converter: Converter, data: bytes, limits: Limits) -> Reading:
    with tempfile.TemporaryDirectory(prefix="minuted-", ignore_cleanup_errors=True) as name:
        folder = Path(name).resolve()
        if converter.rank is Rank.LIBREOFFICE:
            return read_odt(libreoffice.to_opendocument(converter, data, folder, limits), limits)
        made = antiword.printed(converter, data, folder, limits)
    text, blocks = lay_out(made.paragraphs)
    return Reading(text, blocks, title=collapse(made.title or "") or None, notes=made.notes)


def _is_locked(data: bytes) -> bool:
    """Look at the flag in the head of the document's stream ([MS-DOC] 2.5.2, fEncrypted)."""
    try:
        with opened(data) as ole:
            head = ole.openstream("WordDocument").read(12)
        mark, flags = struct.unpack("<H8xH", head)
    except Exception:  # noqa: BLE001  a damaged file: the converters will say what is wrong with it
        return False
    return mark in (0xA5EC, 0xA5DC) and bool(flags & 0x0100)
