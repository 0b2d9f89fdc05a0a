"""Mail messages as they are sent (.eml): the text and the attachments of a MIME message."""

from __future__ import annotations

import email
import email.errors
import email.header
import email.message
import email.policy
import re
from collections.abc import Iterator

from corpus.errors import ReadError
from corpus.readers.characters import collapse
from corpus.readers.limits import Limits
from corpus.readers.message import Attachment, Message, Part

NAME = "mail"
VERSION = 1  # raise whenever the same bytes would read differently or hand on other members

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n")
_CARRIERS = frozenset(
    {b"mime-version", b"received", b"message-id", b"return-path", b"delivered-to"}
    | {b"content-transfer-encoding", b"dkim-signature", b"x-mailer", b"x-originating-ip"}
    | {b"thread-topic", b"thread-index", b"x-ms-has-attach", b"references", b"in-reply-to"}
)
_WRITERS = frozenset({b"from", b"to", b"subject", b"date", b"sender", b"cc"})
_ENDINGS = {
    "text/html": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "message/rfc822": ".eml",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "application/zip": ".zip",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.oasis.opendocument.text": ".odt",
}
_Mail = email.message.Message
_MOST_PARTS = 5_000
_LONGEST_FIELD = 5_000
_LONGEST_HEAD = 2_000_000
_HEAD_ENDS = re.compile(rb"\r?\n\r?\n")


def is_mail(data: bytes, suffix: str) -> bool:
    """Tell a message by its header: what writers fill in and what carriers of mail add.

    Minutes, too, begin with "Date:" and "Subject:"; only in a file that is called a
    message are these enough.
    """
    head = data[:65536].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
    position, names = 0, set()
    while found := _FIELD.match(head, position):
        names.add(found.group(1).lower())
        position = found.end()
    written = names & _WRITERS
    if suffix in (".eml", ".mht", ".mhtml") and len(names) >= 2:
        return bool(written) or b"mime-version" in names
    if {b"mime-version", b"content-type"} <= names and b"multipart/related" in head[:position]:
        return True  # a web page saved as one file, by Word under the name of a .doc
    return bool(written) and len(names & _CARRIERS) >= (1 if len(written) > 1 else 2)


def parse_mail(data: bytes, limits: Limits) -> Message:
    """Take a message apart.

    Raises
    ------
    ReadError
        When it is too large, is encrypted, or has more parts than can be read safely.
    """
    limits.check_mail(len(data))
    if not _HEAD_ENDS.search(data, 0, _LONGEST_HEAD) and len(data) > _LONGEST_HEAD:
        raise ReadError(
            f"The head of the message is longer than {_LONGEST_HEAD / 1e6:,.0f} MB.",
            "Check that it is the right file.",
        )
    try:
        # The older policy: it never raises on a header, however damaged.
        root = email.message_from_bytes(data, policy=email.policy.compat32)
        return _parsed(root)
    except RecursionError as error:
        raise ReadError(
            "The message is nested too deeply to be read.",
            "Save its attachments by themselves and add them.",
        ) from error


def _parsed(root: _Mail) -> Message:
    texts: list[Part] = []
    attachments: list[Attachment] = []
    for count, part in enumerate(_leaves(root)):
        if count > _MOST_PARTS:
            raise ReadError(
                f"The message has more than {_MOST_PARTS:,} parts.",
                "Save its attachments by themselves and add them.",
            )
        kind, name = part.get_content_type(), _file_name(part)
        if kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
            reason = "It is encrypted or wrapped in a signature. Open it and save it plain."
            attachments.append(Attachment(name or "smime.p7m", None, reason))
        elif kind in ("message/rfc822", "message/global"):
            attachments.append(_nested(part, name))
        elif kind in ("text/html", "text/plain") and not name and not _is_attached(part):
            charset = _plain(part.get_param("charset"))
            texts.append(Part(kind.removeprefix("text/"), _payload(part), charset))
        else:
            name = name or f"part {count + 1}{_ENDINGS.get(kind, '')}"
            data = _payload(part) or _as_written(part)
            attachments.append(Attachment(name, data or None, None if data else "It is empty."))
    return Message(
        subject=header(root, "subject"),
        sender=header(root, "from"),
        recipients=header(root, "to"),
        sent=header(root, "date"),
        parts=tuple(texts),
        attachments=tuple(attachments),
    )


