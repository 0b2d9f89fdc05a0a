"""What the page of a meeting says of itself, on sites that head it in different ways."""

from datetime import date

import pytest

from corpus.model import MeetingStatus
from corpus.sites.moderngov_pages import WebPages, read_meeting_page
from tests.corpus.sites.conftest import TestClock, fetcher_of
from tests.corpus.sites.server import Site

URL = "https://democracy.example.gov.uk/ieListDocuments.aspx?CId=7&MId=101&Ver=4"


@pytest.mark.parametrize(
    ("page", "has_minutes", "status"),
    [
        ("<h1>Agenda</h1><h2>Panel - 4 June 2024</h2>", False, None),
        ("<h1>Agenda and draft minutes</h1>", True, MeetingStatus.DRAFT),
        ("<h1>Agenda and minutes</h1>", True, MeetingStatus.APPROVED),
        ("<h1>Agenda, decisions and minutes</h1>", True, MeetingStatus.APPROVED),
        ("<h1>Agenda and decisions</h1>", True, None),
        ("<title>Agenda and minutes for Panel, 4 June</title>", True, MeetingStatus.APPROVED),
        ("<h1>Wealdmere Council</h1><h2>Agenda and draft minutes</h2>", True, MeetingStatus.DRAFT),
        # The item about the last minutes is no heading of this page.
        ("<h1>Agenda</h1><h2>Minutes</h2><h2>Minutes of the last meeting</h2>", False, None),
        ("<title>Agenda for Executive Decisions</title>", False, None),
        (
            '<h1>Council</h1><a href="documents/g1/Printed%20minutes.pdf?T=1">Printed minutes</a>',
            True,
            None,
        ),
        (
            '<h1>X</h1><a href="documents/g1/a.pdf?T=1">Printed draft minutes</a>',
            True,
            MeetingStatus.DRAFT,
        ),
        ("", False, None),
    ],
)
def test_how_far_the_record_has_come(
    page: str, has_minutes: bool, status: MeetingStatus | None
) -> None:
    told = read_meeting_page(page.encode(), URL)
    assert (told.has_minutes, told.status) == (has_minutes, status)


def test_the_links_of_a_meeting_are_told_apart() -> None:
    told = read_meeting_page(
        b"""<h1>Agenda and minutes</h1>
        <a href="documents/g101/Printed%20minutes%204th-Jun-2024.pdf?T=1">Printed minutes</a>
        <a href="documents/g101/Agenda%20frontsheet.pdf?T=0">Agenda frontsheet</a>
        <a href="documents/s9/Report.pdf">Report</a><a href="mgConvert2PDF.aspx?ID=77">Annex</a>
        <a href="mgAi.aspx?ID=5#mgDocuments">Burglary</a>
        <a href="mgAi.aspx?ID=5">View the full minutes text for item 3</a>
        <a href="mgAi.aspx?ID=6">View the full minutes text for item 4</a>
        <a href="ieIssueDetails.aspx?IId=8&amp;PlanId=0&amp;Opt=3">Precept</a>
        <a href="ieDecisionDetails.aspx?AIId=9">Decision</a>""",
        URL,
    )
    assert [link.text for link in told.printed] == ["Printed minutes"]
    assert [link.text for link in told.packs] == ["Agenda frontsheet"]
    assert [link.text for link in told.papers] == ["Report", "Annex"]
    assert told.items == (("5", "Burglary"), ("6", None))
    assert [link.text for link in told.others] == ["Precept", "Decision"]


def test_lists_year_by_year_with_meetings_of_an_older_system(site: Site, clock: TestClock) -> None:
    site.put(
        "/ieListMeetings.aspx?CId=7&Year=0",
        "<title>Browse meetings - Police &amp; Crime Panel</title><h1>Welcome</h1><ul>"
        '<li><a href="ieListDocuments.aspx?CId=7&MId=31">14 Jun 2023 10.00 am</a> CANCELLED</li>'
        '<li><a href="ieListDocuments.aspx?CId=8&MId=99">Another committee, 1 May 2023</a></li>'
        '<li><a href="ieListDocuments.aspx?CId=7&MId=32">To be confirmed</a></li></ul>'
        '<a href="ieListMeetings.aspx?CommitteeId=7&Year=2018">2018</a>'
        '<a href="ieListMeetings.aspx?CId=7&Year=0">Now</a>'
        '<a href="ieListMeetings.aspx?CId=9&Year=0">Other</a>',
    )
    old = "CeListDocuments.aspx?CommitteeId=7&MeetingId=5&DF=22%2F06%2F2018&Ver=2"
    site.put(
        "/ieListMeetings.aspx?CommitteeId=7&Year=2018",
        f'<h1>Police and Crime Panel</h1><a href="{old}">June</a>',
    )
    pages = WebPages(fetcher_of(clock), site.base, frozenset({"127.0.0.1"}))
    found = {meeting.id: meeting for meeting in pages.meetings("7", None, None)}
    assert found.keys() == {"31", "32", "5"}
    assert (found["31"].date, found["31"].cancelled) == (date(2023, 6, 14), True)
    assert found["31"].body == "Police & Crime Panel"
    assert found["31"].url == site.url("ieListDocuments.aspx?CId=7&MId=31&Ver=4")
    assert found["32"].date is None
    assert (found["5"].date, found["5"].url) == (date(2018, 6, 22), site.url(old))
    assert len(site.paths()) == 2
    since = {m.id for m in pages.meetings("7", date(2020, 1, 1), None)}
    assert since == {"31", "32"}  # what has no date may be in that time


def test_committees_of_a_site_without_its_usual_list(site: Site, clock: TestClock) -> None:
    site.put(
        "/ieDocHome.aspx?bcr=1",
        '<a href="ieListMeetings.aspx?CommitteeId=7">Panel</a><a href="ieListMeetings.aspx?CId=0">'
        'All</a><a href="ieListMeetings.aspx?CId=8"></a><a href="mgUserInfo.aspx?UID=1">Who</a>',
    )
    pages = WebPages(fetcher_of(clock), site.base, frozenset({"127.0.0.1"}))
    assert [(c.id, c.name) for c in pages.committees()] == [("7", "Panel")]
