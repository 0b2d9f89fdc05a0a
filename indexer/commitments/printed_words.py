"""Words of a unit's legible text, and what stands for them in the canonical text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

LONGEST: Final = 1_500
"""Code points of a unit that owners and due dates are looked for in."""

_BACK = 6_000
_TOKEN: Final = re.compile(r"[^\W_]+(?:['’\-][^\W_]+){0,6}['’]?|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark: half-open offsets into the legible text."""

    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """The word in lower case, its apostrophes straight."""
        return self.text.casefold().replace("’", "'")


def tokens_of(text: str) -> tuple[Token, ...]:
    """Return the words and marks of the beginning of a text."""
    return tuple(Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text[:LONGEST]))


def as_printed(text: str, start: int, end: int, shown: str, span: tuple[int, int]) -> str | None:
    """Return the canonical text that a stretch of the legible text stands for.

    Parameters
    ----------
    text
        The canonical text.
    start, end
        The part of it that is shown.
    shown
        Its legible view.
    span
        Half-open offsets into ``shown``.

    Returns
    -------
    str or None
        A substring of ``text[start:end]``; None where the two do not agree. Letters and
        digits are counted, which both have in common whatever became of white space,
        hyphens and ligatures.
    """
    wanted = "".join(c for c, _ in _letters(shown[span[0] : span[1]]))
    if not wanted:
        return None
    letters = _letters(text[start : min(end, start + 2 * LONGEST)])
    line = "".join(c for c, _ in letters)
    at = len(_letters(shown[: span[0]]))
    if not line.startswith(wanted, at):
        at = line.find(wanted)
        if at < 0:
            return None
    first, last = start + letters[at][1], start + letters[at + len(wanted) - 1][1] + 1
    if shown[span[1] - 1] == ")" and text[last : last + 1] == ")":
        last += 1
    return text[first:last]


def as_printed_before(text: str, start: int, phrase: str) -> str | None:
    """Return the canonical text of the last place before ``start`` that reads as a phrase."""
    begin = max(0, start - _BACK)
    wanted = "".join(c for c, _ in _letters(phrase))
    letters = _letters(text[begin:start])
    at = "".join(c for c, _ in letters).rfind(wanted) if wanted else -1
    if at < 0:
        return None
    first, last = begin + letters[at][1], begin + letters[at + len(wanted) - 1][1] + 1
    if phrase.endswith(")") and text[last : last + 1] == ")":
        last += 1
    return text[first:last]


def _letters(text: str) -> list[tuple[str, int]]:
    """Return the letters and digits of a text, each with its offset."""
    found: list[tuple[str, int]] = []
    for offset, char in enumerate(text):
        if char.isascii():
            if char.isalnum():
                found.append((char, offset))
        else:
            found += [(c, offset) for c in unicodedata.normalize("NFKC", char) if c.isalnum()]
    return found
