"""One meeting of a ModernGov site: its page, printed minutes, items and papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from corpus.model import MeetingStatus, Metadata
from corpus.sites.addresses import host_of, path_of
from corpus.sites.faults import Fault, FetchError
from corpus.sites.likeness import speaks_of_minutes
from corpus.sites.moderngov_pages import MeetingPage, read_meeting_page
from corpus.sites.moderngov_plan import ModernGovPlan
from corpus.sites.moderngov_records import (
    LinkedDocument,
    ListedItem,
    ListedMeeting,
    MeetingDetail,
    MeetingSource,
)
from corpus.sites.moderngov_service import item_url
from corpus.sites.report import MeetingCounts, SyncOutcome
from corpus.sites.run import RECENT, Run
from corpus.sites.state import SiteMeeting
from corpus.sites.wanted import Look, Taken, Wanted

_PATIENCE = timedelta(days=365)
"""Minutes that have not come, or are still a draft, after so long are waited for no more."""


class MeetingTaker:
    """Brings meetings up to date, one by one, and counts them.

    Parameters
    ----------
    run
        The run it is part of.
    plan
        What is wanted; ``base`` is the site's folder.
    hosts
        The site's hosts.
    """

    def __init__(self, run: Run, plan: ModernGovPlan, hosts: frozenset[str]) -> None:
        self.run = run
        self.plan = plan
        self.counts = MeetingCounts()
        self._hosts = hosts
        self._today = run.clock.now().date()

    def take(self, source: MeetingSource, meeting: ListedMeeting) -> None:
        """Bring one meeting up to date: its page, printed minutes, items and papers.

        Raises
        ------
        LimitReached
            When a limit of the run is met.
        """
        self.counts = replace(self.counts, found=self.counts.found + 1)
        known = self.run.archive.site_meeting(self.run.site, meeting.id)
        if known and self._may_rest(meeting.date, known):
            self._count("settled")
            return
        if meeting.cancelled:
            self._without(meeting, "the meeting was cancelled")
            return
        try:
            detail = source.detail(meeting)
        except FetchError as error:
            if error.fault is not Fault.ROBOTS:
                self.run.notes.append(f"Meeting {meeting.id}: {error.message} Its page is read.")
            detail = None
        if detail and detail.cancelled:
            self._without(meeting, "the meeting was cancelled")
            return
        if detail and not detail.has_minutes:
            self._without(meeting, "no minutes are published yet")
            self.ask_again(meeting.id)
            self._remember(meeting, detail, settled=False)
            return
        self._documents(meeting, detail)

    def _documents(self, meeting: ListedMeeting, detail: MeetingDetail | None) -> None:
        page, taken = self._page(meeting, detail)
        if taken.outcome is None and detail is None:  # an agenda alone, or closed to programs
            self._count("passed_over")
            self.ask_again(meeting.id)
            self._remember(meeting, detail, settled=False)
            return
        status = page.status if page else None
        wanted = list(self._printed(meeting, detail, page))
        if self.plan.items:
            wanted += self._items(meeting, detail, page, status)
        wanted += self._papers(meeting, detail, page)
        all_taken = [taken, *(self.run.take(each) for each in wanted)]
        all_taken += self.ask_again(meeting.id)
        failed = any(each.outcome is SyncOutcome.FAILED for each in all_taken)
        self._count("failed" if failed else "read")
        if not failed:  # else a run that takes this one up tries it again
            self._remember(meeting, detail, settled=status is MeetingStatus.APPROVED)

    def _page(
        self, meeting: ListedMeeting, detail: MeetingDetail | None
    ) -> tuple[MeetingPage | None, Taken]:
        """Take the meeting's own page; return what it tells, when it holds minutes."""
        told: list[MeetingPage] = []

        def look(data: bytes) -> Look:
            try:
                page = read_meeting_page(data, meeting.url)
            except FetchError:
                return Look()  # its reader will say the same, and that is recorded
            if not page.has_minutes and not (detail and detail.has_minutes):
                return Look(leave_out="no minutes are published yet")
            told.append(page)
            return Look(Metadata(status=page.status))

        taken = self.run.take(
            Wanted(
                meeting.url,
                "meeting",
                self._given(meeting, meeting.url, title=_meeting_title(meeting)),
                meeting.id,
                detail.attendees if detail else (),
                self._hosts,
                look=look,
            )
        )
        return (told[-1] if told else None), taken

    def _printed(
        self, meeting: ListedMeeting, detail: MeetingDetail | None, page: MeetingPage | None
    ) -> list[Wanted]:
        if page is None:
            return []
        for link in page.packs:
            self.run.pass_over(link.url, link.text, "an agenda or a pack of papers, not minutes")
        for link in page.others:
            self.run.pass_over(
                link.url, link.text, "an issue or decision, not of this meeting alone"
            )
        return [
            Wanted(
                link.url,
                "printed minutes",
                replace(
                    self._given(meeting, link.url, title=_meeting_title(meeting)),
                    status=page.status,
                ),
                meeting.id,
                detail.attendees if detail else (),
                self._hosts,
                is_file=True,
            )
            for link in page.printed
        ]

    def _items(
        self,
        meeting: ListedMeeting,
        detail: MeetingDetail | None,
        page: MeetingPage | None,
        status: MeetingStatus | None,
    ) -> list[Wanted]:
        titles: dict[str, str | None] = {}
        if detail:
            for item in detail.items:
                if item.restricted:
                    url = item_url(self.plan.base, item.id)
                    self.run.pass_over(url, item.title, "not open to the public")
                elif item.has_minutes:
                    titles[item.id] = item.title or None
        elif page:
            titles = dict(page.items)
        made = []
        for number, title in titles.items():
            url = item_url(self.plan.base, number)
            given = replace(self._given(meeting, url, title=title), status=status)
            attendees = detail.attendees if detail else ()
            made.append(Wanted(url, "item", given, meeting.id, attendees, self._hosts))
        return made

    def _papers(
        self, meeting: ListedMeeting, detail: MeetingDetail | None, page: MeetingPage | None
    ) -> list[Wanted]:
        """Return the papers that are minutes, of other meetings as a rule.

        So neither date nor body is said of them: their own text tells.
        """
        papers: list[LinkedDocument] = []
        if detail:
            papers = [paper for item in detail.items for paper in _open_papers(item)]
        elif page:
            papers = [LinkedDocument(link.url, link.text) for link in page.papers]
        made = []
        for paper in papers:
            if paper.restricted:
                self.run.pass_over(paper.url, paper.title, "not open to the public")
            elif not (self.plan.papers or speaks_of_minutes(f"{paper.title} {path_of(paper.url)}")):
                self.run.pass_over(paper.url, paper.title, "a paper, not minutes (--papers)")
            elif host_of(paper.url) not in self._hosts:
                self.run.pass_over(
                    paper.url, paper.title, f"on another host ({host_of(paper.url)})"
                )
            else:
                given = Metadata(
                    force=self.plan.force, title=paper.title or None, source_url=paper.url
                )
                made.append(
                    Wanted(paper.url, "paper", given, meeting.id, (), self._hosts, is_file=True)
                )
        return made

    def _given(self, meeting: ListedMeeting, url: str, title: str | None) -> Metadata:
        return Metadata(
            body=meeting.body,
            force=self.plan.force,
            date=meeting.date,
            title=title,
            source_url=url,
        )

    # What is known from earlier runs --------------------------------------

    def _may_rest(self, held_on: date | None, known: SiteMeeting) -> bool:
        if self.run.is_done(known.checked_at):
            return True
        if self.run.refresh or held_on is None:
            return False
        age = self._today - held_on
        return (known.settled and age > RECENT) or age > _PATIENCE

    def unlisted(self, committee: str, listed: set[str]) -> list[SiteMeeting]:
        """Return meetings that the site has dropped from its list, while they matter still."""
        return [
            known
            for known in self.run.archive.site_meetings(self.run.site, committee)
            if known.meeting not in listed
            and (known.date is None or self.plan.since is None or known.date >= self.plan.since)
            and (known.date is None or self.plan.until is None or known.date <= self.plan.until)
            and not self._may_rest(known.date, known)
        ]

    def ask_again(self, meeting: str) -> list[Taken]:
        """Ask for pages known of a meeting to which nothing leads any more."""
        return [
            self.run.take(
                Wanted(
                    page.url,
                    "earlier page",
                    page.metadata,
                    meeting,
                    hosts=self._hosts,
                    linked=False,
                )
            )
            for page in self.run.archive.pages(self.run.site, meeting)
            if page.key not in self.run.touched
        ]

    def _remember(
        self, meeting: ListedMeeting, detail: MeetingDetail | None, *, settled: bool
    ) -> None:
        if self.run.dry:
            return
        self.run.archive.put_site_meeting(
            SiteMeeting(
                self.run.site,
                meeting.id,
                meeting.committee,
                meeting.date,
                settled,
                detail.attendees if detail else (),
                self.run.now(),
            )
        )

    def _without(self, meeting: ListedMeeting, reason: str) -> None:
        self.run.pass_over(meeting.url, _meeting_title(meeting) or "meeting", reason)
        self._count("passed_over")

    def _count(self, what: str) -> None:
        self.counts = replace(self.counts, **{what: getattr(self.counts, what) + 1})


def _open_papers(item: ListedItem) -> list[LinkedDocument]:
    return [
        replace(paper, restricted=paper.restricted or item.restricted) for paper in item.documents
    ]


def _meeting_title(meeting: ListedMeeting) -> str | None:
    if not meeting.body or not meeting.date:
        return None
    return f"{meeting.body}, {meeting.date.day} {meeting.date:%B %Y}"
