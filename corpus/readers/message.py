"""A mail message, however it was stored: what it says, and the files that came with it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import ReadError
from corpus.model import Block, BlockKind, Reading
from corpus.readers.assembly import Assembly
from corpus.readers.characters import collapse
from corpus.readers.container import Budget, Member, distinct, fit_name
from corpus.readers.encoding import decode
from corpus.readers.html import read_html
from corpus.readers.limits import Limits
from corpus.readers.plain import read_plain
from corpus.readers.rtf import read_rtf

_WORTH_READING = 30
"""Words. A note that only says what is attached has fewer; a correction, or minutes that
were pasted into the message, have more."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_LONGEST_LINE = 500


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a message's own text: ``kind`` is html, plain or rtf."""

    kind: str
    data: bytes
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """One file that came with a message; ``data`` is None where ``reason`` says why."""

    name: str
    data: bytes | None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """What a message holds. ``sender``, ``recipients`` and ``sent`` are as written there."""

    subject: str
    sender: str
    recipients: str
    sent: str
    parts: tuple[Part, ...]
    attachments: tuple[Attachment, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenedMessage:
    """A message's own text (None where it says nothing) and whether that is worth reading.

    ``fault``: why its text could not be read; what came with it can be, all the same.
    """

    reading: Reading | None
    worth_reading: bool
    message: Message
    fault: ReadError | None = None

    def members(self, budget: Budget) -> Iterator[Member]:
        """Yield the files that came with it, and its own text where that is passed over."""
        if self.fault is not None:
            yield Member("text of the message.txt", None, str(self.fault), again=True)
        if self.reading is not None and not self.worth_reading:
            yield Member("(text)", None, "a short note with the attachments", passed_over=True)
        yield from distinct(_member(attachment, budget) for attachment in self.message.attachments)


def open_message(message: Message, limits: Limits) -> OpenedMessage:
    """Read a message's own text: its subject as a heading, then what it says.

    Who wrote to whom, and when, is kept in the text, where it is never quoted: it is
    not a date or a body of the meeting.
    """
    try:
        readings = _readings(message, limits)
    except ReadError as error:
        return OpenedMessage(None, False, message, error)
    if not readings:
        return OpenedMessage(None, False, message)
    words = sum(len(_WORD.findall(reading.text)) for reading in readings)
    documents = any(attachment.data for attachment in message.attachments)
    worth_reading = words >= (_WORTH_READING if documents else 1)
    return OpenedMessage(_joined(message, readings), worth_reading, message)


def _joined(message: Message, readings: list[Reading]) -> Reading:
    head = Assembly()
    for label, value in (
        ("From", message.sender),
        ("To", message.recipients),
        ("Sent", message.sent),
    ):
        if collapse(value):
            head.add_furniture(f"{label}: {collapse(value)[:_LONGEST_LINE]}")
    head.add(message.subject[:_LONGEST_LINE], BlockKind.HEADING, level=1)
    text, found = head.build()
    blocks = list(found)
    notes = list(message.notes)
    for reading in readings:
        offset = len(text) + 2 if text else 0
        text = f"{text}\n\n{reading.text}" if text else reading.text
        blocks += [
            Block(b.start + offset, b.end + offset, b.kind, b.page, b.level) for b in reading.blocks
        ]
        notes += reading.notes
    title = collapse(message.subject)[:_LONGEST_LINE] or None
    return Reading(text, tuple(blocks), title=title, notes=tuple(notes))


def _member(attachment: Attachment, budget: Budget) -> Member:
    name = fit_name(attachment.name.replace("\\", "/").rsplit("/", 1)[-1]) or "attachment"
    if attachment.data is None:
        return Member(name, None, attachment.reason or "It is empty.")
    budget.members_left -= 1
    try:
        if budget.members_left < 0:
            raise ReadError("The message has more attachments than are read.", "Save and add them.")
        budget.spend(len(attachment.data))
    except ReadError as error:
        return Member(name, None, str(error), again=True)
    return Member(name, attachment.data)


def _readings(message: Message, limits: Limits) -> list[Reading]:
    found = []
    for part in message.parts:
        limits.check_text(len(part.data))
        if part.kind == "rtf":
            reading = read_rtf(part.data)
        else:
            text, notes = decode(part.data, part.charset)
            read = read_html if part.kind == "html" else read_plain
            reading = read(text.encode("utf-8"))
            reading = Reading(reading.text, reading.blocks, notes=(*notes, *reading.notes))
        if any(block.kind is not BlockKind.FURNITURE for block in reading.blocks):
            found.append(reading)
    return found
