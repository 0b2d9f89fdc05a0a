"""Reading again what is held of a site when its reader has become better: no request is made."""

from __future__ import annotations

from corpus import readers
from corpus.errors import ReadError
from corpus.intake import FileReport, Incoming, Outcome
from corpus.sites.state import Page, SiteArchive
from corpus.sites.storing import store
from corpus.structure import STRUCTURE_VERSION


class Renewal:
    """Reads documents again from the kept bytes, where a newer reader would read them anew.

    The version a reader has now is learnt from the first document it read; the
    others of that reader need not be opened when they are up to date.

    Parameters
    ----------
    archive, limits
        What it works with.
    """

    def __init__(self, archive: SiteArchive, limits: readers.Limits) -> None:
        self._archive = archive
        self._limits = limits
        self._now: dict[str, int] = {}

    def again(self, page: Page) -> FileReport | None:
        """Read one page's document again; None when it is as a reader of today has it."""
        state = self._archive.source_state(page.key)
        if page.sha256 is None or not self._archive.originals.path(page.sha256).is_file():
            return None
        if state is not None:
            held = state[0]
            same = held.structure_version == STRUCTURE_VERSION
            if same and self._now.get(held.reader, 0) == held.reader_version:
                return None
        elif self._archive.failure(page.key) is None:
            return None
        data = self._archive.originals.read(page.sha256)
        try:
            reader = readers.identify(data, page.name)
        except ReadError:
            pass  # it failed before; storing it finds out whether it does still
        else:
            self._now[reader.name] = reader.version
        metadata = state[1] if state else page.metadata
        incoming = Incoming(page.key, page.url, page.name, data, metadata)
        done = store(self._archive, incoming, self._limits, lambda: self._complete(page))
        return done if done.tried and done.outcome is not Outcome.UNCHANGED else None

    def _complete(self, page: Page) -> None:
        """Give the new version what a site, rather than the text, has told."""
        meeting = self._archive.site_meeting(page.site, page.meeting) if page.meeting else None
        for document_id in self._archive.held_of(page.key):
            if meeting:
                self._archive.add_attendees(document_id, meeting.attendees)
            if page.gone_since:
                self._archive.mark(document_id, page.url, page.gone_note)
