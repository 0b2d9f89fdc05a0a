"""How fast a host is asked: one request at a time, with a pause after each."""

from __future__ import annotations

import random
from datetime import UTC
from email.utils import parsedate_to_datetime

from corpus.sites.faults import LimitReached
from corpus.sites.settings import Clock, FetchSettings


class Pace:
    """Waits before requests, and keeps to the time that a run may take.

    The chance in the waits before retries comes from a fixed seed, so that two
    runs of the same test wait alike; it keeps many copies of this program, all
    turned away at one moment, from coming back at one moment.
    """

    def __init__(self, settings: FetchSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock
        self._ended: dict[str, float] = {}
        self._delays: dict[str, float] = {}
        self._chance = random.Random(0)
        self._stop_at = (
            None if settings.max_seconds is None else clock.monotonic() + settings.max_seconds
        )

    def slow_down(self, origin: str, delay: float) -> None:
        """Take up a Crawl-delay, when it asks for more than our own pause."""
        self._delays[origin] = max(delay, self._settings.delay)

    def before(self, origin: str) -> None:
        """Wait until the host may be asked again.

        Raises
        ------
        LimitReached
            When the run's time would be over by then.
        """
        pause = self._delays.get(origin, self._settings.delay)
        ended = self._ended.get(origin)
        wait = 0.0 if ended is None else ended + pause - self._clock.monotonic()
        self.sleep(wait)

    def after(self, origin: str) -> None:
        """Take note that a request has ended."""
        self._ended[origin] = self._clock.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait.

        Raises
        ------
        LimitReached
            When the run's time would be over by then.
        """
        seconds = max(seconds, 0.0)
        if self._stop_at is not None and self._clock.monotonic() + seconds > self._stop_at:
            raise LimitReached("The time for this run is over (--max-minutes).")
        if seconds:
            self._clock.sleep(seconds)

    def backoff(self, attempt: int) -> float:
        """Return the wait before retry number ``attempt`` (from 0), in seconds."""
        base: float = self._settings.backoff * 2**attempt
        return base * (1 + self._chance.random() / 2)

    def retry_after(self, value: str | None) -> float | None:
        """Return the seconds that a Retry-After header asks for, if it does."""
        said = (value or "").strip()
        if said.isascii() and said.isdigit() and len(said) < 10:
            return float(said)
        try:
            when = parsedate_to_datetime(said)
        except (ValueError, TypeError, OverflowError):
            return None
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        return max(0.0, (when - self._clock.now()).total_seconds())
