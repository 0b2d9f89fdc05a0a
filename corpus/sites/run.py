"""One run over a site: each wanted address is asked for, judged, stored and remembered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from corpus import readers, rows
from corpus.intake import Incoming
from corpus.metadata import merge
from corpus.model import Failure
from corpus.originals import sha256_of
from corpus.sites.addresses import key_of, shown
from corpus.sites.faults import Fault, FetchError, LimitReached
from corpus.sites.fetcher import Fetched, Fetcher
from corpus.sites.judging import check, reader_name, refuse_error_page, settle
from corpus.sites.renewal import Renewal
from corpus.sites.report import PageReport, PassedOver, SyncOutcome
from corpus.sites.settings import Clock
from corpus.sites.state import Page, SiteArchive
from corpus.sites.storing import store
from corpus.sites.wanted import Look, Taken, Wanted

RECENT = timedelta(weeks=4)
"""Minutes come late and are corrected: what is younger is asked for again."""

Progress = Callable[[str, int, int, str], None]
"""Called with (what is being done, how much of it is done, how much there is, the page)."""

_KEPT = "The copy that is held is kept."


class Run:
    """One run over one site.

    Parameters
    ----------
    archive, fetcher, limits, clock
        What it works with.
    site
        The key of the site or list.
    dry
        Ask for lists only, and store nothing.
    refresh
        Ask for everything again, settled or not.
    resumed_from
        When the interrupted run began that this one takes up, if it does: what
        was checked since is done.
    progress
        Called now and then.
    """

    def __init__(
        self,
        archive: SiteArchive,
        fetcher: Fetcher,
        limits: readers.Limits,
        clock: Clock,
        *,
        site: str,
        dry: bool = False,
        refresh: bool = False,
        resumed_from: str | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.archive = archive
        self.fetcher = fetcher
        self.limits = limits
        self.clock = clock
        self.site = site
        self.dry = dry
        self.refresh = refresh
        self.touched: set[str] = set()
        self.pages: list[PageReport] = []
        self.passed_over: list[PassedOver] = []
        self.notes: list[str] = []
        self._renewal = Renewal(archive, limits)
        self._resumed_from = resumed_from
        self._progress = progress
        self._fetched = 0

    def tell(self, phase: str, done: int, total: int, note: str = "") -> None:
        """Tell how far the run has come."""
        if self._progress:
            self._progress(phase, done, total, note)

    def now(self) -> str:
        """Return the time as it is remembered."""
        return self.clock.now().isoformat(timespec="microseconds")

    def is_done(self, checked_at: str | None) -> bool:
        """Tell whether this run, before it was interrupted, has dealt with something."""
        began = self._resumed_from
        return began is not None and checked_at is not None and checked_at >= began

    def pass_over(self, url: str, what: str, reason: str) -> None:
        """Record something that was found and is not taken."""
        self.passed_over.append(PassedOver(shown(url), what, reason))

    def fail(self, url: str, what: str, error: FetchError) -> None:
        """Record that a list, which is no document itself, could not be fetched."""
        if error.fault is Fault.ROBOTS:
            self.pass_over(url, what, str(error))
        else:
            self.report(url, what, SyncOutcome.FAILED, reason=str(error))

    def report(
        self,
        url: str,
        what: str,
        outcome: SyncOutcome,
        document_id: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Record what became of an address."""
        self.pages.append(PageReport(shown(url), what, outcome, document_id, reason))

    def take(self, wanted: Wanted, *, unless_fresh: bool = False) -> Taken:
        """Bring one address up to date in the archive.

        Parameters
        ----------
        wanted
            The address.
        unless_fresh
            Leave an old document alone that came without validators and was looked
            at in the last four weeks: asking would mean fetching all of it.

        Raises
        ------
        LimitReached
            When a limit of the run is met.
        """
        key = key_of(wanted.url)
        if key in self.touched:
            return Taken(None)
        page = self.archive.page(key) or Page(key, wanted.url, self.site)
        held = self._original(page)
        rests = held is not None and not page.failure and self._may_rest(page, unless_fresh)
        if held is not None and rests and wanted.fetched is None:
            return self._rest(wanted, page, held)
        if self.dry:
            self.touched.add(key)
            data = wanted.fetched.body if wanted.fetched else held
            look = wanted.look_at(data) if data else Look()
            self.report(wanted.url, wanted.what, SyncOutcome.PLANNED, self._held_id(key))
            return Taken(SyncOutcome.PLANNED, data, look)
        if self._fetched >= self.fetcher.settings.max_files:
            raise LimitReached(
                f"As many documents were fetched as one run may fetch ({self._fetched:,}; "
                "--max-files)."
            )
        try:
            fetched = wanted.fetched or self.fetcher.get(
                wanted.url,
                etag=page.etag if held is not None else None,
                last_modified=page.last_modified if held is not None else None,
                hosts=wanted.hosts,
            )
            body = fetched.body if fetched.changed else held or b""
            name = reader_name(wanted.url, fetched.content_type) if fetched.changed else page.name
            check(wanted, fetched, body, name)
            if fetched.changed:
                refuse_error_page(wanted.url, body, name, held, page.name, self.limits)
        except FetchError as error:
            self.touched.add(key)
            return self._missed(wanted, page, error)
        self.touched.add(key)
        self._fetched += fetched.changed
        look = wanted.look_at(body)
        if look.leave_out:
            self.pass_over(wanted.url, wanted.what, look.leave_out)
            return Taken(None, body, look)
        return Taken(self._keep(wanted, page, fetched, body, name, look), body, look)

    def renew(self) -> None:
        """Read again what this run did not ask for, where its reader has become better."""
        for page in self.archive.pages(self.site):
            if page.key in self.touched or self.dry:
                continue
            done = self._renewal.again(page)
            if done:
                outcome = SyncOutcome(done.outcome.value)
                self.report(page.url, "read again", outcome, done.document_id, done.reason)

    def _may_rest(self, page: Page, unless_fresh: bool) -> bool:
        if self.is_done(page.checked_at):
            return True
        if self.refresh or not unless_fresh or page.etag or page.last_modified or page.gone_since:
            return False
        now = self.clock.now()
        state = self.archive.source_state(page.key)
        held_on = state[0].date if state else None
        if held_on is None or not page.checked_at or now.date() - held_on < RECENT:
            return False
        return now - datetime.fromisoformat(page.checked_at) < RECENT

    def _rest(self, wanted: Wanted, page: Page, held: bytes) -> Taken:
        self.touched.add(page.key)
        again = None if self.dry else self._renewal.again(page)
        failure = self.archive.failure(page.key)
        outcome = SyncOutcome(again.outcome.value) if again else SyncOutcome.UNCHANGED
        if failure:
            outcome = SyncOutcome.FAILED
        elif page.gone_since:
            outcome = SyncOutcome.GONE
        reason = failure.reason if failure else None
        self.report(wanted.url, wanted.what, outcome, self._held_id(page.key), reason)
        return Taken(outcome, held, wanted.look_at(held))

    def _keep(
        self, wanted: Wanted, page: Page, fetched: Fetched, body: bytes, name: str, look: Look
    ) -> SyncOutcome:
        state = self.archive.source_state(page.key)
        given = merge(wanted.given, look.given)
        now = self.now()
        kept = None if fetched.changed else page  # a 304 need not repeat the validators
        made = replace(
            page,
            url=wanted.url,
            site=self.site,
            meeting=wanted.meeting or page.meeting,
            name=name,
            given=rows.metadata_to_json(given),
            etag=fetched.etag or (kept.etag if kept else None),
            last_modified=fetched.last_modified or (kept.last_modified if kept else None),
            sha256=sha256_of(body),
            status=200 if fetched.changed else 304,
            failure=None,
            first_at=page.first_at or now,
            fetched_at=now if fetched.changed else page.fetched_at,
            checked_at=now,
            gone_since=None,
        )

        before = self.archive.held_of(page.key) if page.gone_since else []

        def also() -> None:
            self.archive.put_page(made)
            for document_id in before:
                self.archive.mark(document_id, page.url, None)
            for document_id in self.archive.held_of(page.key):
                self.archive.add_attendees(document_id, wanted.attendees)

        metadata = settle(state[1] if state else None, page.metadata, given)
        incoming = Incoming(page.key, wanted.url, name, body, metadata)
        done = store(self.archive, incoming, self.limits, also)
        outcome = SyncOutcome(done.outcome.value)
        self.report(wanted.url, wanted.what, outcome, done.document_id, done.reason)
        return outcome

    def _missed(self, wanted: Wanted, page: Page, error: FetchError) -> Taken:
        """Record that an address could not be fetched; what is held of it stays."""
        if error.fault is Fault.ROBOTS:
            self.pass_over(wanted.url, wanted.what, str(error))
            return Taken(None)
        held = self.archive.held_of(page.key)
        is_gone = error.fault is Fault.GONE
        if is_gone and not held and not wanted.linked:
            with self.archive.transaction():
                self.archive.forget_page(page.key)
            return Taken(None)
        now = self.now()
        since = page.gone_since or now
        missed = replace(
            page,
            meeting=wanted.meeting or page.meeting,
            status=error.status,
            failure=None if is_gone and held else str(error),
            checked_at=now,
            gone_since=since if is_gone and held else page.gone_since,
        )
        with self.archive.transaction():
            self.archive.put_page(missed)
            if not held:
                failure = Failure(wanted.url, None, str(error), None, None)
                self.archive.fail(page.key, failure)
            elif is_gone:
                for document_id in held:
                    self.archive.mark(document_id, page.url, missed.gone_note)
                self.archive.clear_failure(page.key)
        outcome = SyncOutcome.GONE if is_gone and held else SyncOutcome.FAILED
        reason = f"{error} {_KEPT}" if held else str(error)
        self.report(wanted.url, wanted.what, outcome, held[0] if held else None, reason)
        return Taken(outcome)

    def _original(self, page: Page) -> bytes | None:
        """Return the last whole body of an address, if it is still among the originals."""
        if page.sha256 is None or not self.archive.originals.path(page.sha256).is_file():
            return None
        return self.archive.originals.read(page.sha256)

    def _held_id(self, key: str) -> str | None:
        return next(iter(self.archive.held_of(key)), None)
