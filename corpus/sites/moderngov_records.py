"""What a ModernGov site tells of its committees and meetings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from corpus.model import Attendee


@dataclass(frozen=True, slots=True)
class Committee:
    """A committee, by the site's own number."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class ListedMeeting:
    """A meeting as a list of meetings has it.

    Attributes
    ----------
    id
        The site's own number.
    committee
        The number of its committee.
    body
        The committee's name as the site writes it, or None where it does not.
    date
        None where the site gives none that can be read.
    cancelled
        Whether the site says that it did not take place.
    url
        Its page.
    """

    id: str
    committee: str
    body: str | None
    date: date | None
    cancelled: bool
    url: str


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A paper that belongs to an item."""

    url: str
    title: str
    restricted: bool = False


@dataclass(frozen=True, slots=True)
class ListedItem:
    """An agenda item of a meeting, by the site's own number."""

    id: str
    title: str
    has_minutes: bool
    restricted: bool
    documents: tuple[LinkedDocument, ...]


@dataclass(frozen=True, slots=True)
class MeetingDetail:
    """All that the web service tells of one meeting."""

    has_minutes: bool
    cancelled: bool
    items: tuple[ListedItem, ...]
    attendees: tuple[Attendee, ...]


def is_number(text: str) -> bool:
    """Tell whether a text can be the site's own number of something."""
    return bool(re.fullmatch(r"[0-9]{1,12}", text))


class MeetingSource(Protocol):
    """Where lists of committees and meetings come from: the web service, or the pages."""

    def committees(self) -> list[Committee]:
        """Return all committees of the site."""
        ...

    def meetings(
        self, committee: str, since: date | None, until: date | None
    ) -> list[ListedMeeting]:
        """Return a committee's meetings between two dates, undated ones too."""
        ...

    def detail(self, meeting: ListedMeeting) -> MeetingDetail | None:
        """Return what is told of one meeting; None where only its page tells."""
        ...
