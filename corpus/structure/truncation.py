"""A page that its publisher cut short, and the marker that is printed after whole items too.

ModernGov's issue pages end an item with "... view the full minutes text for item 18",
whether or not anything is missing. What stands before the marker tells: a text that
stops within a sentence was cut.
"""

from __future__ import annotations

import re
from typing import Final

from corpus.model import Reading
from corpus.structure.notes import CUT_SHORT

_MARKER: Final = re.compile(
    r"view\s{1,3}the\s{1,3}full\s{1,3}(?:minutes?|decisions?|agenda|item)?\s{0,3}text"
    r"(?:\s{1,3}for\s{1,3}item\s{1,3}(?P<item>[\w/.()]{1,12}?))?(?=[.\s]|$)",
    re.IGNORECASE,
)
_CLOSED: Final = ".?!:;"
_AFTER_STOP: Final = "\"'”’)]"
# Words that no sentence ends with: the text stops where the publisher's limit was.
_DANGLING: Final = re.compile(
    r"\b(?:the|a|an|of|and|or|to|for|with|in|on|at|by|from|that|which|their|its|was|were|had|would"
    r"|will|be)$",
    re.IGNORECASE,
)
MOST_NOTED: Final = 20


def cut_short(reading: Reading) -> tuple[str, ...]:
    """Say where a text was cut short; the link to the full text is always named."""
    notes: list[str] = []
    for match in _MARKER.finditer(reading.text):
        before = _before(reading.text, match.start())
        if not before or _is_whole(before):
            continue
        where = f"item {match['item'].rstrip('.')}" if match["item"] else "an item"
        notes.append(
            f"{CUT_SHORT}the text of {where} stops within a sentence; the publisher links to the "
            "full text, which is not in this file."
        )
        if len(notes) >= MOST_NOTED:
            break
    if not notes and reading.blocks:
        last = reading.text[reading.blocks[-1].start : reading.blocks[-1].end]
        if len(last) > 80 and (last.endswith(("...", "…")) or _DANGLING.search(last[-20:])):
            notes.append(f"{CUT_SHORT}the last sentence of the file has no end.")
    return tuple(notes)


def _before(text: str, position: int) -> str:
    """Give the end of what stands before a marker, without the dots that lead to it."""
    before = text[max(0, position - 200) : position].rstrip()
    while before.endswith(("...", "…")):
        before = before.rstrip("…" if before.endswith("…") else ".").rstrip()
    return before


def _is_whole(before: str) -> bool:
    return before.rstrip(_AFTER_STOP)[-1:] in _CLOSED
