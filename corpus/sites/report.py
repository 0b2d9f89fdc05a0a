"""What one run of ``minuted sync`` did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SyncOutcome(StrEnum):
    """What became of one address; the first five as for files."""

    READ = "read"
    REPLACED = "replaced"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    GONE = "gone"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class PageReport:
    """What became of one address, and why; ``what`` says what it is ("printed minutes")."""

    url: str
    what: str
    outcome: SyncOutcome
    document_id: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class PassedOver:
    """What was found and not taken, and why not."""

    url: str
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class MeetingCounts:
    """The meetings of a run over a ModernGov site; the others add up to ``found``.

    Attributes
    ----------
    read
        Asked for, all of them without a fault.
    settled
        Not asked for: all is held and final, or nothing new is to be hoped for.
    passed_over
        Cancelled, without minutes yet, or closed to programs.
    failed
        Asked for, with a fault.
    """

    found: int = 0
    read: int = 0
    settled: int = 0
    passed_over: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class SyncReport:
    """What one run did.

    Attributes
    ----------
    pages
        Every address that is or was to be in the archive, in the order of asking.
    passed_over
        Everything else that was found.
    meetings
        Counts, for sites that list meetings.
    notes
        What else should be known: that the web service is off, say.
    resumed
        Whether it took up a run that had been interrupted.
    stopped
        Why it stopped before the end, or None.
    """

    pages: tuple[PageReport, ...]
    passed_over: tuple[PassedOver, ...]
    meetings: MeetingCounts | None
    notes: tuple[str, ...]
    resumed: bool
    stopped: str | None

    def count(self, outcome: SyncOutcome) -> int:
        """Return how many addresses ended so."""
        return sum(page.outcome is outcome for page in self.pages)

    def of(self, outcome: SyncOutcome) -> tuple[PageReport, ...]:
        """Return the addresses that ended so."""
        return tuple(page for page in self.pages if page.outcome is outcome)
