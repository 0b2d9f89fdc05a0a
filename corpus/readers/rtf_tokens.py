"""Cuts rich text (RTF) into its tokens: groups, control words, bytes of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from corpus.errors import ReadError

MAX_TOKENS = 1_000_000
"""About three seconds of work; a page of minutes has some 3,000."""

_TOKEN = re.compile(
    rb"\\(?:([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?|'([0-9a-fA-F]{2})|([^a-zA-Z\r\n])|[\r\n])"
    rb"|([{}])|[\r\n]+|([^\\{}\r\n]+)|\\"
)


class Kind(Enum):
    """What a token is."""

    OPEN = 1
    CLOSE = 2
    WORD = 3
    TEXT = 4


class Token(NamedTuple):
    r"""One token.

    ``name`` is a control word's name, a control symbol's character or ""; ``value`` the
    number behind a control word; ``data`` the bytes of text (``\'e9`` is one byte).
    """

    kind: Kind
    name: str = ""
    value: int | None = None
    data: bytes = b""


_OPEN, _CLOSE = Token(Kind.OPEN), Token(Kind.CLOSE)


def tokens(data: bytes) -> Iterator[Token]:
    r"""Yield the tokens of a file; the raw bytes behind ``\bin`` are passed over.

    Raises
    ------
    ReadError
        When there are more than a million.
    """
    position = count = 0
    while found := _TOKEN.match(data, position):
        position = found.end()
        count += 1
        if count > MAX_TOKENS:
            raise ReadError(
                f"The rich text (.rtf) file has more than {MAX_TOKENS:,} marks of layout.",
                "Open it in a word processor and save it as .docx or .pdf.",
            )
        name, number, hexed, symbol, brace, text = found.groups()
        if text:
            yield Token(Kind.TEXT, data=text)
        elif brace:
            yield _OPEN if brace == b"{" else _CLOSE
        elif hexed:
            yield Token(Kind.TEXT, data=bytes.fromhex(hexed.decode()))
        elif name:
            value = int(number) if number else None
            if name == b"bin":
                position += max(0, value or 0)
            else:
                yield Token(Kind.WORD, name.decode("ascii"), value)
        elif symbol:
            yield Token(Kind.WORD, symbol.decode("latin-1"))
        elif found.group()[:1] == b"\\" and len(found.group()) == 2:
            yield Token(Kind.WORD, "par")  # an escaped line end is a paragraph's end
