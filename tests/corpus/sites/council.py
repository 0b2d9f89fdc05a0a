"""An invented council's ModernGov site: its web service, its pages, its printed minutes."""

from __future__ import annotations

import hashlib
import html
import io
import textwrap
from dataclasses import dataclass, field, replace
from datetime import date

from reportlab.pdfgen.canvas import Canvas

from tests.corpus.sites.server import Answer, Asked, Site

PANEL = "Wealdmere Police & Crime Panel"


@dataclass(frozen=True)
class Item:
    id: int
    title: str
    minutes: str = ""
    restricted: bool = False
    papers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Meeting:
    id: int
    day: date
    stage: str = "Agenda and minutes"
    status: str = "Confirmed"
    items: tuple[Item, ...] = ()
    attendees: tuple[tuple[str, str, str], ...] = ()

    @property
    def has_minutes(self) -> bool:
        return "minutes" in self.stage


@dataclass
class Council:
    """What the site publishes; ``publish`` puts it on a server."""

    meetings: dict[int, Meeting] = field(default_factory=dict)
    committees: dict[int, str] = field(
        default_factory=lambda: {7: PANEL, 8: "Planning Committee", 9: "Fire & Rescue Board"}
    )
    committee: int = 7
    service: bool = True
    etags: bool = True
    folder: str = ""

    def publish(self, site: Site) -> None:
        """Put everything on the server, in place of what was there."""
        robots = site.routes.get("/robots.txt")
        site.routes = {"/robots.txt": robots} if robots else {}
        site.prefixes = {}
        self._pages(site)
        if self.service:
            self._service(site)

    def put(self, *meetings: Meeting) -> None:
        self.meetings.update({meeting.id: meeting for meeting in meetings})

    # The web service -------------------------------------------------------

    def _service(self, site: Site) -> None:
        self._xml(
            site,
            "GetCommittees",
            "<committees><committeescount> 3</committeescount>"
            + "".join(
                f"<committee><committeeid>{number}</committeeid>"
                f"<committeetitle>{_twice(name)}</committeetitle>"
                "<committeedeleted>False</committeedeleted></committee>"
                for number, name in self.committees.items()
            )
            + "</committees>",
        )
        for meeting in self.meetings.values():
            self._xml(site, f"GetMeeting?lMeetingId={meeting.id}", self._meeting(site, meeting))

        def meetings(asked: Asked) -> Answer:
            number = int(asked.path.partition("lCommitteeId=")[2].partition("&")[0])
            listed = self.meetings.values() if number == self.committee else ()
            return _xml_answer(
                "<getmeetings><committee>"
                f"<committeeid>{number}</committeeid>"
                f"<committeetitle>{_twice(self.committees[number])}</committeetitle>"
                "<committeemeetings>"
                + "".join(
                    f"<meeting><meetingid>{m.id}</meetingid>"
                    f"<meetingdate>{m.day:%d/%m/%Y}</meetingdate>"
                    f"<meetingstatus>{m.status}</meetingstatus></meeting>"
                    for m in listed
                )
                + "</committeemeetings></committee></getmeetings>"
            )

        site.prefixes = {f"{self._at}mgWebService.asmx/GetMeetings?": meetings}

    def _meeting(self, site: Site, meeting: Meeting) -> str:
        items = "".join(
            f"<agendaitem><agendaitemid>{item.id}</agendaitemid>"
            f"<agendaitemtitle>{_twice(item.title)}</agendaitemtitle>"
            "<agendatext>&lt;p&gt;The Panel is invited to note the report.&lt;/p&gt;</agendatext>"
            f"<minutesnonemptyhtmlbody>{_twice(item.minutes)}</minutesnonemptyhtmlbody>"
            f"<isrestricted>{item.restricted}</isrestricted><linkeddocuments>"
            + "".join(
                f"<linkeddoc><attachmentid>1</attachmentid><title>{_twice(title)}</title>"
                f"<url>{site.url(self._at + path)}</url><isrestricted>False</isrestricted>"
                "</linkeddoc>"
                for path, title in item.papers
            )
            + "</linkeddocuments></agendaitem>"
            for item in meeting.items
        )
        people = "".join(
            f'<attendee name="{name}" roledescription="{role}" attendance="{said}"/>'
            for name, role, said in meeting.attendees
        )
        return (
            f"<meeting><meetingid>{meeting.id}</meetingid>"
            f"<meetingdate>{meeting.day:%d/%m/%Y}</meetingdate>"
            f"<meetingstatus>{meeting.status}</meetingstatus>"
            f"<minutepublished>{meeting.has_minutes}</minutepublished>"
            f"<agendaitems>{items}</agendaitems><attendees>{people}</attendees></meeting>"
        )

    def _xml(self, site: Site, operation: str, body: str) -> None:
        site.routes[f"{self._at}mgWebService.asmx/{operation}"] = _xml_answer(body)

    # The pages -------------------------------------------------------------

    @property
    def _at(self) -> str:
        return f"/{self.folder}" if self.folder else "/"

    def _pages(self, site: Site) -> None:
        links = "".join(
            f'<li><a href="mgCommitteeDetails.aspx?ID={number}">{html.escape(name)}</a></li>'
            for number, name in self.committees.items()
        )
        self._page(site, "mgListCommittees.aspx?bcr=1", "Committees", f"<ul>{links}</ul>")
        name = html.escape(self.committees[self.committee])
        rows = "".join(
            f'<li><a href="ieListDocuments.aspx?CId={self.committee}&amp;MID={m.id}&amp;Ver=4">'
            f"{m.day.day} {m.day:%b %Y} 10.30 am</a>"
            + (" - CANCELLED</li>" if m.status != "Confirmed" else "</li>")
            for m in self.meetings.values()
        )
        self._page(
            site,
            f"ieListMeetings.aspx?CId={self.committee}&Year=0",
            f"Browse meetings - {name}",
            f"<ul>{rows}</ul>",
        )
        for meeting in self.meetings.values():
            self._meeting_pages(site, meeting)

    def _meeting_pages(self, site: Site, meeting: Meeting) -> None:
        name = html.escape(self.committees[self.committee])
        day = f"{meeting.day:%A}, {meeting.day.day} {meeting.day:%B, %Y}"
        printed = ""
        if meeting.has_minutes:
            draft = "draft " if "draft" in meeting.stage else ""
            path = f"documents/g{meeting.id}/Printed%20{draft.strip() or 'final'}%20minutes.pdf?T=1"
            printed = f'<li><a href="{path}">Printed {draft}minutes PDF 120 KB</a></li>'
            self._file(
                site,
                path,
                make_pdf(
                    f"{PANEL}\nMinutes of the meeting held on {meeting.day.day} "
                    f"{meeting.day:%B %Y}\n\n"
                    + "\n\n".join(f"{item.title}\n\n{item.minutes}" for item in meeting.items)
                ),
            )
        pack = f"documents/g{meeting.id}/Public%20reports%20pack.pdf?T=10"
        parts = []
        for number, item in enumerate(meeting.items, 1):
            papers = "".join(
                f'<li><a href="{path}">{html.escape(title)} PDF 90 KB</a></li>'
                for path, title in item.papers
            )
            text = ""
            if meeting.has_minutes and item.minutes:
                text = (
                    f"<p>Minutes:</p><p>{item.minutes}</p>"
                    f'<p><a href="mgAi.aspx?ID={item.id}">View the full minutes text for item '
                    f"{number}</a></p>"
                )
                self._page(
                    site,
                    f"mgAi.aspx?ID={item.id}",
                    "Agenda item",
                    f"<h2>{html.escape(item.title)}</h2><p>Minutes:</p><p>{item.minutes}</p>",
                )
            parts.append(
                f"<tr><td>{number}.</td><td><p>{html.escape(item.title)}</p>{text}"
                f"<ul>{papers}</ul></td></tr>"
            )
            for path, title in item.papers:
                self._file(site, path, make_pdf(f"{title}\n\nThe figures are set out below."))
        self._page(
            site,
            f"ieListDocuments.aspx?CId={self.committee}&MId={meeting.id}&Ver=4",
            meeting.stage,
            f'<h2>{name} - {day} 10.30 am</h2><ul><li><a href="{pack}">Public reports pack</a></li>'
            f"{printed}</ul><table><tr><th>No.</th><th>Item</th></tr>{''.join(parts)}</table>",
        )

    def _page(self, site: Site, path: str, heading: str, body: str) -> None:
        text = (
            f"<!doctype html><html><head><title>{heading}</title></head><body>"
            f"<h1>{heading}</h1>{body}</body></html>"
        )
        self._file(site, path, text.encode(), kind="text/html; charset=utf-8")

    def _file(self, site: Site, path: str, data: bytes, kind: str = "application/pdf") -> None:
        headers = {"ETag": f'"{hashlib.sha256(data).hexdigest()[:12]}"'} if self.etags else {}
        site.routes[self._at + path] = Answer(data, kind=kind, headers=headers)