def header(part: _Mail, name: str) -> str:
    """Return a header field as text; what cannot be decoded stays as it is written."""
    try:
        return _decoded(str(part.get(name) or ""))
    except Exception:  # noqa: BLE001  a field of 8-bit bytes, or one that the library cannot unfold
        return ""


def _decoded(value: str) -> str:
    value = value[:_LONGEST_FIELD].encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if "=?" not in value:
        return collapse(value)
    try:
        pieces = email.header.decode_header(value)
    except (email.errors.HeaderParseError, ValueError):
        return collapse(value)
    made = ""
    for text, charset in pieces:
        if isinstance(text, str):
            made += text
            continue
        try:
            made += text.decode(charset or "ascii", "replace")
        except (LookupError, ValueError):
            made += text.decode("latin-1")
    return collapse(made)


def _leaves(root: _Mail) -> Iterator[_Mail]:
    """Yield the parts that hold something; of alternatives, the one that keeps most."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        inner = _inner(part)
        if not inner or part.get_content_maintype() == "message":
            yield part
        elif part.get_content_subtype() == "alternative":
            best = _best(inner)
            # What is not another form of the text (a calendar, a file) is not to be lost.
            waiting += [p for p in reversed(inner) if p is not best and _is_file(p)]
            waiting.append(best)
        else:
            waiting += reversed(inner)


def _inner(part: _Mail) -> list[_Mail]:
    payload = part.get_payload()
    if not isinstance(payload, list):
        return []
    return [one for one in payload if isinstance(one, email.message.Message)]


def _best(alternatives: list[_Mail]) -> _Mail:
    def holds(part: _Mail, kind: str) -> bool:
        return any(inner.get_content_type() == kind for inner in part.walk())

    for kind in ("text/html", "text/plain"):
        for part in alternatives:
            if holds(part, kind) and not _is_file(part):
                return part
    return alternatives[-1]


def _is_file(part: _Mail) -> bool:
    return not part.is_multipart() and bool(_file_name(part) or _is_attached(part))


def _is_attached(part: _Mail) -> bool:
    said = str(part.get("content-disposition") or "")
    return said.strip().lower().startswith("attachment")


def _file_name(part: _Mail) -> str:
    try:
        return _decoded(part.get_filename() or "")
    except Exception:  # noqa: BLE001  a parameter that is cut or encoded wrongly
        return ""


def _plain(value: object) -> str | None:
    """Return a parameter's value where it is plain text, not one in encoded pieces."""
    return value if isinstance(value, str) and len(value) <= 40 else None


def _payload(part: _Mail) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception:  # noqa: BLE001  base64 or quoted-printable that the library gives up on
        data = None
    return data if isinstance(data, bytes) else b""


def _nested(part: _Mail, name: str) -> Attachment:
    found = _inner(part)
    if not found:
        data = _payload(part)
        return Attachment(name or "message.eml", data or None, None if data else "It is empty.")
    inner = found[0]
    name = name or f"{header(inner, 'subject')[:100].replace('/', '-') or 'message'}.eml"
    data = _as_written(inner)
    reason = "It is damaged and cannot be taken out. Ask for it again."
    return Attachment(name, data or None, None if data else reason)


def _as_written(part: _Mail) -> bytes:
    if not part.is_multipart() and not part.get_payload():
        return b""
    try:
        return part.as_bytes(unixfrom=False)
    except Exception:  # noqa: BLE001  headers that can be read but not written
        return b""
