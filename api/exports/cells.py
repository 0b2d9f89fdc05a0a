"""Text made fit for files: no formula, no character that XML forbids, no overlong cell.

Documents are data: a quote that begins with ``=`` must not become a formula in the
spreadsheet of whoever opens the file.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from corpus.errors import UsageError

STAND_IN = "\ufffd"
"""Shown in place of a character that the file cannot carry."""

LONGEST_CELL = 32_767
"""Characters a spreadsheet's cell holds; what is longer would be left out without a word."""

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# The full-width forms are taken for the plain ones by some spreadsheets.
_FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_MEND = "Give the address that browsers reach the server by, for example http://127.0.0.1:8000"


def carried(text: str) -> str:
    r"""Return a text with what XML 1.0 cannot carry replaced by :data:`STAND_IN`.

    >>> carried("a\x00b\x1b\ud800c") == "a\ufffdb\ufffd\ufffdc"
    True
    """
    return _FORBIDDEN.sub(STAND_IN, text)


def no_formula(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe goes before it.

    White space in front does not help a formula in.

    >>> no_formula("=1+1"), no_formula(" @SUM(A1)"), no_formula("a = b")
    ("'=1+1", "' @SUM(A1)", 'a = b')
    """
    begins = text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
    return f"'{text}" if begins else text


def cut_to_cell(text: str) -> str:
    """Return a text that fits into a cell, saying how much of it does not.

    A cell counts UTF-16 code units, of which some characters take two.
    """
    if len(text) * 2 <= LONGEST_CELL or _units(text) <= LONGEST_CELL:
        return text
    kept = text[: LONGEST_CELL - 200]
    while _units(kept) > LONGEST_CELL - 200:
        kept = kept[: len(kept) - (_units(kept) - (LONGEST_CELL - 200) + 1) // 2]
    return f"{kept} [... {len(text) - len(kept):,} more characters: see the record]"


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def base_address(given: str) -> str:
    """Return the address that links are made absolute with, without a slash at its end.

    >>> base_address("http://127.0.0.1:8000/")
    'http://127.0.0.1:8000'

    Raises
    ------
    UsageError
        When it is no address that a browser may follow.
    """
    text = given.strip()
    try:
        parts = urlsplit(text)
        port_is_sound = parts.port is None or parts.port >= 0
    except ValueError:
        parts, port_is_sound = urlsplit(""), False
    odd = any(not character.isprintable() or character in ' "<>' for character in text)
    sound = parts.scheme in ("http", "https") and parts.hostname and port_is_sound
    if not sound or odd or parts.query or parts.fragment or parts.username:
        raise UsageError(f"{given!r} is not the address of a server.", _MEND)
    return text.rstrip("/")


def absolute(link: str, base: str | None) -> str:
    """Return a link, absolute where the server's address is known."""
    return f"{base}{link}" if base and link.startswith("/") else link
