"""Outlook messages (.msg): the same as a mail, laid out in an OLE2 file ([MS-OXMSG])."""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import compressed_rtf
import olefile

from corpus.errors import ReadError
from corpus.readers.characters import collapse
from corpus.readers.limits import Limits
from corpus.readers.message import Attachment, Message, Part
from corpus.readers.message_writing import as_mail
from corpus.readers.ole import opened
from corpus.readers.rtf_words import codec_of_page

NAME = "outlook"
VERSION = 1  # raise whenever the same bytes would read differently or hand on other members

# Properties by their ids ([MS-OXPROPS]); each is a stream named by its id and its type.
_SUBJECT, _BODY, _HTML, _RTF = 0x0037, 0x1000, 0x1013, 0x1009
_SENDER, _SENDER_ADDRESS, _TO, _HEADERS = 0x0C1A, 0x5D01, 0x0E04, 0x007D
_DATA, _LONG_NAME, _SHORT_NAME, _SHOWN_NAME = 0x3701, 0x3707, 0x3704, 0x3001
_BODY_PAGE, _TEXT_PAGE, _SENT = 0x3FDE, 0x3FFD, 0x0039
_UNICODE, _BYTES_TEXT, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_FIXED = "__properties_version1.0"

_DATE = re.compile(r"^Date:[ \t]*(.+)$", re.M | re.I)
_DEEPEST = 3
_MOST_ATTACHMENTS = 1_000


_Place = tuple[str, ...]
_Tree = dict[_Place, dict[str, bool]]
"""What each folder holds: names in lower case, each with whether it is a folder."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """One folder of the file: a message, or an attachment to one; ``head``: see `fixed`."""

    ole: olefile.OleFileIO[Any]
    tree: _Tree
    path: _Place
    head: int

    @property
    def kids(self) -> dict[str, bool]:
        return self.tree.get(self.path, {})

    def folder(self, name: str, head: int) -> _Folder:
        return _Folder(self.ole, self.tree, (*self.path, name.lower()), head)

    def stream(self, name: str) -> bytes | None:
        if self.kids.get(name.lower()) is not False:
            return None
        with self.ole.openstream([*self.path, name]) as stream:
            data: bytes = stream.read()
        return data

    def binary(self, which: int) -> bytes | None:
        return self.stream(f"__substg1.0_{which:04X}{_BINARY}")

    def text(self, which: int, page: str) -> str:
        """Return a property of text, that of an older file decoded as its code page says."""
        data = self.stream(f"__substg1.0_{which:04X}{_UNICODE}")
        if data is not None:
            return data.decode("utf-16-le", "replace").rstrip("\0")
        data = self.stream(f"__substg1.0_{which:04X}{_BYTES_TEXT}")
        return "" if data is None else data.decode(page, "replace").rstrip("\0")

    def fixed(self, which: int) -> int | None:
        """Return a property of fixed length: its eight bytes, behind a head of so many."""
        data = self.stream(_FIXED) or b""
        for start in range(self.head, min(len(data), 1 << 20) - 15, 16):
            _, found, _, value = struct.unpack_from("<HHIQ", data, start)
            if found == which:
                return int(value)
        return None


def _tree(ole: olefile.OleFileIO[Any]) -> _Tree:
    tree: _Tree = {}
    for folders in (False, True):
        for path in ole.listdir(streams=not folders, storages=folders):
            *above, name = (part.lower() for part in path)
            tree.setdefault(tuple(above), {})[name] = folders
    return tree


def parse_outlook(data: bytes, limits: Limits) -> Message:
    """Take a message apart.

    Raises
    ------
    ReadError
        When it is too large or damaged.
    """
    limits.check_mail(len(data))
    try:
        with opened(data) as ole:
            return _message(_Folder(ole, _tree(ole), (), 32), 1)
    except ReadError:
        raise
    except Exception as error:  # olefile raises OSError, IndexError, struct.error ...
        raise ReadError(
            "The Outlook message (.msg) is damaged and cannot be opened.",
            "Save it again, or save its attachments by themselves and add them.",
        ) from error


def _message(folder: _Folder, depth: int) -> Message:
    own_page = (folder.fixed(_TEXT_PAGE) or 0) & 0xFFFFFFFF or 1252
    page = codec_of_page(own_page)
    body_page = codec_of_page((folder.fixed(_BODY_PAGE) or 0) & 0xFFFFFFFF or own_page)
    sender, address = folder.text(_SENDER, page), folder.text(_SENDER_ADDRESS, page)
    names = sorted(name for name in folder.kids if name.startswith("__attach_version1.0_#"))
    if len(names) > _MOST_ATTACHMENTS:
        raise ReadError(
            f"The message has more than {_MOST_ATTACHMENTS:,} attachments.",
            "Save them by themselves and add them.",
        )
    parts, notes = _parts(folder, page, body_page)
    return Message(
        subject=folder.text(_SUBJECT, page),
        sender=f"{sender} <{address}>" if address and address != sender else sender,
        recipients=folder.text(_TO, page),
        sent=_sent(folder, page),
        parts=parts,
        attachments=tuple(_attachment(folder.folder(name, 8), page, depth) for name in names),
        notes=notes,
    )


def _parts(folder: _Folder, page: str, body_page: str) -> tuple[tuple[Part, ...], tuple[str, ...]]:
    """Return the message's text in the fullest of the forms it is stored in."""
    html = folder.binary(_HTML)
    if html and html.strip(b"\0 \r\n"):
        return (Part("html", html, body_page),), ()
    markup = folder.text(_HTML, page)
    if markup.strip():
        return (Part("html", markup.encode("utf-8"), "utf-8"),), ()
    body = folder.text(_BODY, body_page)
    if body.strip():
        return (Part("plain", body.encode("utf-8"), "utf-8"),), ()
    packed = folder.binary(_RTF)
    if not packed:
        return (), ()
    try:
        return (Part("rtf", compressed_rtf.decompress(packed)),), ()
    except Exception:  # noqa: BLE001  the library raises plain exceptions, and struct.error
        return (), ("The text of the message is damaged and was not read.",)


def _sent(folder: _Folder, page: str) -> str:
    found = _DATE.search(folder.text(_HEADERS, page)[:100_000])
    if found:
        return collapse(found.group(1))
    ticks = folder.fixed(_SENT)
    if not ticks:
        return ""
    try:
        moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return ""
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _attachment(folder: _Folder, page: str, depth: int) -> Attachment:
    name = next(
        (text for which in (_LONG_NAME, _SHORT_NAME, _SHOWN_NAME)
         if (text := collapse(folder.text(which, page)))),
        "attachment",
    )  # fmt: skip
    data = folder.binary(_DATA)
    if data is not None:
        return Attachment(name, data or None, None if data else "It is empty.")
    inner = f"__substg1.0_{_DATA:04X}{_OBJECT}"
    if folder.kids.get(inner.lower()):
        message = folder.folder(inner, 24)
        if _FIXED in message.kids:
            return _nested(message, name, depth)
        return Attachment(name, None, "It is an object inside the message. Save it by itself.")
    return Attachment(name, None, "The message only points to it. Get the file and add it.")


def _nested(folder: _Folder, name: str, depth: int) -> Attachment:
    """Make a file of a message inside the message: it has no bytes of its own in there."""
    name = name if name.lower().endswith((".eml", ".msg")) else f"{name}.eml"
    if depth >= _DEEPEST:
        return Attachment(name, None, "It lies too deep in other messages. Save it by itself.")
    return Attachment(name, as_mail(_message(folder, depth + 1)))
