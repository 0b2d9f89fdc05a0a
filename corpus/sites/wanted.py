"""What a run asks for, and what became of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from corpus.model import Attendee, Metadata
from corpus.sites.fetcher import Fetched
from corpus.sites.report import SyncOutcome


@dataclass(frozen=True, slots=True)
class Look:
    """What a page says of itself: what it adds to its metadata, or why to leave it out."""

    given: Metadata = field(default_factory=Metadata)
    leave_out: str | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address whose content is to be in the archive.

    Attributes
    ----------
    url
        Normalised.
    what
        What it is, for people ("printed minutes").
    given
        What the site says of it.
    meeting
        The site's own number of the meeting, if it has one.
    attendees
        Whom the site lists for the meeting.
    hosts
        Where redirects may lead.
    is_file
        Whether it promises a PDF or Word file: a web page there is an error page.
    linked
        Whether something leads to it still; an address known from an earlier run
        is asked for as well, to learn whether it is still there.
    look
        Looks at the content before it is stored.
    fetched
        Its content, when it has been fetched already.
    """

    url: str
    what: str
    given: Metadata
    meeting: str | None = None
    attendees: tuple[Attendee, ...] = ()
    hosts: frozenset[str] | None = None
    is_file: bool = False
    linked: bool = True
    look: Callable[[bytes], Look] | None = None
    fetched: Fetched | None = None

    def look_at(self, data: bytes) -> Look:
        """Return what the content says of itself."""
        return self.look(data) if self.look else Look()


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an address.

    Attributes
    ----------
    outcome
        None when it was passed over.
    data
        Its content, when it is to be had.
    look
        What the content says of itself.
    """

    outcome: SyncOutcome | None
    data: bytes | None = None
    look: Look = field(default_factory=Look)
