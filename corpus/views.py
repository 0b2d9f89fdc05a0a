"""A text as it is searched: the canonical text is exact, this view of it is legible.

PDFs print headings letter by letter ("A C T I O N S"), bullets as Private Use glyphs,
"fi" as one glyph, and break words at line ends ("accom-modation"). Quotes keep all of
that. What is indexed and compared is the view, each of whose characters knows where it
came from. What the analyzer of the word index folds by itself (case, accents, hyphens
in compounds) is left to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

WIDE_SPACE = "\u2003"
"""An em space: what a reader writes between the words of a line set letter by letter."""

HYPHENS = "-\u2010\u00ad"
"""What may stand where a word is broken at a line's end."""

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_NARROW = "[ \u00a0\u2009\u200a\u202f]"
_WIDE = "(?: {2,4}|[\u2002\u2003])"
# Four letters or more, each alone, a space between: single capitals in a row ("Panel A B")
# are fewer. Between the words of such a line stands a wider space.
SPACED = re.compile(
    rf"(?<![^\W_])[^\W\d_](?:{_NARROW}[^\W\d_](?![^\W_])){{3,}}"
    rf"(?:{_WIDE}[^\W\d_](?:{_NARROW}[^\W\d_](?![^\W_]))*(?![^\W_]))*"
)
_HYPHENATED = re.compile(
    rf"(?<![^\W\d_])[^\W\d_]{{2,}}+"
    rf"(?:[{HYPHENS}][ \t]{{0,3}}(?:\r?\n[ \t]{{0,3}})?[^\W\d_]{{2,}}+)+"
)
_PART = re.compile(rf"(?P<word>[^\W\d_]+)|[{HYPHENS}]\s*")
_CHANGES = re.compile(
    rf"(?P<spaced>{SPACED.pattern})|(?P<hyphenated>{_HYPHENATED.pattern})"
    f"|(?P<invisible>[{_INVISIBLE}]+)|(?P<glyph>[\ue000-\uf8ff]+)|(?P<ligature>[\ufb00-\ufb06])"
)
_WORD = re.compile(r"[^\W\d_]{6,}")


@dataclass(frozen=True, slots=True)
class View:
    """A legible text and where each of its characters comes from.

    Attributes
    ----------
    text
        What is indexed.
    offsets
        For each code point of ``text``, the offset of the one it stands for in the text
        that was viewed; ascending, several may be equal ("fi" comes from one glyph).
    """

    text: str
    offsets: Sequence[int]

    def to_canonical(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open span of the viewed text that ``text[start:end]`` stands for.

        Raises
        ------
        ValueError
            When the span is empty or outside the view.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span of a view of {len(self.text)} characters: {start}, {end}")
        return self.offsets[start], self.offsets[end - 1] + 1


def whole_words(text: str) -> frozenset[str]:
    """Return the longer words of a document, in lower case, as :func:`view_of` wants them."""
    return frozenset(_WORD.findall(text.casefold()))


def view_of(text: str, words: Collection[str] = frozenset()) -> View:
    """Return the legible view of a text.

    Parameters
    ----------
    text
        A stretch of canonical text.
    words
        What :func:`whole_words` returned for its document: a word that is broken by a
        hyphen and stands there whole elsewhere is closed up.

    Examples
    --------
    >>> view = view_of("A C T I O N S of the o\ufb03ce")
    >>> view.text
    'ACTIONS of the office'
    >>> view.to_canonical(0, 7)
    (0, 13)
    """
    found = _CHANGES.search(text)
    if found is None:
        return View(text, range(len(text)))
    parts: list[str] = []
    offsets: list[int] = []
    position = 0
    while found is not None:
        parts.append(text[position : found.start()])
        offsets.extend(range(position, found.start()))
        for character, offset in _changed(found, words):
            parts.append(character)
            offsets.append(offset)
        position = found.end()
        found = _CHANGES.search(text, position)
    parts.append(text[position:])
    offsets.extend(range(position, len(text)))
    return View("".join(parts), offsets)


def _changed(found: re.Match[str], words: Collection[str]) -> list[tuple[str, int]]:
    """Return what stands in the view for one match, each character with its offset."""
    start, shown = found.start(), found.group()
    if found.lastgroup == "spaced":
        return _closed_up(shown, start)
    if found.lastgroup == "hyphenated":
        return _unbroken(shown, start, words)
    if found.lastgroup == "glyph":
        return [(" ", start)]
    if found.lastgroup == "ligature":
        return _spelled(shown, start)
    return []


def _spelled(text: str, start: int) -> list[tuple[str, int]]:
    """Return the characters of a text with their offsets, ligatures as their letters."""
    return [
        (letter, offset)
        for offset, character in enumerate(text, start)
        for letter in (
            unicodedata.normalize("NFKC", character)
            if "\ufb00" <= character <= "\ufb06"
            else character
        )
    ]


def _closed_up(shown: str, start: int) -> list[tuple[str, int]]:
    made: list[tuple[str, int]] = []
    for part in re.finditer(rf"(?P<letter>[^\W\d_])|(?P<wide>{_WIDE})|{_NARROW}", shown):
        if part["letter"]:
            made += _spelled(part.group(), start + part.start())
        elif part["wide"]:
            made.append((" ", start + part.start()))
    return made


def _unbroken(shown: str, start: int, words: Collection[str]) -> list[tuple[str, int]]:
    """Leave out a soft hyphen, and a hyphen (with the line's end) that the word has not."""
    parts = list(_PART.finditer(shown))
    made: list[tuple[str, int]] = []
    for index, part in enumerate(parts):
        if not part["word"]:
            whole = parts[index - 1].group() + parts[index + 1].group()
            if part.group()[0] == "\u00ad" or whole.casefold() in words:
                continue
        made += _spelled(part.group(), start + part.start())
    return made
