"""What is remembered of a site between runs: in the catalogue, beside the documents.

It is written in the transaction that stores the document, so that neither can
be there without the other, whenever the program is killed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import date, datetime, timedelta
from typing import Any

from corpus import rows
from corpus.archive_writer import ArchiveWriter
from corpus.model import Attendee, Metadata

GONE_NOTE = "No longer published at "
"""How the note on a document begins whose publisher has taken it down."""
_STALE_RUN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Page:
    """One address and what came of asking for it; times are ISO, in UTC.

    The fields are the columns of ``site_pages``.
    """

    key: str
    url: str
    site: str
    meeting: str | None = None
    name: str = ""
    given: str = "{}"
    etag: str | None = None
    last_modified: str | None = None
    sha256: str | None = None
    status: int | None = None
    failure: str | None = None
    first_at: str | None = None
    fetched_at: str | None = None
    checked_at: str | None = None
    gone_since: str | None = None

    @property
    def metadata(self) -> Metadata:
        """What the site said of it last time."""
        return rows.metadata_from_json(self.given)

    @property
    def gone_note(self) -> str:
        """What is to be noted on its document since it is gone."""
        since = (self.gone_since or "")[:10]
        fetched = (self.fetched_at or self.first_at or "")[:10]
        return f"(noticed on {since}); the copy fetched on {fetched} is kept."


@dataclass(frozen=True, slots=True)
class SiteMeeting:
    """A meeting of a site, by the site's own number.

    ``settled``: all of it is held and its minutes are final, so that it is asked
    for again only while it is recent.
    """

    site: str
    meeting: str
    committee: str
    date: date | None
    settled: bool
    attendees: tuple[Attendee, ...]
    checked_at: str


_PAGE_COLUMNS = ", ".join(field.name for field in fields(Page))
_PAGE_PLACES = ", ".join("?" for _ in fields(Page))


class SiteArchive(ArchiveWriter):
    """The archive, with what is remembered of sites."""

    # Pages ---------------------------------------------------------------

    def page(self, key: str) -> Page | None:
        """Return what is known of an address."""
        row = self._db.execute(
            f"SELECT {_PAGE_COLUMNS} FROM site_pages WHERE key = ?", (key,)
        ).fetchone()
        return Page(*row) if row else None

    def pages(self, site: str, meeting: str | None = None) -> list[Page]:
        """Return the addresses known of a site, or of one of its meetings, by key."""
        where, values = "site = ?", [site]
        if meeting is not None:
            where, values = "site = ? AND meeting = ?", [site, meeting]
        found = self._db.execute(
            f"SELECT {_PAGE_COLUMNS} FROM site_pages WHERE {where} ORDER BY key", values
        )
        return [Page(*row) for row in found]

    def put_page(self, page: Page) -> None:
        """Remember an address; part of the transaction that stores its document."""
        self._db.execute(
            f"INSERT OR REPLACE INTO site_pages ({_PAGE_COLUMNS}) VALUES ({_PAGE_PLACES})",
            astuple(page),
        )

    def forget_page(self, key: str) -> None:
        """Forget an address of which nothing is held and to which nothing leads any more."""
        self._db.execute("DELETE FROM site_pages WHERE key = ?", (key,))
        self.clear_failure(key)

    def mark(self, document_id: str, url: str, note: str | None) -> None:
        """Note on a document that it is gone from an address, or (None) that it is back."""
        begins = f"{GONE_NOTE}{url} "
        row = self._db.execute(
            "SELECT notes FROM documents WHERE id = ?", (document_id,)
        ).fetchone()
        before: list[str] = json.loads(row[0])
        after = [held for held in before if not held.startswith(begins)]
        if note:
            after.append(begins + note)
        if after != before:
            self._db.execute(
                "UPDATE documents SET notes = ? WHERE id = ?",
                (json.dumps(after, ensure_ascii=False), document_id),
            )

    # Meetings ------------------------------------------------------------

    def site_meeting(self, site: str, meeting: str) -> SiteMeeting | None:
        """Return what is known of one meeting of a site."""
        row = self._db.execute(
            "SELECT * FROM site_meetings WHERE site = ? AND meeting = ?", (site, meeting)
        ).fetchone()
        return _site_meeting(row) if row else None

    def site_meetings(self, site: str, committee: str) -> list[SiteMeeting]:
        """Return the known meetings of one committee of a site, by number."""
        found = self._db.execute(
            "SELECT * FROM site_meetings WHERE site = ? AND committee = ? ORDER BY meeting",
            (site, committee),
        )
        return [_site_meeting(row) for row in found]

    def put_site_meeting(self, known: SiteMeeting) -> None:
        """Remember a meeting of a site."""
        listed = [(a.name, a.role, a.present) for a in known.attendees]
        with self.transaction():
            self._db.execute(
                "INSERT OR REPLACE INTO site_meetings VALUES (?,?,?,?,?,?,?)",
                (
                    known.site,
                    known.meeting,
                    known.committee,
                    rows.iso(known.date),
                    known.settled,
                    json.dumps(listed, ensure_ascii=False),
                    known.checked_at,
                ),
            )

    # Runs ----------------------------------------------------------------

    def begin_run(self, key: str, now: str) -> str:
        """Return when the run began: now, or when one was begun that did not end.

        A run that stopped more than a week ago is not taken up again: what it
        fetched may have changed since.
        """
        row = self._db.execute(
            "SELECT started_at FROM site_runs WHERE key = ? AND ended_at IS NULL", (key,)
        ).fetchone()
        if row and datetime.fromisoformat(now) - datetime.fromisoformat(row[0]) < _STALE_RUN:
            return str(row[0])
        with self.transaction():
            self._db.execute("INSERT OR REPLACE INTO site_runs VALUES (?, ?, NULL)", (key, now))
        return now

    def end_run(self, key: str, now: str) -> None:
        """Remember that the run has ended: the next one starts afresh."""
        with self.transaction():
            self._db.execute("UPDATE site_runs SET ended_at = ? WHERE key = ?", (now, key))

    # Documents -----------------------------------------------------------

    def add_attendees(self, document_id: str, attendees: Sequence[Attendee]) -> None:
        """Give a document that lists nobody the people whom the site lists for its meeting."""
        if self.attendees(document_id):
            return
        self._db.executemany(
            "INSERT INTO attendees VALUES (?,?,?,?,?,?)",
            [
                (document_id, i, a.name, a.role, a.initials, a.present)
                for i, a in enumerate(attendees)
            ],
        )

    def held_of(self, key: str) -> list[str]:
        """Return the ids of what is held of an address: its document, and a bundle's members."""
        state = self.source_state(key)
        members = [self.source_state(member) for member, _ in self.sources_under(f"{key}#")]
        return [found[0].id for found in (state, *members) if found]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the body as one transaction: all of it is kept, or nothing.

        Within another, it is a part of that one, which may fail on its own.
        """
        if not self._db.in_transaction:
            with super().transaction():
                yield
            return
        self._db.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK TO part")
            self._db.execute("RELEASE part")
            raise
        self._db.execute("RELEASE part")


def _site_meeting(row: Sequence[Any]) -> SiteMeeting:
    return SiteMeeting(
        site=row[0],
        meeting=row[1],
        committee=row[2],
        date=rows.day(row[3]),
        settled=bool(row[4]),
        attendees=tuple(Attendee(n, role, None, bool(p)) for n, role, p in json.loads(row[5])),
        checked_at=row[6],
    )
