"""Writes a message as a mail file: a message inside an Outlook message has no file of its own."""

from __future__ import annotations

import base64
from email.header import Header
from email.utils import encode_rfc2231

from corpus.readers.characters import collapse
from corpus.readers.message import Message

_BOUNDARY = "=_minuted_part_="
_KINDS = {"html": "text/html", "plain": "text/plain", "rtf": "text/rtf"}


def as_mail(message: Message) -> bytes:
    """Return a message as the bytes of a mail; the same message always as the same bytes."""
    lines = [
        f"{name}: {_field(value)}"
        for name, value in (
            ("From", message.sender),
            ("To", message.recipients),
            ("Date", message.sent),
            ("Subject", message.subject),
        )
        if collapse(value)
    ]
    lines += ["MIME-Version: 1.0", f'Content-Type: multipart/mixed; boundary="{_BOUNDARY}"', ""]
    for part in message.parts:
        charset = f"; charset={part.charset}" if part.charset else ""
        lines += _part(f"Content-Type: {_KINDS[part.kind]}{charset}", part.data)
    for attachment in message.attachments:
        name = encode_rfc2231(attachment.name, "utf-8")
        head = (
            "Content-Type: application/octet-stream\n"
            f"Content-Disposition: attachment; filename*={name}"
        )
        lines += _part(head, attachment.data or b"")
    return "\n".join([*lines, f"--{_BOUNDARY}--", ""]).encode("ascii", "replace")


def _field(value: str) -> str:
    text = collapse(value)[:1000]
    return text if text.isascii() else Header(text, "utf-8", maxlinelen=10_000).encode()


def _part(head: str, data: bytes) -> list[str]:
    # In base64 no line can be taken for the boundary.
    text = base64.encodebytes(data).decode("ascii")
    return [f"--{_BOUNDARY}", head, "Content-Transfer-Encoding: base64", "", text]
