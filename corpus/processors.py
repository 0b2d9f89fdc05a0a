"""How many processors there are to read with; apart, since settings must be quick to load."""

from __future__ import annotations

import os

MOST_PROCESSES = 8
"""By default: one process stores what the others read, and keeps no more of them busy."""


def usable_processors() -> int:
    """Return how many processors this process may use, at most `MOST_PROCESSES`."""
    if hasattr(os, "sched_getaffinity"):
        return min(MOST_PROCESSES, len(os.sched_getaffinity(0)))
    return min(MOST_PROCESSES, os.cpu_count() or 1)
