"""How often a body meets, by the minutes that are held, and where they are missing.

Nothing here says that a meeting took place: a body may have skipped one, and its minutes
may stand elsewhere. What is told is that none are held.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from corpus.model import Gap

FEWEST_MEETINGS = 4
"""Three intervals; of fewer no rhythm can be told."""

LONG = 1.75
"""Times the usual interval from which a time without minutes is told: less is a summer."""


def interval_of(days: Iterable[date]) -> int | None:
    """Return the median days from one meeting to the next, or None where too few are held."""
    held = sorted(set(days))
    if len(held) < FEWEST_MEETINGS:
        return None
    return round(median((b - a).days for a, b in pairwise(held)))


def gaps_in(days: Iterable[date]) -> tuple[Gap, ...]:
    """Return the times without minutes that are long for a body, oldest first.

    Parameters
    ----------
    days
        On which it met, by minutes that are held; agendas do not count.
    """
    held = sorted(set(days))
    usual = interval_of(held)
    if not usual:
        return ()
    return tuple(
        Gap(after, before, _expected(after, before, usual))
        for after, before in pairwise(held)
        if (before - after).days > LONG * usual
    )


def _expected(after: date, before: date, usual: int) -> tuple[date, ...]:
    """Share the time out as evenly as the rhythm allows."""
    missing = max(1, round((before - after).days / usual) - 1)
    step = (before - after).days / (missing + 1)
    return tuple(after + timedelta(days=round(step * (n + 1))) for n in range(missing))


def every(days: int) -> str:
    """Return an interval in words.

    >>> every(7), every(28), every(91)
    ('every week', 'every 4 weeks', 'every 13 weeks')
    """
    weeks = max(1, round(days / 7))
    return "every week" if weeks == 1 else f"every {weeks} weeks"
