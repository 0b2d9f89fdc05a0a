"""How politely and how far to fetch."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from corpus.errors import UsageError

MAX_REDIRECTS = 5
ROBOTS_NAME = "minuted"
"""What robots.txt files call us."""
_LONGEST_CONTACT = 200


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to fetch; times are in seconds.

    Attributes
    ----------
    version
        Minuted's version, for the User-Agent.
    contact
        An address or page by which a site's keeper reaches whoever runs this.
    delay
        Between the end of one request to a host and the next; a robots.txt may ask for more.
    timeout
        For connecting, and for each wait for more of an answer.
    longest_answer
        For one answer altogether, so that a server that drips cannot hold us.
    retries
        How often a request that may succeed is made again.
    backoff
        Before the first retry; doubled each time, with up to half as much again at random.
    longest_wait
        A server that asks for more than this is left for another run.
    max_bytes
        Of one answer, after unpacking.
    max_files
        Documents fetched in one run.
    max_seconds
        For one run, or None.
    private_hosts
        Hosts that may lie at addresses that are not public: only those the caller named.
    """

    version: str = "0"
    contact: str | None = None
    delay: float = 1.0
    timeout: float = 60.0
    longest_answer: float = 300.0
    retries: int = 3
    backoff: float = 2.0
    longest_wait: float = 120.0
    max_bytes: int = 50_000_000
    max_files: int = 5_000
    max_seconds: float | None = None
    private_hosts: frozenset[str] = frozenset()

    def agent(self) -> str:
        """Return the User-Agent: who we are, which version, and whom to ask.

        Raises
        ------
        UsageError
            When the contact cannot stand in a header.
        """
        contact = (self.contact or "").strip()
        if len(contact) > _LONGEST_CONTACT or not (contact.isascii() and contact.isprintable()):
            raise UsageError(
                "The contact must be one short line of plain letters.",
                "Give an e-mail address or a web page: --contact minutes@example.org",
            )
        said = f"; contact: {contact}" if contact else ""
        return f"Minuted/{self.version} (collects published minutes{said})"


class Clock(Protocol):
    """The time, so that tests need not wait for it."""

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the time of day, in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that only ever grow."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)
