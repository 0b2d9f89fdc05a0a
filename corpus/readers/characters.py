"""Which characters count as white space, as blank, and as list markers."""

from __future__ import annotations

import re

# What a browser collapses; a no-break space is a character like any other.
_RUN = re.compile(r"[ \t\n\r\f]+")

# Characters that show nothing: a block of them alone is no block.
_INVISIBLE = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f")

# U+F020 to U+F0FF is where Word keeps Symbol and Wingdings glyphs, bullets among them.
_GLYPHS = (
    "\u2022\u00b7\u2023\u2043\u2219\u25aa\u25ab\u25e6\u25cf\u25cb\u25a0\u25a1\u25b6\u25ba"
    "\u27a2\u27a4\u2713\u2714\u2756\uf020-\uf0ff"
)
_MARKER = re.compile(
    rf"(?:[{_GLYPHS}]+[\s\u200b]*|[-\u2013\u2014*](?=[\s\u200b])\s+|o(?=\t|\s\s|\s[A-Z0-9“‘\"'])\s+)"
)

NUMBER = re.compile(r"\(?(?:\d{1,4}[a-z]?(?:[./]\d{1,4}){0,4}[a-z]?(?:\(\d{1,3}\))?)[.)]?")
"""An item's number as printed: ``4``, ``4.``, ``4a``, ``1.1``, ``39/20``, ``3(1)``."""


def collapse(text: str) -> str:
    """Collapse runs of white space as a browser does and trim both ends."""
    return trim(_RUN.sub(" ", text))


def trim(text: str) -> str:
    """Strip white space, no-break spaces and invisible characters off both ends."""
    start, end = span(text, 0, len(text))
    return text[start:end]


def span(text: str, start: int, end: int) -> tuple[int, int]:
    """Narrow ``[start, end)`` to what shows; an empty span where nothing does."""
    while start < end and is_blank(text[start]):
        start += 1
    while end > start and is_blank(text[end - 1]):
        end -= 1
    return start, end


def is_blank(character: str) -> bool:
    """Tell whether a character shows nothing: white space, or of no width."""
    return character.isspace() or character in _INVISIBLE or character < " "


def marker_length(text: str) -> int:
    """Return how many characters a bullet's marker and the space after it take; 0 for none.

    Labels such as ``(a)`` and ``1.`` are part of the text, not markers.
    """
    found = _MARKER.match(text)
    return found.end() if found else 0


def starts_number(text: str) -> re.Match[str] | None:
    """Match an item's number followed by white space at the start of ``text``."""
    found = NUMBER.match(text)
    if found and found.end() < len(text) and text[found.end()].isspace():
        return found
    return None
