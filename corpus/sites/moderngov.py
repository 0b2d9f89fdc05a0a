"""``minuted sync moderngov``: the minutes of a council's ModernGov site."""

from __future__ import annotations

import hashlib
import re
from dataclasses import astuple, replace
from datetime import date

from corpus import readers
from corpus.errors import UsageError
from corpus.sites.addresses import (
    given_address,
    host_of,
    key_of,
    normalise,
    origin_of,
    path_of,
    shown,
)
from corpus.sites.faults import Fault, FetchError, LimitReached, SiteError
from corpus.sites.fetcher import Fetcher
from corpus.sites.moderngov_meeting import MeetingTaker
from corpus.sites.moderngov_pages import WebPages
from corpus.sites.moderngov_plan import EVERY, ModernGovPlan
from corpus.sites.moderngov_records import Committee, ListedMeeting, MeetingSource
from corpus.sites.moderngov_service import WebService
from corpus.sites.report import SyncReport
from corpus.sites.run import Progress, Run
from corpus.sites.settings import Clock
from corpus.sites.state import SiteArchive, SiteMeeting

_OURS = re.compile(
    r"\bpolic\w*|\bcrime\b|\bfire\b|\bcommunity safety\b|\bheddlu\b|\bth?rosedd\w*|\bdân\b",
    re.IGNORECASE,
)
_MOST_NAMED = 40


def site_folder(address: str) -> str:
    """Return the folder of a ModernGov site from the address of it or of one of its pages.

    Raises
    ------
    UsageError
        When it is no address of a page.
    """
    url = given_address(address)
    path = path_of(url)
    folder, _, last = path.rpartition("/")
    if folder.lower().endswith(".asmx"):
        folder = folder.rpartition("/")[0]
    elif "." not in last:
        folder = path.rstrip("/")
    return normalise(f"{origin_of(url)}{folder}/")


def sync_moderngov(
    archive: SiteArchive,
    fetcher: Fetcher,
    limits: readers.Limits,
    clock: Clock,
    plan: ModernGovPlan,
    *,
    dry: bool = False,
    refresh: bool = False,
    progress: Progress | None = None,
) -> SyncReport:
    """Bring the minutes of a ModernGov site up to date in the archive.

    Raises
    ------
    UsageError
        When no committee is chosen.
    SiteError
        When neither the web service nor the pages can be read.
    """
    base = site_folder(plan.base)
    now = clock.now()
    run_key = hashlib.sha256(
        repr((astuple(replace(plan, base=base)), refresh)).encode()
    ).hexdigest()
    plan = replace(plan, base=base, until=plan.until or now.date())
    began = now.isoformat(timespec="microseconds")
    started = began if dry else archive.begin_run(run_key, began)
    run = Run(
        archive,
        fetcher,
        limits,
        clock,
        site=key_of(base),
        dry=dry,
        refresh=refresh,
        resumed_from=started if started != began else None,
        progress=progress,
    )
    sync = _ModernGov(run, plan)
    stopped = None
    try:
        sync.all()
        run.renew()
    except LimitReached as limit:
        stopped = str(limit)
    if stopped is None and not dry:
        archive.end_run(run_key, run.now())
    return SyncReport(
        tuple(run.pages),
        tuple(run.passed_over),
        sync.meetings.counts,
        tuple(run.notes),
        started != began,
        stopped,
    )


class _ModernGov:
    """One run over a ModernGov site."""

    def __init__(self, run: Run, plan: ModernGovPlan) -> None:
        self.run = run
        self.plan = plan
        self._hosts = frozenset({host_of(plan.base)})
        self.meetings = MeetingTaker(run, plan, self._hosts)
        self._today = run.clock.now().date()
        self._pages = WebPages(run.fetcher, plan.base, self._hosts)

    def all(self) -> None:
        """Go through the chosen committees, the newest meetings first."""
        source, committees = self._source()
        listed: list[ListedMeeting] = []
        missing: list[SiteMeeting] = []
        for done, committee in enumerate(committees):
            self.run.tell("Listing meetings", done, len(committees), committee.name)
            try:
                found = source.meetings(committee.id, self.plan.since, self.plan.until)
            except FetchError as error:
                url = f"{self.plan.base}ieListMeetings.aspx?CId={committee.id}&Year=0"
                self.run.fail(url, f"list of meetings of {committee.name or committee.id}", error)
                continue
            # The list of committees named it, whatever the list of meetings says.
            listed += [replace(m, body=m.body or committee.name or None) for m in found]
            missing += self.meetings.unlisted(committee.id, {meeting.id for meeting in found})
            if not found:
                name = committee.name or f"committee {committee.id}"
                self.run.notes.append(f"The site lists no meetings of {name} in that time.")
        newest = sorted(
            listed, key=lambda m: (m.date or date.max, m.committee, int(m.id)), reverse=True
        )
        for done, meeting in enumerate(newest):
            note = f"{meeting.body or meeting.committee} {meeting.date or ''}".strip()
            self.run.tell("Meetings", done, len(newest), note)
            self.meetings.take(source, meeting)
        for known in missing:
            self.meetings.ask_again(known.meeting)
        self.run.tell("Meetings", len(newest), len(newest))

    def _source(self) -> tuple[MeetingSource, list[Committee]]:
        """Return the web service if it answers, else the pages; and the chosen committees."""
        service = WebService(self.run.fetcher, self.plan.base, self._hosts)
        try:
            if self._by_number():
                # Any answer will do; the meetings are asked for again in their turn.
                service.meetings(self.plan.committees[0], self._today, self._today)
                return service, self._chosen([])
            return service, self._chosen(service.committees())
        except FetchError as error:
            if error.fault is Fault.REFUSED:
                raise SiteError(error.message, error.mend) from None
            self.run.notes.append(
                f"The site's web service is not to be had ({error.message}) Its pages are read "
                "instead."
            )
        if self._by_number():
            return self._pages, self._chosen([])
        try:
            return self._pages, self._chosen(self._pages.committees())
        except FetchError as error:
            raise SiteError(
                f"The site {shown(self.plan.base)} cannot be read: {error.message}",
                error.mend or "Check the address in a browser; give a committee with --committee.",
            ) from None

    def _by_number(self) -> bool:
        return bool(self.plan.committees) and self.plan.committees != (EVERY,)

    def _chosen(self, committees: list[Committee]) -> list[Committee]:
        if self._by_number():
            return [Committee(number, "") for number in dict.fromkeys(self.plan.committees)]
        if self.plan.committees == (EVERY,):
            return committees
        chosen = [c for c in committees if _OURS.search(c.name)]
        if not chosen:
            named = "\n".join(f"  {c.id}  {c.name}" for c in committees[:_MOST_NAMED])
            raise UsageError(
                f"None of the site's {len(committees)} committees is named after police, crime or "
                f"fire:\n{named}\n",
                "Choose with --committee NUMBER (more than once if need be) or --committee all.",
            )
        for committee in committees:
            if committee not in chosen:
                self.run.pass_over(
                    f"{self.plan.base}ieListMeetings.aspx?CId={committee.id}&Year=0",
                    committee.name,
                    f"not named after police, crime or fire (--committee {committee.id})",
                )
        return chosen
