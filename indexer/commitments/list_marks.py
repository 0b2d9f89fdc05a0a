# ruff: noqa: E501  the patterns read better whole
"""What stands before an entry of a list, and the number a record gives to an action."""

from __future__ import annotations

import re
from typing import Final

_LONGEST_MARK = 40
_LONGEST_LOOK = 2_000

_MARKER: Final = re.compile(
    r"(?:\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})\)\s+|(?:[ivx]{1,4}|[a-z])\.\s+(?=[A-Z])|[•·–\-*>]\s+"
    r"|(?:item\s)?\d{1,3}(?:[./]\d{1,3}){0,2}[a-z]?[.)]?\s+(?=[A-Z(“‘\"']))"
)
_LISTED: Final = re.compile(r"\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)]\s")
_OWN_NUMBER: Final = re.compile(
    r"\((?:new\s)?actions?(?:\sno\.?)?\s(?P<action>\d[\d/.]*(?:/[A-Z])?)(?:\s(?:remains|refers))?[^()]{0,30}\)"
    r"|\((?P<log>\d{1,3}(?:/\d{4}/[A-Z])?)\)\W*$|\bref(?:erence)?s?[ /](?P<ref>\d{1,3}(?:/\d{1,4}){1,3})\b"
    r"|^(?P<row>\d{4}/\d{1,3}(?:/[A-Z])?)\s",
    re.IGNORECASE,
)


def is_entry(text: str) -> bool:
    """Tell whether a line that is printed as a paragraph is an entry of a list ("(a) ...")."""
    return bool(_LISTED.match(text))


def marker_length(text: str, start: int, end: int) -> int:
    """Return how many code points of ``text[start:end]`` are a mark and the space after it."""
    found = _MARKER.match(text, start, min(end, start + _LONGEST_MARK))
    return found.end() - start if found is not None and found.end() < end else 0


def own_number(text: str) -> str | None:
    """Return the record's own number of an action or reference within a sentence, or None.

    Examples
    --------
    >>> own_number("DCC to explain in writing (Action 23/11).")
    '23/11'
    """
    found = _OWN_NUMBER.search(text[:_LONGEST_LOOK])
    return found[found.lastgroup] if found is not None and found.lastgroup else None
