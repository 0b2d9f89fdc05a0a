"""A wall-clock limit that work looks at now and then, and stops when it has passed."""

from __future__ import annotations

import time


class DeadlinePassedError(Exception):
    """The time for one file is up; its reader turns this into a `ReadError`."""


class Deadline:
    """Passes a number of seconds after it was made.

    Parameters
    ----------
    seconds
        From now, by a clock that is never set back.
    """

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left; not positive once it has passed."""
        return self._end - time.monotonic()

    def check(self) -> None:
        """Raise `DeadlinePassedError` once it has passed."""
        if self.left() <= 0:
            raise DeadlinePassedError
