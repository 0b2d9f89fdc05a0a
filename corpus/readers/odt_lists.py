"""The numbers that an OpenDocument text gives its list entries and headings.

They are not in the file's text, yet they are printed, and minutes are cited by them
("4.1", "para. 12"). They follow from the list styles and the order of the entries, as
the standard lays down (ODF 1.3, part 3, 5.3 and 16.30) and LibreOffice prints them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from corpus.readers.odt_styles import STYLE, TEXT

_XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_FORMAT = (
    "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}num-list-format",
    f"{STYLE}num-list-format",
)
_NUMBERS = (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style")
_GLYPHS = (f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image")
_PLACE = re.compile(r"%(\d{1,2})%")
DEEPEST = 10
_LARGEST = 100_000
_LONGEST = 40
"""Characters of what stands about a number; a longer pattern is built to fill the memory."""


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list style marks its entries; ``number`` is "" for none or a glyph."""

    number: str = ""
    glyph: bool = False
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    start: int = 1
    pattern: str | None = None


@dataclass(slots=True)
class _Counts:
    """How far the entries of one list have come, level by level."""

    of_level: list[int | None] = field(default_factory=lambda: [None] * (DEEPEST + 1))


@dataclass(slots=True)
class _Open:
    style: str
    counts: _Counts
    start: int | None = None
    waiting: bool = False


class Lists:
    """Follows the lists of a document as a walk enters and leaves them."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._levels: dict[str, dict[int, Level]] = {}
        self._outline: dict[int, Level] = {}
        self._outline_counts = _Counts()
        self._open: list[_Open] = []
        self._by_id: dict[str, _Counts] = {}
        self._by_style: dict[str, _Counts] = {}
        for root in roots:
            if root is None:
                continue
            for element in root.iter(f"{TEXT}list-style"):
                self._levels.setdefault(element.get(f"{STYLE}name") or "", _levels_of(element))
            for element in root.iter(f"{TEXT}outline-style"):
                self._outline = self._outline or _levels_of(element)

    @property
    def depth(self) -> int:
        """How many lists are open."""
        return len(self._open)

    @property
    def glyph(self) -> bool:
        """Whether entries here have a bullet's glyph before them."""
        if not self._open:
            return False
        levels = self._levels.get(self._open[-1].style, {})
        return levels.get(min(len(self._open), DEEPEST), Level()).glyph

    def enter(self, element: Any) -> None:
        """A ``text:list`` begins."""
        style = element.get(f"{TEXT}style-name") or (self._open[-1].style if self._open else "")
        if self._open:
            self._open.append(_Open(style, self._open[-1].counts))
            return
        counts = self._by_id.get(element.get(f"{TEXT}continue-list") or "")
        if counts is None and element.get(f"{TEXT}continue-numbering") == "true":
            # The standard says the list just before; Word writes it, and LibreOffice reads
            # it, of the last list in the same style.
            counts = self._by_style.get(style)
        counts = counts or _Counts()
        self._by_style[style] = counts
        own = element.get(_XML_ID)
        if own:
            self._by_id[own] = counts
        self._open.append(_Open(style, counts))

    def leave(self) -> None:
        """A ``text:list`` ends."""
        if self._open:
            self._open.pop()

    def item(self, element: Any) -> None:
        """A ``text:list-item`` begins: its first paragraph gets the number."""
        if self._open:
            self._open[-1].start = _number(element.get(f"{TEXT}start-value"))
            self._open[-1].waiting = True

    def header(self) -> None:
        """A ``text:list-header`` begins: it has no number."""
        if self._open:
            self._open[-1].waiting = False

    def label(self) -> str:
        """Return what is printed before the paragraph that begins now; "" for nothing."""
        if not self._open or not self._open[-1].waiting:
            return ""
        here = self._open[-1]
        here.waiting = False
        # Entries that only hold a deeper list are not counted.
        for above in self._open[:-1]:
            above.waiting = False
        level = min(len(self._open), DEEPEST)
        return _next(self._levels.get(here.style, {}), here.counts, level, here.start)

    def heading_label(self, level: str | None, start: str | None) -> str:
        """Return the number of a heading that stands in no list."""
        depth = _number(level) or 1
        if not self._outline or not 1 <= depth <= DEEPEST:
            return ""
        return _next(self._outline, self._outline_counts, depth, _number(start))

    @contextmanager
    def suspended(self) -> Iterator[None]:
        """Leave all lists for a while: a text box stands in none of those around it."""
        outer, self._open = self._open, []
        try:
            yield
        finally:
            self._open = outer


def _next(levels: dict[int, Level], counts: _Counts, level: int, start: int | None) -> str:
    numbers = counts.of_level
    before = numbers[level]
    if start is not None:
        numbers[level] = start
    else:
        numbers[level] = levels.get(level, Level()).start if before is None else before + 1
    for deeper in range(level + 1, DEEPEST + 1):
        numbers[deeper] = None
    return _printed(levels, numbers, level)


def _printed(levels: dict[int, Level], numbers: list[int | None], level: int) -> str:
    how = levels.get(level, Level())
    if not how.number:
        return ""

    def one(which: int) -> str:
        if not 1 <= which <= level:
            return ""
        other = levels.get(which, Level())
        value = numbers[which]
        return format_number(other.start if value is None else value, other.number)

    if how.pattern:
        return _PLACE.sub(lambda found: one(int(found.group(1))), how.pattern).strip()
    first = max(1, level - how.shown + 1)
    parts = [one(which) for which in range(first, level + 1)]
    return f"{how.prefix}{'.'.join(part for part in parts if part)}{how.suffix}".strip()


def format_number(value: int, how: str) -> str:
    """Write a number as ``1``, ``a``, ``A``, ``i`` or ``I`` say; "" for any other format."""
    if not 0 < value <= _LARGEST:
        return str(value) if how == "1" else ""
    if how == "1":
        return str(value)
    if how in ("a", "A"):
        letters = ""
        while value:
            value, rest = divmod(value - 1, 26)
            letters = chr(ord(how) + rest) + letters
        return letters
    if how in ("i", "I") and value < 4000:
        roman = _roman(value)
        return roman if how == "i" else roman.upper()
    return ""


def _roman(value: int) -> str:
    made = ""
    for worth, sign in (
        *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
        *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
    ):
        made += sign * (value // worth)
        value %= worth
    return made


def _levels_of(element: Any) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for child in element:
        level = _number(child.get(f"{TEXT}level"))
        if level is None or not 1 <= level <= DEEPEST:
            continue
        if child.tag in _GLYPHS:
            found[level] = Level(glyph=True)
        if child.tag not in _NUMBERS:
            continue
        shown, start = (
            _number(child.get(f"{TEXT}display-levels")),
            _number(child.get(f"{TEXT}start-value")),
        )
        found[level] = Level(
            number=child.get(f"{STYLE}num-format") or "",
            prefix=(child.get(f"{STYLE}num-prefix") or "")[:_LONGEST],
            suffix=(child.get(f"{STYLE}num-suffix") or "")[:_LONGEST],
            shown=1 if shown is None else shown,
            start=1 if start is None else start,
            pattern=next((child.get(name)[:_LONGEST] for name in _FORMAT if child.get(name)), None),
        )
    return found


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 6 else None
