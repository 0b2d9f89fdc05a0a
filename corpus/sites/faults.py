"""What can go wrong with an address: each fault says whether another try may help."""

from __future__ import annotations

from enum import StrEnum

from corpus.errors import MinutedError, ReadError


class Fault(StrEnum):
    """What kind of fault it is.

    ``gone``: the publisher says that there is no such page (404 or 410).
    ``robots``: its robots.txt asks programs to stay away. ``refused``: we will not
    ask (an address that is not public, a redirect to another site). ``failed``: all else.
    """

    GONE = "gone"
    ROBOTS = "robots"
    REFUSED = "refused"
    FAILED = "failed"


class FetchError(ReadError):
    """An address could not be fetched; it is recorded, and the rest go on.

    Parameters
    ----------
    message
        What happened, in plain words.
    mend
        What to do about it.
    fault
        What kind of fault it is.
    again
        Whether the same request may succeed in a moment.
    wait
        Seconds the server asked us to wait, if it did.
    status
        The HTTP status, where there was an answer.
    """

    def __init__(
        self,
        message: str,
        mend: str | None = None,
        *,
        fault: Fault = Fault.FAILED,
        again: bool = False,
        wait: float | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(message, mend)
        self.fault = fault
        self.again = again
        self.wait = wait
        self.status = status


class LimitReached(MinutedError):  # noqa: N818  no error: the caller's own limit was met
    """A limit of the whole run (time, number of files) is reached; a later run goes on."""


class SiteError(MinutedError):
    """The site as a whole cannot be read."""
