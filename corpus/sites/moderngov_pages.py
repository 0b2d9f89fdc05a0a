"""ModernGov's web pages, read where the web service is off, and for what only they tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from corpus.model import MeetingStatus
from corpus.sites.addresses import normalise, parameters, path_of
from corpus.sites.faults import FetchError
from corpus.sites.fetcher import Fetcher
from corpus.sites.links import Link, LinkedPage, read_links
from corpus.sites.moderngov_records import Committee, ListedMeeting, is_number
from corpus.sites.moderngov_service import meeting_url
from corpus.structure.dates import parse_date

_MOST_LISTS = 60
# How a meeting's page is headed: "Agenda", "Agenda and draft minutes", "Agenda and minutes".
_STAGE = re.compile(
    r"\W*(?P<agenda>agenda\s*(?:,|and|a)\s+(?:decisions\s+and\s+)?)?"
    r"(?P<draft>(?:draft|unconfirmed|unapproved|provisional)\s+)?"
    r"(?:(?P<minutes>minutes|cofnodion)|decisions|penderfyniadau)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(r"\b(?:minutes|decisions|cofnodion|penderfyniadau)\b", re.IGNORECASE)
_PRINTED = re.compile(r"/documents/g\d+/", re.IGNORECASE)
_PAPER = re.compile(r"/documents/s\d+/|/mgConvert2PDF\.aspx$", re.IGNORECASE)
_OTHER_PAGE = re.compile(
    r"/(?:ieissuedetails|mgissuehistoryhome|iedecisiondetails|mgdecisiondetails)\.aspx$",
    re.IGNORECASE,
)
_POINTS_ON = re.compile(r"\b(?:view|full minutes|more|details)\b", re.IGNORECASE)
_LIST_TITLE = re.compile(
    r"^\s*(?:browse\s+meetings|meetings|committee\s+meetings)\s*(?:[-–:,]|\bof\b)\s*", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """What the page of a meeting tells.

    Attributes
    ----------
    has_minutes
        Whether it holds minutes or decisions, rather than an agenda alone.
    status
        Draft or approved, where its heading says so.
    printed
        Its printed minutes.
    packs
        Its agendas and packs of papers.
    papers
        The papers of its items.
    others
        Pages of issues and decisions, which are no record of this meeting alone.
    items
        The numbers of its items that have pages, and their titles where the link says them.
    """

    has_minutes: bool
    status: MeetingStatus | None
    printed: tuple[Link, ...]
    packs: tuple[Link, ...]
    papers: tuple[Link, ...]
    others: tuple[Link, ...]
    items: tuple[tuple[str, str | None], ...]


class WebPages:
    """The pages of one site.

    Parameters
    ----------
    fetcher
        What asks.
    base
        The site's folder, with a slash at its end.
    hosts
        Where its redirects may lead.
    """

    def __init__(self, fetcher: Fetcher, base: str, hosts: frozenset[str]) -> None:
        self._fetcher = fetcher
        self._base = base
        self._hosts = hosts

    def committees(self) -> list[Committee]:
        """Return the committees that the site's list links to.

        Raises
        ------
        FetchError
            When there is no such list.
        """
        fault: FetchError | None = None
        for name in ("mgListCommittees.aspx?bcr=1", "ieDocHome.aspx?bcr=1"):
            try:
                page = self._read(normalise(name, self._base))
            except FetchError as error:
                fault = fault or error
                continue
            found: dict[str, Committee] = {}
            for link in page.links:
                number = _committee_of(link.url)
                if number and link.text:
                    found.setdefault(number, Committee(number, link.text))
            if found:
                return list(found.values())
        raise fault or FetchError("The site's list of committees is not to be found.")

    def meetings(
        self, committee: str, since: date | None, until: date | None
    ) -> list[ListedMeeting]:
        """Return a committee's meetings between two dates, from its lists year by year.

        Raises
        ------
        FetchError
            When its list cannot be read.
        """
        first = normalise(f"ieListMeetings.aspx?CId={committee}&Year=0", self._base)
        waiting, seen = [first], {_list_key(first, committee)}
        found: dict[str, ListedMeeting] = {}
        while waiting and len(seen) <= _MOST_LISTS:
            page = self._read(waiting.pop(0))
            body = _body_of(page)
            for link in page.links:
                key = _list_key(link.url, committee)
                if key and key not in seen:
                    seen.add(key)
                    waiting.append(link.url)
                meeting = self._meeting(link, committee, body)
                if meeting:
                    found.setdefault(meeting.id, meeting)
        return [
            meeting
            for meeting in found.values()
            if meeting.date is None
            or (
                (since is None or meeting.date >= since)
                and (until is None or meeting.date <= until)
            )
        ]

    def detail(self, meeting: ListedMeeting) -> None:
        """Return nothing: the meeting's own page tells."""

    def _meeting(self, link: Link, committee: str, body: str | None) -> ListedMeeting | None:
        page = path_of(link.url).rpartition("/")[2].lower()
        given = parameters(link.url)
        number = given.get("mid") or given.get("meetingid") or ""
        owner = given.get("cid") or given.get("committeeid") or committee
        if page not in ("ielistdocuments.aspx", "celistdocuments.aspx") or not is_number(number):
            return None
        if owner != committee:
            return None
        # Meetings taken over from an older system have pages of their own kind.
        url = (
            link.url
            if page == "celistdocuments.aspx"
            else meeting_url(self._base, committee, number)
        )
        held_on = (
            parse_date(link.text) or parse_date(given.get("df", "")) or parse_date(link.around)
        )
        cancelled = "cancelled" in f"{link.text} {link.around}".lower()
        return ListedMeeting(number, committee, body, held_on, cancelled, url)

    def _read(self, url: str) -> LinkedPage:
        fetched = self._fetcher.get(url, hosts=self._hosts)
        return read_links(fetched.body, fetched.url)


