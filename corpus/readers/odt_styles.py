"""What the styles of an OpenDocument text say: bold, hidden, heading, list style."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_HEADING = re.compile(r"heading(?:_20_|\s)*([1-9])", re.I)
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_DEEPEST = 64
"""Styles that build on one another; real ones do so five deep, and long chains cost n squared."""


@dataclass(frozen=True, slots=True)
class Style:
    """What holds of text in a style; None where the style leaves it to what is around.

    ``heading`` is the outline level, 0 for none.
    """

    bold: bool | None = None
    hidden: bool | None = None
    heading: int = 0


class Styles:
    """Paragraph and text styles by family and name, each with what it inherits."""

    def __init__(self, roots: Iterable[Any]) -> None:
        self._raw: dict[tuple[str, str], Any] = {}
        self._known: dict[tuple[str, str], Style] = {}
        self._defaults: dict[str, Style] = {}
        for root in roots:
            if root is None:
                continue
            for element in root.iter(f"{STYLE}style"):
                family, name = element.get(f"{STYLE}family"), element.get(f"{STYLE}name")
                if family in ("paragraph", "text") and name:
                    # An automatic style of the content goes before a common one.
                    self._raw.setdefault((family, name), element)
            for element in root.iter(f"{STYLE}default-style"):
                family = element.get(f"{STYLE}family") or ""
                self._defaults.setdefault(family, _own(element))

    def get(self, family: str, name: str | None) -> Style:
        """Return a style; a plain one for a name that the document does not define."""
        key = (family, name or "")
        if key not in self._known:
            self._known[key] = self._resolve(family, name)
        return self._known[key]

    def _resolve(self, family: str, name: str | None) -> Style:
        bold = hidden = None
        heading = 0
        seen: set[str] = set()
        while name and name not in seen and (family, name) in self._raw and len(seen) < _DEEPEST:
            seen.add(name)
            element = self._raw[family, name]
            own = _own(element)
            bold = own.bold if bold is None else bold
            hidden = own.hidden if hidden is None else hidden
            heading = heading or own.heading
            name = element.get(f"{STYLE}parent-style-name")
        default = self._defaults.get(family, Style())
        return Style(
            default.bold if bold is None else bold,
            default.hidden if hidden is None else hidden,
            heading,
        )


def _own(element: Any) -> Style:
    bold = hidden = None
    properties = element.find(f"{STYLE}text-properties")
    if properties is not None:
        weight = properties.get(f"{_FO}font-weight")
        bold = None if weight is None else weight in _BOLD
        display = properties.get(f"{TEXT}display")
        hidden = None if display is None else display == "none"
    name = element.get(f"{STYLE}display-name") or element.get(f"{STYLE}name") or ""
    outline = element.get(f"{STYLE}default-outline-level") or ""
    found = _HEADING.fullmatch(name)
    heading = int(outline) if outline in ("1", "2", "3", "4", "5", "6") else 0
    if not heading and found:
        heading = min(6, int(found.group(1)))
    if not heading and name.lower() == "title":
        heading = 1
    return Style(bold, hidden, heading)
