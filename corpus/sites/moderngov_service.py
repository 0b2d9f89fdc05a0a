"""The ModernGov web service (``mgWebService.asmx``), asked with plain GET requests."""

from __future__ import annotations

import html
import re
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from corpus.model import Attendee
from corpus.sites.addresses import normalise
from corpus.sites.faults import FetchError
from corpus.sites.fetcher import Fetcher
from corpus.sites.moderngov_records import (
    Committee,
    LinkedDocument,
    ListedItem,
    ListedMeeting,
    MeetingDetail,
    is_number,
)
from corpus.sites.safe_xml import local_name, parse_xml, text_of

SERVICE = "mgWebService.asmx"
_LONGEST_NAME = 300
_EARLIEST = date(1995, 1, 1)
_PRESENT = re.compile(r"present|in attendance|attended|virtual|remote|in person", re.IGNORECASE)
_NOT_PRESENT = re.compile(r"apolog|absent|not present|did not attend", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")


class WebService:
    """The web service of one site.

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
        """Return all committees, without those the site has deleted.

        Raises
        ------
        FetchError
            When the service is off, or answers with something else than its XML.
        """
        root = self._ask("GetCommittees")
        found = []
        for element in _all(root, "committee"):
            number = text_of(element, "committeeid")
            if is_number(number) and not _true(element, "committeedeleted"):
                found.append(Committee(number, _plain(text_of(element, "committeetitle"))))
        return found

    def meetings(
        self, committee: str, since: date | None, until: date | None
    ) -> list[ListedMeeting]:
        """Return a committee's meetings between two dates.

        Raises
        ------
        FetchError
            When the service is off, or answers with something else than its XML.
        """
        first, last = since or _EARLIEST, until or date(date.max.year, 12, 31)
        root = self._ask(
            "GetMeetings",
            lCommitteeId=committee,
            sFromDate=f"{first:%d/%m/%Y}",
            sToDate=f"{last:%d/%m/%Y}",
        )
        found = []
        for group in _all(root, "committee"):
            number = text_of(group, "committeeid") or committee
            body = _plain(text_of(group, "committeetitle")) or None
            for element in _all(group, "meeting"):
                meeting = text_of(element, "meetingid")
                if not is_number(meeting) or number != committee:
                    continue
                held_on = _day(text_of(element, "meetingdate"))
                # The dates were asked for; not every version of the service heeds them.
                if held_on and not first <= held_on <= last:
                    continue
                found.append(
                    ListedMeeting(
                        meeting,
                        committee,
                        body,
                        held_on,
                        _cancelled(element),
                        meeting_url(self._base, committee, meeting),
                    )
                )
        return found

    def detail(self, meeting: ListedMeeting) -> MeetingDetail:
        """Return what the service tells of one meeting.

        Raises
        ------
        FetchError
            When it is off, or answers with something else than its XML.
        """
        root = self._ask("GetMeeting", lMeetingId=meeting.id)
        element = root if local_name(root) == "meeting" else next(_all(root, "meeting"), None)
        if element is None:
            raise FetchError(f"The web service tells nothing of meeting {meeting.id}.")
        items = tuple(
            item for found in _all(element, "agendaitem") if (item := self._item(found)) is not None
        )
        written = any(item.has_minutes for item in items)
        return MeetingDetail(
            written or _true(element, "minutepublished"),
            _cancelled(element),
            items,
            tuple(a for found in _all(element, "attendee") if (a := _attendee(found))),
        )

    def _item(self, element: Any) -> ListedItem | None:
        number = text_of(element, "agendaitemid")
        if not is_number(number):
            return None
        documents = []
        for found in _all(element, "linkeddoc"):
            url = self._linked(text_of(found, "url"))
            if url:
                documents.append(
                    LinkedDocument(
                        url, _plain(text_of(found, "title")), _true(found, "isrestricted")
                    )
                )
        hidden = text_of(element, "isdisplayallowed").lower() == "false"
        return ListedItem(
            number,
            _plain(text_of(element, "agendaitemtitle")),
            _says_something(_raw(element, "minutesnonemptyhtmlbody")),
            hidden or _true(element, "isrestricted"),
            tuple(documents),
        )

    def _linked(self, written: str) -> str | None:
        try:
            return normalise(html.unescape(written), self._base) if written else None
        except FetchError:
            return None

    def _ask(self, operation: str, **values: str) -> Any:
        query = "&".join(f"{name}={quote(value, safe='')}" for name, value in values.items())
        url = f"{self._base}{SERVICE}/{operation}" + (f"?{query}" if query else "")
        fetched = self._fetcher.get(normalise(url), hosts=self._hosts)
        root = parse_xml(fetched.body, f"the web service ({operation})")
        if local_name(root) == "html":
            raise FetchError(f"The web service ({operation}) answers with a web page.")
        return root


def meeting_url(base: str, committee: str, meeting: str) -> str:
    """Return the one address by which a meeting's page is known."""
    return normalise(f"ieListDocuments.aspx?CId={committee}&MId={meeting}&Ver=4", base)


def item_url(base: str, item: str) -> str:
    """Return the one address by which an item's page is known."""
    return normalise(f"mgAi.aspx?ID={item}", base)


def _all(element: Any, name: str) -> Any:
    return (found for found in element.iter() if local_name(found) == name)


def _raw(element: Any, name: str) -> str:
    for child in element:
        if local_name(child) == name:
            return "".join(child.itertext())
    return ""


def _plain(text: str) -> str:
    """Undo the entities of a text, which the service encodes twice."""
    return " ".join(html.unescape(html.unescape(text)).split())[:_LONGEST_NAME]


def _true(element: Any, name: str) -> bool:
    return text_of(element, name).lower() == "true"


def _cancelled(element: Any) -> bool:
    return "cancel" in text_of(element, "meetingstatus").lower()


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text[:10], "%d/%m/%Y").date()
    except ValueError:
        return None


def _says_something(body: str) -> bool:
    text = html.unescape(html.unescape(body))
    return any(character.isalnum() for character in _TAG.sub(" ", text))


def _attendee(element: Any) -> Attendee | None:
    """Return a person of whom the site says whether they came; "expected" says neither."""
    name = _plain(element.get("name") or "")
    said = element.get("attendance") or ""
    if not name or not (_NOT_PRESENT.search(said) or _PRESENT.search(said)):
        return None
    role = _plain(element.get("roledescription") or "") or None
    return Attendee(name, role, None, not _NOT_PRESENT.search(said))
