"""The doors: bytes of one file in, a `Reading` out; or, of a file that holds files, its members."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import ReadError
from corpus.model import BlockKind, Reading
from corpus.readers import bundle, doc, html, mail, markdown, odt, outlook, pdf, plain, rtf, word
from corpus.readers.container import Budget, Member
from corpus.readers.identify import CONTAINERS, ReaderInfo, identify
from corpus.readers.limits import Limits
from corpus.readers.message import OpenedMessage, open_message


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
        When the file is empty, of a kind that is not read, too large, locked, damaged, a
        zip, or holds no text at all; the message says which and what to do.
    """
    limits = limits or Limits()
    reader = identify(data, name)
    reading = _read(data, reader, limits)
    if all(block.kind is BlockKind.FURNITURE for block in reading.blocks):
        raise ReadError(
            "The file holds no text: only white space or page furniture.",
            "Check that it is the right file; download or export it again.",
        )
    return reading


def _read(data: bytes, reader: ReaderInfo, limits: Limits) -> Reading:
    if reader.name in (pdf.NAME, word.NAME, odt.NAME, doc.NAME, rtf.NAME, bundle.NAME):
        limits.check_binary(len(data))
    elif reader.name not in CONTAINERS:
        limits.check_text(len(data))
    if reader.name == pdf.NAME:
        return pdf.read_pdf(data, limits)
    if reader.name == word.NAME:
        return word.read_word(data, limits)
    if reader.name == odt.NAME:
        return odt.read_odt(data, limits)
    if reader.name == doc.NAME:
        return doc.read_doc(data, limits)
    if reader.name == rtf.NAME:
        return rtf.read_rtf(data)
    if reader.name == html.NAME:
        return html.read_html(data)
    if reader.name == markdown.NAME:
        return markdown.read_markdown(data)
    if reader.name == bundle.NAME:
        raise ReadError(
            "The file is a zip: it holds documents and is none itself.",
            "Unpack it, and read what is inside.",
        )
    if reader.name in CONTAINERS:
        opened = _message(data, reader, limits)
        if opened.fault is not None:
            raise opened.fault
        reading = opened.reading
        if reading is None:
            raise ReadError(
                "The message has no text of its own.",
                "Check that it is the right one; add the documents that belong to it.",
            )
        return reading
    return plain.read_plain(data)


@dataclass(frozen=True, slots=True)
class Opened:
    """A file that holds files.

    Attributes
    ----------
    is_document
        Whether it is a document as well: a message that says something of its own.
    members
        What it holds, in its order; taken out one at a time, as they are asked for.
    """

    is_document: bool
    members: Iterator[Member]


def is_container(reader: ReaderInfo) -> bool:
    """Tell whether the files that this reader takes hold files (zip, mail, Outlook)."""
    return reader.name in CONTAINERS


def open_container(data: bytes, reader: ReaderInfo, limits: Limits, budget: Budget) -> Opened:
    """Open a file that holds files.

    Parameters
    ----------
    data
        Its bytes.
    reader
        What `identify` said of them.
    limits
        How large it may be.
    budget
        What is left of the limits that hold over nested containers: bytes, members, depth.

    Raises
    ------
    ReadError
        When it is too large, damaged, or lies too deep in other containers.
    """
    if budget.depth_left <= 0:
        raise ReadError(
            f"It lies too deep: bundles are opened {limits.max_depth} deep.",
            "Unpack it and add what is inside.",
        )
    if reader.name == bundle.NAME:
        limits.check_binary(len(data))
        return Opened(False, bundle.members_of_zip(data, limits, budget))
    message = _message(data, reader, limits)
    return Opened(message.worth_reading, message.members(budget))


def member_names(data: bytes, reader: ReaderInfo, limits: Limits) -> frozenset[str]:
    """Return the names of what a file holds, as `open_container` hands them on.

    Raises
    ------
    ReadError
        When it is too large or damaged.
    """
    if reader.name == bundle.NAME:
        return frozenset(bundle.names_in_zip(data))
    opened = open_container(data, reader, limits, Budget.of(limits))
    return frozenset(member.name for member in opened.members)


def _message(data: bytes, reader: ReaderInfo, limits: Limits) -> OpenedMessage:
    parse = mail.parse_mail if reader.name == mail.NAME else outlook.parse_outlook
    return open_message(parse(data, limits), limits)
