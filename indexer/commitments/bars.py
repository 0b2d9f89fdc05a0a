"""What words must reach to join a later passage to a commitment without a number.

Set on the development split of the labelled follow-ups, where each kind of passage parts the
right commitments from the wrong ones at another likeness.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from corpus.register import Outcome
from indexer.commitments.passages import Passage


@dataclass(frozen=True, slots=True)
class Bar:
    """What words must reach.

    Attributes
    ----------
    score
        The least likeness (:class:`likeness.Fit`).
    weight
        What the shared words must weigh at least: one common word joins nothing.
    margin
        By how much the next best commitment must stay behind.
    far
        Whether it may be of any earlier meeting, and not of the last few only.
    promised
        Whether only what binds, or a target, is looked at: what somebody once suggested may
        come to pass without anybody going back to it.
    """

    score: float
    weight: float
    margin: float
    far: bool
    promised: bool = False


SECTION: Final = Bar(0.22, 0.45, 0.02, far=True)
"""Where the record goes through earlier actions, an earlier action there is."""

LOGGED: Final = Bar(0.25, 0.6, 0.08, far=True)
"""The same, under a number that the action got only in the log."""

DATED: Final = Bar(0.26, 0.3, 0.06, far=True)
"""The words say when it was asked for, promised or due, and that agrees."""

FIRM: Final = Bar(0.25, 0.7, 0.1, far=True)
"""The words look back, and can only be about something asked for or promised."""

BACK: Final = Bar(0.34, 0.9, 0.1, far=True)
"""The words look back, perhaps to something else."""

PLAIN: Final = Bar(0.36, 0.7, 0.2, far=False, promised=True)
"""Nothing says that it was promised but the words it is told in."""

UNDER_WAY: Final = Bar(0.42, 0.9, 0.2, far=False, promised=True)
"""Nothing says so, and it is not over: a body works on much that nobody promised."""

ON_TRACK: Final = Bar(0.4, 0.7, 0.3, far=False, promised=True)
"""The same with a word of status ("on track", "in hand")."""

RARE: Final = Bar(0.28, 1.4, 0.15, far=False, promised=True)
"""Many rare words together, though both sides say much else."""

AGAIN: Final = Bar(0.5, 1.0, 0.2, far=False, promised=True)
"""A new commitment that puts an earlier one again."""


def bars_of(passage: Passage) -> tuple[Bar, ...]:
    """Return what the words of a passage must reach: one of these."""
    telling = passage.telling
    if passage.section:
        return (LOGGED if passage.mentions else SECTION,)
    if passage.looks_back:
        return (FIRM if telling.firm else BACK, RARE)
    if telling.outcome is Outcome.PROGRESS:
        return (ON_TRACK if telling.firm else UNDER_WAY,)
    return (PLAIN, RARE)
