"""How ids are made: short, plain and always the same for the same thing."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date

from corpus.reference import same_body

_DIGITS = 16
"""64 bits: among a million documents two ids collide with a chance of about 3 in 100 million."""


def _short_hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()[:_DIGITS]


def document_id(sha256: str, text_sha256: str, variant: str = "") -> str:
    """Return the id of one version of a document.

    It depends on the bytes and on the canonical text, so a better reader that
    yields another text makes a new version and old citations keep their text.
    ``variant`` keeps apart equal bytes that are known to record two meetings.
    """
    parts = (sha256, text_sha256, variant) if variant else (sha256, text_sha256)
    return "d-" + _short_hash(*parts)


def passage_id(document: str, start: int, end: int) -> str:
    """Return the id of a passage: its document and its offsets (code points)."""
    return "p-" + _short_hash(document, str(start), str(end))


def commitment_id(document: str, start: int, end: int) -> str:
    """Return the id of a commitment: its document and its offsets (code points)."""
    return "k-" + _short_hash(document, str(start), str(end))


def slug(text: str, length: int = 60) -> str:
    """Return ``text`` as lower-case ASCII words joined by hyphens, cut at a word.

    >>> slug("Police, Fire & Crime Panel")
    'police-fire-crime-panel'
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.findall(r"[a-z0-9]+", plain.lower())
    made = ""
    for word in words:
        longer = f"{made}-{word}" if made else word
        if len(longer) > length:
            break
        made = longer
    return made


def meeting_id(force: str | None, body: str | None, held_on: date | None, document: str) -> str:
    """Return the id of a meeting: force, body and date, or its one document.

    The force is part of it, since bodies of two forces may share a plain name
    ("Monthly Assurance Meeting") and meet on one day; the body goes by one name
    whatever it was called at the time. When body or date is unknown, the id says
    nothing of two documents recording one meeting; their texts may (see
    :mod:`corpus.renditions`).
    """
    if body and held_on:
        body = same_body(body, force)
        # The hash keeps apart names whose slugs are cut to the same beginning.
        key = _short_hash(force or "", body)[:6]
        return f"m-{slug(body)}-{held_on.isoformat()}-{key}"
    return "m-" + document.removeprefix("d-")