def read_meeting_page(data: bytes, url: str) -> MeetingPage:
    """Read what the page of a meeting tells.

    Raises
    ------
    FetchError
        When the page cannot be parsed safely.
    """
    page = read_links(data, url)
    stages = [m for m in map(_STAGE.match, (*page.headings, page.title)) if m]
    # "Minutes" alone may head an item; where a site's own name takes the first level,
    # the stage stands on the second.
    stages += [m for m in map(_STAGE.match, page.below) if m and m["agenda"]]
    printed, packs = _printed(page)
    status = None
    if any(s["draft"] for s in stages) or any("draft" in p.text.lower() for p in printed):
        status = MeetingStatus.DRAFT
    elif any(s["minutes"] for s in stages):
        status = MeetingStatus.APPROVED  # its heading has dropped the word "draft"
    return MeetingPage(
        bool(stages or printed),
        status,
        printed,
        packs,
        tuple(link for link in page.links if _PAPER.search(path_of(link.url))),
        tuple(link for link in page.links if _OTHER_PAGE.search(path_of(link.url))),
        tuple(_items(page).items()),
    )


def _printed(page: LinkedPage) -> tuple[tuple[Link, ...], tuple[Link, ...]]:
    taken: list[Link] = []
    others: list[Link] = []
    for link in page.links:
        path = path_of(link.url)
        if _PRINTED.search(path):
            name = f"{link.text} {path.rpartition('/')[2]}"
            (taken if _RECORD.search(name) else others).append(link)
    return tuple(taken), tuple(others)


def _items(page: LinkedPage) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for link in page.links:
        number = parameters(link.url).get("id", "")
        if path_of(link.url).lower().endswith("/mgai.aspx") and is_number(number):
            title = None if _POINTS_ON.search(link.text) else link.text or None
            found[number] = found.get(number) or title
    return found


def _committee_of(url: str) -> str | None:
    page = path_of(url).rpartition("/")[2].lower()
    given = parameters(url)
    number = ""
    if page == "mgcommitteedetails.aspx":
        number = given.get("id", "")
    elif page == "ielistmeetings.aspx":
        number = given.get("cid") or given.get("committeeid") or ""
    return number if is_number(number) and number != "0" else None


def _list_key(url: str, committee: str) -> str | None:
    """Return the year of a list of this committee's meetings; None for other addresses."""
    if not path_of(url).lower().endswith("/ielistmeetings.aspx"):
        return None
    given = parameters(url)
    if (given.get("cid") or given.get("committeeid")) != committee:
        return None
    return given.get("year", "0")


def _body_of(page: LinkedPage) -> str | None:
    for head in (*page.headings, page.title):
        name = _LIST_TITLE.sub("", head).strip()
        if name and (name != head or re.search(r"\b(?:panel|committee|board)\b", name, re.I)):
            return name
    return None