def make_pdf(text: str) -> bytes:
    """Return a PDF of one page with these lines; the same bytes each time."""
    out = io.BytesIO()
    canvas = Canvas(out, invariant=1)
    at = 800.0
    for paragraph in text.split("\n"):
        for line in textwrap.wrap(paragraph, 90) or [""]:
            canvas.drawString(60, at, line)
            at -= 14
    canvas.save()
    return out.getvalue()


def _xml_answer(body: str) -> Answer:
    return Answer(
        f'<?xml version="1.0" encoding="utf-8"?>\n{body}'.encode(), kind="text/xml; charset=utf-8"
    )


def _twice(text: str) -> str:
    """Encode entities twice, as the real service does."""
    return html.escape(html.escape(text, quote=False), quote=False)


def example() -> Council:
    """A council with an old meeting, one of last week in draft, one to come, one cancelled."""
    council = Council()
    council.put(
        Meeting(
            101,
            date(2025, 6, 12),
            items=(
                Item(1001, "Minutes of the last meeting", "They were agreed as a correct record."),
                Item(
                    1002,
                    "Burglary & robbery",
                    "The Commissioner agreed to bring figures on burglary to the March meeting.",
                    papers=(
                        ("documents/s501/Burglary%20report.pdf", "Burglary report"),
                        ("documents/s502/Minutes.pdf", "Minutes of the meeting of 6 March 2025"),
                    ),
                ),
                Item(1003, "Exempt matters", "", restricted=True),
            ),
            attendees=(
                ("Councillor Ada Thornbury", "Chair", "Present"),
                ("Mr Giles Penhallow", "Independent Member", "Apologies"),
                ("Councillor Bo Marsh", "Member", "Expected"),
            ),
        ),
        Meeting(
            102,
            date(2026, 2, 23),
            stage="Agenda and draft minutes",
            items=(
                Item(1010, "Knife crime", "The Panel asked for a report on knife crime by May."),
            ),
        ),
        Meeting(103, date(2026, 3, 2), stage="Agenda", items=(Item(1020, "Precept"),)),
        Meeting(104, date(2025, 9, 11), stage="Agenda", status="Cancelled"),
    )
    return council


def changed(meeting: Meeting, **changes: object) -> Meeting:
    return replace(meeting, **changes)  # type: ignore[arg-type]
