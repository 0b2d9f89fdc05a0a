"""Prose and numbered action that say the same: one commitment, quoted once.

Minutes tell a promise in the discussion and list it again under "Action"; another rendition
of the meeting prints both once more. The labelled one is quoted, the others are its places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import Stemmer

from indexer.commitments.units import Unit

_WORD: Final = re.compile(r"[^\W_][\w'-]*")
_SMALL: Final = frozenset(
    """
    a an the and or of to in on at by for from with as is are be been was were will would shall
    should it its he she they his her their him them this that these those which who whom also
    then any all not agreed agree action actions undertook offered said stated confirmed that
    there has have had do does did into about up out so if
    """.split()  # noqa: SIM905
)
_ALIKE: Final = 0.6
"""Share of the shorter one's words that the longer one holds, within one document."""

_FEWEST: Final = 3
_NEAR: Final = 14
"""Units apart, within one item: an action stands below the prose it sums up."""

_SAME_TEXT: Final = 0.75
"""Words that two renditions share, of all that either holds."""

_STEMMER = Stemmer.Stemmer("english")


def content_of(text: str) -> frozenset[str]:
    """Return the stems of the words that carry a commitment's content."""
    # One rendition prints a curly apostrophe, another a straight one.
    plain = text[:1_000].lower().replace("’", "'")
    words = [w.removesuffix("'s").rstrip("'") for w in _WORD.findall(plain)]
    return frozenset(_STEMMER.stemWords([w for w in words if w not in _SMALL]))


def says_the_same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether a sentence of prose and an action line say the same, by their words."""
    shorter = min(len(one), len(other))
    shared = len(one & other)
    return shared >= _FEWEST and shared >= _ALIKE * shorter


def is_same_text(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two renditions print the same sentence, by their words."""
    union = len(one | other)
    return union > 0 and len(one & other) >= _SAME_TEXT * union


def groups_within(
    units: Sequence[Unit], places: Sequence[int], labelled: Sequence[bool]
) -> list[list[int]]:
    """Group the commitments of one document that say the same.

    Parameters
    ----------
    units
        The units that commit somebody, in reading order.
    places
        Their places among all units of the document.
    labelled
        Whether each is labelled, listed or numbered as an action.

    Returns
    -------
    list of list of int
        Indices into ``units``; of each group the one that is quoted comes first. Every
        index is in one group.
    """
    words = [content_of(unit.text) for unit in units]
    taken: dict[int, int] = {}
    for action in (n for n, is_action in enumerate(labelled) if is_action):
        best: tuple[float, int] | None = None
        for prose in range(len(units)):
            if labelled[prose] or prose in taken or units[prose].item != units[action].item:
                continue
            if abs(places[prose] - places[action]) > _NEAR:
                continue
            if says_the_same(words[prose], words[action]):
                share = len(words[prose] & words[action]) / len(words[prose] | words[action])
                if best is None or share > best[0]:
                    best = (share, prose)
        if best is not None:
            taken[best[1]] = action
    return [
        [n, *sorted(prose for prose, action in taken.items() if action == n)]
        for n in range(len(units))
        if n not in taken
    ]
